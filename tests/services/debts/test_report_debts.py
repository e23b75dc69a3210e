"""A credit report becomes debts: the form fills in what follows, says what is guessed, merges."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
import statement_builders as b
from msgspec.structs import replace
from statement_builders import A, number

from jiebei_desktop.domain.contradictions import contract_day_known, contradictions, questions
from jiebei_desktop.domain.debts import (
    Debt,
    DebtId,
    LenderType,
    Method,
    Payment,
    ReportedBalance,
    Stage,
    Terms,
)
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.rates import Rate, RatePeriod
from jiebei_desktop.domain.standing import owed
from jiebei_desktop.importers.credit_report import TextLine, report_of
from jiebei_desktop.importers.preview import Declared, Statement
from jiebei_desktop.importers.words import words
from jiebei_desktop.services.debts import (
    adopting,
    debt_detail,
    debt_draft,
    estimates,
    report_debts,
    report_form,
)
from jiebei_desktop.services.debts.adopting import Wish
from jiebei_desktop.services.debts.debt_book import Debts
from jiebei_desktop.services.debts.known_accounts import is_taken_unasked
from jiebei_desktop.services.debts.report_form import changed
from jiebei_desktop.services.negotiation.case_warnings import all_warnings
from jiebei_desktop.services.picture import picture
from jiebei_desktop.services.reference.products import template
from jiebei_desktop.services.statements import imports_booking, imports_history, proposed_debts

DAY = date(2026, 11, 22)
HEAD = ("个人信用报告", "报告时间:2026-11-01 09:00:00", "信贷记录")
CARD = (
    "2019年03月05日某某银行股份有限公司信用卡中心发放的贷记卡（人民币账户，卡片尾号：3308）。"
    "截至2026年10月，信用额度15,000，已使用额度12,000，逾期金额600。"
)
LINE = (
    "2025年12月20日重庆蚂蚁消费金融有限公司为其他个人消费贷款授信，额度有效期至2027年12月20日，"
    "可循环使用。截至2026年10月，信用额度20,000元（人民币），余额为12,000。"
)
LOAN = (
    "2026年03月01日招联消费金融股份有限公司发放的10,000元（人民币）其他个人消费贷款，"
    "2027年03月05日到期。截至2026年10月，余额4,800。"
)
PAST = (
    "2025年05月08日福州三六零网络小额贷款有限公司发放的8,000元（人民币）其他个人消费贷款，"
    "2026年05月08日到期。截至2026年10月，余额2,300，逾期金额2,300。"
)
CLOSED = "2018年01月01日交通银行发放的贷记卡（人民币账户，卡片尾号：9999），2022年05月销户。"
QUERY = ("查询记录", "机构查询记录明细", "1 2026年08月15日 某某消费金融有限公司 贷款审批")


def report(*sentences, day="2026-11-01"):
    head = [line.replace("2026-11-01", day) for line in HEAD]
    items = [f"{n}. {text}" for n, text in enumerate(sentences, start=1)]
    found = report_of([TextLine(1, line) for line in (*head, *items, *QUERY)], words())
    return Statement(
        format="credit_report", source="credit_report", account="", tail="", first=day, last=day,
        declared=Declared(), rows=[], verdicts=[], proposed=found.proposed, report=found,
    )  # fmt: skip


def paper(session, *sentences, digest="d", day="2026-11-01"):
    return imports_booking.match(session, report(*sentences, day=day), "r.pdf", digest)


def lines(session, seen=None):
    return {line.debt.product: line for line in report_debts.view(session, DAY, seen).lines[::-1]}


def entered(session, seen, *products, **told):
    """Enter accounts by product, with forms typed as given, and return their debts."""
    found = lines(session, seen)
    forms = {line.debt.id: told.get(product, line.told) for product, line in found.items()}
    chosen = [found[product].debt.id for product in products]
    adopting.enter(session, Wish(as_of=DAY, enter=chosen, told=forms, paper=seen))
    return {debt.product: debt for debt in session.ledger.debts()}


def test_open_accounts_come_first_with_their_sentence_and_its_figures(session):
    seen = paper(session, CLOSED, CARD, LINE)
    found = report_debts.view(session, DAY, seen)
    assert [line.debt.closed for line in found.lines] == [False, False, True]
    assert (found.day, found.queries, found.kept) == ("2026-11-01", 1, False)
    first = found.lines[0]
    assert (first.source.page, first.source.number, first.source.sentence) == (1, 2, CARD)
    assert [CARD[begin:end] for begin, end in first.marks] == [
        "信用额度15,000", "已使用额度12,000", "逾期金额600",
    ]  # fmt: skip
    assert report_debts.sums(found.open()) == report_debts.Sums(
        count=2, balance=Fen(2_400_000), overdue=Fen(60_000)
    )


def test_what_follows_from_the_report_is_filled_in_and_usual_terms_are_guesses(session):
    found = lines(session, paper(session, LOAN, CARD))
    loan, card = found["online_loan"], found["credit_card"]
    assert (loan.told.due_day, loan.told.periods) == ("5", "5")
    assert report_form.missing(loan.debt, loan.told, DAY) == ()
    assert report_form.guesses(loan.debt, loan.told, DAY) == ("paid", "rate", "method", "periods")
    assert report_form.missing(card.debt, card.told, DAY) == ("overdue_since", "due_day")
    assert report_form.guesses(card.debt, card.told, DAY) == ("minimum", "rate")


def test_a_guess_that_is_typed_anew_is_none_any_more(session):
    loan = lines(session, paper(session, LOAN))["online_loan"]
    told = changed(loan.told, "rate", rate="18")
    assert "rate" not in report_form.guesses(loan.debt, told, DAY)
    debts = entered(session, paper(session, LOAN), "online_loan", online_loan=told)
    assert debts["online_loan"].terms.rate.value == Decimal("0.18")
    assert proposed_debts.open_debts(session) == ()
    assert estimates.estimated(session, debts["online_loan"].id) == ("method", "periods")


def test_a_loan_whose_day_is_past_is_all_due_and_late_since_nobody_says_when(session):
    debt = entered(session, paper(session, PAST), "online_loan")["online_loan"]
    assert (debt.terms.method, debt.terms.first_due) == (Method.SINGLE, date(2026, 5, 8))
    stand = owed(debt, DAY)
    assert (stand.overdue_principal, stand.overdue_since, stand.days_known) == (230_000, None, None)


def test_what_fell_due_after_a_report_is_neither_paid_nor_late_until_somebody_says(session):
    seen = paper(session, LOAN)
    loan = lines(session, seen)["online_loan"]
    assert report_form.dues(loan.debt, loan.told, DAY) == (date(2026, 11, 5),)
    debt = entered(session, seen, "online_loan")["online_loan"]
    assert (debt.payments, debt.terms.first_due) == ((), date(2026, 12, 5))
    stand = owed(debt, DAY)
    assert (stand.parts.principal, stand.overdue_since) == (480_000, None)
    session.history.undo()
    was_paid = changed(loan.told, "paid", paid=True)
    debt = entered(session, seen, "online_loan", online_loan=was_paid)["online_loan"]
    assert [paid.date for paid in debt.payments] == [date(2026, 11, 5)]
    assert owed(debt, DAY).overdue_since is None
    session.history.undo()
    not_paid = changed(loan.told, "paid", paid=False)
    debt = entered(session, seen, "online_loan", online_loan=not_paid)["online_loan"]
    assert debt.payments == ()
    assert owed(debt, DAY).overdue_since == date(2026, 11, 5)


def test_a_debt_begins_on_the_day_the_report_says_it_was_lent(session):
    debts = entered(session, paper(session, LOAN, CARD, LINE), "online_loan", "credit_card")
    loan, card = debts["online_loan"], debts["credit_card"]
    assert (loan.contract_date, loan.principal) == (date(2026, 3, 1), 1_000_000)
    assert loan.balance.as_of == card.contract_date == date(2026, 10, 31)
    assert (contract_day_known(loan), contract_day_known(card)) == (True, False)
    assert list(contradictions(loan)) == []


def test_a_debt_that_was_known_by_its_page_takes_the_day_of_the_report(session):
    made = entered(session, paper(session, LOAN), "online_loan")["online_loan"]
    session.history.undo()
    Debts(session).add(replace(made, contract_date=made.balance.as_of, payments=()))
    seen = paper(session, LOAN.replace("2026年10月", "2026年11月"), day="2026-11-20")
    line = lines(session, seen)["online_loan"]
    adopting.enter(session, Wish(as_of=DAY, merge={line.debt.id: made.id}, paper=seen))
    assert session.ledger.debt(made.id).contract_date == date(2026, 3, 1)


def test_the_repayments_of_a_statement_take_the_place_of_that_guess(session, bring):
    row = A(
        category="信用借还", way="不计收支", peer="招联消费金融", item="招联消费金融还款",
        status="还款成功", amount="900.00", at="2026-11-05 10:00:00", order=number(1),
    )  # fmt: skip
    bring(b.alipay([row]))
    debt = entered(session, paper(session, LOAN), "online_loan")["online_loan"]
    assert [(paid.date, paid.amount) for paid in debt.payments] == [(date(2026, 11, 5), 90_000)]


def test_a_card_takes_its_least_payment_to_the_fen(session):
    seen = paper(session, CARD)
    card = lines(session, seen)["credit_card"].told
    card = changed(card, "due_day", due_day="28")
    card = changed(card, "minimum", minimum="643.21")
    card = changed(card, "overdue_since", overdue_since=date(2026, 9, 28))
    debt = entered(session, seen, "credit_card", credit_card=card)["credit_card"]
    assert debt.terms.method is Method.REVOLVING
    assert debt.balance.overdue_since == date(2026, 9, 28)
    assert round(debt.terms.minimum.fraction * debt.balance.principal) == 64_321
    assert estimates.estimated(session, debt.id) == ("rate",)


def test_what_is_owed_today_replaces_the_balance_of_the_report(session):
    seen = paper(session, LINE)
    line = changed(lines(session, seen)["jiebei"].told, "due_day", due_day="20")
    more = changed(line, "owed_now", owed_now="12,345.67")
    debt = entered(session, seen, "jiebei", jiebei=more)["jiebei"]
    assert (debt.balance.as_of, debt.balance.principal, debt.balance.interest) == (
        DAY, 1_200_000, 34_567,
    )  # fmt: skip
    assert owed(debt, DAY).parts.total == 1_234_567
    session.history.undo()
    less = changed(line, "owed_now", owed_now="11000")
    debt = entered(session, seen, "jiebei", jiebei=less)["jiebei"]
    assert (debt.balance.principal, debt.balance.interest) == (1_100_000, 0)


def test_without_a_due_day_a_debt_has_no_plan_and_says_what_is_missing(session):
    debt = entered(session, paper(session, LINE), "jiebei")["jiebei"]
    assert (debt.terms.method, debt.balance.principal) == (Method.FREE, 1_200_000)
    (still,) = proposed_debts.open_debts(session)
    assert still.missing == ("due_day",)
    assert debt_detail.detail(session, debt.id, DAY).missing == ("due_day",)
    Debts(session).edit(debt.id, replace(debt, note="x"))
    assert proposed_debts.open_debts(session) == ()
    assert estimates.estimated(session, debt.id) == ()


def test_the_guess_for_unlisted_debts_goes_with_the_report(session):
    guess = Debt(
        id=DebtId("o"), name="其他", product="other", lender="x", lender_type=LenderType.UNKNOWN,
        contract_date=DAY, principal=Fen(600_000),
        terms=Terms(rate=Rate(value=Decimal(0), per=RatePeriod.YEAR), periods=12),
    )  # fmt: skip
    Debts(session).add(guess)
    seen = paper(session, LINE)
    assert report_debts.view(session, DAY, seen).stand_in is None
    session.history.run("x", lambda work: estimates.note(work, guess.id, ("amount", "rate")))
    found = report_debts.view(session, DAY, seen)
    assert found.stand_in.name == "其他"
    wish = Wish(as_of=DAY, enter=[found.lines[0].debt.id], paper=seen, drop=found.stand_in.debt)
    adopting.enter(session, wish)
    assert [debt.product for debt in session.ledger.debts()] == ["jiebei"]
    assert "o" not in estimates.all_estimated(session)


@pytest.mark.parametrize(
    ("field", "values", "code"),
    [
        ("due_day", {"due_day": "32"}, "out_of_range"),
        ("rate", {"rate": "x"}, "not_percent"),
        ("rate", {"rate": "5"}, "high_rate"),
        ("periods", {"periods": "0"}, "out_of_range"),
        ("owed_now", {"owed_now": "a"}, "not_amount"),
        ("minimum", {"minimum": "20000"}, "above_whole"),
        ("overdue_since", {"overdue_since": date(2026, 12, 1)}, "ahead"),
        ("overdue_since", {"overdue_since": date(2026, 11, 3)}, "after_balance"),
    ],
)
def test_what_cannot_be_is_told_at_its_field_and_not_entered(session, field, values, code):
    seen = paper(session, CARD, LINE)
    product = "credit_card" if field in {"minimum", "overdue_since"} else "jiebei"
    line = lines(session, seen)[product]
    told = changed(changed(line.told, "due_day", due_day="20"), field, **values)
    found = adopting.check(line.debt, told, DAY)
    assert [(one.field, one.code) for one in found] == [(field, code)]
    wish = Wish(as_of=DAY, enter=[line.debt.id], told={line.debt.id: told}, paper=seen)
    with pytest.raises(ValueError, match=line.debt.id):
        adopting.enter(session, wish)
    assert session.ledger.debts() == ()


def test_a_high_rate_is_taken_when_it_is_confirmed(session):
    seen = paper(session, LINE)
    line = lines(session, seen)["jiebei"]
    told = replace(changed(line.told, "rate", rate="5"), confirmed=True)
    assert adopting.check(line.debt, told, DAY) == ()


def test_entering_keeps_the_report_and_is_one_step(session):
    seen = paper(session, CARD, LINE, CLOSED)
    entered(session, seen, "credit_card")
    assert session.history.undo_label == "adopt-debts"
    left = report_debts.view(session, DAY)
    assert [line.debt.product for line in left.lines] == ["jiebei", "credit_card"]
    assert (left.kept, left.lines[0].source.sentence) == (True, LINE)
    session.history.undo()
    assert (session.ledger.debts(), session.ledger.proposed_debts()) == ((), ())
    assert session.ledger.setting("imports.report") is None


def test_what_was_typed_is_kept_for_later(session):
    seen = paper(session, LINE)
    line = lines(session, seen)["jiebei"]
    told = changed(line.told, "overdue_since", overdue_since=date(2026, 10, 2), due_day="2")
    adopting.keep(session, Wish(as_of=DAY, told={line.debt.id: told}, paper=seen))
    assert session.ledger.debts() == ()
    assert lines(session)["jiebei"].told == told
    batch = session.ledger.rows("import_batches")[0]["id"]
    imports_history.revert(session, batch)
    assert report_debts.view(session, DAY).lines == ()
    assert not session.ledger.setting("imports.report_forms")
    assert session.ledger.setting("imports.report")["sources"] == {}


def test_an_older_report_does_not_replace_a_newer_ones_sentences(session):
    newer, older = LINE, LINE.replace("2026年10月", "2026年08月").replace("12,000", "9,000")
    for digest, text, day in (("1", newer, "2026-11-01"), ("2", older, "2026-09-01")):
        seen = paper(session, text, digest=digest, day=day)
        adopting.keep(session, Wish(as_of=DAY, paper=seen))
    found = report_debts.view(session, DAY)
    assert (found.day, found.lines[0].source.sentence) == ("2026-11-01", newer)


def test_a_debt_of_the_ledger_is_known_and_merged_not_entered_twice(session):
    first = entered(session, paper(session, LINE), "jiebei")["jiebei"]
    later = LINE.replace("2026年10月", "2026年11月").replace("12,000", "11,500")
    seen = paper(session, later, digest="2", day="2026-11-20")
    line = lines(session, seen)["jiebei"]
    assert (line.known.debt, line.known.newer) == (first.id, True)
    adopting.enter(session, Wish(as_of=DAY, merge={line.debt.id: first.id}, paper=seen))
    (debt,) = session.ledger.debts()
    assert (debt.balance.as_of, debt.balance.principal) == (date(2026, 11, 20), 1_150_000)
    assert report_debts.view(session, DAY).lines == ()


def by_hand(debt, name, principal):
    return replace(
        debt, id=DebtId(name), name=name, principal=principal, balance=None, payments=(),
        contract_date=date(2026, 1, 5), credit_limit=None,
    )  # fmt: skip


def test_a_debt_typed_by_hand_is_known_the_nearest_amount_first(session):
    made = entered(session, paper(session, LINE), "jiebei")["jiebei"]
    session.history.undo()
    for name, principal in (("借呗一", Fen(300_000)), ("借呗二", Fen(1_190_000))):
        Debts(session).add(by_hand(made, name, principal))
    second = LINE.replace("2025年12月20日", "2026年01月20日").replace("12,000", "3,100")
    found = report_debts.view(session, DAY, paper(session, LINE, second)).lines
    assert [line.known.debt for line in found] == ["借呗二", "借呗一"]
    seen = paper(session, LINE)
    line = lines(session, seen)["jiebei"]
    wish = Wish(as_of=DAY, merge={line.debt.id: line.known.debt}, paper=seen)
    adopting.enter(session, wish)
    merged = session.ledger.debt(line.known.debt)
    assert (merged.credit_limit, merged.balance.principal) == (2_000_000, 1_200_000)
    assert merged.contract_date == date(2026, 1, 5)
    assert report_debts.view(session, DAY).lines == ()


def test_a_sentence_without_a_balance_leaves_it_open(session):
    text = (
        "2026年03月01日招联消费金融股份有限公司发放的10,000元（人民币）其他个人消费贷款，"
        "2027年03月05日到期。"
    )
    seen = paper(session, text)
    line = lines(session, seen)["online_loan"]
    assert report_form.parse(line.debt, line.told, DAY).balance is None
    assert report_form.missing(line.debt, line.told, DAY) == ("owed_now",)
    debt = entered(session, seen, "online_loan")["online_loan"]
    assert debt.balance is None
    assert proposed_debts.open_debts(session)[0].missing == ("balance",)
    session.history.undo()
    told = changed(line.told, "owed_now", owed_now="5000")
    debt = entered(session, seen, "online_loan", online_loan=told)["online_loan"]
    assert debt.balance.principal == 500_000


@pytest.mark.parametrize("rate", ["nan", "1e9", "", "x"])
def test_what_is_no_rate_has_no_rate_a_year(session, rate):
    line = lines(session, paper(session, LINE))["jiebei"]
    assert report_form.annual(line.debt, line.told) == Fraction(1825, 10000)
    assert report_form.annual(line.debt, changed(line.told, "rate", rate=rate)) is None


def test_merging_an_older_report_leaves_newer_figures_alone(session):
    debt = entered(session, paper(session, LINE), "jiebei")["jiebei"]
    Debts(session).pay(debt.id, Payment(date=date(2026, 11, 10), amount=Fen(5_000)))
    session.ledger.rows("proposed_debts")
    seen = paper(session, LINE, digest="2")
    line = lines(session, seen)["jiebei"]
    assert not line.known.newer
    before = session.ledger.debt(debt.id).balance
    adopting.enter(session, Wish(as_of=DAY, merge={line.debt.id: debt.id}, paper=seen))
    assert session.ledger.debt(debt.id).balance == before


def test_a_guessed_amount_gives_way_to_the_reports(session):
    debt = entered(session, paper(session, LINE), "jiebei")["jiebei"]
    told = replace(
        debt, balance=replace(debt.balance, as_of=DAY, principal=Fen(999)), contract_date=DAY
    )
    Debts(session).edit(debt.id, told)
    session.history.run("x", lambda work: estimates.note(work, debt.id, ("amount", "rate")))
    seen = paper(session, LINE, digest="2")
    line = lines(session, seen)["jiebei"]
    assert line.known.newer
    adopting.enter(session, Wish(as_of=DAY, merge={line.debt.id: debt.id}, paper=seen))
    merged = session.ledger.debt(debt.id)
    assert (merged.balance.as_of, merged.balance.principal) == (date(2026, 10, 31), 1_200_000)
    assert estimates.estimated(session, debt.id) == ("rate",)
    assert list(contradictions(merged)) == []


def test_two_lines_of_one_lender_are_not_both_the_same_debt(session):
    second = LINE.replace("2025年12月20日", "2026年01月20日").replace("12,000", "5,000")
    entered(session, paper(session, LINE), "jiebei")
    found = report_debts.view(session, DAY, paper(session, second, LINE, digest="2")).lines
    assert [line.known is not None for line in found] == [False, True]


def test_a_card_is_known_by_bank_and_digits(session):
    entered(session, paper(session, CARD), "credit_card")
    other = CARD.replace("3308", "4409")
    found = report_debts.view(session, DAY, paper(session, other, CARD, digest="2")).lines
    assert {line.debt.tail: line.known is not None for line in found} == {
        "3308": True, "4409": False,
    }  # fmt: skip


def test_only_listed_open_accounts_can_be_entered(session):
    seen = paper(session, CLOSED)
    closed = lines(session, seen)["credit_card"].debt.id
    for code in ("nothing", closed):
        with pytest.raises(proposed_debts.NoSuchProposal):
            adopting.enter(session, Wish(as_of=DAY, enter=[code], paper=seen))


LATE = "最近5年内有{n}个月处于逾期状态，没有发生过90天以上逾期。"


@pytest.mark.parametrize(
    ("sentence", "days"),
    [
        (CARD + LATE.format(n=1), (date(2026, 10, 1), date(2026, 10, 30))),
        (CARD + LATE.format(n=3), (date(2026, 8, 1), date(2026, 10, 30))),
        (CARD, None),
        (LOAN + LATE.format(n=3), None),
        (PAST + LATE.format(n=12), (date(2025, 11, 1), date(2026, 5, 8))),
        (PAST + LATE.format(n=1), None),
    ],
)
def test_a_report_tells_between_which_days_a_debt_fell_overdue(session, sentence, days):
    (line,) = lines(session, paper(session, sentence)).values()
    assert report_form.late_between(line.debt) == days


def test_nobody_counts_days_of_a_debt_whose_report_tells_no_day(session):
    seen = paper(session, CARD + LATE.format(n=3))
    made = adopting.enter(
        session, Wish(as_of=DAY, enter=[seen.statement.proposed[0].id], paper=seen)
    )
    (still,) = made.open
    assert (still.missing, still.late_between) == (
        ("overdue_since", "due_day"), (date(2026, 8, 1), date(2026, 10, 30)),
    )  # fmt: skip
    (debt,) = session.ledger.debts()
    stand = owed(debt, DAY)
    assert (stand.overdue_principal, stand.overdue_since, stand.days_known) == (60_000, None, None)


def test_the_last_day_of_a_loan_is_no_day_that_it_is_late_since(session):
    for months in (6, 7):
        found = lines(session, paper(session, PAST + LATE.format(n=months)))["online_loan"]
        assert found.told.overdue_since is None
        assert "overdue_since" in report_form.missing(found.debt, found.told, DAY)


def test_overdue_without_an_amount_is_asked_about(session):
    found = lines(session, paper(session, LINE + "当前有逾期。"))["jiebei"]
    assert "overdue_since" in report_form.missing(found.debt, found.told, DAY)


def test_late_by_nobody_knows_how_much_stands_as_late_until_it_is_told(session):
    debt = entered(session, paper(session, LINE + "当前有逾期。"), "jiebei")["jiebei"]
    stand = owed(debt, DAY)
    assert (debt.stage, stand.is_late, stand.arrears_known) == (Stage.OVERDUE, True, None)
    assert (stand.days_known, stand.parts.total) == (None, 1_200_000 + 22 * 600)
    found = debt_detail.detail(session, debt.id, DAY)
    assert (found.line.status, found.missing[-1]) == ("overdue", "overdue")
    seen = picture(session, DAY)
    assert (seen.money(f"arrears.{debt.id}"), seen.late_unsaid) == (None, True)
    warned = [one for one in all_warnings(session, DAY) if one.id == "W-OVERDUE"]
    assert [(one.debt, one.facts["arrears_fen"]) for one in warned] == [(debt.id, None)]
    assert "late-amount" in [one.code for one in questions(debt)]
    debts, shown = Debts(session), ReportedBalance(as_of=DAY, principal=Fen(1_150_000))
    debts.report_balance(debt.id, shown, late_told=False)
    assert owed(session.ledger.debt(debt.id), DAY).late_unsaid
    debts.report_balance(debt.id, replace(shown, overdue_principal=Fen(30_000)))
    stand = owed(session.ledger.debt(debt.id), DAY)
    assert (stand.late_unsaid, stand.arrears_known) == (False, 30_000)
    assert debt_detail.detail(session, debt.id, DAY).missing == found.missing[:-1]


def test_how_much_is_overdue_can_be_told_in_the_short_form(session):
    """It could only be told later, on the page of debts, and was missing until then."""
    seen = paper(session, LINE + "当前有逾期。")
    line = lines(session, seen)["jiebei"]
    assert report_form.fields(line.debt, line.told, DAY)[:2] == ("overdue", "overdue_since")
    since = date(2026, 10, 20)
    told = replace(line.told, overdue="700", overdue_since=since, due_day="20", paid=False)
    debt = entered(session, seen, "jiebei", jiebei=told)["jiebei"]
    assert debt.balance.overdue_principal == 70_000
    stand = owed(debt, DAY)
    assert (stand.late_unsaid, stand.overdue_since) == (False, since)
    assert stand.arrears_known > 70_000
    above = replace(told, overdue="12001")
    assert [(one.field, one.code) for one in report_form.parse(line.debt, above, DAY).problems] == [
        ("overdue", "above_whole")
    ]
    assert report_form.from_kept(report_form.kept(told)) == told


@pytest.mark.parametrize("said", ["逾期金额700。", "当前无逾期。"])
def test_an_amount_that_the_report_tells_is_not_asked_for(session, said):
    line = lines(session, paper(session, LINE + said))["jiebei"]
    assert "overdue" not in report_form.fields(line.debt, line.told, DAY)
    told = replace(line.told, overdue="900")
    assert report_form.parse(line.debt, told, DAY).balance.overdue_principal == line.debt.overdue


def test_a_report_that_tells_the_amount_or_that_nothing_is_late_ends_not_knowing_it(session):
    made = entered(session, paper(session, LINE + "当前有逾期。"), "jiebei")["jiebei"]
    for said, late in (("逾期金额700。", 70_000), ("当前无逾期。", 0), ("当前没有逾期。", 0)):
        newer = LINE.replace("2026年10月", "2026年11月") + said
        seen = paper(session, newer, digest=said, day="2026-11-20")
        line = lines(session, seen)["jiebei"]
        wish = Wish(as_of=DAY, merge={line.debt.id: made.id}, paper=seen)
        adopting.enter(session, wish)
        stand = owed(session.ledger.debt(made.id), DAY)
        assert (stand.overdue_principal, stand.is_late) == (late, bool(late))
        assert not stand.late_unsaid
        session.history.undo()
    assert owed(session.ledger.debt(made.id), DAY).late_unsaid


def test_a_debt_late_by_hand_is_late_no_more_once_the_form_tells_how_much(session):
    made = entered(session, paper(session, LINE + "当前有逾期。"), "jiebei")["jiebei"]
    draft = debt_draft.draft_of(made)
    assert debt_draft.parse(draft, DAY, made.id, made)[0].stage is Stage.OVERDUE
    told = replace(draft, overdue_principal="0")
    assert debt_draft.parse(told, DAY, made.id, made)[0].stage is None


@pytest.mark.parametrize("stage", [None, Stage.CURRENT, Stage.NEGOTIATING])
def test_only_a_debt_recorded_as_overdue_is_late_by_hand(stage):
    debt = replace(told("jiebei", "借呗"), stage=stage)
    assert not owed(debt, DAY).is_late
    assert owed(replace(debt, stage=Stage.OVERDUE), DAY).days_known is None
    planned = replace(debt.terms, method=Method.SINGLE, first_due=date(2027, 1, 5))
    assert not owed(replace(debt, stage=Stage.OVERDUE, terms=planned), DAY).is_late


def told(product, name, lender="", note="", fen=1_000_000):
    known = template(product)
    terms = Terms(rate=known.terms.rate, day_basis=known.terms.day_basis, method=Method.FREE)
    return Debt(
        id=DebtId("d"), name=name, product=product, lender=lender, note=note,
        lender_type=known.lender_type, contract_date=date(2026, 1, 5), principal=Fen(fen),
        terms=terms,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "sentence", "is_known"),
    [
        (("credit_card", "某行卡", "某某银行"), CARD, True),
        (("credit_card", "某行卡", "某某银行", "尾号 3308"), CARD, True),
        (("credit_card", "某行卡", "某某银行", "尾号 3309"), CARD, False),
        (("bank_loan", "装修", "某某银行"), CARD, False),
        (("credit_card", "某行卡", "另一银行"), CARD, False),
        (("online_loan", "好期贷", "招联消费金融有限公司"), LOAN, True),
        (("mortgage", "房贷", "招联消费金融有限公司"), LOAN, False),
        (("jiebei", "蚂蚁借的"), LINE, True),
    ],
)
def test_an_account_is_a_debt_of_the_same_lender_and_kind(session, typed, sentence, is_known):
    Debts(session).add(told(*typed))
    (line,) = report_debts.view(session, DAY, paper(session, sentence)).lines
    assert (line.known is not None) == is_known


def test_of_two_accounts_of_a_lender_the_nearer_in_amount_is_the_debt_of_the_ledger(session):
    other = LOAN.replace("4,800", "900").replace("03月01日", "04月01日")
    Debts(session).add(told("online_loan", "好期贷", "招联消费金融", fen=80_000))
    found = report_debts.view(session, DAY, paper(session, LOAN, other)).lines
    assert [(line.debt.balance, line.known is not None) for line in found] == [
        (480_000, False), (90_000, True),
    ]  # fmt: skip


def test_a_guess_takes_the_reports_figures_unasked_and_what_was_typed_waits(session):
    Debts(session).add(told("jiebei", "借呗"))
    (line,) = report_debts.view(session, DAY, paper(session, LINE)).lines
    assert not is_taken_unasked(line.known)
    session.history.run("guess", lambda work: estimates.note(work, DebtId("d"), ["amount"]))
    (line,) = report_debts.view(session, DAY, paper(session, LINE)).lines
    assert is_taken_unasked(line.known)
    assert is_taken_unasked(None)
