"""A figure drawn into a picture beside the window, and the widget that shows such a picture.

A picture can be kept: its mark names all it was drawn from, so a kept one is never another's.
The window's thread only lays the finished picture on the screen; matplotlib's drawing takes as
long as fifty such turns. A plain figure (`charts.plain`) is painted without it.
"""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRect, Qt
from PySide6.QtGui import QImage, QImageWriter, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from jiebei_desktop import __version__
from jiebei_desktop.charts.plain import PlainFigure
from jiebei_desktop.charts.style import Frame, Palette, palette
from jiebei_desktop.domain.checksums import sha256
from jiebei_desktop.ui.widgets.plain_painting import painted

if TYPE_CHECKING:
    from matplotlib.figure import Figure

AnyFigure: TypeAlias = "Figure | PlainFigure"
Build = Callable[[Palette, Frame], AnyFigure]
"""Draws a figure in the colours and the size it is given."""
_ONE_AT_A_TIME = Lock()
_PALE = 0.45
_EDITION = 2
"""To be raised when a chart of the same values is drawn otherwise than before."""


class Keep(Protocol):
    """Where a chart's last picture lies from one start to the next."""

    def found(self, mark: str) -> QImage | None:
        """Return the picture of a mark, None where another one or none is kept."""

    def near(self, mark: str) -> QImage | None:
        """Return the picture if a mark differs from its own in size at most."""

    def like(self, manner: str) -> QImage | None:
        """Return the picture if it is in a manner, whatever its values and its size."""

    def keep(self, mark: str, png: bytes) -> None:
        """Keep a picture in place of the last one."""


class ChartLook(Struct, frozen=True, kw_only=True):
    """Everything beside its values that a chart's picture depends on."""

    scheme: str
    zoom: int
    """Text size in percent."""
    width: int
    height: int
    """Size of the widget in device-independent pixels."""
    ratio: float
    """Pixels of the screen to one of the widget."""
    masked: bool
    """Whether amounts are taken off."""
    locale: str

    @property
    def manner(self) -> str:
        """What a picture must share with the window to be shown in it at all."""
        return f"{self.scheme} {self.locale} {'masked' if self.masked else 'plain'}"

    def frame(self, margins: Frame) -> Frame:
        """Return the size at 100 % with the margins of a frame."""
        scale = self.zoom / 100
        return replace(
            margins,
            width=max(200, round(self.width / scale)),
            height=max(120, round(self.height / scale)),
        )


class Drawn(Struct, frozen=True, kw_only=True):
    """A figure, its picture, and the look it was drawn in."""

    figure: AnyFigure
    picture: QImage
    look: ChartLook

    png: bytes = b""
    """The picture as a file, where it is to be kept."""


def with_file(drawn: Drawn) -> Drawn:
    """Return a drawn chart with its picture as a PNG file, too."""
    into = QByteArray()
    buffer = QBuffer(into)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(drawn.picture)
    return replace(drawn, png=bytes(into.data()))


def mark_of(values: object, margins: Frame, look: ChartLook) -> str:
    """Name all a picture is drawn from: values, colours and program; its size; its manner."""
    colours = sorted(palette(look.scheme, look.zoom / 100).colours.items())
    sized = replace(look, width=0, height=0)
    whole = repr((_EDITION, __version__, values, margins, sized, colours))
    digest = sha256(whole.encode()).hexdigest()
    return f"{digest} {look.width}x{look.height} {look.manner}"


def draw(build: Build, margins: Frame, look: ChartLook, hide: Callable[[AnyFigure], None]) -> Drawn:
    """Build a figure and draw it to a picture; no widget is touched, so it may run anywhere.

    Args:
        build: makes the figure.
        margins: distances of the axes from the edges, px at 100 %; kept whatever the size.
        look: colours, sizes and whether amounts are hidden.
        hide: takes the amounts off a figure; called where the look says so.
    """
    with _ONE_AT_A_TIME:  # matplotlib shares fonts and caches between figures
        figure = build(palette(look.scheme, look.zoom / 100), look.frame(margins))
        if look.masked:
            hide(figure)
        if isinstance(figure, PlainFigure):
            picture = painted(figure, max(1, look.width), max(1, look.height), look.ratio)
        else:
            picture = _by_matplotlib(figure, margins, look)
        return Drawn(figure=figure, picture=picture, look=look)


def _by_matplotlib(figure: Figure, margins: Frame, look: ChartLook) -> QImage:
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    _fix_margins(figure, margins, look)
    dpi = figure.dpi
    figure.set_dpi(dpi * look.ratio)
    figure.set_size_inches(max(1, look.width) / dpi, max(1, look.height) / dpi)
    canvas: Any = FigureCanvasAgg(figure)
    canvas.draw()
    return _image(canvas, look.ratio)


def _fix_margins(figure: Figure, margins: Frame, look: ChartLook) -> None:
    """Keep the axes a fixed number of pixels away from the edges, whatever the size."""
    width, height = max(1, look.width), max(1, look.height)
    left, right, top, bottom = (
        round(each * look.zoom / 100)
        for each in (margins.left, margins.right, margins.top, margins.bottom)
    )
    if left + right < width and top + bottom < height:
        figure.subplots_adjust(
            left=left / width,
            right=1 - right / width,
            top=1 - top / height,
            bottom=bottom / height,
        )


def _image(canvas: Any, ratio: float) -> QImage:
    pixels = memoryview(canvas.buffer_rgba())
    width, height = canvas.get_width_height(physical=True)
    whole = QImage(pixels.tobytes(), width, height, width * 4, QImage.Format.Format_RGBA8888)
    made = whole.convertToFormat(QImage.Format.Format_RGB32)
    made.setDevicePixelRatio(ratio)
    return made


class ChartPicture(QWidget):
    """Shows a picture as large as itself, and lays what moves over it."""

    def __init__(self) -> None:
        super().__init__()
        self._picture: QImage | None = None
        self._is_old = False
        self.over: Callable[[QPainter], None] | None = None
        """Paints what moves over the chart; called at every painting."""
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    @property
    def is_old(self) -> bool:
        """Whether what is shown is known to be old."""
        return self._is_old

    def show_picture(self, picture: QImage, *, is_old: bool = False) -> None:
        """Show another picture; an old one pale."""
        self._picture, self._is_old = picture, is_old
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Lay the picture on the screen; one of another size is stretched until its own comes."""
        if self._picture is None:
            return
        painter = QPainter(self)
        painter.setOpacity(_PALE if self._is_old else 1)
        painter.drawImage(QRect(0, 0, self.width(), self.height()), self._picture)
        if self.over is not None:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self.over(painter)
        painter.end()
