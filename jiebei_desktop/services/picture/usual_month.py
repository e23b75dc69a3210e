"""The usual month line by line: what the picture's income and living are the sums of.

Read from the same prospect as the picture's figures, so that the lines of a paper add up to
``income.usual``, ``living.usual``, ``irregular`` and ``protected`` to the fen.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from msgspec import Struct

from jiebei_desktop.domain.affordability import NOT_LASTING, WINDOW
from jiebei_desktop.domain.household import EntryKind, Mark
from jiebei_desktop.domain.money import Fen, half_up
from jiebei_desktop.domain.months import Month
from jiebei_desktop.domain.named_items import items_of
from jiebei_desktop.domain.recurring import is_active, monthly_share
from jiebei_desktop.services.picture.means import home_of

if TYPE_CHECKING:
    from jiebei_desktop.analysis.prospect import LaterMonth, Prospect
    from jiebei_desktop.services.picture import Reading

ORDERED, UNEXPLAINED, NOT_RECORDED = "B10", "unexplained", "not_recorded"
IRREGULAR, PROTECTED = "irregular", "protected"
_LASTS = 3
"""Months running that must leave something before a deficit has ended."""


class MonthLine(Struct, frozen=True, kw_only=True):
    """One line of a usual month; money in fen."""

    code: str
    """Category A1…C9, or unexplained, not_recorded, irregular, protected."""
    amount: Fen
    low: Fen
    """Lowest and highest month behind; equal to the amount where none was seen."""
    high: Fen
    origin: str
    """documented, from_the_file, stated or estimated."""
    rows: int = 0
    """Entries behind it."""


class MonthByLines(Struct, frozen=True, kw_only=True):
    """A usual month, its lines and what is known about them."""

    income: tuple[MonthLine, ...]
    necessary: tuple[MonthLine, ...]
    flexible: tuple[MonthLine, ...]
    """Lines of living in two sections; together they are ``living.usual``."""
    apart: tuple[MonthLine, ...]
    """Irregular bills and protected debts."""
    history: int
    """Full months of records."""
    last_full: Month | None
    recovers: Month | None
    """First coming month of three that leave something, where the usual one leaves nothing."""
    later: LaterMonth | None = None
    """Where ``income`` is not yet the coming month's."""
    not_lasting: tuple[MonthLine, ...] = ()
    """Income that is not counted on and is no part of ``income``: help from people close."""


def usual_month(reading: Reading) -> MonthByLines:
    """Return the lines of the usual month of a reading."""
    home = home_of(reading)
    living = list(_living(home))
    return MonthByLines(
        income=tuple(_streams(home, EntryKind.INCOME)),
        necessary=tuple(line for line in living if not line.code.startswith("C")),
        flexible=tuple(line for line in living if line.code.startswith("C")),
        apart=tuple(
            _flat(code, amount)
            for code, amount in ((IRREGULAR, home.irregular), (PROTECTED, home.protected))
            if amount
        ),
        history=home.history,
        last_full=home.last_full_month,
        recovers=_recovers(home) if home.left <= 0 else None,
        later=home.later_month,
        not_lasting=tuple(_not_lasting(reading, home)),
    )


def _not_lasting(reading: Reading, home: Prospect) -> Iterator[MonthLine]:
    """Yield what comes beside by what was said of it, else by the average of the months behind."""
    last, income = home.last_full_month, EntryKind.INCOME
    back = () if last is None else [last.plus(-ago) for ago in range(min(WINDOW, home.history))]
    for code in sorted(NOT_LASTING):
        came = [each for each in reading.book.entries
                if (each.kind, each.category) == (income, code)
                and Month.of(each.date) in back]  # fmt: skip
        seen = [sum(each.amount for each in came if Month.of(each.date) == one) for one in back]
        said = [monthly_share(item) for item in items_of(reading.book)
                if (item.kind, item.category) == (income, code)
                and is_active(item, reading.as_of)]  # fmt: skip
        amount = Fen(sum(said)) or half_up(Fraction(sum(seen), max(1, len(seen))))
        filed = bool(came) and all(each.mark is not Mark.ESTIMATE for each in came)
        if amount:
            yield MonthLine(
                code=code, amount=amount, rows=len(came),
                low=Fen(min(seen, default=amount)), high=Fen(max(seen, default=amount)),
                origin="from_the_file" if filed else "estimated",
            )  # fmt: skip


def _living(home: Prospect) -> Iterator[MonthLine]:
    found = list(_streams(home, EntryKind.EXPENSE))
    yield from found
    routine = home.routine_at(home.usual_place)
    missing = routine - sum(line.amount for line in found)
    for code, amount in (
        (ORDERED, home.ordered), (UNEXPLAINED, home.unexplained), (NOT_RECORDED, missing),
    ):  # fmt: skip
        if amount:
            yield _flat(code, Fen(amount))


def _flat(code: str, amount: Fen) -> MonthLine:
    return MonthLine(code=code, amount=amount, low=amount, high=amount, origin="estimated")


def _streams(home: Prospect, kind: EntryKind) -> Iterator[MonthLine]:
    for one in home.streams:
        amount = one.at(home.usual_place)
        if one.kind is kind and amount:
            seen = one.rows > 0
            yield MonthLine(
                code=one.category,
                amount=amount,
                low=one.low if seen else amount,
                high=one.high if seen else amount,
                origin=one.origin.value,
                rows=one.rows,
            )


def _recovers(home: Prospect) -> Month | None:
    left = [(month.month, month.left) for month in home.months]
    runs = zip(*(left[place:] for place in range(_LASTS)), strict=False)
    return next((run[0][0] for run in runs if all(amount > 0 for _, amount in run)), None)


def total(lines: Iterable[MonthLine]) -> Fen:
    """Return the sum of lines."""
    return Fen(sum(line.amount for line in lines))
