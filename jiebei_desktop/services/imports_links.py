"""One event in several files: a statement's rows joined with stored rows of other sources."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from typing import Any

from jiebei_desktop.domain.money import Fen
from jiebei_desktop.importers import links
from jiebei_desktop.importers.links import LEG, SHOP_LEG, SHOPS, WALLETS, Leg, Link
from jiebei_desktop.importers.preview import Notice, Statement
from jiebei_desktop.importers.rows import Row
from jiebei_desktop.importers.verdicts import Kind, Verdict, plain, review
from jiebei_desktop.importers.words import Words
from jiebei_desktop.services.imports_match import source_of
from jiebei_desktop.services.imports_rows import row_of
from jiebei_desktop.services.imports_values import Joined
from jiebei_desktop.storage.ledger import Ledger

_MARGIN = timedelta(days=4)
UNDONE = "undone"
"""Reason of a link that the user took apart: the pair is not joined again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Side:
    """The rows of one side as the matcher may use them."""

    source: str
    card: bool
    rows: Sequence[tuple[int, Row, Verdict]]


_Make = Callable[[_Side, int, Row, Verdict], Leg | None]


def near_rows(
    ledger: Ledger, batches: Iterable[Mapping[str, Any]], statement: Statement
) -> list[dict[str, Any]]:
    """Return stored rows of sources that can hold the same money, around the statement's period."""
    if not statement.first:
        return []
    first = (date.fromisoformat(statement.first) - _MARGIN).isoformat()
    last = (date.fromisoformat(statement.last) + _MARGIN).isoformat()
    found: list[dict[str, Any]] = []
    for batch in batches:
        overlaps = (batch["first_day"] or "") <= last and (batch["last_day"] or "9") >= first
        source = source_of(batch)
        if overlaps and _related(statement.source, source):
            credit = str(batch["format"]).endswith("_credit")
            found += [
                {**row, "source": source, "credit": credit}
                for row in ledger.rows("raw_rows", batch_id=batch["id"])
            ]
    return found


def _related(one: str, other: str) -> bool:
    if "alipay_book" in {one, other}:
        return False
    if (one in WALLETS) != (other in WALLETS):
        return True
    return one in WALLETS and (one in SHOPS) != (other in SHOPS)


def join(
    statement: Statement, stored: Sequence[Mapping[str, Any]], ledger: Ledger, words: Words
) -> tuple[Statement, tuple[Joined, ...]]:
    """Link the statement's rows with stored rows; the row that moved no money of its own is a leg.

    A wallet's row is what happened and the bank's row its leg; between a shop and the wallet that
    paid there, the wallet's row is what happened, since it knows the card, and the shop's the leg.
    """
    if not stored:
        return statement, ()
    old = [row for row in ledger.rows("links") if row["reason"] != UNDONE]
    verdicts = list(statement.verdicts)
    notices: list[Notice] = []
    joined: list[Joined] = []
    for found, mine_is_leg in _found(statement, _sides(stored), old, words):
        for one in found:
            index, row_id = (one.leg, one.main) if mine_is_leg else (one.main, one.leg)
            if one.ask:
                notices.append(Notice(code="link_unsure", line=statement.rows[index].line))
                verdicts[index] = review("link_unsure") if mine_is_leg else verdicts[index]
                continue
            if mine_is_leg:
                verdicts[index] = plain(Kind.TRANSFER, one.reason)
            joined.append(_joined(index, row_id, one, leg_is_new=mine_is_leg))
    changed = replace(statement, verdicts=verdicts, notices=(*statement.notices, *notices))
    return changed, tuple(joined)


def _found(
    statement: Statement,
    theirs: Sequence[_Side],
    old: Sequence[Mapping[str, Any]],
    words: Words,
) -> Iterator[tuple[list[Link], bool]]:
    """Yield the links of each kind, and whether the statement's rows are the legs in them."""
    legs = {row["right_row_id"] for row in old}
    shops = {row["left_row_id"] for row in old if row["reason"].startswith(SHOP_LEG)}
    banks = {row["left_row_id"] for row in old if not row["reason"].startswith(SHOP_LEG)}
    wallet = statement.source in WALLETS
    others = [side for side in theirs if (side.source in WALLETS) != wallet]
    if others and wallet:
        yield links.link(links.legs(statement), _legs(others, legs, _bank), words), False
    elif others:
        yield links.link(_legs(others, banks, _wallet), links.legs(statement), words), True
    others = [side for side in theirs if side.source in WALLETS and wallet]
    shop = partial(_shop, words)
    if others and statement.source in SHOPS:
        mine = _legs([_side(statement)], set(), shop)
        yield links.link_shops(_legs(others, shops, _payer), mine, words), True
    elif others:
        mine = _legs([_side(statement)], set(), _payer)
        yield links.link_shops(mine, _legs(others, legs, shop), words), False


def _side(statement: Statement) -> _Side:
    pairs = enumerate(zip(statement.rows, statement.verdicts, strict=True))
    return _Side(
        source=statement.source,
        card=False,
        rows=[(place, row, verdict) for place, (row, verdict) in pairs],
    )


def _sides(stored: Sequence[Mapping[str, Any]]) -> list[_Side]:
    """Return the stored rows by source; what is a leg already explains nothing else."""
    found: dict[tuple[str, bool], list[tuple[int, Row, Verdict]]] = {}
    for raw in stored:
        if not str(raw["reason"]).startswith(LEG):
            key = (str(raw["source"]), bool(raw["credit"]))
            found.setdefault(key, []).append((raw["id"], *row_of(raw)))
    return [_Side(source=key[0], card=key[1], rows=rows) for key, rows in found.items()]


def _legs(sides: Iterable[_Side], busy: Container[int], make: _Make) -> list[Leg]:
    """Return the rows that are not part of a link yet, as ``make`` sees them."""
    return [
        leg
        for side in sides
        for key, row, verdict in side.rows
        if key not in busy and (leg := make(side, key, row, verdict)) is not None
    ]


def _wallet(side: _Side, key: int, row: Row, verdict: Verdict) -> Leg | None:
    return links.wallet_leg(key, side.source, row, verdict)


def _bank(side: _Side, key: int, row: Row, _verdict: Verdict) -> Leg | None:
    return links.bank_leg(key, row.tail, row, card=side.card)


def _payer(side: _Side, key: int, row: Row, verdict: Verdict) -> Leg | None:
    return links.payer_leg(key, side.source, row, verdict)


def _shop(words: Words, side: _Side, key: int, row: Row, verdict: Verdict) -> Leg | None:
    return links.shop_leg(key, side.source, row, verdict, words)


def _joined(index: int, row_id: int, one: Link, *, leg_is_new: bool) -> Joined:
    return Joined(
        index=index,
        row_id=row_id,
        reason=one.reason,
        seconds=one.seconds,
        fen=Fen(one.fen),
        tail=one.tail,
        leg_is_new=leg_is_new,
    )
