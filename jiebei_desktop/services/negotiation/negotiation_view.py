"""What the negotiation page shows: every lender's talk, and one of them in full."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from msgspec import Struct

from jiebei_desktop.domain.debts import Debt, DebtId
from jiebei_desktop.domain.money import Fen, half_up
from jiebei_desktop.domain.negotiation import (
    Agreement,
    CallRules,
    Case,
    CaseFact,
    ConductFlag,
    Contact,
    Evidence,
    Proposal,
    Request,
)
from jiebei_desktop.domain.reminders import Reminder, case_ref, contact_ref, debt_ref
from jiebei_desktop.domain.standing import ObligationKind, Owed, obligations, owed
from jiebei_desktop.domain.timeline import FIRST_DAYS, TimelineStage, stage_of
from jiebei_desktop.domain.urgency import urgency
from jiebei_desktop.services.cases import case_facts, casefile
from jiebei_desktop.services.cases.agreements import agreements, newest
from jiebei_desktop.services.cases.case_facts import STAGES
from jiebei_desktop.services.cases.copies import SentPaper, copies
from jiebei_desktop.services.cases.evidence import (
    Coverage,
    FileState,
    at_hand,
    coverage,
    held,
    states,
)
from jiebei_desktop.services.keeping.session import Session
from jiebei_desktop.services.negotiation.case_proposals import proposals, request_of
from jiebei_desktop.services.picture.proofs import Proved, proved
from jiebei_desktop.services.reference.guide import Hotline
from jiebei_desktop.services.reference.guide import load as load_guide
from jiebei_desktop.storage import household

LADDER = (
    TimelineStage.NOT_OVERDUE,
    TimelineStage.REMINDERS,
    TimelineStage.CALLS,
    TimelineStage.OUTSOURCED,
    TimelineStage.LETTERS,
    TimelineStage.LONG_OVERDUE,
    TimelineStage.LITIGATION,
    TimelineStage.AGREED,
    TimelineStage.SETTLED,
)
"""The nine stages a case is shown on; enforcement stands at the court's."""
USUAL_PAPERS = ("identity", "contract", "balance_screenshot", "income_proof", "expense_proof")
"""Documents nearly every lender asks for first (usual practice)."""


USUAL_LEVERS = frozenset({"penalty", "term"})
"""What is mostly asked for first: charges waived and more time."""


class CaseLine(Struct, frozen=True, kw_only=True):
    """One lender in the list."""

    debt: Debt
    stand: Owed
    case: Case | None
    newest: Proposal | None
    agreed: bool

    @property
    def case_id(self) -> int:
        """Return the open case's id, 0 where there is none yet."""
        is_open = self.case is not None and self.case.closed_on is None
        return self.case.id if self.case is not None and is_open else 0


class Rung(Struct, frozen=True, kw_only=True):
    """One stage as the ladder shows it."""

    stage: TimelineStage
    first_day: int | None
    """Day overdue on which it usually begins; None for the stages that days do not bring."""
    on: date | None
    """That day, counted from the day the debt fell behind."""
    state: str
    """done, current, ahead, or skipped: passed without a sign that it ever was reached."""


class ListedPaper(Struct, frozen=True, kw_only=True):
    """A document of the checklist and the file behind it."""

    kind: str
    items: tuple[Evidence, ...]
    """Those first whose file can be shown."""
    optional: bool
    state: FileState = FileState.NONE
    """Of the first item's file."""


class CaseView(Struct, frozen=True, kw_only=True):
    """One case in full."""

    line: CaseLine
    applicant: str
    """Name on the papers, empty where it is not known."""
    stage: TimelineStage
    rungs: tuple[Rung, ...]
    facts: tuple[CaseFact, ...]
    papers: tuple[ListedPaper, ...]
    coverage: tuple[Coverage, ...]
    """Documents by what may be asked for, those first that the newest version asks."""
    proved: tuple[Proved, ...]
    contacts: tuple[Contact, ...]
    """Newest first."""
    flags: tuple[ConductFlag, ...]
    proposals: tuple[Proposal, ...]
    """Newest version first."""
    agreement: Agreement | None
    items: tuple[str, ...]
    """Codes of what a written agreement must settle."""
    reminders: tuple[Reminder, ...]
    copies: tuple[SentPaper, ...]
    """Papers that went to this lender, newest first."""

    @property
    def latest(self) -> Request | None:
        """The terms spoken of last: agreed, or asked for."""
        if self.agreement is not None:
            return self.agreement.request
        return self.proposals[0].request if self.proposals else None


