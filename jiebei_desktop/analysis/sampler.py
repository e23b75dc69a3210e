"""Possible futures of a household's months: a Dirichlet-process posterior predictive sampler.

One method for any length of history: the months observed and a set of assumed months (the prior,
worth three months) are the atoms; each of many Dirichlet draws weighs them anew, and every path
draws its months from one such weighing. The past supplies the ups and downs around a level of
one; what a coming month's level is, the prospect says. Amounts inside are yuan in float32; nothing
here is money that is posted anywhere. Rubin's Bayesian bootstrap, extended by a prior base measure.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING

from msgspec import Struct

from jiebei_desktop.analysis import priors
from jiebei_desktop.analysis.festival import is_festival
from jiebei_desktop.analysis.model import Model
from jiebei_desktop.domain.months import Month

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

TABLES = 1000
ENTRIES = 256
PRIOR_ATOMS = 24
_LEVEL_STREAM, _LEVELS = 3, 2
"""Number of the random stream of levels, and how many there are: of income and of spending."""
_PARTS = 256
"""So fine is the chance that a spell goes on."""


class Paths(Struct, frozen=True, kw_only=True):
    """Sampled months, arrays of (month, path) in yuan."""

    income: Floats
    routine: Floats
    other: Floats
    """Irregular bills, known dated amounts, payments ordered by law, outflow without entries."""

    def some(self, first: int, months: int) -> Paths:
        """Return so many of the months from one on."""
        part = slice(first, first + months)
        return Paths(income=self.income[part], routine=self.routine[part], other=self.other[part])


def sample(model: Model, start: Month, months: int, paths: int, seed: int) -> Paths:
    """Draw ``paths`` futures of ``months`` months.

    Args:
        model: the fitted household.
        start: the first month drawn.
        months: length of each path.
        paths: number of paths.
        seed: the same seed gives the same paths.
    """
    import numpy as np

    rng = np.random.default_rng(seed)
    tables, income_of, routine_of, thin = _tables(model, rng, min(TABLES, paths))
    index = _atoms(model, rng, tables, months, paths)
    size = len(model.weights) + PRIOR_ATOMS
    flat = index + (np.arange(paths) % len(tables)) * size
    income = np.empty((months, paths), dtype=np.float32)
    routine = np.empty((months, paths), dtype=np.float32)
    other = _bills(model, rng, months, paths)
    first = start.minus(model.running)
    levels = _levels(model, paths, seed)
    for t in range(months):
        place = first + t
        np.take(income_of(place), flat[t], out=income[t])
        np.take(routine_of(place), flat[t], out=routine[t])
        if levels is not None:
            income[t] *= levels(0, model.income_unsure(place))
            routine[t] *= levels(1, model.unsure)
        if is_festival(start.plus(t)):
            income[t] *= np.float32(model.festival_at(place))
            routine[t] *= np.float32(model.festival_spending)
        other[t] += np.float32(model.known_at(place) + model.fixed_at(place))
        assumed = np.take(thin, flat[t]) * (income[t] - other[t])
        np.maximum(routine[t], assumed, out=routine[t])
    return Paths(income=income, routine=routine, other=other)


def _levels(model: Model, paths: int, seed: int) -> Callable[[int, float], Floats] | None:
    """Return what each path's level is over the one the months show, of income (0), spending (1).

    None where the model is sure of its levels.
    """
    import numpy as np

    if not model.spells:
        return None
    drawn = np.random.default_rng([seed, _LEVEL_STREAM]).standard_normal(
        (_LEVELS, paths), dtype=np.float32
    )

    def factor(row: int, by: float) -> Floats:
        found: Floats = np.exp(np.float32(by) * drawn[row] - np.float32(by * by / 2))
        return found

    return factor


def _tables(
    model: Model, rng: np.random.Generator, count: int
) -> tuple[NDArray[np.uint16], Callable[[int], Floats], Callable[[int], Floats], Floats]:
    """Return the weighings as tables of atom numbers, and each month's values of the atoms.

    The last is the share of its own free income that an assumed month spends at least, never more
    than all: a share of the usual income would let a richer household fall short by more.
    """
    import numpy as np

    n = len(model.weights)
    size = n + PRIOR_ATOMS
    tables = _weighings(model, rng, count)
    drawn_in = rng.standard_normal((count, PRIOR_ATOMS), dtype=np.float32)
    drawn_out = rng.standard_normal((count, PRIOR_ATOMS), dtype=np.float32)

    def atoms(seen: list[float], centre: float, cv: float, drawn: Floats) -> Floats:
        sigma = math.sqrt(math.log1p(cv * cv))
        values = np.empty((count, size), dtype=np.float32)
        values[:, :n] = seen
        values[:, n:] = centre * np.exp(sigma * drawn - sigma * sigma / 2)
        return values.ravel()

    def income(place: int) -> Floats:
        levels = [(one.at(place), one.ratios) for one in model.inflows]
        seen = [sum(level * ratios[k] for level, ratios in levels) for k in range(n)]
        return atoms(seen, model.income_centre(place), model.income_cv(place), drawn_in)

    def routine(place: int) -> Floats:
        seen = [model.routine_at(place) * ratio for ratio in model.ratios]
        values = atoms(seen, model.routine_at(place), model.spending_cv, drawn_out)
        return np.maximum(values, np.float32(model.floor))

    thin = np.minimum(atoms([0.0] * n, model.thin, model.spending_cv, drawn_out), np.float32(1))
    return tables, _kept(income, model.income_key), _kept(routine, model.routine_at), thin


def _weighings(model: Model, rng: np.random.Generator, count: int) -> NDArray[np.uint16]:
    """Draw Dirichlet weights; an atom's number fills as many entries of a table as it weighs."""
    import numpy as np

    n = len(model.weights)
    size = n + PRIOR_ATOMS
    shape = np.full(size, priors.PRIOR_WEIGHT / PRIOR_ATOMS)
    shape[:n] = model.weights
    weight = rng.standard_gamma(shape, (count, size))
    cut = np.cumsum(weight, axis=1)
    cut *= ENTRIES / cut[:, -1:]
    edges = np.rint(cut).astype(np.int64)
    repeats = np.diff(edges, axis=1, prepend=0).ravel()
    numbers = np.tile(np.arange(size, dtype=np.uint16), count)
    return np.repeat(numbers, repeats).reshape(count, ENTRIES)


