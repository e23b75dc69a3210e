"""Rows that may be borrowing or repaying: known by their words, by a lender's name, or asked about.

A row with a word of borrowing or repaying and a lender's name is booked as what the word says. A
row with only one of the two waits, and its counterparty is asked about once.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from jiebei_desktop.domain.money import Fen
from jiebei_desktop.importers.credit import Credit
from jiebei_desktop.importers.payers import Payers
from jiebei_desktop.importers.rows import Row
from jiebei_desktop.importers.verdicts import Kind, Verdict, cost_of, plain
from jiebei_desktop.importers.words import Words

LENDER = "looks_like_lender"
LOAN_WORDS = "may_be_loan"
ASKED = frozenset({LENDER, LOAN_WORDS})
"""Reasons of rows whose counterparty is asked about."""
LOAN = "loan"
ORDINARY = "ordinary"
"""The two answers: it lends, or these are ordinary payments."""
_COMPANY = re.compile(r"(?:股份|有限责任|有限)*公司.*$")
_WALLET = re.compile(r"^(?:支付宝|财付通|微信支付|微信|网银在线|京东支付|银联|云闪付)[-－—:：]")
_AFTER = re.compile(r"[-－—(（:：].*$")
_MARKS = re.compile(r"[-－—:：]")
"""Between the name of an app and that of its loan: 滴滴-滴水贷 is a question about 滴水贷."""
_WORDS = re.compile(r"(?:归还|还款|还贷|放款|借款|扣款|(?:贷款)?利息).*$")
_SIDES = re.compile(r"借记卡?|贷记卡?|[借贷]方|借贷")
"""Words of accounts in which nothing lends."""
_NO_NAME = re.compile(r"[-/0-9 *]*")


class Seen(NamedTuple):
    """A row as the question of lending sees it."""

    way: str
    """``in``, ``out`` or ``neutral``."""
    fen: Fen
    """The size."""
    who: str
    """Everything that can name the counterparty."""
    text: str
    """All words of the row."""
    method: str = ""


class Lending:
    """Tells borrowing and repaying from income and spending; shared by all formats."""

    def __init__(self, words: Words, credit: Credit) -> None:
        self._lender = words.lender
        self._card = words.card
        self._interest = words.bank_words["card_interest"]
        self._credit = credit
        self._payers = Payers(words)
        self._lenders: dict[str, bool] = {}

    def repays(self, text: str) -> bool:
        """Say whether the words speak of repaying."""
        return self._lender.repay.search(text) is not None

    def draws(self, text: str) -> bool:
        """Say whether the words speak of borrowing."""
        return self._lender.draw.search(text) is not None

    def is_lender(self, who: str) -> bool:
        """Say whether a counterparty has the name of a lender; asked often, so remembered."""
        known = self._lenders.get(who)
        if known is None:
            # The words of a loan are no name: "borrowed from somebody" names no lender.
            known = self._lenders[who] = self._is_lender(_WORDS.sub("", _SIDES.sub("", who)))
        return known

    def _is_lender(self, who: str) -> bool:
        if self._lender.names.search(who) or self._credit.loan(who):
            return True
        alike = self._lender.ordinary.search(who)
        return alike is None and self._lender.counterparty.search(who) is not None

    def _collects_for(self, text: str) -> bool:
        """Say whether a lender is named beside the counterparty, as one that is paid through it."""
        named = self._lender.names.search(text)
        return named is not None and self._lender.ordinary.search(text) is None

    def lender(self, row: Row, seen: Seen) -> str:
        """Return the debt a row speaks of: a known product, a card, or the lender's own name."""
        worded = self.repays(seen.text) or self.draws(seen.text)
        product = self._credit.product(seen.text if worded else seen.who)
        if product:
            return product
        named = self.is_lender(seen.who) or self._lender.names.search(seen.text) is not None
        return self.name(row) if named else ""

    def name(self, row: Row) -> str:
        """Return the counterparty to ask about: the text that names a lender, else the first."""
        if self._payers.is_name(row.peer):
            return row.peer  # the words of what a person sent name nobody else
        found = names(row)
        return next((name for name in found if self.is_lender(name)), found[0] if found else "")

    def judged(self, row: Row, seen: Seen) -> Verdict | None:
        """Return what a row is when it is, or may be, borrowing or repaying; else None."""
        repays, draws = self.repays(seen.text), self.draws(seen.text)
        paid_out = seen.way == "in" and self.is_lender(seen.text)
        named = paid_out or self.is_lender(seen.who) or self._card in seen.who
        named = named or self._collects_for(seen.text)
        if seen.way == "out" and self._lender.cost.search(seen.text):
            return self._cost(row, seen)
        if not (repays or draws or named):
            return None
        lender = self.lender(row, seen)
        if lender and repays and seen.way != "in":
            return self._credit.repay(lender, seen.fen, seen.method)
        if lender and draws and not repays and seen.way != "out":
            return Verdict(Kind.DEBT_DRAW, "drawn", ((lender, seen.fen),))
        worded = draws or paid_out or seen.way != "in"
        name = lender or (self.name(row) if worded else "")
        if not name:
            return None  # nobody is named, or somebody pays back what you lent
        return Verdict(Kind.REVIEW, LENDER if lender else LOAN_WORDS, lender=name)

    def _cost(self, row: Row, seen: Seen) -> Verdict:
        """Return interest or a fee paid: of the debt it names, or of the credit that pays it."""
        product = self._credit.product(seen.text) or self._credit.method(seen.method)
        if product and product == self._credit.method(seen.method):
            interest = self._interest.search(seen.text) is not None
            return cost_of(((product, seen.fen),), interest=interest)
        if product:
            return self._credit.repay(product, seen.fen, seen.method)
        return Verdict(Kind.REVIEW, LOAN_WORDS, lender=self.name(row))


def names(row: Row) -> list[str]:
    """Return what may be the counterparty's name, the likelier first, the same in every file."""
    texts = [_WORDS.sub("", text) for text in (row.peer, row.item, row.note)]
    parts = (part for text in texts for part in text.split())
    bare = [_COMPANY.sub("", _WALLET.sub("", part)).strip() for part in parts]
    found = [_AFTER.sub("", part).strip() for part in bare]
    behind = [name.strip() for part in bare for name in _MARKS.split(part)[1:]]
    kind = _WORDS.sub("", row.kind) or row.kind
    return [name for name in (*found, *behind, kind) if not _NO_NAME.fullmatch(name)]


def answered(row: Row, verdict: Verdict, answer: str, credit: Credit) -> Verdict:
    """Return the verdict of a waiting row once the user has said whether its counterparty lends."""
    size = Fen(abs(row.fen))
    comes_in = row.direction in {"收入", "收"} if row.direction else row.fen > 0
    if answer == LOAN:
        if comes_in:
            return Verdict(Kind.DEBT_DRAW, "chosen", ((verdict.lender, size),))
        return credit.repay(verdict.lender, size, row.method)
    if comes_in:
        return plain(Kind.INCOME, "chosen")
    return credit.spent(Kind.EXPENSE, "chosen", size, row.method)
