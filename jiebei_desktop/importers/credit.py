"""Loan products and credit methods inside the texts of a row."""

from __future__ import annotations

import re

from jiebei_desktop.domain.money import Fen
from jiebei_desktop.importers.verdicts import Kind, Verdict, plain, review
from jiebei_desktop.importers.words import Words

_RUN = re.compile(r"[\u4e00-\u9fffA-Za-z]*")
_PARTS = re.compile(r"[&＆]")
_BY_WALLET = re.compile(r"(?:微信|支付宝|云闪付)[-－—]")


class Credit:
    """Finds the debt a row speaks of; remembers texts it has seen, since they repeat."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._methods: dict[str, str] = {}

    def product(self, text: str) -> str:
        """Return the product named in ``text``, a card as ``<bank>信用卡``, or empty."""
        for product in self._words.products:
            if product.pattern.search(text):
                return product.name
        return self.card(text)

    def card(self, text: str) -> str:
        """Return the credit card named in ``text``, without its number, or empty."""
        word = self._words.card
        place = text.find(word)
        if place < 0:
            return ""
        bank = self._bank(text[:place])
        return f"{bank or self._bank(text)}{word}"

    def _bank(self, text: str) -> str:
        known = [name for name in self._words.bank["names"] if name in text]
        if known:
            return str(max(known, key=text.rfind))
        run = next((part for part in reversed(_RUN.findall(text)) if part), "")
        return run if run.endswith("银行") else ""

    def method(self, text: str) -> str:
        """Return the credit product that pays by this method, or empty for own money.

        With ``&`` the first part is the paying account; its share of the amount is not given.
        A method through another wallet is that wallet's row to book.
        """
        known = self._methods.get(text)
        if known is None:
            known = self._methods[text] = self._method(_PARTS.split(text)[0])
        return known

    def _method(self, first: str) -> str:
        if _BY_WALLET.match(first):
            return ""
        product = self.product(first)
        return product if product in self._words.credit_methods else self.card(first)

    def spent(self, kind: Kind, reason: str, fen: Fen, method: str) -> Verdict:
        """Return an expense, or a refund when ``kind`` says so, with its effect on credit."""
        product = self.method(method)
        if not product:
            return plain(kind, reason)
        change = Fen(-fen) if kind is Kind.REFUND else fen
        return Verdict(kind, f"{reason}_credit", ((product, change),))

    def drawn(self, text: str, fen: Fen) -> Verdict:
        """Return a draw on the product named in ``text``: cash and debt rise together."""
        product = self.product(text)
        if not product:
            return review("unknown_product")
        return Verdict(Kind.DEBT_DRAW, "drawn", ((product, fen),))

    def repaid(self, text: str, fen: Fen, method: str) -> Verdict:
        """Return a repayment of the product named in ``text``; paid by credit it rolls over."""
        product = self.product(text)
        if not product:
            return review("unknown_product")
        source = self.method(method)
        if source:
            return Verdict(
                Kind.DEBT_REPAY, "repaid_by_credit", ((product, Fen(-fen)), (source, fen))
            )
        return Verdict(Kind.DEBT_REPAY, "repaid", ((product, Fen(-fen)),))
