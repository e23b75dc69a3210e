from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest

from jiebei_desktop.importers.amounts import (
    Amount,
    all_rounded,
    amount,
    clock,
    foreign,
    identifier,
    moment,
    number,
    text_of,
)
from jiebei_desktop.importers.decode import decode
from jiebei_desktop.importers.records import records, separator, split, split_many


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("12.00", 1200),
        ("¥12", 1200),
        ("￥1,234.5", 123_450),
        ("1，234.00", 123_400),
        ("１２．３４", 1234),
        ("CNY 1.00", 100),
        ("-3.10", -310),
        ("+3.10", 310),
        ("1.2000", 120),
        ("1.234", None),
        ("", None),
        ("abc", None),
        ("10000000000.00", 1_000_000_000_000),
        ("10000000000.01", None),
        ("-10000000001", None),
        ("USD 1.00", None),
        ("5,000.00元", 500_000),
        ("3.10-", -310),
        ("-3.10-", None),
        ("-", None),
    ],
)
def test_amounts_are_exact_fen_or_nothing(text, fen):
    assert number(text) == fen


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("USD 9.99", (999, "USD")),
        ("9.99 USD", (999, "USD")),
        ("-USD9.99", (-999, "USD")),
        ("US$1,234.56", (123_456, "US$")),
        ("100港币", (10_000, "港币")),
        ("(€9.99)", (-999, "€")),
        ("CNY 9.99", None),
        ("USD 9.99 EUR", None),
        ("USD", None),
        ("9.99", None),
        (9.98, None),
    ],
)
def test_an_amount_in_another_currency_is_no_yuan(cell, found):
    assert foreign(cell) == found
    if found:
        assert amount(cell) is None


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        (10005490.52, Amount(1_000_549_052)),
        (0.29, Amount(29)),
        (7, Amount(700)),
        (float("inf"), None),
        (1e15, None),
        (10000000000.0, Amount(1_000_000_000_000)),
        (10000000000.5, None),
        (True, None),
        (datetime(2026, 1, 1), None),
        ("10.00(已退款4.00)", Amount(1000, 400)),
        ("10.00（已全额退款）", Amount(1000, 1000, full=True)),
        ("10.00(别的)", Amount(1000)),
        ("十(别的)", None),
        ("x", None),
    ],
)
def test_amount_cells_keep_what_they_say_of_refunds(cell, found):
    assert amount(cell) == found


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("2026-08-01 10:00:00", "2026-08-01 10:00:00"),
        ("2026/8/1 9:05", "2026-08-01 09:05:00"),
        ("2025/12/03  14:06:51", "2025-12-03 14:06:51"),
        ("2026年8月1日", "2026-08-01"),
        ("20260801", "2026-08-01"),
        ("20260801 101112", "2026-08-01 10:11:12"),
        pytest.param(20260801, "2026-08-01", id="number"),
        ("2024-02-29 00:00:00", "2024-02-29 00:00:00"),
        ("2026-02-30", None),
        ("2026-08-01 25:00", None),
        ("08/01", None),
        ("", None),
        (datetime(2026, 8, 1, 10, 0, 0, 600_000), "2026-08-01 10:00:01"),
        (date(2026, 8, 1), "2026-08-01"),
        (time(1, 2), None),
        (timedelta(1), None),
        (46235.5, "2026-08-01 12:00:00"),
        (3.5, None),
        (True, None),
    ],
)
def test_moments_are_iso_text_or_nothing(cell, found):
    assert moment(cell) == found


def test_month_and_day_take_their_year_from_the_statement():
    assert moment("12/29", (2024, 1)) == "2023-12-29"
    assert moment("01/02", (2024, 1)) == "2024-01-02"
    assert moment("02/30", (2024, 3)) is None
    assert moment("x", (2024, 3)) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2026/1/5 下午 1:05", "2026-01-05 13:05:00"),
        ("2026/1/5 1:05:09 PM", "2026-01-05 13:05:09"),
        ("2026/1/5 12:00 PM", "2026-01-05 12:00:00"),
        ("2026/1/5 12:00 am", "2026-01-05 00:00:00"),
        ("2026/1/5 下午 13:05", "2026-01-05 13:05:00"),
        ("2026/1/5 上午 13:05", None),
        ("2026/1/5 下午", None),
        ("26/01/05", "2026-01-05"),
        ("31/12/25", None),
        ("26-01/05", None),
        ("46027", "2026-01-05 00:00:00"),
        ("46027.5", "2026-01-05 12:00:00"),
        ("81234", None),
        ("2026-01-06T10:00:00+08:00", "2026-01-06 10:00:00"),
        ("2026-01-06T10:00:00Z", None),
    ],
)
def test_moments_as_spreadsheets_and_programs_write_them(text, found):
    assert moment(text) == found


