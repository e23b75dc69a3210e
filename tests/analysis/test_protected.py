"""What debts that guard a home ask for: which payment is a last large one, by hand."""

from __future__ import annotations

from datetime import date

import pytest
from loans import loan, terms

from jiebei_desktop.analysis.prospect.protected import protected_dues
from jiebei_desktop.domain.debts import Method, Priority
from jiebei_desktop.domain.household import Book
from jiebei_desktop.domain.rates import DayBasis

DAY = date(2026, 10, 22)
FAR = date(2030, 1, 1)
MONTHLY = {"per": "month", "method": Method.INTEREST_ONLY, "day_basis": DayBasis.MONTHLY}


def asked(plan, principal, *, start=DAY, as_of=DAY, until=FAR):
    home = loan(plan, principal, start=start, priority=Priority.LIVELIHOOD)
    found = protected_dues(Book(debts=(home,)), as_of, until)
    return [(one.day, -one.amount, one.kind) for one in found]


@pytest.mark.parametrize(
    ("rate", "interest", "kind"),
    [
        ("1", 1_000, "due"),  # the last one is twice the usual one
        ("0.9", 900, "last"),  # 1,900 are more than twice 900
    ],
)
@pytest.mark.parametrize("periods", [2, 3])
def test_a_last_payment_that_is_more_than_twice_the_usual_one_stands_by_name(
    rate, interest, kind, periods
):
    *before, last = asked(terms(rate, periods=periods, **MONTHLY), 1_000)
    assert [each[1:] for each in before] == [(interest, "due")] * (periods - 1)
    assert last[1:] == (1_000 + interest, kind)


def test_the_usual_one_is_the_largest_of_those_before():
    # 31, 30 and 31 days of twelve times 1,000 a year: the last is 2,019, twice 986 and more.
    plan = terms("1", "month", 3, Method.INTEREST_ONLY)
    assert [each[1:] for each in asked(plan, 1_000)] == [
        (1_019, "due"), (986, "due"), (2_019, "due"),
    ]  # fmt: skip


def test_an_only_payment_is_a_last_one_however_small():
    plan = terms("0", "month", 1, Method.SINGLE)
    assert asked(plan, 2) == [(date(2026, 11, 22), 2, "last")]


def test_what_falls_due_on_the_last_day_is_asked_for_and_within_the_days_of_grace_today():
    plan = terms("0", "month", 3, Method.EQUAL_PRINCIPAL, grace_days=3)
    days = [date(2026, 11, 22), date(2026, 12, 22), date(2027, 1, 22)]
    for number, day in enumerate(days, 1):
        assert asked(plan, 300, until=day) == [(each, 100, "due") for each in days[:number]]
    late = asked(plan, 300, as_of=date(2026, 11, 24))
    assert [each[0] for each in late] == [date(2026, 11, 24), *days[1:]]
