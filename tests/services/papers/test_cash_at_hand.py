"""Cash that carries the contracts: said on plan and paper, and never called missing on a call."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from households import entries, loan
from msgspec.structs import replace

from jiebei_desktop.analysis.afford_value import odds_of
from jiebei_desktop.analysis.carried import after, lowest
from jiebei_desktop.domain.debts import Method, Minimum, ReportedBalance, Terms
from jiebei_desktop.domain.household import Book, Cash
from jiebei_desktop.domain.money import Fen, parse_yuan, yuan
from jiebei_desktop.domain.rates import Rate, RatePeriod
from jiebei_desktop.domain.standing import payoff
from jiebei_desktop.report.compose import compose
from jiebei_desktop.report.letter_pages import compose_letter
from jiebei_desktop.services.keeping.session import Session
from jiebei_desktop.services.papers import letters, statement
from jiebei_desktop.services.papers.call_desk import Demand, call_desk
from jiebei_desktop.services.papers.letters import LetterKind
from jiebei_desktop.services.papers.statement_check import added_up
from jiebei_desktop.services.picture import LaneName, picture
from jiebei_desktop.services.picture.plan_odds import usual_most
from jiebei_desktop.services.picture.settling import settled, settles, to_settle
from jiebei_desktop.text import calls
from jiebei_desktop.text.call_voice import plain
from jiebei_desktop.text.lanes import carried_words
from jiebei_desktop.text.papers import paper_notes
from jiebei_desktop.text.texts import Texts

DAY = date(2026, 11, 22)
ZH = Texts("zh_CN")
NEW = loan("new", 12_000, date(2026, 11, 5), periods=6)
LATE = loan("late", 12_000, date(2026, 9, 5), periods=6)
LIVING = entries(5_000, 4_000)


@pytest.fixture
def opened(tmp_path):
    made = []

    def run(debt, at_hand):
        session = Session.create(tmp_path / f"{len(made)}.jiebei")
        made.append(session)
        book = Book(entries=LIVING, debts=(debt,))
        if at_hand is not None:
            held = Cash(name="余额", amount=Fen(at_hand), as_of=DAY)
            book = replace(book, cash=(held,))
        session.ledger.add_book(book)
        return session

    yield run
    for session in made:
        session.close()


def _said(session, debt):
    """Return what plan, call and letter say: words, two answers, why no sum is offered."""
    seen, desk = picture(session, DAY), call_desk(session, DAY, debt.id)
    answers = {one: calls.demand_answer(one, desk, plain(ZH)) for one in Demand}
    settle = letters.document(session, debt.id, LetterKind.SETTLE, DAY)
    return seen, answers[Demand.ALL_AT_ONCE], answers[Demand.PART_TODAY], settle


@pytest.mark.parametrize("debt", [NEW, LATE], ids=["new", "late"])
def test_cash_that_carries_the_contracts_is_said_and_not_denied(opened, debt):
    session = opened(debt, 4_000_000)
    seen, whole, part, settle = _said(session, debt)
    low = lowest(seen.lanes[LaneName.CONTRACT].days)
    assert (seen.asks.asks, seen.kept_by_cash) == ((), True)
    assert seen.carried == low
    assert low.amount > seen.money("reserve") > 0
    words = carried_words(seen, ZH)
    assert f"{low.amount / 100:,.2f}" in words
    late = seen.money("arrears.total")
    assert (f"今天补上逾期的 ¥{late / 100:,.2f}" in words) is (debt is LATE) is bool(late)
    assert "做不到" not in whole
    assert "要管生活" not in part
    assert settle["fits"] == ""
    assert settle["ask"]["lump_sum"] == yuan(seen.amount(f"owed.{debt.id}.total"))
    assert settle["ask"]["by_cash"]
    assert set(settle["ask"]["waived"].values()) == {"0.00"}


@pytest.mark.parametrize("at_hand", [100_000, None])
def test_with_little_cash_or_none_known_nothing_is_said_of_it(opened, at_hand):
    seen, whole, part, settle = _said(opened(LATE, at_hand), LATE)
    assert (seen.carried, carried_words(seen, ZH), seen.idle) == (None, "", 0)
    assert "做不到" in whole
    assert "要管生活" in part
    assert settle["fits"] == "no-lump-sum"


def test_the_reserve_is_the_bound_to_the_fen(opened):
    seen = picture(opened(NEW, 4_000_000), DAY)
    over = seen.carried.amount - seen.money("reserve")
    less = 4_000_000 - over
    assert picture(opened(NEW, less), DAY).carried is not None
    assert picture(opened(NEW, less - 1), DAY).carried is None


def test_a_whole_debt_is_settled_only_where_the_rest_of_the_year_keeps_the_reserve(opened):
    """Two hundred thousand at fifteen years: each month is carried for long, the whole is not."""
    big = loan("big", 200_000, date(2026, 11, 5), periods=180)
    session = opened(big, 8_000_000)
    seen, whole, part, _settle = _said(session, big)
    assert seen.carried is not None
    assert not settles(seen, big.id)
    assert settled(seen) == {}
    assert "一次还清" not in carried_words(seen, ZH)
    assert "现在不一次结清" in whole
    assert "要管生活" not in part
    small = picture(opened(NEW, 4_000_000), DAY)
    lane, owed = small.lanes[LaneName.CONTRACT], small.money("owed.new.total")
    back = [*((day, Fen(-fen)) for day, fen in lane.pays[NEW.id]), (DAY, owed)]
    assert settles(small, NEW.id)
    future = sum(fen for _, fen in lane.pays[NEW.id])
    assert settled(small) == {NEW.id: future - owed}
    assert f"{(future - owed) / 100:,.2f}" in carried_words(small, ZH)
    assert lowest(after(lane.days, back)).amount >= small.money("reserve")


def test_the_paper_parts_cash_into_what_is_needed_and_what_is_free(opened):
    session = opened(NEW, 4_000_000)
    facts = statement.for_session(session, DAY, None, NEW.id)
    seen = facts.picture
    for edition in statement.EDITIONS:
        held = statement.document(facts, edition, NEW.id)["assets"]
        assert [(one["value"], one["needed"]) for one in held] == [
            (yuan(4_000_000 - seen.idle), True), (yuan(seen.idle), False),
        ]  # fmt: skip
    low, week = seen.lanes[LaneName.PLAN].low.amount, seen.amount("week.spare")
    assert seen.idle == min(min(4_000_000, low) - seen.money("reserve"), week) > 0
    assert seen.idle == seen.money("idle")
    notes = dict.fromkeys(code for code, _f, _s in paper_notes(
        statement.document(facts, statement.LENDER, NEW.id), (), ZH, seen
    ))  # fmt: skip
    assert "contracts-carried" in notes


def test_a_paper_of_contracts_kept_by_cash_adds_up_and_tells_no_odds_of_another_amount(opened):
    """It told the odds of 2,506 where 3,102.86 are paid, and that its figures did not add up."""
    session = opened(LATE, 4_000_000)
    facts = statement.for_session(session, DAY, None, LATE.id)
    assert facts.picture.kept_by_cash
    document = statement.document(facts, statement.LENDER, LATE.id)
    paid = parse_yuan(document["totals"]["offer"])
    assert paid > parse_yuan(document["means"]["payment"])
    assert all(added_up(document).values())
    said = str(compose(document, ZH))
    assert "用手头的现金补" in said
    assert "一年里至少有一期" not in said


def test_what_one_month_alone_pays_is_no_monthly_amount():
    """A request of 1,310 was signed beside the odds of 3,458.78: its first month alone."""
    once = [(date(2026, 12, 1), Fen(214_878)), (date(2026, 12, 12), Fen(131_000))]
    monthly = [(date(2027, month, 12), Fen(131_000)) for month in range(1, 6)]
    assert usual_most([*once, *monthly], date(2026, 11, 30)) == 131_000
    stepped = [*monthly, *((date(2027, month, 12), Fen(250_000)) for month in (6, 7))]
    assert usual_most(stepped, date(2026, 11, 30)) == 250_000
    assert usual_most([(date(2026, 11, 30), Fen(9)), *once], date(2026, 11, 30)) == 0


def test_odds_on_paper_are_of_what_is_paid_and_not_of_an_amount_nobody_pays(opened):
    """A contract of 1,601 was signed beside the odds of 6,242."""
    small = loan("small", 2_000, date(2026, 11, 5), periods=10)
    session = opened(small, 300_000)
    facts = statement.for_session(session, DAY, None, small.id)
    seen = facts.picture
    document = statement.document(facts, statement.LENDER, small.id)
    paid = document["odds"]["paid"]
    assert parse_yuan(paid["payment"]) == seen.most_paid < seen.money("plan.payment")
    assert seen.most_paid in (fen for _, fen in seen.plan_pays)
    whole = odds_of(seen.afford.curve, seen.most_paid)
    assert seen.odds_paid == whole
    assert whole.late_once_12 < seen["late_once_12"].value
    assert document["odds"]["late_once_12"] == f"{seen['late_once_12'].value:f}"
    assert f"{seen.most_paid / 100:,.2f} 时，一年里至少" in str(compose(document, ZH))


def test_a_fresh_bill_is_settled_by_one_sum_in_ask_letter_and_on_the_page(opened):
    """The bank takes the principal until the due day; the interest so far was asked for, too."""
    terms = Terms(
        rate=Rate(value=Decimal("0.0005"), per=RatePeriod.DAY), method=Method.REVOLVING,
        bill_day=18, due_day=6, minimum=Minimum(fraction=Decimal("0.1"), floor=Fen(5_000)),
    )  # fmt: skip
    bill = ReportedBalance(as_of=date(2026, 11, 18), principal=Fen(520_000))
    card = replace(NEW, terms=terms, contract_date=bill.as_of, principal=bill.principal, balance=bill)  # fmt: skip
    session = opened(card, 4_000_000)
    seen, _whole, _part, settle = _said(session, card)
    assert seen.amount("owed.new.interest") > 0
    assert to_settle(seen, card.id) == payoff(card, DAY).total == 520_000
    assert "共 ¥5,200.00，以后少付利息" in carried_words(seen, ZH)
    assert (settle["ask"]["lump_sum"], settle["owed"]["free_until"]) == ("5200.00", "2026-12-06")
    saves = sum(fen for _, fen in seen.lanes[LaneName.CONTRACT].pays[card.id]) - 520_000
    assert settled(seen) == {card.id: saves}
    said = str(compose_letter(settle, ZH))
    assert "全额还清只要 ¥5,200.00" in said
    assert "收到贵方书面确认后，我随即用手头的现金一次性支付 ¥5,200.00" in said
    assert "这是全部欠款" in said
