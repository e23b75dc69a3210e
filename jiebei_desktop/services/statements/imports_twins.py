"""Rows that are in the ledger already under another identity: one account in two layouts.

A bank's web file and its PDF, a file and its copy saved by a spreadsheet that destroyed the order
numbers: day, amount and balance, or (minute,) amount and words, say that the row is known.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Hashable, Iterable, Iterator, Sequence

from jiebei_desktop.importers.header import LENDER
from jiebei_desktop.importers.links import APP, WALLET_FILES
from jiebei_desktop.importers.preview import Statement
from jiebei_desktop.importers.rows import Row
from jiebei_desktop.importers.verdicts import Verdict
from jiebei_desktop.services.statements.imports_match import source_of
from jiebei_desktop.services.statements.imports_rows import row_of
from jiebei_desktop.storage.imported import ImportBatch, rows_of_sizes
from jiebei_desktop.storage.ledger import Ledger

_DAY = 10
_MINUTE = 16
_ITEM = 16
_ANY_BANK = "bank"
_OWN = "own"
_CARD = "_credit"
"""Ends the format of a card statement."""
_Key = Callable[[Row], Hashable | None]


def numberless(statement: Statement) -> int:
    """Return how many rows of a wallet have no order number."""
    return sum(1 for row in statement.rows if not row.order)


def twins(
    statement: Statement,
    ledger: Ledger,
    batches: Sequence[ImportBatch],
    known: frozenset[int],
) -> frozenset[int]:
    """Return the places of new rows that are in the ledger under another identity."""
    if statement.source == _OWN:
        return _exported(statement, ledger, known)
    if statement.source in WALLET_FILES:
        return _resaved(statement, ledger, batches, known)
    told = any(row.balance is not None for row in statement.rows)
    same = [batch for batch in batches if _same_account(statement, batch)]
    if statement.source == LENDER:
        return _listed(statement, ledger, same, known)
    stored = list(_rows(ledger, statement, same))
    free = Counter(_day_key(row) for row in stored)
    free.subtract(_day_key(statement.rows[place]) for place in known)
    met = _met(statement, stored, _balance_key if told else _text_key, known)
    return frozenset(place for place in sorted(met) if _take(free, statement.rows[place]))


def _take(free: Counter[tuple[str, int]], row: Row) -> bool:
    """Say whether the ledger has a row of this day and amount that no other row has taken."""
    free[_day_key(row)] -= 1
    return free[_day_key(row)] >= 0


def _listed(
    statement: Statement,
    ledger: Ledger,
    batches: Sequence[ImportBatch],
    known: frozenset[int],
) -> frozenset[int]:
    """Hold a lender's rows against those of its earlier lists that print as much of each."""
    free = Counter(_list_key(*one) for one in _judged(ledger, statement, batches))
    met = set()
    for place, one in enumerate(zip(statement.rows, statement.verdicts, strict=True)):
        key = _list_key(*one)
        free[key] -= 1
        if free[key] >= 0 and place not in known:
            met.add(place)
    return frozenset(met)


def _list_key(row: Row, verdict: Verdict) -> Hashable:
    return (_text_key(row), bool(verdict.parts))


def _exported(statement: Statement, ledger: Ledger, known: frozenset[int]) -> frozenset[int]:
    """Return the rows of our own export whose entries are in the ledger."""
    have = Counter(
        (entry.date.isoformat(), entry.kind.value, entry.amount, entry.category, entry.note)
        for entry in ledger.read_book().entries
    )
    met = set()
    for place, row in enumerate(statement.rows):
        key = (row.at[:_DAY], row.direction, row.fen, row.category, row.item)
        if place not in known and have[key] > 0:
            have[key] -= 1
            met.add(place)
    return frozenset(met)


def _resaved(
    statement: Statement,
    ledger: Ledger,
    batches: Sequence[ImportBatch],
    known: frozenset[int],
) -> frozenset[int]:
    """Hold rows without a number against those with one, and the other way round."""
    same = [batch for batch in batches if source_of(batch) == statement.source]
    if not numberless(statement):
        same = [batch for batch in same if batch.facts.get("numberless")]
    stored = list(_rows(ledger, statement, same))
    found: frozenset[int] = frozenset()
    for numbered in (True, False) if stored else ():
        other = [row for row in stored if bool(row.order) is numbered]
        mine = {place for place, row in enumerate(statement.rows) if bool(row.order) is numbered}
        found |= _met(statement, other, _words_key, known | mine)
    return found


def _met(
    statement: Statement, stored: Iterable[Row], key: _Key, skip: Container[int]
) -> frozenset[int]:
    """Return the places whose key the ledger has, each stored row once."""
    have = Counter(found for row in stored if (found := key(row)) is not None)
    met = set()
    for place, row in enumerate(statement.rows):
        wanted = key(row)
        if place not in skip and wanted is not None and have[wanted] > 0:
            have[wanted] -= 1
            met.add(place)
    return frozenset(met)


def _same_account(statement: Statement, batch: ImportBatch) -> bool:
    """Say whether a batch can be of the same account: a bank or digits not told can be any."""
    source, tail = source_of(batch), batch.facts["tail"]
    if source in WALLET_FILES or batch.format.endswith(_CARD) is not statement.format.endswith(
        _CARD
    ):
        return False
    if APP in {source, statement.source} and source != statement.source:
        return False  # an app lists what banks' files hold, and is no file of theirs
    banks = {source, statement.source} - {_ANY_BANK}
    tails = {tail, statement.tail} - {""}
    return len(banks) <= 1 and len(tails) <= 1


def _rows(ledger: Ledger, statement: Statement, batches: Iterable[ImportBatch]) -> Iterator[Row]:
    """Yield the stored rows of batches whose period touches the statement's."""
    return (row for row, _ in _judged(ledger, statement, batches))


def _judged(
    ledger: Ledger, statement: Statement, batches: Iterable[ImportBatch]
) -> Iterator[tuple[Row, Verdict]]:
    """Yield them with what was judged of them: those of a day and an amount that it has.

    Every key of a twin begins with both.
    """
    mine = {batch.id for batch in batches if batch.touches(statement.first, statement.last)}
    if not mine:
        return
    days = [row.at[:_DAY] for row in statement.rows if row.at] or [""]
    sizes = (abs(row.fen) for row in statement.rows)
    found = rows_of_sizes(ledger, sizes, min(days), max(days))
    yield from (row_of(raw) for raw in found if raw.batch_id in mine)


def _day_key(row: Row) -> tuple[str, int]:
    return (row.at[:_DAY], row.fen)


def _balance_key(row: Row) -> Hashable | None:
    return None if row.balance is None else (row.at[:_DAY], row.fen, row.balance)


def _text_key(row: Row) -> Hashable | None:
    """Return what tells a row of a card, whose papers show no balance."""
    return (*_day_key(row), "".join(f"{row.kind}{row.item}{row.peer}".split()))


def _words_key(row: Row) -> Hashable | None:
    return (row.at[:_MINUTE], row.fen, row.direction, row.peer, row.item[:_ITEM])
