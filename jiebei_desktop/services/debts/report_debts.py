"""A credit report as a checklist: what it lists, what is missing, and what is entered already.

The report may be open as a file, so that nothing of it is kept yet, or kept by an earlier import.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from msgspec import Struct, field

from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.proposed_debt import ProposedDebt
from jiebei_desktop.importers.credit_report import Guarantee, marks
from jiebei_desktop.services.debts import guesses, report_form
from jiebei_desktop.services.debts.guesses import Guess
from jiebei_desktop.services.debts.known_accounts import Known, known_accounts
from jiebei_desktop.services.debts.report_form import Told
from jiebei_desktop.services.keeping.session import Session
from jiebei_desktop.services.statements import (
    proposed_debts,
    report_kept,
)
from jiebei_desktop.services.statements.imports_values import ImportPreview
from jiebei_desktop.services.statements.report_kept import AccountPlace


class ReportLine(Struct, frozen=True, kw_only=True):
    """One account of the report."""

    debt: ProposedDebt
    source: AccountPlace
    """Where it stands, with its sentence; empty when the report was kept by an older version."""
    marks: tuple[tuple[int, int], ...] = ()
    """Where in the sentence the figures that were read begin and end."""
    known: Known | None = None
    told: Told = field(default_factory=Told)
    """The form as kept, or with what follows from the report and the usual terms."""


class ReportView(Struct, frozen=True, kw_only=True):
    """A report as the page shows it: open accounts first, in the report's order."""

    day: str
    """ISO day it was made; empty when it does not say."""
    lines: tuple[ReportLine, ...] = ()
    queries: int = 0
    """Lenders' queries within the six months before the report."""
    guarantees: tuple[Guarantee, ...] = ()
    unread: str = ""
    """Page and number of accounts in words nobody knows."""
    kept: bool = False
    """The report is kept by the ledger already."""
    stand_in: Guess | None = None
    """The debt that was guessed for all those nobody had listed."""

    def open(self) -> tuple[ReportLine, ...]:
        """Return the accounts that can be entered."""
        return tuple(line for line in self.lines if not line.debt.closed)


class Sums(Struct, frozen=True, kw_only=True):
    """What chosen accounts come to."""

    count: int
    balance: Fen
    overdue: Fen


def view(session: Session, as_of: date, paper: ImportPreview | None = None) -> ReportView:
    """Return the report that is open as a file, else what the ledger keeps and nobody entered."""
    report = paper.statement.report if paper else None
    kept = report_kept.of_report(report) if report else report_kept.kept(session.ledger)
    listed = report.proposed if report else proposed_debts.of_report(session)
    plain = report_kept.forms(session.ledger)
    typed = {code: report_form.from_kept(values) for code, values in plain.items()}
    found = known_accounts(session, listed, as_of)
    lines = [
        _line(one, kept.sources.get(one.id), found.get(one.id), typed.get(one.id), as_of)
        for one in listed
    ]
    return ReportView(
        day=kept.day,
        lines=tuple(sorted(lines, key=lambda line: line.debt.closed)),
        queries=kept.queries,
        guarantees=report.guarantees if report else (),
        unread=report.unread if report else "",
        kept=report is None,
        stand_in=guesses.stand_in(session, as_of),
    )


def sums(lines: Sequence[ReportLine]) -> Sums:
    """Return how many accounts there are, what they owe and what of it is overdue."""
    return Sums(
        count=len(lines),
        balance=Fen(sum(line.debt.balance or 0 for line in lines)),
        overdue=Fen(sum(line.debt.overdue or 0 for line in lines)),
    )


def _line(
    one: ProposedDebt,
    source: AccountPlace | None,
    known: Known | None,
    typed: Told | None,
    as_of: date,
) -> ReportLine:
    place = source or AccountPlace(0, 0, "")
    return ReportLine(
        debt=one,
        source=place,
        marks=marks(place.sentence),
        known=known,
        told=typed or report_form.usual(one, as_of),
    )
