"""How an agreement was kept: every instalment with its day, its voucher, and what was told.

`record` gathers the facts; `document` writes them as JSON with a checksum, for the PDF and for
whoever reads it with a program.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from jiebei_desktop.domain.debts import Debt, DebtId, Stage
from jiebei_desktop.domain.household import Household
from jiebei_desktop.domain.money import ZERO, Fen, yuan
from jiebei_desktop.domain.negotiation import Agreement, AgreementEvent, InstalmentMark, Request
from jiebei_desktop.domain.parts import Parts
from jiebei_desktop.domain.standing import agreed_on, owed
from jiebei_desktop.services.cases.agreements import (
    agreements,
    credit_record_until,
    paid_days,
    parts_paid,
)
from jiebei_desktop.services.cases.casefile import cases
from jiebei_desktop.services.cases.copies import SentPaper, copies
from jiebei_desktop.services.debts.estimates import told_drawn
from jiebei_desktop.services.formats.json_values import maybe_day, parts_json
from jiebei_desktop.services.keeping.session import Session
from jiebei_desktop.services.papers.statement import checksum
from jiebei_desktop.storage import request_json
from jiebei_desktop.storage.chain import newest_hash
from jiebei_desktop.storage.evidence import StoredFile
from jiebei_desktop.storage.evidence import files as stored_files

FORMAT = "jiebei.performance/1"


class InstalmentKept(StrEnum):
    """How an instalment stands."""

    IN_TIME = "in_time"
    LATE = "late"
    """Paid after its day."""
    MISSED = "missed"
    """Past its day and not paid."""
    AHEAD = "ahead"
    """Not due before the day of the record; due today counts as ahead."""
    CLOSED = "closed"
    """Not paid on its own, but with the settlement of the whole debt."""


class KeptInstalment(Struct, frozen=True, kw_only=True):
    """One instalment and what stands behind it."""

    n: int
    due: date
    amount: Fen
    part: Fen = ZERO
    """What is paid of it while it is open."""
    paid_on: date | None
    state: InstalmentKept
    days_late: int
    """Days between its day and the payment, or the day of the record; 0 when in time."""
    is_booked: bool
    """A payment of the debt stands behind it."""
    voucher: str
    """Name of the file that proves it, empty without one."""
    sha256: str

    @property
    def open(self) -> Fen:
        """What is left of it to pay."""
        return Fen(self.amount - self.part)


class AgreementKept(Struct, frozen=True, kw_only=True):
    """The instalments of an agreement as they were kept up to a day."""

    agreed_on: date | None
    """None where the debt is said to be agreed anew, not since when."""
    instalments: tuple[KeptInstalment, ...]
    settled_on: date | None

    def count(self, *states: InstalmentKept) -> int:
        """Return how many instalments stand so."""
        return sum(one.state in states for one in self.instalments)

    @property
    def fallen_due(self) -> int:
        """How many fell due before the day, or were paid before their day."""
        return len(self.instalments) - self.count(InstalmentKept.AHEAD)

    @property
    def paid(self) -> int:
        """How many are paid."""
        return self.count(InstalmentKept.IN_TIME, InstalmentKept.LATE)

    @property
    def paid_total(self) -> Fen:
        """All that was paid under the agreement."""
        made = (one.amount if one.paid_on is not None else one.part for one in self.instalments)
        return Fen(sum(made))


class Performance(AgreementKept, frozen=True, kw_only=True):
    """One agreement of a case as it was kept up to a day, with all that stands behind it."""

    agreed_on: date
    as_of: date
    debt: DebtId
    name: str
    lender: str
    contract_date: date | None
    """None where nobody told it."""
    contract_no: str
    applicant: Household
    terms: Request
    written: frozenset[str]
    """Codes of the six items that the agreement settles in writing."""
    events: tuple[AgreementEvent, ...]
    copies: tuple[SentPaper, ...]
    """Papers that went to the lender up to the day, oldest first."""
    owed: Parts
    """What is owed of the debt on the day."""
    record_until: date | None
    """When a bad credit record ends, for a settled debt."""
    chain: str
    """Hash of the newest link of the ledger's chain: what is behind the record cannot be
    changed afterwards without another hash."""

    @property
    def vouched(self) -> int:
        """How many paid instalments have a payment or a file behind them."""
        return sum(
            one.paid_on is not None and (one.is_booked or bool(one.sha256))
            for one in self.instalments
        )


def record(
    session: Session, debt: DebtId, as_of: date, agreement_id: int | None = None
) -> Performance | None:
    """Return how an agreement of a debt was kept: the newest, or the one named; None without.

    Raises:
        KeyError: there is no such debt.
    """
    known = session.ledger.debt(debt)
    kept = [
        one
        for case in reversed(cases(session))
        if case.debt == debt
        for one in agreements(session, case.id)
        if one.agreed_on <= as_of and agreement_id in {None, one.id}
    ]
    if not kept:
        return None
    return _performance(session, known, kept[0], as_of)


def kept(session: Session, debt: DebtId, as_of: date) -> AgreementKept | None:
    """Return how the agreement of a debt was kept: the case's, else the terms agreed anew.

    Raises:
        KeyError: there is no such debt.
    """
    return record(session, debt, as_of) or new_terms_kept(session.ledger.debt(debt), as_of)


def new_terms_kept(debt: Debt, as_of: date) -> AgreementKept | None:
    """Return how terms agreed anew were kept; None where neither they nor the stage tell of any."""
    on = agreed_on(debt, as_of)
    if on is None and debt.stage is not Stage.RESTRUCTURED:
        return None
    paid = paid_days(debt, on or debt.contract_date, as_of)
    states = (one.instalment for one in owed(debt, as_of).instalments if not one.once)
    marks = (
        InstalmentMark(n=one.n, due=one.due, amount=one.payment, paid_on=paid.get(one.due))
        for one in states
    )
    instalments = _in_part(debt, as_of, (_instalment(one, None, as_of, None) for one in marks))
    return AgreementKept(agreed_on=on, instalments=instalments, settled_on=None)


def _in_part(debt: Debt, as_of: date, some: Iterable[KeptInstalment]) -> tuple[KeptInstalment, ...]:
    """Return instalments of the terms in force with what stands behind them: payments, and parts.

    A payment of the day stands behind one that is paid.
    """
    days = {one.date for one in debt.payments}
    paid = parts_paid(debt, as_of)
    return tuple(
        replace(one, is_booked=one.paid_on in days)
        if one.paid_on is not None
        else replace(one, part=min(one.amount, paid.get(one.due, ZERO)))
        for one in some
    )


def document(found: Performance) -> dict[str, Any]:
    """Write a record as JSON values: yuan and rates as strings, days as ISO dates."""
    values = {
        "format": FORMAT,
        "as_of": found.as_of.isoformat(),
        "debt": {
            "id": found.debt,
            "name": found.name,
            "lender": found.lender,
            "contract_date": maybe_day(found.contract_date),
            "contract_no": found.contract_no,
        },
        "applicant": {
            name: getattr(found.applicant, name) for name in ("name", "id_tail", "phone", "address")
        },
        "agreement": {
            "agreed_on": found.agreed_on.isoformat(),
            "terms": request_json.to_json(found.terms),
            "written": sorted(found.written),
        },
        "instalments": [_instalment_json(one) for one in found.instalments],
        "events": [
            {"kind": one.kind.value, "on": one.on.isoformat(), "note": one.note}
            for one in found.events
        ],
        "copies": [_copy_json(one) for one in found.copies],
        "counts": _counts(found),
        "paid_total": yuan(found.paid_total),
        "owed": parts_json(found.owed, "total"),
        "settled_on": maybe_day(found.settled_on),
        "record_until": maybe_day(found.record_until),
        "chain": found.chain,
    }
    return {**values, "checksum": checksum(values)}


def _copy_json(one: SentPaper) -> dict[str, Any]:
    return {
        "number": one.number,
        "kind": one.kind,
        "version": one.version,
        "sent_on": one.sent_on.isoformat(),
        "checksum": one.checksum,
    }


def _counts(found: Performance) -> dict[str, int]:
    return {
        "instalments": len(found.instalments),
        "fallen_due": found.fallen_due,
        "paid": found.paid,
        "in_time": found.count(InstalmentKept.IN_TIME),
        "late": found.count(InstalmentKept.LATE),
        "missed": found.count(InstalmentKept.MISSED),
        "vouched": found.vouched,
    }


def _performance(session: Session, debt: Debt, agreement: Agreement, as_of: date) -> Performance:
    files = stored_files(session.ledger)
    settled_on, drawn = _settled_on(session, debt, as_of), told_drawn(session, debt)
    marks = (
        _instalment(mark, files.get(mark.attachment_id or 0), as_of, settled_on)
        for mark in agreement.marks
    )
    return Performance(
        as_of=as_of,
        debt=debt.id,
        name=debt.name,
        lender=debt.lender,
        contract_date=None if drawn is None else drawn[0],
        contract_no=debt.contract_no,
        applicant=session.ledger.read_book().household,
        agreed_on=agreement.agreed_on,
        terms=agreement.request,
        written=agreement.settled_items,
        instalments=_in_part(debt, as_of, marks),
        events=tuple(one for one in agreement.events if one.on <= as_of),
        copies=tuple(one for one in reversed(copies(session, debt.id)) if one.sent_on <= as_of),
        owed=owed(debt, as_of).parts,
        settled_on=settled_on,
        record_until=None if settled_on is None else credit_record_until(session, settled_on),
        chain=newest_hash(session.ledger),
    )


def _settled_on(session: Session, debt: Debt, as_of: date) -> date | None:
    if debt.stage is not Stage.SETTLED:
        return None
    ends = [case.closed_on for case in cases(session) if case.debt == debt.id and case.closed_on]
    return max((end for end in ends if end <= as_of), default=None)


def _instalment(
    mark: InstalmentMark, file: StoredFile | None, as_of: date, settled_on: date | None
) -> KeptInstalment:
    paid_on = mark.paid_on if mark.paid_on is not None and mark.paid_on <= as_of else None
    late = max(0, ((paid_on or settled_on or as_of) - mark.due).days)
    if paid_on is not None:
        state = InstalmentKept.LATE if late else InstalmentKept.IN_TIME
    elif not late:
        state = InstalmentKept.AHEAD
    else:
        state = InstalmentKept.MISSED if settled_on is None else InstalmentKept.CLOSED
    return KeptInstalment(
        n=mark.n,
        due=mark.due,
        amount=mark.amount,
        paid_on=paid_on,
        state=state,
        days_late=late,
        is_booked=False,
        voucher="" if file is None else file.name,
        sha256="" if file is None else file.sha256,
    )


def _instalment_json(one: KeptInstalment) -> dict[str, Any]:
    return {
        "n": one.n,
        "due": one.due.isoformat(),
        "amount": yuan(one.amount),
        "paid_on": maybe_day(one.paid_on),
        "state": one.state.value,
        "days_late": one.days_late,
        "booked": one.is_booked,
        "voucher": one.voucher,
        "sha256": one.sha256,
    }
