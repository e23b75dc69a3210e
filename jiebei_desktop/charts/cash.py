"""Money at hand: the past as a line, the future as a fan, the contracts as a dashed fall."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import product
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from jiebei_desktop.charts.plain import PlainFigure, plain_figure
from jiebei_desktop.charts.style import (
    AnyAxes,
    ChartTable,
    Frame,
    Palette,
    Point,
    calmest,
    end_labels,
    money_ticks,
    per_pixel,
    text_width,
    write,
    zero_line,
)
from jiebei_desktop.charts.time_axis import month_ticks, numbers
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.text.formats import amount, day, money, short_day, wan, whole
from jiebei_desktop.text.texts import Texts

if TYPE_CHECKING:
    from jiebei_desktop.analysis.balances import Balances

FRAME = Frame()
Line = tuple[Fen, ...]

_EDGE = 0.15
"""So near to its left end, as a share of the width, a centred label would reach the ticks."""
_ABOVE = 10
"""Pixels between a level line and the middle of its name, above or below."""


class CashLine(Struct, frozen=True, kw_only=True):
    """Balances by day: what was, the fan of what may come, and what the contracts would do."""

    past: tuple[tuple[date, Fen], ...]
    days: tuple[date, ...]
    poor: Line
    lower: Line
    middle: Line
    upper: Line
    good: Line
    contract: tuple[tuple[date, Fen], ...] = ()
    """Balance if every contract is paid in full, up to its first lowest day below zero."""
    target: Fen | None = None
    """Cash to keep."""


def cash_of(forecast: Balances, target: Fen | None = None) -> CashLine:
    """Return what the chart shows of a forecast; the contracts' line only where money runs out."""
    pairs = list(zip(forecast.days, forecast.all_contracts, strict=True))
    low = next((k for k, (_, balance) in enumerate(pairs) if balance < 0), None)
    contract: tuple[tuple[date, Fen], ...] = ()
    if low is not None:
        end = low
        while end + 1 < len(pairs) and pairs[end + 1][1] < pairs[end][1]:
            end += 1
        contract = (pairs[0], pairs[end])
    return CashLine(
        past=forecast.past,
        days=forecast.days,
        poor=forecast.p10,
        lower=forecast.p25,
        middle=forecast.expected,
        upper=forecast.p75,
        good=forecast.p90,
        contract=contract,
        target=target,
    )


def cash_line(data: CashLine, t: Texts, palette: Palette, frame: Frame = FRAME) -> PlainFigure:
    """Draw the line and the fan."""
    figure, axes = plain_figure(palette, frame)
    draw_cash(axes, data, t, palette, frame)
    return figure


def draw_cash(axes: AnyAxes, data: CashLine, t: Texts, palette: Palette, frame: Frame) -> None:
    """Draw the line and the fan on axes of a frame."""
    x = numbers(data.days)
    axes.fill_between(x, data.poor, data.good, color=palette["fan_outer"], linewidth=0)
    axes.fill_between(x, data.lower, data.upper, color=palette["fan_inner"], linewidth=0)
    axes.plot(x, data.middle, color=palette["median"], linewidth=palette.px(2))
    if palette.hatched:
        for edge in (data.poor, data.good):
            axes.plot(x, edge, color=palette["median"], linewidth=0.8, linestyle=(0, (3, 2)))
    for run in _without_gaps(data.past):
        past, balances = zip(*run, strict=True)
        axes.plot(numbers(past), balances, color=palette["history"], linewidth=palette.px(2))
    first = min([*(on.toordinal() for on, _ in data.past[:1]), *x])
    axes.set_xlim(first, x[-1])
    month_ticks(axes, date.fromordinal(first), data.days[-1], t)
    money_ticks(axes.yaxis, t)
    _today(axes, data, t, palette)
    _lines(axes, data, palette)
    _missing(axes, data, t, palette, frame)
    zero_line(axes, palette)
    _ends(axes, data, t, palette, frame)


def _without_gaps(past: Sequence[tuple[date, Fen]]) -> list[list[tuple[date, Fen]]]:
    """Return the days that follow one another, in pieces: what lies between is not known."""
    pieces: list[list[tuple[date, Fen]]] = []
    for on, balance in past:
        if not pieces or on.toordinal() - pieces[-1][-1][0].toordinal() > 1:
            pieces.append([])
        pieces[-1].append((on, balance))
    return pieces


