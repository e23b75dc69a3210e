from __future__ import annotations

import json
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise

import pytest
from msgspec.structs import replace

from jiebei_desktop.charts.lanes import lane_lines, lanes_of, lanes_table
from jiebei_desktop.charts.style import palette
from jiebei_desktop.domain.debts import Debt, DebtId, LenderType, Method, Priority, Stage, Terms
from jiebei_desktop.domain.household import Book, Cash, EntryKind, Recurring
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.months import add_months
from jiebei_desktop.domain.rates import DayBasis, Rate, RatePeriod
from jiebei_desktop.domain.standing import ObligationKind, obligations
from jiebei_desktop.services.picture import (
    HORIZONS,
    CreditRecord,
    LaneName,
    Late,
    at_payment,
    picture,
    picture_of,
    read,
    reading_of,
)
from jiebei_desktop.services.picture.affordability_view import choose
from jiebei_desktop.services.picture.document import from_document, lane_json, to_text
from jiebei_desktop.services.picture.lanes import COURT_DAYS
from jiebei_desktop.services.plans.proposals import proposals
from jiebei_desktop.services.reference import rulebook
from jiebei_desktop.text.lanes import ahead_words, usual_words
from jiebei_desktop.text.texts import Texts

DAY = date(2026, 11, 22)


def loan(code="a", priority=Priority.UNSECURED, start=date(2026, 11, 1)) -> Debt:
    """Return 12,000 at one percent a month in twelve equal parts, first due 2026-12-01."""
    return Debt(
        id=DebtId(code),
        name=code,
        product="other",
        lender="某银行",
        lender_type=LenderType.BANK,
        contract_date=start,
        principal=Fen(1_200_000),
        terms=Terms(
            rate=Rate(value=Decimal("0.01"), per=RatePeriod.MONTH),
            day_basis=DayBasis.MONTHLY,
            periods=12,
            due_day=1,
        ),
        priority=priority,
    )


def household(*debts: Debt, income: int = 500_000, cash: int = 100_000) -> Book:
    def item(name, kind, amount, category, day):
        return Recurring(
            name=name, kind=kind, amount=Fen(amount), category=category, day=day,
            start=date(2026, 1, 1),
        )  # fmt: skip

    return Book(
        cash=(Cash(name="余额", amount=Fen(cash), as_of=DAY),),
        recurring=(
            item("工资", EntryKind.INCOME, income, "A1", 10),
            item("房租", EntryKind.EXPENSE, 100_000, "B1", 5),
            item("饭", EntryKind.EXPENSE, 50_000, "C1", 5),
        ),
        debts=debts,
    )


def by_hand(payment: int) -> int:
    """Return the interest of twelve months at one percent on 12,000, rounded to the fen."""
    balance, interest = Decimal(1_200_000), Decimal(0)
    for _ in range(12):
        month = (balance / 100).quantize(Decimal(1), rounding=ROUND_HALF_UP)
        interest += month
        balance -= payment - month
    return int(interest)


@pytest.fixture
def ways(session):
    def follow(*debts, **household_of):
        session.ledger.add_book(household(*debts, **household_of))
        return picture(session, DAY).lanes

    return follow


def test_a_lane_that_pays_nothing_pays_nothing(ways):
    nothing = ways(loan())[LaneName.NOTHING]
    assert (nothing.payment, nothing.paid, nothing.debt_free) == (0, 0, None)
    assert nothing.owed[365] > nothing.owed[90] > nothing.owed[30] > 1_200_000


def test_protected_debts_are_paid_in_every_lane(ways):
    seen = ways(loan(priority=Priority.LIVELIHOOD), cash=400_000)
    assert len({lane.debt_free for lane in seen.values()}) == 1
    for lane in seen.values():
        assert lane.owed[365] == 0
        assert lane.stages == ()
        assert lane.paid == 1_200_000 + by_hand(106_619)


def test_a_protected_due_that_the_week_does_not_carry_waits_for_the_plans_first_day(ways):
    seen = ways(loan(priority=Priority.LIVELIHOOD))
    for name in (LaneName.NOTHING, LaneName.PLAN):
        (day, paid), (then, after) = seen[name].pays["a"][:2]
        assert (day, then) == (date(2026, 12, 12), date(2027, 1, 1))
        assert paid > after == 106_619