class Desk(Struct, frozen=True, kw_only=True):
    """Everything the page shows."""

    as_of: date
    lines: tuple[CaseLine, ...]
    view: CaseView | None
    hotlines: tuple[Hotline, ...]
    calls: CallRules


def desk(session: Session, as_of: date, chosen: DebtId | None = None) -> Desk:
    """Read all lenders, most urgent first, and one case in full: the chosen or the first."""
    lines = _lines(session, as_of)
    line = next((each for each in lines if each.debt.id == chosen), lines[0] if lines else None)
    return Desk(
        as_of=as_of,
        lines=lines,
        view=None if line is None else _view(session, line, as_of),
        hotlines=load_guide().hotlines,
        calls=casefile.call_rules(session),
    )


def _lines(session: Session, as_of: date) -> tuple[CaseLine, ...]:
    by_debt = {case.debt: case for case in casefile.cases(session)}
    found = []
    for debt in session.ledger.debts():
        case = by_debt.get(debt.id)
        stand = owed(debt, as_of)
        if stand.parts.total <= 0 and case is None:
            continue
        made = () if case is None else proposals(session, case.id)
        agreed = None if case is None else newest(session, case.id)
        found.append(
            CaseLine(
                debt=debt,
                stand=stand,
                case=case,
                newest=made[0] if made else None,
                agreed=agreed is not None and agreed.broken_on is None,
            )
        )
    return tuple(sorted(found, key=lambda line: urgency(line.debt, line.stand)))


def _view(session: Session, line: CaseLine, as_of: date) -> CaseView:
    case, stage = line.case, stage_of(line.debt, line.stand)
    case_id = None if case is None else case.id
    items = held(session, case_id)
    kept = () if case_id is None else agreements(session, case_id)
    facts = () if case_id is None else case_facts.facts_of(session, case_id)
    asked = () if case_id is None else proposals(session, case_id)
    return CaseView(
        line=line,
        applicant=household.read(session.ledger).name,
        stage=stage,
        rungs=_rungs(stage, line.stand, court=any(each.kind in STAGES for each in facts)),
        facts=facts,
        papers=_papers(session, items),
        coverage=_coverage(items, asked),
        proved=_proved(session, as_of, items),
        contacts=() if case_id is None else casefile.contacts(session, case_id)[::-1],
        flags=() if case_id is None else casefile.flags(session, case_id),
        proposals=asked,
        agreement=kept[0] if kept else None,
        items=load_guide().agreement,
        reminders=_reminders(session, line, as_of),
        copies=copies(session, line.debt.id),
    )


def _proved(session: Session, as_of: date, items: Sequence[Evidence]) -> tuple[Proved, ...]:
    """Return what a paper of today would say stands on documents or statements."""
    from jiebei_desktop.services.picture import read
    from jiebei_desktop.services.picture.usual_month import usual_month

    month = usual_month(read(session, as_of))
    return proved(month, [item for item in at_hand(session, items) if item.sha256])


def _begins(late_since: date | None, first_day: int | None) -> date | None:
    if late_since is None or first_day is None:
        return None
    return late_since + timedelta(days=first_day)


def _state(beyond: int, *, skipped: bool) -> str:
    if beyond == 0:
        return "current"
    if beyond > 0:
        return "ahead"
    return "skipped" if skipped else "done"


