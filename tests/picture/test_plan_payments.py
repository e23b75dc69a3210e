"""What the plan pays in a month is one sum: the lane, its figure, the page, the requests, the forecast."""

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import pairwise

import pytest
import reckoned
from households import DAY, MADE, item, loan, random_book

from jiebei_desktop.analysis.asked import dated_rows
from jiebei_desktop.analysis.course import Due
from jiebei_desktop.analysis.forecast import forecast
from jiebei_desktop.domain.debts import LenderType, Method, Priority, ReportedBalance
from jiebei_desktop.domain.household import (
    Asset,
    AssetKind,
    Book,
    Cash,
    EntryKind,
    Recurring,
)
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.months import add_months
from jiebei_desktop.domain.standing import obligations, stands
from jiebei_desktop.services.picture import LaneName, home_of, picture_of, reading_of
from jiebei_desktop.services.picture.plan_pays import PlanWay
from jiebei_desktop.services.picture.trails import Sale
from jiebei_desktop.services.plans.month_by_month import Turn
from jiebei_desktop.services.plans.plan_view import PlanInputs, compare
from jiebei_desktop.services.reference import rulebook

MONTHS = 11
"""Whole months within the year that a lane's cash is followed."""
RULES = rulebook.load()
HOUSEHOLDS = {
    **MADE,
    **{f"random {seed}": lambda seed=seed: random_book(seed) for seed in range(0, 50, 2)},
}


@pytest.fixture(autouse=True, scope="module")
def _reckoned_once():
    with reckoned.remembering():
        yield


def by_month(pays):
    """Return the sums of the first months; what is due today belongs to the first."""
    found = Counter()
    for day, amount in pays:
        month = next((k for k in range(MONTHS) if day <= add_months(DAY, k + 1)), None)
        found[month] += amount
    return [found[month] for month in range(MONTHS)]


def of_lane(seen):
    """Return what the plan's way pays beside the way that pays home and livelihood only."""
    pairs = zip(seen.lanes[LaneName.NOTHING].days, seen.lanes[LaneName.PLAN].days, strict=True)
    gone = [(day, kept - left) for (day, kept), (_, left) in pairs]
    return gone[:1] + [(day, now - was) for (_, was), (day, now) in pairwise(gone)]


def of_asks(view, book):
    """Return what lenders are asked for, paid whole, or due by contracts that are kept."""
    debts = {debt.id: debt for debt in book.debts}
    for one in view.proposals.offers:
        if one.plan is not None:
            yield from ((row.due, row.payment) for row in one.plan.rows)
        elif one.whole:
            yield view.first_payment, one.once
        elif one.basis == "contract":
            dues = obligations(debts[one.debt], DAY)
            yield from ((due.day, due.amount) for due in dues)


@pytest.mark.parametrize("name", HOUSEHOLDS)
def test_a_month_of_the_plan_is_one_sum_wherever_it_is_paid(name):
    book = HOUSEHOLDS[name]()
    reading = reading_of(book, DAY, RULES)
    view = compare(PlanInputs(reading=reading), exact=False)
    seen = view.seen
    if not seen.money("plan.payment"):
        assert not seen.plan_pays
        assert not seen.lanes[LaneName.PLAN].payment
        return
    lane = by_month(of_lane(seen))
    ahead = forecast(book, DAY, pays=seen.plan_pays, home=home_of(reading))
    flows = [(flow.day, -flow.amount) for flow in ahead.flows if flow.kind == "plan"]
    paid = [(one.day, one.amount) for one in view.payments if one.turn is not Turn.HOME]
    assert by_month(flows) == by_month(paid) == lane
    before = [each for way in seen.ways.values() for each in way.before]
    asked = by_month([*of_asks(view, book), *before])
    once = sum(amount for _, amount in before)
    if any(
        way.stand.is_open and not way.rows and way.pays for way in seen.ways.values()
    ):  # a relative without a plan gets what the others never need of the amount
        assert all(part <= whole for part, whole in zip(asked, lane, strict=True))
    else:
        assert asked == lane
    lane[0] -= once
    first_month = sum(one.monthly + one.once for one in view.proposals.offers)
    assert seen.money("lane.plan.payment") == first_month
    if seen.asks.first <= add_months(DAY, 1):
        assert lane[0] == first_month
    spent = 0
    for month, taken in enumerate(lane, 1):
        spent += taken
        assert spent <= view.proposals.asks.amount.within(month)


