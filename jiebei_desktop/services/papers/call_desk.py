"""What one needs at hand when a lender calls: who, which contract, what to say and what to refuse.

Everything is gathered once, before one speaks; what the other side offers is then answered with
`analysis.counter_offer` alone, at every key.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from math import ceil

from jiebei_desktop.analysis.counter_offer import (
    CounterAnswer,
    CounterOffer,
    Footing,
    Verdict,
    answer,
)
from jiebei_desktop.analysis.dues import pay_day
from jiebei_desktop.domain.accrual import Owed
from jiebei_desktop.domain.debts import PROTECTED, Debt, DebtId, Priority, Stage
from jiebei_desktop.domain.household import Household
from jiebei_desktop.domain.money import ZERO, Fen
from jiebei_desktop.domain.urgency import urgency
from jiebei_desktop.services.keeping.session import Session
from jiebei_desktop.services.negotiation.case_proposals import even_payment
from jiebei_desktop.services.papers.letters.situation import Situation, situation
from jiebei_desktop.services.picture import LaneName, Picture, Rates, picture
from jiebei_desktop.services.picture.lanes import plan_days

__all__ = [
    "Basis", "CallAsk", "CallDesk", "Caller", "CounterAnswer", "CounterOffer", "Demand", "Verdict",
    "answer", "call_desk", "instalment_at",
]  # fmt: skip
_TEN = 1_000
_LONGEST = 600


class Demand(StrEnum):
    """What the other side says most often, in the order of the digits 1 to 8."""

    ALL_AT_ONCE = "all_at_once"
    PART_TODAY = "part_today"
    SUE = "sue"
    FAMILY = "family"
    GUARANTOR = "guarantor"
    SIGN_FIRST = "sign_first"
    NO_SUCH_PLAN = "no_such_plan"
    NAME_A_DAY = "name_a_day"


class Basis(StrEnum):
    """Why this amount is the one to name."""

    SHARE = "share"
    """This lender's part of what can be kept."""
    AGREED = "agreed"
    """An agreement runs and is kept."""
    CONTRACT = "contract"
    """The contract can be kept as it is."""
    NONE = "none"
    """There is no amount to promise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CallAsk:
    """The three figures of a call, a month, in fen."""

    basis: Basis
    amount: Fen | None
    """To name first; None where there is none."""
    periods: int | None
    """How often it is paid; None where it does not bring the debt down, or is not asked for."""
    first: date
    """The first day on which it is paid."""
    at_most: Fen | None
    """Above this the promise would not be kept."""
    at_least: Fen
    """A month's interest to the next whole yuan: below it the debt grows; 0 where none runs."""

    @property
    def grows(self) -> bool:
        """Return whether the amount does not even pay the interest."""
        return self.amount is not None and self.amount < self.at_least


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """One lender that may be on the telephone."""

    debt: DebtId
    name: str
    overdue_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CallDesk:
    """One lender's call on one day."""

    as_of: date
    callers: tuple[Caller, ...]
    """All lenders with something owed but relatives, most urgent first."""
    debt: Debt
    stand: Owed
    household: Household
    ask: CallAsk
    footing: Footing
    other_lenders: int
    """How many share what can be kept beside this one."""

    @property
    def contract_tail(self) -> str:
        """Return the last four characters of the contract number, empty where none is known."""
        return self.debt.contract_no[-4:]


def call_desk(session: Session, as_of: date, chosen: DebtId | None = None) -> CallDesk | None:
    """Gather what a call needs, for the chosen lender or the most urgent; None without one.

    Raises:
        KeyError: there is no such debt.
    """
    stands = {stand.debt: stand for stand in session.owed(as_of)}
    owing = [
        debt
        for debt in session.ledger.debts()
        if stands[debt.id].parts.total > 0 and debt.priority is not Priority.FAMILY
    ]
    owing.sort(key=lambda debt: urgency(stands[debt.id]))
    wanted = chosen or (owing[0].id if owing else None)
    if wanted is None:
        return None
    now = situation(session, wanted, as_of)
    seen = picture(session, as_of)
    ask, footing = _ask(session, now, seen)
    guarded = now.debt.priority in PROTECTED
    return CallDesk(
        as_of=as_of,
        callers=tuple(
            Caller(debt=debt.id, name=debt.name, overdue_days=stands[debt.id].overdue_days)
            for debt in owing
        ),
        debt=now.debt,
        stand=now.owed,
        household=now.household,
        ask=ask,
        footing=footing,
        other_lenders=0 if guarded else max(0, now.lenders - 1),
    )


