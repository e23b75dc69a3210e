"""What was answered about months behind: one setting of the ledger, read into every book."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import convert, to_builtins

from jiebei_desktop.domain.events import Said
from jiebei_desktop.storage import settings
from jiebei_desktop.storage.rows import RowSource
from jiebei_desktop.storage.unit_of_work import UnitOfWork

KEY = "said_of_months"


def read(source: RowSource) -> tuple[Said, ...]:
    """Return all answers, in the order they were given."""
    return convert(settings.read(source, KEY, []), tuple[Said, ...])


def add(work: UnitOfWork, answers: Iterable[Said]) -> int:
    """Add the answers that are not there yet, and return how many were added."""
    known = read(work)
    new = [each for each in dict.fromkeys(answers) if each not in known]
    if new:
        settings.put(work, KEY, to_builtins([*known, *new]))
    return len(new)
