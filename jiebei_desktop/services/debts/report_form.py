"""The short form of a debt that a credit report lists: what the report does not hold.

Days that follow from the report are filled in, and the product's usual terms are offered as
guesses; a guess that is changed is none any more.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

from msgspec import Struct, field
from msgspec.structs import asdict, replace

from jiebei_desktop.domain.contradictions import contradictions, held
from jiebei_desktop.domain.debts import Debt, Method, Minimum, Payment, ReportedBalance, Terms
from jiebei_desktop.domain.money import ZERO, Fen
from jiebei_desktop.domain.months import LAST_DAY, Month
from jiebei_desktop.domain.proposed_debt import ProposedDebt
from jiebei_desktop.domain.rates import Rate, RatePeriod
from jiebei_desktop.domain.standing import MAX_PERIODS, owed
from jiebei_desktop.services.debts.draft_reader import DraftReader, Problem
from jiebei_desktop.services.reference.products import template
from jiebei_desktop.services.statements.adopted_debts import day_of

REVOLVING = ("overdue", "overdue_since", "due_day", "paid", "minimum", "bill_day", "rate")
LOAN = ("overdue", "overdue_since", "due_day", "paid", "rate", "method", "periods", "owed_now")
"""Fields in the order they are asked."""
_GUESSED = frozenset({"rate", "method", "periods"})
_WHERE = {
    "balance.overdue_since": "overdue_since",
    "rate.value": "rate",
    "minimum.fraction": "minimum",
}
"""The field for a path of a household file; the due day for other days."""


class Told(Struct, frozen=True, kw_only=True):
    """The form as typed: amounts in yuan, the rate in percent, empty where nothing is known."""

    overdue: str = ""
    """What of it is overdue, where the report says that it is, but not by how much."""
    overdue_since: date | None = None
    due_day: str = ""
    """Day of the month."""
    bill_day: str = ""
    """Day of the month on which a card's bill is made; nothing is reckoned from it."""
    paid: bool | None = None
    """What fell due after the report was paid; None where nobody said: then it counts neither as
    paid nor as late, unless the report shows an amount overdue."""
    rate: str = ""
    per: RatePeriod = RatePeriod.DAY
    method: Method = Method.EQUAL_PAYMENT
    periods: str = ""
    """Instalments that remain."""
    owed_now: str = ""
    """Everything owed today, interest and penalty included."""
    minimum: str = ""
    """The least to pay of a card this month."""
    confirmed: bool = False
    """A rate above 36 % a year is right as typed."""
    guessed: frozenset[str] = field(default=frozenset())
    """Fields that hold the product's usual terms and were not changed."""


class Facts(Struct, frozen=True, kw_only=True):
    """What the form comes to."""

    terms: Terms | None
    """None while the due day is not known: without it nothing is said to fall due."""
    balance: ReportedBalance | None
    problems: tuple[Problem, ...] = ()


def fields(one: ProposedDebt, told: Told, as_of: date) -> tuple[str, ...]:
    """Return the fields that are asked of a debt, in their order."""
    asked = REVOLVING if _method(one, told) is Method.REVOLVING else LOAN
    if one.balance is None and "owed_now" not in asked:
        asked = (*asked, "owed_now")
    out = {"overdue_since"} if one.overdue == ZERO or one.balance is None else set[str]()
    if one.overdue is not None or not one.is_late:
        out.add("overdue")
    if told.method is Method.SINGLE:
        out.add("periods")
    if not dues(one, told, as_of):
        out.add("paid")
    return tuple(name for name in asked if name not in out)


def dues(one: ProposedDebt, told: Told, as_of: date) -> tuple[date, ...]:
    """Return the due days after the report's figures up to today, about which it tells nothing."""
    text = told.due_day.strip()
    known = text.isdecimal() and 1 <= int(text) <= LAST_DAY
    if not known or told.owed_now.strip() or told.method is Method.SINGLE:
        return ()
    start = day_of(one, as_of)
    month, found = Month.of(start), list[date]()
    while (due := month.day(int(text))) <= as_of:
        found.append(due)
        month = month.plus(1)
    return tuple(due for due in found if due > start)


def is_paid(one: ProposedDebt, told: Told) -> bool | None:
    """Return whether what fell due after the report was paid; None where that is not known."""
    return False if told.paid is None and one.is_late else told.paid


