"""Possible futures of a household's months: a Dirichlet-process posterior predictive sampler.

One method for any length of history: the months observed and a set of assumed months (the prior,
worth three months) are the atoms; each of many Dirichlet draws weighs them anew, and every path
draws its months from one such weighing. Amounts inside are yuan in float32; nothing here is money
that is posted anywhere. Rubin's Bayesian bootstrap, extended by a prior base measure.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import fmean, median, pstdev
from typing import TYPE_CHECKING

from jiebei_desktop.analysis import priors
from jiebei_desktop.analysis.festival import is_festival
from jiebei_desktop.analysis.household_month import HouseholdMonth
from jiebei_desktop.domain.months import Month

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

TABLES = 1000
ENTRIES = 256
PRIOR_ATOMS = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """A household in the terms of the sampler, in yuan a month."""

    incomes: tuple[float, ...]
    """Observed months, newest last, freed of the festival's effect."""
    spendings: tuple[float, ...]
    weights: tuple[float, ...]
    centre_income: float
    centre_spending: float
    income_cv: float
    spending_cv: float
    persistence: float
    festival_income: float
    festival_spending: float
    bill_shape: float
    bill_months: float
    bill_mean: float
    obligations: float
    spending_floor: float
    week_of_income: float

    @property
    def bill_rate(self) -> float:
        """Expected irregular bills a month."""
        return self.bill_shape / self.bill_months


@dataclass(frozen=True, slots=True, kw_only=True)
class Shock:
    """Interruption of income for the stress chart: chance a month, mean length, share replaced."""

    hazard: float
    mean_months: float
    replaced: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Paths:
    """Sampled months, arrays of (month, path) in yuan."""

    income: Floats
    routine: Floats
    other: Floats
    """Irregular bills, known quarterly and yearly items, and obligations."""


def model_of(home: HouseholdMonth) -> Model:
    """Fit the sampler's parameters to a household's months."""
    prior = priors.prior_of(home.kind)
    floor = home.living_floor / 100
    gap = home.unexplained / 100
    incomes = [row.income / 100 for row in home.rows]
    spendings = [max(row.routine / 100, floor) + gap for row in home.rows]
    festive = [is_festival(row.month) for row in home.rows]
    factor_in = _factor(incomes, festive, prior.festival_income)
    factor_out = _factor(spendings, festive, 1 + _festival_extra(home, prior))
    incomes = [_freed(v, f, factor_in) for v, f in zip(incomes, festive, strict=True)]
    spendings = [_freed(v, f, factor_out) for v, f in zip(spendings, festive, strict=True)]
    obligations = home.obligations / 100
    centre_in = _centre_income(incomes, home)
    centre_out = _centre_spending(spendings, home, centre_in - obligations, floor + gap)
    n = len(incomes)
    bills = [bill / 100 for row in home.rows for bill in row.bills]
    size = prior.bill_size * (fmean(spendings) if any(spendings) else centre_out)
    rate, size = _stated_bills(home, prior.bills_per_month, size)
    weight = priors.BILL_PRIOR_MONTHS
    return Model(
        incomes=tuple(incomes),
        spendings=tuple(spendings) if any(spendings) else (centre_out,) * n,
        weights=tuple(0.5 ** ((n - 0.5 - k) / priors.AGE_HALF_LIFE) for k in range(n)),
        centre_income=centre_in,
        centre_spending=centre_out,
        income_cv=_pooled(incomes, prior.income_cv),
        spending_cv=prior.spending_cv,
        persistence=prior.persistence,
        festival_income=factor_in,
        festival_spending=factor_out,
        bill_shape=weight * rate + len(bills),
        bill_months=weight + n,
        bill_mean=(3 * size + sum(bills)) / (3 + len(bills)),
        obligations=obligations,
        spending_floor=floor + gap,
        week_of_income=centre_in * 12 / 52,
    )


