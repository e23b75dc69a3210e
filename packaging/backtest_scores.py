"""The affordability rule against the rules people and lenders use, on made-up households.

Every household gets a payment from each rule by what its ledger shows, then lives 36 months that
no rule has seen, in two worlds. A plan ends when it breaks: two instalments open at a month's end.
"""

from __future__ import annotations

import sys
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

import msgspec
from backtest_fan import fan_table
from backtest_households import CHANGED, HISTORIES, KINDS, LIFE, Truth, household
from backtest_levels import alarms_table
from backtest_lives import Lived, Lives, live, lives_of
from msgspec import Struct

from jiebei_desktop.analysis.affordability import (
    EVERY,
    FIRST_TERM,
    HORIZON,
    Futures,
    free_pattern,
    promised,
)
from jiebei_desktop.analysis.prospect import Prospect, prospect
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
_LONG = (12, 24)
"""Months of history of the table of single kinds."""
_LEAN = "ours: as offered (lean months free; two terms without history)"

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
    _LEAN,
    "ours: ceiling",
)

_COLUMNS = (
    "rule",
    "gets a number",
    "mean payment",
    "late once 12m",
    "re-default 12m, forgiving / at work",
    "carrying / at work",
    "broken 12m per 100",
    "broken 36m per 100",
    "collected 36m, forgiving / carrying",
)


class Offer(Struct, frozen=True, kw_only=True):
    """Each rule's payment for one household, and the odds that ours states."""

    payments: tuple[float, ...]
    """Yuan a month by rule, 0 where it gives none."""
    terms: tuple[float, float] | None
    """Without history: the first term's payment, and the number of three observed months."""
    stated_late: float
    stated_broken: float
    """Of what is offered."""


class World(Struct, frozen=True, kw_only=True):
    """How one rule did in one world; shares are of the households the rule gave a number."""

    late: float
    """At least one payment not made in full within 12 months."""
    broken: float
    """Re-default: two instalments open within 12 months."""
    late_at_work: float
    broken_at_work: float
    """The same if income is never interrupted."""
    broken_year: float
    """Broken within 12 months, of all households."""
    broken_all: float
    """Broken within 36 months, of all households."""
    collected: float
    """Yuan paid in 36 months, mean of all households."""


class Score(Struct, frozen=True, kw_only=True):
    """How one rule did in both worlds."""

    rule: str
    offered: float
    """Share of all households that get a number."""
    mean_payment: float
    forgiving: World
    carrying: World


class Result(Struct, frozen=True, kw_only=True):
    """All rules on one set of households, with what ours promised."""

    scores: tuple[Score, ...]
    stated_late: float
    stated_broken: float
    """Mean of what was stated for what was offered to households with any history."""
    true_late: float
    true_broken: float
    """What became of these offers in the carrying world, income never interrupted."""

    def of(self, rule: str) -> Score:
        """Return one rule's score."""
        return next(score for score in self.scores if score.rule == rule)


class Cohort(Struct, frozen=True):
    """Made-up households with what each rule offers them."""

    truths: tuple[Truth, ...]
    offers: tuple[Offer, ...]

    @classmethod
    def draw(
        cls, per_cell: int, seed: int, kinds: Sequence[str], histories: Sequence[int]
    ) -> Cohort:
        """Draw ``per_cell`` households of each kind and length of history, and ask every rule."""
        truths = cls.drawn(per_cell, seed, kinds, histories)
        return cls(truths, tuple(offer(truth, k) for k, truth in enumerate(truths)))

    @staticmethod
    def drawn(
        per_cell: int, seed: int, kinds: Sequence[str], histories: Sequence[int]
    ) -> tuple[Truth, ...]:
        """Return ``per_cell`` households of each kind and length of history."""
        import numpy as np

        rng = np.random.default_rng(seed)
        return tuple(
            household(rng, kind, history)
            for kind in kinds
            for history in histories
            for _ in range(per_cell)
        )

    def only(self, kinds: Collection[str], histories: Collection[int]) -> Cohort:
        """Return the households of some kinds and lengths of history."""
        pairs = [
            (truth, made)
            for truth, made in zip(self.truths, self.offers, strict=True)
            if truth.kind in kinds and truth.history in histories
        ]
        return Cohort(tuple(truth for truth, _ in pairs), tuple(made for _, made in pairs))

    def result(self) -> Result:
        """Let the households live under every rule's payment."""
        import numpy as np

        payments = np.array([one.payments for one in self.offers])
        lives = lives_of(self.truths)
        offered = np.array(
            [_due(truth, one) for truth, one in zip(self.truths, self.offers, strict=True)]
        )
        scores = tuple(
            _score(rule, offered if rule == _LEAN else payments[:, k : k + 1], lives)
            for k, rule in enumerate(RULES)
        )
        seen = np.array([one.terms is None for one in self.offers])
        made = np.logical_and(offered.max(axis=1) > 0, seen)
        calm = live(lives, offered, carrying=True, at_work=True)
        return Result(
            scores=scores,
            stated_late=_mean(np.array([one.stated_late for one in self.offers])[made]),
            stated_broken=_mean(np.array([one.stated_broken for one in self.offers])[made]),
            true_late=_mean(calm.late[made] < HORIZON),
            true_broken=_mean(calm.broken[made] < HORIZON),
        )


