"""What the plan pays each debt, as everybody is asked for it, and where that leads.

The same ask stands behind `services.plans.proposals` (docs/decisions/0018-one-request.md), which
lies above this room: page, papers and the plan's lane read one list of payments and one last day.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from itertools import accumulate
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from jiebei_desktop.analysis.carried import Money
from jiebei_desktop.analysis.dues import plan_days
from jiebei_desktop.analysis.kept import BeforePlan, kept_pays
from jiebei_desktop.domain.debts import DebtId, Method, Payment
from jiebei_desktop.domain.money import ZERO, Fen
from jiebei_desktop.domain.months import add_months
from jiebei_desktop.domain.parts import Parts
from jiebei_desktop.domain.standing import (
    Following,
    Instalment,
    Stand,
    owed,
    stands,
)
from jiebei_desktop.domain.strategies import MAX_MONTHS
from jiebei_desktop.services.picture.trails import Sale, Trail, agreed, along, unheld

if TYPE_CHECKING:
    from jiebei_desktop.analysis.ask import Asks
    from jiebei_desktop.analysis.concession import Concession
    from jiebei_desktop.analysis.course import MonthlyAmount
    from jiebei_desktop.analysis.relief_asked import ReliefAsked


NOTHING_TOLD = BeforePlan()
"""Where the week is not known: every due is paid on its day."""


class PaidBefore(Struct, frozen=True, kw_only=True):
    """What payments before the plan leave of a debt, each split by what is owed on its own day."""

    stand: Stand
    """The debt once the last is made, on that day; as it is today where none is."""
    parts: Parts
    """What they pay of each part."""
    runs: Parts
    """What runs on by the contract until that day, beside what is owed today."""

    @classmethod
    def of(cls, stand: Stand, paid: Sequence[Money]) -> PaidBefore:
        """Make payments, in the order of their days."""
        debt, gone, day = stand.debt, list[Parts](), stand.owed.as_of
        for day, amount in paid:
            asked = owed(debt, day).parts
            made = Payment(date=day, amount=amount, after_balance=True)
            debt = replace(debt, payments=(*debt.payments, made))
            gone.append(asked.minus(owed(debt, day).parts))
        found, parts = stands([debt], day)[0] if paid else stand, Parts.summed(gone)
        runs = Parts.summed([found.owed.parts, parts]).minus(stand.owed.parts)
        return cls(stand=found, parts=parts, runs=runs)


class PlanWay(Struct, frozen=True, kw_only=True):
    """What the plan pays one negotiable debt, on which days."""

    stand: Stand
    pays: tuple[Money, ...]
    rows: tuple[Instalment, ...] = ()
    """The instalments its lender is asked to agree to; none where nothing is asked."""
    sale: Sale | None = None
    """What is paid at once out of what is sold, beside the household's cash."""
    ends: bool = True
    """Whether they end the debt: not where principal of anyone would have to be cut."""

    late: Fen = ZERO
    """The first of ``pays`` where it makes good what is late of a contract that is kept."""
    before: tuple[Money, ...] = ()
    """Beside ``pays``: what falls due before the plan and the week's money pays; the instalments
    repay what is left of it."""
    relief: ReliefAsked | None = None
    """What a debt that guards home or livelihood is asked for, outside the amount; None for any
    other."""
    kept: PlanWay | None = None
    """The same by its contract, where debts of its kind are eased."""
    deferred: bool = False
    """Whether a due of it waits for the next income and joins what is late."""
    aside: bool = False
    """Whether its claim may be out of time: nothing is paid, asked or promised."""
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

    @property
    def guarded(self) -> bool:
        """Whether it guards home or livelihood, and is paid outside the amount."""
        return self.relief is not None

    @property
    def moved(self) -> bool:
        """Whether a guarded debt is paid on other days than its contract and parts ask for."""
        eased = self.relief is not None and self.relief.eased
        return bool(self.before or self.late) or eased or self.deferred

    def trail(self, as_of: date, looks: Sequence[date]) -> Trail:
        """Follow the debt with these payments; one that stands aside keeps no way from its end."""
        if self.aside:
            return replace(unheld(self.stand, as_of, (), looks), ends=True)
        if not self.ends:
            return unheld(self.stand, as_of, self.all, looks)
        if self.rows or self.sale:
            gone = PaidBefore.of(self.stand, self.before).stand
            return agreed(self.stand, gone, self.rows, self.sale, looks, self.before)
        return along(self.stand, as_of, self.all, looks)

    @property
    def all(self) -> tuple[Money, ...]:
        """All payments out of the household's cash."""
        return (*self.before, *self.pays)

    @property
    def paid_before(self) -> PaidBefore:
        """What ``before`` does to a debt whose rest is repaid in instalments."""
        return PaidBefore.of(self.stand, self.before if self.rows else ())

    @property
    def next(self) -> Money | None:
        """The day of the next payment out of the household's cash and all that is paid on it."""
        if not self.all:
            return None
        day = self.all[0][0]
        return day, Fen(sum(fen for on, fen in self.all if on == day))


