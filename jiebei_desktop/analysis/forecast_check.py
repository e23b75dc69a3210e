"""How the forecast would have done on the ledger's own past: rolling origin, no look-ahead."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from jiebei_desktop.analysis.forecast import centred
from jiebei_desktop.analysis.household_month import HouseholdMonth, household_month
from jiebei_desktop.analysis.sampler import model_of, sample
from jiebei_desktop.domain.household import Book
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.months import Month

_LEAST = 3
"""Months of history before the first forecast."""
_PATHS = 2000
_BAND = (10, 90)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """One forecast from one past month against what the ledger then showed."""

    origin: Month
    """Last month the forecast knew."""
    ahead: int
    low: Fen
    high: Fen
    """The band of what should be left over in all, four futures in five."""
    actual: Fen

    @property
    def is_inside(self) -> bool:
        """Tell whether what happened lies in the band."""
        return self.low <= self.actual <= self.high


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """All trials; ``share`` should be near four in five."""

    trials: tuple[Trial, ...]

    @property
    def share(self) -> Fraction | None:
        """Return the share of trials inside the band, None without trials."""
        if not self.trials:
            return None
        return Fraction(sum(trial.is_inside for trial in self.trials), len(self.trials))


def check_forecast(book: Book, as_of: date, ahead: int = 3, seed: int = 0) -> Check:
    """Forecast every past month from what was known before it and compare.

    Args:
        book: the ledger's values.
        as_of: today; only full months count.
        ahead: forecasts reach 1 to so many months ahead.
        seed: the same seed gives the same answer.
    """
    home = household_month(book, as_of)
    trials = []
    for known in range(_LEAST, home.history):
        trials += _trials(home, known, min(ahead, home.history - known), seed)
    return Check(trials=tuple(trials))


def _trials(home: HouseholdMonth, known: int, ahead: int, seed: int) -> list[Trial]:
    import numpy as np

    past = dataclasses.replace(home, rows=home.rows[:known])
    model = centred(past, model_of(past))
    origin = home.rows[known - 1].month
    paths = sample(model, origin.plus(1), ahead, _PATHS, seed)
    left = np.cumsum(paths.income - paths.routine - paths.other, axis=0) + np.arange(1, ahead + 1)[
        :, None
    ] * np.float32(model.obligations)
    total, trials = 0, []
    for k in range(ahead):
        row = home.rows[known + k]
        total += row.income - row.routine - sum(row.bills) - home.unexplained
        low, high = (Fen(round(100 * float(x))) for x in np.percentile(left[k], _BAND))
        trials.append(Trial(origin=origin, ahead=k + 1, low=low, high=high, actual=Fen(total)))
    return trials
