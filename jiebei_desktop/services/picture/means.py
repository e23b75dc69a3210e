"""What comes in, what living takes, what is left, and what can be kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from jiebei_desktop.domain.affordability import days_of_cash
from jiebei_desktop.domain.household import Mark
from jiebei_desktop.domain.money import ZERO, Fen
from jiebei_desktop.services.affordability_view import answers_of
from jiebei_desktop.services.picture.figure import Figure, Origin, Term, Unit, Value

if TYPE_CHECKING:
    from jiebei_desktop.analysis.affordability import Affordability
    from jiebei_desktop.services.picture.reading import Reading

_ORIGINS = {
    Mark.DOCUMENT: Origin.DOCUMENT,
    Mark.STATEMENT: Origin.STATEMENT,
    Mark.ESTIMATE: Origin.ESTIMATE,
}
_NAMES = {
    "income": "income.usual",
    "routine": "living.usual",
    "irregular": "irregular",
    "obligations": "protected",
    "cash": "cash",
}
_LEFT = (
    Term(id="income.usual"),
    Term(id="living.usual", sign=-1),
    Term(id="irregular", sign=-1),
    Term(id="protected", sign=-1),
)
_GRADES = {"good": "good", "usable": "fair", "provisional": "rough"}


def means_figures(reading: Reading) -> Iterator[Figure]:
    """Yield the household's usual month, its cash, and how long that lasts without income."""
    from jiebei_desktop.analysis.household_month import household_month

    home = household_month(reading.book, reading.as_of, answers_of(reading.means))
    grade = "good" if home.history >= 6 else "fair" if home.history >= 3 else "rough"  # noqa: PLR2004
    found = {
        _NAMES[one.label_code]: Figure(
            id=_NAMES[one.label_code],
            value=one.amount,
            unit=Unit.MONEY,
            as_of=reading.as_of,
            origin=_ORIGINS[one.mark],
            rows=one.rows,
            grade=grade,
        )
        for one in home.figures
        if one.label_code in _NAMES
    }
    yield from found.values()
    left = sum(term.sign * _fen(found[term.id]) for term in _LEFT)
    yield Figure(
        id="left",
        value=Fen(left),
        unit=Unit.MONEY,
        as_of=reading.as_of,
        origin=_weakest(found[term.id].origin for term in _LEFT),
        grade=grade,
        terms=_LEFT,
    )
    yield runway(found["cash"], found["living.usual"], found["protected"])


def runway(cash: Figure, living: Figure, protected: Figure) -> Figure:
    """Return how many days the cash covers living and protected payments without any income."""
    monthly = _fen(living) + _fen(protected)
    days = days_of_cash(Fen(_fen(cash)), Fen(monthly)) if monthly > 0 else None
    return Figure(
        id="runway.days",
        value=days,
        unit=Unit.DAYS,
        as_of=cash.as_of,
        origin=_weakest((cash.origin, living.origin)),
        grade=living.grade,
        terms=(Term(id="cash"), Term(id="living.usual"), Term(id="protected")),
        reason=None if monthly > 0 else "no_spending",
    )


def afford_figures(found: Affordability, as_of: date) -> Iterator[Figure]:
    """Yield the three amounts that can be kept, and both odds at the recommended one."""
    grade = _GRADES.get(found.grade, found.grade)
    amounts = {"floor": found.floor, "recommended": found.recommended, "ceiling": found.ceiling}
    for name, amount in amounts.items():
        yield _estimate(f"afford.{name}", amount, Unit.MONEY, as_of, grade, found.reason)
    yield _estimate("reserve", found.reserve, Unit.MONEY, as_of, grade, None)
    late, broken = odds(found)
    yield _estimate("late_once_12", late, Unit.SHARE, as_of, grade, found.reason)
    yield _estimate("broken_12", broken, Unit.SHARE, as_of, grade, found.reason)


def odds(found: Affordability) -> tuple[Decimal | None, Decimal | None]:
    """Return the shares of futures that miss one instalment, and two running, in a year."""
    if found.recommended is None:
        return None, None
    near = min(found.curve, key=lambda point: abs(point.payment - (found.recommended or ZERO)))
    return None, near.p_shortfall_12


def _estimate(
    code: str, value: Value, unit: Unit, as_of: date, grade: str, reason: str | None
) -> Figure:
    return Figure(
        id=code,
        value=value,
        unit=unit,
        as_of=as_of,
        origin=Origin.ESTIMATE,
        grade="none" if value is None else grade,
        reason=reason if value is None else None,
    )


def _fen(figure: Figure) -> int:
    return figure.value if isinstance(figure.value, int) else 0


def _weakest(origins: Iterable[Origin]) -> Origin:
    order = list(Origin)
    return max(origins, key=order.index)
