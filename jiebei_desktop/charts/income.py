"""Income month by month as steps: what came, what is to come, and numbered pins of what changes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from jiebei_desktop.charts.style import (
    LATIN,
    ChartTable,
    Frame,
    Palette,
    money_ticks,
    new_figure,
    text_width,
    write,
)
from jiebei_desktop.charts.time_axis import month_ticks
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.months import Month
from jiebei_desktop.text.formats import amount, count, money, month
from jiebei_desktop.text.texts import Texts

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

FRAME = Frame(height=210, left=56, right=20, top=4)
Levels = tuple[tuple[Month, Fen], ...]
PIN = 18
"""Across a pin, in pixels at 100 %."""
_ROW = 36
"""Height of a row of pins with the two lines beside them."""
_ROWS = 2
_MOST_ROWS = 3
"""Where pins stand so close that two rows would lay them on each other."""
_NAMED = 22
"""Pixels from a line to below the words under it."""
_LEAST_WORDS = 40
"""Pixels of words that a pin keeps where its neighbour cuts them."""
_BOLD = 1.1
"""How much wider bold text is."""
_WIDE = 10_000.0
_LEVELS_NAMED = 4
_COLOURS = {"noted": "accent", "asked": "caution", "hoped": "text2", "draft": "caution"}
_DASHES = (0, (2.2, 1.6))


class Pin(Struct, frozen=True, kw_only=True):
    """One change on its day, with two short lines beside it."""

    number: int
    day: date
    title: str
    note: str
    kind: str
    """noted, asked (seen, not confirmed), hoped (not certain) or draft (not saved)."""


class IncomeSteps(Struct, frozen=True, kw_only=True):
    """Income by month in fen; ``draft`` is what a change being written would make of it."""

    as_of: date
    past: Levels
    ahead: Levels
    """The running month first."""
    draft: Levels = ()
    living: Fen
    pins: tuple[Pin, ...] = ()

    @property
    def first(self) -> date:
        """The first day shown."""
        return (self.past or self.ahead)[0][0].first

    @property
    def last(self) -> date:
        """The last day shown."""
        return self.ahead[-1][0].last

    @property
    def differs(self) -> int | None:
        """The first month ahead that the draft changes, counted from the running one."""
        pairs = zip(self.ahead, self.draft, strict=False)
        return next((k for k, (old, new) in enumerate(pairs) if old != new), None)


def income_steps(data: IncomeSteps, t: Texts, palette: Palette, frame: Frame = FRAME) -> Figure:
    """Draw the steps, living below them, today, and the pins above."""
    figure, axes = new_figure(palette, frame)
    from matplotlib.ticker import MaxNLocator  # once the font list is in place

    axes.set_xlim(data.first.toordinal(), data.last.toordinal() + 1)
    places = _placed(data, frame)
    rows = [row for row, _ in places]
    tall = frame.height - frame.top - frame.bottom
    share = max(0.3, 1 - (_ROW * (max(rows, default=0) + 1) + 26) / tall)
    low, high = _span(data, _NAMED / (tall * share))
    axes.set_ylim(low, low + (high - low) / share)
    _living(axes, data, t, palette)
    _steps(axes, data, t, palette)
    month_ticks(axes, data.first, data.last, t)
    money_ticks(axes.yaxis, t)
    ticks = MaxNLocator(nbins=4, steps=[1, 2, 5, 10]).tick_values(low, high)
    axes.set_yticks([tick for tick in ticks if low <= tick <= high])
    axes.set_ylim(low, low + (high - low) / share)
    x = data.as_of.toordinal()
    axes.vlines(x, low, high, color=palette["axis"], linewidth=1, linestyle=(0, (3, 3)))
    write(axes, palette, t.pgettext("chart", "Today"), (x, high), offset=(0, 9), ha="center")
    for pin, place in zip(_shown(data), places, strict=True):
        _pin(figure, axes, pin, _Place(*place), data, palette)
    return figure


def _span(data: IncomeSteps, named: float) -> tuple[float, float]:
    """Return the lowest and the highest amount shown, with some room.

    The name of a change that lowers income stands below its line: ``named`` is the part of the
    height that it takes, so that it lies on no month of the axis.
    """
    amounts = [fen for _, fen in (*data.past, *data.ahead, *data.draft)] + [data.living]
    low, high = min(amounts), max(amounts)
    room = max((high - low) * 0.2, high * 0.05, 10_000)
    bottom, top = max(0.0, low - room), high + room / 2
    last = [levels[-1][1] for levels in (data.draft, data.ahead) if levels]
    if data.differs is not None and last[0] < last[1]:
        bottom = min(bottom, (last[0] - named * top) / (1 - named))
    return bottom, top


def _living(axes: Axes, data: IncomeSteps, t: Texts, palette: Palette) -> None:
    low = axes.get_ylim()[0]
    axes.axhspan(low, data.living, color=palette["grid"], alpha=0.3, linewidth=0, zorder=0.5)
    axes.axhline(data.living, color=palette["c3"], linewidth=1.2, zorder=1.5)
    text = t.pgettext("chart", "Living {amount}").format(amount=_plain(data.living))
    write(axes, palette, text, (data.first.toordinal(), data.living), offset=(8, -9), ha="left")


def _steps(axes: Axes, data: IncomeSteps, t: Texts, palette: Palette) -> None:
    wide, colour = palette.px(2.4), palette["c1"]
    for run in _runs(data.past):
        axes.plot(*_line(run), color=colour, linewidth=wide, solid_capstyle="butt", zorder=3)
    if data.past and data.past[-1][0].plus(1) == data.ahead[0][0]:
        at = data.ahead[0][0].first.toordinal()
        axes.plot([at, at], [data.past[-1][1], data.ahead[0][1]], color=colour, linewidth=wide)
    place = data.differs
    whole = data.ahead if place is None else data.ahead[:place]
    if whole:
        axes.plot(*_line(whole), color=colour, linewidth=wide, solid_capstyle="butt", zorder=3)
    _name_levels(axes, data, whole, palette)
    if place is None:
        return
    rest, new = data.ahead[place:], data.draft[place:]
    axes.plot(*_line(rest), color=colour, linewidth=wide * 0.8, linestyle=(0, (1, 2)), zorder=3)
    x, y = _line(new)
    axes.plot([x[0], *x], [rest[0][1], *y], color=palette["c3"], linewidth=wide,
              linestyle=(0, (4, 2)), zorder=4)  # fmt: skip
    above = new[-1][1] >= rest[-1][1]
    unchanged = t.pgettext("chart", "Unchanged {amount}").format(amount=_plain(rest[-1][1]))
    changed = t.pgettext("chart", "With the change {amount}").format(amount=_plain(new[-1][1]))
    end = x[-1]
    write(axes, palette, unchanged, (end, rest[-1][1]), offset=(-8, -11 if above else 11),
          ha="right")  # fmt: skip
    write(axes, palette, changed, (end, new[-1][1]), offset=(-8, 11 if above else -11),
          ha="right", colour="caution", bold=True)  # fmt: skip


def _name_levels(axes: Axes, data: IncomeSteps, levels: Levels, palette: Palette) -> None:
    """Write the amount of today, and of each level after it."""
    begun = [levels[0]] if levels else []
    begun += [new for old, new in pairwise(levels) if new[1] != old[1]]
    for place, (at, fen) in enumerate(begun[:_LEVELS_NAMED]):
        x = max(at.first, data.as_of).toordinal()
        write(axes, palette, _plain(fen), (x, fen), offset=(6, -11), ha="left",
              colour="accent", bold=place == 0)  # fmt: skip


def _line(levels: Sequence[tuple[Month, Fen]]) -> tuple[list[int], list[int]]:
    """Return the corners of a run of months as steps."""
    x: list[int] = []
    y: list[int] = []
    for at, fen in levels:
        x += [at.first.toordinal(), at.last.toordinal() + 1]
        y += [fen, fen]
    return x, y


def _runs(levels: Levels) -> Iterable[list[tuple[Month, Fen]]]:
    """Yield months that follow each other; months not written down are left open."""
    numbered = groupby(enumerate(levels), key=lambda pair: pair[1][0].plus(-pair[0]))
    for _, run in numbered:
        yield [level for _, level in run]


def _shown(data: IncomeSteps) -> tuple[Pin, ...]:
    return tuple(pin for pin in data.pins if data.first <= pin.day <= data.last)


def _placed(data: IncomeSteps, frame: Frame) -> list[tuple[int, float]]:
    """Return the row of each pin and the pixels its words have up to its neighbour there."""
    width = (frame.width - frame.left - frame.right) / (data.last - data.first).days
    pins = _shown(data)
    at = [(pin.day - data.first).days * width for pin in pins]
    ends, lasts = [-1000.0] * _MOST_ROWS, [-1000.0] * _MOST_ROWS
    rows: list[int] = []
    for pin, x in zip(pins, at, strict=True):
        row = _row(ends, lasts, x)
        ends[row] = x + PIN + max(text_width(pin.title), text_width(pin.note))
        lasts[row] = x
        rows.append(row)
    found = []
    for place, (row, x) in enumerate(zip(rows, at, strict=True)):
        after = [other for k, other in enumerate(at) if k > place and rows[k] == row]
        found.append((row, min(after, default=_WIDE) - x - 2 * PIN))
    return found


def _row(ends: Sequence[float], lasts: Sequence[float], x: float) -> int:
    """Return the first row whose words end before x; else one that cuts words, not pins."""
    free = [row for row in range(_ROWS) if ends[row] <= x - PIN]
    if free:
        return free[0]
    apart = [row for row in range(_ROWS) if x - lasts[row] >= 2 * PIN + _LEAST_WORDS]
    return (
        min(apart, key=ends.__getitem__) if apart else min(range(_MOST_ROWS), key=ends.__getitem__)
    )


def _cut(text: str, room: float) -> str:
    """Return a text that fits into so many pixels, cut with an ellipsis where it does not."""
    if text_width(text) <= room:
        return text
    while len(text) > 1 and text_width(text) + LATIN > room:
        text = text[:-1]
    return f"{text.rstrip()}…"


class _Place(NamedTuple):
    row: int
    room: float


def _pin(
    figure: Figure, axes: Axes, pin: Pin, at: _Place, data: IncomeSteps, palette: Palette
) -> None:
    from matplotlib.transforms import offset_copy

    x, colour = pin.day.toordinal(), palette[_COLOURS[pin.kind]]
    edge = palette["c3"] if pin.kind == "draft" else colour
    dashed = pin.kind != "noted"
    row, room = at
    down = -(PIN / 2 + 4 + row * _ROW)
    place = offset_copy(axes.get_xaxis_transform(), figure, y=palette.px(down), units="points")
    axes.annotate(
        "", (x, _level(data, pin.day)), xytext=(x, 1), textcoords=place, annotation_clip=False,
        zorder=2,
        arrowprops={"arrowstyle": "-", "color": edge, "linewidth": palette.px(1.2),
                    "linestyle": _DASHES if pin.kind in {"asked", "hoped"} else "-",
                    "shrinkA": palette.px(PIN / 2), "shrinkB": 0},
    )  # fmt: skip
    axes.scatter([x], [1], s=palette.px(PIN) ** 2, facecolor=palette["surface"], edgecolor=edge,
                 linewidth=palette.px(1.6), linestyle=_DASHES if dashed else "-",
                 transform=place, clip_on=False, zorder=7)  # fmt: skip
    # Beside the axes' own texts, so that hiding amounts leaves the number.
    figure.text(x, 1, str(pin.number), transform=place, ha="center", va="center_baseline",
                color=colour, fontsize=palette.px(12), fontweight="bold")  # fmt: skip
    pin = replace(pin, title=_cut(pin.title, room / _BOLD), note=_cut(pin.note, room))
    _words(axes, pin, down, palette)


def _words(axes: Axes, pin: Pin, down: float, palette: Palette) -> None:
    left, right = axes.get_xlim()
    far = (pin.day.toordinal() - left) / (right - left) > 0.82  # noqa: PLR2004 - near the edge
    shift, side = (-PIN, "right") if far else (PIN, "left")
    at = (pin.day.toordinal(), axes.get_ylim()[1])
    write(axes, palette, pin.title, at, offset=(shift, down + 7), ha=side, colour="text", bold=True)
    write(axes, palette, pin.note, at, offset=(shift, down - 8), ha=side)


def _level(data: IncomeSteps, day: date) -> Fen:
    """Return the income shown for a day's month."""
    at = Month.of(day)
    known = dict((*data.past, *data.ahead))
    return known.get(at, data.ahead[0][1])


def _plain(fen: Fen) -> str:
    return count(round(fen / 100))


def income_table(data: IncomeSteps, t: Texts) -> ChartTable:
    """Return every month with its income, and with what the draft makes of it."""
    headers = [t.pgettext("chart", "Month"), t.pgettext("chart", "Income")]
    new = dict(data.draft)
    if new:
        headers.append(t.pgettext("chart", "With the change"))
    rows = []
    for at, fen in (*data.past, *data.ahead):
        cells = [month(at, t), amount(fen)]
        if new:
            cells.append(amount(new.get(at, fen)))
        rows.append(tuple(cells))
    return ChartTable(headers=tuple(headers), rows=tuple(rows))


def income_alt(data: IncomeSteps, t: Texts) -> str:
    """Say what comes in now, where it goes, and what the draft makes of it."""
    now, (end, later) = data.ahead[0][1], data.ahead[-1]
    said = t.gettext(
        "{now} comes in a month now, {later} in {month}; living takes {living}."
    ).format(now=money(now), later=money(later), month=month(end, t), living=money(data.living))
    if data.differs is None:
        return said
    new = t.gettext("With the change it is {amount}.").format(amount=money(data.draft[-1][1]))
    return f"{said} {new}"