def test_clocks_are_read_in_three_spellings():
    assert clock("9:05") == "09:05:00"
    assert clock("083005") == "08:30:05"
    assert clock(datetime(2026, 8, 1, 1, 2, 3)) == "01:02:03"
    assert clock(time(1, 2, 3)) == "01:02:03"
    assert clock("x") == ""


def test_cells_as_text_and_order_numbers_without_decoration():
    assert text_of(8705.0) == "8705"
    assert text_of(datetime(2026, 8, 1)) == "2026-08-01 00:00:00"
    assert text_of(1.5) == "1.5"
    assert identifier("\t'`123 ") == "123"
    assert identifier("4.2E+27") == ""
    assert identifier("10000000") == "10000000"
    assert identifier(2026080512345) == "2026080512345"
    assert identifier(2.0260805220014e27) == ""
    assert identifier("2026080522001400000000000000") == "2026080522001400000000000000"


def test_one_number_with_all_its_digits_shows_that_none_was_rounded():
    rounded = ["2026080522001400000000000000", "12345", "2026080522001410000000000000"]
    assert all_rounded(rounded)
    assert not all_rounded([*rounded, "2026080522001400000000000001"])
    assert not all_rounded(["12345", "M1", ""])


@pytest.mark.parametrize(
    ("data", "encoding", "cut", "replaced"),
    [
        ("中文abc".encode(), "utf-8", False, 0),
        ("中文".encode()[:-1], "utf-8", True, 0),
        ("中文".encode("gb18030"), "gb18030", False, 0),
        (
            "中文中文".encode("gb18030") + b"\x80\xff" + "中文中文".encode("gb18030"),
            "gb18030",
            False,
            1,
        ),
        ("中".encode("utf-16-be") * 3 + b"\x00a\x00b\x00c", "utf-16-be", False, 0),
        ("ab中".encode("utf-16-le"), "utf-16-le", False, 0),
        (b"\xfe\xff" + "中".encode("utf-16-be"), "utf-16-be", False, 0),
        (b"\xff\xfea\x00b\x00\x00\xd8a\x00b\x00c\x00", "utf-16-le", False, 1),
        (b"\xef\xbb\xbfabc\xffdefghi", "utf-8", False, 1),
        (b"", "utf-8", False, 0),
    ],
)
def test_bytes_are_decoded_as_they_were_written(data, encoding, cut, replaced):
    found = decode(data)
    assert (found.encoding, found.cut) == (encoding, cut)
    assert bool(found.replaced) == bool(replaced)


def test_lines_are_split_outside_quotes_however_long():
    assert separator("a\tb\tc") == "\t"
    assert split('"a,b",c', ",") == ["a,b", "c"]
    assert split('"' + "x" * 200_000 + '",b', ",") == ['"' + "x" * 200_000 + '"', "b"]
    assert split_many(['"a', 'b",c'], ",") == ["a\nb", "c"]
    assert len(split_many(['"' + "x" * 200_000, 'y",b'], ",")) == 2


def cells(text, at=0):
    return [(r.cells, r.broken) for r in records(enumerate(text.split("\n"), 1), ",", at)]


def test_an_open_quote_ends_where_the_next_row_begins():
    text = '2026-08-01,"a,1\n2026-08-02,"b,2\n2026-08-03,c,3'
    assert cells(text) == [
        (["2026-08-01", "a", "1"], True),
        (["2026-08-02", "b", "2"], True),
        (["2026-08-03", "c", "3"], False),
    ]


def test_an_open_quote_never_swallows_more_than_a_cell_can_hold():
    text = 'a,"x\n' + "\n".join(f"line {n}" for n in range(60))
    assert len(cells(text)) == 61


def test_records_whose_date_stands_last_begin_there():
    text = '支出,"a,2026-08-01\n支出,b,2026-08-02'
    assert len(cells(text, at=2)) == 2


@pytest.mark.parametrize("cell", ["24:00:00", "24:00", "240000"])
def test_the_end_of_a_day_is_of_that_day(cell):
    day = "2026-08-31 " if ":" in cell else "20260831"
    assert (clock(cell), moment(day + cell)) == ("23:59:59", "2026-08-31 23:59:59")
    assert clock(240_000) == "23:59:59"


@pytest.mark.parametrize("cell", ["24:00:01", "24:01", "25:00:00", "240100"])
def test_no_other_hour_ends_a_day(cell):
    assert clock(cell) == ""
    assert moment(f"2026-08-31 {cell}") is None
