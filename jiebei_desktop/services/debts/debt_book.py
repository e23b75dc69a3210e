"""Debts: add, edit, delete, pay, report what the lender shows, renew, settle."""

from __future__ import annotations

from itertools import count

from msgspec.structs import replace

from jiebei_desktop.domain.changes import Changes
from jiebei_desktop.domain.debts import (
    Debt,
    DebtId,
    Payment,
    ReportedBalance,
    Stage,
)
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.services.debts import estimates
from jiebei_desktop.services.keeping.session import Session
from jiebei_desktop.services.statements import proposed_debts
from jiebei_desktop.storage import debts as rows
from jiebei_desktop.storage.debt_names import row_id
from jiebei_desktop.storage.unit_of_work import UnitOfWork


def remove(work: UnitOfWork, debt: DebtId) -> None:
    """Delete a debt in a running step, with its negotiation and what was noted of its terms.

    Raises:
        KeyError: the ledger has no such debt.
    """
    rows.remove(work, debt)
    estimates.note(work, debt, ())


class Debts:
    """The debts of one session; methods that name a debt raise KeyError for an unknown id."""

    def __init__(self, session: Session) -> None:
        self._ledger = session.ledger
        self._history = session.history

    def all(self) -> tuple[Debt, ...]:
        """Return all debts in the order they were added."""
        return self._ledger.debts()

    def one(self, debt: DebtId) -> Debt:
        """Return one debt."""
        return self._ledger.debt(debt)

    def newcomer(self, debt: Debt, leaving: DebtId | None = None) -> Debt:
        """Return a new debt with an id and a name that nobody has.

        The id is the product and a number; a name that is taken gets one, too: 借呗 2. The name
        of a debt that is ``leaving`` for it is free.
        """
        known = self.all()
        ids = {one.id for one in known}
        names = {one.name for one in known if one.id != leaving}
        stem, name = debt.product or "debt", debt.name
        free = next(f"{stem}{n}" for n in count(1) if f"{stem}{n}" not in ids)
        numbered = (name, *(f"{name} {n}" for n in range(2, len(names) + 2)))
        return replace(debt, id=DebtId(free), name=next(n for n in numbered if n not in names))

    def add(self, debt: Debt) -> Changes:
        """Add a debt.

        Raises:
            ValueError: the id is taken.
        """
        if any(known.id == debt.id for known in self.all()):
            raise ValueError(debt.id)
        return self._history.run("add-debt", lambda work: rows.add(work, debt))

    def edit(self, debt: DebtId, wanted: Debt, label: str = "edit-debt") -> Changes:
        """Make a debt equal to ``wanted``; the id itself may change as long as it is free."""

        def replace_it(work: UnitOfWork) -> None:
            rows.replace(work, debt, wanted)
            proposed_debts.completed(work, debt)
            if label == "edit-debt":
                estimates.note(work, debt, ())

        return self._history.run(label, replace_it)

    def delete(self, debt: DebtId) -> Changes:
        """Delete a debt with its payments, terms and negotiation."""
        return self._history.run("delete-debt", lambda work: remove(work, debt))

    def pay(self, debt: DebtId, payment: Payment, *, instalment: Fen | None = None) -> Changes:
        """Record money the lender received; ``instalment`` is the lender's own, when it is told."""
        known = self.one(debt)

        def write(work: UnitOfWork) -> None:
            if instalment is not None:
                terms = replace(known.terms, payment=instalment)
                rows.replace(work, debt, replace(known, terms=terms))
            rows.pay(work, debt, payment)

        return self._history.run("record-payment", write)

    def remove_payment(self, debt: DebtId, payment: Payment) -> Changes:
        """Delete a recorded payment.

        Raises:
            ValueError: no payment of the debt equals it.
        """
        known = self.one(debt)
        left = list(known.payments)
        left.remove(payment)
        return self.edit(debt, replace(known, payments=tuple(left)), "delete-payment")

    def report_balance(
        self, debt: DebtId, balance: ReportedBalance, *, late_told: bool = True
    ) -> Changes:
        """Keep what the lender's app shows; earlier reports stay on record.

        With what is overdue told it is known how much is late, and a debt is late no more by hand.
        """
        unsaid = late_told and self.one(debt).stage is Stage.OVERDUE

        def report(work: UnitOfWork) -> None:
            rows.report(work, debt, balance)
            if unsaid:
                rows.as_figures_say(work, row_id(work, debt))
            told = ("balance", "overdue") if late_told else ("balance",)
            proposed_debts.completed(work, debt, *told)

        return self._history.run("report-balance", report)

    def reopen(self, debt: DebtId) -> Changes:
        """Let the figures say again where a debt stands."""
        return self.edit(debt, replace(self.one(debt), stage=None), "set-stage")

    def settle(self, debt: DebtId, last: Payment | None = None) -> Changes:
        """Mark a debt as paid off, with the payment that did it when it is not recorded yet."""
        known = self.one(debt)
        payments = known.payments if last is None else (*known.payments, last)
        wanted = replace(known, stage=Stage.SETTLED, payments=payments)
        return self.edit(debt, wanted, "settle-debt")
