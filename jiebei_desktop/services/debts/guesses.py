"""Debts that were only told of, and what the lender's page puts in their place."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from jiebei_desktop.domain.changes import Changes
from jiebei_desktop.domain.debts import Debt, DebtId
from jiebei_desktop.domain.money import ZERO, Fen, yuan
from jiebei_desktop.domain.months import add_months
from jiebei_desktop.domain.standing import next_due
from jiebei_desktop.services.debts import estimates
from jiebei_desktop.services.debts.debt_book import Debts, remove
from jiebei_desktop.services.debts.phone_page import Found, blank, read
from jiebei_desktop.services.keeping.session import Session
from jiebei_desktop.storage import debts as rows
from jiebei_desktop.storage.unit_of_work import UnitOfWork

MONTHS_GUESSED = 12
"""Instalments of other debts of which only the monthly sum is known (house rule)."""
OTHERS = "other"
"""Product of the debt that stands for all that nobody has listed yet."""


class Guess(Struct, frozen=True, kw_only=True):
    """A debt of the ledger with estimates in it: what a page can take the place of."""

    debt: DebtId
    name: str
    product: str
    monthly: Fen
    likely: bool
    """Whether even its amount or day was guessed, so that a page surely knows better."""


def guesses(session: Session, as_of: date) -> tuple[Guess, ...]:
    """Return the debts that stand in for others or for a page nobody has looked at yet."""
    noted = estimates.all_estimated(session)
    found = []
    for debt in session.ledger.debts():
        names = noted.get(debt.id, ())
        if names and not debt.payments:
            due = next_due(debt, as_of)
            found.append(
                Guess(
                    debt=debt.id,
                    name=debt.name,
                    product=debt.product,
                    monthly=due.amount if due else ZERO,
                    likely=bool({"amount", "first_due"} & set(names)),
                )
            )
    return tuple(found)


def in_place_of(known: Sequence[Guess], product: str) -> Guess | None:
    """Return the guess that a page of a product may take the place of."""
    own = [one for one in known if one.product == product]
    others = [one for one in known if one.product == OTHERS and one.likely]
    return next(iter(own or others), None)


def stand_in(session: Session, as_of: date) -> Guess | None:
    """Return the guess that stands for all debts nobody had listed, None where there is none."""
    found = (one for one in guesses(session, as_of) if one.product == OTHERS and one.likely)
    return next(found, None)


def keep(
    session: Session, found: Found, as_of: date, instead: Guess | None = None
) -> tuple[DebtId, Changes]:
    """Add the debt with a free id and note its estimates, as one step.

    Args:
        session: the ledger.
        found: a page that gave a debt.
        as_of: the day of the page.
        instead: the guess it takes the place of: one of its own product goes, the one that
            stands for all others gets smaller by this instalment, or goes with the last of it.

    Raises:
        ValueError: the page gave no debt.
    """
    debt = found.debt
    if debt is None:
        raise ValueError(found.problems)
    monthly = ZERO if found.check is None else found.check.due_shown
    rest = None if instead is None else _rest(instead, monthly, as_of)
    leaving = instead.debt if instead is not None and rest is None else None
    made = Debts(session).newcomer(debt, leaving)

    def write(work: UnitOfWork) -> None:
        if leaving is not None:
            remove(work, leaving)
        elif instead is not None and rest is not None:
            rows.replace(work, instead.debt, replace(rest, id=instead.debt))
        rows.add(work, made)
        estimates.note(work, made.id, found.noted)

    return made.id, session.history.run("add-debt", write)


def left_of(guess: Guess, product: str, monthly: Fen) -> Fen:
    """Return what a guess still stands for a month beside a debt of a product."""
    own = guess.product == product
    return ZERO if own else Fen(max(0, guess.monthly - monthly))


def whole_of(monthly: Fen) -> Fen:
    """Return what is taken to be owed where only the monthly sum is known."""
    return Fen(monthly * MONTHS_GUESSED)


def _rest(guess: Guess, monthly: Fen, as_of: date) -> Debt | None:
    left = left_of(guess, "", monthly)
    if guess.product != OTHERS or not left:
        return None
    draft = replace(
        blank(guess.product, guess.name),
        total=yuan(whole_of(left)),
        due=yuan(left),
        due_on=add_months(as_of, 1),
    )
    return read(draft, as_of).debt
