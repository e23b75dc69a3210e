"""After an import: its history, taking it back, and the questions it left."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any

from msgspec import Struct

from jiebei_desktop.domain.changes import Changes
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.rollover import Limits, Movement, Rollover, rollovers
from jiebei_desktop.importers.credit import Credit
from jiebei_desktop.importers.links import APP, WALLET_FILES
from jiebei_desktop.importers.verdicts import BOOKED, Kind, Verdict
from jiebei_desktop.importers.words import words
from jiebei_desktop.services.keeping.session import Session
from jiebei_desktop.services.statements import (
    imports_debts,
    imports_links,
    imports_match,
    imports_rows,
    report_kept,
)
from jiebei_desktop.services.statements.imports_booking import target_of
from jiebei_desktop.storage import debt_names, imported, proposed_debts, settings
from jiebei_desktop.storage.debt_events import EVENTS, DebtEvent
from jiebei_desktop.storage.imported import (
    BATCHES,
    LINKS,
    UNDONE,
    ImportBatch,
    Pairing,
    RawRow,
    change_row,
    of_event,
    raw_row,
    raw_rows,
)
from jiebei_desktop.storage.ledger import Ledger
from jiebei_desktop.storage.unit_of_work import UnitOfWork


class Open(Struct, frozen=True, kw_only=True):
    """A stored row that waits for a decision."""

    row_id: int
    reason: str
    day: str
    fen: Fen
    counterparty: str
    item: str
    lender: str = ""
    """The name to answer for, when the counterparty may lend."""


class FileCoverage(Struct, frozen=True, kw_only=True):
    """The days of one account that files cover, and the holes between them."""

    source: str
    account: str
    spans: tuple[tuple[date, date], ...]
    holes: tuple[tuple[date, date], ...]


class Borrowing(Struct, frozen=True, kw_only=True):
    """Borrowing to repay as the files show it, and whether a bank file could show more."""

    found: tuple[Rollover, ...]
    bank_missing: bool


def history(session: Session) -> tuple[ImportBatch, ...]:
    """Return all imports, the newest first."""
    return BATCHES.read(session.ledger, "id DESC")


def revert(session: Session, batch: int) -> Changes:
    """Take back exactly one import; rows of other files it had explained are booked again.

    Raises:
        KeyError: there is no such import.
    """
    return session.history.run("revert-import", lambda work: _revert(session.ledger, work, batch))


def _revert(ledger: Ledger, work: UnitOfWork, batch: int) -> None:
    own = imported.row_ids(work, batch)
    target = _target(ledger, work)
    for legs in _left_alone(work, own).values():
        _hand_on(work, legs, target)
    divided = [
        link.left_row_id
        for link in LINKS.read(work)
        if link.right_row_id in own and link.left_row_id not in own and _parted(work, link)
    ]
    for link in LINKS.read(work):
        if "main" in link.facts and link.right_row_id in own and link.left_row_id not in own:
            _restore(work, link.left_row_id, link.facts["main"], target)
    listed = proposed_debts.forget(work, batch)
    report_kept.forget(work, listed)
    imported.drop(work, batch)
    for row_id in divided:
        imports_rows.divide_first(work, row_id)


def _left_alone(work: UnitOfWork, own: set[int]) -> dict[int, list[Pairing]]:
    """Return what told the events that rows outside ``own`` are legs of, by the row that goes.

    Where that row is a leg itself of an event that stays, its legs are that event's at once.
    """
    links = [one for one in LINKS.read(work) if of_event(one)]
    told_by = {one.right_row_id: one.left_row_id for one in links}
    found: dict[int, list[Pairing]] = {}
    for link in links:
        if link.left_row_id not in own or link.right_row_id in own:
            continue
        still = told_by.get(link.left_row_id, link.left_row_id)
        if still in own:
            found.setdefault(link.left_row_id, []).append(link)
        else:
            LINKS.set(work, link.id, left_row_id=still)
    return found


def _hand_on(work: UnitOfWork, legs: list[Pairing], target: imports_rows.Target) -> None:
    """Let the surest leg of an event tell it, now that its teller goes; the others are its legs.

    A row that would only wait for a decision tells nothing while another knows what it was.
    """
    told = {one.id: one.facts.get("former") or one.facts.get("alone") or {} for one in legs}
    waits = {code: facts.get("kind") == Kind.REVIEW.value for code, facts in told.items()}
    legs.sort(key=lambda one: (waits[one.id], imports_links.rank(one.reason)))
    first = legs[0]
    if told[first.id]:
        _restore(work, first.right_row_id, told[first.id], target)
    for link in legs[1:]:
        LINKS.set(work, link.id, left_row_id=first.right_row_id)
    if any(_parted(work, link) for link in legs[1:]):
        imports_rows.divide_first(work, first.right_row_id)


def _parted(work: UnitOfWork, link: Pairing) -> bool:
    """Say whether a leg prints the parts of what its main row paid."""
    return bool(imports_rows.printed(work, link.right_row_id))


def _target(ledger: Ledger, work: UnitOfWork) -> imports_rows.Target:
    """Return where stored rows are booked, by the answers that are remembered."""
    return target_of(ledger, work, (None, ledger.setting(imports_debts.DEBTS, {})), {})


def _restore(
    work: UnitOfWork, leg: int, told: Mapping[str, Any], target: imports_rows.Target
) -> None:
    """Book a leg as what it was, or would have been, without another file's row."""
    debts = tuple((name, Fen(change)) for name, change in told["debts"])
    verdict = Verdict(Kind(told["kind"]), told["reason"], debts)
    imports_rows.rebook(work, raw_row(work, leg), verdict, target)


