"""The monthly payment a household can keep, with both odds of every other payment.

One pass gives each simulated path its own largest payment that never breaks, and its own largest
that is never late; sorted, they are the two risk curves. The risk allowed is fixed.
"""

from __future__ import annotations

import msgspec

from jiebei_desktop.analysis import priors
from jiebei_desktop.analysis.afford_value import (
    CEILING,
    FLOOR,
    NO_BAND,
    RECOMMENDED,
    Affordability,
    Band,
    CurvePoint,
    FirstTerm,
    Help,
    Lean,
    Obstacle,
    OncePast,
)
from jiebei_desktop.analysis.festival import is_festival
from jiebei_desktop.analysis.prospect import Dated, Prospect
from jiebei_desktop.analysis.risk import EVERY, HORIZON, LEAST, Futures, Risk, four, whole_yuan
from jiebei_desktop.analysis.waterfall import waterfall
from jiebei_desktop.domain.money import ZERO, Fen
from jiebei_desktop.domain.months import Month

__all__ = [
    "CEILING",
    "EVERY",
    "FLOOR",
    "HORIZON",
    "PATHS",
    "RECOMMENDED",
    "Affordability",
    "Band",
    "CurvePoint",
    "Futures",
    "Help",
    "Risk",
    "assess",
    "four",
    "free_pattern",
    "helps",
    "pause_months",
    "promised",
    "reserve_of",
]

PATHS = 10_000
"""Futures simulated; with 4,000 another seed can move a flat curve by a tenth."""
FIRST_TERM = 3
"""Months of the first term of a household without history."""
_LUMPS = frozenset({"last", "bill"})
_PAUSE_PATHS = 1000


def assess(home: Prospect, seed: int = 0, paths: int = PATHS) -> Affordability:
    """Return the payment that a household known by its prospect can keep from the next month on."""
    futures = Futures.draw(home, seed, paths)
    start = Month.of(home.as_of).plus(1)
    free = free_pattern(start, HORIZON)
    plain, spared = futures.risk(EVERY), futures.risk(free)
    band, lean = promised(home, plain, spared)
    obstacle = None if band.recommended is not None else _obstacle(home, futures)
    reason = None if band.recommended is not None else _reason(home, futures, plain, obstacle)
    return Affordability(
        as_of=home.as_of,
        history_months=home.history,
        last_full_month=home.last_full_month,
        floor=band.floor,
        recommended=band.recommended,
        ceiling=band.ceiling,
        reason=reason,
        obstacle=obstacle,
        large_payments=_large(home),
        no_income=home.no_income,
        later=home.later_month,
        curve=plain.curve((band.floor, band.recommended, band.ceiling)),
        odds=None if band.recommended is None else plain.odds(band.recommended),
        protected=home.protected,
        left=home.left,
        lean=_lean(lean, spared, start, free),
        first_term=_first_term(home, band.recommended, lean.recommended),
        once_past=_once_past(home, band),
        level_shift=home.shifts,
        living_floor=home.living_floor,
        figures=home.figures,
        seed=seed,
        paths=paths,
        grade=home.grade,
        free_months=lean,
        steps=waterfall(home, futures.model, band.recommended),
        reserve=reserve_of(home),
    )


def reserve_of(home: Prospect) -> Fen:
    """Return the cash to keep, in fen: what living and protected debts take in its days."""
    return whole_yuan(_spent(home) * priors.RESERVE_DAYS * 12 / 365)


def promised(home: Prospect, plain: Risk, spared: Risk) -> tuple[Band, Band]:
    """Return the numbers for a payment in every month, and for the pattern with lean months free.

    None of an old ledger or where a usual month leaves less than the least number there is; no
    promise above what it leaves.
    """
    if home.is_too_old or home.left < 100 * LEAST:
        return NO_BAND, NO_BAND
    return plain.band().within(home.left), spared.band()


def free_pattern(start: Month, months: int) -> tuple[int, ...]:
    """Return 1 for months with a payment, 0 for lean ones.

    Lean are the first month, Spring Festival months and those after them, in which a third of all
    plans break.
    """
    return tuple(
        int(t > 0 and not is_festival(start.plus(t)) and not is_festival(start.plus(t - 1)))
        for t in range(months)
    )


def pause_months(home: Prospect, least: Fen) -> int | None:
    """Return the fewest months without payment after which ``least`` a month can be kept.

    None where none of less than a year would be enough by the household's own figures.
    """
    return None if home.is_too_old else _long(home).pause(least)


def _long(home: Prospect) -> Futures:
    """Return futures that hold a year after any pause."""
    return Futures.draw(home, 0, _PAUSE_PATHS, 2 * HORIZON)


