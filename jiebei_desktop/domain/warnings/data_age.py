"""Warnings about data this household rests on: a local standard or a fixing that has grown old.

Rule data that is old as a whole is no matter of one household: Settings and the status bar say so.
"""

from __future__ import annotations

from collections.abc import Iterator

from jiebei_desktop.domain.caps import private_line
from jiebei_desktop.domain.debts import LenderType
from jiebei_desktop.domain.findings import Fact, Finding, Severity
from jiebei_desktop.domain.months import add_months
from jiebei_desktop.domain.warnings.view import HouseholdView


def data_warnings(view: HouseholdView) -> Iterator[Finding]:
    """Yield what is too old among the data that figures of this household rest on."""
    yield from _fixing(view)
    yield from _dibao(view)


def _fixing(view: HouseholdView) -> Iterator[Finding]:
    """Tell of a private loan measured by a fixing that was old on its day (row ``pl_cap_4lpr``)."""
    line = view.rules.threshold("stale_lpr")
    for debt in view.debts:
        if debt.lender_type is not LenderType.PRIVATE_PERSON:
            continue
        cap = private_line(debt.contract_date, view.as_of, view.rules)
        if cap is None or cap.fixing_date is None:
            continue
        measured = view.as_of if cap.filed else debt.contract_date
        days = (measured - cap.fixing_date).days
        if days > line.amber and debt.terms.rate.value:
            facts: dict[str, Fact] = {
                "kind": "lpr",
                "id": "lpr",
                "since": cap.fixing_date,
                "days": days,
            }
            yield view.finding("W-STALE-DATA", Severity.INFO, facts, debt=debt, rule=line.id)


def _dibao(view: HouseholdView) -> Iterator[Finding]:
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
