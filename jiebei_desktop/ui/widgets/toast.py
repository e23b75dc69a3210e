"""What was just done, said at the foot of the window with one button to take it back."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QFrame, QWidget

from jiebei_desktop.text.current import _
from jiebei_desktop.ui.pause import Pause
from jiebei_desktop.ui.theme import Theme
from jiebei_desktop.ui.widgets.basics import (
    Button,
    IconLabel,
    Label,
    give_back,
    has_focus_in,
    icon_button,
)
from jiebei_desktop.ui.widgets.boxes import across

SECONDS = 8


class Toast(QFrame):
    """Never takes the focus and never moves: it stands there for some seconds, then it is gone.

    It stays while the pointer or the focus is on it. A screen reader reads it aloud.
    """

    acted = Signal()

    def __init__(self, theme: Theme, over: QWidget) -> None:
        super().__init__(over.window())
        self.setObjectName("toast")
        self._theme = theme
        self._over = over
        self.label = Label("body")
        self.action = Button(theme, "text", small=True)
        self.close_button = icon_button(theme, "close", "")
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
            around=(14, 4, 6, 4),
        )
        for button in (self.action, self.close_button):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.hide()
        self.action.clicked.connect(self._act)
        self.close_button.clicked.connect(self.put_away)
        over.installEventFilter(self)

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
        self._place()
        self.show()
        self.raise_()
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

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Keep to the foot of the page when the window changes its size."""
        if event.type() is QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def put_away(self) -> None:
        """Hide, and give the focus back."""
        self.away.cancel()
        give_back(self, self._before)

    def _act(self) -> None:
        self.put_away()
        self.acted.emit()

    def _place(self) -> None:
        px, over = self._theme.px, self._over
        room = max(px(120), over.width() - 2 * px(16))
        self.label.setMaximumWidth(max(px(60), room - px(180)))
        self.adjustSize()
        width = min(self.sizeHint().width(), room)
        corner = over.mapTo(over.window(), over.rect().bottomLeft())
        left = corner.x() + (over.width() - width) // 2
        self.setGeometry(left, corner.y() - self.height() - px(12), width, self.height())
