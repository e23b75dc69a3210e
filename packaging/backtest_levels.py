"""How often a fall of level is seen where there is none, and missed where there is one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from backtest_households import KINDS, Truth, household

from jiebei_desktop.analysis.festival import is_festival
from jiebei_desktop.analysis.priors import prior_of
from jiebei_desktop.analysis.prospect.levels import fall_of

if TYPE_CHECKING:
    import numpy as np

_HISTORY = 24
_FIRST = 4
"""Readings begin with so many months."""


def false_alarms(kind: str, households: int, seed: int) -> float:
    """Return the share of monthly readings of an even stream in which a fall counts."""
    import numpy as np

    rng = np.random.default_rng(seed)
    found = [
        _counts(truth, months)
        for truth in (household(rng, kind, _HISTORY) for _ in range(households))
        for months in range(_FIRST, _HISTORY + 1)
    ]
    return sum(found) / len(found)


def caught(kind: str, households: int, seed: int) -> float:
    """Return the share of falls of 20 to 45 % that count at the last reading."""
    import numpy as np

    rng = np.random.default_rng(seed)
    truths = [household(rng, kind, _HISTORY) for _ in range(households)]
    return sum(_counts(truth, _HISTORY) for truth in truths) / households


def _counts(truth: Truth, months: int) -> bool:
    prior = prior_of({"layoff": "salaried", "fallen_wage": "salaried", "fallen_rider": "gig"}.get(
        truth.kind, truth.kind))  # fmt: skip
    found = fall_of(_freed(truth, months, prior.festival_income), prior.income_cv)
    return found is not None and found.counts


def _freed(truth: Truth, months: int, festival: float) -> Sequence[float]:
    first = truth.start.plus(-truth.history)
    values: Sequence[np.float64] = list(truth.income[:months])
    return [
        float(value) / min(1.0, festival) if is_festival(first.plus(k)) else float(value)
        for k, value in enumerate(values)
    ]


def alarms_table(households: int, seed: int) -> str:
    """Return both shares as a Markdown table."""
    lines = ["| level shift | share of readings |", "|---|---|"]
    lines += [f"| false alarm, {kind} | {false_alarms(kind, 4 * households, seed):.1%} |"
              for kind in KINDS if kind != "layoff"]  # fmt: skip
    lines += [f"| caught, {kind} | {caught(kind, 10 * households, seed):.1%} |"
              for kind in ("fallen_wage", "fallen_rider")]  # fmt: skip
    return "\n".join(lines)
