"""One request: ask, call, paper, letter and this week say the same of each debt, in any household."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import fastjsonschema
import pytest
from households import DAY, MADE, random_book
from msgspec.structs import replace
from odd_households import ODD, paid_short

from jiebei_desktop.analysis.ask import CASH_CARRIES, Treated
from jiebei_desktop.analysis.carried import lowest, lowest_from, missing
from jiebei_desktop.analysis.counter_offer import CounterOffer, CounterVerdict, answer
from jiebei_desktop.analysis.dues import first_days, pay_day
from jiebei_desktop.analysis.relief import ReliefKind
from jiebei_desktop.analysis.relief_asked import dues_of, lightens
from jiebei_desktop.domain.debts import PROTECTED, Payment, Priority
from jiebei_desktop.domain.findings import Severity
from jiebei_desktop.domain.household import newest_readings
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.standing import obligations, owed, stands
from jiebei_desktop.report.blocks import View
from jiebei_desktop.report.compose import compose
from jiebei_desktop.report.request_words import request_sentence
from jiebei_desktop.services.files import demo
from jiebei_desktop.services.keeping.session import Session
from jiebei_desktop.services.negotiation.case_warnings import all_warnings
from jiebei_desktop.services.papers import letters, signature_checks, statement
from jiebei_desktop.services.papers.call_desk import Basis, Demand, call_desk
from jiebei_desktop.services.papers.letters import LetterKind
from jiebei_desktop.services.papers.signature_checks import SignatureQuestion
from jiebei_desktop.services.picture import LaneName, affordability_view, picture, read
from jiebei_desktop.services.picture.spare import UNKNOWN_INCOME
from jiebei_desktop.services.reference.rulebook import load
from jiebei_desktop.text import call_offer, calls
from jiebei_desktop.text.asking import asked_lines
from jiebei_desktop.text.call_voice import plain
from jiebei_desktop.text.findings import describe
from jiebei_desktop.text.formats import money, short_day
from jiebei_desktop.text.lanes import carried_words
from jiebei_desktop.text.letters import check_words
from jiebei_desktop.text.relief_kinds import relief_words
from jiebei_desktop.text.texts import Texts

RANDOM = 8
PAID = date(2026, 12, 11)
"""The day after pay-day: what came is in the cash."""
ONLY_TOLD = "only_told"
NO_MATTER_OF_CASH = {"W-ACCEL", "W-CARD-LINE", "W-TOTAL-24", "W-COLLECT", "W-DEADLINE"}
"""Warnings that speak of what a lender said, charged or did."""
ANSWERS = {"income_low": 900_000, "income_typical": 900_000, "spending": 550_000}
"""Of a household without any month of its own: its plan begins with half."""
HOUSEHOLDS = {
    **MADE,
    **ODD,
    **{f"random{n}": lambda n=n: random_book(n) for n in range(RANDOM)},
    ONLY_TOLD: lambda: replace(demo.employee(DAY), entries=(), recurring=()),
}


@cache
def schema():
    """Return what checks a paper's JSON against docs/spec."""
    path = Path(__file__).resolve().parents[2] / "docs" / "spec" / "statement.schema.json"
    return fastjsonschema.compile(json.loads(path.read_text(encoding="utf-8")))


class Told:
    """What is said of one household: by the picture, each paper, call and letter."""

    def __init__(self, session: Session, day: date) -> None:
        self.seen = picture(session, day)
        self.book = read(session, day).book
        self.asks = self.seen.asks
        self.facts = statement.gather(session, day).debts
        self.by_debt = {one.debt.id: one for one in self.facts}
        lenders = [one for one in self.facts if not one.debt.is_family]
        self.calls = {one.debt.id: call_desk(session, day, one.debt.id) for one in lenders}
        self.letters = {
            one.debt.id: letters.document(session, one.debt.id, LetterKind.PRO_RATA, day)["ask"]
            for one in lenders
            if one.within
        }
        self.reliefs = {
            one.debt.id: letters.document(session, one.debt.id, LetterKind.RELIEF, day)["ask"]
            for one in lenders
            if not one.within
        }
        self.family = {
            one.debt.id: letters.document(session, one.debt.id, LetterKind.FAMILY, day)["ask"]
            for one in self.facts
            if one.debt.is_family
        }
        self.warnings = all_warnings(session, day)
        whole = statement.gather(session, day)
        self.papers = {one.debt.id: statement.document(whole, "lender", one.debt.id)
                       for one in lenders}  # fmt: skip

    def open_calls(self):
        """Yield facts and call of lenders inside the amount whose claim is not out of time."""
        for debt, desk in self.calls.items():
            if desk.barred is None and self.by_debt[debt].within:
                yield self.by_debt[debt], desk.ask


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """Return what is said of a household, by name; each is asked once."""
    folder = tmp_path_factory.mktemp("told")

    @cache
    def of(name, day=DAY):
        with Session.create(folder / f"{name}-{day}.jiebei") as session:
            session.ledger.add_book(HOUSEHOLDS[name]())
            if name == ONLY_TOLD:
                affordability_view.keep_answers(session, ANSWERS)
            return Told(session, day)

    return of


def request_sentence_of(paper):
    """Return what a lender's paper asks for in Chinese."""
    return request_sentence(View(doc=paper, t=Texts("zh_CN")))


def by_day(paid):
    """Return dated amounts in order, what falls on one day in one sum."""
    found = {}
    for day, amount in paid:
        found[day] = Fen(found.get(day, 0) + amount)
    return sorted(found.items())


def fen(yuan):
    """Return yuan text as fen; None as it is."""
    return None if yuan is None else Fen(round(float(yuan) * 100))


