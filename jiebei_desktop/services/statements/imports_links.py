"""One event in several files: a statement's rows joined with stored rows of other sources."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from jiebei_desktop.domain.money import Fen
from jiebei_desktop.importers import links
from jiebei_desktop.importers.header import LENDER
from jiebei_desktop.importers.links import APP, BOOKS, LEG, SHOP_LEG, SHOPS, WALLETS, Leg, Link
from jiebei_desktop.importers.mirrors import (
    APP_LEG,
    BOOK_LEG,
    CARD_LEG,
    LENDER_LEG,
    PARTS_LEG,
    app_row,
    card_payer,
    lent,
    link_apps,
    link_books,
    link_cards,
    link_lenders,
    link_paid_apps,
    link_parts,
    noted,
)
from jiebei_desktop.importers.preview import Notice, Statement
from jiebei_desktop.importers.rows import Row
from jiebei_desktop.importers.verdicts import Kind, Verdict, plain, review
from jiebei_desktop.importers.words import Words
from jiebei_desktop.services.statements.imports_match import source_of
from jiebei_desktop.services.statements.imports_rows import row_of
from jiebei_desktop.services.statements.imports_values import Joined
from jiebei_desktop.storage.debt_events import EVENTS
from jiebei_desktop.storage.imported import (
    LINKS,
    ImportBatch,
    Pairing,
    RawRow,
    of_event,
    raw_rows,
    rows_of_sizes,
)
from jiebei_desktop.storage.ledger import Ledger

_DAY = 10
_MARGIN = timedelta(days=4)


class _Side(Struct, frozen=True, kw_only=True):
    """The rows of one side as the matcher may use them."""

    source: str
    card: bool
    rows: Sequence[tuple[int, Row, Verdict]]

    @property
    def place(self) -> str:
        """What it is: ``wallet``, ``account``, ``card``, ``app``, ``lender`` or ``book``."""
        return _place(self.source, card=self.card)


class _Stored(NamedTuple):
    """A stored row with what its paper is: source and whether of a card; digits of its account."""

    raw: RawRow
    paper: tuple[str, bool]
    tail: str


class _Rule(Struct, frozen=True, kw_only=True):
    """One way in which a row of one paper is a leg of another paper's row."""

    group: str
    """Begins the reason of its links; a row tells at most one event of each group."""
    mains: frozenset[str]
    legs: frozenset[str]
    main: _Make
    leg: _Make
    link: Callable[[Sequence[Leg], Sequence[Leg], Words], list[Link]]
    of_legs: bool = False
    """A row may tell it that is a leg itself: of a wallet that the other paper does not name."""


_Make = Callable[[_Side, int, Row, Verdict, Words], Leg | None]


def near_rows(
    ledger: Ledger, batches: Iterable[ImportBatch], statement: Statement
) -> list[_Stored]:
    """Return stored rows of sources that can hold the same money, around the statement's period."""
    if not statement.first:
        return []
    first = (date.fromisoformat(statement.first) - _MARGIN).isoformat()
    last = (date.fromisoformat(statement.last) + _MARGIN).isoformat()
    mine = _place(statement.source, card=_is_card(statement.format))
    papers: dict[int, tuple[tuple[str, bool], str]] = {}
    for batch in batches:
        source, card = source_of(batch), _is_card(batch.format)
        theirs = (source, _place(source, card=card))
        if batch.touches(first, last) and _related((statement.source, mine), theirs):
            papers[batch.id] = (source, card), batch.facts["tail"]
    found = _alike(ledger, statement) if papers else ()
    return [_Stored(raw, *papers[raw.batch_id]) for raw in found if raw.batch_id in papers]


def _alike(ledger: Ledger, statement: Statement) -> list[RawRow]:
    """Return the stored rows that can be one event with one of the statement's, by day and amount.

    No rule pairs other amounts but for the fee of a move, in which either may have it.
    """
    days = [date.fromisoformat(row.at[:_DAY]) for row in statement.rows if row.at]
    if not days:
        return []
    near = (min(days) - _MARGIN).isoformat(), (max(days) + _MARGIN).isoformat()
    pairs = zip(statement.rows, statement.verdicts, strict=True)
    sizes = {abs(row.fen) - fee for row, verdict in pairs for fee in (0, verdict.fee)}
    found = {raw.id: raw for raw in rows_of_sizes(ledger, sizes, *near)}
    moves = raw_rows(ledger, kind=Kind.TRANSFER.value)
    found |= {raw.id: raw for raw in moves if near[0] <= raw.day <= near[1]}
    return [found[number] for number in sorted(found)]


def _is_card(name: str) -> bool:
    return name.endswith("_credit")


