"""Content to a table: the header found, the records after it, and the lines around it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice, pairwise
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from jiebei_desktop.importers.amounts import Cell, amount, moment, text_of
from jiebei_desktop.importers.container import Content
from jiebei_desktop.importers.day_order import year_first
from jiebei_desktop.importers.decode import Decoded
from jiebei_desktop.importers.header import (
    SEARCH,
    SPEAKING,
    Header,
    bank_columns,
    find,
    names_of,
    nearest,
    positions,
)
from jiebei_desktop.importers.interchange import Listing, listing
from jiebei_desktop.importers.options import ColumnMap
from jiebei_desktop.importers.pdf_table import grid_under
from jiebei_desktop.importers.preamble import declared
from jiebei_desktop.importers.records import lines, numbered, records, separator, split
from jiebei_desktop.importers.refusals import StatementRefused
from jiebei_desktop.importers.units import in_yuan, scales
from jiebei_desktop.importers.unknown import refusal, wallet_titled
from jiebei_desktop.importers.words import Format, Words
from jiebei_desktop.importers.workbook import Sheet

_SEVERAL = 2
_BROKEN = 20
"""Lines over which the quoted names of one header may be broken."""
_WALLET_FIELDS = {"side": "direction"}
"""What the mapper calls a column, and what a wallet's reader calls it."""
_Moves = Counter[tuple[object, ...]]
"""How often each day goes with each amount."""
Records = Iterator[tuple[int, Sequence[Cell], bool]]


class Table(Struct, frozen=True, kw_only=True):
    """A header with what stands before and after it."""

    header: Header
    before: tuple[str, ...]
    records: Records
    encoding: str = ""
    cut: bool = False
    replaced: int = 0
    inverted: bool | None = None
    open_end: int = 0
    """Cells of the header line when the text ends without a line end, else 0."""
    text: bool = False
    """Every cell is text, as in a CSV file."""
    sheet: str = ""
    """Name of the workbook's sheet that it stands on."""


def tabulate(content: Content, words: Words, mapping: ColumnMap | None = None) -> Table:
    """Find the table of a file.

    Raises:
        StatementRefused: what ``unknown.refusal`` says, ``units_differ``, ``day_or_month``.
    """
    if content.text is not None:
        return _settled(_of_text(content.text, words, mapping), words)
    table = _of_sheets(content.sheets, words, mapping)
    return _settled(replace(table, encoding=content.encoding), words)


def _settled(table: Table, words: Words) -> Table:
    """Return a table with its amounts in yuan and its days beginning with the year."""
    header, found = table.header, table.records
    if header.source == "bank" and table.inverted is None:
        _refuse_bare(header, " ".join(table.before), words)
    scale = scales(header.names, header.columns, table.before)
    if scale:
        found = ((line, in_yuan(cells, scale), broken) for line, cells, broken in found)
    return replace(table, records=year_first(found, header.columns["at"]))


def _refuse_bare(header: Header, above: str, words: Words) -> None:
    """Refuse a wallet's bill without its column of status: rows never paid would look paid."""
    source = wallet_titled(above)
    if source and not {"balance", "income", "expense"} & header.columns.keys():
        columns = words.format(source).columns
        names = [columns[field][0] for field in SPEAKING if not {*columns[field]} & {*header.names}]
        facts = {"source": source, "columns": "、".join(names)}
        raise StatementRefused(code="columns_missing", facts=facts)


def laid_out(
    content: Content, words: Words, mapping: ColumnMap | None
) -> tuple[Content, ColumnMap | None]:
    """Lay a PDF out anew under the header a person showed, and put sheets of months in one.

    All else stays as it is.

    Raises:
        StatementRefused: ``two_statements``.
    """
    if len(content.sheets) > 1:
        content = _stacked(content, words, mapping)
    sheet = content.sheets[0] if content.pages and content.sheets else None
    if mapping is None or sheet is None or not 0 <= mapping.row < len(sheet.rows):
        return content, mapping
    names = names_of([text_of(cell) for cell in sheet.rows[mapping.row]])
    day = mapping.columns.get("at", "")
    grid = grid_under(content.pages, names, day) if day in names else None
    if grid is None:
        return content, mapping
    row = next(n for n, cells in enumerate(grid.rows) if names_of([*map(text_of, cells)]) == names)
    laid = Sheet(name=sheet.name, rows=grid.rows, places=grid.places)
    return replace(content, sheets=(laid,), pages=()), replace(mapping, row=row)


