"""Statement rows as rows of the ledger, and back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from jiebei_desktop.domain.money import Fen
from jiebei_desktop.importers.categories import Categories
from jiebei_desktop.importers.rows import Row
from jiebei_desktop.importers.verdicts import Kind, Verdict
from jiebei_desktop.storage.unit_of_work import UnitOfWork

RAW_COLUMNS = (
    "batch_id",
    "row",
    "identity",
    "kind",
    "status",
    "day",
    "moment",
    "amount_fen",
    "counterparty",
    "body",
    "reason",
)
ENTRY_COLUMNS = (
    "day",
    "kind",
    "amount_fen",
    "category",
    "counterparty",
    "note",
    "mark",
    "source",
    "batch_id",
    "raw_row_id",
    "paid_by",
)
_SEPARATOR = "\x1f"
_PARTS = 14
_DAY = 10
_ENTRY_SIGN = {
    Kind.INCOME: ("income", 1),
    Kind.INCOME_INTEREST: ("income", 1),
    Kind.EXPENSE: ("expense", 1),
    Kind.REFUND: ("expense", -1),
}
_EVENT = {Kind.DEBT_DRAW: "draw", Kind.EXPENSE: "purchase", Kind.REFUND: "refund"}

PAYING = ("repay", "refund")
"""Events that lower a debt: they are payments of the debt they belong to."""

Judged = tuple[str, Row, Verdict]
"""Identity, row and verdict."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Where rows are booked: the batch, the debts by product, the categories."""

    batch: int
    debts: Mapping[str, Mapping[str, Any]]
    """Product to the debt's row, for the products that have one."""
    categories: Categories
    fallback_day: str
    chosen: Mapping[int, str]
    """Line to the category the user chose."""


