"""Life under a plan: does a path keep its payment, and the largest payment each path survives.

Each month: living comes first; what is missing is carried and met before any instalment, because
rent that was put off is still owed; what falls due is added to what is open; in a short month some
routine spending is cut; idle cash above a week's income leaks; what is kept never exceeds six weeks
of income. A plan breaks when two instalments are open at a month's end, about sixty days past due;
it is late when one was not paid in full. Both are monotone in the payment, so bisection is safe.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from jiebei_desktop.analysis import priors
from jiebei_desktop.analysis.model import Model
from jiebei_desktop.analysis.sampler import Paths

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Bools = NDArray[np.bool_]

HALVINGS = 12
TWO = 1.999
"""Two instalments, less what float32 sums lose."""
ANY = 0.01
"""A payment not made in full, more than what float32 sums lose."""


def broken_at(
    paths: Paths,
    model: Model,
    cash: float,
    payment: Floats | float,
    due: Sequence[float],
    instalments: float = TWO,
) -> NDArray[np.int32]:
    """Return the month (from 0) in which each path's plan breaks, the path's length if never.

    Args:
        paths: sampled months.
        model: the household, for the caps on cash.
        cash: money set aside at the start, yuan.
        payment: monthly payment in yuan, one number or one per path.
        due: 1 for a month with the payment, 0 for a free month, between them for a part of it.
        instalments: how many open instalments at a month's end count: TWO breaks a plan, ANY is
            a payment not made in full.
    """
    import numpy as np

    months, count = paths.income.shape
    pay = np.broadcast_to(np.asarray(payment, dtype=np.float32), (count,))
    end = np.full(count, months, dtype=np.int32)
    for t, broken in enumerate(_lived(_Life.of(paths, model, cash), pay, due, instalments)):
        end[broken & (end == months)] = t
    return end


class _Life(NamedTuple):
    """What a path lives on and by, whatever it pays, arrays of (month, path)."""

    net: Floats
    flexible: Floats
    week: np.float32
    cash: float

    @classmethod
    def of(cls, paths: Paths, model: Model, cash: float) -> _Life:
        """Return the life of every path."""
        import numpy as np

        return cls(
            net=paths.income - paths.routine - paths.other,
            flexible=paths.routine * np.float32(priors.CUTTABLE),
            week=np.float32(model.week_of_income),
            cash=cash,
        )


def _lived(life: _Life, pay: Floats, due: Sequence[float], instalments: float) -> Iterator[Bools]:
    """Yield for each month which paths have as many instalments open at its end."""
    import numpy as np

    count = len(pay)
    limit = pay * np.float32(instalments)
    held = np.full(count, life.cash, dtype=np.float32)
    open_ = np.zeros(count, dtype=np.float32)
    spare = np.empty(count, dtype=np.float32)
    for t, net in enumerate(life.net):
        if due[t]:
            open_ += pay * np.float32(due[t])
        held += net
        _pay(held, open_, life.flexible[t], spare)
        _keep(held, spare, life.week)
        yield open_ >= limit


def _pay(held: Floats, open_: Floats, flexible: Floats, spare: Floats) -> None:
    """Pay what is open out of cash, in place, cutting flexible spending by what is missing.

    Cash below zero is what living lacked: it is carried, and nothing is paid out of it.
    """
    import numpy as np

    np.subtract(open_, held, out=spare)
    np.minimum(spare, flexible, out=spare)
    np.maximum(spare, 0, out=spare)
    held += spare
    np.minimum(held, open_, out=spare)
    np.maximum(spare, 0, out=spare)
    open_ -= spare
    held -= spare


def _keep(held: Floats, spare: Floats, week: np.float32) -> None:
    """Let idle cash leak, in place, and cap what is carried into the next month."""
    import numpy as np

    np.subtract(held, week, out=spare)
    np.maximum(spare, 0, out=spare)
    spare *= np.float32(priors.LEAK)
    held -= spare
    np.minimum(held, week * np.float32(priors.CARRIED_WEEKS), out=held)


def largest_payments(
    paths: Paths, model: Model, cash: float, due: Sequence[float], instalments: float = TWO
) -> Floats:
    """Return for every path the largest monthly payment it survives, yuan, unsorted."""
    import numpy as np

    life, count = _Life.of(paths, model, cash), paths.income.shape[1]
    most = 1.2 * model.centre_income + max(0.0, cash) / max(1, sum(due))
    high = np.full(count, max(1.0, most), np.float32)
    low = np.zeros(count, dtype=np.float32)
    for _ in range(HALVINGS):
        middle = (low + high) * np.float32(0.5)
        breaks = np.zeros(count, dtype=np.bool_)
        for broken in _lived(life, middle, due, instalments):
            breaks |= broken
        np.copyto(low, middle, where=~breaks)
        np.copyto(high, middle, where=breaks)
    return low
