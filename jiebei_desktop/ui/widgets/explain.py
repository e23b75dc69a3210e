"""How a figure was worked out: its terms with the user's own numbers, one under another."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from jiebei_desktop.text.current import _
from jiebei_desktop.ui.fitting import Body, FittedDialog, fit
from jiebei_desktop.ui.theme import Theme
from jiebei_desktop.ui.widgets.basics import Button, Label, rule
from jiebei_desktop.ui.widgets.boxes import REST, across, down, held


class ExplainLine(Struct, frozen=True, kw_only=True):
    """One line of a calculation."""

    name: str
    working: str
    value: str
    strong: bool = False
    """The result of the lines above."""


class ExplainDialog(FittedDialog):
    """Shows a calculation; opened with ``open()``, closed with Escape."""

    def __init__(self, theme: Theme, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(theme.px(520))
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme.px(16))
        self._grid.setVerticalSpacing(theme.px(8))
        self._grid.setColumnStretch(1, 1)
        self.note = Label("caption", "text2", wrap=True)
        self.close_button = Button(theme, "primary")
        self.close_button.setText(_("Close"))
        self.close_button.setDefault(True)
        self.close_button.clicked.connect(self.accept)
        margin = theme.px(20)
        self.body = Body(self._content(), QSize(2 * margin, 3 * margin + theme.px(86)))
        down(
            Label("dialog_title", text=title),
            (self.body, 1),
            across(REST, self.close_button),
            on=self,
            gap=theme.px(14),
            around=(margin, margin, margin, theme.px(16)),
        )

    def _content(self) -> QWidget:
        return held(down(self._grid, self.note, REST))

    def show_terms(self, terms: Sequence[ExplainLine], note: str = "") -> None:
        """Show the lines and what to know about them."""
        for term in terms:
            place = self._grid.rowCount()
            if term.strong:
                self._grid.addWidget(rule(), place, 0, 1, 3)
                place += 1
            role = "body_strong" if term.strong else "body"
            working = Label("body", "text2", wrap=True, text=term.working)
            value = Label(role, text=term.value)
            self._grid.addWidget(Label(role, text=term.name), place, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(working, place, 1)
            corner = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
            self._grid.addWidget(value, place, 2, corner)
        self.note.setText(note)
        self.note.setVisible(bool(note))
        fit(self, QSize(self.minimumWidth(), self.sizeHint().height()))
        words = [f"{term.name} {term.working} {term.value}" for term in terms]
        self.setAccessibleDescription(" ".join([*words, note]))
