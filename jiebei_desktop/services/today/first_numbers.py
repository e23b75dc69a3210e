"""The first handful of numbers, kept in the ledger as estimates until something better is known.

Income and living become the questionnaire, which the ledger's own months replace; Jiebei and all
other debts become two debts with usual terms; the cash is a reading. What was not told is kept as
not known: nothing is written for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from jiebei_desktop.domain.affordability import LEAN_INCOME, days_of_cash
from jiebei_desktop.domain.debts import Debt, DebtId
from jiebei_desktop.domain.household import Book, Cash
from jiebei_desktop.domain.money import ZERO, Fen, half_up, yuan
from jiebei_desktop.domain.months import add_months
from jiebei_desktop.domain.standing import WINDOW_DAYS

if TYPE_CHECKING:
    from jiebei_desktop.domain.changes import Changes
    from jiebei_desktop.services.keeping.session import Session
    from jiebei_desktop.storage.unit_of_work import UnitOfWork

FIRST = "first_numbers"
"""Setting of the ledger: what was told on the first evening, in fen, with its day."""
_DUES = ("jiebei_due", "others_monthly")
AMOUNTS = ("take_home", "necessary", "jiebei_owed", "jiebei_due", "others_monthly", "cash")


class FirstNumbers(Struct, frozen=True, kw_only=True):
    """What was told, in fen a month or in all; None is not known yet."""

    take_home: Fen | None = None
    necessary: Fen | None = None
    jiebei_owed: Fen | None = None
    jiebei_due: Fen | None = None
    others_monthly: Fen | None = None
    cash: Fen | None = None
    due_on: date | None = None
    """Day on which Jiebei's next payment is due; in the past where it is late."""

    @property
    def empty(self) -> bool:
        """Return whether nothing was told."""
        return all(getattr(self, name) is None for name in AMOUNTS)

    @property
    def gives_range(self) -> bool:
        """Return whether income and living costs were told, without which there is no range."""
        return self.take_home is not None and self.necessary is not None

    @property
    def missing(self) -> tuple[str, ...]:
        """Return the names of what was not told."""
        return tuple(name for name in AMOUNTS if getattr(self, name) is None)

    @property
    def due_within(self) -> Fen | None:
        """Return Jiebei's instalment; no more than is owed in all can be due."""
        owed, due = self.jiebei_owed, self.jiebei_due
        return min(due, owed) if due is not None and owed else due

    @property
    def amounts(self) -> dict[str, Fen | None]:
        """Return the amounts by name."""
        return {name: getattr(self, name) for name in AMOUNTS}


class Names(Struct, frozen=True, kw_only=True):
    """What the ledger calls the parts, in the user's language."""

    jiebei: str
    others: str
    cash: str


class FirstRange(Struct, frozen=True, kw_only=True):
    """The first honest answer from a handful of numbers, in fen a month."""

    low: Fen
    """The floor of what can be kept; 0 where no number is possible."""
    high: Fen
    """Its ceiling."""
    required: Fen | None
    """What the debts that were told ask for in the next month; None while none was told."""
    complete: bool
    """Whether both Jiebei and the others were told, so that the range may be held against them."""
    cash_days: int | None
    """Days of necessary living the cash at hand covers; None while the cash was not told."""

    @property
    def short(self) -> Fen:
        """What the required amount exceeds the upper end by; 0 when it does not."""
        return Fen(max(0, (self.required or 0) - self.high))


def first_range(told: FirstNumbers, as_of: date) -> FirstRange | None:
    """Return the range of what was told, None while income or living costs are missing.

    It is the floor and the ceiling that the ledger tells once the numbers are kept in it: the same
    reckoning, of the same answers. It draws futures, a tenth of a second of them.
    """
    if told.take_home is None or told.necessary is None:
        return None
    from jiebei_desktop.analysis.prospect import prospect
    from jiebei_desktop.services.picture.affording import answers_from, assessed

    cash = () if told.cash is None else (Cash(name="", amount=told.cash, as_of=as_of),)
    home = prospect(Book(cash=cash), as_of, answers_from(_answers(told)))
    found = assessed(home)
    known = [fen for fen in (told.due_within, told.others_monthly) if fen is not None]
    return FirstRange(
        low=found.floor or ZERO,
        high=found.ceiling or ZERO,
        required=Fen(sum(known)) if known else None,
        complete=len(known) == len(_DUES),
        cash_days=None if told.cash is None else days_of_cash(told.cash, told.necessary),
    )


