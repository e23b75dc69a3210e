"""What the first page says: how things stand today, and what the months ahead look like."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from jiebei_desktop.analysis.balances import Balances
from jiebei_desktop.domain.debts import Debt, DebtId
from jiebei_desktop.domain.findings import Finding
from jiebei_desktop.domain.negotiation import Case, ProposalState
from jiebei_desktop.domain.reminders import case_ref
from jiebei_desktop.domain.rules import RuleBook
from jiebei_desktop.domain.standing import Owed, owed
from jiebei_desktop.domain.urgency import leading, to_speak_about
from jiebei_desktop.services.debts import estimates
from jiebei_desktop.services.keeping.dismissals import split
from jiebei_desktop.services.negotiation.case_warnings import all_warnings, told_out_of_time
from jiebei_desktop.services.picture import Picture, glance, home_of, picture_of, read
from jiebei_desktop.services.picture.affordability_view import answers_of
from jiebei_desktop.services.picture.kept_home import KeptHome
from jiebei_desktop.services.picture.reading import OfReading
from jiebei_desktop.services.picture.spare import carried_today
from jiebei_desktop.services.reference.lenders import lenders_of
from jiebei_desktop.services.statements.proposed_debts import Unentered, unentered
from jiebei_desktop.services.today.check_in import last_look

if TYPE_CHECKING:
    from jiebei_desktop.analysis.forecast import Forecast
    from jiebei_desktop.services.keeping.session import Session


class LateDebt(Struct, frozen=True, kw_only=True):
    """One debt that is past its day."""

    debt: DebtId
    name: str
    days: int


class CaseState(Struct, frozen=True, kw_only=True):
    """How far the talk about one debt has come."""

    debt: DebtId
    name: str
    version: int = 0
    """Newest proposal; 0 when there is none."""
    sent: bool = False
    replied: bool = False
    agreed: bool = False
    answer_by: date | None = None
    """Nearest last day to answer a court, from today on."""


class Standing(OfReading, frozen=True, kw_only=True):
    """How things stand today, all of it exact."""

    seen: Picture
    """The figures that need no simulation."""
    rules: RuleBook
    debts: int
    """Debts with anything owed."""
    late: tuple[LateDebt, ...]
    """In the order of speaking: the first is the one whose case is shown."""
    findings: tuple[Finding, ...]
    """Warnings, most urgent first, without those put aside."""
    aside: tuple[Finding, ...]
    """Warnings the user has put aside."""
    talks: tuple[CaseState, ...]
    """The talk about the debt that comes first, then that about each other debt with a case."""
    unentered: Unentered
    """Debts that statements and reports show and nobody has entered."""
    guessed: tuple[str, ...] = ()
    """Names of debts of which even the amount was only told."""
    barred: frozenset[DebtId] = frozenset()
    """Debts whose claim may be out of time: the law is asked before their lender."""
    looked: date | None = None
    """Day of the last look at the household's money, where it is more than a week ago."""

    @property
    def case(self) -> CaseState | None:
        """The talk that matters most: a court's term, else that about the debt that comes first.

        None where nothing is owed.
        """
        return min(self.talks, key=lambda one: one.answer_by or date.max, default=None)

    def talk_about(self, debt: Debt | None) -> CaseState | None:
        """Return the talk about a debt that is to be asked, or a court's term that comes first."""
        if debt is None or (self.case is not None and self.case.answer_by is not None):
            return self.case
        known = next((one for one in self.talks if one.debt == debt.id), None)
        return known or CaseState(debt=debt.id, name=debt.name)

    @property
    def late_ids(self) -> frozenset[DebtId]:
        """The debts that are late."""
        return frozenset(one.debt for one in self.late)

    @property
    def known(self) -> bool:
        """Whether entries, recurring items or answers tell of income and living."""
        told = answers_of(self.reading.means) is not None
        return told or self.reading.has_entries or bool(self.book.recurring)

    @property
    def told(self) -> bool:
        """Whether income and living are only what was told: no month of the ledger stands in."""
        return not self.reading.has_entries and answers_of(self.reading.means) is not None

    @property
    def empty(self) -> bool:
        """Return whether there is nothing to compute from yet."""
        some = self.book.debts or self.book.cash or self.reading.means.answers
        return not (self.known or some or self.unentered.debts)


class Outlook(Struct, frozen=True, kw_only=True):
    """The months ahead, by simulation; slower than the figures of today."""

    seen: Picture
    """The whole picture."""
    forecast: Balances
    agree: int
    """How many lenders would have to agree, one of a late home or pledge with them."""
    ask_first: DebtId | None
    """The debt to talk about first; None when nobody has to agree. Where none is but one that
    stands aside, that one: the law is asked about it."""
    before: KeptHome
    """What was reckoned of the entries, for the next start."""

    @property
    def end(self) -> str:
        """The figure that says when all is paid: under the plan asked for, or by contract."""
        by_plan = self.agree or self.seen.aside
        return "debt_free.plan" if by_plan else "debt_free.contract"


