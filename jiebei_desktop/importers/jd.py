"""JD (京东) rows; an amount's remark repeats what the refund rows already say."""

from __future__ import annotations

from jiebei_desktop.importers.credit import Credit
from jiebei_desktop.importers.gate import gate
from jiebei_desktop.importers.lending import Lending, Seen
from jiebei_desktop.importers.rows import Row
from jiebei_desktop.importers.verdicts import Kind, Verdict, plain, review
from jiebei_desktop.importers.words import Words, any_of


class Jd:
    """Judges the rows of one file."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._credit = Credit(words)
        self._lending = Lending(words, self._credit)
        self._statuses = words.statuses["jd"]
        self._transfer = any_of(words.jd["transfer_words"])

    def judge(self, row: Row) -> Verdict:  # noqa: PLR0911 (one question, one answer)
        """Return what ``row`` is; the order of the questions matters."""
        way, early = gate(row, self._words)
        if early is not None:
            return early
        text = f"{row.item} {row.peer} {row.category}"
        match self._statuses.get(row.status):
            case "paid":
                return self._paid(row, way, text)
            case "refunded":
                return self._credit.spent(Kind.REFUND, "refund", row.fen, row.method)
            case "unpaid":
                return plain(Kind.IGNORED_UNPAID, "unpaid")
            case "closed":
                return plain(Kind.IGNORED_CLOSED, "closed_never_paid")
            case "failed":
                return self._failed(text)
            case _:
                return review("unknown_status")

    def _failed(self, text: str) -> Verdict:
        product = self._credit.product(text)
        if product and self._lending.repays(text):
            return Verdict(Kind.IGNORED_FAILED, "repayment_failed", product=product)
        return plain(Kind.IGNORED_FAILED, "failed")

    def _paid(self, row: Row, way: str, text: str) -> Verdict:
        lent = self._lending.judged(row, Seen(way, row.fen, row.peer, text, row.method))
        if lent is not None:
            return lent
        if way == "out" or row.refunded is not None:
            return self._credit.spent(Kind.EXPENSE, "paid", row.fen, row.method)
        if way == "in":
            return plain(Kind.INCOME, "received")
        if any(word in row.method for word in self._words.jd["deferred"]):
            return plain(Kind.NEUTRAL_NOT_MINE, "deferred")
        if self._transfer.search(text):
            return plain(Kind.TRANSFER, "own_accounts")
        return review("neutral_unknown")
