"""Warnings as facts: what was found, about which debt, under which rule, as of which day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum

from msgspec import Struct, field

from jiebei_desktop.domain.debts import DebtId
from jiebei_desktop.domain.money import Fen

Fact = int | str | Decimal | date | None
"""A value inside a finding: fen and counts are int (keys end in ``_fen`` for money)."""


class Severity(StrEnum):
    """How a finding is ranked: 要紧, 留意, 说明."""

    SEVERE = "severe"
    CAUTION = "caution"
    INFO = "info"

    @property
    def rank(self) -> int:
        """Its place in an order that begins with the most serious."""
        return list(Severity).index(self)


class Finding(Struct, frozen=True, kw_only=True):
    """One warning; ``text.findings`` turns it into a sentence with one action."""

    id: str
    """Catalogue id such as W-COST-24."""
    severity: Severity
    as_of: date
    debt: DebtId | None = None
    facts: Mapping[str, Fact] = field(default_factory=dict)
    rule: str | None = None
    """Row id in resources/rules, when a dated rule stands behind it."""
    source: str | None = None
    action: str = ""
    """Code of what the one button does: a page to open, or ``rules``; the window knows the way."""
    urgency_fen: Fen | None = None
    """Money at stake within the next days; ranks findings of equal severity."""
