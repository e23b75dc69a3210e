"""What is still owed on three ways from today: nothing paid, contracts paid, the plan paid."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction
from itertools import product, takewhile
from typing import TYPE_CHECKING, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from jiebei_desktop.charts.style import (
    ChartTable,
    Frame,
    Palette,
    Point,
    apart,
    beginnings,
    calmest,
    money_ticks,
    new_figure,
    per_pixel,
    text_width,
    write,
)
from jiebei_desktop.charts.time_axis import numbers
from jiebei_desktop.domain.money import ZERO, Fen
from jiebei_desktop.services.picture import HORIZONS, Lane, LaneName, Picture
from jiebei_desktop.text.formats import amount, money, short_day
from jiebei_desktop.text.picture import lane_name
from jiebei_desktop.text.texts import Texts

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

FRAME = Frame(height=330, right=150, top=46, bottom=30)
TICKS = (0, 30, 60, 90, 180, 270, 365)
"""Days ahead that are marked on the axis."""
MARKS = (30, 60, 90)
"""Full days overdue that are marked at the top."""
_LINE = 16
"""From a line of words to the next, px: nearer, the ground of one covers the tails of the other."""
_APART = 38
"""Least distance between two labels of two lines each, px."""
Dashes: TypeAlias = str | tuple[int, tuple[int, ...]]
LINES: dict[LaneName, tuple[str, Dashes, float, str]] = {
    LaneName.NOTHING: ("c5", (0, (1, 2)), 2.0, "text2"),
    LaneName.CONTRACT: ("contract", (0, (5, 4)), 2.0, "contract"),
    LaneName.PLAN: ("c1", "solid", 3.0, "accent"),
}
"""Colour, dashes in line widths, width in px and the colour of the words of each way."""
_PIECES = (0, (6, 8))
"""Dashes of a line that lies on another."""
_BELOW = 40
"""Height of the words about missing cash in px at 100 %, where they stand below the days."""
_SHARE = Fraction(2, 3)
"""Share of the width of the ways above which those words do not stand among them."""
_MARGIN = 10
"""Days from today at which words about missing cash may begin, and the steps in which."""
_ROOM = 150
"""Days the words about a suit take; with fewer left they end at the right edge."""


Curve = Sequence[tuple[date, Fen]]


class LaneChart(Struct, frozen=True, kw_only=True):
    """The three lanes with the days of the usual road, if nothing is paid."""

    start: date
    lanes: tuple[Lane, ...]
    marks: tuple[tuple[int, date], ...]
    """Full days overdue and when they are reached, only those still to come."""
    court: date | None
    """From when a suit is usual practice, if nothing is paid."""
    arrears: Fen
    """What the contracts ask for today."""
    cash: Fen | None
    """None where it was never told."""
    """At hand today."""


def lanes_of(seen: Picture) -> LaneChart:
    """Return what the chart shows of a picture.

    Raises:
        KeyError: the picture is a glance and has no lanes.
    """
    nothing, start = seen.lanes[LaneName.NOTHING], seen.key.as_of
    last = start + timedelta(days=HORIZONS[-1])
    reached = (
        [(days, nothing.late.since + timedelta(days=days)) for days in MARKS]
        if nothing.late is not None
        else []
    )
    return LaneChart(
        start=start,
        lanes=tuple(seen.lanes[name] for name in LaneName),
        marks=tuple((days, day) for days, day in reached if start < day <= last),
        court=nothing.court,
        arrears=seen.money("arrears.total") or ZERO,
        cash=seen.money("cash"),
    )


def lane_lines(data: LaneChart, t: Texts, palette: Palette, frame: Frame = FRAME) -> Figure:
    """Draw what is owed along each lane, the stages of the first one at the top."""
    why = _why_not(data, t)
    is_below = max(map(text_width, why)) > _SHARE * (frame.width - frame.left - frame.right)
    if is_below:
        frame = replace(frame, bottom=frame.bottom + _BELOW)
    figure, axes = new_figure(palette, frame)
    last = data.start + timedelta(days=HORIZONS[-1])
    highest = max(fen for lane in data.lanes for _, fen in lane.curve) if data.lanes else 0
    axes.set_xlim(data.start.toordinal(), last.toordinal())
    axes.set_ylim(0, highest * 1.12 or 1)
    planned = next(lane.curve for lane in data.lanes if lane.name is LaneName.PLAN)
    for lane in data.lanes:
        _line(axes, lane, palette, planned)
    axes.plot([data.start.toordinal()], [data.lanes[0].curve[0][1]], "o", color=palette["text"],
              markersize=palette.px(7), clip_on=False, zorder=6)  # fmt: skip
    money_ticks(axes.yaxis, t)
    _days(axes, data, t, frame)
    _road(axes, data, t, palette, frame)
    _ends(axes, data, t, palette, frame)
    if any(why):
        wide = max(map(text_width, why)) * per_pixel(axes, frame)
        at = (data.start.toordinal(), 0) if is_below else _clear(axes, data, wide)
        left, up = (8 - frame.left, 8 - frame.bottom + _BELOW // 2) if is_below else (0, 0)
        write(axes, palette, why[0], at, offset=(left, up + 8), colour="contract", bold=True)
        write(axes, palette, why[1], at, offset=(left, up - 8))
    return figure


def _line(axes: Axes, lane: Lane, palette: Palette, planned: Curve) -> None:
    """Draw a lane; that of the contracts is dashed from the day its cash is below nothing.

    Where the plan owes the same the other lies on it in pieces, so that both are seen.
    """
    colour, style, width, _ = LINES[lane.name]
    until = lane.curve[0][0]
    if lane.name is LaneName.CONTRACT:
        short = (day for day, cash in lane.days if lane.told and cash < 0)
        until = next(short, lane.curve[-1][0])
    kept = [each for each in lane.curve if each[0] <= until]
    rest = [each for each in lane.curve if each[0] >= until]
    same = [] if lane.name is LaneName.PLAN else _shared(kept, planned)
    for points, dashes, order in ((kept, "solid", 3), (rest, style, 3), (same, _PIECES, 5)):
        axes.plot(numbers(day for day, _ in points), [fen for _, fen in points], linestyle=dashes,
                  color=palette[colour], linewidth=palette.px(width),
                  zorder=4 if lane.name is LaneName.PLAN else order)  # fmt: skip


def _shared(curve: Curve, planned: Curve) -> Curve:
    """Return the beginning of a line that lies on the plan's; nothing where it parts at once."""
    at = dict(planned)
    same = [*takewhile(lambda each: at.get(each[0]) == each[1], curve)]
    return same if len(same) > 1 else []


