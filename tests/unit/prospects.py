"""Prospects made by hand."""

from __future__ import annotations

from datetime import date

from jiebei_desktop.analysis.affordability import PATHS, assess
from jiebei_desktop.analysis.prospect import prospect
from jiebei_desktop.analysis.prospect.category import IncomeCategory
from jiebei_desktop.analysis.prospect.stream import AHEAD, Stream, StreamOrigin
from jiebei_desktop.analysis.prospect.value import MonthRow, Prospect
from jiebei_desktop.domain.household import EntryKind
from jiebei_desktop.domain.money import ZERO, Fen
from jiebei_desktop.domain.months import Month

DAY = date(2026, 11, 22)


def stream(*ahead, category="A1", **more):
    """Return a stream of so much a month, the last amount of all later ones."""
    levels = (*ahead, *[ahead[-1]] * (AHEAD - len(ahead)))
    seen = {"low": Fen(levels[0]), "usual": Fen(levels[0]), "high": Fen(levels[0])}
    return Stream(
        kind=EntryKind.INCOME if category.startswith("A") else EntryKind.EXPENSE,
        category=category, ahead=tuple(map(Fen, levels)), origin=StreamOrigin.STATED,
        **(seen | more),
    )  # fmt: skip


def rows(count):
    """Return so many full months, the newest in October."""
    months = [Month(2026, 10).plus(-ago) for ago in reversed(range(count))]
    return tuple(
        MonthRow(month=month, income=Fen(5), routine=Fen(3), bills=(), obligations=ZERO)
        for month in months
    )


def home(*streams, **more):
    known = {
        "as_of": DAY, "kind": "salaried", "rows": rows(6), "streams": streams, "dated": (),
        "cash": ZERO, "living_floor": ZERO, "ordered_ahead": (Fen(7), Fen(11)),
        "unexplained": Fen(13), "bills_usual": Fen(17), "assumed_living": ZERO, "answers": None,
        "shifts": (), "gaps": (), "last_entry": DAY,
    }  # fmt: skip
    return Prospect(**(known | more))


def category(*values, **more):
    """Return an income of some months to October 2026."""
    now = Month.of(DAY)
    known = {
        "code": "A1", "months": tuple(now.plus(k - len(values)) for k in range(len(values))),
        "values": values, "items": (), "running": now, "cv": 0.2, "festival": 0.8,
        "persistence": 1.5,
    }  # fmt: skip
    return IncomeCategory(**(known | more))


def affordable(book, as_of, seed=0, paths=PATHS, answers=None):
    """Return what a household known by its ledger alone can keep."""
    return assess(prospect(book, as_of, answers), seed, paths)
