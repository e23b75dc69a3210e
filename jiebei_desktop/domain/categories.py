"""The closed list of categories: A income, B necessary outgoings, C flexible outgoings."""

from __future__ import annotations

from jiebei_desktop.domain.events import OF_INCOME, WITHOUT_CATEGORY, EventKind
from jiebei_desktop.domain.household import EntryKind

INCOME = tuple(f"A{n}" for n in range(1, 13))
NECESSARY = tuple(f"B{n}" for n in range(1, 13))
FLEXIBLE = tuple(f"C{n}" for n in range(1, 10))
ALL = INCOME + NECESSARY + FLEXIBLE

OTHER_INCOME = "A12"
OTHER_EXPENSE = "C9"


def of_entry(kind: EntryKind) -> tuple[str, ...]:
    """Return the codes that an entry of a direction may have."""
    return INCOME if kind is EntryKind.INCOME else NECESSARY + FLEXIBLE


def fits(kind: EntryKind, category: str) -> bool:
    """Return whether a category belongs to the direction of an entry."""
    return category in of_entry(kind)


def other(kind: EntryKind) -> str:
    """Return the code of what no other code of a direction says."""
    return OTHER_INCOME if kind is EntryKind.INCOME else OTHER_EXPENSE


def of_event(kind: EventKind) -> tuple[str, ...]:
    """Return the codes a life event of a kind may name; none where it speaks of several."""
    if kind in WITHOUT_CATEGORY:
        return ()
    return INCOME if kind in OF_INCOME else NECESSARY + FLEXIBLE
