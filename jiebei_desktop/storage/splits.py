"""A payment that was split: its parts as they stand in the tables of entries and of payments."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from jiebei_desktop.domain.debts import Payment
from jiebei_desktop.domain.household import Entry
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.splits import SplitPart, SplitPayment
from jiebei_desktop.storage import debt_names, debts, entries
from jiebei_desktop.storage.rows import Row, RowSource
from jiebei_desktop.storage.unit_of_work import UnitOfWork

_ORIGIN = ("source", "identity", "batch_id", "raw_row_id", "paid_by")
"""Where an entry came from: its parts keep it, so that a file read again adds nothing."""


def last_number(source: RowSource) -> int:
    """Return the largest number that parts of a payment share, 0 where nothing is split."""
    return max(source.largest(table, "split") for table in ("entries", "payments"))


def read(source: RowSource, row_id: int) -> SplitPayment:
    """Return the payment that an entry is of, with its parts; the entry alone where it is no part.

    Raises:
        KeyError: there is no such entry.
    """
    rows = _rows(source, row_id)
    found = [_entry(row) for row in rows]
    parts = [SplitPart(amount=e.amount, category=e.category, note=e.note) for e in found]
    codes = debt_names.codes(source) if rows[0]["split"] else {}
    for row in source.among("payments", "split", {rows[0]["split"] or 0}):
        repaid = codes[row["debt_id"]]
        parts.append(SplitPart(amount=Fen(row["amount_fen"]), note=row["note"], debt=repaid))
    whole = replace(found[0], amount=Fen(sum(part.amount for part in parts)))
    return SplitPayment(whole=whole, parts=tuple(parts), on_credit=rows[0]["paid_by"] is not None)


def write(work: UnitOfWork, row_id: int, payment: SplitPayment) -> int:
    """Put a payment in the place of the one that an entry is of, and return its first row.

    One part is the payment whole. Where the former one came from stays known.

    Raises:
        KeyError: there is no such entry, or no such debt.
    """
    rows = _rows(work, row_id)
    number = rows[0]["split"] or last_number(work) + 1
    origin = {name: next((row[name] for row in rows if row[name] is not None), None)
              for name in _ORIGIN}  # fmt: skip
    entries.delete(work, [row_id])
    shared = replace(payment.whole, split=number if len(payment.parts) > 1 else None)
    first = 0
    for part in reversed([part for part in payment.parts if part.debt is None]):
        entry = replace(shared, amount=part.amount, category=part.category, note=part.note)
        first = work.insert("entries", {**entries.row(entry), **origin})
        origin["identity"] = None
    for part in payment.parts:
        if part.debt is not None:
            paid = Payment(date=shared.date, amount=part.amount, note=part.note, split=number)
            debts.pay(work, part.debt, paid)
    return first


def of_row(source: RowSource, raw_row_id: int) -> SplitPayment | None:
    """Return the payment that an imported row showed, where it was split."""
    if last_number(source):
        for row in source.rows("entries", raw_row_id=raw_row_id):
            if row["split"] is not None:
                return read(source, row["id"])
    return None


def carry(work: UnitOfWork, payment: SplitPayment, raw_row_id: int) -> None:
    """Split what another imported row shows of the same payment as it was split before."""
    whole = payment.whole
    for row in work.rows("entries", raw_row_id=raw_row_id):
        shown = _entry(row)
        if (shown.kind, shown.amount) == (whole.kind, whole.amount):
            write(work, row["id"], replace(payment, whole=shown))
            return


def renumbered(parts: Iterable[Payment], above: int) -> tuple[Payment, ...]:
    """Return payments with the numbers of their splits above those that a ledger has."""
    return tuple(
        one if one.split is None else replace(one, split=one.split + above) for one in parts
    )


def _rows(source: RowSource, row_id: int) -> list[Row]:
    """Return the rows of a payment's entries in the order of its parts: the newest row first."""
    wanted = {row_id, *entries.together(source, [row_id])}
    rows = source.among("entries", "id", wanted)
    if not rows:
        raise KeyError(row_id)
    return rows[::-1]


def _entry(row: Row) -> Entry:
    return entries.entry([row[name] for name in entries.COLUMNS])
