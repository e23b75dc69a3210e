"""What-ifs: a plan under changed circumstances, kept under a name in the ledger."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from msgspec.structs import replace

from jiebei_desktop.analysis.course import MonthlyAmount, monthly
from jiebei_desktop.domain.changes import Changes
from jiebei_desktop.domain.debts import DebtId
from jiebei_desktop.domain.money import ZERO, Fen
from jiebei_desktop.domain.problems import Trouble
from jiebei_desktop.domain.scenarios import Scenario, WhatIf
from jiebei_desktop.domain.strategies import PlanDebt
from jiebei_desktop.services.keeping.session import Session
from jiebei_desktop.storage.scenarios import SCENARIOS
from jiebei_desktop.storage.unit_of_work import UnitOfWork

OWN_ORDER = "own_order"
"""Setting of the ledger: ids of debts in the order the user wants them repaid."""


class NameTaken(Trouble):
    """Another what-if has that name."""

    kind = "name-taken"


def scenarios(session: Session) -> tuple[Scenario, ...]:
    """Return the kept what-ifs, oldest first."""
    return SCENARIOS.read(session.ledger)


def save(session: Session, name: str, what_if: WhatIf, on: date) -> Changes:
    """Keep a what-if under a name, in place of one of the same name."""
    kept = Scenario(name=name, made_on=on, what_if=what_if)
    return session.history.run("scenario-save", lambda work: SCENARIOS.put(work, kept, "name"))


def rename(session: Session, scenario_id: int, name: str) -> Changes:
    """Give a what-if another name.

    Raises:
        NameTaken: another one has that name.
    """

    def write(work: UnitOfWork) -> None:
        if any(known.id != scenario_id for known in SCENARIOS.read(work, name=name)):
            raise NameTaken
        SCENARIOS.set(work, scenario_id, name=name)

    return session.history.run("scenario-rename", write)


def delete(session: Session, scenario_id: int) -> Changes:
    """Drop a what-if; undo brings it back."""
    return session.history.run("scenario-delete", lambda work: SCENARIOS.drop(work, [scenario_id]))


def after_lump_sum(debts: Sequence[PlanDebt], amount: Fen) -> tuple[PlanDebt, ...]:
    """Return the debts after a sum paid today: arrears first, then the dearest, to the fen."""
    left, found = int(amount), {debt.id: debt for debt in debts}
    for debt in debts:
        paid = min(left, debt.arrears)
        left -= paid
        found[debt.id] = _paid(debt, paid)
    for debt in sorted(debts, key=lambda one: one.rate, reverse=True):
        now = found[debt.id]
        paid = min(left, now.balance)
        left -= paid
        found[debt.id] = _paid(now, paid)
    return tuple(found[debt.id] for debt in debts if found[debt.id].balance > 0)


def budgets(amount: Fen | MonthlyAmount, what_if: WhatIf) -> Fen | tuple[Fen, ...]:
    """Return the monthly amount, or the amounts month by month when one is missed, or it rises."""
    each = monthly(amount)
    months = max(each.months, what_if.missed_month or 0) + 1
    found = [Fen(max(0, each.of_month(month) + what_if.extra)) for month in range(months)]
    if what_if.missed_month:
        found[what_if.missed_month - 1] = ZERO
    return found[0] if len(found) == 1 else tuple(found)


def said_order(session: Session, debts: Sequence[DebtId]) -> tuple[DebtId, ...]:
    """Return the debts the user put into an order, in it; none where nothing was said."""
    return tuple(DebtId(code) for code in session.ledger.setting(OWN_ORDER, []) if code in debts)


def _paid(debt: PlanDebt, paid: int) -> PlanDebt:
    """Take a payment off a debt; a plan of dues is shortened from its end."""
    if not paid:
        return debt
    balance = debt.balance - paid
    dues, rest = list[Fen](), balance
    for due in debt.dues:
        if rest <= 0:
            break
        dues.append(Fen(min(due, rest)))
        rest -= dues[-1]
    return replace(
        debt,
        balance=Fen(balance),
        arrears=Fen(max(0, debt.arrears - paid)),
        overdue=Fen(max(0, debt.overdue - paid)),
        dues=tuple(dues),
    )
