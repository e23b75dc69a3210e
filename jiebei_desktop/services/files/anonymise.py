"""A copy of a ledger that can be shown to others: other days, amounts and names, same faults.

Days move by whole months, so that due days and the order of things stay; amounts are multiplied
by one factor, and every sum is added up anew from its parts; names become numbered words, the same
name always the same word; notes, city and identity go. The case file, stored documents and the
rows of imported statements are not copied at all.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, get_args, get_type_hints

from msgspec import Struct
from msgspec.structs import asdict, replace

from jiebei_desktop.domain.debts import Payment
from jiebei_desktop.domain.household import Book
from jiebei_desktop.domain.money import Fen, half_up
from jiebei_desktop.domain.months import add_months
from jiebei_desktop.services.keeping.session import Session
from jiebei_desktop.storage.books import Added

T = TypeVar("T", bound=Struct)

COUNTS = frozenset({"day", "members", "payday", "split"})
"""Names of the fields beside a contract's terms that hold other whole numbers than fen; like those
of the terms they stay."""
NAMES = {"counterparty": "someone", "lender": "lender", "name": "name", "id": "debt"}
"""Names of the fields whose text becomes a numbered word, and the word."""
GONE = frozenset({
    "address", "cause", "city", "co_debtors", "contract_no", "id_tail", "lender_phone", "note",
    "phone", "words", "work",
})  # fmt: skip
"""Names of the fields whose text is left out."""
FEW = frozenset({"children_born", "housing"})
"""Names of the fields that may be unknown and are left out: with others they tell a family."""
CODES = frozenset({"category", "income_kind", "product"})
"""Names of the fields whose text is a code of the program; they stay."""


@cache
def amounts_of(kind: type) -> frozenset[str]:
    """Return the names of the fields of a part of a book that hold fen: their types say so."""
    hints = get_type_hints(kind)
    return frozenset(name for name, hint in hints.items() if Fen in (hint, *get_args(hint)))


class Disguise:
    """One way of changing a book: by how many months, by which factor, and the names so far."""

    def __init__(self, months: int, factor: Fraction) -> None:
        self._months = months
        self._factor = factor
        self._words: dict[tuple[str, str], str] = {}

    def book(self, book: Book) -> Book:
        """Return the book in disguise."""
        return self._changed(book)

    def _changed(self, value: T) -> T:
        new: dict[str, Any] = {}
        kind: type = type(value)
        fen = amounts_of(kind)
        for name, now in asdict(value).items():
            is_amount = name in fen and now is not None
            new[name] = half_up(now * self._factor) if is_amount else self._field(name, now)
        made = replace(value, **new)
        if isinstance(made, Payment) and made.parts_of_lender is not None:
            return replace(made, amount=made.parts_of_lender.total)
        return made

    def _field(self, name: str, value: Any) -> Any:
        if name in FEW:
            return None
        if isinstance(value, tuple):
            return tuple(self._changed(item) for item in value)
        if isinstance(value, Struct):
            return self._changed(value)
        if isinstance(value, date):
            return add_months(value, self._months, value.day)
        return self._plain(name, value)

    def _plain(self, name: str, value: Any) -> Any:
        if name in GONE:
            return ""
        return self._word(name, value) if name in NAMES and value else value

    def _word(self, name: str, text: str) -> str:
        key = (NAMES[name], text)
        if key not in self._words:
            number = sum(kind == key[0] for kind, _ in self._words) + 1
            self._words[key] = f"{key[0]}-{number}"
        return self._words[key]


def chosen(below: Callable[[int], int] = secrets.randbelow) -> Disguise:
    """Return a disguise nobody knows: 1 to 18 months earlier or later, 0.55 to 1.80 times."""
    months = below(18) + 1
    factor = Fraction(55 + below(126), 100)
    return Disguise(months if below(2) else -months, factor)


def write(session: Session, path: Path, disguise: Disguise | None = None) -> Added:
    """Write the open ledger in disguise to a new, unprotected ledger file.

    Raises:
        LedgerExists: there is a file already.
        DiskTrouble: the disk does not take it.
    """
    book = (disguise or chosen()).book(session.book())
    with Session.create(path) as copy:
        return copy.ledger.add_book(book)
