"""Until the next income: what is safe to spend, what is paid first, what waits, and why.

Reads the prospect, the debts as they stand and the contract lane; divides by ``domain.this_week``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from jiebei_desktop.analysis.carried import Money
from jiebei_desktop.analysis.kept import BeforePlan
from jiebei_desktop.analysis.prospect.value import OLD_DAYS
from jiebei_desktop.analysis.relief_asked import ReliefAsked, dues_under, paid_under
from jiebei_desktop.analysis.until_income import (
    Comes,
    NextIncome,
    living_need,
    next_income,
    outgoings,
)
from jiebei_desktop.domain import planning
from jiebei_desktop.domain.debts import AT_COURT, HOME_LOANS, Debt, DebtId
from jiebei_desktop.domain.household import Book, newest_readings
from jiebei_desktop.domain.money import ZERO, Fen
from jiebei_desktop.domain.named_items import items_of
from jiebei_desktop.domain.standing import ObligationKind, Stand
from jiebei_desktop.domain.this_week import CASH, Division, Payable, Purse, Rank, divided, rank_of
from jiebei_desktop.services.picture.figure import Figure, NextDue, Origin, Unit, Value, estimate
from jiebei_desktop.services.reference.lenders import lenders_of

if TYPE_CHECKING:
    from jiebei_desktop.analysis.prospect import Prospect

YUAN = 100
_TRADE, _TRADE_COST = "A4", "C9"
"""Income of an own trade, and the spending that has no category but "other": goods, seed."""
FIRST, HOLD = "first", "hold"
"""Figures of the rows are ``week.first.1``, ``week.hold.1`` and so on."""


class WeekState(StrEnum):
    """What can be said of the days until the next income."""

    REACHES = "reaches"
    """Cash reaches for all that is asked for: nothing need be said."""
    SHORT = "short"
    STALE = "stale"
    """It is too long since anything was entered: no number."""
    NO_PAYDAY = "no_payday"
    """Nobody knows when the next income comes: the day is asked for, no number."""


class Week(Struct, frozen=True, kw_only=True):
    """The days until the next income, with what is paid and what waits."""

    state: WeekState
    comes: str
    """payday, spread, none or unknown."""
    until: date
    income: str
    """Name of the recurring income that comes; empty where it has none."""
    known: date
    """Day of the newest entry or reading of cash."""
    first: tuple[Payable, ...]
    held: tuple[Payable, ...]
    creditors: int
    """How many get a part of the plan's payment where anybody waits for it."""

    @property
    def shown(self) -> bool:
        """Whether the first page has reason to speak of it."""
        return self.state is not WeekState.REACHES


class FirstPayment(Struct, frozen=True, kw_only=True):
    """The plan's first payment: its day, what it brings whom, and who is asked for instalments."""

    day: date
    asked: Mapping[DebtId, Fen]
    """Empty where there is no plan."""
    instalments: Collection[DebtId]
    """The plan pays them, whatever of their dues is paid before."""

    def parts(self, waiting: Collection[DebtId]) -> dict[DebtId, Fen]:
        """Return what it brings those who wait and all who are asked, where anybody waits."""
        paid = {*waiting, *self.instalments} if waiting else ()
        return {debt: self.asked[debt] for debt in paid if self.asked.get(debt, ZERO) > 0}


class WeekFacts(Struct, frozen=True, kw_only=True):
    """What a week is told from."""

    book: Book
    home: Prospect
    known: Sequence[Stand]
    contract: Sequence[Money]
    """Likely cash by day if all contracts were paid."""
    instalments: Collection[DebtId] = ()
    """Debts asked for instalments."""
    waiting: Collection[DebtId] = ()
    """Debts whose creditors are asked to wait: nothing is set aside for them."""
    eased: Mapping[DebtId, ReliefAsked] = field(default_factory=dict)
    """What those of home, work or pledge are asked for that take interest only for a while."""