def _days(axes: Axes, data: LaneChart, t: Texts, frame: Frame) -> None:
    words = t.pgettext("chart", "Day {count}")
    named = [t.pgettext("chart", "Today"), *(words.format(count=days) for days in TICKS[1:])]
    places = [data.start.toordinal() + days for days in TICKS]
    axes.set_xticks(places)
    ticks = list(zip(places, named, strict=True))
    axes.set_xticklabels(apart(ticks, per_pixel(axes, frame)))


def _road(axes: Axes, data: LaneChart, t: Texts, palette: Palette, frame: Frame) -> None:
    """Mark the usual road at the top: full days overdue, and the span in which a suit is usual."""
    top, last = axes.get_ylim()[1], axes.get_xlim()[1]
    full = t.pgettext("overdue in full", "{days} days")
    marks = [
        (day.toordinal(), full.format(days=days), short_day(day, t)) for days, day in data.marks
    ]
    wider = [(x, max(words, key=text_width)) for x, *words in marks]
    for (x, late, day), fits in zip(marks, apart(wider, per_pixel(axes, frame)), strict=True):
        axes.axvline(x, color=palette["axis"], linewidth=1, linestyle=(0, (1, 3)), zorder=2)
        if fits:
            write(axes, palette, late, (x, top), offset=(0, 8 + _LINE), ha="center", bold=True)
            write(axes, palette, day, (x, top), offset=(0, 8), ha="center")
    if data.court is None:
        return
    x = data.court.toordinal()
    axes.axvspan(x, last, color=palette["surface2"], zorder=0.5, linewidth=0)
    side = "left" if last - x > _ROOM else "right"
    shift = (46 if data.marks else 6) if side == "left" else 0
    at = x if side == "left" else last
    write(axes, palette, t.pgettext("chart", "A suit is possible"), (at, top),
          offset=(shift, 8 + _LINE), ha=side, bold=True, colour="caution")  # fmt: skip
    usual = (
        t.pgettext("chart", "mostly after 90 days, each lender has its own way; talk before"),
        t.pgettext("chart", "mostly after 90 days"),
    )
    room = (last - x) / per_pixel(axes, frame) + frame.right - shift
    for words in usual:
        if side == "right" or text_width(words) <= room:
            write(axes, palette, words, (at, top), offset=(shift, 8), ha=side)
            break


