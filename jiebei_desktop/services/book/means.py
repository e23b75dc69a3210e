"""Income and outgoings by category, as a statement lists them: monthly, with origin and spread."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from jiebei_desktop.domain.affordability import WINDOW, median
from jiebei_desktop.domain.categories import ALL
from jiebei_desktop.domain.household import Book, Entry, Mark
from jiebei_desktop.domain.money import ZERO, Fen, half_up
from jiebei_desktop.domain.months import Month
from jiebei_desktop.domain.recurring import is_active, monthly_share

YEAR = 12
"""Amounts that do not come every month are spread over the full months of a year."""
_MARKS = (Mark.DOCUMENT, Mark.STATEMENT, Mark.ESTIMATE)


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryMonth:
    """One category in an average month."""

    code: str
    amount: Fen
    low: Fen
    """Lowest and highest month of those looked at; equal to the amount for what only recurs."""
    high: Fen
    mark: Mark
    """The weakest origin among the entries behind it."""
    basis: str
    """median of the months, spread over a year, or recurring."""
    documented: Fen
    """How much of the amount documents or statements stand behind."""


def lines(book: Book, as_of: date) -> tuple[CategoryMonth, ...]:
    """Return every category that has an amount, in the order of the closed list."""
    months = window(book, as_of)
    by_code: Mapping[str, list[Entry]] = _by_category(book.entries, months[0][:YEAR])
    found = (_line(book, code, by_code[code], months, as_of) for code in ALL)
    return tuple(line for line in found if line is not None)


def window(book: Book, as_of: date) -> tuple[tuple[Month, ...], tuple[Month, ...]]:
    """Return the full months of the last year and, of them, the last ones looked at closely."""
    this = Month.of(as_of)
    seen = [month for entry in book.entries if (month := Month.of(entry.date)) < this]
    count = min(YEAR, this.minus(min(seen))) if seen else 0
    year = tuple(this.plus(-back) for back in range(count, 0, -1))
    return year, year[-WINDOW:]


def _by_category(entries: Iterable[Entry], months: tuple[Month, ...]) -> dict[str, list[Entry]]:
    found: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        if Month.of(entry.date) in months:
            found[entry.category].append(entry)
    return found


def _line(
    book: Book,
    code: str,
    entries: list[Entry],
    months: tuple[tuple[Month, ...], tuple[Month, ...]],
    as_of: date,
) -> CategoryMonth | None:
    year, close = months
    sums = dict.fromkeys(year, 0)
    for entry in entries:
        sums[Month.of(entry.date)] += entry.amount
    seen = [sums[month] for month in close]
    active = [r for r in book.recurring if r.category == code and is_active(r, as_of)]
    stated = Fen(sum(monthly_share(item) for item in active))
    if 2 * sum(value != 0 for value in seen) > len(seen):
        amount, basis = median(seen), "median"
    elif any(sums.values()) and not stated:
        amount, basis = half_up(Fraction(sum(sums.values()), len(year))), "spread"
        seen = list(sums.values())
    elif stated:
        return CategoryMonth(code=code, amount=stated, low=stated, high=stated, mark=Mark.ESTIMATE,
                    basis="recurring", documented=ZERO)  # fmt: skip
    else:
        return None
    proved = sum(entry.amount for entry in entries if entry.mark is not Mark.ESTIMATE)
    whole = sum(entry.amount for entry in entries)
    return CategoryMonth(
        code=code,
        amount=amount,
        low=Fen(min(seen)),
        high=Fen(max(seen)),
        mark=max((entry.mark for entry in entries), key=_MARKS.index),
        basis=basis,
        documented=half_up(amount * Fraction(proved, whole)) if whole > 0 else ZERO,
    )
