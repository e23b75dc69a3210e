"""Every key of a letter's data stands in its page of the docs."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from households import MADE

from jiebei_desktop.services.files import demo
from jiebei_desktop.services.keeping.session import Session
from jiebei_desktop.services.papers import letters
from jiebei_desktop.services.papers.letters.kinds import LetterKind

DAY = date(2026, 11, 22)
PAGE = Path(__file__).resolve().parents[2] / "docs" / "spec" / "letter.md"
FREE = {"facts"}
"""What is below depends on the finding or the breach."""


def keys(value):
    """Yield every key of a document, those below facts left out."""
    if isinstance(value, dict):
        for key, below in value.items():
            yield key
            if key not in FREE:
                yield from keys(below)
    elif isinstance(value, list):
        for each in value:
            yield from keys(each)


@pytest.mark.parametrize("made", [demo.employee, demo.shop, lambda _day: MADE["family"]()])
def test_every_key_of_a_letter_is_documented(made, tmp_path):
    """A letter's data named nowhere what it holds."""
    words = set(re.findall(r"`(\w+)`", PAGE.read_text(encoding="utf-8")))
    with Session.create(tmp_path / "a.jiebei") as session:
        session.ledger.add_book(made(DAY))
        debts = [one.id for one in session.ledger.debts()]
        for kind in LetterKind:
            for debt in debts:
                found = set(keys(letters.document(session, debt, kind, DAY)))
                assert found - words == set(), kind
    assert {kind.value for kind in LetterKind} <= set(re.findall(r"\w+", PAGE.read_text("utf-8")))
