"""What was reckoned of a household before and is kept: no entry has to be read for it again."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import msgspec
from msgspec import Struct

from jiebei_desktop.analysis.prospect import AHEAD, Prospect
from jiebei_desktop.domain.warnings import Carried


class KeptHome(Struct, frozen=True, kw_only=True):
    """All that the figures of a day take from the entries of a ledger."""

    home: Prospect
    """What the household's months bring and take."""
    carried: Carried | None
    """That cash keeps every contract, see `carried_today`."""
    has_entries: bool
    """Whether the ledger has any."""
    has_income: bool
    """Whether any of them is an income."""


def to_text(before: KeptHome) -> str:
    """Write it so that ``from_text`` gives the same back."""
    return msgspec.json.encode(before, enc_hook=_plain).decode()


def from_text(text: str) -> KeptHome:
    """Read it.

    Raises:
        ValueError: it is something else, or of another edition.
    """
    found = msgspec.json.decode(text, type=KeptHome, dec_hook=_fraction)
    levels = (found.home.ordered_ahead, *(one.ahead for one in found.home.streams))
    if any(len(level) != AHEAD for level in levels):
        raise ValueError(text)
    return found


def _plain(value: object) -> Any:
    if isinstance(value, Fraction):
        return value.as_integer_ratio()
    raise TypeError(value)


def _fraction(kind: type, value: Any) -> Fraction:
    if kind is not Fraction:
        raise TypeError(kind)
    over, under = value
    if not (isinstance(over, int) and isinstance(under, int) and under):
        raise ValueError(value)
    return Fraction(over, under)
