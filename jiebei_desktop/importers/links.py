"""One event, several files: which row is the leg of which other row, and why.

Two kinds: a bank row that moved a wallet row's money, and a shop's row that WeChat or Alipay paid.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple

from jiebei_desktop.importers.rows import Row
from jiebei_desktop.importers.verdicts import IGNORED, Kind, Verdict
from jiebei_desktop.importers.words import Words, any_of

WALLETS = frozenset({"alipay", "wechat", "jd", "meituan"})
BOOKS = frozenset(
    {
        "alipay_book", "suishouji", "qianji", "wacai", "ezbookkeeping", "yimu", "shark", "own",
        "qif",
    }
)  # fmt: skip
"""Notebooks: they write down what bills show, too."""
WALLET_FILES = WALLETS | BOOKS
"""Sources whose rows carry words for direction; a bank's carry a sign."""
SHOPS = frozenset({"jd", "meituan"})
"""Wallets of a shop: what they sell may be paid by another wallet, which has the row, too."""
APP = "unionpay"
"""Source of an app's list of payments by the cards of several banks."""
LEG = "leg_"
"""Begins the reason of every leg."""
SHOP_LEG = f"{LEG}shop_"
"""Begins the reason of a shop's row."""
_TAIL = re.compile(r"[(（]([0-9]{4})[)）]")
_DAY = 10
_DAY_SECONDS = 86_400
_SHOP_KINDS = frozenset({Kind.EXPENSE, Kind.REFUND})
_POSITIVE = frozenset({Kind.INCOME, Kind.INCOME_INTEREST, Kind.REFUND, Kind.DEBT_DRAW})


class Leg(NamedTuple):
    """One row as the matcher sees it."""

    key: int
    """The caller's own number of the row."""
    source: str
    at: str
    fen: int
    """Wallet: the size of the event; bank: signed, money in positive."""
    sign: int
    """Direction in which the bank must see it: 1 in, -1 out, 0 either."""
    tail: str
    """Wallet: card of the method; bank: card of the account; may be empty."""
    text: str
    fee: int = 0
    move: bool = False
    """A move between the person's own wallet and bank, whose method names no card."""
    card: bool = False
    """A row of a credit-card statement, which is posted up to three days later."""
    repays: bool = False
    """A repayment: of a card's statement no refund, and booked a day earlier or later elsewhere."""
    shop: str = ""
    """For a shop's row: which shop, while ``source`` is the wallet that paid."""


class Link(NamedTuple):
    """Two rows of one event: the one that tells it, and the leg that moved or mirrored it."""

    main: int
    leg: int
    reason: str
    """Code: whose leg the leg is."""
    seconds: int
    """Distance in time; whole days for banks that give no time."""
    fen: int
    tail: str
    ask: bool = False
    """A second candidate lies as near: a person decides."""


def wallet_leg(key: int, source: str, row: Row, verdict: Verdict) -> Leg | None:
    """Return a wallet row as a leg, or None when no bank row can belong to it."""
    if verdict.kind in IGNORED or verdict.kind is Kind.NEUTRAL_NOT_MINE or not row.at:
        return None
    tail = _TAIL.search(row.method) or _TAIL.search(row.peer)
    move = verdict.kind in {Kind.TRANSFER, Kind.DEBT_DRAW}
    if not tail and not move:
        return None
    sign = 1 if verdict.kind in _POSITIVE else -1
    return Leg(
        key=key,
        source=source,
        at=row.at,
        fen=row.fen,
        sign=0 if verdict.kind in {Kind.TRANSFER, Kind.REVIEW} else sign,
        tail=tail[1] if tail else "",
        text=row.method,
        fee=verdict.fee,
        move=move,
        repays=verdict.kind is Kind.DEBT_REPAY,
    )


