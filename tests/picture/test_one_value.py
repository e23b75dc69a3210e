"""One figure, one value: every head is asked about the same ledgers, and must say what the picture says."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner
from households import DAY, MADE, random_book

from jiebei_desktop.cli import main
from jiebei_desktop.services.keeping.session import Session

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


def figures(ledger):
    return {each["id"]: each["value"] for each in ask("picture", ledger)["figures"]}


def disagreements(ledger):
    seen = figures(ledger)
    for head, code, value in collected(ledger):
        known = seen[code]
        if code.startswith("next.") and isinstance(known, dict) and not isinstance(value, dict):
            known = known["amount"]
        if value != known:
            yield f"{code}: {head} says {value}, the picture {known}"


@pytest.mark.parametrize("name", MADE)
def test_the_commands_say_what_the_picture_says(name, tmp_path):
    assert list(disagreements(written(tmp_path, name, MADE[name]()))) == []


@pytest.mark.parametrize("seed", range(RANDOM))
def test_the_commands_say_so_of_any_household(seed, tmp_path):
    assert list(disagreements(written(tmp_path, "r", random_book(seed)))) == []
