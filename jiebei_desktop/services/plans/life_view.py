"""What the page of changes in life shows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from jiebei_desktop.domain.events import LifeEvent
from jiebei_desktop.services.picture import Reading, read
from jiebei_desktop.services.picture.affordability_view import answers_of
from jiebei_desktop.services.picture.life_questions import Asked, asked

if TYPE_CHECKING:
    from jiebei_desktop.services.keeping.session import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class LifeLine:
    """One change and its place in the order of days, from 1: noted, or still asked about."""

    number: int = 0
    day: date
    event: LifeEvent | None = None
    question: Asked | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LifeFacts:
    """The ledger's values with the changes that are noted and those that are asked about."""

    reading: Reading
    questions: tuple[Asked, ...]

    @property
    def as_of(self) -> date:
        """The day of reckoning."""
        return self.reading.as_of

    @property
    def lines(self) -> tuple[LifeLine, ...]:
        """Changes and questions in the order of their days, a change before a question."""
        found = [LifeLine(day=event.start, event=event) for event in self.reading.book.events]
        found += [LifeLine(day=each.first.first, question=each) for each in self.questions]
        found.sort(key=lambda line: (line.day, line.event is None))
        return tuple(replace(line, number=number) for number, line in enumerate(found, 1))


def facts(session: Session, as_of: date) -> LifeFacts:
    """Read what the page shows."""
    reading = read(session, as_of)
    return LifeFacts(
        reading=reading, questions=asked(reading.book, as_of, answers_of(reading.means))
    )
