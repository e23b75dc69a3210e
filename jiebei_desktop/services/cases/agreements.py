"""Agreements: entered against the six items, made into new terms, tracked to the end."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from jiebei_desktop.domain.agreed_terms import instalments_of, version_of
from jiebei_desktop.domain.changes import Changes
from jiebei_desktop.domain.debts import Debt, DebtId, Payment, Stage
from jiebei_desktop.domain.irr import AmbiguousFlows, xirr
from jiebei_desktop.domain.money import ZERO, Fen
from jiebei_desktop.domain.negotiation import (
    Agreement,
    AgreementEvent,
    AgreementEventKind,
    InstalmentMark,
    record_kept_until,
)
from jiebei_desktop.domain.parts import Parts
from jiebei_desktop.domain.reminders import Reminder, case_ref, debt_ref
from jiebei_desktop.domain.standing import Status, current_terms, owed
from jiebei_desktop.services.cases.evidence import NewPaper
from jiebei_desktop.services.cases.receipts import Receipts, receipt_of, receipts
from jiebei_desktop.services.keeping.session import Session
from jiebei_desktop.storage import agreements as stored
from jiebei_desktop.storage import cases, debt_names, debts
from jiebei_desktop.storage.cases import REMINDERS, case_in
from jiebei_desktop.storage.unit_of_work import UnitOfWork

LUMP_SUM = "lump_sum"
"""Reminder of a sum agreed to be paid at once: it is no instalment of the new terms."""
SETTLEMENT_STEPS = (("settlement_letter", 7), ("credit_report_check", 45))
"""What to do after the last payment and how many days later a reminder is due."""


class AgreementCheck(Struct, frozen=True, kw_only=True):
    """An agreement beside what was owed."""

    open_items: tuple[str, ...]
    """Codes of the six items the written agreement leaves open."""
    total_paid: Fen
    """All instalments, the lump sum and the extra cost."""
    cost: Fen
    """Total paid beyond the principal and the charges the plan repays."""
    effective: Decimal | None
    """Effective annual rate of the plan with its extra cost; None when it has none."""
    capitalised: Fen
    """How far the plan's principal lies above what was owed of it: interest made principal."""
    left_out: Fen
    """What is owed and neither repaid, nor paid at once, nor waived."""


def check(agreement: Agreement, parts: Parts, items: tuple[str, ...] = ()) -> AgreementCheck:
    """Return what an agreement costs in all and leaves open.

    ``parts`` are what is owed on its day, ``items`` the codes a written agreement must settle; what
    it does not settle stays open.
    """
    request, extra = agreement.request, agreement.extra_cost
    marks = instalments_of(request)
    paid = sum(mark.amount for mark in marks) + extra
    told = request.principal + request.charges + request.lump_sum + request.waived
    flows = [(agreement.agreed_on, request.principal + request.charges - extra)]
    flows += [(mark.due, -mark.amount) for mark in marks]
    try:
        effective = xirr(flows)
    except AmbiguousFlows:
        effective = None
    return AgreementCheck(
        open_items=tuple(item for item in items if item not in agreement.settled_items),
        total_paid=Fen(paid + request.lump_sum),
        cost=Fen(paid - request.principal - request.charges),
        effective=effective,
        capitalised=Fen(max(0, request.principal + request.lump_sum - parts.principal)),
        left_out=Fen(max(0, parts.total - told)),
    )


def newest(session: Session, case_id: int) -> Agreement | None:
    """Return what was agreed last in a case as it was entered; what is paid is not asked."""
    return next(iter(stored.read(session.ledger, case_id)), None)


def agreements(session: Session, case_id: int) -> tuple[Agreement, ...]:
    """Return a case's agreements, newest first, with their instalments; see ``agreements_of``."""
    return agreements_of(session, [case_id])[case_id]


