"""A category typed by name, pinyin, initials or code, with matches below."""

from __future__ import annotations

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QCompleter, QLineEdit

from jiebei_desktop.domain import categories
from jiebei_desktop.domain.household import EntryKind
from jiebei_desktop.text.categories import category_name, matching
from jiebei_desktop.text.current import _, texts
from jiebei_desktop.ui.widgets.read_edit import ReadEdit

_TABBED = frozenset({Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason})


class CategoryEdit(ReadEdit):
    """``code`` is a category of the closed list, or empty."""

    def __init__(self, kind: EntryKind | None = None) -> None:
        super().__init__()
        self.kind = kind
        """Only categories of this direction are offered; None offers all."""
        self._names = QStringListModel()
        self._completer = QCompleter(self._names, self)
        # The list is already filtered by pinyin and code, which Qt's own filter cannot know.
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setCompleter(self._completer)
        self.textEdited.connect(self._offer)
        self._offer("")

    def code(self) -> str:
        """Return the category meant, or an empty text when nothing fits."""
        typed = self.text().strip()
        found = matching(typed, texts(), self.kind) if typed else ()
        return found[0] if found else ""

    def set_code(self, code: str) -> None:
        """Show a category by its name."""
        self.setText(category_name(code, texts()) if code else "")
        self._offer("")

    def offered(self) -> list[str]:
        """Return the names offered now."""
        return list(self._names.stringList())

    def problem(self) -> str:
        """Return what is wrong with the text, or an empty string."""
        if self.text().strip() and not self.code():
            return _("No category is called that")
        return ""

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Write the category's full name in place of its initials."""
        popup = self._completer.popup()
        if popup.isVisible() and event.reason() not in _TABBED:
            QLineEdit.focusOutEvent(self, event)
            return
        popup.hide()
        code = self.code()
        if code:
            self.set_code(code)
        super().focusOutEvent(event)

    def _offer(self, typed: str) -> None:
        found = matching(typed, texts(), self.kind) or categories.ALL
        self._names.setStringList([category_name(code, texts()) for code in found])
