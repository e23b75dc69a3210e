"""Rows of any table as text for a spreadsheet: copied, saved as CSV, or printed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from PySide6.QtCore import (
    QEvent,
    QObject,
    Qt,
)
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QMenu, QTableView, QWidget

from jiebei_desktop.services.formats.csv_table import harmless, table_csv
from jiebei_desktop.text.current import _

_AMOUNT = r"([+\-−]?)\s?¥?\s?(\d[\d,]*\.\d{2})"
Grid = tuple[list[str], list[list[str]]]
"""Headings, and the cells of each row."""


def cell(text: str) -> str:
    """Return a cell as a spreadsheet takes it: an amount plain, anything else run by nothing."""
    amount = re.fullmatch(_AMOUNT, text.strip())
    if amount is not None:
        sign = "-" if amount[1] in {"-", "−"} else ""
        return sign + amount[2].replace(",", "")
    return harmless(" ".join(text.split()))


def chosen(view: QTableView) -> Grid:
    """Return the headings and the selected rows, or the current one where none is selected."""
    rows = sorted({index.row() for index in view.selectionModel().selectedIndexes()})
    current = view.currentIndex()
    return _grid(view, rows or ([current.row()] if current.isValid() else []))


def whole(view: QTableView, then: Callable[[Grid], object]) -> None:
    """Call ``then`` with the headings and every row, once a table read in pages has them all."""
    from jiebei_desktop.ui.models.paged import PagedTable

    def done() -> None:
        then(_grid(view, range(view.model().rowCount())))

    model = view.model()
    if isinstance(model, PagedTable):
        model.when_whole(done)
    else:
        done()


def _grid(view: QTableView, rows: Iterable[int]) -> Grid:
    """Return headings and rows in the order on screen, hidden columns left out."""
    model, header = view.model(), view.horizontalHeader()
    columns = [
        section
        for place in range(header.count())
        if not view.isColumnHidden(section := header.logicalIndex(place))
    ]
    heads = [_text(model.headerData(at, Qt.Orientation.Horizontal)) for at in columns]
    return heads, [[_text(model.index(row, at).data()) for at in columns] for row in rows]


def tsv(found: Grid) -> str:
    """Return headings and rows with tabs between, as the clipboard of a spreadsheet has them."""
    heads, rows = found
    return "\n".join("\t".join(cell(text) for text in line) for line in (heads, *rows)) + "\n"


def copy(found: Grid) -> int:
    """Put rows on the clipboard and return how many."""
    if found[1]:
        QGuiApplication.clipboard().setText(tsv(found))
    return len(found[1])


def copy_chosen(view: QTableView) -> None:
    """Put the chosen rows on the clipboard; where everything is chosen, once it is all there."""
    from jiebei_desktop.ui.models.everything import Everything

    everything = view.findChild(Everything)
    if everything is not None and everything.on:
        whole(view, copy)
    else:
        copy(chosen(view))


def save(found: Grid, path: Path) -> int:
    """Write headings and rows as CSV and return how many rows.

    Raises:
        Trouble: a ledger would be replaced, or the disk does not take it.
    """
    from jiebei_desktop.services.formats import outputs

    heads, rows = found
    lines = [[cell(text) for text in row] for row in (heads, *rows)]
    outputs.write(path, table_csv(lines), agreed=True)
    return len(rows)


def table_of(focus: QWidget | None, page: QWidget | None) -> QTableView | None:
    """Return the table that is meant: the one with the focus, else the first on the page."""
    if isinstance(focus, QTableView):
        return focus
    seen: Iterable[QTableView] = () if page is None else page.findChildren(QTableView)
    return next((view for view in seen if view.isVisible() and view.model() is not None), None)


def attach(widget: QWidget) -> None:
    """Give every table under a widget its menu and its Ctrl+C, once."""
    for view in widget.findChildren(QTableView):
        if view.findChild(RowsOut) is None:
            RowsOut(view)


class RowsOut(QObject):
    """Gives a table a menu for its rows, and Ctrl+C where the window's own cannot be heard."""

    def __init__(self, view: QTableView) -> None:
        super().__init__(view)
        self._view = view
        view.installEventFilter(self)
        view.viewport().installEventFilter(self)  # where a right click arrives

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Copy, or open the menu."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            if event.matches(QKeySequence.StandardKey.Copy):
                copy_chosen(self._view)
                return True
        elif isinstance(event, QContextMenuEvent):
            menu = self.menu()
            menu.popup(event.globalPos())
            return True
        return False

    def menu(self) -> QMenu:
        """Return the menu for the rows."""
        made = QMenu(self._view)
        made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        view = self._view
        if view.actions():  # what this table alone can do
            made.addActions(view.actions())
            made.addSeparator()
        made.addAction(_("Copy rows")).triggered.connect(lambda: copy_chosen(view))
        made.addAction(_("Copy whole table")).triggered.connect(lambda: whole(view, copy))
        host = _host(view)
        if host is not None:
            saving = made.addAction(_("Save table as CSV…"))
            saving.triggered.connect(lambda: host.save_table(view))
        return made


def _host(view: QWidget) -> Any:
    """Return the window whose commands save a table, None in a window of its own."""
    above: QWidget | None = view
    while above is not None and not hasattr(above, "commands"):
        above = above.parentWidget()
    return None if above is None else above.commands


def _text(value: Any) -> str:
    return "" if value is None else str(value)
