"""Tabs drawn as soft buttons, in a row that wraps or one under another: one stop, arrows."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from jiebei_desktop.ui.theme import Theme
from jiebei_desktop.ui.widgets.basics import Button
from jiebei_desktop.ui.widgets.flow import FlowLayout


class Segments(QWidget):
    """Chooses one of a few views; connect ``chosen`` to a QStackedWidget."""

    chosen = Signal(int)

    def __init__(
        self, theme: Theme, count: int, *, down: bool = False, icons: Sequence[str] = ()
    ) -> None:
        super().__init__()
        self._theme = theme
        self.buttons: list[Button] = []
        self._group = QButtonGroup(self)
        keys = (Qt.Key.Key_Up, Qt.Key.Key_Down) if down else (Qt.Key.Key_Left, Qt.Key.Key_Right)
        self._steps = dict(zip(keys, (-1, 1), strict=True))
        row = QVBoxLayout(self) if down else FlowLayout(self, theme.px(4))
        row.setContentsMargins(0, 0, 0, 0)
        for index in range(count):
            button = Button(theme, "tab", icons[index] if icons else "")
            button.setProperty("down", down)
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
            self._group.addButton(button, index)
            self.buttons.append(button)
            row.addWidget(button)
        self._group.idToggled.connect(self._toggled)
        self.buttons[0].setChecked(True)
        theme.changed.connect(self._fit)

    def show_words(self, words: Sequence[str]) -> None:
        """Name the tabs."""
        for button, word in zip(self.buttons, words, strict=True):
            button.setText(word)
        self._fit()

    def current(self) -> int:
        """Return the position of the chosen tab."""
        return self._group.checkedId()

    def choose(self, index: int) -> None:
        """Choose a tab."""
        self.buttons[index].setChecked(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move with the arrow keys."""
        step = self._steps.get(Qt.Key(event.key()), 0)
        target = self.current() + step
        if step and 0 <= target < len(self.buttons):
            self.choose(target)
            self.buttons[target].setFocus()
        else:
            super().keyPressEvent(event)

    def _fit(self) -> None:
        """Leave room for the bold words of a chosen tab; the style sheet's hint does not."""
        metrics = QFontMetrics(self._theme.font("body", bold=True))
        for button in self.buttons:
            words = metrics.horizontalAdvance(button.text().replace("&", ""))
            button.setMinimumWidth(words + self._theme.px(30))

    def _toggled(self, index: int, checked: bool) -> None:
        policy = Qt.FocusPolicy.StrongFocus if checked else Qt.FocusPolicy.ClickFocus
        self.buttons[index].setFocusPolicy(policy)
        if checked:
            self.chosen.emit(index)