def _today(axes: AnyAxes, data: CashLine, t: Texts, palette: Palette) -> None:
    x, balance = data.days[0].toordinal(), data.middle[0]
    axes.axvline(x, color=palette["axis"], linewidth=1, linestyle=(0, (3, 3)))
    axes.plot([x], [balance], "o", color=palette["history"], markersize=palette.px(6),
              markeredgecolor=palette["surface"], zorder=5)  # fmt: skip
    top = axes.get_ylim()[1]
    text = t.pgettext("chart", "Today {amount}").format(amount=whole(balance))
    left, right = axes.get_xlim()
    beside = {"ha": "left"} if x - left < (right - left) * _EDGE else {"ha": "center"}
    write(axes, palette, text, (x, top), offset=(0, 10), bold=True, colour="text", **beside)


def _lines(axes: AnyAxes, data: CashLine, palette: Palette) -> None:
    if data.target is not None:
        axes.axhline(data.target, color=palette["c3"], linewidth=1.5, linestyle=(0, (5, 4)))
    if data.contract:
        x = numbers(on for on, _ in data.contract)
        y = [balance for _, balance in data.contract]
        axes.plot(x, y, color=palette["contract"], linewidth=palette.px(2),
                  linestyle=(0, (5, 4)), marker="o", markersize=4)  # fmt: skip


def _missing(axes: AnyAxes, data: CashLine, t: Texts, palette: Palette, frame: Frame) -> None:
    """Say what the contracts lack: beside their line, or below it where another line runs."""
    if not data.contract:
        return
    on, balance = data.contract[-1]
    text = t.pgettext("chart", "Every contract in full: {amount} short on {day}")
    text = text.format(amount=whole(-balance), day=short_day(on, t))
    low, high = axes.get_ylim()
    edge = _ABOVE * (high - low) / (frame.height - frame.top - frame.bottom)
    begin, wide = on.toordinal(), text_width(text) * per_pixel(axes, frame)
    heights = [balance, *(h for h in (low + edge, (balance + low) / 2) if h < balance)]
    at = calmest(_drawn(axes, replace(data, contract=())), product((begin,), heights), wide)
    write(axes, palette, text, at, offset=(10, 4), colour="contract", bold=True)


def _drawn(axes: AnyAxes, data: CashLine) -> list[list[Point]]:
    """Return the lines of money and the line of none."""
    ahead = numbers(data.days)
    found: list[list[Point]] = [[(edge, 0.0) for edge in axes.get_xlim()]]
    found += [[*zip(ahead, line, strict=True)] for line in (data.poor, data.middle, data.good)]
    return [*found, [(on.toordinal(), balance) for on, balance in data.contract]]


def _ends(axes: AnyAxes, data: CashLine, t: Texts, palette: Palette, frame: Frame) -> None:
    named = (
        (t.pgettext("chart", "Likely"), data.middle, "median", True),
        (t.pgettext("chart", "Good"), data.good, "text2", False),
        (t.pgettext("chart", "Poor"), data.poor, "text2", False),
    )
    labels = [(f"{name} {wan(line[-1], t)}", line[-1], c, b) for name, line, c, b in named]
    if data.target is not None:
        words = t.pgettext("chart", "To keep {amount}").format(amount=wan(data.target, t))
        labels.insert(1, (words, data.target, "caution", True))
    end_labels(axes, palette, labels, frame)


def cash_table(data: CashLine, t: Texts) -> ChartTable:
    """Return the fan at the start of every month."""
    shown = [k for k, on in enumerate(data.days) if k == 0 or on.day == 1]
    return ChartTable(
        headers=(
            t.pgettext("chart", "Day"),
            t.pgettext("chart", "Poor"),
            t.pgettext("chart", "Likely"),
            t.pgettext("chart", "Good"),
        ),
        rows=tuple(
            (
                day(data.days[k], t),
                *(amount(line[k]) for line in (data.poor, data.middle, data.good)),
            )
            for k in shown
        ),
    )


def cash_alt(data: CashLine, t: Texts) -> str:
    """Say where the balance stands, where it goes and how wide the range is."""
    message = t.gettext(
        "From {now} today; on {end} likely {likely}, in eight of ten cases between {poor} and "
        "{good}."
    )
    return message.format(
        now=money(data.middle[0]),
        end=day(data.days[-1], t),
        likely=money(data.middle[-1]),
        poor=money(data.poor[-1]),
        good=money(data.good[-1]),
    )
