"""What to ask for: contracts that hold, joint asks, relief, pause."""

from __future__ import annotations

import dataclasses
from datetime import date
from decimal import Decimal

from jiebei_desktop.analysis.ask import ask, contracts_hold, term_cap
from jiebei_desktop.analysis.concession import HORIZON, LeverKind
from jiebei_desktop.domain.accrual import owed
from jiebei_desktop.domain.debts import (
    Debt,
    DebtId,
    LenderType,
    Method,
    Minimum,
    Priority,
    ReportedBalance,
    Stage,
    Terms,
)
from jiebei_desktop.domain.household import Book, Cash, Entry, EntryKind
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.obligations import obligations
from jiebei_desktop.domain.rates import Rate, RatePeriod
from jiebei_desktop.services.reference.rulebook import load

ON = date(2026, 11, 22)
RULES = load()


def debt(name="jb1", *, principal=1_200_000, method=Method.EQUAL_PAYMENT, periods=12, **more):
    rate = more.pop("rate", Rate(value=Decimal("0.0005"), per=RatePeriod.DAY))
    terms = {
        key: more.pop(key) for key in ("minimum", "first_due", "fee_per_period") if key in more
    }
    return Debt(
        id=DebtId(name),
        name=name,
        product="jiebei",
        lender="某公司",
        lender_type=more.pop("lender_type", LenderType.CONSUMER_FINANCE),
        contract_date=more.pop("contract_date", date(2026, 10, 25)),
        principal=Fen(principal),
        terms=Terms(rate=rate, method=method, periods=periods, **terms),
        **more,
    )


def overdue(name, **more):
    return debt(name, contract_date=date(2026, 5, 15), **more)


def book(*debts, **more):
    return Book(debts=debts, **more)


def test_contracts_that_fit_the_budget_are_left_as_they_are():
    answer = ask(book(debt()), Fen(150_000), ON, RULES)
    assert answer.feasible_without
    assert answer.asks == ()
    assert answer.explanation == "contract_holds"
    assert answer.shortfall == 0


def test_one_fen_below_the_instalment_the_contract_does_not_hold():
    first = owed(debt(), ON).next_amount
    pair = [(debt(), owed(debt(), ON))]
    payment = max(each.amount for each in obligations(debt(), ON))
    assert payment >= first
    assert contracts_hold(pair, payment, ON)
    assert not contracts_hold(pair, payment - 200, ON)


def test_overdue_debts_get_the_least_set_within_the_budget():
    answer = ask(book(overdue("a"), overdue("b", principal=800_000)), Fen(60_000), ON, RULES)
    assert not answer.feasible_without
    assert len(answer.asks) == 2
    assert sum(one.payment for one in answer.asks) <= 60_000
    assert answer.explanation == "longer_term"
    assert answer.exact
    assert sum(part for _, part in answer.tokens) == 60_000
    assert {one.debt for one in answer.alternatives} == {"a", "b"}
    assert [f.debt for f in answer.frontier] == ["a", "b"]
    assert all(len(f.points) > 0 for f in answer.frontier)
    assert len(answer.pro_rata) == 2
    assert [extra.debt for extra in answer.extras] == ["a", "b"]
    assert all(extra.lump_sum > 0 and extra.due_day is None for extra in answer.extras)


def test_less_money_needs_waivers_then_a_lower_rate_then_principal():
    two = book(overdue("a"), overdue("b", principal=800_000))
    budgets = (57_000, 55_500, 48_000, 20_000)
    codes = [ask(two, Fen(p), ON, RULES).explanation for p in budgets]
    assert codes == ["longer_term", "waiver", "lower_rate", "principal"]


def test_too_little_for_any_term_asks_for_principal_relief_and_says_the_shortfall():
    answer = ask(book(overdue("a")), Fen(10_000), ON, RULES)
    (one,) = answer.asks
    assert any(lever.kind is LeverKind.WAIVE_PRINCIPAL for lever in one.levers)
    assert answer.shortfall > 0


def test_nothing_to_pay_with_asks_for_a_pause():
    answer = ask(book(overdue("a")), Fen(0), ON, RULES)
    assert answer.explanation == "pause"
    assert answer.pause is None
    assert answer.asks == ()
    assert answer.tokens == (("a", 0),)


def test_the_pause_ends_when_the_household_can_pay_again():
    entries = []
    for month in range(5, 11):
        entries.append(
            Entry(
                date=date(2026, month, 10),
                kind=EntryKind.INCOME,
                amount=Fen(800_000),
                category="A1",
            )
        )
        entries.append(
            Entry(
                date=date(2026, month, 12),
                kind=EntryKind.EXPENSE,
                amount=Fen(500_000),
                category="C1",
            )
        )
    home = book(
        overdue("a"),
        entries=tuple(entries),
        cash=(Cash(name="余额", amount=Fen(10_000), as_of=ON),),
    )
    assert ask(home, Fen(0), ON, RULES).pause == 1


def test_nothing_owed_asks_nothing():
    settled = debt(stage=Stage.SETTLED)
    home = debt("h", priority=Priority.LIVELIHOOD)
    answer = ask(book(settled, home), Fen(0), ON, RULES)
    assert answer.explanation == "nothing_owed"
    assert answer.asks == answer.frontier == ()
    assert obligations(settled, ON) == ()


def test_art_seventy_binds_card_issuers_only():
    assert term_cap(LenderType.CREDIT_CARD_ISSUER, RULES, ON) == 60
    assert term_cap(LenderType.CONSUMER_FINANCE, RULES, ON) == HORIZON
    assert term_cap(LenderType.CREDIT_CARD_ISSUER, RULES, date(2000, 1, 1)) == HORIZON


def test_revolving_fee_and_free_debts_are_asked_too():
    card = debt(
        "card",
        method=Method.REVOLVING,
        periods=None,
        minimum=Minimum(fraction=Decimal("0.1"), floor=Fen(5_000)),
        lender_type=LenderType.CREDIT_CARD_ISSUER,
    )
    fee = debt("fee", method=Method.FEE_INSTALMENT, fee_per_period=Decimal("0.006"))
    family = debt("uncle", method=Method.FREE, periods=None, priority=Priority.FAMILY)
    shown = ReportedBalance(as_of=ON, principal=Fen(300_000), interest=Fen(1_000))
    known = dataclasses.replace(debt("app"), balance=shown)
    answer = ask(book(card, fee, family, known), Fen(90_000), ON, RULES)
    assert not answer.feasible_without
    assert answer.asks
    assert sum(one.payment for one in answer.asks) <= 90_000
    assert {f.debt for f in answer.frontier} == {"card", "fee", "uncle", "app"}
