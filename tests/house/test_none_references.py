"""Qt's binding must not lose references to None: a later version does, and aborts the process."""

from __future__ import annotations

import sys

from PySide6.QtWidgets import QLabel

CALLS = 4_000
IMMORTAL = 1 << 30


def test_setting_texts_does_not_use_up_none(qapp):
    assert qapp is not None
    label = QLabel()
    before = sys.getrefcount(None)
    for number in range(CALLS):
        label.setText(str(number))
        label.setToolTip("")
        label.setEnabled(True)
    lost = before - sys.getrefcount(None)
    assert before >= IMMORTAL or lost < CALLS // 4
