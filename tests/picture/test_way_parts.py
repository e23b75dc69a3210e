"""Parts of the plan's way: what the others leave, what a plan leaves owing, who is settled."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from households import DAY, loan
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from jiebei_desktop.analysis.ask import Treated, ask
from jiebei_desktop.analysis.asked import dated_rows
from jiebei_desktop.analysis.course import Due, MonthlyAmount
from jiebei_desktop.analysis.dues import plan_days
from jiebei_desktop.domain.debts import Priority
from jiebei_desktop.domain.household import Book
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.services.picture.plan_pays import _spare, with_settled
from jiebei_desktop.services.picture.trails import _left
from jiebei_desktop.services.reference.rulebook import load

RULES = load()
FIRST = date(2026, 12, 10)


PAID = st.lists(st.tuples(st.integers(0, 400), st.integers(0, 900)), max_size=6).map(
    lambda pays: [(DAY + timedelta(days=n), Fen(fen)) for n, fen in pays]
)


@given(st.lists(PAID, max_size=3), st.integers(0, 900), st.integers(0, 6), st.integers(0, 900))
def test_what_may_be_gone_by_a_day_is_what_every_later_day_leaves(taken, first, months, later):
    amount, days = MonthlyAmount(first, months, first + later), plan_days(FIRST, 9)
    every = [each for pays in taken for each in pays]

    def left(k):
        last = k == len(days) - 1
        spent = sum(fen for day, fen in every if last or day <= days[k])
        brought = sum(first if months == 0 or n < months else first + later for n in range(k + 1))
        return brought - spent

    expected = [min(left(j) for j in range(k, len(days))) for k in range(len(days))]
    assert _spare(amount, taken, days) == expected


DUE = Due(principal=120_000, charges=900, rate=Fraction(1, 100))
ROWS = dated_rows(DUE, ((6, 25_000),), FIRST, DAY)


def test_what_is_owed_under_a_plan_falls_with_each_row_and_grows_by_its_interest_between_them():
    whole = DUE.total
    assert _left(ROWS, whole, DAY, DAY) == whole
    assert len(ROWS) == 5
    for place, row in enumerate(ROWS):
        day_before = _left(ROWS, whole, DAY, row.due - timedelta(days=1))
        behind = ROWS[place - 1].balance if place else DUE.principal
        fees = sum(one.fee for one in ROWS[place:])
        almost = row.interest * Fraction(row.days - 1, row.days)
        assert day_before == pytest.approx(behind + fees + float(almost), abs=0.51)
        on_the_day = row.balance + sum(one.fee for one in ROWS[place + 1 :])
        assert _left(ROWS, whole, DAY, row.due) == on_the_day
    assert _left(ROWS, whole, DAY, ROWS[-1].due) == 0
    assert _left((), whole, DAY, DAY) == 0


def test_what_the_week_settles_is_paid_whole_and_a_relative_keeps_its_turn():
    late, soon = date(2026, 6, 5), date(2026, 11, 5)
    debts = (
        loan("late", 9_000, late),
        loan("loan", 3_000, soon),
        loan("kin", 2_000, soon, priority=Priority.FAMILY),
    )
    before = ask(Book(debts=debts), Fen(30_000), DAY, RULES)
    left = ask(Book(debts=debts[:1]), Fen(30_000), DAY, RULES)
    paid = {debts[1].id: Fen(5), debts[2].id: Fen(7)}
    found = with_settled(left, before, paid)
    treated, was = dict(found.treated), dict(left.treated)
    assert treated == {
        debts[0].id: was[debts[0].id],
        debts[1].id: Treated.WHOLE,
        debts[2].id: Treated.FAMILY,
    }
    assert [claim.debt for claim in found.claims] == [one.debt for one in before.claims]
    assert found.claim(debts[0].id) == left.claim(debts[0].id)
    assert found.claim(debts[1].id) == before.claim(debts[1].id)
    assert found.whole == {**left.whole, **paid}
    assert [found.tokens[k][1] for k in (1, 2)] == [0, 0]
    assert found.explanation == left.explanation
    assert with_settled(left, before, {}) is left
    nobody = ask(Book(), Fen(30_000), DAY, RULES)
    assert with_settled(nobody, before, paid).explanation == "contract_holds"
    assert replace(found, whole={}).asks == left.asks
