from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from jiebei_desktop.domain.debts import Payment, Stage
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.services.debts.debt_book import Debts

PAYMENT = Payment(date=date(2026, 11, 3), amount=Fen(50_000))


@pytest.fixture
def debts(session, debt) -> Debts:
    debts = Debts(session)
    debts.add(debt)
    return debts


def test_a_debt_is_added_once(debts, debt, session):
    assert debts.all() == (debt,)
    with pytest.raises(ValueError, match="jb1"):
        debts.add(debt)
    assert session.history.undo_label == "add-debt"


def test_a_new_debt_gets_an_id_and_a_name_that_nobody_has(debts):
    (known,) = debts.all()

    def made(**change):
        found = debts.newcomer(replace(known, **change))
        return found.id, found.name

    assert made(product="jb") == ("jb2", f"{known.name} 2")
    assert made(product="huabei", name="花呗") == ("huabei1", "花呗")
    assert made(product="", name="花呗") == ("debt1", "花呗")
    assert debts.newcomer(known, leaving=known.id).name == known.name
    debts.add(debts.newcomer(known))
    assert debts.newcomer(known).name == f"{known.name} 3"


def test_payments_are_recorded_and_removed(debts, debt):
    debts.pay(debt.id, PAYMENT)
    assert debts.one(debt.id).payments == (*debt.payments, PAYMENT)
    debts.remove_payment(debt.id, PAYMENT)
    assert debts.one(debt.id) == debt
    with pytest.raises(ValueError, match="not in list"):
        debts.remove_payment(debt.id, PAYMENT)


def test_what_the_lender_shows_is_kept_with_what_it_showed_before(debts, debt, session):
    report = replace(debt.balance, as_of=date(2026, 11, 20))
    debts.report_balance(debt.id, report)
    assert debts.one(debt.id).balance == report
    assert session.ledger.reports(debt.id) == (debt.balance, report)


def test_settling_records_the_last_payment_too(debts, debt, session):
    debts.settle(debt.id, PAYMENT)
    settled = debts.one(debt.id)
    assert (settled.stage, settled.payments[-1]) == (Stage.SETTLED, PAYMENT)
    assert session.history.undo_label == "settle-debt"
    session.history.undo()
    assert debts.one(debt.id) == debt
    debts.settle(debt.id)
    assert debts.one(debt.id).payments == debt.payments


def test_a_settled_debt_is_given_back_to_the_figures(debts, debt, session):
    debts.settle(debt.id)
    debts.reopen(debt.id)
    assert debts.one(debt.id).stage is None
    assert session.history.undo_label == "set-stage"


def test_editing_can_rename_a_debt_and_deleting_removes_it(debts, debt, session):
    debts.edit(debt.id, replace(debt, id="new"))
    assert [known.id for known in debts.all()] == ["new"]
    debts.delete("new")
    assert debts.all() == ()
    session.history.undo()
    assert len(debts.all()) == 1
    with pytest.raises(KeyError):
        debts.pay("none", PAYMENT)
