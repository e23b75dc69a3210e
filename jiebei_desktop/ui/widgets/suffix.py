"""A unit standing inside the right end of a text field."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit

from jiebei_desktop.ui.theme import Theme
from jiebei_desktop.ui.widgets.basics import Label
from jiebei_desktop.ui.widgets.boxes import REST, across


def suffix_label(edit: QLineEdit, theme: Theme) -> QLabel:
    """Put a label inside the field and keep typed text clear of it."""
    label = Label("caption", "text3")
    label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    across(REST, label, on=edit, around=(0, 0, theme.px(10), 0))
    edit.setTextMargins(0, 0, theme.px(34), 0)
    return label
