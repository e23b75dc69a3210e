"""What is unlike other times in a statement: said after each import, in one line."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from statistics import median_low

from jiebei_desktop.domain.household import EntryKind
from jiebei_desktop.domain.money import ZERO, Fen
from jiebei_desktop.domain.months import Month
from jiebei_desktop.importers.credit import card_parts
from jiebei_desktop.importers.links import LEG
from jiebei_desktop.importers.preview import Statement
from jiebei_desktop.importers.verdicts import PAYER_UNKNOWN, Kind, Verdict
from jiebei_desktop.importers.words import words
from jiebei_desktop.services.statements import imports_debts
from jiebei_desktop.services.statements.imports_values import Unusual
from jiebei_desktop.storage.debt_events import EVENTS
from jiebei_desktop.storage.debt_names import NAMES
from jiebei_desktop.storage.ledger import Ledger

_USUAL_MONTHS = 3
"""Months of income that must be known before one can be unusual."""
_FAR = 2
"""So many times the usual month is far above it."""
_WORTH = Fen(10_000)
"""Equal amounts below are chance."""
_WAGES = "A1"
_INCOME = frozenset({Kind.INCOME})

_Places = Sequence[int]


def unusual(statement: Statement, known: Iterable[int], ledger: Ledger) -> tuple[Unusual, ...]:
    """Return what is unlike other times in the rows that are not in the ledger yet."""
    skip = set(known)
    fresh = [place for place in range(len(statement.rows)) if place not in skip]
    if not fresh:
        return ()
    return (
        *_income(statement, fresh, ledger),
        *_twice(statement, fresh, ledger),
        *_lenders(statement, fresh, ledger),
        *_salary(statement, fresh, ledger),
    )


def _months(statement: Statement, places: _Places, kinds: frozenset[Kind]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for place in places:
        if statement.verdicts[place].kind in kinds and statement.rows[place].at:
            found[statement.rows[place].at[:7]].append(place)
    return found


def _income(statement: Statement, fresh: _Places, ledger: Ledger) -> Iterator[Unusual]:
    """Yield each month whose income is far above the usual one, with whom most came from."""
    rows = statement.rows
    found = _months(statement, fresh, _INCOME)
    totals: dict[str, int] = defaultdict(int)
    for one in ledger.month_sums():
        if one.kind is EntryKind.INCOME:
            totals[str(one.month)] += one.total
    for month, places in found.items():
        totals[month] += sum(abs(rows[place].fen) for place in places)
    for month, places in found.items():
        others = [total for other, total in totals.items() if other != month]
        if len(others) >= _USUAL_MONTHS and totals[month] > _FAR * median_low(others):
            largest = max(places, key=lambda place: abs(rows[place].fen))
            who = rows[largest].peer or rows[largest].item
            yield Unusual(
                code="income_above_usual",
                fen=Fen(totals[month]),
                lines=tuple(rows[place].line for place in places),
                facts={"month": month, "who": who},
            )


def _twice(statement: Statement, fresh: _Places, ledger: Ledger) -> Iterator[Unusual]:
    """Yield income and spending that another account shows the other way round within a day."""
    lines: list[int] = []
    total = 0
    booked = ledger.entry_amounts(statement.first, statement.last, _WORTH)
    for place in fresh if booked else ():
        row, other = statement.rows[place], _other_side(statement.verdicts[place])
        if other is None or not row.at:
            continue
        day = date.fromisoformat(row.at[:10])
        near = ((day + timedelta(days)).isoformat() for days in (-1, 0, 1))
        if any((other, on, abs(row.fen)) in booked for on in near):
            lines.append(row.line)
            total += abs(row.fen)
    if lines:
        yield Unusual(code="same_as_other_account", fen=Fen(total), lines=tuple(lines))


def _other_side(verdict: Verdict) -> EntryKind | None:
    """Return what the other account would show; money that nobody is named for came in, too."""
    if verdict.kind is Kind.INCOME or verdict.reason == PAYER_UNKNOWN:
        return EntryKind.EXPENSE
    return EntryKind.INCOME if verdict.kind is Kind.EXPENSE else None


def _lenders(statement: Statement, fresh: _Places, ledger: Ledger) -> Iterator[Unusual]:
    """Yield each name that may lend, or does, and that no earlier paper and no debt has."""
    seen = {card_parts(event.product)[0] for event in EVENTS.read(ledger)}
    places: dict[str, list[int]] = defaultdict(list)
    for place in fresh:
        verdict = statement.verdicts[place]
        if (verdict.debts or verdict.lender) and not verdict.reason.startswith(LEG):
            told = {card_parts(product)[0] for product, _ in verdict.debts}
            for name in {verdict.lender, *told} - {"", *seen}:
                places[name].append(place)
    debts = NAMES.read(ledger)
    answers = ledger.setting(imports_debts.DEBTS, {})
    matched, _ = imports_debts.match(places, debts, answers, words())
    for name, found in places.items():
        if name not in matched:
            rows = [statement.rows[place] for place in found]
            yield Unusual(
                code="new_lender",
                fen=Fen(sum(abs(row.fen) for row in rows)),
                lines=tuple(row.line for row in rows),
                facts={"who": name},
            )


def _salary(statement: Statement, fresh: _Places, ledger: Ledger) -> Iterator[Unusual]:
    """Yield each whole month of the period without wages, where the months before had some."""
    paid = {str(one.month) for one in ledger.month_sums() if one.category == _WAGES}
    paid |= {
        statement.rows[place].at[:7]
        for place in fresh
        if statement.verdicts[place].reason == "salary"
    }
    if not statement.first or not paid:
        return
    month = Month.of(date.fromisoformat(statement.first))
    last = date.fromisoformat(statement.last)
    while month.last <= last:
        before = {str(month.plus(-1)), str(month.plus(-2))}
        whole = month.first.isoformat() >= statement.first
        if whole and before <= paid and str(month) not in paid:
            yield Unusual(code="no_salary", fen=ZERO, facts={"month": str(month)})
        month = month.plus(1)
