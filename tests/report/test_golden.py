"""Every word of both examples' plans, letters and calls in both languages, as files to compare.

``JIEBEI_GOLDEN=write`` writes them anew after a wanted change; the difference then shows in review.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from jiebei_desktop.domain.debts import DebtId
from jiebei_desktop.report.call_sheet import compose_call
from jiebei_desktop.report.compose import compose
from jiebei_desktop.report.letter_pages import compose_letter
from jiebei_desktop.services.files import demo
from jiebei_desktop.services.keeping.session import Session
from jiebei_desktop.services.papers import letters, statement
from jiebei_desktop.services.papers.call_desk import call_desk
from jiebei_desktop.services.papers.letters import LetterKind
from jiebei_desktop.services.reference import rulebook
from jiebei_desktop.text.texts import Texts

DAY = date(2026, 11, 22)
GOLDEN = Path(__file__).parent / "golden"
WRITES = os.environ.get("JIEBEI_GOLDEN") == "write"
HOUSEHOLDS = {"employee": (demo.employee, "jiebei"), "shop": (demo.shop, "shop-loan")}
RIGHT = {
    "employee": {LetterKind.FAMILY: "sister", LetterKind.CARD_70: "card"},
    "shop": {LetterKind.FAMILY: "uncle", LetterKind.SETTLED: "jiebei"},
}
NOT_READ = frozenset({"align", "faces", "kind", "lang", "region", "svg", "widths"})


def words(value: object, key: str = "") -> Iterator[str]:
    """Yield the texts of a composed document in reading order; a table's row is one line."""
    if key in NOT_READ or value in ("", [], {}, None):
        return
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, part in value.items():
            yield from words(part, name)
    elif isinstance(value, list):
        if all(isinstance(cell, str) for cell in value):
            yield " | ".join(value)
        else:
            yield from (found for part in value for found in words(part, key))


@pytest.mark.parametrize("locale", ["zh_CN", "en"])
@pytest.mark.parametrize("edition", statement.EDITIONS)
@pytest.mark.parametrize("household", HOUSEHOLDS)
def test_the_words_of_a_plan_are_those_that_were_read(household, edition, locale):
    make, lender = HOUSEHOLDS[household]
    book = named(make)
    facts = statement.build(book, DAY, rulebook.load())
    document = statement.document(facts, edition, DebtId(lender))
    text = "\n".join(words(compose(document, Texts(locale)))) + "\n"
    assert_read(f"{household}-{edition}-{locale}", text)


@pytest.mark.parametrize("locale", ["zh_CN", "en"])
@pytest.mark.parametrize("household", HOUSEHOLDS)
def test_the_words_of_every_letter_and_of_the_call_are_those_that_were_read(
    household, locale, tmp_path
):
    """A kind that needs a person, a card or an agreement takes the debt that has one."""
    make, lender = HOUSEHOLDS[household]
    t, found = Texts(locale), []
    with Session.create(tmp_path / "a.jiebei") as opened:
        opened.ledger.add_book(named(make))
        for kind in LetterKind:
            debt = DebtId(RIGHT[household].get(kind, lender))
            doc = letters.document(opened, debt, kind, DAY)
            found += [f"## {kind.value}", *words(compose_letter({**doc, "checksum": ""}, t))]
        found += ["## call", *words(compose_call(call_desk(opened, DAY, DebtId(lender)), t))]
    assert_read(f"{household}-letters-{locale}", "\n".join(found) + "\n")


def named(make):
    book = make(DAY)
    return replace(book, household=replace(book.household, name="林晓", id_tail="0426"))


def assert_read(name: str, text: str) -> None:
    file = GOLDEN / f"{name}.txt"
    if WRITES:
        file.write_text(text, encoding="utf-8")
    assert text == file.read_text(encoding="utf-8")