@pytest.mark.parametrize("name", HOUSEHOLDS)
def test_everybody_says_the_same_of_who_is_asked(name, told):
    home = told(name)
    for facts, call in home.open_calls():
        one, paper = home.asks.of(facts.debt.id), home.papers[facts.debt.id]["plan"]
        letter = home.letters[facts.debt.id]
        asked = one is not None
        assert (paper["kind"] not in {"contract", "open"}) is asked
        assert paper["kind"] != "open" or home.seen["left"].value is None
        assert (call.basis in {Basis.SHARE, Basis.NONE}) is (asked or call.amount is None)
        if not asked:
            continue
        paying = [payment for _, payment in one.steps if payment]
        first = Fen(paying[0]) if paying else None
        assert (call.amount, fen(letter["monthly"])) == (first, first)
        assert fen(paper["monthly"]) == (first or 0)
        assert call.frozen is paper["frozen"] is any(each.kind == "freeze" for each in one.levers)
        if first is None:
            until = None if one.total_paid else facts.hold_until
            assert (call.hold_until, call.periods, call.terms) == (until, None, None)
            continue
        request = paper["request"]
        assert (call.periods, letter["months"], request["months"]) == (one.months,) * 3
        assert call.first.isoformat() == request["first_due"]
        assert home.seen.ways[facts.debt.id].pays[0] == (call.first, first)


@pytest.mark.parametrize("name", HOUSEHOLDS)
def test_every_step_of_what_is_asked_is_said(name, told):
    """Of 56 times 560, 4 times 670 and 39 times 1,700 the middle was left out."""
    home, t = told(name), Texts("zh_CN")
    names = {one.debt.id: f"«{one.debt.id}»" for one in home.facts}
    lines = list(asked_lines(home.asks, names, dict.fromkeys(names, DAY), t, home.seen))
    for one in home.asks.asks:
        said = next(line for line in lines if line.startswith(names[one.debt]))
        for _, payment in one.steps:
            assert not payment or money(Fen(payment)) in said


@pytest.mark.parametrize("name", HOUSEHOLDS)
def test_a_contract_that_is_kept_is_promised_as_it_stands(name, told):
    home = told(name)
    for facts, call in home.open_calls():
        if home.asks.of(facts.debt.id) is not None or facts.offered.kept is None:
            continue
        debt, whole = facts.debt.id, facts.offered.whole
        letter, way = home.letters[debt], home.seen.ways[debt]
        late = owed(facts.debt, call.late_on).arrears if call.late_on else 0
        paper = home.papers[debt]["plan"]
        assert call.late == fen(letter["late"]) == fen(paper["late"]) == late
        waits = call.put_off is not None
        assert (
            letter["put_off"] == paper["put_off"] == (call.put_off.isoformat() if waits else None)
        )
        said = str(compose(home.papers[debt], Texts("zh_CN"), chart=False))
        assert ("逾期的 " in said) is (bool(late) and not waits)
        assert bool(late) is ((bool(facts.owed.arrears) or waits) and not whole)
        assert (call.first.isoformat(), call.amount) == (letter["due"], fen(letter["due_amount"]))
        paid = [(call.late_on, call.late)] if call.late else []
        assert call.late_on is None or call.late_on <= call.first
        assert list(way.all[: len(paid) + 1]) == [*paid, (call.first, call.amount)]
        if late:
            paid_late = Payment(date=call.late_on, amount=late, after_balance=True)
            made = replace(facts.debt, payments=(*facts.debt.payments, paid_late))
            assert owed(made, call.late_on).arrears == 0
            due = obligations(made, call.late_on)[0]
            assert (call.first, call.amount) == (due.day, due.amount)
        elif not whole:
            due = home.seen[f"next.{debt}"].value
            assert (call.first, call.amount) == (due.day, due.amount)
        assert facts.monthly + facts.once <= call.late + call.amount
        assert (call.periods == 1) is (len(way.all) == len(paid) + 1)


@pytest.mark.parametrize("name", HOUSEHOLDS)
def test_a_home_is_asked_for_no_more_than_is_needed_and_alike_everywhere(name, told):
    """A letter asked for interest only beside an amount that carried the contract."""
    home = told(name)
    able = (home.seen.money("left") or 0) + home.seen.amount("protected")
    guarded = [one for one in home.facts if not one.within]
    for one in guarded:
        debt = one.debt.id
        call, paper, letter = home.calls[debt], home.papers[debt]["plan"], home.reliefs[debt]
        beside = sum(each.kept for each in guarded) - one.kept
        too_much = one.kept > max(0, able - beside) and not home.asks.carried
        assert letter["eased"] is (too_much or letter["short"] is not None)
        assert not too_much or letter["short"] is None  # living is the reason before any day
        late = bool(one.owed.arrears) and not one.cured
        assert (one.relief is not None) is (letter["eased"] or late)
        if one.relief is None:
            continue
        assert paper["relief"] == letter
        if not letter["eased"]:  # what the plan's lane pays: every due, and arrears in parts
            assert one.kind == "relief"
            assert (
                one.monthly == one.kept == fen(letter["instalment"]) + fen(letter["arrears_part"])
            )
        if one.kind == "relief" and call.barred is None:
            assert call.ask.amount == one.monthly == fen(paper["monthly"])
            assert call.ask.first.isoformat() == letter["first"]
            room = able - beside - (home.seen.money("plan.payment") or 0)
            assert call.ask.at_most <= max(room, one.monthly)


@pytest.mark.parametrize("name", HOUSEHOLDS)
def test_what_a_home_or_work_is_asked_for_passes_its_own_test_or_says_what_is_short(name, told):
    """A work loan's own request of 2,797.32 a month was answered "short of 3,813 in March"."""
    home, voice = told(name), plain(Texts("zh_CN"))
    kept = {CounterVerdict.FITS, CounterVerdict.TIGHT, CounterVerdict.EARLY}
    for debt, way in home.seen.guarded.items():
        desk, paper = home.calls.get(debt), home.papers.get(debt)
        if desk is None or desk.barred is not None or desk.ask.amount is None:
            continue
        if way.relief.needed:
            assert way.pays[0] == (desk.ask.first, desk.ask.amount)
        found = answer(desk.footing, desk.ask.named)
        assert found.verdict in kept or desk.ask.low.short
        if desk.ask.low.short:
            assert voice.yuan(desk.ask.low.short) in calls.opening(desk, voice)
            assert fen(paper["odds"]["low"]) < 0


