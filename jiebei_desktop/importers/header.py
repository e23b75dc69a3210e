"""Finding the header row by the names it holds, never by its line number."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping, Sequence
from itertools import zip_longest

from msgspec import Struct
from msgspec.structs import replace

from jiebei_desktop.importers.units import BEHIND
from jiebei_desktop.importers.words import Format, Words

SEARCH = 80
"""Rows in which a header may stand: the longest preamble known has 25, with room for drift."""
SPEAKING = ("direction", "status")
"""Fields without which a wallet's row cannot be judged."""
_UNKNOWN = 3
_KNOWN = 6
"""A header is still a wallet's when so many of its columns are unknown, and so many known."""
LENDER = "lender"
"""Format and source of a lender's list of repayments."""
_COST = ("interest", "fees")
"""What a repayment costs beside the principal: some lenders charge fees alone."""
_PAID = re.compile("实")
"""Begins the name of the day on which something was paid, in a list that also says what is due."""
_DUE = ("应", "计划", "待", "剩余", "未")
"""Begin the name over columns of what is still due; below it no name stands for itself."""
_DIGIT = re.compile(r"[0-9](?!位)")
_TRIM = " \t\r\n\u3000\u00a0\ufeff'`\""
_WIDE = str.maketrans("（）：", "():")
_LATIN = re.compile(r"(?<=[\u4e00-\u9fff)])\s+[A-Za-z][A-Za-z/. ]*$")
"""``Amount`` behind 交易金额: banks name their columns in two languages."""


class Header(Struct, frozen=True, kw_only=True):
    """A header row: which format it proves and which column feeds which field."""

    format: str
    source: str
    row: int
    """Index of the row in the rows searched, from 0."""
    names: tuple[str, ...]
    columns: Mapping[str, tuple[int, ...]]
    """Field to its columns, the preferred one first."""

    @property
    def width(self) -> int:
        """Cells of the header row without trailing empty ones."""
        return len(self.names)

    def first(self, field: str) -> int:
        """Return the column of ``field``, or -1."""
        return self.columns.get(field, (-1,))[0]


def names_of(cells: Sequence[str]) -> tuple[str, ...]:
    """Return header names without padding and their Latin repeat, trailing empty cells cut."""
    names = [_LATIN.sub("", cell.translate(_WIDE).strip(_TRIM)) for cell in cells]
    while names and not names[-1]:
        names.pop()
    return tuple(names)


def find(rows: Sequence[Sequence[str]], words: Words) -> Header | None:
    """Return the first header among ``rows``, wallets before banks, or None."""
    for index, cells in enumerate(rows[:SEARCH]):
        found = _proved(index, names_of(cells), words)
        two = find_two(index, cells, rows[index + 1], words) if index + 1 < len(rows) else None
        if two is not None and (found is None or _adds(two, found, rows[index + 1])):
            return two
        if found is not None:
            return _of_app(found, rows[:index], words)
    return None


def _of_app(found: Header, above: Sequence[Sequence[str]], words: Words) -> Header:
    """Return a header as a bank's where the title is that of an app for cards: it is no wallet."""
    titles = tuple(words.links["unionpay"])
    titled = any(row and row[0].strip(_TRIM).startswith(titles) for row in above)
    columns = bank_columns(found.names, words) if titled else None
    if columns is None:
        return found
    return replace(found, format="bank", source="bank", columns=columns)


def find_two(index: int, upper: Sequence[str], lower: Sequence[str], words: Words) -> Header | None:
    """Return the header that two rows make, the upper one at ``index``, or None."""
    return _proved(index + 1, _of_two(names_of(upper), names_of(lower), words), words)


def _adds(two: Header, one: Header, lower: Sequence[str]) -> bool:
    """Say whether the lower row of a header names more columns, or their units."""
    units = all(BEHIND.fullmatch(below) for below in names_of(lower) if below)
    return units or len(two.columns) > len(one.columns)


def is_name(text: str, words: Words) -> bool:
    """Say whether a text names a column, or stands over names of what is due or was paid."""
    return text in words.column_names or text.startswith(_DUE) or bool(_PAID.match(text))


def _proved(index: int, names: tuple[str, ...], words: Words) -> Header | None:
    held = frozenset(names)
    for known in words.formats:
        if known.required <= held and _speaks(known, held):
            return _header(known, index, names)
    near = nearest(names, words)
    if near is not None and _tells(near, names):
        return _header(near, index, names)
    listed = lender_columns(names, words)
    if listed is not None:
        return Header(format=LENDER, source=LENDER, row=index, names=names, columns=listed)
    columns = bank_columns(names, words)
    if columns is not None and near is None:
        return Header(format="bank", source="bank", row=index, names=names, columns=columns)
    return None


