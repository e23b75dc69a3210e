"""Warnings the user does not want to see for a while; kept in the ledger, taken back at any time.

A warning is put aside at its severity: when it becomes more serious it is shown again.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from msgspec import Struct

from jiebei_desktop.domain.changes import Changes
from jiebei_desktop.domain.findings import Finding
from jiebei_desktop.domain.months import Month
from jiebei_desktop.storage.records import StoredTable

if TYPE_CHECKING:
    from jiebei_desktop.services.keeping.session import Session

EVERY_DEBT = "*"
FOR_GOOD = date.max


class Dismissal(Struct, frozen=True, kw_only=True):
    """One warning that is put aside until a day."""

    finding: str
    ref: str
    day: date


DISMISSALS = StoredTable("dismissals", Dismissal)


class Span(StrEnum):
    """For how long a warning is put aside."""

    DAY = "day"
    """Once: this one, until tomorrow."""
    MONTH = "month"
    """This one, until the next month begins."""
    KIND = "kind"
    """All of this kind, whatever debt they are about, until taken back."""

    def last_day(self, on: date) -> date:
        """Return the last day of silence, counted from a day."""
        if self is Span.KIND:
            return FOR_GOOD
        if self is Span.MONTH:
            return Month.of(on).last
        return on


def dismiss(session: Session, finding: Finding, span: Span, on: date) -> Changes:
    """Put a warning aside."""
    ref = _ref(finding, EVERY_DEBT if span is Span.KIND else _subject(finding))
    kept = Dismissal(finding=finding.id, ref=ref, day=span.last_day(on))
    return session.history.run("dismiss", lambda work: DISMISSALS.put(work, kept, "finding", "ref"))


def restore(session: Session) -> Changes:
    """Show every warning again."""
    return session.history.run("dismiss-restore", DISMISSALS.remove)


def split(
    session: Session, findings: Iterable[Finding], on: date
) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """Return the warnings to show and those put aside, each in the order given."""
    silent = {(one.finding, one.ref) for one in DISMISSALS.read(session.ledger) if one.day >= on}
    shown: list[Finding] = []
    aside: list[Finding] = []
    for finding in findings:
        keys = {(finding.id, _ref(finding, part)) for part in (EVERY_DEBT, _subject(finding))}
        (aside if keys & silent else shown).append(finding)
    return tuple(shown), tuple(aside)


def _ref(finding: Finding, subject: str) -> str:
    return f"{finding.severity}:{subject}"


def _subject(finding: Finding) -> str:
    return finding.debt or ""
