"""One row of a form: name above, field, and help or a problem below."""

from __future__ import annotations

from typing import Generic, TypeVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSpinBox, QWidget

from jiebei_desktop.ui.theme import Theme, set_property
from jiebei_desktop.ui.widgets.basics import IconLabel, Label
from jiebei_desktop.ui.widgets.boxes import across, down

W = TypeVar("W", bound=QWidget)


CHANGES = (
    "valueChanged", "dateChanged", "currentIndexChanged", "toggled", "textChanged",
)  # fmt: skip
"""Signals of editing widgets, any of which may mend a field; the first one there is tells most."""
_LEAST = 60
"""Width in px at 100 % that the name of a field always gets."""


class _Name(Label):
    """One line where it fits, else as many as it takes."""

    def __init__(self, theme: Theme) -> None:
        super().__init__("body", "text2")
        self._theme = theme

    def sizeHint(self) -> QSize:
        """Prefer one line, also while it is broken: what stands beside it gives way first."""
        hint, wide = super().sizeHint(), self.fontMetrics().horizontalAdvance(self.text())
        return QSize(max(hint.width(), wide), hint.height())

    def minimumSizeHint(self) -> QSize:
        """Let the field be narrower than its name."""
        whole = super().minimumSizeHint()
        return QSize(min(whole.width(), self._theme.px(_LEAST)), whole.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the name only where there is no room for it.

        Nothing is set that is so already: each setting has the layout measure again, within this
        very resize where it is at work.
        """
        super().resizeEvent(event)
        wide = self.fontMetrics().horizontalAdvance(self.text())
        wraps = wide > self.contentsRect().width()
        if wraps != self.wordWrap():
            self.setWordWrap(wraps)
        least = self.heightForWidth(self.width()) if wraps else 0
        if least != self.minimumHeight():
            self.setMinimumHeight(least)


class Field(QWidget, Generic[W]):
    """Wraps an editing widget as ``edit``; the label is its buddy for keyboards and readers."""

    def __init__(self, theme: Theme, edit: W) -> None:
        super().__init__()
        self.edit: W = edit
        self.label = _Name(theme)
        self.label.setBuddy(edit)
        if isinstance(edit, QSpinBox):  # a number stands where the amounts beside it do
            edit.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.help = Label("caption", "text3", wrap=True)
        self._sign = IconLabel(theme, "alert_circle", "severe", 14)
        self._help_text = ""
        down(
            self.label,
            edit,
            across((self._sign, 0, Qt.AlignmentFlag.AlignTop), (self.help, 1), gap=theme.px(4)),
            on=self,
            gap=theme.px(4),
        )
        self._sign.hide()
        self.help.hide()
        self._listen()

    def show_words(self, label: str, help_text: str = "") -> None:
        """Name the field and explain it."""
        self.label.setText(label)
        inner = self.edit.focusProxy()
        for named in (self.edit, self.edit if inner is None else inner):
            named.setAccessibleName(label)
        self._help_text = help_text
        self.show_problem("")

    def show_problem(self, problem: str) -> None:
        """Show a problem in place of the help; an empty text takes it away.

        What is wrong with the text itself comes first, and stays until the text is another.
        """
        said = getattr(self.edit, "unread", "") or problem
        self.help.setText(said or self._help_text)
        self.help.set_tone("severe" if said else "text3")
        self.help.setVisible(bool(self.help.text()))
        self._sign.setVisible(bool(said))
        set_property(self.edit, "problem", bool(said))
        self.edit.setAccessibleDescription(self.help.text())

    def _listen(self) -> None:
        judged = getattr(self.edit, "judged", None)
        if judged is not None:
            judged.connect(lambda: self.show_problem(""))
        changed = next(filter(None, (getattr(self.edit, name, None) for name in CHANGES)), None)
        if changed is not None:
            changed.connect(self._changed)

    def _changed(self, *_value: object) -> None:
        """Take the words away that were about another value."""
        if not self._sign.isHidden():
            self.show_problem("")
