"""The addressee's part of a statement: its contract, what is left of it, what it is asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from jiebei_desktop.analysis.claim import LeverKind
from jiebei_desktop.domain.debts import DebtId, Method, Payment
from jiebei_desktop.domain.money import ZERO, Fen, yuan
from jiebei_desktop.domain.parts import PARTS
from jiebei_desktop.domain.standing import (
    Obligation,
    ObligationKind,
    agreed_on,
    current_terms,
    free_until,
    in_force,
    obligations,
)
from jiebei_desktop.domain.true_rate import contract_rate
from jiebei_desktop.services.formats.json_values import maybe_day, maybe_yuan, parts_json
from jiebei_desktop.services.papers.statement_values import rate
from jiebei_desktop.services.plans.asking import levers_of, steps_of, waived_of
from jiebei_desktop.services.reference.lenders import of_same_lender

if TYPE_CHECKING:
    from datetime import date

    from jiebei_desktop.analysis.carried import Money
    from jiebei_desktop.analysis.relief_asked import ReliefAsked
    from jiebei_desktop.domain.debts import Debt
    from jiebei_desktop.domain.parts import Parts
    from jiebei_desktop.services.papers.statement_facts import IncomeStatement
    from jiebei_desktop.services.plans.proposals import KeptTerms, Offered, Plan
    from jiebei_desktop.services.plans.requests import DebtFacts

Json = dict[str, Any]
_CHARGES = frozenset({"charges", "withheld"})
"""Checks that speak of what the lender charges."""
_ROLLING = frozenset({Method.REVOLVING, Method.FREE})
"""Methods whose interest still to come depends on what is paid."""


def plan(statement: IncomeStatement, addressee: DebtId | None) -> Json | None:
    """Return the addressee's part, None where nothing is owed to it."""
    one = next((each for each in statement.debts if each.debt.id == addressee), None)
    if one is None:
        return None
    asked = obligations(one.debt, statement.as_of)
    drawn = None if addressee in statement.untold else one.debt.drawn
    return {
        "kind": one.kind,
        "guessed": list(statement.guessed.get(one.debt.id, ())),
        "contract_date": None if drawn is None else drawn[0].isoformat(),
        "contract_principal": None if drawn is None else yuan(drawn[1]),
        "lender_type": one.debt.lender_type.value,
        **_ruling(statement, one),
        "product": one.debt.product,
        "nominal": rate(contract_rate(in_force(one.debt, statement.as_of))),
        "effective": rate(one.rate.effective),
        "overdue_since": maybe_day(one.owed.overdue_since),
        "overdue_days": one.owed.days_known,
        "arrears": maybe_yuan(one.owed.arrears_known),
        "arrears_parts": _late(asked),
        "per_day": yuan(one.owed.per_day),
        "per_day_penalty": yuan(one.owed.per_day_penalty),
        **parts_json(one.owed.parts, "total"),
        "short_from": maybe_day(statement.picture.short_from),
        "short": yuan(statement.picture.short_by_contract),
        "disputed": [dict(check) for check in statement.case.checks if _is_disputed(check)],
        "monthly": yuan(one.monthly),
        "once": yuan(one.once),
        **_held_json(one.held_to, whole=one.offered is not None and one.offered.whole),
        **_pause(one),
        "lump_sum": yuan(one.at_once),
        **_before(one, statement.as_of),
        "old": _old(one, asked, statement.as_of),
        "request": None if one.terms is None else _request(one.terms),
        "relief": None if one.relief is None else relief_json(one.relief),
        "alternatives": [_request(other, rows=False) for other in one.others],
        "capitalised": statement.capitalised,
    }


def _ruling(statement: IncomeStatement, one: DebtFacts) -> Json:
    """Return the terms in force: how they repay, since when, and what new ones rest on.

    ``together``: what all that this lender has lent comes to, and is paid a month.
    """
    every = [each for each in statement.debts if not each.aside]
    beside = {debt.id for debt in of_same_lender(one.debt, (each.debt for each in every))}
    lent = [each for each in every if each is one or each.debt.id in beside]
    return {
        "together": None
        if not lent[1:]
        else {
            "total": yuan(Fen(sum(each.owed.parts.total for each in lent))),
            "offer": yuan(Fen(sum(each.monthly for each in lent))),
        },
        "method": current_terms(one.debt, statement.as_of).method.value,
        "periods": _agreed_periods(one.debt, statement.as_of),
        "agreed": _agreed(one, statement.as_of),
        "ground": _ground(statement, one),
        "free_until": maybe_day(free_until(one.debt, one.owed)),
    }


