"""Debts that a paper lists and nobody has adopted yet, as rows of their own."""

from __future__ import annotations

from collections.abc import Iterable

from jiebei_desktop.domain.proposed_debt import ProposedDebt
from jiebei_desktop.storage.records import StoredTable
from jiebei_desktop.storage.rows import RowSource
from jiebei_desktop.storage.unit_of_work import UnitOfWork

_DEBTS = StoredTable(
    "proposed_debts", ProposedDebt, beside=("facts",), columns={"id": "code", "rows": "lines"}
)


def kept(source: RowSource) -> tuple[ProposedDebt, ...]:
    """Return what is listed and not adopted, in the order of the papers; closed ones, too."""
    return _DEBTS.read(source, debt_id=None)


def keep(work: UnitOfWork, proposals: Iterable[ProposedDebt], batch: int) -> None:
    """Keep what a paper lists; a newer paper's figures replace those of an older one."""
    for one in proposals:
        known = _DEBTS.rows(work, id=one.id)
        if not known:
            _DEBTS.insert(work, one, batch_id=batch)
        elif known[0]["as_of"] <= one.as_of:
            _DEBTS.update(work, known[0]["id"], one)


def adopted(work: UnitOfWork, code: str, debt: int) -> None:
    """Note which debt was made of a listed one; without that debt it is open again."""
    for row in _DEBTS.rows(work, id=code):
        _DEBTS.set(work, row["id"], debt_id=debt)


def forget(work: UnitOfWork, batch: int) -> list[str]:
    """Drop what an import listed and return their ids."""
    found = _DEBTS.rows(work, batch_id=batch)
    _DEBTS.drop(work, (row["id"] for row in found))
    return [row["code"] for row in found]


def debts_made(source: RowSource) -> dict[str, int]:
    """Return the row of the debt that was made of each listed one that has one."""
    found = _DEBTS.rows(source)
    return {row["code"]: row["debt_id"] for row in found if row["debt_id"] is not None}
