"""The affordability rule against the rules people and lenders use, on made-up households.

Every household gets a payment from each rule by what its ledger shows, then lives 36 months that
no rule has seen. A plan ends when it breaks: two instalments open at a month's end.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jiebei_desktop.analysis.affordability import HORIZON, Band, Futures, free_pattern
from jiebei_desktop.analysis.household_month import HouseholdMonth
from jiebei_desktop.analysis.sampler import model_of
from jiebei_desktop.analysis.synthetic import HISTORIES, KINDS, LIFE, Truth, household
from jiebei_desktop.domain.money import Fen

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

PER_CELL = 20
"""Households of each kind and length of history; 20 make 600 in all."""
SEED = 20261122
_PATHS = 1500
_LEAST = 50.0

RULES = (
    "50% of income (DTI)",
    "30% of income",
    "last month's surplus",
    "mean surplus",
    "70% of surplus",
    "50% of surplus",
    "30% of surplus",
    "normal quantile (n>=3)",
    "ours: floor",
    "ours: recommended",
    "ours: recommended, free months",
    "ours: ceiling",
)

_COLUMNS = (
    "rule",
    "gets a number",
    "mean payment",
    "late once 12m",
    "re-default 12m",
    "same, income never interrupted",
    "broken 36m per 100",
    "collected 36m",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """How one rule did; shares are of the households the rule gave a number."""

    rule: str
    offered: float
    """Share of all households that get a number."""
    mean_payment: float
    late: float
    """At least one payment not made in full within 12 months."""
    broken: float
    """Re-default: two instalments open within 12 months."""
    broken_at_work: float
    """The same if income is never interrupted."""
    broken_all: float
    """Broken within 36 months, of all households."""
    collected: float
    """Yuan paid in 36 months, mean of all households."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Lives:
    """All households' lives as arrays of (household, month)."""

    income: Floats
    worked: Floats
    routine: Floats
    other: Floats
    cash: Floats
    flex: Floats
    leak: Floats
    usual: Floats


def run(per_cell: int = PER_CELL, seed: int = SEED) -> tuple[Score, ...]:
    """Return the scores of all rules on ``per_cell`` households of each kind and history."""
    import numpy as np

    rng = np.random.default_rng(seed)
    truths = [
        household(rng, kind, history)
        for kind in KINDS
        for history in HISTORIES
        for _ in range(per_cell)
    ]
    offers = np.array([payments(truth, k) for k, truth in enumerate(truths)])
    lives = _lives(truths)
    every = np.ones((len(truths), LIFE))
    free = np.array([free_pattern(truth.start, LIFE) for truth in truths], dtype=float)
    return tuple(
        _score(rule, offers[:, k], lives, free if rule.endswith("free months") else every)
        for k, rule in enumerate(RULES)
    )


def payments(truth: Truth, seed: int) -> list[float]:
    """Return each rule's monthly payment for one household in yuan, 0 where it gives none."""
    home = truth.seen()
    return [p if p >= _LEAST else 0.0 for p in (*_naive(home), *_ours(home, truth, seed))]


def table(scores: Sequence[Score]) -> str:
    """Return the scores as a Markdown table."""
    lines = ["| " + " | ".join(_COLUMNS) + " |", "|---" * len(_COLUMNS) + "|"]
    lines += [
        f"| {s.rule} | {s.offered:.0%} | {s.mean_payment:,.0f} | {s.late:.0%} | {s.broken:.1%} "
        f"| {s.broken_at_work:.1%} | {s.broken_all * 100:.1f} | {s.collected:,.0f} |"
        for s in scores
    ]
    return "\n".join(lines)


def main(arguments: Sequence[str] = ()) -> int:
    """Print the table; an argument sets the households of each kind and history (default 20)."""
    per_cell = int(arguments[0]) if arguments else PER_CELL
    count = per_cell * len(KINDS) * len(HISTORIES)
    sys.stdout.write(f"{count} made-up households, seed {SEED}, {LIFE} months of life\n\n")
    sys.stdout.write(table(run(per_cell)) + "\n")
    return 0


