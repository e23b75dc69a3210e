"""Towards the creditors: offers, ask, warn."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import click

from jiebei_desktop.analysis.ask import Frontier
from jiebei_desktop.analysis.concession import Concession
from jiebei_desktop.analysis.relief import Relief, ReliefKind, Saleable
from jiebei_desktop.cli.call import Call, Yuan, command, ledger_argument
from jiebei_desktop.cli.carried import carried_json
from jiebei_desktop.cli.facts import fraction, table
from jiebei_desktop.cli.warnings import finding, warning_lines
from jiebei_desktop.domain.fair_shares import By
from jiebei_desktop.domain.money import ZERO, Fen, yuan
from jiebei_desktop.services.formats.json_values import maybe_day
from jiebei_desktop.services.negotiation.case_warnings import all_warnings
from jiebei_desktop.services.picture import Picture, read
from jiebei_desktop.services.plans.asking import (
    Asked,
    asked,
    levers_of,
    shared,
    steps_of,
)
from jiebei_desktop.text.asking import asked_lines, out_of_time_words
from jiebei_desktop.text.formats import amount, percent
from jiebei_desktop.text.lanes import carried_words


@command("offers")
@ledger_argument
@click.option("--amount", "whole", type=Yuan(), required=True, help="To be shared, in yuan.")
@click.option("--by", type=click.Choice([by.value for by in By]), default=By.TOTAL.value)
def offers_command(call: Call, ledger: Path, whole: Fen, by: str) -> None:
    """Share one amount fairly over the negotiable debts, exact to the fen."""
    with call.open(ledger) as session:
        found, old = shared(session, whole, By(by), call.as_of)
        debts = session.ledger.debts()
    rows = [
        {"debt": one.debt, "amount": yuan(one.amount), "share": fraction(one.share)}
        for _, one in found
    ]
    t = call.t
    heads = (
        t.pgettext("column", "Debt"),
        t.pgettext("column", "Offer"),
        t.pgettext("column", "Share"),
    )
    cells = [(name, amount(one.amount), percent(one.share)) for name, one in found]
    names = {debt.id: debt.name for debt in debts}
    caution = out_of_time_words(old, names, t)
    call.answer({"offers": rows, "out_of_time": list(old)}, [*caution, *table(heads, cells)])


@command("ask")
@ledger_argument
@click.option(
    "--budget", type=Yuan(), help="Yuan a month for all of them; else the plan's, and cash counts."
)
@click.option(
    "--capitalise",
    is_flag=True,
    help="Charges due so far become principal, if a lender demands it.",
)
def ask_command(call: Call, ledger: Path, budget: Fen | None, *, capitalise: bool) -> None:
    """Find the smallest concessions that make a plan hold within a budget."""
    with call.open(ledger) as session:
        together = asked(session, budget, call.as_of, capitalise=capitalise)
    found, left = together.found, together.seen.money("left") or ZERO
    document = {
        "feasible_without": found.feasible_without,
        "asks": [_ask(one, together) for one in found.asks],
        "frontier": [_frontier(found.frontier(debt)) for debt, _ in found.tokens],
        "relief": [_relief(one, together.seen) for one in found.relief],
        "sources": [_source(one) for one in found.sources],
        "treated": [{"debt": debt, "as": how.value} for debt, how in found.treated],
        "explanation": found.explanation,
        "pause": found.pause,
        "shortfall": yuan(found.shortfall),
        "living_short": yuan(Fen(max(0, -left))),
        "tokens": [{"debt": debt, "amount": yuan(part)} for debt, part in found.tokens],
        "exact": found.exact,
        "out_of_time": list(together.out_of_time),
        "given": [{"debt": debt, "amount": yuan(fen)} for debt, fen in found.given.items()],
        "carried": carried_json(together.seen),
    }
    old = out_of_time_words(together.out_of_time, together.names, call.t)
    lines = asked_lines(found, together.names, together.first, call.t, together.seen)
    call.answer(document, [*old, *lines, *filter(None, [carried_words(together.seen, call.t)])])


def _ask(one: Concession, together: Asked) -> dict[str, Any]:
    first, last = together.paid_from_to(one) or (None, None)
    return {
        "debt": one.debt,
        "levers": levers_of(one),
        "payment": yuan(one.payment),
        "months": one.months,
        "steps": steps_of(one.steps),
        "least": yuan(one.least),
        "annual_rate": fraction(one.annual_rate),
        "principal": yuan(one.due.principal),
        "charges": yuan(one.due.charges),
        "first_due": maybe_day(first),
        "last_due": maybe_day(last),
        "hold_until": maybe_day(together.hold_until(one)),
        "total_paid": yuan(one.total_paid),
        "cost_to_lender": yuan(one.cost_to_lender),
    }


def _frontier(one: Frontier) -> dict[str, Any]:
    return {
        "debt": one.debt,
        "payment": yuan(one.payment),
        "points": [
            {"months": months, "annual_rate": fraction(rate)} for months, rate in one.points
        ],
    }


def _relief(one: Relief, seen: Picture) -> dict[str, Any]:
    plain = isinstance(one.value, Decimal)
    months = one.kind is ReliefKind.LONGER_TERM
    value = fraction(Decimal(one.value)) if plain else yuan(int(one.value))
    return {
        "debt": one.debt,
        "kind": one.kind.value,
        "value": int(one.value) if months else value,
        "frees": yuan(one.frees),
        "rule": one.rule or None,
        "first": maybe_day(one.first),
        "asked": one.kind in seen.relief_asked.get(one.debt, ()),
    }


def _source(one: Saleable) -> dict[str, Any]:
    use = [{"debt": debt, "amount": yuan(part)} for debt, part in one.use]
    pledged = yuan(one.pledged)
    return {
        "asset": one.asset,
        "amount": yuan(one.amount),
        "pledged": pledged,
        "use": use,
        "sale_from": maybe_day(one.sale_from),
    }


@command("warn")
@ledger_argument
def warn_command(call: Call, ledger: Path) -> None:
    """List the warnings, most urgent first."""
    with call.open(ledger) as session:
        reading, rules = read(session, call.as_of), session.rules
        found = all_warnings(session, call.as_of, reading)
    names = {debt.id: debt.name for debt in reading.book.debts}
    lines = list(warning_lines(found, call.t, rules, names))
    document = {"warnings": [finding(one) for one in found]}
    call.answer(document, lines or [call.t.gettext("There are no warnings.")])
