"""Rows that mirror another row without moving money: a card's repayment, a notebook's entry.

A card's statement shows the repayment that an account or a wallet paid; a notebook writes down
what a bill has, too. The payer's row is what happened, the mirror its leg.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from jiebei_desktop.importers.credit import card_parts
from jiebei_desktop.importers.links import (
    APP,
    LEG,
    Leg,
    Link,
    distance_in_seconds,
    in_time,
    link,
    one_to_one,
)
from jiebei_desktop.importers.rows import Row
from jiebei_desktop.importers.verdicts import IGNORED, Kind, Verdict
from jiebei_desktop.importers.words import Words, any_of

CARD_LEG = f"{LEG}card"
APP_LEG = f"{LEG}app"
BOOK_LEG = f"{LEG}book"
LENDER_LEG = f"{LEG}lender"
PARTS_LEG = f"{LENDER_LEG}_parts"
"""Reason of a lender's row that prints the parts of a repayment: one more leg of one event."""
_DAY = 10
_DAY_SECONDS = 86_400
_MINUTE = 60
_IN = frozenset({"收入", "收"})
_OUT = frozenset({"支出", "支"})


def card_payer(key: int, source: str, row: Row, verdict: Verdict, words: Words) -> Leg | None:
    """Return a repayment of a card as the card's statement mirrors it, else None."""
    if verdict.kind is not Kind.DEBT_REPAY or not verdict.debts or not row.at:
        return None
    card, tail = card_parts(verdict.debts[0][0])
    if not card.endswith(words.card):
        return None
    bank = card.removesuffix(words.card)
    return Leg(key=key, source=source, at=row.at, fen=abs(row.fen), sign=-1, tail=tail, text=bank)


def link_cards(payers: Sequence[Leg], cards: Sequence[Leg], words: Words) -> list[Link]:
    """Match repayments with the rows of card statements, posted some days earlier or later."""
    by_day = _by_day(cards)
    days = range(-words.links["card_days"], words.links["card_days"] + 1)
    candidates = [
        (abs(day) * _DAY_SECONDS, payer, card)
        for payer in payers
        for day in days
        for card in by_day.get((payer.fen, _ordinal(payer) + day), ())
        if _one_card(payer, card)
    ]
    # Equal amounts of one card within days are told apart by nothing, and need not be.
    return [one._replace(reason=CARD_LEG) for one in one_to_one(candidates, -1)]


def _one_card(payer: Leg, card: Leg) -> bool:
    """Say whether bank and digits can be the same; what a row does not say can be anything."""
    same_bank = not payer.text or not card.text or payer.text == card.text
    return same_bank and (not payer.tail or not card.tail or payer.tail == card.tail)


def app_row(key: int, row: Row, verdict: Verdict, words: Words) -> Leg | None:
    """Return a row as one that the bank's own file and an app's list of payments may both hold."""
    if verdict.kind in IGNORED or not row.at or row.currency or not row.fen:
        return None
    text = f"{row.peer} {row.item} {row.note}"
    by_wallet = any_of([*words.links["alipay"], *words.links["wechat"], *words.links["jd"]])
    sign = 1 if row.fen > 0 else -1
    shop = "wallet" if by_wallet.search(f"{text} {row.kind}") else ""
    return Leg(
        key=key, source=APP, at=row.at, fen=abs(row.fen), sign=sign, tail=row.tail, text=text,
        shop=shop,
    )  # fmt: skip


def link_apps(banks: Sequence[Leg], apps: Sequence[Leg], words: Words) -> list[Link]:
    """Match the rows of banks and cards with an app's: one card, one amount, days apart at most.

    Where a row does not name its card, the time or a like word must say that they are one; so must
    they where only one of them calls it a wallet's payment.
    """
    by_day = _by_day(apps)
    days = range(-words.links["card_days"], words.links["card_days"] + 1)
    found = [
        (seconds, bank, app)
        for bank in banks
        for day in days
        for app in by_day.get((bank.fen, _ordinal(bank) + day), ())
        if bank.sign == app.sign
        and (not bank.tail or not app.tail or bank.tail == app.tail)
        and (seconds := in_time(app, bank, words)) is not None
        and ((bank.tail and app.tail) or _alike(bank, app))
        and (bank.shop == app.shop or _alike(bank, app) or _at_once(bank, app, words))
    ]
    return [one._replace(reason=APP_LEG) for one in one_to_one(found, -1)]


def link_paid_apps(wallets: Sequence[Leg], apps: Sequence[Leg], words: Words) -> list[Link]:
    """Match a wallet's rows with an app's of the cards that paid them."""
    return [one._replace(reason=APP_LEG) for one in link(wallets, apps, words)]


