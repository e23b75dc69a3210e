"""What tells debts from one another, and the rows they stand in."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from jiebei_desktop.domain.debts import DebtId
from jiebei_desktop.storage.records import StoredTable
from jiebei_desktop.storage.rows import RowSource


class DebtName(Struct, frozen=True, kw_only=True):
    """What tells a debt from others, and the number of its row."""

    id: int
    code: str
    name: str
    product: str
    note: str
    contract_date: date


NAMES = StoredTable("debts", DebtName, narrow=True)


def row_id(source: RowSource, code: str) -> int:
    """Return the row of a debt.

    Raises:
        KeyError: no debt has this id.
    """
    for known in NAMES.read(source, code=code):
        return known.id
    raise KeyError(code)


def codes(source: RowSource) -> dict[int, DebtId]:
    """Return the ids of the debts by their rows, in the order they were added."""
    return {known.id: DebtId(known.code) for known in NAMES.read(source)}
