"""What the plan pays each debt, as everybody is asked for it, and where that leads.

The same ask stands behind `services.plans.proposals` (docs/decisions/0018-one-request.md), which
lies above this room: page, papers and the plan's lane read one list of payments and one last day.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import accumulate
from typing import TYPE_CHECKING

from jiebei_desktop.analysis.carried import Money
from jiebei_desktop.analysis.dues import first_day, plan_days
from jiebei_desktop.domain.debts import PROTECTED, DebtId, Method, Payment, Priority
from jiebei_desktop.domain.household import Book
from jiebei_desktop.domain.money import ZERO, Fen
from jiebei_desktop.domain.months import add_months
from jiebei_desktop.domain.planning import is_open
from jiebei_desktop.domain.standing import (
    Following,
    Instalment,
    Obligation,
    Stand,
    obligations,
    owed,
)
from jiebei_desktop.domain.strategies import MAX_MONTHS
from jiebei_desktop.services.picture.trails import Trail, agreed, along, unheld

if TYPE_CHECKING:
    from jiebei_desktop.analysis.ask import Asks
    from jiebei_desktop.analysis.concession import Concession


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanWay:
    """What the plan pays one negotiable debt, on which days."""

    stand: Stand
    pays: tuple[Money, ...]
    rows: tuple[Instalment, ...] = ()
    """The instalments its lender is asked to agree to; none where nothing is asked."""
    sold: Fen = ZERO
    """Paid at once out of what is sold, beside the household's cash."""
    ends: bool = True
    """Whether they end the debt: not where principal of anyone would have to be cut."""

    late: Fen = ZERO
    """The first of ``pays`` where it makes good what is late of a contract that is kept."""
    soon: date = date.min
    """The last day of a next payment: a month on, or the plan's first day where that is later."""

    @property
    def dues(self) -> tuple[Money, ...]:
        """The payments without what makes good what is late."""
        return self.pays[1:] if self.late else self.pays

    @property
    def monthly(self) -> Fen:
        """What it gets each month from the first on, in fen; 0 in a pause or while it waits."""
        return ZERO if self._single else self._first

    @property
    def once(self) -> Fen:
        """What it gets beside that one time only: late, the only payment, or all at once."""
        return Fen(self.late + (self._first if self._single else ZERO))

    @property
    def _single(self) -> bool:
        return len(self.dues) == 1 and not self.rows

    @property
    def _first(self) -> Fen:
        """The next payment, if it comes within a month or with the plan's first."""
        return next((amount for day, amount in self.dues[:1] if day <= self.soon), ZERO)

    def trail(self, as_of: date, looks: Sequence[date]) -> Trail:
        """Follow the debt with these payments."""
        if not self.ends:
            return unheld(self.stand, as_of, self.pays, looks)
        if self.rows or self.sold:
            return agreed(self.stand, as_of, self.rows, self.sold, looks)
        return along(self.stand, as_of, self.pays, looks)


def plan_ways(
    asks: Asks, known: Iterable[Stand], book: Book, as_of: date
) -> Mapping[DebtId, PlanWay]:
    """Return what the plan pays each negotiable debt to its end.

    Args:
        asks: what lenders are asked for within the plan's amount.
        known: debts as they stand; protected ones are paid outside the amount and left out.
        book: the ledger's values.
        as_of: today.
    """
    holds = all(one.total_paid and not one.cuts_principal for one in asks.asks)
    open_ones = [stand for stand in known if stand.debt.priority not in PROTECTED]
    found, first = dict[DebtId, PlanWay](), first_day(book, as_of)
    for stand in sorted(open_ones, key=_waits):
        one = asks.of(stand.debt.id)
        if one is not None:
            found[stand.debt.id] = _as_asked(one, stand, first, holds=holds)
        elif asks.waits(stand.debt):
            found[stand.debt.id] = PlanWay(stand=stand, pays=(), ends=False)
        elif stand.debt.id in asks.whole:
            pays = ((first, asks.whole[stand.debt.id]),)
            found[stand.debt.id] = PlanWay(stand=stand, pays=pays)
        elif is_open(stand.debt):
            taken = [each.pays for each in found.values()]
            found[stand.debt.id] = _from_the_rest(stand, asks.budget, taken, book)
        else:
            late, held = _kept(stand, first)
            found[stand.debt.id] = PlanWay(stand=stand, pays=held, late=late)
    soon = max(first, add_months(as_of, 1))
    return {stand.debt.id: replace(found[stand.debt.id], soon=soon) for stand in open_ones}