def _of_two(upper: Sequence[str], lower: Sequence[str], words: Words) -> tuple[str, ...]:
    """Return the names of a header of two rows, or none where the lower one is no header.

    A name of the upper row stands over all columns to the next one that have a name below it.
    """
    named = any(lower) and any(is_name(top, words) for top in upper)
    if not named or any(map(_DIGIT.search, lower)):
        return ()
    names, over = [], ""
    for top, below in zip_longest(upper, lower, fillvalue=""):
        over = top or over
        names.append(_joined(top or (over if below else ""), below, words.column_names))
    return tuple(names)


def _joined(top: str, below: str, known: frozenset[str]) -> str:
    """Return the name of a column that has one in each row of its header."""
    alone = () if top.startswith(_DUE) or BEHIND.fullmatch(below) else (below, top)
    return next((name for name in (top + below, below + top, *alone) if name in known), top + below)


def _speaks(known: Format, held: frozenset[str]) -> bool:
    if known.paper and not held <= {name for names in known.columns.values() for name in names}:
        return False
    return all(held & set(known.columns[field]) for field in SPEAKING if field in known.columns)


def _tells(known: Format, names: Sequence[str]) -> bool:
    """Say whether all that a wallet's row needs is there, be it by another name of the column."""
    needed = {"at", "amount", "order", *SPEAKING} & known.columns.keys()
    return needed <= positions(known.columns, names).keys()


def nearest(names: Sequence[str], words: Words) -> Format | None:
    """Return the wallet whose column names a header mostly holds, or None.

    A wallet that renames one column is not found any more; with that column assigned by hand its
    rows must still be judged by its own words, or a closed order would count as paid.
    """
    exports = [known for known in words.formats if not known.paper]
    counted = [(len(positions(known.columns, names)), known) for known in exports]
    near = [
        (count - len(known.columns), count, known)
        for count, known in counted
        if count >= _KNOWN and len(known.columns) - count <= _UNKNOWN
    ]
    return max(near, key=lambda found: found[:2])[2] if near else None


def _header(known: Format, index: int, names: tuple[str, ...]) -> Header:
    return Header(
        format=known.id,
        source=known.source,
        row=index,
        names=names,
        columns=positions(known.columns, names),
    )


def positions(
    wanted: Mapping[str, tuple[str, ...]], names: Sequence[str]
) -> dict[str, tuple[int, ...]]:
    """Return for every field the columns whose name feeds it, in order of preference."""
    found = {}
    for field, synonyms in wanted.items():
        places = tuple(names.index(name) for name in synonyms if name in names)
        if places:
            found[field] = places
    return found


def _bare(names: Sequence[str], words: Words) -> list[str]:
    """Return names without the unit behind one that is not known with it."""
    return [name if name in words.column_names else BEHIND.sub("", name) for name in names]


def lender_columns(names: Sequence[str], words: Words) -> dict[str, tuple[int, ...]] | None:
    """Return the columns of a lender's list of repayments: when, how much, and which parts.

    A plan is none: it says what is due, and no day on which something was paid. Where day and
    amount are called those of payment, the list need not print the parts.
    """
    found = positions(words.lender_list["columns"], _bare(names, words))
    if not {"at", "amount"} <= found.keys():
        return None
    paid = [bool(_PAID.match(names[found[field][0]])) for field in ("at", "amount")]
    plan = any(name.startswith("应还") for name in names)
    return found if all(paid) or (parted(found) and (paid[0] or not plan)) else None


def parted(columns: Container[str]) -> bool:
    """Say whether a lender's list prints what of a payment was principal and what cost."""
    return "principal" in columns and any(cost in columns for cost in _COST)


def bank_columns(names: Sequence[str], words: Words) -> dict[str, tuple[int, ...]] | None:
    """Return the columns of a bank header: a date, and one of three shapes of amount."""
    found = positions(words.bank_columns, _bare(names, words))
    pair = "income" in found and "expense" in found
    if "at" not in found or not (pair or "amount" in found):
        return None
    if found.get("clock", (-1,))[0] == found["at"][0]:
        found["clock"] = found["clock"][1:] or (-1,)
    if "currency" in found and "amount" in found:
        # A purchase abroad names two currencies: the amount's own begins as its column does.
        begins = names[found["amount"][0]][:2]
        own = sorted(found["currency"], key=lambda place: not names[place].startswith(begins))
        found["currency"] = tuple(own)
    return found
