"""A statement as JSON values, per edition: what the lender may see and what is the user's own.

The lender reads the applicant's full name and contract number, other creditors as letters. The
user's own copy may lie about: it names the creditors and hides the applicant's numbers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from jiebei_desktop.domain.debts import DebtId, Hardship, Stage, hardship_of
from jiebei_desktop.domain.household import Household
from jiebei_desktop.domain.money import ZERO, Fen, yuan
from jiebei_desktop.domain.parts import PARTS
from jiebei_desktop.domain.standing import owed
from jiebei_desktop.services.formats.json_values import maybe_day, maybe_yuan, parts_json
from jiebei_desktop.services.papers.statement_assets import assets
from jiebei_desktop.services.papers.statement_cash import odds, safe_to_spend
from jiebei_desktop.services.papers.statement_facts import answer_by
from jiebei_desktop.services.papers.statement_plan import plan
from jiebei_desktop.services.papers.statement_values import (
    HIDDEN,
    covered,
    hidden,
    later_month,
    once_past,
    rate,
)
from jiebei_desktop.services.picture import NextDue
from jiebei_desktop.services.picture.proofs import behind, mark_of
from jiebei_desktop.services.picture.usual_month import total
from jiebei_desktop.services.reference.lenders import lender_of

if TYPE_CHECKING:
    from jiebei_desktop.services.papers.statement_facts import IncomeStatement
    from jiebei_desktop.services.picture.usual_month import MonthLine
    from jiebei_desktop.services.plans.requests import DebtFacts

Json = dict[str, Any]
_IDENTITY = ("name", "id_tail", "phone", "address")
_BLOWS = frozenset({"income_loss_proof", "illness_proof", "accident_proof", "hardship_statement"})
"""Documents that show why paying became difficult."""


def write(statement: IncomeStatement, edition: str, addressee: DebtId | None) -> Json:
    """Return the document of one edition without checks and checksum."""
    private = edition == "private"
    asked = next((one.terms for one in statement.debts if one.debt.id == addressee), None)
    names = labels(statement.debts, addressee, private=private)
    return {
        "format": "jiebei.statement/2",
        "number": statement.number,
        "version": statement.case.version,
        "edition": edition,
        "as_of": statement.as_of.isoformat(),
        "valid_until": statement.valid_until.isoformat(),
        "answer_by": answer_by(statement.as_of, asked).isoformat(),
        "review_on": statement.review_on.isoformat(),
        "rules_as_of": statement.rules_as_of.isoformat(),
        "currency": "CNY",
        "addressee": addressee,
        "applicant": _applicant(statement, private=private),
        "contract_no": _contract_no(statement, addressee, private=private),
        "co_debtors": "" if private else _co_debtors(statement, addressee),
        "reason": _reason(statement, addressee),
        "missing": list(_missing(statement, addressee)),
        "means": _means(statement),
        "assets": assets(statement, private=private),
        "debts": [_debt(one, names[one.debt.id], statement) for one in statement.debts],
        "totals": _totals(statement),
        "plan": plan(statement, addressee),
        "odds": odds(statement, addressee),
        "timeline": _timeline(statement, addressee),
        "evidence": list(_evidence(statement, private=private)),
        **({"own": _own(statement, addressee)} if private else {}),
    }


def letters(number: int) -> str:
    """Return how a creditor is called that may not be named: A to Z, then AA, AB and so on."""
    found = ""
    while number >= 0:
        number, place = divmod(number, 26)
        found = chr(ord("A") + place) + found
        number -= 1
    return found


def labels(
    debts: Iterable[DebtFacts], addressee: DebtId | None, *, private: bool
) -> dict[DebtId, Json]:
    """Return how each debt is named: those of others become letters in the lender's edition.

    Several debts of one lender share its letter and are numbered.
    """
    found: dict[DebtId, Json] = {}
    known = tuple(debts)
    own = {lender_of(one.debt) for one in known if one.debt.id == addressee}
    lent = Counter(lender_of(one.debt) for one in known)
    masked = [name for name in lent if name not in own]
    told = Counter[str]()
    for one in known:
        debt, person = one.debt, one.debt.lent_by_person
        if private or lender_of(debt) in own:
            found[debt.id] = {"id": debt.id, "name": debt.name, "lender": debt.lender.strip(),
                              "tail": debt.contract_no[-4:], "mask": None,
                              "person": person}  # fmt: skip
        else:
            told[lender_of(debt)] += 1
            several = str(told[lender_of(debt)]) if lent[lender_of(debt)] > 1 else ""
            found[debt.id] = {"id": None, "name": None, "lender": None, "tail": "",
                              "mask": letters(masked.index(lender_of(debt))) + several,
                              "person": person}  # fmt: skip
    return found


def _applicant(statement: IncomeStatement, *, private: bool) -> Json:
    home = statement.book.household
    who = {name: getattr(home, name) for name in _IDENTITY}
    if private:
        who["name"] = f"{home.name[0]}**" if home.name else ""
        who["phone"] = hidden(home.phone)
        who["address"] = HIDDEN if home.address else ""
    floor = Fen((home.dibao_per_person or 0) * home.members)
    born = home.children
    return {
        **who,
        "members": home.members,
        "adults": home.adults,
        "children_born": None if born is None else sorted(born),
        "housing": None if home.housing is None else home.housing.value,
        "work": home.work,
        "city": home.city,
        "living_floor": yuan(floor),
    }


def _co_debtors(statement: IncomeStatement, addressee: DebtId | None) -> str:
    found = (one.debt.co_debtors for one in statement.debts if one.debt.id == addressee)
    return next(found, "")


def _contract_no(statement: IncomeStatement, addressee: DebtId | None, *, private: bool) -> str:
    found = (one.debt.contract_no for one in statement.debts if one.debt.id == addressee)
    number = next(found, "")
    return hidden(number) if private else number


def _reason(statement: IncomeStatement, addressee: DebtId | None) -> Json | None:
    blow = _hardship(statement, addressee)
    if blow is None:
        return None
    return {
        "since": blow.since.isoformat(),
        "kind": blow.cause,
        "words": blow.words,
        "proof": list(_proof(statement, _BLOWS)),
    }


def _hardship(statement: IncomeStatement, addressee: DebtId | None) -> Hardship | None:
    debt = next((one for one in statement.book.debts if one.id == addressee), None)
    return None if debt is None else hardship_of(debt, statement.book.debts)


def _proof(statement: IncomeStatement, kinds: Iterable[str]) -> Iterator[str]:
    """Yield the numbers of the documents of some kinds that are there."""
    wanted = frozenset(kinds)
    for number, item in enumerate(statement.case.attached, 1):
        if item.kind in wanted:
            yield f"E{number}"


def _missing(statement: IncomeStatement, addressee: DebtId | None) -> Iterator[str]:
    """Yield the codes of facts that are not there: each becomes an empty line."""
    home, seen, month = statement.book.household, statement.picture, statement.month
    yield from (name for name in _IDENTITY if not getattr(home, name))
    if home.children is None:
        yield "children_born"
    yield from (name for name in ("housing", "work") if not getattr(home, name))
    if seen["left"].value is None or not (month.income or month.necessary or month.flexible):
        yield "means"
    if home == Household():
        yield "members"
    if seen["cash"].value is None:
        yield "cash"
    debt = next((one.debt for one in statement.debts if one.debt.id == addressee), None)
    if debt is not None:
        if not debt.contract_no:
            yield "contract_no"
        if _hardship(statement, addressee) is None:
            yield "hardship"


def _means(statement: IncomeStatement) -> Json:
    month, seen = statement.month, statement.picture
    sections = {
        "income": month.income,
        "necessary": month.necessary,
        "flexible": month.flexible,
        "apart": month.apart,
    }
    left = seen.money("left")
    lines = {name: [_line(line, statement) for line in found] for name, found in sections.items()}
    last = month.last_full
    return {
        **lines,
        "not_lasting": [_line(line, statement) for line in month.not_lasting],
        "sums": {name: yuan(total(found)) for name, found in sections.items()},
        "coverage": {name: covered(lines[name]) for name in ("income", "necessary", "flexible")},
        "left": maybe_yuan(left),
        "payment": yuan(statement.payment),
        "margin": None if left is None else yuan(left - statement.payment),
        "above_safe": statement.payment > (seen.money("afford.recommended") or ZERO),
        "by_cash": statement.picture.kept_by_cash,
        "months": month.history,
        "last_full": None if last is None else f"{last.year:04d}-{last.number:02d}",
        "recovers": None if month.recovers is None else month.recovers.first.isoformat(),
        "later": later_month(month.later),
        "once_past": once_past(seen.waits_for),
        "grade": seen["left"].grade,
        "no_amount": None if statement.payment else seen["afford.recommended"].reason,
    }


def _line(line: MonthLine, statement: IncomeStatement) -> Json:
    attached = statement.case.attached
    return {
        "code": line.code,
        "amount": yuan(line.amount),
        "low": yuan(line.low),
        "high": yuan(line.high),
        "mark": mark_of(line, attached).value,
        "proof": [f"E{place}" for place in behind(line, attached)],
    }


def _debt(one: DebtFacts, label: Json, statement: IncomeStatement) -> Json:
    ahead = statement.picture[f"next.{one.debt.id}"].value
    due = ahead if isinstance(ahead, NextDue) else None
    return {
        **label,
        "priority": one.debt.priority.value,
        "stage": _stage(one),
        "nominal": rate(one.rate.nominal),
        "guessed": list(statement.guessed.get(one.debt.id, ())),
        **parts_json(one.owed.parts, "total"),
        "overdue_since": maybe_day(one.owed.overdue_since),
        "overdue_days": one.owed.days_known,
        "arrears": maybe_yuan(one.owed.arrears_known),
        "next_due": None if due is None else due.day.isoformat(),
        "next_amount": "0.00" if due is None else yuan(due.amount),
        "share": rate(one.share),
        "fair_share": yuan(one.fair),
        "offer": yuan(one.monthly),
        "once": yuan(one.once),
        "settled": _settled(one),
        "basis": one.basis,
        "kind": one.kind,
        "offer_months": None if one.terms is None else one.terms.months,
    }


def _settled(one: DebtFacts) -> Json | None:
    """Return when and with what this week's money or idle cash pays all of a debt; else None."""
    kept = one.held_to if one.offered is not None and one.offered.whole else None
    if kept is None or one.once:
        return None
    return {"day": kept.due.isoformat(), "amount": yuan(kept.amount)}