def test_what_is_sold_pays_on_the_day_its_price_is_there():
    """15,000 of a car, there on 2 December, before the plan's first payment."""
    shown = ReportedBalance(
        as_of=DAY, principal=Fen(2_400_000), interest=Fen(120_000), penalty=Fen(30_000),
        overdue_since=date(2026, 8, 15), overdue_principal=Fen(1_200_000),
    )  # fmt: skip
    debt = loan("a", 30_000, date(2026, 3, 15), balance=shown, periods=8,
                first_due=date(2026, 12, 15), priority=Priority.UNSECURED)  # fmt: skip
    (stand,) = stands([debt], DAY)
    sold_on = date(2026, 12, 2)
    looks = [DAY, date(2026, 12, 1), sold_on, date(2026, 12, 20)]
    rows = dated_rows(Due(1_050_000), ((10, 105_000),), date(2026, 12, 12), DAY)
    way = PlanWay(stand=stand, pays=(), rows=rows, sale=Sale(amount=Fen(1_500_000), on=sold_on))
    owed = way.trail(DAY, looks).owed
    assert [owed[day] for day in looks] == [2_550_000, 2_550_000, 1_050_000, 945_000]


@pytest.mark.parametrize("on", [None, date(2026, 12, 2)])
def test_the_plans_way_owes_all_until_something_is_sold(on):
    """24,000 late at 0.05 % a day; 800 a month are left, and a car for 15,000."""
    shown = ReportedBalance(
        as_of=DAY, principal=Fen(2_400_000), interest=Fen(120_000), penalty=Fen(30_000),
        overdue_since=date(2026, 8, 15), overdue_principal=Fen(1_200_000),
    )  # fmt: skip
    debt = loan("a", 30_000, date(2026, 3, 15), balance=shown, periods=8,
                first_due=date(2026, 12, 15), priority=Priority.UNSECURED)  # fmt: skip
    car = Asset(name="车", kind=AssetKind.VEHICLE, value=Fen(1_500_000), can_sell=True,
                needed_for_living=False, sale_from=on)  # fmt: skip
    items = (("A1", EntryKind.INCOME, 10, 4_900), ("B1", EntryKind.EXPENSE, 5, 2_000),
             ("C1", EntryKind.EXPENSE, 5, 2_200))  # fmt: skip
    recurring = tuple(
        Recurring(name=category, kind=kind, amount=Fen(100 * yuan), category=category, day=day,
                  start=date(2025, 11, 1))
        for category, kind, day, yuan in items
    )  # fmt: skip
    held = Cash(name="余额", amount=Fen(500_000), as_of=DAY)
    book = Book(debts=(debt,), assets=(car,), recurring=recurring, cash=(held,))
    seen = picture_of(reading_of(book, DAY, RULES))
    assert seen.asked.explanation == "lump_sum"
    curve = dict(seen.lanes[LaneName.PLAN].curve)
    whole = 2_550_000
    assert curve[DAY] == (whole - 1_500_000 if on is None else whole)
    assert seen.lanes[LaneName.PLAN].paid == whole


def test_where_no_day_carries_the_plan_it_begins_where_least_is_missing():
    """540 was promised for 12 December and 1,469.94 were missing on 9 January, 540 of it by that."""
    shown = ReportedBalance(
        as_of=date(2026, 11, 30), principal=Fen(5_000_000), interest=Fen(450_000),
        overdue_since=date(2026, 9, 10),
    )  # fmt: skip
    lent = loan("p", 50_000, date(2025, 11, 10), balance=shown, due_day=10, periods=24,
                lender_type=LenderType.PRIVATE_PERSON, method=Method.INTEREST_ONLY)  # fmt: skip
    said = (
        item("工资", EntryKind.INCOME, 5_000, "A1"),
        item("房租", EntryKind.EXPENSE, 1_800, "B1", day=5),
        item("吃饭", EntryKind.EXPENSE, 1_500, "C1", day=6),
    )
    now = Cash(name="余额", amount=Fen(90_000), as_of=date(2026, 11, 30))
    book = Book(cash=(now,), recurring=said, debts=(lent,))
    seen = picture_of(reading_of(book, date(2026, 11, 30), RULES))
    without = dict(seen.lanes[LaneName.NOTHING].days)
    assert without[date(2027, 1, 9)] < 0  # whoever is paid on 12 December has it missing then
    assert seen.asks.first > date(2027, 1, 9)