def keep(session: Session, told: FirstNumbers, names: Names, as_of: date) -> Changes:
    """Write what was told as one step.

    Args:
        session: a ledger without debts.
        told: the numbers.
        names: of the debts and the place of the cash.
        as_of: the day they were told.
    """
    from jiebei_desktop.services.debts import estimates
    from jiebei_desktop.services.picture.affording import ANSWERS
    from jiebei_desktop.storage import debts as debt_rows
    from jiebei_desktop.storage import household as household_rows
    from jiebei_desktop.storage import settings

    def write(work: UnitOfWork) -> None:
        settings.put(work, FIRST, {**told.amounts, "on": as_of.isoformat()})
        if told.take_home is not None or told.necessary is not None:
            settings.put(work, ANSWERS, _answers(told))
        if told.cash is not None:
            reading = Cash(name=names.cash, amount=told.cash, as_of=as_of)
            household_rows.set_cash(work, reading)
        for debt, guessed in _debts(told, names, as_of):
            debt_rows.add(work, debt)
            estimates.note(work, debt.id, guessed)

    return session.history.run("first-numbers", write)


def told(session: Session) -> FirstNumbers | None:
    """Return what was told on the first evening, None where nothing was."""
    found = session.ledger.setting(FIRST)
    if not isinstance(found, dict):
        return None
    known: dict[str, Any] = {name: found.get(name) for name in AMOUNTS}
    return FirstNumbers(**known)


def _answers(told: FirstNumbers) -> dict[str, int]:
    """Return the questionnaire: a lean month stands in where only the usual one is known."""
    found: dict[str, int] = {}
    if told.take_home is not None:
        found["income_typical"] = told.take_home
        found["income_low"] = half_up(told.take_home * LEAN_INCOME)
    if told.necessary is not None:
        found["spending"] = told.necessary
    return found


def _debts(told: FirstNumbers, names: Names, as_of: date) -> Iterator[tuple[Debt, tuple[str, ...]]]:
    """Yield the debts that were told of, with what is an estimate in each."""
    from jiebei_desktop.services.debts import guesses

    soon, due_on = as_of + timedelta(days=WINDOW_DAYS), told.due_on
    guessed = () if due_on is not None else ("first_due",)
    found = (
        ("jiebei", names.jiebei, told.jiebei_owed, told.due_within, due_on or soon, guessed),
        (guesses.OTHERS, names.others, None, told.others_monthly, soon, ("first_due",)),
    )
    for product, name, whole, due, day, day_guessed in found:
        total = whole or (due and guesses.whole_of(due))
        if total:
            made, usual = _debt(product, name, (total, due or ZERO), (as_of, day))
            unsure = () if whole else ("amount",)
            yield made, (*usual, *(day_guessed if due else ()), *unsure)


def _debt(
    product: str, name: str, amounts: tuple[Fen, Fen], days: tuple[date, date]
) -> tuple[Debt, tuple[str, ...]]:
    """Return a debt by the page of its app; without a known instalment it has no plan yet."""
    from jiebei_desktop.services.debts import phone_page

    total, due = amounts
    as_of, due_on = days
    draft = replace(phone_page.blank(product, name), total=yuan(total))
    if due:
        missed = Fen(due * _missed(due_on, as_of))
        draft = replace(draft, due=yuan(min(total, missed or due)), due_on=due_on, late=missed > 0)
        if missed > due:
            draft = replace(draft, following=yuan(due))
    found = phone_page.read(draft, as_of, undated=not due)
    if found.debt is None:
        raise ValueError(found.problems)
    return replace(found.debt, id=DebtId(f"{product}1")), found.noted


def _missed(first: date, as_of: date) -> int:
    """Return how many monthly instalments are late where the first of them is: all since."""
    return next(months for months in count() if add_months(first, months) >= as_of)
