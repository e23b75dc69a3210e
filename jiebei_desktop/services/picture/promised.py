"""What is asked of every lender and paid, from the first day on which the cash carries it.

What this week's money pays, what is asked for and the plan's first day hang together: the week
decides what is left to ask for, and both what the leanest day must carry.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from itertools import accumulate, chain
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from jiebei_desktop.analysis.carried import Low, Money, after, lowest, lowest_from, missing
from jiebei_desktop.analysis.dues import first_day, first_days
from jiebei_desktop.analysis.kept import BeforePlan
from jiebei_desktop.domain.debts import DebtId
from jiebei_desktop.domain.money import ZERO, Fen
from jiebei_desktop.domain.standing import Stand
from jiebei_desktop.services.picture.guarded import Leeway, eased_by, guarded_ways, parts_begin
from jiebei_desktop.services.picture.idle import IdleCash, given_today, idle_of, with_levers
from jiebei_desktop.services.picture.plan_pays import (
    PaidBefore,
    PlanWay,
    plan_ways,
    settled_in_week,
    waiting,
    with_settled,
)
from jiebei_desktop.services.picture.reading import Reading
from jiebei_desktop.services.picture.spare import Spare, carried_by_cash, cash_by_contract
from jiebei_desktop.services.picture.week import Until, WeekFacts, until_income

if TYPE_CHECKING:
    from jiebei_desktop.analysis.ask import Asks, Start
    from jiebei_desktop.analysis.course import MonthlyAmount
    from jiebei_desktop.analysis.prospect import Prospect
    from jiebei_desktop.analysis.relief_asked import ReliefAsked


class Promised(Struct, frozen=True, kw_only=True):
    """What is asked from one first day on, and what everybody is paid then."""

    asks: Asks
    until: Until | None
    pays: Mapping[DebtId, PlanWay]
    guarded: Mapping[DebtId, PlanWay]
    idle: Fen = ZERO
    """What of today's cash lies idle, whether it is paid or not."""

    @property
    def put_off(self) -> bool:
        """Whether a pause is asked for instead of an amount that is not sure."""
        return self.asks.explanation == "pause" and not self.asks.amount.sure

    def days(self, before: Sequence[Money]) -> Sequence[Money]:
        """Return the likely cash of each day once everybody is paid."""
        return _left(before, self.pays, self.guarded)

    def short(self, before: Sequence[Money]) -> Fen:
        """Return what the likely cash lacks from the first day on, whatever makes it so."""
        return lowest_from(self.days(before), self.asks.first).short

    def deepens_nothing(self, before: Sequence[Money]) -> bool:
        """Return whether it lacks no more than before the first day already."""
        return not missing(self.days(before), self.asks.first).short


def promised(
    reading: Reading,
    stands_and_home: tuple[Sequence[Stand], Prospect],
    plan: MonthlyAmount,
    before: Sequence[Money],
    spare: Spare,
) -> Promised:
    """Return what is asked from the first day on from which the likely cash carries the plan.

    Where no day does, or nothing can be paid, it begins on the earliest one. ``before`` is the
    likely cash if no lender were paid. No claim that stands aside is among the debts. Where the
    cash carries every contract beside the reserve nobody is asked, unless the user named the
    amount: it rules alone.
    """
    from jiebei_desktop.analysis.ask import Start

    known, home = stands_and_home
    contract = cash_by_contract(before, known)
    carried = carried_by_cash(reading, spare, contract, known) is not None
    facts = WeekFacts(book=reading.book, home=home, known=known, contract=contract)

    def from_first(leeway: Leeway, facts: WeekFacts) -> Promised:
        def asked(day: date) -> Promised:
            start = Start(known=known, first=day, carried=carried, told=reading.tells, home=home)
            asked = _asked(reading, facts, plan, start, before, leeway)
            return _lighter(asked, before, spare, named=reading.chosen is not None)

        return _first_carried(map(asked, first_days(reading.book, reading.as_of)), plan, before)

    able = Fen(max(0, home.left + home.protected))
    found = from_first(leeway := Leeway(able=able, carried=carried or not reading.tells), facts)
    leeway = replace(leeway, short=_short(found, before))
    leeway = replace(leeway, eased=eased_by(found.guarded, leeway))
    if not leeway.eased:
        return found
    eased = _eased(found, first_day(reading.book, reading.as_of), leeway)
    asked = from_first(leeway, replace(facts, eased=eased))
    kept = found.guarded
    ways = {debt: replace(way, kept=kept[debt]) for debt, way in asked.guarded.items()}
    return replace(asked, guarded=ways)