def test_lanes_differ_by_their_payments_and_by_nothing_else(ways):
    seen = ways(loan())
    nothing, contract = seen[LaneName.NOTHING], seen[LaneName.CONTRACT]
    for (day, rich), (same, poor) in zip(nothing.days, contract.days, strict=True):
        due = sum(date(2026 + (11 + k) // 12, (11 + k) % 12 + 1, 1) <= day for k in range(12))
        assert day == same
        assert rich - poor == min(due * 106_619, contract.paid)


@pytest.mark.parametrize(("day", "counts"), [(22, True), (23, False)])
def test_the_first_payments_of_a_lane_are_those_up_to_a_month_on(ways, day, counts):
    contract = ways(replace(loan(), terms=replace(loan().terms, due_day=day, first_due=None)))[
        LaneName.CONTRACT
    ]
    paid = dict(contract.pays["a"])
    assert [each for each in paid if each < date(2027, 1, 1)] == [date(2026, 12, day)]
    assert contract.payment == (paid[date(2026, 12, day)] if counts else 0)


def test_a_line_shows_the_step_of_each_payment(ways):
    contract = ways(loan())[LaneName.CONTRACT]
    owed = dict(contract.curve)
    for day, amount in contract.pays["a"]:
        if day <= DAY + timedelta(days=365):
            assert (
                0 <= owed[day] + amount - owed[day - timedelta(days=1)] < 1_000
            )  # a day's interest


def test_a_debt_left_unpaid_goes_down_the_usual_road_on_its_days(ways):
    nothing = ways(loan())[LaneName.NOTHING]
    first = date(2026, 12, 1)
    assert [(each.day - first).days for each in nothing.stages] == [1, 4, 31, 61, 91]
    assert {each.debt for each in nothing.stages} == {"a"}


@pytest.mark.parametrize(("later", "reached"), [(0, True), (1, False)])
def test_a_stage_begun_on_the_last_day_looked_at_is_told_and_none_after_it(ways, later, reached):
    due = DAY + timedelta(days=365 - 91 + later)
    terms = Terms(rate=loan().terms.rate, method=Method.SINGLE, first_due=due)
    stages = ways(replace(loan(), terms=terms))[LaneName.NOTHING].stages
    assert (stages[-1].day == DAY + timedelta(days=365)) is reached
    assert len(stages) == (5 if reached else 4)


@pytest.mark.parametrize(("later", "sued"), [(0, True), (1, False)])
def test_a_court_is_named_up_to_the_last_day_looked_at(ways, later, sued):
    due = DAY + timedelta(days=365 - COURT_DAYS + later)
    terms = Terms(rate=loan().terms.rate, method=Method.SINGLE, first_due=due)
    nothing = ways(replace(loan(), terms=terms))[LaneName.NOTHING]
    assert nothing.court == (DAY + timedelta(days=365) if sued else None)


def test_a_plan_ends_when_nothing_is_owed_and_says_what_it_costs(ways):
    plan = ways(loan())[LaneName.PLAN]
    assert plan.payment > 0
    assert plan.debt_free > DAY
    assert plan.paid > 1_200_000


def test_the_least_cash_is_the_lowest_of_the_days(ways):
    for lane in ways(loan(), cash=20_000).values():
        assert lane.low.amount == min(amount for _, amount in lane.days)
        assert lane.days[0] == (DAY, 20_000)
        assert lane.cash[30] == dict(lane.days)[DAY + timedelta(days=30)]


def test_a_contract_paid_on_its_days_is_never_late_and_ends_at_nothing(ways):
    late = replace(loan(), contract_date=date(2026, 8, 1))
    contract = ways(late)[LaneName.CONTRACT]
    assert contract.stages == ()
    assert contract.owed[365] == 0
    assert contract.days[0] == (DAY, 100_000 - contract_arrears(late))
    assert contract.debt_free == date(2027, 8, 1)


def contract_arrears(debt):
    found = obligations(debt, DAY)
    return sum(each.amount for each in found if each.kind is ObligationKind.ARREARS)


def test_arrears_of_a_home_are_cured_in_twelve_parts_where_the_contract_is_not_kept(ways):
    late = loan(priority=Priority.LIVELIHOOD, start=date(2026, 8, 1))
    seen = ways(replace(late, terms=replace(late.terms, periods=24)))
    nothing, contract = seen[LaneName.NOTHING], seen[LaneName.CONTRACT]
    assert nothing.owed[30] > contract.owed[30]
    assert nothing.debt_free == contract.debt_free == date(2028, 8, 1)
    assert nothing.paid > contract.paid  # what is late goes on costing penalty


def test_a_relative_waits_for_the_due_day_and_for_what_the_others_leave(ways):
    terms = replace(loan().terms, method=Method.SINGLE, periods=None, first_due=date(2028, 6, 1))
    aunt = replace(loan("aunt", Priority.FAMILY), terms=terms, principal=Fen(6_000_000))
    plan = ways(loan(), aunt)[LaneName.PLAN]
    assert plan.debt_free > date(2028, 6, 1)
    others = [amount for _, amount in plan.days]
    assert others[-1] > others[-60]  # the loan is gone, and nothing goes to the aunt yet


def test_a_relative_who_waits_longer_than_a_year_is_not_given_up(ways):
    terms = replace(loan().terms, method=Method.SINGLE, periods=None, first_due=date(2028, 6, 1))
    plan = ways(replace(loan("aunt", Priority.FAMILY), terms=terms))[LaneName.PLAN]
    assert plan.debt_free is not None
    assert plan.debt_free >= date(2028, 6, 1)


def test_a_plan_below_the_interest_never_ends(session):
    session.ledger.add_book(household(replace(loan(), principal=Fen(50_000_000))))
    choose(session, Fen(10_000))
    plan = picture(session, DAY).lanes[LaneName.PLAN]
    assert (plan.payment, plan.paid, plan.debt_free) == (10_000, None, None)
    assert plan.owed[365] > 50_000_000


def late(debt: Debt) -> Debt:
    """Return a loan begun two months earlier: by the day it is 21 days late."""
    return replace(debt, contract_date=date(2026, 10, 1))


def test_a_lane_counts_days_overdue_from_the_first_payment_it_misses(ways):
    seen = ways(loan())
    nothing, contract = seen[LaneName.NOTHING], seen[LaneName.CONTRACT]
    assert nothing.late == Late(debt=DebtId("a"), since=date(2026, 12, 1))
    assert nothing.court == date(2026, 12, 1) + timedelta(days=91)
    assert nothing.record == CreditRecord(ends=None)
    assert (contract.late, contract.court, contract.record) == (None, None, None)


def test_arrears_paid_today_leave_the_credit_record_in_five_years(ways):
    seen = ways(late(loan()))
    assert seen[LaneName.NOTHING].late.since == date(2026, 11, 1)
    contract = seen[LaneName.CONTRACT]
    assert (contract.late, contract.court) == (None, None)
    assert contract.record == CreditRecord(ends=date(2031, 11, 22))
    plan = seen[LaneName.PLAN]
    assert plan.late.since == date(2026, 11, 1)
    assert plan.record.ends is not None
    assert contract.record.ends < plan.record.ends <= add_months(plan.debt_free, 60)


def test_a_home_loan_is_late_no_longer_once_its_arrears_are_paid_in_their_parts(ways):
    home = loan(priority=Priority.LIVELIHOOD, start=date(2026, 8, 1))
    seen = ways(replace(home, terms=replace(home.terms, periods=240)))
    for name in (LaneName.NOTHING, LaneName.PLAN):
        lane = seen[name]
        assert lane.late.since == date(2026, 9, 1)
        assert lane.debt_free == date(2046, 8, 1)
        assert lane.record == CreditRecord(ends=date(2032, 9, 1))  # ten parts, then five years
    assert seen[LaneName.CONTRACT].record == CreditRecord(ends=add_months(DAY, 60))


def test_what_people_lend_is_not_in_the_credit_record(ways):
    uncle = replace(late(loan()), lender_type=LenderType.PRIVATE_PERSON)
    nothing = ways(uncle)[LaneName.NOTHING]
    assert nothing.late is not None
    assert (nothing.record, nothing.court, nothing.stages) == (None, None, ())


def test_a_debt_in_court_is_there_already_unless_it_is_paid(ways):
    seen = ways(replace(late(loan()), stage=Stage.LITIGATION))
    assert seen[LaneName.NOTHING].court == DAY
    assert seen[LaneName.CONTRACT].court is None
    uncle = replace(late(loan("b")), stage=Stage.LITIGATION, lender_type=LenderType.PRIVATE_PERSON)
    assert ways(uncle)[LaneName.NOTHING].court == DAY


def test_the_line_of_what_is_owed_begins_today_and_passes_every_day_looked_at(ways):
    for lane in ways(late(loan()), loan("b", Priority.LIVELIHOOD)).values():
        points = dict(lane.curve)
        assert lane.curve[0][0] == DAY
        assert [points[DAY + timedelta(days=n)] for n in HORIZONS] == list(lane.owed.values())
        assert list(points) == sorted(points)
        assert max(b - a for a, b in pairwise(points)) <= timedelta(days=15)


def test_another_amount_moves_the_plan_and_nothing_else(session):
    session.ledger.add_book(household(loan()))
    reading = read(session, DAY)
    seen, more = picture_of(reading), at_payment(reading, Fen(150_000))
    less = at_payment(reading, Fen(60_000))
    for name in (LaneName.NOTHING, LaneName.CONTRACT):
        assert more.lanes[name] == less.lanes[name] == seen.lanes[name]
    assert less.lanes[LaneName.PLAN].debt_free > seen.lanes[LaneName.PLAN].debt_free
    assert more.lanes[LaneName.PLAN].debt_free == more.lanes[LaneName.CONTRACT].debt_free
    assert at_payment(reading, seen.amount("plan.payment")) is seen
    nothing = at_payment(reading, Fen(0)).lanes
    assert nothing[LaneName.PLAN].owed == nothing[LaneName.NOTHING].owed
    choose(session, Fen(150_000))
    kept = picture(session, DAY)
    assert kept.lanes == more.lanes
    assert kept.figures == more.figures
    choose(session, None)
    assert picture(session, DAY).lanes == seen.lanes


def test_every_day_looked_at_is_a_figure(session):
    session.ledger.add_book(household(late(loan())))
    seen = picture(session, DAY)
    for name, lane in seen.lanes.items():
        for n in HORIZONS:
            assert seen.amount(f"lane.{name}.owed.d{n}") == lane.owed[n]
            assert seen.amount(f"lane.{name}.cash.d{n}") == lane.cash[n]
    assert seen["lane.nothing.record"].reason == "still_late"
    assert seen["lane.contract.record"].value == date(2031, 11, 22)


def test_the_low_point_of_paying_nothing_is_what_the_file_and_the_priors_say_by_hand():
    """A wage of 3,200 on the 10th, living of 3,600 on the 5th and 6th, 150 at hand.

    Without months of its own the household is reckoned with the priors' rare bills (0.12 × 1,620 a
    month, day by day) and half a month's living more at Spring Festival (February 2027).
    """

    def item(name, kind, yuan, category, day):
        return Recurring(name=name, kind=kind, amount=Fen(yuan * 100), category=category, day=day,
                         start=date(2025, 11, 1))  # fmt: skip

    book = Book(
        cash=(Cash(name="余额", amount=Fen(15_000), as_of=DAY),),
        recurring=(
            item("工资", EntryKind.INCOME, 3_200, "A1", 10),
            item("房租", EntryKind.EXPENSE, 1_800, "B1", 5),
            item("伙食", EntryKind.EXPENSE, 1_800, "C1", 6),
        ),
        debts=(loan(start=date(2026, 3, 15)),),
    )
    low = picture_of(reading_of(book, DAY, rulebook.load())).lanes[LaneName.NOTHING].low
    days = Decimal(8) / 30 + 11 + Decimal(9) / 30  # 23 November 2026 to 9 November 2027
    known = Decimal(150) + 11 * 3_200 - 12 * 3_600 - Decimal(3_600) / 2
    rare = Decimal("0.12") * 1_620 * days
    assert low.day == date(2027, 11, 9)
    assert (
        Decimal(low.amount) / 100
        == (known - rare).quantize(Decimal("0.01"))
        == Decimal("-11898.56")
    )


def relative(amount: int) -> Debt:
    """Return an aunt's loan without interest and without a day."""
    return Debt(
        id=DebtId("aunt"),
        name="姑姑",
        product="other",
        lender="姑姑",
        lender_type=LenderType.PRIVATE_PERSON,
        contract_date=date(2026, 5, 1),
        principal=Fen(amount),
        terms=Terms(
            rate=Rate(value=Decimal(0), per=RatePeriod.YEAR),
            day_basis=DayBasis.MONTHLY,
            method=Method.FREE,
        ),
        priority=Priority.FAMILY,
    )


def test_a_relative_waits_while_a_lender_is_asked_to_let_principal_go(session):
    aunt = replace(relative(600_000), terms=replace(
        relative(0).terms, method=Method.SINGLE, periods=1, first_due=date(2026, 12, 20)))  # fmt: skip
    book = household(loan(), aunt, income=170_000)
    session.ledger.add_book(book)
    choose(session, Fen(8_600))
    seen = picture_of(read(session, DAY))
    assert any(one.cuts_principal for one in seen.asks.asks)
    found = proposals(book, Fen(8_600), DAY, session.rules)
    assert [(one.debt, one.monthly, one.basis) for one in found.offers] == [
        ("a", 8_000, "plan"), ("aunt", 0, "none"),
    ]  # fmt: skip
    plan, nothing = seen.lanes[LaneName.PLAN], seen.lanes[LaneName.NOTHING]
    assert plan.debt_free is None
    assert nothing.cash[30] - plan.cash[30] <= 8_600


def test_a_relative_without_a_plan_gets_only_what_the_lender_never_needs(session):
    session.ledger.add_book(household(loan(), relative(40_000), income=400_000, cash=400_000))
    choose(session, Fen(120_000))
    seen = picture_of(read(session, DAY))
    plan, contract = seen.lanes[LaneName.PLAN], seen.lanes[LaneName.CONTRACT]
    assert contract.paid == 1_200_000 + by_hand(106_619)
    assert plan.paid == contract.paid + 40_000
    spare = 120_000 - 106_619
    given = {day: contract.owed[day] - plan.owed[day] for day in (30, 60, 90, 180)}
    assert given == {30: spare, 60: 2 * spare, 90: 40_000, 180: 40_000}


@pytest.mark.parametrize("untold", ["no_cash", "no_income"])
def test_cash_of_days_ahead_is_known_on_no_way_where_it_was_never_told(untold):
    book = household(loan(), loan("late", start=date(2026, 9, 1)))
    none = Book(debts=book.debts, cash=book.cash)
    book = replace(book, cash=()) if untold == "no_cash" else none
    seen = picture_of(reading_of(book, DAY, rulebook.load()))
    of_cash = [one for one in seen.figures.values()
               if one.id.startswith("low.") or one.how == "lane.cash" or one.id == "idle"]  # fmt: skip
    assert len(of_cash) == 3 * (2 + len(HORIZONS)) + 1
    assert {(one.value, one.reason) for one in of_cash} == {(None, untold)}
    for lane in seen.lanes.values():
        said = lane_json(lane)
        assert said["low"] == {"day": None, "amount": None}
        assert set(said["cash"].values()) == {None}
        assert usual_words(lane, None, 0, Texts("en")) != _CARRIES
    kept = from_document(json.loads(to_text(seen.figures, seen.lanes)))[1]
    assert kept == dict(seen.lanes)
    assert "is known once cash" in ahead_words(seen.lanes, Texts("en"))[1]
    chart, t = lanes_of(seen), Texts("en")
    assert lane_lines(chart, t, palette("light")).axes
    assert {row[1:] for row in lanes_table(chart, t).rows if "cash" in row[0]} == {("–",) * 5}


_CARRIES = "The money at hand carries it; nothing more falls behind."
