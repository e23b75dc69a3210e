"""What a page shows when it has nothing to show: what to do first."""

from __future__ import annotations

from itertools import zip_longest

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from jiebei_desktop.ui import icons
from jiebei_desktop.ui.fitting import Room
from jiebei_desktop.ui.theme import Theme
from jiebei_desktop.ui.widgets.basics import Button, Label, fit_lines, frame
from jiebei_desktop.ui.widgets.boxes import REST, down, lay
from jiebei_desktop.ui.widgets.flow import FlowLayout

_SHARE = 0.7
"""Share of the screen that the words take at most: the rail and the margins need the rest."""


class IconCircle(QWidget):
    """An icon in a tinted circle."""

    def __init__(self, theme: Theme, icon: str, size: int = 72) -> None:
        super().__init__()
        self._theme = theme
        self._icon = icon
        self._size = size
        theme.changed.connect(self._restyle)
        self._restyle()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the circle and the icon in its middle."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("accent_soft"))
        painter.drawEllipse(self.rect())
        side = self.width() // 2
        picture = icons.pixmap(
            self._icon, self._theme.colour("accent"), side, self.devicePixelRatioF()
        )
        corner = (self.width() - side) // 2
        painter.drawPixmap(corner, corner, picture)
        painter.end()
        event.accept()

    def _restyle(self) -> None:
        side = self._theme.px(self._size)
        self.setFixedSize(side, side)
        self.update()


class EmptyState(QWidget):
    """Icon, title, one or two sentences, one primary and one default button, one link."""

    def __init__(self, theme: Theme, icon: str) -> None:
        super().__init__()
        self.title = Label("pane_title")
        self.text = Label("body", "text2", wrap=True)
        self.primary = Button(theme, "primary")
        self.secondary = Button(theme)
        self.link = Button(theme, "text")
        self._theme = theme
        self._column = QVBoxLayout()
        self._build(IconCircle(theme, icon))

    def show_text(self, title: str, text: str, *ways: str) -> None:
        """Say what is missing and what to do about it.

        ``ways`` are the words of the buttons and the link; one without a word is not shown.
        """
        self.title.setText(title)
        self.text.setText(text)
        for button, word in zip_longest((self.primary, self.secondary, self.link), ways):
            button.setText(word or "")
            button.setVisible(bool(word))
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        """Fit the text to the style that holds now."""
        super().showEvent(event)
        self._fit()

    def _fit(self) -> None:
        fit_lines(self.text, min(self._theme.px(420), int(Room.of(self).width() * _SHARE)))

    def _build(self, circle: IconCircle) -> None:
        card: QFrame = frame("card")
        down(card, on=self, around=(self._theme.px(20), 0, self._theme.px(20), self._theme.px(16)))
        down(REST, self._column, REST, on=card, around=None)
        middle = Qt.AlignmentFlag.AlignHCenter
        self._column.setSpacing(self._theme.px(10))
        lay(self._column, (circle, 0, middle), (self.title, 0, middle))
        self.text.setAlignment(middle)
        self._column.addWidget(self.text, 0, middle)
        holder = QWidget()
        buttons = FlowLayout(holder, self._theme.px(10))
        buttons.addWidget(self.primary)
        buttons.addWidget(self.secondary)
        lay(self._column, (holder, 0, middle), (self.link, 0, middle))
