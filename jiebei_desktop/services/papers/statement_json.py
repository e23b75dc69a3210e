"""A statement as JSON values, per edition: what the lender may see and what is the user's own."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from jiebei_desktop.domain.accrual import Status
from jiebei_desktop.domain.debts import DebtId, LenderType, Stage
from jiebei_desktop.domain.household import newest_readings
from jiebei_desktop.domain.money import Fen, half_up, yuan
from jiebei_desktop.domain.obligations import Kind, obligations

if TYPE_CHECKING:
    from jiebei_desktop.services.book.means import Line
    from jiebei_desktop.services.papers.statement_facts import DebtFacts, Statement
    from jiebei_desktop.services.plans.proposals import Offered, Plan

Json = dict[str, Any]
_DIGITS = 6
"""Decimals of a rate."""
_SECTIONS = {"A": "income", "B": "necessary", "C": "flexible"}


def write(statement: Statement, edition: str, addressee: DebtId | None) -> Json:
    """Return the document of one edition without checks and checksum."""
    private = edition == "private"
    labels = _labels(statement, addressee, private=private)
    return {
        "format": "jiebei.statement/1",
        "number": statement.number,
        "version": statement.case.version,
        "edition": edition,
        "as_of": statement.as_of.isoformat(),
        "valid_until": statement.valid_until.isoformat(),
        "rules_as_of": statement.rules_as_of.isoformat(),
        "currency": "CNY",
        "addressee": addressee,
        "applicant": _applicant(statement, private=private),
        "reason": statement.case.reason,
        "means": _means(statement),
        "assets": _assets(statement, private=private),
        "debts": [_debt(one, labels[one.debt.id], statement) for one in _open(statement)],
        "totals": _totals(statement),
        "plan": None if addressee is None else _plan(statement, addressee),
        "odds": _odds(statement),
        "timeline": _timeline(statement, addressee),
        "evidence": [_evidence(k, item) for k, item in enumerate(statement.case.evidence, 1)],
        **({"own": _own(statement)} if private else {}),
    }


def _open(statement: Statement) -> list[DebtFacts]:
    return [one for one in statement.debts if one.owed.parts.total]


def _labels(statement: Statement, addressee: DebtId | None, *, private: bool) -> dict[str, Json]:
    """Return how each debt is named: others become letters in the lender's edition."""
    found: dict[str, Json] = {}
    for one in _open(statement):
        debt = one.debt
        if private or debt.id == addressee:
            found[debt.id] = {"id": debt.id, "name": debt.name, "lender": debt.lender, "mask": None}
        else:
            letter = chr(ord("A") + sum(label["mask"] is not None for label in found.values()) % 26)
            person = debt.lender_type is LenderType.PRIVATE_PERSON
            found[debt.id] = {"id": None, "name": None, "lender": None, "mask": letter,
                              "person": person}  # fmt: skip
    return found


def _applicant(statement: Statement, *, private: bool) -> Json:
    home = statement.book.household
    name = home.name if private or not home.name else f"{home.name[0]}**"
    return {
        "name": name,
        "id_tail": home.id_tail,
        "members": home.members,
        "city": home.city,
        "living_floor": yuan(statement.affordability.living_floor),
    }


def _means(statement: Statement) -> Json:
    sections: dict[str, list[Line]] = {name: [] for name in _SECTIONS.values()}
    for line in statement.lines:
        sections[_SECTIONS[line.code[0]]].append(line)
    sums = {name: sum(line.amount for line in found) for name, found in sections.items()}
    proved = {n: sum(line.documented for line in found) for n, found in sections.items()}
    left = sums["income"] - sums["necessary"] - sums["flexible"]
    return {
        **{name: [_line(line) for line in found] for name, found in sections.items()},
        "sums": {name: yuan(total) for name, total in sums.items()},
        "coverage": {n: _part(proved[n], total) for n, total in sums.items()},
        "left": yuan(left),
        "margin": yuan(left - statement.payment),
        "payment": yuan(statement.payment),
        "months": statement.affordability.history_months,
    }


def _line(line: Line) -> Json:
    return {
        "code": line.code,
        "amount": yuan(line.amount),
        "low": yuan(line.low),
        "high": yuan(line.high),
        "mark": line.mark.value,
        "basis": line.basis,
    }


