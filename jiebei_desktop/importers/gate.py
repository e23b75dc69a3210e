"""The first questions about a wallet row, the same for every wallet."""

from __future__ import annotations

from jiebei_desktop.importers.rows import Row
from jiebei_desktop.importers.verdicts import Kind, Verdict, plain, review
from jiebei_desktop.importers.words import Words


def gate(row: Row, words: Words) -> tuple[str, Verdict | None]:
    """Return the direction (``in``, ``out``, ``neutral``) and an early verdict, if there is one.

    An unreadable row, an unknown direction or another currency is asked about, nothing is booked
    for 0.00, and a negative amount in a wallet file has no known meaning.
    """
    way = words.directions.get(row.direction, "")
    if row.problem or not way:
        return way, review(row.problem or "unknown_direction")
    if row.currency:
        return way, review("currency")
    if row.fen <= 0:
        zero = row.fen == 0
        return way, plain(Kind.IGNORED_ZERO, "zero") if zero else review("negative")
    return way, None
