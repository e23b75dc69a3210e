"""Made-up households whose truth the estimator does not know: for the backtest only.

No public Chinese household cash-flow data was found, so levels are relative. What the truth has
and the estimator has not: correlated and drifting income, its own leak and flexibility, its own
festival, interruptions of income, and answers that flatter (income +5 %, spending -12 %).
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from jiebei_desktop.analysis.festival import is_festival
from jiebei_desktop.analysis.priors import prior_of
from jiebei_desktop.analysis.prospect import Answers
from jiebei_desktop.domain.household import (
    Book,
    Cash,
    Entry,
    EntryKind,
    Household,
    Recurring,
)
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.months import Month

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

KINDS = ("salaried", "commission", "gig", "shop", "layoff")
CHANGED = ("mixed", "job_ends", "shop_closed", "fallen_wage", "fallen_rider")
"""Households whose level changes, behind or ahead, or that live from two streams."""
HISTORIES = (0, 1, 3, 6, 12, 24)
LIFE = 36
"""Months lived under a plan."""
_CODES = {"gig": "A3", "fallen_rider": "A3", "shop": "A4", "shop_closed": "A4"}
_BASE = {"layoff": "salaried", "job_ends": "salaried", "fallen_wage": "salaried",
         "fallen_rider": "gig", "shop_closed": "shop", "mixed": "salaried"}  # fmt: skip
_RENT = 0.4
"""Share of routine spending that is rent; the rest is food and daily goods."""


class Truth(Struct, frozen=True, kw_only=True):
    """One household's history and the life it will lead, in yuan a month."""

    kind: str
    history: int
    start: Month
    """First month of the plan."""
    income: Floats
    """History and life; months without work are in ``worked``."""
    second: Floats
    """A second stream: day work beside a wage, or the wages after a shop."""
    worked: Floats
    """Share of income left in each month: below 1 while income is interrupted."""
    spending: Floats
    bills: Floats
    obligations: float
    cash: float
    flex: float
    leak: float
    mean_income: float
    mean_spending: float
    ends: date | None = None
    """Last day of the job, where the household knows it."""

    @property
    def as_of(self) -> date:
        """The day before the plan starts."""
        return self.start.plus(-1).last

    @property
    def whole(self) -> Floats:
        """All income of each month if it is never interrupted."""
        return self.income + self.second

    def answers(self) -> Answers | None:
        """Return what the household says while it has little history."""
        if self.history > 2:  # noqa: PLR2004 - the questionnaire covers two months
            return None
        return Answers(
            income_low=_fen(0.9 * self.mean_income),
            income_typical=_fen(1.05 * self.mean_income),
            spending=_fen(0.88 * self.mean_spending),
        )

    def book(self, lived: int = 0) -> Book:
        """Return what the household's ledger shows after so many months of the plan."""
        shown = self.history + lived
        entries = [entry for k in range(shown) for entry in self._month(k)]
        as_of = self.start.plus(lived - 1).last
        return Book(
            household=Household(income_kind=self._declared),
            entries=tuple(entries),
            recurring=tuple(self._items()),
            cash=(Cash(name="", amount=_fen(self.cash), as_of=as_of),),
        )

    @property
    def _declared(self) -> str:
        return "commission" if self.kind == "commission" else "salaried"

    def _month(self, place: int) -> list[Entry]:
        month = self.start.plus(place - self.history)
        amounts = (
            (_CODES.get(self.kind, "A1"), 10, self.income[place] * self.worked[place]),
            ("A1" if self.kind == "shop_closed" else "A3", 12,
             self.second[place] * self.worked[place]),
            ("B1", 5, _RENT * self.spending[place]),
            ("C1", 20, (1 - _RENT) * self.spending[place]),
            ("B5", 15, self.bills[place]),
        )  # fmt: skip
        return [
            Entry(
                date=month.day(day),
                kind=EntryKind.INCOME if code.startswith("A") else EntryKind.EXPENSE,
                amount=_fen(amount),
                category=code,
            )
            for code, day, amount in amounts
            if amount > 0
        ]

    def _items(self) -> list[Recurring]:
        first = self.start.plus(-60).first
        found = []
        if self.obligations:
            found.append(
                Recurring(
                    name="",
                    kind=EntryKind.EXPENSE,
                    amount=_fen(self.obligations),
                    category="B10",
                    start=first,
                )
            )
        if self.ends is not None:
            found.append(
                Recurring(
                    name="",
                    kind=EntryKind.INCOME,
                    amount=_fen(self.mean_income),
                    category="A1",
                    day=10,
                    start=first,
                    until=self.ends,
                )
            )
        return found


