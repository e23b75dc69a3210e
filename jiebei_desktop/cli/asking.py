"""Towards the creditors: offers, ask, warn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click

from jiebei_desktop.analysis.ask import Asks, Frontier, ask
from jiebei_desktop.analysis.concession import Concession, Lever, LeverKind
from jiebei_desktop.cli.call import Call, Yuan, command, ledger_argument
from jiebei_desktop.cli.facts import finding, fraction, table, warning_lines
from jiebei_desktop.domain.debts import DebtId
from jiebei_desktop.domain.money import Fen, yuan
from jiebei_desktop.domain.offers import By, fair_shares
from jiebei_desktop.domain.planning import negotiable
from jiebei_desktop.services.negotiation.case_warnings import all_warnings
from jiebei_desktop.services.picture import affording
from jiebei_desktop.text.formats import amount, money, percent
from jiebei_desktop.text.texts import Texts

_COUNTED = frozenset({LeverKind.LONGER_TERM, LeverKind.GRACE, LeverKind.PAUSE})


@command("offers")
@ledger_argument
@click.option("--amount", "whole", type=Yuan(), required=True, help="To be shared, in yuan.")
@click.option("--by", type=click.Choice([by.value for by in By]), default=By.TOTAL.value)
def offers_command(call: Call, ledger: Path, whole: Fen, by: str) -> None:
    """Share one amount fairly over the negotiable debts, exact to the fen."""
    with call.open(ledger) as session:
        names = {debt.id: debt.name for debt in negotiable(session.ledger.debts())}
        stands = [one for one in session.owed(call.as_of) if one.debt in names and one.parts.total]
    offers = fair_shares(whole, stands, By(by))
    rows = [
        {"debt": offer.debt, "amount": yuan(offer.amount), "share": fraction(offer.share)}
        for offer in offers
    ]
    t = call.t
    heads = (
        t.pgettext("column", "Debt"),
        t.pgettext("column", "Offer"),
        t.pgettext("column", "Share"),
    )
    cells = [(names[one.debt], amount(one.amount), percent(one.share)) for one in offers]
    call.answer({"offers": rows}, table(heads, cells))


@command("ask")
@ledger_argument
@click.option("--budget", type=Yuan(), required=True, help="Yuan a month for all of them.")
def ask_command(call: Call, ledger: Path, budget: Fen) -> None:
    """Find the smallest concessions that make a plan hold within a budget."""
    with call.open(ledger) as session:
        book = session.book()
        found = ask(book, budget, call.as_of, session.rules)
    names = {debt.id: debt.name for debt in book.debts}
    document = {
        "feasible_without": found.feasible_without,
        "asks": [_ask(one) for one in found.asks],
        "frontier": [_frontier(one) for one in found.frontier],
        "explanation": found.explanation,
        "pause": found.pause,
        "shortfall": yuan(found.shortfall),
        "tokens": [{"debt": debt, "amount": yuan(part)} for debt, part in found.tokens],
        "exact": found.exact,
    }
    call.answer(document, _ask_lines(found, names, call.t))


def _ask(one: Concession) -> dict[str, Any]:
    return {
        "debt": one.debt,
        "levers": [{"kind": each.kind.value, "value": _value(each)} for each in one.levers],
        "payment": yuan(one.payment),
        "months": one.months,
        "annual_rate": fraction(one.annual_rate),
        "total_paid": yuan(one.total_paid),
        "cost_to_lender": yuan(one.cost_to_lender),
    }


def _value(lever: Lever) -> str | int | None:
    """Write months as a number, a rate as a fraction, everything else as yuan."""
    if lever.kind in _COUNTED:
        return int(lever.value)
    if lever.kind is LeverKind.LOWER_RATE:
        return fraction(lever.value)  # type: ignore[arg-type]  # a rate by its kind
    return yuan(int(lever.value))


def _frontier(one: Frontier) -> dict[str, Any]:
    return {
        "debt": one.debt,
        "payment": yuan(one.payment),
        "points": [
            {"months": months, "annual_rate": fraction(rate)} for months, rate in one.points
        ],
    }


def _ask_lines(found: Asks, names: Mapping[DebtId, str], t: Texts) -> Iterator[str]:
    yield _explained(t).get(found.explanation, found.explanation)
    heads = (
        t.pgettext("column", "Debt"),
        t.pgettext("column", "Payment"),
        t.pgettext("column", "Months"),
        t.pgettext("column", "Annual rate"),
        t.pgettext("column", "Cost to the lender"),
    )
    rows = [
        (
            names[one.debt],
            amount(one.payment),
            str(one.months),
            percent(one.annual_rate),
            amount(one.cost_to_lender),
        )
        for one in found.asks
    ]
    if rows:
        yield from table(heads, rows)
    if found.shortfall:
        missing = t.gettext("Missing each month: {amount}")
        yield missing.format(amount=money(found.shortfall))


def _explained(t: Texts) -> Mapping[str, str]:
    return {
        "nothing_owed": t.gettext("Nothing is owed."),
        "contract_holds": t.gettext("The contracts can be kept as they are; nothing to ask for."),
        "longer_term": t.gettext("A longer term is enough."),
        "waiver": t.gettext("Waiving penalty or fees is needed beside a longer term."),
        "lower_rate": t.gettext("A lower rate is needed beside a longer term."),
        "principal": t.gettext("No term is long enough without a cut in what is owed."),
        "pause": t.gettext("Nothing can be paid now: ask for a pause."),
    }


@command("warn")
@ledger_argument
def warn_command(call: Call, ledger: Path) -> None:
    """List the warnings, most urgent first."""
    with call.open(ledger) as session:
        book, rules = affording.history(session, call.as_of), session.rules
        found = all_warnings(session, call.as_of, book)
    names = {debt.id: debt.name for debt in book.debts}
    lines = list(warning_lines(found, call.t, rules, names))
    document = {"warnings": [finding(one) for one in found]}
    call.answer(document, lines or [call.t.gettext("There are no warnings.")])
