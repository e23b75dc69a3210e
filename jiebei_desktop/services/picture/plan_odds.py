"""What the plan may take a month, and the odds of what it really pays, which may be less."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from jiebei_desktop.analysis.afford_value import Affordability, CurvePoint, odds_of
from jiebei_desktop.analysis.carried import Money
from jiebei_desktop.analysis.prospect.levels import YEAR
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.months import Month
from jiebei_desktop.services.picture.figure import Figure, Origin, Term, Unit, estimate

LATE, BROKEN = "plan.late_once_12", "plan.broken_12"


def plan_payment(plan: Fen | None, as_of: date, grade: str, *, own: bool) -> Figure:
    """Return what the plan pays a month: the user's own, or as asked for, with its grade."""
    return Figure(
        id="plan.payment",
        value=plan,
        unit=Unit.MONEY,
        as_of=as_of,
        origin=Origin.STATED if own else Origin.ESTIMATE,
        grade="none" if plan is None else "good" if own else grade,
        terms=() if own else (Term(id="afford.recommended"),),
        reason="no_amount" if plan is None else None,
    )


def raised_from(figures: Mapping[str, Figure]) -> Fen | None:
    """Return the recommended amount where the plan pays more, so that principal stays whole."""
    own, usual = figures["plan.payment"], figures["afford.recommended"].value
    if own.origin is Origin.STATED or not isinstance(own.value, int) or not isinstance(usual, int):
        return None
    return Fen(usual) if own.value > usual else None


def usual_most(pays: Iterable[Money], as_of: date) -> Fen:
    """Return the most that is paid in two or more of the coming twelve months, in fen.

    What comes once, in one month alone, is paid from what is at hand then: nobody pays it every
    month. What is left of the running month is not in it either.
    """
    return _most(_by_month(pays, as_of))


def _by_month(pays: Iterable[Money], as_of: date) -> Mapping[int, int]:
    """Return what is paid in the coming twelve months that pay, counted from the next one as 0."""
    months, first = defaultdict[int, int](int), Month.of(as_of).plus(1)
    for day, paid in pays:
        place = Month.of(day).minus(first)
        if 0 <= place < YEAR:
            months[place] += paid
    return months


def _most(months: Mapping[int, int]) -> Fen:
    return Fen(next(iter(sorted(months.values(), reverse=True)[1:]), 0))


def _curve(found: Affordability, months: Mapping[int, int]) -> tuple[CurvePoint, ...]:
    """Return the odds of every amount: of a level one, or of one that waits for a large payment."""
    past = found.once_past
    if past is None or found.recommended is None or _most(months) <= found.recommended:
        return found.curve
    early = max(months.get(place, 0) for place in range(past.months))
    return past.curve if early <= found.recommended else found.curve


def paid_figures(
    found: Affordability, pays: Iterable[Money], as_of: date, *, by_cash: bool
) -> Iterator[Figure]:
    """Yield both odds of the most the plan usually pays; none where cash beside the income does.

    Args:
        found: the risk of every amount.
        pays: what the plan pays negotiable debts, on which days.
        as_of: today.
        by_cash: cash keeps the contracts: the simulation, which counts six weeks of income at
            most, knows nothing of it.
    """
    months = _by_month(pays, as_of)
    most = _most(months)
    odds = None if by_cash or not most else odds_of(_curve(found, months), most)
    shares = (None, None) if odds is None else (odds.late_once_12, odds.broken_12)
    for name, share in zip((LATE, BROKEN), shares, strict=True):
        yield estimate(name, share, Unit.SHARE, as_of=as_of, grade=found.grade, reason="not_known")
