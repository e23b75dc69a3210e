"""What a plan does under strain: less income, one late pay-day, one large bill."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import msgspec
from msgspec import Struct

from jiebei_desktop.analysis.affordability import EVERY, HORIZON, Futures, four
from jiebei_desktop.analysis.dues import first_day, pay_day, plan_days
from jiebei_desktop.analysis.forecast import under_plan
from jiebei_desktop.analysis.prospect import Prospect, Stream, prospect
from jiebei_desktop.analysis.sampler import Paths
from jiebei_desktop.analysis.survival import ANY, TWO
from jiebei_desktop.domain.household import Book, EntryKind
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.months import Month

INCOME_LEFT = Decimal("0.8")
LATE_DAYS = 15
BILL = Fen(200_000)
_BILL_AFTER = 30
_PATHS = 4000
_Line = Sequence[tuple[date, Fen]]
_STRAINED = 1
"""The month of the plan, from 0, that the late pay-day and the bill fall in."""


class StressCase(Struct, frozen=True, kw_only=True):
    """One strain and what it does to the plan within twelve months."""

    code: str
    """as_expected, income_down_20, late_pay_day or bill_2000."""
    p_late: Decimal
    """Share of futures with at least one payment not made in full."""
    p_break: Decimal
    """Share in which two instalments stand open at a month's end within twelve months."""
    first_month: Month | None
    """Most frequent month of the first payment missed; None when hardly any future misses one."""
    low_day: date
    low: Fen
    """Lowest expected balance."""


def stress(
    book: Book,
    as_of: date,
    payment: Fen,
    seed: int = 0,
    home: Prospect | None = None,
    pays: Sequence[tuple[date, Fen]] | None = None,
) -> tuple[StressCase, ...]:
    """Return how a plan stands up to the three strains a creditor asks about.

    Args:
        book: the ledger's values.
        as_of: today.
        payment: fen a month, which both odds are of.
        seed: the same seed gives the same answer.
        home: what lies ahead of the household; None is read from the book.
        pays: what leaves on which days; None is the payment, once a month on the plan's day.
    """
    if pays is None:
        pays = [(day, payment) for day in plan_days(first_day(book, as_of), HORIZON)]
    home = prospect(book, as_of) if home is None else home
    futures = Futures.draw(home, seed, _PATHS)
    usual = under_plan(book, home, pays, HORIZON)
    poorer = under_plan(book, with_less_income(home), pays, HORIZON)
    income = round(100 * futures.model.centre_income)
    lows = {
        "as_expected": _low(usual, {}),
        "income_down_20": _low(poorer, {}),
        "late_pay_day": _low(usual, _late(book, usual, income)),
        "bill_2000": _low(usual, _after(usual, _BILL_AFTER, len(usual), BILL)),
    }
    plain = futures.paths
    return tuple(
        _case(code, (futures, msgspec.structs.replace(futures, paths=paths)), payment, lows[code])
        for code, paths in _strained(plain).items()
    )


def miss_odds(
    futures: Futures, payment: Fen, base: Futures | None = None
) -> tuple[Decimal, Decimal, int | None]:
    """Return P(late once), P(broken), both by 12, and the likeliest first late month.

    Args:
        futures: the futures asked, or those under a strain.
        payment: monthly payment.
        base: the same futures without the strain: no path breaks later for being strained.
    """
    import numpy as np

    late, broken = (futures.ends(payment, EVERY, count) for count in (ANY, TWO))
    if base is not None:
        late = np.minimum(late, base.ends(payment, EVERY, ANY))
        broken = np.minimum(broken, base.ends(payment, EVERY, TWO))
    counts = np.bincount(late)[:HORIZON]
    share_late = float((late < HORIZON).mean())
    first = int(counts.argmax()) if share_late >= 0.05 else None  # noqa: PLR2004 - one in twenty
    return four(share_late), four(float((broken < HORIZON).mean())), first


def _case(
    code: str, pair: tuple[Futures, Futures], payment: Fen, low: tuple[date, Fen]
) -> StressCase:
    plain, strained = pair
    late, year, first = miss_odds(strained, payment, plain)
    return StressCase(
        code=code,
        p_late=late,
        p_break=year,
        first_month=None if first is None else plain.model.running.plus(1 + first),
        low_day=low[0],
        low=low[1],
    )


def _strained(paths: Paths) -> dict[str, Paths]:
    """Return the futures as they are and under each strain."""
    late = paths.income.copy()
    late[_STRAINED + 1] += late[_STRAINED]
    late[_STRAINED] = 0
    other = paths.other.copy()
    other[_STRAINED] += BILL / 100
    less = paths.income * float(INCOME_LEFT)
    return {
        "as_expected": paths,
        "income_down_20": msgspec.structs.replace(paths, income=less),
        "late_pay_day": msgspec.structs.replace(paths, income=late),
        "bill_2000": msgspec.structs.replace(paths, other=other),
    }


def with_less_income(home: Prospect, left: Decimal = INCOME_LEFT) -> Prospect:
    """Return the household with so much of every income left: booked, recurring, told, to come."""

    def cut(levels: Sequence[Fen]) -> tuple[Fen, ...]:
        return tuple(Fen(int(level * left)) for level in levels)

    def less(streams: Sequence[Stream]) -> tuple[Stream, ...]:
        return tuple(
            msgspec.structs.replace(one, ahead=cut(one.ahead), comes=cut(one.comes))
            if one.kind is EntryKind.INCOME
            else one
            for one in streams
        )

    return msgspec.structs.replace(home, streams=less(home.streams), expected=less(home.expected))


def _late(book: Book, usual: _Line, income: int) -> dict[date, int]:
    """Return what is missing on the days a pay-day is late."""
    payday = pay_day(book, usual[0][0]) or 1
    first = next((k for k, (day, _) in enumerate(usual) if k and day.day == payday), 1)
    return _after(usual, first, first + LATE_DAYS, income)


def _after(usual: _Line, first: int, last: int, amount: int) -> dict[date, int]:
    return dict.fromkeys((day for day, _ in usual[first:last]), amount)


def _low(line: _Line, less: dict[date, int]) -> tuple[date, Fen]:
    """Return the lowest expected day once what is missing is taken off."""
    amount, day = min((amount - less.get(day, 0), day) for day, amount in line)
    return day, Fen(amount)