def _assets(statement: Statement, *, private: bool) -> list[Json]:
    book = statement.book
    at_hand = newest_readings(book.cash, statement.as_of)
    cash = [
        {"name": one.name if private else None, "kind": "cash", "value": yuan(one.amount),
         "can_sell": True, "needed": True}
        for one in at_hand
    ]  # fmt: skip
    if not private and cash:
        total = yuan(sum(one.amount for one in at_hand))
        cash = [{**cash[0], "value": total}]
    things = [
        {"name": one.name, "kind": one.kind.value, "value": yuan(one.value),
         "can_sell": one.can_sell, "needed": one.needed_for_living}
        for one in book.assets
    ]  # fmt: skip
    return [*cash, *things]


def _debt(one: DebtFacts, label: Json, statement: Statement) -> Json:
    stands, debt = one.owed, one.debt
    offer = statement.proposals.of(debt.id)
    return {
        **label,
        "priority": debt.priority.value,
        "stage": _stage(one),
        "nominal": _rate(one.rate.nominal),
        **_parts(one),
        "overdue_days": stands.overdue_days,
        "next_amount": yuan(stands.next_amount),
        "next_due": _day(stands.next_due),
        "fair_share": "0.00" if offer is None else yuan(offer.fair),
        "share": "0" if offer is None else _rate(offer.share),
        "offer": yuan(_monthly(one, offer)),
        "basis": "first" if offer is None else offer.basis,
        "offer_months": None if offer is None or offer.plan is None else offer.plan.months,
    }


def _monthly(one: DebtFacts, offer: Offered | None) -> Fen:
    return one.owed.next_amount if offer is None else offer.monthly


def _stage(one: DebtFacts) -> str:
    if one.debt.stage is not None:
        return one.debt.stage.value
    return (Stage.OVERDUE if one.owed.overdue_days else Stage.CURRENT).value


def _parts(one: DebtFacts) -> Json:
    parts = one.owed.parts
    names = ("principal", "interest", "penalty", "fees", "total")
    return {name: yuan(getattr(parts, name)) for name in names}


def _totals(statement: Statement) -> Json:
    found = _open(statement)
    names = ("principal", "interest", "penalty", "fees", "total")
    return {
        **{n: yuan(sum(getattr(one.owed.parts, n) for one in found)) for n in names},
        "offer": yuan(sum(_monthly(one, statement.proposals.of(one.debt.id)) for one in found)),
        "fair_share": yuan(sum(one.fair for one in statement.proposals.offers)),
        "count": len(found),
    }


def _plan(statement: Statement, addressee: DebtId) -> Json:
    one = statement.facts(addressee)
    offer = statement.proposals.of(addressee)
    plan = None if offer is None else offer.plan
    asks = statement.proposals.asks
    return {
        "kind": _kind(offer),
        "contract_date": one.debt.contract_date.isoformat(),
        "contract_principal": yuan(one.debt.principal),
        "method": one.debt.terms.method.value,
        "product": one.debt.product,
        "nominal": _rate(one.rate.nominal),
        "effective": _rate(one.rate.effective),
        "overdue_since": _day(one.owed.overdue_since),
        "overdue_days": one.owed.overdue_days,
        "arrears": yuan(one.owed.arrears),
        "per_day": yuan(one.owed.per_day),
        "per_day_penalty": yuan(one.owed.per_day_penalty),
        **_parts(one),
        "monthly": yuan(_monthly(one, offer)),
        "old": _old(one, statement.as_of),
        "request": None if plan is None else _request(plan),
        "alternatives": []
        if offer is None
        else [_request(other, rows=False) for other in offer.alternatives],
        "pause": asks.pause,
        "shortfall": yuan(asks.shortfall),
        "need": asks.explanation,
    }


def _kind(offer: Offered | None) -> str:
    return "contract" if offer is None else offer.basis


def _old(one: DebtFacts, as_of: date) -> Json:
    """Return what the contract asks for as it stands; penalty is told apart."""
    asked = obligations(one.debt, as_of)
    ahead = [each for each in asked if each.kind is not Kind.ARREARS]
    late = sum(state.status is Status.OVERDUE for state in one.owed.instalments)
    return {
        "count": late + len(ahead),
        "next": yuan(ahead[0].amount) if ahead else None,
        "total": yuan(sum(each.amount - each.penalty for each in asked)),
        "interest": yuan(sum(each.interest + each.fees for each in asked)),
        "last_due": asked[-1].day.isoformat() if asked else None,
    }


