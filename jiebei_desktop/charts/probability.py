"""Both odds of each monthly payment, with the three marked amounts."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import product
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from jiebei_desktop.analysis.afford_value import (
    RECOMMENDED,
    Affordability,
    CurvePoint,
    Odds,
    odds_of,
)
from jiebei_desktop.charts.style import (
    FONT,
    ChartTable,
    Frame,
    Palette,
    money_ticks,
    new_figure,
    per_pixel,
    percent_ticks,
    text_width,
    write,
)
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.text.formats import money, percent, whole
from jiebei_desktop.text.odds import both
from jiebei_desktop.text.texts import Texts

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

FRAME = Frame(height=330, right=24, top=30, bottom=44)
_TOP = Decimal("0.8")
_ROOM = Decimal("0.05")
_NAMED_AT = (0.5, 0.55, 0.45, 0.6, 0.4, 0.65, 0.35, 0.7, 0.3, 0.75, 0.25)
"""Shares at which a line may bear its name, the best first."""
_BESIDE = 10
"""Between a line and its name, in pixels at 100 %."""
_LINE = 30
"""So far apart in height are two names that do not touch, in pixels at 100 %."""
_LABEL = 0.12
"""Share of the axis below which the labels of two amounts would run into each other."""


class ProbabilityCurve(Struct, frozen=True, kw_only=True):
    """The curve, the amounts marked on it, the risk accepted."""

    points: tuple[CurvePoint, ...]
    floor: Fen | None
    recommended: Fen | None
    ceiling: Fen | None
    chosen: Fen | None = None
    """The payment looked at now; None looks at the recommended one."""
    accepted: Decimal = Decimal("0.10")

    @property
    def shown(self) -> Fen | None:
        """The payment whose risk is written out."""
        return self.recommended if self.chosen is None else self.chosen

    def odds(self, payment: Fen) -> Odds:
        """Return both odds of a payment, as every other page tells them.

        Raises:
            ValueError: there is no curve to read.
        """
        found = odds_of(self.points, payment)
        if found is None:
            raise ValueError(payment)
        return found


def curve_of(found: Affordability, chosen: Fen | None = None) -> ProbabilityCurve:
    """Return what the chart shows of an affordability answer."""
    return ProbabilityCurve(
        points=found.curve,
        floor=found.floor,
        recommended=found.recommended,
        ceiling=found.ceiling,
        chosen=chosen,
        accepted=Decimal(str(RECOMMENDED.broken)),
    )


def probability_curve(
    data: ProbabilityCurve, t: Texts, palette: Palette, frame: Frame = FRAME
) -> Figure:
    """Draw the curve up to where nearly every future breaks."""
    figure, axes = new_figure(palette, frame)
    points = _visible(data)
    x = [point.payment for point in points]
    top = float(max(_TOP, min(Decimal(1), points[-1].p_shortfall_12 + _ROOM)))
    axes.set_xlim(x[0], max(x[-1], x[0] + 100))
    axes.set_ylim(-0.004, top)
    _lines(axes, data, t, palette, frame)
    axes.axhline(0, color=palette["zero"], linewidth=1)
    _marks(axes, data, t, palette, top)
    axes.axhline(float(data.accepted), color=palette["c3"], linewidth=1.2, linestyle=(0, (5, 4)))
    accepted = t.pgettext("chart", "Two running: {percent} at most")
    write(axes, palette, accepted.format(percent=percent(data.accepted, 0)),
          (x[0], float(data.accepted)), offset=(8, 10), colour="caution")  # fmt: skip
    money_ticks(axes.xaxis, t, 8)
    percent_ticks(axes.yaxis)
    axes.set_xlabel(t.pgettext("chart", "Paid each month (yuan)"), color=palette["text3"],
                    fontsize=palette.px(12), labelpad=palette.px(6))  # fmt: skip
    return figure


def _lines(axes: Axes, data: ProbabilityCurve, t: Texts, palette: Palette, frame: Frame) -> None:
    """Draw both odds, each named beside its line where nothing else is drawn."""
    points = _visible(data)
    late = [float(point.p_late_once_12) for point in points]
    broken = [float(point.p_shortfall_12) for point in points]
    x = [point.payment for point in points]
    axes.plot(x, late, color=palette["c4"], linewidth=palette.px(1.6), linestyle=(0, (1, 1.6)),
              zorder=2.9, label=t.pgettext("chart", "At least one late"))  # fmt: skip
    axes.plot(x, broken, color=palette["c2"], linewidth=palette.px(2), zorder=3,
              label=t.pgettext("chart", "Two running unpaid"))  # fmt: skip
    named = ((late, broken, "text2", (-1, 1)), (broken, late, "c2", (1, -1)))
    marks = [fen for fen in (data.recommended, data.shown, data.floor, data.ceiling) if fen]
    names: list[tuple[Fen, float]] = []
    pixel = per_pixel(axes, frame)
    high = _LINE * axes.get_ylim()[1] / (frame.height - frame.top - frame.bottom)
    written: list[tuple[str, tuple[float, float], dict[str, Any]]] = []
    for drawn, (line, other, colour, sides) in zip(axes.lines, named, strict=True):
        name = str(drawn.get_label())
        wide = (text_width(name) + 2 * _BESIDE) * pixel
        taken = [*names, *zip(x, other, strict=True)]
        place = _place(list(zip(x, line, strict=True)), sides, (wide, high), taken, marks)
        if place is None and frame.height - frame.top - frame.bottom > 3 * _LINE:
            _legend(axes, palette)
            return
        at, side = place or (_first(line, _NAMED_AT[0]), -1)
        where = {"offset": (_BESIDE * side, -8 * side), "ha": "left" if side > 0 else "right"}
        written.append((name, (x[at], line[at]), {"colour": colour, **where}))
        names += [(Fen(round(x[at] + wide * side * part / 4)), line[at]) for part in range(1, 5)]
    for name, point, how in written:
        write(axes, palette, name, point, **how)


def _place(
    points: Sequence[tuple[Fen, float]], sides: Sequence[int], room: tuple[float, float],
    taken: Sequence[tuple[Fen, float]], marks: Sequence[Fen],
) -> tuple[int, int] | None:  # fmt: skip
    """Return the point that bears a line's name and its side, -1 left or 1 right of the line.

    The name, with a ``room`` so wide in fen and so high as a share, stands on nothing that is
    taken and on no marked amount, or if there is no such place, not on the first of them, or on
    them all; on the better side, from the middle of the height outwards. None without any room.
    """
    x, line, (wide, apart) = *zip(*points, strict=True), room
    for avoided, side in product((marks, marks[:1], ()), sides):
        for share in _NAMED_AT:
            at = _first(line, share)
            low, high = sorted((x[at] + side, round(x[at] + wide * side)))
            near = [fen for fen, height in taken if abs(height - line[at]) < apart]
            if low < x[0] or high > x[-1] or any(low < fen < high for fen in (*avoided, *near)):
                continue
            return at, side
    return None


def _first(line: Sequence[float], share: float) -> int:
    """Return where a line comes to a share first, else its end."""
    return next((k for k, each in enumerate(line) if each >= share), len(line) - 1)


def _legend(axes: Axes, palette: Palette) -> None:
    """Name both lines together, away from them, with a piece of each."""
    shown = axes.legend(
        handles=axes.lines[:2], loc="best", fontsize=palette.px(FONT), labelcolor=palette["text2"],
        facecolor=palette["surface"], edgecolor="none", framealpha=0.9,
    )  # fmt: skip
    shown.set_zorder(6)


def _visible(data: ProbabilityCurve) -> tuple[CurvePoint, ...]:
    least = max([0, *(fen for fen in (data.ceiling, data.shown) if fen is not None)])
    end = next(
        (
            k
            for k, point in enumerate(data.points)
            if point.p_shortfall_12 > _TOP and point.payment > least
        ),
        len(data.points) - 1,
    )
    return data.points[: end + 1]


def _marks(axes: Axes, data: ProbabilityCurve, t: Texts, palette: Palette, top: float) -> None:
    named = (
        (t.pgettext("chart", "Floor {amount}"), data.floor, "right"),
        (t.pgettext("chart", "Safe {amount}"), data.recommended, "center"),
        (t.pgettext("chart", "Ceiling {amount}"), data.ceiling, "left"),
    )
    if data.floor is not None and data.recommended is not None:
        axes.axvspan(data.floor, data.recommended, color=palette["accent_soft"], zorder=0.5)
    # where two amounts are the same, the safe one keeps its label
    marked = {fen: (name, side) for name, fen, side in sorted(named, key=_safe_last) if fen}
    left, right = axes.get_xlim()
    for fen, (name, side) in marked.items():
        safe = side == "center"
        if safe and data.floor is not None and fen - data.floor < (right - left) * _LABEL:
            side = "left"  # noqa: PLW2901 - the floor's label ends where this one begins
        axes.axvline(fen, color=palette["axis"], linewidth=1, linestyle=(0, (3, 3)))
        write(axes, palette, name.format(amount=whole(fen)), (fen, top), offset=(0, 12),
              ha=side, colour="accent" if safe else "text2", bold=safe)  # fmt: skip
    shown = data.shown
    if shown is not None:
        risk = data.odds(shown).broken_12
        axes.plot([shown], [float(risk)], "o", color=palette["c1"], markersize=palette.px(8),
                  markeredgecolor=palette["surface"], zorder=5)  # fmt: skip
        write(axes, palette, percent(risk, 1), (shown, float(risk)), offset=(-10, 18),
              ha="right", colour="accent", bold=True)  # fmt: skip


def _safe_last(named: tuple[str, Fen | None, str]) -> bool:
    return named[2] == "center"


def probability_table(data: ProbabilityCurve, t: Texts) -> ChartTable:
    """Return the points of the curve in rows."""
    return ChartTable(
        headers=(
            t.pgettext("chart", "Paid each month"),
            t.pgettext("chart", "At least one late within a year"),
            t.pgettext("chart", "Two running unpaid"),
        ),
        rows=tuple(
            (whole(p.payment), percent(p.p_late_once_12, 1), percent(p.p_shortfall_12, 1))
            for p in data.points
        ),
    )


def probability_alt(data: ProbabilityCurve, t: Texts) -> str:
    """Say the risk of the payment that is looked at."""
    shown = data.shown
    if shown is None:
        return t.gettext("No monthly payment can be kept safely with these figures.")
    message = t.gettext("At {amount} a month. {odds}")
    return message.format(amount=money(shown), odds=both(data.odds(shown), t))