def _kept(reckon: Callable[[int], Floats], key: Callable[[int], object]) -> Callable[[int], Floats]:
    """Return the reckoning that is done once for months of the same level."""
    found: dict[object, Floats] = {}

    def values(place: int) -> Floats:
        name = key(place)
        if name not in found:
            found[name] = reckon(place)
        return found[name]

    return values


def _atoms(
    model: Model,
    rng: np.random.Generator,
    tables: NDArray[np.uint16],
    months: int,
    paths: int,
) -> NDArray[np.intp]:
    """Choose each path's atom of each month, keeping a spell with the model's persistence.

    A spell moves on through the entries of the months seen, by a month's mean share of them, from
    the newest to the oldest: so each month is drawn as often as it weighs, in and out of a spell.
    """
    import numpy as np

    n = len(model.weights)
    which = np.arange(paths) % len(tables)
    own = (tables < n).sum(axis=1)[which]
    step = 0 if model.spells else np.rint(own / max(1, n)).astype(np.intp)
    entry = rng.integers(0, ENTRIES, (months, paths), dtype=np.uint8).astype(np.intp)
    stay = rng.integers(0, _PARTS, (months, paths), dtype=np.uint8) < int(
        _PARTS * (1 - 1 / model.persistence)
    )
    for t in range(1, months):
        last = entry[t - 1]
        on = np.where(last < own, (last + step) % np.maximum(own, 1), last)
        np.copyto(entry[t], on, where=stay[t])
    chosen: NDArray[np.intp] = tables[which, entry].astype(np.intp)
    return chosen


def _bills(model: Model, rng: np.random.Generator, months: int, paths: int) -> Floats:
    """Draw irregular bills: Gamma-Poisson frequency, lognormal size around the mean."""
    import numpy as np

    rate = rng.standard_gamma(model.bill_shape, paths) / model.bill_months
    count = rng.poisson(rate, (months, paths)).ravel()
    sigma = priors.BILL_SPREAD
    noise = rng.standard_normal(int(count.sum()), dtype=np.float32)
    sizes = np.float32(model.bill_mean) * np.exp(sigma * noise - sigma * sigma / 2)
    where = np.repeat(np.arange(count.size), count)
    total = np.bincount(where, weights=sizes, minlength=count.size)
    return total.reshape(months, paths).astype(np.float32)
