"""Data out: entries as text, a workbook, the household file, a Beancount journal."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from jiebei_desktop.domain.household import Book
from jiebei_desktop.domain.money import yuan
from jiebei_desktop.services.files import beancount, household_file
from jiebei_desktop.services.formats import outputs, xlsx
from jiebei_desktop.services.formats.csv_table import harmless, table_csv

FORMATS = ("csv", "json", "beancount")
WORKBOOK = "xlsx"
"""Beside these: its cells have words, so whoever asks for it hands them to `write_workbook`."""


def write(
    book: Book, to: str, path: Path, as_of: date, *, agreed: bool = False, force: bool = False
) -> int:
    """Write a book to a file in one go and return the number of rows.

    ``as_of`` is the day whose debts and cash the Beancount journal asserts; ``agreed`` and
    ``force`` are those of `outputs.refuse`.

    Raises:
        ValueError: the format is not one of ``FORMATS``.
        Trouble: something that is no earlier export would be replaced.
        Trouble: the disk does not take it; a former file stays as it was.
    """
    if to not in FORMATS:
        raise ValueError(to)
    if to == "csv":
        content, rows = csv_table(book)
    else:
        text, rows = beancount.journal(book, as_of) if to == "beancount" else json_text(book)
        content = text.encode()
    outputs.write(path, content, agreed=agreed, force=force)
    return rows


def write_workbook(
    sheets: Sequence[xlsx.Worksheet], path: Path, *, agreed: bool = False, force: bool = False
) -> int:
    """Write worded sheets (`sheets.tables`) to a file in one go and return the number of rows.

    Raises:
        Trouble: something that is no earlier export would be replaced.
        Trouble: the disk does not take it; a former file stays as it was.
    """
    outputs.write(path, xlsx.workbook(sheets), agreed=agreed, force=force)
    return sum(len(sheet.rows) for sheet in sheets)


def csv_table(book: Book) -> tuple[bytes, int]:
    """Return all entries as comma-separated values; text that a spreadsheet would run is quoted.

    Columns are the keys of an entry in a household file.
    """
    lines = [["date", "kind", "amount", "category", "counterparty", "note", "mark", "split"]]
    lines += [
        [
            entry.date.isoformat(),
            entry.kind.value,
            yuan(entry.amount),
            harmless(entry.category),
            harmless(entry.counterparty),
            harmless(entry.note),
            entry.mark.value,
            "" if entry.split is None else str(entry.split),
        ]
        for entry in book.entries
    ]
    return table_csv(lines), len(book.entries)


def json_text(book: Book) -> tuple[str, int]:
    """Return the household file; rows are its list items."""
    document = household_file.dump(book)
    rows = sum(len(value) for value in document.values() if isinstance(value, list))
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n", rows
