"""What statements show of debts: draws, purchases, repayments and what was missed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from msgspec import Struct

from jiebei_desktop.domain.money import Fen
from jiebei_desktop.storage.debt_names import DebtName
from jiebei_desktop.storage.records import StoredTable
from jiebei_desktop.storage.unit_of_work import UnitOfWork

PAYING = ("repay", "refund")
"""Events that lower a debt: they are payments of the debt they belong to."""


class DebtEvent(Struct, frozen=True, kw_only=True):
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


PARTS = ("principal_fen", "interest_fen", "penalty_fen", "fees_fen")
"""Columns of a payment that hold its parts, in the order in which papers print them."""


def pay(work: UnitOfWork, debt: DebtName, event: DebtEvent, parts: Sequence[Fen] = ()) -> None:
    """Make a repayment event a payment of the debt, unless the user typed the same one.

    ``parts`` are those of ``PARTS`` as a lender's paper prints them; without, terms divide it.

    A repayment before the contract's date belongs to an earlier contract and stays an event.
    """
    if event.day < debt.contract_date:
        return
    events = EVENTS.read(work, debt_id=debt.id, day=event.day, amount=event.amount)
    same = {"debt_id": debt.id, "day": event.day.isoformat(), "amount_fen": event.amount}
    if sum(found.kind in PAYING for found in events) > len(work.rows("payments", **same)):
        split = dict(zip(PARTS, parts, strict=True)) if parts else {}
        more = {"note": event.counterparty, "event_id": event.id, **split}
        work.insert("payments", {**same, **more})


def divide(work: UnitOfWork, raw_row_id: int, parts: Sequence[Fen]) -> None:
    """Give the payment that a row made the parts which its papers print, or none of its own."""
    split = dict(zip(PARTS, parts, strict=True)) if parts else dict.fromkeys(PARTS)
    for event in EVENTS.read(work, raw_row_id=raw_row_id):
        for payment in work.rows("payments", event_id=event.id):
            if not parts or payment["amount_fen"] == sum(parts):
                work.update("payments", payment["id"], split)


def give(
    work: UnitOfWork,
    product: str,
    debt: DebtName,
    printed: Callable[[int], Sequence[Fen]] = lambda _: (),
) -> None:
    """Give a debt what statements show of a product and no debt has yet; repayments pay it.

    ``printed`` says which parts a row's papers print of its repayment.
    """
    for event in EVENTS.read(work, product=product, debt_id=None):
        EVENTS.set(work, event.id, debt_id=debt.id)
        if event.kind in PAYING:
            pay(work, debt, event, printed(event.raw_row_id) if event.raw_row_id else ())