def run(
    per_cell: int = PER_CELL,
    seed: int = SEED,
    kinds: Sequence[str] = KINDS,
    histories: Sequence[int] = HISTORIES,
) -> Result:
    """Return the scores of all rules on ``per_cell`` households of each kind and history."""
    return Cohort.draw(per_cell, seed, kinds, histories).result()


def _due(truth: Truth, made: Offer) -> Floats:
    """Return what falls due month by month under the offer.

    Without history: half of the full-answer number for three months, then the number of three
    observed months; where they give none, the plan pauses from there.
    """
    import numpy as np

    free = np.array(free_pattern(truth.start, LIFE), dtype=float)
    if made.terms is None:
        return free * made.payments[RULES.index(_LEAN)]
    first, later = made.terms
    due = free * later
    due[:FIRST_TERM] = first
    return due


def offer(truth: Truth, seed: int) -> Offer:
    """Return each rule's monthly payment for one household in yuan, 0 where it gives none."""
    home = prospect(truth.book(), truth.as_of, truth.answers())
    futures = Futures.draw(home, seed, _PATHS)
    plain, spared = futures.risk(EVERY), futures.risk(free_pattern(truth.start, HORIZON))
    band, spare = promised(home, plain, spared)
    lean = spare.recommended
    ours: list[Fen | None] = [band.floor, band.recommended, lean, band.ceiling]
    found = [*_naive(home), *((amount or 0) / 100 for amount in ours)]
    full = (band.recommended or lean or 0) / 100
    terms = None if home.observed else (full / 2, _after_three(truth, seed) if full else 0.0)
    odds = spared.odds(lean or Fen(0)) if terms is None else plain.odds(Fen(round(50 * full)))
    return Offer(
        payments=tuple(amount if amount >= _LEAST else 0.0 for amount in found),
        terms=terms,
        stated_late=float(odds.late_once_12),
        stated_broken=float(odds.broken_12),
    )


def _after_three(truth: Truth, seed: int) -> float:
    """Return the number that three months of the plan give, 0 where they give none."""
    as_of = truth.start.plus(FIRST_TERM - 1).last
    later = prospect(truth.book(FIRST_TERM), as_of)
    risk = Futures.draw(later, seed, _PATHS).risk(EVERY)
    return (promised(later, risk, risk)[0].recommended or 0) / 100


def _naive(home: Prospect) -> list[float]:
    """Return what people and lenders use: shares of income, and surpluses."""
    import numpy as np

    fixed = home.ordered / 100
    incomes = [row.income / 100 for row in home.rows] or [home.income_usual / 100]
    surplus = [(r.income - r.routine - sum(r.bills)) / 100 - fixed for r in home.rows]
    surplus = surplus or [(home.income_usual - home.living_usual) / 100]
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


def _score(rule: str, due: Floats, lives: Lives) -> Score:
    import numpy as np

    whole = np.broadcast_to(due, lives.income.shape)
    offered = whole.max(axis=1) > 0
    return Score(
        rule=rule,
        offered=float(offered.mean()),
        mean_payment=_mean(whole.max(axis=1)[offered]),
        forgiving=_world(whole, lives, offered, carrying=False),
        carrying=_world(whole, lives, offered, carrying=True),
    )


