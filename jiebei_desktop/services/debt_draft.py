"""A debt as it is being typed: strings in, a `Debt` or a list of problems out."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

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
    Terms,
)
from jiebei_desktop.domain.money import ZERO, AmountError, Fen, parse_yuan, yuan
from jiebei_desktop.domain.months import add_months
from jiebei_desktop.domain.rates import DayBasis, Rate, RatePeriod
from jiebei_desktop.domain.schedule import MAX_PERIODS, first_due, schedule
from jiebei_desktop.services.products import ProductTemplate

_NUMBER = re.compile(r"\d{1,6}(\.\d{1,8})?")
_MAX_GRACE = 60
_MAX_TIMES = 10
_MAX_ANNUAL = 10
"""A contract rate above 1,000 % a year is a slip of the pen."""
_SURE = frozenset({LenderType.CREDIT_CARD_ISSUER, LenderType.PRIVATE_PERSON})
"""Kinds of lender a product settles; behind other apps there may be one of several."""
PLANNED = frozenset(
    {Method.EQUAL_PAYMENT, Method.EQUAL_PRINCIPAL, Method.INTEREST_ONLY, Method.FEE_INSTALMENT}
)
"""Methods that need a number of instalments."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DebtDraft:
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
    penalty: str = "1.5"
    grace: str = "0"
    compound: bool = False
    allocation: Allocation = Allocation.FEES_INTEREST_PRINCIPAL
    priority: Priority = Priority.UNSECURED
    credit_limit: str = ""
    note: str = ""
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """What is wrong with one field.

    Codes: missing, not_amount, not_percent, not_number, not_positive, out_of_range, ahead,
    before_contract, too_many_paid, above_principal, not_chosen.
    """

    field: str
    code: str


@dataclass(slots=True)
class _Reader:
    """Reads fields one by one and keeps every problem."""

    draft: DebtDraft
    as_of: date
    problems: list[Problem] = field(default_factory=list)

    def wrong(self, name: str, code: str) -> None:
        self.problems.append(Problem(field=name, code=code))

    def money(self, name: str, *, needed: bool = False) -> Fen | None:
        text = getattr(self.draft, name).replace(",", "").strip()
        if not text:
            if needed:
                self.wrong(name, "missing")
            return None
        try:
            amount = parse_yuan(text)
        except AmountError:
            self.wrong(name, "not_amount")
            return None
        if amount < 0 or (needed and not amount):
            self.wrong(name, "not_positive")
            return None
        return amount

    def decimal(self, name: str, code: str, *, needed: bool = False) -> Decimal | None:
        text = getattr(self.draft, name).strip()
        if not text:
            if needed:
                self.wrong(name, "missing")
            return None
        if not _NUMBER.fullmatch(text):
            self.wrong(name, code)
            return None
        return Decimal(text)

    def whole(self, name: str, most: int, *, least: int = 0, needed: bool = False) -> int | None:
        text = getattr(self.draft, name).strip()
        if not text:
            if needed:
                self.wrong(name, "missing")
            return None
        if not text.isdecimal():
            self.wrong(name, "not_number")
            return None
        if not least <= int(text) <= most:
            self.wrong(name, "out_of_range")
            return None
        return int(text)


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
        first_due=first_due(debt.terms, debt.contract_date),
        priority=debt.priority,
        credit_limit=_money_text(debt.credit_limit),
        note=debt.note,
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


def parse(
    draft: DebtDraft, as_of: date, debt_id: DebtId, base: Debt | None = None
) -> tuple[Debt | None, tuple[Problem, ...]]:
    """Return the debt a draft describes, or what is wrong with it.

    With ``base``, the debt being edited, its payments, stage and later terms stay as they are.
    """
    reader = _Reader(draft, as_of)
    balance = _balance(reader)
    principal = reader.money("principal", needed=draft.shown_on is None)
    if principal is None:
        principal = balance.principal if balance else ZERO
    terms = _terms(reader, base)
    _check_days(reader)
    if draft.lender_type is None:
        reader.wrong("lender_type", "not_chosen")
    made = _debt(reader, debt_id, base, (principal, terms, balance))
    if base is None and not reader.problems:
        made = replace(made, payments=_paid(reader, made))
    limit = reader.money("credit_limit")
    return (None if reader.problems else replace(made, credit_limit=limit)), tuple(reader.problems)


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
        penalty=f"{terms.penalty_multiplier.normalize():f}",
        grace=str(terms.grace_days),
        compound=terms.compound_overdue_interest,
        allocation=terms.allocation,
    )


def _debt(
    reader: _Reader,
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
    }
    return Debt(**values) if base is None else replace(base, **values)


def _terms(reader: _Reader, base: Debt | None) -> Terms:
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
    )


def _rate(reader: _Reader) -> Rate:
    flat = reader.draft.method is Method.FEE_INSTALMENT
    percent = reader.decimal("rate", "not_percent", needed=not flat) or Decimal(0)
    rate = Rate(value=percent / 100, per=reader.draft.per)
    if rate.annual(reader.draft.day_basis) > _MAX_ANNUAL:
        reader.wrong("rate", "out_of_range")
    return rate


def _periods(reader: _Reader) -> int | None:
    method = reader.draft.method
    if method not in PLANNED and method is not Method.SINGLE:
        return None
    return reader.whole("periods", MAX_PERIODS, least=1, needed=method in PLANNED)


def _fee(reader: _Reader, base: Debt | None) -> Decimal | None:
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
    if base is not None and first == first_due(base.terms, base.contract_date):
        return base.terms.first_due, base.terms.due_day
    return first, None if first is None else first.day


def _minimum(reader: _Reader) -> Minimum | None:
    if reader.draft.method is not Method.REVOLVING:
        return None
    share = reader.decimal("minimum_share", "not_percent", needed=True)
    floor = reader.money("minimum_floor")
    if share is not None and share > 100:  # noqa: PLR2004 - percent
        reader.wrong("minimum_share", "out_of_range")
    return Minimum(fraction=(share or Decimal(0)) / 100, floor=floor or ZERO)


def _balance(reader: _Reader) -> ReportedBalance | None:
    draft = reader.draft
    if draft.shown_on is None:
        return None
    principal = reader.money("shown_principal", needed=True) or ZERO
    late = reader.money("overdue_principal") or ZERO
    if late > principal:
        reader.wrong("overdue_principal", "above_principal")
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


def _check_days(reader: _Reader) -> None:
    draft = reader.draft
    if draft.contract_date > reader.as_of:
        reader.wrong("contract_date", "ahead")
    for name in ("shown_on", "overdue_since"):
        day = getattr(draft, name)
        if day is not None and day > reader.as_of:
            reader.wrong(name, "ahead")
        elif day is not None and day < draft.contract_date:
            reader.wrong(name, "before_contract")
    first = draft.first_due
    if draft.method is not Method.FREE and first is not None and first <= draft.contract_date:
        reader.wrong("first_due", "before_contract")


def _paid(reader: _Reader, debt: Debt) -> tuple[Payment, ...]:
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


def _money_text(amount: Fen | None) -> str:
    return "" if amount is None else yuan(amount)
