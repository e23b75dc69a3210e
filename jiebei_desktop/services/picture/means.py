"""What comes in, what living takes, what is left, and what can be kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

from msgspec.structs import replace

from jiebei_desktop.domain.household import Mark, newest_readings
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.services.picture.affordability_view import answers_of
from jiebei_desktop.services.picture.figure import Figure, Origin, Term, Unit, estimate

if TYPE_CHECKING:
    from jiebei_desktop.analysis.afford_value import Affordability
    from jiebei_desktop.analysis.prospect import Prospect
    from jiebei_desktop.services.picture.reading import Reading

_ORIGINS = {
    Mark.DOCUMENT: Origin.DOCUMENT,
    Mark.STATEMENT: Origin.STATEMENT,
    Mark.ESTIMATE: Origin.ESTIMATE,
}
_LEFT = (
    Term(id="income.usual"),
    Term(id="living.usual", sign=-1),
    Term(id="irregular", sign=-1),
    Term(id="protected", sign=-1),
)
_OF_INCOME, _OF_LIVING = ("income.usual", "left"), ("living.usual", "left")
"""What is not known, rather than nothing, where nobody said what comes in and goes out."""


def home_of(reading: Reading) -> Prospect:
    """Return what the household's months bring and take; a reading works it out once."""
    if reading.before is not None:
        return reading.before.home
    from jiebei_desktop.analysis.prospect import prospect

    told = answers_of(reading.means)
    return reading.homes.of(
        (reading.as_of, reading.book, told),
        lambda: prospect(reading.book, reading.as_of, told),
    )


def means_figures(reading: Reading, home: Prospect) -> Iterator[Figure]:
    """Yield the household's usual month, its cash, and how long that lasts without income."""
    behind = {one.label_code: one for one in home.figures}

    def figure(code: str, amount: Fen, label: str) -> Figure:
        return Figure(
            id=code,
            value=amount,
            unit=Unit.MONEY,
            as_of=reading.as_of,
            origin=_ORIGINS[behind[label].mark],
            rows=behind[label].rows,
            grade=home.grade,
        )

    found = {
        "income.usual": figure("income.usual", home.income_usual, "income"),
        "living.usual": figure("living.usual", home.living_usual, "routine"),
        "irregular": figure("irregular", home.irregular, "irregular"),
        "protected": figure("protected", home.protected, "protected"),
        "cash": figure("cash", home.cash, "cash"),
    }
    if not newest_readings(reading.book.cash, reading.as_of):
        found["cash"] = untold(found["cash"], "no_cash")
    left = Figure(
        id="left",
        value=home.left,
        unit=Unit.MONEY,
        as_of=reading.as_of,
        origin=_weakest(found[term.id].origin for term in _LEFT),
        grade=home.grade,
        terms=_LEFT,
    )
    every = (*found.values(), left)
    unknown = set(() if reading.tells else _OF_INCOME)
    unknown |= set(() if reading.tells_living else _OF_LIVING)
    yield from (untold(one) if one.id in unknown else one for one in every)
    yield _runway(home.usual_month.runway.days, found["cash"], found["living.usual"])


def untold(one: Figure, reason: str = "no_income") -> Figure:
    """Return a figure as not known, because nobody said what it is made of."""
    return replace(one, value=None, grade="none", reason=reason)


def _runway(days: int | None, cash: Figure, living: Figure) -> Figure:
    """Return how many days the cash covers living and protected payments without any income."""
    reason = cash.reason or ("no_spending" if days is None else None)
    days = None if cash.reason else days
    return Figure(
        id="runway.days",
        value=days,
        unit=Unit.DAYS,
        as_of=cash.as_of,
        origin=_weakest((cash.origin, living.origin)),
        grade=living.grade,
        terms=(Term(id="cash"), Term(id="living.usual"), Term(id="protected")),
        reason=reason,
    )


def afford_figures(found: Affordability, as_of: date) -> Iterator[Figure]:
    """Yield the three amounts that can be kept, and both odds of paying the recommended one."""
    say = partial(estimate, as_of=as_of, grade=found.grade)
    amounts = {"floor": found.floor, "recommended": found.recommended, "ceiling": found.ceiling}
    why = found.reason or "margin_too_thin"  # of a floor too low to be one
    for name, amount in amounts.items():
        yield say(f"afford.{name}", amount, Unit.MONEY, reason=why)
    yield say("reserve", found.reserve, Unit.MONEY)
    odds: dict[str, Decimal | None] = {"late_once_12": None, "broken_12": None}
    if found.odds is not None:
        odds = {"late_once_12": found.odds.late_once_12, "broken_12": found.odds.broken_12}
    for name, share in odds.items():
        one = say(name, share, Unit.SHARE, reason=found.reason)
        yield replace(one, terms=(Term(id="afford.recommended"),))


def _weakest(origins: Iterable[Origin]) -> Origin:
    order = list(Origin)
    return max(origins, key=order.index)
