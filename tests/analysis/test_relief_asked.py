"""What a debt for home or work is asked for, and what it is paid then: every day and every fen."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from msgspec.structs import replace

from jiebei_desktop.analysis.carried import Low
from jiebei_desktop.analysis.relief_asked import (
    eased_rows,
    lightens,
    paid_under,
    relief_asked,
)
from jiebei_desktop.domain.debts import (
    Debt,
    DebtId,
    LenderType,
    Method,
    Priority,
    ReportedBalance,
    Terms,
    TermsVersion,
)
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.planning import cured
from jiebei_desktop.domain.rates import DayBasis, Rate, RatePeriod
from jiebei_desktop.domain.standing import stands

ON = date(2026, 11, 30)


def van(*, late=0, day=15, periods=36, yearly="0.12", method=Method.EQUAL_PAYMENT):
    """Return a work loan of 20,000 by months at one percent; ``late`` fen of principal are."""
    one = Debt(
        id=DebtId("van"), name="货车贷", product="other", lender="某租赁",
        lender_type=LenderType.BANK,
        contract_date=date(2025, 3, day), principal=Fen(3_000_000), priority=Priority.SECURED,
        terms=Terms(
            rate=Rate(value=Decimal(yearly), per=RatePeriod.YEAR), day_basis=DayBasis.MONTHLY,
            periods=periods, due_day=day, method=method,
        ),
        balance=ReportedBalance(
            as_of=ON, principal=Fen(2_000_000), overdue_principal=Fen(late),
            overdue_since=date(2026, 10, 15) if late else None,
        ),
    )  # fmt: skip
    return stands([one], ON)[0]


def asked_of(one, *, able=10_000_000, eased=True):
    return relief_asked(one, eased=eased, able=able)


@pytest.mark.parametrize("late", [0, 90_000])
def test_an_eased_loan_pays_interest_six_months_and_every_instalment_six_months_later(late):
    one = van(late=late)
    asked = asked_of(one)
    dues, parts = [(due.day, due.amount) for due in one.dues], dict(cured(one.debt, one.owed))
    paid = {day: fen - parts.get(day, 0) for day, fen in paid_under(one, asked)}
    first = [date(2026, 12, 15), *(date(2027, n, 15) for n in range(1, 6))]
    interest = (2_000_000 - late) // 100
    assert (asked.interest_only, asked.months, asked.until) == (interest, 6, first[-1])
    assert [paid[day] for day in first] == [interest] * 6
    later = [(day, fen) for day, fen in paid.items() if day > first[-1]]
    months = [(day.year * 12 + day.month - 6, fen) for day, fen in later]
    assert months == [(day.year * 12 + day.month, fen) for day, fen in dues]
    assert {day.day for day, _ in later} == {15}
    assert (asked.first, asked.monthly) == (first[0], interest + parts.get(first[0], 0))
    assert asked.periods == 6


@pytest.mark.parametrize("periods", [22, 36])
@pytest.mark.parametrize("yearly", ["0", "0.12"])
@pytest.mark.parametrize("late", [0, 90_000])
def test_the_rows_of_an_eased_loan_are_what_it_is_paid_and_end_it(late, yearly, periods):
    one = van(late=late, yearly=yearly, periods=periods)
    asked = asked_of(one)
    rows = eased_rows(one, asked)
    assert tuple((row.due, row.payment) for row in rows) == paid_under(one, asked)
    assert sum(row.principal for row in rows) == 2_000_000 - late
    assert sum(row.fee for row in rows) == one.arrears
    assert all(row.payment == row.principal + row.interest + row.fee for row in rows)
    assert not any(row.principal for row in rows if row.due <= asked.until)
    assert rows[-1].balance == 0
    assert all(row.interest >= 0 for row in rows)
    assert rows[0].days == (rows[0].due - ON).days


def test_a_loan_that_is_not_eased_is_paid_its_dues_with_what_is_late_beside_them():
    one = van(late=90_000)
    asked = asked_of(one, eased=False)
    parts = dict(cured(one.debt, one.owed))
    dues = tuple((due.day, Fen(due.amount + parts.get(due.day, 0))) for due in one.dues)
    assert paid_under(one, asked) == dues
    assert eased_rows(one, asked) == ()
    assert asked.monthly == asked.kept == dues[0][1]
    assert asked.periods == len(parts) == 12
    assert asked.last_part == max(parts)


def test_where_not_even_interest_is_left_it_is_paid_what_is_and_no_row_promises_its_end():
    one = van(late=90_000)
    asked = asked_of(one, able=15_900)
    assert (asked.enough, asked.monthly, asked.periods) == (False, 15_000, 6)
    paid = paid_under(one, asked)
    assert [fen for _, fen in paid[:6]] == [15_000] * 6
    assert eased_rows(one, asked) == ()
    nothing = paid_under(one, asked_of(one, able=0))
    assert nothing[0][0] == date(2027, 6, 15)
    assert nothing == paid[6:]


def test_days_at_the_end_of_a_month_stay_there():
    one = van(day=31)
    paid = [day for day, _ in paid_under(one, asked_of(one))]
    assert paid[:3] == [date(2026, 12, 31), date(2027, 1, 31), date(2027, 2, 28)]
    assert paid[6:9] == [date(2027, 6, 30), date(2027, 7, 31), date(2027, 8, 31)]


def test_interest_only_lightens_what_repays_more_than_interest_and_nothing_else():
    assert lightens(van())
    assert not lightens(replace(van(), dues=()))
    bare = van(method=Method.INTEREST_ONLY)
    assert bare.dues[-1].day > date(2027, 6, 15)
    assert not lightens(bare)  # its principal comes after those months


@pytest.mark.parametrize(("months", "asked"), [(0, True), (1, False), (5, False)])
def test_months_of_interest_only_that_run_are_asked_for_no_second_time(months, asked):
    """A bank that had agreed to six months was asked for six months after the first of them."""
    plain = van().debt
    terms = replace(plain.terms, interest_only=months, first_due=date(2026, 12, 15), periods=24)
    version = TermsVersion(effective_from=ON, terms=terms, principal=Fen(2_000_000))
    (one,) = stands([replace(plain, versions=(version,))], ON)
    assert (one.dues[0].principal == 0) is bool(months)
    assert one.dues[months].principal > 0  # those of the full instalments lie within half a year
    assert lightens(one) is asked


def test_why_and_what_waits_are_told_with_it():
    low = Low(day=date(2027, 3, 20), amount=Fen(-81_313))
    found = relief_asked(van(), eased=True, able=0, put_off=ON, short=low)
    assert (found.short, found.put_off, found.short.short) == (low, ON, 81_313)
    assert asked_of(van(), eased=False).needed is False