def unlink(session: Session, link: int) -> Changes:
    """Take a link apart for good: the leg stands alone, in review unless it was booked.

    Raises:
        KeyError: there is no such link.
    """

    def work_on(work: UnitOfWork) -> None:
        LINKS.set(work, link, reason=UNDONE)
        (known,) = LINKS.read(work, id=link)
        target = _target(session.ledger, work)
        if "former" in known.facts:
            _restore(work, known.right_row_id, known.facts["former"], target)
        else:
            change_row(work, known.right_row_id, kind=Kind.REVIEW.value, reason="unlinked")
        if _parted(work, known):
            imports_rows.divide_first(work, known.left_row_id)

    return session.history.run("unlink", work_on)


def asked_names(session: Session) -> dict[str, int]:
    """Return the names that wait for an answer, with how many rows wait for it."""
    return dict(Counter(row.lender for row in open_rows(session) if row.lender))


def answer_lenders(session: Session, names: Iterable[str], answer: str) -> Changes:
    """Remember whether names lend (``loan``) or not (``ordinary``); book their rows so."""
    answers = dict.fromkeys(names, answer)

    def work_on(work: UnitOfWork) -> None:
        settings.add(work, imports_debts.LENDERS, answers)
        target = _target(session.ledger, work)
        credit = Credit(words())
        for raw in raw_rows(work, kind=Kind.REVIEW.value):
            row, waiting = imports_rows.row_of(raw)
            verdict = imports_match.of_lender(row, waiting, answers, credit)
            if verdict is not waiting:
                imports_rows.rebook(work, raw, verdict, target)

    return session.history.run("answer-lender", work_on)


def open_rows(session: Session) -> tuple[Open, ...]:
    """Return the rows that wait for a decision, grouped by reason, oldest first."""
    found = []
    for raw in raw_rows(session.ledger, "reason, day, id", kind=Kind.REVIEW.value):
        row, verdict = imports_rows.row_of(raw)
        found.append(
            Open(
                row_id=raw.id,
                reason=verdict.reason,
                day=raw.day,
                fen=row.fen,
                counterparty=row.peer,
                item=row.item,
                lender=verdict.lender,
            )
        )
    return tuple(found)


def decide(session: Session, row_ids: Iterable[int], kind: Kind, product: str = "") -> Changes:
    """Give rows the kind a person decided; debt kinds name the product.

    Where nobody knows the amount in yuan there is nothing to book: such a row goes on waiting.

    Raises:
        KeyError: there is no such row.
        ValueError: a draw or a repayment without a product.
    """
    if kind in {Kind.DEBT_DRAW, Kind.DEBT_REPAY} and not product:
        raise ValueError(kind)

    def work_on(work: UnitOfWork) -> None:
        target = _target(session.ledger, work)
        credit = Credit(words())
        for row_id in row_ids:
            raw = raw_row(work, row_id)
            row, _ = imports_rows.row_of(raw)
            if kind in BOOKED and (row.currency or not row.fen):
                continue
            verdict = imports_match.decided(row, kind, credit, product)
            imports_rows.rebook(work, raw, verdict, target)

    return session.history.run("decide", work_on)


