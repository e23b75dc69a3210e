"""The three ways on five days in rows of two lines: still owed, and cash at hand."""

from __future__ import annotations

from msgspec import Struct
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from jiebei_desktop.charts.lanes import LINES
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.services.picture import HORIZONS, Lane, LaneName
from jiebei_desktop.text.current import _, pgettext, texts
from jiebei_desktop.text.picture import lane_name
from jiebei_desktop.ui.figures import note
from jiebei_desktop.ui.masking import Masking
from jiebei_desktop.ui.theme import Theme, set_property
from jiebei_desktop.ui.widgets.basics import Label, clear, rule
from jiebei_desktop.ui.widgets.boxes import REST, down, lay

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
_TOP = Qt.AlignmentFlag.AlignTop
_DAYS = len(HORIZONS)
NAME_WIDTH, KIND_WIDTH, DAY_WIDTH = 150, 30, 100
"""Widths of the columns, px at 100 %."""
_SIDE, _GAP = 12, 10
"""Margin of a row, and what lies between two columns."""
SAMPLE = 28
"""Length of the piece of a way's line beside its name, px at 100 %."""


ACROSS_FROM = 800
"""Least width in px at 100 % for the days to stand across; below it each has a line."""


class LaneRow(Struct, frozen=True, kw_only=True):
    """One lane with its words."""

    lane: Lane
    sub: str
    usual: str
    court: str
    record: str


