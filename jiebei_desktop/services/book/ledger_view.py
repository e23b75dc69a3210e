"""What the ledger page shows beside its entries: months, categories with budgets, possessions."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from msgspec import Struct, field

from jiebei_desktop.domain import categories
from jiebei_desktop.domain.debts import DebtId
from jiebei_desktop.domain.entries import EntryFilter, EntryRow, EntryTotals
from jiebei_desktop.domain.household import Asset, Book, Cash, EntryKind, Recurring, newest_readings
from jiebei_desktop.domain.money import ZERO, Fen, half_up
from jiebei_desktop.domain.months import Month
from jiebei_desktop.domain.recurring import monthly_share
from jiebei_desktop.services.book.entries import Entries
from jiebei_desktop.services.book.possessions import Possessions

if TYPE_CHECKING:
    from jiebei_desktop.services.keeping.session import Session

PAGE = 200
"""Entries fetched at a time."""
LOOKED_BACK = 6
"""Full months behind the average of a category."""


class LedgerListing(Struct, frozen=True, kw_only=True):
    """The first page of a filter, its totals, and what there is to filter by."""

    wanted: EntryFilter
    rows: tuple[EntryRow, ...]
    totals: EntryTotals
    months: tuple[Month, ...]
    """Months with entries, newest first."""
    everything: int
    """Entries in the whole ledger."""
    debts: Mapping[DebtId, str] = field(default_factory=dict)
    """Names of the debts that a part of an entry may repay."""


class CategoryLine(Struct, frozen=True, kw_only=True):
    """One category in one month, beside its budget and its usual amount."""

    category: str
    total: Fen
    entries: int
    usual: Fen
    """Mean of the full months before, as far as there are entries; at most six."""
    budget: Fen | None = None

    @property
    def left(self) -> Fen | None:
        """What is left of the budget; negative when more was spent, None without a budget."""
        return None if self.budget is None else Fen(self.budget - self.total)


class MonthSheet(Struct, frozen=True, kw_only=True):
    """A month by category."""

    month: Month
    months: tuple[Month, ...]
    lines: tuple[CategoryLine, ...]
    """Every category with an entry, a usual amount or a budget, in the closed list's order."""
    income: Fen
    necessary: Fen
    flexible: Fen


class Holdings(Struct, frozen=True, kw_only=True):
    """What comes again, what is owned, what is at hand."""

    recurring: tuple[Recurring, ...]
    assets: tuple[Asset, ...]
    cash: tuple[Cash, ...]
    """Every reading, the newest first."""
    unexplained: Fen = ZERO
    """Money a month that left between two readings of all places without an entry."""

    @property
    def monthly_income(self) -> Fen:
        """Recurring income of an average month."""
        return self._share(EntryKind.INCOME)

    @property
    def monthly_expense(self) -> Fen:
        """Recurring expense of an average month."""
        return self._share(EntryKind.EXPENSE)

    @property
    def at_hand(self) -> Fen:
        """Cash of all places, as last read."""
        return Fen(sum(each.amount for each in newest_readings(self.cash, date.max)))

    @property
    def owned(self) -> Fen:
        """Value of all assets, as the user estimates it."""
        return Fen(sum(each.value for each in self.assets))

    def _share(self, kind: EntryKind) -> Fen:
        return Fen(sum(monthly_share(item) for item in self.recurring if item.kind is kind))


def listing(session: Session, wanted: EntryFilter, limit: int = PAGE) -> LedgerListing:
    """Return the newest entries a filter finds and its totals."""
    entries = Entries(session)
    sums = entries.month_sums()
    return LedgerListing(
        wanted=wanted,
        rows=entries.page(wanted, limit=limit),
        totals=entries.totals(wanted),
        months=tuple(sorted({each.month for each in sums}, reverse=True)),
        everything=sum(each.entries for each in sums),
        debts=entries.debts(),
    )


def more(session: Session, wanted: EntryFilter, after: EntryRow) -> tuple[EntryRow, ...]:
    """Return the entries that follow a row of the same filter."""
    return Entries(session).page(wanted, after=after, limit=PAGE)


def found(session: Session, shown: LedgerListing) -> tuple[EntryRow, ...]:
    """Return every entry that a listing's filter finds."""
    return Entries(session).page(shown.wanted, limit=shown.everything)


def month_sheet(session: Session, month: Month) -> MonthSheet:
    """Return a month by category, beside budgets and the months before."""
    sums = Entries(session).month_sums(until=month)
    all_months = sorted({each.month for each in Entries(session).month_sums()}, reverse=True)
    before = {each.month for each in sums if 0 < month.minus(each.month) <= LOOKED_BACK}
    now: dict[str, tuple[int, int]] = {}
    past: dict[str, int] = {}
    for each in sums:
        if each.month == month:
            count, total = now.get(each.category, (0, 0))
            now[each.category] = (count + each.entries, total + each.total)
        elif each.month in before:
            past[each.category] = past.get(each.category, 0) + each.total
    budgets = Possessions(session).budgets()
    lines = tuple(
        CategoryLine(
            category=code,
            entries=now.get(code, (0, 0))[0],
            total=Fen(now.get(code, (0, 0))[1]),
            usual=half_up(Fraction(past.get(code, 0), max(len(before), 1))),
            budget=budgets.get(code),
        )
        for code in categories.ALL
        if code in now or code in past or code in budgets
    )
    return MonthSheet(
        month=month,
        months=tuple(all_months),
        lines=lines,
        income=_sum(lines, categories.INCOME),
        necessary=_sum(lines, categories.NECESSARY),
        flexible=_sum(lines, categories.FLEXIBLE),
    )


def holdings(session: Session, as_of: date) -> Holdings:
    """Return recurring items, assets and cash, with what left without an entry."""
    book = session.book(date.max)
    cash = sorted(book.cash, key=lambda reading: reading.as_of, reverse=True)
    return Holdings(
        recurring=book.recurring,
        assets=book.assets,
        cash=tuple(cash),
        unexplained=_unexplained(session, book, as_of),
    )


def _unexplained(session: Session, book: Book, as_of: date) -> Fen:
    from jiebei_desktop.analysis.cash import unexplained_outflow

    days = {reading.as_of for reading in book.cash if reading.as_of <= as_of}
    if len(days) <= 1:
        return ZERO
    return unexplained_outflow(session.book(min(days)), as_of)


def _sum(lines: tuple[CategoryLine, ...], codes: tuple[str, ...]) -> Fen:
    return Fen(sum(line.total for line in lines if line.category in codes))
