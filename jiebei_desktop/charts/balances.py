"""What is still owed month by month: one line per way of repaying, or one band per debt."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from msgspec import Struct

from jiebei_desktop.charts.style import (
    ChartTable,
    Frame,
    Palette,
    end_labels,
    money_ticks,
    new_figure,
    percent_ticks,
    write,
)
from jiebei_desktop.charts.time_axis import month_ticks, numbers
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.months import Month, add_months
from jiebei_desktop.domain.strategies import PlanResult
from jiebei_desktop.text.formats import amount, money, month, percent
from jiebei_desktop.text.texts import Texts

if TYPE_CHECKING:
    from matplotlib.figure import Figure

FRAME = Frame(height=250, right=116)
_SERIES = ("c1", "c2", "c4", "c6", "c3", "c5")
_READABLE = {"c3": "caution", "c5": "text2", "c4": "text2", "c6": "contract"}
"""Colours too pale for words, and the one their label takes instead."""
_DASHES = ((0, ()), (0, (2, 3)), (0, (5, 4)), (0, (1, 2)), (0, (7, 2, 2, 2)), (0, (4, 2)))
_HATCHES = ("", "///", "...", "xxx", "\\\\\\", "---")


class Curve(Struct, frozen=True, kw_only=True):
    """A named series of monthly amounts, the first of them today."""

    name: str
    amounts: tuple[Fen, ...]


class Curves(Struct, frozen=True, kw_only=True):
    """Several series from one day on."""

    start: date
    curves: tuple[Curve, ...]

    @property
    def months(self) -> int:
        """Points of the longest series."""
        return max(len(curve.amounts) for curve in self.curves)

    def days(self, count: int) -> list[date]:
        """Return the days of the first points."""
        return [add_months(self.start, k) for k in range(count)]


def curves_of(plans: tuple[tuple[str, PlanResult], ...], start: date, owed: Fen) -> Curves:
    """Return what is still owed under named plans, from what is owed today."""
    return Curves(
        start=start,
        curves=tuple(
            Curve(name=name, amounts=(owed, *(Fen(sum(row.balances)) for row in plan.rows)))
            for name, plan in plans
        ),
    )


def balance_curves(data: Curves, t: Texts, palette: Palette, frame: Frame = FRAME) -> Figure:
    """Draw one line per plan, the first one heaviest, each labelled at a height of its own."""
    figure, axes = new_figure(palette, frame)
    for at, curve in enumerate(data.curves):
        x = numbers(data.days(len(curve.amounts)))
        axes.plot(x, curve.amounts, color=palette[_SERIES[at % 6]], linestyle=_DASHES[at % 6],
                  linewidth=palette.px(1.6 if at else 3), zorder=4 - at / 10)  # fmt: skip
    last = data.days(data.months)[-1]
    axes.set_xlim(data.start.toordinal(), last.toordinal())
    axes.set_ylim(bottom=0)
    month_ticks(axes, data.start, last, t)
    money_ticks(axes.yaxis, t)
    for at, curve in enumerate(data.curves[:4]):
        point = min(len(curve.amounts) - 1, len(curve.amounts) * (2 + at) // 7)
        spot = (data.days(point + 1)[-1].toordinal(), curve.amounts[point])
        side = (
            {"offset": (10, 12), "ha": "left"}
            if at % 2 == 0
            else {"offset": (-10, -12), "ha": "right"}
        )
        colour = _SERIES[at % 6]
        write(axes, palette, curve.name, spot, colour=_READABLE.get(colour, colour),
              bold=at == 0, **side)  # fmt: skip
    ended = data.curves[0].amounts
    if ended[-1] == 0:
        end = data.days(len(ended))[-1]
        axes.plot([end.toordinal()], [0], "o", color=palette["c1"], markersize=palette.px(8),
                  markeredgecolor=palette["surface"], clip_on=False, zorder=6)  # fmt: skip
        text = t.pgettext("chart", "Repaid {month}").format(month=month(Month.of(end), t))
        write(axes, palette, text, (end.toordinal(), 0), offset=(-12, 24), ha="right",
              colour="c1", bold=True)  # fmt: skip
    return figure


def stacked_payments(data: Curves, t: Texts, palette: Palette, frame: Frame = FRAME) -> Figure:
    """Draw what each debt receives month by month, on top of each other; the last point repeats."""
    figure, axes = new_figure(palette, frame)
    count = data.months
    x = numbers(data.days(count))
    below = [0] * count
    spots = []
    for at, curve in enumerate(data.curves):
        filled = [*curve.amounts, *([0] * (count - len(curve.amounts)))]
        above = [low + high for low, high in zip(below, filled, strict=True)]
        axes.fill_between(x, below, above, color=palette[_SERIES[at % 6]], step="post",
                          hatch=_HATCHES[at % 6] if palette.hatched else None,
                          edgecolor=palette["surface"], linewidth=0.8)  # fmt: skip
        widest = max(range(count), key=filled.__getitem__)
        spots.append((curve.name, (x[widest], (below[widest] + above[widest]) / 2)))
        below = above
    axes.set_xlim(x[0], x[-1])
    axes.set_ylim(bottom=0)
    month_ticks(axes, data.start, data.days(count)[-1], t)
    money_ticks(axes.yaxis, t)
    for at, (name, (where, height)) in enumerate(spots):
        side = "left" if where < (x[0] + x[-1]) / 2 else "right"
        write(axes, palette, name, (where, height), ha=side, colour="text", bold=at == 0)
    return figure


def curves_table(data: Curves, t: Texts) -> ChartTable:
    """Return every month of every series."""
    rows = []
    for k, on in enumerate(data.days(data.months)):
        cells = (amount(c.amounts[k]) if k < len(c.amounts) else amount(0) for c in data.curves)
        rows.append((month(Month.of(on), t), *cells))
    names = tuple(curve.name for curve in data.curves)
    return ChartTable(headers=(t.pgettext("chart", "Month"), *names), rows=tuple(rows))


def curves_alt(data: Curves, t: Texts) -> str:
    """Say where the first series begins and how long it runs."""
    first = data.curves[0]
    message = t.gettext("{name}: from {amount} over {count} months, until {month}.")
    return message.format(
        name=first.name,
        amount=money(first.amounts[0]),
        count=len(first.amounts) - 1,
        month=month(Month.of(data.days(len(first.amounts))[-1]), t),
    )


class FrontierLine(Struct, frozen=True, kw_only=True):
    """For one debt: the highest annual rate a payment bears at each term, and the contract's."""

    name: str
    payment: Fen
    contract_rate: Decimal
    points: tuple[tuple[int, Decimal], ...]
    chosen: tuple[int, Decimal] | None = None


