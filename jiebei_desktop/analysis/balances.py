"""Daily balances ahead as a chart draws them: light, for they are kept and read at the start."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from jiebei_desktop.domain.money import Fen


class Balances(Struct, frozen=True, kw_only=True):
    """Daily balances ahead, in fen; every line has one amount for each of ``days``."""

    days: tuple[date, ...]
    p10: tuple[Fen, ...]
    p25: tuple[Fen, ...]
    expected: tuple[Fen, ...]
    """The likely line, without draws: scheduled items and the usual rest. Lanes and papers say
    the same of the way that is paid."""
    p75: tuple[Fen, ...]
    p90: tuple[Fen, ...]
    all_contracts: tuple[Fen, ...]
    """The expected line if every contract is paid in full, arrears at once."""
    past: tuple[tuple[date, Fen], ...]
    """The balance of each past day, read backwards from today's."""
