"""Papers that were frozen when they were sent; the chain covers them."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from jiebei_desktop.domain.debts import DebtId
from jiebei_desktop.storage import debt_names
from jiebei_desktop.storage.records import StoredTable
from jiebei_desktop.storage.rows import RowSource
from jiebei_desktop.storage.unit_of_work import UnitOfWork

REQUEST = "request"
"""Kind of a paper that is the request itself."""


class KeptPaper(Struct, frozen=True, kw_only=True):
    """One frozen paper, without its text."""

    id: int = 0
    number: str
    edition: str
    """lender or private."""
    debt: DebtId | None
    made_on: date
    sent_on: date | None
    checksum: str
    kind: str = REQUEST
    """`REQUEST`, or the kind of the letter: read from the paper itself."""
    version: int = 1
    """Of the requests to this lender: read from the paper itself."""


_PAPERS = StoredTable("statements", KeptPaper, beside=("debt", "kind", "version"))


def read(source: RowSource) -> tuple[KeptPaper, ...]:
    """Return the kept papers, oldest first."""
    codes = debt_names.codes(source)
    columns = (
        "id, number, edition, debt_id, made_on, sent_on, checksum, "
        "json_extract(body, '$.kind') AS kind, json_extract(body, '$.version') AS version"
    )
    return tuple(
        _PAPERS.value(
            row,
            debt=codes.get(row["debt_id"]),
            kind=row["kind"] or REQUEST,
            version=row["version"] or 1,
        )
        for row in source.rows("statements", "id", columns)
    )


def keep(work: UnitOfWork, paper: KeptPaper, body: str) -> int:
    """Freeze a paper with its text and return its row."""
    codes = {code: row for row, code in debt_names.codes(work).items()}
    row = None if paper.debt is None else codes.get(paper.debt)
    return _PAPERS.insert(work, paper, debt_id=row, body=body)
