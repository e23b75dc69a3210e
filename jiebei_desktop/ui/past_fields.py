"""Keys of the window that text fields would take for themselves on some systems.

On Linux a field deletes to the end of its line at Ctrl+K, goes there at Ctrl+E and deletes a sign
at Ctrl+D; the same keys open the palette, the export and a new debt wherever the cursor is.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

_KEYS = frozenset({Qt.Key.Key_K, Qt.Key.Key_E, Qt.Key.Key_D})
_FIELDS = (QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox, QComboBox)


class PastFields(QObject):
    """Watches the field that has the focus, and only that one."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._moved)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Let the window have its keys before the field claims them."""
        if event.type() is not QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
            return False
        held = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        return held and Qt.Key(event.key()) in _KEYS

    def _moved(self, old: QWidget | None, new: QWidget | None) -> None:
        if isinstance(old, _FIELDS):
            old.removeEventFilter(self)
        if isinstance(new, _FIELDS):
            new.installEventFilter(self)
