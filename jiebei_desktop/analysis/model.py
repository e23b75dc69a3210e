"""A household in the terms of the sampler: levels ahead, ups and downs behind, what is assumed."""

from __future__ import annotations

import math
from statistics import fmean, median

from msgspec import Struct

from jiebei_desktop.analysis import priors
from jiebei_desktop.analysis.festival import is_festival
from jiebei_desktop.analysis.prospect import AHEAD, Prospect, Stream
from jiebei_desktop.analysis.prospect.levels import age_weights, aged_mean, noise, spread, unsure
from jiebei_desktop.domain.household import EntryKind
from jiebei_desktop.domain.months import Month

_YEAR = 12


class Inflow(Struct, frozen=True, kw_only=True):
    """One stream of income in the terms of the sampler."""

    ratios: tuple[float, ...]
    """Months behind over their level, newest last, freed of the festival's effect."""
    ahead: tuple[float, ...]
    """Level of each coming month in yuan, the running one first."""
    caution: float
    """What the middle of assumed months is lowered by."""
    cv: float
    festival: float
    persistence: float
    unsure: float = 0.0
    """How far its level may lie from what the months behind show, of one; 0 in a promise."""

    def at(self, place: int) -> float:
        """Return the level so many months after the running one."""
        return self.ahead[min(place, len(self.ahead) - 1)]


class Model(Struct, frozen=True, kw_only=True):
    """A household in the terms of the sampler, in yuan a month."""

    running: Month
    inflows: tuple[Inflow, ...]
    ratios: tuple[float, ...]
    """Routine spending of the months behind over its mean, freed of the festival's effect."""
    routine: tuple[float, ...]
    """Level of routine spending of each coming month, the running one first."""
    weights: tuple[float, ...]
    unsure: float = 0.0
    """How far the level of routine spending may lie from what the months behind show."""
    spells: bool = False
    """A good or bad spell repeats its month; in a promise it goes on as the ledger did."""
    thin: float
    """Share of free income that assumed months spend at least."""
    spending_cv: float
    festival_spending: float
    bill_shape: float
    bill_months: float
    bill_mean: float
    fixed: tuple[float, ...]
    """Payments ordered by law and outflow without entries by month: no future cuts them."""
    known: tuple[float, ...]
    """Dated bills and dues of protected debts by month, the running one first."""
    protected: float
    floor: float

    @property
    def bill_rate(self) -> float:
        """Expected irregular bills a month."""
        return self.bill_shape / self.bill_months

    @property
    def persistence(self) -> float:
        """Mean number of months a good or bad spell lasts, over the streams in force."""
        return self._mean([one.persistence for one in self.inflows]) or 1.0

    @property
    def centre_income(self) -> float:
        """Cautious middle of a month's income, over the coming year."""
        return fmean(self.income_centre(place) for place in range(1, _YEAR + 1))

    @property
    def centre_spending(self) -> float:
        """Cautious middle of a month's routine spending, over the coming year."""
        return fmean(self.routine_centre(place) for place in range(1, _YEAR + 1))

    @property
    def festival_income(self) -> float:
        """Income of the festival month over an ordinary one, over the streams in force."""
        return self._mean([one.festival for one in self.inflows]) if self.inflows else 1.0

    @property
    def week_of_income(self) -> float:
        """A week of usual income."""
        return self.centre_income * 12 / 52

    def income_centre(self, place: int) -> float:
        """Return the middle of assumed months so many months after the running one."""
        return sum(one.at(place) * one.caution for one in self.inflows)

    def income_cv(self, place: int) -> float:
        """Return the relative noise of the streams in force."""
        return self._together(place, [one.cv for one in self.inflows])

    def routine_at(self, place: int) -> float:
        """Return the level of routine spending so many months after the running one."""
        return self.routine[min(place, len(self.routine) - 1)]

    def ordinary_at(self, place: int) -> float:
        """Return the routine spending to expect of a month without Spring Festival.

        Its level is the mean of a year that has one.
        """
        share = aged_mean(self.ratios) if self.ratios else 1.0
        return max(self.routine_at(place) * share, self.floor)

    def routine_centre(self, place: int) -> float:
        """Return the middle of assumed months of routine spending."""
        free = self.income_centre(place) - self.protected - self.fixed_at(place)
        return max(self.routine_at(place), self.thin * free, self.floor)

    def known_at(self, place: int) -> float:
        """Return the dated amounts of one month."""
        return self.known[place] if place < len(self.known) else 0.0

    def fixed_at(self, place: int) -> float:
        """Return what no future cuts of one month."""
        return self.fixed[min(place, len(self.fixed) - 1)]

    def festival_at(self, place: int) -> float:
        """Return the festival's factor on the income of one month."""
        whole = sum(one.at(place) for one in self.inflows)
        if whole <= 0:
            return 1.0
        return sum(one.at(place) * one.festival for one in self.inflows) / whole

    def income_unsure(self, place: int) -> float:
        """Return how far the level so many months ahead may lie from this one, of one."""
        own = self._together(place, [one.unsure for one in self.inflows])
        return math.sqrt(own**2 + priors.DRIFT**2 * place) if own else 0.0

    def income_key(self, place: int) -> object:
        """Return what tells months of different income levels apart."""
        return tuple(one.at(place) for one in self.inflows)

    def _together(self, place: int, parts: list[float]) -> float:
        """Return the streams' relative deviations as one of their sum."""
        levels = [one.at(place) for one in self.inflows]
        if (whole := sum(levels)) <= 0:
            return 0.0
        return math.sqrt(sum((a * b) ** 2 for a, b in zip(levels, parts, strict=True))) / whole

    def _mean(self, values: list[float]) -> float:
        """Return the mean of the streams by what they bring in the coming year."""
        levels = [sum(one.ahead[1 : _YEAR + 1]) for one in self.inflows]
        whole = sum(levels)
        if whole <= 0:
            return fmean(values) if values else 0.0
        return sum(a * b for a, b in zip(levels, values, strict=True)) / whole


