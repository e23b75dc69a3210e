"""A surface with a header: the unit every page is built of."""

from __future__ import annotations

import re

from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from jiebei_desktop.ui.theme import Theme, set_property
from jiebei_desktop.ui.widgets.basics import Label, rule
from jiebei_desktop.ui.widgets.boxes import lay, stand

_WORD = re.compile(r"[\u2e80-\u9fff]|[^\s\u2e80-\u9fff]+")
"""What no line is broken in: a word, or one Chinese character."""


class Card(QFrame):
    """A bordered surface; put widgets into ``body``, buttons and chips into the header."""

    def __init__(self, theme: Theme, *, header: bool = True, padded: bool = True) -> None:
        super().__init__()
        self._theme = theme
        self._padded = padded
        self.setProperty("class", "card")
        self.title = Label("emphasis")
        self.sub = Label("caption", "text3", wrap=True)
        self.header = QWidget(self)
        self._header = QHBoxLayout(self.header)
        self._words = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self.body = QVBoxLayout()
        """Where the card's content goes; without padding when made with ``padded=False``."""
        self._column = QVBoxLayout(self)
        self._build(header=header)
        theme.changed.connect(self._rescale)
        self._rescale()

    def show_header(self, title: str, sub: str = "") -> None:
        """Set the title, which names tables without a name, and the quieter words beside it."""
        self._name_views(self.title.text(), title)
        self.title.setText(title)
        self.sub.setText(sub)
        self._keep_words()

    def add_to_header(self, widget: QWidget) -> None:
        """Put a widget at the right end of the header."""
        self._header.addWidget(widget)

    def set_accent(self, accent: str) -> None:
        """Draw the border in the accent colour: ``true``, ``strong`` or empty."""
        set_property(self, "accent", accent)

    def showEvent(self, event: QShowEvent) -> None:
        """Name what was put in since."""
        super().showEvent(event)
        self._name_views("", self.title.text())

    def _name_views(self, before: str, title: str) -> None:
        for view in self.findChildren(QAbstractScrollArea):
            if view.accessibleName() in {"", before}:
                view.setAccessibleName(title)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the quieter words under the title where they do not fit beside it."""
        super().resizeEvent(event)
        title = self.title.fontMetrics().horizontalAdvance(self.title.text())
        wanted = title + self.sub.fontMetrics().horizontalAdvance(self.sub.text())
        others = self._header.sizeHint().width() - self._words.sizeHint().width()
        beside = wanted + others + self._theme.px(24) <= self.width()
        self.title.setWordWrap(title + others + self._theme.px(4) > self.width())
        stand(self._words, beside=beside)

    def _build(self, *, header: bool) -> None:
        self._column.setSpacing(0)
        self._words.setSpacing(self._theme.px(8))
        lay(self._words, self.title, (self.sub, 1))
        self._header.addLayout(self._words, 1)
        if header:
            self._column.addWidget(self.header)
            if not self._padded:
                self._column.addWidget(rule())
        else:
            self.header.hide()
        self._column.addLayout(self.body, 1)

    def _keep_words(self) -> None:
        """Leave the title room for its longest word, however it wraps.

        Its width in one line would decide whether it wraps, and wrapping what that width is.
        """
        metrics = self.title.fontMetrics()
        words = _WORD.findall(self.title.text())
        self.title.setMinimumWidth(max(map(metrics.horizontalAdvance, words), default=1))

    def _rescale(self) -> None:
        self._keep_words()
        px = self._theme.px
        self._column.setContentsMargins(1, 1, 1, 1)
        self._header.setContentsMargins(px(16), px(6), px(16), px(6))
        self._header.setSpacing(px(8))
        self.header.setMinimumHeight(px(44))
        if self._padded:
            top = 0 if not self.header.isHidden() else px(16)
            self.body.setContentsMargins(px(16), top, px(16), px(16))
            self.body.setSpacing(px(8))
        else:
            self.body.setContentsMargins(0, 0, 0, 0)
            self.body.setSpacing(0)
