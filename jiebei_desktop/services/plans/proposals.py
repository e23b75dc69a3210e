"""What each creditor is offered within one monthly amount, with the instalments it means."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from jiebei_desktop.analysis.ask import Asks, ask
from jiebei_desktop.analysis.concession import Concession, LeverKind
from jiebei_desktop.domain.accrual import Owed, current_terms, owed
from jiebei_desktop.domain.debts import Debt, DebtId
from jiebei_desktop.domain.household import Book
from jiebei_desktop.domain.irr import effective
from jiebei_desktop.domain.money import ZERO, Fen, half_up
from jiebei_desktop.domain.months import Month
from jiebei_desktop.domain.offers import fair_shares
from jiebei_desktop.domain.rules import RuleBook
from jiebei_desktop.domain.schedule import Instalment, due_day

_ONE_MONTH = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """One creditor's plan: what it repays, on which terms, instalment by instalment."""

    debt: DebtId
    principal: Fen
    """All that the plan repays: what is owed less what is asked to be waived."""
    annual_rate: Decimal
    effective_rate: Decimal
    months: int
    payment: Fen
    first_due: date
    last_due: date
    waived: tuple[tuple[str, Fen], ...]
    """(penalty, fees, interest or principal; amount) asked to be waived."""
    total_paid: Fen
    total_interest: Fen
    rows: tuple[Instalment, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """One creditor's place in the whole: its fair share, and what it gets each month."""

    debt: DebtId
    fair: Fen
    """Its part of the monthly amount in proportion to what is owed."""
    share: Fraction
    monthly: Fen
    """What it gets each month: under its plan, under its contract, or as a sign of good will."""
    basis: str
    """plan, contract, token or none."""
    plan: Plan | None
    alternatives: tuple[Plan, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposals:
    """All creditors under one monthly amount."""

    budget: Fen
    asks: Asks
    offers: tuple[Offered, ...]

    def of(self, debt: DebtId) -> Offered | None:
        """Return one creditor's offer."""
        return next((one for one in self.offers if one.debt == debt), None)


def proposals(book: Book, budget: Fen, as_of: date, rules: RuleBook) -> Proposals:
    """Share a monthly amount over the creditors and say what each is asked for."""
    found = ask(book, budget, as_of, rules)
    known = {debt.id: debt for debt in book.debts}
    stands = [owed(known[debt], as_of) for debt, _ in found.tokens]
    whole = Fen(min(budget, sum(stand.parts.total for stand in stands)))
    fair = fair_shares(whole, stands) if stands else ()
    offers = []
    for stand, part in zip(stands, fair, strict=True):
        debt = known[stand.debt]
        monthly, basis, plan = _offer(found, debt, stand, as_of)
        offers.append(
            Offered(
                debt=debt.id,
                fair=part.amount,
                share=part.share,
                monthly=monthly,
                basis=basis,
                plan=plan,
                alternatives=_others(found, plan, debt, stand, as_of),
            )
        )
    return Proposals(budget=budget, asks=found, offers=tuple(offers))


def _offer(found: Asks, debt: Debt, stand: Owed, as_of: date) -> tuple[Fen, str, Plan | None]:
    concession = next((one for one in found.asks if one.debt == debt.id), None)
    if concession is not None:
        plan = plan_of(concession, debt, stand, as_of, _day_to_ask(found, debt))
        return plan.payment, "plan", plan
    if found.asks or found.feasible_without:
        return stand.next_amount, "contract", None
    token = dict(found.tokens).get(debt.id, ZERO)
    return token, "token" if token else "none", None


def _others(
    found: Asks, plan: Plan | None, debt: Debt, stand: Owed, as_of: date
) -> tuple[Plan, ...]:
    if plan is None:
        return ()
    day = _day_to_ask(found, debt)
    made = (
        plan_of(one, debt, stand, as_of, day) for one in found.alternatives if one.debt == debt.id
    )
    return tuple(one for one in made if one.months != plan.months)[:2]


def _day_to_ask(found: Asks, debt: Debt) -> int | None:
    """Return the due day to ask for, None where the contract's day follows the pay-day."""
    return next((one.due_day for one in found.extras if one.debt == debt.id), None)


def plan_of(
    asked: Concession, debt: Debt, stand: Owed, as_of: date, day: int | None = None
) -> Plan:
    """Return the instalments of a concession, from next month on.

    They are due on ``day`` where the contract's falls before the money arrives, else on the
    contract's day.
    """
    waived = tuple(
        (lever.kind.value.removeprefix("waive_"), Fen(int(lever.value)))
        for lever in asked.levers
        if lever.kind in _WAIVERS
    )
    principal = Fen(stand.parts.total - sum(amount for _, amount in waived))
    terms = current_terms(debt, as_of)
    rows = level_rows(
        principal, Fraction(asked.annual_rate) / _ONE_MONTH, asked.payment, asked.months,
        (Month.of(as_of).plus(1), day or due_day(terms, debt.contract_date)),
    )  # fmt: skip
    paid = sum(row.payment for row in rows)
    return Plan(
        debt=debt.id,
        principal=principal,
        annual_rate=asked.annual_rate,
        effective_rate=effective(asked.annual_rate / _ONE_MONTH),
        months=len(rows),
        payment=asked.payment,
        first_due=rows[0].due,
        last_due=rows[-1].due,
        waived=waived,
        total_paid=Fen(paid),
        total_interest=Fen(paid - principal),
        rows=rows,
    )


_WAIVERS = frozenset({
    LeverKind.WAIVE_PENALTY, LeverKind.WAIVE_FEES, LeverKind.WAIVE_INTEREST,
    LeverKind.WAIVE_PRINCIPAL,
})  # fmt: skip


def level_rows(
    principal: Fen, rate: Fraction, payment: Fen, months: int, when: tuple[Month, int]
) -> tuple[Instalment, ...]:
    """Return a level plan at a monthly rate: interest half-up a month, the last row absorbs.

    Args:
        principal: what the plan repays.
        rate: per month.
        payment: of every month but the last.
        months: the most there are; a plan that ends earlier is shorter.
        when: the first month and the day of the month.
    """
    first, day = when
    balance, rows, before = int(principal), list[Instalment](), first.plus(-1).day(day)
    for n in range(1, months + 1):
        if balance <= 0:
            break
        interest = half_up(balance * rate)
        paid = balance + interest if n == months else min(payment, balance + interest)
        part = paid - interest
        balance -= part
        due = first.plus(n - 1).day(day)
        rows.append(
            Instalment(n, due, (due - before).days, Fen(paid), Fen(part), interest, ZERO,
                       Fen(balance))
        )  # fmt: skip
        before = due
    return tuple(rows)
