"""Proposals in versions: drafted from a request, sent with a frozen statement, answered."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from jiebei_desktop.domain.changes import Changes
from jiebei_desktop.domain.debts import DebtId
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.negotiation import Proposal, ProposalState, Request
from jiebei_desktop.domain.schedule import pay_for
from jiebei_desktop.services.cases.casefile import case_in
from jiebei_desktop.services.formats import request_json
from jiebei_desktop.services.keeping.session import Session
from jiebei_desktop.services.plans.proposals import Plan
from jiebei_desktop.storage.unit_of_work import UnitOfWork


def proposals(session: Session, case_id: int) -> tuple[Proposal, ...]:
    """Return a case's proposals, newest version first."""
    rows = session.ledger.rows("proposals", "version DESC", case_id=case_id)
    return tuple(_proposal(row) for row in rows)


def draft(session: Session, case_id: int, request: Request, on: date) -> Proposal:
    """Add the next version with this request and return it."""
    return session.history.run_for(
        "proposal-draft", lambda work: _draft(work, case_id, request, on)
    )[0]


def draft_for(session: Session, debt: DebtId, request: Request, on: date) -> Changes:
    """Add the next version of a debt's case, opened if there was none: one step.

    Raises:
        KeyError: there is no such debt.
    """
    return session.history.run(
        "proposal-draft", lambda work: _draft(work, case_in(work, debt, on), request, on)
    )


def _draft(work: UnitOfWork, case_id: int, request: Request, on: date) -> Proposal:
    versions = [row["version"] for row in work.rows("proposals", case_id=case_id)]
    proposal = Proposal(
        case_id=case_id, version=max(versions, default=0) + 1, made_on=on, request=request
    )
    return replace(proposal, id=work.insert("proposals", _row(proposal)))


def draft_plans(session: Session, plans: Sequence[Plan], on: date) -> Changes:
    """Add a version for every creditor's plan, opening its case when there is none.

    A creditor whose newest version is a draft gets that draft changed. One step of the history.
    """
    rows = {row["code"]: row["id"] for row in session.ledger.rows("debts")}
    open_cases = {row["debt_id"]: row["id"] for row in session.ledger.rows("cases", closed_on=None)}

    def write(work: UnitOfWork) -> None:
        for plan in plans:
            debt = rows[plan.debt]
            case = open_cases.get(debt)
            if case is None:
                values = {"debt_id": debt, "opened_on": on.isoformat()}
                case = work.insert("cases", values)
            newest = proposals(session, case)[:1]
            draft_of = newest[0] if newest and newest[0].state is ProposalState.DRAFT else None
            version = 1 if not newest else newest[0].version + (draft_of is None)
            made = Proposal(case_id=case, version=version, made_on=on, request=request_of(plan))
            if draft_of is None:
                work.insert("proposals", _row(made))
            else:
                work.update("proposals", draft_of.id, _row(made))

    return session.history.run("proposal-draft", write)


def request_of(plan: Plan) -> Request:
    """Return the request that asks for a plan."""
    waived = dict.fromkeys(("penalty", "fees", "interest", "principal"), 0)
    for kind, amount in plan.waived:
        waived["penalty" if kind == "above" else kind] += amount
    beside = plan.charges if plan.annual_rate else Fen(0)
    payment = plan.payment
    if plan.rises_to is not None:  # a request knows level payments only
        payment = even_payment(Fen(plan.principal + plan.charges), plan.annual_rate, plan.months)
    return Request(
        principal=Fen(plan.principal + plan.charges - beside),
        charges=beside,
        annual_rate=plan.annual_rate,
        periods=plan.months,
        payment=payment,
        first_due=plan.first_due,
        lump_sum=plan.lump_sum,
        **{f"waived_{kind}": Fen(amount) for kind, amount in waived.items()},
    )


def change_draft(session: Session, proposal: Proposal, request: Request) -> Changes:
    """Give a draft another request.

    Raises:
        ValueError: the version was sent already; it stays as it was sent.
    """
    if proposal.state is not ProposalState.DRAFT:
        raise ValueError(proposal.state)
    values = _row(replace(proposal, request=request))
    return session.history.run(
        "proposal-edit", lambda work: work.update("proposals", proposal.id, values)
    )


def mark_sent(
    session: Session, proposal: Proposal, on: date, statement_id: int | None = None
) -> Changes:
    """Record that a version was sent, with the frozen statement that went with it."""
    return session.history.run(
        "proposal-sent", lambda work: send_in(work, proposal, on, statement_id)
    )


def send_in(work: UnitOfWork, proposal: Proposal, on: date, statement_id: int | None) -> None:
    """Record within a step that a version was sent."""
    sent = replace(proposal, state=ProposalState.SENT, sent_on=on, statement_id=statement_id)
    work.update("proposals", proposal.id, _row(sent))


def record_reply(
    session: Session, proposal: Proposal, state: ProposalState, reply: str, on: date
) -> Changes:
    """Record the other side's answer to a version."""
    return session.history.run(
        "proposal-reply", lambda work: reply_in(work, proposal, state, reply, on)
    )


def reply_in(
    work: UnitOfWork, proposal: Proposal, state: ProposalState, reply: str, on: date
) -> None:
    """Record the other side's answer within a step."""
    answered = replace(proposal, state=state, reply=reply, replied_on=on)
    work.update("proposals", proposal.id, _row(answered))


def even_payment(principal: Fen, annual_rate: Decimal, periods: int) -> Fen:
    """Return the smallest instalment that repays a principal evenly, month by month."""
    return pay_for(principal, Fraction(annual_rate) / 12, periods)


def _row(proposal: Proposal) -> dict[str, Any]:
    body = {
        "request": request_json.to_json(proposal.request),
        "sent_on": _iso(proposal.sent_on),
        "statement_id": proposal.statement_id,
        "reply": proposal.reply,
        "replied_on": _iso(proposal.replied_on),
    }
    return {
        "case_id": proposal.case_id,
        "version": proposal.version,
        "made_on": proposal.made_on.isoformat(),
        "state": proposal.state.value,
        "body": request_json.text(body),
    }


def _proposal(row: dict[str, Any]) -> Proposal:
    body = json.loads(row["body"])
    return Proposal(
        id=row["id"],
        case_id=row["case_id"],
        version=row["version"],
        made_on=date.fromisoformat(row["made_on"]),
        state=ProposalState(row["state"]),
        request=request_json.from_json(body["request"]),
        sent_on=_day(body["sent_on"]),
        statement_id=body["statement_id"],
        reply=body["reply"],
        replied_on=_day(body["replied_on"]),
    )


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