def bank_leg(
    key: int, statement_tail: str, row: Row, verdict: Verdict, *, card: bool
) -> Leg | None:
    """Return a bank row as a leg."""
    if not row.at or row.currency or not row.fen:
        return None
    return Leg(
        key=key,
        source="bank",
        at=row.at,
        fen=row.fen,
        sign=1 if row.fen > 0 else -1,
        tail=row.tail or statement_tail,
        text=f"{row.kind} {row.item} {row.peer} {row.note}",
        card=card,
        repays=verdict.kind is Kind.DEBT_REPAY,
    )


def payer_leg(key: int, source: str, row: Row, verdict: Verdict) -> Leg | None:
    """Return a payment or refund of WeChat or Alipay as what a shop's row may repeat."""
    if verdict.kind not in _SHOP_KINDS or len(row.at) == _DAY or not row.at:
        return None
    sign = 1 if verdict.kind in _POSITIVE else -1
    text = f"{row.peer} {row.item}"
    return Leg(key=key, source=source, at=row.at, fen=row.fen, sign=sign, tail="", text=text)


def shop_leg(key: int, source: str, row: Row, verdict: Verdict, words: Words) -> Leg | None:
    """Return a shop's row that another wallet paid, or None when the shop's own file is all."""
    payers = words.links["payer"].items()
    payer = next((name for name, start in payers if row.method.startswith(tuple(start))), "")
    found = payer_leg(key, payer, row, verdict) if payer else None
    return found._replace(shop=source) if found else None


def link(wallets: Sequence[Leg], banks: Sequence[Leg], words: Words) -> list[Link]:
    """Match wallet rows with bank rows one to one, nearest in time first."""
    by_day: dict[tuple[int, int], list[Leg]] = defaultdict(list)
    for bank in banks:
        by_day[abs(bank.fen), _ordinal(bank)].append(bank)
    by_app, app = any_of(words.links[APP]).match, words.links[APP]
    names = {
        (source, paid): any_of([*words.links[source], *(app if paid else ())])
        for source in ("alipay", "wechat", "jd")
        for paid in (False, True)
    }
    candidates = [
        (seconds, wallet, bank)
        for wallet in wallets
        for bank in _same_amount(wallet, by_day, words.links["card_days"])
        if (seconds := _distance(wallet, bank, words)) is not None
        and _fits(wallet, bank, names.get((wallet.source, by_app(wallet.text) is not None)))
    ]
    return one_to_one(candidates, words.links["ask_seconds"])


def link_shops(payers: Sequence[Leg], shops: Sequence[Leg], words: Words) -> list[Link]:
    """Match the rows of WeChat and Alipay with shops' rows that say they were paid there.

    Payments lie minutes apart at most; a refund reaches the wallet up to some days later.
    """
    by_day: dict[tuple[str, int, int, int], list[Leg]] = defaultdict(list)
    for shop in shops:
        by_day[shop.source, shop.sign, shop.fen, _ordinal(shop)].append(shop)
    names = {name: any_of(found) for name, found in words.links["shop"].items()}
    days = words.links["shop_refund_days"]
    candidates = [
        (seconds, payer, shop)
        for payer in payers
        for day in range(_ordinal(payer) - days, _ordinal(payer) + days + 1)
        for shop in by_day.get((payer.source, payer.sign, payer.fen, day), ())
        if (seconds := _shop_distance(payer, shop, words)) is not None
        and names[shop.shop].search(payer.text)
    ]
    return one_to_one(candidates, words.links["ask_seconds"])


def _shop_distance(payer: Leg, shop: Leg, words: Words) -> int | None:
    seconds = distance_in_seconds(payer, shop)
    back = words.links["shop_refund_days"] * _DAY_SECONDS
    limit = back if shop.sign > 0 else words.links["shop_seconds"]
    return seconds if seconds <= limit else None


