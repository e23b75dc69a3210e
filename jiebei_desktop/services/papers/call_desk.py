"""What one needs at hand when a lender calls: who, which contract, what to say and what to refuse.

Everything is gathered once, before one speaks; what the other side offers is then answered with
`analysis.counter_offer` alone, at every key.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from math import ceil

from msgspec import Struct
from msgspec.structs import replace

from jiebei_desktop.analysis.carried import NOTHING_MISSING, Money, after, missing
from jiebei_desktop.analysis.counter_offer import (
    CounterAnswer,
    CounterOffer,
    CounterVerdict,
    Footing,
    Own,
    answer,
    carried,
)
from jiebei_desktop.analysis.dues import pay_day
from jiebei_desktop.domain.debts import Debt, DebtId, Method, Stage
from jiebei_desktop.domain.household import Book, Household
from jiebei_desktop.domain.money import TEN_YUAN, ZERO, Fen
from jiebei_desktop.domain.standing import Owed, current_terms
from jiebei_desktop.domain.urgency import urgency
from jiebei_desktop.services.cases.case_facts import is_judged
from jiebei_desktop.services.debts.estimates import told_drawn
from jiebei_desktop.services.keeping.session import Session
from jiebei_desktop.services.negotiation.case_proposals import even_payment
from jiebei_desktop.services.papers.call_ask import Basis, CallAsk
from jiebei_desktop.services.papers.signature_checks import SignatureCheck, limitation
from jiebei_desktop.services.picture import LaneName, Picture, Rates, picture
from jiebei_desktop.services.picture.affording import history
from jiebei_desktop.services.picture.settling import settles
from jiebei_desktop.services.plans.proposals import proposals_for
from jiebei_desktop.services.plans.requests import DebtFacts, facts_of
from jiebei_desktop.services.reference.lenders import lender_of, lenders_of

__all__ = [
    "Basis", "CallAsk", "CallDesk", "Caller", "CounterAnswer", "CounterOffer", "CounterVerdict",
    "Demand", "answer", "call_desk", "instalment_at",
]  # fmt: skip


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


class Caller(Struct, frozen=True, kw_only=True):
    """One lender that may be on the telephone."""

    debt: DebtId
    name: str


class CallDesk(Struct, frozen=True, kw_only=True):
    """One lender's call on one day."""

    as_of: date
    callers: tuple[Caller, ...]
    """All lenders with something owed but relatives, most urgent first."""
    debt: Debt
    stand: Owed
    household: Household
    ask: CallAsk
    footing: Footing
    beside: frozenset[str]
    """Lenders of the other debts that get something out of the same amount."""
    barred: SignatureCheck | None = None
    """The claim may be out of time: nothing is promised and no amount named; None otherwise."""
    drawn: tuple[date, Fen] | None = None
    """Day and amount of the contract; None where nobody told them."""
    judged: bool = False
    """A judgment is noted: before a court there is nothing left to settle."""

    settles: bool = False
    """Cash pays the whole of this debt today, and every other contract, beside the reserve."""

    @property
    def pays_today(self) -> bool:
        """Return whether what a kept contract asks first, late or the whole, is there today.

        Cash that could settle the debt has the whole of it, also where its day is later.
        """
        first = self.ask.late_on or self.ask.first
        return first == self.as_of or (self.ask.basis is Basis.WHOLE and self.settles)

    @property
    def by_cash(self) -> bool:
        """Return whether it is cash, not a month's amount, that keeps the contract."""
        return self.footing.carried and self.footing.kept is None

    @property
    def contract_tail(self) -> str:
        """Return the last four characters of the contract number, empty where none is known."""
        return self.debt.contract_no[-4:]

    @property
    def other_lenders(self) -> int:
        """How many other lenders get something out of the same amount."""
        return len(self.beside - {lender_of(self.debt)})

    @property
    def other_here(self) -> bool:
        """Whether another debt of this lender does."""
        return lender_of(self.debt) in self.beside


