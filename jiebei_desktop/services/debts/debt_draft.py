"""A debt as it is being typed: strings in, a `Debt` or a list of problems out."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from jiebei_desktop.domain.contradictions import contradictions, held
from jiebei_desktop.domain.debts import (
    Allocation,
    Debt,
    DebtId,
    LenderType,
    Method,
    Minimum,
    Payment,
    Priority,
    ReportedBalance,
    Rounding,
    Stage,
    Terms,
)
from jiebei_desktop.domain.money import ZERO, Fen, yuan
from jiebei_desktop.domain.months import LAST_DAY, add_months
from jiebei_desktop.domain.rates import DayBasis, Rate, RatePeriod
from jiebei_desktop.domain.standing import MAX_PERIODS, first_due, remaining, schedule
from jiebei_desktop.services.debts.draft_reader import DraftReader, Problem
from jiebei_desktop.services.reference.products import ProductTemplate

_MAX_GRACE = 60
_MAX_TIMES = 10
_FIELDS = {
    "accelerated_on": "contract_date",
    "balance.as_of": "shown_on",
    "balance.overdue_principal": "overdue_principal",
    "balance.overdue_since": "overdue_since",
    "fee_per_period": "fee",
    "first_due": "first_due",
    "minimum.fraction": "minimum_share",
    "rate.value": "rate",
    "upfront_fee": "upfront",
}
"""The field of the form for a path of a household file; the contract's day for other days."""
_SURE = frozenset({LenderType.CREDIT_CARD_ISSUER, LenderType.PRIVATE_PERSON})
"""Kinds of lender a product settles; behind other apps there may be one of several."""
PLANNED = frozenset(
    {Method.EQUAL_PAYMENT, Method.EQUAL_PRINCIPAL, Method.INTEREST_ONLY, Method.FEE_INSTALMENT}
)
"""Methods that need a number of instalments."""


class DebtDraft(Struct, frozen=True, kw_only=True):
    """Fields of the form as typed: amounts in yuan, rates and shares in percent."""

    product: str
    contract_date: date
    name: str = ""
    lender: str = ""
    lender_type: LenderType | None = None
    principal: str = ""
    rate: str = ""
    per: RatePeriod = RatePeriod.DAY
    day_basis: DayBasis = DayBasis.ACT_365
    method: Method = Method.EQUAL_PAYMENT
    periods: str = ""
    first_due: date | None = None
    fee: str = ""
    """Percent of the principal per instalment."""
    upfront: str = ""
    minimum_share: str = ""
    minimum_floor: str = ""
    bill_day: str = ""
    """Day of the month on which a card's bill is made."""
    penalty: str = "1.5"
    grace: str = "0"
    compound: bool = False
    allocation: Allocation = Allocation.FEES_INTEREST_PRINCIPAL
    priority: Priority = Priority.UNSECURED
    credit_limit: str = ""
    note: str = ""
    contract_no: str = ""
    lender_phone: str = ""
    co_debtors: str = ""
    paid: str = ""
    """Instalments already paid, each on its day."""
    shown_on: date | None = None
    """Day of what the lender's app shows; None when the contract and payments are given."""
    shown_principal: str = ""
    shown_interest: str = ""
    shown_penalty: str = ""
    shown_fees: str = ""
    overdue_since: date | None = None
    overdue_principal: str = ""
    confirmed: bool = False
    """A rate above 36 % a year is right as typed."""


def blank(template: ProductTemplate, as_of: date) -> DebtDraft:
    """Return a draft with the usual terms of a product; the user confirms each of them."""
    sure = template.lender_type in _SURE or template.priority is not Priority.UNSECURED
    made = DebtDraft(
        product=template.code,
        contract_date=as_of,
        lender_type=template.lender_type if sure else None,
        first_due=add_months(as_of, 1),
        priority=template.priority,
    )
    return _with_terms(made, template.terms)


def draft_of(debt: Debt) -> DebtDraft:
    """Return an existing debt as a draft; what the form does not hold stays with the debt."""
    balance = debt.balance
    made = DebtDraft(
        product=debt.product,
        contract_date=debt.contract_date,
        name=debt.name,
        lender=debt.lender,
        lender_type=debt.lender_type,
        principal=yuan(debt.principal),
        first_due=_first_due(debt),
        priority=debt.priority,
        credit_limit=_money_text(debt.credit_limit),
        note=debt.note,
        contract_no=debt.contract_no,
        lender_phone=debt.lender_phone,
        co_debtors=debt.co_debtors,
        confirmed=any(held(debt)),
    )
    made = _with_terms(made, debt.terms)
    if balance is None:
        return made
    return replace(
        made,
        shown_on=balance.as_of,
        shown_principal=yuan(balance.principal),
        shown_interest=yuan(balance.interest),
        shown_penalty=yuan(balance.penalty),
        shown_fees=yuan(balance.fees),
        overdue_since=balance.overdue_since,
        overdue_principal=_money_text(balance.overdue_principal or None),
    )


