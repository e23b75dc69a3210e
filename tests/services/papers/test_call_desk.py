"""What is at hand when a lender calls, and keeping a call as one step."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal

import pytest
from case_steps import REQUEST, draft, mark_sent
from households import cash, entries, loan
from msgspec.structs import replace
from open_cases import open_case

from jiebei_desktop.analysis.carried import after, lowest
from jiebei_desktop.domain.debts import DebtId, Method, Priority, ReportedBalance
from jiebei_desktop.domain.household import Asset, AssetKind, Book, EntryKind
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.negotiation import CaseFact, FactKind, ProposalState
from jiebei_desktop.domain.rates import Rate, RatePeriod
from jiebei_desktop.services.cases import case_facts, casefile
from jiebei_desktop.services.files import demo
from jiebei_desktop.services.keeping.session import Session
from jiebei_desktop.services.negotiation import case_proposals
from jiebei_desktop.services.papers import letters, statement
from jiebei_desktop.services.papers.call_desk import (
    Basis,
    CounterOffer,
    CounterVerdict,
    Demand,
    answer,
    call_desk,
    instalment_at,
)
from jiebei_desktop.services.papers.call_notes import CallNotes, CallRecord, keep_call
from jiebei_desktop.services.papers.letters import LetterKind
from jiebei_desktop.services.picture import LaneName, affordability_view, picture
from jiebei_desktop.services.picture.affording import history
from jiebei_desktop.services.plans.proposals import proposals_for
from jiebei_desktop.services.reference import rulebook
from jiebei_desktop.text import call_barred, call_recap, calls
from jiebei_desktop.text.call_voice import plain
from jiebei_desktop.text.texts import Texts

DAY = date(2026, 11, 22)
JIEBEI = DebtId("jiebei")
RECORD = CallRecord(
    said="今天和贵方王女士通话。", offered="每月 1,950 元，24 期", promised="11月24日前答复",
    who="王女士", at=time(9, 41),
)  # fmt: skip
NOTES = CallNotes(who="王女士", staff_number="07", answer_on=date(2026, 11, 24))


@pytest.fixture
def opened(tmp_path):
    made = []

    def run(book):
        session = Session.create(tmp_path / f"{len(made)}.jiebei")
        made.append(session)
        session.ledger.add_book(book)
        return session

    yield run
    for session in made:
        session.close()


@pytest.fixture
def employee(opened):
    return opened(demo.employee(DAY))


def test_the_most_urgent_lender_is_prepared_first_and_relatives_do_not_call(employee):
    desk = call_desk(employee, DAY)
    assert desk.debt.id == JIEBEI
    assert desk.callers[0].debt == JIEBEI
    assert "sister" not in {caller.debt for caller in desk.callers}
    assert call_desk(employee, DAY, DebtId("card")).debt.id == "card"


def test_the_amount_to_name_is_the_one_in_the_letter_to_all(employee):
    desk = call_desk(employee, DAY, JIEBEI)
    paper = letters.document(employee, JIEBEI, LetterKind.PRO_RATA, DAY)
    assert Decimal(desk.ask.amount) / 100 == Decimal(paper["ask"]["monthly"])
    assert desk.ask.basis is Basis.SHARE


def test_a_call_speaks_of_the_answer_the_picture_has_and_asks_for_no_other(employee):
    seen, book = picture(employee, DAY), history(employee, DAY)
    assert call_desk(employee, DAY).ask.amount is not None
    assert proposals_for(employee, book, seen).asks is seen.asks


def test_the_three_figures_come_from_the_picture(employee):
    desk, seen = call_desk(employee, DAY, JIEBEI), picture(employee, DAY)
    ask = desk.ask
    assert desk.footing.kept == seen.money("plan.payment")
    asked = [call_desk(employee, DAY, each.debt).ask.amount for each in desk.callers]
    assert desk.footing.others + ask.amount == sum(asked) <= desk.footing.kept
    assert desk.other_lenders == len(desk.callers) - 2  # 借呗 and 花呗 are of one lender
    assert desk.other_here
    room = seen.money("afford.ceiling") - desk.footing.others
    assert desk.footing.ceiling is None  # from the plan's first day on the cash carries it
    assert 0 <= room - ask.at_most < 1_000
    assert ask.amount <= ask.at_most
    rate = seen["rate.jiebei"].value.nominal
    interest = seen.amount("owed.jiebei.principal") * rate / 12
    assert 0 <= ask.at_least - interest < 100
    assert desk.footing.owed == seen.amount("owed.jiebei.total")
    lane = seen.lanes[LaneName.PLAN]
    assert lowest(after(desk.footing.cash, lane.pays[JIEBEI])) == lane.low
    assert ask.first == date(2027, 1, 12)  # a month later, for the gap of December


def test_months_and_first_day_are_those_of_the_written_request(employee):
    ask = call_desk(employee, DAY, JIEBEI).ask
    written = statement.document(statement.for_session(employee, DAY, None, JIEBEI))
    request = written["plan"]["request"]
    assert Decimal(ask.amount) / 100 == Decimal(request["payment"])
    assert ask.periods == request["months"]
    assert ask.first.isoformat() == request["first_due"]


def test_a_pay_day_known_from_entries_alone_sets_the_same_first_day(opened):
    """Without recurring items the days of the income entries say when money comes."""
    entries = tuple(
        replace(entry, date=entry.date.replace(day=19))
        if entry.kind is EntryKind.INCOME else entry
        for entry in demo.employee(DAY).entries
        if entry.date.replace(day=19) <= DAY
    )  # fmt: skip
    session = opened(replace(demo.employee(DAY), recurring=(), entries=entries))
    desk = call_desk(session, DAY, JIEBEI)
    written = statement.document(statement.for_session(session, DAY, None, JIEBEI))
    assert desk.footing.payday == 19
    assert desk.ask.first == date(2027, 1, 21)
    assert written["plan"]["request"]["first_due"] == "2027-01-21"


def test_an_amount_below_the_interest_brings_nothing_down(opened):
    book = demo.employee(DAY)
    dear = replace(
        book.debts[0].terms, rate=replace(book.debts[0].terms.rate, value=Decimal("0.002"))
    )
    debts = (replace(book.debts[0], terms=dear), *book.debts[1:])
    ask = call_desk(opened(replace(book, debts=debts)), DAY, JIEBEI).ask
    assert ask.grows
    assert ask.basis is Basis.SHARE
    assert (ask.floor, ask.at_least > ask.amount) == (0, True)


@pytest.mark.parametrize("budget", [30_000, 60_000, 100_000, 270_000])
def test_no_bound_lies_above_the_most_or_above_what_is_offered_first(employee, budget):
    affordability_view.choose(employee, Fen(budget))
    for caller in call_desk(employee, DAY).callers:
        desk = call_desk(employee, DAY, caller.debt)
        ask = desk.ask
        assert ask.floor <= ask.amount <= ask.at_most
        assert not ask.frozen or ask.terms is None or not ask.terms.cuts_principal or not ask.floor
        if ask.at_least and not ask.floor:
            assert calls.least_caption(desk, Texts("en")) == "interest is asked to stop"


def test_what_is_agreed_is_named_and_nothing_lower(opened):
    session = opened(demo.shop(DAY))
    ask = call_desk(session, DAY, DebtId("shop-loan")).ask
    stand = next(one for one in session.owed(DAY) if one.debt == "shop-loan")
    assert (ask.basis, ask.amount, ask.first) == (Basis.AGREED, stand.next_amount, stand.next_due)


def test_an_agreement_that_cannot_be_kept_is_not_promised_but_asked_anew(opened):
    """The request asked for 100 a month and a sum at once; on the telephone it was to be kept."""
    session = opened(demo.shop(DAY))
    affordability_view.choose(session, Fen(10_000))
    ask = call_desk(session, DAY, DebtId("shop-loan")).ask
    written = statement.document(
        statement.for_session(session, DAY, Fen(10_000), DebtId("shop-loan"))
    )
    request = written["plan"]["request"]
    assert (ask.basis, ask.amount, ask.at_once) == (Basis.SHARE, 10_000, 350_000)
    assert (ask.periods, ask.terms.total_paid) == (
        request["months"], Decimal(request["total_paid"]) * 100,
    )  # fmt: skip
    assert ask.frozen is ask.terms.frozen


@pytest.mark.parametrize("budget", [10_000, 100_000, 270_000])
def test_terms_a_sum_at_once_and_a_freeze_are_named_together_or_not_at_all(opened, budget):
    session = opened(demo.shop(DAY))
    affordability_view.choose(session, Fen(budget))
    for caller in call_desk(session, DAY).callers:
        ask = call_desk(session, DAY, caller.debt).ask
        if ask.basis is not Basis.SHARE:
            assert (ask.terms, ask.frozen) == (None, False)
        if ask.basis in {Basis.AGREED, Basis.CONTRACT, Basis.RELIEF}:
            assert ask.at_once == 0


def test_a_contract_that_can_be_kept_is_kept(opened):
    book = demo.employee(DAY)
    kept = tuple(debt for debt in book.debts if debt.id == "weilidai")
    rich = replace(book, debts=kept, cash=cash(9_000))
    desk = call_desk(opened(rich), DAY)
    assert desk.ask.basis is Basis.CONTRACT
    assert (desk.ask.amount, desk.ask.put_off) == (desk.stand.next_amount, None)
    short = call_desk(opened(replace(book, debts=kept)), DAY).ask
    assert (short.put_off, short.late_on) == (desk.ask.first, date(2026, 12, 12))
    assert short.late > desk.ask.amount
    assert desk.other_lenders == 0


def test_late_rent_is_offered_in_as_many_parts_as_the_request_names(opened):
    free = Rate(value=Decimal(0), per=RatePeriod.YEAR)
    rent = loan("n", 2_600, date(2026, 6, 1), method=Method.SINGLE, periods=1, due_day=None)
    terms = replace(rent.terms, rate=free, first_due=date(2026, 9, 1))
    rent = replace(rent, terms=terms, priority=Priority.LIVELIHOOD)
    book = Book(cash=cash(4_000), entries=entries(11_000, 5_000), debts=(rent,))
    desk = call_desk(opened(book), DAY, rent.id)
    assert desk.ask.basis is Basis.RELIEF
    assert (desk.ask.amount, desk.ask.periods) == (22_000, 12)
    said = calls.opening(desk, plain(Texts("zh_CN")))
    assert "分 12 个月补上" in said
    assert "只收利息" not in said
    assert "贷款我想" not in said
    answers = [calls.demand_answer(demand, desk, plain(Texts("zh_CN"))) for demand in Demand]
    assert not [one for one in answers if "罚息" in one or "利率" in one]


def test_a_debt_for_the_home_is_held_against_all_that_is_left(opened):
    book = demo.employee(DAY)
    home = tuple(
        replace(debt, priority=Priority.LIVELIHOOD) if debt.id == "jiebei" else debt
        for debt in book.debts
    )
    session = opened(replace(book, debts=home))
    desk, seen = call_desk(session, DAY, JIEBEI), picture(session, DAY)
    living = seen.money("living.usual") + (seen.money("irregular") or 0)
    assert desk.footing.kept == max(0, seen.money("income.usual") - living)
    assert (desk.footing.others, desk.other_lenders) == (0, 0)
    assert desk.ask.basis is Basis.RELIEF
    assert desk.ask.amount <= desk.ask.at_most <= desk.footing.kept
    found = answer(desk.footing, CounterOffer(amount=Fen(1), periods=1, first=date(2027, 1, 12)))
    assert found.late_after is None


def test_with_nothing_left_for_a_pledge_call_and_request_ask_for_one_pause(opened):
    car = loan("car", 30_000, date(2026, 11, 5), periods=36, priority=Priority.SECURED)
    late = replace(car, contract_date=date(2026, 6, 5))
    for debt, frozen in ((car, False), (late, True)):
        book = Book(cash=cash(4_000), entries=entries(3_000, 5_000), debts=(debt,))
        desk = call_desk(opened(book), DAY, debt.id)
        (written,) = statement.build(book, DAY, rulebook.load()).debts
        assert (written.kind, written.basis, written.frozen) == ("pause", "protected", frozen)
        assert (desk.ask.amount, desk.ask.at_most, desk.ask.frozen) == (None, None, frozen)
        assert desk.ask.hold_until == written.hold_until


@pytest.mark.parametrize(("fen", "times"), [(900, 1), (4_000, 5)])
def test_no_more_than_what_is_owed_is_ever_named(opened, fen, times):
    book = demo.employee(DAY)
    left = ReportedBalance(as_of=DAY, principal=Fen(fen))
    small = replace(book.debts[2], payments=(), balance=left)
    session = opened(replace(book, debts=(*book.debts[:2], small)))
    desk = call_desk(session, DAY, small.id)
    assert desk.ask.amount <= desk.ask.at_most <= fen * 103 // 100  # fifty days of interest
    assert times is None or desk.ask.periods == times


def test_a_sum_up_front_comes_out_of_the_lowest_cash_of_the_plan(opened):
    session = opened(demo.shop(DAY))
    desk, seen = call_desk(session, DAY), picture(session, DAY)
    low = seen.lanes[LaneName.PLAN].low.amount
    own = CounterOffer(amount=desk.ask.amount, periods=36, first=desk.ask.first)
    assert answer(desk.footing, replace(own, lump_sum=Fen(low))).verdict is CounterVerdict.FITS
    assert (
        answer(desk.footing, replace(own, lump_sum=Fen(low + 1))).verdict is CounterVerdict.NO_LUMP
    )


def test_without_income_there_is_no_amount_and_no_offer_fits(opened):
    book = replace(demo.employee(DAY), entries=(), recurring=())
    desk = call_desk(opened(book), DAY, JIEBEI)
    assert desk.ask.basis is Basis.NONE
    assert (desk.ask.amount, desk.ask.at_most) == (None, None)
    offer = CounterOffer(amount=Fen(100), periods=12, first=date(2027, 1, 12))
    assert answer(desk.footing, offer).verdict is CounterVerdict.UNKNOWN


def test_without_a_lender_there_is_no_call(opened):
    assert call_desk(opened(replace(demo.employee(DAY), debts=())), DAY) is None


def test_who_is_owed_nothing_gives_way_to_the_most_urgent(opened):
    session = opened(demo.shop(DAY))
    assert call_desk(session, DAY, JIEBEI).debt.id == "shop-loan"


def out_of_time(book):
    """The first debt unpaid and unasked for since 2018, beside an income that would carry it."""
    first, *others = book.debts
    terms = replace(first.terms, periods=12, first_due=None, due_day=None)
    old = replace(first, contract_date=date(2017, 1, 12), terms=terms, payments=(), balance=None)
    return replace(book, debts=(old, *others))


def test_of_a_debt_that_may_be_out_of_time_nothing_is_promised(opened):
    session = opened(out_of_time(demo.employee(DAY)))
    desk = call_desk(session, DAY, JIEBEI)
    assert desk.barred.facts["since"] == date(2018, 1, 12)
    assert (desk.ask.basis, desk.ask.amount, desk.ask.at_most) == (Basis.NONE, None, None)
    fits = CounterOffer(amount=Fen(1_000), periods=60, first=desk.ask.first)
    assert answer(desk.footing, fits).verdict is CounterVerdict.BARRED
    for locale in ("zh_CN", "en"):
        voice = plain(Texts(locale))
        assert "12348" in call_barred.caution(desk, voice.t)
        said = [calls.demand_answer(demand, desk, voice) for demand in Demand]
        said += [calls.opening(desk, voice).replace(desk.contract_tail or "-", "")]
        assert not [line for line in said if any(sign.isdigit() for sign in line)]
        assert not [line for line in said if "想还" in line or "I want to repay" in line]
        assert len(set(said)) >= len(Demand)
        told = CallNotes(told=True)
        assert call_recap.recap(desk, told, voice) == call_recap.recap(desk, CallNotes(), voice)


def test_a_demand_within_the_period_leaves_the_call_as_it_was(opened):
    session = opened(out_of_time(demo.employee(DAY)))
    keep_call(session, JIEBEI, NOTES, RECORD, DAY)
    desk = call_desk(session, DAY, JIEBEI)
    assert (desk.barred, desk.footing.barred) == (None, False)
    assert desk.ask.amount


def test_an_unknown_debt_is_refused(employee):
    with pytest.raises(KeyError):
        call_desk(employee, DAY, DebtId("nobody"))


def test_a_rate_and_months_make_an_amount_that_repays(employee):
    desk = call_desk(employee, DAY, JIEBEI)
    made = instalment_at(desk, Decimal("0.12"), 24, Fen(100_000))
    rest = desk.footing.owed - 100_000
    for _month in range(24):
        rest = rest * Decimal("1.01") - made
    assert -24 * 100 < rest <= 0
    assert instalment_at(desk, Decimal(0), 24, Fen(desk.footing.owed)) == 0


def test_our_own_rate_and_months_make_our_own_amount(employee):
    """Level to the fen it lay 77 fen above what can be kept, and was called tight."""
    desk = call_desk(employee, DAY, JIEBEI)
    terms = desk.ask.terms
    made = instalment_at(desk, terms.annual_rate, terms.months, terms.lump_sum)
    assert made == desk.ask.amount
    own = CounterOffer(amount=made, periods=terms.months, first=desk.ask.first)
    found = answer(desk.footing, own)
    assert (found.verdict, found.total_paid, found.rest) == (
        CounterVerdict.FITS,
        terms.total_paid,
        0,
    )
    shorter = instalment_at(desk, terms.annual_rate, terms.months - 1, terms.lump_sum)
    assert shorter > made


def test_a_call_is_kept_as_one_step_with_its_case_and_its_reminder(employee):
    keep_call(employee, JIEBEI, NOTES, RECORD, DAY)
    case = casefile.case_of(employee, JIEBEI)
    (contact,) = casefile.contacts(employee, case.id)
    assert (contact.who, contact.number, contact.at) == ("王女士", "07", time(9, 41))
    assert contact.said == RECORD.said
    assert contact.remind_on == date(2026, 11, 24)
    assert employee.history.undo_label == "contact-log"
    employee.history.undo()
    assert employee.history.undo_label == "load"
    assert casefile.case_of(employee, JIEBEI) is None
    assert casefile.reminders(employee) == ()


def test_an_offer_answers_the_version_that_was_sent_in_the_same_step(employee):
    case = open_case(employee, JIEBEI, DAY)
    made = draft(employee, case.id, REQUEST, DAY)
    keep_call(employee, JIEBEI, NOTES, RECORD, DAY)
    assert case_proposals.proposals(employee, case.id)[0].state is ProposalState.DRAFT
    mark_sent(employee, made, DAY)
    keep_call(employee, JIEBEI, NOTES, replace(RECORD, offered=""), DAY)
    assert case_proposals.proposals(employee, case.id)[0].state is ProposalState.SENT
    keep_call(employee, JIEBEI, NOTES, RECORD, DAY)
    (answered,) = case_proposals.proposals(employee, case.id)
    assert (answered.state, answered.reply) == (ProposalState.COUNTERED, RECORD.offered)
    employee.history.undo()
    assert case_proposals.proposals(employee, case.id)[0].state is ProposalState.SENT
    assert len(casefile.contacts(employee, case.id)) == 2


def test_notes_are_empty_until_something_is_noted():
    assert CallNotes().empty
    assert not CallNotes(heard=(Demand.SUE,)).empty
    assert not CallNotes(told=True).empty


def test_an_amount_chosen_above_the_ceiling_is_not_said_to_exceed_the_most(employee):
    affordability_view.choose(employee, Fen(600_000))
    ask = call_desk(employee, DAY, JIEBEI).ask
    assert ask.amount <= ask.at_most


def test_a_lender_paid_off_from_what_is_sold_is_named_the_sum_and_nothing_a_month(opened):
    car = Asset(name="车", kind=AssetKind.OTHER, value=Fen(9_900_000), can_sell=True,
                needed_for_living=False)  # fmt: skip
    session = opened(replace(demo.employee(DAY), assets=(car,)))
    affordability_view.choose(session, Fen(20_000))
    facts = statement.gather(session, DAY).debts
    settled = [one for one in facts if one.kind == "lump_sum"]
    assert settled
    for one in settled:
        ask = call_desk(session, DAY, one.debt.id).ask
        assert (ask.basis, ask.amount, ask.at_once) == (Basis.NONE, None, one.at_once)
        written = statement.document(statement.gather(session, DAY), lender=one.debt.id)
        assert Decimal(written["plan"]["lump_sum"]) * 100 == ask.at_once <= one.owed.parts.total


def test_a_relative_that_is_chosen_gives_way_and_no_lenders_words_are_made_for_it(employee):
    most_urgent = call_desk(employee, DAY)
    assert call_desk(employee, DAY, DebtId("sister")).debt.id == most_urgent.debt.id == JIEBEI


def test_a_judgment_that_was_noted_is_known_when_its_lender_calls(employee):
    for kind, first in (
        (FactKind.COURT_PAPERS, "案子已经到法院"),
        (FactKind.JUDGMENT, "法院已经判了"),
    ):
        case_facts.note_for(employee, JIEBEI, CaseFact(case_id=0, kind=kind, on=DAY), DAY)
        assert first in calls.opening(call_desk(employee, DAY, JIEBEI), plain(Texts("zh_CN")))
