"""Meituan rows: no status column, and 月付 repayments written as spending."""

from __future__ import annotations

from jiebei_desktop.importers.credit import Credit
from jiebei_desktop.importers.gate import gate
from jiebei_desktop.importers.lending import Lending, Seen
from jiebei_desktop.importers.rows import Row
from jiebei_desktop.importers.verdicts import Kind, Verdict, plain, review
from jiebei_desktop.importers.words import Words, any_of

_SHORT, _CREDIT = "月付", "美团月付"


class Meituan:
    """Judges the rows of one file."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._credit = Credit(words)
        self._lending = Lending(words, self._credit)
        self._refund = any_of(words.meituan["refund_words"])
        self._transfer = any_of(words.meituan["transfer_words"])

    def judge(self, row: Row) -> Verdict:
        """Return what ``row`` is; the order of the questions matters."""
        way, early = gate(row, self._words)
        if early is not None:
            return early
        row = row._replace(item=_in_full(row.item), method=_in_full(row.method))
        text = f"{row.kind} {row.item}"
        if way != "out" and self._refund.search(text):
            return self._credit.spent(Kind.REFUND, "refund", row.fen, row.method)
        lent = self._lending.judged(row, Seen(way, row.fen, "", text, row.method))
        if lent is not None:
            return lent
        if way == "out":
            return self._credit.spent(Kind.EXPENSE, "paid", row.fen, row.method)
        if way == "in":
            return plain(Kind.INCOME, "received")
        return self._neutral(text)

    def _neutral(self, text: str) -> Verdict:
        if self._transfer.search(text):
            return plain(Kind.TRANSFER, "own_accounts")
        return review("neutral_unknown")


def _in_full(text: str) -> str:
    """Return a text with Meituan's own credit named in full, as other files name it."""
    return text if _CREDIT in text else text.replace(_SHORT, _CREDIT)
