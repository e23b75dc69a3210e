"""The two risk curves of a pattern of payments, read off one draw of futures."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from jiebei_desktop.analysis import priors
from jiebei_desktop.analysis.afford_value import (
    CEILING,
    FLOOR,
    RECOMMENDED,
    Band,
    CurvePoint,
    Level,
    Odds,
)
from jiebei_desktop.analysis.model import Model, model_of
from jiebei_desktop.analysis.prospect import Dated, Prospect
from jiebei_desktop.analysis.sampler import Paths, sample
from jiebei_desktop.analysis.survival import ANY, TWO, broken_at, largest_payments
from jiebei_desktop.domain.money import ZERO, Fen
from jiebei_desktop.domain.months import Month

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

HORIZON = 12
LEAST = 50.0
"""Below this many yuan a month there is no number to promise."""
EVERY = (1,) * HORIZON
"""A payment in every month."""
_POINTS = 60
_STEPS = tuple(part * 10**tens for tens in range(1, 9) for part in (1, 2, 5))
"""Round steps of a curve, in yuan."""


class Risk(Struct, frozen=True, kw_only=True):
    """Both risk curves of one pattern of payments: sorted largest payments of all paths."""

    unbroken: Floats
    on_time: Floats
    surplus: float
    """Expected surplus per paid month, yuan."""
    cuts: float
    """What can be cut per paid month."""

    def odds(self, payment: Fen) -> Odds:
        """Return both odds of a monthly payment."""
        return Odds(
            late_once_12=four(_share_below(self.on_time, payment / 100)),
            broken_12=four(self.broken_below(payment / 100)),
        )

    def broken_below(self, payment: float) -> float:
        """Return the share of paths that a payment breaks."""
        return _share_below(self.unbroken, payment)

    def most(self, level: Level) -> float:
        """Return the largest payment within both odds of a level."""
        return min(_quantile(self.unbroken, level.broken), _quantile(self.on_time, level.late))

    def band(self) -> Band:
        """Read the three numbers off the curves, none beyond its share of the expected surplus.

        A year can be survived on more, by cutting every month and ending in arrears: that is not
        keeping a payment. Only the ceiling counts on cuts.
        """
        floor = min(self.most(FLOOR), self.surplus * FLOOR.of_surplus)
        middle = min(self.most(RECOMMENDED), self.surplus * RECOMMENDED.of_surplus)
        top = min(self.most(CEILING), self.surplus * CEILING.of_surplus + self.cuts)
        enough = middle >= LEAST
        return Band(
            floor=whole_yuan(floor) if enough and floor >= LEAST else None,
            recommended=whole_yuan(middle) if enough else None,
            ceiling=whole_yuan(top) if enough else None,
        )

    def curve(self, marks: Iterable[Fen | None] = ()) -> tuple[CurvePoint, ...]:
        """Read both curves on a grid of round steps, and at the payments that are marked.

        With the marks on it, a reading between its points gives a mark the odds it was chosen by.
        """
        top = max(float(self.unbroken[int(0.99 * len(self.unbroken))]), LEAST)
        step = next(step for step in _STEPS if top / step <= _POINTS)
        grid = {Fen(p * 100) for p in range(0, int(top) + step, step)}
        return tuple(
            CurvePoint(
                payment=p,
                p_shortfall_12=four(self.broken_below(max(p / 100, 1.0))),
                p_late_once_12=four(_share_below(self.on_time, max(p / 100, 1.0))),
            )
            for p in sorted(grid.union(mark for mark in marks if mark is not None))
        )


class Futures(Struct, frozen=True, kw_only=True):
    """One draw of paths, asked several questions."""

    paths: Paths
    model: Model
    cash: float

    @classmethod
    def draw(cls, home: Prospect, seed: int, paths: int, months: int = HORIZON) -> Futures:
        """Draw futures of so many months from the one after the running one on."""
        model = model_of(home)
        start = Month.of(home.as_of).plus(1)
        futures = sample(model, start, months, paths, seed)
        return cls(paths=futures, model=model, cash=set_aside(home, model))

    def risk(self, due: Sequence[float], more_cash: float = 0.0) -> Risk:
        """Return the risk curves of a pattern of payments in the months from the first on."""
        import numpy as np

        paths, cash = self.paths.some(0, len(due)), self.cash + more_cash
        share = len(due) / max(1, sum(due))
        left = float((paths.income - paths.routine - paths.other).mean())
        return Risk(
            unbroken=np.sort(largest_payments(paths, self.model, cash, due, TWO)),
            on_time=np.sort(largest_payments(paths, self.model, cash, due, ANY)),
            surplus=left * share,
            cuts=float(paths.routine.mean()) * priors.CUTTABLE * share,
        )

    def ends(self, payment: Fen, due: tuple[int, ...], instalments: float) -> NDArray[np.int32]:
        """Return the month in which each path breaks (TWO) or is first late (ANY)."""
        return broken_at(self.paths, self.model, self.cash, payment / 100, due, instalments)

    def pause(self, least: Fen = ZERO) -> int | None:
        """Return the fewest months without payment after which each of a year has a number.

        The number is at least ``least``. A year of payments is looked at whatever the pause: the
        fewer they were, the less could go wrong. None where no pause of less than a year is enough,
        or the futures do not reach so far.
        """
        for months in range(1, min(HORIZON, len(self.paths.income) - HORIZON + 1)):
            found = self.after(months).band().recommended
            if found is not None and found >= least:
                return months
        return None

    def after(self, months: int, part: float = 0.0) -> Risk:
        """Return the curves of a payment of which the first months ask a part, then a year all.

        The futures reach a year beyond the months. What may be cut or is left over is of that year.
        """
        year = msgspec.structs.replace(self, paths=self.paths.some(months, HORIZON))
        after, own = self.risk((part,) * months + EVERY), year.risk(EVERY)
        return msgspec.structs.replace(after, surplus=own.surplus, cuts=own.cuts)

    def without(self, payments: tuple[Dated, ...]) -> Futures:
        """Return the same futures without some known payments."""
        start = self.model.running.plus(1)
        other = self.paths.other.copy()
        for one in payments:
            place = Month.of(one.day).minus(start)
            if 0 <= place < HORIZON:
                other[place] += one.amount / 100
        return msgspec.structs.replace(self, paths=msgspec.structs.replace(self.paths, other=other))


def set_aside(home: Prospect, model: Model) -> float:
    """Return the cash a plan starts with, in yuan.

    What protected debts still ask for in the running month is gone by then, and income that comes
    by the quarter is lived on until it comes again; the rest is never more than is carried over a
    month.
    """
    cash = (home.cash - home.due_before_start - home.carried) / 100
    return min(cash, priors.CARRIED_WEEKS * model.week_of_income)


def _quantile(most: Floats, allowed: float) -> float:
    """Return the largest payment that breaks in no more than the allowed share (< 1) of paths."""
    return float(most[math.floor(allowed * len(most))])


def _share_below(most: Floats, payment: float) -> float:
    return int(most.searchsorted(payment)) / len(most)


def whole_yuan(amount: float) -> Fen:
    """Return whole yuan below an amount: what is offered is never rounded up."""
    return Fen(math.floor(amount) * 100)


def four(share: float) -> Decimal:
    """Return a share as a decimal of four digits."""
    return Decimal(f"{share:.4f}")
