"""Rows that somebody typed by hand before their statement came: each is booked once, as typed."""

from __future__ import annotations

from collections.abc import Container
from datetime import date, timedelta

from msgspec.structs import replace

from jiebei_desktop.importers.preview import Notice, Statement
from jiebei_desktop.importers.verdicts import Kind
from jiebei_desktop.services.statements.imports_rows import ENTRY_SIGN
from jiebei_desktop.storage.entries import Payments
from jiebei_desktop.storage.ledger import Ledger

TYPED = "typed_already"
"""Reason of a row that an entry typed by hand tells already."""
_NEAR = (0, 1, -1)
"""Days by which what is typed may lie beside the statement's, the likeliest first."""


def without_typed(statement: Statement, ledger: Ledger, known: Container[int]) -> Statement:
    """Return the statement with each row booked no more that an entry typed by hand tells.

    It is the same money in or out to the fen on the same day, else a day beside it; one entry is
    one row. The entry stays as its owner typed it; what a row does to debts is still booked.

    Args:
        statement: as judged.
        ledger: where entries were typed.
        known: places of rows that the ledger has already.
    """
    rows, verdicts = statement.rows, list(statement.verdicts)
    places = [
        place
        for place, verdict in enumerate(verdicts)
        if verdict.kind in ENTRY_SIGN and place not in known and rows[place].at
    ]
    if not places or not (left := ledger.typed_payments(statement.first, statement.last)):
        return statement
    met = 0
    for days in _NEAR:
        for place in places:
            verdict = verdicts[place]
            if verdict.reason == TYPED:
                continue
            day = date.fromisoformat(rows[place].at[:10]) + timedelta(days)
            side, sign = ENTRY_SIGN[verdict.kind]
            if _taken(left, (side, day.isoformat(), sign * abs(rows[place].fen))):
                met += 1
                verdicts[place] = verdict._replace(kind=Kind.TRANSFER, reason=TYPED)
    if not met:
        return statement
    said = Notice(code=TYPED, facts={"rows": met})
    return replace(statement, verdicts=verdicts, notices=(*statement.notices, said))


def _taken(left: Payments, one: tuple[str, str, int]) -> bool:
    found = left[one] > 0
    left[one] -= found
    return found
