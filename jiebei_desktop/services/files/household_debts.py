"""The debts of a household file."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from msgspec.structs import replace

from jiebei_desktop.domain.contradictions import Question, contradictions, held, questions
from jiebei_desktop.domain.debts import (
    Allocation,
    Debt,
    DebtId,
    Drawing,
    Hardship,
    LenderType,
    Method,
    Minimum,
    Payment,
    Priority,
    ReportedBalance,
    Rounding,
    Stage,
    Terms,
    TermsVersion,
    Unchanged,
)
from jiebei_desktop.domain.money import ZERO, yuan
from jiebei_desktop.domain.months import LAST_DAY
from jiebei_desktop.domain.parts import Parts
from jiebei_desktop.domain.rates import DayBasis, Rate, RatePeriod
from jiebei_desktop.services.formats.json_fields import Fields, HouseholdError
from jiebei_desktop.services.formats.json_values import maybe_day, maybe_yuan, parts_json
from jiebei_desktop.services.reference.products import template, usual_penalty

_MOST_PERIODS = 600
_MOST_GRACE_DAYS = 366
_MOST_SPLITS = 1_000_000_000
_WITHOUT_RATE = (Method.FREE, Method.FEE_INSTALMENT)


def read(fields: Fields, *, accept: bool, asked: list[Question]) -> Debt:
    """Read one debt and add to ``asked`` what is to be asked back about it.

    With a reported balance the contract's day and sum may be left out. A question that holds the
    debt back is answered by its path in ``confirmed``, or for all at once by ``accept``.

    Raises:
        HouseholdError: something is missing, not what it must be, or unusual and not confirmed.
    """
    debt = _debt(fields)
    for wrong in contradictions(debt):
        raise HouseholdError(fields.at(wrong.path), wrong.code)
    confirmed = fields.words("confirmed")
    for question in questions(debt):
        if question.path in confirmed:
            continue
        if question.held and not accept:
            raise HouseholdError(fields.at(question.path), question.code, (str(question.annual),))
        asked.append(replace(question, path=fields.at(question.path)))
    return replace(
        debt,
        payments=tuple(sorted(debt.payments, key=lambda payment: payment.date)),
        versions=tuple(sorted(debt.versions, key=lambda version: version.effective_from)),
    )


def _debt(fields: Fields) -> Debt:
    """Return a debt as it is written, its payments and versions in the order of the file."""
    balance = _balance(fields.inner("balance")) if fields.has("balance") else None
    reported = None if balance is None else balance.principal
    code = fields.text("id")
    lender = fields.kind("lender_type", LenderType, LenderType.UNKNOWN)
    product = fields.text("product", "other")
    priority = fields.kind("priority", Priority, template(product).priority)
    usual = usual_penalty(product, lender, priority)
    return Debt(
        id=DebtId(code),
        name=fields.text("name", code),
        product=product,
        lender=fields.text("lender", ""),
        lender_type=lender,
        contract_date=fields.day("contract_date", None if balance is None else balance.as_of),
        principal=fields.amount("principal", reported),
        terms=_terms(fields, usual),
        priority=priority,
        accelerated_on=fields.maybe("accelerated_on", fields.day),
        stage=fields.maybe("stage", lambda key: fields.kind(key, Stage)),
        payments=tuple(map(_payment, fields.objects("payments"))),
        draws=tuple(sorted(map(_drawing, fields.objects("draws")), key=lambda drawn: drawn.date)),
        balance=balance,
        versions=tuple(_version(each, usual) for each in fields.objects("versions")),
        credit_limit=fields.maybe("credit_limit", fields.amount),
        note=fields.text("note", ""),
        contract_no=fields.text("contract_no", ""),
        lender_phone=fields.text("lender_phone", ""),
        co_debtors=fields.text("co_debtors", ""),
        hardship=_hardship(fields.inner("hardship")) if fields.has("hardship") else None,
    )


def _hardship(fields: Fields) -> Hardship:
    hardship = Hardship(
        since=fields.day("since"), cause=fields.text("kind", ""), words=fields.text("words", "")
    )
    fields.finish()
    return hardship


def _terms(fields: Fields, usual: Decimal) -> Terms:
    method = fields.kind("method", Method, Method.EQUAL_PAYMENT)
    return Terms(
        rate=_rate(fields, method),
        day_basis=fields.kind("day_basis", DayBasis, DayBasis.ACT_365),
        method=method,
        periods=fields.maybe("periods", lambda key: fields.integer(key, 1, _MOST_PERIODS)),
        first_due=fields.maybe("first_due", fields.day),
        due_day=fields.maybe("due_day", lambda key: fields.integer(key, 1, LAST_DAY)),
        bill_day=fields.maybe("bill_day", lambda key: fields.integer(key, 1, LAST_DAY)),
        fee_per_period=fields.maybe("fee_per_period", fields.rate),
        upfront_fee=fields.maybe("upfront_fee", fields.amount),
        minimum=_minimum(fields.inner("minimum")) if fields.has("minimum") else None,
        penalty_multiplier=fields.rate("penalty_multiplier", usual),
        compound_overdue_interest=fields.flag("compound_overdue_interest", default=False),
        grace_days=fields.integer("grace_days", 0, _MOST_GRACE_DAYS, 0),
        allocation=fields.kind("allocation", Allocation, Allocation.FEES_INTEREST_PRINCIPAL),
        rounding=fields.kind("rounding", Rounding, Rounding.HALF_UP),
        payment=fields.maybe("payment", fields.positive),
        interest_only=fields.integer("interest_only", 0, _MOST_PERIODS, 0),
        start_periods=fields.integer("start_periods", 0, _MOST_PERIODS, 0),
        start_payment=fields.maybe("start_payment", fields.positive),
    )


def _rate(fields: Fields, method: Method) -> Rate:
    if method in _WITHOUT_RATE and not fields.has("rate"):
        return Rate(value=Decimal(0), per=RatePeriod.YEAR)
    rate = fields.inner("rate")
    value = Rate(value=rate.rate("value"), per=rate.kind("per", RatePeriod))
    rate.finish()
    return value


def _minimum(fields: Fields) -> Minimum:
    minimum = Minimum(fraction=fields.rate("fraction"), floor=fields.amount("floor", ZERO))
    fields.finish()
    return minimum


def _version(fields: Fields, usual: Decimal) -> TermsVersion:
    version = TermsVersion(
        effective_from=fields.day("effective_from"),
        principal=fields.amount("principal"),
        terms=_terms(fields, usual),
        interest=fields.amount("interest", ZERO),
        penalty=fields.amount("penalty", ZERO),
        fees=fields.amount("fees", ZERO),
        note=fields.text("note", ""),
        in_parts=fields.flag("in_parts", default=False),
        interest_from=fields.maybe("interest_from", fields.day),
        at_once=fields.amount("at_once", ZERO),
        at_once_on=fields.maybe("at_once_on", fields.day),
    )
    fields.finish()
    return version


def _payment(fields: Fields) -> Payment:
    payment = Payment(
        date=fields.day("date"),
        amount=fields.positive("amount"),
        note=fields.text("note", ""),
        parts_of_lender=_parts(fields.inner("parts")) if fields.has("parts") else None,
        after_balance=fields.flag("after_balance", default=False),
        split=split(fields),
        kept=fields.maybe("kept", lambda key: fields.kind(key, Unchanged)),
    )
    fields.finish()
    return payment


def split(fields: Fields) -> int | None:
    """Return the number that the parts of one payment share, entries and repayments."""
    return fields.maybe("split", lambda key: fields.integer(key, 1, _MOST_SPLITS))


def _drawing(fields: Fields) -> Drawing:
    drawn = Drawing(date=fields.day("date"), amount=fields.positive("amount"))
    fields.finish()
    return drawn


def _parts(fields: Fields) -> Parts:
    parts = Parts(
        principal=fields.amount("principal", ZERO),
        interest=fields.amount("interest", ZERO),
        penalty=fields.amount("penalty", ZERO),
        fees=fields.amount("fees", ZERO),
    )
    fields.finish()
    return parts


def _balance(fields: Fields) -> ReportedBalance:
    balance = ReportedBalance(
        as_of=fields.day("as_of"),
        principal=fields.amount("principal"),
        interest=fields.amount("interest", ZERO),
        penalty=fields.amount("penalty", ZERO),
        fees=fields.amount("fees", ZERO),
        overdue_since=fields.maybe("overdue_since", fields.day),
        overdue_principal=fields.amount("overdue_principal", ZERO),
    )
    fields.finish()
    return balance


def _maybe_rate(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:f}"


def dump(debt: Debt) -> dict[str, Any]:
    """Write one debt; reading it gives an equal debt, for what is unusual in it is confirmed."""
    confirmed = [question.path for question in held(debt)]
    return {
        "id": debt.id,
        "product": debt.product,
        "name": debt.name,
        "lender": debt.lender,
        "lender_type": debt.lender_type.value,
        "contract_date": debt.contract_date.isoformat(),
        "principal": yuan(debt.principal),
        **_dump_terms(debt.terms),
        "accelerated_on": maybe_day(debt.accelerated_on),
        "priority": debt.priority.value,
        "stage": None if debt.stage is None else debt.stage.value,
        "credit_limit": maybe_yuan(debt.credit_limit),
        "note": debt.note,
        "contract_no": debt.contract_no,
        "lender_phone": debt.lender_phone,
        **({"co_debtors": debt.co_debtors} if debt.co_debtors else {}),
        "hardship": None if debt.hardship is None else _dump_hardship(debt.hardship),
        "payments": [_dump_payment(payment) for payment in debt.payments],
        **({"draws": [_dump_drawing(drawn) for drawn in debt.draws]} if debt.draws else {}),
        "balance": None if debt.balance is None else _dump_balance(debt.balance),
        "versions": [_dump_version(version) for version in debt.versions],
        **({"confirmed": confirmed} if confirmed else {}),
    }


def _dump_hardship(hardship: Hardship) -> dict[str, str]:
    return {
        "since": hardship.since.isoformat(),
        "kind": hardship.cause,
        "words": hardship.words,
    }


def _dump_terms(terms: Terms) -> dict[str, Any]:
    minimum = terms.minimum
    return {
        "rate": {"value": f"{terms.rate.value:f}", "per": terms.rate.per.value},
        "day_basis": terms.day_basis.value,
        "method": terms.method.value,
        "periods": terms.periods,
        "first_due": maybe_day(terms.first_due),
        "due_day": terms.due_day,
        "fee_per_period": _maybe_rate(terms.fee_per_period),
        "upfront_fee": maybe_yuan(terms.upfront_fee),
        "minimum": None
        if minimum is None
        else {"fraction": f"{minimum.fraction:f}", "floor": yuan(minimum.floor)},
        "penalty_multiplier": f"{terms.penalty_multiplier:f}",
        "compound_overdue_interest": terms.compound_overdue_interest,
        "grace_days": terms.grace_days,
        "allocation": terms.allocation.value,
        "rounding": terms.rounding.value,
        **({} if terms.bill_day is None else {"bill_day": terms.bill_day}),
        **({} if terms.payment is None else {"payment": yuan(terms.payment)}),
        **({"interest_only": terms.interest_only} if terms.interest_only else {}),
        **({"start_periods": terms.start_periods} if terms.start_periods else {}),
        **({} if terms.start_payment is None else {"start_payment": yuan(terms.start_payment)}),
    }


def _dump_drawing(drawn: Drawing) -> dict[str, Any]:
    return {"date": drawn.date.isoformat(), "amount": yuan(drawn.amount)}


def _dump_payment(payment: Payment) -> dict[str, Any]:
    parts = payment.parts_of_lender
    return {
        "date": payment.date.isoformat(),
        "amount": yuan(payment.amount),
        "note": payment.note,
        "parts": None if parts is None else parts_json(parts),
        **({"after_balance": True} if payment.after_balance else {}),
        **({} if payment.split is None else {"split": payment.split}),
        **({"kept": payment.kept.value} if payment.kept else {}),
    }


def _dump_balance(balance: ReportedBalance) -> dict[str, Any]:
    return {
        "as_of": balance.as_of.isoformat(),
        **parts_json(balance.parts),
        "overdue_since": maybe_day(balance.overdue_since),
        "overdue_principal": yuan(balance.overdue_principal),
    }


def _dump_version(version: TermsVersion) -> dict[str, Any]:
    return {
        "effective_from": version.effective_from.isoformat(),
        "principal": yuan(version.principal),
        **_dump_terms(version.terms),
        "interest": yuan(version.interest),
        "penalty": yuan(version.penalty),
        "fees": yuan(version.fees),
        "note": version.note,
        **({"in_parts": True} if version.in_parts else {}),
        **_unless_none("interest_from", maybe_day(version.interest_from)),
        **_unless_none("at_once", yuan(version.at_once) if version.at_once else None),
        **_unless_none("at_once_on", maybe_day(version.at_once_on)),
    }


def _unless_none(key: str, value: str | None) -> dict[str, str]:
    return {} if value is None else {key: value}
