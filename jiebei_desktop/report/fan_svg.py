"""The balance chart of page 5 as SVG of our own: black and white, its text kept as text.

matplotlib draws the same picture for the window, but importing it costs more time than making the
whole document does.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from html import escape

from jiebei_desktop.charts.style import axis_money
from jiebei_desktop.domain.months import Month
from jiebei_desktop.text.formats import month_tick, wan
from jiebei_desktop.text.texts import Texts

_WIDTH, _HEIGHT = 630, 176
_LEFT, _RIGHT, _TOP, _BOTTOM = 48, 92, 14, 24
_STEPS = (1, 2, 5)
_MOST = 5
_GAP = 13
Line = Sequence[int]


def fan_svg(days: Sequence[date], fan: Sequence[Line], t: Texts) -> str:
    """Return the fan of five lines (10, 25, 50, 75, 90 of a hundred, in fen) over its days."""
    lowest, highest = min(0, *fan[0]), max(1, *fan[4])
    ticks = _ticks(lowest, highest)
    low, high = min(ticks[0], lowest), max(ticks[-1], highest)

    def x(day: date) -> float:
        whole = (days[-1] - days[0]).days or 1
        return _LEFT + (_WIDTH - _LEFT - _RIGHT) * (day - days[0]).days / whole

    def y(fen: int) -> float:
        return _TOP + (_HEIGHT - _TOP - _BOTTOM) * (high - fen) / (high - low)

    across = [x(day) for day in days]
    curves = [[y(fen) for fen in line] for line in fan]
    parts = [
        _band(across, curves[0], curves[4], "#E2E2E2"),
        _band(across, curves[1], curves[3], "#BFBFBF"),
        *(_rule(y(tick), axis_money(tick, ticks[-1], t), zero=tick == 0) for tick in ticks),
        *(_curve(across, curves[k], "0.8", dash="3 2") for k in (0, 4)),
        _curve(across, curves[2], "1.8"),
        *_months(days, x, t),
        *_ends(fan, y, t),
    ]
    body = "".join(parts)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{_HEIGHT}" '
        f'viewBox="0 0 {_WIDTH} {_HEIGHT}" font-family="Jiebei Sans SC" font-size="11">{body}</svg>'
    )


def _ticks(low: int, high: int) -> list[int]:
    """Return at most a handful of round amounts that span two bounds, zero among them."""
    size = 100
    while True:
        for step in _STEPS:
            unit = step * size
            first, last = low // unit, -(-high // unit)
            if last - first <= _MOST:
                return [k * unit for k in range(first, last + 1)]
        size *= 10


def _points(across: Sequence[float], heights: Sequence[float]) -> str:
    return " ".join(f"{a:.1f},{h:.1f}" for a, h in zip(across, heights, strict=True))


def _band(across: Sequence[float], low: Sequence[float], high: Sequence[float], fill: str) -> str:
    back = _points([*reversed(across)], [*reversed(low)])
    return f'<polygon points="{_points(across, high)} {back}" fill="{fill}"/>'


def _curve(across: Sequence[float], heights: Sequence[float], width: str, dash: str = "") -> str:
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    points = _points(across, heights)
    return f'<polyline points="{points}" fill="none" stroke="#111" stroke-width="{width}"{dashed}/>'


def _rule(height: float, label: str, *, zero: bool) -> str:
    colour, width = ("#111", "0.9") if zero else ("#BBB", "0.5")
    return (
        f'<line x1="{_LEFT}" x2="{_WIDTH - _RIGHT}" y1="{height:.1f}" y2="{height:.1f}" '
        f'stroke="{colour}" stroke-width="{width}"/>' + _text(_LEFT - 7, height + 4, label, "end")
    )


def _months(days: Sequence[date], x: Callable[[date], float], t: Texts) -> list[str]:
    first = Month.of(days[0]).plus(1)
    count = Month.of(days[-1]).minus(first) + 1
    step = max(1, -(-count // 7))
    found, before = [], 0
    for k in range(0, count, step):
        month = first.plus(k)
        label = month_tick(month, t, year=month.year != before)
        before = month.year
        found.append(_text(x(month.first), _HEIGHT - 6, label, "middle"))
    return found


def _ends(fan: Sequence[Line], y: Callable[[int], float], t: Texts) -> list[str]:
    named = (
        (t.pgettext("chart", "Good"), fan[4][-1], "normal"),
        (t.pgettext("chart", "Likely"), fan[2][-1], "bold"),
        (t.pgettext("chart", "Poor"), fan[0][-1], "normal"),
    )
    found, above = [], float("-inf")
    for name, fen, weight in named:
        above = max(y(fen) + 4, above + _GAP)
        label = f"{name} {wan(fen, t)}"
        found.append(_text(_WIDTH - _RIGHT + 6, above, label, "start", weight))
    return found


def _text(x: float, y: float, words: str, anchor: str, weight: str = "normal") -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-weight="{weight}" '
        f'fill="#111">{escape(words)}</text>'
    )
