"""Paying more than is due on a day: what is left to pay with the term kept, or the payment."""

from __future__ import annotations

from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from jiebei_desktop.domain.debts import Debt, Payment, Stage, Unchanged
from jiebei_desktop.domain.money import ZERO, Fen
from jiebei_desktop.domain.parts import Parts
from jiebei_desktop.domain.standing.obligation_list import Obligation, ObligationKind, obligations
from jiebei_desktop.domain.standing.owed_on import owed
from jiebei_desktop.domain.standing.plan_anew import IN_PARTS
from jiebei_desktop.domain.standing.remains import current_terms
from jiebei_desktop.domain.standing.start_of_replay import called_in


class WayOn(Struct, frozen=True, kw_only=True):
    """How a debt goes on after a day if everything is paid when it falls due; money in fen."""

    dues: tuple[Obligation, ...]
    cost: Fen
    """Interest, penalty and fees from the day on, the prepayment's part of them included."""

    @property
    def last(self) -> date | None:
        """The day of the last payment; None where nothing is left."""
        return self.dues[-1].day if self.dues else None

    @property
    def most(self) -> Fen:
        """The largest of the payments to come: of a level plan each of them, but for the last."""
        return max((each.amount for each in self.dues), default=ZERO)


class Prepayment(Struct, frozen=True, kw_only=True):
    """An amount paid on a day beside what falls due before it, and both ways on from there."""

    on: date
    amount: Fen
    applied: Parts
    """What it is counted towards on its day."""
    unapplied: Fen
    """What exceeds all that is owed on the day."""
    early: Fen
    """Principal that was not due: nothing where the amount does not reach it."""
    without: WayOn
    shorter: WayOn
    """The payment is kept, the last day comes earlier."""
    lower: WayOn
    """The last day is kept, each payment gets smaller."""

    def saves(self, way: WayOn) -> Fen:
        """Return how much less one way on costs than without the prepayment."""
        return Fen(self.without.cost - way.cost)

    @property
    def settles(self) -> bool:
        """Whether nothing is left afterwards."""
        return not self.lower.dues


def can_prepay(debt: Debt, as_of: date) -> bool:
    """Return whether a debt has a plan of even instalments that a prepayment changes."""
    terms = current_terms(debt, as_of)
    open_plan = debt.stage is not Stage.SETTLED and called_in(debt, as_of) is None
    return open_plan and terms.method in IN_PARTS and bool(terms.periods)


def prepaid(debt: Debt, amount: Fen, on: date, as_of: date) -> Prepayment:
    """Return what an amount paid on ``on`` changes, as seen on ``as_of``, not after it.

    What is late and what falls due before the day is taken as paid then.
    """
    before = tuple(
        Payment(date=each.day, amount=each.amount, after_balance=True)
        for each in obligations(debt, as_of)
        if each.day < on
    )
    start = replace(debt, payments=(*debt.payments, *before))
    paid = {kept: _with(start, amount, on, kept) for kept in Unchanged}
    stand, after = owed(start, on), owed(paid[Unchanged.TERM], on)
    applied = stand.parts.minus(after.parts)
    ways = {kept: _way(one, on, applied) for kept, one in paid.items()}
    fallen = [each for each in obligations(start, on) if each.day <= on]
    return Prepayment(
        on=on,
        amount=amount,
        applied=applied,
        unapplied=Fen(after.unapplied - stand.unapplied),
        early=Fen(max(0, applied.principal - sum(each.principal for each in fallen))),
        without=_way(start, on, Parts()),
        shorter=ways[Unchanged.PAYMENT],
        lower=ways[Unchanged.TERM],
    )


def _with(debt: Debt, amount: Fen, on: date, kept: Unchanged) -> Debt:
    """Return the debt with the prepayment made."""
    made = Payment(date=on, amount=amount, after_balance=True, kept=kept)
    return replace(debt, payments=(*debt.payments, made))


def _way(debt: Debt, on: date, applied: Parts) -> WayOn:
    asked = obligations(debt, on)
    dues = tuple(each for each in asked if each.kind is not ObligationKind.ARREARS)
    cost = sum(each.amount - each.principal for each in asked)
    return WayOn(dues=dues, cost=Fen(cost + applied.total - applied.principal))
