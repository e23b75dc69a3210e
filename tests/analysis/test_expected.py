"""What is to be expected of a household, beside what may be promised: one reading, two levels."""

from __future__ import annotations

import math
from datetime import date

import msgspec
import numpy as np
import pytest

from jiebei_desktop.analysis.forecast import before_debts
from jiebei_desktop.analysis.model import model_of
from jiebei_desktop.analysis.prospect import Answers, prospect
from jiebei_desktop.analysis.prospect.levels import expected, unsure
from jiebei_desktop.analysis.sampler import sample
from jiebei_desktop.analysis.stress import with_less_income
from jiebei_desktop.domain.household import Book, Entry, EntryKind, Household
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.months import Month

ON = date(2026, 10, 31)


def ledger(income, kind="salaried", code="A1"):
    """Return a ledger of monthly incomes, October last, beside an even living of 5,000."""
    first = Month(2026, 10).plus(1 - len(income))
    rows = [
        Entry(
            date=first.plus(k).day(10),
            kind=EntryKind.INCOME if category.startswith("A") else EntryKind.EXPENSE,
            amount=Fen(100 * yuan),
            category=category,
        )
        for k, amount in enumerate(income)
        for category, yuan in ((code, amount), ("B1", 2_000), ("C1", 3_000))
        if yuan
    ]
    return Book(household=Household(income_kind=kind), entries=tuple(rows))


def both(home):
    """Return the income of a usual month that may be promised, and that is to be expected."""
    return home.income_usual // 100, home.likely.income_usual // 100


def test_newer_months_count_more_and_a_rhythm_counts_whole_turns():
    assert expected((100, 100, 100)) == 100
    early, late = expected((200, *[100] * 12)), expected((*[100] * 12, 200))
    assert 100 < early < late
    assert late - 100 == pytest.approx(2 * (early - 100), abs=1)
    assert expected((0, 0, 300, 0, 0, 600), 3) == 150
    assert (expected(()), expected((0, 0, 0), 3)) == (0, 0)


def test_a_level_is_surer_the_more_months_show_it_and_less_so_where_spells_last():
    even = [unsure((100.0,) * n, 0.2) for n in (0, 1, 3, 12)]
    assert even == sorted(even, reverse=True)
    assert even[0] == pytest.approx(math.hypot(0.2, 0.01 * math.sqrt(1 / 3)))
    assert unsure((100.0,) * 3, 0.2, 2.0) > 1.5 * unsure((100.0,) * 3, 0.2)
    moved = unsure((100.0,) * 36, 0.0)
    assert moved == pytest.approx(0.01 * math.sqrt(30 / 3), rel=0.3)  # it moves though it is even


def test_a_lucky_month_is_expected_to_come_again_and_not_promised():
    assert both(prospect(ledger([6_000] * 11 + [9_000]), ON))[0] == 6_000
    assert 6_250 < both(prospect(ledger([6_000] * 11 + [9_000]), ON))[1] < 6_500


def test_a_fall_counts_at_once_for_a_promise_and_by_two_thirds_while_it_is_in_doubt():
    home = prospect(ledger([9_000] * 8 + [7_000]), ON)
    assert both(home) == (7_000, 7_666)
    assert [shift.counted for shift in home.shifts] == [True]
    (income, *_), (sure, *_) = home.likely.streams, prospect(ledger([9_000] * 9), ON).streams
    assert income.unsure > math.sqrt(2 / 9) * 2_000 / 7_667 > 3 * sure.unsure
    assert both(prospect(ledger([9_000] * 8 + [3_000] * 4), ON)) == (3_000, 3_000)


def test_what_began_last_month_is_expected_by_two_thirds():
    home = prospect(ledger([0] * 8 + [6_000]), ON)
    assert both(home) == (750, 4_000)
    assert both(prospect(ledger([0] * 8 + [6_000] * 3), ON)) == (6_000, 6_000)


