"""One warning: chip, sentence, what it means, the one thing to do, and a way to put it aside."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QMenu, QVBoxLayout

from jiebei_desktop.ui.plain import as_typed
from jiebei_desktop.ui.theme import Theme
from jiebei_desktop.ui.widgets.basics import Button, Label, icon_button
from jiebei_desktop.ui.widgets.boxes import across, down, held
from jiebei_desktop.ui.widgets.chip import Chip
from jiebei_desktop.ui.widgets.flow import Ends

_WORDS = 116
"""Width in px at 100 % that an amount of a hundred million takes in a sentence."""


class AlertRow(QFrame):
    """A warning in a list; ``acted`` when its button is pressed."""

    acted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("class", "row")
        self.chip = Chip(theme)
        self.title = Label("body_strong", wrap=True)
        self.text = Label("caption", "text2", wrap=True)
        self.text.setMinimumWidth(theme.px(_WORDS))
        self.button = Button(theme, small=True)
        self.button.clicked.connect(self.acted)
        inside, ends = QVBoxLayout(self), Ends(gap=theme.px(12))
        inside.setContentsMargins(theme.px(16), theme.px(6), theme.px(16), theme.px(6))
        inside.addLayout(ends)
        words = down(self.title, self.text, gap=0)
        said = held(across(self.chip, (words, 1), gap=theme.px(12)))
        ends.addWidget(said)
        ends.addWidget(self.button)
        self.aside_button = icon_button(theme, "dots")
        self.aside_button.hide()
        self.aside_button.clicked.connect(self._open_menu)
        self.aside_menu = QMenu(self)
        ends.addWidget(self.aside_button)

    def show_words(self, severity: str, title: str, text: str = "", action: str = "") -> None:
        """Show one warning; without an action there is no button."""
        self.chip.show_severity(severity)
        self.title.setText(title)
        self.text.setText(text)
        self.text.setVisible(bool(text))
        self.button.setText(action)
        self.button.setVisible(bool(action))
        self.setAccessibleName(f"{self.chip.text} {title}")

    def offer_aside(self, name: str, choices: Iterable[tuple[str, Callable[[], object]]]) -> None:
        """Offer ways to put the warning aside: (words, what to do)."""
        self.aside_button.setToolTip(as_typed(name))
        self.aside_button.setAccessibleName(f"{name}: {self.title.text()}")
        self.aside_menu.clear()
        for words, act in choices:
            self.aside_menu.addAction(words).triggered.connect(act)
        self.aside_button.show()

    def _open_menu(self) -> None:
        corner = self.aside_button.rect().bottomLeft()
        self.aside_menu.popup(self.aside_button.mapToGlobal(corner))