@pytest.mark.parametrize("name", HOUSEHOLDS)
def test_every_lenders_paper_keeps_to_the_schema_for_other_programs(name, told):
    for paper in told(name).papers.values():
        schema()(paper)


@pytest.mark.parametrize("name", HOUSEHOLDS)
def test_where_the_cash_of_a_day_does_not_carry_a_home_interest_only_is_asked(name, told):
    home = told(name)
    week, ways = home.seen.week, home.seen.guarded
    paid = [day for way in ways.values() for day, _ in way.all]
    if week is None or not paid or not (week.first or week.held) or home.asks.carried:
        return
    alone = home.seen.lanes[LaneName.NOTHING].days
    short = missing(alone, max(week.until, min(paid)))
    able = (home.seen.money("left") or 0) + home.seen.amount("protected")
    enough = able >= sum(way.relief.kept for way in ways.values())
    reasons = {way.relief.short for way in ways.values()} - {None}
    assert reasons <= {short}
    if short.short and enough:
        eased = [debt for debt, way in ways.items() if way.relief.eased]
        assert eased == [debt for debt, way in ways.items() if lightens(way.stand)]
    for debt, way in ways.items():
        if way.relief.eased and way.relief.enough:
            plan, contract = dict(way.pays), home.seen.lanes[LaneName.NOTHING].pays[debt]
            assert plan[way.relief.first] == way.relief.monthly
            later = max(plan)
            assert later > max(day for day, _ in contract)


def test_a_bank_that_agreed_to_interest_only_is_asked_for_it_no_second_time(told):
    """Its instalments cannot be carried a year from now; the months agreed on run till April."""
    kept, beyond = told("eased_already"), told("eased_and_not_even_interest")
    way = kept.seen.guarded["van"]
    assert not way.relief.needed
    assert way.pays == tuple(dues_of(way.stand))
    paper = kept.papers["van"]["plan"]
    assert (paper["kind"], paper["agreed"]) == (
        "contract", {"on": "2026-10-20", "payment": "1211.72", "interest_only": 6},
    )  # fmt: skip
    assert fen(kept.papers["van"]["odds"]["low"]) < 0  # and that is told
    asked = beyond.seen.guarded["van"].relief
    assert (asked.eased, asked.enough, asked.monthly) == (True, False, 30_000)


@pytest.mark.parametrize("name", HOUSEHOLDS)
def test_what_is_late_of_a_home_is_paid_in_parts_on_its_own_days_everywhere(name, told):
    """The call said "from the 15th", the week and the lanes paid the parts on the 28th."""
    home, week = told(name), told(name).seen.week
    dues = {stand.debt.id: dict(dues_of(stand)) for stand in stands(home.book.debts, DAY)}
    for debt, way in home.seen.guarded.items():
        facts, mine = home.by_debt[debt], dues[debt]
        relief = facts.relief
        if relief is None or relief.eased or not relief.arrears:
            continue
        parts = {day: fen - mine.get(day, 0) for day, fen in way.pays}
        parts = {day: fen for day, fen in parts.items() if fen}
        assert sum(parts.values()) == relief.arrears
        assert (len(parts), min(parts)) == (relief.arrears_months, relief.arrears_from)
        assert parts.keys() <= mine.keys() or max(mine, default=DAY) < max(parts)
        assert {facts.relief.first, home.calls[debt].ask.first} == {min(parts)}
        assert home.papers[debt]["plan"]["relief"]["arrears_from"] == min(parts).isoformat()
        assert home.reliefs[debt]["first"] == min(parts).isoformat()
        spread = next(one for one in home.asks.relief if one.debt == debt)
        assert (spread.first, spread.value) == (min(parts), parts[min(parts)])
        assert dict(way.pays)[min(parts)] == facts.monthly
        waits = () if relief.put_off else week.held if week else ()
        claims = [one for one in (*(week.first if week else ()), *waits) if one.debt == debt]
        for claim in claims:
            assert claim.kind == "arrears" or (claim.day, claim.amount) in way.pays


@pytest.mark.parametrize("name", HOUSEHOLDS)
def test_a_relative_is_written_what_the_plan_pays(name, told):
    home = told(name)
    for debt, letter in home.family.items():
        pays, one = home.seen.ways[debt].pays, home.asks.of(debt)
        if one is not None and one.payment:
            first, last = pays[0], pays[-1]
            assert (letter["first"], fen(letter["monthly"])) == (first[0].isoformat(), first[1])
            assert (letter["months"], fen(letter["last"])) == (len(pays), last[1])
            assert letter["due"] is None
        else:
            assert (letter["monthly"], letter["first"]) == (None, None)
        kept = home.by_debt[debt].offered.kept
        if kept is not None:
            assert (letter["due"], fen(letter["due_amount"])) == (kept.due.isoformat(), kept.amount)
        lenders = [one for one in home.facts if not one.debt.lent_by_person]  # fmt: skip
        assert letter["after"] is bool(lenders)


@pytest.mark.parametrize("name", HOUSEHOLDS)
def test_nobody_is_promised_more_than_is_owed_there_or_below_the_first_offer(name, told):
    home = told(name)
    budget = home.seen.money("plan.payment") or 0
    first_month = sum(one.monthly + one.once for one in home.facts if one.within)
    within = first_month <= budget or not any(one.within for one in home.facts)
    holds = home.asks.explanation == "contract_holds"  # what a month leaves is there in the next
    assert within or home.seen.kept_by_cash or holds
    for one in home.asks.asks:
        claim = home.asks.claim(one.debt)
        assert all(payment <= max(claim.total, one.total_paid) for _, payment in one.steps)
        late = home.seen.money(f"arrears.{one.debt}")
        untold = home.seen["left"].value is None and late  # until figures follow
        assert one.total_paid or one.steps or untold, one.debt  # nobody lets all go
    for _, call in home.open_calls():
        if call.amount is not None and call.at_most is not None:
            assert call.amount <= call.at_most


