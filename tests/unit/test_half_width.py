"""Every door reads full-width figures as the plain ones: nobody sees the difference on a screen."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from msgspec import Struct

from jiebei_desktop.cli.call import Day, Percent, Yuan
from jiebei_desktop.domain.half_width import half_width
from jiebei_desktop.domain.money import AmountError, parse_yuan
from jiebei_desktop.domain.typed_day import typed_day
from jiebei_desktop.importers.amounts import amount, clock, moment, number
from jiebei_desktop.services.debts.draft_reader import DraftReader
from jiebei_desktop.services.formats.json_fields import Fields
from jiebei_desktop.ui.widgets.arithmetic import amount_of
from jiebei_desktop.ui.widgets.rate_edit import percent_of

DAY = date(2026, 11, 8)


class Draft(Struct, frozen=True):
    total: str = "１，２００．５０"
    rate: str = "１８．２５"
    periods: str = "　１２"


@pytest.mark.parametrize(
    ("read", "written", "meant"),
    [
        (parse_yuan, "－１２．５", -1250),
        (parse_yuan, "−１２。５０", -1250),
        (number, "１，２３４．５０", 123_450),
        (number, "−８８.00", -8800),
        (amount_of, "１，２００＋３５０×２", 190_000),
        (percent_of, "１８．２５％", Decimal("0.1825")),
        (moment, "２０２６－１１－０８", "2026-11-08"),
        (moment, "２０２６／１１／０８　０９：３０：００", "2026-11-08 09:30:00"),
        (clock, "０９：３０", "09:30:00"),
        (lambda text: typed_day(text, DAY), "２０２６－１１－０８", DAY),
        (lambda text: Fields({"x": text}).day("x"), "２０２６－１１－０８", DAY),
        (lambda text: Fields({"x": text}).rate("x"), "０．０００５", Decimal("0.0005")),
        (lambda text: Fields({"x": text}).positive("x"), "１１００．１６", 110_016),
        (lambda text: Day().convert(text, None, None), "２０２６－１１－０８", DAY),
        (lambda text: Yuan().convert(text, None, None), "２８００．５０", 280_050),
        (lambda text: Percent().convert(text, None, None), "１８．２５％", Decimal("0.1825")),
    ],
)
def test_a_full_width_figure_is_the_plain_one(read, written, meant):
    assert read(written) == read(half_width(written)) == meant


def test_a_form_reads_full_width_figures():
    reader = DraftReader(Draft(), DAY)
    assert reader.money("total") == 120_050
    assert reader.decimal("rate", "not_percent") == Decimal("18.25")
    assert reader.whole("periods", 360) == 12
    assert reader.problems == []


@pytest.mark.parametrize("text", ["1 200", "一百", "１．２．３", "٣", "²"])
def test_other_signs_are_no_figures(text):
    with pytest.raises(AmountError):
        parse_yuan(text)


@pytest.mark.parametrize(
    ("cell", "fen"),
    [("(1,234.50)", -123_450), ("（88.00）", -8800), ("(-5.00)", None), ("()", None)],
)
def test_an_amount_in_brackets_is_money_out(cell, fen):
    found = amount(cell)
    assert (found.fen if found else None) == fen
