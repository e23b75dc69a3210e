"""Keeps windows inside the screen they are on: nobody can reach a button below the edge."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QGuiApplication, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QFrame, QMainWindow, QScrollArea, QWidget

from jiebei_desktop.ui.tab_order import follow_sight
from jiebei_desktop.ui.table_out import attach

FRAME = QSize(2, 34)
"""What a title bar and borders take where the system has not said so yet."""
LOW = 520
"""Height in px at 100 % of a screen below which what stands beside the body scrolls with it."""
_LEAST = 120
"""A body that scrolls never gets lower, px."""
Reopen = Callable[[Any], object]
"""Given the page over which a dialog stood, opens it."""


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
    window.setMinimumSize(window.minimumSize().boundedTo(room.size()))
    window.resize(window.size().boundedTo(room.size()))
    outer = window.frameGeometry()
    spare = room.size() + FRAME - outer.size()
    left = room.left() + min(max(0, outer.left() - room.left()), max(0, spare.width()))
    top = room.top() + min(max(0, outer.top() - room.top()), max(0, spare.height()))
    if outer.topLeft() != QPoint(left, top):
        window.move(left, top)


class FittedDialog(QDialog):
    """A dialog that comes up whole on any screen."""

    reopen: Reopen | None = None
    """Opens the same one again on its page, made anew after a lock."""
    about: Hashable = None
    """Which of several things of its kind is edited, where the title does not tell them apart."""

    def open_for(self, reopen: Reopen | None, about: Hashable = None) -> None:
        """Come up over the page on screen, and again by ``reopen`` where a lock closes it."""
        self.reopen, self.about = reopen, about
        self.open()

    def showEvent(self, event: QShowEvent) -> None:
        """Come up inside the screen, with what was typed here before the ledger was locked."""
        super().showEvent(event)
        attach(self)
        follow_sight(self)  # the first field has the focus, not the first button that was made
        drafts = self._drafts()
        if drafts is not None:
            drafts.forget_sent()
            drafts.form(self)
        bring_in(self)

    def send(self) -> None:
        """Close to be written, and come back with what is typed here should that fail."""
        drafts = self._drafts()
        if drafts is not None:
            drafts.send(self)

    def _drafts(self) -> Any:
        """Return what keeps the typing of this window's ledger; None outside of one."""
        above = self.parentWidget()
        locker = None if above is None else getattr(above.window(), "locker", None)
        return None if locker is None else locker.drafts

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802 - Qt's own signature
        """Go on as one reads, also through what came up since."""
        follow_sight(self)
        return super().focusNextPrevChild(forward)


class FittedWindow(QMainWindow):
    """A main window that is never larger than its screen, whatever was remembered."""

    def showEvent(self, event: QShowEvent) -> None:
        """Come up inside the screen."""
        super().showEvent(event)
        bring_in(self)


class Scroller(QScrollArea):
    """Its content takes the width there is before it says how little it needs.

    Parts that stand beside each other need more than below each other, and change only when
    they are made narrower: asked first, they would keep the page as wide as it once was.
    """

    def __init__(self, content: QWidget) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(content)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the content stand otherwise where it would be wider than what is seen of it."""
        content, wide = self.widget(), self.viewport().width()
        if content.minimumSizeHint().width() > wide:
            content.resize(wide, content.height())
            QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        super().resizeEvent(event)


class Body(Scroller):
    """The part of a dialog that scrolls; as high as its content while the screen has room."""

    def __init__(self, content: QWidget, rest: QSize) -> None:
        super().__init__(content)
        self._rest = rest
        """What stands around it in the dialog: margins, title, buttons."""

    def sizeHint(self) -> QSize:
        """Be as large as the content, or as the screen allows."""
        return self._wanted()

    def minimumSizeHint(self) -> QSize:
        """Grow with the content as a dialog without scrolling does, up to the screen."""
        return self._wanted()

    def room(self) -> QSize:
        """Return the most that the screen leaves for it."""
        return Room.of(self).size() - self._rest

    def width_inside(self) -> int:
        """Return the width its content may take without scrolling to the side, px."""
        return self.room().width() - self._bar()

    def _bar(self) -> int:
        return self.verticalScrollBar().sizeHint().width()

    def event(self, event: QEvent) -> bool:
        """Follow the content."""
        if event.type() is QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().event(event)

    def _wanted(self) -> QSize:
        content, layout = self.widget(), self.widget().layout()
        least = content.minimumSizeHint()
        high = least.height()
        if layout is not None and layout.hasHeightForWidth():
            opens = max(
                content.sizeHint().width(), self.window().minimumWidth() - self._rest.width()
            )
            width = self.viewport().width() if self.isVisible() else opens
            high = max(high, layout.totalHeightForWidth(max(width, least.width())))
        room = self.room()
        most = max(_LEAST, room.height())
        bar = self._bar() if high > most else 0
        return QSize(max(_LEAST, min(least.width() + bar, room.width())), min(high, most))


def room_inside(widget: QWidget) -> int:
    """Return the width a widget may ask for where it stands, px; none of what scrolls anyway."""
    at: QWidget | None = widget
    while at is not None and not at.isWindow():
        if isinstance(at, QScrollArea):
            return at.width_inside() if isinstance(at, Body) else 0
        at = at.parentWidget()
    return Room.of(widget).width()
