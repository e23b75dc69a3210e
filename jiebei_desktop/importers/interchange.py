"""Formats that programs exchange: QIF and OFX become tables, plain-text journals are refused."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from jiebei_desktop.importers.refusals import StatementRefused

_QIF = re.compile(r"\s*!(?:Type|Account|Option)", re.IGNORECASE)
_OFX = re.compile(r"<OFX>", re.IGNORECASE)
_HEAD = 4000
_JOURNAL = re.compile(
    r"""^(?:option\s+"|\d{4}[-/]\d{2}[-/]\d{2}\s+(?:open|close|balance|pad|txn|[*!])\s)""",
    re.MULTILINE,
)
_QIF_DAY = re.compile(r"\s*(\d{1,4})[-/.]\s*(\d{1,2})[-/.']\s*(\d{1,4})\s*")
_QIF_HEAD = ("qif:date", "qif:direction", "qif:amount", "qif:payee", "qif:category", "qif:memo")
_OFX_HEAD = ("交易日期", "交易金额", "流水号", "对方户名", "备注", "交易类型", "币种")
_TRANSACTION = re.compile(
    r"<STMTTRN>(.*?)(?:</STMTTRN>|(?=<STMTTRN>)|</BANKTRANLIST>)", re.DOTALL | re.IGNORECASE
)
_CENTURY = 100
_MONTHS = 12


class Listing(NamedTuple):
    """A table taken out of another format: lines before it, its header, its records."""

    before: tuple[str, ...]
    header: tuple[str, ...]
    records: tuple[tuple[int, list[str]], ...]
    """Line of the file and cells."""


def listing(text: str) -> Listing | None:
    """Return the table inside a file of another program, or None when it is no such file.

    Raises:
        StatementRefused: ``journal``, a plain-text journal whose accounts only its owner knows.
    """
    head = text[:_HEAD]
    if _QIF.match(head.lstrip("\ufeff")):
        return Listing((), _QIF_HEAD, tuple(_qif(text)))
    if _OFX.search(head):
        return Listing(_about(text), _OFX_HEAD, tuple(_ofx(text)))
    if _JOURNAL.search(head):
        raise StatementRefused(code="journal")
    return None


def _qif(text: str) -> Iterator[tuple[int, list[str]]]:
    found: dict[str, str] = {}
    begin = 0
    for number, line in enumerate(text.splitlines(), start=1):
        code, rest = line[:1], line[1:].strip()
        if code == "^":
            if "D" in found and "T" in found:
                yield begin, _qif_cells(found)
            found = {}
        elif code and code != "!":
            begin = number if not found else begin
            found.setdefault(code, rest)


def _qif_cells(found: dict[str, str]) -> list[str]:
    amount = found["T"].replace(",", "")
    moved = found.get("L", "").startswith("[")
    way = "转账" if moved else "支出" if amount.startswith("-") else "收入"
    size = amount.removeprefix("-").removeprefix("+")
    category = found.get("L", "").strip("[]")
    return [_qif_day(found["D"]), way, size, found.get("P", ""), category, found.get("M", "")]


def _qif_day(text: str) -> str:
    """Return the day as ISO text; month first, as the format's own program writes it."""
    match = _QIF_DAY.fullmatch(text)
    if match is None:
        return text
    first, second, third = (int(part) for part in match.groups())
    if first > _CENTURY:
        return f"{first:04d}-{second:02d}-{third:02d}"
    year = third if third > _CENTURY else 2000 + third
    month, day = (second, first) if first > _MONTHS else (first, second)
    return f"{year:04d}-{month:02d}-{day:02d}"


def _about(text: str) -> tuple[str, ...]:
    """Return what an OFX file says of the account, as the lines before a table say it."""
    account = _tag(text, "ACCTID")
    card = "信用卡" if re.search(r"<CCSTMTRS>", text, re.IGNORECASE) else ""
    return (f"{card}账号：{account}",) if account or card else ()


def _ofx(text: str) -> Iterator[tuple[int, list[str]]]:
    currency = _tag(text, "CURDEF")
    for match in _TRANSACTION.finditer(text):
        block = match[1]
        yield (
            text.count("\n", 0, match.start()) + 1,
            [
                _tag(block, "DTPOSTED")[:8],
                _tag(block, "TRNAMT"),
                _tag(block, "FITID"),
                _tag(block, "NAME") or _tag(block, "PAYEE"),
                _tag(block, "MEMO"),
                _tag(block, "TRNTYPE"),
                currency,
            ],
        )


def _tag(text: str, name: str) -> str:
    match = re.search(rf"<{name}>([^<\r\n]*)", text, re.IGNORECASE)
    return match[1].strip() if match else ""
