"""Which paper went to which lender: number, version, day and checksum, kept as it was sent."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from jiebei_desktop.domain.debts import DebtId
from jiebei_desktop.services.keeping.session import Session
from jiebei_desktop.storage import statements
from jiebei_desktop.storage.statements import REQUEST, KeptPaper


class SentPaper(Struct, frozen=True, kw_only=True):
    """One paper as it went out."""

    number: str
    kind: str
    """request, or the kind of the letter."""
    version: int
    """Of the requests to this lender, 1 for a letter."""
    sent_on: date
    checksum: str


def copies(session: Session, debt: DebtId) -> tuple[SentPaper, ...]:
    """Return what went to the lender of a debt, newest first."""
    found = [
        SentPaper(
            number=one.number,
            kind=one.kind,
            version=one.version,
            sent_on=one.sent_on,
            checksum=one.checksum,
        )
        for one in _kept(session, debt)
        if one.sent_on is not None
    ]
    found.sort(key=lambda one: one.sent_on)
    return tuple(reversed(found))


def requests_kept(session: Session, debt: DebtId) -> int:
    """Return how many requests for a debt are kept: the next one is a version later."""
    return sum(one.kind == REQUEST for one in _kept(session, debt))


def _kept(session: Session, debt: DebtId) -> list[KeptPaper]:
    return [one for one in statements.read(session.ledger) if one.debt == debt]
