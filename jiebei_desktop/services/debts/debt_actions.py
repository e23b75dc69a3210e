"""What a payment, a look into the lender's app or an announcement would change, before saving."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from jiebei_desktop.domain.caps import LICENSED
from jiebei_desktop.domain.changes import Changes
from jiebei_desktop.domain.debts import Debt, DebtId, Method, Payment, ReportedBalance
from jiebei_desktop.domain.money import ZERO, Fen
from jiebei_desktop.domain.negotiation import Evidence
from jiebei_desktop.domain.parts import PARTS, Parts
from jiebei_desktop.domain.rules import RuleBook
from jiebei_desktop.domain.standing import (
    Owed,
    Status,
    can_prepay,
    counted_payments,
    is_near,
    owed,
)
from jiebei_desktop.services.cases import evidence
from jiebei_desktop.services.cases.receipts import RECEIPT
from jiebei_desktop.services.keeping.session import Session
from jiebei_desktop.storage import cases

_BAND = "penalty_band"


def parts_on(debt: Debt, on: date) -> Parts:
    """Return what a debt stands at on a day, in its parts."""
    return owed(debt, on).parts


class PaymentPreview(Struct, frozen=True, kw_only=True):
    """What a payment would do."""

    applied: Parts
    """How the one allocator would apply it on its day."""
    unapplied: Fen
    """What exceeds all that is owed."""
    after: Owed
    """The debt today, with the payment."""
    counted: bool
    """False when a later reported balance or agreement already holds a payment of that day."""


class Cause(Struct, frozen=True, kw_only=True):
    """Something that would explain a difference to the fen.

    Codes: ``same``, ``day`` (facts: days), ``unrecorded`` (an instalment paid that is not
    recorded: on, amount), ``unknown_payment`` (a payment the lender has not booked: on, amount),
    ``principal_first``, ``accelerated`` (on), ``penalty`` (another multiplier: times); where
    nothing fits, ``none`` or the one part that differs: ``only_principal``, ``only_interest``,
    ``only_penalty``, ``only_fees``.
    """

    code: str
    on: date | None = None
    amount: Fen = ZERO
    days: int = 0
    times: Decimal | None = None


class Reconciliation(Struct, frozen=True, kw_only=True):
    """What the lender shows beside what is worked out."""

    difference: Parts
    causes: tuple[Cause, ...]


def preview_payment(debt: Debt, payment: Payment, as_of: date) -> PaymentPreview:
    """Return how a payment would be applied on its day, and what is left today."""
    paid = replace(debt, payments=(*debt.payments, payment))
    before, after = owed(debt, payment.date), owed(paid, payment.date)
    return PaymentPreview(
        applied=before.parts.minus(after.parts),
        unapplied=Fen(after.unapplied - before.unapplied),
        after=owed(paid, as_of),
        counted=payment in counted_payments(paid, max(as_of, payment.date)),
    )


def slightly_off(debt: Debt, amount: Fen, on: date) -> bool:
    """Return whether an amount may be the lender's own instalment, not the one worked out here.

    It may where level instalments are paid and it lies near the one due next.
    """
    if debt.terms.method is not Method.EQUAL_PAYMENT or debt.versions:
        return False
    stand = owed(debt, on)
    return bool(stand.next_amount) and not stand.is_late and is_near(stand.next_amount, amount)


def is_beyond(debt: Debt, amount: Fen, on: date) -> bool:
    """Return whether an amount is more than the next instalment of a plan it may change."""
    stand = owed(debt, on)
    return can_prepay(debt, on) and amount > stand.arrears + stand.next_amount


def what_if_all_due(debt: Debt, announced: date, as_of: date) -> tuple[Owed, Owed]:
    """Return the debt without and with all fallen due on a day.

    Both are of the same day: ``as_of``, or the day after the announcement when that is later,
    because nothing is late on the day it falls due.
    """
    on = max(as_of, announced + timedelta(days=1))
    return owed(replace(debt, accelerated_on=None), on), owed(
        replace(debt, accelerated_on=announced), on
    )


def reconcile(debt: Debt, shown: ReportedBalance, rules: RuleBook) -> Reconciliation:
    """Compare what the lender shows with what is worked out, and look for the cause.

    A cause is named only when it gives the shown parts to the fen; otherwise the difference
    stands for itself.
    """
    computed = owed(debt, shown.as_of).parts
    seen = shown.parts
    if seen == computed:
        causes: tuple[Cause, ...] = (Cause(code="same"),)
    else:
        found = _variants(debt, shown.as_of, rules)
        causes = tuple(cause for cause, parts in found if parts == seen) or _by_part(computed, seen)
    return Reconciliation(difference=seen.minus(computed), causes=causes)


def reported(debt: Debt, shown: Parts, on: date, late: Fen | None = None) -> ReportedBalance:
    """Return the balance to keep; what is overdue comes from the user or from the figures."""
    stand = owed(debt, on)
    overdue = stand.overdue_principal if late is None else late
    since = stand.overdue_since if late is None or late else None
    return ReportedBalance(
        as_of=on,
        principal=shown.principal,
        interest=shown.interest,
        penalty=shown.penalty,
        fees=shown.fees,
        overdue_since=since,
        overdue_principal=min(overdue, shown.principal),
    )


def keep_receipt(session: Session, debt: DebtId, payment: Payment, path: Path) -> Changes:
    """Copy the voucher of a payment into the ledger, as a document of the debt's case.

    Raises:
        FileTooLarge: the file has more bytes than the ledger takes.
        FileUnreadable: it is gone or cannot be read.
    """
    known = session.ledger.debt(debt)
    own = cases.read(session.ledger, debt)
    item = Evidence(
        case_id=own[-1].id if own else None,
        kind=RECEIPT,
        name=path.stem,
        issuer=known.lender,
        on=payment.date,
    )
    return session.history.run("evidence-add", evidence.new_paper(item, path).add)


def _variants(debt: Debt, on: date, rules: RuleBook) -> Iterator[tuple[Cause, Parts]]:
    for days in (-1, 1):
        day = on + timedelta(days=days)
        yield Cause(code="day", days=days), owed(debt, day).parts
    stand = owed(debt, on)
    for state in stand.instalments:
        row = state.instalment
        if state.status is Status.OVERDUE:
            paid = Payment(date=row.due, amount=row.payment)
            variant = replace(debt, payments=(*debt.payments, paid))
            yield Cause(code="unrecorded", on=row.due, amount=row.payment), owed(variant, on).parts
    for payment in debt.payments:
        rest = list(debt.payments)
        rest.remove(payment)
        cause = Cause(code="unknown_payment", on=payment.date, amount=payment.amount)
        yield cause, owed(replace(debt, payments=tuple(rest)), on).parts
    if stand.other_order is not None:
        yield Cause(code="principal_first"), stand.other_order
    if stand.overdue_since is not None and debt.accelerated_on is None:
        day = stand.overdue_since + timedelta(days=1)
        yield Cause(code="accelerated", on=day), owed(replace(debt, accelerated_on=day), on).parts
    yield from _multipliers(debt, on, rules)


def _multipliers(debt: Debt, on: date, rules: RuleBook) -> Iterator[tuple[Cause, Parts]]:
    """Try the ends of the usual band of penalty rates, and the contract rate itself."""
    if debt.lender_type not in LICENSED:
        return
    usual = (rules.number(_BAND, "low"), rules.number(_BAND, "high"), Decimal(1), Decimal(0))
    for times in usual:
        terms = replace(debt.terms, penalty_multiplier=times)
        yield Cause(code="penalty", times=times), owed(replace(debt, terms=terms), on).parts


def _by_part(computed: Parts, seen: Parts) -> tuple[Cause, ...]:
    """Say which parts differ when no single cause gives the shown figures."""
    more = seen.minus(computed)
    differing = [name for name in PARTS if getattr(more, name)]
    return (Cause(code=f"only_{differing[0]}" if len(differing) == 1 else "none"),)
