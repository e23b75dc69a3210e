"""Warnings that come from the case files, and the one list of all warnings of a ledger."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from jiebei_desktop.domain.debts import DebtId, Stage
from jiebei_desktop.domain.findings import Fact, Finding, Severity
from jiebei_desktop.domain.household import Book, newest_readings
from jiebei_desktop.domain.money import Fen, half_up
from jiebei_desktop.domain.negotiation import Agreement, InstalmentMark
from jiebei_desktop.domain.reminders import case_ref
from jiebei_desktop.domain.rules import RuleBook
from jiebei_desktop.domain.standing import owed
from jiebei_desktop.domain.warnings import Carried, ranked, warnings
from jiebei_desktop.services.cases.agreements import agreements_of
from jiebei_desktop.services.cases.casefile import cases, contacts, flags, reminders
from jiebei_desktop.services.cases.limitation import perhaps_barred
from jiebei_desktop.services.picture import read
from jiebei_desktop.services.picture.means import home_of
from jiebei_desktop.services.picture.spare import carried_today

if TYPE_CHECKING:
    from jiebei_desktop.analysis.prospect import Prospect
    from jiebei_desktop.services.keeping.session import Session
    from jiebei_desktop.services.picture import Reading

COLLECTION_STANDARD = "collect_hours"
ANSWER, LIMITATION = "answer", "limitation"
RISK, MISSED = "agreement_risk", "overdue"
OUT_OF_TIME, TOO_LATE = "W-LIMITATION", "W-AGREE-MISSED"
Facts = dict[str, Fact]
_HOW = {False: Severity.SEVERE, True: Severity.CAUTION}
"""How serious a claim out of time is, by whether a relative has it."""
LOOK_BACK = 90
"""Days of contacts that are spoken of."""


def all_warnings(
    session: Session, as_of: date, reading: Reading | None = None
) -> tuple[Finding, ...]:
    """Return everything worth saying about a ledger, most urgent first.

    Income, living costs, how long cash lasts and whether it keeps the contracts are the picture's
    figures, from the same reading; None reads anew.
    """
    now = reading or read(session, as_of)
    known, home = now.book, home_of(now)
    month, living = home.usual_month, home.usual_month.living
    carried = carried_today(now)
    found = warnings(known, session.rules, as_of, month, carried)
    found += tuple(_limitation(session, known, as_of))
    cases = case_findings(session, Yardstick(known, as_of, living, home, carried))
    return ranked([*found, *cases], session.rules)


def _limitation(session: Session, book: Book, as_of: date) -> Iterator[Finding]:
    """Tell of claims that may be out of time, before anything is promised."""
    states = ((debt, owed(debt, as_of)) for debt in book.debts if debt.stage is not Stage.SETTLED)
    open_ones = [(debt, stand) for debt, stand in states if stand.parts.total]
    family = {debt.id: debt.is_family for debt, _ in open_ones}
    for debt, sign in perhaps_barred(session, open_ones).items():
        facts: Facts = {"since": sign.since, "years": sign.years}
        how = _HOW[family[debt]]
        yield _finding(session.rules, OUT_OF_TIME, how, _About(debt, as_of), facts, LIMITATION)


def told_out_of_time(findings: Iterable[Finding]) -> frozenset[DebtId]:
    """Return the debts of which warnings tell that the claim may be out of time."""
    found = (one.debt for one in findings if one.id == OUT_OF_TIME)
    return frozenset(debt for debt in found if debt is not None)


class Yardstick(NamedTuple):
    """What an agreement is held against: the household, the day, and a usual month's living."""

    book: Book
    as_of: date
    living: Fen
    home: Prospect | None = None
    """What comes in and goes out, answers included; None works it out from the ledger alone."""
    carried: Carried | None = None
    """That cash keeps every contract, as the picture says."""


def case_findings(session: Session, outlook: Yardstick) -> tuple[Finding, ...]:
    """Return what the case files give reason to say: terms, conduct, agreements in danger."""
    open_cases = [case for case in cases(session) if case.closed_on is None]
    found: list[Finding] = []
    by_case = {case.id: case.debt for case in open_cases}
    found += _deadlines(session, by_case, outlook.as_of)
    agreed = agreements_of(session, by_case)
    for case in open_cases:
        found += _conduct(session, case.id, case.debt, outlook.as_of)
        for agreement in agreed[case.id][:1]:
            found += _agreement(session, case.debt, agreement, outlook)
    return tuple(found)