def late_between(one: ProposedDebt) -> tuple[date, date] | None:
    """Return between which days a debt fell overdue, as far as its report tells; else None.

    Of the months late within five years the last ones are those until now. The report says nothing
    of the days, so the oldest open due day may be any of the first of these months.
    """
    if not one.is_late or not one.late_months:
        return None
    shown = day_of(one)
    first = Month.of(shown).plus(1 - one.late_months).first
    lent = date.fromisoformat(one.lent) if one.lent else date.min
    until = date.fromisoformat(one.until) if one.until else date.max
    if until < first:
        return None  # nothing falls due after the last day: the report counts other months
    return max(first, lent), max(first, min(until, shown - timedelta(days=1)))


def usual(one: ProposedDebt, as_of: date) -> Told:
    """Return the form with what follows from the report and the product's usual terms."""
    known = template(one.product).terms
    until = date.fromisoformat(one.until) if one.until else None
    shown = day_of(one, as_of)
    left = "" if known.periods is None else str(known.periods)
    method = known.method
    if until is not None and until <= shown:
        method, left = Method.SINGLE, ""
    elif until is not None:
        left = str(_left(shown, until))
    return Told(
        due_day=str(until.day if until else one.facts.get("due_day", "")),
        bill_day=str(one.facts.get("bill_day", "")),
        rate=f"{(known.rate.value * 100).normalize():f}",
        per=known.rate.per,
        method=method,
        periods=left,
        guessed=frozenset(_GUESSED & set(REVOLVING if method is Method.REVOLVING else LOAN)),
    )


def _left(shown: date, until: date) -> int:
    """Count the monthly due days after one day up to and including another."""
    first = Month.of(shown)
    return Month.of(until).minus(first) + (first.day(until.day) > shown)


def changed(told: Told, name: str, **values: object) -> Told:
    """Return the form with a field typed anew: it is no guess any more."""
    guessed = told.guessed - {name}
    return replace(told, **values, guessed=guessed)


def missing(one: ProposedDebt, told: Told, as_of: date) -> tuple[str, ...]:
    """Return the fields without which the debt cannot be reckoned and that are empty.

    What a card asks as the least this month may stay empty, for the usual share stands in for it,
    and what is owed today, where the report tells a balance.
    """
    empty = {
        "overdue_since": told.overdue_since is None,
        "due_day": not told.due_day.strip(),
        "rate": not told.rate.strip(),
        "periods": not told.periods.strip(),
        "owed_now": one.balance is None and not told.owed_now.strip(),
    }
    return tuple(name for name in fields(one, told, as_of) if empty.get(name))


def guesses(one: ProposedDebt, told: Told, as_of: date) -> tuple[str, ...]:
    """Return the fields in use that hold a usual term or what the report makes likely."""
    open_now = {"minimum": not told.minimum.strip(), "paid": told.paid is None}
    return tuple(
        name
        for name in fields(one, told, as_of)
        if name in told.guessed or open_now.get(name, False)
    )


def annual(one: ProposedDebt, told: Told) -> Fraction | None:
    """Return the rate as typed as a fraction a year; None where it is none."""
    percent = DraftReader(told, date.max).decimal("rate", "not_percent")
    if percent is None:
        return None
    rate = Rate(value=percent / 100, per=told.per)
    return rate.annual(template(one.product).terms.day_basis)


def since_report(debt: Debt, dues: Sequence[date], *, paid: bool | None) -> Debt:
    """Return the debt with what fell due after its report paid, open or, where None, passed over.

    Of what nobody knows nothing is made up: the report's balance stands until the next due day.
    """
    if not dues or paid is False:
        return debt
    if paid:
        return _with_payments(debt, dues)
    following = Month.of(dues[-1]).plus(1).day(debt.terms.due_day or dues[-1].day)
    return replace(debt, terms=replace(debt.terms, first_due=following))


def _with_payments(debt: Debt, days: Iterable[date]) -> Debt:
    """Return the debt with each of these instalments, or least payments, paid on its day."""
    for day in days:
        amount = owed(debt, day - timedelta(days=1)).next_amount
        if amount:
            paid = Payment(date=day, amount=amount)
            debt = replace(debt, payments=(*debt.payments, paid))
    return debt


def parse(one: ProposedDebt, told: Told, as_of: date) -> Facts:
    """Return terms and balance of a debt as the report and the form tell them."""
    reader = DraftReader(told, as_of)
    balance = _balance(one, told, reader)
    terms = _terms(one, reader, balance)
    if told.overdue_since is not None and told.overdue_since > as_of:
        reader.wrong("overdue_since", "ahead")
    return Facts(terms=terms, balance=balance, problems=tuple(reader.problems))


