"""One figure, one value: every head is asked about the same ledgers, and must say what the picture says."""

from __future__ import annotations

import json
from decimal import Decimal, InvalidOperation
from itertools import chain

import pytest
import reckoned
from click.testing import CliRunner
from households import DAY, MADE, random_book

from jiebei_desktop.cli.group import main
from jiebei_desktop.domain.money import yuan
from jiebei_desktop.domain.strategies import MAX_MONTHS
from jiebei_desktop.report.compose import compose
from jiebei_desktop.services.keeping.session import Session
from jiebei_desktop.services.papers import letters, statement
from jiebei_desktop.services.papers.call_desk import call_desk
from jiebei_desktop.services.papers.letters import LetterKind
from jiebei_desktop.services.plans.asking import levers_of
from jiebei_desktop.services.plans.month_by_month import payments
from jiebei_desktop.services.plans.plan_view import compare, inputs
from jiebei_desktop.text.formats import amount
from jiebei_desktop.text.texts import Texts

RANDOM = 50
"""Households drawn at random; the made ones come on top."""
ASKED_KINDS = frozenset({"instalments", "lump_sum", "pause"})
ON = ("--as-of", DAY.isoformat(), "--json")


@pytest.fixture(autouse=True, scope="module")
def _reckoned_once():
    """A head that asks the same of the same values shares the answer; any other reckons its own."""
    with reckoned.remembering():
        yield


def ask(*arguments):
    """Run a command that must go well and return its document."""
    done = CliRunner().invoke(main, [*map(str, arguments), *ON])
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def written(folder, name, book):
    path = folder / f"{name}.jiebei"
    with Session.create(path) as session:
        session.ledger.add_book(book)
    return path


def collected(ledger):
    """Return every (head, id, value) that the commands show of a figure the picture names."""
    yield from of_owed(ask("owed", ledger))
    yield from of_afford(ask("afford", ledger))
    yield from of_warn(ask("warn", ledger))
    yield from of_week(ask("picture", ledger)["week"])


def of_owed(document):
    parts = ("principal", "interest", "penalty", "fees", "total")
    for part in parts:
        yield "owed", f"owed.{part}", document["total"][part]
    yield "owed", "cost_per_day", document["total"]["per_day"]
    for debt in document["debts"]:
        for part in parts:
            yield "owed", f"owed.{debt['id']}.{part}", debt[part]
        rates = {"nominal": debt["apr_nominal"], "effective": debt["apr_effective"]}
        yield "owed", f"rate.{debt['id']}", rates


def of_afford(document):
    for name in ("floor", "recommended", "ceiling"):
        yield "afford", f"afford.{name}", document[name]
    for name in ("reserve", "protected", "left", "late_once_12", "broken_12"):
        if name in document:
            yield "afford", name, document[name]


FACTS = {
    "W-OVERDUE": {"arrears": "arrears.{debt}"},
    "W-DUE-7": {"amount": "next.{debt}"},
    "W-RUNWAY": {"days": "runway.days", "cash": "cash"},
    "W-FLOOR": {"income": "income.usual"},
    "W-DSR": {"income": "income.usual"},
}
"""Facts of warnings that are figures of the picture."""


def of_warn(document):
    for warning in document["warnings"]:
        for fact, code in FACTS.get(warning["id"], {}).items():
            if fact in warning["facts"]:
                known = code.format(debt=warning["debt"])
                yield warning["id"], known, warning["facts"][fact]


def of_paper(document):
    """Return every (head, id, value) of one edition of the request."""
    head, means, odds = document["edition"], document["means"], document["odds"]
    yield from ((head, *each) for each in of_sums(means))
    yield from ((head, line["code"], line["amount"]) for line in means["apart"])
    yield head, "left", means["left"]
    for part in ("principal", "interest", "penalty", "fees", "total"):
        yield head, f"owed.{part}", document["totals"][part]
    yield head, "low.plan.day", odds["low_day"]
    yield head, "low.plan.amount", odds["low"]
    for debt in document["debts"]:
        if debt["id"] is not None:
            yield from of_debt_on_paper(head, debt)
    own = document.get("own", {})
    for name in ("floor", "recommended", "ceiling"):
        if own:
            yield head, f"afford.{name}", own[name]
    if own:
        yield head, "reserve", own["reserve"]
        yield head, "runway.days", own["runway_days"]
    shares = (odds["paid"] or {}).items()
    yield from ((head, f"plan.{name}", share) for name, share in shares if name != "payment")
    if means["payment"] == own.get("recommended"):
        yield from ((head, name, odds[name]) for name in ("late_once_12", "broken_12"))


def of_sums(means):
    living = Decimal(means["sums"]["necessary"]) + Decimal(means["sums"]["flexible"])
    if means["left"] is not None:  # else the sums are of no lines, and no figures
        yield "income.usual", means["sums"]["income"]
        yield "living.usual", f"{living:.2f}"


