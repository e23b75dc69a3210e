"""Whether a file is whole: declared counts and sums against the rows read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from jiebei_desktop.domain.money import Fen
from jiebei_desktop.importers.preview import Declared, Notice
from jiebei_desktop.importers.rows import Row

HARD_SUMS = frozenset({"wechat", "jd", "cmb"})
"""Sources whose declared sums are exact; Alipay says of its own that they are not."""


def count_notice(stated: Declared, rows: Sequence[Row]) -> Notice | None:
    """Return a notice when the file declares another number of rows than it holds."""
    if stated.rows is None or stated.rows == len(rows):
        return None
    return Notice(code="count_differs", facts={"declared": stated.rows, "rows": len(rows)})


def lost_notices(rows: int) -> tuple[Notice, ...]:
    """Return the notice that a spreadsheet has destroyed the order numbers of so many rows."""
    return (Notice(code="numbers_lost", facts={"rows": rows}),) if rows else ()


def sums(rows: Sequence[Row], source: str) -> dict[str, tuple[int, Fen]]:
    """Return rows and fen per direction word, as the source itself counts them."""
    found: dict[str, tuple[int, Fen]] = {}
    for row in rows:
        way = row.direction or "/"
        way = "中性交易" if source == "wechat" and way == "/" else way
        count, total = found.get(way, (0, Fen(0)))
        value = abs(row.fen) - (row.refunded or 0 if way == "支出" else 0)
        found[way] = (count + 1, Fen(total + value))
    return found


def sum_notices(stated: Declared, rows: Sequence[Row], source: str) -> tuple[Notice, ...]:
    """Return a notice per direction whose declared sum differs from the rows."""
    read = sums(rows, source) if stated.sums else {}
    notices = []
    for way, (count, fen) in stated.sums.items():
        if source == "jd" and way == "不计收支":
            continue
        have = read.get(way, (0, Fen(0)))
        back = _refunds(rows) if source == "alipay" and way == "支出" else 0
        if (count, fen) not in {have, (have[0], have[1] - back)}:
            notices.append(
                Notice(code="sum_differs", facts=_facts(way, (count, fen), have, source))
            )
    return tuple(notices)


def _refunds(rows: Sequence[Row]) -> int:
    """Return the fen of refunds received: Alipay's declared spending is often net of them."""
    return sum(row.fen for row in rows if row.status == "退款成功" and row.direction != "支出")


def _facts(
    way: str, stated: tuple[int, Fen], have: tuple[int, Fen], source: str
) -> Mapping[str, int | str]:
    return {
        "direction": way,
        "declared": stated[0],
        "declared_fen": stated[1],
        "rows": have[0],
        "rows_fen": have[1],
        "source": source,
    }


def balance_breaks(rows: Sequence[Row]) -> tuple[int, ...]:
    """Return the lines where the balance does not follow, in the better of both row orders.

    Each account of a file has its own chain.
    """
    return tuple(sorted(line for own in chains(rows) for line in _breaks(own)))


def chains(rows: Sequence[Row]) -> list[list[Row]]:
    """Return the rows of each account in the order in which fewer balances break."""
    accounts: dict[str, list[Row]] = {}
    for row in rows:
        accounts.setdefault(row.tail, []).append(row)
    orders = ((own, own[::-1]) for own in accounts.values())
    return [min(both, key=lambda own: len(_breaks(own))) for both in orders]


def _breaks(rows: Sequence[Row]) -> tuple[int, ...]:
    known = [row for row in rows if row.balance is not None]
    return tuple(
        row.line
        for before, row in pairwise(known)
        if row.balance != (before.balance or 0) + row.fen
    )
