"""The monthly payment a household can keep, with the risk of every other payment.

One pass gives each simulated path its own largest payment; sorted, they are the risk curve. The
risk allowed is measured against the risk the household runs with no payment at all, because a
family whose income may stop is not made safe by a smaller instalment.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from statistics import fmean
from typing import TYPE_CHECKING

from jiebei_desktop.analysis import priors
from jiebei_desktop.analysis.festival import is_festival
from jiebei_desktop.analysis.household_month import (
    Answers,
    Figure,
    HouseholdMonth,
    household_month,
)
from jiebei_desktop.analysis.sampler import Model, Paths, known_of, model_of, sample
from jiebei_desktop.analysis.survival import broken_at, largest_payments
from jiebei_desktop.analysis.waterfall import Step, waterfall
from jiebei_desktop.domain.household import Book
from jiebei_desktop.domain.money import ZERO, Fen
from jiebei_desktop.domain.months import Month

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

HORIZON = 12
PATHS = 10_000
"""Futures simulated; with 4,000 another seed can move a flat curve by a tenth."""
LEAST = 50.0
"""Below this many yuan a month there is no number to promise."""
_POINTS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """How much risk one of the three numbers may carry: between two bounds, above the unavoidable.

    The share of paths allowed to break is min(most, max(least, unavoidable + added)).
    """

    least: float
    most: float
    added: float
    of_surplus: float
    """Share of the expected surplus it may take: a tenth is a contingency in every case, as in
    the British Standard Financial Statement."""

    def allowed(self, unavoidable: float) -> float:
        """Return the share of paths that may break."""
        return min(self.most, max(self.least, unavoidable + self.added))


FLOOR = Level(least=0.03, most=0.15, added=0.01, of_surplus=0.8)
RECOMMENDED = Level(least=0.10, most=0.25, added=0.05, of_surplus=0.9)
CEILING = Level(least=0.25, most=0.40, added=0.15, of_surplus=1.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class CurvePoint:
    """A payment and the share of futures in which it breaks within twelve months."""

    payment: Fen
    p_shortfall_12: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Help:
    """Something that would change the number, and the number it would give."""

    code: str
    recommended: Fen | None


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomeStops:
    """How many months cash lasts when income stops, in tenths of a month."""

    with_payment: Decimal
    without_payment: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """The three numbers; None where none is sustainable."""

    floor: Fen | None
    recommended: Fen | None
    ceiling: Fen | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Affordability:
    """The answer to "what can be paid each month and kept"."""

    history_months: int
    floor: Fen | None
    recommended: Fen | None
    ceiling: Fen | None
    reason: str | None
    """Why there is no recommended number: a code, None when there is one."""
    curve: tuple[CurvePoint, ...]
    reserve: Fen
    """Cash to keep: six weeks of spending and obligations."""
    living_floor: Fen
    figures: tuple[Figure, ...]
    seed: int
    paths: int
    grade: str
    """provisional, usable or good: how much own history stands behind the numbers."""
    unavoidable: Decimal
    """Share of futures in which even the smallest payment breaks."""
    free_months: Band
    """The same numbers per paid month when the first and festival months are free."""
    steps: tuple[Step, ...]
    income_stops: IncomeStops
    survival: tuple[tuple[int, Decimal], ...]
    """(months, share of futures that still keep the recommended payment)."""
    helps: tuple[Help, ...] = field(default=())
    level_shift: Decimal | None = None
    """Last three months' income over the months before, when it moved by a fifth or more."""


def affordable(
    book: Book, as_of: date, seed: int = 0, paths: int = PATHS, answers: Answers | None = None
) -> Affordability:
    """Return the payment a household can keep as of a day.

    Args:
        book: the ledger's values.
        as_of: today; the first payment is taken to fall in the next full month.
        seed: the same seed gives the same answer.
        paths: futures simulated; more make the numbers steadier.
        answers: the questionnaire for a household with little history.
    """
    home = household_month(book, as_of, answers)
    return assess(home, Month.of(as_of).plus(1), seed, paths)


