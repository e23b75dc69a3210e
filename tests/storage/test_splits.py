from __future__ import annotations

import pytest
from msgspec.structs import replace

from jiebei_desktop.domain.household import Book
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.splits import SplitPart
from jiebei_desktop.storage import splits

SHOWN = (7, 8)
"""Imported rows."""


@pytest.fixture
def rows(ledger, coffee):
    """Two payments of 20.00; the first was split in two."""
    ledger.add_book(Book(entries=(coffee, replace(coffee, note="again"))))
    first, second = (row["id"] for row in ledger.rows("entries"))
    whole = splits.read(ledger, first)
    part = Fen(coffee.amount - 500)
    parts = (SplitPart(amount=part, category="C1"), SplitPart(amount=Fen(500), category="C4"))
    with ledger.write("split") as work:
        batch = work.insert(
            "import_batches", {"file": "a", "sha256": "x", "format": "A3", "rows": 2}
        )
        for shown in SHOWN:
            raw = {"id": shown, "batch_id": batch, "row": shown, "identity": str(shown)}
            more = {"kind": "expense", "day": coffee.date.isoformat(), "amount_fen": coffee.amount}
            work.insert("raw_rows", {**raw, **more})
        made = splits.write(work, first, replace(whole, parts=parts))
    return made, second


def test_what_is_not_there_is_not_read(ledger, rows):
    with pytest.raises(KeyError):
        splits.read(ledger, 999)


def test_of_an_imported_row_only_what_was_split_is_known(ledger, rows):
    split, alone = rows
    with ledger.write("seen") as work:
        for row_id, shown in ((split, 7), (alone, 8)):
            work.update("entries", row_id, {"raw_row_id": shown})
    found = splits.of_row(ledger, 7)
    assert found is not None
    assert len(found.parts) == 2
    assert splits.of_row(ledger, 8) is None
    assert splits.of_row(ledger, 9) is None


def test_only_a_row_of_the_same_payment_is_split_alike(ledger, rows):
    split, alone = rows
    kept = splits.read(ledger, split)
    with ledger.write("other") as work:
        work.update("entries", alone, {"raw_row_id": 8, "amount_fen": 1})
        splits.carry(work, kept, 8)
        splits.carry(work, kept, 9)
    assert len(splits.read(ledger, alone).parts) == 1
    with ledger.write("same") as work:
        work.update("entries", alone, {"amount_fen": kept.whole.amount})
        splits.carry(work, kept, 8)
    assert [len(splits.of_row(ledger, row).parts) for row in (8,)] == [2]


def test_where_nothing_is_split_no_row_is_looked_for(ledger):
    assert splits.of_row(ledger, 7) is None
