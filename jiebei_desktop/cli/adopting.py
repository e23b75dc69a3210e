"""Debts that papers show become debts of the ledger, with what their papers do not hold."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import click

from jiebei_desktop.cli.call import (
    Call,
    Day,
    NotBlank,
    NotUsable,
    Percent,
    Yuan,
    command,
    ledger_argument,
)
from jiebei_desktop.cli.statements import proposed_fact, proposed_lines
from jiebei_desktop.domain.debts import Method
from jiebei_desktop.domain.money import yuan
from jiebei_desktop.domain.months import LAST_DAY
from jiebei_desktop.domain.rates import RatePeriod
from jiebei_desktop.domain.standing import MAX_PERIODS
from jiebei_desktop.services.debts import adopting
from jiebei_desktop.services.debts.known_accounts import is_taken_unasked, known_accounts
from jiebei_desktop.services.keeping.session import Session
from jiebei_desktop.services.statements import proposed_debts
from jiebei_desktop.services.statements.proposed_debts import Adoption, OpenDebt
from jiebei_desktop.text.imported import late_between, missing_facts
from jiebei_desktop.text.texts import Texts

_OPTIONS = {
    "overdue": "--overdue",
    "overdue_since": "--overdue-since",
    "bill_day": "--bill-day",
    "due_day": "--due-day",
    "paid": "--paid",
    "rate": "--rate",
    "method": "--method",
    "periods": "--periods",
    "owed_now": "--owed",
    "minimum": "--minimum",
}
"""Field of the short form to the option that fills it."""
_METHODS = tuple(way.value for way in Method if way not in {Method.REVOLVING, Method.FREE})


@command("adopt", needs={"per": "rate", "confirmed": "rate"})
@ledger_argument
@click.argument("ids", type=NotBlank(), nargs=-1)
@click.option(
    "--all", "every", is_flag=True, help="Adopt every debt that the ledger does not have yet."
)
@click.option("--owed", "owed_now", type=Yuan(), help="All that is owed today, of one debt.")
@click.option("--bill-day", type=click.IntRange(1, LAST_DAY), help="Day of a card's bill.")
@click.option("--due-day", type=click.IntRange(1, LAST_DAY), help="Day of the month it is due.")
@click.option("--rate", type=Percent(), help="Its rate in percent, for a time as --per says.")
@click.option(
    "--per", type=click.Choice([per.value for per in RatePeriod]), default="year", show_default=True
)
@click.option("--sure", "confirmed", is_flag=True, help="A rate above 36 % a year is right.")
@click.option("--method", type=click.Choice(_METHODS), help="How it is repaid.")
@click.option("--periods", type=click.IntRange(1, MAX_PERIODS), help="Instalments that remain.")
@click.option("--minimum", type=Yuan(), help="The least to pay of a card this month.")
@click.option("--overdue", type=Yuan(), help="What of it is overdue, where its paper is silent.")
@click.option("--overdue-since", type=Day(), help="First day overdue.")
@click.option("--paid/--unpaid", default=None, help="Whether what fell due since was paid.")
def adopt_command(
    call: Call, ledger: Path, ids: tuple[str, ...], *, every: bool, **given: Any
) -> None:
    """Make debts of what imports proposed; without an id, list what there is to adopt.

    An account that is in the ledger already gives its figures to that debt when its id is named.
    What a paper does not tell of one debt can be told with it; else its usual terms are estimates.
    """
    if every and ids:
        raise click.UsageError(call.t.gettext("--all adopts every debt: leave the ids out."))
    facts = _told(given)
    if facts and (every or len(ids) != 1):
        raise click.UsageError(call.t.gettext("Facts are told of one debt: give its id alone."))
    with call.open(ledger) as session:
        made = _made(session, _every(session, call) if every else ids, facts, call)
        left = proposed_debts.proposals(session)
        known = known_accounts(session, left, call.as_of)
    document = {
        "debts": list(made.debts) if made else [],
        "merged": list(made.merged) if made else [],
        "open": [
            {"debt": one.debt, "missing": list(one.missing), "guessed": list(one.guessed)}
            | _between(one)
            for one in (made.open if made else ())
        ],
        "proposed_debts": [proposed_fact(one, known.get(one.id), call.t) for one in left],
    }
    call.answer(document, [*_made_lines(made, call.t), *proposed_lines(left, known, call.t)])


def _every(session: Session, call: Call) -> tuple[str, ...]:
    """Return what can be adopted but for what the ledger has and was told of."""
    ready = proposed_debts.ready(session)
    known = known_accounts(session, ready, call.as_of)
    return tuple(one.id for one in ready if is_taken_unasked(known.get(one.id)))


def _between(one: OpenDebt) -> dict[str, Any]:
    days = one.late_between
    return {} if days is None else {"late_between": [day.isoformat() for day in days]}


def _told(given: dict[str, Any]) -> dict[str, object]:
    """Return the facts that were given, as the short form holds them: amounts and rates as text."""
    told = {name: _typed(name, given[name]) for name in _OPTIONS if given[name] is not None}
    if "rate" in told:
        told |= {"per": RatePeriod(given["per"]), "confirmed": given["confirmed"]}
    return told


def _typed(name: str, value: Any) -> object:
    if name == "rate":
        return f"{value * 100:f}"
    if name in {"overdue", "owed_now", "minimum"}:
        return yuan(value)
    if name == "method":
        return Method(value)
    return value if isinstance(value, bool | date) else str(value)


def _made(
    session: Session, ids: tuple[str, ...], facts: dict[str, object], call: Call
) -> Adoption | None:
    try:
        if facts:
            return adopting.adopt_told(session, ids[0], facts, call.as_of)
        return adopting.adopt(session, ids, call.as_of) if ids else None
    except proposed_debts.NoSuchProposal as unknown:
        message = call.t.gettext("{id}: nothing of this id is proposed, or it is closed.")
        raise NotUsable(message.format(id=unknown.args[0])) from unknown
    except adopting.FormWrong as wrong:
        problem = wrong.args[0][0]
        raise NotUsable(_wrong(problem.field, problem.code, call.t)) from wrong


def _wrong(field: str, code: str, t: Texts) -> str:
    words = {
        "not_asked": t.gettext("{option} is not asked of this debt; leave it out."),
        "ahead": t.gettext("{option}: that day is still ahead."),
        "high_rate": t.gettext("{option} is above 36 % a year; if that is right, add --sure."),
    }
    other = t.gettext("{option} cannot be right beside the other facts of this debt.")
    return words.get(code, other).format(option=_OPTIONS.get(field, field))


def _made_lines(made: Adoption | None, t: Texts) -> Iterator[str]:
    if made is None:
        return
    if made.debts:
        yield t.gettext("Debts added: {debts}").format(debts=" ".join(made.debts))
    if made.merged:
        taken = t.gettext("Taken over into debts that are there: {debts}")
        yield taken.format(debts=" ".join(made.merged))
    for one in made.open:
        if one.missing:
            names = missing_facts(one.missing, t)
            yield t.gettext("{debt}: still to be said: {facts}").format(debt=one.debt, facts=names)
        if one.late_between is not None:
            since = t.gettext("{debt}: overdue since a day {between}")
            between = late_between(one.late_between, t)
            yield since.format(debt=one.debt, between=between)
