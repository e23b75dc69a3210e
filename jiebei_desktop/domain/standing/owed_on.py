"""What a debt stands at on a day: parts, what is overdue, what a further day costs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from jiebei_desktop.domain.debts import Allocation, Debt, DebtId, Method, Stage
from jiebei_desktop.domain.money import ZERO, Fen, half_up
from jiebei_desktop.domain.parts import Parts
from jiebei_desktop.domain.standing.ahead import DueAmount, coming, due_now
from jiebei_desktop.domain.standing.charges import borne
from jiebei_desktop.domain.standing.once import once
from jiebei_desktop.domain.standing.open_instalments import Lot
from jiebei_desktop.domain.standing.remains import current_terms
from jiebei_desktop.domain.standing.replay import Replay
from jiebei_desktop.domain.standing.schedules import Instalment
from jiebei_desktop.domain.standing.start_of_replay import late_since, walked


class Status(StrEnum):
    """Where one instalment stands."""

    PAID = "paid"
    PARTLY = "partly"
    OVERDUE = "overdue"
    DUE = "due"
    """Falls due next, or fell due today or within the days of grace."""
    FUTURE = "future"


class InstalmentState(Struct, frozen=True, kw_only=True):
    """An instalment with what has been paid of it and what its lateness has cost."""

    instalment: Instalment
    paid_principal: Fen
    paid_interest: Fen
    penalty: Fen
    status: Status
    dated: bool = True
    """False where it is late and nobody said since when: its day is the latest possible one."""
    once: bool = False
    """It is a sum that was agreed to be paid at once, no instalment of the plan."""


class Owed(Struct, frozen=True, kw_only=True):
    """One debt on one day; money in fen, every part rounded once."""

    debt: DebtId
    as_of: date
    parts: Parts
    overdue_principal: Fen = ZERO
    overdue_since: date | None = None
    """None while nothing is late, and where nobody said since when it is."""
    overdue_days: int = 0
    """Days since then; where nobody said since when, those of which it is certain."""
    per_day: Fen = ZERO
    """What one more day costs today, penalty included."""
    per_day_penalty: Fen = ZERO
    arrears: Fen = ZERO
    """All that is past its day: principal, interest, fees and penalty."""
    next_due: date | None = None
    next_amount: Fen = ZERO
    other_order: Parts | None = None
    """Where the order of allocation is unknown: the parts under principal-first."""
    instalments: tuple[InstalmentState, ...] = ()
    unapplied: Fen = ZERO
    """Money paid beyond all that was owed."""
    late_unsaid: bool = False
    """It is late, and nobody said by how much."""

    @property
    def is_late(self) -> bool:
        """Return whether something is past its day, known how much or not."""
        return bool(self.arrears) or self.late_unsaid

    @property
    def arrears_known(self) -> Fen | None:
        """What is past its day; None where nobody said how much is."""
        return None if self.late_unsaid else self.arrears

    @property
    def days_known(self) -> int | None:
        """How many days it is late, 0 where it is not; None where nobody said since when."""
        unsaid = self.overdue_days and self.overdue_since is None
        return None if unsaid else self.overdue_days


@once
def owed(debt: Debt, on: date) -> Owed:
    """Return what ``debt`` stands at at the end of ``on``.

    Call it with ``replace(debt, accelerated_on=…)`` for "what if all fell due".
    A settled debt owes nothing; a debt not yet drawn owes nothing either.
    """
    if debt.stage is Stage.SETTLED or on < debt.contract_date:
        return Owed(debt=debt.id, as_of=on, parts=Parts())
    unknown = current_terms(debt, on).allocation is Allocation.UNKNOWN
    main = Allocation.FEES_INTEREST_PRINCIPAL if unknown else None
    found = _read(debt, walked(debt, on, main))
    if debt.is_late_unsaid:
        found = _late_unsaid(debt, found)
    if unknown:
        other = walked(debt, on, Allocation.PRINCIPAL_FIRST).dues().parts
        return replace(found, other_order=other)
    return found


def _late_unsaid(debt: Debt, found: Owed) -> Owed:
    """Return the debt late by nobody knows how much, for the days of which it is certain."""
    shown = debt.balance
    since = shown.overdue_since if shown else None
    known = late_since(shown) if shown else found.as_of
    days = max(1, found.overdue_days, (found.as_of - known).days)
    return replace(found, overdue_since=since, overdue_days=days, late_unsaid=True)


def _is_dated(debt: Debt, lot: Lot) -> bool:
    """Say whether it is known when a lot fell due: a lender's balance may not tell."""
    return not lot.reported or (debt.balance is not None and debt.balance.overdue_since is not None)


