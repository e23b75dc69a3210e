"""What the debts page shows: every debt as it stands, in a chosen order, and one in full."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from jiebei_desktop.domain.accrual import Owed, Status, owed
from jiebei_desktop.domain.allocation import Parts
from jiebei_desktop.domain.caps import JUDICIAL, PRIVATE_CAP, is_above
from jiebei_desktop.domain.debts import Debt, DebtId, Payment, ReportedBalance, Stage, Terms
from jiebei_desktop.domain.money import ZERO, Fen, half_up
from jiebei_desktop.domain.payoff import difference, payoff
from jiebei_desktop.domain.rules import RuleBook
from jiebei_desktop.domain.true_rate import TrueRate, overdue_rate, true_rate

if TYPE_CHECKING:
    from jiebei_desktop.services.session import Session

SOON_DAYS = 7
"""A payment due within a week is shown with the days left."""
RECEIPT = "payment_receipts"
"""Code of receipts in the document list of resources/rules/guide.toml."""
_VOID = "pl_24_36"


class Order(StrEnum):
    """How the list is sorted."""

    URGENCY = "urgency"
    AMOUNT = "amount"
    RATE = "rate"
    NEXT_DUE = "next_due"
    ADDED = "added"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bands:
    """Upper ends of the bands of annual cost; above ``high`` is the fourth band."""

    low: Decimal | None
    """Four times the loan prime rate on the day; None before the first fixing."""
    mid: Decimal
    high: Decimal

    def of(self, rate: Decimal) -> str:
        """Return the band of an annual rate: le4lpr, le24, b24_36 or gt36."""
        if self.low is not None and not is_above(rate, self.low):
            return "le4lpr"
        if not is_above(rate, self.mid):
            return "le24"
        return "b24_36" if not is_above(rate, self.high) else "gt36"


@dataclass(frozen=True, slots=True, kw_only=True)
class DebtLine:
    """One debt of the list."""

    debt: Debt
    owed: Owed
    terms: Terms
    """The terms in force on the day."""
    rate: TrueRate
    late_rate: TrueRate
    band: str
    """Band of the true rate; ``unknown`` where nothing is charged."""
    late_band: str
    status: str
    """settled, overdue, soon, today, fine, or the stage the user recorded."""
    left: int
    """Instalments that are not paid."""

    @property
    def days_left(self) -> int | None:
        """Return the days until the next payment is due; None when nothing is to come."""
        due = self.owed.next_due
        return None if due is None else (due - self.owed.as_of).days

    @property
    def free(self) -> str:
        """Return ``never`` for a debt without interest, ``now`` for a free period, or nothing."""
        if self.rate.nominal > 0:
            return ""
        return "now" if self.terms.rate.value else "never"


@dataclass(frozen=True, slots=True, kw_only=True)
class DebtsView:
    """The list with its legend and its sum."""

    as_of: date
    lines: tuple[DebtLine, ...]
    bands: Bands
    total: Parts
    stale_days: int
    """Age in days of the oldest rule data that is too old; 0 when all is fresh."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Working:
    """How one part comes about: ``base`` × ``daily`` × ``days``, beside what was due before.

    ``days`` is None where the part does not come from one amount over one span of days.
    """

    due: Fen
    """Amount that no longer grows: interest of instalments that have fallen due."""
    running: Fen
    base: Fen
    daily: Fraction
    days: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentLine:
    """One recorded payment."""

    payment: Payment
    voucher: int | None
    """Id of the stored file that proves it; None while there is none."""
    counted: bool
    """False when a later reported balance or agreement already holds it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryLine:
    """Something that happened to a debt.

    ``kind`` is contract, terms, reported, accelerated, or the kind of an imported event: draw,
    repay, missed, purchase, refund.
    """

    on: date
    kind: str
    amount: Fen
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DebtDetail:
    """One debt in full."""

    line: DebtLine
    interest: Working
    penalty: Working
    payments: tuple[PaymentLine, ...]
    """Newest first."""
    history: tuple[HistoryLine, ...]
    """Newest first."""
    case_open: bool
    same_lender: tuple[str, ...]
    """Names of other open debts to the same lender: a payment should say which it is for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PayoffOn:
    """What settles a debt on a day, and how much more that is than on another."""

    on: date
    parts: Parts
    more: Parts


