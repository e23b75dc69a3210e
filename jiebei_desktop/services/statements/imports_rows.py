"""Statement rows as rows of the ledger, and back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from jiebei_desktop.domain.money import Fen
from jiebei_desktop.importers.categories import Categories
from jiebei_desktop.importers.rows import Row
from jiebei_desktop.importers.verdicts import Kind, Verdict
from jiebei_desktop.storage.debt_events import EVENTS, PAYING, DebtEvent, divide, pay
from jiebei_desktop.storage.debt_names import DebtName
from jiebei_desktop.storage.entries import ImportedEntry, add_imported
from jiebei_desktop.storage.imported import (
    LINKS,
    NewRow,
    RawRow,
    change_row,
    of_event,
    raw_row,
    unbook,
)
from jiebei_desktop.storage.unit_of_work import UnitOfWork

_SEPARATOR = "\x1f"
_PARTS = 15
_DAY = 10
ENTRY_SIGN = {
    Kind.INCOME: ("income", 1),
    Kind.INCOME_INTEREST: ("income", 1),
    Kind.EXPENSE: ("expense", 1),
    Kind.REFUND: ("expense", -1),
}
"""Side and sign of the entry that a row of a kind becomes."""
_EVENT = {Kind.DEBT_DRAW: "draw", Kind.EXPENSE: "purchase", Kind.REFUND: "refund"}

Judged = tuple[str, Row, Verdict]
"""Identity, row and verdict."""


class Target(Struct, frozen=True, kw_only=True):
    """Where rows are booked: the debts by product, the categories."""

    debts: Mapping[str, DebtName]
    """Product to the debt, for the products that have one."""
    categories: Categories
    fallback_day: str
    chosen: Mapping[int, str]
    """Line to the category the user chose."""


def body(row: Row, verdict: Verdict) -> str:
    """Return the cells that have no column of their own, in one text; printed parts end it."""
    text = _SEPARATOR.join(
        (
            row.direction,
            row.kind,
            row.item,
            row.method,
            row.order,
            row.merchant,
            row.category,
            row.note,
            row.peer_account,
            row.currency,
            row.tail,
            str(verdict.fee) if verdict.fee else "",
            verdict.lender,
            "" if row.balance is None else str(row.balance),
        )
    )
    return f"{text}{_SEPARATOR}{','.join(map(str, verdict.parts))}" if verdict.parts else text


def way_of(body: str) -> str:
    """Return the word for the direction among the cells of a stored row."""
    return body.partition(_SEPARATOR)[0]


def row_of(raw: RawRow) -> tuple[Row, Verdict]:
    """Return the row and verdict of a stored row, as far as they were kept."""
    parts = raw.body.split(_SEPARATOR)
    parts += [""] * (_PARTS - len(parts))  # rows of earlier versions end with the fee
    direction, kind, item, method, order, merchant, category, note, *rest = parts
    account, currency, tail, fee, lender, balance, split = rest
    row = Row(
        line=raw.row,
        at=raw.moment,
        direction=direction,
        fen=Fen(raw.amount_fen),
        peer=raw.counterparty,
        peer_account=account,
        item=item,
        method=method,
        status=raw.status,
        order=order,
        merchant=merchant,
        category=category,
        kind=kind,
        note=note,
        currency=currency,
        tail=tail,
        balance=Fen(int(balance)) if balance else None,
    )
    printed = tuple(Fen(int(part)) for part in split.split(",")) if split else ()
    verdict = Verdict(
        Kind(raw.kind), raw.reason, fee=Fen(int(fee or 0)), lender=lender, parts=printed
    )
    return row, verdict


def raw_rows(judged: Iterable[Judged], target: Target) -> Iterator[NewRow]:
    """Yield judged rows as the ledger keeps them."""
    fallback = target.fallback_day
    for identity, row, verdict in judged:
        at = row.at
        yield (
            row.line,
            identity,
            verdict.kind._value_,
            row.status,
            at[:_DAY] or fallback,
            at,
            row.fen,
            row.peer,
            body(row, verdict),
            verdict.reason,
        )


def entries_of(
    judged: Iterable[Judged], ids: Iterable[int], target: Target
) -> Iterator[ImportedEntry]:
    """Yield what judged rows book as income and spending, a fee as an entry of its own."""
    chosen, category_of = target.chosen, target.categories.of
    for (_, row, verdict), raw_id in zip(judged, ids, strict=True):
        side = ENTRY_SIGN.get(verdict.kind)
        if side is None and not verdict.fee:
            continue
        credit = target.debts.get(verdict.debts[0][0]) if verdict.debts else None
        paid_by = credit.id if credit else None
        day, peer, item = row.at[:_DAY], row.peer, row.item if row.item != "/" else ""
        if side is not None:
            category = (chosen and chosen.get(row.line)) or category_of(row, verdict)
            fen = side[1] * abs(row.fen)
            yield ImportedEntry(day, side[0], fen, category, peer, item, raw_id, paid_by)
        if verdict.fee:
            fee = target.categories.fee
            yield ImportedEntry(day, "expense", verdict.fee, fee, peer, item, raw_id, paid_by)


def book_debts(work: UnitOfWork, row: Row, verdict: Verdict, raw_id: int, target: Target) -> None:
    """Record what a row does to debts, and pay the matched debt when it is a repayment."""
    seen = [
        (event_kind(verdict.kind, change), product, Fen(abs(change)))
        for product, change in verdict.debts
    ]
    if verdict.product:
        seen.append(("missed", verdict.product, row.fen))
    for kind, product, amount in seen:
        debt = target.debts.get(product)
        event = DebtEvent(
            debt_id=debt.id if debt else None,
            product=product,
            account=row.method,
            day=date.fromisoformat(row.at[:_DAY]),
            kind=kind,
            amount=amount,
            counterparty=row.peer,
            note=verdict.reason,
            raw_row_id=raw_id,
        )
        event_id = EVENTS.insert(work, event)
        if kind in PAYING and debt is not None:
            pay(work, debt, replace(event, id=event_id), verdict.parts)


def event_kind(kind: Kind, change: int) -> str:
    """Return what a row of a kind does to a debt that it changes by so much.

    What a card charges or gives back itself is neither a purchase of goods nor paid by anybody, but
    moves the debt as one does.
    """
    if kind is Kind.TRANSFER:
        return "refund" if change < 0 else "purchase"
    return _EVENT.get(kind, "repay" if change < 0 else "purchase")


def printed(work: UnitOfWork, raw_id: int) -> tuple[Fen, ...]:
    """Return the parts of a repayment that a stored row, or one joined with it, prints."""
    _, verdict = row_of(raw_row(work, raw_id))
    legs = (link.right_row_id for link in LINKS.read(work, left_row_id=raw_id) if of_event(link))
    return verdict.parts or next((parts for leg in legs if (parts := printed(work, leg))), ())


def divide_first(work: UnitOfWork, raw_id: int) -> None:
    """Give the payment of the event that a row belongs to the parts that its papers print now."""
    for link in LINKS.read(work, right_row_id=raw_id):
        if of_event(link):
            return divide_first(work, link.left_row_id)
    return divide(work, raw_id, printed(work, raw_id))


def rebook(work: UnitOfWork, raw: RawRow, verdict: Verdict, target: Target) -> None:
    """Give a stored row another verdict and book it anew, as a row of its own batch."""
    unbook(work, [raw.id])
    row, _ = row_of(raw)
    verdict = verdict._replace(parts=printed(work, raw.id))
    change_row(work, raw.id, kind=verdict.kind.value, reason=verdict.reason)
    booked = entries_of([(raw.identity, row, verdict)], [raw.id], target)
    add_imported(work, raw.batch_id, booked)
    book_debts(work, row, verdict, raw.id, target)
