"""Tabs drawn as a row of soft buttons, in two where they do not fit: one stop for Tab, arrows."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QWidget

from jiebei_desktop.ui.theme import Theme
from jiebei_desktop.ui.widgets.basics import Button
from jiebei_desktop.ui.widgets.flow import FlowLayout


class Segments(QWidget):
    """Chooses one of a few views; connect ``chosen`` to a QStackedWidget."""

    chosen = Signal(int)

    def __init__(self, theme: Theme, count: int) -> None:
        super().__init__()
        self._theme = theme
        self.buttons: list[Button] = []
        self._group = QButtonGroup(self)
        row = FlowLayout(self, theme.px(4))
        for index in range(count):
            button = Button(theme, "tab")
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
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
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
