"""Exports of bookkeeping apps, QIF and our own: what a person wrote down, by type and account."""

from __future__ import annotations

from jiebei_desktop.domain.money import Fen
from jiebei_desktop.importers.credit import Credit
from jiebei_desktop.importers.lending import Lending, Seen
from jiebei_desktop.importers.rows import Row
from jiebei_desktop.importers.verdicts import Kind, Verdict, plain, review
from jiebei_desktop.importers.words import Format, Words

_NO_MOVE = frozenset({"转入", "余额变更", "负债变更", "债权变更"})
"""Types of the second row of a move that one app writes as two, and of a balance set anew."""


class Notebook:
    """Judges the rows of one app's export."""

    def __init__(self, words: Words, layout: Format) -> None:
        self._types = words.book
        self._own = words.own_accounts
        self._way = layout.way
        self._credit = Credit(words)
        self._lending = Lending(words, self._credit)

    def judge(self, row: Row) -> Verdict:
        """Return what ``row`` is; the order of the questions matters."""
        if row.problem:
            return review(row.problem)
        if row.currency:
            return review("currency")
        if row.fen == 0:
            return plain(Kind.IGNORED_ZERO, "zero")
        written = (self._way or row.direction).lower()
        return self._of_type(row, self._types.get(written, ""))

    def _of_type(self, row: Row, type_of_row: str) -> Verdict:
        match type_of_row:
            case "in" | "out":
                return self._flow(row, type_of_row)
            case "between":
                return self._between(row)
            case "refund":
                return self._credit.spent(Kind.REFUND, "refund", self._size(row), row.method)
            case "repay":
                return self._repaid(row)
            case "draw":
                return self._drawn(row)
            case _:
                return review("unknown_direction")

    def _size(self, row: Row) -> Fen:
        return Fen(abs(row.fen))

    def _flow(self, row: Row, way: str) -> Verdict:
        text = f"{row.category} {row.kind} {row.peer} {row.item}"
        seen = Seen(way, self._size(row), row.peer, text, row.method)
        lent = self._lending.judged(row, seen)
        if lent is not None:
            return lent
        if row.fen < 0:  # an entry taken back
            return plain(Kind.REFUND, "refund") if way == "out" else review("negative")
        if way == "in":
            return plain(Kind.INCOME, "received")
        return self._credit.spent(Kind.EXPENSE, "paid", row.fen, row.method)

    def _between(self, row: Row) -> Verdict:
        """Return a move between own accounts, where an account of credit is a debt."""
        size = self._size(row)
        target = self._credit.product(row.peer_account)
        source = self._credit.product(row.method)
        if row.direction in _NO_MOVE:
            return plain(Kind.TRANSFER, "own_accounts")
        if target:
            return self._credit.repay(target, size, row.method)
        if source:
            return Verdict(Kind.DEBT_DRAW, "drawn", ((source, size),))
        return plain(Kind.TRANSFER, "own_accounts")

    def _repaid(self, row: Row) -> Verdict:
        product = self._product(row, row.peer_account)
        repaid = self._credit.repay(product, self._size(row), row.method)
        return repaid if product else review("unknown_product")

    def _drawn(self, row: Row) -> Verdict:
        """Return money borrowed; an own account is where it lands, never who lent it."""
        sides = row.method, row.peer_account
        lender = next((side for side in sides if not self._own.fullmatch(side)), "")
        product = self._product(row, lender)
        drawn = Verdict(Kind.DEBT_DRAW, "drawn", ((product, self._size(row)),))
        return drawn if product else review("unknown_product")

    def _product(self, row: Row, account: str) -> str:
        """Return the debt of a row whose type says that it is one: by its words or its account."""
        text = f"{account} {row.category} {row.kind} {row.item} {row.peer}"
        return self._credit.product(text) or account or row.peer
