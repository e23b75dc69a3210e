"""Cases: whose they are, and which one is open."""

from __future__ import annotations

from datetime import date, time

import pytest
from msgspec.structs import replace

from jiebei_desktop.domain.debts import DebtId
from jiebei_desktop.domain.negotiation import Conduct, Contact
from jiebei_desktop.domain.reminders import Reminder, case_ref, contact_ref, debt_ref
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


@pytest.mark.parametrize("answered", [True, False])
@pytest.mark.parametrize("conduct", [frozenset(), frozenset(list(Conduct)[:2])])
@pytest.mark.parametrize("at", [None, time(9, 5)])
def test_a_contact_comes_back_as_it_was_written(ledger, debt, answered, conduct, at):
    with ledger.write("x") as work:
        debts.add(work, debt)
        case = cases.case_in(work, debt.id, DAY)
        said = Contact(case_id=case, on=DAY, at=at, answered=answered, conduct=conduct)
        row = cases.CONTACTS.insert(work, said)
        assert cases.CONTACTS.read(work) == (replace(said, id=row),)


def test_only_the_reminders_of_the_debt_its_cases_and_calls_are_forgotten(ledger, debt):
    other = replace(debt, id=DebtId("b"), name="b")
    with ledger.write("x") as work:
        for one in (debt, other):
            debts.add(work, one)
        mine, theirs = (cases.case_in(work, one.id, DAY) for one in (debt, other))
        call = cases.CONTACTS.insert(work, Contact(case_id=mine, on=DAY))
        kept = [debt_ref("b"), case_ref(theirs), contact_ref(call + 1), ""]
        for ref in (debt_ref(debt.id), *kept, case_ref(mine), contact_ref(call)):
            cases.REMINDERS.insert(work, Reminder(on=DAY, kind="due", ref=ref))
        cases.forget_reminders(work, debt.id)
        assert sorted(one.ref for one in cases.open_reminders(work)) == sorted(kept)
