"""The buttons below a page: those that leave at the left, those that go on at the right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from jiebei_desktop.ui.theme import Theme
from jiebei_desktop.ui.widgets.boxes import REST, across, held
from jiebei_desktop.ui.widgets.flow import Ends, FlowLayout


class Foot(QWidget):
    """Two groups, at both ends or one under the other."""

    def __init__(self, theme: Theme, leave: Sequence[QWidget], go_on: Sequence[QWidget]) -> None:
        super().__init__()
        gap = theme.px(10)
        last = QWidget()
        right, ends = FlowLayout(last, gap), Ends(self, gap)
        for part in go_on:
            right.addWidget(part)
        ends.addWidget(held(across(*leave, REST, gap=gap)))
        ends.addWidget(last)