@pytest.mark.parametrize("name", HOUSEHOLDS)
def test_nothing_is_set_aside_for_who_is_asked_to_wait_and_no_day_is_over(name, told):
    home = told(name)
    week = home.seen.week
    waits = {one.debt for one in home.asks.asks if one.steps and not one.steps[0][1]}
    for claim in () if week is None else (*week.first, *week.held):
        assert claim.day >= DAY
        assert claim not in week.first or claim.debt not in waits
    for _, call in home.open_calls():
        days = (call.first, call.late_on, call.hold_until)
        assert all(day >= DAY for day in days if isinstance(day, date))
    for way in home.seen.ways.values():
        assert all(day >= DAY for day, _ in way.pays)


@pytest.mark.parametrize("name", HOUSEHOLDS)
def test_what_is_late_of_a_home_stands_before_every_other_lender(name, told):
    """A mortgage nine days late was never paid from cash, whatever there was; nor was a card.

    It is paid today where the cash and the plan's leanest month can spare it. What cannot be is
    asked to be taken in parts, and no lender that is asked for instalments is paid before it.
    """
    home = told(name)
    late = {one.debt.id: one.owed.arrears for one in home.facts
            if one.owed.arrears and not one.within}  # fmt: skip
    if not late or home.seen.week is None:
        return
    assert next(iter(home.calls.values())).callers[0].debt in late
    week = home.seen.week
    if not week.held and not week.first:
        return  # nothing can be said: no pay-day, or nothing was entered for long
    paid = {
        one.debt: one.amount for one in week.first if one.debt in late and one.kind == "arrears"
    }
    held = {one.debt for one in week.held if one.debt in late and one.kind == "arrears"}
    assert paid == {debt: late[debt] for debt in late if debt not in held}
    low = home.seen.lanes[LaneName.PLAN].low.amount
    for debt, way in home.seen.guarded.items():
        assert way.before == (((DAY, paid[debt]),) if debt in paid else ())
        year = [each for each in way.all if each[0] <= DAY + timedelta(days=365)]
        assert list(home.seen.lanes[LaneName.PLAN].pays[debt])[:9] == year[:9]
        assert debt not in paid or (low >= 0 and home.by_debt[debt].relief is None)
    if not held:
        return
    assert week.held[0].kind == "arrears"
    assert min(low, home.seen.amount("week.spare")) < min(late[debt] for debt in held)
    asked = {one.debt for one in home.asks.asks}
    assert not asked & {claim.debt for claim in week.first if claim.debt is not None}


@pytest.mark.parametrize("name", HOUSEHOLDS)
def test_the_plan_begins_on_one_day_after_an_income_within_its_amount(name, told):
    home = told(name, PAID)
    first, payday = home.asks.first, pay_day(home.book, PAID)
    assert first in set(first_days(home.book, PAID))
    ahead = [PAID + timedelta(days=n + 1) for n in range((first - PAID).days)]
    assert payday is None or payday in {day.day for day in ahead}
    for facts, call in home.open_calls():
        one = home.asks.of(facts.debt.id)
        if one is None or not (one.steps and one.steps[0][1]):
            continue
        request = home.papers[facts.debt.id]["plan"]["request"]
        assert (call.first, request["first_due"]) == (first, first.isoformat())
        assert home.seen.ways[facts.debt.id].pays[0][0] == first
    week = home.seen.week
    plan = [claim for claim in (week.first if week else ()) if claim.kind == "plan"]
    assert {claim.day for claim in plan} <= {first}
    asked = sum(one.steps[0][1] for one in home.asks.asks if one.steps)
    assert asked <= (home.seen.money("plan.payment") or 0)
    assert all(claim.amount >= asked for claim in plan)


@pytest.mark.parametrize("name", HOUSEHOLDS)
def test_what_the_week_pays_before_the_plan_the_call_pays_too(name, told):
    home = told(name)
    first = () if home.seen.week is None else home.seen.week.first
    for facts, call in home.open_calls():
        debt, one = facts.debt.id, home.asks.of(facts.debt.id)
        if one is None or call.amount is None:
            continue
        paid = by_day((claim.day, claim.amount) for claim in first
                      if claim.debt == debt and claim.day < call.first)  # fmt: skip
        way = home.seen.ways[debt]
        assert (by_day(call.before), list(way.before)) == (paid, paid)
        said = home.letters[debt]["before_plan"]
        assert by_day((each["day"], fen(each["amount"])) for each in said) == [
            (day.isoformat(), amount) for day, amount in way.before
        ]
        assert sum(fen(each["amount"]) for each in said if each["from"] == "cash") == call.given
        parts = home.papers[debt]["plan"]["before_parts"]
        assert sum(map(fen, parts.values())) in {0, sum(each for _, each in way.before)}
        begins = one.due.principal + one.due.charges + one.waived
        assert call.given == facts.given == home.asks.given.get(debt, 0)
        assert [each["from"] for each in said][:1] == (["cash"] if call.given else
                                                       ["contract"] * bool(paid))  # fmt: skip
        once = sum(fen for _, fen in paid)
        runs, since = facts.runs_before.total, paid[-1][0] if paid else facts.owed.as_of
        assert facts.terms.rows[0].days == (facts.terms.first_due - since).days
        assert facts.owed.parts.total + runs - once - facts.at_once == begins


