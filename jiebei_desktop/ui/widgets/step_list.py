"""The way ahead: steps done, the current one tinted, and those to come."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from jiebei_desktop.text.current import _
from jiebei_desktop.ui import icons
from jiebei_desktop.ui.theme import Theme, set_property
from jiebei_desktop.ui.widgets.basics import Label, clear, frame
from jiebei_desktop.ui.widgets.boxes import across, down


class StepView(Struct, frozen=True, kw_only=True):
    """One step as shown: ``state`` is done, current or ahead."""

    title: str
    text: str
    state: str


class StepDot(QWidget):
    """The mark before a step."""

    def __init__(self, theme: Theme, state: str) -> None:
        super().__init__()
        self._theme = theme
        self._state = state
        side = theme.px(20)
        self.setFixedSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw a tick, a filled ring or an empty ring."""
        theme, painter = self._theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if self._state == "done":
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent_soft"))
            painter.drawEllipse(area)
            side = theme.px(14)
            corner = (self.width() - side) // 2
            ratio = self.devicePixelRatioF()
            tick = icons.pixmap("check", theme.colour("accent"), side, ratio)
            painter.drawPixmap(corner, corner, tick)
        elif self._state == "current":
            painter.setPen(QPen(theme.colour("accent"), area.width() * 0.3))
            third = area.width() * 0.15
            painter.drawEllipse(area.adjusted(third, third, -third, -third))
        else:
            painter.setPen(QPen(theme.colour("border_strong"), 2))
            painter.drawEllipse(area)
        painter.end()
        event.accept()


class StepList(QWidget):
    """Shows steps one under another; the current one stands on a tint."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._column = down(on=self, gap=0)

    def show_steps(self, steps: Sequence[StepView]) -> None:
        """Show these steps."""
        clear(self)
        for step in steps:
            self._column.addWidget(self._row(step))

    def _row(self, step: StepView) -> QWidget:
        px = self._theme.px
        row = frame("row")
        set_property(row, "current", "true" if step.state == "current" else "false")
        done = step.state == "done"
        title = Label("body" if done else "body_strong", "text2" if done else "text", wrap=True)
        title.setText(step.title)
        text = Label("caption", "text2", wrap=True, text=step.text)
        words = down(title, text, gap=0)
        across(
            (StepDot(self._theme, step.state), 0, Qt.AlignmentFlag.AlignTop),
            (words, 1),
            on=row,
            gap=px(12),
            around=(px(16), px(7)),
        )
        state = {"done": _("Done"), "current": _("Now"), "ahead": _("Ahead")}[step.state]
        row.setAccessibleName(f"{state} {step.title} {step.text}")
        return row
