"""Ctrl+A in a table read in pages: everything the filter finds is chosen, fetched or not."""

from __future__ import annotations

from typing import Generic, TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QTableView

from jiebei_desktop.ui.models.paged import PagedTable

Row = TypeVar("Row")


class Everything(QObject, Generic[Row]):
    """What is chosen in a view of a `PagedTable`; rows that come later belong to "everything"."""

    changed = Signal()
    """Other rows are chosen, or rows were replaced."""

    def __init__(self, view: QTableView, model: PagedTable[Row]) -> None:
        super().__init__(view)
        self._view, self._model = view, model
        self.on = False
        """Whether every row is chosen that the filter finds, also those not fetched yet."""
        self._marking = False
        view.selectionModel().selectionChanged.connect(lambda *_rows: self._turned())
        model.modelReset.connect(self._turned)
        model.rowsInserted.connect(lambda *_place: self._grown())

    def choose(self) -> None:
        """Choose all there is."""
        self.on = self._model.rowCount() > 0
        self._mark()

    def rows(self) -> list[Row]:
        """Return the chosen rows that are fetched, in their order."""
        parts = self._view.selectionModel().selection().toList()
        places = {row for part in parts for row in range(part.top(), part.bottom() + 1)}
        return [self._model.row(self._model.index(place, 0)) for place in sorted(places)]

    def _mark(self) -> None:
        self._marking = True
        self._view.selectAll()
        self._marking = False
        self.changed.emit()

    def _grown(self) -> None:
        if self.on:
            self._mark()

    def _turned(self) -> None:
        if not self._marking:
            self.on = False
            self.changed.emit()
