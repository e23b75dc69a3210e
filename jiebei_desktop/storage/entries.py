"""Entries: read whole, a page at a time, and added once however often a file is loaded."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import count
from typing import Any

from jiebei_desktop.domain.household import Entry, EntryKind, Mark
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.storage.engine import Connection
from jiebei_desktop.storage.unit_of_work import UnitOfWork

COLUMNS = ("day", "kind", "amount_fen", "category", "counterparty", "note", "mark")
_Content = tuple[object, ...]
"""The values of ``COLUMNS``, in their order."""
_NAMES = ", ".join(COLUMNS)


def read(db: Connection, since: date | None = None) -> tuple[Entry, ...]:
    """Return the entries on or after a day, oldest first."""
    return tuple(each(db, since))


def each(db: Connection, since: date | None = None) -> Iterator[Entry]:
    """Yield the entries on or after a day, oldest first, one by one."""
    cursor = db.execute(
        f"SELECT {_NAMES} FROM entries WHERE day >= ? ORDER BY day, id",  # noqa: S608 - names are ours
        ("" if since is None else since.isoformat(),),
    )
    return (entry(row) for row in cursor)


def amounts(db: Connection, first: str, last: str, least: Fen) -> set[tuple[str, str, int]]:
    """Return kind, day and amount of the entries between two days, the days beside them too."""
    cursor = db.execute(
        """SELECT kind, day, amount_fen FROM entries
        WHERE day BETWEEN date(?, '-1 day') AND date(?, '+1 day') AND amount_fen >= ?""",
        (first, last, least),
    )
    return set(cursor)


def entry(row: Sequence[Any]) -> Entry:
    """Return the entry of a row in the order of ``COLUMNS``."""
    day, kind, amount, category, counterparty, note, mark = row
    return Entry(
        date=date.fromisoformat(day),
        kind=EntryKind(kind),
        amount=Fen(amount),
        category=category,
        counterparty=counterparty,
        note=note,
        mark=Mark(mark),
    )


def values(entry: Entry) -> tuple[str, str, int, str, str, str, str]:
    """Return an entry's columns in the order of ``COLUMNS``."""
    return (
        entry.date.isoformat(),
        entry.kind.value,
        entry.amount,
        entry.category,
        entry.counterparty,
        entry.note,
        entry.mark.value,
    )


def add_new(db: Connection, work: UnitOfWork, entries: Iterable[Entry]) -> int:
    """Add the entries that are not there yet, in their order, and return how many were added.

    Equal entries of one file all count: a second file with the same content adds only what
    exceeds the number already there. An entry loaded before and edited since is known by its
    identity and not added again.
    """
    contents: list[_Content] = [values(entry) for entry in entries]
    wanted = Counter(contents)
    if not wanted:
        return 0
    keys = {content: _key(content) for content in wanted}
    present, identities = _present(db, set(keys.values()))
    short = {content: copies - len(present[content]) for content, copies in wanted.items()}
    missing = _missing(wanted, keys, present, identities)
    # Entries that differ in their mark alone share a key, so they share its free numbers.
    free = {key: _free(key, identities[key]) for key in missing}
    new = []
    for content in contents:
        key = keys[content]
        if missing[key] > 0 and short[content] > 0:
            missing[key] -= 1
            short[content] -= 1
            new.append((*content, "file", next(free[key])))
    return len(work.insert_many("entries", (*COLUMNS, "source", "identity"), new))


def _missing(
    wanted: Mapping[_Content, int],
    keys: Mapping[_Content, str],
    present: Mapping[_Content, set[int]],
    identities: Mapping[str, Mapping[str, int]],
) -> dict[str, int]:
    """Return how many entries of each key a file has beyond those that are there."""
    total: Counter[str] = Counter()
    there: dict[str, set[int]] = {key: set(identities[key].values()) for key in keys.values()}
    for content, copies in wanted.items():
        total[keys[content]] += copies
        there[keys[content]] |= present[content]
    return {key: total[key] - len(there[key]) for key in there}


def _free(key: str, known: Mapping[str, int]) -> Iterator[str]:
    return (f"{key}#{n}" for n in count() if f"{key}#{n}" not in known)


def _present(
    db: Connection, keys: set[str]
) -> tuple[dict[tuple[object, ...], set[int]], dict[str, dict[str, int]]]:
    present: dict[tuple[object, ...], set[int]] = defaultdict(set)
    identities: dict[str, dict[str, int]] = defaultdict(dict)
    for row_id, identity, *content in db.execute(
        f"SELECT id, identity, {_NAMES} FROM entries"  # noqa: S608 - names are ours
    ):
        present[tuple(content)].add(row_id)
        key = (identity or "").partition("#")[0]
        if key in keys:
            identities[key][identity] = row_id
    return present, identities


def _key(content: Sequence[object]) -> str:
    text = "\x1f".join(str(part) for part in content[:-1])
    return "file:" + hashlib.sha256(text.encode()).hexdigest()[:32]