def test_living_that_was_only_told_is_expected_to_be_more():
    told = Answers(income_low=Fen(700_000), income_typical=Fen(800_000), spending=Fen(500_000))
    home = prospect(Book(), ON, told)
    assert (home.living_usual, home.likely.living_usual) == (500_000, 560_000)
    nothing = prospect(Book(), ON, msgspec.structs.replace(told, spending=Fen(0)))
    assert nothing.likely.living_usual == nothing.living_usual > 0
    seen = prospect(ledger([8_000]), ON, told)
    assert seen.likely.living_usual == seen.living_usual == 500_000


def test_a_promise_is_cautious_and_the_expected_leans_to_neither_side():
    home = prospect(ledger([9_000] * 5), ON)
    promised, likely = model_of(home), model_of(home.likely)
    assert (promised.thin, promised.unsure, promised.spells) == (0.75, 0.0, False)
    assert (likely.thin, likely.spells) == (0.0, True)
    assert likely.unsure > 0
    (one,), (free,) = promised.inflows, likely.inflows
    assert (one.caution, one.unsure, free.caution) == (0.95, 0.0, 1.0)
    assert free.unsure == home.likely.streams[0].unsure > 0
    assert likely.income_unsure(12) > likely.income_unsure(0) > 0
    assert promised.income_unsure(12) == 0


def test_a_year_is_as_uncertain_as_its_level_and_its_spells():
    """Twelve months drawn apart scatter by a year's root; a level that is off is off in each."""
    home = prospect(ledger([6_000, 9_000] * 3, "gig", "A3"), ON)
    start = Month(2026, 11)
    years = [
        sample(model_of(one), start, 12, 4_000, 0).income.sum(axis=0) for one in (home, home.likely)
    ]
    narrow, wide = (float(np.std(year)) for year in years)
    assert wide > 1.4 * narrow


def test_one_festival_a_year_is_not_counted_twice():
    """The level is the mean of a year with its festival; in an ordinary month it is less."""
    book = ledger([9_000] * 12)
    extra = Entry(date=date(2026, 2, 12), kind=EntryKind.EXPENSE, amount=Fen(300_000),
                  category="C1")  # fmt: skip
    home = prospect(msgspec.structs.replace(book, entries=(*book.entries, extra)), ON).likely
    model = model_of(home)
    assert home.living_usual == 525_000
    months = [model.ordinary_at(place) for place in range(1, 13)]
    year = sum(months) + months[0] * (model.festival_spending - 1)
    assert year == pytest.approx(12 * 5_250, rel=0.01)


def test_a_fall_of_income_reaches_what_is_expected_too():
    home = prospect(ledger([9_000] * 8 + [7_000]), ON)
    assert both(with_less_income(home)) == (5_600, 6_133)


@pytest.mark.parametrize(("months", "percent"), [(6, 6.87), (12, 2.44), (24, 1.46)])
def test_steady_living_is_expected_with_the_bills_and_festivals_its_months_cannot_show(
    months, percent
):
    """Bills of 45 % of a month, 0.72 in six months and none in the ledger's; the festival half believed.

    The festivals of the ledger are freed of the factor, the year ahead has one.
    """
    book, ages = ledger((9_000,) * months), [0.5 ** ((k + 0.5) / 12) for k in range(months)]
    seen = [k for k in (8, 21) if k < months]  # February 2026 and January 2025, October is 0
    factor = (len(seen) + 1.5) / (len(seen) + 1)
    lost = sum(ages[k] for k in seen) * (1 - 1 / factor) / sum(ages)
    year = (11 + factor) / 12 * (1 - lost) + 0.45 * 0.72 / (6 + months)
    assert 100 * (year - 1) == pytest.approx(percent, abs=0.01)
    days = before_debts(book, prospect(book, ON))
    spent = 12 * 9_000 - (days[-1][1] - days[0][1]) / 100
    assert spent / 60_000 == pytest.approx(year, abs=0.0001)
