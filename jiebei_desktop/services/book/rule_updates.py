"""Rule data that a user adds to a ledger: a signed file, published LPR fixings, the local 低保.

They lie in the ledger, each as a step that can be undone; what was typed is marked as entered by
the user. The shipped edition stays as it was released, and no network is needed to keep it in use.
"""

from __future__ import annotations

from datetime import date

from msgspec.structs import replace

from jiebei_desktop.domain.changes import Changes
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.rules import Fixing, Grade
from jiebei_desktop.services.keeping.session import Session
from jiebei_desktop.services.reference import rulebook, rules_file
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
from jiebei_desktop.services.reference.rules_file import RulesFile
from jiebei_desktop.storage import household as rows
from jiebei_desktop.storage import settings
from jiebei_desktop.storage.unit_of_work import UnitOfWork


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


def open_file(session: Session, content: bytes, as_of: date) -> tuple[Changes, RulesFile]:
    """Take the rule data of a signed file into the ledger, in the place of an earlier file's.

    An LPR that was typed for a day the file knows, too, gives way to the signed one.

    Raises:
        RuleRefused: the signature, the dates or the figures are not as they must be.
    """
    found = rules_file.read(content)
    known = edition(session)
    rules_file.check(found, rulebook.load(), known, as_of)
    published = {fixing.published for fixing in found.fixings}
    typed = own_fixings(session.ledger.setting(FIXINGS))
    kept = [stored(one) for one in typed if one.published not in published]

    def write(work: UnitOfWork) -> None:
        settings.put(work, rules_file.KEPT, found.text)
        if len(kept) < len(typed):
            settings.put(work, FIXINGS, kept)

    return session.history.run("open-rules", write), found


def edition(session: Session) -> date:
    """Return the day of the rule data in use: of the file that was opened, else as shipped."""
    kept = rules_file.kept(session.ledger.setting(rules_file.KEPT))
    shipped = rulebook.load().as_of
    return shipped if kept is None else max(shipped, kept.edition)


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
