"""Every word of both examples' plans, in both editions and languages, as files to read and compare.

``JIEBEI_GOLDEN=write`` writes them anew after a wanted change; the difference then shows in review.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from jiebei_desktop.domain.debts import DebtId
from jiebei_desktop.report.compose import compose
from jiebei_desktop.services.files import demo
from jiebei_desktop.services.papers import statement
from jiebei_desktop.services.reference import rulebook
from jiebei_desktop.text.texts import Texts

DAY = date(2026, 11, 22)
GOLDEN = Path(__file__).parent / "golden"
WRITES = os.environ.get("JIEBEI_GOLDEN") == "write"
HOUSEHOLDS = {"employee": (demo.employee, "jiebei"), "shop": (demo.shop, "shop-loan")}
NOT_READ = frozenset({"align", "kind", "lang", "region", "svg", "widths"})


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
    book = make(DAY)
    book = replace(book, household=replace(book.household, name="林晓", id_tail="0426"))
    facts = statement.build(book, DAY, rulebook.load())
    document = statement.document(facts, edition, DebtId(lender))
    text = "\n".join(words(compose(document, Texts(locale)))) + "\n"
    file = GOLDEN / f"{household}-{edition}-{locale}.txt"
    if WRITES:
        file.write_text(text, encoding="utf-8")
    assert text == file.read_text(encoding="utf-8")
