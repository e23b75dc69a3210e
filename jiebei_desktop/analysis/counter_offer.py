"""An offer typed in while on the phone: can it be kept, what does it cost.

What every offer is held against is gathered once, before anybody speaks; an answer then simulates
nothing and comes while one types.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from jiebei_desktop.analysis.afford_value import CurvePoint, odds_of
from jiebei_desktop.analysis.carried import (
    Low,
    Money,
    after,
    lowest_from,
    missing,
    missing_before,
)
from jiebei_desktop.analysis.dues import asked_day
from jiebei_desktop.analysis.prospect.levels import YEAR
from jiebei_desktop.domain.irr import AmbiguousFlows, monthly_irr, nominal
from jiebei_desktop.domain.money import TEN_YUAN, ZERO, Fen
from jiebei_desktop.domain.months import add_months


class CounterOffer(Struct, frozen=True, kw_only=True):
    """What was offered: an amount a month, how often, from when, and a sum paid before."""

    amount: Fen
    periods: int
    first: date
    lump_sum: Fen = ZERO
    unsaid: frozenset[str] = frozenset()
    """Of ``periods`` and ``first``, what was not named: the request's own stands in for it."""


class Own(Struct, frozen=True, kw_only=True):
    """What the written request asks of this lender; in fen."""

    pays: tuple[Money, ...]
    """On their days, later steps and a smaller last one with them."""
    lump_sum: Fen = ZERO
    waived: Fen = ZERO
    """All that is asked to be let go."""

    def same(self, offer: CounterOffer) -> bool:
        """Return whether an offer is the request: first amount, number and sum up front."""
        mine = (self.pays[0][1], len(self.pays), self.lump_sum)
        return mine == (offer.amount, offer.periods, offer.lump_sum)


class Footing(Struct, frozen=True, kw_only=True):
    """What every offer of one lender is held against; money in fen a month unless said."""

    owed: Fen
    """All that is owed today, in fen."""
    others: Fen
    """What the other lenders get out of the amount that can be kept."""
    kept: Fen | None
    """What can be kept for all of them; None where there is no number, and where it is cash that
    keeps the contracts."""
    at_most: Fen | None
    """The most for this lender; above it the promise would not be kept."""
    first: date
    """The day that is named to this lender: it is never called too early."""
    payday: int | None
    """Day of the month on which the money arrives."""
    cash: Sequence[Money]
    """Likely cash by day, today first, on the plan's way if this lender were paid nothing."""
    curve: Sequence[CurvePoint]
    """Odds of every amount for all lenders together, paid for a year."""
    reserve: Fen = ZERO
    """Cash to keep, in fen: what ends within the year and leaves it every day needs no odds."""
    rate: Decimal
    """Annual rate of the contract, a fraction."""
    own: Own | None = None
    """The request; an offer that is the same is answered with all of it."""
    goes_on: Sequence[Money] = ()
    """What the contract asks for by day once a request that is for some months is over."""
    ceiling: Fen | None = None
    """The most by the odds alone, where the cash of a day sets ``at_most`` lower."""
    carried: bool = False
    """Cash keeps every contract for a year: so it does an offer that leaves the reserve as long."""
    barred: bool = False
    """The claim may be out of time: no offer is taken up before that is asked."""

    def beyond(self, whole: Fen) -> bool:
        """Return whether what all get a month is more than can be kept out of the months."""
        return self.kept is None or whole > self.kept


class CounterVerdict(StrEnum):
    """How an offer stands."""

    FITS = "fits"
    NO_LUMP = "no_lump"
    """The sum at once is not there."""
    EARLY = "early"
    """The amount fits, the day comes before the money."""
    TIGHT = "tight"
    """Above what is recommended, not above the most."""
    SHORT = "short"
    """The amount is no more than is recommended, and one day the cash does not carry it."""
    ABOVE = "above"
    UNKNOWN = "unknown"
    """No amount that can be kept is known."""
    BARRED = "barred"
    """The claim may be out of time: a promise would revive it."""


class CounterAnswer(Struct, frozen=True, kw_only=True):
    """What an offer means for the household; money in fen."""

    verdict: CounterVerdict
    over: Fen | None
    """How far the amount lies above the most for this lender; below is negative."""
    whole: Fen
    """The amount with what the others get, a month."""
    late_before: Decimal | None
    """Share of futures late at least once within a year at the amount that can be kept."""
    late_after: Decimal | None
    """The same at the whole amount; None where the offer ends before the year that is drawn, and
    where cash pays it: the odds know nothing of it."""
    total_paid: Fen
    rest: Fen
    """What stays unpaid of what is owed today; 0 where all of it is paid."""
    rate: Decimal | None
    """True annual rate of paying later what is owed now; None where nothing is paid for time."""
    ask_day: int | None
    """Day of the month to ask for when the offered one comes before the money."""
    low: Low
    """The lowest cash from its first payment on, as far as the year ahead is known."""
    gap: Low
    """What is missing before that already."""

    @property
    def once_covered(self) -> bool:
        """Whether it fits only once what is missing before it is covered: no day lies deeper."""
        return self.verdict is CounterVerdict.FITS and bool(self.low.short)


