"""What one category brings or takes, month by month."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from msgspec import Struct

from jiebei_desktop.domain.household import EntryKind
from jiebei_desktop.domain.money import Fen

AHEAD = 62
"""Months a prospect reaches, the running one included; the last one stands for all later."""


class StreamOrigin(StrEnum):
    """Where a stream's amount comes from."""

    DOCUMENTED = "documented"
    FROM_THE_FILE = "from_the_file"
    STATED = "stated"
    ESTIMATED = "estimated"


class Stream(Struct, frozen=True, kw_only=True):
    """What one category brings or takes month by month."""

    kind: EntryKind
    category: str
    ahead: tuple[Fen, ...]
    """The level of each coming month, the running one first; ``AHEAD`` of them."""
    low: Fen
    usual: Fen
    high: Fen
    """Lowest, usual and highest month behind; equal where nothing was observed."""
    ratios: tuple[float, ...] = ()
    """Each row of the history over the level of its time: the ups and downs, newest last."""
    comes: tuple[Fen, ...] = ()
    """What the days of each coming month bring, the running one's after today; empty where it is
    what the month's level says."""
    start: date | None = None
    until: date | None = None
    certainty: str = "expected"
    origin: StreamOrigin
    rows: int = 0
    unsure: float = 0.0
    """Standard deviation of its level about what the months behind show, of one."""
    young: bool = False
    """Its level began no more than six months ago, or has not begun."""

    def at(self, place: int) -> Fen:
        """Return the level so many months after the running one."""
        return self.ahead[min(place, len(self.ahead) - 1)]