def _rungs(stage: TimelineStage, stand: Owed, *, court: bool) -> tuple[Rung, ...]:
    """Return the ladder; what no day and no fact of the case brought is skipped, not passed."""
    here = TimelineStage.LITIGATION if stage is TimelineStage.ENFORCEMENT else stage
    at = LADDER.index(here)
    skipped = here is not TimelineStage.LITIGATION and not court
    days = {each: first for first, each in FIRST_DAYS}
    begun = None if at >= LADDER.index(TimelineStage.AGREED) else stand.overdue_since
    return tuple(
        Rung(
            stage=each,
            first_day=days.get(each),
            on=_begins(begun, days.get(each)),
            state=_state(
                place - at,
                skipped=(skipped and each is TimelineStage.LITIGATION)
                or (_begins(begun, days.get(each)) or stand.as_of) > stand.as_of,
            ),
        )
        for place, each in enumerate(LADDER)
    )


def _coverage(items: Sequence[Evidence], asked: tuple[Proposal, ...]) -> tuple[Coverage, ...]:
    """Return what supports the newest version; before there is one, the two usual requests."""
    levers = levers_in(asked[0].request) if asked else USUAL_LEVERS
    return tuple(each for each in coverage(items) if each.lever in levers)


def levers_in(request: Request) -> frozenset[str]:
    """Return what a request asks for, as codes of the supporting documents."""
    wanted = {
        "penalty": request.waived_penalty or request.waived_fees,
        "interest": request.waived_interest,
        "principal": request.waived_principal,
    }
    return frozenset({"term", *(lever for lever, amount in wanted.items() if amount)})


def _papers(session: Session, items: Sequence[Evidence]) -> tuple[ListedPaper, ...]:
    """Return the usual documents, whatever else is there, and what hardship would call for."""
    kinds = [*USUAL_PAPERS, *(item.kind for item in items), "income_loss_proof", "illness_proof"]
    found = states(session, items)
    best = sorted(items, key=lambda item: found[item.id] is not FileState.SOUND)
    listed = {kind: tuple(i for i in best if i.kind == kind) for kind in dict.fromkeys(kinds)}
    return tuple(
        ListedPaper(
            kind=kind,
            items=items,
            optional=kind not in USUAL_PAPERS,
            state=found[items[0].id] if items else FileState.NONE,
        )
        for kind, items in listed.items()
    )


def _reminders(session: Session, line: CaseLine, as_of: date) -> tuple[Reminder, ...]:
    """Return the open reminders of this case, those past their day included."""
    mine = {debt_ref(line.debt.id)}
    if line.case is not None:
        mine.add(case_ref(line.case.id))
        mine |= {contact_ref(each.id) for each in casefile.contacts(session, line.case.id)}
    until = as_of + timedelta(days=366)
    return tuple(each for each in casefile.reminders(session, until) if each.ref in mine)


def request_for(session: Session, debt: DebtId, as_of: date) -> Request:
    """Return what the engine would ask of a lender, as a request that can be changed.

    Where the engine asks for nothing (contracts hold) or finds nothing, it is the debt over the
    term left, at its own rate, with the amount that is offered.

    Raises:
        KeyError: there is no such debt.
    """
    from jiebei_desktop.services.picture import picture_of, read
    from jiebei_desktop.services.plans.proposals import proposals_for

    reading = read(session, as_of)
    book = reading.book
    known = next((each for each in book.debts if each.id == debt), None)
    if known is None:
        raise KeyError(debt)
    one = proposals_for(session, book, picture_of(reading)).of(debt)
    stand = owed(known, as_of)
    if one is not None and one.plan is not None:
        return request_of(one, one.plan)
    return _plain(known, stand, Fen(one.monthly if one is not None else 0), as_of)


def _plain(debt: Debt, stand: Owed, monthly: Fen, as_of: date) -> Request:
    from jiebei_desktop.domain.true_rate import true_rate

    left = [each for each in obligations(debt, as_of) if each.kind is not ObligationKind.ARREARS]
    first = left[0].day if left else as_of + timedelta(days=30)
    return Request(
        principal=stand.parts.total,
        annual_rate=Decimal(f"{half_up(true_rate(debt).nominal * 10_000)}E-4"),
        periods=max(1, len(left)),
        payment=monthly,
        first_due=max(first, as_of + timedelta(days=1)),
    )