@pytest.mark.parametrize("name", HOUSEHOLDS)
def test_what_the_week_holds_back_nobody_is_promised_on_its_day(name, told):
    home = told(name)
    week, begins = home.seen.week, home.asks.first
    short = week is not None and week.shown
    held = {} if not short else {one.debt for one in week.held if one.debt and one.day < begins}
    for debt, desk in home.calls.items():
        if desk.barred is not None or desk.ask.amount is None:
            continue
        days = [day for day in (desk.ask.first, desk.ask.late_on) if day]
        days += [day for day, _ in desk.ask.before]
        paid = home.seen.lanes["plan"].pays[debt]
        if debt in held and not (desk.stand.arrears and not home.by_debt[debt].within):
            assert min(days) >= week.until
            assert not [day for day, _ in paid if day < week.until]
        if desk.ask.put_off is not None:
            assert debt in held
            assert (desk.ask.late_on, desk.ask.late) == paid[0]


@pytest.mark.parametrize("name", HOUSEHOLDS)
def test_the_request_itself_is_answered_by_the_cash_of_the_plans_lane(name, told):
    home = told(name)
    lane = home.seen.lanes["plan"]
    for debt, desk in home.calls.items():
        own = desk.footing.own
        if own is None or not own.pays or desk.barred is not None:
            continue
        same = CounterOffer(
            amount=own.pays[0][1], periods=len(own.pays), first=desk.ask.first,
            lump_sum=own.lump_sum,
        )  # fmt: skip
        found = answer(desk.footing, same)
        assert found.low == lowest([one for one in lane.days if one[0] >= desk.ask.first]), debt
        before = lowest([one for one in lane.days if one[0] < desk.ask.first])
        assert (found.verdict is CounterVerdict.SHORT) is (found.low.short > before.short)
        assert found.gap.short == before.short
        assert found.once_covered is (0 < found.low.short <= before.short)
        if found.once_covered:  # "you can keep this up" stood above a day with 465.71 missing
            t = Texts("zh_CN")
            earlier, voice = short_day(before.day, t), plain(t)
            assert call_offer.verdict_words(found, t) == f"先补上{earlier}的缺口，就守得住"
            said = call_offer.counter_say(desk, same, found, voice)
            assert f"先补上{earlier}缺的 {voice.yuan(before.short)}才守得住" in said


@pytest.mark.parametrize("name", HOUSEHOLDS)
def test_the_most_of_a_call_is_never_refused_and_ten_yuan_more_is(name, told):
    """A rider was told "not above 1,340" of an amount that the cash did not carry."""
    kept = {CounterVerdict.FITS, CounterVerdict.TIGHT, CounterVerdict.EARLY}
    for desk in told(name).calls.values():
        ask = desk.ask
        if desk.barred is not None or ask.amount is None or ask.at_most is None:
            continue
        most = answer(desk.footing, replace(ask.named, amount=ask.at_most)).verdict
        assert most in kept or (ask.low.short and ask.at_most == ask.amount)
        more = answer(desk.footing, replace(ask.named, amount=Fen(ask.at_most + 1_000)))
        soon = more.late_after is None and more.low.amount >= desk.footing.reserve
        assert more.verdict not in kept or soon


def test_a_plan_begins_no_earlier_than_its_cash_carries(told):
    """A rider was asked to promise 1,840 on a day on which 1,068 of it were missing."""
    later = {
        "five_and_ten": date(2027, 1, 12), "agreement_too_much": date(2027, 1, 12),
        "interest_free_late": date(2027, 2, 12),
    }  # fmt: skip
    assert {next(first_days(told(name).book, DAY)) for name in later} == {date(2026, 12, 12)}
    assert later == {name: told(name).asks.first for name in later}
    for name, first in later.items():
        lane = told(name).seen.lanes[LaneName.PLAN]
        assert not missing(lane.days, first).short
        assert told(name).seen.figures["lane.plan.payment"].value > 0
    assert told("many_small").asks.first == date(2026, 12, 12)  # no day would carry it


@pytest.mark.parametrize("name", HOUSEHOLDS)
def test_who_is_asked_is_promised_no_day_from_which_cash_is_short_if_one_holds(name, told):
    """A plan from 12 December was short on 9 January; behind the gap of 9 December nobody saw it."""
    home = told(name)
    first, lane = home.asks.first, home.seen.lanes[LaneName.PLAN]
    days = list(first_days(home.book, DAY))
    later = lowest_from(lane.days, first)
    for facts, paper in ((home.by_debt[debt], paper) for debt, paper in home.papers.items()):
        odds, plan = paper["odds"], paper["plan"]
        if not facts.within or plan["request"] is None:
            continue
        assert (fen(odds["later"]), odds["later_day"]) == (later.amount, later.day.isoformat())
        page = request_sentence_of(paper)
        asked = obligations(facts.debt, DAY, first)
        due = [each for each in asked if DAY <= each.day < first and each.kind != "arrears"]
        paid = {day for day, _ in facts.before}
        if not paid:
            told_of = plan["unpaid_before"]
            assert fen(told_of["amount"] if told_of else "0") == sum(each.amount for each in due)
            assert (told_of is None) or money(fen(told_of["amount"])) in page
    if Treated.ALIKE in dict(home.asks.treated).values() and first != days[0]:
        assert not later.short or not missing(lane.days, first).short
    if name in {"employee", "home_due_leaves_too_little"}:
        assert (first, later.short) == (date(2027, 1, 12), 0)


def test_what_comes_from_a_sale_is_promised_no_day_before_it(tmp_path):
    with Session.create(tmp_path / "sale.jiebei") as session:
        session.ledger.add_book(ODD["sold_to_settle"]())
        selling = [one.debt for one in statement.gather(session, DAY).debts if one.at_once]
        assert selling
        for debt in selling:
            found = {one.question: one for one in signature_checks.checks(session, debt, DAY)}
            check = signature_checks.as_json(found[SignatureQuestion.PROMISE])
            assert (check["state"], "sold" in check["facts"]) == ("look", True)
            said = check_words("promise", "look", {**check["facts"], "low": "1.00"}, Texts("zh_CN"))
            assert "卖出以前不要答应付款日" in said
            call = call_desk(session, DAY, debt.id)
            assert "卖出后能一次还" in calls.opening(call, plain(Texts("zh_CN")))


