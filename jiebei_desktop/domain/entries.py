"""Entries as a ledger lists them: with their row id, filtered, newest first, a page at a time."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import NewType

from msgspec import Struct

from jiebei_desktop.domain.household import Entry, EntryKind
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.months import Month

EntryId = NewType("EntryId", int)
"""The row of an entry in its ledger."""


class Source(StrEnum):
    """How an entry came in."""

    HAND = "hand"
    FILE = "file"
    IMPORT = "import"


class PartPlace(Struct, frozen=True, kw_only=True):
    """Which part of a payment an entry is."""

    number: int
    """From 1."""
    of: int
    """How many parts there are; one may be the repayment of a debt."""
    whole: Fen
    """What was paid in all."""


class EntryRow(Struct, frozen=True, kw_only=True):
    """One entry of a ledger."""

    id: EntryId
    entry: Entry
    source: Source = Source.HAND
    batch: int | None = None
    """The import that brought it, if one did."""
    paid_by: str | None = None
    """Id of the debt that paid for it (a purchase on credit), if one did."""
    part: PartPlace | None = None
    """Where it stands among the parts of a payment that was split."""


class EntryFilter(Struct, frozen=True, kw_only=True):
    """Which entries are wanted; an empty filter wants all."""

    text: str = ""
    """Part of the counterparty or the note."""
    month: Month | None = None
    kind: EntryKind | None = None
    category: str | None = None
    batch: int | None = None


class EntryTotals(Struct, frozen=True, kw_only=True):
    """How many entries a filter finds, and their sums."""

    count: int
    income: Fen
    expense: Fen


def totals_of(rows: Sequence[EntryRow]) -> EntryTotals:
    """Return how many entries these are, and their sums."""
    sums = dict.fromkeys(EntryKind, 0)
    for row in rows:
        sums[row.entry.kind] += row.entry.amount
    return EntryTotals(
        count=len(rows), income=Fen(sums[EntryKind.INCOME]), expense=Fen(sums[EntryKind.EXPENSE])
    )


class MonthSum(Struct, frozen=True, kw_only=True):
    """All entries of one month, kind and category."""

    month: Month
    kind: EntryKind
    category: str
    entries: int
    total: Fen
