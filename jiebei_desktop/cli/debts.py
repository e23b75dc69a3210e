"""Debts one by one: owed, schedule, apr."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import click

from jiebei_desktop.cli.call import Call, Day, command, known_debt, ledger_argument, read_document
from jiebei_desktop.cli.facts import finding, fraction, table, warning_lines
from jiebei_desktop.domain.accrual import Owed, owed
from jiebei_desktop.domain.allocation import Parts
from jiebei_desktop.domain.debts import Debt
from jiebei_desktop.domain.money import Fen, yuan
from jiebei_desktop.domain.obligations import arrears_total, instalments
from jiebei_desktop.domain.offer_check import check_offer
from jiebei_desktop.domain.opening import in_force
from jiebei_desktop.domain.schedule import Instalment
from jiebei_desktop.domain.true_rate import TrueRate, true_rate
from jiebei_desktop.services.files import offer_file
from jiebei_desktop.services.reference import rulebook
from jiebei_desktop.text.formats import amount, day, money, percent
from jiebei_desktop.text.texts import Texts


@command("owed")
@ledger_argument
@click.option("--on", type=Day(), help="The day; the same as --as-of.")
def owed_command(call: Call, ledger: Path, on: date | None) -> None:
    """Say what is owed on a day, per debt and in parts."""
    as_of = on or call.as_of
    with call.open(ledger) as session:
        debts = session.ledger.debts()
    stands = [(debt, owed(debt, as_of), true_rate(in_force(debt, as_of))) for debt in debts]
    total = _sum([stand for _, stand, _ in stands])
    per_day = yuan(sum(stand.per_day for _, stand, _ in stands))
    document = {
        "as_of": as_of.isoformat(),
        "debts": [_owed(*one) for one in stands],
        "total": {**_parts(total), "per_day": per_day},
        "overpaid": yuan(sum(stand.unapplied for _, stand, _ in stands)),
    }
    call.answer(document, _owed_lines(stands, total, as_of, call.t))


def _parts(parts: Parts) -> dict[str, str]:
    return {
        "principal": yuan(parts.principal),
        "interest": yuan(parts.interest),
        "penalty": yuan(parts.penalty),
        "fees": yuan(parts.fees),
        "total": yuan(parts.total),
    }


def _owed(debt: Debt, stand: Owed, rate: TrueRate) -> dict[str, Any]:
    other = None if stand.other_order is None else _parts(stand.other_order)
    return {
        "id": debt.id,
        "name": debt.name,
        **_parts(stand.parts),
        "overpaid": yuan(stand.unapplied),
        "arrears": yuan(stand.arrears),
        "next_due": None if stand.next_due is None else stand.next_due.isoformat(),
        "next_amount": yuan(stand.next_amount),
        "overdue_days": stand.overdue_days,
        "per_day": yuan(stand.per_day),
        "apr_nominal": fraction(rate.nominal),
        "apr_effective": fraction(rate.effective),
        "other_order": other,
    }


def _sum(stands: Sequence[Owed]) -> Parts:
    return Parts(
        principal=Fen(sum(stand.parts.principal for stand in stands)),
        interest=Fen(sum(stand.parts.interest for stand in stands)),
        penalty=Fen(sum(stand.parts.penalty for stand in stands)),
        fees=Fen(sum(stand.parts.fees for stand in stands)),
    )


def _owed_lines(
    stands: Sequence[tuple[Debt, Owed, TrueRate]], total: Parts, on: date, t: Texts
) -> Iterator[str]:
    yield t.gettext("Owed on {day}").format(day=day(on, t))
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
            debt.name,
            *(amount(part) for part in _columns(stand.parts)),
            str(stand.overdue_days or "–"),
        )
        for debt, stand, _ in stands
    ]
    rows.append((t.pgettext("column", "Total"), *(amount(part) for part in _columns(total)), ""))
    yield from table(heads, rows)
    for debt, stand, _ in stands:
        if stand.unapplied:
            line = t.gettext("{debt}: {amount} paid beyond all that was owed")
            yield line.format(debt=debt.name, amount=money(stand.unapplied))


def _columns(parts: Parts) -> tuple[Fen, ...]:
    return parts.principal, parts.interest, parts.penalty, parts.fees, parts.total


@command("schedule")
@ledger_argument
@click.argument("debt")
def schedule_command(call: Call, ledger: Path, debt: str) -> None:
    """List the instalments of a debt under the terms in force.

    Of a debt known by the lender's page only, what remains from the day.
    """
    with call.open(ledger) as session:
        chosen = known_debt(session, debt, call.t)
    rows = instalments(chosen, call.as_of)
    interest = sum(row.interest for row in rows)
    late = arrears_total([chosen], call.as_of)
    document = {
        "rows": [_row(row) for row in rows],
        "total_interest": yuan(interest),
        "arrears": yuan(late),
    }
    call.answer(document, _schedule_lines(rows, interest, late, call.t))


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


def _schedule_lines(
    rows: Sequence[Instalment], interest: int, late: Fen, t: Texts
) -> Iterator[str]:
    if late:
        yield t.gettext("Past due besides: {amount}").format(amount=money(late))
    if not rows:
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
            str(row.n),
            row.due.isoformat(),
            amount(row.payment),
            amount(row.principal),
            amount(row.interest),
            amount(row.balance),
        )
        for row in rows
    ]
    yield from table(heads, cells)
    yield t.gettext("Interest in all: {amount}").format(amount=money(interest))


@command("apr")
@click.argument("offer", type=click.Path(path_type=Path))
def apr_command(call: Call, offer: Path) -> None:
    """Work out the true annual rate of an offer file, and what speaks against it."""
    rules = rulebook.load()
    report = check_offer(read_document(offer, call.t, offer_file.read), rules)
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