@pytest.mark.parametrize("name", HOUSEHOLDS)
def test_nobody_asked_is_paid_before_the_plan_what_its_leanest_month_needs(told, name):
    home = told(name)
    asked = {one.debt for one in home.asks.asks if one.pays}
    given = sum(fen for debt in asked for _, fen in home.seen.ways[debt].before)
    low = home.seen.lanes[LaneName.PLAN].low.amount
    assert low >= 0 or not given, (given, low)


@pytest.mark.parametrize("name", HOUSEHOLDS)
def test_the_plans_lane_pays_before_its_first_day_what_the_week_pays(told, name):
    """Where principal is asked to be let go, the lane left out what the week pays today."""
    home = told(name)
    lane, week, begins = home.seen.lanes[LaneName.PLAN], home.seen.week, home.asks.first
    assert (lane.payment or 0) >= 0
    if week is None or not (week.first or week.held):
        return
    guarded = {one.debt.id for one in home.facts if one.debt.is_guarded}
    paid = by_day(((one.debt, one.day), one.amount) for one in week.first
                  if one.debt is not None and one.day < begins)  # fmt: skip
    assert paid == by_day(
        ((debt, day), fen) for debt, pays in lane.pays.items() for day, fen in pays
        if day < begins and (day < week.until or debt not in guarded)
    )  # fmt: skip


def test_no_paper_says_why_it_names_no_amount_beside_the_amount_it_names(told):
    """A work loan was asked for 2,797 a month, and "why no amount is offered" stood below."""
    seen = []
    for name in HOUSEHOLDS:
        for debt, paper in told(name).papers.items():
            if paper["means"]["no_amount"] and fen(paper["plan"]["monthly"]):
                seen.append((name, debt))
                worded = str(compose(paper, Texts("zh_CN"), chart=False))
                assert "暂不提出金额的原因" not in worded, (name, debt)
    assert seen


@pytest.mark.parametrize("name", HOUSEHOLDS)
def test_nothing_is_called_kept_where_the_plans_cash_is_missing(told, name):
    """A rider promised what he could keep on a day on which 1,068.44 was missing."""
    home, voice = told(name), plain(Texts("zh_CN"))
    for debt, desk in home.calls.items():
        if desk.barred is not None or desk.ask.amount is None:
            continue
        way = home.seen.guarded.get(debt)
        first = min([home.asks.first, *(day for day, _ in (way.all if way else ()))])
        low = missing(home.seen.lanes[LaneName.PLAN].days, first)
        answers = [calls.demand_answer(each, desk, voice) for each in Demand]
        said = "".join([calls.opening(desk, voice), *answers])
        assert (f"手里还缺 {voice.yuan(low.short)}" in said) is bool(low.short)
        assert not low.short or not any(each in said for each in ("守住", "守得住", "稳定拿出"))
        odds = home.papers[debt]["odds"]
        assert (fen(odds["low"]) < 0 and not odds["before_first"]) is bool(low.short)
        if low.short:
            worded = str(compose(home.papers[debt], Texts("zh_CN"), chart=False))
            assert "按约定的日子还款" not in worded
            assert "保留凭证" in worded


def test_the_odd_households_are_what_they_are_called(told):
    behind, (debt,) = told("behind_but_held"), ODD["behind_but_held"]().debts
    kept = behind.by_debt["a"].offered.kept
    assert behind.by_debt["a"].once == owed(debt, kept.late_on).arrears > owed(debt, DAY).arrears
    assert told("agreement_behind").calls["a"].ask.late == 100_000
    assert told("one_payment_late").calls["a"].ask.basis is Basis.WHOLE
    cut = told("cut_and_paid_before").seen
    assert any(way.before and not way.ends for way in cut.ways.values())
    bare = told("bare_until_pay_day")
    assert {desk.ask.put_off for desk in bare.calls.values()} == {
        date(2026, 11, 28), date(2026, 11, 30)
    }  # fmt: skip
    assert told("a_due_is_there").calls["a"].ask.before[0][0] == date(2026, 11, 28)
    assert told("a_due_is_carried").calls["b"].ask.before[0][0] > DAY
    assert told("family").calls["b"].ask.before == ()
    assert told("agreement_held").calls["a"].ask.basis is Basis.AGREED
    assert [one.months for one in told("tiny_of_two").asks.asks if one.debt == "tiny"] == [2]
    assert told("nothing_kept_on_time").calls["b"].ask.frozen is False
    assert told("nothing_kept_on_time").calls["a"].ask.frozen is True
    assert [one.payment for one in told("a_relative_owed_five").asks.asks][-1] == 500
    assert told("home_late_card").by_debt["home"].relief.eased is True
    assert told("home_late_in_parts").by_debt["home"].relief.eased is False
    cured, call = told("home_late_and_payable"), told("home_late_and_payable").calls["home"].ask
    assert cured.by_debt["home"].cured == ((DAY, cured.by_debt["home"].owed.arrears),)
    paper = cured.papers["home"]["plan"]
    assert (paper["late_on"], fen(paper["late"])) == (DAY.isoformat(), call.late)
    assert (call.basis, call.late_on, call.late) == (
        Basis.CONTRACT,
        *cured.by_debt["home"].cured[0],
    )
    assert {one.debt.priority for one in told("home_card_relative").facts} > set(PROTECTED) & {
        Priority.LIVELIHOOD
    }