def _naive(home: HouseholdMonth) -> list[float]:
    """Return what people and lenders use: shares of income, and surpluses."""
    import numpy as np

    fixed = home.obligations / 100
    incomes = [row.income / 100 for row in home.rows] or [home.stated_income / 100]
    surplus = [(r.income - r.routine - sum(r.bills)) / 100 - fixed for r in home.rows]
    surplus = surplus or [(home.stated_income - home.stated_spending) / 100 - fixed]
    n, mean, income = len(home.rows), float(np.mean(surplus)), float(np.mean(incomes))
    quantile = 0.0
    if n >= 3:  # noqa: PLR2004 - fewer months have no spread to speak of
        quantile = mean - 1.28 * float(np.std(surplus, ddof=1)) * (1 / 12 + 1 / n) ** 0.5
    return [
        max(0.0, 0.5 * income - fixed),
        0.3 * income,
        surplus[-1],
        mean,
        0.7 * mean,
        0.5 * mean,
        0.3 * mean,
        quantile,
    ]


def _ours(home: HouseholdMonth, truth: Truth, seed: int) -> list[float]:
    every, free = (1,) * HORIZON, free_pattern(truth.start, HORIZON)
    futures = Futures.draw(home, model_of(home), truth.start, seed, _PATHS)
    plain: Band = futures.band(futures.most(every), every)
    spared: Band = futures.band(futures.most(free), free)
    found: list[Fen | None] = [plain.floor, plain.recommended, spared.recommended, plain.ceiling]
    return [(amount or 0) / 100 for amount in found]


def _lives(truths: Sequence[Truth]) -> _Lives:
    import numpy as np

    def stack(name: str) -> Floats:
        return np.array([getattr(t, name)[t.history :] for t in truths])

    def each(name: str) -> Floats:
        return np.array([getattr(t, name) for t in truths])

    return _Lives(
        income=stack("income"),
        worked=stack("worked"),
        routine=stack("spending"),
        other=stack("bills") + each("obligations")[:, None],
        cash=each("cash"),
        flex=each("flex"),
        leak=each("leak"),
        usual=each("mean_income"),
    )


def _score(rule: str, payment: Floats, lives: _Lives, due: Floats) -> Score:
    offered = payment > 0
    late, broken, paid = _live(lives, payment, due, lives.worked)
    _, at_work, _ = _live(lives, payment, due, lives.worked * 0 + 1)
    return Score(
        rule=rule,
        offered=float(offered.mean()),
        mean_payment=float(payment[offered].mean()),
        late=float((late[offered] < HORIZON).mean()),
        broken=float((broken[offered] < HORIZON).mean()),
        broken_at_work=float((at_work[offered] < HORIZON).mean()),
        broken_all=float((offered & (broken < LIFE)).mean()),
        collected=float(paid.mean()),
    )


def _live(
    lives: _Lives, payment: Floats, due: Floats, worked: Floats
) -> tuple[Floats, Floats, Floats]:
    """Return the month of the first late payment, of the break, and what was paid in all."""
    import numpy as np

    count = len(payment)
    held, owed, paid = lives.cash.copy(), np.zeros(count), np.zeros(count)
    late, broken = np.full(count, float(LIFE)), np.full(count, float(LIFE))
    week, cap = lives.usual * 12 / 52, lives.usual * 72 / 52
    for t in range(LIFE):
        owed += payment * due[:, t]
        held += lives.income[:, t] * worked[:, t] - lives.routine[:, t] - lives.other[:, t]
        held += np.clip(owed - held, 0, lives.flex * lives.routine[:, t])
        held = np.maximum(held, 0)
        now = np.minimum(held, owed)
        alive = (broken == LIFE) & (payment > 0)
        owed, held = owed - now, held - now
        paid += np.where(alive, now, 0)
        late[alive & (late == LIFE) & (owed > 0.5)] = t  # noqa: PLR2004 - half a yuan
        broken[alive & (owed >= 1.999 * payment)] = t
        held = np.minimum(held - lives.leak * np.maximum(held - week, 0), cap)
    return late, broken, paid
