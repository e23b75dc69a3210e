"""The one thing to do first, as the check-in names it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from msgspec import Struct

from jiebei_desktop.domain.debts import DebtId
from jiebei_desktop.domain.findings import Finding
from jiebei_desktop.domain.money import ZERO, Fen
from jiebei_desktop.domain.this_week import Rank
from jiebei_desktop.services.picture import NextDue, WeekState
from jiebei_desktop.services.today.overview import Outlook, Standing


class Thing(Struct, frozen=True, kw_only=True):
    """The one thing to do, worded by ``code``.

    Codes: ``court`` (answer by ``day``), ``relief`` (all cash is below the local minimum),
    ``home`` (ask whether ``name`` can wait), ``tell`` (tell ``name`` when you can pay),
    ``warning`` (the ``finding``), ``due`` (keep ``amount`` for ``name`` on ``day``) and ``rest``
    (nothing).
    """

    code: str
    page: str = ""
    debt: DebtId | None = None
    name: str = ""
    day: date | None = None
    amount: Fen = ZERO
    finding: Finding | None = None


def one_thing(facts: Standing, ahead: Outlook | None) -> Thing:
    """Return what to do first: the courts, the home, those who wait, then what is urgent."""
    case = facts.case
    if case is not None and case.answer_by is not None:
        return Thing(code="court", page="negotiation", debt=case.debt, day=case.answer_by)
    found = next(_of_the_week(ahead), None) if ahead is not None else None
    if found is not None:
        return found
    if facts.findings:
        first = facts.findings[0]
        return Thing(code="warning", page=first.action, debt=first.debt, finding=first)
    return _next_due(facts)


def _of_the_week(ahead: Outlook) -> Iterator[Thing]:
    week, seen = ahead.seen.week, ahead.seen
    if week is None or week.state is not WeekState.SHORT:
        return
    floor = seen.money("week.floor")
    if floor is not None and seen.amount("cash") < floor:
        yield Thing(code="relief", amount=floor)
    homes = [one for one in (*week.held, *week.first) if one.rank is Rank.HOME]
    if homes and (seen.amount("week.missing") or homes[0] in week.held):
        home = max(homes, key=lambda one: one.amount)
        yield Thing(code="home", debt=home.debt, name=home.name, day=week.until)
    waits = next((one for one in week.held if one.debt is not None), None)
    if waits is not None:
        yield Thing(
            code="tell", page="negotiation", debt=waits.debt, name=waits.name, amount=waits.amount
        )


def _next_due(facts: Standing) -> Thing:
    ahead = [
        (due.day, debt, due.amount)
        for debt in facts.book.debts
        if isinstance(due := facts.seen[f"next.{debt.id}"].value, NextDue)
    ]
    if not ahead:
        return Thing(code="rest")
    day, debt, amount = min(ahead, key=lambda each: each[0])
    return Thing(code="due", page="debts", debt=debt.id, name=debt.name, day=day, amount=amount)
