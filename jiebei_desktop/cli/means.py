"""How best to pay: compare."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import click

from jiebei_desktop.cli.call import Call, Yuan, command, ledger_argument, with_bar
from jiebei_desktop.cli.carried import carried_json
from jiebei_desktop.cli.facts import amount_or_dash, table
from jiebei_desktop.domain.debts import DebtId
from jiebei_desktop.domain.money import Fen, yuan
from jiebei_desktop.domain.planning import Protected
from jiebei_desktop.domain.saving import NAME as SAVING
from jiebei_desktop.domain.strategies import PlanResult
from jiebei_desktop.services.cases.limitation import aside_on
from jiebei_desktop.services.formats.json_values import maybe_day, maybe_yuan
from jiebei_desktop.services.picture import picture
from jiebei_desktop.services.plans.month_by_month import AskedMonth, asked_by_month
from jiebei_desktop.services.plans.scenarios import said_order
from jiebei_desktop.services.plans.ways import Ways, ways
from jiebei_desktop.text.asking import out_of_time_words
from jiebei_desktop.text.formats import amount, day, money
from jiebei_desktop.text.lanes import carried_words
from jiebei_desktop.text.plans import strategy_name
from jiebei_desktop.text.texts import Texts


@command("compare")
@ledger_argument
@click.option("--budget", type=Yuan(), required=True, help="Yuan a month for negotiable debts.")
def compare_command(call: Call, ledger: Path, budget: Fen) -> None:
    """Put the strategies side by side, with the proved optimum; own order is the ledger's.

    Debts for home, work or with a pledge are paid by contract outside the budget.
    """
    with call.open(ledger) as session:
        debts = session.ledger.debts()
        own = said_order(session, [debt.id for debt in debts])
        old = aside_on(session, debts, call.as_of)
        seen = picture(session, call.as_of)
    asked = asked_by_month(debts, budget, call.as_of, aside=old)
    (found,) = [find() for find in with_bar([partial(ways, debts, budget, call.as_of, own, old)])]
    plans = [plan for plan in found.plans if plan.name != SAVING]
    bound = found.bound
    document = {
        "strategies": [_strategy(plan) for plan in plans],
        "bound": None
        if bound is None
        else {
            "total_paid": yuan(bound.total_paid),
            "gap": yuan(bound.gap),
            "proof": bound.proof,
        },
        "protected": [_protected(one) for one in found.protected],
        "required_first_month": yuan(found.required_first),
        "short_first_month": yuan(found.short_first),
        "months": [_asked(one) for one in asked],
        "out_of_time": list(old),
        "carried": carried_json(seen),
    }
    names = {debt.id: debt.name for debt in debts}
    caution = out_of_time_words(old, names, call.t)
    lines = [*caution, *_compare_lines(found, plans, (names, asked), call.t)]
    beside = "" if found.feasible else carried_words(seen, call.t)
    call.answer(document, [*lines, *filter(None, [beside])])


def _protected(one: Protected) -> dict[str, str | None]:
    return {
        "debt": one.debt,
        "monthly": yuan(one.monthly),
        "day": maybe_day(one.day),
        "due": yuan(one.due),
        "part": yuan(one.part),
    }


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
        "short_month": plan.short_month,
    }


def _asked(one: AskedMonth) -> dict[str, str]:
    return {
        "until": one.until.isoformat(),
        "required": yuan(one.required),
        "short": yuan(one.short),
    }


def _in_all(plan: PlanResult, total: Fen) -> Fen | None:
    """Return a total only where the debts end: without an end it counts the months simulated."""
    return None if plan.months is None else total


def _outside(one: Protected, name: str, t: Texts) -> str:
    """Say what a debt outside the budget takes: by contract, and apart from it what is late."""
    words = t.gettext("Outside the budget: {debt}")
    if one.day is not None:
        words = t.gettext("Outside the budget, by contract: {debt}, next {amount} on {day}")
    said = words.format(
        debt=name, amount=money(one.due), day="" if one.day is None else day(one.day, t)
    )
    late = t.gettext("; beside it {part} a month of what is late").format(part=money(one.part))
    return said + late if one.part else said


def _compare_lines(
    found: Ways,
    plans: Sequence[PlanResult],
    known: tuple[Mapping[DebtId, str], Sequence[AskedMonth]],
    t: Texts,
) -> Iterator[str]:
    """Yield the ways that hold, or what is short and when: a way that breaks is no choice."""
    names, asked = known
    for one in found.protected:
        yield _outside(one, names[one.debt], t)
    if found.feasible:
        yield from table(_heads(t), [_cells(plan, t) for plan in plans if plan.feasible])
    else:
        yield from _short_lines(found, plans, t)
        yield from _short_table(asked, t)
    if found.bound is not None and found.feasible:
        words = t.gettext("No plan under these contracts can cost less than {amount}.")
        yield words.format(amount=money(found.bound.total_paid))


def _short_lines(found: Ways, plans: Sequence[PlanResult], t: Texts) -> Iterator[str]:
    if found.short_first:
        words = t.gettext(
            "The contracts ask for {required} in the first month, any arrears included: {short}"
            " more than the budget."
        )
        yield words.format(required=money(found.required_first), short=money(found.short_first))
    elif later := [plan for plan in plans if plan.short_month is not None]:
        best = max(later, key=lambda plan: (plan.short_month or 0, -plan.shortfall))
        words = t.gettext("The budget holds until month {month}; then {short} is missing.")
        yield words.format(month=best.short_month, short=money(best.shortfall))
    else:
        yield t.gettext("Interest eats this budget: the debts would never end.")
    yield t.gettext("What can be asked for instead: jiebei ask")


def _short_table(asked: Sequence[AskedMonth], t: Texts) -> Iterator[str]:
    """Yield what is short and when; nothing where every month is reached."""
    short = [one for one in asked if one.short]
    if not short:
        return
    heads = (
        t.pgettext("column", "Until"),
        t.pgettext("column", "Contracts ask for"),
        t.pgettext("column", "Missing"),
    )
    cells = [(one.until.isoformat(), amount(one.required), amount(one.short)) for one in short]
    yield from table(heads, cells)


def _heads(t: Texts) -> tuple[str, ...]:
    return (
        t.pgettext("column", "Strategy"),
        t.pgettext("column", "Months"),
        t.pgettext("column", "Debt-free"),
        t.pgettext("column", "Total paid"),
        t.pgettext("column", "Interest"),
    )


def _cells(plan: PlanResult, t: Texts) -> tuple[str, ...]:
    return (
        strategy_name(plan.name, t),
        "–" if plan.months is None else str(plan.months),
        maybe_day(plan.debt_free) or "–",
        amount_or_dash(_in_all(plan, plan.total_paid)),
        amount_or_dash(_in_all(plan, plan.total_interest)),
    )
