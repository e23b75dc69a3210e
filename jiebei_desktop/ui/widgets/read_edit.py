"""A line whose text is read as a value: one that cannot be read stays, and says what is wrong."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from jiebei_desktop.ui.theme import set_property
from jiebei_desktop.ui.widgets.basics import ENTER

_LEFT = frozenset({
    Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.MouseFocusReason, Qt.FocusReason.ShortcutFocusReason,
})  # fmt: skip
"""Ways in which a user leaves a field.

A field loses the focus while it is destroyed, too, and to style it then ends the process.
"""


class ReadEdit(QLineEdit):
    """Judged when the user goes on, by leaving it or with Enter; a half-typed text is not."""

    judged = Signal()
    """What is said in ``unread`` may be another."""

    def __init__(self) -> None:
        super().__init__()
        self.unread = ""
        """What was wrong with the text when it was judged; nothing while it is typed."""
        self.textChanged.connect(lambda _text: self._say(""))

    def problem(self) -> str:
        """Return what is wrong with the text, or an empty string."""
        return ""

    def judge(self) -> str:
        """Mark a text that cannot be read, and return what is wrong with it."""
        self._say(self.problem())
        return self.unread

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Judge the text when the user leaves the field."""
        super().focusOutEvent(event)
        if event.reason() in _LEFT:
            self.judge()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Judge the text at Enter, before anything is saved by it."""
        if event.key() in ENTER:
            self.judge()
        super().keyPressEvent(event)

    def _say(self, problem: str) -> None:
        before, self.unread = self.unread, problem
        set_property(self, "problem", bool(problem))
        if problem != before:
            self.judged.emit()


def first_unread(form: QWidget) -> ReadEdit | None:
    """Judge every line of a form that is asked for, and return the first that cannot be read."""
    wrong = [
        edit
        for edit in form.findChildren(ReadEdit)
        if edit.isVisibleTo(form) and edit.isEnabledTo(form) and edit.judge()
    ]
    return wrong[0] if wrong else None
