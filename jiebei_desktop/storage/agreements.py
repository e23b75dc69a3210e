"""Agreements with their instalments, and the versions of what was asked before."""

from __future__ import annotations

import json
from datetime import date

from jiebei_desktop.domain.money import parse_yuan, yuan
from jiebei_desktop.domain.negotiation import (
    Agreement,
    AgreementEvent,
    AgreementEventKind,
    InstalmentMark,
    Proposal,
    ProposalState,
)
from jiebei_desktop.storage import request_json
from jiebei_desktop.storage.records import StoredTable, text
from jiebei_desktop.storage.rows import Row, RowSource, day, iso
from jiebei_desktop.storage.unit_of_work import UnitOfWork


class _Agreements(StoredTable[Agreement]):
    """What was agreed; the terms and what happened since are one JSON object."""

    def value(self, row: Row, **beside: object) -> Agreement:
        body = json.loads(row["body"])
        return super().value(
            row,
            request=request_json.from_json(body["request"]),
            settled_items=frozenset(body["settled_items"]),
            extra_cost=parse_yuan(body["extra_cost"]),
            events=tuple(
                AgreementEvent(
                    kind=AgreementEventKind(raw["kind"]),
                    on=date.fromisoformat(raw["on"]),
                    note=raw["note"],
                )
                for raw in body.get("events", [])
            ),
            **beside,
        )

    def row(self, value: Agreement) -> Row:
        body = {
            "request": request_json.to_json(value.request),
            "settled_items": sorted(value.settled_items),
            "extra_cost": yuan(value.extra_cost),
            "events": [
                {"kind": one.kind.value, "on": one.on.isoformat(), "note": one.note}
                for one in value.events
            ],
        }
        return {**super().row(value), "body": text(body)}


class _Proposals(StoredTable[Proposal]):
    """The versions; the request and what became of it are one JSON object."""

    def value(self, row: Row, **beside: object) -> Proposal:
        body = json.loads(row["body"])
        return super().value(
            row,
            request=request_json.from_json(body["request"]),
            sent_on=day(body["sent_on"]),
            statement_id=body["statement_id"],
            reply=body["reply"],
            replied_on=day(body["replied_on"]),
            **beside,
        )

    def row(self, value: Proposal) -> Row:
        body = {
            "request": request_json.to_json(value.request),
            "sent_on": iso(value.sent_on),
            "statement_id": value.statement_id,
            "reply": value.reply,
            "replied_on": iso(value.replied_on),
        }
        return {**super().row(value), "body": text(body)}


_AGREEMENTS = _Agreements(
    "agreements",
    Agreement,
    beside=("request", "settled_items", "extra_cost", "events", "marks"),
)
PROPOSALS = _Proposals(
    "proposals",
    Proposal,
    beside=("request", "sent_on", "statement_id", "reply", "replied_on"),
)
_MARKS = StoredTable("instalment_marks", InstalmentMark, beside=("part",))


def read(source: RowSource, case_id: int) -> tuple[Agreement, ...]:
    """Return the agreements of a case, newest first, with their instalments."""
    return tuple(
        _AGREEMENTS.value(row, marks=marks(source, row["id"]))
        for row in _AGREEMENTS.rows(source, "agreed_on DESC, id DESC", case_id=case_id)
    )


def marks(source: RowSource, agreement_id: int | None = None) -> tuple[InstalmentMark, ...]:
    """Return the instalments of an agreement, or of all, by number."""
    if agreement_id is None:
        return _MARKS.read(source, "n")
    return _MARKS.read(source, "n", agreement_id=agreement_id)


def add(work: UnitOfWork, agreement: Agreement) -> int:
    """Add an agreement with its instalments and return its row; its proposal was accepted.

    A version that was never sent stays a draft: nobody can have accepted it.
    """
    row_id = _AGREEMENTS.insert(work, agreement)
    for mark in agreement.marks:
        _MARKS.insert(work, mark, agreement_id=row_id)
    if agreement.proposal_id is not None:
        (asked,) = PROPOSALS.read(work, id=agreement.proposal_id)
        if asked.state is not ProposalState.DRAFT:
            PROPOSALS.set(work, asked.id, state=ProposalState.ACCEPTED)
    return row_id


def change(work: UnitOfWork, agreement: Agreement) -> None:
    """Replace what is known of an agreement; its instalments stay."""
    _AGREEMENTS.update(work, agreement.id, agreement)


def mark(work: UnitOfWork, agreement_id: int, n: int, **fields: object) -> None:
    """Change what is known of one instalment.

    Raises:
        KeyError: the agreement has no such instalment.
    """
    found = _MARKS.rows(work, agreement_id=agreement_id, n=n)
    if not found:
        raise KeyError(n)
    _MARKS.set(work, found[0]["id"], **fields)


def proposals(source: RowSource, case_id: int) -> tuple[Proposal, ...]:
    """Return the versions of a case, newest first."""
    return PROPOSALS.read(source, "version DESC", case_id=case_id)
