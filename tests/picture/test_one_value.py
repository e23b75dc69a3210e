"""One figure, one value: every head is asked about the same ledgers, and must say what the picture says."""

from __future__ import annotations

import json
from decimal import Decimal, InvalidOperation
from itertools import chain

import pytest
from click.testing import CliRunner
from households import DAY, MADE, random_book

from jiebei_desktop.cli import main
from jiebei_desktop.report.compose import compose
from jiebei_desktop.services.keeping.session import Session
from jiebei_desktop.services.papers import statement
from jiebei_desktop.text.formats import amount
from jiebei_desktop.text.texts import Texts

RANDOM = 50
"""Households drawn at random; the made ones come on top."""
ON = ("--as-of", DAY.isoformat(), "--json")


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
    living = Decimal(means["sums"]["necessary"]) + Decimal(means["sums"]["flexible"])
    yield head, "income.usual", means["sums"]["income"]
    yield head, "living.usual", f"{living:.2f}"
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
    if means["payment"] == own.get("recommended"):
        yield from ((head, name, odds[name]) for name in ("late_once_12", "broken_12"))


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
