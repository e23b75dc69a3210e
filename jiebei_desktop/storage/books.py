"""Adding a whole book to a ledger: what it holds and the ledger does not."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from jiebei_desktop.domain.household import Book, Household
from jiebei_desktop.storage import debts, events, household, said, splits
from jiebei_desktop.storage.staging import StagedEntries
from jiebei_desktop.storage.unit_of_work import UnitOfWork


class Added(Struct, frozen=True, kw_only=True):
    """How many things of a book were new to a ledger."""

    debts: int = 0
    entries: int = 0
    read_already: int = 0
    """Of the entries those that a statement's row tells, too: they count twice."""
    recurring: int = 0
    assets: int = 0
    events: int = 0


def add(work: UnitOfWork, book: Book, stage: StagedEntries) -> Added:
    """Add a book with the entries that wait on a stage, inside an open unit of work.

    A debt with a known id is left as it is. Household facts other than the defaults replace the
    old ones, a cash reading that of the same place and day.
    """
    for entry in book.entries:
        stage.add(entry)
    if book.household != Household():
        household.set_household(work, book.household)
    for cash in book.cash:
        household.set_cash(work, cash)
    said.add(work, book.said)
    known = {row["code"] for row in work.rows("debts")}
    new = [debt for debt in book.debts if debt.id not in known]
    above = splits.last_number(work)
    for debt in new:
        debts.add(work, replace(debt, payments=splits.renumbered(debt.payments, above)))
    return Added(
        debts=len(new),
        entries=stage.book(work, above),
        read_already=stage.read_already,
        recurring=household.RECURRING.add_missing(work, book.recurring),
        assets=household.ASSETS.add_missing(work, book.assets),
        events=events.EVENTS.add_missing(work, book.events),
    )