def body(row: Row, verdict: Verdict) -> str:
    """Return the cells that have no column of their own, in one text."""
    return _SEPARATOR.join(
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


def row_of(raw: Mapping[str, Any]) -> tuple[Row, Verdict]:
    """Return the row and verdict of a stored row, as far as they were kept."""
    parts = str(raw["body"]).split(_SEPARATOR)
    parts += [""] * (_PARTS - len(parts))  # rows of earlier versions end with the fee
    direction, kind, item, method, order, merchant, category, note, *rest = parts
    account, currency, tail, fee, lender, balance = rest
    row = Row(
        line=raw["row"],
        at=raw["moment"],
        direction=direction,
        fen=Fen(raw["amount_fen"]),
        peer=raw["counterparty"],
        peer_account=account,
        item=item,
        method=method,
        status=raw["status"],
        order=order,
        merchant=merchant,
        category=category,
        kind=kind,
        note=note,
        currency=currency,
        tail=tail,
        balance=Fen(int(balance)) if balance else None,
    )
    return row, Verdict(Kind(raw["kind"]), raw["reason"], fee=Fen(int(fee or 0)), lender=lender)


def raw_values(judged: Iterable[Judged], target: Target) -> Iterator[tuple[Any, ...]]:
    """Yield rows for ``raw_rows`` in the order of ``RAW_COLUMNS``."""
    batch, fallback = target.batch, target.fallback_day
    for identity, row, verdict in judged:
        yield (
            batch,
            row.line,
            identity,
            verdict.kind.value,
            row.status,
            row.at[:_DAY] or fallback,
            row.at,
            row.fen,
            row.peer,
            body(row, verdict),
            verdict.reason,
        )


def entry_values(
    judged: Iterable[Judged], ids: Iterable[int], target: Target
) -> Iterator[tuple[Any, ...]]:
    """Yield rows for ``entries`` in the order of ``ENTRY_COLUMNS``."""
    for (_, row, verdict), raw_id in zip(judged, ids, strict=True):
        side = _ENTRY_SIGN.get(verdict.kind)
        if side is not None:
            amount = side[1] * abs(row.fen)
            category = target.chosen.get(row.line) or target.categories.of(row, verdict)
            yield _entry((side[0], amount, category), row, verdict, (raw_id, target))
        if verdict.fee:
            fee = ("expense", verdict.fee, target.categories.fee)
            yield _entry(fee, row, verdict, (raw_id, target))


def _entry(
    booked: tuple[str, int, str], row: Row, verdict: Verdict, place: tuple[int, Target]
) -> tuple[Any, ...]:
    raw_id, target = place
    credit = target.debts.get(verdict.debts[0][0]) if verdict.debts else None
    return (
        row.at[:_DAY],
        *booked,
        row.peer,
        row.item if row.item != "/" else "",
        "statement",
        "import",
        target.batch,
        raw_id,
        credit["id"] if credit else None,
    )


def book_debts(work: UnitOfWork, row: Row, verdict: Verdict, raw_id: int, target: Target) -> None:
    """Record what a row does to debts, and pay the matched debt when it is a repayment."""
    for product, change in verdict.debts:
        kind = event_kind(verdict.kind, change)
        event = _event(work, kind, (product, abs(change)), (row, verdict, raw_id), target)
        debt = target.debts.get(product)
        if kind in PAYING and debt is not None:
            pay(work, debt, event)
    if verdict.product:
        _event(work, "missed", (verdict.product, row.fen), (row, verdict, raw_id), target)


def _event(
    work: UnitOfWork,
    kind: str,
    what: tuple[str, int],
    origin: tuple[Row, Verdict, int],
    target: Target,
) -> dict[str, Any]:
    row, verdict, raw_id = origin
    debt = target.debts.get(what[0])
    values = {
        "debt_id": debt["id"] if debt else None,
        "product": what[0],
        "account": row.method,
        "day": row.at[:_DAY],
        "kind": kind,
        "amount_fen": what[1],
        "counterparty": row.peer,
        "note": verdict.reason,
        "raw_row_id": raw_id,
    }
    return {**values, "id": work.insert("debt_events", values)}


def pay(work: UnitOfWork, debt: Mapping[str, Any], event: Mapping[str, Any]) -> None:
    """Make a repayment event a payment of the debt, unless the user typed the same one.

    A repayment before the contract's date belongs to an earlier contract and stays an event.
    """
    if event["day"] < debt["contract_date"]:
        return
    same = {"debt_id": debt["id"], "day": event["day"], "amount_fen": event["amount_fen"]}
    events = [found for found in work.rows("debt_events", **same) if found["kind"] in PAYING]
    if len(events) <= len(work.rows("payments", **same)):
        return
    work.insert("payments", {**same, "note": event["counterparty"], "event_id": event["id"]})


def event_kind(kind: Kind, change: int) -> str:
    """Return what a row of a kind does to a debt that it changes by so much."""
    return _EVENT.get(kind, "repay" if change < 0 else "purchase")


def give_events(work: UnitOfWork, product: str, debt: Mapping[str, Any]) -> None:
    """Give a debt what statements show of a product and no debt has yet; repayments pay it."""
    for event in work.rows("debt_events", product=product, debt_id=None):
        work.update("debt_events", event["id"], {"debt_id": debt["id"]})
        if event["kind"] in PAYING:
            pay(work, debt, event)


def unbook(work: UnitOfWork, raw_ids: Sequence[int]) -> None:
    """Take back what stored rows booked: entries, debt events and their payments."""
    entries: list[int] = []
    events: list[int] = []
    payments: list[int] = []
    for raw_id in raw_ids:
        entries += [row["id"] for row in work.rows("entries", raw_row_id=raw_id)]
        events += [row["id"] for row in work.rows("debt_events", raw_row_id=raw_id)]
    for event in events:
        payments += [row["id"] for row in work.rows("payments", event_id=event)]
    work.delete_many("payments", payments)
    work.delete_many("debt_events", events)
    work.delete_many("entries", entries)


def rebook(work: UnitOfWork, raw: Mapping[str, Any], verdict: Verdict, target: Target) -> None:
    """Give a stored row another verdict and book it anew."""
    unbook(work, [raw["id"]])
    row, _ = row_of(raw)
    changed = {"kind": verdict.kind.value, "reason": verdict.reason}
    work.update("raw_rows", raw["id"], changed)
    judged = [(str(raw["identity"]), row, verdict)]
    work.insert_many("entries", ENTRY_COLUMNS, entry_values(judged, [raw["id"]], target))
    book_debts(work, row, verdict, raw["id"], target)
