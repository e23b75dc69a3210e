"""What the user can do to a debt: every dialog of the page, and the writes behind them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from jiebei_desktop.domain.changes import Changes
from jiebei_desktop.services.debts import Debts
from jiebei_desktop.services.debts_view import DebtDetail
from jiebei_desktop.text.current import _
from jiebei_desktop.ui import errors
from jiebei_desktop.ui.page import PageContext
from jiebei_desktop.ui.pages.debts import explain
from jiebei_desktop.ui.troubles import trouble_words

if TYPE_CHECKING:
    from jiebei_desktop.ui.pages.debts.page import DebtsPage


class Actions:
    """Opens the dialogs and runs their writes in the ledger's lane."""

    def __init__(self, context: PageContext, page: DebtsPage) -> None:
        self._context = context
        self._page = page

    def add(self) -> None:
        """Open the form for a new debt."""

    def do(self, wish: str) -> None:
        """Do what a button or a menu row asked for, on the debt shown."""
        found = self._page.current()
        if found is None:
            return
        handlers: dict[str, Callable[[DebtDetail], None]] = {
            "negotiate": self._negotiate,
            "explain": self._explain,
            "settle": self._settle,
            "delete": self._delete,
        }
        handlers[wish](found)

    def write(self, job: Callable[[Debts], Changes]) -> None:
        """Run a write and tell every page what it touched."""
        session = self._context.session
        self._context.lanes.ledger(
            lambda: job(Debts(session)), self._context.notify, failed=self.failed
        )

    def failed(self, error: Exception) -> None:
        """Say that a write did not happen."""
        errors.note(error)
        self._context.ask.tell(*trouble_words(error))

    def _negotiate(self, found: DebtDetail) -> None:
        self._context.navigate("negotiation", debt=found.line.debt.id)

    def _explain(self, found: DebtDetail) -> None:
        explain.rates_dialog(self._context, found, self._page).open()

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

    def _delete(self, found: DebtDetail) -> None:
        debt = found.line.debt
        agreed = self._context.ask.confirm(
            _("Delete {debt}?").format(debt=debt.name),
            _("Its payments, terms and negotiation go with it. You can undo this."),
            action=_("Delete"),
        )
        if agreed:
            self.write(lambda debts: debts.delete(debt.id))
