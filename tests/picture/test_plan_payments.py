"""What the plan pays in a month is one sum: the lane, its figure, the page, the requests, the forecast."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import pytest
import reckoned
from households import DAY, MADE, random_book

from jiebei_desktop.analysis.forecast import forecast
from jiebei_desktop.domain.months import add_months
from jiebei_desktop.domain.planning import is_open
from jiebei_desktop.domain.standing import obligations
from jiebei_desktop.services.picture import LaneName, home_of, reading_of
from jiebei_desktop.services.plans.calendar import Turn
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
        is_open(way.stand.debt) and not way.rows and way.pays for way in seen.ways.values()
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
