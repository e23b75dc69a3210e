"""From what is left of a usual month to the recommended payment, one reason at a time."""

from __future__ import annotations

from statistics import fmean

from msgspec import Struct

from jiebei_desktop.analysis import priors
from jiebei_desktop.analysis.model import Model
from jiebei_desktop.analysis.prospect import Prospect
from jiebei_desktop.domain.money import ZERO, Fen, half_up

_YEAR = range(1, 13)


class WaterfallStep(Struct, frozen=True, kw_only=True):
    """One step of the explanation from what is left to the recommended payment."""

    code: str
    change: Fen
    level: Fen


def waterfall(home: Prospect, model: Model, recommended: Fen | None) -> tuple[WaterfallStep, ...]:
    """Explain the number by switching parts on one at a time, from what is left down.

    Args:
        home: the household's prospect.
        model: the sampler fitted to it.
        recommended: the number to explain; None explains why there is none.
    """
    surplus = fmean(_left(home, place) for place in _YEAR)
    left = surplus + home.bills_usual / 100 - model.bill_rate * model.bill_mean
    own = sum(model.weights) / (sum(model.weights) + priors.PRIOR_WEIGHT)
    less_in = fmean(home.income_at(k) / 100 - model.income_centre(k) for k in _YEAR)
    more_out = fmean(model.routine_centre(k) - home.routine_at(k) / 100 for k in _YEAR)
    known = left - (1 - own) * (less_in + more_out)
    festive = model.centre_income * (1 - model.festival_income)
    festive += model.centre_spending * (model.festival_spending - 1)
    levels = [
        ("surplus", surplus),
        ("irregular", left),
        ("short_history", known),
        ("festival", known - festive / 12),
    ]
    steps, before = [], ZERO
    for code, level in levels:
        fen = half_up(round(level * 100))
        steps.append(WaterfallStep(code=code, change=Fen(fen - before), level=fen))
        before = fen
    last = recommended or ZERO
    return (*steps, WaterfallStep(code="volatility", change=Fen(last - before), level=last))


def _left(home: Prospect, place: int) -> float:
    """Return what one coming month leaves, in yuan."""
    out = home.living_at(place) + home.irregular_at(place) + home.protected_at(place)
    return (home.income_at(place) - out) / 100