def end_words(lane: Lane, t: Texts) -> str:
    """Say where a lane stands at its end: what is owed, or how much more would have to be found."""
    last = HORIZONS[-1]
    if lane.name is LaneName.CONTRACT and lane.told and lane.cash[last] < 0:
        words = t.pgettext("chart", "{amount} to be found")
        return words.format(amount=amount(Fen(-lane.cash[last])))
    return t.pgettext("chart", "owed {amount}").format(amount=amount(lane.owed[last]))


def _ends(axes: Axes, data: LaneChart, t: Texts, palette: Palette, frame: Frame) -> None:
    """Write name and end of each lane at the right, apart from each other."""
    high, right = axes.get_ylim()[1], axes.get_xlim()[1]
    scale = (frame.height - frame.top - frame.bottom) / high
    placed = sorted(data.lanes, key=lambda lane: lane.curve[-1][1])
    heights = _spread([lane.curve[-1][1] * scale for lane in placed])
    for lane, height in zip(placed, heights, strict=True):
        end, colour = lane.curve[-1][1], LINES[lane.name][3]
        shift = height - end * scale
        write(axes, palette, lane_name(lane.name, t), (right, end), offset=(8, shift + 8),
              colour=colour, bold=True)  # fmt: skip
        write(axes, palette, end_words(lane, t), (right, end), offset=(8, shift - 8))


def _spread(heights: Sequence[float]) -> list[float]:
    """Move rising heights so far up that no two are nearer than two lines of words."""
    out: list[float] = []
    for height in heights:
        least = out[-1] + _APART if out else 16.0
        out.append(max(height, least))
    return out


def _why_not(data: LaneChart, t: Texts) -> tuple[str, str]:
    """Say why the contracts' line is dashed; nothing where cash carries it."""
    contract = next(lane for lane in data.lanes if lane.name is LaneName.CONTRACT)
    if not contract.told or contract.low.amount >= 0:
        return "", ""
    if data.cash is not None and data.arrears > data.cash:
        words = t.pgettext("chart", "{arrears} is due today, {cash} is at hand")
        strong = words.format(arrears=amount(data.arrears), cash=amount(data.cash))
    else:
        words = t.pgettext("chart", "On {day} {amount} would be missing")
        low = contract.low
        strong = words.format(day=short_day(low.day, t), amount=amount(Fen(-low.amount)))
    return strong, t.pgettext("chart", "the dashes suppose that all is paid; it cannot be")


def _clear(axes: Axes, data: LaneChart, wide: float) -> Point:
    """Return where words as wide stand clear of every way."""
    top = axes.get_ylim()[1]
    days = beginnings(axes, data.start.toordinal() + _MARGIN, wide, _MARGIN)
    heights = [top * step / 20 for step in range(3, 17)]
    lines = [[(day.toordinal(), fen) for day, fen in lane.curve] for lane in data.lanes]
    return calmest(lines, product(days, heights), wide)


def lanes_table(data: LaneChart, t: Texts) -> ChartTable:
    """Return what is owed and what is at hand on the days looked at, lane by lane."""
    days = [t.pgettext("chart", "Day {count}").format(count=n) for n in HORIZONS]
    rows = []
    for lane in data.lanes:
        name = lane_name(lane.name, t)
        still, cash = t.pgettext("chart", "{lane}, owed"), t.pgettext("chart", "{lane}, cash")
        rows.append((still.format(lane=name), *(amount(lane.owed[n]) for n in HORIZONS)))
        held = (amount(lane.cash[n]) if lane.told else "–" for n in HORIZONS)
        rows.append((cash.format(lane=name), *held))
    return ChartTable(headers=(t.pgettext("chart", "Way"), *days), rows=tuple(rows))


def lanes_alt(data: LaneChart, t: Texts) -> str:
    """Say where each lane leads within a year."""
    message = t.pgettext("chart", "{lane}: {owed} owed after a year.")
    return " ".join(
        message.format(lane=lane_name(lane.name, t), owed=money(lane.owed[HORIZONS[-1]]))
        for lane in data.lanes
    )
