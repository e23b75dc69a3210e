from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from jiebei_desktop.analysis.dues import pay_day
from jiebei_desktop.domain.agreed_terms import instalments_of
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.services.files import demo
from jiebei_desktop.services.negotiation.case_proposals import request_of
from jiebei_desktop.services.plans.proposals import proposals
from jiebei_desktop.services.reference import rulebook

DAY = date(2026, 11, 22)
BUDGET = Fen(200_000)


@pytest.fixture(scope="module")
def rules():
    return rulebook.load()


def planned(book, rules):
    return [one for one in proposals(book, BUDGET, DAY, rules).offers if one.plan is not None]


def test_every_plan_is_due_two_days_after_pay_day_and_so_are_its_alternatives(rules):
    book = demo.employee(DAY)
    assert pay_day(book, DAY) == 10
    found = planned(book, rules)
    assert {one.debt for one in found} == {"jiebei", "card", "weilidai", "huabei", "sister"}
    for one in found:
        plans = (one.plan, *one.alternatives)
        assert {row.due.day for plan in plans for row in plan.rows} == {12}


def test_a_plan_adds_up_and_its_charges_bear_nothing(rules):
    for one in planned(demo.employee(DAY), rules):
        plan = one.plan
        assert sum(row.principal for row in plan.rows) == plan.principal
        assert sum(row.fee for row in plan.rows) == plan.charges
        assert sum(row.interest for row in plan.rows) == plan.total_interest
        assert plan.total_paid == plan.principal + plan.charges + plan.total_interest
        assert plan.rows[-1].balance == 0
        assert [row.n for row in plan.rows] == list(range(1, plan.months + 1))
    jiebei = next(one for one in planned(demo.employee(DAY), rules) if one.debt == "jiebei")
    assert jiebei.plan.frozen
    assert jiebei.plan.principal == 3_800_000
    assert jiebei.before.charges == 98_800
    assert dict(jiebei.plan.waived) == {"above": 98_800 - jiebei.plan.charges}


def test_a_request_drafted_from_a_plan_means_its_very_instalments(rules):
    found = planned(demo.employee(DAY), rules)
    assert found
    for one in found:
        asked = [(row.due, row.payment) for row in one.plan.rows]
        request = request_of(one, one.plan)
        assert [(mark.due, mark.amount) for mark in instalments_of(request)] == asked
        assert (request.principal, request.charges) == (one.plan.principal, one.plan.charges)


def test_without_a_pay_day_all_are_asked_for_the_same_day_as_on_paper(rules):
    book = demo.employee(DAY)
    without = replace(book, recurring=(), entries=())
    found = planned(without, rules)
    assert found
    for one in found:
        assert one.plan.first_due.day == 15
        assert one.monthly == 0 or one.plan.first_due == date(2026, 12, 15)  # a relative waits
