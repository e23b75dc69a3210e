"""From the raw surplus of the ledger to the recommended payment, one reason at a time."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import fmean

from jiebei_desktop.analysis import priors
from jiebei_desktop.analysis.household_month import HouseholdMonth
from jiebei_desktop.analysis.sampler import Model
from jiebei_desktop.domain.money import Fen


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of the explanation from the raw surplus to the recommended payment."""

    code: str
    change: Fen
    level: Fen


def waterfall(home: HouseholdMonth, model: Model, recommended: Fen | None) -> tuple[Step, ...]:
    """Explain the number by switching parts on one at a time, from the raw surplus down.

    Args:
        home: the household's months.
        model: the sampler fitted to them.
        recommended: the number to explain; None explains why there is none.
    """
    n = home.history
    seen_in = fmean([r.income / 100 for r in home.rows]) if n else home.stated_income / 100
    seen_out = fmean([r.routine / 100 for r in home.rows]) if n else home.stated_spending / 100
    bills = sum(bill / 100 for row in home.rows for bill in row.bills) / max(1, n)
    raw = seen_in - seen_out - bills - model.obligations
    blended = raw + bills - model.bill_rate * model.bill_mean
    own = sum(model.weights) / (sum(model.weights) + priors.PRIOR_WEIGHT)
    mean_in, mean_out = (
        own * (fmean(values) if values else 0.0) + (1 - own) * centre
        for values, centre in (
            (model.incomes, model.centre_income),
            (model.spendings, model.centre_spending),
        )
    )
    known = mean_in - mean_out - model.bill_rate * model.bill_mean - model.obligations
    festive = mean_in * (1 - model.festival_income) + mean_out * (model.festival_spending - 1)
    levels = [
        ("surplus", raw),
        ("irregular", blended),
        ("short_history", known),
        ("festival", known - festive / 12),
        ("volatility", (recommended or 0) / 100),
    ]
    steps, before = [], 0
    for code, level in levels:
        fen = round(level * 100)
        steps.append(Step(code=code, change=Fen(fen - before), level=Fen(fen)))
        before = fen
    return tuple(steps)
