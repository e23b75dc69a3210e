"""A chart on the screen: built and drawn beside the window, and readable as a table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property, partial
from typing import TYPE_CHECKING

from msgspec import Struct
from PySide6.QtCore import QCoreApplication, QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QStackedLayout, QTableView, QWidget

from jiebei_desktop.charts.plain import PlainFigure
from jiebei_desktop.charts.style import ChartTable, Frame, mute
from jiebei_desktop.text.current import _, texts
from jiebei_desktop.ui.lanes import Lanes
from jiebei_desktop.ui.masking import Masking
from jiebei_desktop.ui.pause import Pause
from jiebei_desktop.ui.table_out import attach
from jiebei_desktop.ui.theme import Theme
from jiebei_desktop.ui.widgets.basics import Button
from jiebei_desktop.ui.widgets.chart_picture import (
    AnyFigure,
    Build,
    ChartLook,
    ChartPicture,
    Drawn,
    Keep,
    draw,
    mark_of,
    with_file,
)
from jiebei_desktop.ui.widgets.focus_ring import ShowsFocus

if TYPE_CHECKING:
    from jiebei_desktop.ui.models.table import Column


class ChartWords(Struct, frozen=True, kw_only=True):
    """What a chart says to someone who cannot see it."""

    title: str
    sentence: str
    headers: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()

    @classmethod
    def of(cls, title: str, sentence: str, table: ChartTable, masking: Masking) -> ChartWords:
        """Return what is said of a chart, without its amounts while they are hidden."""
        rows = tuple(tuple(map(masking.sentence, row)) for row in table.rows)
        sentence = masking.sentence(sentence)
        return cls(title=title, sentence=sentence, headers=table.headers, rows=rows)


def hide_amounts(figure: AnyFigure, masking: Masking) -> None:
    """Take the amounts off a finished figure; its shape stays."""
    for axes in figure.axes:
        mute(axes.yaxis)
        for text in axes.texts:
            text.set_text(masking.label(text.get_text()))


_AFTER = Qt.EventPriority.LowEventPriority.value
_CALM_MS, _REST_MS = 60, 1200
_SETTLED = QEvent.Type(QEvent.registerEventType())


class ChartView(ShowsFocus, QWidget):
    """Shows one figure; ``table_button`` swaps it for the same figures in rows.

    Pass ``masking`` wherever the chart shows amounts of money: they go when it is on.
    Nothing of matplotlib is imported before a chart is seen, and then beside the window; nothing is
    drawn out of sight, nor again while values and look are the same.
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
        self._is_asking = False
        self.calm, self.rest = (
            Pause(self, _CALM_MS, self._show_kept),
            Pause(self, _REST_MS, self._draw),
        )
        self._build: Build | None = None
        self._told: Callable[[], None] | None = None
        self._values: object = None
        self._asked: tuple[object, ChartLook] | None = None
        """What the picture on screen, or the one under way, is made of."""
        self.keep: Keep | None = None
        """Where the picture is kept from one start to the next; None keeps nothing."""
        self.picture = ChartPicture()
        self._words: ChartWords | None = None
        self.figure: AnyFigure | None = None
        self._shown: ChartLook | None = None
        self.table_button = Button(theme, "quiet", "table", small=True)
        self.table_button.setCheckable(True)
        self.table_button.toggled.connect(self._swap)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self.picture)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(theme.px(150))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        theme.changed.connect(self._ask)
        self.retranslate()

    @cached_property
    def table(self) -> QTableView:
        """The same figures in rows; few look at them, so it is made when it is asked for."""
        made = QTableView()
        self._stack.addWidget(made)
        attach(self)
        return made

    def show_chart(
        self,
        build: Build,
        words: ChartWords,
        drawn: Callable[[], None] | None = None,
        *,
        values: object = None,
    ) -> None:
        """Draw a figure off the window's thread and show it; ``drawn`` is called afterwards.

        ``build`` gets the palette and the frame, must be a closure over values and must not
        touch widgets; it is called again when the theme, the zoom or the size changes. The figure
        must follow from ``values`` and ``words`` alone: the same ones are not drawn again. Without
        ``values`` every call draws.
        """
        self.setAccessibleName(words.title)
        self.setAccessibleDescription(words.sentence)
        self.table_button.setVisible(bool(words.headers))
        self._words, self._build, self._told = words, build, drawn
        if self.table_button.isChecked():
            self._show_table(words)
        self._values = object() if values is None else (values, words)
        self._ask()

    def look(self) -> ChartLook:
        """Return what the picture depends on beside its values."""
        return ChartLook(
            scheme=self._theme.scheme,
            zoom=self._theme.zoom,
            width=self.width(),
            height=self.height(),
            ratio=self.devicePixelRatioF(),
            masked=self._masking is not None and self._masking.on,
            locale=texts().locale,
        )

    def within(self) -> QRectF | None:
        """Return where the axes lie on ``picture``; None before the first, or for a plain one."""
        if self._shown is None or self.figure is None or isinstance(self.figure, PlainFigure):
            return None
        box, ratio = self.figure.axes[0].get_window_extent(), self._shown.ratio
        top = self._shown.height - box.y1 / ratio
        return QRectF(box.x0 / ratio, top, box.width / ratio, box.height / ratio)

    def place_of(self, x: float, y: float) -> QPointF:
        """Return where a point of the axes lies on ``picture``.

        Raises:
            LookupError: nothing is drawn yet, or it is plain.
        """
        if self._shown is None or self.figure is None or isinstance(self.figure, PlainFigure):
            raise LookupError(self._name)
        right, up = self.figure.axes[0].transData.transform((x, y))
        ratio = self._shown.ratio
        return QPointF(right / ratio, self._shown.height - up / ratio)

    def show_before(self, *, is_old: bool) -> None:
        """Show what was kept until the chart is known, if it is in this look and language."""
        before = None if self.keep is None else self.keep.like(self.look().manner)
        if before is not None and self._asked is None:
            self.picture.show_picture(before, is_old=is_old)

    def _ask(self) -> None:
        """Draw once everything under way has found its size."""
        if self.keep is not None:
            self.calm.begin()
        elif not self._is_asking:
            self._is_asking = True
            QCoreApplication.postEvent(self, QEvent(_SETTLED), _AFTER)

    def customEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Draw, now that sizes are settled."""
        if event.type() == _SETTLED:
            self._is_asking = False
            self._draw()

    def _wanted(self) -> tuple[Build, object, ChartLook] | None:
        """Return what has to be drawn; None where it is drawn, or not seen."""
        look = self.look()
        if self._build is None or not self.isVisible() or (self._values, look) == self._asked:
            return None
        return self._build, self._values, look

    def _show_kept(self) -> None:
        """Show the picture that was kept, where it was drawn from just this; else draw.

        One in another size stands in, stretched, until the page has kept its size for a while.
        """
        wanted = self._wanted()
        if wanted is None or self.keep is None:
            return
        _build, values, look = wanted
        mark = mark_of(values, self._margins, look)
        found = self.keep.found(mark)
        if found is not None:
            self._asked = (values, look)
            self.rest.cancel()
            found.setDevicePixelRatio(look.ratio)
            self.picture.show_picture(found)
        elif (near := self.keep.near(mark)) is not None:
            self.picture.show_picture(near)
            self.rest.begin()
        else:
            self._draw()

    def _draw(self) -> None:
        """Ask for the picture, where the chart is seen and has another one."""
        wanted = self._wanted()
        if wanted is None:
            return
        build, values, look = wanted
        asked, margins, keep = (values, look), self._margins, self.keep
        self._asked, masking = asked, self._masking

        def hide(figure: AnyFigure) -> None:
            if masking is not None:
                hide_amounts(figure, masking)

        def job() -> Drawn:
            drawn = draw(build, margins, look, hide)
            return drawn if keep is None else with_file(drawn)

        self._lanes.side(job, partial(self._show, asked), latest=self._name)

    def _show(self, asked: tuple[object, ChartLook], drawn: Drawn) -> None:
        """Show and keep what was asked for, unless something else is wanted by now."""
        if asked != (self._values, self.look()):
            if asked == self._asked:
                self._asked = None
            self._ask()
            return
        self.figure, self._shown = drawn.figure, drawn.look
        self.picture.show_picture(drawn.picture)
        if self.keep is not None and drawn.png:
            self.keep.keep(mark_of(asked[0], self._margins, drawn.look), drawn.png)
        if self._told is not None:
            self._told()

    def retranslate(self) -> None:
        """Word the button."""
        self.table_button.setText(_("See as table"))

    def sizeHint(self) -> QSize:
        """Ask for a calm size; the page stretches it."""
        return QSize(self._theme.px(420), self._theme.px(190))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw in the new size."""
        super().resizeEvent(event)
        self._ask()

    def showEvent(self, event: QShowEvent) -> None:
        """Draw what changed out of sight."""
        super().showEvent(event)
        self._ask()

    def _swap(self, on: bool) -> None:
        if on and self._words is not None:
            self._show_table(self._words)
        self._stack.setCurrentWidget(self.table if on else self.picture)

    def _show_table(self, words: ChartWords) -> None:
        """Fill the table, which few look at: not before it is seen."""
        from jiebei_desktop.ui.models.table import TableModel, dress

        model = TableModel([_text_column(words.headers, i) for i in range(len(words.headers))])
        model.setParent(self.table)
        dress(self.table, model, self._theme, row=30)
        model.show(words.rows)


def _text_column(headers: Sequence[str], at: int) -> Column[tuple[str, ...]]:
    from jiebei_desktop.ui.models.table import Column

    return Column(title=lambda: headers[at], text=lambda row: row[at], numeric=at > 0)
