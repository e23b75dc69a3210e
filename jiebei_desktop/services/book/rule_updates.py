"""Rule data that a user adds to a ledger: published LPR fixings, the local 低保 standard.

They lie in the ledger, each as a step that can be undone, and are marked as entered by the user:
the shipped edition stays as it was released, and no network is needed to keep it in use.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from jiebei_desktop.domain.changes import Changes
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.rules import Fixing, Grade
from jiebei_desktop.services.keeping.session import Session
from jiebei_desktop.services.reference.fixings import (
    BY_USER,
    FIXINGS,
    LEAST_DIBAO,
    MOST_DIBAO,
    RuleRefused,
    Why,
    check_fixing,
    own_fixings,
    stored,
)
from jiebei_desktop.storage import household as rows
from jiebei_desktop.storage import settings


def add_fixing(session: Session, fixing: Fixing, as_of: date) -> Changes:
    """Add a published LPR to the ledger; one of the same day replaces it.

    Raises:
        RuleRefused: it cannot be a published fixing.
    """
    check_fixing(session.rules, fixing, as_of)
    known = {one.published: one for one in own_fixings(session.ledger.setting(FIXINGS))}
    known[fixing.published] = replace(fixing, source=BY_USER, grade=Grade.C)
    kept = [stored(known[day]) for day in sorted(known)]
    return session.history.run("add-fixing", lambda work: settings.put(work, FIXINGS, kept))


def set_dibao(session: Session, place: str, amount: Fen, day: date, as_of: date) -> Changes:
    """Set the local minimum standard per person and month, for the place people live in.

    Raises:
        RuleRefused: the household lives elsewhere, or it cannot be a published standard.
    """
    home = session.book(as_of).household
    if home.city and home.city != place:
        raise RuleRefused(Why.OTHER_PLACE, place=home.city)
    if day > as_of:
        raise RuleRefused(Why.FUTURE, day=day.isoformat())
    if not LEAST_DIBAO <= amount <= MOST_DIBAO:
        raise RuleRefused(Why.DIBAO_RANGE)
    people = replace(home, city=place, dibao_per_person=amount, dibao_as_of=day)
    return session.history.run("edit-household", lambda work: rows.set_household(work, people))
