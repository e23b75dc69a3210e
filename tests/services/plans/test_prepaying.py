"""What stands against paying early, as the picture of the same ledger says it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from msgspec.structs import replace

from jiebei_desktop.domain.debts import Method
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.true_rate import true_rate
from jiebei_desktop.services.files import demo
from jiebei_desktop.services.picture import picture_of, reading_of
from jiebei_desktop.services.plans.prepaying import prepay_view
from jiebei_desktop.services.reference import rulebook

DAY = date(2026, 11, 22)
RULES = rulebook.load()
BOOK = demo.employee(DAY)


def debt(code):
    return next(one for one in BOOK.debts if one.id == code)


def view(book, code, fen, days=0, fee=0):
    one = next(one for one in book.debts if one.id == code)
    reading = reading_of(book, DAY, RULES)
    return prepay_view(reading, one, Fen(fen), DAY + timedelta(days=days), Fen(fee))


def codes(found):
    return [each.code for each in found.cautions]


def test_a_household_in_arrears_is_told_what_comes_first():
    found = view(BOOK, "weilidai", 300_000)
    late, asked, *rest = found.cautions
    assert (late.code, late.amount, asked.code) == ("late", 444_600, "asked")
    assert "dearer" in [each.code for each in rest]
    assert found.found.early > 0


def rich(fen):
    cash = (replace(BOOK.cash[-1], amount=Fen(fen)),)
    only = [one for one in BOOK.debts if one.id == "weilidai"]
    return replace(BOOK, cash=cash, debts=tuple(only))


def test_nothing_stands_against_it_where_cash_carries_all_of_it():
    assert codes(view(rich(50_000_000), "weilidai", 300_000)) == []


def test_cash_one_fen_below_the_reserve_is_named_and_below_nothing_is_missing():
    most = 50_000_000
    shown = picture_of(reading_of(rich(most), DAY, RULES))
    low = min(amount for _, amount in shown.lanes["contract"].days)
    left = low - shown.spare.reserve - 300_000  # beside what is paid early
    assert codes(view(rich(most - left), "weilidai", 300_000)) == []
    (named,) = view(rich(most - left - 1), "weilidai", 300_000).cautions
    assert (named.code, named.amount) == ("reserve", shown.spare.reserve - 1)
    gone = view(rich(most - left - shown.spare.reserve - 1), "weilidai", 300_000).cautions
    assert (gone[-1].code, gone[-1].amount) == ("short", 1)


def test_a_fee_is_taken_off_what_is_saved():
    plain, dear = view(BOOK, "weilidai", 300_000), view(BOOK, "weilidai", 300_000, fee=5_000)
    way = plain.found.shorter
    assert plain.gain(way) - dear.gain(dear.found.shorter) == 5_000
    assert plain.gain(way) == plain.found.saves(way) > 0


@pytest.mark.parametrize("code", ["card", "huabei", "sister"])
def test_a_debt_without_even_instalments_has_no_answer(code):
    assert view(BOOK, code, 100_000) is None


def test_a_day_that_has_passed_has_none_either():
    assert view(BOOK, "weilidai", 100_000, days=-1) is None


def test_a_flat_fee_is_no_dearer_debt():
    dear = replace(debt("weilidai"), id="flat", name="flat", terms=replace(
        debt("weilidai").terms, method=Method.FEE_INSTALMENT, fee_per_period=None,
    ))  # fmt: skip
    assert true_rate(dear)
    book = replace(rich(50_000_000), debts=(debt("weilidai"), dear))
    assert "dearer" not in codes(view(book, "weilidai", 100_000))
