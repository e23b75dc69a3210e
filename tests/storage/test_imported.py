"""What imports left: which files share a day with a period."""

from __future__ import annotations

import pytest

from jiebei_desktop.storage.imported import ImportBatch


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
