"""Meituan rows: no status column, and 月付 repayments written as spending."""

from __future__ import annotations

from jiebei_desktop.importers.credit import Credit
from jiebei_desktop.importers.gate import gate
from jiebei_desktop.importers.rows import Row
from jiebei_desktop.importers.verdicts import Kind, Verdict, plain, review
from jiebei_desktop.importers.words import Words, any_of


class Meituan:
    """Judges the rows of one file."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._credit = Credit(words)
        self._refund = any_of(words.meituan["refund_words"])
        self._repay = any_of(words.meituan["repay_words"])
        self._draw = any_of(words.meituan["draw_words"])
        self._transfer = any_of(words.meituan["transfer_words"])

    def judge(self, row: Row) -> Verdict:  # noqa: PLR0911 (one question, one answer)
        """Return what ``row`` is; the order of the questions matters."""
        way, early = gate(row, self._words)
        if early is not None:
            return early
        text = f"{row.kind} {row.item}"
        if way != "in" and self._repay.search(text) and self._credit.product(text):
            return self._credit.repaid(text, row.fen, row.method)
        if way != "out" and self._refund.search(text):
            return self._credit.spent(Kind.REFUND, "refund", row.fen, row.method)
        if way != "out" and self._draw.search(text) and self._credit.product(text):
            return self._credit.drawn(text, row.fen)
        if way == "out":
            return self._credit.spent(Kind.EXPENSE, "paid", row.fen, row.method)
        if way == "in":
            return plain(Kind.INCOME, "received")
        return self._neutral(text)

    def _neutral(self, text: str) -> Verdict:
        if self._transfer.search(text):
            return plain(Kind.TRANSFER, "own_accounts")
        return review("neutral_unknown")
