"""Made-up households whose truth the estimator does not know: for the backtest only.

No public Chinese household cash-flow data was found, so levels are relative. What the truth has
and the estimator has not: correlated and drifting income, its own leak and flexibility, its own
festival, interruptions of income, and answers that flatter (income +5 %, spending -12 %).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from jiebei_desktop.analysis.festival import is_festival
from jiebei_desktop.analysis.household_month import Answers, HouseholdMonth, MonthRow
from jiebei_desktop.analysis.priors import prior_of
from jiebei_desktop.domain.money import ZERO, Fen
from jiebei_desktop.domain.months import Month

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

KINDS = ("salaried", "commission", "gig", "shop", "layoff")
HISTORIES = (0, 1, 3, 6, 12, 24)
LIFE = 36
"""Months lived under a plan."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """One household's history and the life it will lead, in yuan a month."""

    kind: str
    history: int
    start: Month
    """First month of the plan."""
    income: Floats
    """History and life; months without work are in ``worked``."""
    worked: Floats
    """Share of income left in each month: below 1 while income is interrupted."""
    spending: Floats
    bills: Floats
    obligations: float
    cash: float
    flex: float
    leak: float
    mean_income: float
    mean_spending: float

    def seen(self) -> HouseholdMonth:
        """Return what the household's ledger shows on the first day of the plan."""
        rows = []
        for k in range(self.history):
            bill = _fen(self.bills[k])
            rows.append(
                MonthRow(
                    month=self.start.plus(k - self.history),
                    income=_fen(self.income[k] * self.worked[k]),
                    routine=_fen(self.spending[k]),
                    bills=(bill,) if bill else (),
                    obligations=ZERO,
                )
            )
        stated = Answers(
            income_low=_fen(0.95 * self.mean_income),
            income_typical=_fen(1.15 * self.mean_income),
            spending=_fen(0.88 * self.mean_spending),
        )
        short = self.history < 3  # noqa: PLR2004 - the questionnaire covers two months
        return HouseholdMonth(
            rows=tuple(rows),
            kind="salaried" if self.kind == "layoff" else self.kind,
            cash=_fen(self.cash),
            living_floor=ZERO,
            obligations=_fen(self.obligations),
            unexplained=ZERO,
            stated_income=_fen(1.05 * self.mean_income),
            stated_spending=stated.spending,
            answers=stated if short else None,
            known_bills=(),
        )


def household(rng: np.random.Generator, kind: str, history: int) -> Truth:
    """Draw one household of a kind with so many months of history."""
    import numpy as np

    prior = prior_of("salaried" if kind == "layoff" else kind)
    months = history + LIFE
    start = Month(2026, 1).plus(int(rng.integers(0, 12)))
    calendar = [start.plus(k - history) for k in range(months)]
    festive = np.array([is_festival(month) for month in calendar])
    mean = float(np.exp(rng.normal(np.log(7500), 0.35)))
    owing = rng.random() < 0.3  # noqa: PLR2004 - three in ten pay a mortgage or support
    obligations = float(rng.uniform(0.05, 0.2) * mean) if owing else 0.0
    usual = float(rng.uniform(0.62, 0.95) * (mean - obligations))
    level = np.exp(np.cumsum(rng.normal(0, 0.008, months)))
    income = mean * level * _noise(rng, prior.income_cv * rng.uniform(0.7, 1.3), months)
    factor = float(np.clip(prior.festival_income + rng.normal(0, 0.12), 0.2, 1.3))
    income = np.where(festive, income * factor, income)
    spending = usual * np.exp(rng.normal(0, 0.12, months))
    spending = np.where(festive, spending * (1 + rng.uniform(0.2, 0.9)), spending)
    hit = rng.random(months) < rng.uniform(0.06, 0.2)
    bills = np.where(hit, 0.42 * usual * np.exp(rng.normal(0, 0.6, months)), 0.0)
    return Truth(
        kind=kind,
        history=history,
        start=start,
        income=income,
        worked=_worked(rng, 0.04 if kind == "layoff" else rng.uniform(0.007, 0.012), months),
        spending=spending,
        bills=bills,
        obligations=obligations,
        cash=float(rng.uniform(0, 0.5) * mean),
        flex=float(rng.uniform(0.05, 0.25)),
        leak=float(rng.uniform(0, 0.5)),
        mean_income=mean,
        mean_spending=usual,
    )


def _noise(rng: np.random.Generator, cv: float, months: int) -> Floats:
    """Return correlated multiplicative noise of mean about one."""
    import numpy as np

    phi, sigma = float(rng.uniform(0, 0.5)), float(np.sqrt(np.log1p(cv * cv)))
    step = rng.normal(0, sigma * np.sqrt(1 - phi * phi), months)
    state = float(rng.normal(0, sigma))
    noise = np.empty(months)
    for k in range(months):
        state = phi * state + step[k]
        noise[k] = np.exp(state - sigma * sigma / 2)
    return noise


def _worked(rng: np.random.Generator, hazard: float, months: int) -> Floats:
    """Return the share of income left: a fifth while work is lost, three months on average."""
    import numpy as np

    share = np.ones(months)
    is_out = False
    for k in range(months):
        is_out = rng.random() < (2 / 3 if is_out else hazard)
        share[k] = 0.2 if is_out else 1.0
    return share


def _fen(amount: float) -> Fen:
    return Fen(round(100 * amount))
