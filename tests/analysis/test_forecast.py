"""The forecast: exact middle, honest fan, low point, clashes, the past."""

from __future__ import annotations

import math
import random
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import msgspec
import numpy as np
import pytest
from households import random_book
from hypothesis import given
from hypothesis import strategies as st

from jiebei_desktop.analysis import dues
from jiebei_desktop.analysis import forecast as f
from jiebei_desktop.analysis.carried import after
from jiebei_desktop.analysis.cash import past_cash
from jiebei_desktop.analysis.model import model_of
from jiebei_desktop.analysis.prospect import prospect
from jiebei_desktop.analysis.sampler import sample
from jiebei_desktop.analysis.stress import stress, with_less_income
from jiebei_desktop.domain.debts import (
    Debt,
    DebtId,
    LenderType,
    Method,
    Payment,
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
from jiebei_desktop.domain.rates import Rate, RatePeriod
from jiebei_desktop.services.reference.rulebook import load

ON = date(2026, 11, 22)
RULES = load()


def debt(name="jb", *, principal=1_200_000, day=5, priority=Priority.UNSECURED, **more):
    return Debt(
        id=DebtId(name),
        name=name,
        product="jiebei",
        lender="某公司",
        lender_type=LenderType.CONSUMER_FINANCE,
        contract_date=more.pop("contract_date", date(2026, 11, day)),
        principal=Fen(principal),
        terms=Terms(
            rate=Rate(value=Decimal("0.0005"), per=RatePeriod.DAY),
            method=Method.EQUAL_PAYMENT,
            periods=12,
        ),
        priority=priority,
        **more,
    )


def item(name, yuan, category, day=1, every=Every.MONTH):
    kind = EntryKind.INCOME if category.startswith("A") else EntryKind.EXPENSE
    return Recurring(
        name=name,
        kind=kind,
        amount=Fen(yuan * 100),
        category=category,
        every=every,
        day=day,
        start=date(2026, 1, 1),
    )


def home(*debts, months=6, income=8600, food=2400, cash=3200, **more):
    entries = []
    for k in range(months):
        month = Month(2026, 10).plus(-k)
        entries += [
            Entry(
                date=month.day(10),
                kind=EntryKind.INCOME,
                amount=Fen(income * 100),
                category="A1",
            ),
            Entry(date=month.day(5), kind=EntryKind.EXPENSE, amount=Fen(220_000), category="B1"),
            *(
                Entry(
                    date=month.day(d),
                    kind=EntryKind.EXPENSE,
                    amount=Fen(food * 25),
                    category="C1",
                )
                for d in (3, 11, 19, 27)
            ),
        ]
    return Book(
        household=Household(income_kind="salaried"),
        entries=tuple(entries),
        recurring=more.pop(
            "recurring", (item("工资", 8600, "A1", 10), item("房租", 2200, "B1", 5))
        ),
        cash=(Cash(name="余额", amount=Fen(cash * 100), as_of=ON),),
        debts=debts,
        **more,
    )


def made(book, months=12):
    return f._setting(book, prospect(book, ON), months, 0)


def test_the_mean_of_all_futures_is_the_scheduled_line():
    setting = made(home(debt()), 7)
    scatter = f.deviations(setting.days, setting.model, f._rest(setting), 0)
    assert abs(scatter.mean(axis=1)).max() < 1e-3
    assert scatter[0].std() == 0
    spread = scatter.std(axis=1)
    assert spread[180] > spread[60] > 0


def month_ends(days):
    return [place for place, day in enumerate(days[:-1]) if days[place + 1].day == 1]


def test_a_month_scatters_by_what_its_futures_bring_take_and_pay_of_bills():
    """From one month's end to the next, less the mean of all futures; in any unit of days."""
    setting = made(home(debt()), 4)
    model, days = setting.model, setting.days
    line = f.deviations(days, model, f._rest(setting), 3)
    paths = sample(model, Month(2026, 11), 5, line.shape[1], 3)
    first, *ends = month_ends(days)
    for place, (before, end) in enumerate(pairwise([first, *ends]), 1):
        fixed = model.known_at(place) + model.fixed_at(place)
        moved = paths.income[place] - paths.routine[place] - (paths.other[place] - fixed)
        moved = 100 * (moved - moved.mean())
        assert line[end] - line[before] == pytest.approx(moved, abs=1)


def test_a_month_scatters_also_from_the_last_day_of_one_to_the_first_of_another():
    setting = made(home(debt()), 4)
    model, days = setting.model, tuple(date(2026, 11, 30) + timedelta(days=k) for k in range(33))
    line = f.deviations(days, model, f._rest(setting), 3)
    paths = sample(model, Month(2026, 11), 3, line.shape[1], 3)
    fixed = model.known_at(1) + model.fixed_at(1)
    moved = paths.income[1] - paths.routine[1] - (paths.other[1] - fixed)
    assert days[-2:] == (date(2026, 12, 31), date(2027, 1, 1))
    assert line[-2] == pytest.approx(100 * (moved - moved.mean()), abs=1)


def test_bills_come_on_any_day_of_their_month():
    setting = made(home(debt()), 2)
    rest = msgspec.structs.replace(f._rest(setting), income=(0.0,) * 4, spending=(0.0,) * 4)
    line = f.deviations(setting.days, setting.model, rest, 0)
    first, end = month_ends(setting.days)
    steps = np.diff(line[first : end + 1], axis=0)
    lowest = steps.argmin(axis=0)  # where a bill came, it is the largest step down
    paid = sample(setting.model, Month(2026, 11), 3, line.shape[1], 0).other[1]
    hit = paid > setting.model.known_at(1) + setting.model.fixed_at(1)
    assert hit.sum() > 50
    assert len({*lowest[hit].tolist()}) > 10


def test_of_a_month_that_is_in_part_behind_or_beyond_only_its_days_bring_bills():
    """Bills alone, one in two months: of 30 days of November 8 are to come, and 22 of the next."""
    setting = made(home(debt()), 12)
    often = {"bill_shape": 3_000.0, "bill_months": 6_000.0, "bill_mean": 1_000.0}
    model = msgspec.structs.replace(
        setting.model, inflows=(), routine=(0.0,), floor=0.0, thin=0.0, **often
    )
    line = f.deviations(setting.days, model, f._rest(setting), 3)
    steps = np.diff(line, axis=0)
    came = steps < steps.max(axis=1, keepdims=True) - 1
    ends = month_ends(setting.days)
    assert [setting.days[k].day for k in (0, ends[0], ends[-1], -1)] == [22, 30, 31, 22]
    some = 1 - math.exp(-0.5)
    for first, last, share in ((0, ends[0], 8 / 30), (ends[-1], None, 22 / 30)):
        hits = came[first:last].any(axis=0)
        chance = some * share
        error = math.sqrt(chance * (1 - chance) / len(hits))
        assert hits.mean() == pytest.approx(chance, abs=4 * error)


def test_the_days_end_with_the_last_one_and_what_falls_on_it_is_in_the_line():
    book = home(debt(day=22), cash=0)
    setting = made(book, 1)
    assert (setting.days[0], setting.days[-1]) == (ON, date(2026, 12, 22))
    assert len(setting.days) == 31
    line = f.forecast(book, ON, 1)
    assert [x.day for x in line.flows if x.kind is dues.FlowKind.DEBT] == [date(2026, 12, 22)]
    assert line.runway_days == 0
    pays = [(date(2026, 12, 22), Fen(50_000))]
    planned = f.forecast(book, ON, 1, pays)
    assert [x.amount for x in planned.flows if x.kind is dues.FlowKind.PLAN] == [-50_000]
    known = prospect(book, ON)
    before, under = f.before_debts(book, known, 1), f.under_plan(book, known, pays, 1)
    assert under[:-1] == before[:-1]
    assert under[-1] == (before[-1][0], before[-1][1] - 50_000)


def test_the_fan_is_the_percentiles_of_all_futures_and_its_lowest_tells_the_cautious():
    book = home(debt(principal=3_500_000), cash=0)
    setting = made(book, 1)
    line = f.forecast(book, ON, 1)
    scatter = f.deviations(setting.days, setting.model, f._rest(setting), 0)
    wanted = np.percentile(scatter, (10, 25, 75, 90), axis=1) + np.array(line.expected)
    for found, row in zip((line.p10, line.p25, line.p75, line.p90), wanted, strict=True):
        assert found == pytest.approx(row, abs=1)
    assert line.low_point.cautious == line.p10[line.days.index(line.low_point.day)]
    # With so much cash that one future in ten, but not one in four, is short on the due day:
    due = line.days.index(date(2026, 12, 5))
    assert line.p10[due] < line.p25[due] - 400
    between = -(line.p10[due] + line.p25[due]) // 200
    enough = home(debt(principal=3_500_000), cash=between)
    assert [clash.due for clash in f.forecast(enough, ON, 1).clashes] == [date(2026, 12, 5)]


def test_the_festival_takes_its_part_of_an_uncertain_income_in_the_line():
    book = msgspec.structs.replace(
        home(recurring=()), household=Household(income_kind="commission")
    )
    setting = made(book, 4)
    likely, model = setting.home, setting.model
    assert model.festival_at(3) == 0.75
    day_of = dict(zip(setting.days, f._everyday(setting, f._rest(setting)), strict=True))
    for place, kept in ((2, 1.0), (3, 0.75)):  # January and February
        month = Month(2026, 11).plus(place)
        ordinary = 100 * model.ordinary_at(place) * (model.festival_spending if kept < 1 else 1)
        goes = likely.living_at(place) - likely.routine_at(place) + ordinary
        goes += 100 * model.bill_rate * model.bill_mean
        left = likely.income_at(place) * kept - goes
        assert day_of[month.last] - day_of[month.plus(-1).last] == pytest.approx(left, abs=1)


def test_what_leaves_every_month_scatters_no_day():
    setting = made(home(debt()), 7)
    apart = [
        f.deviations(
            setting.days,
            msgspec.structs.replace(setting.model, fixed=(fixed,)),
            f._rest(setting),
            0,
        )
        for fixed in (0.0, 900.0)
    ]
    assert apart[1] == pytest.approx(apart[0], abs=1)


def test_sampled_and_scheduled_months_agree_within_sampling_error():
    month = prospect(home(debt(), months=8), ON).likely
    paths = sample(model_of(month), Month(2027, 3), 10, 8000, 0)
    assert paths.income.mean() * 100 == pytest.approx(month.income_usual, rel=0.01)
    assert paths.routine.mean() * 100 == pytest.approx(month.living_usual, rel=0.01)


def test_the_line_moves_by_what_the_prospect_leaves():
    """Cash flow and affordability speak of the same months: also where income ends."""
    ends = msgspec.structs.replace(item("工资", 8600, "A1", 10), until=date(2027, 3, 31))
    book = home(recurring=(ends, item("房租", 2200, "B1", 5)))
    month, line = prospect(book, ON), f.forecast(book, ON)
    at = dict(zip(line.days, line.expected, strict=True))
    bills = round(100 * (m := model_of(month)).bill_rate * m.bill_mean)
    for place in (1, 2, 4, 5, 9):
        first = Month(2026, 11).plus(place)
        extra = m.festival_spending - 1 if first == Month(2027, 2) else 0
        left = month.months[place - 1].left - bills
        moved = at[first.last] - at[first.plus(-1).last]
        assert moved == pytest.approx(left - extra * month.routine_at(place), abs=2)
    assert month.income_at(5) == 0
    assert line.short_from is not None


def test_an_item_that_brings_less_than_it_says_is_cut_in_the_line():
    book = home(income=6000)
    flows = [x for x in f.forecast(book, ON).flows if x.name == "工资"]
    assert {flow.amount for flow in flows} == {600_000}


def test_the_first_days_follow_the_calendar_to_the_fen():
    line = f.forecast(home(debt()), ON)
    assert line.days[0] == ON
    assert line.expected[0] == line.p10[0] == line.p90[0] == 320_000
    rent = line.days.index(date(2026, 12, 5))
    fell = line.expected[rent - 1] - line.expected[rent]
    instalment = next(x for x in line.flows if x.kind is dues.FlowKind.DEBT)
    assert instalment.day == date(2026, 12, 5)
    daily = line.expected[0] - line.expected[1]
    assert fell - daily == pytest.approx(220_000 - instalment.amount, abs=400)
    assert line.all_contracts == line.expected


def test_percentiles_stand_in_order_and_the_same_seed_repeats():
    book = home(debt())
    line = f.forecast(book, ON, 14, seed=3)
    for low, quarter, three, high in zip(line.p10, line.p25, line.p75, line.p90, strict=True):
        assert low <= quarter <= three <= high
    assert line == f.forecast(book, ON, 14, seed=3)


def test_the_low_point_names_its_day_and_cause():
    line = f.forecast(home(debt(principal=6_000_000)), ON)
    assert line.low_point.amount == min(line.expected)
    assert line.low_point.day == line.days[line.expected.index(line.low_point.amount)]
    assert line.low_point.cautious <= line.low_point.amount
    assert line.short_from is not None
    first = f.forecast(home(debt(principal=6_000_000), income=20_000), ON)
    assert first.low_point.cause in {"debt", "expense", "spending", "festival"}


def test_a_due_before_pay_day_asks_for_a_day_after_it():
    line = f.forecast(home(debt(principal=3_500_000), cash=2500), ON)
    (clash,) = line.clashes
    assert clash.name == "jb"
    assert clash.due == date(2026, 12, 5)
    assert clash.pay_day == 10
    assert clash.ask_day == 12
    after = f.forecast(home(debt(day=12, principal=3_500_000), cash=2500), ON)
    assert after.clashes == ()


@pytest.mark.parametrize(("day", "clashes"), [(9, 1), (10, 0), (13, 0), (14, 1)])
def test_a_due_on_pay_day_or_three_days_after_needs_no_other_day(day, clashes):
    line = f.forecast(home(debt(day=day, principal=30_000_000), cash=0), ON)
    due = date(2026, 12, day)
    assert line.expected[line.days.index(due)] < 0
    assert len(line.clashes) == clashes


@pytest.mark.parametrize(("first", "clashes"), [(6, 1), (7, 0)])
def test_a_due_in_forty_five_days_is_looked_at_and_no_later_one(first, clashes):
    late = debt(principal=30_000_000, contract_date=ON)
    terms = msgspec.structs.replace(late.terms, first_due=date(2027, 1, first), due_day=first)
    line = f.forecast(home(msgspec.structs.replace(late, terms=terms), cash=0), ON)
    assert line.expected[line.days.index(date(2027, 1, first))] < 0
    assert len(line.clashes) == clashes


def test_a_payment_replaces_the_contracts_that_can_be_negotiated():
    mortgage = debt("home", principal=800_000, priority=Priority.LIVELIHOOD)
    book = home(debt(principal=5_000_000), mortgage)
    pays = [(day, Fen(80_000)) for day in dues.plan_days(dues.first_day(book, ON), 12)]
    line = f.forecast(book, ON, pays=pays)
    plan = [flow for flow in line.flows if flow.kind is dues.FlowKind.PLAN]
    assert len(plan) == 12
    assert {flow.day.day for flow in plan} == {12}
    assert {flow.debt for flow in line.flows if flow.debt} == {"home"}
    assert line.all_contracts[-1] < line.expected[-1]
    assert {flow.amount for flow in plan} == {-80_000}


@pytest.mark.parametrize("seed", [1, 8, 15, 20])
def test_a_line_with_payments_is_the_line_without_them_less_the_payments(seed):
    """Both were rounded for themselves: the chart and the lane of one plan differed by a fen."""
    book, draw = random_book(seed), random.Random(1)
    seen = prospect(book, ON)
    pays = [(ON + timedelta(days=draw.randrange(1, 300)), Fen(draw.randrange(1, 9_000_000)))
            for _ in range(20)]  # fmt: skip
    bare = f.before_debts(book, seen)
    protected = dues.plan_flows(seen, bare[-1][0], ())
    paid = [*pays, *((flow.day, Fen(-flow.amount)) for flow in protected)]
    assert f.under_plan(book, seen, pays) == after(bare, paid)
    line = f.forecast(book, ON, pays=pays, home=seen)
    assert [*zip(line.days, line.expected, strict=True)] == [*after(bare, paid)]


def test_arrears_are_due_at_once_if_every_contract_is_paid():
    late = debt(contract_date=date(2026, 6, 5))
    line = f.forecast(home(late), ON)
    arrears = [flow for flow in line.flows if flow.kind is dues.FlowKind.ARREARS]
    assert [flow.day for flow in arrears] == [ON + timedelta(days=1)]


def test_runway_is_cash_over_a_days_spending():
    line = f.forecast(home(cash=4600), ON)
    assert line.runway_days == pytest.approx(30, abs=4)
    assert f.forecast(Book(), ON).runway_days == 0


def test_the_past_is_read_backwards_from_todays_cash():
    paid = debt(payments=(Payment(date=date(2026, 11, 20), amount=Fen(50_000)),))
    past = dict(past_cash(home(paid, cash=3200), ON))
    assert past[ON] == 320_000
    assert past[date(2026, 11, 19)] == 370_000
    assert min(past) == date(2026, 11, 5)
    assert past_cash(home(paid, cash=12_000), ON)[0][0] < date(2026, 11, 4)
    assert past_cash(Book(), ON) == ()


def test_the_past_is_known_again_from_a_day_on_which_every_account_was_read():
    """Read backwards from today it would be less than nothing from 10 November on."""
    book = home(debt(contract_date=date(2026, 11, 5)), cash=3200)
    read = Cash(name="余额", amount=Fen(90_000), as_of=date(2026, 10, 20))
    read_before = msgspec.structs.replace(book, cash=(read, *book.cash))
    known = dict(past_cash(read_before, ON))
    assert known[date(2026, 10, 20)] == 90_000
    assert dict(past_cash(book, ON)).items() < known.items()
    assert not any(date(2026, 10, 20) < day < min(dict(past_cash(book, ON))) for day in known)
    half = msgspec.structs.replace(read, name="另一处")
    assert date(2026, 10, 20) not in dict(
        past_cash(msgspec.structs.replace(book, cash=(half, *book.cash)), ON)
    )


def test_the_past_begins_with_the_first_entry_and_goes_back_a_year_at_most():
    book = home(cash=3200)
    first = min(entry.date for entry in book.entries)
    today = msgspec.structs.replace(book.entries[0], date=ON)
    alone = msgspec.structs.replace(book, entries=(today,))
    assert past_cash(alone, ON) == ((ON, 320_000),)
    coming = msgspec.structs.replace(today, date=ON + timedelta(days=1))
    assert past_cash(msgspec.structs.replace(book, entries=(coming,)), ON) == ()
    assert past_cash(msgspec.structs.replace(book, cash=()), ON) == ()
    for back, days in ((364, 365), (365, 366), (366, 366)):
        old = msgspec.structs.replace(today, date=ON - timedelta(days=back))
        past = past_cash(msgspec.structs.replace(book, entries=(old,)), ON)
        assert len(past) == days
        assert past[0][0] == ON - timedelta(days=min(back, 365))
    rich = home(cash=90_000)
    assert past_cash(rich, ON)[0][0] == first


def test_pay_day_is_unknown_when_income_is_spread():
    assert dues.pay_day(home(), ON) == 10
    assert dues.pay_day(home(recurring=()), ON) == 10
    assert dues.pay_day(Book(), ON) is None
    daily = tuple(
        Entry(date=date(2026, 10, d), kind=EntryKind.INCOME, amount=Fen(30_000), category="A4")
        for d in range(1, 31)
    )
    book = Book(entries=daily)
    assert dues.pay_day(book, ON) is None
    assert f.forecast(book, ON).clashes == ()
    assert dues.due_day_to_ask(27) == 1
    gift = Book(recurring=(item("亲友", 500, "A11"),))
    assert dues.recurring_flows(gift.recurring, ON, date(2027, 2, 1)) == []


def test_income_without_a_recurring_item_falls_on_its_usual_days():
    line = f.forecast(home(recurring=(), months=6), ON)
    tenth = line.days.index(date(2026, 12, 10))
    assert line.expected[tenth] - line.expected[tenth - 1] > 600_000


class Truth:
    """One synthetic household whose months are drawn independently."""

    def __init__(self, rng):
        self.rng = rng
        self.mean, self.cv = rng.uniform(5000, 9000), rng.uniform(0.1, 0.35)
        self.spend = self.mean * rng.uniform(0.6, 0.85)

    def month(self):
        rng = self.rng
        bill = rng.lognormvariate(0, 0.5) * 0.4 * self.spend if rng.random() < 0.12 else 0.0
        income = max(0.0, rng.gauss(self.mean, self.cv * self.mean))
        spent = max(0.0, rng.gauss(self.spend, 0.12 * self.spend))
        return {"A3": income, "B1": 0.4 * spent, "C1": 0.6 * spent, "B5": bill}

    def book(self):
        entries = [
            Entry(
                date=Month(2026, 3).plus(k).day(10),
                kind=EntryKind.INCOME if code == "A3" else EntryKind.EXPENSE,
                amount=Fen(round(amount * 100)),
                category=code,
            )
            for k in range(8)
            for code, amount in self.month().items()
            if amount
        ]
        cash = (Cash(name="x", amount=Fen(0), as_of=date(2026, 10, 31)),)
        household = Household(income_kind="gig")
        return Book(household=household, entries=tuple(entries), cash=cash)


def test_the_fan_covers_four_futures_in_five_and_leans_to_neither_side():
    """It read what may be promised: a false fall counted, and what was missed lay above."""
    rng = random.Random(11)
    inside = below = above = total = 0
    for _ in range(40):
        truth = Truth(rng)
        line = f.forecast(truth.book(), date(2026, 10, 31), 3)
        ends = [line.days.index(date(2026, 11, 30)), len(line.days) - 1]
        for _ in range(10):
            balance = 0.0
            for ahead in range(3):
                month = truth.month()
                balance += 100 * (2 * month["A3"] - sum(month.values()))
                if ahead != 1:
                    at = ends[ahead // 2]
                    total += 1
                    inside += line.p10[at] <= balance <= line.p90[at]
                    below += balance < line.p10[at]
                    above += balance > line.p90[at]
    assert 0.72 <= inside / total <= 0.88
    assert below / total <= 0.14
    assert above / total <= 0.14


def test_strains_lower_the_odds_and_the_low_point():
    cases = {case.code: case for case in stress(home(debt()), ON, Fen(150_000))}
    base = cases["as_expected"]
    assert set(cases) == {"as_expected", "income_down_20", "late_pay_day", "bill_2000"}
    for code in ("income_down_20", "late_pay_day", "bill_2000"):
        assert cases[code].p_late >= base.p_late
        assert cases[code].low <= base.low
    assert cases["income_down_20"].p_break > base.p_break
    assert cases["late_pay_day"].first_month == Month(2027, 1)
    for case in cases.values():
        assert case.p_break <= case.p_late


def _to_come():
    """A wage that no entry and no item shows yet: a life event says that it begins."""
    starts = LifeEvent(
        kind=EventKind.INCOME_STARTS, start=ON, category="A1", name="帮工", amount=Fen(860_000)
    )
    book = home(recurring=(item("房租", 2200, "B1", 5),), events=(starts,))
    spent = tuple(one for one in book.entries if one.kind is EntryKind.EXPENSE)
    return msgspec.structs.replace(book, entries=spent)


@pytest.mark.parametrize(
    "book",
    [
        home(recurring=(item("房租", 2200, "B1", 5),)),
        home(),
        home(recurring=(item("季薪", 25_800, "A1", 10, Every.QUARTER),), months=0),
        _to_come(),
    ],
    ids=["booked", "recurring", "quarter", "event"],
)
def test_a_fall_of_income_reaches_every_source_of_it(book):
    """A shop that closed and a wage that an event begins: the strained low was the usual one."""
    cases = {case.code: case for case in stress(book, ON, Fen(300_000))}
    usual, poorer = cases["as_expected"], cases["income_down_20"]
    assert poorer.low <= usual.low - 100_000
    bare = prospect(book, ON)
    fifth = sum(bare.income_at(place) for place in range(1, 12)) // 5
    ends = [
        dict(f.under_plan(book, one, ()))[date(2027, 11, 22)]
        for one in (bare, with_less_income(bare))
    ]
    assert ends[0] - ends[1] >= fifth * 9 // 10


@given(seed=st.integers(0, 2**32), paths=st.integers(1, 60) | st.just(2000))
def test_percentiles_are_numpy_s_to_the_last_bit(seed, paths):
    rows = 1e7 * np.random.default_rng(seed).normal(size=(3, paths))
    wanted = (0, 10, 25, 50, 75, 90, 100)
    theirs = np.percentile(rows, wanted, axis=1)
    assert (f.percentiles(rows, wanted) == theirs).all()
