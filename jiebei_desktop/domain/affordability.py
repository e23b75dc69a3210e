"""The conservative rule: what a household can pay each month by plain arithmetic.

Prudent income is the lower quartile of the last full months; from it come the essentials (never
less than the local living standard times the people), what housing and secured debts need, and
a small buffer. The probability model of the analysis layer is the wider answer; this one can be
checked with a pencil.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from jiebei_desktop.domain.accrual import owed
from jiebei_desktop.domain.debts import PROTECTED, Debt, Method
from jiebei_desktop.domain.household import Book, Entry, EntryKind, Mark
from jiebei_desktop.domain.money import ZERO, Fen, half_up
from jiebei_desktop.domain.months import Month
from jiebei_desktop.domain.recurring import is_active, monthly_share

WINDOW = 6
"""Full months looked back on."""
BUFFER = Fraction(1, 20)
"""Share of prudent income kept back for the unforeseen (house rule)."""
STATED_SPENDING = Fraction(112, 100)
"""Spending told from memory is usually too low by about an eighth (house rule)."""
LEAN_INCOME = Fraction(90, 100)
"""A lean month against the usual one when only the usual one is known (house rule)."""
NOT_LASTING = frozenset({"A11"})
"""Income that is not counted on: help from relatives and friends."""
_YEAR = 365
FOOD = "C1"
"""Food and daily goods: flexible in amount, essential in kind."""

_WEAKEST = (Mark.DOCUMENT, Mark.STATEMENT, Mark.ESTIMATE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One line of the calculation with its origin; ``label_code`` is worded by the text layer."""

    label_code: str
    amount: Fen
    mark: Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Conservative:
    """The conservative amount and how it was reached, per month."""

    months: int
    """Full months of income behind it; 0 when only recurring items are known."""
    income: Fen
    essentials: Fen
    living_floor: Fen | None
    """Local minimum standard times people; None while the user has not entered it."""
    obligations: Fen
    """What debts for housing, livelihood and with security need each month."""
    buffer: Fen
    affordable: Fen
    """Never negative."""
    short: Fen
    """What is missing each month before any other debt is paid; 0 when nothing is."""
    figures: tuple[Figure, ...]


