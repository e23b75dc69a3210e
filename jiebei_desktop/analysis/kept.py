"""Contracts that are kept as they stand: whether the amount holds them all, who is paid whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from msgspec import Struct, field
from msgspec.structs import replace

from jiebei_desktop.analysis.agreed import Kept
from jiebei_desktop.analysis.annuity import smallest
from jiebei_desktop.analysis.carried import Money
from jiebei_desktop.analysis.course import MonthlyAmount, monthly
from jiebei_desktop.analysis.dues import plan_days
from jiebei_desktop.domain.debts import DebtId, Payment
from jiebei_desktop.domain.money import TEN_YUAN, ZERO, Fen
from jiebei_desktop.domain.months import Month, add_months
from jiebei_desktop.domain.standing import Stand, agreed_on, obligations, owed


class BeforePlan(Struct, frozen=True, kw_only=True):
    """What this week's money does with what falls due before the plan begins."""

    paid: Mapping[DebtId, tuple[Money, ...]] = field(default_factory=dict)
    """The dues that are paid, on their days."""
    held: frozenset[DebtId] = frozenset()
    """Debts of which something waits until the plan's first payment."""
    until: date = date.max
    """The day of the next income."""
    put_off: frozenset[DebtId] = frozenset()
    """Debts for home, work or with a pledge of which a due waits for that income."""
    cured: Mapping[DebtId, Fen] = field(default_factory=dict)
    """What is late of debts for home, work or with a pledge and is paid today."""

    def once(self, debt: DebtId) -> Fen:
        """Return all that is paid of a debt."""
        return Fen(sum(fen for _, fen in self.paid.get(debt, ())))


class KeptPays(Struct, frozen=True, kw_only=True):
    """What a contract that is kept is paid."""

    pays: tuple[Money, ...]
    late: Fen = ZERO
    """The first of ``pays`` where it makes good what is late, or will be by its day."""
    before: tuple[Money, ...] = ()
    """What is late and the week's money pays today, before ``pays``."""


def kept_pays(stand: Stand, first: date, told: BeforePlan) -> KeptPays:
    """Return what a kept contract is paid: what is late first, then every due on its day.

    What is late is what the day of its payment asks for, its penalty until then with it. It is
    made good today where the week's money pays it; else with the plan's first payment, or on the
    contract's next day where that comes before. What waits does so until the next income.

    Args:
        stand: the debt as it stands.
        first: day of the plan's first payment.
        told: what the week does with the dues before it.
    """
    debt, as_of, dues = stand.debt, stand.owed.as_of, stand.dues
    waits = debt.id in told.held and bool(stand.arrears or (dues and dues[0].day < first))
    if not waits and not stand.arrears:
        return KeptPays(pays=tuple((due.day, due.amount) for due in dues))
    ahead = [due.day for due in dues if not waits or due.day >= told.until]
    at_once = debt.id in told.paid and not waits
    day = as_of if at_once else max(as_of, min([first, *ahead]))
    late = owed(debt, day).arrears
    paid = Payment(date=day, amount=late, after_balance=True)
    made = replace(debt, payments=(*debt.payments, paid))
    later = ((due.day, due.amount) for due in obligations(made, day))
    if at_once:
        return KeptPays(pays=tuple(later), before=((day, late),))
    return KeptPays(late=late, pays=((day, late), *later))


def as_it_stands(stand: Stand, first: date, as_of: date) -> Kept | None:
    """Return a contract as a plan sees it from its first day on; None where something is late."""
    coming = stand.dues
    if stand.owed.arrears or not coming:
        return None
    by_month: dict[Month, int] = defaultdict(int)
    for each in coming:
        by_month[Month.of(each.day)] += each.amount
    months = max(1, max(by_month).minus(Month.of(as_of)))
    waits = sum(day < coming[0].day for day in plan_days(first, months))
    agreed = agreed_on(stand.debt, as_of) is not None
    return Kept(payment=Fen(max(by_month.values())), months=months, waits=waits, agreed=agreed)


def contracts_hold(
    pairs: Sequence[Stand],
    first: date,
    budget: int | MonthlyAmount,
    as_of: date,
    spent: int = 0,
) -> bool:
    """Tell whether a monthly budget meets every contract as it stands, arrears at once.

    What is late counts as the day of its payment asks for it, the plan's ``first`` at the latest.

    Months are those of a comparison: the first runs from the day to the same day of the next
    month, so that what is left of a running month brings no second budget. Money not needed in a
    month is kept for the next ones, except what was ``spent`` before of the first one's: cash that
    paid a part is no second budget. A lender's debt without a plan is due at once; a relative's
    waits.
    """
    due, amount_of = defaultdict[int, int](int), monthly(budget)
    for stand in pairs:
        if stand.is_open and not stand.debt.is_family:
            due[0] += stand.owed.parts.total
        kept = kept_pays(stand, first, BeforePlan())
        due[0] += kept.late
        for day, amount in kept.pays[1:] if kept.late else kept.pays:
            due[_month_after(as_of, day)] += amount
    if due[0] > amount_of.within(1):
        return False
    gone = min(spent, amount_of.within(1) - due[0])
    for month in sorted(due):
        gone += due[month]
        if gone > amount_of.within(month + 1):
            return False
    return True


def as_agreed(
    pairs: Sequence[Stand], budget: MonthlyAmount, days: tuple[date, date], spent: int = 0
) -> MonthlyAmount:
    """Return a budget, raised where that keeps every lender as it stands.

    Where no lender is behind with more than ten yuan and one of them keeps what was agreed anew,
    it is as much more as they take, up to ``budget.most``: an agreement is not asked about again
    for an amount that moves from month to month. Relatives come after them, within what is left.

    Args:
        pairs: the debts as they stand.
        budget: fen a month.
        days: of the plan's first payment, and today.
        spent: as in ``contracts_hold``.
    """
    first, as_of = days
    lenders = [one for one in pairs if not one.debt.is_family]

    def holds(top: int, *, nearly: bool = False) -> bool:
        amount = budget.up_to(top)
        tried = amount.with_a_day() if nearly else amount
        return contracts_hold(lenders, first, tried, as_of, spent)

    agreed = any(agreed_on(one.debt, as_of) is not None for one in lenders)
    more = [one for one in lenders if one.owed.parts.total > TEN_YUAN]
    late = any(one.owed.is_late or one.is_open for one in more)
    if late or not agreed or budget.first <= 0 or holds(budget.top, nearly=True):
        return budget
    if not holds(budget.most, nearly=True):
        return budget
    return budget.up_to(min(budget.most, smallest(holds, budget.most)))


def _month_after(as_of: date, day: date) -> int:
    """Return in which month after a day another day lies; 0 up to the same day of the next."""
    month = max(0, Month.of(day).minus(Month.of(as_of)) - 1)
    return month if day <= add_months(as_of, month + 1) else month + 1


def paid_whole(
    pairs: Sequence[Stand], first: date, budget: int, *, holds: bool
) -> Mapping[DebtId, Fen]:
    """Return the lenders paid whole on the plan's ``first`` day, and what they are owed then.

    Where contracts hold, what is due without a plan, or late to its last fen; else what no
    instalment is smaller than.
    """
    lenders = [stand for stand in pairs if not stand.debt.is_family]
    if holds:
        mine = [one for one in lenders if one.is_open or one.owed.arrears == one.owed.parts.total]
    else:
        mine = [one for one in lenders if one.owed.parts.total <= TEN_YUAN]
    found = {one.debt.id: owed(one.debt, first).parts.total for one in mine}
    carried = holds or (len(mine) < len(lenders) and sum(found.values()) <= budget)
    return found if carried else {}
