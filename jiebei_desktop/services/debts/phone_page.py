"""A debt as the lender's app shows it, in four fields: typed text in, a debt and its proof out.

What the page does not tell is taken from the product's usual terms and named as an estimate.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

from msgspec import Struct
from msgspec.structs import replace

from jiebei_desktop.analysis.page_fit import PhonePage, card, fitted, following_due, this_due
from jiebei_desktop.domain.contradictions import held
from jiebei_desktop.domain.debts import Debt, DebtId, LenderType, Method, ReportedBalance, Terms
from jiebei_desktop.domain.money import ZERO, Fen, half_up
from jiebei_desktop.domain.months import LAST_DAY, Month
from jiebei_desktop.domain.parts import Parts
from jiebei_desktop.domain.rates import Rate, RatePeriod
from jiebei_desktop.domain.standing import MAX_PERIODS, ObligationKind, obligations, owed
from jiebei_desktop.services.debts.draft_reader import DraftReader, Problem
from jiebei_desktop.services.debts.estimates import DRAWN
from jiebei_desktop.services.reference.products import ProductTemplate, template, usual_penalty

_MAX_TIMES = 10
_ESTIMATES = ("rate", "method", "periods", "penalty", "lender_type")
CARD = frozenset({"credit_card"})
"""Products whose page shows a bill: its day, the day it is due, the least to pay."""
UNDATED = frozenset({Method.FREE})
"""Ways of repaying in which only the amount must be known."""


class PhoneDraft(Struct, frozen=True, kw_only=True):
    """The fields as typed: amounts in yuan, days already read; ``None`` is not known yet."""

    product: str
    name: str = ""
    tail: str = ""
    """Last digits of the contract's number."""
    total: str = ""
    due: str = ""
    """This instalment, or a card's least payment."""
    due_on: date | None = None
    bill_day: str = ""
    late: bool = False
    since: date | None = None
    """First day late; the due day where nothing else is said."""
    following: str = ""
    """The next instalment as the app shows it, where it differs."""
    rate: str = ""
    per: RatePeriod = RatePeriod.DAY
    method: Method | None = None
    periods: str = ""
    penalty: str = ""
    lender_type: LenderType | None = None
    principal_only: bool = False
    """The total holds no interest: how a page is read that asks for more than all."""
    confirmed: bool = False
    """A rate above 36 % a year is right as typed."""


class PageCheck(Struct, frozen=True, kw_only=True):
    """What the app is held against, as it will be shown after saving."""

    total: Fen
    total_shown: Fen
    due: Fen
    due_shown: Fen
    following: tuple[date, Fen] | None
    parts: Parts
    periods: int | None
    """Instalments left, as they follow from the page; None where there are none."""
    late_days: int
    interest_due: Fen
    """Interest of what has fallen due; the rest runs on what has not."""
    late_principal: Fen
    penalty_daily: Fraction
    """Rate a day that late principal bears; 0 where the penalty is no such product."""


class Found(Struct, frozen=True, kw_only=True):
    """What four fields give."""

    debt: Debt | None
    problems: tuple[Problem, ...] = ()
    check: PageCheck | None = None
    estimated: tuple[str, ...] = ()

    @property
    def noted(self) -> tuple[str, ...]:
        """The terms to note as estimates, with the contract's day and amount where fitted."""
        is_fitted = self.debt is not None and self.debt.drawn is not None
        return (*self.estimated, DRAWN) if is_fitted else self.estimated


def blank(product: str, name: str = "") -> PhoneDraft:
    """Return an empty page of a product."""
    return PhoneDraft(product=product, name=name, per=template(product).terms.rate.per)


def read(draft: PhoneDraft, as_of: date, *, undated: bool = False) -> Found:
    """Return the debt of a page, or what is missing or cannot be, by field.

    Args:
        draft: the fields as typed.
        as_of: the day the page is shown for.
        undated: take a total alone for a debt whose plan is not known yet.
    """
    reader = DraftReader(draft, as_of)
    known = template(draft.product)
    page = _page(reader, undated=undated or known.terms.method in UNDATED)
    base = _base(reader, known)
    if page is None or reader.problems:
        return Found(debt=None, problems=tuple(reader.problems))
    if page.due > page.total and not draft.principal_only:
        return Found(debt=None, problems=(Problem(field="due", code="above_total"),))
    debt = _debt(page, base, draft, known)
    if not draft.confirmed and any(held(debt)):
        return Found(debt=None, problems=(Problem(field="rate", code="high_rate"),))
    return Found(debt=debt, check=_check(debt, page), estimated=_estimated(draft, known))


def is_undated(product: str) -> bool:
    """Return whether a product is known without a plan, as money from relatives."""
    return template(product).terms.method in UNDATED


def late_from(draft: PhoneDraft, as_of: date) -> date | None:
    """Return the first day late as the fields say it, None where nothing is."""
    if not draft.late:
        return None
    return draft.since or draft.due_on or as_of


def due_after_bill(bill_day: int, due_day: int, as_of: date) -> date:
    """Return the day on which the last bill is due."""
    this = Month.of(as_of)
    bill = this.day(bill_day)
    month = Month.of(bill if bill <= as_of else this.plus(-1).day(bill_day))
    due = month.day(due_day)
    return due if due_day > bill_day else month.plus(1).day(due_day)


def _page(reader: DraftReader[PhoneDraft], *, undated: bool) -> PhonePage | None:
    draft = reader.draft
    total = reader.money("total", needed=True)
    bare = undated and not draft.due and draft.due_on is None
    if bare:
        if draft.late:
            reader.wrong("due_on", "missing")
        return None if total is None else _whole(total, reader.as_of)
    due = reader.money("due", needed=True)
    _days(reader)
    if total is None or due is None or draft.due_on is None:
        return None
    return PhonePage(
        as_of=reader.as_of,
        total=total,
        due=due,
        due_on=draft.due_on,
        since=late_from(draft, reader.as_of),
        following=reader.money("following"),
    )


