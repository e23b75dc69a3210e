"""Records to typed rows: cells named, amounts and times read, ragged rows repaired or marked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import itemgetter
from typing import Any, NamedTuple

from jiebei_desktop.domain.money import ZERO, Fen
from jiebei_desktop.domain.plain_text import unseen
from jiebei_desktop.importers.amounts import (
    Cell,
    all_rounded,
    amount,
    foreign,
    identifier,
    is_long,
    is_moment,
    moment,
    number,
    text_of,
)
from jiebei_desktop.importers.header import Header, names_of
from jiebei_desktop.importers.words import Words

_TRIM = " \t\r\n\u3000\u00a0\ufeff"
_MIN_CELLS = 3
_NO_NUMBER = frozenset({"", "/", "-", "--"})
_TRAILERS = ("合计", "共", "以上", "----", "====", "#", "说明", "备注：", "人民币合计", "本页")
_THOUSANDS = 3
"""Digits after an unquoted thousands comma: an amount cut in two is never repaired."""
_SPARE = 2
"""Empty cells at the end that an editor may drop without the row being cut."""


class Row(NamedTuple):
    """One row of a statement, typed. A named tuple: two hundred thousand are made in a second."""

    line: int
    """Line or sheet row where it begins, from 1."""
    at: str
    """ISO moment or date in China time; empty when unreadable."""
    direction: str
    """The direction as written."""
    fen: Fen
    """The amount, as the file's own sign has it for wallets; banks: positive in, negative out."""
    peer: str = ""
    peer_account: str = ""
    item: str = ""
    method: str = ""
    status: str = ""
    order: str = ""
    """Order number; empty when there is none or Excel destroyed it."""
    merchant: str = ""
    category: str = ""
    kind: str = ""
    note: str = ""
    problem: str = ""
    """``amount``, ``date``, ``ragged``, ``short`` or ``broken`` when a person has to look."""
    repaired: bool = False
    currency: str = ""
    """Empty for yuan."""
    refunded: Fen | None = None
    """What the amount's remark says was given back."""
    balance: Fen | None = None
    tail: str = ""
    """Last digits of the card of this row, for files of several cards."""


FIELDS = (
    "at",
    "direction",
    "amount",
    "peer",
    "peer_account",
    "item",
    "method",
    "status",
    "order",
    "merchant",
    "category",
    "kind",
    "note",
    "currency",
)


class _Trimmed(dict[str, str]):
    """Texts without padding and control characters, each kept once: they repeat."""

    def __missing__(self, text: str) -> str:
        bare = unseen.sub("", text).strip(_TRIM)
        found = self[text] = bare if bare == text else self[bare]
        return found


class _Fens(dict[str, "Fen | None"]):
    """Amounts by their text, each read once: prices repeat."""

    def __missing__(self, text: str) -> Fen | None:
        found = self[text] = number(text)
        return found


