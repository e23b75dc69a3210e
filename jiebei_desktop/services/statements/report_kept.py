"""What the ledger keeps of a credit report beside the debts it lists.

Where each account stands, its own sentence, how often lenders asked, and what was typed into the
form so far. Nothing of the person: the sentences name lenders, days and sums only.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from msgspec import Struct

from jiebei_desktop.storage import settings
from jiebei_desktop.storage.ledger import Ledger
from jiebei_desktop.storage.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from jiebei_desktop.importers.credit_report import CreditReport

REPORT = "imports.report"
FORMS = "imports.report_forms"


class AccountPlace(NamedTuple):
    """Where an account stands in its report."""

    page: int
    number: int
    sentence: str


class KeptReport(Struct, frozen=True, kw_only=True):
    """The last report: its day, lenders' queries of half a year, each account's place."""

    day: str = ""
    queries: int = 0
    sources: Mapping[str, AccountPlace]


def of_report(report: CreditReport) -> KeptReport:
    """Return the same of a report that is not kept yet."""
    sources = {a.debt.id: AccountPlace(a.page, a.number, a.sentence) for a in report.accounts}
    return KeptReport(day=report.day, queries=report.queries, sources=sources)


def keep(work: UnitOfWork, report: CreditReport | None) -> None:
    """Keep what a report tells beside its debts; an older one adds only what is not known."""
    if report is None:
        return
    known = settings.read(work, REPORT, {})
    seen = of_report(report)
    sources = {code: list(source) for code, source in seen.sources.items()}
    if known.get("day", "") > seen.day:
        settings.add(work, REPORT, {"sources": {**sources, **known["sources"]}})
        return
    merged = {**known.get("sources", {}), **sources}
    values = {"day": seen.day, "queries": seen.queries, "sources": merged}
    settings.add(work, REPORT, values)


def kept(ledger: Ledger) -> KeptReport:
    """Return what is kept of reports."""
    found: Mapping[str, Any] = ledger.setting(REPORT, {})
    sources = {code: AccountPlace(*source) for code, source in found.get("sources", {}).items()}
    return KeptReport(day=found.get("day", ""), queries=found.get("queries", 0), sources=sources)


def forget(work: UnitOfWork, codes: Iterable[str]) -> None:
    """Drop the sentences and forms of debts that are no longer listed."""
    gone = set(codes)
    for key in (REPORT, FORMS):
        table = settings.read(work, key, {})
        own = table.get("sources", {}) if key == REPORT else table
        left = {code: value for code, value in own.items() if code not in gone}
        if left != own:
            settings.put(work, key, {**table, "sources": left} if key == REPORT else left)


def keep_forms(work: UnitOfWork, forms: Mapping[str, Mapping[str, Any]]) -> None:
    """Keep what was typed so far, per listed debt, as plain values."""
    settings.add(work, FORMS, forms)


def forms(ledger: Ledger) -> dict[str, dict[str, Any]]:
    """Return what was typed so far."""
    found: dict[str, dict[str, Any]] = ledger.setting(FORMS, {})
    return found