def _first_due(debt: Debt) -> date:
    """Return the first due day as written, or the one that follows where none is."""
    terms = debt.terms if debt.balance is None else remaining(debt, debt.balance).terms
    return first_due(debt.terms if debt.versions else terms, debt.contract_date)


def parse(
    draft: DebtDraft, as_of: date, debt_id: DebtId, base: Debt | None = None
) -> tuple[Debt | None, tuple[Problem, ...]]:
    """Return the debt a draft describes, or what is wrong with it.

    With ``base``, the debt being edited, its payments, stage and later terms stay as they are.
    """
    reader = DraftReader(draft, as_of)
    balance = _balance(reader)
    principal = reader.money("principal", needed=draft.shown_on is None)
    if principal is None:
        principal = balance.principal if balance else ZERO
    terms = _terms(reader, base)
    _check_days(reader)
    if draft.lender_type is None:
        reader.wrong("lender_type", "not_chosen")
    made = _debt(reader, debt_id, base, (principal, terms, balance))
    _pass_doors(reader, made)
    if base is None and not reader.problems:
        made = replace(made, payments=_paid(reader, made))
    limit = reader.money("credit_limit")
    return (None if reader.problems else replace(made, credit_limit=limit)), tuple(reader.problems)


def _pass_doors(reader: DraftReader[DebtDraft], debt: Debt) -> None:
    """Name what cannot be true where it was typed, and a rate nobody has confirmed."""
    wrong = {problem.field for problem in reader.problems}
    for each in contradictions(debt):
        field = _FIELDS.get(each.path, "contract_date")
        if not wrong & {field, "principal", "shown_principal"}:
            reader.wrong(field, each.code.replace("-", "_"))
    for question in held(debt):
        if not reader.draft.confirmed and question.path in _FIELDS:
            reader.wrong(_FIELDS[question.path], "high_rate")


def _with_terms(draft: DebtDraft, terms: Terms) -> DebtDraft:
    minimum = terms.minimum
    return replace(
        draft,
        rate=percent_text(terms.rate.value),
        per=terms.rate.per,
        day_basis=terms.day_basis,
        method=terms.method,
        periods="" if terms.periods is None else str(terms.periods),
        fee=percent_text(terms.fee_per_period),
        upfront=_money_text(terms.upfront_fee),
        minimum_share=percent_text(minimum.fraction if minimum else None),
        minimum_floor=_money_text(minimum.floor if minimum else None),
        penalty=times_text(terms.penalty_multiplier),
        grace=str(terms.grace_days),
        bill_day="" if terms.bill_day is None else str(terms.bill_day),
        compound=terms.compound_overdue_interest,
        allocation=terms.allocation,
    )


def _debt(
    reader: DraftReader[DebtDraft],
    debt_id: DebtId,
    base: Debt | None,
    figures: tuple[Fen, Terms, ReportedBalance | None],
) -> Debt:
    draft = reader.draft
    principal, terms, balance = figures
    name = draft.name.strip() or draft.product
    values: dict[str, Any] = {
        "id": debt_id,
        "name": name,
        "product": draft.product,
        "lender": draft.lender.strip() or name,
        "lender_type": draft.lender_type or LenderType.UNKNOWN,
        "contract_date": draft.contract_date,
        "principal": principal,
        "terms": terms,
        "priority": draft.priority,
        "balance": balance,
        "note": draft.note.strip(),
        "contract_no": draft.contract_no.strip(),
        "lender_phone": draft.lender_phone.strip(),
        "co_debtors": draft.co_debtors.strip(),
    }
    if base is None:
        return Debt(**values)
    unsaid = base.stage is Stage.OVERDUE and not draft.overdue_principal.strip()
    stage = None if base.stage is Stage.OVERDUE and not unsaid else base.stage
    return replace(base, stage=stage, **values)


def _terms(reader: DraftReader[DebtDraft], base: Debt | None) -> Terms:
    draft = reader.draft
    penalty = reader.decimal("penalty", "not_number", needed=True)
    if penalty is not None and penalty > _MAX_TIMES:
        reader.wrong("penalty", "out_of_range")
    first, day = _days(draft, base)
    return Terms(
        rate=_rate(reader),
        day_basis=draft.day_basis,
        method=draft.method,
        periods=_periods(reader),
        first_due=first,
        due_day=day,
        bill_day=_bill_day(reader, base),
        fee_per_period=_fee(reader, base),
        upfront_fee=reader.money("upfront"),
        minimum=_minimum(reader),
        penalty_multiplier=penalty or Decimal(0),
        compound_overdue_interest=draft.compound,
        grace_days=reader.whole("grace", _MAX_GRACE) or 0,
        allocation=draft.allocation,
        rounding=base.terms.rounding if base else Rounding.HALF_UP,
        payment=base.terms.payment if base else None,
        interest_only=base.terms.interest_only if base else 0,
        start_periods=base.terms.start_periods if base else 0,
        start_payment=base.terms.start_payment if base else None,
    )