def agreements_of(session: Session, case_ids: Iterable[int]) -> dict[int, tuple[Agreement, ...]]:
    """Return the agreements of cases, each newest first, with their instalments.

    What nobody marked as paid was paid on the day on which the debt's payments covered it, through
    whichever door they came in, with the voucher kept of them; a part that they paid is told, too.
    """
    found = {case_id: stored.read(session.ledger, case_id) for case_id in case_ids}
    if not any(found.values()):
        return found
    owner = {case.id: case.debt for case in cases.read(session.ledger) if found.get(case.id)}
    known = {debt.id: debt for debt in session.ledger.debts() if debt.id in owner.values()}
    vouchers = receipts(session, known.values())

    def told(case_id: int) -> Iterator[Agreement]:
        for one in found[case_id]:
            yield _as_paid(one, known[owner[case_id]], vouchers[owner[case_id]])

    return {case_id: tuple(told(case_id)) for case_id in found}


def _as_paid(agreement: Agreement, debt: Debt, vouchers: Receipts) -> Agreement:
    later = (one.effective_from for one in debt.versions)
    ends = [day - timedelta(days=1) for day in later if day > agreement.agreed_on]
    until = min(ends, default=date.max)
    paid, parts = dict[date, date](), dict[date, Fen]()
    if agreement.next_mark():
        paid = paid_days(debt, agreement.agreed_on, until)
        days = [one.date for one in debt.payments if agreement.agreed_on <= one.date <= until]
        parts = parts_paid(debt, max(days)) if days else {}
    files = {one.date: receipt_of(vouchers, one.date, one.amount) for one in debt.payments}

    def told(mark: InstalmentMark) -> InstalmentMark:
        day = mark.paid_on or paid.get(mark.due)
        if day is None:
            return replace(mark, part=min(mark.amount, parts.get(mark.due, ZERO)))
        return replace(mark, paid_on=day, attachment_id=mark.attachment_id or files.get(day))

    return replace(agreement, marks=tuple(map(told, agreement.marks)))


def parts_paid(debt: Debt, on: date) -> dict[date, Fen]:
    """Return what is paid on a day of each instalment that is still open, by the day it is due."""
    return {
        one.instalment.due: Fen(one.paid_principal + one.paid_interest)
        for one in owed(debt, on).instalments
        if one.status is not Status.PAID
    }


def paid_days(debt: Debt, since: date, until: date) -> dict[date, date]:
    """Return on which day payments of these days covered each instalment, by the day it is due."""
    stage = Stage.RESTRUCTURED if debt.stage is Stage.SETTLED else debt.stage
    open_one, found = replace(debt, stage=stage), dict[date, date]()
    for day in sorted({one.date for one in debt.payments if since <= one.date <= until}):
        for state in owed(open_one, day).instalments:
            if state.status is Status.PAID:
                found.setdefault(state.instalment.due, day)
    return found


def agree(session: Session, debt: DebtId, agreement: Agreement) -> Agreement:
    """Enter an agreement: new terms of the debt, its instalments, the proposal's answer.

    One step of the history. The old terms stay as the earlier version. An agreement with the
    case 0 goes to the debt's open case, opened if there was none.

    Raises:
        KeyError: there is no such debt.
    """
    marks = instalments_of(agreement.request)
    before = current_terms(session.ledger.debt(debt), agreement.agreed_on)
    version = version_of(agreement.request, agreement.agreed_on, before)

    def write(work: UnitOfWork) -> tuple[int, int]:
        case = agreement.case_id or case_in(work, debt, agreement.agreed_on)
        row_id = stored.add(work, replace(agreement, case_id=case, marks=marks))
        debts.renew(work, debt, version)
        debts.stand(work, debt_names.row_id(work, debt), Stage.RESTRUCTURED)
        if agreement.request.lump_sum:
            day = agreement.request.lump_on or agreement.agreed_on
            reminder = Reminder(on=day, kind=LUMP_SUM, ref=case_ref(case))
            REMINDERS.insert(work, reminder)
        return row_id, case

    (row_id, case), _ = session.history.run_for("agreement", write)
    return replace(agreement, id=row_id, case_id=case, marks=marks)