def sample(
    model: Model,
    start: Month,
    months: int,
    paths: int,
    seed: int,
    known: tuple[float, ...] = (),
) -> Paths:
    """Draw ``paths`` futures of ``months`` months.

    Args:
        model: the fitted household.
        start: the first month drawn.
        months: length of each path.
        paths: number of paths.
        seed: the same seed gives the same paths.
        known: scheduled extra spending of each month, in yuan.
    """
    import numpy as np

    rng = np.random.default_rng(seed)
    tables, incomes, spendings = _tables(model, rng, min(TABLES, paths))
    index = _atoms(model, rng, tables, months, paths)
    table = np.arange(paths) % len(tables)
    flat = index + table * incomes.shape[1]
    income = incomes.ravel()[flat]
    routine = spendings.ravel()[flat]
    for t in range(months):
        if is_festival(start.plus(t)):
            income[t] *= np.float32(model.festival_income)
            routine[t] *= np.float32(model.festival_spending)
    other = _bills(model, rng, months, paths)
    other += np.float32(model.obligations)
    if known:
        other += np.asarray(known, dtype=np.float32)[:, None]
    return Paths(income=income, routine=routine, other=other)


def interrupted(paths: Paths, shock: Shock, seed: int) -> Paths:
    """Return the paths with spells in which income stops, for the stress view."""
    import numpy as np

    rng = np.random.default_rng([seed, 1])
    months, count = paths.income.shape
    out = np.zeros(count, dtype=bool)
    income = paths.income.copy()
    for t in range(months):
        draw = rng.random(count, dtype=np.float32)
        out = np.where(out, draw >= 1 / shock.mean_months, draw < shock.hazard)
        income[t, out] *= np.float32(shock.replaced)
    return Paths(income=income, routine=paths.routine, other=paths.other)


def known_of(home: HouseholdMonth, start: Month, months: int) -> tuple[float, ...]:
    """Return scheduled quarterly and yearly spending of each month, in yuan."""
    table = dict(home.known_bills)
    if not table:
        return ()
    return tuple(table.get(start.plus(t), 0) / 100 for t in range(months))


def _factor(values: list[float], festive: list[bool], prior: float) -> float:
    """Blend the assumed festival factor with what festivals in the ledger showed."""
    usual = [v for v, f in zip(values, festive, strict=True) if not f]
    seen = [v for v, f in zip(values, festive, strict=True) if f]
    middle = median(usual) if usual else 0.0
    if not seen or middle <= 0:
        return prior
    observed = min(3.0, fmean(seen) / middle)
    own = len(seen) / (len(seen) + 1)
    return own * observed + (1 - own) * prior


def _freed(value: float, is_festive: bool, factor: float) -> float:  # noqa: FBT001 - of the month
    return value / max(factor, 0.2) if is_festive else value


def _festival_extra(home: HouseholdMonth, prior: priors.Prior) -> float:
    answers = home.answers
    if answers is None or answers.festival_extra is None or answers.spending <= 0:
        return prior.festival_spending
    return answers.festival_extra / answers.spending


def _centre_income(incomes: list[float], home: HouseholdMonth) -> float:
    """Return the cautious middle of a month's income."""
    stated = home.stated_income / 100
    if home.answers is not None and home.answers.weeks_without_work is not None:
        stated *= max(0.0, 1 - home.answers.weeks_without_work / 52)
    if not incomes:
        return stated * priors.CAUTION_SHORT
    middle = min(median(incomes), fmean(incomes))
    if len(incomes) <= 2 and stated > 0:  # noqa: PLR2004 - the questionnaire covers two months
        middle = min(middle, stated)
    return middle * (priors.CAUTION_SHORT if len(incomes) < 12 else 1.0)  # noqa: PLR2004 - a year


def _centre_spending(
    spendings: list[float], home: HouseholdMonth, free: float, floor: float
) -> float:
    """Return the cautious middle of a month's routine spending."""
    stated = home.stated_spending / 100 * priors.STATED_SPENDING
    if not spendings:
        return max(stated, floor, 0.0)
    seen = fmean(spendings)
    if len(spendings) <= 2:  # noqa: PLR2004 - the questionnaire covers two months
        seen = max(seen, stated)
    return max(seen, priors.THIN_SURPLUS * free, floor, 0.0)


def _pooled(values: list[float], prior: float) -> float:
    """Return the spread of income: assumed until four months are known, then pooled."""
    n = len(values)
    mean = fmean(values) if values else 0.0
    if n < 4 or mean <= 0:  # noqa: PLR2004 - fewer months say nothing about a variance
        return prior
    own = pstdev(values) * math.sqrt(n / (n - 1)) / mean
    return math.sqrt((4 * prior**2 + (n - 1) * own**2) / (3 + n))