def assess(home: HouseholdMonth, start: Month, seed: int = 0, paths: int = PATHS) -> Affordability:
    """Return the payment that a household known by its months can keep from a month on."""
    model = model_of(home)
    futures = Futures.draw(home, model, start, seed, paths)
    every, free = (1,) * HORIZON, free_pattern(start, HORIZON)
    most = futures.most(every)
    band = futures.band(most, every)
    unavoidable = _share_below(most, 1.0)
    reason = None if band.recommended is not None else _reason(home, model, unavoidable)
    paid = (band.recommended or ZERO) / 100
    spent = model.centre_spending + model.obligations
    return Affordability(
        history_months=home.history,
        floor=band.floor,
        recommended=band.recommended,
        ceiling=band.ceiling,
        reason=reason,
        curve=_curve(most),
        reserve=_yuan(spent * priors.RESERVE_DAYS * 12 / 365),
        living_floor=home.living_floor,
        figures=home.figures,
        seed=seed,
        paths=paths,
        grade=_grade(home.history),
        unavoidable=four(unavoidable),
        free_months=futures.band(futures.most(free), free),
        steps=waterfall(home, model, band.recommended),
        income_stops=IncomeStops(
            with_payment=_months(futures.cash, spent + paid),
            without_payment=_months(futures.cash, spent),
        ),
        survival=_survival(home, model, start, seed, paid) if paid else (),
        helps=_helps(futures, model, start) if reason else (),
        level_shift=_level_shift(home),
    )


def free_pattern(start: Month, months: int) -> tuple[int, ...]:
    """Return 1 for months with a payment, 0 for the first month and Spring Festival months."""
    return tuple(int(t > 0 and not is_festival(start.plus(t))) for t in range(months))


def pause_months(book: Book, as_of: date, seed: int = 0, paths: int = 1000) -> int | None:
    """Return the fewest months without payment after which a payment can be kept.

    None when a whole year of pause would not be enough by the household's own figures.
    """
    home = household_month(book, as_of)
    model = model_of(home)
    futures = Futures.draw(home, model, Month.of(as_of).plus(1), seed, paths)
    for months in range(1, HORIZON):
        due = tuple(int(t >= months) for t in range(HORIZON))
        if futures.band(futures.most(due), due).recommended is not None:
            return months
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Futures:
    """One draw of paths, asked several questions."""

    paths: Paths
    model: Model
    cash: float

    @classmethod
    def draw(
        cls, home: HouseholdMonth, model: Model, start: Month, seed: int, paths: int
    ) -> Futures:
        """Draw a year of futures from a month on."""
        known = known_of(home, start, HORIZON)
        futures = sample(model, start, HORIZON, paths, seed, known)
        return cls(paths=futures, model=model, cash=set_aside(home, model))

    def most(self, due: tuple[int, ...], more_cash: float = 0.0) -> Floats:
        """Return each path's largest payment, sorted: the risk curve."""
        import numpy as np

        return np.sort(largest_payments(self.paths, self.model, self.cash + more_cash, due))

    def band(self, most: Floats, due: tuple[int, ...]) -> Band:
        """Read the three numbers off a risk curve, none beyond what a year is expected to leave.

        A year can be survived on more, by cutting every month and ending in arrears: that is not
        keeping a payment. A part is left aside besides; only the ceiling counts on cuts.
        """
        paths, share = self.paths, len(due) / max(1, sum(due))
        left = float((paths.income - paths.routine - paths.other).mean()) * share
        cuts = float(paths.routine.mean()) * priors.CUTTABLE * share
        caps = (left * FLOOR.of_surplus, left * RECOMMENDED.of_surplus, left + cuts)
        return _band(most, caps)


def set_aside(home: HouseholdMonth, model: Model) -> float:
    """Return the cash a plan starts with, in yuan: never more than is carried over a month."""
    return min(home.cash / 100, priors.CARRIED_WEEKS * model.week_of_income)


def _quantile(most: Floats, allowed: float) -> float:
    """Return the largest payment that breaks in no more than the allowed share of paths."""
    return float(most[min(len(most) - 1, math.floor(allowed * len(most)))])


def _share_below(most: Floats, payment: float) -> float:
    return int(most.searchsorted(payment)) / len(most)


