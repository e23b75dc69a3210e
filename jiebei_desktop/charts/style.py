"""What all charts share: colours from the tokens, the bundled font, axes in 万, direct labels."""

from __future__ import annotations

import json
import math
import os
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import TYPE_CHECKING, Any, TypeAlias

from msgspec import Struct

from jiebei_desktop import bundle
from jiebei_desktop.text.formats import MINUS, chinese, count
from jiebei_desktop.text.texts import Texts

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

Point: TypeAlias = tuple[float, float]
"""A place on the axes, in what they measure."""
AnyAxes: TypeAlias = Any
"""What a chart is drawn on: matplotlib's axes, or those of `charts.plain` with the same calls."""
FAMILY = "Jiebei Sans SC"
FONT = 12
"""Size of chart text in pixels at 100 %; the figure's 72 dpi make a point a pixel."""
HAN, LATIN = 12, 7
"""About how wide a character of it is, in pixels at 100 %."""
_DPI = 72
_HELP = "_update_set_signature_and_docstring"
_BUNDLED = (("JiebeiSansSC-Regular.otf", 400), ("JiebeiSansSC-Bold.otf", 700))
_WAN = 1_000_000
_GAP = 15
"""Least distance between two labels, in pixels."""
_MOST_LABELS = 6
_PRINT = {
    "fan_outer": "#E2E2E2", "fan_inner": "#BFBFBF", "median": "#111111", "history": "#111111",
    "contract": "#111111", "c1": "#111111", "c2": "#6B6B6B", "c3": "#A6A6A6", "c4": "#3D3D3D",
    "c5": "#CFCFCF", "c6": "#888888", "in": "#3D3D3D", "out": "#BFBFBF", "grid": "#D9D9D9",
    "axis": "#555555", "zero": "#111111", "surface": "#FFFFFF", "text": "#111111",
    "text2": "#333333", "text3": "#444444", "accent": "#111111", "accent_soft": "#EFEFEF",
    "caution": "#333333", "surface2": "#F4F4F4",
}  # fmt: skip


class Palette(Struct, frozen=True, kw_only=True):
    """The colours of a chart by name, and the zoom of its text; ``hatched`` for black and white."""

    colours: Mapping[str, str]
    zoom: float = 1.0
    hatched: bool = False

    def __getitem__(self, name: str) -> str:
        return self.colours[name]

    def px(self, size: float) -> float:
        """Scale a length given at 100 %."""
        return size * self.zoom


class ChartTable(Struct, frozen=True, kw_only=True):
    """The figures of a chart in rows, for those who read rather than look."""

    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class Frame(Struct, frozen=True, kw_only=True):
    """Size of a figure and the fixed margins of its axes, in pixels at 100 %."""

    width: int = 720
    height: int = 240
    left: int = 46
    right: int = 104
    top: int = 16
    bottom: int = 26


@lru_cache(maxsize=8)
def palette(scheme: str, zoom: float = 1.0) -> Palette:
    """Return the colours of a scheme of the window, or of ``print`` (black and white)."""
    if scheme == "print":
        return Palette(colours=_PRINT, zoom=zoom, hatched=True)
    text = (bundle.resources() / "tokens.json").read_text(encoding="utf-8")
    tokens = json.loads(text)[scheme]
    return Palette(colours={**tokens["color"], **tokens["chart"]}, zoom=zoom)


@lru_cache(maxsize=1)
def prepare() -> None:
    """Make matplotlib use the bundled font, without looking through the fonts of the system.

    matplotlib reads a list of fonts from its cache folder; ours holds the two bundled files. A
    list of a version we do not know is ignored by it, which only costs time.
    """
    if "MPLCONFIGDIR" not in os.environ:
        from platformdirs import user_cache_path

        folder = user_cache_path("jiebei-desktop", appauthor=False) / "charts"
        folder.mkdir(parents=True, exist_ok=True)
        os.environ["MPLCONFIGDIR"] = str(folder)
        _list_fonts(str(folder))
    import matplotlib as mpl

    _spare_help()
    from matplotlib import font_manager

    known = {entry.name for entry in font_manager.fontManager.ttflist}
    if FAMILY not in known:
        for name, _ in _BUNDLED:
            font_manager.fontManager.addfont(str(bundle.resources() / "fonts" / name))
    mpl.rcParams.update({
        "font.family": [FAMILY],
        "axes.unicode_minus": True,
        "text.parse_math": False,
        "hatch.linewidth": 0.6,
    })  # fmt: skip