def _of_text(decoded: Decoded, words: Words, mapping: ColumnMap | None) -> Table:
    other = listing(decoded.text) if mapping is None else None
    if other is not None:
        return _of_program(other, decoded, words)
    rest = lines(decoded.text)
    head = _closed(list(islice(rest, SEARCH)), words)
    cells = [split(line, separator(line)) for line in head]
    header = _header(cells, words, mapping)
    if header is None:
        raise refusal(head, cells, words)
    mark = separator(head[header.row])
    after = numbered(head[header.row + 1 :], rest, header.row + 2)
    return Table(
        header=header,
        before=tuple(head[: header.row]),
        records=records(after, mark, header.first("at")),
        text=True,
        encoding=decoded.encoding,
        cut=decoded.cut,
        replaced=decoded.replaced,
        open_end=0 if decoded.text.endswith(("\n", "\r")) else len(cells[header.row]),
        inverted=mapping.inverted if mapping else None,
    )


def _closed(head: list[str], words: Words) -> list[str]:
    """Return lines in which a header whose quoted names break stands on its first line.

    Its other lines stay as empty ones, so that every row keeps its number.
    """
    found = list(head)
    for first, line in enumerate(head):
        whole = line
        for last in range(first + 1, min(first + _BROKEN, len(head))):
            if not whole.count('"') % 2:
                break
            whole += head[last]
            names = names_of(split(whole, separator(whole)))
            if not whole.count('"') % 2 and sum(n in words.column_names for n in names) > _SEVERAL:
                found[first : last + 1] = [whole, *[""] * (last - first)]
                return found
    return found


def _of_program(found: Listing, decoded: Decoded, words: Words) -> Table:
    """Return the table of a file in which programs exchange rows; its signs are its own."""
    header = _header([found.header], words, None)
    if header is None or not found.records:
        raise StatementRefused(code="no_rows", facts={"format": "interchange"})
    return Table(
        header=header,
        before=found.before,
        records=((line, cells, False) for line, cells in found.records),
        encoding=decoded.encoding,
        replaced=decoded.replaced,
        inverted=False,
    )


def _of_sheets(sheets: Sequence[Sheet], words: Words, mapping: ColumnMap | None) -> Table:
    found = _with_header(sheets, words, mapping)
    if not found:
        shown = [" ".join(map(text_of, row)).strip() for one in sheets[:1] for row in one.rows]
        pasted = mapping is None and any(shown) and all(not any(r[1:]) for r in sheets[0].rows)
        if pasted:  # a text file whose lines stand in the first column
            return _of_text(Decoded("\n".join(shown), ""), words, None)
        texts = [[text_of(cell) for cell in row] for one in sheets[:1] for row in one.rows[:SEARCH]]
        raise refusal(shown, texts, words)
    sheet, texts, header = found[0]
    numbers = enumerate(sheet.rows[header.row + 1 :], start=header.row + 2)
    return Table(
        header=header,
        before=_lines(texts[: header.row]),
        records=((line, row, False) for line, row in numbers),
        sheet=sheet.name,
        inverted=mapping.inverted if mapping else None,
    )


def _lines(rows: Sequence[Sequence[str]]) -> tuple[str, ...]:
    return tuple(" ".join(cell for cell in row if cell) for row in rows)


class _Found(NamedTuple):
    """A sheet with a header, and the texts of its first rows."""

    sheet: Sheet
    texts: list[list[str]]
    header: Header

    def moves(self) -> _Moves:
        """Return how often each day goes with each amount: what a copy of the sheet has, too."""
        places = [
            (field, place)
            for field in ("at", "amount", "income", "expense")
            for place in self.header.columns.get(field, ())[:1]
        ]
        rows = self.sheet.rows[self.header.row + 1 :]
        return Counter(
            tuple(moment(row[n]) if field == "at" else amount(row[n]) for field, n in places)
            for row in rows
            if all(n < len(row) for _, n in places)
        )

    def account(self) -> str:
        """Return the account that the lines above the header name, or empty."""
        return declared(_lines(self.texts[: self.header.row])).account


def _with_header(sheets: Sequence[Sheet], words: Words, mapping: ColumnMap | None) -> list[_Found]:
    found = []
    for sheet in sheets:
        texts = [[text_of(cell) for cell in row] for row in sheet.rows[:SEARCH]]
        header = _header(texts, words, mapping)
        if header is not None:
            found.append(_Found(sheet, texts, header))
    return found


