"""What-ifs: a plan under changed circumstances, kept under a name in the ledger."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Any

from jiebei_desktop.domain.changes import Changes
from jiebei_desktop.domain.debts import DebtId
from jiebei_desktop.domain.household import Book, EntryKind
from jiebei_desktop.domain.money import ZERO, Fen, half_up
from jiebei_desktop.domain.strategies import PlanDebt
from jiebei_desktop.services.formats.request_json import text
from jiebei_desktop.services.keeping.session import Session

OWN_ORDER = "own_order"
"""Setting of the ledger: ids of debts in the order the user wants them repaid."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIf:
    """What would be different from today."""

    extra: Fen = ZERO
    """More (or, negative, less) each month."""
    lump_sum: Fen = ZERO
    """Paid at once, to what is overdue first and then to the dearest debt."""
    income_cut: int = 0
    """Percent by which all income falls, 0 to 100."""
    missed_month: int = 0
    """The month from now in which nothing is paid; 0 for none."""

    @property
    def is_plain(self) -> bool:
        """Return whether nothing is different."""
        return self == WhatIf()


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """A kept what-if."""

    id: int
    name: str
    made_on: date
    what_if: WhatIf


def scenarios(session: Session) -> tuple[Scenario, ...]:
    """Return the kept what-ifs, oldest first."""
    return tuple(_scenario(row) for row in session.ledger.rows("scenarios"))


def save(session: Session, name: str, what_if: WhatIf, on: date) -> Changes:
    """Keep a what-if under a name, in place of one of the same name."""
    values = {"name": name, "made_on": on.isoformat(), "body": text(_body(what_if))}
    known = session.ledger.rows("scenarios", name=name)
    if known:
        row = known[0]["id"]
        return session.history.run(
            "scenario-save", lambda work: work.update("scenarios", row, values)
        )
    return session.history.run("scenario-save", lambda work: work.insert("scenarios", values))


def rename(session: Session, scenario_id: int, name: str) -> Changes:
    """Give a what-if another name.

    Raises:
        ValueError: another one has that name.
    """
    known = session.ledger.rows("scenarios", name=name)
    if any(row["id"] != scenario_id for row in known):
        raise ValueError(name)
    return session.history.run(
        "scenario-rename", lambda work: work.update("scenarios", scenario_id, {"name": name})
    )


def delete(session: Session, scenario_id: int) -> Changes:
    """Drop a what-if; undo brings it back."""
    return session.history.run(
        "scenario-delete", lambda work: work.delete("scenarios", scenario_id)
    )


def with_less_income(book: Book, percent: int) -> Book:
    """Return the book with every income smaller by so many percent, past and recurring alike."""
    if not percent:
        return book
    left = Fraction(100 - percent, 100)

    def cut(amount: Fen, kind: EntryKind) -> Fen:
        return half_up(amount * left) if kind is EntryKind.INCOME else amount

    return replace(
        book,
        entries=tuple(replace(one, amount=cut(one.amount, one.kind)) for one in book.entries),
        recurring=tuple(replace(one, amount=cut(one.amount, one.kind)) for one in book.recurring),
    )


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


def budgets(amount: Fen, what_if: WhatIf) -> Fen | tuple[Fen, ...]:
    """Return the monthly amount, or the amounts month by month when one is missed."""
    whole = Fen(max(0, amount + what_if.extra))
    if not what_if.missed_month:
        return whole
    before = (whole,) * (what_if.missed_month - 1)
    return (*before, ZERO, whole)


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


def _body(what_if: WhatIf) -> dict[str, int]:
    return {
        "extra_fen": what_if.extra,
        "lump_fen": what_if.lump_sum,
        "income_cut_percent": what_if.income_cut,
        "missed_month": what_if.missed_month,
    }


def _scenario(row: dict[str, Any]) -> Scenario:
    body = json.loads(row["body"])
    return Scenario(
        id=row["id"],
        name=row["name"],
        made_on=date.fromisoformat(row["made_on"]),
        what_if=WhatIf(
            extra=Fen(body["extra_fen"]),
            lump_sum=Fen(body["lump_fen"]),
            income_cut=body["income_cut_percent"],
            missed_month=body["missed_month"],
        ),
    )
