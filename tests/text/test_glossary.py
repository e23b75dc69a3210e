"""One term for one thing: what the glossary forbids is in no catalogue and in no rule."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from jiebei_desktop import bundle
from jiebei_desktop.text.catalogues import said_by
from jiebei_desktop.text.languages import SOURCE

ROOT = Path(__file__).resolve().parents[2]
ROW = re.compile(r"^\| ([^|]+?) \| ([^|]+?) \| ?([^|]*?) ?\|$", re.MULTILINE)
DAY = re.compile(r"[日月] [\u4e00-\u9fff]")
DATES = ("agreed", "contract", "day", "due", "last", "on", "since", "until")


def forbidden():
    """Return the words of the table with those inside which they may stand."""
    table = (bundle.i18n() / "glossary.md").read_text(encoding="utf-8").split("## Not this")[1]
    rows = ROW.findall(table)[1:]
    return {no: [re.sub(r" \(.*\)$", "", one) for one in but.split(", ") if one]
            for no, _yes, but in rows if not no.startswith("-")}  # fmt: skip


def rules():
    """Yield every text of the rules that a person may read, with its file.

    Heads of statements stand as their makers print them.
    """
    files = (bundle.resources() / "rules").glob("*.toml")
    for path in sorted(path for path in files if path.name != "statements.toml"):
        with path.open("rb") as file:
            yield from ((path.name, text) for text in _texts(tomllib.load(file)))


def _texts(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)


def said():
    """Yield every message in both languages, and the rules."""
    for message in said_by("zh_CN"):
        for text in (message.id, message.string):
            yield from ((message.id, one) for one in ([text] if isinstance(text, str) else text))
    yield from rules()


def without(text, allowed):
    for one in allowed:
        text = text.replace(one, "")
    return text


def test_the_table_names_what_is_forbidden_and_allowed():
    found = forbidden()
    assert len(found) > 25
    assert found["贷款人"] == ["展期须贷款人同意"]
    assert SOURCE == "en"


def test_no_forbidden_word_is_said():
    words = forbidden()
    heard = [(no, where, text) for where, text in said() for no, allowed in words.items()
             if no in without(text, allowed)]  # fmt: skip
    assert heard == []


def test_a_day_stands_close_to_the_han_character_behind_it():
    apart = re.compile(r"\{(" + "|".join(DATES) + r")\} (?![日期月号])[\u4e00-\u9fff]")
    loose = [text for _key, text in said() if DAY.search(text) or apart.search(text)]
    assert [text for text in loose if text not in TERMINAL] == []


TERMINAL = frozenset[str]()
"""Lines of the command whose days are ISO, so that a blank belongs there."""


@pytest.mark.parametrize("word", ["放款人", "Paid in all"])
def test_a_forbidden_word_would_be_heard(word):
    assert word in without(f"x{word}x", forbidden()[word])
