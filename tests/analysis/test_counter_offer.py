"""An offer on the telephone: every verdict at its edge, both odds, what it costs."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from msgspec.structs import replace

from jiebei_desktop.analysis.afford_value import CurvePoint
from jiebei_desktop.analysis.counter_offer import (
    CounterOffer,
    CounterVerdict,
    Footing,
    Own,
    answer,
    carried,
)
from jiebei_desktop.domain.irr import monthly_irr
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.months import add_months

CURVE = tuple(
    CurvePoint(payment=Fen(p), p_shortfall_12=Decimal(b), p_late_once_12=Decimal(a))
    for p, a, b in ((0, "0", "0"), (270_000, "0.08", "0.01"), (300_000, "0.20", "0.05"))
)
TODAY = date(2026, 11, 22)


def cash(low):
    """Return a year of cash: so much, 1,630 more on 12 December, then 1,800 every month."""
    days = [TODAY + timedelta(days=k) for k in range(366)]
    months = [12 * (day.year - 2026) + day.month - 11 - (day.day < 12) for day in days]
    rises = [163_000 + 180_000 * (month - 1) if month > 0 else 0 for month in months]
    return tuple((day, Fen(low + rise)) for day, rise in zip(days, rises, strict=True))


CASH = cash(50_000)
GROUND = Footing(
    owed=Fen(3_898_800),
    others=Fen(107_000),
    kept=Fen(270_000),
    at_most=Fen(173_000),
    first=date(2026, 12, 12),
    payday=10,
    cash=CASH,
    curve=CURVE,
    rate=Decimal("0.1825"),
)
OFFER = CounterOffer(amount=Fen(163_000), periods=30, first=date(2026, 12, 12))


@pytest.mark.parametrize(
    ("change", "verdict"),
    [
        ({}, CounterVerdict.FITS),
        ({"amount": Fen(163_001)}, CounterVerdict.TIGHT),
        ({"amount": Fen(173_000)}, CounterVerdict.TIGHT),
        ({"amount": Fen(173_001)}, CounterVerdict.ABOVE),
        ({"lump_sum": Fen(50_000)}, CounterVerdict.FITS),
        ({"lump_sum": Fen(50_001)}, CounterVerdict.NO_LUMP),
        ({"first": date(2026, 12, 11)}, CounterVerdict.EARLY),
        ({"first": date(2026, 12, 11), "lump_sum": Fen(50_001)}, CounterVerdict.NO_LUMP),
        ({"first": date(2027, 1, 17)}, CounterVerdict.FITS),
        ({"first": date(2027, 1, 18)}, CounterVerdict.EARLY),
        ({"first": date(2027, 1, 9)}, CounterVerdict.EARLY),
    ],
)
def test_an_offer_stands_by_amount_then_sum_then_day(change, verdict):
    assert answer(GROUND, replace(OFFER, **change)).verdict is verdict


def test_an_offer_too_high_is_that_whatever_else_is_wrong():
    bad = replace(OFFER, amount=Fen(500_000), lump_sum=Fen(900_000), first=date(2026, 11, 30))
    assert answer(GROUND, bad).verdict is CounterVerdict.ABOVE


def test_an_amount_that_fits_is_not_promised_where_the_cash_does_not_carry_it():
    bare = replace(GROUND, cash=[(day, max(Fen(0), Fen(fen - 1))) for day, fen in cash(0)])
    found = answer(bare, OFFER)
    assert (found.verdict, found.low.short, found.low.day) == (
        CounterVerdict.SHORT, 1, date(2026, 12, 12)
    )  # fmt: skip
    assert answer(replace(GROUND, cash=cash(0)), OFFER).low.short == 0
    later = replace(OFFER, first=date(2027, 1, 12))
    assert answer(bare, later).verdict is CounterVerdict.FITS


def test_what_was_short_before_the_promise_is_not_its_fault():
    def sunk(before, then):
        days = [(day, Fen(before if day < OFFER.first else then)) for day, _ in CASH]
        return replace(GROUND, cash=days)

    once = replace(OFFER, periods=1)
    assert answer(sunk(-9, 163_000 - 9), once).verdict is CounterVerdict.FITS
    assert answer(sunk(-9, 163_000 - 10), once).verdict is CounterVerdict.SHORT
    assert answer(sunk(-9, 163_000 - 9), once).low.short == 9


def test_a_sum_that_is_sold_for_is_not_taken_out_of_the_cash():
    own = Own(pays=tuple((add_months(OFFER.first, n), OFFER.amount) for n in range(30)),
              lump_sum=Fen(90_000))  # fmt: skip
    same = replace(OFFER, lump_sum=Fen(90_000))
    assert answer(replace(GROUND, own=own), same).verdict is CounterVerdict.FITS
    assert answer(GROUND, same).verdict is CounterVerdict.NO_LUMP


def test_what_ends_within_the_year_is_held_against_its_own_cash():
    """The contract itself, four times 3,604 out of 38,000, was "not kept": late 99 of 100."""
    rich = replace(GROUND, cash=cash(1_000_000), reserve=Fen(200_000))
    four = replace(OFFER, amount=Fen(360_425), periods=4)
    found = answer(rich, four)
    assert (found.verdict, found.late_after) == (CounterVerdict.FITS, None)
    assert answer(rich, replace(four, periods=12)).verdict is CounterVerdict.ABOVE
    assert answer(rich, replace(four, periods=12)).late_after is not None
    at = replace(rich, reserve=answer(rich, four).low.amount)
    assert answer(at, four).verdict is CounterVerdict.FITS
    bare = replace(at, reserve=Fen(at.reserve + 1))
    assert answer(bare, four).verdict is CounterVerdict.ABOVE
    beyond = replace(four, first=date(2027, 10, 12))
    assert answer(rich, beyond).verdict is CounterVerdict.ABOVE  # its end is not known
    last = CASH[-1][0]
    ends_on = [
        replace(four, first=day, periods=2) for day in (date(2027, 10, 22), date(2027, 10, 23))
    ]
    assert last == date(2027, 11, 22)
    named = replace(rich, payday=None)
    verdicts = [answer(named, one).verdict for one in ends_on]
    assert verdicts == [CounterVerdict.FITS, CounterVerdict.ABOVE]


def test_no_day_is_too_early_that_is_named_or_that_the_cash_carries():
    before = replace(OFFER, first=date(2026, 12, 12))
    later = replace(GROUND, first=date(2027, 1, 12))
    assert answer(later, before).verdict is CounterVerdict.FITS
    assert answer(replace(later, cash=cash(0)), before).verdict is CounterVerdict.FITS
    poor = replace(later, cash=[(day, max(Fen(0), Fen(fen - 1))) for day, fen in cash(0)])
    assert answer(poor, before).verdict is CounterVerdict.EARLY
    eighth = replace(OFFER, first=date(2027, 1, 8))
    found = answer(GROUND, eighth)
    assert (found.verdict, found.ask_day) == (CounterVerdict.EARLY, 12)
    found = answer(replace(GROUND, first=eighth.first), eighth)
    assert (found.verdict, found.ask_day) == (CounterVerdict.FITS, None)


def test_where_nothing_is_known_nothing_is_said_to_fit():
    blank = replace(GROUND, kept=None, at_most=None, others=Fen(0), curve=())
    found = answer(blank, OFFER)
    assert found.verdict is CounterVerdict.UNKNOWN
    assert (found.over, found.late_before, found.late_after) == (None, None, None)


@pytest.mark.parametrize("name", ["kept", "at_most"])
def test_one_amount_that_is_not_known_is_enough_to_say_nothing(name):
    assert answer(replace(GROUND, **{name: None}), OFFER).verdict is CounterVerdict.UNKNOWN


def test_the_four_lines_are_the_offer_beside_the_others():
    found = answer(GROUND, replace(OFFER, amount=Fen(195_000), periods=24))
    assert found.over == 22_000
    assert found.whole == 302_000
    assert (found.late_before, found.late_after) == (Decimal("0.08"), Decimal("0.20"))
    assert found.total_paid == 4_680_000
    assert found.rest == 0
    assert found.rate == 12 * monthly_irr([3_898_800, *[-195_000] * 24])


def test_a_sum_at_once_is_paid_and_lowers_what_is_lent():
    found = answer(GROUND, replace(OFFER, lump_sum=Fen(50_000)))
    assert found.total_paid == 163_000 * 30 + 50_000
    assert found.rate == 12 * monthly_irr([3_848_800, *[-163_000] * 30])


@pytest.mark.parametrize(
    "offer",
    [
        replace(OFFER, periods=12),
        replace(OFFER, amount=Fen(3_898_800), periods=1),
        replace(OFFER, lump_sum=Fen(3_898_800)),
    ],
)
def test_what_is_not_paid_for_time_has_no_rate(offer):
    assert answer(GROUND, offer).rate is None


def test_who_pays_back_just_what_is_owed_pays_nothing_for_time():
    even = replace(GROUND, owed=Fen(163_000 * 30))
    assert answer(even, OFFER).rate == 0


def test_what_would_stay_open_is_told_to_the_fen():
    assert answer(GROUND, replace(OFFER, periods=12)).rest == 3_898_800 - 12 * 163_000


def test_a_day_to_ask_for_is_named_only_where_the_offered_one_comes_before_the_money():
    assert answer(GROUND, OFFER).ask_day is None
    assert answer(GROUND, replace(OFFER, first=date(2027, 1, 5))).ask_day == 12
    unknown = replace(GROUND, payday=None)
    assert answer(unknown, replace(OFFER, first=date(2027, 1, 5))).ask_day is None


@pytest.mark.parametrize(
    ("low", "amount", "verdict"),
    [
        (4_000_000, 250_000, CounterVerdict.FITS),
        (4_000_000, 173_000, CounterVerdict.FITS),
        (1_000_000, 250_000, CounterVerdict.ABOVE),
        (1_000_000, 173_000, CounterVerdict.FITS),
        (300_000, 173_000, CounterVerdict.TIGHT),
    ],
)
def test_where_cash_keeps_the_contracts_an_offer_is_held_against_the_cash_of_the_year(
    low, amount, verdict
):
    """Cash of 50,000 beside: 2,500 for 18 months was "I could not keep that up"."""
    ground = replace(GROUND, cash=cash(low), carried=True, kept=None, reserve=Fen(400_000))
    found = answer(ground, replace(OFFER, amount=Fen(amount)))
    assert found.verdict is verdict
    assert (found.late_before, found.late_after) == (None, None)
    assert answer(replace(ground, carried=False), OFFER).verdict is CounterVerdict.UNKNOWN
    within = answer(replace(ground, kept=Fen(amount + 107_000)), replace(OFFER, amount=Fen(amount)))
    assert within.late_after is not None


@pytest.mark.parametrize(
    ("low", "at_most", "named", "found", "ceiling"),
    [
        (10**7, 173_000, 100_000, 173_000, None),  # the cash carries the most by the odds
        (10_000, None, 100_000, None, None),
        (10_000, 200_000, 100_000, 173_000, 200_000),  # 1,730 are there on the first day
        (10_000, 200_000, 172_995, 173_000, 200_000),
        (10_000, 200_000, 173_000, 173_000, 200_000),
        (10_000, 200_000, 190_000, 190_000, 200_000),  # no less than what is named
        (9_999, 200_000, 100_000, 172_000, 200_000),  # a fen less: ten yuan less
    ],
)
def test_the_most_is_what_the_cash_of_every_day_carries_in_whole_tens(
    low, at_most, named, found, ceiling
):
    footing = replace(GROUND, cash=cash(low), at_most=None if at_most is None else Fen(at_most))
    bound = carried(footing, replace(OFFER, amount=Fen(named)))
    assert (bound.at_most, bound.ceiling) == (found, ceiling)
    assert replace(bound, at_most=footing.at_most, ceiling=None) == footing


# -- the request itself ---------------------------------------------------------------------------


def request(*fen, first=OFFER.first, **more):
    """Return a request of so much a month."""
    return Own(pays=tuple((add_months(first, n), Fen(one)) for n, one in enumerate(fen)), **more)


RISES = request(100_000, 200_000, 300_000, lump_sum=Fen(5_000), waived=Fen(7_000))
NAMED = replace(OFFER, amount=Fen(100_000), periods=3, lump_sum=Fen(5_000))


@pytest.mark.parametrize(
    ("change", "same"),
    [
        ({}, True),
        ({"first": date(2027, 1, 12)}, True),
        ({"amount": Fen(200_000)}, False),
        ({"periods": 2}, False),
        ({"lump_sum": Fen(0)}, False),
    ],
)
def test_an_offer_is_the_request_by_its_first_amount_its_number_and_its_sum(change, same):
    assert RISES.same(replace(NAMED, **change)) is same


def test_the_request_is_answered_with_its_later_steps_and_what_it_asks_to_be_let_go():
    ground = replace(GROUND, own=RISES)
    found = answer(ground, NAMED)
    assert found.total_paid == 605_000
    assert found.rest == 3_898_800 - 605_000 - 7_000
    plain = answer(ground, replace(NAMED, periods=4))
    assert plain.rest == 3_898_800 - 405_000  # no other offer asks for that
    more = replace(ground, own=replace(RISES, waived=Fen(9_000_000)))
    assert answer(more, NAMED).rest == 0


@pytest.mark.parametrize("first", [date(2026, 12, 12), date(2027, 1, 12)])
def test_the_request_on_another_day_keeps_its_steps(first):
    """What is there grows by 1,800 a month and carries 1,000, then 2,000, to the fen."""
    ground = replace(GROUND, cash=cash(-163_000 + 120_000), own=request(100_000, 200_000))
    found = answer(ground, replace(NAMED, periods=2, lump_sum=Fen(0), first=first))
    assert found.low.short == 0
    tight = replace(ground, cash=cash(-163_000 + 119_999))
    late = first.month == 12
    assert answer(tight, replace(NAMED, periods=2, lump_sum=Fen(0), first=first)).low.short == late


def test_what_is_missing_before_the_promise_is_told_with_it():
    def sunk(then):
        days = [(day, Fen(-9 if day < OFFER.first else then)) for day, _ in CASH]
        return answer(replace(GROUND, cash=days), replace(OFFER, periods=1))

    covered, short, free = sunk(163_000 - 9), sunk(163_000 - 10), sunk(163_000)
    assert covered.once_covered
    assert not short.once_covered
    assert not free.once_covered
    assert (covered.gap.short, free.low.short) == (9, 0)


@pytest.mark.parametrize(("day", "fen", "short"), [(0, 1_000_000, 0), (1, 0, 0), (1, 1, 1)])
def test_the_contract_goes_on_the_day_after_the_last_payment_and_not_on_it(day, fen, short):
    """One payment takes all that is there; 1,800 come on 12 January and no more is asked for."""
    due = (date(2026, 12, 12) + timedelta(days=day), Fen(fen))
    ground = replace(GROUND, cash=cash(0), goes_on=(due, (date(2027, 1, 12), Fen(180_000))))
    assert answer(ground, replace(OFFER, periods=1)).low.short == short
