"""Data out: a spreadsheet of entries, the household file, a Beancount journal."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from jiebei_desktop.domain.debts import Debt
from jiebei_desktop.domain.household import Book, Entry, EntryKind
from jiebei_desktop.domain.money import yuan
from jiebei_desktop.services import household_file

FORMATS = ("csv", "json", "beancount")

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_CASH = "Assets:Cash"
_OPENING = "Equity:Opening"


def write(book: Book, to: str, path: Path) -> int:
    """Write a book to a file in one go and return the number of rows.

    Raises:
        ValueError: the format is not one of ``FORMATS``.
        OSError: the disk does not take it; a former file stays as it was.
    """
    makers = {"csv": csv_text, "json": json_text, "beancount": beancount_text}
    if to not in makers:
        raise ValueError(to)
    text, rows = makers[to](book)
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


def beancount_text(book: Book) -> tuple[str, int]:
    """Return a balanced journal: entries against cash, debts with their draws and payments."""
    dated = sorted([*_entries(book), *_debts(book)], key=lambda item: item[0])
    accounts = {account for _, _, postings in dated for account, _ in postings}
    first = min((day for day, _, _ in dated), default=None)
    lines = ['option "operating_currency" "CNY"', ""]
    if first is not None:
        lines += [f"{first} open {account} CNY" for account in sorted(accounts)]
    for day, title, postings in dated:
        lines += ["", f"{day} * {title}"]
        lines += [f"  {account}  {yuan(fen)} CNY" for account, fen in postings]
    return "\n".join(lines) + "\n", len(dated)


_Dated = tuple[date, str, tuple[tuple[str, int], tuple[str, int]]]


def _entries(book: Book) -> Iterator[_Dated]:
    for entry in book.entries:
        root = "Income" if entry.kind is EntryKind.INCOME else "Expenses"
        sign = 1 if entry.kind is EntryKind.INCOME else -1
        account = f"{root}:{_name(entry.category)}"
        cash = sign * entry.amount
        yield entry.date, _title(entry), ((_CASH, cash), (account, -cash))


def _title(entry: Entry) -> str:
    return f"{_quoted(entry.counterparty)} {_quoted(entry.note)}"


def _debts(book: Book) -> Iterator[_Dated]:
    for number, debt in enumerate(book.debts, 1):
        account = f"Liabilities:D{number}-{_name(debt.id)}"
        yield _draw(debt, account)
        for payment in debt.payments:
            title = f"{_quoted(debt.name)} {_quoted(payment.note)}"
            yield payment.date, title, ((account, payment.amount), (_CASH, -payment.amount))


def _draw(debt: Debt, account: str) -> _Dated:
    title = f"{_quoted(debt.name)} {_quoted(debt.lender)}"
    return debt.contract_date, title, ((_OPENING, debt.principal), (account, -debt.principal))


def _name(text: str) -> str:
    return re.sub(r"[^A-Za-z0-9]", "-", text)


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
    return f'"{escaped}"'