def plan_ways(
    asks: Asks,
    known: Iterable[Stand],
    as_of: date,
    told: BeforePlan = NOTHING_TOLD,
) -> Mapping[DebtId, PlanWay]:
    """Return what the plan pays each negotiable debt to its end.

    Args:
        asks: what lenders are asked for within the plan's amount.
        known: debts as they stand; protected ones are paid outside the amount and left out.
        as_of: today.
        told: what the week does with the dues before the plan's first day.
    """
    holds = all(one.total_paid and not one.cuts_principal for one in asks.asks)
    open_ones = [stand for stand in known if not stand.debt.is_guarded]
    found, first = dict[DebtId, PlanWay](), asks.first
    for stand in sorted(open_ones, key=_waits):
        debt, one = stand.debt.id, asks.of(stand.debt.id)
        paid = told.paid.get(debt, ())
        if settled_in_week(stand, told):
            found[debt] = PlanWay(stand=stand, pays=(), before=paid)
        elif one is not None:
            asked = _as_asked(one, stand, (asks.claim(debt).since, first), holds=holds)
            found[debt] = replace(asked, before=paid, sale=_sale(one, asks, as_of))
        elif asks.waits(stand.debt):
            found[debt] = PlanWay(stand=stand, pays=(), ends=False)
        elif debt in asks.whole:
            found[debt] = PlanWay(stand=stand, pays=((first, asks.whole[debt]),), before=paid)
        elif stand.is_open:
            taken = [each.pays for each in found.values()]
            found[debt] = _from_the_rest(stand, asks, taken)
        else:
            kept = kept_pays(stand, first, told)
            found[debt] = PlanWay(stand=stand, pays=kept.pays, late=kept.late, before=kept.before)
    soon = soon_of(first, as_of)
    return {stand.debt.id: replace(found[stand.debt.id], soon=soon) for stand in open_ones}


def aside_ways(known: Iterable[Stand], aside: Collection[DebtId]) -> Mapping[DebtId, PlanWay]:
    """Return what claims that may be out of time are paid: nothing, and nobody waits for it."""
    mine = (stand for stand in known if stand.debt.id in aside)
    return {stand.debt.id: PlanWay(stand=stand, pays=(), aside=True) for stand in mine}


def paid_today(stand: Stand, amount: Fen) -> Stand:
    """Return a debt as it stands once so much more is paid of it today."""
    as_of = stand.owed.as_of
    if not amount:
        return stand
    paid = Payment(date=as_of, amount=amount, after_balance=True)
    (found,) = stands([replace(stand.debt, payments=(*stand.debt.payments, paid))], as_of)
    return found


def settled_in_week(stand: Stand, told: BeforePlan) -> bool:
    """Return whether the week's money pays all of a debt before the plan begins."""
    paid = told.paid.get(stand.debt.id, ())
    return stand.owed.parts.total > 0 and not PaidBefore.of(stand, paid).stand.owed.parts.total


