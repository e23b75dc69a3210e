"""Which stored files prove the payments of a debt, through whichever door they came in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from jiebei_desktop.domain.debts import Debt, DebtId
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.negotiation import Evidence, InstalmentMark
from jiebei_desktop.services.cases.evidence import evidence
from jiebei_desktop.services.keeping.session import Session
from jiebei_desktop.storage import agreements, cases
from jiebei_desktop.storage.debt_names import row_id
from jiebei_desktop.storage.debts import payments_by_row
from jiebei_desktop.storage.ledger import Ledger

RECEIPT = "payment_receipts"
"""Code of receipts in the document list of resources/rules/guide.toml."""
Receipts = dict[tuple[date, Fen | None], int]
"""Ids of the files by the day of a payment, and by its amount where that is known."""


def receipt_of(known: Receipts, day: date, amount: Fen) -> int | None:
    """Return the file that proves a payment; None while there is none."""
    return known.get((day, amount), known.get((day, None)))


def receipts(session: Session, debts: Iterable[Debt]) -> dict[DebtId, Receipts]:
    """Return the stored files that prove payments, by debt; files and marks are read once."""
    ledger = session.ledger
    owner = {case.id: case.debt for case in cases.read(ledger)}
    papers = [one for one in evidence(session) if one.kind == RECEIPT]
    marks = [one for one in agreements.marks(ledger) if one.attachment_id]
    return {debt.id: _receipts(ledger, debt, (papers, owner), marks) for debt in debts}


def _receipts(
    ledger: Ledger,
    debt: Debt,
    filed: tuple[Iterable[Evidence], Mapping[int, DebtId]],
    marks: Iterable[InstalmentMark],
) -> Receipts:
    papers, owner = filed
    found: Receipts = {}
    for item in papers:
        is_ours = owner.get(item.case_id) == debt.id if item.case_id else item.issuer == debt.lender
        if is_ours and item.on and item.attachment_id:
            found[item.on, None] = item.attachment_id
    payments = payments_by_row(ledger, row_id(ledger, debt.id))
    for mark in marks:
        paid = payments.get(mark.payment_id or 0)
        if paid is not None and mark.attachment_id:
            found[paid.date, paid.amount] = mark.attachment_id
    return found
