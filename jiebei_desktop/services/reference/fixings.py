"""Published rates as a user types them, and as a ledger keeps those its user added."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.rules import Fixing, Grade, RuleBook

FIXINGS = "lpr_fixings"
"""Setting of the ledger: the fixings its user added, oldest first."""
BY_USER = "user"
"""Source of a fixing that the user entered; the text layer words it."""
LOWEST, HIGHEST = Decimal("0.01"), Decimal("0.15")
"""Annual fractions between which an LPR is believed; it has stood between 3 % and 4.85 %."""
STEP = Decimal("0.01")
"""An LPR more than a point away from the fixing before it is taken for a slip of the hand."""
LEAST_DIBAO, MOST_DIBAO = Fen(10_000), Fen(500_000)
"""Fen per person and month between which a local minimum standard is believed."""


class Why(StrEnum):
    """Why a figure cannot be a published one."""

    FUTURE = "future"
    TOO_EARLY = "too-early"
    LPR_RANGE = "lpr-range"
    LPR_STEP = "lpr-step"
    DIBAO_RANGE = "dibao-range"
    OTHER_PLACE = "other-place"
    NO_RULES_FILE = "no-rules-file"
    SIGNATURE = "signature"
    NOT_YET = "not-yet"
    OLD_EDITION = "old-edition"
    UNKNOWN_RULE = "unknown-rule"
    NOT_USABLE = "not-usable"
    NOT_PLAUSIBLE = "not-plausible"


class RuleRefused(ValueError):  # noqa: N818 - told to the user, it is no programming error
    """A figure that is not taken; ``code`` says why, ``facts`` with what."""

    def __init__(self, code: Why, **facts: str) -> None:
        super().__init__(code, facts)
        self.code = code
        self.facts: Mapping[str, str] = facts


def own_fixings(stored: object) -> tuple[Fixing, ...]:
    """Return the fixings in a ledger's setting; what is not one is left out."""
    found = stored if isinstance(stored, list) else []
    known = (_fixing(raw) for raw in found if isinstance(raw, dict))
    return tuple(fixing for fixing in known if fixing is not None)


def annual(text: str) -> Decimal | None:
    """Read a rate as it is published (``3.00``, ``3.00%``) or as a fraction (``0.0300``).

    An LPR lies between one and fifteen per cent, so the two ways of writing never meet.
    """
    clean = text.strip().removesuffix("%")
    try:
        value = Decimal(clean)
    except ArithmeticError:
        return None
    if not value.is_finite():
        return None
    return value / 100 if value >= 1 or clean != text.strip() else value


def check_fixing(book: RuleBook, fixing: Fixing, as_of: date) -> None:
    """See that a fixing can be a published one.

    Raises:
        RuleRefused: it cannot.
    """
    if fixing.published > as_of:
        raise RuleRefused(Why.FUTURE, day=fixing.published.isoformat())
    if not all(LOWEST <= rate <= HIGHEST for rate in (fixing.one_year, fixing.five_year)):
        raise RuleRefused(Why.LPR_RANGE)
    before = book.lpr(fixing.published)
    if before is None:
        raise RuleRefused(Why.TOO_EARLY, day=book.fixings[0].published.isoformat())
    pairs = ((fixing.one_year, before.one_year), (fixing.five_year, before.five_year))
    if any(abs(new - old) > STEP for new, old in pairs):
        raise RuleRefused(Why.LPR_STEP, before=f"{before.one_year},{before.five_year}")


def _fixing(raw: Mapping[str, Any]) -> Fixing | None:
    try:
        return Fixing(
            published=date.fromisoformat(raw["published"]),
            one_year=Decimal(raw["one_year"]),
            five_year=Decimal(raw["five_year"]),
            source=BY_USER,
            grade=Grade.C,
        )
    except (KeyError, TypeError, ValueError, ArithmeticError):
        return None


def stored(fixing: Fixing) -> dict[str, str]:
    """Return a fixing as the ledger keeps it."""
    return {
        "published": fixing.published.isoformat(),
        "one_year": str(fixing.one_year),
        "five_year": str(fixing.five_year),
    }
