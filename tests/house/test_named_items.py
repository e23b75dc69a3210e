"""Whoever reckons with recurring items or life events takes them as the named ones leave them.

An event that bears an item's name ends or changes that item alone (`domain/named_items.py`). A
reader of the plain lists would count an item that has ended, or end every wage with one.
"""

from __future__ import annotations

import ast
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[2] / "jiebei_desktop"
RECKONING = ("analysis", "domain", "services/picture", "services/papers", "services/negotiation")
RESOLVED = ("analysis/prospect/", "domain/named_items.py")
"""They make the resolved lists, or are handed a book that holds only them."""
ASKED_IF_EMPTY = {"services/picture/affordability_view.py"}


def plain_reads(source: str) -> list[int]:
    """Return the lines that read ``recurring`` or ``events`` off a book."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute) and node.attr in {"recurring", "events"}:
            owner = node.value
            name = owner.id if isinstance(owner, ast.Name) else getattr(owner, "attr", "")
            if name == "book":
                found.append(node.lineno)
    return found


def test_no_reckoning_reads_the_plain_lists_of_a_book():
    bad = {}
    for room in RECKONING:
        for path in sorted((PACKAGE / room).rglob("*.py")):
            name = path.relative_to(PACKAGE).as_posix()
            if name.startswith(RESOLVED) or name in ASKED_IF_EMPTY:
                continue
            lines = plain_reads(path.read_text("utf-8"))
            if lines:
                bad[name] = lines
    assert bad == {}


def test_the_check_sees_a_plain_read():
    assert plain_reads("x = self.book.recurring\ny = book.events\nz = items_of(book)") == [1, 2]