def pay(
    session: Session,
    debt: DebtId,
    agreement: Agreement,
    mark: InstalmentMark,
    voucher: NewPaper | int | None = None,
) -> Changes:
    """Record that an instalment was paid (``mark.paid_on``), with its voucher or its file's id.

    One step of the history. A payment of that day and amount which is already noted for the debt
    and vouches for no other instalment is taken; otherwise one is entered.

    Raises:
        ValueError: the mark does not say on which day it was paid.
    """
    if mark.paid_on is None:
        raise ValueError(mark)
    payment = Payment(
        date=mark.paid_on, amount=mark.amount, note=f"{mark.n}/{len(agreement.marks)}"
    )

    def write(work: UnitOfWork) -> None:
        taken = {one.payment_id for one in stored.marks(work)}
        free = [row for row in debts.equal_payments(work, debt, payment) if row not in taken]
        paid = free[0] if free else debts.pay(work, debt, payment)
        file = voucher.add(work).attachment_id if isinstance(voucher, NewPaper) else voucher
        values = {"paid_on": mark.paid_on, "payment_id": paid, "attachment_id": file}
        stored.mark(work, agreement.id, mark.n, **values)

    return session.history.run("instalment-paid", write)


def broken(
    session: Session, debt: DebtId, agreement: Agreement, on: date, *, all_due: bool = False
) -> Changes:
    """Record that the lender ended the agreement on a day, and whether all was called in."""
    event = AgreementEvent(kind=AgreementEventKind.ENDED, on=on)

    def stand(work: UnitOfWork, row: int) -> None:
        debts.stand(work, row, Stage.NEGOTIATING, on if all_due else None)

    return _happened(session, "agreement-broken", (debt, agreement), event, stand)


def reinstated(session: Session, debt: DebtId, agreement: Agreement, on: date) -> Changes:
    """Record that the lender took the agreement up again; what was called in is not any more."""
    event = AgreementEvent(kind=AgreementEventKind.RESUMED, on=on)

    def stand(work: UnitOfWork, row: int) -> None:
        debts.stand(work, row, Stage.RESTRUCTURED)
        debts.not_called_in(work, row)

    return _happened(session, "agreement-reinstated", (debt, agreement), event, stand)


def change_asked(
    session: Session, debt: DebtId, agreement: Agreement, on: date, note: str = ""
) -> Changes:
    """Record that the user said in time that the agreement cannot be kept as it is."""
    event = AgreementEvent(kind=AgreementEventKind.CHANGE_ASKED, on=on, note=note)
    return _happened(session, "agreement-change-asked", (debt, agreement), event)


def _happened(
    session: Session,
    label: str,
    about: tuple[DebtId, Agreement],
    event: AgreementEvent,
    then: Callable[[UnitOfWork, int], None] | None = None,
) -> Changes:
    """Add an event to an agreement and do what it means for its debt."""
    debt, agreement = about
    changed = replace(agreement, events=(*agreement.events, event))

    def write(work: UnitOfWork) -> None:
        stored.change(work, changed)
        if then is not None:
            then(work, debt_names.row_id(work, debt))

    return session.history.run(label, write)


def settle(session: Session, debt: DebtId, on: date) -> Changes:
    """Record that a debt is settled: close its case and be reminded of the last steps."""

    def write(work: UnitOfWork) -> None:
        debts.stand(work, debt_names.row_id(work, debt), Stage.SETTLED)
        for case in cases.read(work, debt):
            if case.closed_on is None:
                cases.close(work, case.id, on)
        for kind, days in SETTLEMENT_STEPS:
            day = on + timedelta(days=days)
            REMINDERS.insert(work, Reminder(on=day, kind=kind, ref=debt_ref(debt)))

    return session.history.run("settled", write)


def credit_record_until(session: Session, settled_on: date) -> date:
    """Return when a bad record of a debt settled on a day ends (row credit_5y)."""
    return record_kept_until(settled_on, int(session.rules.number("credit_5y", "years")))
