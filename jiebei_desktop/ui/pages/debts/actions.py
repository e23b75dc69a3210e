"""What the user can do to a debt: every dialog of the page, and the writes behind them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Protocol

from msgspec.structs import replace
from PySide6.QtWidgets import QWidget

from jiebei_desktop.domain.changes import Changes
from jiebei_desktop.domain.debts import Debt, DebtId
from jiebei_desktop.domain.rules import RuleBook
from jiebei_desktop.services.debts import guesses
from jiebei_desktop.services.debts.debt_actions import keep_receipt
from jiebei_desktop.services.debts.debt_book import Debts
from jiebei_desktop.services.debts.debt_detail import DebtDetail, PaymentLine
from jiebei_desktop.services.debts.guesses import Guess
from jiebei_desktop.services.debts.phone_page import Found
from jiebei_desktop.text.current import _
from jiebei_desktop.ui.fitting import FittedDialog
from jiebei_desktop.ui.page import PageContext
from jiebei_desktop.ui.pages.debts import explain
from jiebei_desktop.ui.pages.debts.all_due_dialog import AllDueDialog
from jiebei_desktop.ui.pages.debts.debt_dialog import DebtDialog
from jiebei_desktop.ui.pages.debts.payment_dialog import PaymentDialog
from jiebei_desktop.ui.pages.debts.phone_dialog import PhoneDialog
from jiebei_desktop.ui.pages.debts.prepay_dialog import PrepayDialog
from jiebei_desktop.ui.pages.debts.reconcile_dialog import ReconcileDialog


class Shown(Protocol):
    """What the dialogs need to know of the page they belong to."""

    def current(self) -> DebtDetail | None:
        """Return the debt shown in full."""

    def choose(self, debt: str) -> None:
        """Select a debt."""

    def selected_payment(self) -> PaymentLine | None:
        """Return the payment chosen in its table."""


class Actions:
    """Opens the dialogs and runs their writes in the ledger's lane."""

    def __init__(self, context: PageContext, page: Shown, parent: QWidget) -> None:
        self._context = context
        self._page = page
        self._parent = parent

    def add(self) -> None:
        """Open the page of the lender's app for a new debt."""
        dialog = PhoneDialog(self._context, self._parent)
        dialog.wanted.connect(lambda found, guess: self._add_page(dialog, found, guess))
        dialog.by_contract.connect(lambda product: self._by_contract(dialog, product))
        dialog.open_for(lambda page: page.acts.add())

    def _by_contract(self, dialog: PhoneDialog, product: str) -> None:
        """Open the form of a contract instead, for the same product."""
        dialog.reject()
        if not dialog.isVisible():
            self.by_contract(product)

    def by_contract(self, product: str = "jiebei") -> None:
        """Open the form for a new debt as its contract states it."""
        dialog = DebtDialog(self._context, self._parent, product=product)
        dialog.wanted.connect(lambda draft: self._add(dialog, draft))
        dialog.open_for(lambda page: page.acts.by_contract(product))

    def _add_page(self, dialog: PhoneDialog, found: Found, guess: Guess | None) -> None:
        session, today = self._context.session, self._context.today()

        def show(answer: tuple[DebtId, Changes]) -> None:
            self._page.choose(answer[0])
            self._context.notify(answer[1])
            dialog.saved_one()

        self._context.lanes.ledger(
            lambda: guesses.keep(session, found, today, guess), show, failed=self._context.tell
        )

    def do(self, wish: str) -> None:
        """Do what a button or a menu row asked for, on the debt shown."""
        found = self._page.current()
        if found is None:
            return
        handlers: dict[str, Callable[[DebtDetail], None]] = {
            "edit": self._edit,
            "negotiate": self._negotiate,
            "pay": self._pay,
            "voucher": self._voucher,
            "unpay": self._unpay,
            "reconcile": self._reconcile,
            "accelerate": self._accelerate,
            "prepay": self._prepay,
            "explain": self._explain,
            "settle": self._settle,
            "reopen": self._reopen,
            "delete": self._delete,
        }
        handlers[wish](found)

    def write(self, job: Callable[[Debts], Changes]) -> None:
        """Run a write and tell every page what it touched."""
        session = self._context.session
        self._context.lanes.ledger(
            lambda: job(Debts(session)), self._context.notify, failed=self._context.tell
        )

    def _negotiate(self, found: DebtDetail) -> None:
        self._context.navigate("negotiation", debt=found.line.debt.id)

    def _explain(self, found: DebtDetail) -> None:
        explain.rates_dialog(self._context, found, self._parent).open()

    def _edit(self, found: DebtDetail) -> None:
        debt = found.line.debt
        dialog = DebtDialog(self._context, self._parent, debt)
        dialog.wanted.connect(lambda wanted: self.write(lambda debts: debts.edit(debt.id, wanted)))
        _open(dialog, debt, "edit")

    def _add(self, dialog: DebtDialog, wanted: Debt) -> None:
        session = self._context.session

        def job() -> tuple[DebtId, Changes]:
            debts = Debts(session)
            made = debts.newcomer(wanted)
            return made.id, debts.add(made)

        def show(answer: tuple[DebtId, Changes]) -> None:
            self._page.choose(answer[0])
            self._context.notify(answer[1])
            dialog.saved_one()

        self._context.lanes.ledger(job, show, failed=self._context.tell)

    def _pay(self, found: DebtDetail) -> None:
        self._paying(found, PaymentDialog(self._context, found, self._parent))

    def _prepay(self, found: DebtDetail) -> None:
        dialog = PrepayDialog(self._context, found, self._parent)
        dialog.paid.connect(lambda: self._paying(found, dialog.payment_dialog(found, self._parent)))
        _open(dialog, found.line.debt, "prepay")

    def _paying(self, found: DebtDetail, dialog: PaymentDialog) -> None:
        debt = found.line.debt

        def save() -> None:
            payment = dialog.payment()
            if payment is not None:
                own = dialog.instalment()
                self.write(lambda debts: debts.pay(debt.id, payment, instalment=own))

        dialog.saved.connect(save)
        _open(dialog, debt, "pay")

    def _reconcile(self, found: DebtDetail) -> None:
        session = self._context.session
        self._context.lanes.ledger(
            lambda: session.rules,
            lambda rules: self._compare(found, rules),
            failed=self._context.tell,
        )

    def _compare(self, found: DebtDetail, rules: RuleBook) -> None:
        debt = found.line.debt
        dialog = ReconcileDialog(self._context, found, rules, self._parent)

        def save() -> None:
            balance = dialog.balance()
            if balance is not None:
                told = dialog.late.edit.value() is not None
                self.write(lambda debts: debts.report_balance(debt.id, balance, late_told=told))

        dialog.saved.connect(save)
        _open(dialog, debt, "reconcile")

    def _accelerate(self, found: DebtDetail) -> None:
        debt = found.line.debt
        dialog = AllDueDialog(self._context, found, self._parent)

        def keep(day: date | None) -> None:
            wanted = replace(debt, accelerated_on=day)
            self.write(lambda debts: debts.edit(debt.id, wanted, "all-due"))

        dialog.saved.connect(lambda: keep(dialog.announced()))
        dialog.removed.connect(lambda: keep(None))
        _open(dialog, debt, "accelerate")

    def _voucher(self, found: DebtDetail) -> None:
        """Keep a file as the voucher of the payment selected in its table."""
        line = self._page.selected_payment()
        if line is None:
            return
        path = self._context.ask.open_file(
            _("Voucher of this payment"), _("Pictures and PDF (*.png *.jpg *.jpeg *.pdf)")
        )
        session, debt = self._context.session, found.line.debt.id
        if path is not None:
            self._context.lanes.ledger(
                lambda: keep_receipt(session, debt, line.payment, path),
                self._context.notify,
                failed=self._context.tell,
            )

    def _unpay(self, found: DebtDetail) -> None:
        line = self._page.selected_payment()
        if line is None:
            return
        agreed = self._context.ask.confirm(
            _("Delete this payment?"), _("You can undo this."), action=_("Delete")
        )
        if agreed:
            debt = found.line.debt.id
            self.write(lambda debts: debts.remove_payment(debt, line.payment))

    def _settle(self, found: DebtDetail) -> None:
        debt = found.line.debt
        agreed = self._context.ask.confirm(
            _("Mark {debt} as settled?").format(debt=debt.name),
            _(
                "It then owes nothing in every figure. Ask the lender for a certificate of"
                " settlement and keep it. You can undo this."
            ),
            action=_("Mark as settled"),
        )
        if agreed:
            self.write(lambda debts: debts.settle(debt.id))

    def _reopen(self, found: DebtDetail) -> None:
        """Take a settlement back; where the debt stands follows from the figures again."""
        debt = found.line.debt.id
        self.write(lambda debts: debts.reopen(debt))

    def _delete(self, found: DebtDetail) -> None:
        debt = found.line.debt
        agreed = self._context.ask.confirm(
            _("Delete {debt}?").format(debt=debt.name),
            _("Its payments, terms and negotiation go with it. You can undo this."),
            action=_("Delete"),
        )
        if agreed:
            self.write(lambda debts: debts.delete(debt.id))


def _open(dialog: FittedDialog, debt: Debt, wish: str) -> None:
    dialog.open_for(lambda page: page.acts.do(wish), debt.id)
