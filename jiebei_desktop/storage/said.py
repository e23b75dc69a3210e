"""What was answered about months behind: one setting of the ledger, read into every book."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from jiebei_desktop.domain.events import Said, SaidKind
from jiebei_desktop.storage import settings
from jiebei_desktop.storage.rows import RowSource
from jiebei_desktop.storage.unit_of_work import UnitOfWork

KEY = "said_of_months"


def read(source: RowSource) -> tuple[Said, ...]:
    """Return all answers, in the order they were given."""
    return _answers(settings.read(source, KEY, []))


def add(work: UnitOfWork, answers: Iterable[Said]) -> int:
    """Add the answers that are not there yet, and return how many were added."""
    known = read(work)
    new = [each for each in dict.fromkeys(answers) if each not in known]
    if new:
        settings.put(work, KEY, [_row(each) for each in (*known, *new)])
    return len(new)


def _answers(kept: Iterable[dict[str, str]]) -> tuple[Said, ...]:
    return tuple(
        Said(
            kind=SaidKind(each["kind"]),
            start=date.fromisoformat(each["start"]),
            until=date.fromisoformat(each["until"]),
            category=each["category"],
            on=date.fromisoformat(each["on"]),
        )
        for each in kept
    )


def _row(said: Said) -> dict[str, str]:
    return {
        "kind": said.kind.value,
        "start": said.start.isoformat(),
        "until": said.until.isoformat(),
        "category": said.category,
        "on": said.on.isoformat(),
    }