def answer(footing: Footing, offer: CounterOffer) -> CounterAnswer:
    """Return what an offer means, fast enough to be asked with every key."""
    whole = Fen(offer.amount + footing.others)
    own = footing.own if footing.own is not None and footing.own.same(offer) else None
    payments = [fen for _, fen in _paid(own, offer)]
    paid = Fen(sum(payments) + offer.lump_sum)
    waived = ZERO if own is None else own.waived
    by_cash = footing.carried and footing.beyond(whole)
    before = None if footing.kept is None or by_cash else odds_of(footing.curve, footing.kept)
    after = None if offer.periods < YEAR or by_cash else odds_of(footing.curve, whole)
    days, first = _way(footing, offer)
    return CounterAnswer(
        verdict=_verdict(footing, offer, whole),
        over=None if footing.at_most is None else Fen(offer.amount - footing.at_most),
        whole=whole,
        late_before=None if before is None else before.late_once_12,
        late_after=None if after is None else after.late_once_12,
        total_paid=paid,
        rest=max(ZERO, Fen(footing.owed - paid - waived)),
        rate=_rate(footing.owed, offer.lump_sum, payments),
        ask_day=_day_to_ask(footing, offer),
        low=lowest_from(days, first),
        gap=missing_before(days, first),
    )


def carried(footing: Footing, named: CounterOffer) -> Footing:
    """Return a footing whose most holds on every day, on the terms of what is named first.

    It is no less than that, and in whole tens where the cash bounds it.
    """

    def fails(amount: int) -> bool:
        offer = replace(named, amount=Fen(amount))
        return missing(*_way(footing, offer)).short > 0

    most = footing.at_most
    if most is None or not fails(most):
        return footing
    tens = range(-(-named.amount // TEN_YUAN) * TEN_YUAN, most, TEN_YUAN)
    held = bisect_left(tens, x=True, key=fails)
    bound = Fen(tens[held - 1]) if held else named.amount
    return replace(footing, at_most=bound, ceiling=most)


def _verdict(footing: Footing, offer: CounterOffer, whole: Fen) -> CounterVerdict:
    if footing.barred:
        return CounterVerdict.BARRED
    most = footing.at_most if footing.ceiling is None else footing.ceiling
    if not footing.carried and (footing.kept is None or most is None):
        return CounterVerdict.UNKNOWN
    cheap = _leaves_reserve(footing, offer)
    if not cheap and offer.amount > (most or ZERO):
        return CounterVerdict.ABOVE
    early = _is_early(footing, offer)
    in_time = replace(offer, first=max(offer.first, footing.first)) if early else offer
    if missing(*_way(footing, in_time)).short:
        alone = missing(*_way(footing, replace(in_time, lump_sum=ZERO))).short
        return CounterVerdict.SHORT if alone else CounterVerdict.NO_LUMP
    if footing.beyond(whole) and not cheap:
        return CounterVerdict.TIGHT
    return CounterVerdict.EARLY if early else CounterVerdict.FITS


def _leaves_reserve(footing: Footing, offer: CounterOffer) -> bool:
    """Return whether an offer never takes the cash below the reserve, as far as it is known.

    It has to end by then, but where cash keeps the contracts: they are looked at no longer.
    """
    days, first = _way(footing, offer)
    ends = add_months(offer.first, offer.periods - 1)
    if not footing.carried and (offer.periods >= YEAR or ends > days[-1][0]):
        return False
    return lowest_from(days, first).amount >= footing.reserve


def _is_early(footing: Footing, offer: CounterOffer) -> bool:
    """Return whether the day comes before the money: by the pay-day, or by the cash."""
    if _day_to_ask(footing, offer) is not None:
        return True
    return offer.first < footing.first and bool(missing(*_way(footing, offer)).short)


def _day_to_ask(footing: Footing, offer: CounterOffer) -> int | None:
    """Return the day of the month to ask for instead; None where the offered one will do."""
    if offer.first.day == footing.first.day:
        return None
    return asked_day(footing.payday, offer.first)


def _way(footing: Footing, offer: CounterOffer) -> tuple[Sequence[Money], date]:
    """Return the likely cash with an offer in place of the request, and the day it begins on.

    A sum up front is paid today, but for what the request pays of it out of what is sold.
    """
    own, today = footing.own, footing.cash[0][0]
    upfront = max(ZERO, Fen(offer.lump_sum - (ZERO if own is None else own.lump_sum)))
    paid = _paid(own, offer)
    later = [each for each in footing.goes_on if each[0] > paid[-1][0]]
    days = after(footing.cash, [(today, upfront), *paid, *later])
    return days, today if upfront else offer.first


def _paid(own: Own | None, offer: CounterOffer) -> Sequence[Money]:
    """Return what an offer pays on which days: the request's own where it is that."""
    if own is not None and own.same(offer):
        if offer.first == own.pays[0][0]:
            return own.pays
        return [(add_months(offer.first, place), fen) for place, (_, fen) in enumerate(own.pays)]
    return [(add_months(offer.first, place), offer.amount) for place in range(offer.periods)]


def _rate(owed: Fen, lump_sum: Fen, payments: Sequence[Fen]) -> Decimal | None:
    """Return the simple yearly cost of the offer against what is owed today."""
    lent = owed - lump_sum
    if payments[0] >= lent or sum(payments) < lent:
        return None
    try:
        return nominal(monthly_irr([lent, *(-payment for payment in payments)]))
    except AmbiguousFlows:  # pragma: no cover - one change of sign, and more comes back than goes
        return None