def _read(debt: Debt, walk: Replay) -> Owed:
    late = [lot for lot in walk.lots if lot.open and walk.late(lot, walk.day)]
    since = min((lot.due_on for lot in late if lot.due_on), default=None)
    dated = all(_is_dated(debt, lot) for lot in late)
    ahead = tuple(coming(walk))
    due, amount = _next(walk, ahead)
    rate = walk.penalty_daily
    principal = sum(lot.principal for lot in late)
    bearing = principal
    if walk.terms.compound_overdue_interest:
        bearing += sum(lot.interest for lot in late)
    charged = bearing * rate
    parts = walk.dues().parts
    return Owed(
        debt=debt.id,
        as_of=walk.day,
        parts=parts,
        overdue_principal=Fen(principal),
        overdue_since=since if dated else None,
        overdue_days=(walk.day - since).days if since else 0,
        per_day=half_up(walk.undue * walk.daily + charged),
        per_day_penalty=half_up(charged),
        arrears=walk.arrears().total,
        next_due=due,
        next_amount=amount,
        instalments=_states(debt, walk, ahead),
        unapplied=Fen(walk.unapplied),
    )


def _next(walk: Replay, ahead: Sequence[DueAmount]) -> tuple[date | None, Fen]:
    """Return the next day something is to be paid, and how much: today's dues come first."""
    today = due_now(walk)
    if today:
        return min(each.day for each in today), Fen(sum(each.amount for each in today))
    return (ahead[0].day, ahead[0].amount) if ahead else (None, ZERO)


def _states(debt: Debt, walk: Replay, ahead: Sequence[DueAmount]) -> tuple[InstalmentState, ...]:
    rows = _rows_ahead(walk, ahead)
    if walk.terms.method is Method.REVOLVING:
        shown = [lot for lot in walk.lots if lot.due_on is not None and lot.row.payment]
    else:
        shown = [lot for lot in walk.lots if lot.row.payment or lot.row.n in rows]
    return tuple(
        InstalmentState(
            instalment=rows.get(lot.row.n, lot.row) if lot.due_on is None else lot.row,
            paid_principal=Fen(lot.paid_principal),
            paid_interest=Fen(lot.paid_interest),
            penalty=borne(lot, walk.penalty_daily) if walk.late(lot, walk.day) else ZERO,
            status=_status(walk, lot),
            dated=_is_dated(debt, lot),
            once=lot.once,
        )
        for lot in shown
    )


def _rows_ahead(walk: Replay, ahead: Sequence[DueAmount]) -> dict[int, Instalment]:
    """Return the rows that have not fallen due as they will ask, by number."""
    coming_rows, left = {}, walk.undue
    lots = {lot.row.n: lot for lot in walk.lots[walk.next :]}
    for each in ahead:
        left -= each.principal
        lot = lots[each.n]
        principal = each.principal + lot.paid_principal
        interest = each.interest + lot.paid_interest
        coming_rows[each.n] = lot.row._replace(
            payment=Fen(principal + interest + each.fees),
            principal=Fen(principal),
            interest=Fen(interest),
            fee=each.fees,
            balance=Fen(left),
        )
    return coming_rows


def _status(walk: Replay, lot: Lot) -> Status:
    if walk.late(lot, walk.day) and lot.open:
        return Status.OVERDUE
    if not lot.open and (lot.due_on is not None or not walk.undue):
        return Status.PAID
    if lot.paid_principal or (lot.due_on is not None and lot.paid_interest):
        return Status.PARTLY
    if lot.due_on is not None or lot is walk.lots[walk.next]:
        return Status.DUE
    return Status.FUTURE