class LanesTable(QWidget):
    """Rows of labels that note their figures; on a narrow page each day has a line of its own."""

    def __init__(self, theme: Theme, masking: Masking) -> None:
        super().__init__()
        self._theme = theme
        self._masking = masking
        self._rows: tuple[LaneRow, ...] = ()
        self._width: int | None = None
        """Width in px at 100 % in which it stands; unknown before it is shown."""
        self._down = False
        self._column = down(on=self, gap=0)

    def show_rows(self, rows: tuple[LaneRow, ...]) -> None:
        """Show the lanes; that of the plan is tinted."""
        self._rows = rows
        self._down = self._is_narrow()
        clear(self)
        if not self._down:
            self._column.addWidget(self._head())
        for row in rows:
            lay(
                self._column, rule(), self._days_down(row) if self._down else self._days_across(row)
            )

    def spread(self, width: int) -> None:
        """Stand in a width, px at 100 %."""
        self._width = width
        if self._is_narrow() is not self._down:
            self.show_rows(self._rows)

    def _is_narrow(self) -> bool:
        """Say whether days side by side would cut an amount."""
        if self._width is None:
            return False
        metrics = QFontMetrics(self._theme.font("body"))
        shown = (
            words
            for row in self._rows
            for days in HORIZONS
            for words in (
                self._masking.amount(row.lane.owed[days]),
                self._cash_words(row.lane, days),
            )
        )
        widest = max(map(metrics.horizontalAdvance, shown), default=0)
        day = max(DAY_WIDTH, round(widest * 100 / self._theme.zoom))
        needed = SAMPLE + _GAP + NAME_WIDTH + KIND_WIDTH + _DAYS * (day + _GAP) + _GAP + 2 * _SIDE
        return self._width < max(ACROSS_FROM, needed)

    def _frame(self, css_class: str) -> tuple[QFrame, QGridLayout]:
        made = QFrame()
        made.setProperty("class", css_class)
        grid = QGridLayout(made)
        px = self._theme.px
        grid.setContentsMargins(px(_SIDE), px(8), px(_SIDE), px(8))
        grid.setHorizontalSpacing(px(_GAP))
        grid.setVerticalSpacing(px(2))
        grid.setColumnMinimumWidth(0, px(SAMPLE))
        return made, grid

    def _across(self, css_class: str) -> tuple[QFrame, QGridLayout]:
        made, grid = self._frame(css_class)
        px = self._theme.px
        grid.setColumnMinimumWidth(1, px(NAME_WIDTH))
        grid.setColumnMinimumWidth(2, px(KIND_WIDTH))
        for at in range(_DAYS):
            grid.setColumnMinimumWidth(3 + at, px(DAY_WIDTH))
            grid.setColumnStretch(3 + at, 2)
        grid.setColumnStretch(1, 3)
        return made, grid

    def _head(self) -> QWidget:
        made, grid = self._across("head")
        grid.addWidget(Label("caption", "text3", text=pgettext("lane", "Way")), 0, 0, 1, 2)
        for at, days in enumerate(HORIZONS):
            grid.addWidget(_day(days), 0, 3 + at, _RIGHT)
        return made

    def _days_across(self, row: LaneRow) -> QWidget:
        lane = row.lane
        made, grid = self._across("row")
        self._name(made, grid, row)
        grid.addWidget(Label("caption", "text3", text=_("owed")), 0, 2, _TOP)
        grid.addWidget(Label("caption", "text3", text=_("cash")), 1, 2, _TOP)
        for at, days in enumerate(HORIZONS):
            grid.addWidget(self._owed(lane, days), 0, 3 + at, _RIGHT)
            grid.addWidget(self._cash(lane, days), 1, 3 + at, _RIGHT)
        grid.addWidget(self._words(row), 2, 1, 1, 2 + _DAYS)
        return made

    def _days_down(self, row: LaneRow) -> QWidget:
        """Return a lane with a line for each day: owed, cash."""
        made, grid = self._frame("row")
        self._name(made, grid, row)
        grid.setColumnStretch(1, 1)
        grid.addWidget(Label("caption", "text3", text=_("owed")), 1, 2, _RIGHT)
        grid.addWidget(Label("caption", "text3", text=_("cash")), 1, 3, _RIGHT)
        for at, days in enumerate(HORIZONS):
            grid.addWidget(_day(days), 2 + at, 1, _TOP)
            grid.addWidget(self._owed(row.lane, days), 2 + at, 2, _RIGHT)
            grid.addWidget(self._cash(row.lane, days), 2 + at, 3, _RIGHT)
        grid.addWidget(self._words(row), 2 + _DAYS, 1, 1, 3)
        return made

    def _name(self, made: QFrame, grid: QGridLayout, row: LaneRow) -> None:
        lane = row.lane
        set_property(made, "current", "true" if lane.name is LaneName.PLAN else "")
        grid.addWidget(LinePiece(self._theme, lane.name), 0, 0)
        grid.addWidget(Label("body_strong", text=lane_name(lane.name, texts())), 0, 1, _TOP)
        sub = Label("caption", "text3", wrap=True, text=self._masking.sentence(row.sub))
        note(sub, f"lane.{lane.name}.payment")
        grid.addWidget(sub, 1, 1, _TOP)

    def _words(self, row: LaneRow) -> QWidget:
        """Return what usually happens, and below it two days."""
        ends = _("Suit possible from: {court} · Credit record: {record}").format(
            court=row.court, record=row.record
        )
        usual = Label("caption", "text2", wrap=True, text=self._masking.sentence(row.usual))
        dates = Label("caption", "text3", wrap=True, text=ends)
        note(dates, f"lane.{row.lane.name}.court", f"lane.{row.lane.name}.record")
        holder = QWidget()
        holder.setProperty("class", "plain")
        down(usual, dates, REST, on=holder, gap=self._theme.px(2))
        return holder

    def _owed(self, lane: Lane, days: int) -> Label:
        made = Label("body", text=self._masking.amount(lane.owed[days]))
        note(made, f"lane.{lane.name}.owed.d{days}")
        return made

    def _cash(self, lane: Lane, days: int) -> Label:
        tone = "contract" if lane.told and lane.cash[days] < 0 else "text3"
        made = Label("caption", tone, text=self._cash_words(lane, days))
        note(made, f"lane.{lane.name}.cash.d{days}")
        return made

    def _cash_words(self, lane: Lane, days: int) -> str:
        cash = lane.cash[days]
        if not lane.told:
            return "–"
        if cash < 0:
            return _("short {amount}").format(amount=self._masking.amount(Fen(-cash)))
        return self._masking.amount(cash)


class LinePiece(QWidget):
    """A piece of a way's line as the chart above draws it: its colour, its dashes."""

    def __init__(self, theme: Theme, lane: LaneName) -> None:
        super().__init__()
        self._theme = theme
        self._lane = lane

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the piece."""
        colour, dashes, width, _words = LINES[self._lane]
        pen = QPen(self._theme.chart(colour), width * self._theme.zoom / 100)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        if not isinstance(dashes, str):
            pen.setDashPattern(dashes[1])
        painter = QPainter(self)
        painter.setPen(pen)
        middle = self.height() / 2
        painter.drawLine(QPointF(0, middle), QPointF(self.width(), middle))
        painter.end()


def _day(days: int) -> Label:
    return Label("caption", "text3", text=_("Day {count}").format(count=days))
