"""What is reckoned of a debt on a day is reckoned once, however many ask."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import ParamSpec, TypeVar, cast

KEPT = 512
"""So many answers of a function: every debt of a large household, on a few days."""

P = ParamSpec("P")
T = TypeVar("T")
_forgetting: list[Callable[[], None]] = []


def once(reckon: Callable[P, T]) -> Callable[P, T]:
    """Keep the last answers of a function of values; equal values are answered from them."""
    kept = lru_cache(maxsize=KEPT)(reckon)
    _forgetting.append(kept.cache_clear)
    known = cast("Callable[P, T]", kept)

    @wraps(reckon)
    def answered(*values: P.args, **named: P.kwargs) -> T:
        return known(*values, **named)

    return answered


def forget() -> None:
    """Drop all answers: those of a ledger that was closed are nobody's business."""
    for clear in _forgetting:
        clear()
