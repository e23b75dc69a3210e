"""Findings as words: a title, a detail, where it is written, and what the one button says."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from msgspec import Struct

from jiebei_desktop.domain.debts import DebtId
from jiebei_desktop.domain.findings import Fact, Finding, Severity
from jiebei_desktop.domain.rules import RuleBook
from jiebei_desktop.text import formats
from jiebei_desktop.text.finding_by_cash import by_cash
from jiebei_desktop.text.finding_words import WORDS
from jiebei_desktop.text.guide import sign_name
from jiebei_desktop.text.rules import rule_title
from jiebei_desktop.text.texts import Texts, Wording

_FACTORS = frozenset({"multiplier", "low", "high"})


class FindingText(Struct, frozen=True, kw_only=True):
    """One warning in words."""

    title: str
    detail: str
    source: str
    """Where the line comes from, whether it is law, and as of when; empty for plain arithmetic."""
    action: str
    """The label of the button."""
    severity: str
    signs: tuple[str, ...] = ()
    """The ticked signs of fraud, in words."""


def describe(
    finding: Finding, t: Texts, rules: RuleBook, names: Mapping[DebtId, str] | None = None
) -> FindingText:
    """Word a finding; ``names`` gives debts the names the user knows them by."""
    known = names or {}
    name = known.get(finding.debt, finding.debt) if finding.debt else t.gettext("This offer")
    values = {key: _shown(key, value, t) for key, value in finding.facts.items()}
    placeholders = {_placeholder(key): value for key, value in values.items()}
    placeholders["debt"] = name
    if finding.rule is not None and finding.rule in rules.rows:
        placeholders["rule_title"] = rule_title(finding.rule, t)
    title, detail = by_cash(finding, WORDS[finding.id](finding, t), t)
    return FindingText(
        title=title.format(**placeholders),
        detail=detail.format(**placeholders),
        source=source_sentence(finding, t, rules),
        action=action_label(finding.action, t),
        severity=severity_name(finding.severity, t),
        signs=_signs(finding, t),
    )


def source_sentence(finding: Finding, t: Texts, rules: RuleBook) -> str:
    """Say what stands behind a finding: a law, a reference, or a rule of this program."""
    rule = finding.rule
    if rule is None:
        return ""
    if rule not in rules.rows:
        measured = t.gettext(rules.threshold(rule).basis)
        return t.gettext("House rule, not law: {basis}").format(basis=measured)
    row = rules.row(rule)
    stated_as_law = finding.facts.get("standing", "law" if row.is_law else "reference") == "law"
    message = (
        t.gettext("Source: {source} (as of {day})")
        if stated_as_law
        else t.gettext("For reference, not a legal claim: {source} (as of {day})")
    )
    return message.format(source=row.source, day=formats.day(row.as_of, t))


def severity_name(severity: Severity, t: Texts) -> str:
    """Return the word on the chip of a finding."""
    match severity:
        case Severity.SEVERE:
            return t.pgettext("severity", "Serious")
        case Severity.CAUTION:
            return t.pgettext("severity", "Attention")
        case Severity.INFO:
            return t.pgettext("severity", "Note")


_ACTIONS: Wording = {
    "debts": lambda t: t.gettext("Open this debt"),
    "negotiation": lambda t: t.gettext("Prepare a talk"),
    "cashflow": lambda t: t.gettext("See cash flow"),
    "affordability": lambda t: t.gettext("See what is affordable"),
    "plan": lambda t: t.gettext("Make a plan"),
    "rules": lambda t: t.gettext("Check rule data"),
    "offer_check": lambda t: t.gettext("See the calculation"),
}


def action_label(action: str, t: Texts) -> str:
    """Return the label of a button by the code of what it does; empty for none."""
    label = _ACTIONS.get(action)
    return "" if label is None else label(t)


def _placeholder(key: str) -> str:
    return "percent_points" if key == "percent" else key.removesuffix("_fen")


def _shown(key: str, value: Fact, t: Texts) -> str:
    """Write a fact by its kind: fen as money, a rate as percent, a date, a count."""
    match value:
        case int() if key.endswith("_fen"):
            return formats.money(value)
        case Decimal() if key in _FACTORS:
            return format(value.normalize(), "f")
        case Decimal():
            return formats.percent(value, t=t)
        case date():
            return formats.day(value, t)
        case None:
            return ""
        case _:
            return str(value)


def _signs(finding: Finding, t: Texts) -> tuple[str, ...]:
    codes = finding.facts.get("signs")
    if not isinstance(codes, str):
        return ()
    return tuple(sign_name(code, t) for code in codes.split(","))