def _world(due: Floats, lives: Lives, offered: Floats, *, carrying: bool) -> World:
    import numpy as np

    found: Lived = live(lives, due, carrying=carrying)
    calm: Lived = live(lives, due, carrying=carrying, at_work=True)
    return World(
        late=_mean(found.late[offered] < HORIZON),
        broken=_mean(found.broken[offered] < HORIZON),
        late_at_work=_mean(calm.late[offered] < HORIZON),
        broken_at_work=_mean(calm.broken[offered] < HORIZON),
        broken_year=float(np.logical_and(offered, found.broken < HORIZON).mean()),
        broken_all=float(np.logical_and(offered, found.broken < LIFE).mean()),
        collected=float(found.paid.mean()),
    )


def _mean(values: Floats) -> float:
    return float(values.mean()) if len(values) else 0.0


def table(scores: Sequence[Score]) -> str:
    """Return the scores as a Markdown table."""
    lines = ["| " + " | ".join(_COLUMNS) + " |", "|---" * len(_COLUMNS) + "|"]
    for s in scores:
        a, b = s.forgiving, s.carrying
        lines.append(
            f"| {s.rule} | {s.offered:.0%} | {s.mean_payment:,.0f} | {b.late:.0%} "
            f"| {a.broken:.1%} / {a.broken_at_work:.1%} | {b.broken:.1%} / {b.broken_at_work:.1%} "
            f"| {100 * b.broken_year:.1f} | {100 * b.broken_all:.1f} "
            f"| {a.collected:,.0f} / {b.collected:,.0f} |"
        )
    return "\n".join(lines)


def main(arguments: Sequence[str] = ()) -> int:
    """Print the tables.

    Arguments set the households of each kind and history, the seed and, to look at a few kinds
    only, their names and lengths of history, with commas between.
    """
    per_cell = int(arguments[0]) if arguments else PER_CELL
    seed = int(arguments[1]) if len(arguments) > 1 else SEED
    if len(arguments) > 2:  # noqa: PLR2004 - some kinds were named
        months = [int(n) for text in arguments[3:] for n in text.split(",")]
        _some(per_cell, seed, arguments[2].split(","), months or _LONG)
        return 0
    whole = Cohort.draw(per_cell, seed, KINDS, HISTORIES)
    _opening(whole, seed)
    by_months = [
        _named(f"{n} months of history", whole.only(KINDS, (n,)).result().of(_LEAN))
        for n in HISTORIES
    ]
    _say(table(by_months) + "\n\n")
    changed = Cohort.draw(per_cell, seed, CHANGED, _LONG)
    _say(table(_by_kind(whole, KINDS, _LONG) + _by_kind(changed, CHANGED, _LONG)) + "\n\n")
    _say(alarms_table(per_cell, seed) + "\n\n")
    rest = Cohort.drawn(per_cell, seed, CHANGED, HISTORIES)
    _say(fan_table((*whole.truths, *rest)) + "\n")
    return 0


def _some(per_cell: int, seed: int, kinds: Sequence[str], histories: Sequence[int]) -> None:
    """Print how every rule does on a few kinds, and ours on each of them."""
    cohort = Cohort.draw(per_cell, seed, kinds, histories)
    _opening(cohort, seed)
    _say(table(_by_kind(cohort, kinds, histories)) + "\n\n")
    _say(fan_table(cohort.truths) + "\n")


def _opening(cohort: Cohort, seed: int) -> None:
    """Print all rules on all households, and what ours stated against what became of it."""
    base = cohort.result()
    _say(f"{len(cohort.truths)} made-up households, seed {seed}, {LIFE} months of life\n\n")
    _say(table(base.scores) + "\n\n")
    _say(
        f"stated / true, carrying, at work, with history: broken {base.stated_broken:.1%} / "
        f"{base.true_broken:.1%}, late {base.stated_late:.1%} / {base.true_late:.1%}\n\n"
    )


def _by_kind(cohort: Cohort, kinds: Sequence[str], histories: Sequence[int]) -> list[Score]:
    return [_named(kind, cohort.only((kind,), histories).result().of(_LEAN)) for kind in kinds]


def _say(text: str) -> None:
    sys.stdout.write(text)


def _named(name: str, score: Score) -> Score:
    return msgspec.structs.replace(score, rule=name)