@pytest.mark.parametrize("name", HOUSEHOLDS)
def test_a_penalty_is_asked_to_stop_only_where_something_is_late(name, told):
    """Nothing late, or nothing that lateness costs: today's answer speaks of no penalty."""
    for desk in told(name).calls.values():
        said = calls.demand_answer(Demand.PART_TODAY, desk, plain(Texts("zh_CN")))
        costs = desk.ask.at_least or desk.stand.per_day or desk.stand.parts.penalty
        assert "罚息" not in said or (desk.stand.overdue_days and costs)
        if not desk.stand.overdue_days and desk.barred is None:
            page = told(name).papers[desk.debt.id]
            asked = calls.opening(desk, plain(Texts("zh_CN"))), compose(page, Texts("zh_CN"))
            assert not re.search("计利息和罚息|不计罚息", str(asked))


@pytest.mark.parametrize("name", HOUSEHOLDS)
def test_no_answer_refuses_today_what_the_plan_pays_today_or_cash_settles(name, told):
    """A pensioner told "I pay nothing today" where his page and opening paid 7,465.70 today."""
    home, voice = told(name), plain(Texts("zh_CN"))
    for debt, desk in home.calls.items():
        if desk.barred is not None:
            continue
        said = {each: calls.demand_answer(each, desk, voice) for each in Demand}
        today = [fen for day, fen in home.seen.lanes[LaneName.PLAN].pays[debt] if day == DAY]
        for fen in today:
            given = desk.ask.given  # what is offered out of cash is told apart from what is due
            parts = [part for part in (fen - given, given) if part] if given else [fen]
            assert all(voice.yuan(part) in said[Demand.PART_TODAY] for part in parts)
            assert not any(no in said[Demand.PART_TODAY] for no in ("要管生活", "今天不付"))
        whole = said[Demand.ALL_AT_ONCE]
        assert not desk.settles or "做不到" not in whole
        assert sum(today) < desk.stand.parts.total or voice.yuan(desk.stand.parts.total) in whole
        assert not (today or desk.settles) or "之前没有" not in whole


def test_without_history_every_lender_reads_the_half_and_then_the_whole(told):
    home = told(ONLY_TOLD)
    asked = [one for one in home.asks.asks if one.debt in home.calls]
    assert asked
    for one in asked:
        months = [count for count, payment in one.steps if payment]
        assert months[0] == 3
        assert home.papers[one.debt]["plan"]["request"]["steps"][0]["months"] == 3
        assert home.calls[one.debt].ask.first_times == 3


def test_an_amount_rises_until_principal_is_whole_and_all_name_it(told):
    """293 of 600 is recommended; ten yuan less than is asked would not repay in 60 months."""
    one = told("raised")
    seen, (asked,) = one.seen, one.asks.asks
    paid, owed_ = seen.amount("plan.payment"), one.facts[0].owed.parts.total
    assert seen.amount("afford.recommended") < paid <= seen.amount("afford.ceiling")
    assert (asked.payment, asked.cuts_principal, one.asks.budget) == (paid, False, paid)
    assert (paid - 1_000) * 60 < owed_ <= paid * 60
    assert seen.raised_from == seen.money("afford.recommended")
    paper = one.papers["a"]
    assert (fen(paper["means"]["payment"]), paper["means"]["above_safe"]) == (paid, True)
    names, first = {"a": "a"}, {"a": one.asks.first}
    lines = list(asked_lines(one.asks, names, first, Texts("zh_CN"), seen))
    assert any("高于建议的" in line and money(paid) in line for line in lines)
    assert not told("behind_but_held").papers["a"]["means"]["above_safe"]


@pytest.mark.parametrize(("fen", "times"), [(0, 8), (1, 8), (805, 8), (5_000, 1)])
def test_a_day_part_short_in_what_was_paid_turns_no_contract_into_a_request(fen, times, tmp_path):
    """8.05 short in each of eight instalments became a longer term, with worse odds."""
    with Session.create(tmp_path / "short.jiebei") as session:
        session.ledger.add_book(paid_short(fen, times))
        seen = picture(session, DAY)
    assert fen * times < seen.amount("plan.payment") // 30 * 2
    assert (seen.asks.explanation, seen.asks.asks) == ("contract_holds", ())


def richer(name, more):
    """Return a household with so many yuan more at hand."""
    book = HOUSEHOLDS[name]()
    one, *rest = newest_readings(book.cash, DAY)
    return replace(book, cash=(replace(one, amount=Fen(one.amount + more * 100)), *rest))


@pytest.mark.parametrize("name", HOUSEHOLDS)
def test_where_cash_keeps_the_contracts_nobody_is_asked_and_all_say_so(name, told):
    """A pensioner with 460,000 at hand was sent to ask for 18 months on a debt of 6,432."""
    home, t = told(name), Texts("zh_CN")
    seen = home.seen
    said = carried_words(seen, t)
    assert (seen.asks.explanation == CASH_CARRIES) <= seen.kept_by_cash
    assert not seen.kept_by_cash or (seen.carried is not None and seen.asks.feasible_without)
    if seen.carried is None:
        assert not said
        return
    assert home.asks.asks == ()
    assert seen.lanes[LaneName.PLAN].low.amount >= seen.amount("reserve")
    assert bool(said) is not bool(seen.aside)
    kinds = {one.debt.id: one.kind for one in home.facts}
    assert set(kinds.values()) <= {"contract", "family", "aside"}
    paid = seen.lanes[LaneName.PLAN].pays
    for debt, desk in home.calls.items():
        assert home.papers[debt]["plan"]["kind"] == kinds[debt]
        assert desk.barred or desk.ask.basis in {Basis.CONTRACT, Basis.AGREED, Basis.WHOLE}
        if desk.barred is None:
            more = replace(desk.ask.named, periods=18, amount=Fen(desk.ask.amount + 1_000))
            found = answer(desk.footing, more)
            fits = found.low.amount >= seen.amount("reserve")
            assert (found.verdict is CounterVerdict.FITS) is fits
            assert found.late_after is None or not seen.kept_by_cash
            by_own = calls.demand_answer(Demand.GUARANTOR, desk, plain(t))
            assert ("按我自己的收入" not in by_own) is (seen.kept_by_cash and desk.by_cash)
        worded = str(compose(home.papers[debt], t, chart=False))
        assert "照请求还" not in worded or not seen.kept_by_cash
        late = desk.stand.arrears
        assert not late or kinds[debt] == "aside" or paid[debt][0] == (DAY, late)


