"""What a row is: exactly one kind, one reason, and what it does to debts."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from jiebei_desktop.domain.money import ZERO, Fen


class Kind(StrEnum):
    """The closed list of kinds a row can have."""

    INCOME = "income"
    INCOME_INTEREST = "income_interest"
    EXPENSE = "expense"
    REFUND = "refund"
    DEBT_DRAW = "debt_draw"
    DEBT_REPAY = "debt_repay"
    TRANSFER = "transfer"
    NEUTRAL_NOT_MINE = "neutral_not_mine"
    IGNORED_UNPAID = "ignored_unpaid"
    IGNORED_FAILED = "ignored_failed"
    IGNORED_CLOSED = "ignored_closed"
    IGNORED_ZERO = "ignored_zero"
    REVIEW = "review"

    __hash__ = str.__hash__  # asked several times for every row; an enum's own is slow


BOOKED = frozenset(
    {
        Kind.INCOME,
        Kind.INCOME_INTEREST,
        Kind.EXPENSE,
        Kind.REFUND,
        Kind.DEBT_DRAW,
        Kind.DEBT_REPAY,
    }
)
NEUTRAL = frozenset({Kind.TRANSFER, Kind.NEUTRAL_NOT_MINE})
IGNORED = frozenset(
    {Kind.IGNORED_UNPAID, Kind.IGNORED_FAILED, Kind.IGNORED_CLOSED, Kind.IGNORED_ZERO}
)

PAYER_UNKNOWN = "payer_unknown"
"""The reason of money in that waits, since neither who paid it nor what for is said."""


class Verdict(NamedTuple):
    """The judgement of one row."""

    kind: Kind
    reason: str
    """Code that ``text.importing`` words."""
    debts: tuple[tuple[str, Fen], ...] = ()
    """Products and the change of what is owed on them; plus is more owed."""
    fee: Fen = ZERO
    """Fee contained in a transfer, an expense of its own."""
    product: str = ""
    """The product of a missed repayment, which moves no money."""
    lender: str = ""
    """The counterparty to ask about, when the row may be borrowing or repaying."""
    parts: tuple[Fen, ...] = ()
    """Principal, interest, penalty and fees of a repayment whose paper prints them; else empty."""


def plain(kind: Kind, reason: str) -> Verdict:
    """Return the verdict without debts; equal ones share one object."""
    made = _PLAIN.get((kind, reason))
    if made is None:
        made = _PLAIN[kind, reason] = Verdict(kind, reason)
    return made


_PLAIN: dict[tuple[Kind, str], Verdict] = {}


CARD_COST, CARD_INTEREST = "card_cost", "card_interest"
"""Reasons of what credit itself charges: no living cost, and no money between accounts."""


def cost_of(change: tuple[tuple[str, Fen], ...], *, interest: bool) -> Verdict:
    """Return interest or a fee that credit itself charges or gives back: the debt's own cost."""
    return Verdict(Kind.TRANSFER, CARD_INTEREST if interest else CARD_COST, change)


def review(reason: str) -> Verdict:
    """Return a verdict that asks a person."""
    return plain(Kind.REVIEW, reason)
