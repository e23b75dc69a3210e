"""Formats: the same figures Babel writes, with a true minus sign."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from babel.dates import format_date
from babel.numbers import format_currency, format_percent
from hypothesis import given
from hypothesis import strategies as st

from jiebei_desktop.domain.months import Month
from jiebei_desktop.text import formats
from jiebei_desktop.text.texts import Texts

ZH, EN = Texts("zh_CN"), Texts("en")


@given(st.integers(-(10**13), 10**13))
def test_money_is_written_as_babel_writes_it(fen):
    babel = format_currency(Decimal(fen) / 100, "CNY", locale="zh_CN")
    assert formats.money(fen) == babel.replace("-", formats.MINUS)
    assert formats.amount(abs(fen)) == formats.money(abs(fen))[1:]


@given(st.decimals(-2, 40, places=6))
def test_percent_is_written_as_babel_writes_it(value):
    expected = format_percent(
        value.quantize(Decimal("0.0001"), rounding="ROUND_HALF_UP"), "#,##0.00%", locale="zh_CN"
    )
    assert formats.percent(value) == expected.replace("-", formats.MINUS).replace("−0.00%", "0.00%")


def test_a_rate_of_more_than_a_million_percent_is_not_named():
    assert formats.percent(Decimal(10_000)) == "1,000,000.00%"
    assert formats.percent(Decimal("10000.01")) == ">1,000,000%"
    assert formats.percent(Decimal("Infinity"), t=ZH) == "超过 1,000,000%"
    assert formats.percent(Decimal("1e9"), t=EN) == "above 1,000,000%"


@given(st.dates(date(1950, 1, 1), date(2150, 1, 1)))
def test_dates_are_written_as_babel_writes_them(value):
    assert formats.day(value, ZH) == format_date(value, "y年M月d日", locale="zh_CN")
    assert formats.day(value, EN) == format_date(value, "d MMMM y", locale="en")
    assert formats.short_day(value, EN) == format_date(value, "d LLL", locale="en_US")
    assert formats.month(Month.of(value), EN) == format_date(value, "MMMM y", locale="en")


def test_dates_and_months_have_a_short_and_a_dense_form():
    day = date(2026, 3, 5)
    assert formats.short_day(day, ZH) == "3月5日"
    assert formats.dense_day(day) == "2026-03-05"
    assert formats.month(Month(2029, 11), ZH) == "2029年11月"
    assert formats.month_tick(Month(2027, 3), ZH, year=True) == "2027-3"
    assert formats.month_tick(Month(2027, 6), ZH, year=False) == "6月"
    assert formats.month_tick(Month(2027, 6), EN, year=False) == "Jun"


@pytest.mark.parametrize(
    ("fen", "chinese", "english"),
    [
        (1_170_000, "1.17万", "11.7k"),
        (-1_000_000, "−1万", "−10k"),
        (92_900, "929", "929"),
        (-12_345, "−123", "−123"),
        (0, "0", "0"),
        (123_456_789, "123.46万", "1,234.6k"),
    ],
)
def test_chart_amounts_are_short(fen, chinese, english):
    assert formats.wan(fen) == chinese
    assert formats.wan(fen, ZH) == chinese
    assert formats.wan(fen, EN) == english


@given(st.text(min_size=1))
def test_words_that_others_follow_end_in_one_stop(said):
    for t, stop in ((EN, "."), (ZH, "。")):
        once = formats.ended(said, t)
        assert once in {said, said + stop}
        assert formats.ended(once, t) == once
    assert formats.ended("录入了 4 笔债务", ZH) == "录入了 4 笔债务。"
    assert formats.ended("按新的算吗？", ZH) == "按新的算吗？"
    assert formats.ended("", ZH) == ""


def test_signs_counts_and_rounded_amounts_are_written_so():
    assert formats.signed(860_000) == "+8,600.00"
    assert formats.signed(-103_810) == "−1,038.10"
    assert formats.signed(0) == "0.00"
    assert formats.count(-1234) == "−1,234"
    assert formats.whole(280_000) == "¥2,800"
    assert formats.whole(-280_050) == "−¥2,801"
    assert formats.percent(Fraction(1825, 10000)) == "18.25%"
    assert formats.percent(Decimal("0.0885"), 0) == "9%"
