"""One row of settings: what it is, what it does, and its control."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QWidget

from jiebei_desktop.ui.theme import Theme
from jiebei_desktop.ui.widgets.basics import Label
from jiebei_desktop.ui.widgets.boxes import REST, across, down


class SettingRow(QFrame):
    """Title and effect at the left, a control at the right."""

    def __init__(self, theme: Theme, control: QWidget | None = None) -> None:
        super().__init__()
        self.setProperty("class", "row")
        self.control = control
        self.title = Label("body_strong")
        self.effect = Label("caption", "text2", wrap=True)
        words = down(REST, self.title, self.effect, REST, gap=1)
        row = across((words, 1), on=self, gap=theme.px(16), around=(theme.px(18), theme.px(8)))
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