def _spare_help() -> None:
    """Let matplotlib write no help for its artists: a third of its import, a sixth of the rest.

    Its base class makes the text for the setters of each class as it is defined, and a decorator
    fills the lists of them into what functions say of themselves; so this comes before them.
    """
    from matplotlib import _docstring

    def as_it_is(_filler: object, described: Any) -> Any:
        return described

    for filler in (type(_docstring.interpd), _docstring.Substitution):
        setattr(filler, "__call__", as_it_is)  # noqa: B010 - a method of another's class
    from matplotlib.artist import Artist

    def nothing(_made: type[Artist]) -> None:
        return

    setattr(Artist, _HELP, classmethod(nothing))


def _list_fonts(folder: str) -> None:
    from importlib.metadata import version

    listed = ".".join([*version("matplotlib").split(".")[:2], "0"])
    entries = [
        {
            "fname": str(bundle.resources() / "fonts" / name), "name": FAMILY, "style": "normal",
            "variant": "normal", "weight": weight, "stretch": "normal", "size": "scalable",
            "__class__": "FontEntry",
        }
        for name, weight in _BUNDLED
    ]  # fmt: skip
    document = {
        "_version": listed, "_FontManager__default_weight": "normal", "default_size": None,
        "defaultFamily": {"ttf": FAMILY, "afm": "Helvetica"}, "afmlist": [], "ttflist": entries,
        "__class__": "FontManager",
    }  # fmt: skip
    path = os.path.join(folder, f"fontlist-v{listed}.json")  # noqa: PTH118 - a plain join
    text = json.dumps(document)
    with open(path, "w", encoding="utf-8") as stream:  # noqa: PTH123
        stream.write(text)


def new_figure(colours: Palette, frame: Frame) -> tuple[Figure, Axes]:
    """Return a figure of a frame with bare axes: no spines, pale horizontal grid, small ticks."""
    prepare()
    from matplotlib.figure import Figure

    width, height = colours.px(frame.width), colours.px(frame.height)
    figure = Figure(figsize=(width / _DPI, height / _DPI), dpi=_DPI, facecolor=colours["surface"])
    figure.subplots_adjust(
        left=frame.left / frame.width,
        right=1 - frame.right / frame.width,
        top=1 - frame.top / frame.height,
        bottom=frame.bottom / frame.height,
    )
    axes = figure.add_subplot(facecolor=colours["surface"])
    for spine in axes.spines.values():
        spine.set_visible(False)
    axes.grid(visible=True, axis="y", color=colours["grid"], linewidth=1)
    axes.set_axisbelow(True)
    axes.tick_params(length=0, pad=8, labelsize=colours.px(FONT), labelcolor=colours["text3"])
    return figure, axes


def axis_money(fen: float, top: float, t: Texts) -> str:
    """Write a tick: in 万 (or k) once the axis reaches ten thousand, else plain yuan."""
    if abs(top) < _WAN:
        return count(round(fen / 100))
    value, unit = (fen / _WAN, "万") if chinese(t) else (fen / 100_000, "k")
    text = f"{abs(value):g}{unit}" if value else "0"
    return f"{MINUS if value < 0 else ''}{text}"


class MoneyAxis:
    """The upright axis of a drawing without matplotlib: in fen; without a language it is mute."""

    def __init__(self) -> None:
        self.t: Texts | None = None
        self.most = 0


def money_ticks(axis: Any, t: Texts, most: int = 5) -> None:
    """Give an axis of fen at most ``most`` round ticks."""
    if isinstance(axis, MoneyAxis):
        axis.t, axis.most = t, most
        return
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    axis.set_major_locator(MaxNLocator(nbins=most, steps=[1, 2, 5, 10]))
    axis.set_major_formatter(FuncFormatter(_money_formatter(axis, t)))


def mute(axis: Any) -> None:
    """Take the amounts off an axis."""
    if isinstance(axis, MoneyAxis):
        axis.t = None
        return
    from matplotlib.ticker import NullFormatter

    axis.set_major_formatter(NullFormatter())


def _money_formatter(axis: Any, t: Texts) -> Callable[[float, int], str]:
    def write(value: float, _: int) -> str:
        top = max(abs(bound) for bound in axis.get_view_interval())
        return axis_money(value, top, t)

    return write


def percent_ticks(axis: Any) -> None:
    """Give an axis of shares at most five round percent ticks."""
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    axis.set_major_locator(MaxNLocator(nbins=5))
    axis.set_major_formatter(FuncFormatter(lambda value, _: f"{round(value * 100)}%"))