def _first_carried(
    tried: Iterator[Promised], plan: MonthlyAmount, before: Sequence[Money]
) -> Promised:
    """Return the first that the cash carries; the earliest where none is, or nothing is paid.

    A lender that is asked for instalments is promised a day from which no day is short, whatever
    makes it so; where there is none, the one from which least is. No plan makes the deepest gap
    deeper.
    """
    from jiebei_desktop.analysis.ask import Treated

    earliest = next(tried)
    asked = Treated.ALIKE in dict(earliest.asks.treated).values()

    def lacks(one: Promised) -> Fen:
        return one.short(before) if asked else ZERO

    if not plan.first or (not lacks(earliest) and earliest.deepens_nothing(before)):
        return earliest
    fitting = [one for one in (earliest, *tried) if one.deepens_nothing(before)]
    return min(fitting or [earliest], key=lacks)


def _short(found: Promised, before: Sequence[Money]) -> Low | None:
    """Return what the cash lacks if guarded debts alone are paid by contract; None without any.

    What is missing before the next income is the week's, and what was before they are paid.
    """
    paid = [day for way in found.guarded.values() for day, _ in way.all]
    if not paid or found.until is None or not found.until.told:
        return None
    low = missing(_left(before, found.guarded), max(found.until.coming.day, min(paid)))
    return low if low.short else None


def _eased(found: Promised, first: date, leeway: Leeway) -> Mapping[DebtId, ReliefAsked]:
    """Return what those that are eased are asked for."""
    told = BeforePlan() if found.until is None else found.until.before(found.asks.first)
    ways = guarded_ways([way.stand for way in found.guarded.values()], first, told, leeway)
    asked = {debt: way.relief for debt, way in ways.items() if debt in leeway.eased}
    return {debt: one for debt, one in asked.items() if one is not None}


def _asked(
    reading: Reading,
    facts: WeekFacts,
    budget: MonthlyAmount,
    start: Start,
    before: Sequence[Money],
    leeway: Leeway,
) -> tuple[Promised, IdleCash, Callable[[BeforePlan], Promised]]:
    """Return what is asked within a budget from a first day on, and this week's money.

    The week decides what is left to ask for. ``before`` is the likely cash if no lender were paid.
    With it how the same is asked if other sums are paid before, and of which debts.
    """
    from jiebei_desktop.analysis.ask import ask

    book, as_of, known, first = reading.book, reading.as_of, start.known, start.first

    def asking(stands: Sequence[Stand], paid: Fen = ZERO) -> Asks:
        spent = ZERO if reading.chosen is None else paid  # an amount that was named rules alone
        left, whole = replace(start, known=stands, spent=spent), reading.capitalise
        return ask(book, budget, as_of, reading.rules, capitalise=whole, start=left)

    asks = asking(known)
    asked = frozenset(one.debt for one in asks.asks if one.pays)
    facts = replace(facts, instalments=asked, waiting=waiting(asks))
    until, told = _divided(facts, first)
    while over := _beyond(until) | _more_than_carried(told, asks, facts, before, leeway):
        facts = replace(facts, waiting={*facts.waiting, *over})
        until, told = _divided(facts, first)

    def again(paid: BeforePlan) -> Promised:
        last = _after_week(asking, asks, known, paid, leeway)
        guarded = guarded_ways(known, first_day(book, as_of), paid, leeway)
        pays = plan_ways(last, known, as_of, paid)
        return Promised(asks=last, until=until, pays=pays, guarded=guarded)

    by_id = {each.debt.id: each for each in known}
    return again(told), IdleCash(amount=ZERO, told=told, known=by_id, today=as_of), again


