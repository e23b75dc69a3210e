"""Why a table without known names of columns is refused: which were expected, what stands there."""

from __future__ import annotations

import re
from collections.abc import Sequence

from jiebei_desktop.importers.amounts import amount, moment
from jiebei_desktop.importers.header import SEARCH
from jiebei_desktop.importers.refusals import Fact, StatementRefused
from jiebei_desktop.importers.words import Words

_WALLETS = {"alipay": "支付宝账户", "wechat": "微信支付账单", "jd": "京东账号名"}
"""What a wallet writes above its own bills."""
_SHOWN = 5
_SHOWN_WIDTH = 200
_FOUND_WIDTH = 60
_NAMES = 2
"""Cells without a digit that may be names of columns."""
_SAID = ("at", "direction", "income", "expense", "amount", "status", "balance")
"""Fields whose names a table should have, as far as its format knows them."""
_REPAYMENTS = re.compile(
    r"还款(?:明细|计划|记录|历史)|(?:期[数次]|应还).*(?:应还|实还)|(?:应还|实还).*(?:期[数次]|应还)"
)
"""What stands over a lender's own list of instalments."""
_LOANS = re.compile(r"(?:借款|放款)(?:记录|明细|列表)[\s\S]*(?:借款|放款|合同|贷款)金额")
"""What stands over a lender's own list of loans, and names their amounts."""
_LOST = re.compile("锟斤拷|\ufffd|(?<![?])[?]{4,}")
"""What is left of characters that a program could not write."""
_DIGIT = re.compile("[0-9]")


def refusal(lines: Sequence[str], rows: Sequence[Sequence[str]], words: Words) -> StatementRefused:
    """Return why lines, and the cells of each, are no statement: some are papers of another kind.

    The code is ``empty``, ``garbled``, ``repayment_list``, ``loan_list``, ``head_missing`` or
    ``header_not_found``; the facts say what was expected and what was found.
    """
    if not any(line.strip() for line in lines):
        return StatementRefused(code="empty")
    text = "\n".join(lines[:SEARCH])
    broken = _garbled(lines, words)
    if broken:
        return StatementRefused(code="garbled", facts={"found": _cut(broken)})
    facts: dict[str, Fact] = {"lines": _shown(lines)}
    shapes = {"repayment_list": _REPAYMENTS, "loan_list": _LOANS}
    code = next((code for code, one in shapes.items() if one.search(text)), "")
    if code:
        return StatementRefused(code, facts)
    facts["expected"] = _expected(text, words)
    place = _names(rows)
    if place is None:
        first = next((n for n, cells in enumerate(rows) if _is_record(cells)), None)
        if first is not None:
            facts |= {"line": first + 1, "found": _cut(lines[first])}
            return StatementRefused("head_missing", facts)
        place = next(n for n, line in enumerate(lines) if line.strip())
    return StatementRefused("header_not_found", {**facts, "found": _cut(lines[place])})


def wallet_titled(above: str) -> str:
    """Return the wallet whose bill says so above its rows, or empty."""
    return next((name for name, title in _WALLETS.items() if title in above), "")


def _expected(text: str, words: Words) -> str:
    """Return names of columns that the file should have, by what it says it is."""
    wallet = wallet_titled(text)
    columns = words.format(wallet).columns if wallet else words.bank_columns
    fields = _SAID if wallet else [field for field in _SAID if field not in {"amount", "status"}]
    names = [columns[field][0] for field in fields if field in columns]
    return "、".join(names)


def _names(rows: Sequence[Sequence[str]]) -> int | None:
    """Return the row above the first record that may hold names of columns, or None."""
    found, most = None, _NAMES - 1
    for place, cells in enumerate(rows[:SEARCH]):
        if _is_record(cells):
            break
        bare = sum(1 for cell in cells if cell.strip() and not _DIGIT.search(cell))
        if bare > most:
            found, most = place, bare
    return found


def _is_record(cells: Sequence[str]) -> bool:
    """Say whether cells hold a day and an amount."""
    days = [n for n, cell in enumerate(cells) if moment(cell) is not None]
    return any(amount(cell) is not None for n, cell in enumerate(cells) if n not in days and days)


def _garbled(lines: Sequence[str], words: Words) -> str:
    """Return the first line whose characters another encoding has broken, or empty."""
    # UTF-8 that was taken for GBK, as far as it survives: 交易时间 becomes 浜ゆ槗鏃堕棿.
    names = (name for name in words.column_names if not name.isascii())
    mixed = (name.encode().decode("gb18030", "ignore")[:3] for name in names)
    taken = re.compile("|".join(re.escape(name) for name in mixed if len(name) > _NAMES))
    return next((line for line in lines[:SEARCH] if _LOST.search(line) or taken.search(line)), "")


def _cut(line: str) -> str:
    text = line.strip(", \t;|")
    return text if len(text) <= _FOUND_WIDTH else f"{text[:_FOUND_WIDTH]}…"


def _shown(rows: Sequence[str]) -> tuple[str, ...]:
    return tuple(row[:_SHOWN_WIDTH] for row in rows if row.strip())[:_SHOWN]