def _agreed_periods(debt: Debt, as_of: date) -> int | None:
    """Return how many instalments the terms in force were made for.

    None where the debt was typed by its balance: its periods are what was left on that day.
    """
    typed = debt.balance is not None and agreed_on(debt, as_of) is None
    return None if typed else current_terms(debt, as_of).periods


def _ground(statement: IncomeStatement, one: DebtFacts) -> str | None:
    """Return what new terms rest on: the row of a late card, where they keep to its length."""
    row = statement.card_rule
    if row is None or one.terms is None or not one.owed.overdue_days:
        return None
    fits = one.terms.months <= row.numbers["periods"]
    return row.citation if fits and row.binds_lender(one.debt.lender_type) else None


def _agreed(one: DebtFacts, as_of: date) -> Json | None:
    """Return since when terms agreed anew rule, and their instalment; None under the contract.

    It is what every month asks for but the first ``interest_only``; null where they are not level.
    """
    on = agreed_on(one.debt, as_of)
    if on is None:
        return None
    free = current_terms(one.debt, as_of).interest_only
    rows = [state.instalment for state in one.owed.instalments if not state.once]
    after = [row.payment for row in rows[free:]]
    level = len(set(after[:-1] or after)) == 1  # the last one takes the rest
    payment = yuan(after[0]) if level else None
    return {"on": on.isoformat(), "payment": payment, "interest_only": free}


def kept_json(one: Offered | None) -> Json:
    """Return how a contract within the amount is kept, in yuan and ISO days."""
    return _held_json(None if one is None else one.kept, whole=one is not None and one.whole)


def _held_json(kept: KeptTerms | None, *, whole: bool) -> Json:
    """Return how a contract is kept: what is late once, then the next due.

    ``put_off``: it is not late yet, it falls due on this day and its money comes later.
    ``whole``: ``due_amount`` is all that is owed.
    """
    return {
        "late": yuan(ZERO if kept is None else kept.late),
        "late_on": None if kept is None else maybe_day(kept.late_on),
        "put_off": None if kept is None else maybe_day(kept.put_off),
        "due": None if kept is None else kept.due.isoformat(),
        "due_amount": None if kept is None else yuan(kept.amount),
        "whole": whole,
    }


def before_json(paid: Sequence[Money], given: Fen) -> list[Json]:
    """Return what is paid before the instalments begin, in yuan and ISO days.

    By the contract; what idle cash gives is part of the first, and stands apart before it.
    """
    parts = [("contract", day, fen) for day, fen in paid]
    if given:
        (_, day, first), *later = parts
        rest = [("contract", day, Fen(first - given))] if first > given else []
        parts = [("cash", day, given), *rest, *later]
    return [{"day": day.isoformat(), "amount": yuan(fen), "from": of} for of, day, fen in parts]


def _before(one: DebtFacts, as_of: date) -> Json:
    """Return what is paid before the instalments begin, and what falls due then and is not."""
    return {
        "before_plan": before_json(one.before, one.given),
        "before_parts": _by_part([one.before_parts]),
        "runs_before": _by_part([one.runs_before]),
        "unpaid_before": _unpaid(one, as_of),
    }


def _unpaid(one: DebtFacts, as_of: date) -> Json | None:
    """Return what the contract asks for before the instalments and is not paid on its day.

    None where nothing is, and without instalments; ``day`` is the first, ``until`` the last.
    """
    if one.terms is None:
        return None
    days, first = dict(one.before), one.terms.rows[0].due
    today = [Payment(date=as_of, amount=fen, after_balance=True)
             for fen in (days.pop(as_of, ZERO),) if fen]  # fmt: skip
    asked = obligations(replace(one.debt, payments=(*one.debt.payments, *today)), as_of, first)
    left = [
        each for each in asked
        if each.kind is not ObligationKind.ARREARS and each.day < first and each.day not in days
    ]  # fmt: skip
    if not left:
        return None
    return {
        "amount": yuan(Fen(sum(each.amount for each in left))),
        "day": left[0].day.isoformat(),
        "until": left[-1].day.isoformat(),
    }


