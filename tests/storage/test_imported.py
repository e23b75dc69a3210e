"""What imports left: which files share a day with a period."""

from __future__ import annotations

import pytest

from jiebei_desktop.storage.imported import BATCHES, ImportBatch, add_rows, rows_of_sizes


def batch(first, last):
    return ImportBatch(
        file="a.csv", sha256="x", format="A3", account="", first=first, last=last, imported_on="",
        declared_rows=None, rows=0, booked=0, neutral=0, ignored=0, review=0, duplicates=0,
        warnings=(), facts={},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("first", "last", "touches"),
    [
        ("2026-08-01", "2026-08-31", True),
        ("2026-08-01", "2026-08-09", False),
        ("2026-08-01", "2026-08-10", True),
        ("2026-08-20", "2026-09-30", True),
        ("2026-08-21", "2026-09-30", False),
    ],
)
def test_periods_touch_that_share_a_day(first, last, touches):
    assert batch("2026-08-10", "2026-08-20").touches(first, last) is touches
    assert batch("", "").touches(first, last)


def test_rows_are_found_by_amount_and_days_whatever_their_sign(ledger):
    rows = [
        (1, "a", "expense", "", "2026-08-10", "2026-08-10 09:00:00", -500, "", "", ""),
        (2, "b", "income", "", "2026-08-12", "2026-08-12", 500, "", "", ""),
        (3, "c", "income", "", "2026-08-11", "2026-08-11", 501, "", "", ""),
        (4, "d", "income", "", "2026-08-13", "2026-08-13", 500, "", "", ""),
        (5, "e", "review", "", "2026-08-13", "", 500, "", "", ""),
    ]
    with ledger.write("import") as work:
        add_rows(work, BATCHES.insert(work, batch("2026-08-10", "2026-08-13")), rows)
    found = rows_of_sizes(ledger, [500, 500], "2026-08-10", "2026-08-12")
    assert [row.identity for row in found] == ["a", "b", "e"]
