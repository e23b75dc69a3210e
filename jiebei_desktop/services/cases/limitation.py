"""Whether a claim may be out of time: the last due day, payment and demand known of it.

Nothing of ours writes to its lender unless the user names it, and nothing is promised: an offer
that is signed may begin the period anew (row ``limitation_promise``). Somebody who knows the law
is asked first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from jiebei_desktop.domain.debts import Debt, DebtId
from jiebei_desktop.domain.months import add_months
from jiebei_desktop.domain.negotiation import Direction
from jiebei_desktop.domain.standing import Owed
from jiebei_desktop.services.cases.casefile import case_of
from jiebei_desktop.storage.cases import CONTACTS

if TYPE_CHECKING:
    from jiebei_desktop.services.keeping.session import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class LastSign:
    """The newest day from which the limitation period may have run."""

    since: date
    years: int
    """How long the period is."""
    is_old: bool
    """It is longer ago than that: the claim may be out of time."""


def last_sign(session: Session, debt: Debt, stand: Owed) -> LastSign | None:
    """Return the newest sign of a claim on the day of ``stand``; None where none is known.

    Source: rows ``limitation``, ``limitation_parts``.
    """
    years = int(session.rules.number("limitation", "years"))
    since = max(_signs(session, debt, stand), default=None)
    if since is None:
        return None
    is_old = add_months(since, 12 * years) < stand.as_of
    return LastSign(since=since, years=years, is_old=is_old)


def perhaps_barred(session: Session, states: Iterable[tuple[Debt, Owed]]) -> dict[DebtId, LastSign]:
    """Return the debts whose claim may be out of time, of debts as they stand on a day."""
    signs = ((debt.id, last_sign(session, debt, stand)) for debt, stand in states)
    return {debt: sign for debt, sign in signs if sign is not None and sign.is_old}


def _signs(session: Session, debt: Debt, stand: Owed) -> Iterator[date]:
    """Yield the days from which the period may have run: last due day, payments, demands."""
    as_of = stand.as_of
    yield from (state.instalment.due for state in stand.instalments)
    yield from (payment.date for payment in debt.payments if payment.date <= as_of)
    if stand.overdue_since is not None and not stand.instalments:
        yield stand.overdue_since
    case = case_of(session, debt.id)
    if case is not None:
        asked = CONTACTS.read(session.ledger, case_id=case.id)  # reminders are of no interest
        yield from (one.on for one in asked if one.direction is Direction.IN and one.on <= as_of)
