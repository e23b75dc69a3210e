"""Warnings about the household: living floor, debt service, cash, rolling over, and a spiral."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from jiebei_desktop.domain.debts import Debt, Method
from jiebei_desktop.domain.findings import Fact, Finding, Severity
from jiebei_desktop.domain.household import EntryKind
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.named_items import items_of
from jiebei_desktop.domain.recurring import occurrences
from jiebei_desktop.domain.rollover import Movement, Ratio, ratio
from jiebei_desktop.domain.standing import due_within, later_draws
from jiebei_desktop.domain.warnings.view import MONTH, HouseholdView

_QUARTER = 90
PAYS_SELLERS = frozenset({"huabei", "credit_card", "mortgage", "car_loan"})
"""Products that pay a seller, not their holder."""


def household_warnings(view: HouseholdView) -> Iterator[Finding]:
    """Yield what income, living and all debts together give reason to say."""
    if not view.debts:
        return
    yield from _floor(view)
    yield from _debt_service(view)
    yield from _runway(view)
    yield from _clash(view)
    yield from _spiral(view)
    yield from _rollover(view)


def rolled_over(view: HouseholdView, days: int) -> Ratio:
    """Return what was repaid lately, and how much of it followed a new loan.

    What reached the borrower is the principal less any fee withheld. Credit for shopping hands
    out no money: the day its account is counted from is the day of a statement, not of a draw.
    """
    lending = [
        debt
        for debt in view.book.debts
        if debt.terms.method is not Method.REVOLVING and debt.product not in PAYS_SELLERS
    ]
    draws = [
        _flow(debt, debt.contract_date, debt.principal - (debt.terms.upfront_fee or 0))
        for debt in lending
    ]
    draws += [
        _flow(debt, drawing.date, drawing.amount)
        for debt in lending
        for drawing in later_draws(debt, debt.contract_date)
    ]
    repayments = [
        _flow(debt, payment.date, payment.amount)
        for debt in view.book.debts
        for payment in debt.payments
    ]
    return ratio(draws, repayments, view.as_of, days)


def _flow(debt: Debt, on: date, amount: int) -> Movement:
    noon = datetime.combine(on, time(12))
    return Movement(at=noon, product=debt.product, amount=Fen(amount), row=0, account=debt.id)


def _floor(view: HouseholdView) -> Iterator[Finding]:
    month = view.month
    if month is None or not month.income or not view.required:
        return
    left = month.income_ahead - view.required
    if left >= month.living:
        return
    by_standard = bool(month.living_floor) and left < month.living_floor
    floor = month.living_floor if by_standard else month.living
    facts: dict[str, Fact] = {
        "left_fen": Fen(left),
        "floor_fen": floor,
        "required_fen": view.required,
        "income_fen": month.income_ahead,
        "measure": "standard" if by_standard else "living",
    }
    severity = Severity.SEVERE if view.carried is None else Severity.INFO
    yield view.finding("W-FLOOR", severity, facts, rule="exec_floor", at_stake=Fen(floor - left))


def _debt_service(view: HouseholdView) -> Iterator[Finding]:
    line, month = view.rules.threshold("debt_service"), view.month
    income = month.income_ahead if month else 0
    if not income or view.required < line.amber * income:
        return
    facts: dict[str, Fact] = {
        "required_fen": view.required,
        "income_fen": income,
        "percent": view.required * 100 // income,
    }
    severity = Severity.SEVERE if view.required >= line.red * income else Severity.CAUTION
    severity = severity if view.carried is None else Severity.INFO
    yield view.finding("W-DSR", severity, facts, rule=line.id, at_stake=view.required)


def _runway(view: HouseholdView) -> Iterator[Finding]:
    line = view.rules.threshold("runway")
    lasts = None if view.month is None else view.month.runway
    days = None if lasts is None else lasts.days
    if lasts is None or days is None or not view.readings or days >= line.amber:
        return
    facts: dict[str, Fact] = {
        "days": days,
        "cash_fen": lasts.cash,
        "monthly_fen": lasts.monthly,
    }
    severity = Severity.SEVERE if days < line.red else Severity.CAUTION
    yield view.finding("W-RUNWAY", severity, facts, rule=line.id)


def _clash(view: HouseholdView) -> Iterator[Finding]:
    """Walk the month ahead by known recurring items and due dates; tell the first day short.

    Where cash keeps every contract none is.
    """
    incomes = [item for item in items_of(view.book) if item.kind is EntryKind.INCOME]
    if not view.readings or not incomes or view.carried is not None:
        return
    line = view.rules.threshold("clash")
    moves, due = _moves(view, int(line.amber))
    balance = int(view.cash)
    for day in sorted(moves):
        balance += moves[day]
        if balance < 0 and day in due:
            days = (day - view.as_of).days
            facts: dict[str, Fact] = {"on": day, "days": days, "short_fen": Fen(-balance)}
            severity = Severity.SEVERE if days <= line.red else Severity.CAUTION
            yield view.finding("W-CLASH", severity, facts, rule=line.id, at_stake=Fen(-balance))
            return


def _moves(view: HouseholdView, days: int) -> tuple[dict[date, int], set[date]]:
    """Return the known change of cash on each day ahead, and the days a debt falls due."""
    until = view.as_of + timedelta(days=days)
    moves: dict[date, int] = defaultdict(int)
    for item in items_of(view.book):
        sign = 1 if item.kind is EntryKind.INCOME else -1
        for day in occurrences(item, view.as_of, until):
            moves[day] += sign * item.amount
    due: set[date] = set()
    for each in due_within(view.debts, view.as_of, days).items:
        day = max(each.day, view.as_of)
        moves[day] -= each.amount
        due.add(day)
    return moves, due


def _spiral(view: HouseholdView) -> Iterator[Finding]:
    """Say when what is or can be paid each month hardly exceeds what the debts cost.

    Cash that keeps every contract can pay more than they cost.
    """
    if view.carried is not None:
        return
    line = view.rules.threshold("spiral")
    ordinary = [debt for debt in view.debts if not debt.is_guarded]
    cost = sum(view.stands[debt.id].per_day for debt in ordinary) * MONTH
    paid = sum(view.paid(debt, _QUARTER) for debt in ordinary) // 3
    income = view.month.income if view.month else 0
    can = max(paid, view.month.left if view.month and income else 0)
    if not cost or (not paid and not income) or can >= line.amber * cost:
        return
    facts: dict[str, Fact] = {"pays_fen": Fen(can), "cost_fen": Fen(cost)}
    severity = Severity.SEVERE if can <= line.red * cost else Severity.CAUTION
    yield view.finding("W-SPIRAL", severity, facts, rule=line.id, at_stake=Fen(max(0, cost - can)))


def _rollover(view: HouseholdView) -> Iterator[Finding]:
    line = view.rules.threshold("rollover")
    days = int(line.steps[0])
    found = rolled_over(view, days)
    if not found.repaid or found.borrowed < line.amber * found.repaid:
        return
    facts: dict[str, Fact] = {
        "repaid_fen": found.repaid,
        "matched_fen": found.borrowed,
        "percent": found.borrowed * 100 // found.repaid,
        "days": days,
    }
    severity = Severity.SEVERE if found.borrowed >= line.red * found.repaid else Severity.CAUTION
    yield view.finding("W-ROLLOVER", severity, facts, rule=line.id, at_stake=found.borrowed)
