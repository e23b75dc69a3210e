"""The frame around what has the focus, for controls that show it by nothing of their own."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QFrame, QWidget


class FocusRing(QFrame):
    """Lies over a control while it has the focus; moves nothing, takes no mouse."""

    def __init__(self, around: QWidget) -> None:
        super().__init__(around)
        self._around = around
        self.setProperty("class", "ring")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()
        around.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Come with the focus, follow the size, go with the focus."""
        if event.type() is QEvent.Type.FocusOut:
            self.hide()
        elif event.type() is QEvent.Type.FocusIn or (
            event.type() is QEvent.Type.Resize and not self.isHidden()
        ):
            self.setGeometry(self._around.rect())
            self.raise_()
            self.show()
        return super().eventFilter(watched, event)