def problems(debt: Debt, told: Told, found: Facts) -> tuple[Problem, ...]:
    """Return what is wrong with the form, and with the debt it makes."""
    wrong = list(found.problems)
    taken = {problem.field for problem in wrong}
    for each in contradictions(debt):
        name = _WHERE.get(each.path, "due_day")
        if name not in taken:
            wrong.append(Problem(field=name, code=each.code.replace("-", "_")))
    if any(held(debt)) and not told.confirmed and "rate" not in taken:
        wrong.append(Problem(field="rate", code="high_rate"))
    return tuple(wrong)


def _method(one: ProposedDebt, told: Told) -> Method:
    """Return how a debt is repaid; what revolves does not change its kind."""
    usual_way = template(one.product).terms.method
    return usual_way if usual_way is Method.REVOLVING else told.method


def _balance(one: ProposedDebt, told: Told, reader: DraftReader[Told]) -> ReportedBalance | None:
    """Return the report's balance, or what is owed today where that was typed."""
    total = reader.money("owed_now")
    if one.balance is None and total is None:
        return None
    principal = Fen(min(one.balance or total or ZERO, total or one.balance or ZERO))
    typed = reader.money("overdue") or ZERO
    if one.overdue is None and typed > principal:
        reader.wrong("overdue", "above_whole")
    late = min(typed if one.overdue is None else one.overdue, principal)
    return ReportedBalance(
        as_of=day_of(one, reader.as_of) if total is None else reader.as_of,
        principal=principal,
        interest=Fen((total or principal) - principal),
        overdue_since=told.overdue_since if late or one.overdue is None else None,
        overdue_principal=late,
    )


def _terms(
    one: ProposedDebt, reader: DraftReader[Told], shown: ReportedBalance | None
) -> Terms | None:
    told, known = reader.draft, template(one.product).terms
    method = _method(one, told)
    rate = reader.decimal("rate", "not_percent")
    day = reader.whole("due_day", LAST_DAY, least=1)
    planned = method not in {Method.REVOLVING, Method.SINGLE}
    periods = reader.whole("periods", MAX_PERIODS, least=1) if planned else None
    minimum = _minimum(reader, known, shown) if method is Method.REVOLVING else None
    if day is None or rate is None or (planned and periods is None):
        return None
    start = shown.as_of if shown else reader.as_of
    return replace(
        known,
        rate=Rate(value=rate / 100, per=told.per),
        method=method,
        periods=periods,
        first_due=_first_due(one, method, start, day),
        due_day=day,
        bill_day=reader.whole("bill_day", LAST_DAY, least=1),
        minimum=minimum,
    )


def _first_due(one: ProposedDebt, method: Method, start: date, day: int) -> date:
    """Return the first due day after the balance; a loan of one payment has its own."""
    if method is Method.SINGLE and one.until:
        return date.fromisoformat(one.until)
    this = Month.of(start).day(day)
    return this if this > start else Month.of(start).plus(1).day(day)


def _minimum(
    reader: DraftReader[Told], known: Terms, shown: ReportedBalance | None
) -> Minimum | None:
    """Return the least to pay: the usual share, or the share that this month's figure comes to."""
    least = reader.money("minimum")
    if not least or shown is None or not shown.principal or known.minimum is None:
        return known.minimum
    share = Decimal(least) / Decimal(shown.principal)
    return Minimum(fraction=share.quantize(Decimal("1e-8")), floor=known.minimum.floor)


def kept(told: Told) -> dict[str, Any]:
    """Return a form as plain values, for the ledger to keep."""
    since = told.overdue_since
    return {
        **asdict(told),
        "overdue_since": since.isoformat() if since else None,
        "guessed": sorted(told.guessed),
    }


def from_kept(values: Mapping[str, Any]) -> Told:
    """Return a form that the ledger kept."""
    since = values["overdue_since"]
    known = {*Told.__struct_fields__}
    read = {
        **{name: value for name, value in values.items() if name in known},
        "overdue_since": date.fromisoformat(since) if since else None,
        "per": RatePeriod(values["per"]),
        "method": Method(values["method"]),
        "guessed": frozenset(values["guessed"]),
    }
    return Told(**read)
