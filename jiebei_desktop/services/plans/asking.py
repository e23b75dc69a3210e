"""What each lender is asked for within a budget, and how one amount is shared by them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from jiebei_desktop.analysis.claim import COUNTED
from jiebei_desktop.domain.debts import DebtId
from jiebei_desktop.domain.fair_shares import By, CreditorShare
from jiebei_desktop.domain.money import Fen, yuan
from jiebei_desktop.domain.months import add_months
from jiebei_desktop.domain.planning import negotiable
from jiebei_desktop.services.cases.limitation import aside_on
from jiebei_desktop.services.picture.document import fraction
from jiebei_desktop.services.plans.proposals import fair_by_debt

if TYPE_CHECKING:
    from jiebei_desktop.analysis.ask import Asks
    from jiebei_desktop.analysis.claim import Lever
    from jiebei_desktop.analysis.concession import Concession
    from jiebei_desktop.services.keeping.session import Session
    from jiebei_desktop.services.picture import Picture


class Asked(Struct, frozen=True, kw_only=True):
    """The smallest concessions that make a plan hold, with names and first days."""

    as_of: date
    seen: Picture
    """The picture within the budget."""
    names: Mapping[DebtId, str]
    first: Mapping[DebtId, date]
    """The first day to propose to each lender."""

    @property
    def found(self) -> Asks:
        """The concessions."""
        return self.seen.asked

    @property
    def out_of_time(self) -> tuple[DebtId, ...]:
        """Debts whose claim may be out of time: they stand aside until the law is asked."""
        return self.seen.aside

    def hold_until(self, one: Concession) -> date | None:
        """Return the day a pause ends; None where something is paid."""
        return add_months(self.as_of, one.months) if one.is_pause else None

    def paid_from_to(self, one: Concession) -> tuple[date, date] | None:
        """Return the days of the first and the last payment; None where nothing is paid."""
        if one.pays is None:
            return None
        first = self.first[one.debt]
        return add_months(first, one.pays[0]), add_months(first, one.pays[1])


def asked(session: Session, budget: Fen | None, as_of: date, *, capitalise: bool = False) -> Asked:
    """Return what has to be asked for within a budget of fen a month, whatever cash there is.

    Without one the plan's own amount is taken, and cash that keeps the contracts is seen.
    """
    from jiebei_desktop.services.picture import at_payment, picture_of, read

    reading = read(session, as_of)
    book, named = reading.book, budget is not None
    amount = budget if named else picture_of(reading).money("plan.payment")
    seen = at_payment(reading, amount, capitalise=capitalise, named=named)
    return Asked(
        as_of=as_of,
        seen=seen,
        names={debt.id: debt.name for debt in book.debts},
        first=dict.fromkeys((debt.id for debt in book.debts), seen.asked.first),
    )


def levers_of(one: Concession) -> list[dict[str, Any]]:
    """Return what one creditor is asked to change as values of a document.

    Months are numbers, rates plain fractions, days as such, everything else yuan text.
    """
    return [{"kind": each.kind.value, "value": _value(each)} for each in one.levers]


def steps_of(steps: Iterable[tuple[int, int]]) -> list[dict[str, Any]]:
    """Return (months, fen a month) as values of a document."""
    return [{"months": months, "payment": yuan(Fen(paid))} for months, paid in steps]


def waived_of(let_go: Mapping[str, Fen]) -> list[dict[str, Any]]:
    """Return what is asked to be let go of each part as values of a document."""
    return [{"part": part, "amount": yuan(fen)} for part, fen in let_go.items()]


def _value(lever: Lever) -> str | int:
    value = lever.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return fraction(value)
    return value if lever.kind in COUNTED else yuan(value)


def shared(
    session: Session, whole: Fen, by: By, as_of: date
) -> tuple[tuple[tuple[str, CreditorShare], ...], tuple[DebtId, ...]]:
    """Share one amount over the negotiable debts that owe something: names and shares.

    Relatives come last, as in what is asked for within an amount. Beside them the debts that stand
    aside, because their claim may be out of time.
    """
    debts = session.ledger.debts()
    aside = aside_on(session, debts, as_of)
    known = {debt.id: debt for debt in negotiable(debts, aside)}
    stands = [one for one in session.owed(as_of) if one.debt in known and one.parts.total]
    if aside and not stands:
        return (), aside
    found = fair_by_debt(whole, stands, known, by)
    return tuple((known[one.debt].name, found[one.debt]) for one in stands), aside
