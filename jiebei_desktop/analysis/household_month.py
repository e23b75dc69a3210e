"""The household's months as the ledger shows them: income, routine, irregular, obligations.

Definitions of a full month: income is what recurs (bonuses, help from relatives and one-off money
are listed apart); routine spending excludes payments ordered by law and large bills that do not
recur; obligations are those payments and the instalments of housing and secured debts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from statistics import fmean

from jiebei_desktop.domain.affordability import secured_need
from jiebei_desktop.domain.household import Book, Entry, EntryKind, Every, Mark, Recurring
from jiebei_desktop.domain.money import ZERO, Fen, half_up
from jiebei_desktop.domain.months import Month
from jiebei_desktop.domain.recurring import monthly_share, occurrences

ALWAYS_INCOME = frozenset({"A1", "A3", "A4", "A5", "A6", "A7", "A9", "A10"})
REGULAR_INCOME = frozenset({"A2", "A8", "A12"})
"""Bonus, housing fund and other money: income only when it comes in most months."""
OBLIGATION = "B10"
LUMPY = frozenset({"B5", "B11", "B12", "C2", "C5", "C8", "C9"})
"""Categories in which a large bill of a short ledger is taken as irregular."""
_MOST = Fraction(3, 4)
_LARGE = 0.15
_SHORT = 3
_KEEP = 36


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthRow:
    """One full month of the ledger, all in fen."""

    month: Month
    income: Fen
    routine: Fen
    bills: tuple[Fen, ...]
    obligations: Fen
    """Payments ordered by law found in the entries of this month."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure of the household with its origin; ``label_code`` is worded by the text layer."""

    label_code: str
    amount: Fen
    mark: Mark
    rows: int = 0
    """Entries behind the figure; 0 for what was stated or computed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """The questionnaire for a household with no more than two months of history, in fen a month.

    Irregular spending is asked item by item, because people asked for one total name the month
    that has none.
    """

    income_low: Fen
    income_typical: Fen
    spending: Fen
    irregular: tuple[tuple[str, Fen, int], ...] = ()
    """(name, amount, times a year)."""
    obligations: Fen = ZERO
    festival_extra: Fen | None = None
    weeks_without_work: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseholdMonth:
    """What the affordability model knows of a household."""

    rows: tuple[MonthRow, ...]
    kind: str
    cash: Fen
    living_floor: Fen
    obligations: Fen
    """Fixed payments a month that are not renegotiated."""
    unexplained: Fen
    """Money that left the accounts a month without an entry; counted as spending."""
    stated_income: Fen
    stated_spending: Fen
    answers: Answers | None
    known_bills: tuple[tuple[Month, Fen], ...]
    """Quarterly and yearly items by the month they fall due in."""
    figures: tuple[Figure, ...] = field(default=())

    @property
    def history(self) -> int:
        """Number of full months observed."""
        return len(self.rows)

    @property
    def has_income(self) -> bool:
        """Tell whether any income is known at all."""
        return self.stated_income > 0 or any(row.income > 0 for row in self.rows)


def household_month(book: Book, as_of: date, answers: Answers | None = None) -> HouseholdMonth:
    """Read the household's months from its ledger as of a day.

    Args:
        book: the ledger's values.
        as_of: today; the running month is not a full month unless this is its last day.
        answers: the questionnaire, used beside recurring items while history is short.
    """
    entries = _full_months(book.entries, as_of)
    months = sorted({Month.of(entry.date) for entry in entries})
    slow = [item for item in book.recurring if item.every in {Every.QUARTER, Every.YEAR}]
    income, apart = _income(entries, months)
    spending = [entry for entry in entries if entry.kind is EntryKind.EXPENSE]
    spending = [entry for entry in spending if not _is_slow(entry, slow)]
    ordered = [entry for entry in spending if entry.category == OBLIGATION]
    living = [entry for entry in spending if entry.category != OBLIGATION]
    bills, routine = _split_bills(living, months)
    silent = _silent(book.recurring, entries, as_of)
    rows = tuple(
        _row(month, income, routine, bills, ordered, silent if months else ()) for month in months
    )
    fixed = Fen(secured_need(book, as_of) + _ordered(ordered, book.recurring, months))
    stated_in, stated_out = _stated(book.recurring, as_of, answers)
    floor = Fen((book.household.dibao_per_person or 0) * book.household.members)
    gap = unexplained_outflow(book, entries)
    parts = (income, apart, routine, bills)
    cash = cash_on(book, as_of)
    return HouseholdMonth(
        rows=rows,
        kind=book.household.income_kind,
        cash=cash,
        living_floor=floor,
        obligations=Fen(fixed + (answers.obligations if answers else 0)),
        unexplained=gap,
        stated_income=stated_in,
        stated_spending=stated_out,
        answers=answers,
        known_bills=_known(slow, as_of),
        figures=_figures(rows, parts, (fixed, floor, gap, cash), (stated_in, stated_out)),
    )


def cash_on(book: Book, as_of: date) -> Fen:
    """Return the money at hand on a day: the latest readings, moved by what was booked since."""
    latest = {
        item.name: item
        for item in sorted(book.cash, key=lambda item: item.as_of)
        if item.as_of <= as_of
    }
    if not latest:
        return ZERO
    since = max(item.as_of for item in latest.values())
    total: int = sum(item.amount for item in latest.values())
    total += sum(signed(entry) for entry in book.entries if since < entry.date <= as_of)
    total -= sum(
        payment.amount
        for debt in book.debts
        for payment in debt.payments
        if since < payment.date <= as_of
    )
    return Fen(max(0, total))


def unexplained_outflow(book: Book, entries: Iterable[Entry]) -> Fen:
    """Return the money a month that left the accounts without an entry, 0 when unknown.

    Income + borrowing - spending - repayments - change of balances between the first and the last
    day on which every account was read.
    """
    readings: dict[date, dict[str, Fen]] = defaultdict(dict)
    for item in book.cash:
        readings[item.as_of][item.name] = item.amount
    names = {item.name for item in book.cash}
    days = sorted(day for day, read in readings.items() if set(read) == names)
    if len(days) < 2 or (days[-1] - days[0]).days < 28:  # noqa: PLR2004 - two readings, one month
        return ZERO
    first, last = days[0], days[-1]
    flow = sum(signed(entry) for entry in entries if first < entry.date <= last)
    for debt in book.debts:
        if first < debt.contract_date <= last:
            flow += debt.principal - (debt.terms.upfront_fee or 0)
        flow -= sum(paid.amount for paid in debt.payments if first < paid.date <= last)
    gap = flow - sum(readings[last].values()) + sum(readings[first].values())
    return half_up(Fraction(max(0, gap) * 365, 12 * (last - first).days))


def signed(entry: Entry) -> int:
    """Return an entry's effect on cash in fen."""
    return entry.amount if entry.kind is EntryKind.INCOME else -entry.amount


