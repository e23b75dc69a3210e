"""The parts a page is built of, as plain values the template lays out; and reading of facts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from msgspec import Struct

from jiebei_desktop.domain.debts import Priority
from jiebei_desktop.domain.money import parse_yuan
from jiebei_desktop.domain.months import Month
from jiebei_desktop.report.glyphs import REPLACEMENT
from jiebei_desktop.text import formats
from jiebei_desktop.text.texts import Texts

Block = dict[str, Any]
Rows = Iterable[Sequence[str]]


def line(kind: str, text: str) -> Block:
    """Return a heading or a paragraph: title, kicker, h1, h2, p, strong or small."""
    return {"kind": kind, "text": text}


def note(text: str, lead: str = "") -> Block:
    """Return a shaded box, its first words bold."""
    return {"kind": "note", "text": text, "lead": lead}


def listed(items: Iterable[str], *, numbered: bool = True) -> Block:
    """Return a list."""
    return {"kind": "list", "items": list(items), "numbered": numbered}


def table(
    head: Sequence[str], align: str, rows: Rows, *, wide: int = -1, total: bool = False
) -> Block:
    """Return a table; column ``wide`` takes the room left, ``total`` makes the last row bold."""
    wide %= len(head)
    return {
        "kind": "table",
        "head": list(head),
        "align": list(align),
        "widths": ["fill" if k == wide else "auto" for k in range(len(head))],
        "rows": [list(row) for row in rows],
        "total": total,
    }


def by_hand(count: int, t: Texts) -> list[Block]:
    """Return the line that explains empty boxes; nothing where there is none."""
    words = t.pgettext(
        "plan",
        "{sign} stands for a character that no font at hand has; write it in by hand ({count}).",
    )
    return [line("small", words.format(sign=REPLACEMENT, count=count))] if count else []


class View(Struct, frozen=True, kw_only=True):
    """A document being read aloud in one language."""

    doc: dict[str, Any]
    t: Texts

    def money(self, text: str) -> str:
        """Write yuan text inside a sentence."""
        return formats.money(parse_yuan(text))

    def amount(self, text: str) -> str:
        """Write yuan text in a cell."""
        return formats.amount(parse_yuan(text))

    def round(self, text: str) -> str:
        """Write an amount a person chose: without fen where it has none."""
        fen = parse_yuan(text)
        return formats.money(fen) if fen % 100 else formats.whole(fen)

    def month(self, text: str) -> str:
        """Write the month of an ISO day."""
        return formats.month(Month.of(date.fromisoformat(text)), self.t)

    def join(self, *sentences: str) -> str:
        """Set sentences that say something one after another."""
        return formats.sentences(*sentences)

    def percent(self, text: str, digits: int = 2) -> str:
        """Write a fraction as percent."""
        return formats.percent(Decimal(text), digits)

    def day(self, text: str) -> str:
        """Write an ISO day in a sentence."""
        return formats.day(date.fromisoformat(text), self.t)

    def name(self, debt: dict[str, Any]) -> str:
        """Return how a debt is called: its name, or the letter it hides behind."""
        if debt["mask"] is None:
            return str(debt["name"])
        if debt["priority"] == Priority.FAMILY.value:
            return self.t.pgettext("plan", "Person {letter}").format(letter=debt["mask"])
        if debt["person"]:
            return self.t.pgettext("plan", "Private lender {letter}").format(letter=debt["mask"])
        return self.t.pgettext("plan", "Lender {letter}").format(letter=debt["mask"])

    def lender(self) -> str:
        """Return whom a letter is for: the lender of the contract, else the product's name."""
        return str(self.doc["to"]["lender"] or self.doc["to"]["name"])

    def addressee(self) -> dict[str, Any] | None:
        """Return the debt the document is for."""
        wanted = self.doc["addressee"]
        return next((debt for debt in self.doc["debts"] if debt["id"] == wanted), None)
