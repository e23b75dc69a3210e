"""A table that grows while the user scrolls: rows come a page at a time from the ledger's lane."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from PySide6.QtCore import QModelIndex, QPersistentModelIndex

from jiebei_desktop.ui.models.table import Column, TableModel
from jiebei_desktop.ui.theme import Theme

Row = TypeVar("Row")
_Index = QModelIndex | QPersistentModelIndex


class PagedTable(TableModel[Row]):
    """Holds only the rows that were scrolled to; ``fetch`` is asked for what follows a row."""

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        fetch: Callable[[Row], None],
        theme: Theme | None = None,
    ) -> None:
        super().__init__(columns, theme)
        self._fetch = fetch
        self._open = False
        self._waiting = False
        self._whole: list[Callable[[], object]] = []

    def begin(self, rows: Sequence[Row], *, more: bool) -> None:
        """Show the first page; ``more`` says whether anything may follow."""
        self._open = more
        self._waiting = False
        self.show(rows)
        self._go_on()

    def append(self, rows: Sequence[Row], *, more: bool) -> None:
        """Add the page that was asked for."""
        self._open = more
        self._waiting = False
        if rows:
            first = len(self._rows)
            self.beginInsertRows(QModelIndex(), first, first + len(rows) - 1)
            self._rows.extend(rows)
            self.endInsertRows()
        self._go_on()

    def when_whole(self, then: Callable[[], object]) -> None:
        """Call ``then`` once every row is there; what is not is fetched page by page."""
        self._whole.append(then)
        self._go_on()

    def _go_on(self) -> None:
        """Fetch on for those who wait for every row, and call them when it is there."""
        if not self._whole or self._waiting:
            return
        nowhere = QModelIndex()
        if self.canFetchMore(nowhere):
            self.fetchMore(nowhere)
            return
        waiting, self._whole = self._whole, []
        for then in waiting:
            then()

    def canFetchMore(self, parent: _Index) -> bool:
        """Say whether scrolling further may bring rows."""
        return not parent.isValid() and self._open and not self._waiting and bool(self._rows)

    def fetchMore(self, parent: _Index) -> None:
        """Ask for the next page; it arrives by `append`."""
        if self.canFetchMore(parent):
            self._waiting = True
            self._fetch(self._rows[-1])
