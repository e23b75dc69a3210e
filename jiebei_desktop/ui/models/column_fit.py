"""Gives the columns of a table their widths: amounts and days whole, words what is left."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtWidgets import QHeaderView, QTableView

from jiebei_desktop.ui.theme import Theme

NARROWEST, WHOLE = 72, 120
"""A column that takes what is left shows five Chinese characters at least, another gives way only
above what a day or an amount needs; px at 100 %."""
_LOOKS = frozenset({QEvent.Type.StyleChange, QEvent.Type.FontChange})
_DUE = QEvent.Type(QEvent.registerEventType())


class Fitted(Protocol):
    """What a column says of its width."""

    @property
    def numeric(self) -> bool:
        """Whether it is read whole or not at all."""

    @property
    def whole(self) -> bool:
        """Whether its words are not cut while others can be."""

    @property
    def stretch(self) -> bool:
        """Whether it takes what is left."""

    @property
    def spare(self) -> int:
        """Its place among those that fold away; 0 for never."""


class ColumnFit(QObject):
    """Fits the columns of a view whenever its rows, its words, its look or its width change.

    What the cells need is measured once for all widths; the header of the toolkit measures every
    cell several times for each of these changes. It lives with the view.
    """

    def __init__(self, view: QTableView, columns: Sequence[Fitted], theme: Theme) -> None:
        super().__init__(view)
        self._view = view
        self._columns = tuple(columns)
        self._theme = theme
        self._needs: tuple[tuple[int, int], ...] | None = None
        """What the title and the cells of each column need, px; None until measured again."""
        self._width = -1
        """The width it was fitted to."""
        self._posted = False
        view.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        view.horizontalHeader().setStretchLastSection(False)
        view.horizontalHeader().setTextElideMode(Qt.TextElideMode.ElideRight)
        model = view.model()
        for signal in (
            model.modelReset, model.dataChanged, model.headerDataChanged, model.layoutChanged,
        ):  # fmt: skip
            signal.connect(self._changed)
        theme.changed.connect(self._changed)
        view.installEventFilter(self)
        view.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the width, and the look of what was hidden when it is shown."""
        kind = event.type()
        if kind in _LOOKS and watched is self._view:
            self._changed()
        elif kind in {QEvent.Type.Resize, QEvent.Type.Show}:
            self.fit()
        return super().eventFilter(watched, event)

    def event(self, event: QEvent) -> bool:
        """Fit after a change, before it is painted."""
        if event.type() is _DUE:
            self._posted = False
            self.fit()
            return True
        return super().event(event)

    def end(self) -> None:
        """Leave the view to another model."""
        self._view.removeEventFilter(self)
        self._view.viewport().removeEventFilter(self)
        self._theme.changed.disconnect(self._changed)
        self.setParent(None)
        self.deleteLater()

    def fit(self) -> None:
        """Set the widths where the view is seen and something changed."""
        room = self._view.viewport().width()
        if not self._view.isVisible() or (self._needs is not None and room == self._width):
            return
        self._width = room
        if self._needs is None:
            self._needs = self._measured()
        needs = [max(each) for each in self._needs]
        widths = shares(needs, self._least(self._needs), self._columns, room)
        for at, width in enumerate(widths):
            self._view.setColumnHidden(at, width is None)
            if width is not None:
                self._view.setColumnWidth(at, width)

    def _changed(self) -> None:
        self._needs = None
        if not self._posted:
            self._posted = True
            QCoreApplication.postEvent(self, QEvent(_DUE))

    def _measured(self) -> tuple[tuple[int, int], ...]:
        view, header = self._view, self._view.horizontalHeader()
        places = range(len(self._columns))
        for at in places:  # the header says 0 of what is folded away
            view.setColumnHidden(at, False)
        return tuple((header.sectionSizeHint(at), view.sizeHintForColumn(at)) for at in places)

    def _least(self, needs: Sequence[tuple[int, int]]) -> list[int]:
        px = self._theme.px
        return [
            max(title, cells)
            if column.numeric or column.whole
            else max(title, min(cells, px(NARROWEST if column.stretch else WHOLE)))
            for (title, cells), column in zip(needs, self._columns, strict=True)
        ]


def shares(
    needs: Sequence[int], least: Sequence[int], columns: Sequence[Fitted], room: int
) -> list[int | None]:
    """Return the width of each column in a room, None for one that is folded away.

    Where not even the least widths have room, columns fold in the order of their ``spare``. Where
    those have it and the whole ones have not, words share what is left by what they miss. What is
    left over goes to the columns that stretch, else to the last.
    """
    shown = list(range(len(columns)))
    for at in sorted((at for at in shown if columns[at].spare), key=lambda at: columns[at].spare):
        if sum(least[one] for one in shown) <= room:
            break
        shown.remove(at)
    spare = max(0, room - sum(least[at] for at in shown))
    missing = sum(needs[at] - least[at] for at in shown)
    grown = min(spare, missing)
    widths: list[int | None] = [None] * len(columns)
    for at in shown:
        widths[at] = least[at] + ((needs[at] - least[at]) * grown // missing if missing else 0)
    takers = [at for at in shown if columns[at].stretch] or shown[-1:]
    over = max(0, room - sum(width for width in widths if width is not None))
    for place, at in enumerate(takers):
        widths[at] = (widths[at] or 0) + over // len(takers) + (place < over % len(takers))
    return widths
