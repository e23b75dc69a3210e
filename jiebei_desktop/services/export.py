"""Data out: a spreadsheet of entries, the household file, a Beancount journal."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path

from jiebei_desktop.domain.household import Book
from jiebei_desktop.domain.money import yuan
from jiebei_desktop.services import beancount, household_file

FORMATS = ("csv", "json", "beancount")

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write(book: Book, to: str, path: Path, as_of: date) -> int:
    """Write a book to a file in one go and return the number of rows.

    ``as_of`` is the day whose debts and cash the Beancount journal asserts.

    Raises:
        ValueError: the format is not one of ``FORMATS``.
        OSError: the disk does not take it; a former file stays as it was.
    """
    if to not in FORMATS:
        raise ValueError(to)
    if to == "beancount":
        text, rows = beancount.journal(book, as_of)
    else:
        text, rows = csv_text(book) if to == "csv" else json_text(book)
    encoding = "utf-8-sig" if to == "csv" else "utf-8"
    fresh = path.with_name(path.name + ".new")
    try:
        fresh.write_text(text, encoding=encoding, newline="")
        fresh.replace(path)
    except OSError:
        fresh.unlink(missing_ok=True)
        raise
    return rows


def csv_text(book: Book) -> tuple[str, int]:
    """Return all entries as comma-separated values; text that a spreadsheet would run is quoted.

    Columns are the keys of an entry in a household file.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(["date", "kind", "amount", "category", "counterparty", "note", "mark"])
    for entry in book.entries:
        writer.writerow([
            entry.date.isoformat(),
            entry.kind.value,
            yuan(entry.amount),
            entry.category,
            _harmless(entry.counterparty),
            _harmless(entry.note),
            entry.mark.value,
        ])  # fmt: skip
    return out.getvalue(), len(book.entries)


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text


def json_text(book: Book) -> tuple[str, int]:
    """Return the household file; rows are its list items."""
    document = household_file.dump(book)
    rows = sum(len(value) for value in document.values() if isinstance(value, list))
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n", rows
