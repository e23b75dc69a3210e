"""Until the next income: what is safe to spend, what is paid first, what waits, and why.

Reads the prospect, the debts as they stand and the contract lane; divides by ``domain.this_week``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from jiebei_desktop.analysis.dues import first_day, plan_days
from jiebei_desktop.analysis.prospect.value import OLD_DAYS
from jiebei_desktop.analysis.until_income import (
    Comes,
    NextIncome,
    living_need,
    next_income,
    outgoings,
)
from jiebei_desktop.domain import planning
from jiebei_desktop.domain.debts import HOME_LOANS, PROTECTED, Debt, DebtId, Priority, Stage
from jiebei_desktop.domain.household import Book, newest_readings
from jiebei_desktop.domain.money import ZERO, Fen
from jiebei_desktop.domain.months import Month
from jiebei_desktop.domain.standing import Kind, Stand
from jiebei_desktop.domain.this_week import Claim, Division, Purse, Rank, divided, rank_of
from jiebei_desktop.services.picture.figure import Due, Figure, Origin, Unit, Value
from jiebei_desktop.services.picture.lanes import Lane, cured

if TYPE_CHECKING:
    from jiebei_desktop.analysis.prospect import Prospect

YUAN = 100
FIRST, HOLD = "first", "hold"
"""Figures of the rows are ``week.first.1``, ``week.hold.1`` and so on."""
AT_COURT = frozenset({Stage.LITIGATION, Stage.ENFORCEMENT})


class WeekState(StrEnum):
    """What can be said of the days until the next income."""

    REACHES = "reaches"
    """Cash reaches for all that is asked for: nothing need be said."""
    SHORT = "short"
    STALE = "stale"
    """It is too long since anything was entered: no number."""
    NO_PAYDAY = "no_payday"
    """Nobody knows when the next income comes: the day is asked for, no number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """The days until the next income, with what is paid and what waits."""

    state: WeekState
    comes: str
    """payday, spread, none or unknown."""
    until: date
    income: str
    """Name of the recurring income that comes; empty where it has none."""
    known: date
    """Day of the newest entry or reading of cash."""
    first: tuple[Claim, ...]
    held: tuple[Claim, ...]
    creditors: int
    """How many get a part of the plan's payment where anybody waits for it."""

    @property
    def shown(self) -> bool:
        """Whether the first page has reason to speak of it."""
        return self.state is not WeekState.REACHES


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekFacts:
    """What a week is told from."""

    book: Book
    home: Prospect
    known: Sequence[Stand]
    contract: Lane
    asked: Mapping[DebtId, Fen]
    """What the plan's first payment brings each debt; empty where there is no plan."""
    instalments: Collection[DebtId] = ()
    """Debts asked for instalments: the plan pays them, whatever of their dues is paid before."""
    waiting: Collection[DebtId] = ()
    """Debts whose creditors are asked to wait: nothing is set aside for them."""
    payday: int | None = None
    """Day of the month the user named for the next income."""


def week_of(facts: WeekFacts) -> tuple[Week | None, tuple[Figure, ...]]:
    """Return the week and its figures; no week where cash was never read."""
    book, as_of = facts.book, facts.home.as_of
    readings = newest_readings(book.cash, as_of)
    if not readings:
        return None, tuple(_figures(as_of, facts.home.grade, {}, "no_cash"))
    coming = next_income(book, facts.home, facts.payday)
    days = [facts.home.last_entry, *(one.as_of for one in readings)]
    newest = max(day for day in days if day is not None)
    state = _state(facts, coming, newest)
    need = living_need(book, facts.home, coming.day)
    purse = Purse(cash=facts.home.cash, need=need.need, food=need.food, floor=need.floor or Fen(0))
    claims = tuple(_claims(facts, coming.day))
    wait = [claim for claim in claims if _waits(claim, facts)]
    shares = divided(purse, (claim for claim in claims if claim not in wait)).with_held(wait)
    told = state in {WeekState.SHORT, WeekState.REACHES}
    first = (*shares.first, *_plan_later(facts, coming.day, shares)) if told else ()
    week = Week(
        state=state,
        comes=coming.comes.value,
        until=coming.day,
        income=coming.name,
        known=newest,
        first=first,
        held=shares.held if told else (),
        creditors=len(_planned(facts, _debts_held(shares))),
    )
    values: Mapping[str, Value] = _values(as_of, coming, purse, need.floor, shares)
    reason = None if told else state.value
    figures = _figures(as_of, facts.home.grade, values if told else {}, reason)
    return week, (*figures, *_rows(week, as_of, facts.home.grade))


def _waits(claim: Claim, facts: WeekFacts) -> bool:
    """Return whether nothing is set aside for a claim, whatever there is.

    Its creditor is asked to wait, or, for what is late of a home or pledged debt, to take it in
    parts; while that is late, no due of a lender that is asked for instalments is paid before it.
    """
    home_is_late = any(stand.arrears for stand in facts.known if stand.debt.priority in PROTECTED)
    guarded = claim.rank in {Rank.HOME, Rank.WORK} and claim.kind == Kind.ARREARS.value
    asked = claim.debt in facts.instalments and claim.rank >= Rank.REST
    return claim.debt in facts.waiting or guarded or (home_is_late and asked)


def _state(facts: WeekFacts, coming: NextIncome, newest: date) -> WeekState:
    """Cash does not reach when the contract lane falls below nothing before the income is spent."""
    if all(cash >= 0 for day, cash in facts.contract.days if day <= coming.day):
        return WeekState.REACHES
    if (facts.home.as_of - newest).days > OLD_DAYS:
        return WeekState.STALE
    return WeekState.NO_PAYDAY if coming.comes is Comes.UNKNOWN else WeekState.SHORT


