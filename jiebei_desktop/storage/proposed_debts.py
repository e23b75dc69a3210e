"""Debts that a paper lists and nobody has adopted yet, as rows of their own."""

from __future__ import annotations

import json
from collections.abc import Iterable

from jiebei_desktop.domain.proposed_debt import Paper, ProposedDebt
from jiebei_desktop.storage import rows
from jiebei_desktop.storage.engine import Connection
from jiebei_desktop.storage.rows import Row, RowSource
from jiebei_desktop.storage.unit_of_work import UnitOfWork

_TABLE = "proposed_debts"


def kept(db: Connection) -> tuple[ProposedDebt, ...]:
    """Return what is listed and not adopted, in the order of the papers; closed ones, too."""
    found = rows.fetch(db, rows.select(_TABLE, ("debt_id",)), (None,))
    return tuple(_proposed(row) for row in found)


def keep(work: UnitOfWork, proposals: Iterable[ProposedDebt], batch: int) -> None:
    """Keep what a paper lists; a newer paper's figures replace those of an older one."""
    for one in proposals:
        values = _row(one)
        known = work.rows(_TABLE, code=one.id)
        if not known:
            work.insert(_TABLE, {**values, "batch_id": batch})
        elif known[0]["as_of"] <= one.as_of:
            work.update(_TABLE, known[0]["id"], values)


def adopted(work: UnitOfWork, code: str, debt: int) -> None:
    """Note which debt was made of a listed one; without that debt it is open again."""
    for row in work.rows(_TABLE, code=code):
        work.update(_TABLE, row["id"], {"debt_id": debt})


def forget(work: UnitOfWork, batch: int) -> list[str]:
    """Drop what an import listed and return their ids."""
    found = work.rows(_TABLE, batch_id=batch)
    work.delete_many(_TABLE, [row["id"] for row in found])
    return [row["code"] for row in found]


def debts_made(source: RowSource) -> dict[str, int]:
    """Return the row of the debt that was made of each listed one that has one."""
    found = source.rows(_TABLE)
    return {row["code"]: row["debt_id"] for row in found if row["debt_id"] is not None}


def _row(one: ProposedDebt) -> Row:
    return {
        "code": one.id,
        "paper": one.paper.value,
        "name": one.name,
        "lender": one.lender,
        "product": one.product,
        "limit_fen": one.limit,
        "balance_fen": one.balance,
        "overdue_fen": one.overdue,
        "as_of": one.as_of,
        "closed": int(one.closed),
        "lines": json.dumps(one.rows),
        "why": one.why,
        "tail": one.tail,
        "principal_fen": one.principal,
        "until": one.until,
        "late_months": one.late_months,
    }


def _proposed(row: Row) -> ProposedDebt:
    return ProposedDebt(
        id=row["code"],
        name=row["name"],
        lender=row["lender"],
        product=row["product"],
        limit=rows.fen(row["limit_fen"]),
        balance=rows.fen(row["balance_fen"]),
        overdue=rows.fen(row["overdue_fen"]),
        as_of=row["as_of"],
        closed=bool(row["closed"]),
        rows=tuple(json.loads(row["lines"])),
        why=row["why"],
        paper=Paper(row["paper"]),
        tail=row["tail"],
        principal=rows.fen(row["principal_fen"]),
        until=row["until"],
        late_months=row["late_months"],
    )
