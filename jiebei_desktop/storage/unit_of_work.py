"""One transaction that remembers what it changed, so that it can be undone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain as joined
from itertools import islice
from types import MappingProxyType
from typing import Any

from jiebei_desktop.domain.changes import Changes
from jiebei_desktop.storage import chain, digests, references, rows, steps
from jiebei_desktop.storage.engine import Connection
from jiebei_desktop.storage.schema import TABLES
from jiebei_desktop.storage.steps import Op
from jiebei_desktop.storage.sums import Touched, spans

_ROWS_AT_ONCE = 1000
"""Rows per statement: the engine prepares its checks once per statement, a fifth of an import."""


class UnitOfWork(rows.RowSource):
    """The one door for writes; made by ``Ledger.write`` and valid inside its ``with`` block.

    Values are of the columns' own storage classes: fen as int, rates as text, ISO dates.
    """

    def __init__(self, db: Connection) -> None:
        super().__init__(db)
        self._touched = Touched(db)
        self.ops: list[Op] = []

    @property
    def changes(self) -> Changes:
        """What this unit of work has changed so far."""
        return Changes(frozenset(op.table for op in self.ops))

    def insert(self, table: str, values: Mapping[str, Any]) -> int:
        """Insert one row and return its id."""
        _check(table)
        cursor = self._db.execute(rows.insert(table, values), tuple(values.values()))
        row_id: int = cursor.lastrowid
        self._inserted(table, row_id, row_id)
        return row_id

    def insert_many(
        self,
        table: str,
        columns: Sequence[str],
        values: Iterable[Sequence[Any]],
        shared: Mapping[str, Any] = MappingProxyType({}),
    ) -> range:
        """Insert many rows at the speed of the engine and return their ids.

        ``shared`` are columns that have the same value in every row.
        """
        _check(table)
        before = self.largest(table, "id")
        source = iter(values)
        names = (*shared, *columns)
        filled = digests.Filled(self._db, table, names, before + 1, tuple(shared.values()))
        with rows.indexed_at_last(self._db, table):
            while block := list(islice(source, _ROWS_AT_ONCE)):
                cells, marks = list(joined.from_iterable(block)), ["?"] * len(columns)
                types = {*map(type, cells), *map(type, shared.values())}
                if type(None) in types:
                    cells = [rows.NOTHING if cell is None else cell for cell in cells]
                    each = zip(*block, strict=True)
                    marks = [rows.NULLABLE if None in column else "?" for column in each]
                sql = rows.insert(table, names, len(block), marks)
                self._db.execute(sql, [*shared.values(), *cells])
                filled.add(block, types)
        after = self.largest(table, "id")
        if after > before:
            self._inserted(table, before + 1, after)
            self._touched.filled(filled.found)
        return range(before + 1, after + 1)

    def update(self, table: str, row_id: int, values: Mapping[str, Any]) -> None:
        """Change one row.

        Raises:
            KeyError: there is no such row.
        """
        self.update_many(table, [row_id], values)

    def update_many(self, table: str, ids: Iterable[int], values: Mapping[str, Any]) -> None:
        """Give many rows the same new values; rows that have them already are left out.

        Raises:
            KeyError: one of the rows does not exist.
        """
        op = self._current("update", table, ids)
        if not op.images:
            return
        wanted = [(op.columns.index(column), value) for column, value in values.items()]
        op.images = [row for row in op.images if any(row[at] != value for at, value in wanted)]
        if not op.images:
            return
        at = op.columns.index("id")
        changed = [row[at] for row in op.images]
        op.runs = spans(changed)
        self._touched.note(table, op.runs)
        self._db.executemany(
            rows.update(table, values), [(*values.values(), row_id) for row_id in changed]
        )
        self._touched.note(table, op.runs)
        self.ops.append(op)

    def delete(self, table: str, row_id: int) -> None:
        """Delete one row.

        Raises:
            KeyError: there is no such row.
        """
        self.delete_many(table, [row_id])

    def delete_many(self, table: str, ids: Iterable[int]) -> None:
        """Delete many rows; rows that refer to them must be deleted before.

        Raises:
            KeyError: one of the rows does not exist.
        """
        op = self._current("delete", table, ids)
        if not op.images:
            return
        self._touched.note(table, op.runs)
        steps.remove(self._db, table, op.runs)
        self.ops.append(op)

    def delete_tree(self, table: str, ids: Iterable[int]) -> None:
        """Delete rows with everything that belongs to them.

        Rows that merely mention them (an optional reference) stay and forget them.
        """
        wanted = list(ids)
        for child, column, required in references.to(self._db, table):
            found = [row["id"] for row_id in wanted for row in self.rows(child, **{column: row_id})]
            if required:
                self.delete_tree(child, found)
            else:
                self.update_many(child, found, {column: None})
        self.delete_many(table, wanted)

    def finish(self) -> Changes:
        """Seal what must be tamper-evident and bring the sums up to date; before the commit."""
        sealed = {
            (op.table, row_id): None
            for op in self.ops
            if op.table in chain.SEALED
            for first, last in op.runs
            for row_id in range(first, last + 1)
        }
        for link in chain.links(self._db, iter(sealed)):
            self.insert("chain", link)
        self._touched.refresh()
        return self.changes

    def _current(self, do: str, table: str, ids: Iterable[int]) -> Op:
        _check(table)
        wanted = set(ids)
        op = steps.current(self._db, do, table, spans(wanted))
        if len(op.images) < len(wanted):
            raise KeyError(table, sorted(wanted))
        return op

    def _inserted(self, table: str, first: int, last: int) -> None:
        self._touched.note(table, [(first, last)])
        previous = self.ops[-1] if self.ops else None
        if previous and previous.do == "insert" and previous.table == table:
            run = previous.runs[-1]
            if run[1] + 1 == first:
                previous.runs[-1] = (run[0], last)
                return
        self.ops.append(Op("insert", table, [(first, last)]))


def _check(table: str) -> None:
    if table not in TABLES:
        raise KeyError(table)
