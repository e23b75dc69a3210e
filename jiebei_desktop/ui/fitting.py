"""Keeps windows inside the screen they are on: nobody can reach a button below the edge."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import QDialog, QFrame, QScrollArea, QWidget

FRAME = QSize(2, 34)
"""What a title bar and borders take where the system has not said so yet."""
_LEAST = 120
"""A body that scrolls never gets lower, px."""


class Room:
    """The part of the screen that windows may use."""

    fixed: QRect | None = None
    """Set by tests; without a real screen there is no limit."""

    @classmethod
    def of(cls, widget: QWidget) -> QRect:
        """Return the room on the screen of a widget, its frame taken off."""
        if cls.fixed is not None:
            return cls.fixed
        if QGuiApplication.platformName() == "offscreen":
            return QRect(0, 0, 16_000, 16_000)
        window = widget.window()
        free = window.screen().availableGeometry()
        outer, inner = window.frameGeometry().size(), window.geometry().size()
        frame = outer - inner if window.isVisible() else FRAME
        if frame.height() <= 0:
            frame = FRAME
        return QRect(free.topLeft(), free.size() - frame)


def fit(window: QWidget, wanted: QSize) -> None:
    """Give a window its size, or what the screen has."""
    window.resize(wanted.boundedTo(Room.of(window).size()))


def bring_in(window: QWidget) -> None:
    """Shrink a window to the screen and move it so that all of it can be seen."""
    room = Room.of(window)
    size = window.size().boundedTo(room.size())
    if size != window.size():
        window.setMinimumSize(window.minimumSize().boundedTo(room.size()))
        window.resize(size)
    corner = window.frameGeometry().topLeft()
    frame = window.frameGeometry().size() - window.geometry().size()
    least, most = room.topLeft(), room.topLeft() + _point(room.size() + FRAME - size - frame)
    inside = QPoint(
        max(least.x(), min(corner.x(), most.x())), max(least.y(), min(corner.y(), most.y()))
    )
    if inside != corner and Room.fixed is None:
        window.move(inside)


def _point(size: QSize) -> QPoint:
    return QPoint(max(0, size.width()), max(0, size.height()))


class FittedDialog(QDialog):
    """A dialog that comes up whole on any screen."""

    def showEvent(self, event: QShowEvent) -> None:
        """Come up inside the screen."""
        super().showEvent(event)
        bring_in(self)


class Body(QScrollArea):
    """The part of a dialog that scrolls; as high as its content while the screen has room."""

    def __init__(self, content: QWidget, rest: int = 0) -> None:
        super().__init__()
        self._rest = rest
        """Height in px of what stands around it in the dialog."""
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(content)

    def sizeHint(self) -> QSize:
        """Be as large as the content, or as the screen allows."""
        return self._wanted()

    def minimumSizeHint(self) -> QSize:
        """Grow with the content as a dialog without scrolling does, up to the screen."""
        return self._wanted()

    def event(self, event: QEvent) -> bool:
        """Follow the content."""
        if event.type() is QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().event(event)

    def _wanted(self) -> QSize:
        content = self.widget()
        least = content.minimumSizeHint()
        layout = content.layout()
        width = max(least.width(), self.viewport().width() if self.isVisible() else 0)
        high = least.height()
        if layout is not None and layout.hasHeightForWidth():
            high = max(high, layout.totalHeightForWidth(max(width, content.sizeHint().width())))
        room = Room.of(self).size()
        bar = self.verticalScrollBar().sizeHint().width()
        most = max(_LEAST, room.height() - self._rest)
        across = least.width() + (bar if high > most else 0)
        return QSize(min(across, room.width()), min(high, most))
