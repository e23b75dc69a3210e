"""WeChat Pay rows: CSV and workbook layouts alike."""

from __future__ import annotations

import re

from jiebei_desktop.domain.money import ZERO, Fen
from jiebei_desktop.importers.amounts import number
from jiebei_desktop.importers.credit import Credit
from jiebei_desktop.importers.gate import gate
from jiebei_desktop.importers.lending import Lending, Seen
from jiebei_desktop.importers.rows import Row
from jiebei_desktop.importers.verdicts import Kind, Verdict, plain, review
from jiebei_desktop.importers.words import Words, any_of

_FEE = re.compile(r"服务费[¥￥]?([0-9.,]+)")
_REFUND = "退款"
_MARKED = "已退款"


class WeChat:
    """Judges the rows of one file."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._credit = Credit(words)
        self._lending = Lending(words, self._credit)
        self._statuses = words.statuses["wechat"]
        self._transfer = any_of(words.wechat["transfer_words"])
        self._person = any_of(words.wechat["person_words"])

    def judge(self, row: Row) -> Verdict:
        """Return what ``row`` is; the order of the questions matters."""
        way, early = gate(row, self._words)
        if early is not None:
            return early
        status = self._status(row.status)
        if status == "paid":
            return self._paid(row, way)
        kinds = {
            "failed": plain(Kind.IGNORED_FAILED, "failed"),
            "closed": plain(Kind.IGNORED_CLOSED, "closed_never_paid"),
            "unpaid": plain(Kind.IGNORED_UNPAID, "unpaid"),
        }
        return kinds.get(status, review("unknown_status"))

    def _status(self, text: str) -> str:
        """Return the class of a status; a refund marker is text, its row stands by itself."""
        if text.startswith(_MARKED):
            return "paid"
        return self._statuses.get(text, "")

    def _paid(self, row: Row, way: str) -> Verdict:
        if way == "in" and _REFUND in row.kind:
            return self._credit.spent(Kind.REFUND, "refund", row.fen, row.method)
        text = f"{row.kind} {row.peer} {row.item}"
        lent = self._lending.judged(row, Seen(way, row.fen, row.peer, text, row.method))
        if lent is not None:
            return lent
        if way == "in":
            person = self._person.search(row.kind) and row.peer not in {"", "/"}
            return plain(Kind.INCOME, "from_person" if person else "received")
        if row.method.startswith("亲属卡"):
            return plain(Kind.NEUTRAL_NOT_MINE, "others_card")
        if way == "out":
            return self._credit.spent(Kind.EXPENSE, "paid", row.fen, row.method)
        return self._neutral(row)

    def _neutral(self, row: Row) -> Verdict:
        if not self._transfer.search(row.kind):
            return review("neutral_unknown")
        fee = _FEE.search(row.note)
        value = (number(fee[1]) or ZERO) if fee else ZERO
        if value:
            return Verdict(Kind.TRANSFER, "own_accounts_fee", fee=Fen(value))
        return plain(Kind.TRANSFER, "own_accounts")
