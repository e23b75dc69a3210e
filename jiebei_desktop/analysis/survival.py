"""Life under a plan: does a path keep its payment, and the largest payment each path survives.

Each month: living comes first; what is missing is carried and met before any instalment, because
rent that was put off is still owed; what falls due is added to what is open; in a short month some
routine spending is cut; idle cash above a week's income leaks; what is kept never exceeds six weeks
of income. A plan breaks when two instalments are open at a month's end, about sixty days past due;
it is late when one was not paid in full. Both are monotone in the payment, so bisection is safe.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jiebei_desktop.analysis import priors
from jiebei_desktop.analysis.model import Model
from jiebei_desktop.analysis.sampler import Paths

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

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
    due: tuple[int, ...],
    instalments: float = TWO,
) -> NDArray[np.int32]:
    """Return the month (from 0) in which each path's plan breaks, the path's length if never.

    Args:
        paths: sampled months.
        model: the household, for the caps on cash.
        cash: money set aside at the start, yuan.
        payment: monthly payment in yuan, one number or one per path.
        due: 1 for a month with a payment, 0 for a free month.
        instalments: how many open instalments at a month's end count: TWO breaks a plan, ANY is
            a payment not made in full.
    """
    import numpy as np

    months, count = paths.income.shape
    pay = np.broadcast_to(np.asarray(payment, dtype=np.float32), (count,))
    limit = pay * np.float32(instalments)
    held = np.full(count, cash, dtype=np.float32)
    open_ = np.zeros(count, dtype=np.float32)
    spare = np.empty(count, dtype=np.float32)
    end = np.full(count, months, dtype=np.int32)
    net = paths.income - paths.routine - paths.other
    flexible = paths.routine * np.float32(priors.CUTTABLE)
    week = np.float32(model.week_of_income)
    for t in range(months):
        if due[t]:
            open_ += pay
        held += net[t]
        _pay(held, open_, flexible[t], spare)
        _keep(held, spare, week)
        end[(open_ >= limit) & (end == months)] = t
    return end


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
    paths: Paths, model: Model, cash: float, due: tuple[int, ...], instalments: float = TWO
) -> Floats:
    """Return for every path the largest monthly payment it survives, yuan, unsorted."""
    import numpy as np

    months, count = paths.income.shape
    most = 1.2 * model.centre_income + max(0.0, cash) / max(1, sum(due))
    high = np.full(count, max(1.0, most), np.float32)
    low = np.zeros(count, dtype=np.float32)
    for _ in range(HALVINGS):
        middle = (low + high) * np.float32(0.5)
        survives = broken_at(paths, model, cash, middle, due, instalments) == months
        np.copyto(low, middle, where=survives)
        np.copyto(high, middle, where=~survives)
    return low
