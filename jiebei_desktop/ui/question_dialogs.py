"""One question in a window of its own: a line to type, a password, or one of a few ways."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QLineEdit, QWidget

from jiebei_desktop.text.current import _
from jiebei_desktop.ui.theme import Theme
from jiebei_desktop.ui.widgets.basics import Label
from jiebei_desktop.ui.widgets.choice_list import ChoiceList
from jiebei_desktop.ui.widgets.field import Field
from jiebei_desktop.ui.widgets.form_dialog import FormDialog


class _QuestionDialog(FormDialog):
    """Named by its title; whoever leaves it has answered nothing."""

    def __init__(self, theme: Theme, title: str, parent: QWidget | None) -> None:
        super().__init__(theme, parent)
        self.setWindowTitle(title)
        self.save_button.setText(_("Continue"))
        self.add(Label("dialog_title", text=title, wrap=True))


class LineDialog(_QuestionDialog):
    """Asks for one line of text."""

    def __init__(self, theme: Theme, title: str, label: str, parent: QWidget | None) -> None:
        super().__init__(theme, title, parent)
        self.line = Field(theme, QLineEdit())
        self.line.show_words(label)
        self.add(self.line)


class ChoiceDialog(_QuestionDialog):
    """Asks for one of a few ways, all of them in sight."""

    def __init__(
        self, theme: Theme, title: str, items: Sequence[str], parent: QWidget | None
    ) -> None:
        super().__init__(theme, title, parent)
        self.choices = ChoiceList(items)
        self.choices.itemDoubleClicked.connect(lambda _item: self.save())

    def ask(self, label: str) -> None:
        """Put the question above the ways."""
        self.add(Label("body", "text2", text=label, wrap=True))
        self.choices.setAccessibleName(label)
        self.add(self.choices)

    def reject(self) -> None:
        """Close; a row that was only looked at is nothing typed."""
        self._lose()