def instalment_at(desk: CallDesk, annual_rate: Decimal, periods: int, lump_sum: Fen) -> Fen:
    """Return what a rate and a number of months ask for a month, after a sum paid at once."""
    rest = Fen(max(0, desk.stand.parts.total - lump_sum))
    return even_payment(rest, annual_rate, periods)


def _ask(session: Session, now: Situation, seen: Picture) -> tuple[CallAsk, Footing]:
    """Return the three figures, and what every counter-offer is held against."""
    kept, others, ceiling = _room(now, seen)
    book = session.book()
    first = plan_days(book, now.as_of, 1)[0]
    rates = seen[f"rate.{now.debt.id}"].value
    rate = rates.nominal if isinstance(rates, Rates) else Decimal(0)
    monthly = Fraction(rate) / 12
    most = None if ceiling is None else _tens(min(ceiling - others, now.owed.parts.total))
    basis, amount, first, periods = _offered(now, kept, first, monthly)
    return CallAsk(
        basis=basis,
        amount=amount,
        periods=periods,
        first=first,
        at_most=most,
        at_least=Fen(ceil(now.owed.parts.principal * monthly / 100) * 100),
    ), Footing(
        owed=now.owed.parts.total,
        others=others,
        kept=kept,
        at_most=most,
        first=first,
        payday=pay_day(book),
        at_once=Fen(max(0, seen.lanes[LaneName.PLAN].low.amount)),
        curve=() if now.debt.priority in PROTECTED else seen.afford.curve,
        rate=rate,
    )


def _room(now: Situation, seen: Picture) -> tuple[Fen | None, Fen, Fen | None]:
    """Return what can be kept, what others get of it, and the most, a month.

    A debt that guards home or livelihood is paid before the others, out of all that is left.
    """
    if now.debt.priority in PROTECTED:
        able = Fen(max(0, now.income - now.living))
        return able, ZERO, able
    if now.recommended is None:
        return None, ZERO, None
    return now.recommended, Fen(now.recommended - now.share), seen.money("afford.ceiling")


def _offered(
    now: Situation, kept: Fen | None, first: date, monthly: Fraction
) -> tuple[Basis, Fen | None, date, int | None]:
    """Return the amount to name first, why, from when and how often."""
    stand, due = now.owed, now.owed.next_due
    amount = _tens(kept or ZERO) if now.debt.priority in PROTECTED else now.share
    if due is not None and not stand.overdue_days:
        if now.debt.stage is Stage.RESTRUCTURED:
            return Basis.AGREED, stand.next_amount, due, None
        if now.short_from is None or stand.next_amount <= amount:
            return Basis.CONTRACT, stand.next_amount, due, None
    if not amount:
        return Basis.NONE, None, first, None
    return Basis.SHARE, amount, first, _periods(now, amount, monthly)


def _periods(now: Situation, amount: Fen, monthly: Fraction) -> int | None:
    """Return how many months repay the principal at the contract's rate and then the charges.

    Interest and fees due so far bear no further interest; the penalty is asked to be waived.
    """
    parts = now.owed.parts
    rest, later = Fraction(parts.principal), Fraction(parts.interest + parts.fees)
    for month in range(1, _LONGEST + 1):
        rest = rest * (1 + monthly) - amount
        if rest <= 0:
            later += rest
            rest = Fraction(0)
        if not rest and later <= 0:
            return month
    return None


def _tens(amount: int) -> Fen:
    return Fen(max(0, amount) // _TEN * _TEN)
