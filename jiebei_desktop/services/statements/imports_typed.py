"""What a hand types and a statement tells: one payment, whichever came first.

A row that was typed before is booked once, as typed; an entry whose row is there is asked about.
"""

from __future__ import annotations

from collections.abc import Container
from datetime import date, timedelta

from msgspec.structs import replace

from jiebei_desktop.domain.household import Entry
from jiebei_desktop.importers.preview import Notice, Statement
from jiebei_desktop.importers.rows import Row
from jiebei_desktop.importers.verdicts import Kind, Verdict
from jiebei_desktop.services.statements.imports_rows import ENTRY_SIGN
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
    left = ledger.typed_payments(statement.first, statement.last)
    sums = {(side, fen) for side, _, fen in left}
    verdicts, met = list(statement.verdicts), set[int]()
    alike = [
        (place, date.fromisoformat(row.at[:10]), paid)
        for place, (row, verdict) in enumerate(zip(statement.rows, verdicts, strict=True))
        if row.at and place not in known and (paid := _paid(row, verdict)) in sums
    ]
    for days in _NEAR:
        for place, day, (side, fen) in alike:
            one = (side, (day + timedelta(days)).isoformat(), fen)
            if place not in met and left[one]:
                left[one] -= 1
                met.add(place)
                verdicts[place] = verdicts[place]._replace(kind=Kind.TRANSFER, reason=TYPED)
    if not met:
        return statement
    said = Notice(code=TYPED, facts={"rows": len(met)})
    return replace(statement, verdicts=verdicts, notices=(*statement.notices, said))


def day_read(ledger: Ledger, entry: Entry) -> date | None:
    """Return the day of a statement's row that tells what somebody is about to type; else None.

    Rows for which the same was typed already are other payments: then nothing is asked again.
    """
    day = entry.date.isoformat()
    read = ledger.typed_payments(day, day, by_hand=False)
    mine = {place: entry.date + timedelta(place) for place in _NEAR}
    said = [(entry.kind, each.isoformat(), entry.amount) for each in mine.values()]
    typed = ledger.typed_payments(day, day)
    if sum(read[one] for one in said) <= sum(typed[one] for one in said):
        return None
    return next(date.fromisoformat(one[1]) for one in said if read[one])


def _paid(row: Row, verdict: Verdict) -> tuple[str, int]:
    """Return side and amount of the entry that a row would become; no side where none."""
    side, sign = ENTRY_SIGN.get(verdict.kind, ("", 0))
    return side, sign * abs(row.fen)
