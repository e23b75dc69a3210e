"""The values that stand in the fields of a form: read, compared and put back."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QTime
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QRadioButton,
    QSpinBox,
    QTimeEdit,
    QWidget,
)

from jiebei_desktop.ui.widgets.choice_list import ChoiceList
from jiebei_desktop.ui.widgets.date_edit import DateEdit

Typed = tuple[Any, ...]
"""The values of the fields of a form, in the order in which they were made."""


def fields(form: QWidget) -> list[QWidget]:
    """Return everything in a form that takes a value from the user, but passwords."""
    return [each for each in form.findChildren(QWidget) if _takes(each)]


def typed(form: QWidget) -> Typed:
    """Return what stands in the fields of a form."""
    return tuple(_value(each) for each in fields(form))


def give_back(form: QWidget, values: Typed) -> bool:
    """Put values back into the fields they were in; False where the form has other fields now."""
    found = fields(form)
    if [type(_value(each)) for each in found] != [type(value) for value in values]:
        return False
    for each, value in zip(found, values, strict=True):
        if _value(each) != value:
            _set(each, value)
    return True


def _takes(widget: QWidget) -> bool:
    if isinstance(widget, QLineEdit):
        inside = isinstance(widget.parent(), (QAbstractSpinBox, QComboBox))
        secret = widget.echoMode() is not QLineEdit.EchoMode.Normal
        return not (inside or secret or widget.isReadOnly())
    if isinstance(widget, QPlainTextEdit):
        return not widget.isReadOnly()
    return isinstance(
        widget, (QCheckBox, QRadioButton, QComboBox, QSpinBox, QTimeEdit, QListWidget)
    )


def _value(widget: QWidget) -> Any:
    return next(read(widget) for kind, read, _write in _KINDS if isinstance(widget, kind))


def _set(widget: QWidget, value: Any) -> None:
    next(write for kind, _read, write in _KINDS if isinstance(widget, kind))(widget, value)


def _set_text(edit: QLineEdit, text: str) -> None:
    edit.setText(text)
    edit.textEdited.emit(text)


def _order(rows: QListWidget) -> tuple[str, ...]:
    return tuple(rows.item(at).text() for at in range(rows.count()))


def _put_in_order(rows: QListWidget, names: tuple[str, ...]) -> None:
    for at, name in enumerate(names):
        found = next((k for k, text in enumerate(_order(rows)[at:], at) if text == name), at)
        rows.insertItem(at, rows.takeItem(found))


_KINDS: tuple[tuple[type[QWidget], Any, Any], ...] = (
    (DateEdit, DateEdit.typed, DateEdit.retype),
    (QLineEdit, QLineEdit.text, _set_text),
    (QPlainTextEdit, QPlainTextEdit.toPlainText, QPlainTextEdit.setPlainText),
    (ChoiceList, ChoiceList.currentRow, ChoiceList.setCurrentRow),
    (QListWidget, _order, _put_in_order),
    (QCheckBox, QCheckBox.isChecked, QCheckBox.setChecked),
    (QRadioButton, QRadioButton.isChecked, QRadioButton.setChecked),
    (QComboBox, QComboBox.currentIndex, QComboBox.setCurrentIndex),
    (QSpinBox, QSpinBox.value, QSpinBox.setValue),
    (QTimeEdit, lambda edit: QTime(edit.time()), QTimeEdit.setTime),
)