def _request(plan: Plan, *, rows: bool = True) -> Json:
    found: Json = {
        "principal": yuan(plan.principal),
        "annual_rate": _rate(plan.annual_rate),
        "effective_rate": _rate(plan.effective_rate),
        "months": plan.months,
        "payment": yuan(plan.payment),
        "last_payment": yuan(plan.rows[-1].payment),
        "first_due": plan.first_due.isoformat(),
        "last_due": plan.last_due.isoformat(),
        "waived": [{"part": part, "amount": yuan(amount)} for part, amount in plan.waived],
        "total_paid": yuan(plan.total_paid),
        "total_interest": yuan(plan.total_interest),
    }
    if rows:
        found["rows"] = [
            [
                r.n,
                r.due.isoformat(),
                *(yuan(x) for x in (r.payment, r.principal, r.interest, r.balance)),
            ]
            for r in plan.rows
        ]
    return found


def _odds(statement: Statement) -> Json:
    line = statement.forecast
    fan = (line.p10, line.p25, line.p50, line.p75, line.p90)
    return {
        "seed": statement.affordability.seed,
        "paths": statement.affordability.paths,
        "history_months": statement.affordability.history_months,
        "cases": [
            {
                "code": case.code,
                "p_late": f"{case.p_late:f}",
                "p_break_6": f"{case.p_break_6:f}",
                "p_break": f"{case.p_break:f}",
                "low_day": case.low_day.isoformat(),
                "low": yuan(case.low),
            }
            for case in statement.stress
        ],
        "low_day": line.low_point.day.isoformat(),
        "low": yuan(line.low_point.amount),
        "weeks": [
            [line.days[k].isoformat(), *(yuan(amounts[k]) for amounts in fan)]
            for k in range(0, len(line.days), 7)
        ],
    }


def _timeline(statement: Statement, addressee: DebtId | None) -> list[Json]:
    """Return the facts of the addressed debt in the order of their days, contacts included."""
    if addressee is None:
        return []
    one = statement.facts(addressee)
    debt = one.debt
    found = [_event(debt.contract_date, "contract", yuan(debt.principal))]
    found += [
        _event(payment.date, "payment", yuan(payment.amount)) for payment in debt.payments[-12:]
    ]
    if one.owed.overdue_since is not None:
        found.append(_event(one.owed.overdue_since, "overdue", yuan(one.owed.arrears)))
    if debt.accelerated_on is not None:
        found.append(_event(debt.accelerated_on, "accelerated", yuan(one.owed.parts.total)))
    found += [_event(v.effective_from, "agreement", yuan(v.principal)) for v in debt.versions]
    found += [
        {**_event(c.on, "contact", None), "channel": c.channel.value,
         "direction": c.direction.value, "said": c.said, "promised": c.promised}
        for c in statement.case.contacts
    ]  # fmt: skip
    return sorted(found, key=lambda event: event["day"])


def _event(day: date, kind: str, amount: str | None) -> Json:
    return {"day": day.isoformat(), "kind": kind, "amount": amount}


def _evidence(number: int, item: Any) -> Json:
    return {
        "number": f"E{number}",
        "kind": item.kind,
        "name": item.name,
        "issuer": item.issuer,
        "day": _day(item.on),
        "proves": item.proves,
        "sha256": item.sha256,
    }


def _own(statement: Statement) -> Json:
    """Return what only the user's own edition holds: limits, reserve, the next step."""
    able = statement.affordability
    return {
        "floor": _maybe(able.floor),
        "recommended": _maybe(able.recommended),
        "ceiling": _maybe(able.ceiling),
        "reason": able.reason,
        "reserve": yuan(able.reserve),
        "runway_days": statement.forecast.runway_days,
        "next_action": _next_action(statement),
        "safe_to_spend": yuan(max(0, _safe(statement))),
    }


def _safe(statement: Statement) -> int:
    """Return what can leave today without the cautious line of the next 30 days falling below 0."""
    return min(statement.forecast.p10[:31])


def _next_action(statement: Statement) -> str:
    if not statement.payment:
        return "ask_pause"
    overdue = [one for one in statement.debts if one.owed.overdue_days]
    if overdue and not statement.proposals.asks.feasible_without:
        return "send_request"
    return "cure" if overdue else "keep_paying"


def _part(part: int, whole: int) -> str:
    return _rate(Fraction(part, whole)) if whole > 0 else "0"


def _rate(value: Decimal | Fraction) -> str:
    units = half_up(Fraction(value) * 10**_DIGITS)
    return f"{Decimal(f'{units}E-{_DIGITS}'):f}"


def _maybe(amount: Fen | None) -> str | None:
    return None if amount is None else yuan(amount)


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