def _lean(band: Band, risk: Risk, start: Month, due: tuple[int, ...]) -> Lean | None:
    if band.recommended is None:
        return None
    free = tuple(start.plus(t) for t, paid in enumerate(due) if not paid)
    return Lean(payment=band.recommended, free_months=free, odds=risk.odds(band.recommended))


def _first_term(home: Prospect, every: Fen | None, lean: Fen | None) -> FirstTerm | None:
    """Return the first of two terms: half of what the answers carry, until months are observed.

    Where only lean months free bear an amount (``lean``), no ``every`` month can be promised it.
    """
    full = every or lean
    if home.observed or full is None:
        return None
    return FirstTerm(months=FIRST_TERM, payment=whole_yuan(full / 200), then=every)


def _once_past(home: Prospect, band: Band) -> OncePast | None:
    """Return the first number beyond the ceiling that a year after a large payment bears."""
    if not home.observed or band.recommended is None or band.ceiling is None:
        return None
    start = Month.of(home.as_of).plus(1)
    bills = sorted(_large(home), key=lambda one: one.day)
    past = {Month.of(one.day).minus(start) + 1: one for one in bills}
    ahead = {months: bill for months, bill in past.items() if 0 < months < HORIZON}
    if not ahead:
        return None
    futures = _long(home)
    for months, bill in ahead.items():
        free = futures.after(months).band().recommended or ZERO
        risk = futures.after(months, band.recommended / max(free, band.recommended))
        found = risk.band().recommended
        if found is not None and min(found, free) > band.ceiling:
            return OncePast(
                months=months, since=start.plus(months), payment=min(found, free),
                bill=bill, curve=risk.curve((found,)),
            )  # fmt: skip
    return None


def _large(home: Prospect) -> tuple[Dated, ...]:
    """Return the known single payments of the coming year that no usual month contains."""
    until = Month.of(home.as_of).plus(HORIZON).last
    return tuple(one for one in home.dated if one.kind in _LUMPS and one.day <= until)


def _obstacle(home: Prospect, futures: Futures) -> Obstacle | None:
    """Return the known large payment without which there would be a number."""
    large = _large(home)
    if not large or futures.without(large).risk(EVERY).band().recommended is None:
        return None
    pause = _long(home).pause()
    start = Month.of(home.as_of).plus(1)
    return Obstacle(
        payment=min(large, key=lambda one: one.amount),
        possible_from=None if pause is None else start.plus(pause),
    )


def _reason(home: Prospect, futures: Futures, risk: Risk, obstacle: Obstacle | None) -> str:
    """Say why no payment can be promised: the first of the obstacles that there is."""
    ends = any(month.income < home.income_usual and month.left <= 0 for month in home.months)
    lag = (home.carried - home.cash) / 100
    apart = lag > 0 and futures.risk(EVERY, lag).band().recommended is not None
    uncertain = risk.broken_below(1.0) >= RECOMMENDED.broken / 2
    found = (
        ("ledger_too_old", home.is_too_old),
        ("no_income", not home.has_income),
        ("large_payment", obstacle is not None),
        ("guarded_exceed_income", home.left <= 0 < home.left + home.protected),
        ("spending_exceeds_income", home.left <= 0),
        ("income_ends", ends),
        ("income_far_apart", apart),
        ("bills_exceed_surplus", risk.surplus < LEAST),
        ("income_too_uncertain", uncertain),
    )
    return next((code for code, is_so in found if is_so), "margin_too_thin")


def _spent(home: Prospect) -> float:
    """Return what a usual month takes whatever happens, in yuan."""
    return (home.living_usual + home.protected) / 100


def helps(home: Prospect, seed: int = 0, paths: int = PATHS) -> tuple[Help, ...]:
    """Return what would give a number where there is none, and which; nothing where months are old.

    Its futures are those of the study of the same seed.
    """
    return () if home.is_too_old else _helps(home, Futures.draw(home, seed, paths))


def _helps(home: Prospect, futures: Futures) -> tuple[Help, ...]:
    paths, free = futures.paths, free_pattern(Month.of(home.as_of).plus(1), HORIZON)
    more = msgspec.structs.replace(paths, income=paths.income * 1.1)
    less = msgspec.structs.replace(paths, routine=paths.routine * 0.9)
    buffer = priors.CARRIED_WEEKS * futures.model.week_of_income
    cases = (
        ("free_months", paths, free, 0.0),
        ("buffer", paths, EVERY, buffer),
        ("income_up_10", more, EVERY, 0.0),
        ("spending_down_10", less, EVERY, 0.0),
    )
    found = []
    for code, case, due, cash in cases:
        risk = msgspec.structs.replace(futures, paths=case).risk(due, cash)
        found.append(Help(code=code, recommended=risk.band().recommended))
    return tuple(found)