class Until(Struct, frozen=True, kw_only=True):
    """What there is until the next income, divided over what is asked for before it."""

    facts: WeekFacts
    state: WeekState
    coming: NextIncome
    newest: date
    purse: Purse
    floor: Fen | None
    shares: Division

    @property
    def told(self) -> bool:
        """Whether anything can be said of what is paid and what waits."""
        return self.state in {WeekState.SHORT, WeekState.REACHES}

    @property
    def fresh(self) -> bool:
        """Whether the cash was read, or its ledger kept, lately enough to lay any of it out."""
        return not _is_old(self.facts, self.newest)

    def before(self, first: date) -> BeforePlan:
        """Return what is said of the dues before a plan's first day.

        Where the cash reaches for all contracts nothing need wait.
        """
        if not self.told:
            return BeforePlan()
        paid = defaultdict[DebtId, list[Money]](list)
        for claim in sorted(self.shares.first, key=lambda one: one.day):
            if claim.debt is not None and claim.day < first:
                paid[claim.debt].append((claim.day, claim.amount))
        short = self.state is WeekState.SHORT
        held = [one for one in self.shares.held if short and one.debt and one.day < first]
        return BeforePlan(
            paid={debt: tuple(each) for debt, each in paid.items()},
            held=frozenset(one.debt for one in held if one.debt),
            put_off=frozenset(one.debt for one in held if one.debt and _due_of_home(one)),
            until=self.coming.day,
            cured={
                one.debt: one.amount for one in self.shares.first if one.debt and _late_home(one)
            },
        )

    def with_given(self, given: Mapping[DebtId, Fen]) -> Until:
        """Return the same with what idle cash pays of some debts today."""
        known = {one.debt.id: one.debt for one in self.facts.known}
        as_of = self.facts.home.as_of
        paid = [_of(known[debt], Rank.REST, as_of, fen, CASH) for debt, fen in given.items()]
        return replace(self, shares=self.shares.with_paid(paid))

    @property
    def beyond(self) -> frozenset[DebtId]:
        """The debts for home, work or with a pledge of which the cash misses what is late.

        Nothing late is paid today of one whose next due waits.
        """
        late = {one.debt for one in self.shares.held if one.debt and _late_home(one)}
        waits = {one.debt for one in self.shares.held if one.debt and _due_of_home(one)}
        paid = {one.debt for one in self.shares.first if one.debt and _late_home(one)}
        return frozenset((late | (waits & paid)) - {*self.facts.waiting})


def until_income(facts: WeekFacts) -> Until | None:
    """Divide the cash; None where it was never read."""
    book, as_of = facts.book, facts.home.as_of
    readings = newest_readings(book.cash, as_of)
    if not readings:
        return None
    coming = next_income(book, facts.home)
    days = [facts.home.last_entry, *(one.as_of for one in readings)]
    newest = max(day for day in days if day is not None)
    state = _state(facts, coming, newest)
    need = living_need(book, facts.home, coming.day)
    purse = Purse(cash=facts.home.cash, need=need.need, food=need.food, floor=need.floor or Fen(0))
    claims = tuple(_claims(facts, coming))
    wait = [claim for claim in claims if _waits(claim, facts)]
    shares = divided(purse, (claim for claim in claims if claim not in wait)).with_held(wait)
    return Until(
        facts=facts, state=state, coming=coming, newest=newest, purse=purse, floor=need.floor,
        shares=shares,
    )  # fmt: skip


def week_of(
    home: Prospect, until: Until | None, plan: FirstPayment
) -> tuple[Week | None, tuple[Figure, ...]]:
    """Return the week and its figures; no week where cash was never read."""
    as_of = home.as_of
    if until is None:
        return None, tuple(_figures(as_of, home.grade, {}, "no_cash"))
    shares, told, coming = until.shares, until.told, until.coming
    waiting = frozenset(one.debt for one in shares.held if one.debt and one.rank >= Rank.REST)
    parts = plan.parts(waiting)
    first = (*shares.first, *_plan_later(plan.day, parts.values())) if told else ()
    week = Week(
        state=until.state,
        comes=coming.comes.value,
        until=coming.day,
        income=coming.name,
        known=until.newest,
        first=first,
        held=shares.held if told else (),
        creditors=len(lenders_of(each for each in until.facts.book.debts if each.id in parts)),
    )
    values: Mapping[str, Value] = _values(as_of, coming, until.purse, until.floor, shares)
    reason = None if told else until.state.value
    figures = _figures(as_of, home.grade, values if told else {}, reason)
    return week, (*figures, *_rows(week, as_of, home.grade))


def _waits(claim: Payable, facts: WeekFacts) -> bool:
    """Return whether nothing is set aside for a claim, whatever there is.

    Its creditor is asked to wait, or, for what is late of a home or pledged debt, to take it in
    parts; while that waits, no due of a lender that is asked for instalments is paid before it.
    """
    if claim.rank in {Rank.HOME, Rank.WORK}:
        return claim.debt in facts.waiting and _late_home(claim)
    guarded = {one.debt.id for one in facts.known if one.debt.is_guarded}
    asked = claim.debt in facts.instalments and claim.rank >= Rank.REST
    return claim.debt in facts.waiting or (asked and bool(guarded & {*facts.waiting}))


