"""What-ifs: what would be different from today, kept under a name."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from jiebei_desktop.domain.money import ZERO, Fen


class WhatIf(Struct, frozen=True, kw_only=True):
    """What would be different from today."""

    extra: Fen = ZERO
    """More (or, negative, less) each month."""
    lump_sum: Fen = ZERO
    """Paid at once, to what is overdue first and then to the dearest debt."""
    income_cut: int = 0
    """Percent by which all income falls, 0 to 100."""
    missed_month: int = 0
    """The month from now in which nothing is paid; 0 for none."""

    @property
    def is_plain(self) -> bool:
        """Return whether nothing is different."""
        return self == WhatIf()


class Scenario(Struct, frozen=True, kw_only=True):
    """A kept what-if."""

    id: int = 0
    name: str
    made_on: date
    what_if: WhatIf
