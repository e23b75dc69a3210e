"""Entries as lists show them: newest first by keyset, filtered, counted, summed, suggested."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from msgspec.structs import replace

from jiebei_desktop.domain.categories import fits
from jiebei_desktop.domain.entries import (
    EntryFilter,
    EntryId,
    EntryRow,
    EntryTotals,
    MonthSum,
    PartPlace,
    Source,
)
from jiebei_desktop.domain.household import Entry, EntryKind
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.months import Month
from jiebei_desktop.storage import entries
from jiebei_desktop.storage.engine import Connection

_COLUMNS = "e.id, e.source, e.batch_id, d.code, " + ", ".join(f"e.{c}" for c in entries.COLUMNS)
_FROM = "FROM entries AS e LEFT JOIN debts AS d ON d.id = e.paid_by"
_KINDS = {kind.value: kind for kind in EntryKind}
_LOOKED_BACK = 400
"""A suggestion looks at so many newest entries that fit."""


def page(
    db: Connection, wanted: EntryFilter, after: EntryRow | None, limit: int
) -> tuple[EntryRow, ...]:
    """Return the next entries a filter finds, newest first, behind the row ``after``."""
    parts = list(_conditions(wanted))
    if after is not None:
        parts.append(("(e.day, e.id) < (?, ?)", (after.entry.date.isoformat(), after.id)))
    where, values = _where(parts)
    cursor = db.execute(
        f"SELECT {_COLUMNS} {_FROM} WHERE {where} ORDER BY e.day DESC, e.id DESC LIMIT ?",
        (*values, limit),
    )
    return _rows(db, cursor)


def by_id(db: Connection, row_id: int) -> EntryRow | None:
    """Return one entry."""
    row = db.execute(f"SELECT {_COLUMNS} {_FROM} WHERE e.id = ?", (row_id,)).fetchone()
    return None if row is None else _rows(db, [row])[0]


def totals(db: Connection, wanted: EntryFilter) -> EntryTotals:
    """Return count and sums of what a filter finds; without text they come from the summary."""
    if wanted.text or wanted.batch is not None:
        where, values = _where(list(_conditions(wanted)))
        sql = (
            f"SELECT e.kind, count(*), sum(e.amount_fen) FROM entries AS e WHERE {where} GROUP BY 1"  # noqa: S608 - names are ours
        )
    else:
        where, values = _where(list(_summary_conditions(wanted)))
        sql = f"SELECT kind, sum(entries), sum(sum_fen) FROM month_sums WHERE {where} GROUP BY 1"  # noqa: S608 - names are ours
    found = {kind: (count, total) for kind, count, total in db.execute(sql, values)}
    income, expense = (found.get(kind.value, (0, 0)) for kind in EntryKind)
    return EntryTotals(count=income[0] + expense[0], income=Fen(income[1]), expense=Fen(expense[1]))


def month_sums(
    db: Connection, since: Month | None = None, until: Month | None = None
) -> tuple[MonthSum, ...]:
    """Return the sums by month, kind and category between two months, both included."""
    cursor = db.execute(
        """SELECT month, kind, category, entries, sum_fen FROM month_sums
        WHERE month BETWEEN ? AND ? ORDER BY month, kind, category""",
        (str(since or ""), str(until or "9999-12")),
    )
    return tuple(
        MonthSum(
            month=_month(month),
            kind=_KINDS[kind],
            category=category,
            entries=count,
            total=Fen(total),
        )
        for month, kind, category, count, total in cursor
    )


def misplaced(db: Connection) -> dict[EntryKind, list[int]]:
    """Return the rows of entries whose category is not one of their direction."""
    found: dict[EntryKind, list[int]] = {}
    for name, category in db.execute("SELECT DISTINCT kind, category FROM month_sums").fetchall():
        kind = EntryKind(name)
        if not fits(kind, category):
            wanted = "SELECT id FROM entries WHERE kind = ? AND category = ?"
            rows = db.execute(wanted, (name, category))
            found.setdefault(kind, []).extend(row for (row,) in rows)
    return found


def suggestions(db: Connection, text: str, limit: int) -> tuple[Entry, ...]:
    """Return the newest entry of each counterparty that contains ``text``, most used first."""
    names = ", ".join(entries.COLUMNS)
    cursor = db.execute(
        f"""SELECT {names} FROM (
          SELECT *, row_number() OVER (PARTITION BY counterparty ORDER BY day DESC, id DESC) AS n,
            count(*) OVER (PARTITION BY counterparty) AS used
          FROM (SELECT * FROM entries WHERE counterparty LIKE ? ESCAPE '\\' AND counterparty <> ''
            ORDER BY day DESC, id DESC LIMIT ?))
        WHERE n = 1 ORDER BY used DESC, day DESC, id DESC LIMIT ?""",  # noqa: S608 - names are ours
        (_like(text), _LOOKED_BACK, limit),
    )
    return tuple(entries.entry(row) for row in cursor)


def _rows(db: Connection, found: Iterable[tuple[object, ...]]) -> tuple[EntryRow, ...]:
    """Return rows as entries, the parts of payments with their places among the others."""
    rows = [_row(row) for row in found]
    numbers = {row.entry.split for row in rows if row.entry.split is not None}
    if not numbers:
        return tuple(rows)
    parts: dict[int, dict[int, int]] = {number: {} for number in numbers}
    cursor = db.execute(
        """SELECT split, -id AS place, amount_fen FROM entries
          WHERE split IN (SELECT value FROM json_each(?1))
        UNION ALL SELECT split, id, amount_fen FROM payments
          WHERE split IN (SELECT value FROM json_each(?1)) ORDER BY place""",
        (json.dumps(sorted(numbers)),),
    )
    for number, place, fen in cursor:
        parts[number][place] = fen
    return tuple(
        row
        if row.entry.split is None
        else replace(row, part=_place(row.id, parts[row.entry.split]))
        for row in rows
    )


def _place(row_id: int, parts: Mapping[int, int]) -> PartPlace | None:
    """Return which part an entry is; None where no other is left."""
    number = list(parts).index(-row_id) + 1
    whole = Fen(sum(parts.values()))
    return PartPlace(number=number, of=len(parts), whole=whole) if len(parts) > 1 else None


def _row(row: tuple[object, ...]) -> EntryRow:
    row_id, source, batch, debt, *content = row
    return EntryRow(
        id=EntryId(int(str(row_id))),
        entry=entries.entry(content),
        source=Source(str(source)),
        batch=None if batch is None else int(str(batch)),
        paid_by=None if debt is None else str(debt),
    )


@lru_cache(maxsize=1200)
def _month(text: str) -> Month:
    return Month(int(text[:4]), int(text[5:]))


_Condition = tuple[str, tuple[object, ...]]


def _conditions(wanted: EntryFilter) -> Iterator[_Condition]:
    if wanted.text:
        like = _like(wanted.text)
        yield r"(e.counterparty LIKE ? ESCAPE '\' OR e.note LIKE ? ESCAPE '\')", (like, like)
    if wanted.month is not None:
        days = (wanted.month.first.isoformat(), wanted.month.last.isoformat())
        yield "e.day BETWEEN ? AND ?", days
    if wanted.kind is not None:
        yield "e.kind = ?", (wanted.kind.value,)
    if wanted.category is not None:
        yield "e.category = ?", (wanted.category,)
    if wanted.batch is not None:
        yield "e.batch_id = ?", (wanted.batch,)


def _summary_conditions(wanted: EntryFilter) -> Iterator[_Condition]:
    if wanted.month is not None:
        yield "month = ?", (str(wanted.month),)
    if wanted.kind is not None:
        yield "kind = ?", (wanted.kind.value,)
    if wanted.category is not None:
        yield "category = ?", (wanted.category,)


def _where(parts: list[_Condition]) -> tuple[str, tuple[object, ...]]:
    where = " AND ".join(condition for condition, _ in parts) or "1"
    return where, tuple(value for _, values in parts for value in values)


def _like(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"
