"""A small form over the window: fields one under another, Save and Cancel."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QWidget

from jiebei_desktop.text.current import _
from jiebei_desktop.ui.fitting import Body, FittedDialog
from jiebei_desktop.ui.tab_order import in_sight
from jiebei_desktop.ui.theme import Theme, set_property
from jiebei_desktop.ui.widgets.basics import Button, Label, frame
from jiebei_desktop.ui.widgets.boxes import REST, across, down
from jiebei_desktop.ui.widgets.field import CHANGES, Field
from jiebei_desktop.ui.widgets.flow import Columns
from jiebei_desktop.ui.widgets.read_edit import first_unread
from jiebei_desktop.ui.widgets.typed import Typed, typed


class FormDialog(FittedDialog):
    """Opened with ``open()``; ``saved`` comes only when every field is in order.

    The fields scroll where the screen is small, the buttons stay. After a save that was refused
    every change looks again, so that a problem goes when it is mended.

    A subclass adds fields with `add` and overrides `check`, which returns the first field with
    a problem after showing it, or None.
    """

    saved = Signal()
    removed = Signal()
    """The user wants the thing away."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(theme.px(420))
        self._content = QWidget()
        self._content.setProperty("class", "plain")
        self._watching = False
        self._at_first: Typed | None = None
        """What stood in the fields when they were first shown."""
        self.fields = down(on=self._content, gap=theme.px(12))
        self.remove_button = Button(theme, "text", "trash")
        self.remove_button.setText(_("Delete"))
        self.remove_button.hide()
        self.asking = frame("notice")
        self.keep_button, self.lose_button = Button(theme, small=True), Button(theme, "text")
        self.cancel_button = Button(theme)
        self.cancel_button.setText(_("Cancel"))
        self.save_button = Button(theme, "primary")
        self.save_button.setText(_("Save"))
        self.save_button.setDefault(True)
        self._assemble()
        self.cancel_button.clicked.connect(self.reject)
        self.save_button.clicked.connect(self.save)
        self.remove_button.clicked.connect(self._remove)

    def add(self, *fields: QWidget) -> None:
        """Put fields side by side into the next row, or one under another on a narrow screen."""
        px = self.theme.px
        row = Columns(len(fields), px(12), px(12))
        self.fields.addLayout(row)
        for field in fields:
            row.addWidget(field)
            row.setAlignment(field, Qt.AlignmentFlag.AlignTop)

    def allow_remove(self) -> None:
        """Offer to delete what is edited."""
        self.remove_button.show()

    def check(self) -> Field[QWidget] | None:
        """Return the first field that is not in order."""
        return None

    def reject(self) -> None:
        """Close; where something is half-typed, only when that is said again.

        Nothing is asked in a window of its own: a strip above the buttons says what would be lost.
        """
        if self._at_first is None or typed(self._content) == self._at_first or self.isHidden():
            super().reject()
        else:
            self.asking.show()
            self.keep_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lose(self) -> None:
        """Close without a question."""
        super().reject()

    def showEvent(self, event: QShowEvent) -> None:
        """Note what stands in the fields when they are first shown, and begin with the first."""
        if self._at_first is None:
            self._at_first = typed(self._content)
            fields = in_sight(self._content)
            if fields and not self._content.isAncestorOf(self.focusWidget()):
                fields[0].setFocus(Qt.FocusReason.OtherFocusReason)
        super().showEvent(event)

    def save(self) -> None:
        """Close when everything is in order and can be read, otherwise go to what is not."""
        unread, found = first_unread(self._content), self.check()
        wrong = unread if found is None else found.edit
        if wrong is not None:
            wrong.setFocus()
            self.body.ensureWidgetVisible(wrong)
            self._watch()
            return
        self.send()
        self.saved.emit()
        self.accept()

    def _watch(self) -> None:
        """Look at the fields again whenever one is changed."""
        if self._watching:
            return
        self._watching = True
        for edit in self._content.findChildren(QWidget):
            for name in CHANGES:
                if hasattr(edit, name):
                    getattr(edit, name).connect(lambda *_args: self.check())

    def _remove(self) -> None:
        self.removed.emit()
        self.accept()

    def _assemble(self) -> None:
        px = self.theme.px
        self.body = Body(self._content, QSize(px(40), px(36 + 20 + 34)))
        self.fields.setAlignment(Qt.AlignmentFlag.AlignTop)
        down(
            (self.body, 1),
            self._question(),
            across(self.remove_button, REST, self.cancel_button, self.save_button, gap=px(8)),
            on=self,
            gap=px(20),
            around=(px(20), px(20), px(20), px(16)),
        )

    def _question(self) -> QFrame:
        set_property(self.asking, "severity", "caution")
        self.keep_button.setText(_("Keep typing"))
        self.lose_button.setText(_("Throw it away"))
        across(
            (Label("body", wrap=True, text=_("What you typed is not saved yet.")), 1),
            self.lose_button,
            self.keep_button,
            on=self.asking,
            around=(self.theme.px(12), self.theme.px(6), self.theme.px(8), self.theme.px(6)),
        )
        self.keep_button.clicked.connect(self.asking.hide)
        self.lose_button.clicked.connect(self._lose)
        self.asking.hide()
        return self.asking


def demand(field: Field[QWidget], problem: Callable[[], str]) -> bool:
    """Show a field's problem and say whether there is one."""
    text = problem()
    field.show_problem(text)
    return bool(text)
