"""A titled table of things that are added, opened and deleted one at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QTableView

from jiebei_desktop.ui.models.table import Column, TableModel, dress
from jiebei_desktop.ui.theme import Theme
from jiebei_desktop.ui.widgets.basics import ENTER, Button, Label
from jiebei_desktop.ui.widgets.boxes import lay
from jiebei_desktop.ui.widgets.card import Card

Row = TypeVar("Row")


class ListCard(Card, Generic[Row]):
    """Double click or Enter opens a row; the button in the header adds one."""

    def __init__(
        self,
        theme: Theme,
        columns: Sequence[Column[Row]],
        edit: Callable[[Row | None], object],
        row: int = 36,
    ) -> None:
        super().__init__(theme, padded=False)
        self._edit = edit
        self.model = TableModel[Row](columns, theme)
        self.view = QTableView()
        dress(self.view, self.model, theme, row=row)
        self.view.setMinimumHeight(theme.px(150))
        self.nothing = Label("body", "text2", wrap=True)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.nothing.setMinimumHeight(theme.px(90))
        self.nothing.setContentsMargins(16, 16, 16, 16)
        self.add_button = Button(theme, "default", "plus", small=True)
        self.add_to_header(self.add_button)
        lay(self.body, (self.view, 1), (self.nothing, 1))
        self.add_button.clicked.connect(lambda: self._edit(None))
        self.view.doubleClicked.connect(self.open)
        self.view.installEventFilter(self)

    def show_rows(self, rows: Sequence[Row], nothing: str) -> None:
        """Show rows, or say why there are none."""
        self.model.show(rows)
        self.nothing.setText(nothing)
        self.nothing.setVisible(not rows)
        self.view.setVisible(bool(rows))

    def open(self, index: QModelIndex) -> None:
        """Open the row behind an index."""
        if index.isValid():
            self._edit(self.model.row(index))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Open the current row with Enter."""
        pressed = isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress
        if pressed and event.key() in ENTER:  # type: ignore[attr-defined]
            self.open(self.view.currentIndex())
            return True
        return super().eventFilter(watched, event)