def view(session: Session, as_of: date, order: Order = Order.URGENCY) -> DebtsView:
    """Return every debt as it stands on a day."""
    rules = session.rules
    limits = bands(rules, as_of)
    lines = [line(debt, as_of, limits) for debt in session.ledger.debts()]
    stale = max((each.days for each in rules.stale(as_of)), default=0)
    return DebtsView(
        as_of=as_of,
        lines=tuple(sorted(lines, key=_KEYS[order])),
        bands=limits,
        total=_sum([each.owed.parts for each in lines]),
        stale_days=stale,
    )


def bands(rules: RuleBook, as_of: date) -> Bands:
    """Return the limits of the four bands from the rule data."""
    mid = rules.rate(JUDICIAL, as_of)
    return Bands(
        low=rules.rate(PRIVATE_CAP, as_of),
        mid=rules.number(JUDICIAL, "rate") if mid is None else mid,
        high=rules.number(_VOID, "void"),
    )


def line(debt: Debt, as_of: date, limits: Bands) -> DebtLine:
    """Return one debt with its rates under the terms in force."""
    stand = owed(debt, as_of)
    agreed = in_force(debt, as_of)
    rate, late = true_rate(agreed), overdue_rate(agreed)
    return DebtLine(
        debt=debt,
        owed=stand,
        terms=agreed.terms,
        rate=rate,
        late_rate=late,
        band=limits.of(rate.nominal) if rate.nominal > 0 else "unknown",
        late_band=limits.of(late.nominal) if late.nominal > 0 else "unknown",
        status=_status(debt, stand),
        left=sum(each.status is not Status.PAID for each in stand.instalments),
    )


def in_force(debt: Debt, on: date) -> Debt:
    """Return the contract as the last terms in force on a day state it."""
    for version in reversed(debt.versions):
        if version.effective_from <= on:
            return replace(
                debt,
                principal=version.principal,
                terms=version.terms,
                contract_date=version.effective_from,
                versions=(),
            )
    return debt


def detail(session: Session, debt: DebtId, as_of: date) -> DebtDetail:
    """Return one debt in full.

    Raises:
        KeyError: no debt has this id.
    """
    known = session.ledger.debt(debt)
    found = line(known, as_of, bands(session.rules, as_of))
    row = _row(session, debt)
    others = session.ledger.debts()
    return DebtDetail(
        line=found,
        interest=_interest(found),
        penalty=_penalty(found),
        payments=_payments(session, known, row, as_of),
        history=_history(session, known, row),
        case_open=bool(session.ledger.rows("cases", debt_id=row, closed_on=None)),
        same_lender=tuple(
            other.name
            for other in others
            if other.lender == known.lender and other.id != debt and owed(other, as_of).parts.total
        ),
    )


def payoff_on(debt: Debt, as_of: date, on: date) -> PayoffOn:
    """Return what settles ``debt`` on a day, beside the difference from ``as_of``."""
    return PayoffOn(on=on, parts=payoff(debt, on), more=difference(debt, as_of, on))


def _status(debt: Debt, stand: Owed) -> str:
    if debt.stage is Stage.SETTLED:
        return "settled"
    if stand.overdue_days:
        return "overdue"
    recorded = {Stage.CURRENT, Stage.OVERDUE, None}
    if debt.stage not in recorded and debt.stage is not None:
        return debt.stage.value
    if stand.next_due is not None and (stand.next_due - stand.as_of).days <= SOON_DAYS:
        return "today" if stand.next_due == stand.as_of else "soon"
    return "fine"


_NEVER = date.max


def _urgency(each: DebtLine) -> tuple[int, int, date, int]:
    stand = each.owed
    if each.status == "settled":
        return 3, 0, _NEVER, 0
    rank = 0 if stand.overdue_days else 1 if stand.next_due else 2
    return rank, -stand.overdue_days, stand.next_due or _NEVER, -stand.parts.total