def _late_home(claim: Payable) -> bool:
    return claim.rank in {Rank.HOME, Rank.WORK} and claim.kind == ObligationKind.ARREARS.value


def _due_of_home(claim: Payable) -> bool:
    return claim.rank in {Rank.HOME, Rank.WORK} and claim.kind != ObligationKind.ARREARS.value


def _state(facts: WeekFacts, coming: NextIncome, newest: date) -> WeekState:
    """Cash does not reach when the contract lane falls below nothing before the income is spent."""
    if all(cash >= 0 for day, cash in facts.contract if day <= coming.day):
        return WeekState.REACHES
    if _is_old(facts, newest):
        return WeekState.STALE
    return WeekState.NO_PAYDAY if coming.comes is Comes.UNKNOWN else WeekState.SHORT


def _is_old(facts: WeekFacts, newest: date) -> bool:
    return (facts.home.as_of - newest).days > OLD_DAYS


def _claims(facts: WeekFacts, coming: NextIncome) -> Iterator[Payable]:
    """Yield all that is asked for: items and protected debts before the day, others up to it.

    Where the income of an own trade is waited for, "other spending" before it is what earns it:
    without seed there is no harvest.
    """
    until = coming.day
    own = (coming.name, _TRADE) in {(one.name, one.category) for one in items_of(facts.book)}
    for flow, category in outgoings(facts.book, facts.home, until):
        rank = Rank.WORK if own and category == _TRADE_COST else rank_of(category)
        if rank is not None:
            amount = Fen(-flow.amount)
            yield Payable(rank=rank, day=flow.day, amount=amount, name=flow.name)
    for stand in facts.known:
        if stand.debt.is_guarded:
            yield from _guarded(stand, facts, until)
            continue
        yield from _open(stand, facts.home.as_of, until)


def _guarded(stand: Stand, facts: WeekFacts, until: date) -> Iterator[Payable]:
    """Yield what is late of a protected debt, and its dues, with the parts of that if it waits."""
    debt, as_of = stand.debt, facts.home.as_of
    rank = Rank.HOME if debt.product in HOME_LOANS else Rank.WORK
    parts = planning.cured(debt, stand.owed) if debt.id in facts.waiting else ()
    late = Fen(stand.arrears - sum(part for day, part in parts if day < until))
    if late > 0:
        yield _of(debt, rank, as_of, late, ObligationKind.ARREARS)
    asked = facts.eased.get(debt.id)
    for day, amount in paid_under(stand, asked) if parts else dues_under(stand, asked):
        if day < until:
            yield _of(debt, rank, day, amount, ObligationKind.INSTALMENT)


def _open(stand: Stand, as_of: date, until: date) -> Iterator[Payable]:
    debt = stand.debt
    family = debt.is_family
    if stand.arrears:
        rank = Rank.FAMILY if family else Rank.REST
        yield _of(debt, rank, as_of, stand.arrears, ObligationKind.ARREARS)
    for due in stand.dues:
        if due.day <= until:
            rank = Rank.FAMILY if family else Rank.REST
            if due.kind is ObligationKind.AGREED and not stand.arrears:
                rank = Rank.COURT if debt.stage in AT_COURT else Rank.AGREED
            yield _of(debt, rank, max(due.day, as_of), due.amount, due.kind)


def _of(debt: Debt, rank: Rank, day: date, amount: Fen, kind: str) -> Payable:
    return Payable(rank=rank, day=day, amount=amount, name=debt.name, debt=debt.id, kind=str(kind))


def _plan_later(day: date, parts: Collection[Fen]) -> Iterator[Payable]:
    """Yield the plan's first payment, where anybody waits for it; it follows the income."""
    if parts:
        yield Payable(rank=Rank.PLAN, day=day, amount=Fen(sum(parts)), name="", kind="plan")


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
        why = reason or "not_known"
        yield estimate(f"week.{name}", values.get(name), unit, as_of=as_of, grade=grade, reason=why)


def _rows(week: Week, as_of: date, grade: str) -> Iterator[Figure]:
    for part, claims in ((FIRST, week.first), (HOLD, week.held)):
        for place, claim in enumerate(claims, 1):
            yield Figure(
                id=f"week.{part}.{place}",
                value=NextDue(day=claim.day, amount=claim.amount, kind=claim.kind),
                unit=Unit.DUE,
                as_of=as_of,
                origin=Origin.STATED,
                grade=grade,
            )
