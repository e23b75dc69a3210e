"""A chart on the screen: built beside the window, drawn in it, and readable as a table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QStackedLayout, QTableView, QWidget

from jiebei_desktop.charts.style import Frame, Palette, palette, prepare
from jiebei_desktop.text.current import _
from jiebei_desktop.ui.lanes import Lanes
from jiebei_desktop.ui.masking import Masking
from jiebei_desktop.ui.models.table import Column, TableModel, dress
from jiebei_desktop.ui.theme import Theme
from jiebei_desktop.ui.widgets.basics import Button

if TYPE_CHECKING:
    from matplotlib.figure import Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartWords:
    """What a chart says to someone who cannot see it."""

    title: str
    sentence: str
    headers: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


Build = Callable[[Palette, Frame], "Figure"]
"""Draws a figure in the colours and the size it is given."""


def fix_margins(figure: Figure, size: QSize, theme: Theme, frame: Frame) -> None:
    """Keep the axes a fixed number of pixels away from the edges, whatever the size."""
    width, height = max(1, size.width()), max(1, size.height())
    left, right = theme.px(frame.left), theme.px(frame.right)
    top, bottom = theme.px(frame.top), theme.px(frame.bottom)
    if left + right < width and top + bottom < height:
        figure.subplots_adjust(
            left=left / width,
            right=1 - right / width,
            top=1 - top / height,
            bottom=bottom / height,
        )


def hide_amounts(figure: Figure, masking: Masking) -> None:
    """Take the amounts off a finished figure; its shape stays."""
    from matplotlib.ticker import NullFormatter

    for axes in figure.axes:
        axes.yaxis.set_major_formatter(NullFormatter())
        for text in axes.texts:
            text.set_text(masking.label(text.get_text()))


class ChartView(QWidget):
    """Shows one figure; ``table_button`` swaps it for the same figures in rows.

    Pass ``masking`` wherever the chart shows amounts of money: they go when it is on.
    Nothing of matplotlib is imported before `show_chart` is called, and then beside the window.
    """

    def __init__(
        self,
        theme: Theme,
        lanes: Lanes,
        margins: Frame | None = None,
        masking: Masking | None = None,
    ) -> None:
        super().__init__()
        self._masking = masking
        self._theme = theme
        self._lanes = lanes
        self._margins = margins or Frame()
        self._name = f"chart-{id(self)}"
        self._columns: tuple[str, ...] = ()
        self._build: Build | None = None
        self._drawn: Callable[[], None] | None = None
        self.canvas: Any = None
        self.figure: Figure | None = None
        self.table = QTableView()
        self.table_button = Button(theme, "quiet", "table", small=True)
        self.table_button.setCheckable(True)
        self.table_button.toggled.connect(self._swap)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(QWidget())
        self._stack.addWidget(self.table)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(theme.px(150))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        theme.changed.connect(self._make)
        self.retranslate()

    def show_chart(
        self,
        build: Build,
        words: ChartWords,
        drawn: Callable[[], None] | None = None,
    ) -> None:
        """Build a figure off the window's thread and show it; ``drawn`` is called afterwards.

        ``build`` gets the palette and the frame, must be a closure over values and must not
        touch widgets; it is called again when the theme or the zoom changes.
        """
        self.setAccessibleName(words.title)
        self.setAccessibleDescription(words.sentence)
        self._show_table(words)
        self._build, self._drawn = build, drawn
        self._make()

    def frame(self) -> Frame:
        """Return the size of the chart at 100 % with its margins."""
        scale = self._theme.zoom / 100
        size = self.size()
        return replace(
            self._margins,
            width=max(200, round(size.width() / scale)),
            height=max(120, round(size.height() / scale)),
        )

    def _make(self) -> None:
        build, frame = self._build, self.frame()
        if build is None:
            return
        colours = palette(self._theme.scheme, self._theme.zoom / 100)

        def made() -> Figure:
            prepare()
            from matplotlib.backends import backend_qtagg  # noqa: F401 - imported off the thread

            return build(colours, frame)

        self._lanes.side(made, self._show, latest=self._name)

    def _show(self, figure: Figure) -> None:
        self._place(figure)
        if self._drawn is not None:
            self._drawn()

    def redraw(self) -> None:
        """Draw again after the artists of ``figure`` were changed in place."""
        if self.canvas is not None:
            self.canvas.draw_idle()

    def retranslate(self) -> None:
        """Word the button."""
        self.table_button.setText(_("See as table"))

    def sizeHint(self) -> QSize:
        """Ask for a calm size; the page stretches it."""
        return QSize(self._theme.px(420), self._theme.px(190))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the margins."""
        super().resizeEvent(event)
        if self.figure is not None:
            fix_margins(self.figure, self.size(), self._theme, self._margins)

    def _place(self, figure: Figure) -> None:
        from matplotlib.backends.backend_qtagg import FigureCanvasQTAgg

        if self._masking is not None and self._masking.on:
            hide_amounts(figure, self._masking)
        old = self.canvas
        self.figure = figure
        fix_margins(figure, self.size(), self._theme, self._margins)
        canvas_class: Any = FigureCanvasQTAgg
        self.canvas = canvas_class(figure)
        self.canvas.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._stack.addWidget(self.canvas)
        self._swap(on=self.table_button.isChecked())
        if old is not None:
            self._stack.removeWidget(old)
            old.deleteLater()

    def _swap(self, on: bool) -> None:
        if on:
            self._stack.setCurrentWidget(self.table)
        elif self.canvas is not None:
            self._stack.setCurrentWidget(self.canvas)
        else:
            self._stack.setCurrentIndex(0)

    def _show_table(self, words: ChartWords) -> None:
        self.table_button.setVisible(bool(words.headers))
        model = TableModel([_text_column(words.headers, i) for i in range(len(words.headers))])
        model.setParent(self.table)
        dress(self.table, model, self._theme, row=30)
        model.show(words.rows)


def _text_column(headers: Sequence[str], at: int) -> Column[tuple[str, ...]]:
    return Column(title=lambda: headers[at], text=lambda row: row[at], numeric=at > 0)