def model_of(home: Prospect) -> Model:
    """Fit the sampler's parameters to a household's prospect."""
    income = [one for one in home.streams if one.kind is EntryKind.INCOME]
    codes = [one.category for one in income]
    festive = [is_festival(row.month) for row in home.rows]
    inflows = tuple(_inflow(one, home, codes, festive) for one in income)
    seen = _spending_ratios(home)
    factor = _factor(seen, festive, 1 + _spending_prior(home))
    ratios = tuple(_freed(v, f, factor) for v, f in zip(seen, festive, strict=True))
    noisy = priors.prior_of(home.kind).spending_cv
    n = home.history
    routine = tuple(home.routine_at(place) / 100 for place in range(AHEAD))
    return Model(
        running=Month.of(home.as_of),
        inflows=inflows,
        ratios=ratios,
        routine=routine,
        weights=age_weights(n),
        thin=priors.THIN_SURPLUS if n and home.cautious else 0.0,
        unsure=0.0 if home.cautious else unsure(ratios, noisy),
        spells=not home.cautious,
        spending_cv=noisy,
        festival_spending=factor,
        fixed=tuple((home.ordered_at(k) + home.unexplained) / 100 for k in range(AHEAD)),
        known=_known(home),
        protected=home.protected / 100,
        floor=home.living_floor / 100,
        **_bills_of(home, routine[1]),
    )


def _inflow(one: Stream, home: Prospect, codes: list[str], festive: list[bool]) -> Inflow:
    prior = priors.prior_of(priors.kind_of(one.category, home.kind, codes))
    ratios = list(one.ratios) or [1.0] * home.history
    factor = _factor(ratios, festive, prior.festival_income)
    freed = [_freed(v, f, factor) for v, f in zip(ratios, festive, strict=True)]
    middle = min(1.0, median(freed), fmean(freed)) if any(freed) else 1.0
    short = home.history and (one.young or home.history < _YEAR)
    return Inflow(
        ratios=tuple(freed),
        ahead=tuple(level / 100 for level in one.ahead),
        caution=middle * (priors.CAUTION_SHORT if short else 1.0) if home.cautious else 1.0,
        cv=(spread if home.cautious else noise)(freed, prior.income_cv),
        unsure=0.0 if home.cautious else one.unsure,
        festival=factor,
        persistence=prior.persistence,
    )


def _spending_ratios(home: Prospect) -> list[float]:
    """Return each month's routine spending over that of the last year; an assumption is even."""
    own = [row.routine / 100 for row in home.rows]
    mean = fmean(own[-_YEAR:]) if own and not home.hardly_recorded else 0.0
    return [value / mean if mean > 0 else 1.0 for value in own]


def _spending_prior(home: Prospect) -> float:
    answers = home.answers
    if answers is None or answers.festival_extra is None or not answers.spending:
        return priors.prior_of(home.kind).festival_spending
    return answers.festival_extra / answers.spending


def _bills_of(home: Prospect, routine: float) -> dict[str, float]:
    """Return frequency and mean size of irregular bills, as answered item by item if asked."""
    prior = priors.prior_of(home.kind)
    rate, size = prior.bills_per_month, prior.bill_size * routine
    items = home.answers.irregular if home.answers else ()
    if per_year := sum(times for _, _, times in items):
        rate = per_year / 12
        size = sum(amount / 100 * times for _, amount, times in items) / per_year
    bills = [bill / 100 for row in home.rows for bill in row.bills]
    return {
        "bill_shape": priors.BILL_PRIOR_MONTHS * rate + len(bills),
        "bill_months": priors.BILL_PRIOR_MONTHS + home.history,
        "bill_mean": (3 * size + sum(bills)) / (3 + len(bills)),
    }


def _known(home: Prospect) -> tuple[float, ...]:
    """Return dated amounts by month, the running one first."""
    found = [0.0] * AHEAD
    running = Month.of(home.as_of)
    for one in home.dated:
        place = Month.of(one.day).minus(running)
        if place < AHEAD:
            found[place] -= one.amount / 100
    return tuple(found)


def _factor(values: list[float], festive: list[bool], prior: float) -> float:
    """Blend the assumed festival factor with what festivals in the ledger showed."""
    usual = [v for v, f in zip(values, festive, strict=True) if not f]
    seen = [v for v, f in zip(values, festive, strict=True) if f]
    middle = median(usual) if usual else 0.0
    if not seen or middle <= 0:
        return prior
    observed = min(3.0, fmean(seen) / middle)
    own = len(seen) / (len(seen) + 1)
    return own * observed + (1 - own) * prior


def _freed(value: float, is_festive: bool, factor: float) -> float:  # noqa: FBT001 - of the month
    return value / max(factor, 0.2) if is_festive else value