def _whole(total: Fen, as_of: date) -> PhonePage:
    """Return a page of a debt without a plan: nothing is due on any day."""
    return PhonePage(as_of=as_of, total=total, due=ZERO, due_on=as_of)


def _days(reader: DraftReader[PhoneDraft]) -> None:
    draft, as_of = reader.draft, reader.as_of
    if draft.due_on is None:
        reader.wrong("due_on", "missing")
        return
    if not draft.late and draft.due_on < as_of:
        reader.wrong("due_on", "past_not_late")
    since = late_from(draft, as_of)
    if since is None:
        return
    if since >= as_of:
        reader.wrong("since" if draft.since else "due_on", "not_late_yet")
    elif since > draft.due_on:
        reader.wrong("since", "after_due")


def _base(reader: DraftReader[PhoneDraft], known: ProductTemplate) -> Debt:
    draft = reader.draft
    name = draft.name.strip() or known.code
    usual = usual_penalty(known.code, draft.lender_type)
    return Debt(
        id=DebtId("new"),
        name=name,
        product=known.code,
        lender=known.lender or name,
        lender_type=draft.lender_type or known.lender_type,
        contract_date=reader.as_of,
        principal=ZERO,
        terms=_terms(reader, replace(known.terms, penalty_multiplier=usual)),
        priority=known.priority,
        contract_no=draft.tail.strip(),
    )


def _terms(reader: DraftReader[PhoneDraft], usual: Terms) -> Terms:
    draft, rate = reader.draft, usual.rate
    percent = reader.decimal("rate", "not_percent")
    if percent is not None:
        rate = Rate(value=percent / 100, per=draft.per)
    times = reader.decimal("penalty", "not_number")
    if times is not None and times > _MAX_TIMES:
        reader.wrong("penalty", "out_of_range")
    reader.whole("periods", MAX_PERIODS, least=1)
    return replace(
        usual,
        bill_day=reader.whole("bill_day", LAST_DAY, least=1),
        rate=rate,
        method=draft.method or usual.method,
        penalty_multiplier=usual.penalty_multiplier if times is None else times,
    )


def _debt(page: PhonePage, base: Debt, draft: PhoneDraft, known: ProductTemplate) -> Debt:
    if not page.due:
        balance = ReportedBalance(as_of=page.as_of, principal=page.total)
        terms = replace(base.terms, method=Method.FREE, periods=None, minimum=None)
        return replace(base, principal=page.total, terms=terms, balance=balance)
    if draft.product in CARD:
        return card(page, base)
    if page.due > page.total:
        page = replace(page, total=page.due)
    methods = known.methods if draft.method is None else ()
    periods = int(draft.periods) if draft.periods.strip() else None
    return fitted(page, _planned(base), methods, periods).debt


def _planned(base: Debt) -> Debt:
    """Return the debt with a method that has instalments; a page with a due day tells of one."""
    if base.terms.method in {Method.FREE, Method.REVOLVING, Method.SINGLE}:
        terms = replace(base.terms, method=Method.EQUAL_PRINCIPAL, minimum=None)
        if base.terms.method is Method.REVOLVING:
            free = Rate(value=Decimal(0), per=base.terms.rate.per)
            terms = replace(terms, rate=free)
        return replace(base, terms=terms)
    return base


def _check(debt: Debt, page: PhonePage) -> PageCheck:
    stand = owed(debt, page.as_of)
    last = max(page.due_on, page.as_of) if page.since else page.due_on
    later = following_due(debt, page.as_of, last) if page.due else None
    planned = debt.terms.method not in {Method.REVOLVING, Method.FREE}
    daily = debt.terms.rate.daily(debt.terms.day_basis)
    penal = daily * Fraction(debt.terms.penalty_multiplier)
    plain = half_up(stand.overdue_principal * penal * stand.overdue_days)
    return PageCheck(
        total=stand.parts.total,
        total_shown=page.total,
        due=this_due(debt, page) if page.due else ZERO,
        due_shown=page.due,
        following=None if later is None else (later.day, later.amount),
        parts=stand.parts,
        periods=debt.terms.periods if planned else None,
        late_days=stand.overdue_days,
        interest_due=_interest_due(debt, page.as_of),
        late_principal=stand.overdue_principal,
        penalty_daily=penal if plain == stand.parts.penalty else Fraction(0),
    )


def _interest_due(debt: Debt, as_of: date) -> Fen:
    late = (each for each in obligations(debt, as_of, as_of) if each.kind is ObligationKind.ARREARS)
    return next((each.interest for each in late), ZERO)


def _estimated(draft: PhoneDraft, known: ProductTemplate) -> tuple[str, ...]:
    """Return the terms that nobody typed; what a card or a loan of relatives has none of, not."""
    bare = known.terms.method in UNDATED and not draft.due
    given = {
        "rate": bool(draft.rate.strip()),
        "method": draft.method is not None or draft.product in CARD or bare,
        "periods": bool(draft.periods.strip()) or draft.product in CARD or bare,
        "penalty": bool(draft.penalty.strip()) or bare,
        "lender_type": draft.lender_type is not None or known.lender_type in _SURE,
    }
    return tuple(name for name in _ESTIMATES if not given[name])


_SURE = frozenset({LenderType.CREDIT_CARD_ISSUER, LenderType.PRIVATE_PERSON})
