"""Dated rule rows: which holds on a day, and what has grown old."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from jiebei_desktop.domain.debts import LenderType
from jiebei_desktop.domain.rules import (
    Fixing,
    Grade,
    RuleBook,
    RuleRow,
    Stale,
    StaleKind,
    Threshold,
)

EDITION = date(2026, 11, 22)
ROW = RuleRow(
    id="cap",
    title="t",
    value="",
    start=date(2020, 8, 20),
    end=None,
    binds="",
    does_not_bind="",
    lenders=frozenset({LenderType.PRIVATE_PERSON}),
    numbers={"lpr_multiple": Decimal(4)},
    source="s",
    url="",
    grade=Grade.A,
    as_of=EDITION,
    topic="private_loans",
)


def fixing(day: date, rate: str = "0.03") -> Fixing:
    return Fixing(
        published=day, one_year=Decimal(rate), five_year=Decimal(rate), source="s", grade=Grade.A
    )


def a_book(*rows: RuleRow, fixings: tuple[Fixing, ...] = ()) -> RuleBook:
    stale = Threshold(
        id="stale_lpr",
        amber=Decimal(45),
        red=Decimal(45),
        unit="",
        basis="",
        steps=(),
        as_of=EDITION,
    )
    return RuleBook(
        as_of=EDITION,
        rows={row.id: row for row in rows},
        fixings=fixings,
        thresholds={"stale_lpr": stale},
    )


@given(st.dates(date(2019, 1, 1), date(2030, 1, 1)))
def test_the_fixing_of_a_day_is_the_last_one_published_by_then(day):
    book = a_book(fixings=tuple(fixing(date(2020 + n, 3, 20)) for n in range(8)))
    found = book.lpr(day)
    earlier = [one.published for one in book.fixings if one.published <= day]
    assert (found.published if found else None) == (max(earlier) if earlier else None)


def test_a_rate_is_unknown_before_the_rule_and_before_the_first_fixing():
    book = a_book(ROW, fixings=(fixing(date(2021, 1, 20)),))
    assert book.rate("cap", date(2020, 8, 19)) is None
    assert book.rate("cap", date(2020, 8, 20)) is None
    assert book.rate("cap", date(2021, 1, 20)) == Decimal("0.12")


def test_a_fixed_rate_ends_with_its_rule():
    row = replace(ROW, end=date(2026, 12, 31), numbers={"rate": Decimal("0.2")})
    book = a_book(row)
    assert book.rate("cap", date(2026, 12, 31)) == Decimal("0.2")
    assert book.rate("cap", date(2027, 1, 1)) is None
    assert a_book(replace(ROW, numbers={})).rate("cap", EDITION) is None


def test_the_loan_prime_rate_is_stale_after_forty_five_days():
    published = date(2026, 10, 8)
    book = a_book(fixings=(fixing(published),))
    assert book.stale(published + timedelta(days=45)) == ()
    assert book.stale(published + timedelta(days=46)) == (
        Stale(kind=StaleKind.LPR, id="lpr", since=published, days=46),
    )
    assert a_book().stale(EDITION) == ()


def test_a_rule_that_ends_after_the_edition_grows_stale_and_old_history_does_not():
    ending = replace(ROW, id="ending", end=date(2026, 12, 31))
    history = replace(ROW, id="history", end=date(2020, 12, 31))
    stale = a_book(ending, history).stale(date(2027, 1, 10))
    assert [(one.id, one.days) for one in stale] == [("ending", 10)]


def test_a_fixing_the_user_adds_takes_its_place_by_date():
    book = a_book(fixings=(fixing(date(2026, 6, 22)),))
    longer = book.extended([fixing(date(2026, 5, 20), "0.031"), fixing(date(2026, 6, 22), "0.029")])
    assert [one.one_year for one in longer.fixings] == [Decimal("0.031"), Decimal("0.029")]


def test_fixings_out_of_order_are_refused():
    with pytest.raises(ValueError, match="2026"):
        a_book(fixings=(fixing(EDITION), fixing(EDITION)))


def test_a_row_without_lender_types_binds_every_lender():
    assert replace(ROW, lenders=frozenset()).binds_lender(LenderType.BANK)
    assert not ROW.binds_lender(LenderType.BANK)


def test_figures_and_thresholds_are_found_by_name():
    book = a_book(ROW)
    assert book.number("cap", "lpr_multiple") == 4
    assert book.threshold("stale_lpr").amber == 45
    assert book.row("cap") is ROW
    with pytest.raises(KeyError):
        book.row("none")


def test_only_the_two_best_grades_are_law():
    assert [grade.is_law for grade in Grade] == [True, True, False, False]
    assert replace(ROW, grade=Grade.B).is_law is False