def household(rng: np.random.Generator, kind: str, history: int) -> Truth:
    """Draw one household of a kind with so many months of history."""
    import numpy as np

    prior = prior_of(_BASE.get(kind, kind))
    months = history + LIFE
    start = Month(2026, 1).plus(int(rng.integers(0, 12)))
    calendar = [start.plus(k - history) for k in range(months)]
    festive = np.array([is_festival(month) for month in calendar])
    mean = float(np.exp(rng.normal(np.log(7500), 0.35)))
    owing = rng.random() < 0.3  # noqa: PLR2004 - three in ten pay a mortgage or support
    obligations = float(rng.uniform(0.05, 0.2) * mean) if owing else 0.0
    usual = float(rng.uniform(0.62, 0.95) * (mean - obligations))
    level = np.exp(np.cumsum(rng.normal(0, 0.008, months)))
    income = mean * level * _noise(rng, prior.income_cv * rng.uniform(0.7, 1.3), months)
    factor = float(np.clip(prior.festival_income + rng.normal(0, 0.12), 0.2, 1.3))
    income = np.where(festive, income * factor, income)
    spending = usual * np.exp(rng.normal(0, 0.12, months))
    spending = np.where(festive, spending * (1 + rng.uniform(0.2, 0.9)), spending)
    hit = rng.random(months) < rng.uniform(0.06, 0.2)
    bills = np.where(hit, 0.42 * usual * np.exp(rng.normal(0, 0.6, months)), 0.0)
    truth = Truth(
        kind=kind,
        history=history,
        start=start,
        income=income,
        second=np.zeros(months),
        worked=_worked(rng, 0.04 if kind == "layoff" else rng.uniform(0.007, 0.012), months),
        spending=spending,
        bills=bills,
        obligations=obligations,
        cash=float(rng.uniform(0, 0.5) * mean),
        flex=float(rng.uniform(0.05, 0.25)),
        leak=float(rng.uniform(0, 0.5)),
        mean_income=mean,
        mean_spending=usual,
    )
    return _changed(rng, truth) if kind in CHANGED else truth


def _changed(rng: np.random.Generator, truth: Truth) -> Truth:
    """Give a household the change of its kind."""
    import numpy as np

    income, months = truth.income.copy(), len(truth.income)
    if truth.kind == "mixed":
        gig = 0.3 * truth.mean_income * _noise(rng, prior_of("gig").income_cv, months)
        return replace(truth, income=0.7 * income, second=gig)
    if truth.kind == "job_ends":
        last = int(rng.integers(0, 9))
        income[truth.history + last + 1 :] = 0.0
        return replace(truth, income=income, ends=truth.start.plus(last).last)
    if truth.history < 6:  # noqa: PLR2004 - a level that nothing shows cannot fall
        return truth
    since = truth.history - int(rng.integers(1, min(9, truth.history - 3)))
    if truth.kind == "shop_closed":
        wages = 0.85 * truth.mean_income * _noise(rng, prior_of("salaried").income_cv, months)
        income[since:], wages[:since] = 0.0, 0.0
        spending = 0.8 * truth.spending
        return replace(
            truth, income=income, second=wages, spending=spending,
            bills=0.8 * truth.bills, mean_spending=0.8 * truth.mean_spending,
        )  # fmt: skip
    kept = float(rng.uniform(0.55, 0.8))
    income[since:] *= kept
    spending = truth.spending * float(np.clip(rng.uniform(kept - 0.05, 1.0), 0.5, 1.0))
    return replace(truth, income=income, spending=spending)


def _noise(rng: np.random.Generator, cv: float, months: int) -> Floats:
    """Return correlated multiplicative noise of mean about one."""
    import numpy as np

    phi, sigma = float(rng.uniform(0, 0.5)), float(np.sqrt(np.log1p(cv * cv)))
    step = rng.normal(0, sigma * np.sqrt(1 - phi * phi), months)
    state = float(rng.normal(0, sigma))
    noise = np.empty(months)
    for k in range(months):
        state = phi * state + step[k]
        noise[k] = np.exp(state - sigma * sigma / 2)
    return noise


def _worked(rng: np.random.Generator, hazard: float, months: int) -> Floats:
    """Return the share of income left: a fifth while work is lost, three months on average."""
    import numpy as np

    share = np.ones(months)
    is_out = False
    for k in range(months):
        is_out = rng.random() < (2 / 3 if is_out else hazard)
        share[k] = 0.2 if is_out else 1.0
    return share


def _fen(amount: float) -> Fen:
    return Fen(round(100 * amount))
