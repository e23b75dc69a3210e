"""Signs inside a line of text, such as a calendar or a magnifier, as large as its words."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit

from jiebei_desktop.text.current import _
from jiebei_desktop.ui import icons

_PART = 0.85
"""A sign as a part of the words' height."""


class LineSign(QAbstractButton):
    """At the right end of a line, or the left where it ``leads``; Qt's own stay at 16 px."""

    def __init__(self, line: QLineEdit, icon: str, *, leads: bool = False) -> None:
        super().__init__(line)
        self._line, self._icon, self.leads = line, icon, leads
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.show()

    def side(self) -> int:
        """Return how wide and high it is, px."""
        return round(self._line.fontMetrics().height() * _PART)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it in the colour of what is not typed."""
        side = self.side()
        colour = QApplication.palette().color(QPalette.ColorRole.PlaceholderText)
        picture = icons.pixmap(self._icon, colour, side, self.devicePixelRatioF())
        QPainter(self).drawPixmap(0, (self.height() - side) // 2, picture)


def place_signs(line: QLineEdit) -> None:
    """Put the signs of a line at its ends and keep its text clear of them."""
    taken = {True: 0, False: 0}
    gap = line.fontMetrics().height() // 2
    for sign in line.findChildren(LineSign):
        if sign.isHidden():
            continue
        side = sign.side()
        left = gap if sign.leads else line.width() - gap - side
        sign.setGeometry(left, 0, side, line.height())
        taken[sign.leads] = side + gap // 2
    line.setTextMargins(taken[True], 0, taken[False], 0)


class SearchLine(QLineEdit):
    """A line to search with; what is typed is taken out by a click on its cross."""

    def __init__(self) -> None:
        super().__init__()
        LineSign(self, "search", leads=True).setEnabled(False)
        self._cross = LineSign(self, "close")
        self._cross.clicked.connect(self.clear)
        self.textChanged.connect(lambda text: self._cross.setVisible(bool(text)))
        self._cross.hide()
        self._word()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the signs follow the words."""
        super().resizeEvent(event)
        place_signs(self)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._word()

    def _word(self) -> None:
        self._cross.setToolTip(_("Clear"))
        self._cross.setAccessibleName(_("Clear"))
