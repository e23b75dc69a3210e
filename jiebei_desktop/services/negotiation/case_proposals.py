"""Proposals in versions: drafted from a request, sent with a frozen statement, answered."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from msgspec.structs import replace

from jiebei_desktop.domain.changes import Changes
from jiebei_desktop.domain.debts import DebtId
from jiebei_desktop.domain.money import ZERO, Fen
from jiebei_desktop.domain.negotiation import Proposal, ProposalState, Request
from jiebei_desktop.domain.standing import pay_for
from jiebei_desktop.services.keeping.session import Session
from jiebei_desktop.services.plans.proposals import Offered, Plan
from jiebei_desktop.storage import agreements as stored
from jiebei_desktop.storage.agreements import PROPOSALS
from jiebei_desktop.storage.cases import case_in
from jiebei_desktop.storage.unit_of_work import UnitOfWork


def proposals(session: Session, case_id: int) -> tuple[Proposal, ...]:
    """Return a case's proposals, newest version first."""
    return stored.proposals(session.ledger, case_id)


def draft_for(session: Session, debt: DebtId, request: Request, on: date) -> Changes:
    """Add the next version of a debt's case, opened if there was none: one step.

    Raises:
        KeyError: there is no such debt.
    """
    return session.history.run(
        "proposal-draft", lambda work: _draft(work, case_in(work, debt, on), request, on)
    )


def _draft(work: UnitOfWork, case_id: int, request: Request, on: date) -> Proposal:
    newest = max((one.version for one in stored.proposals(work, case_id)), default=0)
    proposal = Proposal(case_id=case_id, version=newest + 1, made_on=on, request=request)
    return replace(proposal, id=PROPOSALS.insert(work, proposal))


def draft_plans(session: Session, offers: Sequence[Offered], on: date) -> Changes:
    """Add a version for every creditor's plan, opening its case when there is none.

    A creditor whose newest version is a draft gets that draft changed. One step of the history.
    """

    def write(work: UnitOfWork) -> None:
        for one in offers:
            if one.plan is None:
                continue
            case, request = case_in(work, one.debt, on), request_of(one, one.plan)
            newest = next(iter(stored.proposals(work, case)), None)
            if newest is not None and newest.state is ProposalState.DRAFT:
                made = Proposal(case_id=case, version=newest.version, made_on=on, request=request)
                PROPOSALS.update(work, newest.id, made)
            else:
                _draft(work, case, request, on)

    return session.history.run("proposal-draft", write)


def request_of(one: Offered, plan: Plan) -> Request:
    """Return the request that asks for a creditor's plan, its very instalments.

    What is paid before them, by the contract or from idle cash, is a sum at once: the plan counts
    what is left after it.
    """
    rises, first = plan.rises_to, plan.rows[0]
    before = 0 if rises is None else sum(row.payment < rises for row in plan.rows[:-1])
    days = [day for day, _ in one.before_plan]
    once = plan.lump_sum + sum(fen for _, fen in one.before_plan)
    asked = Request(
        principal=plan.principal,
        charges=plan.charges,
        annual_rate=plan.annual_rate,
        periods=plan.months,
        payment=plan.payment if rises is None else rises,
        start_periods=before,
        start_payment=plan.payment if before else ZERO,
        first_due=plan.first_due,
        lump_sum=Fen(once),
        lump_on=max(days) if days and not plan.lump_sum else None,
    )
    if plan.annual_rate:
        since, basis = first.due - timedelta(days=first.days), plan.concession.due.periods.basis
        asked = replace(asked, interest_from=since, day_basis=basis)
    return replace(asked, **{f"waived_{part}": amount for part, amount in plan.let_go.items()})


def change_draft(session: Session, proposal: Proposal, request: Request) -> Changes:
    """Give a draft another request.

    Raises:
        ValueError: the version was sent already; it stays as it was sent.
    """
    if proposal.state is not ProposalState.DRAFT:
        raise ValueError(proposal.state)
    changed = replace(proposal, request=request)
    return session.history.run(
        "proposal-edit", lambda work: PROPOSALS.update(work, proposal.id, changed)
    )


def send_in(work: UnitOfWork, proposal: Proposal, on: date, statement_id: int | None) -> None:
    """Record within a step that a version was sent."""
    sent = replace(proposal, state=ProposalState.SENT, sent_on=on, statement_id=statement_id)
    PROPOSALS.update(work, proposal.id, sent)


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
    PROPOSALS.update(work, proposal.id, answered)


def even_payment(principal: Fen, annual_rate: Decimal, periods: int) -> Fen:
    """Return the smallest instalment that repays a principal evenly, month by month."""
    return pay_for(principal, Fraction(annual_rate) / 12, periods)