def _place(source: str, *, card: bool) -> str:
    if source in BOOKS:
        return "book"
    if source == LENDER:
        return LENDER
    if source == APP:
        return "app"
    if source in WALLETS:
        return "wallet"
    return "card" if card else "account"


def _related(one: tuple[str, str], other: tuple[str, str]) -> bool:
    if one[1] != other[1] or one[1] == LENDER:
        return True
    return one[1] == "wallet" and (one[0] in SHOPS) != (other[0] in SHOPS)


def join(
    statement: Statement, stored: Sequence[_Stored], ledger: Ledger, words: Words
) -> tuple[Statement, tuple[Joined, ...]]:
    """Link the statement's rows with stored rows; the row that moved no money of its own is a leg.

    A wallet's row is what happened and the bank's row its leg; between a shop and the wallet that
    paid there, the wallet's row is what happened, since it knows the card, and the shop's the leg;
    a repayment is what its payer shows, and a notebook only notes what bills hold.
    """
    if not stored:
        return statement, ()
    old = [link for link in LINKS.read(ledger) if of_event(link)]
    moved = _moved(ledger)
    theirs, all_theirs = _sides(stored, moved), _sides(stored, moved, legs=True)
    verdicts = list(statement.verdicts)
    statement = replace(statement, verdicts=verdicts)
    notices: list[Notice] = []
    joined: list[Joined] = []
    for rule in _RULES:
        known = all_theirs if rule.of_legs else theirs
        for one, mine_is_leg in _found(rule, statement, (theirs, known), old, words):
            index, row_id = (one.leg, one.main) if mine_is_leg else (one.main, one.leg)
            if one.ask:
                notices.append(Notice(code="link_unsure", line=statement.rows[index].line))
                verdicts[index] = review("link_unsure")
                continue
            alone = verdicts[index] if mine_is_leg else None
            if alone is not None:
                leg = plain(Kind.TRANSFER, one.reason)
                verdicts[index] = leg._replace(parts=alone.parts, lender=alone.lender)
            joined.append(_joined(index, row_id, one, alone))
    return replace(statement, notices=(*statement.notices, *notices)), tuple(joined)


def _found(
    rule: _Rule,
    statement: Statement,
    theirs: tuple[Sequence[_Side], Sequence[_Side]],
    old: Sequence[Pairing],
    words: Words,
) -> Iterator[tuple[Link, bool]]:
    """Yield the links of a rule, and whether the statement's row is the leg in each.

    ``theirs`` are the stored rows that can be legs, and those that can tell an event.
    """
    legs = {one.right_row_id for one in old}
    busy = {one.left_row_id for one in old if _group(one.reason) == rule.group}
    mine, tellers = _side(statement), _side(statement, legs=rule.of_legs)
    if mine.place in rule.mains:
        others = [side for side in theirs[0] if side.place in rule.legs]
        mains, found = (
            _legs([tellers], set(), rule.main, words),
            _legs(others, legs, rule.leg, words),
        )
        yield from ((one, False) for one in rule.link(mains, found, words))
    if mine.place in rule.legs:
        others = [side for side in theirs[1] if side.place in rule.mains]
        mains, found = _legs(others, busy, rule.main, words), _legs([mine], set(), rule.leg, words)
        yield from ((one, True) for one in rule.link(mains, found, words))


def _group(reason: str) -> str:
    """Return which rule made a link, by the beginning of its reason."""
    return max((rule.group for rule in _RULES if reason.startswith(rule.group)), key=len)


def rank(reason: str) -> int:
    """Return how sure a link of this reason is, the surest first."""
    return next(n for n, rule in enumerate(_RULES) if rule.group == _group(reason))


def _side(statement: Statement, *, legs: bool = False) -> _Side:
    pairs = enumerate(zip(statement.rows, statement.verdicts, strict=True))
    return _Side(
        source=statement.source,
        card=_is_card(statement.format),
        rows=[
            (place, row if row.tail else row._replace(tail=statement.tail), verdict)
            for place, (row, verdict) in pairs
            if legs or not verdict.reason.startswith(LEG)
        ],
    )


def _moved(ledger: Ledger) -> dict[int, str]:
    """Return which product each stored row repaid or drew; a repayment by credit repays."""
    events = [one for kind in ("draw", "repay") for one in EVENTS.read(ledger, kind=kind)]
    return {one.raw_row_id: one.product for one in events if one.raw_row_id is not None}


