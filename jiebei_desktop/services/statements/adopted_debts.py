"""The debt that a proposal becomes: what its paper tells, the product's usual terms as estimates.

Without a due day nothing can be said to be overdue, so the debt has no plan until that is known.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Collection, Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import accumulate, count

from msgspec.structs import replace

from jiebei_desktop.domain.debts import Debt, DebtId, Method, ReportedBalance, Stage, Terms
from jiebei_desktop.domain.money import ZERO, Fen
from jiebei_desktop.domain.proposed_debt import Paper, ProposedDebt
from jiebei_desktop.services.reference.products import template

_MONTH = 7
_BEFORE = timedelta(days=4)
"""A debt seen in statements begins so long before, that none of its draws is taken for the payout
of the contract itself."""
_REVOLVING = ("balance", "rate", "due_day")
_LOAN = ("balance", "rate", "first_due", "periods")


def missing(one: ProposedDebt) -> tuple[str, ...]:
    """Return what has to be asked, as keys of the household file."""
    revolving = template(one.product).terms.method is Method.REVOLVING
    wanted = _REVOLVING if revolving else _LOAN
    return tuple(key for key in wanted if key != "balance" or one.balance is None)


def adopted_debt(
    one: ProposedDebt, flows: Sequence[tuple[str, int]], taken: Collection[str]
) -> Debt:
    """Return the debt; ``flows`` are days with the changes that statements show of it.

    A card that is paid on its day costs nothing; where it is overdue the usual rate stands in.
    """
    known = template(one.product)
    free = known.terms.method is Method.REVOLVING and not one.is_late
    rate = replace(known.terms.rate, value=Decimal(0)) if free else known.terms.rate
    balance = _reported(one)
    start = balance.as_of if balance else _first_day(one, flows)
    start = date.fromisoformat(one.lent) if one.lent else start
    opening = balance.principal if balance else _opening(flows)
    return Debt(
        id=_free_id(known.code, taken),
        name=one.full_name,
        product=known.code,
        lender=one.lender or known.lender or one.name,
        lender_type=known.lender_type,
        contract_date=start,
        principal=one.principal if balance and one.principal else opening,
        terms=Terms(
            rate=rate,
            day_basis=known.terms.day_basis,
            method=Method.FREE,
            penalty_multiplier=known.terms.penalty_multiplier,
            bill_day=one.facts.get("bill_day"),
        ),
        priority=known.priority,
        stage=Stage.OVERDUE if one.is_late and not one.overdue else None,
        balance=balance,
        credit_limit=one.limit,
    )


def _reported(one: ProposedDebt) -> ReportedBalance | None:
    if one.balance is None or one.paper is not Paper.CREDIT_REPORT:
        return None
    return ReportedBalance(
        as_of=day_of(one),
        principal=one.balance,
        overdue_principal=min(one.overdue or ZERO, one.balance),
    )


def day_of(one: ProposedDebt, as_of: date = date.max) -> date:
    """Return the day of a paper's figures: of a month the last, but never one ahead."""
    return min(_last_day(one.as_of), as_of)


def _last_day(text: str) -> date:
    """Return a day, or the last day of a month."""
    if len(text) > _MONTH:
        return date.fromisoformat(text)
    year, month = int(text[:4]), int(text[5:7])
    return date(year, month, monthrange(year, month)[1])


def _first_day(one: ProposedDebt, flows: Sequence[tuple[str, int]]) -> date:
    first = min((day for day, _ in flows), default=one.as_of)
    return _last_day(first) - _BEFORE


def _opening(flows: Sequence[tuple[str, int]]) -> Fen:
    """Return what must have been owed at least before the first movement.

    Repayments were repayments of something: the balance never fell below nought.
    """
    lowest = min(accumulate(change for _, change in sorted(flows)), default=0)
    return Fen(max(0, -lowest))


def _free_id(stem: str, taken: Collection[str]) -> DebtId:
    return next(DebtId(f"{stem}{n}") for n in count(1) if f"{stem}{n}" not in taken)
