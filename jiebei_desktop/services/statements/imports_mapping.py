"""Columns that a person assigns for a file of an unknown shape, tried out and remembered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from jiebei_desktop.domain.changes import Changes
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.importers.amounts import text_of
from jiebei_desktop.importers.container import Content, open_content
from jiebei_desktop.importers.header import SEARCH, names_of
from jiebei_desktop.importers.links import WALLET_FILES
from jiebei_desktop.importers.options import ColumnMap, Options
from jiebei_desktop.importers.preview import Statement
from jiebei_desktop.importers.reading import read
from jiebei_desktop.importers.records import lines, separator, split
from jiebei_desktop.importers.refusals import StatementRefused
from jiebei_desktop.importers.rows import Row
from jiebei_desktop.importers.tables import suggest
from jiebei_desktop.importers.words import words
from jiebei_desktop.services.book.possessions import Possessions
from jiebei_desktop.services.statements.imports_file import bytes_of

if TYPE_CHECKING:
    from jiebei_desktop.services.keeping.session import Session

SETTING = "column_maps"
"""Setting of the ledger: header names and the columns assigned to them."""
FIELDS = (
    "at", "clock", "amount", "income", "expense", "side", "balance", "peer", "item", "kind", "note",
    "status",
)  # fmt: skip
"""What a column can be."""
SHOWN = 8
"""Rows read on trial that are shown."""


class Sample(Struct, frozen=True, kw_only=True):
    """The first rows of a file, and what its columns probably are."""

    rows: tuple[tuple[str, ...], ...]
    header: int
    """Index of the row that probably holds the names."""
    columns: dict[str, str]
    """Field to column name, as far as names are known."""

    def names(self, row: int) -> tuple[str, ...]:
        """Return the column names when ``row`` holds them."""
        return names_of(self.rows[row]) if 0 <= row < len(self.rows) else ()


class MapTrial(Struct, frozen=True, kw_only=True):
    """What a file gives with the columns assigned."""

    rows: tuple[Row, ...]
    """The first of them."""
    count: int
    income: Fen
    expense: Fen
    problems: int
    """Rows in which a cell cannot be read."""
    sign: str
    """Code of how plus and minus were found: ``sign_by_balance``, ``sign_unproved`` …, or empty."""
    source: str
    """The wallet whose words judge the rows, or empty for a bank's file."""
    breaks: int
    """Rows after which the balance of the file does not follow."""


class SavedMap(Struct, frozen=True, kw_only=True):
    """Columns assigned once, known again by the header's names."""

    names: tuple[str, ...]
    columns: dict[str, str]
    inverted: bool | None


def look(path: Path, password: str | None = None) -> Sample:
    """Return the first rows of a file and a first guess.

    Raises:
        StatementRefused: the file holds no table at all.
    """
    return _sample(open_content(bytes_of(path), password))


def usable(columns: Iterable[str]) -> bool:
    """Return whether these fields are enough: a day, and one way to tell an amount."""
    known = set(columns)
    return "at" in known and ("amount" in known or {"income", "expense"} <= known)


def attempt(path: Path, mapping: ColumnMap, password: str | None = None) -> MapTrial:
    """Read a file with the columns assigned; nothing is kept.

    Raises:
        StatementRefused: it still cannot be read.
    """
    statement = read(bytes_of(path), Options(password=password, partial=True, mapping=mapping))
    return _trial(statement)


def saved(session: Session) -> tuple[SavedMap, ...]:
    """Return the assignments this ledger remembers."""
    return tuple(_saved(raw) for raw in session.ledger.setting(SETTING, []))


def remember(session: Session, names: Sequence[str], mapping: ColumnMap) -> Changes:
    """Remember an assignment for files with the same column names."""
    kept = [raw for raw in session.ledger.setting(SETTING, []) if raw["names"] != list(names)]
    made = {
        "names": list(names),
        "columns": dict(mapping.columns),
        "inverted": mapping.inverted,
    }
    return Possessions(session).set_setting(SETTING, [*kept, made])


def recognised(sample: Sample, maps: Sequence[SavedMap]) -> ColumnMap | None:
    """Return the remembered assignment that fits a row of names of this file."""
    for at in range(len(sample.rows)):
        names = sample.names(at)
        for one in maps:
            if names and names == one.names:
                return ColumnMap(row=at, columns=one.columns, inverted=one.inverted)
    return None


def with_saved(
    path: Path, password: str | None, maps: Sequence[SavedMap], refusal: StatementRefused
) -> ColumnMap:
    """Return a remembered assignment for a refused file.

    Raises:
        StatementRefused: the same refusal; nothing remembered fits.
    """
    if not maps or refusal.code != "header_not_found":
        raise refusal
    found = recognised(look(path, password), maps)
    if found is None:
        raise refusal
    return found


def _sample(content: Content) -> Sample:
    if content.text is not None:
        head = list(islice(lines(content.text.text), SEARCH))
        rows = tuple(tuple(split(line, separator(line))) for line in head)
    else:
        sheet = content.sheets[0].rows[:SEARCH] if content.sheets else []
        rows = tuple(tuple(text_of(cell) for cell in row) for row in sheet)
    header, columns = suggest(rows, words())
    if not columns:
        header = max(range(len(rows)), key=lambda at: len(names_of(rows[at])), default=0)
    return Sample(rows=rows, header=header, columns=columns)


def _trial(statement: Statement) -> MapTrial:
    rows = statement.rows
    good = [row for row in rows if not row.problem]
    signs = [one.code for one in statement.notices if one.code.startswith("sign_")]
    wallet = statement.source in WALLET_FILES
    income = Fen(sum(row.fen for row in good if row.fen > 0))
    expense = Fen(-sum(row.fen for row in good if row.fen < 0))
    return MapTrial(
        rows=tuple(rows[:SHOWN]),
        count=len(rows),
        source=statement.source if wallet else "",
        income=statement.income() if wallet else income,
        expense=statement.expense() if wallet else expense,
        problems=len(rows) - len(good),
        sign=signs[0] if signs else "",
        breaks=sum(one.code == "balance_breaks" for one in statement.notices),
    )


def _saved(raw: dict[str, Any]) -> SavedMap:
    return SavedMap(
        names=tuple(raw["names"]), columns=dict(raw["columns"]), inverted=raw["inverted"]
    )
