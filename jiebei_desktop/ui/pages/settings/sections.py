"""The list of sections beside the cards: goes to each, and marks the one in sight."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from jiebei_desktop.ui.theme import Theme
from jiebei_desktop.ui.widgets.segments import Segments

WIDTH = 180
"""Width of the list, px at 100 %."""
BESIDE_FROM = 760
"""Width of the page in px at 100 % from which it stands beside the cards."""


class Sections(QWidget):
    """Stays in sight while the cards scroll."""

    def __init__(
        self, theme: Theme, scroller: QScrollArea, icons: Sequence[str], places: Sequence[QWidget]
    ) -> None:
        super().__init__()
        self._theme = theme
        self._scroller = scroller
        self._places = tuple(places)
        self._goes = False
        self.list = Segments(theme, len(icons), down=True, icons=icons)
        self.list.setParent(self)
        self.list.chosen.connect(self._go)
        scroller.verticalScrollBar().valueChanged.connect(self._follow)
        theme.changed.connect(self._fit)
        self._fit()

    def show_words(self, words: Sequence[str]) -> None:
        """Name the sections."""
        self.list.show_words(words)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the list in sight."""
        super().resizeEvent(event)
        self._keep()

    def _fit(self) -> None:
        self.setFixedWidth(max(self._theme.px(WIDTH), self.list.minimumSizeHint().width()))
        self._keep()

    def _keep(self) -> None:
        high = self.list.sizeHint().height()
        spare = max(0, self.height() - high)
        at = min(self._scroller.verticalScrollBar().value(), spare)
        self.list.setGeometry(0, at, self.width(), high)

    def _go(self, index: int) -> None:
        if not self._goes:
            self._goes = True
            self._scroller.verticalScrollBar().setValue(self._top(self._places[index]))
            self._goes = False

    def _follow(self, value: int) -> None:
        """Mark the section that stands at the top; at the very end the last one."""
        self._keep()
        if self._goes:
            return
        tops = [self._top(place) for place in self._places]
        at = sum(top <= value for top in tops) - 1
        if value == self._scroller.verticalScrollBar().maximum():
            at = len(tops) - 1
        self._goes = True
        self.list.choose(max(0, at))
        self._goes = False

    def _top(self, place: QWidget) -> int:
        return place.mapTo(self._scroller.widget(), QPoint(0, 0)).y()
