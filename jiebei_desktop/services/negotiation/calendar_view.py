"""Days to be reminded of while the program is closed: dues, instalments, promises and terms."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from jiebei_desktop.domain.debts import Debt, DebtId, Stage
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.months import add_months
from jiebei_desktop.domain.negotiation import Agreement
from jiebei_desktop.domain.reminders import case_ref, contact_ref, debt_ref
from jiebei_desktop.domain.standing import ObligationKind, obligations
from jiebei_desktop.services.cases import casefile
from jiebei_desktop.services.cases.agreements import agreements_of
from jiebei_desktop.services.keeping.session import Session

MONTHS_AHEAD = 12
"""Months a calendar file reaches ahead."""
ALARM_DAYS = {"deadline": 3, "due": 2, "instalment": 2}
"""Days before the day on which the calendar rings; one day for every other kind."""


class CalendarDay(Struct, frozen=True, kw_only=True):
    """One day to be reminded of."""

    uid: str
    """The same for the same matter in every file, so that a calendar replaces it."""
    on: date
    kind: str
    """due, instalment, or the kind of the reminder: promise, deadline …"""
    debt: str = ""
    """Name of the debt; empty when it belongs to none."""
    amount: Fen | None = None
    number: int = 0
    """Number of the agreed instalment."""
    note: str = ""
    alarm_days: int = 1


def calendar_days(session: Session, as_of: date) -> tuple[CalendarDay, ...]:
    """Return what falls due from ``as_of`` on, by day; what is past its day is not in it."""
    until = add_months(as_of, MONTHS_AHEAD)
    found: list[CalendarDay] = []
    debts = [debt for debt in session.ledger.debts() if debt.stage is not Stage.SETTLED]
    cases = {debt.id: case.id for debt in debts if (case := casefile.case_of(session, debt.id))}
    kept = agreements_of(session, cases.values())
    for debt in debts:
        made = kept[cases[debt.id]] if debt.id in cases else ()
        found += _agreed(debt, made) or _due(debt, as_of, until)
    found += _noted(session)
    return tuple(
        sorted(
            (each for each in found if as_of <= each.on <= until),
            key=lambda each: (each.on, each.kind, each.uid),
        )
    )


def _agreed(debt: Debt, kept: Sequence[Agreement]) -> list[CalendarDay]:
    """Return the open instalments of the running agreement of a debt."""
    if not kept or kept[0].broken_on is not None:
        return []
    return [
        replace(_day("instalment", mark.due, debt, str(mark.n)), amount=mark.left, number=mark.n)
        for mark in kept[0].marks
        if mark.paid_on is None
    ]


def _due(debt: Debt, as_of: date, until: date) -> list[CalendarDay]:
    """Return what a contract asks for, day by day, arrears apart."""
    return [
        replace(_day("due", each.day, debt, each.day.isoformat()), amount=each.amount)
        for each in obligations(debt, as_of, until)
        if each.kind is not ObligationKind.ARREARS
    ]


def _noted(session: Session) -> Iterator[CalendarDay]:
    """Yield the open reminders with the debt they are about."""
    owner: dict[str, DebtId] = {}
    for case in casefile.cases(session):
        owner[case_ref(case.id)] = case.debt
        owner |= {contact_ref(each.id): case.debt for each in casefile.contacts(session, case.id)}
    debts = {debt.id: debt for debt in session.ledger.debts()}
    owner |= {debt_ref(debt): debt for debt in debts}
    for each in casefile.reminders(session):
        debt = debts.get(owner.get(each.ref, DebtId("")))
        yield replace(_day(each.kind, each.on, debt, f"{each.ref}:{each.id}"), note=each.note)


def _day(kind: str, on: date, debt: Debt | None, mark: str) -> CalendarDay:
    """Return a day without its amount; ``mark`` tells it from others of the same debt."""
    about = "" if debt is None else debt.id
    return CalendarDay(
        uid=hashlib.sha256(f"{kind}:{about}:{mark}".encode()).hexdigest()[:24],
        on=on,
        kind=kind,
        debt="" if debt is None else debt.name,
        alarm_days=ALARM_DAYS.get(kind, 1),
    )
