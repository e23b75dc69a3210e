"""The four parts of a debt, each with its amount and how it comes about."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from jiebei_desktop.domain.debts import DebtId
from jiebei_desktop.domain.parts import PARTS, Parts
from jiebei_desktop.ui.figures import WORKING, note, tell
from jiebei_desktop.ui.masking import Masking
from jiebei_desktop.ui.pages.debts import words
from jiebei_desktop.ui.plain import as_typed
from jiebei_desktop.ui.theme import Theme
from jiebei_desktop.ui.widgets.bar import PART_COLOURS
from jiebei_desktop.ui.widgets.basics import Label
from jiebei_desktop.ui.widgets.boxes import REST, across


class Swatch(QWidget):
    """The colour of a part, as the bar shows it."""

    def __init__(self, theme: Theme, colour: str) -> None:
        super().__init__()
        self._theme = theme
        self._colour = colour
        self.setFixedSize(theme.px(10), theme.px(10))
        theme.changed.connect(self._restyle)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw a small square."""
        painter = QPainter(self)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.chart(self._colour))
        painter.drawRoundedRect(self.rect(), 2, 2)
        painter.end()
        event.accept()

    def _restyle(self) -> None:
        self.setFixedSize(self._theme.px(10), self._theme.px(10))
        self.update()


def legend_row(theme: Theme, label: Label, colour: str) -> QHBoxLayout:
    """Return a swatch with its name."""
    return across(Swatch(theme, colour), label, REST, gap=theme.px(6))


def legend_item(theme: Theme, label: Label, colour: str) -> QWidget:
    """Return a swatch with its name as one widget, for a row that wraps."""
    item = QWidget()
    row = legend_row(theme, label, colour)
    row.setContentsMargins(0, 0, 0, 0)
    item.setLayout(row)
    return item


class PartsGrid(QWidget):
    """Principal, interest, penalty interest and fees side by side."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.names = [Label("caption", "text2") for _part in PART_COLOURS]
        self.amounts = [Label("amount") for _part in PART_COLOURS]
        self.workings = [Label("caption", "text3", wrap=True) for _part in PART_COLOURS]
        for working in self.workings:
            note(working, WORKING)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.px(12))
        grid.setVerticalSpacing(theme.px(1))
        for column, colour in enumerate(PART_COLOURS):
            grid.addLayout(legend_row(theme, self.names[column], colour), 0, column)
            grid.addWidget(self.amounts[column], 1, column)
            grid.addWidget(self.workings[column], 2, column, Qt.AlignmentFlag.AlignTop)
            grid.setColumnStretch(column, 3 if column == 1 else 2)

    def show_parts(
        self, debt: DebtId, parts: Parts, workings: Sequence[str], masking: Masking
    ) -> None:
        """Show amounts and formulas."""
        values = (parts.principal, parts.interest, parts.penalty, parts.fees)
        for place, (name, value) in enumerate(zip(words.part_names(), values, strict=True)):
            self.names[place].setText(name)
            tell(self.amounts[place], masking.money(value), f"owed.{debt}.{PARTS[place]}")
            self.amounts[place].setAccessibleName(f"{name} {masking.money(value)}")
            self.workings[place].setText(workings[place])
            self.amounts[place].setToolTip(as_typed(workings[place]))
