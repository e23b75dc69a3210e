"""After an import: its history, taking it back, and the questions it left."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from msgspec import Struct

from jiebei_desktop.domain.changes import Changes
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.importers.credit import Credit
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
from jiebei_desktop.storage import imported, proposed_debts, settings
from jiebei_desktop.storage.debt_events import EVENTS
from jiebei_desktop.storage.imported import (
    BATCHES,
    LINKS,
    UNDONE,
    ImportBatch,
    Pairing,
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


def answer_missed(session: Session, event: int, *, paid_otherwise: bool) -> Changes:
    """Say whether a failed repayment was paid another way; else it stays as a missed one."""

    def work_on(work: UnitOfWork) -> None:
        if paid_otherwise:
            EVENTS.drop(work, [event])
        else:
            EVENTS.set(work, event, note="confirmed")

    return session.history.run("answer-missed", work_on)
