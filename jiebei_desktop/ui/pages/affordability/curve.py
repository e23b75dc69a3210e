"""The risk curve with its slider: a moving mark that is blitted, never a redrawn chart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from jiebei_desktop.charts import probability
from jiebei_desktop.charts.probability import ProbabilityCurve, curve_of
from jiebei_desktop.charts.style import Frame, Palette
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.text.current import _, texts
from jiebei_desktop.text.odds import fully
from jiebei_desktop.ui.page import PageContext
from jiebei_desktop.ui.pages.affordability.track import Track
from jiebei_desktop.ui.widgets.chart_view import ChartView, ChartWords

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from jiebei_desktop.analysis.afford_value import Affordability


class RiskCurve(QWidget):
    """Shows the curve; ``moved`` comes with every new amount of the slider, in yuan."""

    moved = Signal(int)

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self._theme, self._masking = context.theme, context.masking
        self.chart = ChartView(context.theme, context.lanes, probability.FRAME)
        self.track = Track(context.theme)
        self.data: ProbabilityCurve | None = None
        self._amount = Fen(0)
        self._background: Any = None
        self._marks: tuple[Any, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.chart, 1)
        column.addWidget(self.track)
        self.track.valueChanged.connect(self._slid)

    def show_study(self, found: Affordability, amount: Fen) -> None:
        """Show the curve of a simulation with the mark at an amount."""
        data, t, masked = curve_of(found), texts(), self._masking.on
        self.data = data
        self._amount = amount
        table = probability.probability_table(data, t)
        mask = self._masking.sentence
        self.chart.retranslate()
        self.chart.show_chart(
            lambda palette, frame: _drawn(data, palette, frame, masked=masked),
            ChartWords(
                title=_("Both odds at each monthly payment"),
                sentence=mask(probability.probability_alt(data, t)),
                headers=table.headers,
                rows=tuple(tuple(mask(cell) for cell in row) for row in table.rows),
            ),
            self._settle,
        )

    def show_amount(self, amount: Fen) -> None:
        """Move the mark and the slider to an amount."""
        self._amount = amount
        self.track.blockSignals(True)
        self.track.setValue(round(amount / 100))
        self.track.blockSignals(False)
        self.track.update()
        self._move()

    def _slid(self, yuan: int) -> None:
        self._amount = Fen(yuan * 100)
        self._move()
        self.moved.emit(yuan)

    def _settle(self) -> None:
        """Make the moving mark on a new figure and follow its drawing."""
        figure = self.chart.figure
        if figure is None:
            return
        axes = figure.axes[0]
        colour = self._theme.hex("accent")
        line = axes.axvline(self._amount, color=colour, linewidth=1.5, animated=True, zorder=7)
        (dot,) = axes.plot([self._amount], [0], "o", color=colour, animated=True, zorder=8,
                           markersize=self._theme.px(9),
                           markeredgecolor=self._theme.hex("surface"))  # fmt: skip
        self._marks = (line, dot)
        self._background = None
        self.track.blockSignals(True)
        self.track.setRange(0, round(axes.get_xlim()[1] / 100))
        self.track.setValue(round(self._amount / 100))
        self.track.blockSignals(False)
        self.chart.canvas.mpl_connect("draw_event", self._painted)
        self.chart.redraw()

    def _painted(self, _event: object) -> None:
        """Keep the finished picture, put the mark on it and lay the track under the axis."""
        canvas, figure = self.chart.canvas, self.chart.figure
        if canvas is None or figure is None or id(figure.canvas) != id(canvas):
            return
        self._background = canvas.copy_from_bbox(figure.bbox)
        box = figure.axes[0].get_window_extent()
        ratio = canvas.device_pixel_ratio
        left = self.chart.x() + canvas.x()
        self.track.align(left + box.x0 / ratio, left + box.x1 / ratio)
        self._move(now=False)

    def _move(self, *, now: bool = True) -> None:
        """Draw the mark over the kept picture."""
        canvas, figure, data = self.chart.canvas, self.chart.figure, self.data
        if self._background is None or figure is None or data is None:
            return
        line, dot = self._marks
        line.set_xdata([self._amount, self._amount])
        dot.set_data([self._amount], [float(data.odds(self._amount).broken_12)])
        if now:
            canvas.restore_region(self._background)
        for mark in self._marks:
            figure.axes[0].draw_artist(mark)
        if now:
            canvas.blit(figure.bbox)


def _drawn(data: ProbabilityCurve, palette: Palette, frame: Frame, *, masked: bool) -> Figure:
    """Draw the curve; masked, without the amounts along the axis and on the lines."""
    from matplotlib.ticker import NullFormatter

    figure = probability.probability_curve(data, texts(), palette, frame)
    if masked:
        axes = figure.axes[0]
        axes.xaxis.set_major_formatter(NullFormatter())
        for text in axes.texts:
            if "%" not in text.get_text():
                text.set_text("••••")
    return figure


def odds_words(data: ProbabilityCurve, amount: Fen) -> str:
    """Return both odds of an amount, and what they leave out."""
    return fully(data.odds(amount), texts())
