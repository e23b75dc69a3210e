"""What idle cash pays today: which debts, how much of each, and when none at all."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from households import DAY, loan
from msgspec.structs import replace

from jiebei_desktop.analysis.ask import Asks
from jiebei_desktop.analysis.claim import Claim, Lever, LeverKind
from jiebei_desktop.analysis.concession import build
from jiebei_desktop.analysis.course import MonthlyAmount
from jiebei_desktop.analysis.kept import BeforePlan
from jiebei_desktop.domain.debts import DebtId
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.standing import stands
from jiebei_desktop.services.picture.idle import IdleCash, given_today, with_levers

SOON = DAY + timedelta(days=5)


def claim(code, yuan=2_000, rate="0.01", **more) -> Claim:
    principal = Fen(yuan * 100)
    return Claim(
        debt=DebtId(code),
        since=DAY,
        principal=principal,
        rate=Fraction(rate),
        months_left=12,
        **more,
    )


def asked(explanation, *claims, budget=50_000) -> Asks:
    """Return what is asked of each: its own term over again."""
    asks = tuple(build(one, 0, one.rate, 24, []) for one in claims)
    return Asks(
        amount=MonthlyAmount(Fen(budget)), first=SOON, feasible_without=False, asks=asks,
        claims=tuple(claims), treated=(), whole={}, tokens=(), relief=(), sources=(),
        shortfall=Fen(0), explanation=explanation, pause=None, exact=True,
    )  # fmt: skip


def idle(amount, *codes, paid=None, held=()) -> IdleCash:
    """Return idle cash (yuan) beside debts of 2,000 yuan each."""
    known = {one.debt.id: one for one in stands([loan(code, 2_000, DAY) for code in codes], DAY)}
    told = BeforePlan(
        paid={DebtId(code): tuple(days) for code, days in (paid or {}).items()},
        held=frozenset(map(DebtId, held)),
    )
    return IdleCash(amount=Fen(amount * 100), told=told, known=known, today=DAY)


@pytest.mark.parametrize(
    ("given", "paid"),
    [
        (150_000, ((DAY, 150_000), (SOON, 40_000))),
        (160_000, ((DAY, 200_000),)),  # with the 40,000 of the week it is all of it: today
        (170_000, ((DAY, 210_000),)),
    ],
)
def test_what_is_paid_today_stands_before_what_the_week_pays_or_takes_its_place(given, paid):
    cash = idle(2_000, "a", "b", paid={"a": [(SOON, Fen(40_000))]}, held=["a", "b"])
    told = cash.told_with({DebtId("a"): Fen(given)})
    assert told.paid == {"a": paid}
    assert told.held == {"b"}
    assert cash.left_of(DebtId("a")) == 160_000
    assert cash.told.paid == {"a": ((SOON, 40_000),)}


def test_todays_own_payment_of_the_week_is_not_paid_twice():
    cash = idle(2_000, "a", paid={"a": [(DAY, Fen(30_000)), (SOON, Fen(40_000))]})
    told = cash.told_with({DebtId("a"): Fen(100_000)})
    assert told.paid == {"a": ((DAY, 130_000), (SOON, 40_000))}


@pytest.mark.parametrize(
    ("amount", "given", "least", "more", "part"),
    [
        (2_000, 0, 1_000, {}, 200_000),  # whole, to the fen
        (1_999, 0, 1_000, {}, 190_000),  # else in whole hundreds
        (1_999, 95_000, 100_000, {}, 100_000),  # 1,049 yuan are left
        (1_999, 100_000, 100_000, {}, 0),  # 999 are too few
        (9_000, 0, 1_000, {"above": Fen(5_000)}, 90_000),  # 1,000 yuan stay beside the 50
        (9_000, 0, 1_000, {"withheld": Fen(5_000)}, 90_000),
    ],
)
def test_one_debt_gets_all_of_it_or_whole_hundreds_and_never_what_is_asked_to_be_dropped(
    amount, given, least, more, part
):
    cash, before = idle(amount, "a", "b"), {DebtId("b"): Fen(given)} if given else {}
    assert cash.part(claim("a", **more), before, Fen(least)) == part


def test_the_dearest_debt_is_paid_first_and_of_two_as_dear_the_smaller():
    claims = [claim("a", 3_000), claim("b", 1_500), claim("c", 2_000, rate="0.02")]
    tried = []

    def ask(told):
        tried.append(told)
        return asked("lower_rate", *claims)

    given = given_today(idle(3_000, "a", "b", "c"), asked("lower_rate", *claims), ask)
    assert given == {"c": 200_000, "b": 100_000}
    assert [sorted(told.paid) for told in tried] == [["c"], ["b", "c"]]


def test_in_a_pause_only_whole_debts_are_paid_the_smallest_claim_first():
    claims = [claim("a", 2_000, rate="0.02"), claim("b", 1_000)]
    paused = asked("pause", *claims, budget=0)
    assert given_today(idle(2_500, "a", "b"), paused, lambda _: paused) == {"b": 200_000}


def test_relatives_are_never_paid_out_of_idle_cash():
    asks = asked("lower_rate", claim("a", family=True))
    assert given_today(idle(3_000, "a"), asks, lambda _: asks) == {}


@pytest.mark.parametrize(
    ("after", "lenders", "given"),
    [
        ("lower_rate", 1, True),  # as strong, as many
        ("longer_term", 1, True),  # milder
        ("waiver", 1, False),  # of one lender, but for more
        ("longer_term", 2, False),  # for less, but of more lenders
    ],
)
def test_nothing_is_paid_that_asks_for_more_or_more_lenders(after, lenders, given):
    claims = [claim("a"), claim("b", 4_000)]
    then = asked(after, *claims[:lenders])
    found = given_today(idle(3_000, "a"), asked("lower_rate", claims[0]), lambda _: then)
    assert bool(found) is given


@pytest.mark.parametrize(
    ("explanation", "paid"), [("instalments_interest_free", 1), ("longer_term", 2)]
)
def test_it_ends_where_no_longer_term_is_asked_for_any_more(explanation, paid):
    claims = [claim("a", rate="0.02"), claim("b")]
    before, then = asked("lower_rate", *claims), asked(explanation, *claims)
    assert len(given_today(idle(4_000, "a", "b"), before, lambda _: then)) == paid


def test_of_a_contract_that_is_kept_then_only_what_is_late_is_paid():
    late = stands([loan("a", 2_000, date(2026, 9, 20))], DAY)[0]
    cash = replace(idle(1_500), known={late.debt.id: late})
    nobody = asked("contract_holds")
    found = given_today(cash, asked("longer_term", claim("a")), lambda _: nobody)
    assert found == {"a": late.arrears}
    assert 0 < late.arrears < 150_000
    assert given_today(idle(1_500, "a"), asked("longer_term", claim("a")), lambda _: nobody) == {}


def test_what_is_paid_today_is_named_before_all_else_that_is_asked_of_that_lender():
    asks = asked("longer_term", claim("a"), claim("b"))
    named = with_levers(asks, {DebtId("b"): Fen(100_000)})
    first, second = named.asks
    assert first == asks.asks[0]
    assert second.levers == (
        Lever(kind=LeverKind.CASH, value=Fen(100_000)), *asks.asks[1].levers,
    )  # fmt: skip
    assert named.given == {"b": 100_000}
