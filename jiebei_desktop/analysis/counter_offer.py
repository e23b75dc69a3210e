"""An offer typed in while on the phone: does it fit, what does it cost, what to ask back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from jiebei_desktop.analysis.affordability import Futures, assess
from jiebei_desktop.analysis.ask import claim_of
from jiebei_desktop.analysis.concession import Concession, mildest
from jiebei_desktop.analysis.dues import moved_due_day
from jiebei_desktop.analysis.forecast import forecast
from jiebei_desktop.analysis.prospect import prospect
from jiebei_desktop.analysis.stress import miss_odds
from jiebei_desktop.domain.accrual import owed
from jiebei_desktop.domain.debts import Debt
from jiebei_desktop.domain.household import Book
from jiebei_desktop.domain.irr import AmbiguousFlows, effective, monthly_irr, nominal
from jiebei_desktop.domain.money import ZERO, Fen
from jiebei_desktop.domain.months import Month, add_months
from jiebei_desktop.domain.rules import RuleBook

_PATHS = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class CounterOffer:
    """What was offered: an amount a month, how often, and from when."""

    amount: Fen
    periods: int
    first: date
    others: Fen = ZERO
    """Monthly payments already promised to other creditors."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CounterAnswer:
    """What an offer means for the household."""

    fits: bool
    """The payment, with what is promised to others, is within the recommended amount."""
    is_tight: bool
    """It is above the recommended amount but not above the ceiling."""
    affordable: Fen | None
    """What is left of the recommended amount for this creditor."""
    p_break: Decimal
    """Share of futures in which the plan breaks within twelve months."""
    breaks_in: Month | None
    """First month in which cautious money runs short; None within the year."""
    nominal: Decimal | None
    effective: Decimal | None
    """True yearly cost of paying later what is owed now; None when flows have no rate."""
    total_paid: Fen
    cost: Fen
    """Beyond what is owed today; negative is a waiver."""
    capitalised: Fen
    """Interest, penalty and fees that would be paid on top of the principal."""
    last: date
    ask_back: Concession | None
    """The mildest terms the affordable amount carries; None when the offer fits or nothing does."""
    ask_day: int | None
    """Due day to ask for when the first date falls before the money arrives."""


def answer(
    book: Book, debt: Debt, offer: CounterOffer, as_of: date, rules: RuleBook, seed: int = 0
) -> CounterAnswer:
    """Return what an offer means, fast enough for a telephone call.

    Args:
        book: the ledger's values.
        debt: the debt the offer is about.
        offer: the three numbers, and what is promised to others.
        as_of: today.
        rules: for the longest term that can be asked back.
        seed: the same seed gives the same answer.
    """
    home = prospect(book, as_of)
    afford = assess(home, seed, _PATHS)
    whole = Fen(offer.amount + offer.others)
    _, _, p_break, _ = miss_odds(Futures.draw(home, seed, _PATHS), whole)
    fits = afford.recommended is not None and whole <= afford.recommended
    room = _room(afford.recommended, offer.others)
    state = owed(debt, as_of)
    rates = _rates(state.parts.total, offer)
    short = forecast(book, as_of, 12, whole, seed).cautious_short_from
    paid = offer.amount * offer.periods
    return CounterAnswer(
        fits=fits,
        is_tight=not fits and afford.ceiling is not None and whole <= afford.ceiling,
        affordable=room,
        p_break=p_break,
        breaks_in=None if short is None else Month.of(short),
        nominal=rates[0],
        effective=rates[1],
        total_paid=Fen(paid),
        cost=Fen(paid - state.parts.total),
        capitalised=Fen(max(0, paid - state.parts.principal)),
        last=add_months(offer.first, offer.periods - 1),
        ask_back=None if fits or not room else mildest(claim_of(debt, state, as_of, rules), room),
        ask_day=moved_due_day(book, offer.first),
    )


def _room(recommended: Fen | None, others: Fen) -> Fen | None:
    """Return what is left of the recommended amount beside what others are promised."""
    return None if recommended is None else Fen(max(0, recommended - others))


def _rates(total: Fen, offer: CounterOffer) -> tuple[Decimal | None, Decimal | None]:
    """Return simple and compound yearly cost of the offer against what is owed today.

    None where the flows have no rate, or one payment already exceeds all that is owed.
    """
    if offer.amount >= total:
        return None, None
    try:
        monthly = monthly_irr([total, *([-offer.amount] * offer.periods)])
    except AmbiguousFlows:
        return None, None
    return nominal(monthly), effective(monthly)
