"""What was answered about months behind: one setting of the ledger, read into every book."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date

from jiebei_desktop.domain.events import Said, SaidKind
from jiebei_desktop.storage import rows
from jiebei_desktop.storage.engine import Connection
from jiebei_desktop.storage.unit_of_work import UnitOfWork

KEY = "said_of_months"
_TABLE = "settings"


def read(db: Connection) -> tuple[Said, ...]:
    """Return all answers, in the order they were given."""
    found = rows.fetch(db, rows.select(_TABLE, ("key",), "key"), (KEY,))
    return _answers(found[0]["value"]) if found else ()


def add(work: UnitOfWork, answers: Iterable[Said]) -> int:
    """Add the answers that are not there yet, and return how many were added."""
    found = work.rows(_TABLE, key=KEY)
    known = _answers(found[0]["value"]) if found else ()
    new = [each for each in dict.fromkeys(answers) if each not in known]
    if not new:
        return 0
    values = {"key": KEY, "value": json.dumps([_row(each) for each in (*known, *new)])}
    if found:
        work.update(_TABLE, found[0]["id"], values)
    else:
        work.insert(_TABLE, values)
    return len(new)


def _answers(text: str) -> tuple[Said, ...]:
    return tuple(
        Said(
            kind=SaidKind(each["kind"]),
            start=date.fromisoformat(each["start"]),
            until=date.fromisoformat(each["until"]),
            category=each["category"],
            on=date.fromisoformat(each["on"]),
        )
        for each in json.loads(text)
    )


def _row(said: Said) -> dict[str, str]:
    return {
        "kind": said.kind.value,
        "start": said.start.isoformat(),
        "until": said.until.isoformat(),
        "category": said.category,
        "on": said.on.isoformat(),
    }
