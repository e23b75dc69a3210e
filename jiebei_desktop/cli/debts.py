"""Debts one by one: owed, schedule, apr."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import click

from jiebei_desktop.cli.call import (
    Call,
    Day,
    NamedFile,
    NotBlank,
    Yuan,
    command,
    known_debt,
    ledger_argument,
    was_given,
)
from jiebei_desktop.cli.facts import fraction, table
from jiebei_desktop.cli.given import read_document
from jiebei_desktop.cli.prepaying import prepaid_view, prepay_document, prepay_lines
from jiebei_desktop.cli.warnings import finding, warning_lines
from jiebei_desktop.domain.money import Fen, yuan
from jiebei_desktop.domain.parts import Parts
from jiebei_desktop.domain.standing import Instalment
from jiebei_desktop.services.debts import owing
from jiebei_desktop.services.debts.owing import Owing, ToCome, Together
from jiebei_desktop.services.files import offer_file
from jiebei_desktop.services.formats.json_values import maybe_day, maybe_yuan, parts_json
from jiebei_desktop.services.picture import read
from jiebei_desktop.services.plans import offer_view
from jiebei_desktop.services.reference import rulebook
from jiebei_desktop.text.debts import days_late, free_days_words
from jiebei_desktop.text.formats import amount, day, money, percent
from jiebei_desktop.text.texts import Texts


@command("owed")
@ledger_argument
@click.option("--on", type=Day(), help="The day; the same as --as-of.")
def owed_command(call: Call, ledger: Path, on: date | None) -> None:
    """Say what is owed on a day, per debt and in parts."""
    if on is not None and was_given(click.get_current_context(), "as_of"):
        raise click.UsageError(call.t.gettext("--on and --as-of both name the day; say one."))
    as_of = on or call.as_of
    with call.open(ledger) as session:
        if on is not None:
            call.tell_early(session, on)
        found = owing.together(session.ledger.debts(), as_of)
    document = {
        "as_of": as_of.isoformat(),
        "debts": [_owed(one) for one in found.debts],
        "total": {**parts_json(found.total, "total"), "per_day": yuan(found.per_day)},
        "overpaid": yuan(found.overpaid),
    }
    call.answer(document, _owed_lines(found, call.t))


def _owed(one: Owing) -> dict[str, Any]:
    debt, stand, rate = one.debt, one.stand, one.rate
    other = None if stand.other_order is None else parts_json(stand.other_order, "total")
    return {
        "id": debt.id,
        "name": debt.name,
        **parts_json(stand.parts, "total"),
        "overpaid": yuan(stand.unapplied),
        "arrears": maybe_yuan(stand.arrears_known),
        "next_due": maybe_day(stand.next_due),
        "next_amount": yuan(stand.next_amount),
        "free_until": maybe_day(one.free_until),
        "figures_of": maybe_day(one.figures_of),
        "overdue_days": stand.days_known,
        "per_day": yuan(stand.per_day),
        "apr_nominal": fraction(rate.nominal),
        "apr_effective": fraction(rate.effective),
        "other_order": other,
    }


def _owed_lines(found: Together, t: Texts) -> Iterator[str]:
    yield t.gettext("Owed on {day}").format(day=day(found.as_of, t))
    heads = (
        t.pgettext("column", "Debt"),
        t.pgettext("column", "Principal"),
        t.pgettext("column", "Interest"),
        t.pgettext("column", "Penalty"),
        t.pgettext("column", "Fees"),
        t.pgettext("column", "Total"),
        t.pgettext("column", "Days overdue"),
    )
    rows = [
        (
            one.debt.name,
            *(amount(part) for part in _columns(one.stand.parts)),
            days_late(one.stand.days_known, t),
        )
        for one in found.debts
    ]
    rows.append(
        (t.pgettext("column", "Total"), *(amount(part) for part in _columns(found.total)), "")
    )
    yield from table(heads, rows)
    for one in found.debts:
        if said := free_days_words(one.free_until, one.stand.parts, t):
            yield t.gettext("{debt}: {what}").format(debt=one.debt.name, what=said)
        if one.stand.unapplied:
            line = t.gettext("{debt}: {amount} paid beyond all that was owed")
            yield line.format(debt=one.debt.name, amount=money(one.stand.unapplied))


def _columns(parts: Parts) -> tuple[Fen, ...]:
    return parts.principal, parts.interest, parts.penalty, parts.fees, parts.total


@command("schedule", needs={"on": "prepay", "fee": "prepay"})
@ledger_argument
@click.argument("debt", type=NotBlank())
@click.option("--prepay", type=Yuan(), help="An amount paid early: both ways on, side by side.")
@click.option("--on", type=Day(), help="The day it is paid; without it the day of reckoning.")
@click.option("--fee", type=Yuan(), help="What the contract charges for paying early.")
def schedule_command(
    call: Call,
    ledger: Path,
    debt: str,
    *,
    prepay: Fen | None,
    on: date | None,
    fee: Fen | None,
) -> None:
    """List the instalments of a debt under the terms in force.

    Of a debt known by the lender's page only, what remains from the day.
    """
    with call.open(ledger) as session:
        chosen = known_debt(session, debt, call.t)
        view = None
        if prepay is not None:
            view = prepaid_view(call, read(session, call.as_of), chosen, (prepay, on, fee))
    found = owing.to_come(chosen, call.as_of)
    document = {
        "rows": [_row(row) for row in found.rows],
        "total_interest": yuan(found.interest),
        "arrears": yuan(found.arrears),
        **({} if view is None else {"prepay": prepay_document(view)}),
    }
    lines = _schedule_lines(found, call.t) if view is None else prepay_lines(view, call.t)
    call.answer(document, lines)


def _row(row: Instalment) -> dict[str, Any]:
    return {
        "n": row.n,
        "due": row.due.isoformat(),
        "days": row.days,
        "payment": yuan(row.payment),
        "principal": yuan(row.principal),
        "interest": yuan(row.interest),
        "fee": yuan(row.fee),
        "balance": yuan(row.balance),
    }


def _schedule_lines(found: ToCome, t: Texts) -> Iterator[str]:
    if found.arrears:
        yield t.gettext("Past due besides: {amount}").format(amount=money(found.arrears))
    if not found.rows:
        yield t.gettext("This debt has no plan of instalments.")
        return
    heads = (
        t.pgettext("column", "No."),
        t.pgettext("column", "Due"),
        t.pgettext("column", "Payment"),
        t.pgettext("column", "Principal"),
        t.pgettext("column", "Interest"),
        t.pgettext("column", "Balance"),
    )
    cells = [
        (
            str(row.n or "–"),
            row.due.isoformat(),
            amount(row.payment),
            amount(row.principal),
            amount(row.interest),
            amount(row.balance),
        )
        for row in found.rows
    ]
    yield from table(heads, cells)
    yield t.gettext("Interest in all: {amount}").format(amount=money(found.interest))


@command("apr")
@click.argument("offer", type=NamedFile(stdin=True))
def apr_command(call: Call, offer: Path) -> None:
    """Work out the true annual rate of an offer file, and what speaks against it."""
    rules = rulebook.load()
    report = offer_view.assess(read_document(offer, call.t, offer_file.read), rules).report
    document = {
        "nominal": fraction(report.nominal),
        "effective": fraction(report.effective),
        "monthly": fraction(report.monthly),
        "received": yuan(report.received),
        "repaid": yuan(report.repaid),
        "cost": yuan(report.cost),
        "findings": [finding(found) for found in report.findings],
    }
    t = call.t
    lines = [
        t.gettext("True annual rate: {nominal} nominal, {effective} effective").format(
            nominal=percent(report.nominal, t=t), effective=percent(report.effective, t=t)
        ),
        t.gettext("Received {received}, repaid {repaid}, cost {cost}").format(
            received=money(report.received), repaid=money(report.repaid), cost=money(report.cost)
        ),
        *warning_lines(report.findings, call.t, rules),
    ]
    call.answer(document, lines)
