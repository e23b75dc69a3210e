"""Household spending beside the statistics office's survey: unusual amounts, never a cut.

The survey's housing includes the imputed rent of owners, so housing is never compared. Figures are
means per person, so a household counts by the OECD-modified scale; outside the band one is only
asked for a note.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from jiebei_desktop.domain.household import Book, EntryKind, Household
from jiebei_desktop.domain.money import Fen, half_up
from jiebei_desktop.domain.months import Month
from jiebei_desktop.domain.rules import LivingFigure, RuleBook

NATIONAL = "national"
WINDOW = 6
"""Full months looked back on."""

HEADINGS: Mapping[str, str] = {
    "B3": "transport",
    "B4": "transport",
    "B5": "health",
    "B7": "education",
    "C1": "food",
    "C2": "clothing",
    "C3": "other",
    "C4": "education",
    "C6": "transport",
    "C7": "food",
    "C8": "household_goods",
    "C9": "other",
}
"""The survey's heading of each spending category; others are not compared."""


class Side(StrEnum):
    """On which side of the band an amount lies."""

    BELOW = "below"
    ABOVE = "above"


@dataclass(frozen=True, slots=True, kw_only=True)
class LivingFlag:
    """A heading on which a household's monthly spending is far from the survey's figure."""

    category: str
    spent: Fen
    """Mean per month over the months looked at."""
    reference: Fen
    """The survey's figure for a household of this size, per month."""
    side: Side
    figure: LivingFigure


def reference(
    category: str, household: Household, rules: RuleBook
) -> tuple[LivingFigure, Fen] | None:
    """Return the survey's figure of a heading and what it comes to a month for a household."""
    figure = _best(category, rules)
    if figure is None:
        return None
    each = Fraction(figure.yuan_per_person) * 100 / figure.months
    return figure, half_up(each * scale(household.members, rules))


def scale(members: int, rules: RuleBook) -> Fraction:
    """Return how many single adults a household counts as: further people count less.

    Children are not told apart in the ledger, so every further person counts as an adult.
    """
    return 1 + Fraction(rules.threshold("living_scale").amber) * max(0, members - 1)


def living_flags(book: Book, rules: RuleBook, as_of: date) -> tuple[LivingFlag, ...]:
    """Return the headings on which the last full months lie outside the band."""
    spent, months = _spent(book, as_of)
    band = rules.threshold("living_band")
    flags = []
    for category in dict.fromkeys(HEADINGS.values()):
        known = reference(category, book.household, rules)
        if known is None or category not in spent:
            continue
        figure, usual = known
        mean = half_up(Fraction(spent[category], months))
        if not band.amber * usual <= mean <= band.red * usual:
            side = Side.BELOW if mean < usual else Side.ABOVE
            flags.append(
                LivingFlag(category=category, spent=mean, reference=usual, side=side, figure=figure)
            )
    return tuple(flags)


def _best(category: str, rules: RuleBook) -> LivingFigure | None:
    """Return the national figure over the longest period among those fit to be stated.

    A first quarter holds the spring festival, so a longer period is the fairer one.
    """
    fit = [
        figure
        for figure in rules.living
        if figure.category == category and figure.area == NATIONAL and figure.grade.is_law
    ]
    return max(fit, key=lambda figure: (figure.months, figure.period), default=None)


def _spent(book: Book, as_of: date) -> tuple[dict[str, int], int]:
    """Return spending by heading, and the number of full months it covers."""
    this = Month.of(as_of)
    spent: dict[str, int] = defaultdict(int)
    first = this
    for entry in book.entries:
        month = Month.of(entry.date)
        if entry.kind is EntryKind.EXPENSE and this.plus(-WINDOW) <= month < this:
            first = min(first, month)
            if entry.category in HEADINGS:
                spent[HEADINGS[entry.category]] += entry.amount
    return spent, this.minus(first)
