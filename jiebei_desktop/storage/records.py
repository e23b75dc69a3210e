"""The rows of a table as values of one frozen type: its fields are the only list of columns."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cached_property
from typing import Any, Generic, TypeVar, get_args, get_origin, get_type_hints

from msgspec import Struct

from jiebei_desktop.domain.money import Fen
from jiebei_desktop.storage.rows import Row, RowSource
from jiebei_desktop.storage.unit_of_work import UnitOfWork

_Value = TypeVar("_Value")


class StoredColumn(Struct, frozen=True):
    """How one field stands in its table."""

    name: str
    read: Callable[[Any], Any]
    write: Callable[[Any], Any]


class StoredTable(Generic[_Value]):
    """A table whose rows are values of one Struct or named tuple.

    A column is called as its field, an amount with ``_fen`` behind, unless ``columns`` says
    otherwise. The field ``id`` is the row's own; fields named in ``beside`` stand elsewhere. What
    a row is looked for by are fields and their values. A ``narrow`` table has more columns than
    the type has fields, and only those of the type are read.
    """

    def __init__(
        self,
        name: str,
        kind: type[_Value],
        *,
        beside: tuple[str, ...] = (),
        columns: Mapping[str, str | StoredColumn] | None = None,
        narrow: bool = False,
    ) -> None:
        self.name = name
        self._kind = kind
        self._beside = beside
        self._named = columns or {}
        self._narrow = narrow

    @cached_property
    def _columns(self) -> dict[str, StoredColumn]:
        hints = get_type_hints(self._kind)
        return {
            field: _column(field, hint, self._named.get(field, ""))
            for field, hint in hints.items()
            if field not in self._beside
        }

    @cached_property
    def _own(self) -> list[tuple[str, StoredColumn]]:
        return [(field, one) for field, one in self._columns.items() if one.name != "id"]

    @property
    def columns(self) -> list[str]:
        """The columns of a value, without its id."""
        return [one.name for _, one in self._own]

    def value(self, row: Row, **beside: object) -> _Value:
        """Return the value of a row, with the fields that stand elsewhere."""
        found = {field: one.read(row[one.name]) for field, one in self._columns.items()}
        return self._kind(**found, **beside)

    def row(self, value: _Value) -> Row:
        """Return the columns of a value, without its id."""
        return {one.name: one.write(getattr(value, field)) for field, one in self._own}

    def rows(self, source: RowSource, order: str = "id", /, **where: object) -> list[Row]:
        """Return the rows with these values in their fields."""
        wanted = "*"
        if self._narrow:
            wanted = ", ".join(one.name for one in self._columns.values())
        return source.rows(self.name, order, wanted, **self._written(where))

    def read(self, source: RowSource, order: str = "id", /, **where: object) -> tuple[_Value, ...]:
        """Return the values with these values in their fields."""
        return tuple(map(self.value, self.rows(source, order, **where)))

    def _written(self, fields: Mapping[str, object]) -> Row:
        """Return fields as columns; a name that is no field is a column already."""
        known = self._columns
        return {
            known[name].name if name in known else name: (
                known[name].write(value) if name in known else value
            )
            for name, value in fields.items()
        }

    def insert(self, work: UnitOfWork, value: _Value, **beside: object) -> int:
        """Add a value and return the id of its row."""
        row = self.row(value)
        if beside:
            row |= self._written(beside)
        return work.insert(self.name, row)

    def update(self, work: UnitOfWork, row_id: int, value: _Value) -> None:
        """Make a row equal to a value.

        Raises:
            KeyError: there is no such row.
        """
        work.update(self.name, row_id, self.row(value))

    def id_of(self, work: UnitOfWork, value: _Value) -> int:
        """Return the first row that equals a value.

        Raises:
            KeyError: there is no such row.
        """
        for row in work.rows(self.name, **self.row(value)):
            return int(row["id"])
        raise KeyError(self.name)

    def change(self, work: UnitOfWork, old: _Value | None, new: _Value | None) -> None:
        """Replace a value by another; None for ``old`` adds, None for ``new`` deletes.

        Raises:
            KeyError: there is no row equal to ``old``.
        """
        if old is None:
            if new is not None:
                self.insert(work, new)
        elif new is None:
            work.delete(self.name, self.id_of(work, old))
        else:
            self.update(work, self.id_of(work, old), new)

    def add_missing(self, work: UnitOfWork, values: Iterable[_Value]) -> int:
        """Add the values that no row equals yet, and return how many were added.

        Equal values of one file all count, as they do for entries.
        """
        present = Counter(tuple(self.row(each).items()) for each in self.read(work))
        added = 0
        for value in values:
            content = tuple(self.row(value).items())
            if present[content] > 0:
                present[content] -= 1
            else:
                self.insert(work, value)
                added += 1
        return added

    def set(self, work: UnitOfWork, row_id: int, **fields: object) -> None:
        """Change some fields of a row.

        Raises:
            KeyError: there is no such row.
        """
        work.update(self.name, row_id, self._written(fields))

    def drop(self, work: UnitOfWork, ids: Iterable[int]) -> None:
        """Delete rows by their ids (KeyError where one does not exist)."""
        work.delete_many(self.name, ids)

    def remove(self, work: UnitOfWork, **where: object) -> None:
        """Delete the rows with these values in their fields."""
        work.delete_many(self.name, [row["id"] for row in self.rows(work, **where)])

    def put(self, work: UnitOfWork, value: _Value, *key: str) -> int:
        """Add a value, in place of the row with the same key columns, and return its id."""
        row = self.row(value)
        for known in work.rows(self.name, **{name: row[name] for name in key}):
            work.update(self.name, known["id"], row)
            return int(known["id"])
        return work.insert(self.name, row)


def text(values: object) -> str:
    """Write JSON values as the text a ledger keeps."""
    return json.dumps(values, ensure_ascii=False, sort_keys=True)


def _column(field: str, hint: Any, named: str | StoredColumn) -> StoredColumn:
    if isinstance(named, StoredColumn):
        return named
    if type(None) in get_args(hint):
        (hint,) = (each for each in get_args(hint) if each is not type(None))
    suffix = "_fen" if hint is Fen else ""
    read, write = _codec(hint)
    return StoredColumn(named or field + suffix, _optional(read), _optional(write))


def _codec(hint: Any) -> tuple[Callable[[Any], Any], Callable[[Any], Any]]:
    if hint in _PLAIN:
        return _PLAIN[hint]
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint, lambda one: one.value
    if (kept := get_origin(hint)) in {tuple, frozenset}:
        return (lambda raw: kept(json.loads(raw))), lambda many: text(list(many))
    return (_same, _same) if kept is None else (json.loads, text)


def _same(value: object) -> object:
    return value


def _optional(change: Callable[[Any], Any]) -> Callable[[Any], Any]:
    if change is _same:
        return change
    return lambda value: None if value is None else change(value)


_PLAIN: dict[object, tuple[Callable[[Any], Any], Callable[[Any], Any]]] = {
    date: (date.fromisoformat, date.isoformat),
    Decimal: (Decimal, "{:f}".format),
    bool: (bool, int),
}
