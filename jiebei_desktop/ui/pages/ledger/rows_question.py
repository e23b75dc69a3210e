"""The question that opens inside a row: does this name lend? Asked once for every name."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from jiebei_desktop.services.statements.imports_preview import Previewed
from jiebei_desktop.text.current import _
from jiebei_desktop.ui.theme import Theme
from jiebei_desktop.ui.widgets.basics import Button, Label
from jiebei_desktop.ui.widgets.boxes import across

REPAID, LENT, ORDINARY = range(3)


class RowQuestion(QWidget):
    """Three answers and what they do; what the row's direction rules out cannot be pressed."""

    answered = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._row: Previewed | None = None
        self.buttons = [Button(theme, "default", small=True) for _answer in range(3)]
        self.words = Label("caption", "text2", wrap=True)
        row = across(on=self, gap=theme.px(8), around=(theme.px(36), 0, theme.px(12), theme.px(6)))
        for place, button in enumerate(self.buttons):
            row.addWidget(button)
            button.clicked.connect(lambda _on=False, place=place: self.answered.emit(place))
        row.addWidget(self.words, 1)
        self.hide()

    def show_row(self, row: Previewed) -> None:
        """Ask about a row's counterparty."""
        self._row = row
        self.buttons[REPAID].setEnabled(row.way != "in")
        self.buttons[LENT].setEnabled(row.way != "out")
        self.retranslate()

    def can(self, answer: int) -> bool:
        """Say whether an answer can be given."""
        return self.buttons[answer].isEnabled()

    def retranslate(self) -> None:
        """Word the question again."""
        row = self._row
        if row is None:
            return
        ordinary = _("Ordinary income") if row.way == "in" else _("Ordinary spending")
        for button, word in zip(
            self.buttons, (_("Repayment"), _("Loan paid out"), ordinary), strict=True
        ):
            button.setText(word)
        self.words.setText(
            _(
                "Asked once for this name, also later. Until then it is neither spending nor a"
                " repayment."
            )
        )
        self.setAccessibleName(_("What is the money of “{name}”?").format(name=row.asked))
