"""What the first page says: how things stand today, and what the months ahead look like."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from jiebei_desktop.domain.accrual import Owed, Status, owed
from jiebei_desktop.domain.affordability import Conservative, conservative
from jiebei_desktop.domain.debts import Debt, DebtId
from jiebei_desktop.domain.findings import Finding
from jiebei_desktop.domain.household import Book
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.months import add_months
from jiebei_desktop.domain.rules import RuleBook
from jiebei_desktop.domain.true_rate import overdue_rate, true_rate
from jiebei_desktop.services.case_warnings import all_warnings
from jiebei_desktop.services.dismissals import split
from jiebei_desktop.services.picture import Picture, Reading, glance, picture_of, read

if TYPE_CHECKING:
    from jiebei_desktop.analysis.affordability import Affordability
    from jiebei_desktop.analysis.forecast import Forecast
    from jiebei_desktop.services.session import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class Late:
    """One debt that is past its day."""

    debt: DebtId
    name: str
    days: int
    arrears: Fen


@dataclass(frozen=True, slots=True, kw_only=True)
class TopRate:
    """The dearest annual rate that is running."""

    name: str
    rate: Decimal
    on_time: Decimal | None = None
    """The contract's own true rate, when the dearest is the one of overdue principal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseState:
    """How far the talk with the most urgent lender has come."""

    debt: DebtId
    name: str
    version: int = 0
    """Newest proposal; 0 when there is none."""
    sent: bool = False
    replied: bool = False
    agreed: bool = False
    answer_by: date | None = None
    """Nearest last day to answer a court, from today on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The figures of today, all of them exact."""

    as_of: date
    reading: Reading
    rules: RuleBook
    debts: int
    """Debts with anything owed."""
    principal: Fen
    charges: Fen
    """Interest, penalty and fees up to today."""
    due_soon: Fen
    """What falls due within 30 days, arrears left out."""
    due_count: int
    late: tuple[Late, ...]
    """Longest overdue first."""
    arrears: Fen
    top_rate: TopRate | None
    per_day: Fen
    """What one more day costs in ordinary interest."""
    per_day_penalty: Fen
    findings: tuple[Finding, ...]
    """Warnings, most urgent first, without those put aside."""
    aside: tuple[Finding, ...]
    """Warnings the user has put aside."""
    means: Conservative | None
    """None while the ledger has neither entries nor recurring items."""
    case: CaseState | None

    @property
    def book(self) -> Book:
        """The ledger's values."""
        return self.reading.book

    @property
    def total(self) -> Fen:
        """Return what it takes to settle everything today."""
        return Fen(self.principal + self.charges)

    @property
    def empty(self) -> bool:
        """Return whether there is nothing to compute from yet."""
        return self.means is None and not self.book.debts


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """The months ahead, by simulation; slower than the figures of today."""

    picture: Picture
    means: Affordability
    forecast: Forecast
    sure: Decimal | None
    """Chance that cash lasts twelve months at the recommended payment."""
    months: int | None
    """Until everything is paid under the plan asked for; None when none was found."""
    debt_free: date | None
    agree: int
    """How many lenders would have to agree."""
    ask_first: str
    """Name of the debt to talk about first; empty when nobody has to agree."""


def standing(session: Session, as_of: date) -> Standing:
    """Read the ledger and return the figures of today."""
    reading = read(session, as_of)
    seen = glance(reading)
    book, rules = reading.book, session.rules
    states = [(debt, owed(debt, as_of)) for debt in book.debts]
    known = bool(book.entries or book.recurring)
    late = _late(states)
    findings, aside = split(session, all_warnings(session, as_of, book), as_of)
    return Standing(
        as_of=as_of,
        reading=reading,
        rules=rules,
        debts=sum(state.parts.total > 0 for _, state in states),
        principal=seen.amount("owed.principal"),
        charges=seen.amount("owed.charges"),
        due_soon=seen.amount("due30.total"),
        due_count=seen.amount("due30.count"),
        late=late,
        arrears=seen.amount("arrears.total"),
        top_rate=_top_rate(states),
        per_day=seen.amount("cost_per_day.interest"),
        per_day_penalty=seen.amount("cost_per_day.penalty"),
        findings=findings,
        aside=aside,
        means=conservative(book, as_of) if known else None,
        case=_case(session, late, states, as_of),
    )


