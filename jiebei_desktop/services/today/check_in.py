"""Five minutes a week: what is at hand, what was paid, what changed.

All that is answered is written as one step; an empty answer is one, too: nothing changed.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from msgspec import Struct

from jiebei_desktop.domain.debts import Debt, DebtId, Payment
from jiebei_desktop.domain.events import LifeEvent
from jiebei_desktop.domain.household import Book, Cash, newest_readings
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.standing import owed
from jiebei_desktop.domain.urgency import urgency
from jiebei_desktop.storage import debts as stored_debts
from jiebei_desktop.storage import household as stored_household
from jiebei_desktop.storage import settings
from jiebei_desktop.storage.events import EVENTS

if TYPE_CHECKING:
    from jiebei_desktop.domain.changes import Changes
    from jiebei_desktop.services.keeping.session import Session
    from jiebei_desktop.storage.unit_of_work import UnitOfWork

DONE = "checked_in_on"
"""Setting of the ledger: the day of the last check-in."""
STEP = "check-in"
EVERY = timedelta(days=7)
MOST_DEBTS = 6
"""Debts that are asked about, the most urgent first."""


class DebtAsked(Struct, frozen=True, kw_only=True):
    """One debt that may have been paid since."""

    debt: Debt
    owed: Fen
    arrears: Fen
    late_unsaid: bool
    due: date | None
    amount: Fen
    """What is late, else what falls due next."""


class CheckInQuestions(Struct, frozen=True, kw_only=True):
    """What the three questions are about."""

    places: tuple[Cash, ...]
    """The newest reading of each place where money is at hand."""
    debts: tuple[DebtAsked, ...]


class CheckInAnswers(Struct, frozen=True, kw_only=True):
    """What was filled in."""

    cash: tuple[Cash, ...] = ()
    payments: tuple[tuple[DebtId, Payment], ...] = ()
    event: LifeEvent | None = None


def questions(book: Book, as_of: date) -> CheckInQuestions:
    """Return the places and debts to ask about."""
    states = [(debt, owed(debt, as_of)) for debt in book.debts]
    owing = sorted((one for one in states if one[1].parts.total), key=lambda one: urgency(*one))
    asked = [
        DebtAsked(
            debt=debt,
            owed=stand.parts.total,
            arrears=stand.arrears,
            late_unsaid=stand.late_unsaid,
            due=stand.next_due,
            amount=stand.arrears or stand.next_amount,
        )
        for debt, stand in owing[:MOST_DEBTS]
    ]
    return CheckInQuestions(places=newest_readings(book.cash, as_of), debts=tuple(asked))


def last_look(session: Session, book: Book, as_of: date) -> date | None:
    """Return the day of the last look where it is more than a week ago; None where it is not.

    A reading of cash is a look, too. A ledger without either is not asked: it is being set up.
    """
    found = session.ledger.setting(DONE)
    days = [reading.as_of for reading in book.cash if reading.as_of <= as_of]
    if isinstance(found, str):
        days.append(date.fromisoformat(found))
    newest = max(days, default=None)
    return newest if newest is not None and as_of - newest >= EVERY else None


def finish(session: Session, answers: CheckInAnswers, as_of: date) -> Changes:
    """Write all answers, and that somebody looked, as one step."""

    def write(work: UnitOfWork) -> None:
        for reading in answers.cash:
            stored_household.set_cash(work, reading)
        for debt, payment in answers.payments:
            stored_debts.pay(work, debt, payment)
        if answers.event is not None:
            EVENTS.insert(work, answers.event)
        settings.put(work, DONE, as_of.isoformat())

    return session.history.run(STEP, write)