def missed(session: Session) -> tuple[DebtEvent, ...]:
    """Return failed repayments that wait for an answer."""
    return EVENTS.read(session.ledger, "day, id", kind="missed", note="repayment_failed")


def answer_missed(session: Session, event: int, *, paid_otherwise: bool) -> Changes:
    """Say whether a failed repayment was paid another way; else it stays as a missed one."""

    def work_on(work: UnitOfWork) -> None:
        if paid_otherwise:
            EVENTS.drop(work, [event])
        else:
            EVENTS.set(work, event, note="confirmed")

    return session.history.run("answer-missed", work_on)


def coverage(session: Session) -> tuple[FileCoverage, ...]:
    """Return per account which days the imported files cover, with the holes between."""
    spans: dict[tuple[str, str], list[tuple[date, date]]] = {}
    for batch in BATCHES.read(session.ledger):
        if batch.first and batch.last:
            key = (imports_match.source_of(batch), batch.account)
            span = (date.fromisoformat(batch.first), date.fromisoformat(batch.last))
            spans.setdefault(key, []).append(span)
    return tuple(
        _covered(source, account, sorted(found)) for (source, account), found in spans.items()
    )


def _covered(source: str, account: str, found: Sequence[tuple[date, date]]) -> FileCoverage:
    merged = [found[0]]
    for first, last in found[1:]:
        if first <= merged[-1][1] + timedelta(days=1):
            merged[-1] = (merged[-1][0], max(merged[-1][1], last))
        else:
            merged.append((first, last))
    holes = tuple(
        (before[1] + timedelta(days=1), after[0] - timedelta(days=1))
        for before, after in pairwise(merged)
    )
    return FileCoverage(source=source, account=account, spans=tuple(merged), holes=holes)


def rows_of(session: Session, ids: Iterable[int | None]) -> dict[int, RawRow]:
    """Return the stored rows of some ids; a ledger holds far more than anybody asks for at once."""
    wanted = {row_id for row_id in ids if row_id is not None}
    return {row_id: raw_row(session.ledger, row_id) for row_id in wanted}


def borrowing(session: Session) -> Borrowing:
    """Return which draws were followed by repayments, each yuan of a repayment once."""
    data = words().rollover
    limits = Limits(
        draw_min=Fen(data["draw_min_yuan"] * 100),
        days=data["days"],
        strong_percent=data["strong_percent"],
        possible_percent=data["possible_percent"],
    )
    events = [EVENTS.read(session.ledger, kind=kind) for kind in ("draw", "repay")]
    known = rows_of(session, (event.raw_row_id for found in events for event in found))
    moments = {row_id: row.moment for row_id, row in known.items()}
    draws, repaid = ([_flow(event, moments) for event in found] for found in events)
    sources = {imports_match.source_of(batch) for batch in BATCHES.read(session.ledger)}
    missing = bool(sources) and not sources - WALLET_FILES - {APP}
    return Borrowing(found=rollovers(draws, repaid, limits), bank_missing=missing)


def _flow(event: DebtEvent, moments: Mapping[int, str]) -> Movement:
    row = event.raw_row_id or 0
    return Movement(
        at=datetime.fromisoformat(moments.get(row) or event.day.isoformat()),
        product=event.product,
        amount=event.amount,
        row=row,
        by_credit=event.account if event.note == "repaid_by_credit" else "",
    )


def flows_since_balance(session: Session) -> dict[str, Fen]:
    """Return per debt with a typed balance what the files say has changed since that day."""
    found: dict[str, Fen] = {}
    for debt in session.ledger.debts():
        if debt.balance is not None:
            events = EVENTS.read(session.ledger, debt_id=debt_names.row_id(session.ledger, debt.id))
            since = debt.balance.as_of
            found[debt.id] = Fen(sum(event.change for event in events if event.day > since))
    return found