def _band(most: Floats, caps: tuple[float, float, float]) -> Band:
    unavoidable = _share_below(most, 1.0)
    floor, middle, top = (
        min(_quantile(most, level.allowed(unavoidable)), cap)
        for level, cap in zip((FLOOR, RECOMMENDED, CEILING), caps, strict=True)
    )
    enough = middle >= LEAST
    return Band(
        floor=(_yuan(floor) if floor >= LEAST else ZERO) if enough else None,
        recommended=_yuan(middle) if enough else None,
        ceiling=_yuan(top) if top >= LEAST else None,
    )


def _yuan(amount: float) -> Fen:
    """Return whole yuan below an amount: what is offered is never rounded up."""
    return Fen(math.floor(amount) * 100)


def four(share: float) -> Decimal:
    """Return a share as a decimal of four digits."""
    return Decimal(f"{share:.4f}")


def _months(cash: float, spent: float) -> Decimal:
    return Decimal(f"{cash / spent:.1f}") if spent > 0 else Decimal("0.0")


def _curve(most: Floats) -> tuple[CurvePoint, ...]:
    """Read the risk curve off the sorted payments on a grid of round steps."""
    top = max(float(most[min(len(most) - 1, int(0.99 * len(most)))]), LEAST)
    step = next(s for s in (10, 20, 50, 100, 200, 500, 1000, 10**9) if top / s <= _POINTS)
    return tuple(
        CurvePoint(payment=Fen(p * 100), p_shortfall_12=four(_share_below(most, max(p, 1.0))))
        for p in range(0, int(top) + step, step)
    )


def _grade(history: int) -> str:
    if history < 3:  # noqa: PLR2004 - the questionnaire covers two months
        return "provisional"
    return "usable" if history < 6 else "good"  # noqa: PLR2004 - half a year


def _reason(home: HouseholdMonth, model: Model, unavoidable: float) -> str:
    """Say why no payment can be promised."""
    bills = model.bill_rate * model.bill_mean
    if not home.has_income:
        return "no_income"
    if model.centre_income <= model.centre_spending + model.obligations:
        return "spending_exceeds_income"
    festive = model.centre_income * (1 - model.festival_income)
    festive += model.centre_spending * (model.festival_spending - 1)
    spent = model.centre_spending + model.obligations + bills + festive / 12
    if model.centre_income < spent + LEAST:
        return "bills_exceed_surplus"
    return "income_too_uncertain" if unavoidable >= RECOMMENDED.least else "margin_too_thin"


def _survival(
    home: HouseholdMonth, model: Model, start: Month, seed: int, payment: float
) -> tuple[tuple[int, Decimal], ...]:
    """Return the share of futures that keep a payment to 6, 12, 24, 36, 48 and 60 months."""
    months, count = 60, 2000
    futures = sample(model, start, months, count, seed + 1, known_of(home, start, months))
    ends = broken_at(futures, model, set_aside(home, model), payment, (1,) * months)
    return tuple((m, four(float((ends >= m).mean()))) for m in (6, 12, 24, 36, 48, 60))


def _helps(futures: Futures, model: Model, start: Month) -> tuple[Help, ...]:
    """Return what would give a number, or a better one, and which."""
    every = (1,) * HORIZON
    paths = futures.paths
    cases = {
        "free_months": (paths, free_pattern(start, HORIZON), 0.0),
        "buffer": (paths, every, priors.CARRIED_WEEKS * model.week_of_income),
        "income_up_10": (
            Paths(income=paths.income * 1.1, routine=paths.routine, other=paths.other),
            every,
            0.0,
        ),
        "spending_down_10": (
            Paths(income=paths.income, routine=paths.routine * 0.9, other=paths.other),
            every,
            0.0,
        ),
    }
    found = []
    for code, (case, due, cash) in cases.items():
        asked = Futures(paths=case, model=model, cash=futures.cash)
        band = asked.band(asked.most(due, cash), due)
        found.append(Help(code=code, recommended=band.recommended))
    return tuple(found)


def _level_shift(home: HouseholdMonth) -> Decimal | None:
    """Compare the last three months' income with the months before, from half a year on."""
    incomes = [float(row.income) for row in home.rows]
    if len(incomes) < 6:  # noqa: PLR2004 - three months against three
        return None
    before = fmean(incomes[:-3])
    if before <= 0 or abs(fmean(incomes[-3:]) / before - 1) < 0.2:  # noqa: PLR2004 - a fifth
        return None
    return Decimal(f"{fmean(incomes[-3:]) / before:.2f}")
