"""Findings as commands show them: as JSON, and one line each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from jiebei_desktop.cli.facts import fraction
from jiebei_desktop.domain.debts import DebtId
from jiebei_desktop.domain.findings import Fact, Finding
from jiebei_desktop.domain.money import yuan
from jiebei_desktop.domain.rules import RuleBook
from jiebei_desktop.text.findings import describe
from jiebei_desktop.text.texts import Texts


def finding(found: Finding) -> dict[str, Any]:
    """Write a warning; money facts lose the ``_fen`` of their name and become yuan."""
    return {
        "id": found.id,
        "severity": found.severity.value,
        "debt": found.debt,
        "facts": dict(_fact(key, value) for key, value in found.facts.items()),
        "rule": found.rule,
        "source": found.source,
        "as_of": found.as_of.isoformat(),
    }


def _fact(key: str, value: Fact) -> tuple[str, Any]:
    name = key.removesuffix("_fen")
    match value:
        case int() if name != key:
            return name, yuan(value)
        case Decimal():
            return name, fraction(value)
        case date():
            return name, value.isoformat()
        case _:
            return name, value


def warning_lines(
    found: Sequence[Finding], t: Texts, rules: RuleBook, names: Mapping[DebtId, str] | None = None
) -> Iterator[str]:
    """Yield two lines for every warning: what it is, and what stands behind it."""
    for one in found:
        words = describe(one, t, rules, names)
        yield f"[{words.severity}] {words.title}"
        yield f"    {words.detail} {words.source}".rstrip()