def _stated_bills(home: HouseholdMonth, rate: float, size: float) -> tuple[float, float]:
    """Return frequency and mean size of irregular bills, as answered item by item if asked."""
    items = home.answers.irregular if home.answers else ()
    per_year = sum(times for _, _, times in items)
    if not per_year:
        return rate, size
    return per_year / 12, sum(amount / 100 * times for _, amount, times in items) / per_year


def _tables(
    model: Model, rng: np.random.Generator, count: int
) -> tuple[NDArray[np.uint8], Floats, Floats]:
    """Draw the Dirichlet weighings as lookup tables of atom numbers, with the atoms' values."""
    import numpy as np

    n = len(model.incomes)
    size = n + PRIOR_ATOMS
    shape = np.full(size, priors.PRIOR_WEIGHT / PRIOR_ATOMS)
    shape[:n] = model.weights
    weight = rng.standard_gamma(shape, (count, size))
    cut = np.cumsum(weight, axis=1)
    cut *= ENTRIES / cut[:, -1:]
    edges = np.rint(cut).astype(np.int64)
    repeats = np.diff(edges, axis=1, prepend=0).ravel()
    numbers = np.tile(np.arange(size, dtype=np.uint8), count)
    tables = np.repeat(numbers, repeats).reshape(count, ENTRIES)

    def atoms(seen: tuple[float, ...], centre: float, cv: float, floor: float) -> Floats:
        sigma = math.sqrt(math.log1p(cv * cv))
        values = np.empty((count, size), dtype=np.float32)
        values[:, :n] = seen
        noise = rng.standard_normal((count, PRIOR_ATOMS), dtype=np.float32)
        values[:, n:] = centre * np.exp(sigma * noise - sigma * sigma / 2)
        return np.maximum(values, np.float32(floor))

    incomes = atoms(model.incomes, model.centre_income, model.income_cv, 0.0)
    spendings = atoms(
        model.spendings, model.centre_spending, model.spending_cv, model.spending_floor
    )
    return tables, incomes, spendings


def _atoms(
    model: Model,
    rng: np.random.Generator,
    tables: NDArray[np.uint8],
    months: int,
    paths: int,
) -> NDArray[np.intp]:
    """Choose each path's atom of each month, keeping a spell with the model's persistence."""
    import numpy as np

    n = len(model.incomes)
    succ = np.arange(n + PRIOR_ATOMS, dtype=np.uint8)
    succ[: max(0, n - 1)] += 1
    table = (np.arange(paths) % len(tables)) * ENTRIES
    picks = rng.integers(0, ENTRIES, (months, paths), dtype=np.uint8)
    stay = rng.integers(0, 256, (months, paths), dtype=np.uint8) < int(
        256 * (1 - 1 / model.persistence)
    )
    fresh = tables.ravel()[picks + table]
    for t in range(1, months):
        np.copyto(fresh[t], succ[fresh[t - 1]], where=stay[t])
    chosen: NDArray[np.intp] = fresh.astype(np.intp)
    return chosen


def _bills(model: Model, rng: np.random.Generator, months: int, paths: int) -> Floats:
    """Draw irregular bills: Gamma-Poisson frequency, lognormal size around the mean."""
    import numpy as np

    rate = (rng.standard_gamma(model.bill_shape, paths) / model.bill_months).astype(np.float32)
    none = np.exp(-rate)
    total = np.zeros((months, paths), dtype=np.float32)
    hits = np.nonzero(
        rng.random((months, paths), dtype=np.float32).ravel() >= np.tile(none, months)
    )[0]
    path = hits % paths
    # Given one bill, a second comes with P(N >= 2 | N >= 1); a third is left out (< 0.1 %).
    second = (1 - none - rate * none) / np.maximum(1 - none, np.float32(1e-9))
    twice = rng.random(len(hits), dtype=np.float32) < second[path]
    sigma = priors.BILL_SPREAD

    def sizes(count: int) -> Floats:
        noise = rng.standard_normal(count, dtype=np.float32)
        drawn: Floats = np.float32(model.bill_mean) * np.exp(sigma * noise - sigma * sigma / 2)
        return drawn

    flat = total.ravel()
    flat[hits] = sizes(len(hits))
    flat[hits[twice]] += sizes(int(twice.sum()))
    return total
