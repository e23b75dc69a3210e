"""Every key that a command prints as JSON stands in its row of docs/command.md."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

PAGE = Path(__file__).resolve().parents[2] / "docs" / "command.md"
ROWS = {
    found[1]: line
    for line in PAGE.read_text(encoding="utf-8").splitlines()
    if (found := re.match(r"\| `(\w+) ", line))
}
BY_KIND = {"facts", "checks", "warnings"}
"""What is below depends on the kind of finding; docs/rules.md and docs/spec say what."""
OFFER = ("--rate", "0", "--months", "10", "--from", "2026-12-15")
ASKED = [
    ("owed",), ("picture",), ("afford",), ("schedule", "jiebei"), ("ask", "--budget", "1500"),
    ("compare", "--budget", "1500"), ("offers", "--amount", "1000"), ("call",), ("call", *OFFER),
    ("plan", "--pdf", "a.pdf", "--for", "jiebei", "--by-hand"),
    ("letter", "--for", "jiebei", "--kind", "freeze", "--pdf", "b.pdf", "--by-hand"),
]  # fmt: skip


def keys(value):
    """Yield every key of a document, those below facts left out."""
    if isinstance(value, dict):
        for key, below in value.items():
            yield key
            if key not in BY_KIND:
                yield from keys(below)
    elif isinstance(value, list):
        for each in value:
            yield from keys(each)


@pytest.mark.parametrize("demo", ["employee", "shop"])
def test_every_key_that_is_printed_is_documented(demo, run, answer, tmp_path):
    """Steps and waivers of a call, and its word of caution, stood nowhere."""
    ledger = tmp_path / "a.jiebei"
    assert run("new", ledger, "--demo", demo, "--as-of", "2026-11-22").exit_code == 0
    debt = answer("owed", ledger, "--as-of", "2026-11-22")["debts"][0]["id"]
    for name, *options in ASKED:
        given = [debt if one == "jiebei" else one for one in options]
        given = [tmp_path / one if one.endswith(".pdf") else one for one in given]
        made = answer(name, ledger, *given, "--as-of", "2026-11-22")
        named = set(re.findall(r"\w+", ROWS[name]))
        assert sorted(set(keys(made)) - named) == [], name
