from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from jiebei_desktop.domain.debts import Drawing, LenderType, Payment, Stage, TermsVersion
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.storage import debts


@pytest.fixture(autouse=True)
def _added(ledger, book):
    ledger.add_book(book)


def test_replacing_a_debt_keeps_the_rows_that_did_not_change(ledger, debt):
    extra = Payment(date=date(2026, 4, 1), amount=Fen(5))
    wanted = replace(debt, name="借呗二", payments=(debt.payments[1], extra))
    with ledger.write("edit-debt") as work:
        debts.replace(work, "jb1", wanted)
    assert ledger.debt("jb1") == wanted
    assert [row["id"] for row in ledger.rows("payments")] == [2, 3]
    assert [row["id"] for row in ledger.rows("terms")] == [1, 2]


def test_a_new_lender_takes_the_place_of_one_nobody_uses(ledger, debt):
    wanted = replace(debt, lender="另一家", lender_type=LenderType.BANK, versions=(), balance=None)
    with ledger.write("edit-debt") as work:
        debts.replace(work, "jb1", wanted)
    assert ledger.debt("jb1") == wanted
    assert [row["name"] for row in ledger.rows("lenders")] == ["另一家"]
    assert ledger.rows("balances") == []


def test_an_unknown_debt_is_a_key_error(ledger, debt):
    with ledger.write("x") as work:
        with pytest.raises(KeyError):
            debts.replace(work, "none", debt)
        with pytest.raises(KeyError):
            debts.remove(work, "none")


def test_reports_of_the_lender_stay_on_record_and_the_last_one_holds(ledger, debt):
    later = replace(debt.balance, as_of=date(2026, 11, 20), principal=Fen(1))
    again = replace(later, principal=Fen(2))
    for report in (later, again):
        with ledger.write("report-balance") as work:
            debts.report(work, "jb1", report)
    assert ledger.debt("jb1").balance == again
    assert ledger.reports("jb1") == (debt.balance, again)
    with ledger.write("edit-debt") as work:
        debts.replace(work, "jb1", replace(ledger.debt("jb1"), name="x"))
    assert len(ledger.reports("jb1")) == 2


def test_a_debt_is_put_into_a_stage_and_called_in_or_left_as_it_is(ledger, debt):
    day = date(2026, 11, 2)
    for stage, called, left in (
        (None, None, (debt.stage, debt.accelerated_on)),
        (Stage.LITIGATION, None, (Stage.LITIGATION, debt.accelerated_on)),
        (None, day, (Stage.LITIGATION, day)),
    ):
        with ledger.write("x") as work:
            debts.stand(work, 1, stage, called)
        assert (ledger.debt("jb1").stage, ledger.debt("jb1").accelerated_on) == left
    with ledger.write("y") as work:
        debts.not_called_in(work, 1)
    assert ledger.debt("jb1").accelerated_on is None


def test_terms_are_read_in_the_order_of_their_days(ledger, debt):
    earlier = TermsVersion(effective_from=date(2026, 6, 1), principal=Fen(5), terms=debt.terms)
    with ledger.write("new-terms") as work:
        debts.renew(work, "jb1", earlier)
    assert ledger.debt("jb1").versions == (earlier, *debt.versions)


def test_two_debts_of_one_lender_share_it(ledger, debt):
    with ledger.write("add-debt") as work:
        debts.add(work, replace(debt, id="jb2", balance=None))
        debts.pay(work, "jb2", Payment(date=date(2026, 5, 1), amount=Fen(9)))
    assert len(ledger.rows("lenders")) == 1
    assert [known.id for known in ledger.debts()] == ["jb1", "jb2"]
    assert ledger.debt("jb2").payments[-1].amount == 9
    with ledger.write("delete-debt") as work:
        debts.remove(work, "jb2")
    assert len(ledger.rows("lenders")) == 1


def test_what_was_drawn_later_is_kept_with_its_debt(ledger, debt):
    later = Drawing(date=date(2026, 3, 1), amount=Fen(150000))
    drawn = replace(debt, id="jb2", balance=None, draws=(later,))
    with ledger.write("add-debt") as work:
        debts.add(work, drawn)
    assert [known.draws for known in ledger.debts()] == [(), (later,)]
    assert ledger.debt("jb2") == drawn
    with ledger.write("edit-debt") as work:
        debts.replace(work, "jb2", replace(drawn, name="x"))
    assert ledger.debt("jb2").draws == (later,)
