from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from jiebei_desktop.domain.entries import EntryFilter, Source
from jiebei_desktop.domain.household import EntryKind
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.months import Month
from jiebei_desktop.storage import entries


@pytest.fixture(autouse=True)
def _filled(ledger, coffee, wage):
    with ledger.write("import") as work:
        batch = work.insert(
            "import_batches", {"file": "a", "sha256": "b", "format": "c", "rows": 0}
        )
        for n in range(7):
            entry = replace(coffee, date=date(2026, 9 + n % 2, 3), amount=Fen(100 + n))
            work.insert("entries", entries.row(entry))
        work.insert("entries", {**entries.row(wage), "batch_id": batch, "source": "import"})


def test_pages_follow_each_other_newest_first_without_gaps(ledger):
    seen, last = [], None
    while page := ledger.entries(after=last, limit=3):
        seen += page
        last = page[-1]
    assert len(seen) == 8
    assert seen == sorted(seen, key=lambda row: (row.entry.date, row.id), reverse=True)
    assert ledger.entry(seen[0].id) == seen[0]
    assert (seen[0].source, seen[0].batch) == (Source.IMPORT, 1)


@pytest.mark.parametrize(
    ("wanted", "count"),
    [
        (EntryFilter(), 8),
        (EntryFilter(text="咖啡"), 7),
        (EntryFilter(text="拿铁"), 7),
        (EntryFilter(text="100%"), 7),
        (EntryFilter(text="0%拿"), 0),
        (EntryFilter(text="_店"), 7),
        (EntryFilter(text="啡_"), 7),
        (EntryFilter(text="\\"), 0),
        (EntryFilter(month=Month(2026, 9)), 4),
        (EntryFilter(month=Month(2026, 10), kind=EntryKind.EXPENSE), 3),
        (EntryFilter(kind=EntryKind.INCOME), 1),
        (EntryFilter(category="C1", text="店", month=Month(2026, 9)), 4),
        (EntryFilter(category="C2"), 0),
        (EntryFilter(batch=1), 1),
    ],
)
def test_filters_agree_in_pages_and_totals(ledger, wanted, count):
    rows = ledger.entries(wanted)
    assert len(rows) == count
    totals = ledger.entry_totals(wanted)
    by_kind = {
        kind: sum(row.entry.amount for row in rows if row.entry.kind is kind) for kind in EntryKind
    }
    assert (totals.count, totals.income, totals.expense) == (
        count,
        by_kind[EntryKind.INCOME],
        by_kind[EntryKind.EXPENSE],
    )


def test_month_sums_can_be_cut_to_some_months(ledger):
    september, october = Month(2026, 9), Month(2026, 10)
    assert [(s.month, s.category, s.entries) for s in ledger.month_sums()] == [
        (september, "C1", 4),
        (october, "C1", 3),
        (october, "A1", 1),
    ]
    assert {s.month for s in ledger.month_sums(since=october)} == {october}
    assert {s.month for s in ledger.month_sums(until=september)} == {september}


def test_suggestions_are_the_newest_of_each_counterparty(ledger, coffee, wage):
    assert ledger.suggestions("") == (
        replace(coffee, date=date(2026, 10, 3), amount=Fen(105)),
        wage,
    )
    assert ledger.suggestions("公") == (wage,)
    assert ledger.suggestions("", limit=1)[0].counterparty == coffee.counterparty
