"""How the lowest point ahead adds up, with the user's own numbers."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from jiebei_desktop.analysis.dues import FlowKind
from jiebei_desktop.analysis.forecast import Forecast
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.services.plans.cashflow_view import CashAhead
from jiebei_desktop.text import formats
from jiebei_desktop.text.current import _, texts
from jiebei_desktop.ui.masking import Masking
from jiebei_desktop.ui.page import PageContext
from jiebei_desktop.ui.widgets.explain import ExplainDialog, ExplainLine

LENDERS = frozenset({FlowKind.DEBT, FlowKind.ARREARS, FlowKind.PLAN})


def dialog(context: PageContext, ahead: CashAhead, parent: QWidget) -> ExplainDialog:
    """Return the dialog that shows how the lowest point adds up."""
    made = ExplainDialog(context.theme, _("How the lowest point adds up"), parent)
    made.show_terms(terms(ahead, context.masking), note())
    return made


def terms(ahead: CashAhead, masking: Masking) -> list[ExplainLine]:
    """Return the lines from the cash of today to what is likely left on the lowest day.

    Money without a date is what the likely balance holds beyond the dated items, so the lines add
    up to the fen.
    """
    found, low = ahead.forecast, ahead.forecast.low_point
    start = found.expected[0]
    income, lenders, bills = _dated(found)
    rest = Fen(low.amount - start - income - lenders - bills)
    until = _("until {day}").format(day=formats.day(low.day, texts()))
    return [
        ExplainLine(name=_("Cash at hand"), working=_("today"), value=masking.money(start)),
        ExplainLine(name=_("Income with a date"), working=until, value=_signed(income, masking)),
        ExplainLine(name=_("Payments to lenders"), working=until, value=_signed(lenders, masking)),
        ExplainLine(name=_("Bills with a date"), working=until, value=_signed(bills, masking)),
        ExplainLine(
            name=_("Everything without a date"),
            working=_("everyday spending less other income, {until}").format(until=until),
            value=_signed(rest, masking),
        ),
        ExplainLine(
            name=_("Likely left"),
            working=formats.day(low.day, texts()),
            value=masking.money(low.amount),
            strong=True,
        ),
        ExplainLine(
            name=_("Counted cautiously"),
            working=_("nine of ten simulated futures have more"),
            value=masking.money(low.cautious),
        ),
    ]


def note() -> str:
    """Return what to know about the lines."""
    return _(
        "Dated items come from your recurring entries and contracts. What has no date is the usual"
        " amount of your full months, spread over the days; months of Spring Festival count more"
        " spending and less income."
    )


def _dated(found: Forecast) -> tuple[Fen, Fen, Fen]:
    """Return income, payments to lenders and bills up to the lowest day; out is minus."""
    sums = {"income": 0, "lenders": 0, "bills": 0}
    for flow in found.flows:
        if found.days[0] < flow.day <= found.low_point.day:
            into = "lenders" if flow.kind in LENDERS else "bills"
            sums["income" if flow.amount > 0 else into] += flow.amount
    return Fen(sums["income"]), Fen(sums["lenders"]), Fen(sums["bills"])


def _signed(fen: Fen, masking: Masking) -> str:
    return f"+{masking.money(fen)}" if fen > 0 else masking.money(fen)
