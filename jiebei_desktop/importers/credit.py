"""Loan products and credit methods inside the texts of a row."""

from __future__ import annotations

import re
from collections.abc import Mapping

from jiebei_desktop.domain.money import Fen
from jiebei_desktop.importers.verdicts import Kind, Verdict, plain
from jiebei_desktop.importers.words import Words, any_of

_RUN = re.compile(r"[\u4e00-\u9fffA-Za-z]*")
_PARTS = re.compile(r"[&＆]")
_BY_WALLET = re.compile(r"^(?:微信|支付宝|云闪付)[-－—]")
_CARD_TAIL = re.compile(r"^[^0-9]{0,8}[(（]?(?:尾号)?[*•]*([0-9]{4})(?![0-9])")
_NAMED_TAIL = re.compile(r"(.*信用卡)[(]([0-9]{4})[)]")


class Credit:
    """Finds the debt a row speaks of; remembers texts it has seen, since they repeat."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._card_words = any_of(words.bank["card_words"])
        self._methods: dict[str, str] = {}

    def product(self, text: str) -> str:
        """Return the product named in ``text``, a card as ``<bank>信用卡(1234)``, or empty."""
        return self.loan(text) or self.card(text)

    def loan(self, text: str) -> str:
        """Return the product named in ``text`` that is no card, or empty."""
        for product in self._words.products:
            if product.pattern.search(text):
                return product.name
        return ""

    def card(self, text: str) -> str:
        """Return the credit card named in ``text``, with its last four digits, or empty."""
        places = [(m.start(), m[0]) for m in self._card_words.finditer(text)]
        if not places:
            apps: Mapping[str, str] = self._words.bank["card_apps"]
            bank = next((bank for app, bank in apps.items() if app in text), "")
            return f"{bank}{self._words.card}" if bank else ""
        found = [self._named(text[:place], text[place:]) for place, _ in places]
        bank, tail = next((one for one in found if all(one)), found[0])
        return card_name(f"{bank or self._bank(text)}{self._words.card}", tail)

    def _named(self, before: str, after: str) -> tuple[str, str]:
        """Return the bank and the last digits around one word for a card, as far as they stand."""
        digits = _CARD_TAIL.search(after)
        return self._bank(before) or self._short(before), digits[1] if digits else ""

    def _bank(self, text: str) -> str:
        known = [name for name in self._words.bank["names"] if name in text]
        if known:
            return str(max(known, key=text.rfind))
        run = next((part for part in reversed(_RUN.findall(text)) if part), "")
        return run if run.endswith("银行") else ""

    def _short(self, before: str) -> str:
        """Return the bank whose short name stands right before the card: 招商信用卡."""
        names = self._words.bank["names"]
        return next((str(name) for name in names if before.endswith(name[:-2])), "")

    def method(self, text: str) -> str:
        """Return the credit product that pays by this method, or empty for own money.

        With ``&`` the first part is the paying account; its share of the amount is not given.
        A card behind another wallet (``微信-…信用卡``) is owed to all the same; where that wallet's
        file has the row, too, this one becomes its leg.
        """
        known = self._methods.get(text)
        if known is None:
            known = self._methods[text] = self._method(_PARTS.split(text)[0])
        return known

    def _method(self, written: str) -> str:
        first = _BY_WALLET.sub("", written)
        product = self.product(first)
        return product if product in self._words.credit_methods else self.card(first)

    def spent(self, kind: Kind, reason: str, fen: Fen, method: str) -> Verdict:
        """Return an expense, or a refund when ``kind`` says so, with its effect on credit."""
        product = self.method(method)
        if not product:
            return plain(kind, reason)
        change = Fen(-fen) if kind is Kind.REFUND else fen
        return Verdict(kind, f"{reason}_credit", ((product, change),))

    def repay(self, product: str, fen: Fen, method: str) -> Verdict:
        """Return a repayment of ``product``; paid by credit it rolls over."""
        source = self.method(method)
        if source:
            return Verdict(
                Kind.DEBT_REPAY, "repaid_by_credit", ((product, Fen(-fen)), (source, fen))
            )
        return Verdict(Kind.DEBT_REPAY, "repaid", ((product, Fen(-fen)),))


def card_name(card: str, tail: str) -> str:
    """Return the name of a card: bank and last four digits, as far as both are known."""
    return f"{card}({tail})" if tail else card


def card_parts(product: str) -> tuple[str, str]:
    """Return a product without its card's last four digits, and these digits or empty."""
    found = _NAMED_TAIL.fullmatch(product)
    return (found[1], found[2]) if found else (product, "")


def folded(changes: Mapping[str, int]) -> dict[str, Fen]:
    """Return changes per debt: a bank's card without digits is its only card, when there is one."""
    tails: dict[str, set[str]] = {}
    for product in changes:
        base, tail = card_parts(product)
        tails.setdefault(base, set()).update({tail} - {""})
    found: dict[str, int] = {}
    for product, change in changes.items():
        base, _ = card_parts(product)
        name = base if len(tails[base]) <= 1 else product
        found[name] = found.get(name, 0) + change
    return {name: Fen(change) for name, change in found.items()}
