"""Alipay rows: app layouts A1 to A3, the old web layout and the 记账本 export."""

from __future__ import annotations

import re
from collections.abc import Sequence

from jiebei_desktop.importers.credit import Credit
from jiebei_desktop.importers.gate import gate
from jiebei_desktop.importers.lending import Lending, Seen
from jiebei_desktop.importers.payers import Payers
from jiebei_desktop.importers.rows import Row
from jiebei_desktop.importers.verdicts import Kind, Verdict, plain, review
from jiebei_desktop.importers.words import Words, any_of

_SUFFIX = re.compile(r"[*_]")
_COMPANY = re.compile(r"公司|店|商|企业|银行|平台|中心")


def order_stem(order: str) -> str:
    """Return the payment's order number of a refund's number."""
    return _SUFFIX.split(order, maxsplit=1)[0]


def refunded_keys(rows: Sequence[Row], words: Words) -> frozenset[object]:
    """Return what proves that a closed order was paid: stems, and merchant numbers with fen."""
    statuses = words.statuses["alipay"]
    keys: set[object] = set()
    for row in rows:
        if statuses.get(row.status) == "refunded":
            if row.order:
                keys.add(order_stem(row.order))
            if row.merchant:
                keys.add((row.merchant, row.fen))
    return frozenset(keys)


class Alipay:
    """Judges the rows of one file."""

    def __init__(self, words: Words, rows: Sequence[Row]) -> None:
        self._words = words
        self._credit = Credit(words)
        self._lending = Lending(words, self._credit)
        self._payers = Payers(words)
        self._statuses = words.statuses["alipay"]
        self._refunded = refunded_keys(rows, words)
        self._interest = any_of(words.alipay["interest_words"])
        self._transfer = any_of(words.alipay["transfer_words"])

    def judge(self, row: Row) -> Verdict:
        """Return what ``row`` is; the order of the questions matters."""
        way, early = gate(row, self._words)
        if early is not None:
            return early
        status = self._statuses.get(row.status)
        if status is None:
            return review("unknown_status")
        if status == "paid":
            return self._paid(row, way)
        return self._special(row, way, status)

    def _special(  # noqa: PLR0911 (one status, one answer)
        self, row: Row, way: str, status: str
    ) -> Verdict:
        match status:
            case "unpaid":
                return plain(Kind.IGNORED_UNPAID, "unpaid")
            case "repay_failed":
                product = self._lending.lender(row, _seen(row, way))
                return Verdict(Kind.IGNORED_FAILED, "repayment_failed", product=product)
            case "failed":
                return plain(Kind.IGNORED_FAILED, "failed")
            case "closed":
                return self._closed(row, way)
            case "refunded":
                return self._refund(row, way)
            case "drawn":
                name = self._lending.lender(row, _seen(row, way))
                drawn = Verdict(Kind.DEBT_DRAW, "drawn", ((name, row.fen),))
                return drawn if name else review("unknown_product")
            case "repaid":
                name = self._lending.lender(row, _seen(row, way))
                repaid = self._credit.repay(name, row.fen, row.method)
                return repaid if name else review("unknown_product")
            case _:
                return plain(Kind.IGNORED_CLOSED, "closed")

    def _closed(self, row: Row, way: str) -> Verdict:
        paid = order_stem(row.order) in self._refunded or (
            (row.merchant, row.fen) in self._refunded if row.merchant else False
        )
        if way == "out" and paid:
            return self._credit.spent(Kind.EXPENSE, "closed_refunded", row.fen, row.method)
        return plain(Kind.IGNORED_CLOSED, "closed_never_paid")

    def _refund(self, row: Row, way: str) -> Verdict:
        if way == "out":
            return plain(Kind.EXPENSE, "refund_to_buyer")
        return self._credit.spent(Kind.REFUND, "refund", row.fen, row.method)

    def _paid(self, row: Row, way: str) -> Verdict:
        lent = self._lending.judged(row, _seen(row, way))
        if lent is not None:
            return lent
        if row.category == self._words.alipay["credit_category"]:
            return review("credit_category")
        return self._ordinary(row, way)

    def _ordinary(self, row: Row, way: str) -> Verdict:
        if way == "out":
            return self._credit.spent(Kind.EXPENSE, "paid", row.fen, row.method)
        if self._interest.search(row.item):
            return plain(Kind.INCOME_INTEREST, "interest")
        if way == "in":
            person = row.category == self._words.alipay["person_category"]
            person = person or self._payers.is_name(row.peer)
            asked = person and row.peer and not _COMPANY.search(row.peer)
            return plain(Kind.INCOME, "from_person" if asked else "received")
        if row.method.startswith(self._words.alipay["others_card"]):
            return plain(Kind.NEUTRAL_NOT_MINE, "others_card")
        recharge = row.category == self._words.alipay["recharge_category"]
        if not recharge and self._transfer.search(f"{row.item} {row.peer} {row.category}"):
            return plain(Kind.TRANSFER, "own_accounts")
        return review("neutral_unknown")


def _seen(row: Row, way: str) -> Seen:
    return Seen(way, row.fen, row.peer, f"{row.item} {row.peer}", row.method)


class AlipayBook(Alipay):
    """Judges the 记账本 export, which has neither status nor order number."""

    def judge(self, row: Row) -> Verdict:
        """Return what ``row`` is, as if it had been paid: only paid rows are recorded there."""
        return super().judge(row._replace(status="交易成功"))