def with_settled(asks: Asks, before: Asks, paid: Mapping[DebtId, Fen]) -> Asks:
    """Return what is asked of the others, with the debts that the week's money settles.

    Args:
        asks: what is asked of the others.
        before: what was asked while they were among them.
        paid: what is paid of each of them.
    """
    if not paid:
        return asks
    from jiebei_desktop.analysis.ask import Treated

    left = {claim.debt: claim for claim in asks.claims}
    treated, tokens = dict(asks.treated), dict(asks.tokens)
    return replace(
        asks,
        claims=tuple(left.get(claim.debt, claim) for claim in before.claims),
        treated=tuple(
            (debt, treated.get(debt, how if how is Treated.FAMILY else Treated.WHOLE))
            for debt, how in before.treated
        ),
        tokens=tuple((debt, tokens.get(debt, ZERO)) for debt, _ in before.tokens),
        whole={**asks.whole, **paid},
        explanation=asks.explanation if left else "contract_holds",
    )


def soon_of(first: date, as_of: date) -> date:
    """Return the last day of a next payment: a month on, or the plan's first day if later."""
    return max(first, add_months(as_of, 1))


def required(stand: Stand, as_of: date) -> list[Money]:
    """Return all that contract and agreements require: arrears today, every due on its day."""
    arrears = [(as_of, stand.arrears)] if stand.arrears else []
    return [*arrears, *((max(due.day, as_of), due.amount) for due in stand.dues)]


def waiting(asks: Asks) -> frozenset[DebtId]:
    """Return the debts whose creditors are asked to wait before they are paid anything."""
    return frozenset(one.debt for one in asks.asks if one.steps and not one.steps[0][1])


def first_payments(ways: Mapping[DebtId, PlanWay], first: date) -> Mapping[DebtId, Fen]:
    """Return what each negotiable debt is paid in the month up to the plan's first day, in fen."""
    since = add_months(first, -1)
    return {
        debt: Fen(sum(amount for day, amount in way.pays if since < day <= first))
        for debt, way in ways.items()
    }


def _waits(stand: Stand) -> tuple[bool, bool]:
    """Rank debts without a plan after those with one, and relatives last."""
    return stand.debt.terms.method is Method.FREE, stand.debt.is_family


def _as_asked(one: Concession, stand: Stand, days: tuple[date, date], *, holds: bool) -> PlanWay:
    from jiebei_desktop.analysis.asked import dated_rows

    since, first = days
    rows = dated_rows(one.due, one.steps, first, since)
    pays = tuple((row.due, row.payment) for row in rows)
    return PlanWay(stand=stand, pays=pays, rows=rows, ends=holds)


def _sale(one: Concession, asks: Asks, as_of: date) -> Sale | None:
    """Return what a lender is paid out of what is sold, once all of that price is there."""
    from jiebei_desktop.analysis.claim import LeverKind

    levers = (lever.value for lever in one.levers if lever.kind is LeverKind.LUMP_SUM)
    amount = next((Fen(int(str(value))) for value in levers), ZERO)
    days = (sold.ready for sold in asks.sources if one.debt in dict(sold.use))
    return Sale(amount=amount, on=max([as_of, *filter(None, days)])) if amount else None


def _from_the_rest(stand: Stand, asks: Asks, taken: Iterable[Sequence[Money]]) -> PlanWay:
    """Pay a debt without a plan from what the others never need of the amount."""
    as_of = stand.owed.as_of
    days = plan_days(asks.first, MAX_MONTHS)
    at = Following(stand.debt, as_of, days[-1])
    spent, pays = ZERO, list[Money]()
    for day, spare in zip(days, _spare(asks.amount, taken, days), strict=True):
        at.reach(day)
        part = Fen(max(0, min(at.total, spare - spent)))
        if part:
            at.pay(part)
            spent = Fen(spent + part)
            pays.append((day, part))
        if not at.total:
            break
    return PlanWay(stand=stand, pays=tuple(pays), ends=not at.total)


def _spare(
    amount: MonthlyAmount, taken: Iterable[Sequence[Money]], days: Sequence[date]
) -> list[int]:
    """Return how much of the amount may be gone by each day so that no later payment lacks it."""
    spent, place = [0] * len(days), 0
    for day, paid in sorted(each for pays in taken for each in pays):
        while place < len(days) - 1 and days[place] < day:
            place += 1
        spent[place] += paid
    left = [amount.within(k + 1) - gone for k, gone in enumerate(accumulate(spent))]
    return list(accumulate(reversed(left), min))[::-1]
