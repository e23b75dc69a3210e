"""How a way of repaying adds up, with the user's own numbers."""

from __future__ import annotations

from itertools import groupby

from PySide6.QtWidgets import QWidget

from jiebei_desktop.analysis.optimal import Bound
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.strategies import PlanResult
from jiebei_desktop.services.plans.plan_view import PlanView
from jiebei_desktop.text.current import _, ngettext, texts
from jiebei_desktop.text.plans import strategy_name
from jiebei_desktop.ui.masking import Masking
from jiebei_desktop.ui.page import PageContext
from jiebei_desktop.ui.widgets.explain import ExplainDialog, ExplainLine

LONGEST_SUM = 4
"""So many different monthly sums are written out; more are added up in words."""


def dialog(
    context: PageContext, view: PlanView, plan: PlanResult, parent: QWidget
) -> ExplainDialog:
    """Return the dialog that shows how a way of repaying adds up."""
    made = ExplainDialog(context.theme, title(plan), parent)
    made.show_terms(terms(view, plan, context.masking), note(plan))
    return made


def title(plan: PlanResult) -> str:
    """Return the heading of the dialog."""
    return _("How “{name}” adds up").format(name=strategy_name(plan.name, texts()))


def terms(view: PlanView, plan: PlanResult, masking: Masking) -> list[ExplainLine]:
    """Return the lines: what is owed, what is added, what is paid, and how far from the best."""
    count = len(view.names)
    debts = ngettext("{count} debt, with interest and penalty", "{count} debts, with interest and penalty", count)  # fmt: skip  # noqa: E501 - one message
    chosen = _("your own amount") if view.is_chosen else _("recommended under “Affordability”")
    found = [
        ExplainLine(name=_("Each month"), working=chosen, value=masking.money(view.budget)),
        ExplainLine(
            name=_("Owed today"),
            working=debts.format(count=count),
            value=masking.money(view.owed),
        ),
    ]
    if plan.months is not None:
        found += _ends(plan, masking)
    if plan.shortfall and plan.short_month is not None:
        month = _("in month {month}: what the contracts ask for, less {amount}")
        working = month.format(month=plan.short_month, amount=masking.money(view.budget))
        short = view.ways.short_first if plan.short_month == 1 else plan.shortfall
        found.append(ExplainLine(name=_("Missing"), working=working, value=masking.money(short)))
    if view.bound is not None and plan.months is not None:
        found += _bound(view.bound, plan, masking)
    return found


def note(plan: PlanResult) -> str:
    """Return what to know about the lines."""
    if plan.months is None:
        return _(
            "Interest grows faster than this amount repays: after fifty years something is still"
            " owed, so there is no total."
        )
    return _(
        "Each month: interest is added (a twelfth of the annual rate, half a fen rounded up), then"
        " what every contract asks for is paid, and the rest goes where this way says."
    )


def _ends(plan: PlanResult, masking: Masking) -> list[ExplainLine]:
    months = ngettext("{count} month", "{count} months", plan.months or 0)
    return [
        ExplainLine(
            name=_("Added until the end"),
            working=_("interest, penalty and fees in {months}").format(
                months=months.format(count=plan.months)
            ),
            value=masking.money(plan.total_interest),
        ),
        ExplainLine(
            name=_("Total paid"),
            working=_payments(plan, masking),
            value=masking.money(plan.total_paid),
            strong=True,
        ),
    ]


def _payments(plan: PlanResult, masking: Masking) -> str:
    """Write the monthly sums as a sum: 40 × 2,600.00 + 387.98."""
    runs = [(fen, len(list(same))) for fen, same in groupby(sum(row.paid) for row in plan.rows)]
    if len(runs) > LONGEST_SUM:
        return _("all monthly payments; see “Month by month”")
    parts = [
        masking.amount(Fen(fen)) if times == 1 else f"{times} × {masking.amount(Fen(fen))}"
        for fen, times in runs
    ]
    return " + ".join(parts)


def _bound(bound: Bound, plan: PlanResult, masking: Masking) -> list[ExplainLine]:
    gap = Fen(max(0, plan.total_paid - bound.total_paid))
    return [
        ExplainLine(
            name=_("No plan costs less than"),
            working=_("proved for these contracts and this amount"),
            value=masking.money(bound.total_paid),
        ),
        ExplainLine(
            name=_("From the best possible"),
            working=_("at most"),
            value=masking.money(gap),
            strong=True,
        ),
    ]
