"""How the forecast would have done on the ledger's own past: rolling origin, no look-ahead."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

import msgspec
from msgspec import Struct

from jiebei_desktop.analysis.model import model_of
from jiebei_desktop.analysis.prospect import MonthRow, Prospect, prospect
from jiebei_desktop.analysis.sampler import sample
from jiebei_desktop.domain.household import Book
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.months import Month

_LEAST = 3
"""Months of history before the first forecast."""
_PATHS = 2000
_BAND = (10, 90)


class Backcast(Struct, frozen=True, kw_only=True):
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


class Check(Struct, frozen=True, kw_only=True):
    """All trials; ``share`` should be near four in five."""

    trials: tuple[Backcast, ...]

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
    home = prospect(book, as_of)
    trials = []
    for known in range(_LEAST, home.history):
        origin = home.rows[known - 1].month
        past = prospect(_until(book, origin.last), origin.last).likely
        trials += _trials(past, home.rows[known : known + ahead], seed)
    return Check(trials=tuple(trials))


def _until(book: Book, day: date) -> Book:
    """Return what a ledger knew on a day."""
    entries = tuple(entry for entry in book.entries if entry.date <= day)
    return msgspec.structs.replace(book, entries=entries)


def _trials(past: Prospect, later: Sequence[MonthRow], seed: int) -> list[Backcast]:
    import numpy as np

    model, origin = model_of(past), Month.of(past.as_of)
    paths = sample(model, origin.plus(1), len(later), _PATHS, seed)
    known = np.array([model.known_at(k + 1) for k in range(len(later))], dtype=np.float32)
    left = np.cumsum(paths.income - paths.routine - paths.other + known[:, None], axis=0)
    total, trials = 0, []
    for k, row in enumerate(later):
        total += row.income - row.routine - sum(row.bills) - row.obligations - past.unexplained
        low, high = (Fen(round(100 * float(x))) for x in np.percentile(left[k], _BAND))
        trials.append(Backcast(origin=origin, ahead=k + 1, low=low, high=high, actual=Fen(total)))
    return trials
