"""A letter as JSON values: who, to whom, what is owed, what is asked, what is still missing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from jiebei_desktop.domain.debts import DebtId
from jiebei_desktop.domain.money import Fen, yuan
from jiebei_desktop.domain.negotiation import FactKind
from jiebei_desktop.domain.rules import Grade, RuleBook
from jiebei_desktop.domain.standing import free_until
from jiebei_desktop.services.formats.json_values import maybe_day, maybe_yuan, parts_json
from jiebei_desktop.services.keeping.session import Session
from jiebei_desktop.services.papers.letters import asks
from jiebei_desktop.services.papers.letters.kinds import LetterKind, why_not
from jiebei_desktop.services.papers.letters.situation import Situation, situation
from jiebei_desktop.services.papers.signature_checks import as_json
from jiebei_desktop.services.papers.statement_check import checksum
from jiebei_desktop.services.papers.statement_facts import answer_by
from jiebei_desktop.services.papers.statement_values import later_month

FORMAT = "jiebei.letter/1"
LENDER, PRIVATE = "lender", "private"
EDITIONS = (LENDER, PRIVATE)

Json = dict[str, Any]

RULES: dict[LetterKind, tuple[str, ...]] = {
    LetterKind.EARLY: ("extend",),
    LetterKind.FREEZE: ("set_off_561", "collect_guide_2026"),
    LetterKind.PRO_RATA: ("offer_binds",),
    LetterKind.CARD_70: ("cc_art70",),
    LetterKind.MORTGAGE: ("rate_reset", "housing_fund"),
    LetterKind.RELIEF: (),
    LetterKind.SETTLE: ("credit_5y",),
    LetterKind.FAMILY: (),
    LetterKind.ASSIGNEE: ("assign",),
    LetterKind.DISPUTED: ("kantou",),
    LetterKind.COMPLAINT: ("complaint_days", "collect_guide_2026", "consumer_41", "cf_collect"),
    LetterKind.THIRD_PARTY: ("collect_target", "collect_guide_2026", "collect_civil", "cf_collect"),
    LetterKind.REVIEW: (),
    LetterKind.CHANGE: ("extend",),
    LetterKind.RECORD: (),
    LetterKind.SETTLED: ("credit_5y",),
    LetterKind.OBJECTION: (),
}
"""The rows of law a letter rests on; a dispute's and an objection's come from what it is about."""


def document(
    session: Session, debt: DebtId, kind: LetterKind, as_of: date, edition: str = LENDER
) -> Json:
    """Return a letter's facts as JSON values: yuan as text, days as ISO dates.

    The private edition hides the addressee's copy of nothing but the user's own name and number.

    Raises:
        KeyError: there is no such debt.
        ValueError: there is no such edition.
    """
    return document_of(situation(session, debt, as_of), kind, session.rules, edition)


def document_of(now: Situation, kind: LetterKind, rules: RuleBook, edition: str = LENDER) -> Json:
    """Return the same from what is known already.

    Raises:
        ValueError: there is no such edition.
    """
    if edition not in EDITIONS:
        raise ValueError(edition)
    as_of, asked = now.as_of, asks.ask(kind, now, rules)
    found: Json = {
        "format": FORMAT,
        "kind": kind.value,
        "number": f"JB-{as_of:%Y%m%d}-{now.papers + 1:02d}",
        "as_of": as_of.isoformat(),
        "answer_by": answer_by(as_of, now.plan).isoformat(),
        "applicant": _applicant(now),
        "to": _addressee(now),
        "owed": _owed(now),
        "means": _means(now),
        "hardship": _hardship(now) if kind in asks.TOLD else None,
        "ask": asked,
        "rules": [_rule(rules, name) for name in _rules(kind, now, rules)],
        "fits": why_not(kind, now),
        "missing": list(_missing(kind, now, asked)),
        "checks": [as_json(one) for one in now.checks],
    }
    found["checksum"] = checksum(found)
    return (
        {**_masked(found), "edition": edition}
        if edition == PRIVATE
        else {**found, "edition": edition}
    )


def _masked(found: Json) -> Json:
    """Return the copy for oneself: it may lie about, so it shows neither name nor number whole."""
    who = found["applicant"]
    name = f"{who['name'][0]}**" if who["name"] else ""
    phone = f"***{who['phone'][-4:]}" if who["phone"] else ""
    number = found["to"]["contract_no"]
    hidden = f"***{number[-4:]}" if number else ""
    return {
        **found,
        "applicant": {**who, "name": name, "phone": phone, "address": ""},
        "to": {**found["to"], "contract_no": hidden, "co_debtors": ""},
    }


def _applicant(now: Situation) -> Json:
    home = now.household
    return {
        "name": home.name,
        "id_tail": home.id_tail,
        "phone": home.phone,
        "address": home.address,
    }


def _addressee(now: Situation) -> Json:
    debt = now.mine.debt
    return {
        "debt": debt.id,
        "name": debt.name,
        "lender": debt.lender,
        "lender_type": debt.lender_type.value,
        "person": debt.lent_by_person,
        "contract_no": debt.contract_no,
        "contract_date": debt.contract_date.isoformat(),
        "phone": debt.lender_phone,
        "co_debtors": debt.co_debtors,
        "beside": [
            {"debt": one.id, "name": one.name, "tail": one.contract_no[-4:], "total": yuan(total)}
            for one, total in now.beside
        ],
        "together": yuan(Fen(now.mine.owed.parts.total + sum(total for _, total in now.beside))),
    }


def _owed(now: Situation) -> Json:
    stand = now.mine.owed
    return {
        **parts_json(stand.parts, "total"),
        "overdue_days": stand.days_known,
        "overdue_since": maybe_day(stand.overdue_since),
        "arrears": maybe_yuan(stand.arrears_known),
        "per_day": yuan(stand.per_day),
        "guessed": list(now.guessed),
        "free_until": maybe_day(free_until(now.mine.debt, stand)),
    }


def _means(now: Situation) -> Json:
    figures = {"income": now.income, "living": now.living, "irregular": now.irregular,
               "protected": now.protected}  # fmt: skip
    return {
        **{name: yuan(amount) for name, amount in figures.items()},
        "left": yuan(now.left),
        "later": later_month(now.later),
        "recommended": maybe_yuan(now.recommended),
        "share": yuan(now.share),
        "no_amount": now.no_amount,
    }


def _hardship(now: Situation) -> Json | None:
    blow = now.hardship
    if blow is None:
        return None
    return {"since": blow.since.isoformat(), "kind": blow.cause, "words": blow.words}


def _rules(kind: LetterKind, now: Situation, book: RuleBook) -> Iterator[str]:
    names = list(RULES[kind])
    if kind is LetterKind.DISPUTED:
        names = [one.rule for one in now.disputes if one.alarming and one.rule] or names
    if kind is LetterKind.OBJECTION:
        names = ["credit_dispute" if now.fact(FactKind.PAYMENT_ORDER) is None else "pay_order"]
    if kind in {LetterKind.COMPLAINT, LetterKind.THIRD_PARTY}:
        names += sorted({flag.rule for flag in now.flags})
    for name in dict.fromkeys(names):
        row = book.rows.get(name)
        if row is None or row.grade is Grade.C:  # one weak source is nothing to cite
            continue
        if row.in_force(now.as_of) and row.binds_lender(now.mine.debt.lender_type):
            yield name


def _rule(book: RuleBook, name: str) -> Json:
    row = book.row(name)
    return {"id": name, "source": row.citation, "grade": row.grade.value, "law": row.is_law}


_IDENTITY = ("name", "id_tail", "phone", "address")


def _missing(kind: LetterKind, now: Situation, asked: Json) -> Iterator[str]:
    """Yield the codes of facts that are not there: each becomes an empty line in the letter."""
    home, debt = now.household, now.mine.debt
    wanted = _IDENTITY[:1] if kind is LetterKind.FAMILY else _IDENTITY
    yield from (name for name in wanted if not getattr(home, name))
    if kind is not LetterKind.FAMILY and not debt.contract_no:
        yield "contract_no"
    if kind is LetterKind.ASSIGNEE and asked["buyer"] is None:
        yield "buyer"
    if kind in asks.ASKING and not (now.income or now.living):
        yield "means"
    if kind in asks.ASKING and now.hardship is None:
        yield "hardship"