def frontier(data: FrontierLine, t: Texts, palette: Palette, frame: Frame = FRAME) -> Figure:
    """Draw which terms and rates a payment can bear: everything below the line."""
    figure, axes = new_figure(palette, frame)
    from matplotlib.ticker import MaxNLocator  # once the font list is in place

    x = [months for months, _ in data.points]
    y = [float(rate) for _, rate in data.points]
    axes.fill_between(x, 0, y, color=palette["accent_soft"], linewidth=0)
    axes.plot(x, y, color=palette["c1"], linewidth=palette.px(2))
    rate = float(data.contract_rate)
    axes.axhline(rate, color=palette["contract"], linewidth=1.2, linestyle=(0, (5, 4)))
    axes.set_xlim(min(x), max(x) if len(x) > 1 else x[0] + 1)
    axes.set_ylim(bottom=0, top=max([*y, rate]) * 1.15 or 0.1)
    contract = t.pgettext("chart", "Contract {percent}").format(percent=percent(data.contract_rate))
    end_labels(axes, palette, [(contract, rate, "contract", False)], frame)
    if data.chosen is not None:
        months, at = data.chosen
        axes.plot([months], [float(at)], "o", color=palette["c1"], markersize=palette.px(8),
                  markeredgecolor=palette["surface"], zorder=5)  # fmt: skip
        text = t.npgettext("chart", "{count} month, {percent}", "{count} months, {percent}", months)
        write(axes, palette, text.format(count=months, percent=percent(at)), (months, float(at)),
              offset=(-10, -14), ha="right", colour="accent", bold=True)  # fmt: skip
    percent_ticks(axes.yaxis)
    axes.xaxis.set_major_locator(MaxNLocator(nbins=8, integer=True))
    return figure


def frontier_table(data: FrontierLine, t: Texts) -> ChartTable:
    """Return the frontier in rows."""
    return ChartTable(
        headers=(t.pgettext("chart", "Months"), t.pgettext("chart", "Highest annual rate")),
        rows=tuple((str(months), percent(rate)) for months, rate in data.points),
    )


def frontier_alt(data: FrontierLine, t: Texts) -> str:
    """Say what the payment bears at the longest term shown."""
    if not data.points:
        return t.gettext("This payment bears no term at all.")
    months, rate = data.points[-1]
    message = t.gettext("{amount} a month clears {name} in {count} months at up to {percent}.")
    return message.format(
        amount=money(data.payment), name=data.name, count=months, percent=percent(rate)
    )
