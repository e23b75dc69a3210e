"""What was told or served in one case, apart from what usually happens, and the days it sets."""

from __future__ import annotations

from datetime import date, timedelta

from msgspec.structs import replace

from jiebei_desktop.domain.changes import Changes
from jiebei_desktop.domain.debts import DebtId, Stage
from jiebei_desktop.domain.negotiation import CaseFact, FactKind
from jiebei_desktop.domain.reminders import Reminder, case_ref
from jiebei_desktop.services.cases.casefile import case_of
from jiebei_desktop.services.keeping.session import Session
from jiebei_desktop.storage import debts
from jiebei_desktop.storage.cases import FACTS, REMINDERS, case_in, debt_of
from jiebei_desktop.storage.unit_of_work import UnitOfWork

TERMS = {
    FactKind.COURT_PAPERS: ("answer", "days"),
    FactKind.PAYMENT_ORDER: ("pay_order", "days"),
    FactKind.JUDGMENT: ("answer", "appeal_days"),
}
"""Facts that set a term: rule row and the name of its number of days."""
STAGES = {
    FactKind.COURT_PAPERS: Stage.LITIGATION,
    FactKind.PAYMENT_ORDER: Stage.LITIGATION,
    FactKind.HEARING: Stage.LITIGATION,
    FactKind.JUDGMENT: Stage.LITIGATION,
    FactKind.ENFORCEMENT: Stage.ENFORCEMENT,
}
"""The stage a debt is in from such a fact on."""


def facts_of(session: Session, case_id: int) -> tuple[CaseFact, ...]:
    """Return the facts of a case, oldest first."""
    return FACTS.read(session.ledger, "day, id", case_id=case_id)


def is_judged(session: Session, debt: DebtId) -> bool:
    """Return whether a judgment on a debt was noted in its case."""
    case = case_of(session, debt)
    facts = () if case is None else facts_of(session, case.id)
    return any(fact.kind is FactKind.JUDGMENT for fact in facts)


def last_day(session: Session, kind: FactKind, on: date) -> date | None:
    """Return the last day to answer: the term of the rule row, counted from the day after."""
    if kind not in TERMS:
        return None
    row, number = TERMS[kind]
    return on + timedelta(days=int(session.rules.number(row, number)))


def note_for(session: Session, debt: DebtId, fact: CaseFact, on: date) -> Changes:
    """Note a fact of a debt in its open case, opened on ``on`` if there was none: one step.

    Raises:
        KeyError: there is no such debt.
    """
    due = _due(session, fact)
    return session.history.run(
        "case-fact",
        lambda work: _note(work, replace(fact, case_id=case_in(work, debt, on)), due),
    )


def _due(session: Session, fact: CaseFact) -> date | None:
    """Return the day a fact sets: of a hearing its own, else the last day to answer."""
    return fact.on if fact.kind is FactKind.HEARING else last_day(session, fact.kind, fact.on)


def _note(work: UnitOfWork, fact: CaseFact, due: date | None) -> None:
    debt = debt_of(work, fact.case_id)
    FACTS.insert(work, replace(fact, due=due))
    if due is not None:
        reminder = Reminder(on=due, kind="deadline", ref=case_ref(fact.case_id), note=fact.kind)
        REMINDERS.insert(work, reminder)
    called_in = fact.on if fact.kind is FactKind.CALLED_IN else None
    debts.stand(work, debt, STAGES.get(fact.kind), called_in)


def drop(session: Session, fact: CaseFact) -> Changes:
    """Take a fact back with its reminder; what was called in is so no more, the stage stays."""

    def write(work: UnitOfWork) -> None:
        FACTS.drop(work, [fact.id])
        if fact.due is not None:
            ref = case_ref(fact.case_id)
            for known in REMINDERS.read(work, on=fact.due, ref=ref, note=fact.kind.value)[:1]:
                REMINDERS.drop(work, [known.id])
        if fact.kind is FactKind.CALLED_IN:
            debts.not_called_in(work, debt_of(work, fact.case_id))

    return session.history.run("case-fact-drop", write)
