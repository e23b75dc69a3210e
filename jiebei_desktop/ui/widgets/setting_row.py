"""One row of settings: what it is, what it does, and its control."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from jiebei_desktop.ui.theme import Theme
from jiebei_desktop.ui.widgets.basics import Label


class SettingRow(QFrame):
    """Title and effect at the left, a control at the right."""

    def __init__(self, theme: Theme, control: QWidget | None = None) -> None:
        super().__init__()
        self.setProperty("class", "row")
        self.control = control
        self.title = Label("body_strong")
        self.effect = Label("caption", "text2", wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(18), theme.px(8), theme.px(18), theme.px(8))
        row.setSpacing(theme.px(16))
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addStretch(1)
        words.addWidget(self.title)
        words.addWidget(self.effect)
        words.addStretch(1)
        row.addLayout(words, 1)
        if control is not None:
            row.addWidget(control)

    def show_words(self, title: str, effect: str = "") -> None:
        """Name the setting and say what it does."""
        self.title.setText(title)
        self.effect.setText(effect)
        self.effect.setVisible(bool(effect))
        if self.control is not None:
            self.control.setAccessibleName(title)
            self.control.setAccessibleDescription(effect)
