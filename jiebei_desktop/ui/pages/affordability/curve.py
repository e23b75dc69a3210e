"""The risk curve with its slider: a moving mark laid over the picture, never a redrawn chart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Signal
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QWidget

from jiebei_desktop.charts import probability
from jiebei_desktop.charts.probability import ProbabilityCurve, curve_of
from jiebei_desktop.charts.style import Frame, Palette
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.text.current import _, texts
from jiebei_desktop.text.odds import fully
from jiebei_desktop.ui.page import PageContext
from jiebei_desktop.ui.pages.affordability.track import Track
from jiebei_desktop.ui.widgets.boxes import down
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
        self.chart.picture.over = self._paint_mark
        down((self.chart, 1), self.track, on=self, gap=0)
        self.track.valueChanged.connect(self._slid)

    def show_study(self, found: Affordability, amount: Fen) -> None:
        """Show the curve of a simulation with the mark at an amount."""
        data, t, masked = curve_of(found), texts(), self._masking.on
        self.data = data
        self._amount = amount
        table = probability.probability_table(data, t)
        self.chart.retranslate()
        self.chart.show_chart(
            lambda palette, frame: _drawn(data, palette, frame, masked=masked),
            ChartWords.of(
                _("Both odds at each monthly payment"),
                probability.probability_alt(data, t),
                table,
                self._masking,
            ),
            self._settle,
            values=(data, masked),
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
        """Give the slider the length and the place of the new figure's axis."""
        figure, axes = self.chart.figure, self.chart.within()
        if figure is None or axes is None:
            return
        self.track.blockSignals(True)
        self.track.setRange(0, round(figure.axes[0].get_xlim()[1] / 100))
        self.track.setValue(round(self._amount / 100))
        self.track.blockSignals(False)
        left = self.chart.x() + self.chart.picture.x()
        self.track.align(left + axes.left(), left + axes.right())

    def _move(self) -> None:
        """Let the mark be painted at its new place."""
        self.chart.picture.update()

    def _paint_mark(self, painter: QPainter) -> None:
        """Paint a line at the amount and a dot on the curve."""
        data, frame = self.data, self.chart.within()
        if data is None or frame is None:
            return
        at = self.chart.place_of(self._amount, float(data.odds(self._amount).broken_12))
        px, accent = self._theme.px, self._theme.colour("accent")
        painter.setClipRect(frame)
        painter.setPen(QPen(accent, 1.5))
        painter.drawLine(QPointF(at.x(), frame.top()), QPointF(at.x(), frame.bottom()))
        painter.setClipping(False)
        painter.setPen(QPen(self._theme.colour("surface"), 1))
        painter.setBrush(accent)
        painter.drawEllipse(at, px(9) / 2, px(9) / 2)


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
