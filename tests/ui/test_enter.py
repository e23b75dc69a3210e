"""Enter in a line of a dialog does what the filled button does, and never anything else."""

from __future__ import annotations

from PySide6.QtCore import SIGNAL, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPushButton,
)
from test_fits import each_dialog

from jiebei_desktop.ui.widgets.form_dialog import FormDialog

NEXT_FIELD = {"phone", "edit", "contract"}
"""Long forms, in which Enter goes to the next field."""


def lines(dialog):
    return [
        each
        for each in dialog.findChildren(QLineEdit)
        if each.isVisible()
        and each.isEnabled()
        and not each.isReadOnly()
        and not isinstance(each.parent(), QAbstractSpinBox | QComboBox)
    ]


def pressed_in(dialog):
    """Return a list that takes every button pressed from now on, which does nothing else."""
    pressed = []
    for button in dialog.findChildren(QPushButton):
        if button.receivers(SIGNAL("clicked(bool)")):
            button.clicked.disconnect()
        button.clicked.connect(lambda *_on, one=button: pressed.append(one))
    return pressed


def test_enter_in_a_line_presses_the_default_button_and_no_other(window, qtbot):
    for name, dialog in each_dialog(window, qtbot):
        pressed = pressed_in(dialog)
        default = [each for each in dialog.findChildren(QPushButton) if each.isDefault()]
        assert len(default) <= 1, name
        if isinstance(dialog, FormDialog):
            assert default == [dialog.save_button], name
        for line in lines(dialog):
            for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                pressed.clear()
                line.setFocus()
                QTest.keyClick(line, key)
                wanted = [] if name in NEXT_FIELD else default
                assert pressed == wanted, (name, line.accessibleName())
                assert name not in NEXT_FIELD or not line.hasFocus(), line.accessibleName()
