"""How the annual rates and the parts of a debt are worked out, with the user's own numbers."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from jiebei_desktop.services.debts.debt_detail import DebtDetail
from jiebei_desktop.text import formats
from jiebei_desktop.text.current import _, ngettext
from jiebei_desktop.ui.page import PageContext
from jiebei_desktop.ui.pages.debts import words
from jiebei_desktop.ui.widgets.explain import ExplainDialog, ExplainLine


def rates_dialog(context: PageContext, detail: DebtDetail, parent: QWidget) -> ExplainDialog:
    """Return the dialog behind "How we got this"."""
    title = _("How {debt} is worked out").format(debt=detail.line.debt.name)
    dialog = ExplainDialog(context.theme, title, parent)
    dialog.show_terms(
        (*_parts(context, detail), *_rates(detail)),
        _(
            "The true rate counts every fee and compares what you received with all you are to"
            " pay (IRR). Simple times twelve, compound with interest on interest; lenders may"
            " state either, so both are shown."
        ),
    )
    return dialog


def _parts(context: PageContext, detail: DebtDetail) -> list[ExplainLine]:
    masking, parts = context.masking, detail.line.owed.parts
    values = (parts.principal, parts.interest, parts.penalty, parts.fees)
    lines = [
        ExplainLine(name=name, working=working, value=masking.money(value))
        for name, working, value in zip(
            words.part_names(), words.formulas(detail, masking), values, strict=True
        )
    ]
    total = ExplainLine(
        name=_("To settle today"), working="", value=masking.money(parts.total), strong=True
    )
    return [*lines, total]


def _rates(detail: DebtDetail) -> list[ExplainLine]:
    line = detail.line
    if not line.terms.rate.value:
        return []
    count = len(line.owed.instalments)
    message = ngettext(
        "{rate}, {method}, {count} instalment", "{rate}, {method}, {count} instalments", count
    )
    plain = _("{rate}, {method}")
    working = (message if count else plain).format(
        rate=words.rate_text(line.terms), method=words.method_name(line.terms.method), count=count
    )
    late = _("contract rate × {times}").format(times=line.terms.penalty_multiplier)
    both = _("{simple} simple, {compound} compound")
    return [
        ExplainLine(
            name=_("True annual rate, on time"),
            working=working,
            value=both.format(
                simple=formats.percent(line.rate.nominal),
                compound=formats.percent(line.rate.effective),
            ),
        ),
        ExplainLine(
            name=_("Annual rate, overdue part"),
            working=late,
            value=both.format(
                simple=formats.percent(line.late_rate.nominal),
                compound=formats.percent(line.late_rate.effective),
            ),
        ),
    ]