def in_time(app: Leg, bank: Leg, words: Words) -> int | None:
    """Return how far an app's row lies from the bank's of it; None where they are two.

    A bank that gives the time gives nearly the app's; money back comes days later.
    """
    days = _ordinal(bank) - _ordinal(app)
    timed = len(bank.at) > _DAY and len(app.at) > _DAY and not bank.card
    if timed and app.sign < 0:
        seconds = distance_in_seconds(app, bank)
        return seconds if seconds <= words.links["shop_seconds"] else None
    limit = (
        words.links["date_only_days"]
        if not bank.card and app.sign < 0
        else words.links["card_days"]
    )
    return abs(days) * _DAY_SECONDS if -words.links["repay_days"] <= days <= limit else None


def distance_in_seconds(one: Leg, other: Leg) -> int:
    """Return how far two rows lie apart."""
    gap = datetime.fromisoformat(one.at) - datetime.fromisoformat(other.at)
    return abs(round(gap.total_seconds()))


def _ordinal(leg: Leg) -> int:
    return date.fromisoformat(leg.at[:_DAY]).toordinal()


def _same_amount(
    wallet: Leg, by_day: Mapping[tuple[int, int], list[Leg]], days: int
) -> Iterator[Leg]:
    if not by_day:
        return
    day = _ordinal(wallet)
    for fen in {wallet.fen, wallet.fen - wallet.fee}:
        for near in range(day - 1, day + days + 1):
            yield from by_day.get((fen, near), ())


def one_to_one(found_pairs: Iterable[tuple[int, Leg, Leg]], near: int) -> list[Link]:
    """Take the nearest pairs first, each row once; a rival within ``near`` seconds is asked about.

    As many legs as events that could each be any of them are paired: which is which changes no
    sum. Pairs are distance, the row that tells the event, and its leg.
    """
    candidates = sorted(found_pairs, key=lambda pair: (pair[0], pair[1].key, pair[2].key))
    of_wallet: dict[int, list[tuple[int, int]]] = defaultdict(list)
    of_bank: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for seconds, wallet, bank in candidates:
        of_wallet[wallet.key].append((seconds, bank.key))
        of_bank[bank.key].append((seconds, wallet.key))
    wallets: set[int] = set()
    banks: set[int] = set()
    found = []
    for seconds, wallet, bank in candidates:
        if wallet.key in wallets or bank.key in banks:
            continue
        wallets.add(wallet.key)
        banks.add(bank.key)
        limit = seconds + near
        others = {key for far, key in of_wallet[wallet.key] if key not in banks and far <= limit}
        rivals = {key for far, key in of_bank[bank.key] if key not in wallets and far <= limit}
        even = len(others) == len(rivals) and all(
            others <= {key for _, key in of_wallet[rival]} for rival in rivals
        )
        ask = bool(others or rivals) and not even
        reason = f"{SHOP_LEG if bank.shop else LEG}{wallet.source}"
        size = abs(bank.fen)
        found.append(Link(wallet.key, bank.key, reason, seconds, size, bank.tail, ask))
    return found


def _fits(wallet: Leg, bank: Leg, named: re.Pattern[str] | None) -> bool:
    if wallet.sign and wallet.sign != bank.sign:
        return False
    if wallet.tail and bank.tail and wallet.tail != bank.tail:
        return False
    if not wallet.tail and not wallet.move:
        return False
    if bank.card and bank.repays:
        return False  # a shop's refund is none, and a repayment is paid by another account
    return named is not None and named.search(bank.text) is not None


def _distance(wallet: Leg, bank: Leg, words: Words) -> int | None:
    """Return the distance in seconds when the rows are near enough, else None."""
    days = _ordinal(bank) - _ordinal(wallet)
    early = words.links["repay_days"] if wallet.repays and bank.repays else 0
    if len(bank.at) == _DAY or len(wallet.at) == _DAY or bank.card:
        limit = words.links["card_days"] if bank.card else words.links["date_only_days"]
        return abs(days) * _DAY_SECONDS if -early <= days <= limit else None
    seconds = distance_in_seconds(wallet, bank)
    near = seconds <= words.links["seconds"] or 0 < abs(days) <= early
    return seconds if near else None