def quartile(amounts: Sequence[int]) -> Fen:
    """Return the lower quartile, interpolated between neighbours and rounded down.

    Raises:
        ValueError: there are no amounts.
    """
    if not amounts:
        raise ValueError(amounts)
    ordered = sorted(amounts)
    whole, quarters = divmod(len(ordered) - 1, 4)
    upper = ordered[min(whole + 1, len(ordered) - 1)]
    return Fen(ordered[whole] + (upper - ordered[whole]) * quarters // 4)


def median(amounts: Sequence[int]) -> Fen:
    """Return the middle amount, or half-way between the two middle ones, rounded half-up.

    Raises:
        ValueError: there are no amounts.
    """
    if not amounts:
        raise ValueError(amounts)
    ordered = sorted(amounts)
    middle = len(ordered) // 2
    return half_up(Fraction(ordered[middle] + ordered[-middle - 1], 2))


def days_of_cash(cash: Fen, monthly: Fen) -> int:
    """Return how many whole days cash at hand lasts for living and protected payments, no income.

    Args:
        cash: at hand; below nothing counts as nothing.
        monthly: what living and the debts for housing, livelihood and with security take.
    """
    return max(0, cash) * _YEAR // (monthly * 12) if monthly > 0 else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Runway:
    """How long cash lasts for living and protected debts if no income comes: one definition."""

    cash: Fen
    monthly: Fen
    """What living and the debts for housing, livelihood and with security take."""

    @property
    def days(self) -> int | None:
        """Whole days; None where nothing is known to be spent."""
        return days_of_cash(self.cash, self.monthly) if self.monthly > 0 else None


def is_essential(category: str) -> bool:
    """Return whether a category belongs to essential living."""
    return category.startswith("B") or category == FOOD


def conservative(book: Book, as_of: date) -> Conservative:
    """Return the amount that can be paid each month by the conservative rule."""
    window = _window(book, as_of)
    income, income_mark = _income(book, window, as_of)
    essentials, essentials_mark = _essentials(book, window, as_of)
    floor = living_floor(book)
    obligations = secured_need(book, as_of)
    buffer = half_up(income * BUFFER)
    left = income - max(essentials, floor or 0) - obligations - buffer
    figures = [
        Figure(label_code="prudent_income", amount=income, mark=income_mark),
        Figure(label_code="essentials", amount=essentials, mark=essentials_mark),
    ]
    if floor is not None:
        figures.append(Figure(label_code="living_floor", amount=floor, mark=Mark.ESTIMATE))
    if obligations:
        figures.append(
            Figure(label_code="obligations", amount=obligations, mark=Mark.ESTIMATE),
        )
    figures.append(Figure(label_code="buffer", amount=buffer, mark=Mark.ESTIMATE))
    return Conservative(
        months=len(window),
        income=income,
        essentials=essentials,
        living_floor=floor,
        obligations=obligations,
        buffer=buffer,
        affordable=Fen(max(0, left)),
        short=Fen(max(0, -left)),
        figures=tuple(figures),
    )


def living_floor(book: Book) -> Fen | None:
    """Return the local minimum standard for the whole household, None while it is unknown.

    Source: the amount enforcement must leave (row ``exec_floor``).
    """
    each = book.household.dibao_per_person
    return None if each is None else Fen(each * book.household.members)


def secured_need(book: Book, as_of: date) -> Fen:
    """Return what debts for housing, livelihood or with security ask for at their next due day.

    Debts without monthly instalments ask for nothing here: their one due day is no monthly need.
    """
    need = (monthly_need(debt, as_of) for debt in book.debts if debt.priority in PROTECTED)
    return Fen(sum(need))


def monthly_need(debt: Debt, as_of: date) -> Fen:
    """Return what a debt asks for at its next due day; nothing where it has no monthly ones."""
    if debt.terms.method in {Method.SINGLE, Method.FREE}:
        return ZERO
    return owed(debt, as_of).next_amount


def monthly_income(book: Book, as_of: date) -> tuple[Fen, ...]:
    """Return the lasting income of each full month looked at, oldest first."""
    return tuple(_sum(_lasting(book.entries), month) for month in _window(book, as_of))


def _window(book: Book, as_of: date) -> tuple[Month, ...]:
    """Return the last full months since lasting income was first entered."""
    seen = [Month.of(entry.date) for entry in _lasting(book.entries)]
    this = Month.of(as_of)
    if not seen or min(seen) >= this:
        return ()
    months = min(WINDOW, this.minus(min(seen)))
    return tuple(this.plus(-back) for back in range(months, 0, -1))


def _lasting(entries: Iterable[Entry]) -> list[Entry]:
    return [
        entry
        for entry in entries
        if entry.kind is EntryKind.INCOME and entry.category not in NOT_LASTING
    ]


def _sum(entries: Iterable[Entry], month: Month) -> Fen:
    return Fen(sum(entry.amount for entry in entries if Month.of(entry.date) == month))


def _weakest(entries: Iterable[Entry], window: tuple[Month, ...]) -> Mark:
    marks = {entry.mark for entry in entries if Month.of(entry.date) in window}
    return max(marks, key=_WEAKEST.index, default=Mark.ESTIMATE)


def _income(book: Book, window: tuple[Month, ...], as_of: date) -> tuple[Fen, Mark]:
    if window:
        entries = _lasting(book.entries)
        return quartile(monthly_income(book, as_of)), _weakest(entries, window)
    stated = (
        monthly_share(item)
        for item in book.recurring
        if item.kind is EntryKind.INCOME
        and item.category not in NOT_LASTING
        and is_active(item, as_of)
    )
    return Fen(sum(stated)), Mark.ESTIMATE


def _essentials(book: Book, window: tuple[Month, ...], as_of: date) -> tuple[Fen, Mark]:
    """Return the larger of what was spent in a middling month and what is known to recur."""
    stated = Fen(
        sum(
            monthly_share(item)
            for item in book.recurring
            if item.kind is EntryKind.EXPENSE
            and is_essential(item.category)
            and is_active(item, as_of)
        )
    )
    entries = [
        entry
        for entry in book.entries
        if entry.kind is EntryKind.EXPENSE and is_essential(entry.category)
    ]
    spent = median([_sum(entries, month) for month in window]) if window else ZERO
    if spent < stated:
        return stated, Mark.ESTIMATE
    return spent, _weakest(entries, window)


@dataclass(frozen=True, slots=True, kw_only=True)
class QuickRange:
    """The first honest answer from a handful of numbers, per month."""

    low: Fen
    """With a lean month's income and spending as it usually turns out."""
    high: Fen
    """With the numbers as they were given, less the buffer."""
    required: Fen | None
    """What the debts that were told ask for in the next month; None while none was told."""
    complete: bool
    """Whether both Jiebei and the others were told, so that the range may be held against them."""
    short: Fen
    """What the required amount exceeds the upper end by; 0 when it does not."""
    owed: Fen | None
    """What is owed to Jiebei, as given."""
    cash_days: int | None
    """Days of necessary living the cash at hand covers; None while the cash was not told."""


def from_five_numbers(
    *,
    take_home: Fen,
    necessary: Fen,
    jiebei_owed: Fen | None,
    jiebei_due: Fen | None,
    others_monthly: Fen | None,
    cash: Fen | None,
) -> QuickRange:
    """Return a provisional range from the numbers of the welcome page; None is not known yet."""
    buffer = half_up(take_home * BUFFER)
    high = max(0, take_home - necessary - buffer)
    low = half_up(take_home * LEAN_INCOME - necessary * STATED_SPENDING) - buffer
    known = [amount for amount in (jiebei_due, others_monthly) if amount is not None]
    required = Fen(sum(known)) if known else None
    return QuickRange(
        low=Fen(min(max(0, low), high)),
        high=Fen(high),
        required=required,
        complete=jiebei_due is not None and others_monthly is not None,
        short=Fen(max(0, (required or 0) - high)),
        owed=jiebei_owed,
        cash_days=None if cash is None else days_of_cash(cash, necessary),
    )