def _lighter(
    asked: tuple[Promised, IdleCash, Callable[[BeforePlan], Promised]],
    before: Sequence[Money],
    spare: Spare,
    *,
    named: bool,
) -> Promised:
    """Return what is asked once idle cash pays today what makes the requests lighter.

    Where the requests that come out pay so much sooner than those before that the plan's way
    would touch the reserve, less is paid. ``named``: the user named the amount, which rules alone.
    """
    found, idle, again = asked
    idle = replace(idle, amount=idle_of(found.days(before), found.until, spare))
    found = replace(found, idle=idle.amount)
    while idle.amount and found.until is not None and not named:
        given = given_today(idle, found.asks, lambda paid: again(paid).asks)
        if not given:
            break
        made = again(idle.told_with(given))
        short = spare.reserve - lowest(made.days(before)).amount
        if short <= 0:
            asks, until = with_levers(made.asks, given), found.until.with_given(given)
            return replace(made, asks=asks, until=until, idle=found.idle)
        idle = replace(idle, amount=Fen(max(0, sum(given.values()) - short)))
    return found


def _left(before: Sequence[Money], *ways: Mapping[DebtId, PlanWay]) -> Sequence[Money]:
    """Return the likely cash of each day once every way is paid."""
    paid = (way.all for some in ways for way in some.values())
    return after(before, chain.from_iterable(paid))


def _divided(facts: WeekFacts, first: date) -> tuple[Until | None, BeforePlan]:
    until = until_income(facts)
    return until, BeforePlan() if until is None else until.before(first)


def _beyond(until: Until | None) -> frozenset[DebtId]:
    """Return who of home, work and pledge is asked to take in parts what the cash cannot pay."""
    return frozenset() if until is None or not until.told else until.beyond


def _more_than_carried(
    told: BeforePlan,
    asks: Asks,
    facts: WeekFacts,
    before: Sequence[Money],
    leeway: Leeway,
) -> frozenset[DebtId]:
    """Return who the week may not pay before the plan begins, of those it could pay later.

    They are asked for instalments, or to take in parts what is late of a home. What is paid them
    now is missing in the leanest month of the plan: a home comes first, then the smallest, as far
    as the plan's own lowest cash reaches.
    """
    asked = {debt: once for debt in facts.instalments if (once := told.once(debt))}
    given = {**asked, **told.cured}
    if not given or asks.carried:
        return frozenset()
    paid = {debt: each for debt, each in told.paid.items() if debt not in given}
    rest = replace(told, paid=paid, cured={})
    as_of = facts.home.as_of
    pays = plan_ways(asks, facts.known, as_of, rest)
    guarded = guarded_ways(facts.known, first_day(facts.book, as_of), rest, leeway)
    lean = lowest(_left(before, pays, guarded)).amount
    smallest = sorted(given, key=lambda debt: (debt not in told.cured, given[debt], debt))
    sums = accumulate(given[debt] for debt in smallest)
    return frozenset(debt for debt, total in zip(smallest, sums, strict=True) if total > lean)


def _after_week(
    asking: Callable[[Sequence[Stand], Fen], Asks],
    asks: Asks,
    known: Sequence[Stand],
    told: BeforePlan,
    leeway: Leeway,
) -> Asks:
    """Return what is asked once the week's money has paid what it pays of those who are asked."""
    paid = {one.debt: fen for one in asks.asks if (fen := told.once(one.debt))}
    if not paid and not told.cured and not told.put_off:
        return asks
    gone = {each.debt.id for each in known if settled_in_week(each, told)} & paid.keys()
    left = [
        parts_begin(each, told, leeway.eased)
        if each.debt.is_guarded
        else PaidBefore.of(each, told.paid[each.debt.id]).stand
        if each.debt.id in paid
        else each
        for each in known
        if each.debt.id not in gone
    ]
    found = asking(left, Fen(sum(paid.values())))
    return with_settled(found, asks, {debt: paid[debt] for debt in gone})
