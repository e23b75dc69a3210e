from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from jiebei_desktop.analysis.dues import pay_day
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.schedule import due_day
from jiebei_desktop.services.files import demo
from jiebei_desktop.services.plans.proposals import proposals
from jiebei_desktop.services.reference import rulebook

DAY = date(2026, 11, 22)
BUDGET = Fen(200_000)


@pytest.fixture(scope="module")
def rules():
    return rulebook.load()


def planned(book, rules):
    return [one for one in proposals(book, BUDGET, DAY, rules).offers if one.plan is not None]


def test_a_day_before_the_money_arrives_is_moved_in_the_ask_and_in_its_alternatives(rules):
    book = demo.employee(DAY)
    assert pay_day(book) == 10
    debts = {debt.id: debt for debt in book.debts}
    moved = [
        one
        for one in planned(book, rules)
        if due_day(debts[one.debt].terms, debts[one.debt].contract_date) < 10
    ]
    assert moved
    for one in moved:
        plans = (one.plan, *one.alternatives)
        assert {row.due.day for plan in plans for row in plan.rows} == {12}


def test_without_a_pay_day_the_day_of_the_contract_stays(rules):
    book = demo.employee(DAY)
    without = replace(book, recurring=(), entries=())
    found = planned(without, rules)
    assert found
    for one in found:
        debt = next(debt for debt in book.debts if debt.id == one.debt)
        assert one.plan.first_due.day == due_day(debt.terms, debt.contract_date)