def _full_months(entries: Iterable[Entry], as_of: date) -> list[Entry]:
    """Return the entries of full months: not the running one, not a first month half missing."""
    running = Month.of(as_of)
    ended = as_of == running.last
    found = [e for e in entries if Month.of(e.date) < running or (ended and e.date <= as_of)]
    oldest = running.plus(-_KEEP)
    found = [entry for entry in found if Month.of(entry.date) >= oldest]
    months = sorted({Month.of(entry.date) for entry in found})
    if len(months) > 1:
        kinds = {entry.kind for entry in found if Month.of(entry.date) == months[0]}
        if len(kinds) == 1 and len({entry.kind for entry in found}) > 1:
            found = [entry for entry in found if Month.of(entry.date) > months[0]]
    return found


def _income(entries: Iterable[Entry], months: list[Month]) -> tuple[list[Entry], list[Entry]]:
    """Split income into what recurs and what is listed apart."""
    inward = [entry for entry in entries if entry.kind is EntryKind.INCOME]
    seen: dict[str, set[Month]] = defaultdict(set)
    for entry in inward:
        seen[entry.category].add(Month.of(entry.date))
    regular = ALWAYS_INCOME | {
        code for code in REGULAR_INCOME if len(seen[code]) >= _MOST * max(1, len(months))
    }
    return (
        [entry for entry in inward if entry.category in regular],
        [entry for entry in inward if entry.category not in regular],
    )


def _is_slow(entry: Entry, slow: Iterable[Recurring]) -> bool:
    """Tell whether an expense is an occurrence of a quarterly or yearly item."""
    return any(
        item.kind is entry.kind
        and item.category == entry.category
        and abs(entry.amount - item.amount) * 5 <= item.amount
        for item in slow
    )


def _split_bills(living: list[Entry], months: list[Month]) -> tuple[list[Entry], list[Entry]]:
    """Split living expenses into large bills that do not recur and the routine rest."""
    seen: dict[str, set[Month]] = defaultdict(set)
    for entry in living:
        seen[entry.category].add(Month.of(entry.date))
    large = _LARGE * sum(entry.amount for entry in living) / max(1, len(months))
    short = len(months) < _SHORT

    def is_bill(entry: Entry) -> bool:
        rare = entry.category in LUMPY if short else 2 * len(seen[entry.category]) < len(months)
        return rare and entry.amount > large

    return [e for e in living if is_bill(e)], [e for e in living if not is_bill(e)]


