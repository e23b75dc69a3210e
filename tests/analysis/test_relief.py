"""What a debt that guards the home may be asked for, and what a sale would repay."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from msgspec.structs import replace

from jiebei_desktop.analysis.claim import Claim
from jiebei_desktop.analysis.relief import (
    Relief,
    ReliefKind,
    Saleable,
    for_sale,
    relief,
    repaid,
    sources,
)
from jiebei_desktop.domain.debts import (
    Debt,
    DebtId,
    LenderType,
    Method,
    Priority,
    ReportedBalance,
    Terms,
)
from jiebei_desktop.domain.household import Asset, AssetKind, Book
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.planning import cured
from jiebei_desktop.domain.rates import DayBasis, Rate, RatePeriod
from jiebei_desktop.domain.standing import stands
from jiebei_desktop.services.reference.rulebook import load

DAY = date(2026, 11, 22)
RULES = load()


def car(months, yearly="0.24", method=Method.EQUAL_PRINCIPAL, *, late=0, **more):
    """Return a car loan of 70,000 with so many months to come."""
    terms = Terms(
        rate=Rate(value=Decimal(yearly), per=RatePeriod.YEAR), day_basis=DayBasis.MONTHLY,
        method=method, periods=months, due_day=1,
    )  # fmt: skip
    usual = {
        "id": DebtId("car"), "name": "车贷", "product": "car_loan", "lender": "某银行",
        "lender_type": LenderType.BANK, "contract_date": date(2026, 11, 1),
        "principal": Fen(7_000_000), "priority": Priority.SECURED, "terms": terms,
    }  # fmt: skip
    if late:
        usual["balance"] = ReportedBalance(
            as_of=DAY, principal=Fen(7_000_000), overdue_principal=Fen(late),
            overdue_since=date(2026, 11, 1),
        )  # fmt: skip
    return Debt(**(usual | more))


def home_loan(yearly, months=240, **more):
    return car(
        months, yearly, **({"product": "mortgage", "priority": Priority.LIVELIHOOD,
                            "method": Method.EQUAL_PAYMENT} | more)
    )  # fmt: skip


def stand(debt, **changed):
    (one,) = stands([debt], DAY)
    return replace(one, owed=replace(one.owed, **changed))


def asked(one, *, needed=True, assets=(), rules=RULES):
    found = relief(Book(debts=(one.debt,), assets=assets), [one], rules, needed=needed)
    return {each.kind: each for each in found}


def level(principal, rate, months):
    """Return the smallest payment that leaves nothing after so many months."""

    def left(payment):
        rest = principal
        for _ in range(months):
            rest += (2 * rest * rate.numerator + rate.denominator) // (
                2 * rate.denominator
            ) - payment
        return rest

    low, high = principal // months - 1, principal // months + principal // 50
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if left(middle) <= 0 else (middle, high)
    return high


# -- a lighter contract --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("debt", "longer"),
    [
        (car(59), True),
        (car(60), False),  # as long as it may be
        (car(70), False),  # sixty level months would be less than the first of seventy falling ones
        (car(36, method=Method.EQUAL_PAYMENT), True),
        (home_loan("0.042", 359, method=Method.EQUAL_PRINCIPAL), True),
        (home_loan("0.042", 360, method=Method.EQUAL_PRINCIPAL), False),
    ],
)
def test_a_longer_term_is_asked_for_where_the_term_is_shorter_than_the_longest(debt, longer):
    kinds = asked(stand(debt))
    assert (ReliefKind.LONGER_TERM in kinds) == longer
    assert ReliefKind.INTEREST_ONLY in kinds


def test_a_term_and_interest_free_what_they_leave_of_the_next_due():
    """Of 70,000 at one percent a month 1,000 are late and repaid beside it."""
    one = stand(car(36, "0.12", Method.EQUAL_PAYMENT, late=100_000))
    need, found = one.owed.next_amount, asked(one)
    interest = found[ReliefKind.INTEREST_ONLY]
    assert (interest.value, interest.frees) == (69_000, need - 69_000)
    longer = found[ReliefKind.LONGER_TERM]
    assert (longer.value, longer.frees) == (60, need - level(6_900_000, Fraction(1, 100), 60))
    flat = stand(home_loan("0.048"))
    home = asked(flat)[ReliefKind.LONGER_TERM]
    assert home.value == 360
    assert home.frees == flat.owed.next_amount - level(7_000_000, Fraction(4, 1000), 360)


@pytest.mark.parametrize(("over", "found"), [(0, False), (1, True)])
def test_nothing_is_asked_that_frees_not_a_fen(over, found):
    debt = car(36, "0.12", Method.EQUAL_PAYMENT)
    longer = level(7_000_000, Fraction(1, 100), 60)
    for kind, border in ((ReliefKind.INTEREST_ONLY, 70_000), (ReliefKind.LONGER_TERM, longer)):
        kinds = asked(stand(debt, next_amount=Fen(border + over)))
        assert (kind in kinds) is found
        if found:
            assert kinds[kind].frees == 1


def test_a_last_instalment_and_a_loan_without_them_are_not_made_lighter():
    one = stand(car(36))
    assert asked(replace(one, dues=one.dues[-1:])) == {}
    assert ReliefKind.INTEREST_ONLY in asked(replace(one, dues=one.dues[-2:]))
    assert asked(stand(car(36, method=Method.INTEREST_ONLY))) == {}


def test_what_is_late_is_spread_and_makes_a_lighter_contract_due_to_be_asked():
    late = stand(car(36, late=100_000))
    found = asked(late, needed=False)
    day, part = cured(late.debt, late.owed)[0]
    assert found[ReliefKind.ARREARS_SPREAD] == Relief(
        debt=DebtId("car"), kind=ReliefKind.ARREARS_SPREAD, value=part,
        frees=Fen(late.owed.arrears - part), first=day,
    )  # fmt: skip
    assert ReliefKind.INTEREST_ONLY in found
    assert asked(stand(car(36)), needed=False) == {}
    assert asked(stand(replace(car(36, late=100_000), priority=Priority.UNSECURED))) == {}


# -- a mortgage -----------------------------------------------------------------------------------


def fund(fen, kind=AssetKind.HOUSING_FUND):
    return Asset(name="公积金", kind=kind, value=Fen(fen))


def test_a_housing_fund_that_is_there_is_set_off_against_a_mortgage_only():
    one = stand(home_loan("0.03"))
    kind, assets = ReliefKind.HOUSING_FUND, (fund(300), fund(20), fund(9, AssetKind.DEPOSIT))
    found = asked(one, assets=assets)[kind]
    assert (found.value, found.frees, found.rule) == (320, 0, "housing_fund")
    assert kind not in asked(one, assets=assets[2:])
    assert kind not in asked(stand(car(36)), assets=assets)
    without = {key: row for key, row in RULES.rows.items() if key != "housing_fund"}
    assert kind not in asked(one, assets=assets, rules=replace(RULES, rows=without))


def test_the_rate_of_a_mortgage_above_the_newest_published_one_is_agreed_anew():
    """Of June 2026 it is 3.5 percent."""
    kind = ReliefKind.RATE_RESET
    assert kind not in asked(stand(home_loan("0.035")))
    one = stand(home_loan("0.048", late=100_000))
    found = asked(one)[kind]
    assert (found.value, found.rule) == (Decimal("0.0350"), "rate_reset")
    lower = level(6_900_000, Fraction(35, 12_000), len(one.dues))
    assert found.frees == one.owed.next_amount - lower > 0
    low = stand(home_loan("0.048"), next_amount=Fen(1))  # the last of falling instalments
    assert asked(low)[kind].frees == 0
    whole = stand(home_loan("0.048", None, method=Method.FREE))
    assert asked(whole)[kind].frees == 0
    assert asked(replace(one, dues=()))[kind].frees == 0


def test_no_rate_is_agreed_anew_with_another_lender_or_before_the_rule():
    other = home_loan("0.048", lender_type=LenderType.TRUST)
    assert ReliefKind.RATE_RESET not in asked(stand(other))
    row = replace(RULES.rows["rate_reset"], start=date(2026, 11, 23))
    later = replace(RULES, rows={**RULES.rows, "rate_reset": row})
    assert ReliefKind.RATE_RESET not in asked(stand(home_loan("0.048")), rules=later)


# -- what can be sold -----------------------------------------------------------------------------


def asset(name, value, kind=AssetKind.OTHER, **more):
    known = {"can_sell": True, "needed_for_living": False}
    return Asset(name=name, kind=kind, value=Fen(value), **(known | more))


def test_what_can_be_sold_and_is_not_needed_is_offered_with_what_is_owed_on_it():
    debts = [
        (one.debt, one.owed)
        for one in map(stand, [home_loan("0.04"), car(36), car(36), car(36, priority=Priority.FAMILY)])
    ]  # fmt: skip
    owed = [state.parts.total for _, state in debts]
    things = [
        asset("cash", 5, AssetKind.CASH), asset("kept", 5, needed_for_living=True),
        asset("fixed", 5, can_sell=False), asset("watch", 5),
        asset("home", owed[0] + 1, AssetKind.HOME),
        asset("old car", owed[1], AssetKind.VEHICLE), asset("car", owed[1] * 9, AssetKind.VEHICLE),
        asset("bike", 5, AssetKind.VEHICLE),
    ]  # fmt: skip
    found = {one.name: pledged for one, pledged in for_sale(things, debts)}
    assert found == {
        "watch": 0, "home": owed[0], "old car": owed[1], "car": owed[2], "bike": 0,
    }  # fmt: skip


def claim(name, total, rate="0.01", **more):
    return Claim(
        debt=DebtId(name), since=DAY, principal=Fen(total), rate=Fraction(rate), months_left=12,
        **more,
    )  # fmt: skip


def test_a_price_repays_the_dearest_first_of_two_as_dear_the_smaller_and_family_never():
    claims = [
        claim("cheap", 900), claim("large", 500, "0.02"), claim("small", 300, "0.02"),
        claim("kin", 50, "0.09", family=True),
    ]  # fmt: skip
    offered = [(asset("one", 400), Fen(0)), (asset("two", 500), Fen(0)), (asset("all", 999), Fen(0)),
               (asset("rest", 7), Fen(0))]  # fmt: skip
    found = sources(offered, claims, DAY)
    assert [one.use for one in found] == [
        (("small", 300), ("large", 100)),
        (("large", 400), ("cheap", 100)),
        (("cheap", 800),),
    ]
    assert [one.amount for one in found] == [400, 500, 999]


def test_what_is_pledged_or_comes_too_late_repays_nobody_and_is_told():
    day, later = date(2026, 12, 12), date(2026, 12, 13)
    offered = [
        (asset("pledged", 400), Fen(9)),
        (asset("late", 400, sale_from=later), Fen(0)),
        (asset("ready", 400, sale_from=day), Fen(0)),
    ]
    found = sources(offered, [claim("x", 300)], day)
    assert found == (
        Saleable(asset="pledged", amount=Fen(400), use=(), pledged=Fen(9)),
        Saleable(asset="late", amount=Fen(400), use=(), sale_from=later, ready=later),
        Saleable(asset="ready", amount=Fen(400), use=((DebtId("x"), Fen(300)),), ready=day),
    )
    assert sources(offered, [claim("kin", 300, family=True)], day) == ()
    assert sources(offered[2:], [claim("x", 0)], day) == ()


@pytest.mark.parametrize(
    ("amount", "parts", "above", "withheld", "overdue"),
    [
        (0, (4, 30, 200, 1_000), 220, 600, 500),
        (3, (1, 30, 200, 1_000), 220, 600, 500),
        (14, (0, 20, 200, 1_000), 220, 600, 500),
        (134, (0, 0, 100, 1_000), 100, 600, 500),
        (234, (0, 0, 0, 1_000), 0, 600, 500),
        (784, (0, 0, 0, 450), 0, 450, 450),
        (9_999, (0, 0, 0, 0), 0, 0, 0),
    ],
)
def test_a_sum_paid_at_once_takes_fees_penalty_interest_and_then_principal(
    amount, parts, above, withheld, overdue
):
    whole = claim(
        "x", 1_000, interest=Fen(200), penalty=Fen(30), fees=Fen(4), above=Fen(220),
        withheld=Fen(600), overdue=Fen(500),
    )  # fmt: skip
    fees, penalty, interest, principal = map(Fen, parts)
    assert repaid(whole, amount) == replace(
        whole, fees=fees, penalty=penalty, interest=interest, principal=principal,
        above=Fen(above), withheld=Fen(withheld), overdue=Fen(overdue),
    )  # fmt: skip
