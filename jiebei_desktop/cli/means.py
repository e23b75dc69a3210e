"""What can be paid, and how best: afford, compare."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from jiebei_desktop.analysis.affordability import Affordability
from jiebei_desktop.analysis.optimal import Bound, optimal
from jiebei_desktop.cli.call import Call, Yuan, command, ledger_argument
from jiebei_desktop.cli.facts import fraction, maybe_day, maybe_yuan, table
from jiebei_desktop.domain.money import Fen, yuan
from jiebei_desktop.domain.planning import plan_debts
from jiebei_desktop.domain.strategies import Order, PlanResult, simulate
from jiebei_desktop.services.picture import picture
from jiebei_desktop.text.figures import figure_name, mark_name, no_amount_reason
from jiebei_desktop.text.formats import amount, money, percent
from jiebei_desktop.text.plans import strategy_name
from jiebei_desktop.text.texts import Texts


@command("afford")
@ledger_argument
@click.option("--seed", type=int, default=0, show_default=True, help="Seed of the random draws.")
def afford_command(call: Call, ledger: Path, seed: int) -> None:
    """Say what monthly payment can be kept: floor, recommended, ceiling, and the risk of each."""
    with call.open(ledger) as session:
        found = picture(session, call.as_of, seed).afford
    call.answer(_afford(found), _afford_lines(found, call.t))


def _afford(found: Affordability) -> dict[str, Any]:
    return {
        "history_months": found.history_months,
        "floor": maybe_yuan(found.floor),
        "recommended": maybe_yuan(found.recommended),
        "ceiling": maybe_yuan(found.ceiling),
        "reason": found.reason,
        "curve": [
            {"payment": yuan(one.payment), "p_shortfall_12": fraction(one.p_shortfall_12)}
            for one in found.curve
        ],
        "reserve": yuan(found.reserve),
        "living_floor": yuan(found.living_floor),
        "figures": [
            {"label": one.label_code, "amount": yuan(one.amount), "mark": one.mark.value}
            for one in found.figures
        ],
        "seed": found.seed,
        "paths": found.paths,
        "grade": found.grade,
    }


def _afford_lines(found: Affordability, t: Texts) -> Iterator[str]:
    named = (
        (t.pgettext("column", "Floor"), found.floor),
        (t.pgettext("column", "Recommended"), found.recommended),
        (t.pgettext("column", "Ceiling"), found.ceiling),
    )
    heads = (
        t.pgettext("column", "A month"),
        t.pgettext("column", "Amount"),
        t.pgettext("column", "Shortfall in 12 months"),
    )
    yield from table(heads, [(name, _or_none(fen), _risk(found, fen)) for name, fen in named])
    if found.reason is not None:
        reason = no_amount_reason(found.reason, t)
        yield t.gettext("No payment can be recommended: {reason}").format(reason=reason)
    reserve = t.gettext("Cash to keep: {amount}; months of history: {months}")
    yield reserve.format(amount=money(found.reserve), months=found.history_months)
    rows = [
        (figure_name(one.label_code, t), amount(one.amount), mark_name(one.mark, t))
        for one in found.figures
    ]
    yield from table(
        (
            t.pgettext("column", "Figure"),
            t.pgettext("column", "Amount"),
            t.pgettext("column", "Source"),
        ),
        rows,
    )


def _or_none(fen: Fen | None) -> str:
    return "–" if fen is None else amount(fen)


def _risk(found: Affordability, fen: Fen | None) -> str:
    """Return the risk of the first point of the curve that reaches a payment."""
    if fen is None:
        return "–"
    reached = [one.p_shortfall_12 for one in found.curve if one.payment >= fen]
    return percent(reached[0], 1) if reached else "–"


@command("compare")
@ledger_argument
@click.option("--budget", type=Yuan(), required=True, help="Yuan a month for all debts.")
def compare_command(call: Call, ledger: Path, budget: Fen) -> None:
    """Put the strategies side by side, with the proved optimum; own order is the ledger's."""
    with call.open(ledger) as session:
        debts = plan_debts(session.ledger.debts(), call.as_of)
    own = [debt.id for debt in debts]
    results = [simulate(debts, budget, order, start=call.as_of, custom=own) for order in Order]
    best = optimal(debts, budget, start=call.as_of, rivals=results)
    plans = [*results, replace(best.plan, name="optimal")]
    bound = best.bound
    document = {
        "strategies": [_strategy(plan) for plan in plans],
        "bound": None
        if bound is None
        else {
            "total_paid": yuan(bound.total_paid),
            "gap": yuan(bound.gap),
            "proof": bound.proof,
        },
    }
    call.answer(document, _compare_lines(plans, bound, call.t))


def _strategy(plan: PlanResult) -> dict[str, Any]:
    return {
        "name": plan.name,
        "feasible": plan.feasible,
        "months": plan.months,
        "debt_free": maybe_day(plan.debt_free),
        "total_paid": maybe_yuan(_in_all(plan, plan.total_paid)),
        "total_interest": maybe_yuan(_in_all(plan, plan.total_interest)),
        "reason": None if plan.reason is None else plan.reason.value,
        "shortfall": yuan(plan.shortfall),
    }


def _in_all(plan: PlanResult, total: Fen) -> Fen | None:
    """Return a total only where the debts end: without an end it counts the months simulated."""
    return None if plan.months is None else total


def _compare_lines(plans: Sequence[PlanResult], bound: Bound | None, t: Texts) -> Iterator[str]:
    heads = (
        t.pgettext("column", "Strategy"),
        t.pgettext("column", "Holds"),
        t.pgettext("column", "Months"),
        t.pgettext("column", "Debt-free"),
        t.pgettext("column", "Paid in all"),
        t.pgettext("column", "Interest"),
    )
    rows = [
        (
            strategy_name(plan.name, t),
            t.pgettext("holds", "yes") if plan.feasible else t.pgettext("holds", "no"),
            "–" if plan.months is None else str(plan.months),
            maybe_day(plan.debt_free) or "–",
            _or_none(_in_all(plan, plan.total_paid)),
            _or_none(_in_all(plan, plan.total_interest)),
        )
        for plan in plans
    ]
    yield from table(heads, rows)
    short = max(plan.shortfall for plan in plans)
    if short:
        words = t.gettext("In the first short month {amount} is missing against the contracts.")
        yield words.format(amount=money(short))
    if bound is not None:
        words = t.gettext("No plan under these contracts can cost less than {amount}.")
        yield words.format(amount=money(bound.total_paid))