def _sides(
    stored: Sequence[_Stored], moved: Mapping[int, str], *, legs: bool = False
) -> list[_Side]:
    """Return the stored rows by source; what is a leg already only where legs are asked for."""
    found: dict[tuple[str, bool], list[tuple[int, Row, Verdict]]] = {}
    for raw, paper, tail in stored:
        if legs or not raw.reason.startswith(LEG):
            row, verdict = row_of(raw)
            row = row if row.tail else row._replace(tail=tail)
            if raw.id in moved:
                verdict = verdict._replace(debts=((moved[raw.id], row.fen),))
            found.setdefault(paper, []).append((raw.id, row, verdict))
    return [_Side(source=key[0], card=key[1], rows=rows) for key, rows in found.items()]


def _legs(sides: Iterable[_Side], busy: Container[int], make: _Make, words: Words) -> list[Leg]:
    """Return the rows that are not part of a link yet, as ``make`` sees them."""
    return [
        leg
        for side in sides
        for key, row, verdict in side.rows
        if key not in busy and (leg := make(side, key, row, verdict, words)) is not None
    ]


def _wallet(side: _Side, key: int, row: Row, verdict: Verdict, _words: Words) -> Leg | None:
    return links.wallet_leg(key, side.source, row, verdict)


def _bank(side: _Side, key: int, row: Row, verdict: Verdict, words: Words) -> Leg | None:
    found = links.bank_leg(key, row.tail, row, verdict, card=side.card)
    by_app = found is not None and side.source == APP
    return found._replace(text=f"{words.links[APP][0]} {found.text}") if found and by_app else found


def _by_card(side: _Side, key: int, row: Row, verdict: Verdict, words: Words) -> Leg | None:
    found = app_row(key, row, verdict, words)
    return found._replace(card=side.card) if found else None


def _payer(side: _Side, key: int, row: Row, verdict: Verdict, _words: Words) -> Leg | None:
    return None if side.source in SHOPS else links.payer_leg(key, side.source, row, verdict)


def _shop(side: _Side, key: int, row: Row, verdict: Verdict, words: Words) -> Leg | None:
    return links.shop_leg(key, side.source, row, verdict, words) if side.source in SHOPS else None


def _card(side: _Side, key: int, row: Row, verdict: Verdict, words: Words) -> Leg | None:
    return card_payer(key, side.source, row, verdict, words)


def _lent(side: _Side, key: int, row: Row, verdict: Verdict, _words: Words) -> Leg | None:
    return lent(key, side.source, row, verdict)


def _parted(side: _Side, key: int, row: Row, verdict: Verdict, _words: Words) -> Leg | None:
    return lent(key, side.source, row, verdict, parted=True)


def _noted(side: _Side, key: int, row: Row, verdict: Verdict, _words: Words) -> Leg | None:
    return noted(key, side.source, row, verdict)


_PAPERS = frozenset({"account", "card"})
_MOVES = frozenset({"wallet", "account", "app"})
_BILLS = _PAPERS | _MOVES
_RULES = (
    _Rule(
        group=LEG, mains=frozenset({"wallet"}), legs=_PAPERS,
        main=_wallet, leg=_bank, link=links.link,
    ),
    _Rule(
        group=SHOP_LEG, mains=frozenset({"wallet"}), legs=frozenset({"wallet"}),
        main=_payer, leg=_shop, link=links.link_shops,
    ),
    _Rule(
        group=APP_LEG, mains=frozenset({"wallet"}), legs=frozenset({"app"}),
        main=_wallet, leg=_bank, link=link_paid_apps,
    ),
    _Rule(
        group=APP_LEG, mains=_PAPERS, legs=frozenset({"app"}),
        main=_by_card, leg=_by_card, link=link_apps, of_legs=True,
    ),
    _Rule(
        group=CARD_LEG, mains=_MOVES, legs=frozenset({"card"}),
        main=_card, leg=_card, link=link_cards,
    ),
    _Rule(
        group=LENDER_LEG, mains=_MOVES, legs=frozenset({LENDER}),
        main=_lent, leg=_lent, link=link_lenders,
    ),
    _Rule(
        group=PARTS_LEG, mains=_MOVES | {LENDER}, legs=frozenset({LENDER}),
        main=_lent, leg=_parted, link=link_parts,
    ),
    _Rule(
        group=BOOK_LEG, mains=_BILLS, legs=frozenset({"book"}),
        main=_noted, leg=_noted, link=link_books,
    ),
)  # fmt: skip
"""Every pair of papers that can hold one event, the surest first."""


def _joined(index: int, row_id: int, one: Link, alone: Verdict | None) -> Joined:
    return Joined(
        index=index,
        row_id=row_id,
        reason=one.reason,
        seconds=one.seconds,
        fen=Fen(one.fen),
        tail=one.tail,
        leg_is_new=alone is not None,
        alone=alone,
    )
