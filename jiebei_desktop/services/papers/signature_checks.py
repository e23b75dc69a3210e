"""What to look at before anything is signed for a debt, answered from what the ledger knows.

Seven questions; each answer is a state with the facts behind it. Nothing here is advice not to
pay: a question that alarms names whom to ask. What the ledger cannot know stays a question.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from msgspec import Struct, field

from jiebei_desktop.domain.debts import HOME_LOANS, Debt, DebtId, Priority
from jiebei_desktop.domain.findings import Fact, Finding
from jiebei_desktop.domain.money import Fen, yuan
from jiebei_desktop.domain.standing import Owed, owed
from jiebei_desktop.domain.warnings import warnings
from jiebei_desktop.services.cases.agreements import newest
from jiebei_desktop.services.cases.casefile import case_of
from jiebei_desktop.services.cases.limitation import last_sign
from jiebei_desktop.services.keeping.session import Session
from jiebei_desktop.services.picture import LaneName, Picture, picture, read
from jiebei_desktop.services.reference.guide import load as load_guide

ABOVE_A_LINE = ("W-PRIVATE-CAP", "W-COST-24", "W-TOTAL-24")
WITHHELD = "W-KANTOU"


class SignatureQuestion(StrEnum):
    """What is asked before signing, in this order."""

    LIMITATION = "limitation"
    CHARGES = "charges"
    WITHHELD = "withheld"
    CAPITALISED = "capitalised"
    GUARANTOR = "guarantor"
    PROMISE = "promise"
    SIX_ITEMS = "six_items"


class State(StrEnum):
    """How a question stands."""

    FINE = "fine"
    LOOK = "look"
    """Something stands against signing as it is."""
    LATER = "later"
    """To be looked at when the paper to sign is there."""
    UNKNOWN = "unknown"
    """The ledger does not hold what would answer it."""


class SignatureCheck(Struct, frozen=True, kw_only=True):
    """One question with its answer; ``facts`` as in a finding, money in ``…_fen``."""

    question: SignatureQuestion
    state: State
    facts: Mapping[str, Fact] = field(default_factory=dict)
    rule: str | None = None

    @property
    def of_charges(self) -> bool:
        """Whether the question is about what the lender charges."""
        return self.question in {SignatureQuestion.CHARGES, SignatureQuestion.WITHHELD}

    @property
    def alarming(self) -> bool:
        """Whether something stands against signing."""
        return self.state is State.LOOK


def checks(
    session: Session, debt: Debt, as_of: date, seen: Picture | None = None
) -> tuple[SignatureCheck, ...]:
    """Return the seven questions with their answers for a debt, in their order.

    ``seen`` is the picture of the amount that is promised; None takes that of the ledger.
    """
    book = read(session, as_of).book
    found = [one for one in warnings(book, session.rules, as_of) if one.debt == debt.id]
    return (
        limitation(session, debt, owed(debt, as_of)),
        _charges(found),
        _withheld(found),
        _capitalised(debt, as_of),
        _guarantor(debt),
        _promise(picture(session, as_of) if seen is None else seen, debt.id),
        _six_items(session, debt),
    )


def limitation(session: Session, debt: Debt, stand: Owed) -> SignatureCheck:
    """Ask whether the last due day, payment and demand all lie beyond the limitation period.

    ``stand`` is how the debt stands on the day that is asked about.

    Source: rows ``limitation``, ``limitation_parts``, ``limitation_promise``.
    """
    found = last_sign(session, debt, stand)
    if found is None:
        return SignatureCheck(question=SignatureQuestion.LIMITATION, state=State.UNKNOWN)
    facts: dict[str, Fact] = {"since": found.since, "years": found.years}
    return SignatureCheck(
        question=SignatureQuestion.LIMITATION,
        state=State.LOOK if found.is_old else State.FINE,
        facts=facts,
        rule="limitation_promise",
    )


def _charges(found: list[Finding]) -> SignatureCheck:
    """Ask what lies above a line; a rate above it that has charged nothing above it yet is none.

    Of several findings that one is told of which knows by how much, as `warn` says it; interest and
    what lateness costs are parts of one excess.
    """
    above = [one for one in found if one.id in ABOVE_A_LINE and one.facts.get("excess_fen") != 0]
    if not above:
        return SignatureCheck(question=SignatureQuestion.CHARGES, state=State.FINE)
    known = [one for one in above if one.facts.get("excess_fen")]
    first = (known or above)[0]
    excess = Fen(sum(int(str(one.facts["excess_fen"])) for one in known))
    told = {"excess_fen": excess} if known else {}
    facts = {**first.facts, **told, "finding": first.id}
    return SignatureCheck(
        question=SignatureQuestion.CHARGES, state=State.LOOK, facts=facts, rule=first.rule
    )


def _withheld(found: list[Finding]) -> SignatureCheck:
    first = next((one for one in found if one.id == WITHHELD), None)
    if first is None:
        return SignatureCheck(question=SignatureQuestion.WITHHELD, state=State.FINE)
    return SignatureCheck(
        question=SignatureQuestion.WITHHELD, state=State.LOOK, facts=first.facts, rule=first.rule
    )


def _capitalised(debt: Debt, as_of: date) -> SignatureCheck:
    """Ask whether terms agreed already have made interest or penalty into principal."""
    agreed = [one for one in debt.versions if one.effective_from <= as_of]
    if not agreed:
        return SignatureCheck(question=SignatureQuestion.CAPITALISED, state=State.LATER)
    last = agreed[-1]
    day_before = date.fromordinal(last.effective_from.toordinal() - 1)
    grown = last.principal - owed(debt, day_before).parts.principal
    if grown <= 0:
        return SignatureCheck(question=SignatureQuestion.CAPITALISED, state=State.FINE)
    facts: dict[str, Fact] = {"grown_fen": grown, "since": last.effective_from}
    return SignatureCheck(question=SignatureQuestion.CAPITALISED, state=State.LOOK, facts=facts)


def _guarantor(debt: Debt) -> SignatureCheck:
    """Ask for whom and what stands behind the debt already; a new paper may ask for more."""
    pledged = "home" if debt.product in HOME_LOANS else "pledge"
    facts: dict[str, Fact] = {"pledged": pledged} if debt.priority is Priority.SECURED else {}
    if debt.co_debtors:
        facts["names"] = debt.co_debtors
    return SignatureCheck(question=SignatureQuestion.GUARANTOR, state=State.LATER, facts=facts)


def _promise(seen: Picture, debt: DebtId) -> SignatureCheck:
    """Ask whether the plan's own cash stays above nothing, and whether anything is yet to sell."""
    lane = seen.lanes[LaneName.PLAN]
    first, way = seen.begins(debt), seen.ways.get(debt)
    facts: dict[str, Fact] = {}
    if lane.told:
        facts = {
            "low_fen": lane.low.amount, "on": lane.low.day, "before_first": lane.low.day < first,
        }  # fmt: skip
    if way is not None and way.sale:
        facts["sold_fen"] = way.sale.amount
    elif not seen.money("plan.payment") or not lane.told:
        return SignatureCheck(question=SignatureQuestion.PROMISE, state=State.UNKNOWN, facts=facts)
    state = State.LOOK if (lane.told and lane.low.amount < 0) or "sold_fen" in facts else State.FINE
    return SignatureCheck(question=SignatureQuestion.PROMISE, state=state, facts=facts)


def _six_items(session: Session, debt: Debt) -> SignatureCheck:
    case = case_of(session, debt.id)
    agreed = None if case is None else newest(session, case.id)
    if agreed is None:
        return SignatureCheck(question=SignatureQuestion.SIX_ITEMS, state=State.LATER)
    open_items = [code for code in load_guide().agreement if code not in agreed.settled_items]
    facts: dict[str, Fact] = {"open": ",".join(open_items)}
    state = State.LOOK if open_items else State.FINE
    return SignatureCheck(question=SignatureQuestion.SIX_ITEMS, state=state, facts=facts)


def as_json(one: SignatureCheck) -> dict[str, Any]:
    """Write a check as JSON values: yuan as text under the name without ``_fen``."""
    return {
        "question": one.question.value,
        "state": one.state.value,
        "facts": {name.removesuffix("_fen"): _fact(name, fact) for name, fact in one.facts.items()},
        "rule": one.rule,
    }


def _fact(name: str, value: object) -> str | int | None:
    if value is None or (isinstance(value, int) and not name.endswith("_fen")):
        return value
    return yuan(Fen(value)) if isinstance(value, int) else str(value)
