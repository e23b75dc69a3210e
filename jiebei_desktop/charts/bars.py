"""Bars: income beside spending and repayments by month, and one total split into its parts."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from jiebei_desktop.charts.style import (
    ChartTable,
    Frame,
    Palette,
    apart,
    money_ticks,
    new_figure,
    per_pixel,
)
from jiebei_desktop.domain.money import half_up
from jiebei_desktop.services.plans.cashflow_view import FlowMonth
from jiebei_desktop.text.formats import amount, money, month, month_tick
from jiebei_desktop.text.texts import Texts

if TYPE_CHECKING:
    from matplotlib.figure import Figure

FRAME = Frame(height=250, right=16)
_WIDTH = 0.28
_MOST_TICKS = 12


def monthly_bars(
    data: tuple[FlowMonth, ...], t: Texts, palette: Palette, frame: Frame = FRAME
) -> Figure:
    """Draw income beside living and repayments on top of each other, month by month."""
    figure, axes = new_figure(palette, frame)
    x = range(len(data))
    hatch = (None, "...", "///") if palette.hatched else (None, None, None)
    left, right = [k - _WIDTH / 2 - 0.02 for k in x], [k + _WIDTH / 2 + 0.02 for k in x]
    living = [row.living for row in data]
    axes.bar(left, [row.income for row in data], _WIDTH, color=palette["in"],
             label=t.pgettext("chart", "Income"))  # fmt: skip
    axes.bar(right, living, _WIDTH, color=palette["out"], hatch=hatch[1],
             edgecolor=palette["surface"], linewidth=0,
             label=t.pgettext("chart", "Living"))  # fmt: skip
    axes.bar(right, [row.repaid for row in data], _WIDTH, bottom=living, color=palette["c2"],
             hatch=hatch[2], edgecolor=palette["surface"], linewidth=0,
             label=t.pgettext("chart", "Repaid"))  # fmt: skip
    step = -(-len(data) // _MOST_TICKS) or 1
    ticks = [(float(k), _tick(data, k, t)) for k in x[::step]]
    axes.set_xticks([at for at, _words in ticks])
    axes.set_xticklabels(apart(ticks, per_pixel(axes, frame)))
    axes.axhline(0, color=palette["axis"], linewidth=1)
    money_ticks(axes.yaxis, t)
    axes.legend(
        loc="lower right",
        bbox_to_anchor=(1, 1),
        ncols=3,
        frameon=False,
        fontsize=palette.px(12),
        labelcolor=palette["text2"],
        handlelength=0.8,
        handleheight=0.8,
        borderpad=0,
        borderaxespad=0.2,
    )
    return figure


def _tick(data: tuple[FlowMonth, ...], at: int, t: Texts) -> str:
    """Name a month; the first bears its year, and a January that does not stand right after it."""
    shown = data[at].month
    return month_tick(shown, t, year=at == 0 or (shown.number == 1 and at > 1))


def bars_table(data: tuple[FlowMonth, ...], t: Texts) -> ChartTable:
    """Return the bars in rows."""
    return ChartTable(
        headers=(
            t.pgettext("chart", "Month"),
            t.pgettext("chart", "Income"),
            t.pgettext("chart", "Living"),
            t.pgettext("chart", "Repaid"),
        ),
        rows=tuple(
            (month(row.month, t), amount(row.income), amount(row.living), amount(row.repaid))
            for row in data
        ),
    )


def bars_alt(data: tuple[FlowMonth, ...], t: Texts) -> str:
    """Say what a month brought and took on average."""
    if not data:
        return t.gettext("No months to show yet.")
    mean = [
        half_up(Fraction(sum(values), len(data)))
        for values in zip(*((r.income, r.living, r.repaid) for r in data), strict=True)
    ]
    message = t.gettext(
        "{count} months; on average {income} came in, {living} went to living and {repaid} to "
        "lenders."
    )
    return message.format(
        count=len(data), income=money(mean[0]), living=money(mean[1]), repaid=money(mean[2])
    )
