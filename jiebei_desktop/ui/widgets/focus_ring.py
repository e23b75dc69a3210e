"""The frame around what has the focus, for controls that show it by nothing of their own."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QFrame, QWidget

_DIRECT = Qt.FindChildOption.FindDirectChildrenOnly


class FocusRing(QFrame):
    """Lies over a control while it has the focus; moves nothing, takes no mouse.

    Made when the focus comes for the first time: watching every row from its start would cost
    more than drawing it.
    """

    def __init__(self, around: QWidget) -> None:
        super().__init__(around)
        self._around = around
        self.setProperty("class", "ring")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        around.installEventFilter(self)

    @classmethod
    def over(cls, around: QWidget) -> None:
        """Show the ring of a control that has got the focus."""
        ring = around.findChild(cls, "", _DIRECT) or cls(around)
        ring.setGeometry(around.rect())
        ring.raise_()
        ring.show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the size and go with the focus."""
        if event.type() is QEvent.Type.FocusOut:
            self.hide()
        elif event.type() is QEvent.Type.Resize:
            self.setGeometry(self._around.rect())
        return super().eventFilter(watched, event)


class ShowsFocus:
    """Comes before a control's own class, and draws the ring whenever it gets the focus."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the focus is."""
        super().focusInEvent(event)  # type: ignore[misc]
        FocusRing.over(self)  # type: ignore[arg-type]
