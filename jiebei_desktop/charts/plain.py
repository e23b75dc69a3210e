"""A drawing of lines, areas and labels without a library: what the paper and the first page show.

It takes the few calls of matplotlib's axes that a chart of lines needs, by their names and with
their meaning, so one function draws on either (`charts.cash`); the tests hold the two against each
other. matplotlib takes longer to import than everything else on a paper's way.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from html import escape
from typing import Any, Literal, TypeAlias

from msgspec import Struct

from jiebei_desktop.charts.style import FAMILY, FONT, Frame, MoneyAxis, Palette, Point, axis_money

Side: TypeAlias = Literal["left", "center", "right"]
_AIR = 0.05
"""What stands free above and below all that is drawn, as a share of its height."""
_PAD = 8
"""Pixels at 100 % between the axes and their labels."""
_MIDDLE = 0.37
"""How far below its middle the foot of a figure stands, as a share of the size of the text."""
_GRID, _LINE, _WORDS = 0.5, 2, 3
"""Who lies over whom, as matplotlib has it."""
_STEPS = (1, 2, 5)
HALO = 2
"""Pixels at 100 % of the surface around a label."""
COVERS = 0.9
"""How far that surface hides what lies below."""
_ANCHORS = {"left": "start", "center": "middle", "right": "end"}


class Stroke(Struct, frozen=True, kw_only=True):
    """A line through points of the picture, or the area within them where ``fill`` is set."""

    points: tuple[Point, ...]
    colour: str
    width: float = 0.0
    dashes: tuple[float, ...] = ()
    """Drawn and left out in turns, in pixels."""
    fill: bool = False


class Dot(Struct, frozen=True, kw_only=True):
    """A filled circle with an edge."""

    at: Point
    radius: float
    colour: str
    edge: str


class Lettering(Struct, frozen=True, kw_only=True):
    """A line of text; ``at`` is the foot of its beginning, middle or end."""

    text: str
    at: Point
    side: Side
    size: float
    colour: str
    bold: bool = False
    ground: str = ""
    """Colour of the surface behind it; empty for none."""


Mark: TypeAlias = Stroke | Dot | Lettering


class Caption:
    """Words written at a place of the axes."""

    def __init__(self, text: str, at: Point, offset: Point, how: dict[str, Any]) -> None:
        self._text = text
        self.at, self.offset, self.how = at, offset, how

    def get_text(self) -> str:
        """Return the words."""
        return self._text

    def set_text(self, text: str) -> None:
        """Say something else at the same place."""
        self._text = text


class PlainAxes:
    """Axes that remember what is drawn on them."""

    def __init__(self, colours: Palette, frame: Frame) -> None:
        self._colours, self._frame = colours, frame
        self.texts: list[Caption] = []
        self.yaxis = MoneyAxis()
        self._drawn: list[tuple[float, Sequence[float], Sequence[float], dict[str, Any]]] = []
        self._held = self._seen = (math.inf, -math.inf)
        self._x: Point = (0.0, 1.0)
        self._places: Sequence[float] = ()
        self._names: Sequence[str] = ()

    # -- drawing, as matplotlib's axes have it -------------------------------------------------

    def fill_between(
        self, x: Sequence[float], low: Sequence[float], high: Sequence[float], **how: Any
    ) -> None:
        """Fill the area between two lines."""
        area = {"color": how["color"], "linewidth": 0, "fill": True}
        self._add(1, [*x, *reversed(x)], [*low, *reversed(high)], area)

    def plot(self, x: Sequence[float], y: Sequence[float], *_mark: str, **how: Any) -> None:
        """Draw a line through points; a format of ``o``, or a ``marker``, puts a dot on each."""
        how = {"linewidth": 0 if _mark else 1, **({"marker": "o"} if _mark else {}), **how}
        self._add(how.pop("zorder", _LINE), x, y, how)

    def axhline(self, y: float, *, zorder: float = _LINE, **how: Any) -> None:
        """Draw a line across at a height; one within what is seen moves no edge by itself."""
        seen, (low, high) = self._seen, self.get_ylim()
        self._add(zorder, (-math.inf, math.inf), (y, y), how)
        if low <= y <= high:
            self._seen = seen

    def axvline(self, x: float, **how: Any) -> None:
        """Draw a line from the foot to the top."""
        self._drawn.append((_LINE, (x, x), (-math.inf, math.inf), how))

    def annotate(self, text: str, at: Point, *, xytext: Point, **how: Any) -> None:
        """Write words at a place, moved by pixels to the right and up."""
        self.texts.append(Caption(text, at, xytext, how))

    def set_xlim(self, left: float, right: float) -> None:
        """Say which days are shown."""
        self._x = (left, right)

    def get_xlim(self) -> Point:
        """Return the first and last day shown."""
        return self._x

    def get_ylim(self) -> Point:
        """Return the lowest and highest money shown, by what is drawn so far."""
        low, high = self._seen if self._seen[0] <= self._seen[1] else (0.0, 1.0)
        if low == high:
            around = _AIR * (abs(low) or 1)
            low, high = low - around, high + around
        return low - _AIR * (high - low), high + _AIR * (high - low)

    def set_xticks(self, places: Sequence[float]) -> None:
        """Say where the level axis has its labels."""
        self._places = places

    def set_xticklabels(self, names: Sequence[str]) -> None:
        """Word those labels."""
        self._names = names

    def get_yticks(self) -> list[float]:
        """Return the heights of the grid."""
        return ticks(*self.get_ylim(), self.yaxis.most)

    def _add(self, order: float, x: Sequence[float], y: Sequence[float], how: Any) -> None:
        low, high = self._held
        self._held = self._seen = (min(low, *y), max(high, *y))
        self._drawn.append((order, x, y, how))

    # -- the picture -----------------------------------------------------------------------------

    def marks(self) -> Iterator[Mark]:
        """Yield what the picture is made of, in pixels from its upper left, the undermost first."""
        yield from self._grid()
        for _, x, y, how in sorted(self._drawn, key=lambda one: one[0]):
            yield from self._marks_of([*map(self._place, x, y)], how)
        yield from map(self._written, self.texts)

    def _box(self) -> tuple[float, float, float, float]:
        frame, px = self._frame, self._colours.px
        right, foot = px(frame.width - frame.right), px(frame.height - frame.bottom)
        return px(frame.left), px(frame.top), right, foot

    def _place(self, x: float, y: float) -> Point:
        """Return where a point of the axes lies on the picture; what has no end, on their edge."""
        left, top, right, foot = self._box()
        (first, last), (low, high) = self._x, self.get_ylim()
        x = x if math.isfinite(x) else first if x < 0 else last
        y = y if math.isfinite(y) else low if y < 0 else high
        across = left + (right - left) * (x - first) / (last - first or 1)
        return across, foot - (foot - top) * (y - low) / (high - low)

    def _grid(self) -> Iterator[Mark]:
        left, _, right, foot = self._box()
        size, grey, pad = self._size(), self._colours["text3"], self._colours.px(_PAD)
        low, high = self.get_ylim()
        shown = [y for y in self.get_yticks() if low <= y <= high]
        for y in shown:
            _, height = self._place(self._x[0], y)
            yield Stroke(points=((left, height), (right, height)), colour=self._colours["grid"],
                         width=1)  # fmt: skip
            if self.yaxis.t is not None:
                words = axis_money(y, max(abs(low), abs(high)), self.yaxis.t)
                at = (left - pad, height + _MIDDLE * size)
                yield Lettering(text=words, at=at, side="right", size=size, colour=grey)
        for x, name in zip(self._places, self._names, strict=True):
            at = (self._place(x, low)[0], foot + pad + 0.88 * size)
            yield Lettering(text=name, at=at, side="center", size=size, colour=grey)

    def _marks_of(self, points: list[Point], how: dict[str, Any]) -> Iterator[Mark]:
        colour, width = how["color"], how["linewidth"]
        style = how.get("linestyle")
        if width or how.get("fill"):
            yield Stroke(
                points=tuple(points), colour=colour, width=width, fill=bool(how.get("fill")),
                dashes=() if style is None else tuple(width * each for each in style[1]),
            )  # fmt: skip
        if how.get("marker"):
            radius, edge = how["markersize"] / 2, how.get("markeredgecolor", colour)
            yield from (Dot(at=at, radius=radius, colour=colour, edge=edge) for at in points)

    def _written(self, label: Caption) -> Lettering:
        (x, y), (right, up), how = self._place(*label.at), label.offset, label.how
        size = how["fontsize"]
        return Lettering(
            text=label.get_text(), at=(x + right, y - up + _MIDDLE * size),
            side=how.get("ha", "left"), size=size, colour=how["color"],
            bold=how["fontweight"] == "bold", ground=self._colours["surface"],
        )  # fmt: skip

    def _size(self) -> float:
        return self._colours.px(FONT)


class PlainFigure:
    """A picture with one pair of axes, in pixels."""

    def __init__(self, colours: Palette, frame: Frame) -> None:
        self.width, self.height = colours.px(frame.width), colours.px(frame.height)
        self.surface, self.zoom = colours["surface"], colours.zoom
        self.axes = [PlainAxes(colours, frame)]

    def marks(self) -> Iterator[Mark]:
        """Yield what the picture is made of, the undermost first."""
        for axes in self.axes:
            yield from axes.marks()

    def svg(self) -> str:
        """Return the picture as SVG; its text stays text, and the same figure the same SVG."""
        width, height = f"{self.width:g}", f"{self.height:g}"
        drawn = "\n".join(map(self._svg_of, self.marks()))
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
            f'viewBox="0 0 {width} {height}" stroke-linejoin="round" font-family="{FAMILY}">\n'
            f'<rect width="{width}" height="{height}" fill="{self.surface}"/>\n{drawn}\n</svg>\n'
        )

    def _svg_of(self, mark: Mark) -> str:
        match mark:
            case Stroke(points=points, colour=colour, fill=fill):
                d = " ".join(f"{x:.2f},{y:.2f}" for x, y in points)
                if fill:
                    return f'<polygon points="{d}" fill="{colour}"/>'
                dashes = " ".join(f"{each:g}" for each in mark.dashes)
                more = f' stroke-dasharray="{dashes}"' if dashes else ""
                return (f'<polyline points="{d}" fill="none" stroke="{colour}" '
                        f'stroke-width="{mark.width:g}"{more}/>')  # fmt: skip
            case Dot(at=(x, y)):
                return (f'<circle cx="{x:.2f}" cy="{y:.2f}" r="{mark.radius:g}" '
                        f'fill="{mark.colour}" stroke="{mark.edge}"/>')  # fmt: skip
            case Lettering():
                return self._svg_words(mark)

    def _svg_words(self, words: Lettering) -> str:
        (x, y), more = words.at, ' font-weight="700"' if words.bold else ""
        if words.ground:
            more += f' stroke="{words.ground}" stroke-width="{2 * HALO * self.zoom:g}"'
            more += f' stroke-opacity="{COVERS}" paint-order="stroke"'
        return (f'<text x="{x:.2f}" y="{y:.2f}" text-anchor="{_ANCHORS[words.side]}" '
                f'font-size="{words.size:g}" fill="{words.colour}"{more}>'
                f"{escape(words.text, quote=False)}</text>")  # fmt: skip


def plain_figure(colours: Palette, frame: Frame) -> tuple[PlainFigure, PlainAxes]:
    """Return a figure of a frame with bare axes, as `style.new_figure` does."""
    figure = PlainFigure(colours, frame)
    return figure, figure.axes[0]


def ticks(low: float, high: float, most: int) -> list[float]:
    """Return round heights between two others: at most so many steps, and never a single one."""
    if most < 1 or high <= low:
        return []
    rough = (high - low) / most
    power = math.floor(math.log10(rough))
    sizes = [step * 10.0**each for each in (power - 1, power, power + 1) for step in _STEPS]
    first = next(at for at, size in enumerate(sizes) if size >= rough)
    found: list[float] = []
    for size in reversed(sizes[: first + 1]):
        found = [size * k for k in range(math.ceil(low / size), math.floor(high / size) + 1)]
        if len(found) > 1:
            break
    return found
