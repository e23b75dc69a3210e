"""One debt in full: how its parts come about, its payments with vouchers, what happened to it."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from jiebei_desktop.domain.debts import Debt, DebtId, Payment, Terms
from jiebei_desktop.domain.money import ZERO, Fen, half_up
from jiebei_desktop.domain.standing import Owed, Status, can_prepay, counted_payments, owed
from jiebei_desktop.services.cases.receipts import receipt_of, receipts
from jiebei_desktop.services.debts import estimates
from jiebei_desktop.services.debts.debts_view import DebtLine, bands, line
from jiebei_desktop.services.reference.lenders import of_same_lender
from jiebei_desktop.services.statements import proposed_debts
from jiebei_desktop.storage.debt_events import EVENTS
from jiebei_desktop.storage.debt_names import row_id

if TYPE_CHECKING:
    from jiebei_desktop.services.keeping.session import Session


class Working(Struct, frozen=True, kw_only=True):
    """How one part comes about: ``base`` × ``daily`` × ``days``, beside what was due before.

    ``days`` is None where the part does not come from one amount over one span of days.
    """

    due: Fen
    """Amount that no longer grows: interest of instalments that have fallen due."""
    running: Fen
    base: Fen
    daily: Fraction
    days: int | None


class PaymentLine(Struct, frozen=True, kw_only=True):
    """One recorded payment."""

    payment: Payment
    voucher: int | None
    """Id of the stored file that proves it; None while there is none."""
    counted: bool
    """False when a later reported balance or agreement already holds it."""


class HistoryLine(Struct, frozen=True, kw_only=True):
    """Something that happened to a debt.

    ``kind`` is contract, terms, reported, accelerated, or the kind of an imported event: draw,
    repay, missed, purchase, refund.
    """

    on: date
    kind: str
    amount: Fen
    note: str = ""


class DebtDetail(Struct, frozen=True, kw_only=True):
    """One debt in full."""

    line: DebtLine
    interest: Working
    penalty: Working
    payments: tuple[PaymentLine, ...]
    """Newest first."""
    history: tuple[HistoryLine, ...]
    """Newest first."""
    same_lender: tuple[str, ...]
    """Names of other open debts to the same lender: a payment should say which it is for."""
    can_prepay: bool = False
    """Whether paying early makes its instalments fewer or smaller."""
    missing: tuple[str, ...] = ()
    """Facts that the paper this debt was entered from does not tell, as codes."""


def detail(session: Session, debt: DebtId, as_of: date) -> DebtDetail:
    """Return one debt in full.

    Raises:
        KeyError: no debt has this id.
    """
    known = session.ledger.debt(debt)
    found = replace(
        line(known, as_of, bands(session.rules, as_of)),
        estimated=estimates.estimated(session, debt),
    )
    row = row_id(session.ledger, debt)
    others = session.ledger.debts()
    still = {one.debt: one.missing for one in proposed_debts.open_debts(session)}
    return DebtDetail(
        line=found,
        interest=_interest(found),
        penalty=_penalty(found),
        payments=_payments(session, known, as_of),
        history=_history(session, known, row),
        can_prepay=can_prepay(known, as_of),
        missing=_missing(still.get(debt, ()), found.owed),
        same_lender=tuple(
            other.name for other in of_same_lender(known, others) if owed(other, as_of).parts.total
        ),
    )


def _missing(kept: tuple[str, ...], stand: Owed) -> tuple[str, ...]:
    """Return what is not known of a debt: what its paper left out, and how much of it is late."""
    return (*(name for name in kept if name != "overdue"), *(["overdue"] * stand.late_unsaid))


def _interest(found: DebtLine) -> Working:
    """Split interest into what has fallen due and what runs on principal not due."""
    stand = found.owed
    past = [each for each in stand.instalments if each.instalment.due <= stand.as_of]
    due = sum(
        max(0, each.instalment.interest - each.paid_interest)
        for each in past
        if each.status is not Status.PAID
    )
    due_part = Fen(min(due, stand.parts.interest))
    running = Fen(stand.parts.interest - due_part)
    base = Fen(stand.parts.principal - stand.overdue_principal)
    daily = found.terms.rate.daily(found.terms.day_basis)
    start = max((each.instalment.due for each in past), default=found.debt.contract_date)
    days = (stand.as_of - start).days
    exact = days > 0 and running == half_up(base * daily * days)
    return Working(
        due=due_part, running=running, base=base, daily=daily, days=days if exact else None
    )


def _penalty(found: DebtLine) -> Working:
    stand = found.owed
    multiplier = Fraction(found.terms.penalty_multiplier)
    daily = found.terms.rate.daily(found.terms.day_basis) * multiplier
    base, days = stand.overdue_principal, stand.overdue_days
    exact = days > 0 and stand.parts.penalty == half_up(base * daily * days)
    return Working(
        due=ZERO,
        running=stand.parts.penalty,
        base=base,
        daily=daily,
        days=days if exact else None,
    )


def _payments(session: Session, debt: Debt, as_of: date) -> tuple[PaymentLine, ...]:
    known = receipts(session, [debt])[debt.id]
    counted = counted_payments(debt, as_of)
    lines = [
        PaymentLine(
            payment=payment,
            voucher=receipt_of(known, payment.date, payment.amount),
            counted=payment in counted,
        )
        for payment in debt.payments
    ]
    return tuple(sorted(lines, key=lambda each: each.payment.date, reverse=True))


def _history(session: Session, debt: Debt, row: int) -> tuple[HistoryLine, ...]:
    lines = [HistoryLine(on=debt.contract_date, kind="contract", amount=debt.principal)]
    lines += [
        HistoryLine(on=each.effective_from, kind="terms", amount=each.principal, note=each.note)
        for each in debt.versions
    ]
    lines += [
        HistoryLine(on=each.as_of, kind="reported", amount=each.parts.total)
        for each in session.ledger.reports(debt.id)
    ]
    if debt.accelerated_on is not None:
        lines.append(HistoryLine(on=debt.accelerated_on, kind="accelerated", amount=ZERO))
    lines += [
        HistoryLine(
            on=each.day, kind=each.kind, amount=each.amount, note=each.note or each.counterparty
        )
        for each in EVENTS.read(session.ledger, debt_id=row)
    ]
    return tuple(sorted(lines, key=lambda each: each.on, reverse=True))


def terms_versions(debt: Debt) -> tuple[tuple[date, Fen, Terms, str], ...]:
    """Return every version of the terms, the contract's first: from when, on what, terms, note."""
    later = [(each.effective_from, each.principal, each.terms, each.note) for each in debt.versions]
    return ((debt.contract_date, debt.principal, debt.terms, ""), *later)
