"""Warnings about the data itself: rule tables and local standards that have grown old."""

from __future__ import annotations

from collections.abc import Iterator

from jiebei_desktop.domain.findings import Fact, Finding, Severity
from jiebei_desktop.domain.months import add_months
from jiebei_desktop.domain.warnings.view import View


def data_warnings(view: View) -> Iterator[Finding]:
    """Yield one finding for each kind of data that is too old to rely on."""
    for stale in view.rules.stale(view.as_of):
        facts: dict[str, Fact] = {
            "kind": stale.kind.value,
            "id": stale.id,
            "since": stale.since,
            "days": stale.days,
        }
        rule = "stale_lpr" if stale.kind.value == "lpr" else stale.id
        yield view.finding("W-STALE-DATA", Severity.INFO, facts, rule=rule)
    yield from _dibao(view)


def _dibao(view: View) -> Iterator[Finding]:
    household, line = view.book.household, view.rules.threshold("stale_dibao")
    if household.dibao_per_person is None:
        return
    since = household.dibao_as_of
    if since is not None and view.as_of <= add_months(since, int(line.amber)):
        return
    facts: dict[str, Fact] = {
        "kind": "dibao",
        "id": "dibao",
        "since": since,
        "days": None if since is None else (view.as_of - since).days,
    }
    yield view.finding("W-STALE-DATA", Severity.INFO, facts, rule=line.id)
