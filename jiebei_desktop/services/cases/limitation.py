"""Whether a claim may be out of time: the last due day, payment, demand and promise known of it.

Such a claim stands aside: the plan gives it nothing and asks nothing of its lender, nothing of ours
writes to it unless the user names it, and nothing is promised, because a payment or an offer that
is signed may begin the period anew (row ``limitation_promise``). Somebody who knows the law is
asked first. A claim that a court has, or has decided, is not old: the suit broke the period.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct

from jiebei_desktop.domain.debts import AT_COURT, Debt, DebtId
from jiebei_desktop.domain.months import add_months
from jiebei_desktop.domain.negotiation import Direction
from jiebei_desktop.domain.rules import RuleBook
from jiebei_desktop.domain.standing import Owed, owed
from jiebei_desktop.storage import agreements as stored
from jiebei_desktop.storage import cases
from jiebei_desktop.storage.cases import CONTACTS

if TYPE_CHECKING:
    from jiebei_desktop.services.keeping.session import Session


class LastSign(Struct, frozen=True, kw_only=True):
    """The newest day from which the limitation period may have run."""

    since: date
    years: int
    """How long the period is."""
    is_old: bool
    """It is longer ago than that: the claim may be out of time."""


def last_sign(session: Session, debt: Debt, stand: Owed) -> LastSign | None:
    """Return the newest sign of a claim on the day of ``stand``; None where none is known."""
    return sign_of(debt, stand, noted(session, stand.as_of), session.rules)


def sign_of(
    debt: Debt, stand: Owed, noted: Mapping[DebtId, date], rules: RuleBook
) -> LastSign | None:
    """Return the same of values read before.

    Source: rows ``limitation``, ``limitation_parts``, ``limitation_break``.
    """
    years = int(rules.number("limitation", "years"))
    since = max([*_signs(debt, stand), *filter(None, [noted.get(debt.id)])], default=None)
    if since is None:
        return None
    is_old = add_months(since, 12 * years) < stand.as_of and debt.stage not in AT_COURT
    return LastSign(since=since, years=years, is_old=is_old)


def perhaps_barred(session: Session, states: Iterable[tuple[Debt, Owed]]) -> dict[DebtId, LastSign]:
    """Return the debts whose claim may be out of time, of debts as they stand on one day."""
    known = tuple(states)
    if not known:
        return {}
    return dict(_old(known, noted(session, known[0][1].as_of), session.rules))


def standing_aside(
    states: Iterable[tuple[Debt, Owed]], noted: Mapping[DebtId, date], rules: RuleBook
) -> tuple[DebtId, ...]:
    """Return the negotiable debts something is owed on whose claim may be out of time.

    Args:
        states: debts as they stand on a day.
        noted: the newest day in the case file of each, see ``noted``.
        rules: the length of the period.
    """
    open_ones = (
        (debt, stand) for debt, stand in states if stand.parts.total and not debt.is_guarded
    )
    return tuple(debt for debt, _ in _old(open_ones, noted, rules))


def _old(
    states: Iterable[tuple[Debt, Owed]], noted: Mapping[DebtId, date], rules: RuleBook
) -> Iterator[tuple[DebtId, LastSign]]:
    """Yield the debts whose newest sign is older than the period, each with it."""
    for debt, stand in states:
        sign = sign_of(debt, stand, noted, rules)
        if sign is not None and sign.is_old:
            yield debt.id, sign


def aside_on(session: Session, debts: Iterable[Debt], as_of: date) -> tuple[DebtId, ...]:
    """Return the same of the debts of an open ledger on a day."""
    states = ((debt, owed(debt, as_of)) for debt in debts)
    return standing_aside(states, noted(session, as_of), session.rules)


def noted(session: Session, as_of: date) -> Mapping[DebtId, date]:
    """Return the newest demand, promise or agreement up to a day in the case file of each debt."""
    found = dict[DebtId, date]()
    for case in cases.read(session.ledger):
        days = (day for day in _noted_in(session, case.id) if day <= as_of)
        newest = max(days, default=None)
        if newest is not None:
            found[case.debt] = max(newest, found.get(case.debt, newest))
    return found


def _noted_in(session: Session, case: int) -> Iterator[date]:
    """Yield the days of a case: demands of the lender, proposals sent to it, agreements."""
    asked = CONTACTS.read(session.ledger, case_id=case)  # reminders are of no interest
    yield from (one.on for one in asked if one.direction is Direction.IN)
    yield from (one.sent_on for one in stored.proposals(session.ledger, case) if one.sent_on)
    yield from (one.agreed_on for one in stored.read(session.ledger, case))


def _signs(debt: Debt, stand: Owed) -> Iterator[date]:
    """Yield the days the debt itself knows of: last due day, payments."""
    yield from (state.instalment.due for state in stand.instalments)
    yield from (payment.date for payment in debt.payments if payment.date <= stand.as_of)
    if stand.overdue_since is not None and not stand.instalments:
        yield stand.overdue_since