class Reader:
    """Turns the records of one wallet file into rows."""

    def __init__(self, header: Header, words: Words, *, text: bool = False) -> None:
        self._header = header
        self._text = text
        self._directions = words.directions
        self._local = frozenset(words.bank["local_currency"])
        spots = [header.first(field) for field in FIELDS]
        self._width = header.width
        self._at = header.first("at")
        # A missing field reads the empty cell that every record gets at its end.
        self._pick: Callable[[Sequence[Cell]], tuple[Cell, ...]] = itemgetter(*spots)
        self._other_times = header.columns["at"][1:]
        self._needed = 1 + max(
            header.first("amount"), header.first("direction"), header.first("at")
        )
        self._seen = _Trimmed()
        self._fens = _Fens()
        self.lost = 0
        """Rows whose order number a spreadsheet has destroyed."""

    def read(self, line: int, cells: Sequence[Cell], *, broken: bool = False) -> Row | None:
        """Return the row of a record, or None for a trailer, an empty line or a second header."""
        problem, repaired = "", broken
        if len(cells) == self._width + 1 and cells[-1] == "":
            full = cells  # ends with an empty cell as every record does below
        elif len(cells) == self._width:
            full = [*cells, ""]
        else:
            fitted, problem, repaired = self._fit(list(cells), repaired=broken)
            full = [*fitted, ""]
        at = full[self._at]
        if is_moment(at):
            when = at
        elif self._is_row(full[:-1]):
            when = moment(at) or self._fallback_time(full) or ""
        else:
            return None
        return self._typed((line, when), self._pick(full), (problem, repaired))

    def _typed(
        self, place: tuple[int, str], cells: tuple[Cell, ...], state: tuple[str, bool]
    ) -> Row:
        line, when = place
        _, direction, money, *rest = cells
        ids = rest[5:7]
        texts: list[Any] = (
            rest if self._text else [c if type(c) is str else text_of(c) for c in rest]
        )
        peer, account, item, method, status, order, _, category, kind, note, currency = texts
        plain = self._fens[money] if type(money) is str else None
        fen, refunded, wrong, named = (plain, None, "", "") if plain is not None else _money(money)
        currency = named or ("" if currency in self._local else currency)
        keep = self._seen
        number_of = identifier(ids[0])
        if not number_of and order.strip(_TRIM) not in _NO_NUMBER:
            self.lost += 1
        made = (
            line, when, keep[text_of(direction)], fen, keep[peer], keep[account],
            unseen.sub("", item).strip(_TRIM), keep[method], keep[status], number_of,
            identifier(ids[1]), keep[category], keep[kind], keep[note],
            state[0] or wrong or ("" if when else "date"), state[1], currency, refunded, None, "",
        )  # fmt: skip
        return tuple.__new__(Row, made)  # every field is given: a third of the time of Row(...)

    def _fallback_time(self, full: Sequence[Cell]) -> str | None:
        for place in self._other_times:
            when = moment(full[place])
            if when:
                return when
        return None

    def _is_row(self, cells: Sequence[Cell]) -> bool:
        filled = 0
        for cell in cells:
            if cell not in {"", " "} and (not isinstance(cell, str) or cell.strip(_TRIM)):
                filled += 1
                if filled >= _MIN_CELLS:
                    break
        if filled < _MIN_CELLS:
            return False
        first = text_of(cells[0])
        if first.startswith(_TRAILERS) and moment(cells[self._header.first("at")]) is None:
            return False
        return first != self._header.names[0] or names_of([text_of(c) for c in cells]) != (
            self._header.names
        )

    def _fit(self, cells: list[Cell], *, repaired: bool) -> tuple[list[Cell], str, bool]:
        """Return the record at the header's width, with a problem code when it does not fit."""
        width = self._header.width
        if len(cells) > width and any(text_of(cell) for cell in cells[width:]):
            mended = self._mend([text_of(cell) for cell in cells])
            return (cells[:width], "ragged", repaired) if mended is None else (mended, "", True)
        if len(cells) >= width:
            return cells[:width], "", repaired
        short = len(cells) < self._needed or len(cells) < width - _SPARE
        return [*cells, *[""] * (width - len(cells))], "short" if short else "", repaired

    def _mend(self, cells: list[str]) -> list[Cell] | None:
        """Fold the surplus of a comma inside a text back, when direction and amount anchor it."""
        way, money = self._header.first("direction"), self._header.first("amount")
        step = money - way
        if abs(step) != 1:
            return None
        found = [
            place
            for place in range(max(0, -step), len(cells) - max(0, step))
            if cells[place] in self._directions
            and cells[place]
            and number(cells[place + step]) is not None
        ]
        return self._fold(cells, found[0] - way) if len(found) == 1 else None

    def _fold(self, cells: list[str], left: int) -> list[Cell] | None:
        """Join ``left`` surplus cells into the text before the anchor, the others into the note."""
        way, money = self._header.first("direction"), self._header.first("amount")
        place = min(way, money) - 1
        if left < 0 or place < 0:
            return None
        joined = ",".join(cells[place : place + left + 1])
        folded = [*cells[:place], joined, *cells[place + left + 1 :]]
        width, note = self._header.width, self._header.first("note")
        while len(folded) > width and not folded[-1]:
            folded.pop()
        after = folded[max(way, money) + 1].split(".")[0]
        if len(folded) == width and not (after.isdigit() and len(after) == _THOUSANDS):
            return list(folded)
        if note != width - 1 or after.isdigit():
            return None
        return [*folded[:note], ",".join(folded[note:])]


def _money(cell: Cell) -> tuple[Fen, Fen | None, str, str]:
    """Return an amount cell's fen, what its remark says was given back, a problem, a currency."""
    value = amount(cell)
    if value:
        return value.fen, value.refunded, "", ""
    fen, currency = foreign(cell) or (ZERO, "")
    return fen, None, "" if currency else "amount", currency


def intact(rows: list[Row]) -> tuple[list[Row], int]:
    """Return a text file's rows without numbers that a spreadsheet rounded, and how many orders."""
    order = all_rounded(row.order for row in rows)
    merchant = all_rounded(row.merchant for row in rows)
    if not (order or merchant):
        return rows, 0
    kept = [
        row._replace(
            order="" if order and is_long(row.order) else row.order,
            merchant="" if merchant and is_long(row.merchant) else row.merchant,
        )
        for row in rows
    ]
    return kept, sum(row.order != bare.order for row, bare in zip(rows, kept, strict=True))


def unique(rows: Sequence[Row]) -> tuple[list[Row], int]:
    """Collapse rows that are equal in every field and carry an order number.

    Returns the rows kept and how many were dropped; without a number two equal coffees stay two.
    """
    first: dict[str, Row] = {}
    kept = []
    for row in rows:
        if (
            row.order
            and first.setdefault(row.order, row) is not row
            and first[row.order][1:] == row[1:]
        ):
            continue
        kept.append(row)
    return kept, len(rows) - len(kept)