def standing(session: Session, as_of: date, before: KeptHome | None = None) -> Standing:
    """Read the ledger and return the figures of today.

    No entry is read where what was reckoned of them ``before`` is known; there is no outlook then.
    """
    reading = read(session, as_of, before=before)
    states = [(debt, owed(debt, as_of)) for debt in reading.book.debts]
    late = _late(states)
    told = all_warnings(session, as_of, reading)
    findings, aside = split(session, told, as_of)
    return Standing(
        reading=reading,
        seen=glance(reading),
        rules=session.rules,
        debts=sum(state.parts.total > 0 for _, state in states),
        late=late,
        findings=findings,
        aside=aside,
        talks=tuple(_talks(session, states, as_of)),
        unentered=unentered(session),
        guessed=_guessed(session, reading.book.debts),
        barred=told_out_of_time(told),
        looked=last_look(session, reading.book, as_of),
    )


def _guessed(session: Session, debts: Sequence[Debt]) -> tuple[str, ...]:
    noted = estimates.all_estimated(session)
    return tuple(debt.name for debt in debts if "amount" in noted.get(debt.id, ()))


def outlook(facts: Standing) -> Outlook:
    """Simulate the months ahead; pure, so it may run beside the ledger."""
    from jiebei_desktop.analysis.forecast import forecast

    reading = facts.reading
    before = KeptHome(
        home=home_of(reading),
        carried=carried_today(reading),
        has_entries=reading.has_entries,
        has_income=reading.has_income,
    )
    seen = picture_of(reading)
    home = seen.as_paid(before.home)
    asked = {one.debt for one in seen.asks.asks} if seen.asks else set[DebtId]()
    asked |= {one.id for one in facts.book.debts if one.is_guarded} & facts.late_ids
    return Outlook(
        seen=seen,
        forecast=_balances(
            forecast(
                facts.book,
                facts.as_of,
                pays=seen.plan_pays or None,
                home=home,
            )
        ),
        agree=len(lenders_of(one for one in facts.book.debts if one.id in asked)),
        ask_first=_ask_first(facts, asked or set(seen.aside)),
        before=before,
    )


def _balances(ahead: Forecast) -> Balances:
    """Return what a page keeps of a forecast."""
    return Balances(**{name: getattr(ahead, name) for name in Balances.__struct_fields__})


def _ask_first(facts: Standing, asked: Collection[DebtId]) -> DebtId | None:
    """Return the asked debt that is longest overdue, or the first asked; None without any.

    A relative comes after every lender; so does a lender whose claim may be out of time.
    """
    close = {debt.id for debt in facts.book.debts if debt.is_family}
    mine = set(asked) - facts.barred - close or set(asked) - close or set(asked)
    late = [each.debt for each in facts.late if each.debt in mine]
    return next(iter(late or [debt.id for debt in facts.book.debts if debt.id in mine]), None)


def _late(states: list[tuple[Debt, Owed]]) -> tuple[LateDebt, ...]:
    return tuple(
        LateDebt(debt=debt.id, name=debt.name, days=state.days_known or 0)
        for debt, state in to_speak_about(states)
        if state.is_late
    )


def _talks(session: Session, states: list[tuple[Debt, Owed]], as_of: date) -> Iterator[CaseState]:
    """Yield the talk that matters most, then the others that have begun.

    A relative is written to without a case: what went out is the beginning.
    """
    from jiebei_desktop.services.cases.casefile import cases
    from jiebei_desktop.services.cases.copies import copies

    first = leading(states)
    if first is None:
        return
    known = {one.debt: one for one in cases(session) if one.closed_on is None}
    for debt in (first, *(debt for debt, _ in states if debt.id != first.id)):
        case = known.get(debt.id)
        state = CaseState(debt=debt.id, name=debt.name)
        if case is not None:
            state = _talk(session, state, case, as_of)
        if debt.is_family and copies(session, debt.id):
            state = replace(state, sent=True)
        if debt.id == first.id or case is not None or state.sent:
            yield state


def _talk(session: Session, state: CaseState, case: Case, as_of: date) -> CaseState:
    """Return how far a talk has come by its case."""
    from jiebei_desktop.services.cases.agreements import newest as agreement
    from jiebei_desktop.services.cases.casefile import reminders
    from jiebei_desktop.services.negotiation.case_proposals import proposals

    newest = next(iter(proposals(session, case.id)), None)
    agreed = agreement(session, case.id)
    runs = agreed is not None and agreed.broken_on is None
    terms = [
        each.on
        for each in reminders(session)
        if each.kind == "deadline" and each.ref == case_ref(case.id) and each.on >= as_of
    ]
    return replace(
        state,
        version=newest.version if newest is not None else 0,
        sent=runs or (newest is not None and newest.sent_on is not None),
        replied=runs or (newest is not None and newest.replied_on is not None),
        agreed=runs or (newest is not None and newest.state is ProposalState.ACCEPTED),
        answer_by=terms[0] if terms else None,
    )