def of_debt_on_paper(head, debt):
    for part in ("principal", "interest", "penalty", "fees", "total"):
        yield head, f"owed.{debt['id']}.{part}", debt[part]
    yield head, f"arrears.{debt['id']}", debt["arrears"]
    if debt["next_due"] is not None:
        yield head, f"next.{debt['id']}", debt["next_amount"]


def papers(ledger):
    """Return both editions for the lender in need, else for the first, as JSON."""
    with Session.open(ledger) as session:
        facts = statement.gather(session, DAY)
        found = [one.debt.id for one in facts.debts]
        for edition in statement.EDITIONS:
            yield statement.document(facts, edition, facts.first_addressee or (found or [None])[0])


def of_papers(ledger):
    for document in papers(ledger):
        yield from of_paper(document)


def same(one, other):
    """Tell whether two values are one: amounts and shares by their number."""
    try:
        return Decimal(str(one)) == Decimal(str(other))
    except InvalidOperation:
        return one == other


def of_week(week):
    """Yield the rows of the days until the next income; without a reading of cash there are none."""
    for part in ("first", "hold") if week is not None else ():
        for place, row in enumerate(week[part], 1):
            told = {name: row[name] for name in ("day", "amount", "kind")}
            yield "week", f"week.{part}.{place}", told
    if week is not None and week["state"] in {"short", "reaches"}:
        yield "week", "week.until", week["until"]


def figures(ledger):
    return {each["id"]: each["value"] for each in ask("picture", ledger)["figures"]}


def disagreements(ledger):
    seen = figures(ledger)
    for head, code, value in chain(collected(ledger), of_papers(ledger)):
        known = seen[code]
        if code.startswith("next.") and isinstance(known, dict) and not isinstance(value, dict):
            known = known["amount"]
        if not same(value, known):
            yield f"{code}: {head} says {value}, the picture {known}"


@pytest.mark.parametrize("name", MADE)
def test_the_commands_say_what_the_picture_says(name, tmp_path):
    assert list(disagreements(written(tmp_path, name, MADE[name]()))) == []


@pytest.mark.parametrize("seed", range(RANDOM))
def test_the_commands_say_so_of_any_household(seed, tmp_path):
    assert list(disagreements(written(tmp_path, "r", random_book(seed)))) == []


def number(value):
    return None if value is None else Decimal(str(value))


def levers(found):
    return tuple((each["kind"], str(each["value"])) for each in found)


def waiting(one):
    """Return the months before the first payment: a relative waits, a pause is nothing but that."""
    waits = [each["value"] for each in one["levers"] if each["kind"] == "pause"]
    return sum(waits) if number(one["payment"]) else 0


def of_command(ledger, budget):
    """Return what `ask` says of each lender that is asked."""
    document = ask("ask", ledger, "--budget", budget)
    return {
        one["debt"]: (number(one["payment"]), one["months"] - waiting(one), number(one["annual_rate"]),
                      number(one["total_paid"]), levers(one["levers"]))
        for one in document["asks"]
    }  # fmt: skip


def of_plan(one):
    """Return the same of the value that page and papers show."""
    plan, asked = one.plan, one.concession
    if plan is None:
        rate, paid = number(asked.annual_rate), number(asked.total_paid) / 100
        return number(asked.payment) / 100, asked.months, rate, paid, levers(levers_of(asked))
    return (number(plan.payment) / 100, plan.months, number(plan.annual_rate),
            number(plan.total_paid) / 100, levers(levers_of(asked)))  # fmt: skip


def of_page(ledger):
    """Return what the plan page is given, lender by lender."""
    with Session.open(ledger) as session:
        seen = compare(inputs(session, DAY), exact=False)
    return {one.debt: of_plan(one) for one in seen.proposals.offers if one.concession}


def of_requests(ledger, edition):
    """Return the same of every lender's paper."""
    found = {}
    with Session.open(ledger) as session:
        facts = statement.gather(session, DAY)
        for one in facts.debts:
            if one.kind == "instalments":
                document = statement.document(facts, edition, one.debt.id)
                asked = document["plan"]["request"]
                found[one.debt.id] = (
                    number(asked["payment"]), asked["months"], number(asked["annual_rate"]),
                    number(asked["total_paid"]), levers(asked["levers"]),
                )  # fmt: skip
                assert all(document["checks"].values())
    kinds = {
        one.debt.id: one.kind
        for one in facts.debts
        if not one.debt.is_guarded or one.kind != "pause"  # nothing left for a home
    }
    return found, kinds


def of_talk(ledger, debts):
    """Return amount and instalments that are named on the telephone and in a letter."""
    with Session.open(ledger) as session:
        for debt in debts:
            spoken = call_desk(session, DAY, debt).ask
            written = letters.document(session, debt, LetterKind.PRO_RATA, DAY)["ask"]
            yield debt, (number(spoken.amount) / 100, spoken.periods)
            yield debt, (number(written["monthly"]), written["months"])