def outlook(facts: Standing) -> Outlook:
    """Simulate the months ahead; pure, so it may run beside the ledger."""
    from jiebei_desktop.analysis.ask import ask
    from jiebei_desktop.analysis.forecast import forecast

    book, as_of = facts.book, facts.as_of
    seen = picture_of(facts.reading)
    means = seen.afford
    budget = seen.money("plan.payment") or Fen(0)
    plan = ask(book, budget, as_of, facts.rules)
    months = max((one.months for one in plan.asks), default=None)
    if plan.feasible_without:
        months = _contract_months(book, as_of)
    return Outlook(
        means=means,
        picture=seen,
        forecast=forecast(book, as_of, payment=budget or None),
        sure=_sure(means),
        months=months,
        debt_free=None if months is None else add_months(as_of, months),
        agree=len(plan.asks),
        ask_first=_ask_first(facts, {one.debt for one in plan.asks}),
    )


def _ask_first(facts: Standing, asked: Collection[DebtId]) -> str:
    """Return the name of the asked debt that is longest overdue, or of the first asked."""
    late = [each.name for each in facts.late if each.debt in asked]
    return next(iter(late or [debt.name for debt in facts.book.debts if debt.id in asked]), "")


def known_past(ahead: Forecast) -> tuple[tuple[date, Fen], ...]:
    """Return the past balances that can be true.

    The past is read backwards from today's cash; where that gives less than nothing, entries are
    missing before that day, and nothing earlier is worth showing.
    """
    broken = [place for place, (_, balance) in enumerate(ahead.past) if balance < 0]
    return ahead.past[broken[-1] + 1 :] if broken else ahead.past


def _late(states: list[tuple[Debt, Owed]]) -> tuple[Late, ...]:
    late = [
        Late(debt=debt.id, name=debt.name, days=state.overdue_days, arrears=state.arrears)
        for debt, state in states
        if state.overdue_days > 0
    ]
    return tuple(sorted(late, key=lambda each: -each.days))


def _top_rate(states: list[tuple[Debt, Owed]]) -> TopRate | None:
    found = []
    for debt, state in states:
        if state.parts.total <= 0:
            continue
        plain = true_rate(debt).nominal
        if state.overdue_days:
            late = overdue_rate(debt).nominal
            found.append(TopRate(name=debt.name, rate=max(late, plain), on_time=plain))
        else:
            found.append(TopRate(name=debt.name, rate=plain))
    return max(found, key=lambda each: each.rate, default=None)


def _case(
    session: Session, late: tuple[Late, ...], states: list[tuple[Debt, Owed]], as_of: date
) -> CaseState | None:
    """Return the talk that matters most: with the longest overdue lender, or the largest."""
    from jiebei_desktop.domain.negotiation import ProposalState
    from jiebei_desktop.services.agreements import agreements
    from jiebei_desktop.services.case_proposals import proposals
    from jiebei_desktop.services.casefile import case_of, reminders

    owing = [(debt, state) for debt, state in states if state.parts.total > 0]
    if not owing:
        return None
    first = max(owing, key=lambda pair: (pair[1].overdue_days, pair[1].parts.total))[0]
    case = case_of(session, late[0].debt if late else first.id)
    if case is None:
        return CaseState(debt=first.id, name=first.name)
    made = proposals(session, case.id)
    runs = [each for each in agreements(session, case.id)[:1] if each.broken_on is None]
    terms = [
        each.on
        for each in reminders(session)
        if each.kind == "deadline" and each.ref == f"case:{case.id}" and each.on >= as_of
    ]
    newest = made[0] if made else None
    return CaseState(
        debt=first.id,
        name=first.name,
        version=newest.version if newest is not None else 0,
        sent=bool(runs) or (newest is not None and newest.sent_on is not None),
        replied=bool(runs) or (newest is not None and newest.replied_on is not None),
        agreed=bool(runs) or (newest is not None and newest.state is ProposalState.ACCEPTED),
        answer_by=terms[0] if terms else None,
    )


def _sure(means: Affordability) -> Decimal | None:
    if means.recommended is None:
        return None
    near = min(means.curve, key=lambda point: abs(point.payment - (means.recommended or 0)))
    return 1 - near.p_shortfall_12


def _contract_months(book: Book, as_of: date) -> int | None:
    """Return the months until the last instalment of the contracts as they are."""
    last = max(
        (
            each.instalment.due
            for debt in book.debts
            for each in owed(debt, as_of).instalments
            if each.status is not Status.PAID
        ),
        default=None,
    )
    if last is None:
        return None
    return (last.year - as_of.year) * 12 + last.month - as_of.month
