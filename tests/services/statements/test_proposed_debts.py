"""Debts that papers show are proposed, adopted in one step, and open again without their debt."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
import statement_builders as b
from msgspec.structs import replace
from statement_builders import A, number

from jiebei_desktop.domain.debts import Method, ReportedBalance
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.proposed_debt import Paper, ProposedDebt, proposal_id
from jiebei_desktop.domain.standing import owed
from jiebei_desktop.importers.preview import Declared, Statement
from jiebei_desktop.services.debts import adopting, estimates, report_form
from jiebei_desktop.services.debts.debt_book import Debts
from jiebei_desktop.services.files import demo
from jiebei_desktop.services.picture import picture
from jiebei_desktop.services.statements import (
    imports,
    imports_booking,
    imports_history,
    proposed_debts,
)
from jiebei_desktop.services.statements.adopted_debts import adopted_debt
from jiebei_desktop.services.statements.imports import Choices
from jiebei_desktop.services.today.overview import standing

LOAN = {"category": "信用借还", "way": "不计收支"}
DAY = date(2026, 11, 1)


def loan(n, item, status, amount, at, peer="蚂蚁借呗"):
    row = {**LOAN, "peer": peer, "item": item, "status": status, "amount": amount}
    return A(**row, at=f"{at} 10:00:00", order=number(n))


BILL = b.alipay(
    [
        loan(1, "借呗还款", "还款成功", "300.00", "2026-08-02"),
        loan(2, "借呗放款", "放款成功", "1000.00", "2026-08-10"),
        loan(3, "借呗还款", "还款失败", "500.00", "2026-09-10"),
        A(method="招商银行信用卡(1234)", amount="80.00", at="2026-08-03 10:00:00", order=number(4)),
        loan(5, "信用卡还款", "还款成功", "20.00", "2026-08-20", "招商银行"),
        A(peer="乐享月付科技", item="还款", amount="50.00", at="2026-08-21 10:00:00", order=number(6)),
    ]
)  # fmt: skip


def names(session):
    return {one.name: one for one in proposed_debts.proposals(session)}


def report(*found):
    """Return a credit report as its reader hands it on."""
    return Statement(
        format="credit_report", source="credit_report", account="", tail="", first="2026-11-01",
        last="2026-11-01", declared=Declared(), rows=[], verdicts=[], proposed=found,
    )  # fmt: skip


def listed(name="借呗", product="jiebei", **more):
    return ProposedDebt(
        id=proposal_id("r", name, more.get("tail", "")), name=name, product=product,
        paper=Paper.CREDIT_REPORT, as_of=more.pop("as_of", "2026-10"),
        lender=more.pop("lender", "重庆蚂蚁消费金融有限公司"), **more,
    )  # fmt: skip


def book(session, paper, digest="d"):
    seen = imports_booking.match(session, paper, "r.pdf", digest)
    return imports.book(session, seen, Choices(as_of=DAY))[0]


def test_an_overdue_card_costs_what_is_usual_and_one_paid_on_time_nothing():
    card = listed("招商银行信用卡", "credit_card", balance=Fen(2_700_000), overdue=Fen(140_000))
    late = adopted_debt(card, (), ()).terms
    assert (late.rate.value, late.penalty_multiplier) == (Decimal("0.0005"), 1)
    assert adopted_debt(replace(card, overdue=None), (), ()).terms.rate.value == 0


def test_a_statement_proposes_every_debt_it_shows(session, bring):
    bring(BILL)
    found = names(session)
    assert set(found) == {"借呗", "招商银行信用卡", "乐享月付科技"}
    assert found["借呗"].facts == {
        "draws": 1,
        "draws_fen": 100_000,
        "repayments": 1,
        "repayments_fen": 30_000,
        "missed": 1,
        "missed_fen": 50_000,
    }
    card = found["招商银行信用卡"]
    assert (card.tail, card.lender, card.product) == ("1234", "招商银行", "credit_card")
    assert (card.balance, len(card.rows)) == (None, 2)
    lender = found["乐享月付科技"]
    assert (lender.lender, lender.product) == ("乐享月付科技", "online_loan")


def test_what_a_paper_would_propose_is_known_before_it_is_booked(session, tmp_path):
    path = tmp_path / "x.csv"
    path.write_bytes(BILL)
    seen = imports.preview(session, path)
    before = proposed_debts.proposals(session, [seen])
    assert proposed_debts.proposals(session) == ()
    imports.book(session, seen)
    assert proposed_debts.proposals(session) == before
    again = imports.preview(session, path)
    assert proposed_debts.proposals(session, [again]) == before


def test_adopting_links_draws_and_repayments_and_owes_no_less_than_the_bill_proves(session, bring):
    bring(BILL)
    made = adopting.adopt(session, [one.id for one in names(session).values()], DAY)
    assert names(session) == {}
    debts = {debt.id: debt for debt in session.ledger.debts()}
    assert set(made.debts) == set(debts) == {"jiebei1", "credit_card1", "online_loan1"}
    total = {code: owed(debt, date(2026, 9, 30)).parts.principal for code, debt in debts.items()}
    proved = {"jiebei1": 100_000, "credit_card1": 6_000, "online_loan1": 0}
    estimated = {code: total[code] - fen for code, fen in proved.items()}
    assert all(0 <= interest < 100 for interest in estimated.values()), "by the usual rate"
    assert debts["jiebei1"].terms.method is Method.FREE
    assert debts["credit_card1"].name == "招商银行信用卡(1234)"
    missing = {one.debt: one.missing for one in made.open}
    assert missing["jiebei1"] == ("balance", "rate", "first_due", "periods")
    assert missing["credit_card1"] == ("balance", "rate", "due_day")
    later = b.alipay([A(method="招商银行信用卡(1234)", amount="7.00", order=number(9))])
    bring(later, name="later.csv")
    assert names(session) == {}, "what comes later belongs to the debt, too"


def test_a_rate_that_no_statement_tells_is_an_estimate_until_somebody_tells_it(session, bring):
    bring(BILL)
    made = adopting.adopt(session, [one.id for one in names(session).values()], DAY)
    assert {estimates.estimated(session, debt) for debt in made.debts} == {("rate",)}
    Debts(session).edit("jiebei1", session.ledger.debt("jiebei1"))
    assert estimates.estimated(session, "jiebei1") == ()


def test_a_household_is_reckoned_with_a_debt_that_only_the_bill_knows(session, bring):
    day = date(2026, 9, 30)
    session.ledger.add_book(demo.employee(day))
    drawn = loan(1, "网商贷放款至余额", "放款成功", "10000.00", "2026-08-02", peer="网商贷")
    paid = loan(2, "网商贷还款", "还款成功", "880.00", "2026-08-20", peer="网商贷")
    bring(b.alipay([drawn, paid]))
    made = adopting.adopt(session, [names(session)["网商贷"].id], DAY)
    assert session.ledger.debt(made.debts[0]).principal == 0
    seen = picture(session, day, 1)
    assert seen.amount(f"owed.{made.debts[0]}.principal") >= 912_000
    assert seen.lanes


def test_one_step_takes_the_adoption_back(session, bring):
    bring(BILL)
    before = proposed_debts.proposals(session)
    adopting.adopt(session, [before[0].id], DAY)
    session.ledger.undo()
    assert proposed_debts.proposals(session) == before
    assert session.ledger.debts() == ()


def test_a_debt_deleted_and_an_import_taken_back(session, bring):
    summary = bring(BILL)
    adopting.adopt(session, [names(session)["借呗"].id], DAY)
    Debts(session).delete("jiebei1")
    assert "借呗" in names(session)
    imports_history.revert(session, summary.batch)
    assert proposed_debts.proposals(session) == ()


def test_a_product_answered_away_is_not_proposed(session, bring):
    bring(BILL, Choices(debts={"借呗": ""}))
    assert "借呗" not in names(session)


def test_no_id_but_an_open_one_can_be_adopted(session):
    closed = listed(closed=True)
    book(session, report(closed))
    for code in ("nothing", closed.id):
        with pytest.raises(proposed_debts.NoSuchProposal):
            adopting.adopt(session, [code], DAY)


def test_a_report_books_nothing_and_its_figures_become_the_balance(session):
    summary = book(
        session, report(listed(balance=Fen(1_200_000), overdue=Fen(110_100), limit=Fen(5)))
    )
    assert (summary.rows, summary.entries) == (0, 0)
    made = adopting.adopt(session, [listed().id], DAY)
    debt = session.ledger.debt("jiebei1")
    assert debt.balance == ReportedBalance(
        as_of=date(2026, 10, 31), principal=Fen(1_200_000), overdue_principal=Fen(110_100)
    )
    assert (debt.credit_limit, made.open[0].missing) == (5, ("overdue_since", "due_day"))


def test_an_account_of_a_report_is_one_debt_by_the_command_and_by_its_page(session):
    told = listed(
        balance=Fen(1_200_000), principal=Fen(2_400_000), until="2027-10-08", lent="2025-10-08"
    )
    book(session, report(told))
    made = adopting.adopt(session, [told.id], DAY)
    (by_command,) = session.ledger.debts()
    assert by_command.terms.due_day == 8
    assert set(made.open[0].guessed) >= {"rate", "method", "periods"}
    guessed = estimates.estimated(session, by_command.id)
    session.history.undo()
    adopting.enter(session, adopting.Wish(as_of=DAY, enter=(told.id,)))
    assert session.ledger.debts() == (by_command,)
    assert estimates.estimated(session, by_command.id) == guessed


def test_the_bill_and_the_report_show_one_debt_once(session, bring):
    bring(BILL)
    book(session, report(listed(balance=Fen(70_000), as_of="2026-07-31")))
    jiebei = [one for one in proposed_debts.proposals(session) if one.product == "jiebei"]
    assert [one.paper for one in jiebei] == [Paper.CREDIT_REPORT]
    adopting.adopt(session, [jiebei[0].id], DAY)
    principal = owed(session.ledger.debt("jiebei1"), date(2026, 8, 10)).parts.principal
    assert 0 <= principal - (70_000 - 30_000 + 100_000) < 100
    assert "借呗" not in names(session)


def test_a_newer_report_brings_its_figures_and_an_older_one_does_not(session):
    book(session, report(listed(balance=Fen(5), as_of="2026-09")), "1")
    book(session, report(listed(balance=Fen(7), as_of="2026-10")), "2")
    book(session, report(listed(balance=Fen(9), as_of="2026-08")), "3")
    assert [one.balance for one in proposed_debts.proposals(session)] == [7]
    assert book(session, report(listed(balance=Fen(7))), "2").batch is None


def test_two_cards_of_a_bank_are_two_proposals(session, bring):
    cards = [
        A(method=f"招商银行信用卡({tail})", order=number(n))
        for n, tail in enumerate(("1234", "5678"))
    ]
    bring(b.alipay(cards))
    assert [one.tail for one in proposed_debts.proposals(session)] == ["1234", "5678"]
    made = adopting.adopt(session, [one.id for one in proposed_debts.proposals(session)], DAY)
    assert made.debts == ("credit_card1", "credit_card2")
    assert [len(session.ledger.rows("debt_events", debt_id=n)) for n in (1, 2)] == [1, 1]


def card_bill(day, *marks):
    """Return a bill of a card with what it says above its rows."""
    return b.table(
        "交易日,记账日,卡号后四位,交易描述,人民币金额",
        f"{day},{day},1234,示例超市消费,50.00",
        f"{day},{day},1234,还款,-20.00",
        before=("招商银行信用卡账单", *marks),
    )


def test_a_card_is_proposed_with_the_days_its_latest_bill_names(session, bring):
    bring(card_bill("2026-08-13", "账单日：2026年08月21日 到期还款日：2026年09月08日"))
    bring(card_bill("2026-09-13", "账单日：2026年09月25日"))
    bring(card_bill("2026-07-13", "账单日：2026年07月02日 到期还款日：2026年07月20日"))
    (card,) = proposed_debts.proposals(session)
    assert (card.facts["bill_day"], card.facts["due_day"]) == (25, 8)
    told = report_form.usual(card, DAY)
    assert (told.bill_day, told.due_day) == ("25", "8")
    adopting.adopt(session, [card.id], DAY)
    (debt,) = session.ledger.debts()
    assert debt.terms.bill_day == 25
    session.history.undo()
    adopting.adopt_told(session, card.id, {"bill_day": "26", "owed_now": "500"}, DAY)
    (debt,) = session.ledger.debts()
    assert (debt.terms.bill_day, debt.terms.due_day, debt.terms.method) == (
        26, 8, Method.REVOLVING,
    )  # fmt: skip


BILLED = "账单日：2026年08月21日 到期还款日：2026年09月08日"


def card_debt(session, **terms):
    adopting.adopt(session, [proposed_debts.proposals(session)[0].id], DAY)
    (debt,) = session.ledger.debts()
    changed = replace(debt, terms=replace(debt.terms, **terms)) if terms else debt
    Debts(session).edit(debt.id, changed)
    return debt.id


@pytest.mark.parametrize(("said", "kept"), [(None, 21), (5, 5)])
def test_the_bill_of_a_card_in_the_ledger_says_its_day_where_nobody_did(session, bring, said, kept):
    bring(card_bill("2026-07-13"))
    debt = card_debt(session, bill_day=said)
    due = session.ledger.debt(debt).terms.due_day
    bring(card_bill("2026-08-13", BILLED))
    terms = session.ledger.debt(debt).terms
    assert (terms.bill_day, terms.due_day) == (kept, due)
    session.history.undo()
    assert session.ledger.debt(debt).terms.bill_day == said


def test_a_card_that_a_report_lists_has_the_days_of_its_bill(session, bring):
    card = {"name": "信用卡", "lender": "招商银行", "product": "credit_card", "balance": Fen(5_000)}
    book(session, report(listed(**card)))
    bring(card_bill("2026-08-13", BILLED))
    (one,) = proposed_debts.proposals(session)
    assert one.paper is Paper.CREDIT_REPORT
    assert (one.facts["bill_day"], one.facts["due_day"]) == (21, 8)
    book(session, report(listed(**card, tail="9"), listed(**card, tail="8")), "2")
    assert all("bill_day" not in one.facts for one in proposed_debts.proposals(session))


def test_what_is_still_open_closes_when_it_is_said(session, bring):
    bring(BILL)
    adopting.adopt(session, [names(session)["借呗"].id], DAY)
    debts = Debts(session)
    debts.report_balance("jiebei1", ReportedBalance(as_of=DAY, principal=Fen(5)))
    assert [one.missing for one in proposed_debts.open_debts(session)] == [
        ("rate", "first_due", "periods")
    ]
    debts.edit("jiebei1", replace(debts.one("jiebei1"), name="借呗A"))
    assert proposed_debts.open_debts(session) == ()


def test_the_first_page_counts_what_nobody_has_entered(session, bring):
    assert standing(session, DAY).empty
    bring(BILL)
    facts = standing(session, DAY)
    assert (facts.unentered.debts, facts.unentered.draws, facts.unentered.missed) == (3, 1, 1)
    assert not facts.empty
