"""What the affordability page shows: the numbers, how they come about, and three strains."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from jiebei_desktop.analysis.afford_value import Odds
from jiebei_desktop.analysis.prospect import Answers
from jiebei_desktop.domain.household import Book, EntryKind
from jiebei_desktop.domain.money import Fen, half_up
from jiebei_desktop.domain.named_items import items_of
from jiebei_desktop.domain.recurring import is_active, monthly_share
from jiebei_desktop.services.book.possessions import Possessions
from jiebei_desktop.services.picture import affording
from jiebei_desktop.services.picture.affording import ANSWERS, ASKED, CHOSEN, chosen_payment

if TYPE_CHECKING:
    from jiebei_desktop.analysis.afford_value import Affordability
    from jiebei_desktop.analysis.risk import Futures
    from jiebei_desktop.domain.changes import Changes
    from jiebei_desktop.services.keeping.session import Session

SHORT_HISTORY = 3
"""Full months from which the ledger speaks for itself."""
PAUSE = 3
"""Months an income is taken to stop for."""
RENT_UP = Fen(20_000)
STRAIN_PATHS = 4000


class AffordFacts(Struct, frozen=True, kw_only=True):
    """What is known without simulating."""

    as_of: date
    book: Book
    answers: dict[str, int]
    """Questions answered so far, by name."""
    chosen: Fen | None

    @property
    def empty(self) -> bool:
        """Return whether nothing at all is known of the household's money."""
        return not (self.book.entries or self.book.recurring or self.answers)

    @property
    def missing(self) -> int:
        """Return how many questions are open."""
        return sum(name not in self.answers for name in ASKED)


class Strain(Struct, frozen=True, kw_only=True):
    """One strain in numbers."""

    code: str
    """part_stops, income_less, reserve or rent_up."""
    name: str
    """Of the income that stops; otherwise empty."""
    amount: Fen
    """Monthly income that stops, cash saved first, or rise of the rent."""
    odds: Odds | None
    """Both odds of the payment then; None where the strain answers by an amount."""
    recommended: Fen | None = None
    """The safe payment under the strain, for rent_up."""


def facts(session: Session, as_of: date, *, entries: bool = True) -> AffordFacts:
    """Read what the numbers are computed from, or what stands beside the entries."""
    history = affording.history if entries else affording.beside_entries
    return AffordFacts(
        as_of=as_of,
        book=history(session, as_of),
        answers=affording.answered(session),
        chosen=chosen_payment(session),
    )


def answers_of(known: AffordFacts) -> Answers | None:
    """Return the questionnaire for the model once income and spending are answered."""
    return affording.answers_from(known.answers)


def strains(known: AffordFacts, found: Affordability, payment: Fen) -> tuple[Strain, ...]:
    """Simulate a payment under the three strains.

    The income part that stops is the smallest that recurs beside another; with only one income,
    a fifth of all income is missing instead. Cash saved first is what lacks to the reserve.
    """
    from jiebei_desktop.analysis.prospect import prospect
    from jiebei_desktop.analysis.risk import EVERY, Futures

    home = prospect(known.book, known.as_of, answers_of(known))
    futures = Futures.draw(home, found.seed, STRAIN_PATHS)
    name, part = smallest_income(known.book, known.as_of)
    less = part or half_up(Fraction(home.income_usual, 5))
    stopped = futures.paths.income.copy()
    stopped[:PAUSE] = (stopped[:PAUSE] - less / 100).clip(min=0)
    poorer = replace(futures, paths=replace(futures.paths, income=stopped))
    missing = max(found.reserve - home.cash, 0) // 10_000 * 10_000 or found.reserve
    richer = replace(futures, cash=futures.cash + missing / 100)
    dearer = replace(
        futures, paths=replace(futures.paths, routine=futures.paths.routine + RENT_UP / 100)
    )
    band = dearer.risk(EVERY).band()
    code = "part_stops" if part else "income_less"
    return (
        Strain(code=code, name=name, amount=less, odds=_odds(poorer, payment, futures)),
        Strain(code="reserve", name="", amount=Fen(missing), odds=_odds(richer, payment)),
        Strain(code="rent_up", name="", amount=RENT_UP, odds=None, recommended=band.recommended),
    )


def smallest_income(book: Book, as_of: date) -> tuple[str, Fen]:
    """Return the smallest of several recurring incomes a month, nothing when there is one."""
    parts = sorted(
        (monthly_share(item), item.name)
        for item in items_of(book)
        if item.kind is EntryKind.INCOME and is_active(item, as_of)
    )
    return (parts[0][1], parts[0][0]) if len(parts) > 1 else ("", Fen(0))


def choose(session: Session, payment: Fen | None) -> Changes:
    """Keep the monthly payment the user decided on; None takes the recommended one again."""
    return Possessions(session).set_setting(CHOSEN, None if payment is None else int(payment))


def keep_answers(session: Session, answers: dict[str, int]) -> Changes:
    """Keep the questionnaire; an empty one is taken away."""
    return Possessions(session).set_setting(ANSWERS, answers or None)


def adjust_people(
    session: Session, members: int, dibao: Fen | None, dibao_as_of: date | None, kind: str
) -> Changes:
    """Change the facts about the people that the numbers depend on."""
    now = session.book().household
    told = now.children_born
    return Possessions(session).set_household(
        replace(
            now,
            members=members,
            children_born=None if told is not None and len(told) >= members else told,
            dibao_per_person=dibao,
            dibao_as_of=dibao_as_of if dibao is not None else None,
            income_kind=kind,
        )
    )


def _odds(futures: Futures, payment: Fen, base: Futures | None = None) -> Odds:
    """Return both odds of a payment within the horizon."""
    from jiebei_desktop.analysis.stress import miss_odds

    late, broken, _ = miss_odds(futures, payment, base)
    return Odds(late_once_12=late, broken_12=broken)
