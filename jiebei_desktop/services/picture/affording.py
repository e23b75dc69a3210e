"""What can be paid: the one place that knows how far back to read and what was answered.

Every page, command and paper asks here; nothing above the analysis calls the model itself.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from jiebei_desktop.analysis.prospect import Answers
from jiebei_desktop.analysis.prospect.history import KEEP
from jiebei_desktop.domain.household import Book
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.months import Month
from jiebei_desktop.domain.seen_bills import with_bills_seen
from jiebei_desktop.services.book.possessions import Possessions

if TYPE_CHECKING:
    from jiebei_desktop.analysis.afford_value import Affordability, Help
    from jiebei_desktop.analysis.course import MonthlyAmount
    from jiebei_desktop.analysis.prospect import Prospect
    from jiebei_desktop.domain.changes import Changes
    from jiebei_desktop.services.keeping.session import Session

ANSWERS = "affordability_answers"
"""Setting of the ledger: the questionnaire of a household with little history."""
CHOSEN = "chosen_payment_fen"
"""Setting of the ledger: the monthly payment the user decided on, in fen."""
PAYDAY = "payday"
"""Setting of the ledger: day of the month on which income comes, where no item says so."""
ASKED = ("income_low", "income_typical", "spending", "obligations", "festival_extra",
         "weeks_without_work")  # fmt: skip
"""Questions in the order they are asked; the last is in weeks a year, the others in fen."""
_NEEDED = frozenset({"income_low", "income_typical", "spending"})


def history(session: Session, as_of: date) -> Book:
    """Return the ledger's values with all the months that count; whole where they are silent.

    They are read once as long as nothing is written.
    """
    key = session.ledger.revision, as_of
    return session.books.of(key, lambda: _history(session, as_of))


def _history(session: Session, as_of: date) -> Book:
    book = session.book(Month.of(as_of).plus(-KEEP).first)
    seen = with_bills_seen(book if book.entries else session.book(), as_of)
    return replace(seen, payday=payday(session))


def beside_entries(session: Session, _as_of: date) -> Book:
    """Return the same without any entry."""
    return replace(session.book(date.max), payday=payday(session))


def answered(session: Session) -> dict[str, int]:
    """Return the questions answered so far, by name."""
    stored = Possessions(session).setting(ANSWERS) or {}
    return {name: stored[name] for name in ASKED if isinstance(stored.get(name), int)}


def answers_from(known: dict[str, int]) -> Answers | None:
    """Return the questionnaire for the model once income and spending are answered."""
    if not known.keys() >= _NEEDED:
        return None
    given: dict[str, Any] = dict(known)
    return Answers(**{name: given[name] for name in given if name in Answers.__struct_fields__})


def chosen_payment(session: Session) -> Fen | None:
    """Return the monthly payment the user decided on, None before that."""
    found = Possessions(session).setting(CHOSEN)
    return Fen(found) if isinstance(found, int) else None


def payday(session: Session) -> int | None:
    """Return the day of the month the user named for the next income, None before that."""
    found = Possessions(session).setting(PAYDAY)
    return found if isinstance(found, int) else None


def name_payday(session: Session, day: int) -> Changes:
    """Keep the day of the month on which income comes."""
    return Possessions(session).set_setting(PAYDAY, day)


def assessed(home: Prospect, seed: int = 0) -> Affordability:
    """Return what can be kept by a prospect that is known already."""
    from jiebei_desktop.analysis.affordability import assess

    return assess(home, seed)


def offered(found: Affordability) -> MonthlyAmount:
    """Return what can be promised a month in its terms, and what may stand before a cut."""
    from jiebei_desktop.analysis.course import MonthlyAmount

    half = found.first_term is not None and found.first_term.then is None
    later, past = found.offer_later or (0, 0), found.once_past
    return MonthlyAmount(
        found.offer or 0,
        *later,
        found.ceiling or 0,
        sure=not half,
        eased=(0, 0) if past is None else (past.months, past.payment),
    )


def asked_within(found: Affordability, plan: Fen | None, *, own: bool) -> MonthlyAmount:
    """Return what lenders are asked within: an own amount as it is, else what is offered."""
    from jiebei_desktop.analysis.course import MonthlyAmount

    return MonthlyAmount(plan or 0) if own or plan is None else offered(found)


def helps(home: Prospect, found: Affordability) -> tuple[Help, ...]:
    """Return what would give a number where the study of a household found none; else nothing."""
    from jiebei_desktop.analysis import affordability

    return () if found.reason is None else affordability.helps(home, found.seed, found.paths)


def reserve(home: Prospect) -> Fen:
    """Return the cash a household keeps whatever it pays."""
    from jiebei_desktop.analysis.affordability import reserve_of

    return reserve_of(home)