def required(stand: Stand, as_of: date) -> list[Money]:
    """Return all that contract and agreements require: arrears today, every due on its day."""
    arrears = [(as_of, stand.arrears)] if stand.arrears else []
    return [*arrears, *((max(due.day, as_of), due.amount) for due in stand.dues)]


def late_day(first: date, dues: Sequence[Obligation]) -> date:
    """Return the day on which what is late of a kept contract is made good.

    With the plan's first payment; before it, where the contract's next day comes before.
    """
    return min(first, dues[0].day) if dues else first


def _kept(stand: Stand, first: date) -> tuple[Fen, tuple[Money, ...]]:
    """Return what a contract that is kept is paid: what is late first, every due on its day.

    What is late is what the day of its payment asks for, its penalty until then with it.
    """
    if not stand.arrears:
        return ZERO, tuple((due.day, due.amount) for due in stand.dues)
    day = max(late_day(first, stand.dues), stand.owed.as_of)
    late = owed(stand.debt, day).arrears
    paid = Payment(date=day, amount=late, after_balance=True)
    made = replace(stand.debt, payments=(*stand.debt.payments, paid))
    return late, ((day, late), *((due.day, due.amount) for due in obligations(made, day)))


def waiting(asks: Asks) -> frozenset[DebtId]:
    """Return the debts whose creditors are asked to wait before they are paid anything."""
    return frozenset(one.debt for one in asks.asks if one.steps and not one.steps[0][1])


def first_payments(ways: Mapping[DebtId, PlanWay], book: Book, as_of: date) -> Mapping[DebtId, Fen]:
    """Return what the plan pays each negotiable debt by its first day, in fen; 0 in a pause."""
    first = first_day(book, as_of)
    return {
        debt: Fen(sum(amount for day, amount in way.pays if day <= first))
        for debt, way in ways.items()
    }


def _waits(stand: Stand) -> tuple[bool, bool]:
    """Rank debts without a plan after those with one, and relatives last."""
    return stand.debt.terms.method is Method.FREE, stand.debt.priority is Priority.FAMILY


def _as_asked(one: Concession, stand: Stand, first: date, *, holds: bool) -> PlanWay:
    from jiebei_desktop.analysis.asked import dated_rows
    from jiebei_desktop.analysis.claim import LeverKind

    values = {lever.kind: lever.value for lever in one.levers}
    rows = dated_rows(one.due, one.steps, first, stand.owed.as_of)
    sold = Fen(int(str(values.get(LeverKind.LUMP_SUM, 0))))
    pays = tuple((row.due, row.payment) for row in rows)
    return PlanWay(stand=stand, pays=pays, rows=rows, sold=sold, ends=holds)


def _from_the_rest(
    stand: Stand, budget: Fen, taken: Iterable[Sequence[Money]], book: Book
) -> PlanWay:
    """Pay a debt without a plan from what the others never need of the amount."""
    as_of = stand.owed.as_of
    days = plan_days(book, as_of, MAX_MONTHS)
    at = Following(stand.debt, as_of, days[-1])
    spent, pays = ZERO, list[Money]()
    for day, spare in zip(days, _spare(budget, taken, days), strict=True):
        at.reach(day)
        part = Fen(max(0, min(at.total, spare - spent)))
        if part:
            at.pay(part)
            spent = Fen(spent + part)
            pays.append((day, part))
        if not at.total:
            break
    return PlanWay(stand=stand, pays=tuple(pays), ends=not at.total)


def _spare(budget: Fen, taken: Iterable[Sequence[Money]], days: Sequence[date]) -> list[int]:
    """Return how much of the amount may be gone by each day so that no later payment lacks it."""
    spent, place = [0] * len(days), 0
    for day, amount in sorted(each for pays in taken for each in pays):
        while place < len(days) - 1 and days[place] < day:
            place += 1
        spent[place] += amount
    left = [budget * (k + 1) - gone for k, gone in enumerate(accumulate(spent))]
    return list(accumulate(reversed(left), min))[::-1]