def _rate(reader: DraftReader[DebtDraft]) -> Rate:
    flat = reader.draft.method is Method.FEE_INSTALMENT
    percent = reader.decimal("rate", "not_percent", needed=not flat) or Decimal(0)
    return Rate(value=percent / 100, per=reader.draft.per)


def _periods(reader: DraftReader[DebtDraft]) -> int | None:
    method = reader.draft.method
    if method not in PLANNED and method is not Method.SINGLE:
        return None
    return reader.whole("periods", MAX_PERIODS, least=1, needed=method in PLANNED)


def _fee(reader: DraftReader[DebtDraft], base: Debt | None) -> Decimal | None:
    if reader.draft.method is not Method.FEE_INSTALMENT:
        return base.terms.fee_per_period if base else None
    percent = reader.decimal("fee", "not_percent", needed=True)
    return None if percent is None else percent / 100


def _days(draft: DebtDraft, base: Debt | None) -> tuple[date | None, int | None]:
    """Return first due date and day of the month; an unchanged date keeps what was written.

    A contract may say 31 while its first due date is the last day of a shorter month.
    """
    if draft.method is Method.FREE:
        return None, None
    first = draft.first_due
    if base is not None and first == _first_due(base):
        return base.terms.first_due, base.terms.due_day
    return first, None if first is None else first.day


def _minimum(reader: DraftReader[DebtDraft]) -> Minimum | None:
    if reader.draft.method is not Method.REVOLVING:
        return None
    share = reader.decimal("minimum_share", "not_percent", needed=True)
    floor = reader.money("minimum_floor")
    return Minimum(fraction=(share or Decimal(0)) / 100, floor=floor or ZERO)


def _bill_day(reader: DraftReader[DebtDraft], base: Debt | None) -> int | None:
    if reader.draft.method is not Method.REVOLVING:
        return base.terms.bill_day if base else None
    return reader.whole("bill_day", LAST_DAY, least=1)


def _balance(reader: DraftReader[DebtDraft]) -> ReportedBalance | None:
    draft = reader.draft
    if draft.shown_on is None:
        return None
    principal = reader.money("shown_principal", needed=True) or ZERO
    late = reader.money("overdue_principal") or ZERO
    if late and draft.overdue_since is None:
        reader.wrong("overdue_since", "missing")
    return ReportedBalance(
        as_of=draft.shown_on,
        principal=principal,
        interest=reader.money("shown_interest") or ZERO,
        penalty=reader.money("shown_penalty") or ZERO,
        fees=reader.money("shown_fees") or ZERO,
        overdue_since=draft.overdue_since if late else None,
        overdue_principal=late,
    )


def _check_days(reader: DraftReader[DebtDraft]) -> None:
    draft = reader.draft
    if draft.contract_date > reader.as_of:
        reader.wrong("contract_date", "ahead")
    for name in ("shown_on", "overdue_since"):
        day = getattr(draft, name)
        if day is not None and day > reader.as_of:
            reader.wrong(name, "ahead")


def _paid(reader: DraftReader[DebtDraft], debt: Debt) -> tuple[Payment, ...]:
    """Return the instalments said to be paid, each on its day."""
    if debt.terms.method not in PLANNED or reader.draft.shown_on is not None:
        return ()
    count = reader.whole("paid", MAX_PERIODS) or 0
    rows = schedule(debt.principal, debt.terms, debt.contract_date)
    past = [row for row in rows if row.due <= reader.as_of]
    if count > len(past):
        reader.wrong("paid", "too_many_paid")
        return ()
    return tuple(Payment(date=row.due, amount=row.payment) for row in past[:count])


def percent_text(fraction: Decimal | None) -> str:
    """Write a fraction as the plain percentage of a field: 0.0005 is ``0.05``."""
    if fraction is None:
        return ""
    return f"{(fraction * 100).normalize():f}"


def times_text(multiplier: Decimal) -> str:
    """Write a multiplier as the plain number of a field: 1.50 is ``1.5``."""
    return f"{multiplier.normalize():f}"


def _money_text(amount: Fen | None) -> str:
    return "" if amount is None else yuan(amount)
