"""Help that is not counted on, and the figures of the plan: each choice on both sides."""

from __future__ import annotations

from datetime import date

import pytest
from households import DAY, cash, entries, item
from msgspec.structs import replace
from prospects import home, stream

from jiebei_desktop.domain.household import Book, Entry, EntryKind, Mark
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.months import Month
from jiebei_desktop.services.picture import reading_of
from jiebei_desktop.services.picture.usual_month import _recovers, usual_month
from jiebei_desktop.services.picture.whole import Picture, plan_payment
from jiebei_desktop.services.reference.rulebook import load

RULES = load()
IN = EntryKind.INCOME


def help_of(ago, yuan, mark=Mark.STATEMENT):
    day = Month.of(DAY).plus(-ago).day(9)
    return Entry(date=day, kind=IN, amount=Fen(yuan * 100), category="A11", mark=mark)


def told(*beside, months=4, recurring=()):
    book = Book(cash=cash(900), recurring=recurring,
                entries=(*entries(6000, 3000, months), *beside))  # fmt: skip
    return [
        (one.amount, one.low, one.high, one.rows, one.origin)
        for one in usual_month(reading_of(book, DAY, RULES)).not_lasting
    ]


def test_help_counts_by_the_average_of_the_months_behind_with_its_lowest_and_highest():
    assert told() == []
    found = told(help_of(1, 300), help_of(2, 100), help_of(2, 100), help_of(0, 900))
    assert found == [(12_500, 0, 30_000, 3, "from_the_file")]
    every = told(*(help_of(ago, 100 * ago) for ago in range(1, 5)))
    assert every == [(25_000, 10_000, 40_000, 4, "from_the_file")]
    assert told(help_of(1, 300), months=1) == [(30_000, 30_000, 30_000, 1, "from_the_file")]
    guessed = told(help_of(1, 300), help_of(2, 100, Mark.ESTIMATE))
    assert guessed == [(10_000, 0, 30_000, 2, "estimated")]


@pytest.mark.parametrize(
    ("start", "until", "found"),
    [
        (DAY, None, (77_700, 0, 40_000, 1, "from_the_file")),
        (date(2025, 1, 1), DAY, (77_700, 0, 40_000, 1, "from_the_file")),
        (date(2026, 11, 23), None, (10_000, 0, 40_000, 1, "from_the_file")),
        (date(2025, 1, 1), date(2026, 11, 21), (10_000, 0, 40_000, 1, "from_the_file")),
    ],
)
def test_what_was_said_of_it_counts_while_it_lasts(start, until, found):
    said = item("爸妈", IN, 777, "A11", start=start, until=until)
    assert told(help_of(3, 400), recurring=(said,)) == [found]


def test_help_that_was_only_said_has_no_range_of_its_own():
    book = Book(cash=cash(900), recurring=(item("爸妈", IN, 777, "A11"),))
    (one,) = usual_month(reading_of(book, DAY, RULES)).not_lasting
    assert (one.amount, one.low, one.high, one.rows) == (77_700, 77_700, 77_700, 0)
    assert one.origin == "estimated"


def test_a_plan_is_chosen_or_recommended_or_there_is_none():
    figure = plan_payment(Fen(5), DAY, "rough", own=True)
    assert (figure.value, figure.origin, figure.terms) == (5, "stated", ())
    figure = plan_payment(Fen(7), DAY, "rough", own=False)
    assert (figure.value, figure.origin, figure.reason) == (7, "estimate", None)
    assert [(term.id, term.sign) for term in figure.terms] == [("afford.recommended", 1)]
    assert plan_payment(None, DAY, "rough", own=False).reason == "no_amount"


@pytest.mark.parametrize(
    ("own", "ceiling", "reason", "over"),
    [
        (501, 500, None, 1),
        (500, 500, None, 0),
        (1, 500, None, 0),
        (None, 500, None, 0),
        (501, None, "deficit", 501),
        (501, None, "no_income", 0),
        (501, None, "ledger_too_old", 0),
    ],
)
def test_an_own_amount_is_held_against_the_ceiling_where_income_is_known(
    own, ceiling, reason, over
):
    reading = reading_of(Book(cash=cash(900)), DAY, RULES)
    plan = plan_payment(None if own is None else Fen(own), DAY, "fair", own=True)
    told_ = replace(plan, id="afford.ceiling", value=ceiling)
    figures = {one.id: one for one in (plan, told_, replace(plan, id="afford.recommended",
                                                            reason=reason))}  # fmt: skip
    seen = Picture(key=reading.key, figures=figures)
    assert seen.over_ceiling == over
    guessed = replace(plan, origin="estimate")
    assert replace(seen, figures=figures | {plan.id: guessed}).over_ceiling == 0
    assert replace(seen, figures={}).over_ceiling == 0
    for code in ("plan.payment", "afford.ceiling"):
        rest = {name: one for name, one in figures.items() if name != code}
        assert replace(seen, figures=rest).over_ceiling == 0


@pytest.mark.parametrize(
    ("spent", "place"),
    [
        ((9, 9, 5), 2),  # from the second month ahead on something is left
        ((9, 5, 9, 5, 5, 9, 5), 6),  # two months running are too few
        ((5,), 1),
        ((9,), None),
        ((9,) * 10 + (5,), 10),  # three months are left of the year
        ((9,) * 11 + (5,), None),  # two are too few to tell
    ],
)
def test_a_deficit_has_ended_where_three_months_running_leave_something(spent, place):
    one = home(stream(100), stream(*[60 + amount for amount in spent], category="C1"),
               ordered_ahead=(Fen(0),), unexplained=Fen(0), bills_usual=Fen(33))  # fmt: skip
    found = _recovers(one)
    assert found == (None if place is None else Month(2026, 11).plus(place))
