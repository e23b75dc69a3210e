"""Text shown as it was typed, where Qt would guess that it is markup or a shortcut.

A name in a bill can be written by anybody: as rich text it could show a picture of a path, which
Qt opens, on Windows even over the network.
"""

from __future__ import annotations

from PySide6.QtGui import Qt
from PySide6.QtWidgets import QLabel, QWidget


def as_typed(text: str) -> str:
    """Return text for a tooltip or a label of Qt's own that must not read it as markup."""
    if not Qt.mightBeRichText(text):
        return text
    from html import escape  # it brings its table of 2,000 names

    return "<qt>" + escape(text, quote=False).replace("\n", "<br>") + "</qt>"


def no_shortcut(text: str) -> str:
    """Return text for a button or a menu, where a single ``&`` would make a shortcut."""
    return text.replace("&", "&&")


def plain_labels(widget: QWidget) -> None:
    """Let every label of one of Qt's own dialogs show its text as it is."""
    for label in widget.findChildren(QLabel):
        label.setTextFormat(Qt.TextFormat.PlainText)