def _stage(one: DebtFacts) -> str:
    if one.debt.stage is not None:
        return one.debt.stage.value
    return (Stage.OVERDUE if one.owed.overdue_days else Stage.CURRENT).value


def _totals(statement: IncomeStatement) -> Json:
    found = statement.debts
    offered = sum(one.monthly for one in found if one.within)
    left = statement.picture.money("left")
    return {
        **{name: yuan(statement.picture.amount(f"owed.{name}")) for name in (*PARTS, "total")},
        "offer": yuan(offered),
        "once": yuan(sum(one.once for one in found)),
        "reserve": None if left is None else yuan(left - offered),
        "protected": yuan(sum(one.monthly for one in found if not one.within)),
        "count": len(found),
        "asked": sum(one.kind in {"instalments", "lump_sum"} for one in found),
    }


def _timeline(statement: IncomeStatement, addressee: DebtId | None) -> list[Json]:
    """Return the facts of the addressed debt, contacts included, the most recent first."""
    one = next((each for each in statement.debts if each.debt.id == addressee), None)
    if one is None:
        return []
    debt = one.debt
    found = [_event(day, "contract", yuan(amount)) for day, amount in filter(None, [debt.drawn])]
    found += [
        _event(payment.date, "payment", yuan(payment.amount)) for payment in debt.payments[-12:]
    ]
    if one.owed.overdue_since is not None:
        found.append(_event(one.owed.overdue_since, "overdue", yuan(one.owed.arrears)))
    if debt.accelerated_on is not None:
        called = owed(debt, debt.accelerated_on).parts.total
        found.append(_event(debt.accelerated_on, "accelerated", yuan(called)))
    found += [_event(v.effective_from, "agreement", yuan(v.principal)) for v in debt.versions]
    found += [
        {**_event(c.on, "contact", None), "channel": c.channel.value,
         "direction": c.direction.value, "said": c.said, "promised": c.promised}
        for c in statement.case.contacts
    ]  # fmt: skip
    return sorted(found, key=lambda event: event["day"], reverse=True)


