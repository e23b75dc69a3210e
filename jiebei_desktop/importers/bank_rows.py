"""Bank rows judged by their words, for as long as no wallet file explains them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from jiebei_desktop.domain.money import Fen
from jiebei_desktop.importers.credit import Credit, card_name, card_parts
from jiebei_desktop.importers.lending import LOAN_WORDS, Lending, Seen
from jiebei_desktop.importers.payers import Payers, names_person
from jiebei_desktop.importers.rows import Row
from jiebei_desktop.importers.verdicts import (
    PAYER_UNKNOWN,
    Kind,
    Verdict,
    cost_of,
    plain,
    review,
)
from jiebei_desktop.importers.words import Words, any_of

_WALLET = re.compile(r"(?:支付宝|财付通|微信支付|网银在线)[-－—](.*)")
_SELF = re.compile(r"本人(?![\u4e00-\u9fff])")
_PART = re.compile(r"(?:现金|账单)分期.*本金")
"""The principal of one instalment: all of it was spent or drawn before, at once."""
_DIGITS = 4


class BankJudge:
    """Judges the rows of one bank file; ``credit`` is the card's name on a card statement.

    Money from or to one of ``own`` (the holder's name, digits of accounts in the file) or the
    account holder "in person" is a move between the person's own accounts.
    """

    def __init__(self, words: Words, bank: str, credit: str, own: Sequence[str] = ()) -> None:
        self._words = words
        self._bank = bank
        self._card = credit
        self._names = frozenset(own) - {""}
        self._credit = Credit(words)
        self._lending = Lending(words, self._credit)
        self._payers = Payers(words)
        self._statuses = words.statuses["bank"]
        self._wallets = any_of([*words.links["alipay"], *words.links["wechat"], *words.links["jd"]])

    def judge(self, row: Row) -> Verdict:
        """Return what ``row`` is; the order of the questions matters."""
        if row.problem:
            return review(row.problem)
        if row.currency:
            return review("currency")
        if row.fen == 0:
            return plain(Kind.IGNORED_ZERO, "zero")
        undone = self._undone(row)
        if undone is not None:
            return undone
        text = f"{row.kind} {row.item} {row.peer} {row.note}"
        if self._card:
            return self._on_card(row, text)
        return self._in(row, text) if row.fen > 0 else self._out(row, text)

    def _undone(self, row: Row) -> Verdict | None:
        """Return the verdict of a row whose status says that no money moved, else None."""
        match self._statuses.get(row.status):
            case "paid":
                return None
            case "failed":
                return plain(Kind.IGNORED_FAILED, "failed")
            case "void":
                return plain(Kind.IGNORED_CLOSED, "closed")
            case _:
                return review("unknown_status")

    def _has(self, group: str, text: str) -> bool:
        return self._words.bank_words[group].search(text) is not None

    def _on_card(self, row: Row, text: str) -> Verdict:
        base, tail = card_parts(self._card)
        card = card_name(base, row.tail or tail)
        change = ((card, Fen(-row.fen)),)
        parted = self._has("card_instalments", text) or _PART.search(text)
        if parted and not self._has("card_cost", text):
            return plain(Kind.TRANSFER, "bill_instalments")
        if row.fen < 0 and self._lending.repays(text) and not self._has("card_cost", text):
            undone = self._has("card_refund", text)
            return review("repayment_returned" if undone else "repayment_sign")
        cost = self._has("card_charged", text) and not self._has("card_bought", text)
        interest = self._has("card_interest", text)
        if row.fen < 0:
            lent = self._has("cash", text) or self._lending.draws(text)
            kind = Kind.DEBT_DRAW if lent else Kind.EXPENSE
            return (
                cost_of(change, interest=interest) if cost else Verdict(kind, "paid_credit", change)
            )
        if self._lending.draws(text) and not self._undoes(text):
            return review("repayment_returned")
        if self._has("card_repay", text) and not self._has("card_refund", text):
            return Verdict(Kind.DEBT_REPAY, "repaid", change)
        return (
            cost_of(change, interest=interest)
            if cost
            else Verdict(Kind.REFUND, "refund_credit", change)
        )

    def _undoes(self, text: str) -> bool:
        """Say whether words of a repayment speak of what it cost, or of one taken back."""
        return self._has("card_cost", text) or self._has("card_refund", text)

    def _seen(self, row: Row, way: str, text: str) -> Seen:
        return Seen(way, Fen(abs(row.fen)), f"{row.peer} {row.item} {row.note}", text)

    def _in(self, row: Row, text: str) -> Verdict:  # noqa: PLR0911 (one question, one answer)
        lends = self._lending.repays(text) or self._lending.draws(text)
        if self._has("refund", text) or row.refunded:
            return review("repayment_returned") if lends else plain(Kind.REFUND, "refund")
        own = self._own_loan(row, text)
        if self._lending.draws(text) and own:
            return Verdict(Kind.DEBT_DRAW, "drawn", ((own, row.fen),))
        product = self._credit.loan(f"{row.item} {row.peer}")
        if product and product != "网商贷" and not self._lending.repays(text):
            return Verdict(Kind.DEBT_DRAW, "drawn", ((product, row.fen),))
        if self._has("interest", text):
            return plain(Kind.INCOME_INTEREST, "interest")
        if self._has("salary", text) and not lends:
            return plain(Kind.INCOME, "salary")
        if self._has("transfer_in", text) and not lends:
            return plain(Kind.TRANSFER, "own_accounts")
        lent = self._lending.judged(row, self._seen(row, "in", text))
        return lent or self._received(row, text)

    def _received(self, row: Row, text: str) -> Verdict:
        if self._own(row):
            return plain(Kind.TRANSFER, "own_accounts")
        if self._has("drawn", text) or self._has("channel", row.peer or text):
            return Verdict(Kind.REVIEW, LOAN_WORDS, lender=self._lending.name(row))
        if names_person(row.peer):
            return plain(Kind.INCOME, "from_person")
        nobody = not row.peer and not self._payers.tells(text)
        return review(PAYER_UNKNOWN) if nobody else plain(Kind.INCOME, "received")

    def _own(self, row: Row) -> bool:
        """Say whether the other side is another account of the same person."""
        if row.peer in self._names or _SELF.match(row.peer):
            return True
        account = row.peer_account[-_DIGITS:]
        return account in self._names and account != row.tail

    def _own_loan(self, row: Row, text: str) -> str:
        """Return the name of a loan of the account's own bank, or empty when it has another."""
        known = self._credit.product(text) or not self._bank or not self._has("own_loan", text)
        other = self._bank not in row.peer and self._lending.is_lender(row.peer)
        return "" if known or other else f"{self._bank}贷款"

    def _out(self, row: Row, text: str) -> Verdict:
        fen = Fen(-row.fen)
        product = self._credit.product(text)
        if product and (self._has("repay", text) or self._wallets.search(text)):
            return self._credit.repay(product, fen, "")
        own = self._own_loan(row, text)
        if self._has("repay", text) and own:
            return self._credit.repay(own, fen, "")
        if self._has("transfer_out", text) and not self._has("card_cost", text):
            return plain(Kind.TRANSFER, "own_accounts")
        lent = self._lending.judged(row, self._seen(row, "out", text))
        if lent is not None:
            return lent
        if self._has("repay", text):
            return review("unknown_product")
        return self._spent(row, text)

    def _spent(self, row: Row, text: str) -> Verdict:
        if self._own(row):
            return plain(Kind.TRANSFER, "own_accounts")
        wallet = _WALLET.search(text)
        name = wallet[1].split(" ")[0] if wallet else ""
        if wallet and name in {"", "/"}:
            return review("wallet_unnamed")
        if name.endswith("银行"):
            own = name == self._bank
            return plain(Kind.TRANSFER, "own_accounts") if own else review("bank_through_wallet")
        taken = self._has("channel", row.peer or text) and self._has("collected", text)
        if taken or self._lending.is_lender(row.kind):
            return Verdict(Kind.REVIEW, LOAN_WORDS, lender=self._lending.name(row))
        return plain(Kind.EXPENSE, "paid")