def _silent(
    items: Iterable[Recurring], entries: Iterable[Entry], as_of: date
) -> tuple[Recurring, ...]:
    """Return recurring items that no entry ever confirms: they count as stated."""
    seen = {(entry.kind, entry.category) for entry in entries}
    return tuple(
        item
        for item in items
        if item.every in {Every.WEEK, Every.MONTH}
        and item.start <= as_of
        and (item.kind, item.category) not in seen
        and item.category != OBLIGATION
    )


def _row(
    month: Month,
    income: list[Entry],
    routine: list[Entry],
    bills: list[Entry],
    ordered: list[Entry],
    silent: tuple[Recurring, ...],
) -> MonthRow:
    def total(entries: list[Entry]) -> int:
        return sum(entry.amount for entry in entries if Month.of(entry.date) == month)

    stated = {
        kind: sum(monthly_share(item) for item in silent if item.kind is kind) for kind in EntryKind
    }
    return MonthRow(
        month=month,
        income=Fen(total(income) + stated[EntryKind.INCOME]),
        routine=Fen(max(0, total(routine)) + stated[EntryKind.EXPENSE]),
        bills=tuple(entry.amount for entry in bills if Month.of(entry.date) == month),
        obligations=Fen(total(ordered)),
    )


def _ordered(ordered: list[Entry], items: Iterable[Recurring], months: list[Month]) -> int:
    """Return payments ordered by law a month: as observed, or as stated when none was seen."""
    if ordered:
        return sum(entry.amount for entry in ordered) // len(months)
    return sum(
        monthly_share(item)
        for item in items
        if item.kind is EntryKind.EXPENSE and item.category == OBLIGATION
    )


def _stated(items: Iterable[Recurring], as_of: date, answers: Answers | None) -> tuple[Fen, Fen]:
    """Return stated monthly income and routine spending."""
    active = [
        item
        for item in items
        if item.every in {Every.WEEK, Every.MONTH}
        and item.category != OBLIGATION
        and (item.until is None or item.until >= as_of)
    ]
    income: int = sum(
        monthly_share(item)
        for item in active
        if item.kind is EntryKind.INCOME and item.category in ALWAYS_INCOME | REGULAR_INCOME
    )
    spending = sum(monthly_share(item) for item in active if item.kind is EntryKind.EXPENSE)
    if answers is not None:
        income = (answers.income_low + answers.income_typical) // 2
        spending = answers.spending
    return Fen(income), Fen(spending)


def _known(slow: Iterable[Recurring], as_of: date) -> tuple[tuple[Month, Fen], ...]:
    """Return quarterly and yearly expenses of the next five years by month."""
    totals: dict[Month, int] = defaultdict(int)
    until = Month.of(as_of).plus(60).last
    for item in slow:
        sign = 1 if item.kind is EntryKind.EXPENSE else 0
        for day in occurrences(item, as_of, until):
            totals[Month.of(day)] += sign * item.amount
    return tuple((month, Fen(total)) for month, total in sorted(totals.items()) if total)


def _mark(entries: Iterable[Entry]) -> Mark:
    """Return the mark that stands behind most of the money."""
    weights = dict.fromkeys(reversed(Mark), 0)
    for entry in entries:
        weights[entry.mark] += abs(entry.amount)
    return max(weights, key=lambda mark: weights[mark])


def _figures(
    rows: tuple[MonthRow, ...],
    parts: tuple[list[Entry], list[Entry], list[Entry], list[Entry]],
    fixed: tuple[Fen, Fen, Fen, Fen],
    stated: tuple[Fen, Fen],
) -> tuple[Figure, ...]:
    """List the figures of the household a month with their origin."""
    income, apart, routine, bills = parts
    months = max(1, len(rows))

    def mean(values: Iterable[int]) -> Fen:
        return half_up(Fraction(round(fmean([float(value) for value in values] or [0.0]))))

    def figure(code: str, amount: int, entries: list[Entry] | None = None) -> Figure:
        found = entries or []
        return Figure(label_code=code, amount=Fen(amount), mark=_mark(found), rows=len(found))

    usual = mean([row.income for row in rows]) if rows else stated[0]
    spent = mean([row.routine for row in rows]) if rows else stated[1]
    lumpy = sum(entry.amount for entry in bills) // months
    obligations, floor, gap, cash = fixed
    return (
        figure("income", usual, income),
        figure("income_apart", sum(entry.amount for entry in apart) // months, apart),
        figure("routine", spent, routine),
        figure("irregular", lumpy, bills),
        figure("obligations", obligations),
        figure("unexplained", gap),
        figure("surplus", usual - spent - lumpy - obligations - gap),
        figure("living_floor", floor),
        figure("cash", cash),
    )
