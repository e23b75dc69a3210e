"""What was just done, said in the status bar with one button to take it back."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QApplication, QFrame, QWidget

from jiebei_desktop.text.current import _
from jiebei_desktop.ui.pause import Pause
from jiebei_desktop.ui.theme import Theme
from jiebei_desktop.ui.widgets.basics import (
    Button,
    IconLabel,
    give_back,
    has_focus_in,
    icon_button,
)
from jiebei_desktop.ui.widgets.boxes import across
from jiebei_desktop.ui.widgets.elided import ElidedLabel

SECONDS = 8


class Toast(QFrame):
    """Never takes the focus and covers nothing: it stands for some seconds, then it is gone.

    It stays while the pointer or the focus is on it. A screen reader reads it aloud.
    """

    acted = Signal()
    seen = Signal(bool)
    """Whether it is there now."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("toast")
        self.label = ElidedLabel(theme)
        self.action = Button(theme, "text", small=True)
        self.close_button = icon_button(theme, "close")
        self.away = Pause(self, SECONDS * 1000, self.put_away)
        self._before: QWidget | None = None
        """Who had the focus when it was said."""
        across(
            IconLabel(theme, "check_circle", "positive", 16),
            self.label,
            self.action,
            self.close_button,
            on=self,
            gap=8,
            around=(8, 0, 0, 0),
        )
        for button in (self.action, self.close_button):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.hide()
        self.action.clicked.connect(self._act)
        self.close_button.clicked.connect(self.put_away)

    def say(self, words: str, action: str = "") -> None:
        """Say what was done, and name the button that goes with it."""
        focus = QApplication.focusWidget()
        if not has_focus_in(self, focus):
            self._before = focus
        self.label.setText(words)
        self.action.setText(action)
        self.action.setVisible(bool(action))
        self.close_button.setAccessibleName(_("Close"))
        self.setAccessibleName(f"{words} {action}".strip())
        self.seen.emit(True)
        self.show()
        self.away.begin()
        from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent  # 2 ms

        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    def event(self, event: QEvent) -> bool:
        """Stay while the pointer is on it."""
        if event.type() is QEvent.Type.Enter:
            self.away.cancel()
        elif event.type() is QEvent.Type.Leave and self.isVisible():
            self.away.begin()
        return super().event(event)

    def put_away(self) -> None:
        """Hide, and give the focus back."""
        self.away.cancel()
        give_back(self, self._before)
        self.seen.emit(False)

    def _act(self) -> None:
        self.put_away()
        self.acted.emit()
