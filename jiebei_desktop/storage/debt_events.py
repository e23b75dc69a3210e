"""What statements show of debts: draws, purchases, repayments and what was missed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from jiebei_desktop.domain.money import Fen
from jiebei_desktop.storage.debt_names import DebtName
from jiebei_desktop.storage.records import StoredTable
from jiebei_desktop.storage.unit_of_work import UnitOfWork

PAYING = ("repay", "refund")
"""Events that lower a debt: they are payments of the debt they belong to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DebtEvent:
    """One event of a debt as a statement shows it."""

    id: int = 0
    debt_id: int | None
    """The row of the debt; None while it is not known which one is meant."""
    product: str
    account: str = ""
    day: date
    kind: str
    """draw, repay, missed, purchase or refund."""
    amount: Fen
    counterparty: str = ""
    note: str = ""
    raw_row_id: int | None = None

    @property
    def change(self) -> Fen:
        """How much it raises what is owed: negative for what lowers it, 0 for a missed one."""
        if self.kind in PAYING:
            return Fen(-self.amount)
        return Fen(0) if self.kind == "missed" else self.amount


EVENTS = StoredTable("debt_events", DebtEvent)


def pay(work: UnitOfWork, debt: DebtName, event: DebtEvent) -> None:
    """Make a repayment event a payment of the debt, unless the user typed the same one.

    A repayment before the contract's date belongs to an earlier contract and stays an event.
    """
    if event.day < debt.contract_date:
        return
    events = EVENTS.read(work, debt_id=debt.id, day=event.day, amount=event.amount)
    same = {"debt_id": debt.id, "day": event.day.isoformat(), "amount_fen": event.amount}
    if sum(found.kind in PAYING for found in events) > len(work.rows("payments", **same)):
        more = {"note": event.counterparty, "event_id": event.id}
        work.insert("payments", {**same, **more})


def give(work: UnitOfWork, product: str, debt: DebtName) -> None:
    """Give a debt what statements show of a product and no debt has yet; repayments pay it."""
    for event in EVENTS.read(work, product=product, debt_id=None):
        EVENTS.set(work, event.id, debt_id=debt.id)
        if event.kind in PAYING:
            pay(work, debt, event)
