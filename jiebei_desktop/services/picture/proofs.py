"""What stands behind each line of the usual month, for the case page and every paper alike."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from msgspec import Struct

from jiebei_desktop.domain.household import Mark
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.services.picture.usual_month import MonthByLines, total

if TYPE_CHECKING:
    from jiebei_desktop.domain.negotiation import Evidence
    from jiebei_desktop.services.picture.usual_month import MonthLine

_USUAL = {"A": "income_proof", "B": "expense_proof", "C": "expense_proof"}
"""Which kind of document stands behind entries that were marked as documented."""
_FROM_A_FILE = frozenset({"documented", "from_the_file"})


class Proved(Struct, frozen=True, kw_only=True):
    """How much of a usual month's income or outgoings stands on documents or statements."""

    section: str
    """income or outgoings."""
    documented: Fen
    total: Fen

    @property
    def share(self) -> Fraction | None:
        """Return the part that is documented, a fraction; None when there is no total."""
        return Fraction(self.documented, self.total) if self.total > 0 else None


def behind(line: MonthLine, attached: Sequence[Evidence]) -> tuple[int, ...]:
    """Return the places, from 1, of the documents that show a line of the usual month.

    One shows it that says so, of the line or its section; where entries are marked as documented,
    also one of the usual kind that says of nothing what it shows.

    Args:
        line: of the usual month.
        attached: documents whose file is at hand, in the order of their numbers.
    """
    section = line.code[0]
    usual = _USUAL.get(section) if line.origin == "documented" else None
    return tuple(
        place
        for place, item in enumerate(attached, 1)
        if item.covers in {line.code, section} or (not item.covers and item.kind == usual)
    )


def mark_of(line: MonthLine, attached: Sequence[Evidence]) -> Mark:
    """Return where a line comes from: never a document without a file that shows it."""
    if behind(line, attached):
        return Mark.DOCUMENT
    return Mark.STATEMENT if line.origin in _FROM_A_FILE else Mark.ESTIMATE


def proved(month: MonthByLines, attached: Sequence[Evidence]) -> tuple[Proved, ...]:
    """Return how much of income and of outgoings stands on documents or statements."""
    sections = {"income": month.income, "outgoings": (*month.necessary, *month.flexible)}
    return tuple(
        Proved(
            section=name,
            documented=total(
                line for line in lines if mark_of(line, attached) is not Mark.ESTIMATE
            ),
            total=total(lines),
        )
        for name, lines in sections.items()
    )