def call_desk(session: Session, as_of: date, chosen: DebtId | None = None) -> CallDesk | None:
    """Gather what a call needs, for the chosen lender or the most urgent; None without one.

    A chosen one that is owed nothing, or a relative, gives way to the most urgent.

    Raises:
        KeyError: there is no such debt.
    """
    book, seen = history(session, as_of), picture(session, as_of)
    left = seen.money("left")
    able = ZERO if left is None else Fen(left + seen.amount("protected"))
    facts = facts_of(book, proposals_for(session, book, seen), as_of)
    urgent = sorted(facts, key=lambda each: urgency(each.debt, each.owed))
    calling = [each for each in urgent if not each.debt.is_family]
    if chosen is not None and chosen not in {debt.id for debt in book.debts}:
        raise KeyError(chosen)
    mine = next((one for one in calling if one.debt.id == chosen), next(iter(calling), None))
    if mine is None:
        return None
    others = [each for each in facts if each is not mine and _beside(each, mine)]
    time = limitation(session, mine.debt, mine.owed)
    asked_for = _with_due(_ask(seen, mine), mine, seen)
    footing = replace(_footing(book, mine, others, seen, able), first=asked_for.first)
    if asked_for.amount is not None:
        footing = carried(footing, asked_for.named)
    asked_for = replace(asked_for, at_most=None if mine.kind == "pause" else footing.at_most)
    return CallDesk(
        as_of=as_of,
        callers=tuple(map(_caller, calling)),
        debt=mine.debt,
        stand=mine.owed,
        household=book.household,
        ask=_silent(asked_for) if time.alarming else asked_for,
        footing=replace(footing, barred=time.alarming),
        beside=lenders_of(one.debt for one in others if not one.debt.is_guarded),
        barred=time if time.alarming else None,
        drawn=told_drawn(session, mine.debt),
        judged=is_judged(session, mine.debt.id),
        settles=settles(seen, mine.debt.id),
    )


def _caller(one: DebtFacts) -> Caller:
    return Caller(debt=one.debt.id, name=one.debt.name)


def instalment_at(desk: CallDesk, annual_rate: Decimal, periods: int, lump_sum: Fen) -> Fen:
    """Return what a rate and a number of months ask for a month, after a sum paid at once.

    The terms of the request are its own amount in whole tens: the last instalment takes the rest.
    """
    terms = desk.ask.terms
    level = terms is not None and terms.rises_to is None
    if terms is not None and level and (annual_rate, periods, lump_sum) == (
        terms.annual_rate, terms.months, terms.lump_sum
    ):  # fmt: skip
        return terms.payment
    rest = Fen(max(0, desk.stand.parts.total - lump_sum))
    return even_payment(rest, annual_rate, periods)


def _beside(other: DebtFacts, mine: DebtFacts) -> bool:
    """Return whether a debt gets something out of the same money: what is left, or the plan's."""
    guarded = mine.debt.is_guarded
    gets = bool(other.monthly or other.once)
    return gets and other.debt.is_guarded is guarded


def _taken(others: Sequence[DebtFacts]) -> Fen:
    return Fen(sum(each.monthly for each in others))


def _most(mine: DebtFacts, others: Sequence[DebtFacts], seen: Picture, able: int) -> Fen | None:
    """Return the most for this lender in whole tens, never above what is owed.

    Out of the ceiling, or of what living and the plan leave a debt that guards home or work.
    """
    guarded = mine.debt.is_guarded
    ceiling = able if guarded else seen.money("afford.ceiling")
    if ceiling is None or (not guarded and seen.money("plan.payment") is None):
        return None
    named = _named(mine)
    room = max(ceiling - _taken(others), named) // TEN_YUAN * TEN_YUAN
    return Fen(max(0, min(room, mine.owed.parts.total), named))


def _named(mine: DebtFacts) -> Fen:
    """Return what is named first: the most is never less."""
    kept = mine.held_to
    return mine.monthly if kept is None else kept.amount


def _ask(seen: Picture, mine: DebtFacts) -> CallAsk:
    """Return the figures but the most; what the request asks for is named whole or not at all."""
    basis, amount, periods, first = _offered(seen, mine)
    kept = mine.held_to
    return CallAsk(
        terms=mine.terms,
        basis=basis,
        amount=amount,
        periods=periods,
        first=first,
        late=ZERO if kept is None else kept.late,
        late_on=None if kept is None else kept.late_on,
        put_off=None if kept is None else kept.put_off,
        hold_until=mine.hold_until if mine.kind == "pause" else None,
        frozen=mine.frozen,
        by_fees=current_terms(mine.debt, mine.owed.as_of).method is Method.FEE_INSTALMENT,
        at_once=mine.at_once,
        at_least=_interest(mine),
        relief=mine.relief,
    )


def _interest(mine: DebtFacts) -> Fen:
    """Return a month's interest: what relief asks for, else to the next whole yuan.

    Of an instalment with fees its fee, on the principal of the contract.
    """
    if mine.relief is not None:
        return mine.relief.interest_only
    terms = current_terms(mine.debt, mine.owed.as_of)
    month = mine.owed.parts.principal * Fraction(mine.rate.nominal) / 12
    if terms.method is Method.FEE_INSTALMENT:
        month = mine.debt.principal * Fraction(terms.fee_per_period or 0)
    return Fen(ceil(month / 100) * 100)