def _deadlines(session: Session, by_case: dict[int, DebtId], as_of: date) -> Iterator[Finding]:
    """Tell of court terms that run: the nearer, the more serious."""
    rules = session.rules
    line = rules.threshold("deadline")
    until = as_of + timedelta(days=int(line.amber))
    owners = {case_ref(case_id): debt for case_id, debt in by_case.items()}
    for reminder in reminders(session, until):
        owner = owners.get(reminder.ref)
        if reminder.kind != "deadline" or owner is None or reminder.on < as_of:
            continue
        days = (reminder.on - as_of).days
        facts: Facts = {"days": days, "due": reminder.on}
        yield _finding(rules, "W-DEADLINE", Severity.SEVERE, _About(owner, as_of), facts, ANSWER)


def _conduct(session: Session, case_id: int, debt: DebtId, as_of: date) -> Iterator[Finding]:
    recent = {
        contact.id
        for contact in contacts(session, case_id)
        if contact.on >= as_of - timedelta(days=LOOK_BACK)
    }
    rules = session.rules
    marked = {flag.contact_id for flag in flags(session, case_id)} & recent
    if marked:
        facts: Facts = {"count": len(marked)}
        yield _finding(
            rules, "W-COLLECT", Severity.CAUTION, _About(debt, as_of), facts, COLLECTION_STANDARD
        )


def _agreement(
    session: Session, debt: DebtId, agreement: Agreement, outlook: Yardstick
) -> Iterator[Finding]:
    """Tell of missed instalments, and of the next one before it is missed."""
    book, as_of = outlook.book, outlook.as_of
    stage = next((each.stage for each in book.debts if each.id == debt), None)
    if agreement.broken_on is not None or stage is Stage.SETTLED:
        return
    rules, missed = session.rules, agreement.missed(as_of)
    if missed:
        kind = rules.warnings[TOO_LATE]
        kept = outlook.carried.said(kind, debt) if outlook.carried else {}
        facts: Facts = {
            "count": len(missed),
            "amount_fen": Fen(sum(mark.left for mark in missed)),
            "since": missed[0].due,
            **kept,
        }
        found = _finding(rules, TOO_LATE, Severity.SEVERE, _About(debt, as_of), facts, MISSED)
        yield replace(found, action=kind.by_cash) if kept else found
        return
    mark = agreement.next_mark()
    if mark is not None:
        yield from _risk(session, debt, mark, outlook)


def _risk(
    session: Session, debt: DebtId, mark: InstalmentMark, outlook: Yardstick
) -> Iterator[Finding]:
    """Tell when the usual course of money leaves too little on the day of the next instalment."""
    rules = session.rules
    line, book, as_of = rules.threshold(RISK), outlook.book, outlook.as_of
    days = (mark.due - as_of).days
    if days > line.amber or not newest_readings(book.cash, as_of):
        return
    short, reserve = shortfall(outlook, mark, int(line.red))
    if short > 0:
        facts: Facts = {
            "due": mark.due,
            "days": days,
            "amount_fen": mark.left,
            "short_fen": short,
            "reserve_fen": reserve,
        }
        yield _finding(rules, "W-AGREE-RISK", Severity.CAUTION, _About(debt, as_of), facts, RISK)


def shortfall(outlook: Yardstick, mark: InstalmentMark, reserve_days: int) -> tuple[Fen, Fen]:
    """Return what is missing for an instalment and a reserve of some days' living, and the reserve.

    The balance is the expected one of the forecast in which every contract is paid, lowest
    between now and the due day; the instalment is in it already.
    """
    from jiebei_desktop.analysis.forecast import forecast

    reserve = half_up(Fraction(outlook.living * 12 * reserve_days, 365))
    ahead = forecast(outlook.book, outlook.as_of, months=3, home=outlook.home)
    until = [
        amount
        for day, amount in zip(ahead.days, ahead.all_contracts, strict=True)
        if day <= mark.due
    ]
    return Fen(max(0, reserve - min(until, default=reserve))), reserve


class _About(NamedTuple):
    debt: DebtId
    as_of: date


def _finding(
    rules: RuleBook,
    name: str,
    severity: Severity,
    about: _About,
    facts: Facts,
    rule: str,
) -> Finding:
    debt, as_of = about
    at_stake = facts.get("amount_fen")
    return Finding(
        id=name,
        severity=severity,
        as_of=as_of,
        debt=debt,
        facts=facts,
        rule=rule,
        source=rules.row(rule).source if rule in rules.rows else rules.threshold(rule).source,
        action=rules.warnings[name].action,
        urgency_fen=Fen(at_stake) if isinstance(at_stake, int) else None,
    )