def _at_once(bank: Leg, app: Leg, words: Words) -> bool:
    timed = len(bank.at) > _DAY and len(app.at) > _DAY
    return timed and distance_in_seconds(bank, app) <= words.links["seconds"]


def lent(key: int, source: str, row: Row, verdict: Verdict, *, parted: bool = False) -> Leg | None:
    """Return a repayment or a loan paid out as its lender's list holds it, too, else None.

    ``parted`` asks for one that prints its parts.
    """
    sign = {Kind.DEBT_REPAY: -1, Kind.DEBT_DRAW: 1}.get(verdict.kind)
    if sign is None or not verdict.debts or not row.at or bool(verdict.parts) is not parted:
        return None
    named = verdict.debts[0][0]
    return Leg(key=key, source=source, at=row.at, fen=abs(row.fen), sign=sign, tail="", text=named)


def link_lenders(payers: Sequence[Leg], listed: Sequence[Leg], words: Words) -> list[Link]:
    """Match payments with the rows of lenders' lists: one product, one amount, days apart."""
    by_day = _by_day(listed)
    far = words.links["date_only_days"]
    candidates = [
        (abs(day) * _DAY_SECONDS, payer, row)
        for payer in payers
        for day in range(-far, far + 1)
        for row in by_day.get((payer.fen, _ordinal(payer) + day), ())
        if (payer.text, payer.sign) == (row.text, row.sign)
    ]
    return [one._replace(reason=LENDER_LEG) for one in one_to_one(candidates, -1)]


def link_parts(payers: Sequence[Leg], listed: Sequence[Leg], words: Words) -> list[Link]:
    """Match payments with the rows of lenders' lists that print their parts."""
    return [one._replace(reason=PARTS_LEG) for one in link_lenders(payers, listed, words)]


def noted(key: int, source: str, row: Row, verdict: Verdict) -> Leg | None:
    """Return a row as one that a notebook may hold, too, else None."""
    if verdict.kind in IGNORED or not row.at or row.currency or not row.fen:
        return None
    if row.direction:
        sign = 1 if row.direction in _IN else -1 if row.direction in _OUT else 0
    else:
        sign = 1 if row.fen > 0 else -1
    text = f"{row.peer} {row.item} {row.note} {row.category} {row.kind}"
    return Leg(
        key=key, source=source, at=row.at, fen=abs(row.fen), sign=sign, tail=row.tail, text=text
    )


def link_books(bills: Sequence[Leg], books: Sequence[Leg], words: Words) -> list[Link]:
    """Match the rows of bills with a notebook's: in the same minute, or on a day with like words.

    Equal amounts of one day without a word in common are asked about.
    """
    by_day = _by_day(books)
    found = [
        (_apart(bill, book), bill, book)
        for bill in bills
        for book in by_day.get((bill.fen, _ordinal(bill)), ())
        if bill.sign * book.sign >= 0
    ]
    pairs = {(bill.key, book.key): (bill, book) for _, bill, book in found}
    return [
        one._replace(reason=BOOK_LEG, ask=not _alike(*pairs[one.main, one.leg]))
        for one in one_to_one(found, words.links["book_ask_seconds"])
    ]


def _apart(bill: Leg, book: Leg) -> int:
    """Return the distance; rows with like words come before rows without."""
    timed = len(bill.at) > _DAY and len(book.at) > _DAY
    seconds = distance_in_seconds(bill, book) if timed else 0
    return seconds + (0 if _alike(bill, book) else _DAY_SECONDS)


def _alike(bill: Leg, book: Leg) -> bool:
    """Say whether two rows of one amount and day are surely one event."""
    timed = len(bill.at) > _DAY and len(book.at) > _DAY
    if timed and distance_in_seconds(bill, book) <= _MINUTE:
        return True
    return not _pieces(bill.text).isdisjoint(_pieces(book.text))


def _pieces(text: str) -> set[str]:
    """Return every two neighbouring characters of a text's words."""
    return {word[n : n + 2] for word in text.split() for n in range(len(word) - 1)}


def _by_day(legs: Sequence[Leg]) -> Mapping[tuple[int, int], list[Leg]]:
    found: dict[tuple[int, int], list[Leg]] = defaultdict(list)
    for leg in legs:
        found[leg.fen, _ordinal(leg)].append(leg)
    return found


def _ordinal(leg: Leg) -> int:
    return date.fromisoformat(leg.at[:_DAY]).toordinal()


__all__ = [
    "APP_LEG",
    "BOOK_LEG",
    "CARD_LEG",
    "LENDER_LEG",
    "PARTS_LEG",
    "app_row",
    "card_payer",
    "lent",
    "link_apps",
    "link_books",
    "link_cards",
    "link_lenders",
    "link_paid_apps",
    "link_parts",
    "noted",
]
