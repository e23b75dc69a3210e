"""What makes a row the same row in another file: its order number, or a counted fingerprint."""

from __future__ import annotations

from collections.abc import Sequence

from jiebei_desktop.importers.links import WALLET_FILES
from jiebei_desktop.importers.preview import Statement
from jiebei_desktop.importers.rows import Row
from jiebei_desktop.importers.verdicts import Kind, Verdict

MARK = "#"
"""Between a fingerprint and its number; order identities do not hold it in this place."""
_DAY = 10
_MINUTE = 16
_ITEM = 16


def identities(statement: Statement) -> list[str]:
    """Return one identity per row, unique within the statement.

    With an order number: source, number, leg (pay or refund), fen and an ordinal; the status is
    left out, so that a later export updates the row. Order numbers are unique in a wallet and
    its account name can change, so the account is left out, too; a bank counts anew each day or
    in each file, so its number is one of its day. Without a number: a
    fingerprint of minute, amount, counterparty and item, numbered because two equal coffees in
    a minute are two.
    """
    scope = f"{statement.source}:{statement.tail}"
    bank = statement.source not in WALLET_FILES
    counts: dict[str, int] = {}
    found = []
    for row, verdict in zip(statement.rows, statement.verdicts, strict=True):
        numbered = f"{row.at[:_DAY]}:{row.order}" if bank and row.order else row.order
        base = _base(scope, numbered, row, verdict)
        number = counts.get(base, 0)
        counts[base] = number + 1
        found.append(f"{base}{MARK}{number}")
    return found


def _base(scope: str, numbered: str, row: Row, verdict: Verdict) -> str:
    if numbered:
        leg = "r" if verdict.kind is Kind.REFUND or row.status == "退款成功" else "p"
        return f"{scope}:{numbered}:{leg}:{row.fen}"
    item = row.item[:_ITEM].replace(MARK, "")
    peer = row.peer.replace(MARK, "")
    # A lender's list of moves and its list of parts hold one repayment each in their own way.
    parts = f"|{verdict.parts}" if verdict.parts else ""
    return f"{scope}|{row.at[:_MINUTE]}|{row.fen}|{row.direction}|{peer}|{item}{parts}"


def fingerprint(identity: str) -> str:
    """Return an identity without its number."""
    return identity.rpartition(MARK)[0]


def is_counted(identity: str) -> bool:
    """Say whether an identity is a counted fingerprint rather than an order number."""
    return "|" in identity


def renumber(wanted: Sequence[str], taken: frozenset[str]) -> list[str]:
    """Give fingerprints numbers that are free in the ledger, in their order."""
    used = set(taken)
    found = []
    for identity in wanted:
        base, number = fingerprint(identity), 0
        while f"{base}{MARK}{number}" in used:
            number += 1
        used.add(f"{base}{MARK}{number}")
        found.append(f"{base}{MARK}{number}")
    return found
