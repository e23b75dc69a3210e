"""Which stored files prove the payments of a debt, through whichever door they came in."""

from __future__ import annotations

from datetime import date

from jiebei_desktop.domain.debts import Debt
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.services.cases.evidence import evidence
from jiebei_desktop.services.keeping.session import Session
from jiebei_desktop.storage import agreements, cases
from jiebei_desktop.storage.debt_names import row_id
from jiebei_desktop.storage.debts import payments_by_row

RECEIPT = "payment_receipts"
"""Code of receipts in the document list of resources/rules/guide.toml."""
Receipts = dict[tuple[date, Fen | None], int]
"""Ids of the files by the day of a payment, and by its amount where that is known."""


def receipt_of(known: Receipts, day: date, amount: Fen) -> int | None:
    """Return the file that proves a payment; None while there is none."""
    return known.get((day, amount), known.get((day, None)))


def receipts(session: Session, debt: Debt) -> Receipts:
    """Return the stored files that prove payments of a debt."""
    found: Receipts = {}
    own = {case.id for case in cases.read(session.ledger, debt.id)}
    for item in evidence(session):
        is_ours = item.case_id in own if item.case_id else item.issuer == debt.lender
        if item.kind == RECEIPT and is_ours and item.on and item.attachment_id:
            found[item.on, None] = item.attachment_id
    payments = payments_by_row(session.ledger, row_id(session.ledger, debt.id))
    for mark in agreements.marks(session.ledger):
        paid = payments.get(mark.payment_id or 0)
        if paid is not None and mark.attachment_id:
            found[paid.date, paid.amount] = mark.attachment_id
    return found