def _with_due(ask: CallAsk, mine: DebtFacts, seen: Picture) -> CallAsk:
    """Add what the week pays of a debt before its instalments begin, and what will be missing."""
    lane = seen.lanes[LaneName.PLAN]
    low = missing(lane.days, seen.begins(mine.debt.id)) if lane.told else NOTHING_MISSING
    ask = replace(ask, low=low)
    if ask.basis is not Basis.SHARE or not mine.before:
        return ask
    return replace(ask, before=mine.before, given=mine.given)


def _silent(ask: CallAsk) -> CallAsk:
    """Return a call in which nothing is named: a promise may revive a claim out of time.

    Source: row ``limitation_promise``.
    """
    return replace(
        ask,
        basis=Basis.NONE,
        amount=None,
        periods=None,
        at_most=None,
        at_once=ZERO,
        late=ZERO,
        late_on=None,
        put_off=None,
        before=(),
        hold_until=None,
        frozen=False,
        terms=None,
        relief=None,
    )


def _own(mine: DebtFacts, seen: Picture) -> tuple[Own | None, Sequence[Money]]:
    """Return the request, and what the contract asks for once it is over."""
    if mine.terms is not None:
        pays = tuple((row.due, row.payment) for row in mine.terms.rows)
        let_go = Fen(sum(mine.terms.let_go.values()))
        return Own(pays=pays, lump_sum=mine.terms.lump_sum, waived=let_go), ()
    if mine.kind != "relief" or mine.relief is None:
        return None, ()
    pays = seen.guarded[mine.debt.id].pays
    own = pays[: mine.relief.periods]
    return (Own(pays=own), pays[len(own) :]) if own else (None, ())


def _offered(seen: Picture, mine: DebtFacts) -> tuple[Basis, Fen | None, int | None, date]:
    """Return why, how much, how often and from when, as the written request has it."""
    stand, first = mine.owed, seen.asked.first
    if mine.kind == "relief" and mine.relief is not None:
        asked = mine.relief
        return Basis.RELIEF, mine.monthly, asked.periods, asked.first or first
    held = Basis.AGREED if mine.debt.stage is Stage.RESTRUCTURED else Basis.CONTRACT
    if (kept := mine.held_to) is not None:
        basis = Basis.WHOLE if mine.offered is not None and mine.offered.whole else held
        return basis, kept.amount, 1 if kept.last else None, kept.due
    if stand.next_due is not None and not stand.overdue_days and mine.kind == "contract":
        return held, stand.next_amount, None, stand.next_due
    basis, amount = (Basis.SHARE, mine.monthly) if mine.monthly else (Basis.NONE, None)
    return basis, amount, None if mine.terms is None else mine.terms.months, first


def _without(mine: DebtFacts, seen: Picture) -> Sequence[Money]:
    """Return the likely cash of the plan's way if one lender were paid nothing of the plan."""
    lane = seen.lanes[LaneName.PLAN]
    paid = lane.pays[mine.debt.id][len(mine.before) :]
    return after(lane.days, ((day, Fen(-fen)) for day, fen in paid))


def _kept(mine: DebtFacts, seen: Picture, room: int) -> Fen | None:
    """Return what a month can keep; no amount does where it is cash that keeps the contracts."""
    if mine.debt.is_guarded:
        return Fen(max(0, room))
    return None if seen.kept_by_cash else seen.money("plan.payment")


def _footing(
    book: Book, mine: DebtFacts, others: Sequence[DebtFacts], seen: Picture, able: int
) -> Footing:
    """Return what every counter-offer is held against."""
    guarded = mine.debt.is_guarded
    room = able - (seen.money("plan.payment") or ZERO)
    rates = seen[f"rate.{mine.debt.id}"].value
    own, goes_on = _own(mine, seen)
    return Footing(
        owed=Fen(mine.owed.parts.total - sum(fen for _, fen in mine.before)),
        others=_taken(others),
        kept=_kept(mine, seen, room),
        at_most=_most(mine, others, seen, room),
        first=seen.asked.first,
        payday=pay_day(book, mine.owed.as_of),
        cash=_without(mine, seen),
        curve=() if guarded else seen.afford.curve,
        reserve=seen.amount("reserve"),
        carried=seen.asked.carried,
        own=own,
        goes_on=goes_on,
        rate=rates.nominal if isinstance(rates, Rates) else Decimal(0),
    )