def _event(day: date, kind: str, amount: str | None) -> Json:
    return {"day": day.isoformat(), "kind": kind, "amount": amount}


def _evidence(statement: IncomeStatement, *, private: bool) -> Iterator[Json]:
    """Yield the documents that are there; those without a file only for oneself."""
    for number, item in enumerate(statement.case.attached, 1):
        yield _paper(f"E{number}", item)
    if private:
        for item in statement.case.evidence:
            if not item.sha256:
                yield _paper("", item)


def _paper(number: str, item: Any) -> Json:
    return {
        "number": number,
        "kind": item.kind,
        "name": item.name,
        "issuer": item.issuer,
        "day": maybe_day(item.on),
        "proves": item.proves,
        "sha256": item.sha256,
    }


def _own(statement: IncomeStatement, addressee: DebtId | None) -> Json:
    """Return what only the user's own edition holds: limits, reserve, the next step."""
    seen = statement.picture
    limits = {name: seen.money(f"afford.{name}") for name in ("floor", "recommended", "ceiling")}
    return {
        **{name: maybe_yuan(fen) for name, fen in limits.items()},
        "reason": seen["afford.recommended"].reason,
        "reserve": yuan(seen.money("reserve") or ZERO),
        "runway_days": seen["runway.days"].value,
        "next_action": _next_action(statement, addressee),
        "safe_to_spend": yuan(safe_to_spend(statement)),
        "checks": [dict(one) for one in statement.case.checks],
    }


def _next_action(statement: IncomeStatement, addressee: DebtId | None) -> str:
    if addressee in statement.barred:
        return "ask_law"
    kinds = {one.kind for one in statement.debts}
    if kinds & {"instalments", "lump_sum"}:
        return "send_request"
    if kinds & {"pause", "relief"}:
        return "ask_pause" if "pause" in kinds else "send_request"
    late = any(one.owed.overdue_days for one in statement.debts)
    return "cure" if late else "keep_paying"