def _stacked(content: Content, words: Words, mapping: ColumnMap | None) -> Content:
    """Return a workbook whose one sheet is the statement.

    A copy of another sheet, or of some of its rows, is left out. What remains are the months of
    one account, the rows of each below those of the one before.
    """
    found = _with_header(content.sheets, words, mapping)
    if len(found) < _SEVERAL:
        return content
    whole = _originals(found)
    parts = _in_order(whole) if len(whole) > 1 else [whole[0][0]]
    rows = [
        row
        for n, one in enumerate(parts)
        for place, row in enumerate(one.sheet.rows)
        if not n or place != one.header.row
    ]
    names = tuple(one.sheet.name for one in parts)
    sheet = Sheet(name="、".join(names), rows=rows)
    return replace(content, sheets=(sheet,), stacked=names if len(names) > 1 else ())


def _originals(found: Sequence[_Found]) -> list[tuple[_Found, _Moves]]:
    """Return the sheets that are no copies; of equal ones that with lines above its header."""
    counted = [(one, one.moves()) for one in found]
    kept: list[tuple[_Found, _Moves]] = []
    for one, moves in sorted(counted, key=lambda p: (-p[1].total(), p[0].header.row == 0)):
        if not any(moves <= others for _, others in kept):
            kept.append((one, moves))
    return [pair for pair in counted if any(pair[0] is one for one, _ in kept)]


def _in_order(parts: Sequence[tuple[_Found, _Moves]]) -> list[_Found]:
    """Return sheets of one account whose days follow each other, in the order of their rows.

    Raises:
        StatementRefused: they have other columns, another account, or the same days.
    """
    spans = []
    for one, moves in parts:
        days = [str(move[0]) for move in moves if move[0]]
        if days:  # else no day of it can be read: its rows wait where they stand
            spans.append((min(days), max(days), days[0] > days[-1], one))
    spans.sort(key=lambda span: span[:2])
    shapes = {(one.header.format, one.header.names) for one, _ in parts}
    accounts = {one.account() for one, _ in parts} - {""}
    meet = any(later[0] <= one[1] for one, later in pairwise(spans))
    if len(shapes) > 1 or len(accounts) > 1 or meet:
        names = "、".join(one.sheet.name for one, _ in parts)
        raise StatementRefused(code="two_statements", facts={"sheets": names})
    if len(spans) < len(parts):
        return [one for one, _ in parts]
    falling = any(span[2] for span in spans)
    return [one for _, _, _, one in (reversed(spans) if falling else spans)]


def _header(
    rows: Sequence[Sequence[str]], words: Words, mapping: ColumnMap | None
) -> Header | None:
    if mapping is None:
        return find(rows, words)
    if not 0 <= mapping.row < len(rows):
        return None
    names = names_of(rows[mapping.row])
    columns = {
        field: (names.index(name),) for field, name in mapping.columns.items() if name in names
    }
    wallet = nearest(names, words)
    if wallet is not None:
        return _of_wallet(wallet, mapping.row, names, columns)
    usable = "at" in columns and ("amount" in columns or {"income", "expense"} <= set(columns))
    if not usable:
        return None
    return Header(format="bank", source="bank", row=mapping.row, names=names, columns=columns)


def _of_wallet(
    wallet: Format, row: int, names: tuple[str, ...], assigned: Mapping[str, tuple[int, ...]]
) -> Header | None:
    """Return a wallet's header whose unknown columns were assigned; the known ones stay."""
    by_hand = {_WALLET_FIELDS.get(field, field): spots for field, spots in assigned.items()}
    columns = {**by_hand, **positions(wallet.columns, names)}
    if not {"at", "amount"} <= set(columns):
        return None
    return Header(format=wallet.id, source=wallet.source, row=row, names=names, columns=columns)


def suggest(rows: Sequence[Sequence[str]], words: Words) -> tuple[int, dict[str, str]]:
    """Suggest a header row and columns for a file of an unknown shape, for the mapper to show.

    The row with most known names wins; fields without a known name are left out.
    """
    best: tuple[int, dict[str, str]] = (0, {})
    for index, row in enumerate(rows[:SEARCH]):
        names = names_of(row)
        guessed = _guess(names, words)
        if len(guessed) > len(best[1]):
            best = (index, guessed)
    return best


def _guess(names: tuple[str, ...], words: Words) -> dict[str, str]:
    wallet = nearest(names, words)
    if wallet is not None:
        mapper = {field: name for name, field in _WALLET_FIELDS.items()}
        own = positions(wallet.columns, names)
        return {mapper.get(field, field): names[spots[0]] for field, spots in own.items()}
    found = bank_columns(names, words) or {}
    guessed = {field: names[places[0]] for field, places in found.items() if places[0] >= 0}
    if guessed:
        return guessed
    taken: dict[str, str] = {}
    for field, spots in positions(words.bank_columns, names).items():
        free = [names[spot] for spot in spots if names[spot] not in taken.values()]
        if free:
            taken[field] = free[0]
    return taken
