"""What the page of changes in life shows."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from jiebei_desktop.analysis.prospect import Prospect
from jiebei_desktop.domain.events import LifeEvent
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.months import Month
from jiebei_desktop.domain.named_items import names_to_choose
from jiebei_desktop.services.picture import home_of, read
from jiebei_desktop.services.picture.life_questions import LifeQuestion, questions_of
from jiebei_desktop.services.picture.reading import OfReading
from jiebei_desktop.services.plans.life_trial import Trial

if TYPE_CHECKING:
    from jiebei_desktop.services.keeping.session import Session


BEHIND, AHEAD = 6, 14
"""Months shown behind and ahead of today, where no change lies further ahead."""
FURTHEST = 30
"""Months ahead that are shown at most."""
AFTER = 4
"""Months shown after the last change."""


class LifeLine(Struct, frozen=True, kw_only=True):
    """One change and its place in the order of days, from 1: noted, written now, or asked about."""

    number: int = 0
    day: date
    event: LifeEvent | None = None
    question: LifeQuestion | None = None
    draft: bool = False
    """It is being written and not saved."""
    names: tuple[str, ...] = ()
    """Recurring items of which its name is none: it counts for all of them, which is asked."""


class LifeFacts(OfReading, frozen=True, kw_only=True):
    """The ledger's values with the changes that are noted and those that are asked about."""

    home: Prospect
    questions: tuple[LifeQuestion, ...]

    def lines(
        self, old: LifeEvent | None = None, draft: LifeEvent | None = None
    ) -> tuple[LifeLine, ...]:
        """Return changes and questions in the order of their days, a change before a question.

        Args:
            old: the saved change that is being edited.
            draft: the change as typed, which stands in its place; None shows what is saved.
        """
        saved = [event for event in self.reading.book.events if draft is None or event != old]
        book = self.reading.book
        found = [
            LifeLine(day=event.start, event=event, names=names_to_choose(book, event))
            for event in saved
        ]
        if draft is not None:
            found.append(LifeLine(day=draft.start, event=draft, draft=True))
        found += [LifeLine(day=each.first.first, question=each) for each in self.questions]
        found.sort(key=lambda line: (line.day, line.event is None))
        return tuple(replace(line, number=number) for number, line in enumerate(found, 1))


class Timeline(Struct, frozen=True, kw_only=True):
    """Income month by month: what came, what is to come, and what a change would make of it."""

    as_of: date
    past: tuple[tuple[Month, Fen], ...]
    """Full months behind with what came in."""
    ahead: tuple[tuple[Month, Fen], ...]
    """The running month and those after it with the level reckoned with."""
    draft: tuple[tuple[Month, Fen], ...]
    """The same months with the change being written; empty where there is none."""
    living: Fen
    """What a usual month of living takes."""


def facts(session: Session, as_of: date) -> LifeFacts:
    """Read what the page shows."""
    reading = read(session, as_of)
    home = home_of(reading)
    return LifeFacts(reading=reading, home=home, questions=questions_of(home))


def timeline(known: LifeFacts, tried: Trial | None = None) -> Timeline:
    """Return income by month, with the change that was tried out beside it."""
    running = Month.of(known.as_of)
    days = [event.start for event in known.reading.book.events]
    days += [tried.event.start] if tried is not None else []
    last = max((Month.of(day).minus(running) + AFTER for day in days), default=0)
    reach = min(FURTHEST, max(AHEAD, last))
    since = running.plus(-BEHIND)

    def levels(home: Prospect) -> tuple[tuple[Month, Fen], ...]:
        return tuple((running.plus(place), home.income_at(place)) for place in range(reach + 1))

    return Timeline(
        as_of=known.as_of,
        past=tuple(
            (row.month, row.income) for row in known.home.rows if since <= row.month < running
        ),
        ahead=levels(known.home),
        draft=() if tried is None else levels(tried.home),
        living=known.home.living_usual,
    )