_KEYS: Mapping[Order, Callable[[DebtLine], Any]] = {
    Order.URGENCY: _urgency,
    Order.AMOUNT: lambda each: -each.owed.parts.total,
    Order.RATE: lambda each: -each.rate.nominal,
    Order.NEXT_DUE: lambda each: each.owed.next_due or _NEVER,
    Order.ADDED: lambda _each: 0,
}


def _sum(parts: list[Parts]) -> Parts:
    return Parts(
        principal=Fen(sum(each.principal for each in parts)),
        interest=Fen(sum(each.interest for each in parts)),
        penalty=Fen(sum(each.penalty for each in parts)),
        fees=Fen(sum(each.fees for each in parts)),
    )


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


def _row(session: Session, debt: DebtId) -> int:
    return int(session.ledger.rows("debts", code=debt)[0]["id"])


def _payments(session: Session, debt: Debt, row: int, as_of: date) -> tuple[PaymentLine, ...]:
    receipts = _receipts(session, debt, row)
    begun = counted_from(debt, as_of)
    lines = [
        PaymentLine(
            payment=payment,
            voucher=receipts.get(
                (payment.date, payment.amount), receipts.get((payment.date, None))
            ),
            counted=payment.date >= begun,
        )
        for payment in debt.payments
    ]
    return tuple(sorted(lines, key=lambda each: each.payment.date, reverse=True))


def _receipts(session: Session, debt: Debt, row: int) -> dict[tuple[date, Fen | None], int]:
    """Return the stored files that prove payments, by day, and by amount where that is known."""
    found: dict[tuple[date, Fen | None], int] = {}
    cases = {case["id"] for case in session.ledger.rows("cases", debt_id=row)}
    for item in session.ledger.rows("evidence", kind=RECEIPT):
        own = item["case_id"] in cases if item["case_id"] else item["issuer"] == debt.lender
        if own and item["day"] and item["attachment_id"]:
            found[date.fromisoformat(item["day"]), None] = item["attachment_id"]
    payments = {each["id"]: each for each in session.ledger.rows("payments", debt_id=row)}
    for mark in session.ledger.rows("instalment_marks"):
        paid = payments.get(mark["payment_id"])
        if paid is not None and mark["attachment_id"]:
            day = date.fromisoformat(paid["day"])
            found[day, Fen(paid["amount_fen"])] = mark["attachment_id"]
    return found


def counted_from(debt: Debt, as_of: date) -> date:
    """Return the first day whose payments count beside what was agreed or reported last."""
    begun = [debt.contract_date]
    begun += [each.effective_from for each in debt.versions if each.effective_from <= as_of]
    if debt.balance is not None and max(begun) <= debt.balance.as_of <= as_of:
        return date.fromordinal(debt.balance.as_of.toordinal() + 1)
    return max(begun)


def _history(session: Session, debt: Debt, row: int) -> tuple[HistoryLine, ...]:
    lines = [HistoryLine(on=debt.contract_date, kind="contract", amount=debt.principal)]
    lines += [
        HistoryLine(on=each.effective_from, kind="terms", amount=each.principal, note=each.note)
        for each in debt.versions
    ]
    lines += [
        HistoryLine(on=each.as_of, kind="reported", amount=_reported(each))
        for each in session.ledger.reports(debt.id)
    ]
    if debt.accelerated_on is not None:
        lines.append(HistoryLine(on=debt.accelerated_on, kind="accelerated", amount=ZERO))
    lines += [
        HistoryLine(
            on=date.fromisoformat(each["day"]),
            kind=each["kind"],
            amount=Fen(each["amount_fen"]),
            note=each["note"] or each["counterparty"],
        )
        for each in session.ledger.rows("debt_events", debt_id=row)
    ]
    return tuple(sorted(lines, key=lambda each: each.on, reverse=True))


def _reported(balance: ReportedBalance) -> Fen:
    return Fen(balance.principal + balance.interest + balance.penalty + balance.fees)


def terms_versions(debt: Debt) -> tuple[tuple[date, Fen, Terms, str], ...]:
    """Return every version of the terms, the contract's first: from when, on what, terms, note."""
    later = [(each.effective_from, each.principal, each.terms, each.note) for each in debt.versions]
    return ((debt.contract_date, debt.principal, debt.terms, ""), *later)
