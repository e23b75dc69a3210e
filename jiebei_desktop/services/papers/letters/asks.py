"""The figures each letter asks with; nothing above what the picture carries, no charge capitalised.

Amounts a person would say are whole tens of yuan, rounded down; what they leave open is named.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from typing import Any

from jiebei_desktop.analysis.asked import REVIEW_MONTHS
from jiebei_desktop.domain.debts import AT_COURT, Method
from jiebei_desktop.domain.money import ZERO, Fen, yuan
from jiebei_desktop.domain.months import add_months
from jiebei_desktop.domain.negotiation import (
    Conduct,
    ConductFlag,
    Contact,
    FactKind,
    record_kept_until,
)
from jiebei_desktop.domain.rules import RuleBook
from jiebei_desktop.domain.standing import called_in, current_terms
from jiebei_desktop.domain.warnings.beyond import beyond
from jiebei_desktop.services.formats.json_values import maybe_day, maybe_yuan, parts_json
from jiebei_desktop.services.papers.letters.kinds import LetterKind
from jiebei_desktop.services.papers.letters.situation import Situation
from jiebei_desktop.services.papers.performance import InstalmentKept, KeptInstalment
from jiebei_desktop.services.papers.statement_plan import (
    before_json,
    kept_json,
    relief_json,
    terms_json,
)
from jiebei_desktop.services.plans.asking import steps_of

Json = dict[str, Any]

_NO_TERMS: Json = {
    "annual_rate": None,
    "frozen": False,
    "months": None,
    "steps": [],
    "waived": [],
    "above": "0.00",
    "withheld": "0.00",
    "total_paid": None,
}
"""What `terms_json` says where nothing is asked yet."""
_WAIVED_FIRST = ("penalty", "fees", "interest", "principal")
ASKING = frozenset({
    LetterKind.EARLY, LetterKind.FREEZE, LetterKind.PRO_RATA, LetterKind.CARD_70,
    LetterKind.MORTGAGE, LetterKind.RELIEF, LetterKind.SETTLE, LetterKind.REVIEW,
    LetterKind.CHANGE,
})  # fmt: skip
"""Letters that ask for other terms: their reason is told."""
TOLD = ASKING | {LetterKind.FAMILY}
"""Letters that tell the reason; nobody else needs to know it."""


def ask(kind: LetterKind, now: Situation, rules: RuleBook) -> Json:
    """Return what a letter asks, with its figures; yuan as text, days as ISO dates."""
    make = _MAKERS.get(kind)
    return {} if make is None else make(now, rules)


def _early(now: Situation, _rules: RuleBook) -> Json:
    due = now.mine.owed.next_due
    return {
        "short_from": maybe_day(now.short_from),
        "short": yuan(now.short),
        "late_too": now.late_too,
        "next_due": maybe_day(due),
        "next_amount": yuan(now.mine.owed.next_amount),
        **_kept(now),
        "costs": _costs(now),
    }


def _kept(now: Situation) -> Json:
    """Return what is paid of it a month, in steps, and from which day on."""
    return {"monthly": _or_none(now.share), "steps": _steps(now), "first": _first(now)}


def _first(now: Situation) -> str | None:
    """Return the day of the first of these payments; none where nothing is paid."""
    return None if now.mine.offered is None else maybe_day(now.mine.offered.begins)


def _steps(now: Situation, until: date | None = None) -> list[Json]:
    """Return how long which amount is paid each month, up to a day; nothing without terms."""
    if now.plan is None:
        return []
    paid = sum(until is None or row.due <= until for row in now.plan.rows)
    found = []
    for months, payment in now.plan.steps:
        found.append((min(months, paid), payment))
        paid -= found[-1][0]
    return steps_of(step for step in found if step[0])


def _costs(now: Situation) -> str:
    """Return what a further instalment costs beside principal: interest, fees or none."""
    terms = current_terms(now.mine.debt, now.as_of)
    if terms.method is Method.FEE_INSTALMENT:
        return "fees"
    return "interest" if terms.rate.value else "none"


def _freeze(now: Situation, _rules: RuleBook) -> Json:
    review = add_months(now.as_of, now.mine.hold_months)
    return {
        "review": review.isoformat(),
        "months": now.mine.hold_months,
        "token": _or_none(now.share),
        "steps": _steps(now, review),
        "first": _first(now),
        "per_day": yuan(now.mine.owed.per_day),
        "costs": _costs(now),
        "called_in": called_in(now.mine.debt, now.as_of) is not None,
        "at_court": now.mine.debt.stage in AT_COURT,
    }


def _card(now: Situation, rules: RuleBook) -> Json:
    """Ask for the terms of the request; without any for as many periods as the rule allows.

    ``hold_until``: nothing can be paid until then, as the request has it; ``due``: the contract is
    kept, and nothing is asked.
    """
    most = int(rules.number("cc_art70", "periods"))
    kept = {**kept_json(now.mine.offered), "hold_until": None, "first": _first(now)}
    if now.plan is None or not now.share:
        asked = now.mine.concession
        pause = asked is not None and asked.is_pause
        until = add_months(now.as_of, now.mine.hold_months).isoformat()
        whole = yuan(now.mine.owed.parts.principal)
        return {**kept, "hold_until": until if pause else None, "periods": most, "monthly": None,
                "open": whole}  # fmt: skip
    return {
        **kept,
        "periods": min(most, now.plan.months),
        "monthly": yuan(now.share),
        "open": yuan(ZERO),
        **_terms(now),
    }


def _terms(now: Situation) -> Json:
    """Return number, steps, rate, freeze and waivers of what is asked, as the request has it."""
    plan = now.plan
    found = _NO_TERMS if plan is None else terms_json(plan)
    last = None if plan is None else yuan(plan.rows[-1].payment)
    mine = now.mine.offered
    return {
        **found,
        "before_plan": [] if mine is None else before_json(mine.before_plan, mine.given),
        "last": last,
        "parts": parts_json(now.mine.owed.parts),
    }


def _relief(now: Situation, _rules: RuleBook) -> Json:
    """Ask for what the request asks for; of a debt that is not protected for nothing."""
    return {} if now.relief is None else relief_json(now.relief)


def _settle(now: Situation, _rules: RuleBook) -> Json:
    """Name what one sum leaves open, part by part, in the order it is asked to be waived.

    It comes from idle cash, or from what can be sold where that is more.
    """
    total = now.settling.total
    if not (amount := max(now.lump_sum, now.idle)):
        return {"lump_sum": None, "by_cash": False, "waived": dict.fromkeys(_WAIVED_FIRST)}
    rest, waived = total - amount, {}
    for name in _WAIVED_FIRST:
        taken = min(rest, getattr(now.settling, name))
        rest -= taken
        waived[name] = yuan(Fen(taken))
    by_cash = now.idle >= now.lump_sum
    later = {} if by_cash or now.lump_on is None else {"lump_on": now.lump_on.isoformat()}
    return {"lump_sum": yuan(Fen(amount)), "by_cash": by_cash, **later, "waived": waived}


def _family(now: Situation, rules: RuleBook) -> Json:
    """Say what was agreed once, and what the plan pays: month by month, or by its own day.

    ``amount`` is what can be acknowledged, ``principal`` the part that was got; ``open`` is what
    the agreement would add beyond what the law supports.
    ``after``: institutions are paid before; ``waits``: nothing is paid until they are.
    ``monthly`` and ``first`` are null where nothing can be named yet.
    """
    free, plan = not current_terms(now.mine.debt, now.as_of).rate.value, now.plan
    kept = None if plan is not None else now.mine.held_to
    first = plan.rows[0] if plan is not None else None
    over = beyond(now.mine.debt, now.mine.owed, rules)
    rest = Fen(over.charges + over.withheld)
    return {
        **_NO_TERMS,
        **({} if plan is None else terms_json(plan)),
        **kept_json(now.mine.offered if kept is not None else None),
        "amount": yuan(Fen(now.mine.owed.parts.total - rest)),
        "principal": yuan(Fen(now.mine.owed.parts.principal - over.withheld)),
        "open": yuan(rest),
        "due_once": maybe_day(now.mine.owed.overdue_since or now.mine.owed.next_due),
        "past": now.mine.owed.overdue_days > 0,
        "free": free,
        "after": now.institutions > 0,
        "waits": plan is not None and not now.share,
        "monthly": None if first is None else yuan(first.payment),
        "first": None if first is None else maybe_day(first.due),
        "last": None if plan is None else yuan(plan.rows[-1].payment),
        "review": add_months(now.as_of, now.mine.hold_months).isoformat(),
    }


def _assignee(now: Situation, _rules: RuleBook) -> Json:
    """``buyer`` is whom the letter goes to: the lender, where that is known by its kind."""
    told = now.fact(FactKind.ASSIGNED)
    buyer = now.mine.debt.lender if now.bought else "" if told is None else told.note
    return {"told_on": None if told is None else maybe_day(told.on), "buyer": buyer or None}


def _disputed(now: Situation, rules: RuleBook) -> Json:
    """Name the principal that was got, and what of the charges falls with the part kept back."""
    over = beyond(now.mine.debt, now.mine.owed, rules)
    accepted = Fen(now.mine.owed.parts.principal - over.withheld)
    charged = over.charges if over.withheld else ZERO
    return {"accepted": yuan(accepted), "withheld": yuan(over.withheld), "charged": yuan(charged)}


def _third_party(now: Situation, _rules: RuleBook) -> Json:
    told = {one.id for one in now.contacts if Conduct.THIRD_PARTY in one.conduct}
    return {"events": _events(now, told)}


def _events(now: Situation, which: Collection[int]) -> list[Json]:
    """Return each contact once, with every rule that speaks of it."""
    return [
        _event(one, [flag for flag in now.flags if flag.contact_id == one.id])
        for one in now.contacts
        if one.id in which
    ]


def _event(contact: Contact, flags: Sequence[ConductFlag]) -> Json:
    return {
        "on": contact.on.isoformat(),
        "at": None if contact.at is None else f"{contact.at:%H:%M}",
        "channel": contact.channel.value,
        "who": contact.who,
        "number": contact.number,
        "said": contact.said,
        "breaches": [{"rule": one.rule, "facts": dict(one.facts)} for one in flags],
    }


def _change(now: Situation, _rules: RuleBook) -> Json:
    """Name the instalments that are not kept, and what is paid: by the request where there is one.

    ``able`` on ``able_on`` is the next payment, no more of it than the first of them.
    """
    on, able = now.mine.next
    first = next(iter(now.not_kept), None)
    return {
        "due": None if first is None else maybe_day(first.due),
        "amount": None if first is None else yuan(first.open),
        "past": first is not None and first.state is InstalmentKept.MISSED,
        "open": _named(now.not_kept),
        "able": None if now.keeps else _or_none(able if first is None else min(able, first.open)),
        "able_on": maybe_day(on),
        "request": None if now.plan is None else {
            **terms_json(now.plan),
            "payment": yuan(now.plan.payment),
            "first_due": maybe_day(now.plan.rows[0].due),
        },
    }  # fmt: skip


def _named(some: Sequence[KeptInstalment]) -> list[Json]:
    return [
        {
            "due": maybe_day(one.due),
            "amount": yuan(one.open),
            "past": one.state is InstalmentKept.MISSED,
        }
        for one in some
    ]


def _record(now: Situation, _rules: RuleBook) -> Json:
    kept = now.performance
    if kept is None:
        return {"agreed_on": None, "paid": [], "paid_total": yuan(0), "due": 0, "in_time": 0,
                "missed": []}  # fmt: skip
    return {
        "agreed_on": maybe_day(kept.agreed_on),
        "paid": [
            {
                "n": one.n,
                "due": maybe_day(one.due),
                "paid_on": maybe_day(one.paid_on),
                "amount": yuan(one.amount),
                "voucher": one.voucher,
            }
            for one in kept.instalments
            if one.paid_on is not None
        ],
        "paid_total": yuan(kept.paid_total),
        "due": kept.fallen_due,
        "in_time": kept.count(InstalmentKept.IN_TIME),
        "missed": _named(now.missed),
    }  # fmt: skip


def _settled(now: Situation, rules: RuleBook) -> Json:
    """The last payment is taken for the day of settlement where no agreement names another."""
    paid_off = now.mine.owed.parts.total == 0
    days = [one.date for one in now.mine.debt.payments if paid_off and one.date <= now.as_of]
    named = None if now.performance is None else now.performance.settled_on
    on = named or max(days, default=None)
    years = int(rules.number("credit_5y", "years"))
    until = None if on is None else record_kept_until(on, years)
    return {"settled_on": maybe_day(on), "record_until": maybe_day(until)}


def _objection(now: Situation, rules: RuleBook) -> Json:
    order = now.fact(FactKind.PAYMENT_ORDER)
    if order is not None:
        return {
            "against": "pay_order",
            "received": maybe_day(order.on),
            "until": maybe_day(order.due),
        }
    days = int(rules.number("credit_dispute", "days"))
    return {"against": "credit_record", "received": None, "until": None, "days": days}


def _or_none(amount: Fen) -> str | None:
    return yuan(amount) if amount > 0 else None


_MAKERS: Mapping[LetterKind, Callable[[Situation, RuleBook], Json]] = {
    LetterKind.EARLY: _early,
    LetterKind.FREEZE: _freeze,
    LetterKind.PRO_RATA: lambda now, _rules: {
        **_terms(now),
        **kept_json(now.mine.offered),
        "monthly": _or_none(now.share),
        "first": _first(now),
        "all": maybe_yuan(now.recommended),
        "lenders": now.lenders,
        "review": add_months(now.as_of, REVIEW_MONTHS).isoformat(),
    },
    LetterKind.CARD_70: _card,
    LetterKind.MORTGAGE: _relief,
    LetterKind.RELIEF: _relief,
    LetterKind.SETTLE: _settle,
    LetterKind.FAMILY: _family,
    LetterKind.ASSIGNEE: _assignee,
    LetterKind.DISPUTED: _disputed,
    LetterKind.COMPLAINT: lambda now, _rules: {
        "events": _events(now, {flag.contact_id for flag in now.flags})
    },
    LetterKind.THIRD_PARTY: _third_party,
    LetterKind.REVIEW: lambda now, _rules: {"before": maybe_day(now.last_paper), **_kept(now)},
    LetterKind.CHANGE: _change,
    LetterKind.RECORD: _record,
    LetterKind.SETTLED: _settled,
    LetterKind.OBJECTION: _objection,
}
