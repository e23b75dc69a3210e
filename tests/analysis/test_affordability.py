"""The payment that can be kept: calibration, monotonicity, reasons, stability."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import pairwise

import msgspec
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from prospects import affordable

from jiebei_desktop.analysis import affordability as a
from jiebei_desktop.analysis.afford_value import NO_BAND, Band, CurvePoint, odds_of
from jiebei_desktop.analysis.model import model_of
from jiebei_desktop.analysis.priors import PRIOR_WEIGHT, kind_of, prior_of
from jiebei_desktop.analysis.prospect import Answers, prospect
from jiebei_desktop.analysis.risk import EVERY, Futures
from jiebei_desktop.analysis.sampler import sample
from jiebei_desktop.analysis.stress import miss_odds
from jiebei_desktop.analysis.survival import ANY, TWO, broken_at, largest_payments
from jiebei_desktop.analysis.waterfall import waterfall
from jiebei_desktop.domain.debts import (
    Debt,
    DebtId,
    LenderType,
    Method,
    Priority,
    Terms,
)
from jiebei_desktop.domain.events import EventKind, LifeEvent
from jiebei_desktop.domain.household import (
    Book,
    Cash,
    Entry,
    EntryKind,
    Every,
    Household,
    Recurring,
)
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.months import Month
from jiebei_desktop.domain.rates import DayBasis, Rate, RatePeriod

ON = date(2026, 11, 22)
YEAR = (1,) * 12


def ledger(incomes, spendings, *, kind="gig", cash=3000, last=10, **more):
    entries = []
    for k, (income, spending) in enumerate(zip(incomes, spendings, strict=True)):
        month = Month(2026, last).plus(k + 1 - len(incomes))
        for kind_, amount, code, day in (
            (EntryKind.INCOME, income, "A3" if kind in {"gig", "shop"} else "A1", 10),
            (EntryKind.EXPENSE, spending * 0.4, "B1", 5),
            (EntryKind.EXPENSE, spending * 0.6, "C1", 26),
        ):
            entries.append(
                Entry(
                    date=month.day(day), kind=kind_, amount=Fen(round(amount * 100)), category=code
                )
            )
    return Book(
        household=Household(income_kind=kind),
        entries=(*entries, *more.pop("extra", ())),
        cash=(Cash(name="余额", amount=Fen(cash * 100), as_of=ON),),
        **more,
    )


GIG = ledger(
    (6820, 7450, 5960),
    (4310, 4120, 4480),
    extra=(
        Entry(date=date(2026, 9, 20), kind=EntryKind.EXPENSE, amount=Fen(86_000), category="B5"),
    ),
    recurring=(
        Recurring(
            name="抚养费",
            kind=EntryKind.EXPENSE,
            amount=Fen(60_000),
            category="B10",
            start=date(2026, 1, 1),
        ),
    ),
)
POOR = ledger((4000, 3800, 4100), (4300, 4200, 4400))


def test_the_worked_gig_example_has_its_two_odds_and_its_lean_pattern():
    answer = affordable(GIG, ON)
    assert answer.history_months == 3
    assert answer.grade == "fair"
    assert answer.left == 155_333
    assert (answer.floor or 0) <= answer.recommended <= answer.ceiling
    assert answer.recommended <= 0.8 * answer.left
    assert answer.odds.broken_12 <= Decimal("0.35")
    assert answer.odds.late_once_12 <= Decimal("0.5")
    assert answer.odds.broken_12 < answer.odds.late_once_12
    assert answer.lean.payment > answer.recommended
    assert answer.lean.free_months == (Month(2026, 12), Month(2027, 2), Month(2027, 3))
    assert answer.reason is None


def test_the_waterfall_leads_from_what_is_left_to_the_recommended_number():
    answer = affordable(GIG, ON)
    levels = {step.code: step.level for step in answer.steps}
    assert levels["surplus"] == pytest.approx(155_333, abs=100)
    assert levels["surplus"] > levels["irregular"] > levels["short_history"] > levels["festival"]
    assert levels["volatility"] == answer.recommended
    assert sum(step.change for step in answer.steps) == answer.recommended


@pytest.mark.parametrize("book", [GIG, POOR, ledger(range(5000, 9000, 250), [4200] * 16)])
def test_each_step_of_the_waterfall_is_a_mean_over_the_year_ahead(book):
    home = prospect(book, ON)
    model = model_of(home)
    months = [k + 1 for k in range(12)]
    levels = {step.code: step.level / 100 for step in waterfall(home, model, Fen(70_000))}

    def mean(value):
        return sum(map(value, months)) / 12

    surplus = mean(
        lambda k: (
            home.income_at(k) - home.living_at(k) - home.irregular_at(k) - home.protected_at(k)
        )
    )
    assert levels["surplus"] == pytest.approx(surplus / 100, abs=0.01)
    bills = home.bills_usual / 100 - model.bill_shape / model.bill_months * model.bill_mean
    assert levels["irregular"] - levels["surplus"] == pytest.approx(bills, abs=0.02)
    seen = sum(model.weights)
    unknown = 1 - seen / (seen + PRIOR_WEIGHT)
    careful = mean(lambda k: model.income_centre(k) - model.routine_centre(k))
    stated = mean(lambda k: home.income_at(k) - home.routine_at(k)) / 100
    short = levels["short_history"] - levels["irregular"]
    assert short == pytest.approx(unknown * (careful - stated), abs=0.02)
    less = mean(model.income_centre) * (model.festival_income - 1)
    more = mean(model.routine_centre) * (model.festival_spending - 1)
    feast = levels["festival"] - levels["short_history"]
    assert feast == pytest.approx((less - more) / 12, abs=0.02)
    assert levels["volatility"] == 700


def test_the_same_seed_gives_the_same_answer_and_another_a_near_one():
    first, again = affordable(GIG, ON, seed=7), affordable(GIG, ON, seed=7)
    assert first == again
    other = affordable(GIG, ON, seed=8)
    assert other.recommended == pytest.approx(first.recommended, abs=10_000)


def test_the_curve_rises_and_has_no_more_than_eighty_points():
    curve = affordable(GIG, ON).curve
    odds = [point.p_shortfall_12 for point in curve]
    assert odds == sorted(odds)
    assert 10 < len(curve) <= 80
    assert curve[0].payment == 0
    assert all(point.p_shortfall_12.as_tuple().exponent == -4 for point in curve)
    late = [point.p_late_once_12 for point in curve]
    assert late == sorted(late)
    assert all(b <= c for b, c in zip(odds, late, strict=True))


def test_both_odds_lie_between_the_points_of_the_curve():
    curve = [
        CurvePoint(payment=Fen(300), p_shortfall_12=Decimal("0.3"), p_late_once_12=Decimal("0.8")),
        CurvePoint(payment=Fen(100), p_shortfall_12=Decimal("0.1"), p_late_once_12=Decimal("0.4")),
    ]
    at = {fen: odds_of(curve, Fen(fen)) for fen in (50, 100, 150, 300, 900)}
    assert [at[fen].broken_12 * 100 for fen in at] == [10, 10, 15, 30, 30]
    assert [at[fen].late_once_12 * 100 for fen in at] == [40, 40, 50, 80, 80]
    assert odds_of([], Fen(5)) is None


def test_the_curve_gives_the_recommended_amount_the_odds_it_was_chosen_by():
    answer = affordable(GIG, ON)
    assert odds_of(answer.curve, answer.recommended) == answer.odds
    assert answer.floor is None
    assert {answer.recommended, answer.ceiling} <= {point.payment for point in answer.curve}


def test_income_below_spending_has_no_number_and_says_what_would_help():
    answer = affordable(POOR, ON)
    assert answer.recommended is None
    assert answer.floor is None
    assert answer.reason == "spending_exceeds_income"
    assert {help_.code for help_ in a.helps(prospect(POOR, ON))} == {
        "free_months",
        "buffer",
        "income_up_10",
        "spending_down_10",
    }


def test_reasons_tell_what_stands_in_the_way():
    assert affordable(Book(), ON).reason == "no_income"
    thin = ledger((5000,) * 6, (4900,) * 6, kind="salaried", cash=0)
    assert affordable(thin, ON).reason in {"margin_too_thin", "bills_exceed_surplus"}
    spiky = ledger((15000, 0, 15000, 3000, 14000, 0, 15000), (4300,) * 7, kind="shop", cash=0)
    assert affordable(spiky, ON).reason == "income_too_uncertain"
    quarterly = ledger((0, 0, 24000) * 4, (4000,) * 12, kind="salaried", cash=0)
    assert affordable(quarterly, ON).reason == "income_far_apart"
    lasting = ledger((0, 0, 24000) * 4, (4000,) * 12, kind="salaried", cash=16000)
    assert affordable(lasting, ON).reason is None
    lucky = ledger((9000, 9000, 9000, 9000, 0, 0), (3500,) * 6, kind="gig", cash=0)
    assert affordable(lucky, ON).reason == "no_income"
    ends = LifeEvent(kind=EventKind.INCOME_ENDS, start=date(2027, 4, 1), category="A1")
    ending = msgspec.structs.replace(
        ledger((9000,) * 12, (5000,) * 12, kind="salaried"), events=(ends,)
    )
    assert affordable(ending, ON).reason == "income_ends"


def test_a_steady_salary_carries_most_of_its_surplus():
    steady = ledger((9000,) * 12, (5000,) * 12, kind="salaried", cash=4000)
    answer = affordable(steady, ON)
    assert answer.grade == "good"
    assert 200_000 < answer.recommended <= 320_000
    assert answer.ceiling > answer.recommended
    assert not answer.is_tight
    assert answer.level_shift == ()
    assert answer.reserve == pytest.approx(5000 * 100 * 42 * 12 / 365, rel=0.4)


def test_a_fall_of_income_counts_and_is_said():
    fallen = ledger((9000,) * 6 + (6000,) * 3, (4000,) * 9, kind="salaried")
    answer = affordable(fallen, ON)
    (shift,) = answer.level_shift
    assert (shift.start, shift.counted) == (Month(2026, 8), True)
    assert answer.left == 200_000
    assert answer.recommended < 0.8 * answer.left
    none = ledger((0,) * 6 + (6000,) * 3, (4000,) * 9, kind="salaried")
    assert affordable(none, ON).level_shift == ()


def test_no_history_answers_from_recurring_items():
    book = Book(
        recurring=(
            Recurring(
                name="工资",
                kind=EntryKind.INCOME,
                amount=Fen(1_200_000),
                category="A1",
                start=date(2026, 1, 1),
            ),
            Recurring(
                name="生活",
                kind=EntryKind.EXPENSE,
                amount=Fen(100_000),
                category="C1",
                every=Every.WEEK,
                start=date(2026, 1, 1),
            ),
            Recurring(
                name="车险",
                kind=EntryKind.EXPENSE,
                amount=Fen(300_000),
                category="B9",
                every=Every.YEAR,
                start=date(2026, 3, 1),
            ),
        ),
    )
    answer = affordable(book, ON)
    assert answer.history_months == 0
    assert answer.grade == "rough"
    assert answer.recommended is not None
    assert answer.first_term.months == 3
    assert answer.offer == answer.first_term.payment == answer.recommended // 200 * 100
    assert answer.offer_later == (3, answer.recommended)


def test_without_history_the_answers_give_an_offer_of_two_terms():
    told = Answers(income_low=Fen(800_000), income_typical=Fen(800_000), spending=Fen(680_000))
    answer = affordable(Book(), ON, answers=told)
    assert answer.left == 120_000
    assert 0 < answer.first_term.payment <= answer.left // 2
    seen = ledger((8000,) * 3, (6800,) * 3, kind="salaried")
    assert affordable(seen, ON).first_term is None


def test_the_living_floor_lowers_what_can_be_promised():
    free = ledger((9000,) * 6, (4000,) * 6, kind="salaried")
    bound = msgspec.structs.replace(
        free, household=Household(income_kind="salaried", members=4, dibao_per_person=Fen(110_000))
    )
    low, high = affordable(bound, ON), affordable(free, ON)
    assert low.living_floor == 440_000
    assert low.recommended < high.recommended


def test_the_first_the_festival_and_the_following_month_are_free():
    assert a.free_pattern(Month(2026, 12), 12) == (0, 1, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1)


def test_festivals_in_the_ledger_teach_their_own_factor():
    incomes = [7000] * 13
    incomes[4] = 2000  # February 2026
    learnt = model_of(prospect(ledger(incomes, (4000,) * 13), ON))
    assert learnt.festival_income == pytest.approx((0.6 + 2000 / 7000) / 2)
    assert prior_of("unheard of") == prior_of("gig")


def test_noise_belongs_to_the_stream_and_not_to_the_household():
    assert kind_of("A4", "salaried", ["A1", "A4"]) == "shop"
    assert kind_of("A1", "shop", ["A1", "A4"]) == "salaried"
    assert kind_of("A1", "gig", ["A1"]) == "gig"
    assert kind_of("A6", "gig", ["A6"]) == "salaried"
    assert kind_of("A3", "commission", ["A3"]) == "commission"


def test_sampled_months_have_the_mean_the_ledger_and_the_prior_give():
    home = prospect(ledger((6000, 7000, 8000), (4000, 4100, 4200)), ON)
    model = model_of(home)
    paths = sample(model, Month(2027, 3), 24, 8000, 1)
    own = sum(model.weights)
    ratios = model.inflows[0].ratios
    seen = 7000 * sum(w * v for w, v in zip(model.weights, ratios, strict=True)) / own
    expected = (own * seen + 3 * model.centre_income) / (own + 3)
    before = paths.income[:10]  # the eleventh has the festival
    assert before.mean() == pytest.approx(expected, rel=0.005)
    bills = paths.other.mean() - model.fixed_at(4)
    assert bills == pytest.approx(model.bill_rate * model.bill_mean, rel=0.05)


def test_an_assumed_month_spends_a_share_of_what_is_there_and_never_more():
    """Else a higher income would fall short by more, and the number would fall with it."""
    import numpy as np

    incomes, kind, spending, cash, _ = SPARE
    short = [
        np.minimum(paths.income - paths.routine - paths.other, 0)
        for paths in (
            sample(model_of(prospect(book, ON)), Month(2026, 12), 12, 2000, 1)
            for book in (
                ledger([incomes[0] * factor], [spending], kind=kind, cash=cash)
                for factor in (1, 2.5)
            )
        )
    ]
    assert (short[0] < 0).mean() > 0.05
    assert (short[1] >= short[0] - 1).all()


def test_bisection_finds_what_a_scan_finds_and_breaking_is_monotone():
    model = model_of(prospect(GIG, ON))
    paths = sample(model, Month(2026, 12), 12, 300, 5)
    found = largest_payments(paths, model, 2000, YEAR)
    broken = [
        broken_at(paths, model, 2000, float(payment), YEAR) < 12 for payment in range(5, 4000, 5)
    ]
    for before, after in pairwise(broken):
        assert not (before & ~after).any()
    for k in range(300):
        scanned = next((5 * (i + 1) for i, b in enumerate(broken) if b[k]), 4000)
        assert scanned - 12 <= min(found[k], 4000) <= scanned + 5


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 6000), st.integers(0, 1500), st.integers(0, 3))
def test_more_cash_or_income_never_lowers_what_a_path_survives(cash, more, seed):
    model = model_of(prospect(GIG, ON))
    paths = sample(model, Month(2026, 12), 12, 200, seed)
    base = largest_payments(paths, model, cash, YEAR)
    richer = largest_payments(paths, model, cash + more, YEAR)
    step = (1.2 * model.centre_income + 8000) / 2**11
    assert (richer >= base - step).all()
    earning = msgspec.structs.replace(paths, income=paths.income + more)
    assert (largest_payments(earning, model, cash, YEAR) >= base - step).all()


@settings(max_examples=12, deadline=None)
@given(
    st.lists(st.integers(3000, 12_000), min_size=1, max_size=8),
    st.sampled_from(["salaried", "commission", "gig", "shop"]),
    st.integers(0, 20_000),
)
def test_floor_recommended_and_ceiling_stand_in_order(incomes, kind, cash):
    book = ledger(incomes, [3500] * len(incomes), kind=kind, cash=cash)
    answer = affordable(book, ON, paths=500)
    for band in (answer, answer.free_months):
        if band.recommended is not None:
            assert 5_000 <= (band.floor or 5_000) <= band.recommended <= band.ceiling
    assert (answer.reason is None) == (answer.recommended is not None)


def pledged(day=25, months=12, principal=3_000_000):
    return Debt(
        id=DebtId("m"),
        name="车贷",
        product="other",
        lender="L",
        lender_type=LenderType.BANK,
        contract_date=date(2026, 11, 20),
        principal=Fen(principal),
        terms=Terms(
            rate=Rate(value=Decimal("0.06"), per=RatePeriod.YEAR),
            day_basis=DayBasis.MONTHLY,
            method=Method.INTEREST_ONLY,
            periods=months,
            due_day=day,
        ),
        priority=Priority.SECURED,
    )


def test_of_two_large_payments_the_larger_is_named():
    lesser = msgspec.structs.replace(pledged(months=2, principal=2_000_000), id=DebtId("less"))
    for debts in ((lesser, pledged(months=3)), (pledged(months=3), lesser)):
        book = ledger((8600,) * 12, (5200,) * 12, kind="salaried", debts=debts)
        answer = affordable(book, ON, paths=2000)
        assert answer.reason == "large_payment"
        assert answer.obstacle.payment.amount < -3_000_000


@pytest.mark.parametrize(("left", "number"), [(4_999, None), (5_000, 5_000)])
def test_nothing_is_promised_where_a_usual_month_leaves_less_than_the_least_number(left, number):
    home = prospect(ledger((8600,) * 12, (4000,) * 12, kind="salaried", cash=9000), ON)
    risks = [Futures.draw(home, 0, 200).risk(EVERY)] * 2
    assert a.promised(home, *risks)[0].recommended > 5_000
    poorer = msgspec.structs.replace(home, living_floor=Fen(home.living_usual + home.left - left))
    assert poorer.left == left
    assert a.promised(poorer, *risks)[0].recommended == number


def test_a_large_payment_that_cannot_be_there_is_named_with_its_day():
    book = ledger((8600,) * 12, (5200,) * 12, kind="salaried", debts=(pledged(months=3),))
    answer = affordable(book, ON)
    assert (answer.recommended, answer.reason) == (None, "large_payment")
    assert answer.obstacle.payment.day == date(2027, 2, 25)
    assert answer.obstacle.payment.amount < -3_000_000
    assert Month(2027, 3) < answer.obstacle.possible_from <= Month(2027, 11)
    small = msgspec.structs.replace(book, debts=(pledged(months=3, principal=100_000),))
    there = affordable(small, ON)
    assert there.recommended is not None
    assert [one.day for one in there.large_payments] == [date(2027, 2, 25)]


def test_an_old_ledger_has_no_number_and_an_older_one_is_graded_lower():
    book = ledger((8600,) * 12, (5200,) * 12, kind="salaried")
    fresh = affordable(book, ON)
    quiet = affordable(book, date(2026, 12, 30))
    assert (fresh.grade, quiet.grade) == ("good", "fair")
    assert quiet.recommended == pytest.approx(fresh.recommended, rel=0.05)
    old = affordable(book, date(2027, 2, 25))
    assert (old.recommended, old.floor, old.ceiling, old.lean) == (None,) * 4
    assert (old.reason, old.grade) == ("ledger_too_old", "rough")
    assert old.last_full_month == Month(2026, 10)
    assert a.pause_months(prospect(book, date(2027, 2, 25)), Fen(0)) is None


def test_what_living_lacked_is_carried_and_met_before_any_instalment():
    """Two short months in a row leave a debt of living that later surplus pays first."""
    import numpy as np

    model = model_of(prospect(ledger((5000,) * 3, (4000,) * 3, kind="salaried"), ON))
    income = np.array([[0], [0], [5000], [5000], [5000]], dtype=np.float32)
    routine = np.full((5, 1), 4000, dtype=np.float32)
    paths = sample(model, Month(2026, 12), 5, 1, 0)
    paths = msgspec.structs.replace(paths, income=income, routine=routine, other=routine * 0)
    due = (0, 0, 1, 1, 1)
    # Cuts of 400 a month leave 7,200 missing; 1,400 a month cannot fill that within the year.
    assert broken_at(paths, model, 0.0, 100, due, ANY)[0] == 2
    assert broken_at(paths, model, 0.0, 100, due, TWO)[0] == 3
    assert broken_at(paths, model, 7300.0, 100, (0, 0, 1, 1, 1), ANY)[0] == 5


def numbers(book, seed, answers=None, on=ON):
    answer = affordable(book, on, seed, 800, answers)
    return [amount or 0 for amount in (answer.floor, answer.recommended, answer.ceiling)]


def scaled(book, income=1.0, spending=1.0):
    factors = {EntryKind.INCOME: income, EntryKind.EXPENSE: spending}
    entries = tuple(
        msgspec.structs.replace(entry, amount=Fen(round(entry.amount * factors[entry.kind])))
        for entry in book.entries
    )
    return msgspec.structs.replace(book, entries=entries)


SPARE = ([4000], "commission", 2500, 2840, 1)
"""One month that leaves much: most of the sampling is assumed months."""
HOUSES = st.tuples(
    st.lists(st.integers(4000, 12_000), min_size=1, max_size=14),
    st.sampled_from(["salaried", "commission", "gig", "shop"]),
    st.integers(2500, 6000),
    st.integers(0, 20_000),
    st.integers(0, 3),
)


def house(drawn):
    incomes, kind, spending, cash, seed = drawn
    return ledger(incomes, [spending] * len(incomes), kind=kind, cash=cash), seed


def no_lower(better, worse):
    """Tell whether no number fell, but for a hundredth or ten yuan: which futures are cut."""
    return all(b >= 0.99 * w - 1000 for b, w in zip(better, worse, strict=True))


@settings(max_examples=25, deadline=None)
@given(HOUSES, st.floats(1.02, 3))
@example(SPARE, 1.5)
@example(SPARE, 3.0)
def test_more_income_less_cost_or_more_cash_never_lowers_the_numbers(drawn, factor):
    book, seed = house(drawn)
    base = numbers(book, seed)
    assert no_lower(numbers(scaled(book, income=factor), seed), base)
    assert no_lower(base, numbers(scaled(book, spending=factor), seed))
    richer = msgspec.structs.replace(
        book, cash=(Cash(name="x", amount=Fen(round(book.cash[0].amount * factor)), as_of=ON),)
    )
    assert no_lower(numbers(richer, seed), base)


@settings(max_examples=20, deadline=None)
@given(HOUSES, st.integers(20_000, 200_000), st.integers(1, 5))
def test_a_floor_a_person_a_cost_or_a_debt_never_raises_the_numbers(drawn, floor, people):
    book, seed = house(drawn)
    base = numbers(book, seed)
    one = Household(
        income_kind=book.household.income_kind, members=people, dibao_per_person=Fen(floor)
    )
    bound = msgspec.structs.replace(book, household=one)
    assert no_lower(base, numbers(bound, seed))
    crowded = msgspec.structs.replace(
        bound, household=msgspec.structs.replace(one, members=people + 1)
    )
    assert no_lower(numbers(bound, seed), numbers(crowded, seed))
    assert no_lower(base, numbers(msgspec.structs.replace(book, debts=(pledged(),)), seed))
    cost = Recurring(
        name="x", kind=EntryKind.EXPENSE, amount=Fen(30_000), category="B7", start=date(2026, 1, 1)
    )
    assert no_lower(base, numbers(msgspec.structs.replace(book, recurring=(cost,)), seed))


@settings(max_examples=20, deadline=None)
@given(HOUSES, st.integers(0, 13), st.integers(1000, 30_000))
@example(SPARE, 0, 4586)
def test_a_bonus_never_lowers_the_numbers(drawn, month, bonus):
    """Beside months that are even: beside uneven ones it may be the level that a fall began from."""
    incomes, kind, spending, cash, seed = drawn
    even = [incomes[0]] * len(incomes)
    more = list(even)
    more[month % len(more)] += bonus
    lucky = ledger(more, [spending] * len(more), kind=kind, cash=cash)
    plain = ledger(even, [spending] * len(more), kind=kind, cash=cash)
    pairs = zip(numbers(lucky, seed), numbers(plain, seed), strict=True)
    assert all(after >= 0.99 * before - 2000 for after, before in pairs)


@settings(max_examples=15, deadline=None)
@given(HOUSES, st.integers(0, 11), st.integers(1, 8), st.floats(1.05, 3))
def test_a_later_end_or_a_larger_amount_of_an_item_never_lowers_the_numbers(
    drawn, last, later, factor
):
    book, seed = house(drawn)
    code = "A3" if book.household.income_kind in {"gig", "shop"} else "A1"

    def with_item(amount, until):
        item = Recurring(
            name="x", kind=EntryKind.INCOME, amount=Fen(amount), category=code,
            start=date(2020, 1, 1), until=until.last,
        )  # fmt: skip
        return msgspec.structs.replace(book, recurring=(item,))

    until = Month(2026, 12).plus(last)
    base = numbers(with_item(700_000, until), seed)
    assert no_lower(numbers(with_item(700_000, until.plus(later)), seed), base)
    assert no_lower(numbers(with_item(round(700_000 * factor), until), seed), base)


@settings(max_examples=20, deadline=None)
@given(HOUSES, st.integers(20_000, 300_000))
def test_a_strain_never_lowers_a_risk(drawn, payment):
    book, seed = house(drawn)
    cases = {case.code: case for case in a_stress(book, Fen(payment), seed)}
    base = cases.pop("as_expected")
    for case in cases.values():
        assert case.p_late >= base.p_late
        assert case.p_break >= base.p_break
    futures = Futures.draw(prospect(book, ON), seed, 400)
    poorer = msgspec.structs.replace(
        futures, paths=msgspec.structs.replace(futures.paths, income=futures.paths.income * 1.2)
    )
    assert miss_odds(poorer, Fen(payment), futures)[1] >= miss_odds(futures, Fen(payment))[1]


def a_stress(book, payment, seed):
    from jiebei_desktop.analysis.stress import stress

    return stress(book, ON, payment, seed)


def test_no_promise_stands_above_what_a_usual_month_leaves():
    band = Band(floor=Fen(90_000), recommended=Fen(150_000), ceiling=Fen(200_000))
    assert band.within(Fen(120_050)) == Band(
        floor=Fen(90_000), recommended=Fen(120_000), ceiling=Fen(200_000)
    )
    assert NO_BAND.within(Fen(120_050)) == NO_BAND


STEADY = ((8000,) * 12, (5600,) * 12)


def bill(yuan, month, every=Every.YEAR, until=None):
    return Recurring(
        name="保险", kind=EntryKind.EXPENSE, amount=Fen(yuan * 100), category="B9", every=every,
        start=month.day(5), day=5, until=until,
    )  # fmt: skip


def test_what_can_be_kept_once_a_large_payment_is_past_is_told_with_when_and_its_odds():
    """Three months of what is left pay 6,000 in February; a year of it bears more than that."""
    known = ledger(*STEADY, kind="salaried", recurring=(bill(6_000, Month(2026, 2)),))
    found = affordable(known, ON)
    past = found.once_past
    assert (past.months, past.since, past.bill.day) == (3, Month(2027, 3), date(2027, 2, 5))
    assert past.bill.amount == -600_000
    assert found.ceiling < past.payment < found.left
    odds = odds_of(past.curve, past.payment)
    assert odds.broken_12 <= Decimal("0.35")
    assert odds.late_once_12 < odds_of(found.curve, past.payment).late_once_12


@pytest.mark.parametrize(
    ("yuan", "month", "cash"),
    [
        (6_000, Month(2027, 12), 3_000),  # the year looked at ends before it
        (6_000, Month(2026, 12), 30_000),  # cash pays it before the plan begins
        (200, Month(2026, 2), 3_000),  # so little is in no month's way
    ],
)
def test_nothing_is_told_where_no_large_payment_is_in_the_way(yuan, month, cash):
    known = ledger(*STEADY, kind="salaried", cash=cash, recurring=(bill(yuan, month),))
    assert affordable(known, ON).once_past is None
    assert affordable(ledger(*STEADY, kind="salaried", cash=cash), ON).once_past is None
