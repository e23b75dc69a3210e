"""Households live on under a plan, in two worlds: one forgives what living lacked, one does not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from backtest_households import LIFE, Truth
from msgspec import Struct

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


class Lives(Struct, frozen=True, kw_only=True):
    """All households' lives as arrays of (household, month)."""

    income: Floats
    worked: Floats
    routine: Floats
    other: Floats
    cash: Floats
    flex: Floats
    leak: Floats
    usual: Floats


class Lived(Struct, frozen=True, kw_only=True):
    """What became of each household's plan."""

    late: Floats
    """Month of the first payment not made in full; ``LIFE`` when there was none."""
    broken: Floats
    """Month at whose end two instalments stood open; ``LIFE`` when the plan held."""
    paid: Floats
    """Yuan paid until then."""


def lives_of(truths: Sequence[Truth]) -> Lives:
    """Return the months after the start of the plan."""
    import numpy as np

    def stack(name: str) -> Floats:
        return np.array([getattr(t, name)[t.history :] for t in truths])

    def each(name: str) -> Floats:
        return np.array([getattr(t, name) for t in truths])

    return Lives(
        income=stack("whole"),
        worked=stack("worked"),
        routine=stack("spending"),
        other=stack("bills") + each("obligations")[:, None],
        cash=each("cash"),
        flex=each("flex"),
        leak=each("leak"),
        usual=each("mean_income"),
    )


def live(lives: Lives, due: Floats, *, carrying: bool, at_work: bool = False) -> Lived:
    """Live under a plan.

    Args:
        lives: the months to come.
        due: what falls due, (household, month), 0 in free months.
        carrying: what living lacks is carried into the next month and met before any instalment;
            else it is forgiven.
        at_work: income is never interrupted.
    """
    import numpy as np

    count = len(due)
    size = due.max(axis=1)
    held, owed, paid = lives.cash.copy(), np.zeros(count), np.zeros(count)
    late, broken = np.full(count, float(LIFE)), np.full(count, float(LIFE))
    week, cap = lives.usual * 12 / 52, lives.usual * 72 / 52
    worked = np.ones_like(lives.worked) if at_work else lives.worked
    for t in range(LIFE):
        size = np.where(due[:, t] > 0, due[:, t], size)
        owed += due[:, t]
        held += lives.income[:, t] * worked[:, t] - lives.routine[:, t] - lives.other[:, t]
        held += np.clip(owed - held, 0, lives.flex * lives.routine[:, t])
        if not carrying:
            held = np.maximum(held, 0)
        now = np.clip(held, 0, owed)
        alive = (broken == LIFE) & (due.max(axis=1) > 0)
        owed, held = owed - now, held - now
        paid += np.where(alive, now, 0)
        late[alive & (late == LIFE) & (owed > 0.5)] = t  # noqa: PLR2004 - half a yuan
        broken[alive & (owed >= 1.999 * size)] = t
        held = np.minimum(held - lives.leak * np.maximum(held - week, 0), cap)
    return Lived(late=late, broken=broken, paid=paid)