@pytest.mark.parametrize("name", HOUSEHOLDS)
def test_no_warning_sends_to_the_lenders_where_cash_keeps_the_contracts(name, told):
    """One said urgently "talk to the lenders before the due days", where nobody is asked."""
    home, t, rules = told(name), Texts("zh_CN"), load()
    carried = {one.id for one in home.warnings if "lowest_fen" in one.facts}
    assert home.asks.carried or not carried
    if not home.asks.carried:
        return
    low = home.seen.carried.amount
    for one in home.warnings:
        if one.debt in home.seen.aside:
            continue
        assert one.facts.get("lowest_fen", low) == low
        assert one.id not in {"W-CLASH", "W-SPIRAL", "W-AGREE-RISK", "W-RUNWAY"}
        said = describe(one, t, rules)
        told_to = re.search(
            "联系放款机构|还不上|告诉机构|申请|可以?跟机构|说明什么时候", said.detail
        )
        assert one.id == "W-ACCEL" or not told_to, said.detail
        assert one.action != "negotiation" or one.id in NO_MATTER_OF_CASH
        grade = one.severity is Severity.INFO
        assert grade or one.id not in {"W-FLOOR", "W-DSR", "W-NEGAM"}


LIGHT = {"nothing_owed", "contract_holds", "cash_carries", "family_last", "freeze", "cap",
         "instalments_interest_free"}  # fmt: skip
LEAST = 100_000
"""A smaller part of a debt is no lever."""


def used_well(seen):
    """Check that idle cash is spent where less is asked for by it, and never the reserve."""
    asks, given = seen.asks, seen.asks.given
    low = seen.lanes[LaneName.PLAN].low.amount
    assert sum(given.values()) <= seen.idle
    assert not given or low >= seen.amount("reserve")
    dropped = any(each.above or each.withheld for each in asks.claims)
    if asks.explanation not in {*LIGHT, "pause"} and not dropped:
        rest = seen.idle - sum(given.values())
        lenders = {one.debt for one in asks.asks if not asks.claim(one.debt).family}
        assert rest < max(LEAST, asks.budget) + 10_000 or lenders <= set(given)


@pytest.mark.parametrize("name", HOUSEHOLDS)
def test_relief_that_no_paper_asks_for_is_not_said_like_a_request(name, told):
    home, t = told(name), Texts("zh_CN")
    names = {one.debt.id: f"«{one.debt.id}»" for one in home.facts}
    lines = list(asked_lines(home.asks, names, dict.fromkeys(names, DAY), t, home.seen))
    for one in home.asks.relief:
        paper = home.papers[one.debt]["plan"]
        said = relief_words(one, names, t)
        assert said in lines or f"请求里没有、也可以问的：{said}" in lines
        if paper["kind"] == "contract":
            assert said not in lines
        elif paper["kind"] == "relief" and one.kind is ReliefKind.INTEREST_ONLY:
            assert (said in lines) is paper["relief"]["eased"]
        elif paper["kind"] == "relief" and one.kind is ReliefKind.ARREARS_SPREAD:
            assert said in lines
        else:
            assert said not in lines


@pytest.mark.parametrize("name", HOUSEHOLDS)
def test_idle_cash_pays_before_a_longer_term_or_a_cut_and_all_name_it(name, told):
    """With 60,000 at hand 66,315 were asked to be let go, and 56,413 stayed all year."""
    home, t = told(name), Texts("zh_CN")
    seen, asks, given = home.seen, home.asks, home.asks.given
    used_well(seen)
    if not given:
        return
    names = {one.debt.id: one.debt.name for one in home.facts}
    lines = list(asked_lines(asks, names, dict.fromkeys(names, DAY), t, home.seen))
    for debt, amount in given.items():
        facts, desk = home.by_debt[debt], home.calls[debt]
        assert facts.within
        assert seen.ways[debt].before[0][0] == DAY
        paid = seen.ways[debt].before[0][1]
        assert paid == amount + sum(
            one.amount for one in seen.week.first
            if one.debt == debt and one.day == DAY and one.kind != "cash"
        )  # fmt: skip
        assert money(amount) in lines[0]
        said = calls.opening(desk, plain(t))
        apart = [paid] if asks.of(debt) is None else filter(None, [amount, Fen(paid - amount)])
        assert all(plain(t).yuan(fen) in said for fen in apart)
        if asks.of(debt) is None:
            assert desk.ask.basis is Basis.WHOLE or paid == facts.owed.arrears
            continue
        assert "生活不需要的现金" in said
        worded = str(compose(home.papers[debt], t, chart=False))
        assert f"我随即用生活不需要的现金一次性先还 {money(amount)}" in worded
        by_contract = paid > amount or len(seen.ways[debt].before) > 1
        assert ("仍按合同还" in worded) is by_contract
        assert next(each.value for each in asks.of(debt).levers if each.kind == "cash") == amount


@pytest.mark.parametrize("name", HOUSEHOLDS)
def test_more_cash_asks_for_no_more_and_lowers_no_number(name, tmp_path):
    before = None
    for more in (0, 5_000, 50_000, 500_000):
        book = HOUSEHOLDS[name]()
        if not newest_readings(book.cash, DAY):
            return
        with Session.create(tmp_path / f"{more}.jiebei") as session:
            session.ledger.add_book(richer(name, more))
            seen = picture(session, DAY)
        used_well(seen)
        now = (seen.money("afford.recommended") or 0, len(seen.asks.asks))
        assert before is None or (now[0] >= before[0] and now[1] <= before[1])
        before = now
    assert not before[1] or seen["afford.recommended"].reason in UNKNOWN_INCOME