def _pause(one: DebtFacts) -> Json:
    """Return how long nothing is paid, else until when figures are looked at anew."""
    return {
        "hold_months": one.hold_months,
        "hold_until": maybe_day(one.hold_until),
        "frozen": one.frozen,
    }


def _is_disputed(check: Mapping[str, Any]) -> bool:
    return check["question"] in _CHARGES and check["state"] == "look"


def _late(asked: Sequence[Obligation]) -> Json:
    return _by_part([each for each in asked if each.kind is ObligationKind.ARREARS])


def _by_part(several: Sequence[Obligation | Parts]) -> Json:
    return {
        name: yuan(sum(getattr(each, name) for each in several))
        for name in (*PARTS, "total")
        if name != "total"
    }  # fmt: skip


def _old(one: DebtFacts, asked: Sequence[Obligation], as_of: date) -> Json:
    """Return what the contract asks for as it stands, every part and the interest to come.

    ``future`` is 0 where it depends on what is paid (``rolling``).
    """
    ahead = [each for each in asked if each.kind is not ObligationKind.ARREARS and each.day > as_of]
    rolling = one.debt.terms.method in _ROLLING
    whole = one.owed.parts.total
    every = whole if rolling else max(whole, sum(each.amount for each in asked))
    return {
        "count": 0 if rolling else len(ahead),
        "rolling": rolling,
        "next": yuan(ahead[0].amount) if ahead else None,
        **parts_json(one.owed.parts, "total"),
        "future": yuan(Fen(every - whole)),
        "total": yuan(Fen(every)),
        "last_due": asked[-1].day.isoformat() if asked and not rolling else None,
    }


def relief_json(asked: ReliefAsked) -> Json:
    """Return the relief asked for as a paper's JSON: amounts in yuan, months as numbers."""
    return {
        "eased": asked.eased,
        "months": asked.months,
        "first": maybe_day(asked.first),
        "until": maybe_day(asked.until),
        "interest_only": yuan(asked.interest_only),
        "instalment": yuan(asked.instalment),
        "due": maybe_day(asked.due),
        "arrears": yuan(asked.arrears),
        "arrears_months": asked.arrears_months,
        "arrears_part": yuan(asked.arrears_part),
        "arrears_last": yuan(asked.arrears_last),
        "arrears_from": maybe_day(asked.arrears_from),
        "able": yuan(asked.able),
        "put_off": maybe_day(asked.put_off),
        "short": None if asked.short is None else yuan(asked.short.short),
        "short_on": None if asked.short is None else asked.short.day.isoformat(),
        "enough": asked.enough,
    }


def terms_json(terms: Plan) -> Json:
    """Return what a plan asks for as JSON: number, rate, freeze, steps, waivers, total."""
    return {
        "annual_rate": rate(terms.annual_rate),
        "frozen": terms.frozen,
        "months": terms.months,
        "steps": steps_of(terms.steps),
        "waived": waived_of(terms.let_go),
        "above": yuan(terms.above),
        "withheld": yuan(terms.withheld),
        "total_paid": yuan(terms.total_paid),
    }


def _request(terms: Plan, *, rows: bool = True) -> Json:
    first, last = terms.rows[0], terms.rows[-1]
    found: Json = {
        **terms_json(terms),
        "principal": yuan(terms.principal),
        "charges": yuan(terms.charges),
        "capitalised": yuan(terms.capitalised),
        "lower_rate": any(one.kind is LeverKind.LOWER_RATE for one in terms.concession.levers),
        "payment": yuan(terms.payment),
        "last_payment": yuan(last.payment),
        "first_due": first.due.isoformat(),
        "last_due": last.due.isoformat(),
        "day": first.due.day,
        "lump_sum": yuan(terms.lump_sum),
        "levers": levers_of(terms.concession),
        "total_interest": yuan(terms.total_interest),
    }
    if rows:
        found["rows"] = [
            [row.n, row.due.isoformat(), *(yuan(Fen(amount)) for amount in row[3:])]
            for row in terms.rows
        ]
    return found