def asked_of_lenders(name, ledger):
    """Hold what every lender is asked for against each other, wherever it is said."""
    page = of_page(ledger)
    with Session.open(ledger) as session:
        payment = statement.gather(session, DAY).payment
    command = of_command(ledger, f"{payment / 100:.2f}")
    assert command == page, name
    for edition in statement.EDITIONS:
        papers_say, kinds = of_requests(ledger, edition)
        lenders = {debt for debt in page if kinds[debt] != "family"}
        assert {debt for debt, kind in kinds.items() if kind in ASKED_KINDS} == lenders
        assert papers_say == {debt: page[debt] for debt in papers_say}
    for debt, said in of_talk(ledger, papers_say):
        assert said == page[debt][:2], (name, debt)
    return papers_say


@pytest.mark.parametrize("name", MADE)
def test_every_lender_is_asked_for_one_thing_wherever_it_is_said(name, tmp_path):
    asked_of_lenders(name, written(tmp_path, name, MADE[name]()))


@pytest.mark.parametrize("seed", range(0, RANDOM, 2))
def test_every_lender_of_any_household_is_asked_for_one_thing(seed, tmp_path):
    asked_of_lenders(seed, written(tmp_path, "r", random_book(seed)))


def asked_until(ledger, budget):
    """Return the last day `ask` names for each lender; None where principal would have to be cut."""
    found = {}
    for one in ask("ask", ledger, "--budget", budget)["asks"]:
        cut = any(each["kind"] == "waive_principal" for each in one["levers"])
        found[one["debt"]] = None if cut else one["last_due"]
    return found


@pytest.mark.parametrize("name", MADE)
def test_the_last_day_of_the_plan_is_one_wherever_it_is_named(name, tmp_path):
    """Overview and plan page name the lane's; papers and `ask` the last one of each lender."""
    ledger = written(tmp_path, name, MADE[name]())
    with Session.open(ledger) as session:
        seen = compare(inputs(session, DAY), exact=False)
        paid = payments(seen.proposals, DAY, MAX_MONTHS)
        on_paper = {one.debt.id: one.terms.last_due.isoformat()
                    for one in statement.gather(session, DAY).debts if one.terms}  # fmt: skip
    figure, asked = figures(ledger)["debt_free.plan"], asked_until(ledger, yuan(seen.budget))
    if figure is None:
        assert not seen.budget or None in asked.values() or not paid
        return
    assert max([one.day for one in paid], default=DAY).isoformat() == figure
    days = {one.debt: one.day.isoformat() for one in paid}
    assert asked == {debt: days[debt] for debt in asked}
    assert on_paper == {debt: asked[debt] for debt in on_paper}


def test_a_pause_ends_on_one_day_wherever_it_is_named(tmp_path):
    """No head tells of instalments in a pause: none, not nought, and the day it is looked at."""
    ledger = written(tmp_path, "n", MADE["nothing_left"]())
    asked = {one["debt"]: one["hold_until"] for one in ask("ask", ledger, "--budget", "0")["asks"]}
    with Session.open(ledger) as session:
        on_paper = {one.debt.id: one.hold_until.isoformat()
                    for one in statement.gather(session, DAY).debts if one.kind == "pause"}  # fmt: skip
    assert asked == on_paper
    assert asked
    for debt, day in asked.items():
        said = ask("call", ledger, "--for", debt)
        assert (said["hold_until"], said["periods"], said["offer_first"]) == (day, None, None)
        assert said["steps"] == []


def test_a_letter_counts_the_lenders_that_share_the_amount(tmp_path):
    ledger = written(tmp_path, "e", MADE["employee"]())
    payment = figures(ledger)["plan.payment"]
    sharing = [one["debt"] for one in ask("offers", ledger, "--amount", payment)["offers"]
               if Decimal(one["amount"])]  # fmt: skip
    with Session.open(ledger) as session:
        letter = letters.document(session, "jiebei", LetterKind.PRO_RATA, DAY)["ask"]
        lent = {one.id: one.lender for one in session.ledger.debts()}
    assert len(sharing) == 4
    assert letter["lenders"] == len({lent[debt] for debt in sharing}) == 3  # 花呗 is of one of them
    assert "sister" not in sharing


def test_the_demo_asks_for_a_freeze_first_everywhere(tmp_path):
    found = asked_of_lenders("employee", written(tmp_path, "e", MADE["employee"]()))
    payment, months, rate, _, asked = found["jiebei"]
    assert (payment, months, rate) == (1260, 31, 0)
    assert [kind for kind, _ in asked] == [
        "freeze", "cap", "instalments_interest_free", "longer_term"
    ]  # fmt: skip


@pytest.mark.parametrize("locale", ["zh_CN", "en"])
@pytest.mark.parametrize("name", ["employee", "family", "nothing_left"])
def test_the_words_of_both_papers_carry_the_pictures_figures(name, locale, tmp_path):
    ledger = written(tmp_path, name, MADE[name]())
    seen = figures(ledger)
    for document in papers(ledger):
        text = json.dumps(compose(document, Texts(locale), chart=False), ensure_ascii=False)
        for code in ("income.usual", "living.usual", "left", "owed.total", "low.plan.amount"):
            fen = int(Decimal(seen[code]) * 100)
            assert amount(abs(fen)) in text, code