def _claims(facts: WeekFacts, until: date) -> Iterator[Claim]:
    """Yield all that is asked for: items and protected debts before the day, others up to it."""
    for flow, category in outgoings(facts.book, facts.home, until):
        rank = rank_of(category)
        if rank is not None:
            amount = Fen(-flow.amount)
            yield Claim(rank=rank, day=flow.day, amount=amount, name=flow.name)
    asking = set[DebtId]()
    for stand in facts.known:
        if stand.debt.priority in PROTECTED:
            yield from _guarded(stand, facts.home.as_of, until)
            continue
        for claim in _open(stand, facts.home.as_of, until):
            yield claim
            if claim.rank >= Rank.REST:
                asking.add(stand.debt.id)
    day = first_day(facts.book, facts.home.as_of)
    if day < until:
        yield from _plan(facts, day, asking)


def _plan(facts: WeekFacts, day: date, waiting: Collection[DebtId]) -> Iterator[Claim]:
    """Yield the plan's first payment where anybody waits for it: what all of them are asked for."""
    amount = sum(_planned(facts, waiting))
    if amount:
        yield Claim(rank=Rank.PLAN, day=day, amount=Fen(amount), name="", kind="plan")


def _planned(facts: WeekFacts, waiting: Collection[DebtId]) -> list[Fen]:
    """Return what the plan first pays those who wait and all who are asked for instalments."""
    paid = {*waiting, *facts.instalments} if waiting else ()
    return [facts.asked[debt] for debt in paid if facts.asked.get(debt, ZERO) > 0]


def _guarded(stand: Stand, as_of: date, until: date) -> Iterator[Claim]:
    """Yield what is late of a protected debt, and its dues with the parts of that."""
    debt = stand.debt
    rank = Rank.HOME if debt.product in HOME_LOANS else Rank.WORK
    parts = sum(part for day, part in planning.cured(stand.arrears, as_of) if day < until)
    if stand.arrears > parts:
        yield _of(debt, rank, as_of, Fen(stand.arrears - parts), Kind.ARREARS)
    for day, amount in cured(stand, as_of):
        if day < until and amount > 0:
            yield _of(debt, rank, day, amount, Kind.INSTALMENT)


def _open(stand: Stand, as_of: date, until: date) -> Iterator[Claim]:
    debt = stand.debt
    family = debt.priority is Priority.FAMILY
    if stand.arrears:
        rank = Rank.FAMILY if family else Rank.REST
        yield _of(debt, rank, as_of, stand.arrears, Kind.ARREARS)
    for due in stand.dues:
        if due.day <= until and due.amount > 0:
            rank = Rank.FAMILY if family else Rank.REST
            if due.kind is Kind.AGREED and not stand.arrears:
                rank = Rank.COURT if debt.stage in AT_COURT else Rank.AGREED
            yield _of(debt, rank, max(due.day, as_of), due.amount, due.kind)


def _of(debt: Debt, rank: Rank, day: date, amount: Fen, kind: Kind) -> Claim:
    return Claim(rank=rank, day=day, amount=amount, name=debt.name, debt=debt.id, kind=kind.value)


def _debts_held(shares: Division) -> frozenset[DebtId]:
    return frozenset(claim.debt for claim in shares.held if claim.debt and claim.rank >= Rank.REST)


def _plan_later(facts: WeekFacts, until: date, shares: Division) -> Iterator[Claim]:
    """Yield the plan's first payment after the income, where anybody waits for it."""
    if not any(claim.kind == "plan" for claim in shares.first):
        as_of = facts.home.as_of
        months = Month.of(until).minus(Month.of(as_of)) + 2
        day = next(day for day in plan_days(facts.book, as_of, months) if day >= until)
        yield from _plan(facts, day, _debts_held(shares))


def _values(
    as_of: date, coming: NextIncome, purse: Purse, floor: Fen | None, shares: Division
) -> Mapping[str, Value]:
    days = (coming.day - as_of).days
    return {
        "until": coming.day,
        "days": days,
        "safe": shares.safe,
        "per_day": Fen(shares.safe // days // YUAN * YUAN),
        "need": purse.need,
        "missing": Fen(max(0, purse.need - shares.safe)),
        "floor": floor,
        "spare": shares.spare,
        "aside": shares.aside,
        "held": Fen(sum(claim.amount for claim in shares.held)),
    }


_UNITS: Mapping[str, Unit] = {
    "until": Unit.DAY,
    "days": Unit.DAYS,
    **dict.fromkeys(
        ("safe", "per_day", "need", "missing", "floor", "spare", "aside", "held"), Unit.MONEY
    ),
}


def _figures(
    as_of: date, grade: str, values: Mapping[str, Value], reason: str | None
) -> Iterator[Figure]:
    for name, unit in _UNITS.items():
        value = values.get(name)
        yield Figure(
            id=f"week.{name}",
            value=value,
            unit=unit,
            as_of=as_of,
            origin=Origin.ESTIMATE,
            grade="none" if value is None else grade,
            reason=(reason or "not_known") if value is None else None,
        )


def _rows(week: Week, as_of: date, grade: str) -> Iterator[Figure]:
    for part, claims in ((FIRST, week.first), (HOLD, week.held)):
        for place, claim in enumerate(claims, 1):
            yield Figure(
                id=f"week.{part}.{place}",
                value=Due(day=claim.day, amount=claim.amount, kind=claim.kind),
                unit=Unit.DUE,
                as_of=as_of,
                origin=Origin.STATED,
                grade=grade,
            )
