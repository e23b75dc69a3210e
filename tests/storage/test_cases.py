"""Cases: whose they are, and which one is open."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from jiebei_desktop.domain.debts import DebtId
from jiebei_desktop.storage import cases, debts

DAY = date(2026, 11, 22)


def test_cases_are_told_apart_by_their_debt_and_the_newest_open_one_counts(ledger, debt):
    other = replace(debt, id=DebtId("b"), name="b")
    with ledger.write("x") as work:
        for one in (debt, other):
            debts.add(work, one)
        old = cases.case_in(work, debt.id, DAY)
        theirs = cases.case_in(work, other.id, DAY)
        assert cases.case_in(work, debt.id, DAY) == old
        cases.close(work, old, DAY)
        new = cases.case_in(work, debt.id, DAY)
        assert [one.id for one in cases.read(work)] == [old, theirs, new]
        assert [one.id for one in cases.read(work, debt.id)] == [old, new]
        assert [one.id for one in cases.read(work, other.id)] == [theirs]
        assert cases.open_of(work, debt.id).id == new
        cases.close(work, new, DAY)
        assert cases.open_of(work, debt.id) is None
