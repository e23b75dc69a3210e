"""Warnings about a household as facts, most urgent first; ``text.findings`` words them."""

from __future__ import annotations

from datetime import date

from jiebei_desktop.domain.affordability import UsualMonth
from jiebei_desktop.domain.findings import Finding
from jiebei_desktop.domain.household import Book
from jiebei_desktop.domain.rules import RuleBook
from jiebei_desktop.domain.warnings.cost import cost_warnings
from jiebei_desktop.domain.warnings.data_age import data_warnings
from jiebei_desktop.domain.warnings.household import household_warnings
from jiebei_desktop.domain.warnings.standing import standing_warnings
from jiebei_desktop.domain.warnings.view import Carried, HouseholdView

__all__ = ["Carried", "ranked", "warnings"]


def warnings(
    book: Book,
    rules: RuleBook,
    as_of: date,
    month: UsualMonth | None = None,
    carried: Carried | None = None,
) -> tuple[Finding, ...]:
    """Return everything worth saying about a household on a day, most urgent first.

    Args:
        book: the household.
        rules: the rule data in force.
        as_of: the day of reckoning.
        month: a usual coming month, read off the household's prospect; without it nothing is
            said of income, living costs and how long cash lasts.
        carried: that cash keeps every contract, as the picture says; None where it does not.
    """
    view = HouseholdView(book=book, rules=rules, as_of=as_of, month=month, carried=carried)
    return ranked(
        [
            *standing_warnings(view),
            *household_warnings(view),
            *cost_warnings(view),
            *data_warnings(view),
        ],
        rules,
    )


def ranked(findings: list[Finding], rules: RuleBook) -> tuple[Finding, ...]:
    """Return findings by severity, then by urgency of their kind, then by money at stake."""
    urgency = {name: at for at, name in enumerate(rules.warnings)}

    def rank(finding: Finding) -> tuple[int, int, int, str]:
        return (
            finding.severity.rank,
            urgency[finding.id],
            -(finding.urgency_fen or 0),
            finding.debt or "",
        )

    return tuple(sorted(findings, key=rank))
