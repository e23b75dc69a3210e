"""What a debt for home or work is asked for, and what it is paid then: every day and every fen."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from msgspec.structs import replace

from jiebei_desktop.analysis.carried import Low
from jiebei_desktop.analysis.relief import ReliefKind
from jiebei_desktop.analysis.relief_asked import (
    ReliefAsked,
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


@pytest.mark.parametrize(
    ("amounts", "found"),
    [
        ([20_000] * 8, False),  # a month's interest, and nothing else is due
        ([20_000, 20_001], True),  # the greatest of them counts
        ([20_001, 20_000], True),
        ([20_000] * 5 + [20_001], True),  # the sixth month is the last that would be eased
        ([20_000] * 6 + [20_001], False),
    ],
)
def test_interest_only_is_held_against_the_greatest_due_of_its_six_months(amounts, found):
    one = van()
    dues = tuple(
        replace(due, principal=Fen(fen - 1), interest=Fen(1))
        for due, fen in zip(one.dues, amounts, strict=False)
    )
    assert lightens(replace(one, dues=dues)) is found


def test_months_of_interest_only_that_are_over_are_asked_for_anew():
    plain = van().debt
    (one,) = stands([replace(plain, terms=replace(plain.terms, interest_only=2))], ON)
    assert not lightens(one)
    assert lightens(replace(one, dues=one.dues[2:]))  # both are over


# -- what follows from the amounts ----------------------------------------------------------------


def amounts(**more):
    known = {
        "kept": Fen(0), "eased": False, "months": 6, "until": None, "interest_only": Fen(300),
        "instalment": Fen(900), "due": date(2026, 12, 15), "arrears": Fen(0), "arrears_months": 0,
        "arrears_part": Fen(0), "arrears_from": None, "last_part": None, "able": Fen(0),
    }  # fmt: skip
    return ReliefAsked(**(known | more))


PARTS = {"arrears": Fen(2_500), "arrears_part": Fen(1_000), "arrears_months": 3,
         "arrears_from": date(2026, 12, 20)}  # fmt: skip


@pytest.mark.parametrize(
    ("one", "needed", "kinds"),
    [
        (amounts(), False, set()),
        (amounts(eased=True, able=Fen(300)), True, {ReliefKind.INTEREST_ONLY}),
        (amounts(**PARTS), True, {ReliefKind.ARREARS_SPREAD}),
        (amounts(eased=True, able=Fen(1), **PARTS), True,
         {ReliefKind.ARREARS_SPREAD, ReliefKind.INTEREST_ONLY}),
        (amounts(eased=True, interest_only=Fen(0), able=Fen(1), **PARTS), True,
         {ReliefKind.ARREARS_SPREAD}),
        (amounts(eased=True, **PARTS), True, set()),  # nothing can be promised beside
    ],
)  # fmt: skip
def test_what_is_asked_is_parts_of_what_is_late_and_interest_only_where_it_is_eased(
    one, needed, kinds
):
    assert (one.needed, one.kinds) == (needed, kinds)


@pytest.mark.parametrize(
    ("one", "enough", "monthly"),
    [
        (amounts(able=Fen(0)), True, 900),  # not eased: the contract goes on
        (amounts(eased=True, able=Fen(300)), True, 300),
        (amounts(eased=True, able=Fen(299)), False, 299),
        (amounts(eased=True, able=Fen(1_300), **PARTS), True, 1_300),
        (amounts(eased=True, able=Fen(1_299), **PARTS), False, 1_299),
        (amounts(**PARTS), True, 1_900),
    ],
)
def test_no_more_is_promised_than_is_left(one, enough, monthly):
    assert (one.enough, one.monthly) == (enough, monthly)


@pytest.mark.parametrize(
    ("one", "first", "periods"),
    [
        (amounts(), date(2026, 12, 15), 0),
        (amounts(**PARTS), date(2026, 12, 15), 3),
        (amounts(eased=True, **PARTS), date(2026, 12, 15), 6),
        (amounts(eased=True, interest_only=Fen(0), **PARTS), date(2026, 12, 20), 3),
        (amounts(instalment=Fen(0), **PARTS), date(2026, 12, 20), 3),
        (amounts(eased=True, due=None, **PARTS), date(2026, 12, 20), 6),
        (amounts(instalment=Fen(0)), None, 0),
    ],
)
def test_the_first_day_is_that_of_the_due_where_any_of_it_is_paid_else_of_the_parts(
    one, first, periods
):
    assert (one.first, one.periods) == (first, periods)


def test_the_last_part_is_what_the_equal_ones_leave():
    assert amounts(**PARTS).arrears_last == 500
    assert amounts(**(PARTS | {"arrears": Fen(3_000)})).arrears_last == 1_000
    assert amounts().arrears_last == 0


def test_parts_have_their_days_and_nothing_below_nothing_is_left():
    late = asked_of(van(late=90_000), able=-1)
    parts = cured(van(late=90_000).debt, van(late=90_000).owed)
    assert (late.arrears_from, late.last_part) == (parts[0][0], parts[-1][0])
    assert parts[0][0] < parts[-1][0]
    assert late.able == 0
    none = asked_of(van(), able=20_999)
    assert (none.arrears_from, none.last_part, none.able) == (None, None, 20_000)


def test_of_a_loan_without_instalments_the_whole_interest_of_a_month_is_asked_for():
    whole = asked_of(van(method=Method.SINGLE, periods=None))
    assert (whole.instalment, whole.interest_only) == (0, 20_000)
    small = van(periods=22)
    assert asked_of(replace(small, owed=replace(small.owed, next_amount=Fen(7)))).interest_only == 7