def zero_line(axes: AnyAxes, colours: Palette) -> None:
    """Draw the line of no money, darker than the grid."""
    axes.axhline(0, color=colours["zero"], linewidth=1, zorder=1.5)


def write(axes: AnyAxes, colours: Palette, text: str, at: tuple[float, float], **how: Any) -> None:
    """Write a label at a place of the axes, on a pill of the surface so that lines do not cross it.

    ``offset`` is in pixels, ``colour`` names a colour; alignments are matplotlib's.
    """
    dx, dy = how.pop("offset", (0, 0))
    axes.annotate(
        text,
        at,
        xytext=(colours.px(dx), colours.px(dy)),
        textcoords="offset points",
        color=colours[how.pop("colour", "text2")],
        fontsize=colours.px(FONT),
        fontweight="bold" if how.pop("bold", False) else "normal",
        annotation_clip=False,
        zorder=6,
        bbox={"facecolor": colours["surface"], "edgecolor": "none", "pad": 2, "alpha": 0.9},
        **{"va": "center", **how},
    )


_BETWEEN = 3
"""Pixels at 100 % that a label keeps free at each side."""


def text_width(text: str) -> int:
    """Estimate the width of a label in pixels at 100 %, before it is drawn."""
    return sum(HAN if ord(char) > 0x2E7F else LATIN for char in text)  # noqa: PLR2004 - CJK


def per_pixel(axes: AnyAxes, frame: Frame) -> float:
    """Return what a pixel at 100 % is worth on the horizontal axis."""
    left, right = axes.get_xlim()
    return float(right - left) / (frame.width - frame.left - frame.right)


def apart(labels: Sequence[tuple[float, str]], pixel: float) -> list[str]:
    """Return rising labels, those empty that would touch the next one; the last is always kept.

    Args:
        labels: where each is centred on the horizontal axis, and its words.
        pixel: what a pixel is worth there, see `per_pixel`.
    """
    kept: list[str] = []
    until = math.inf
    for at, words in reversed(labels):
        half = (text_width(words) / 2 + _BETWEEN) * pixel
        fits = at + half <= until
        kept.insert(0, words if fits else "")
        until = at - half if fits else until
    return kept


def beginnings(axes: AnyAxes, first: int, wide: float, step: int) -> range:
    """Return where words as wide may begin; ``first`` where there is room for none."""
    return range(first, max(first + 1, int(axes.get_xlim()[1] - wide)), step)


def calmest(lines: Iterable[Sequence[Point]], places: Iterable[Point], wide: float) -> Point:
    """Return of some places the one at which words are farthest above or below every line.

    Args:
        lines: what is drawn, each from left to right.
        places: where the words may begin.
        wide: how much of the horizontal axis they take.
    """
    drawn = [*lines]

    def room(place: Point) -> float:
        begin, height = place
        near = (y for line in drawn for y in _along(line, begin, begin + wide))
        return min((abs(height - y) for y in near), default=math.inf)

    return max(places, key=room)


def _along(line: Sequence[Point], begin: float, end: float) -> Iterator[float]:
    """Yield the heights of a line between two places, and those with which it comes and goes."""
    first = max(0, bisect_right(line, begin, key=itemgetter(0)) - 1)
    last = bisect_right(line, end, key=itemgetter(0))
    yield from (y for _, y in line[first : last + 1])


def end_labels(
    axes: AnyAxes, colours: Palette, labels: Sequence[tuple[str, float, str, bool]], frame: Frame
) -> None:
    """Write labels (text, height, colour, bold) right of the axes, apart from each other.

    The last ones are left out beyond six: give the most important first.
    """
    low, high = axes.get_ylim()
    scale = (frame.height - frame.top - frame.bottom) / (high - low)
    placed = sorted(labels[:_MOST_LABELS], key=lambda label: label[1])
    heights = [value * scale for _, value, _, _ in placed]
    for _ in placed:
        for lower in range(len(heights) - 1):
            overlap = heights[lower] + _GAP - heights[lower + 1]
            if overlap > 0:
                heights[lower] -= overlap / 2
                heights[lower + 1] += overlap / 2
    right = axes.get_xlim()[1]
    for (text, value, colour, bold), height in zip(placed, heights, strict=True):
        shift = (6, height - value * scale)
        write(axes, colours, text, (right, value), offset=shift, colour=colour, bold=bold)
