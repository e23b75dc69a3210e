"""Every figure of households of many kinds, as files to read and compare: a line is one value.

``JIEBEI_GOLDEN=write`` writes them anew after a wanted change; the difference then shows in review.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from backtest_households import CHANGED, KINDS, household
from households import DAY, MADE, random_book
from msgspec import NODEFAULT, Struct
from msgspec.structs import replace
from odd_households import ODD

from jiebei_desktop.analysis.ask import extras
from jiebei_desktop.analysis.forecast import Forecast, forecast
from jiebei_desktop.analysis.stress import stress
from jiebei_desktop.domain.events import EventKind, LifeEvent, Said, SaidKind
from jiebei_desktop.domain.household import Book
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.months import Month
from jiebei_desktop.domain.warnings import warnings
from jiebei_desktop.services.files import demo
from jiebei_desktop.services.keeping.session import Session
from jiebei_desktop.services.picture import picture, read
from jiebei_desktop.services.picture.affording import helps
from jiebei_desktop.services.picture.life_questions import questions_of
from jiebei_desktop.services.picture.means import home_of
from jiebei_desktop.services.picture.usual_month import usual_month


def lived() -> Book:
    """Return the example of an employee with a change of each kind, behind and ahead."""
    book, kind = demo.employee(DAY), EventKind
    return replace(
        book,
        events=(
            LifeEvent(kind=kind.INCOME_CHANGES, start=date(2026, 8, 16), category="A1",
                      amount=Fen(910_000)),
            LifeEvent(kind=kind.MONTHS_NOT_RECORDED, start=date(2026, 4, 1),
                      until=date(2026, 4, 30)),
            LifeEvent(kind=kind.INCOME_STARTS, start=date(2026, 12, 20), category="A3",
                      amount=Fen(120_000), until=date(2027, 6, 10)),
            LifeEvent(kind=kind.INCOME_ENDS, start=date(2027, 2, 10), category="A5"),
            LifeEvent(kind=kind.SPENDING_CHANGES, start=date(2027, 1, 11), category="B2",
                      amount=Fen(45_000)),
            LifeEvent(kind=kind.SPENDING_STARTS, start=date(2027, 3, 1), category="B7",
                      amount=Fen(60_000)),
            LifeEvent(kind=kind.SPENDING_ENDS, start=date(2026, 12, 5), category="C2"),
            LifeEvent(kind=kind.INCOME_CHANGES, start=date(2027, 5, 1), category="A1",
                      amount=Fen(990_000), confirmed=False),
        ),
    )  # fmt: skip


def closed() -> Book:
    """Return the example of a shop that closed two months ago; an answer about a fall passed."""
    book, months = demo.shop(DAY), (date(2026, 5, 1), date(2026, 5, 31))
    shut = LifeEvent(kind=EventKind.BUSINESS_CLOSED, start=date(2026, 10, 1))
    said = Said(kind=SaidKind.PASSING, start=months[0], until=months[1], category="A4", on=DAY)
    return replace(book, events=(shut,), said=(said,))


GOLDEN = Path(__file__).parent / "golden"
WRITES = os.environ.get("JIEBEI_GOLDEN") == "write"
HOUSEHOLDS = {
    "employee": lambda: demo.employee(DAY),
    "shop": lambda: demo.shop(DAY),
    "lived": lived,
    "closed": closed,
    **{name: MADE[name] for name in ("nothing_left", "family", "typed", "ended")},
    **{
        name: ODD[name]
        for name in (
            "agreement_behind",
            "home_late_card",
            "interest_free_late",
            "no_plan_beside",
            "nothing_kept_a_relative",
            "something_to_sell",
            "tiny_late",
        )
    },
    **{f"random{number}": lambda number=number: random_book(number) for number in (1, 2, 3)},
}
LIVES = [kind for kind in (*KINDS, *CHANGED) if kind != "salaried"]
"""Kinds of the backtest: a year of entries, no debts; most of them with incomes that change."""
OF_ENTRIES = ("afford", "ahead", "broken", "home", "income", "irregular", "late_once", "left", "living",
              "low.nothing", "month", "question", "reserve", "runway", "week")  # fmt: skip
NOT_READ = frozenset(
    {"as_of", "balance", "cautious", "curve", "days", "due", "name", "periods", "ratios"}
)
"""Said elsewhere, or one value for each day or month of years."""
APART = {"Lane": ("pays",), "Picture": ("simulated", "asks", "ways", "guarded", "spare")}
"""What lies beside a value and is no part of it."""


def lines(value: object, path: str) -> Iterator[str]:
    """Yield what a value consists of: a line for each number, day or word, list or plain record."""
    parts = of(value)
    if parts is None:
        if (text := written(value)) not in {"", "None"}:
            yield f"{path} {text}"
        return
    for key, part in parts:
        inner = of(part)
        if isinstance(value, list | tuple) and inner and all(of(each) is None for _, each in inner):
            told_ = " ".join(f"{name}={written(each)}" for name, each in inner if each is not None)
            yield f"{path}.{key} {told_}"
        else:
            yield from lines(part, f"{path}.{key}")


def of(value: object) -> list[tuple[object, object]] | None:
    """Return the named parts of a record (what is as usual left out), mapping or list of records.

    None where it has none.
    """
    if isinstance(value, Struct) and not isinstance(value, Month):
        names, usual = value.__struct_fields__, value.__struct_defaults__
        defaults = dict(zip(reversed(names), reversed(usual), strict=False))
        apart = APART.get(type(value).__name__, ())
        told_ = ((name, getattr(value, name)) for name in names if name not in {*NOT_READ, *apart})
        return [(name, part) for name, part in told_ if part != defaults.get(name, NODEFAULT)]
    if isinstance(value, Mapping):
        return list(value.items())
    if isinstance(value, list | tuple) and any(of(part) is not None for part in value):
        return list(enumerate(value))
    return None


def written(value: object) -> str:
    """Return a value as text; a list in brackets only within another."""
    if isinstance(value, list | tuple | frozenset):
        texts = (
            f"({written(part)})" if isinstance(part, tuple) else written(part) for part in value
        )
        return " ".join(texts if not isinstance(value, frozenset) else sorted(texts))
    # Python 3.12 sums floats more exactly than 3.11: the last digits are its own.
    return f"{value:.12g}" if isinstance(value, float) else str(value)


def told(session: Session, day: date = DAY) -> Iterator[str]:
    """Yield the lines of one household: figures, three ways, week, payments, asks, warnings."""
    seen, reading = picture(session, day), read(session, day)
    home = home_of(reading)
    for code, figure in seen.figures.items():
        if not code.startswith("lane."):
            yield from lines(figure.value if figure.reason is None else figure.reason, code)
    yield from lines(seen.lanes, "lane")
    yield from lines(seen.week, "week")
    yield from lines({debt: way.pays for debt, way in seen.ways.items()}, "way")
    yield from lines(seen.asks, "asks")
    stands = [way.stand for way in seen.ways.values()]
    yield from lines(extras(seen.asked, reading.book, stands), "asks.extras")
    yield from lines(replace(home, figures=()), "home")
    yield from lines(usual_month(reading), "month")
    yield from lines(questions_of(home), "question")
    yield from lines(seen.afford, "afford")
    yield from lines(helps(home, seen.afford), "afford.helps")
    if seen.money("plan.payment"):
        yield from lines(stress(reading.book, day, seen.amount("plan.payment")), "stress")
    yield from ahead_of(forecast(reading.book, day, 6, home=home))
    for finding in warnings(reading.book, reading.rules, day, home.usual_month):
        yield from lines((finding.severity, finding.facts, finding.urgency_fen), finding.id)


def ahead_of(ahead: Forecast) -> Iterator[str]:
    """Yield the lines of a forecast: every thirtieth day, the lowest, the clashes."""
    yield from lines(ahead.expected[::30], "ahead.expected")
    for name in ("p10", "p90"):  # drawn: to the yuan
        yield from lines(
            [round(each / 100) for each in getattr(ahead, name)[::30]], f"ahead.{name}"
        )
    for name in ("low_point", "short_from", "clashes", "runway_days"):
        yield from lines(getattr(ahead, name), f"ahead.{name}")


@pytest.mark.parametrize("name", HOUSEHOLDS)
def test_the_figures_of_a_household_are_those_that_were_read(name, session):
    session.ledger.add_book(HOUSEHOLDS[name]())
    compared(name, told(session))


@pytest.mark.parametrize("kind", LIVES)
def test_a_year_of_entries_is_read_as_it_was(kind, session):
    truth = household(np.random.default_rng(7), kind, 12)
    session.ledger.add_book(truth.book())
    found = told(session, truth.as_of)
    compared(f"year_{kind}", (line for line in found if line.startswith(OF_ENTRIES)))


def compared(name: str, found: Iterable[str]) -> None:
    """Hold lines against the file of a household."""
    text = "\n".join(found) + "\n"
    file = GOLDEN / f"{name}.txt"
    if WRITES:
        file.write_text(text, encoding="utf-8")
    assert text == file.read_text(encoding="utf-8")
