"""The list of all keys (Ctrl+/), made from the one list of commands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QWidget

from jiebei_desktop.text.current import _
from jiebei_desktop.ui import keys
from jiebei_desktop.ui.fitting import FittedDialog
from jiebei_desktop.ui.pages.registry import PageEntry
from jiebei_desktop.ui.palette_paint import draw_cap
from jiebei_desktop.ui.theme import Theme
from jiebei_desktop.ui.widgets.basics import Button, Label
from jiebei_desktop.ui.widgets.boxes import REST, across, down

Line = tuple[str, tuple[str, ...]]
"""What is done, and the keys that do it."""


class KeyCaps(QWidget):
    """Keys painted as they look on a keyboard; read aloud as text."""

    def __init__(self, theme: Theme, sequence: str) -> None:
        super().__init__()
        self._theme = theme
        self._caps = keys.caps(sequence)
        self.setAccessibleName(sequence)
        self.setFixedHeight(theme.px(24))

    def sizeHint(self) -> QSize:
        """Be as wide as the caps."""
        metrics, px = self.fontMetrics(), self._theme.px
        wide = sum(max(px(22), metrics.horizontalAdvance(cap) + px(18)) for cap in self._caps)
        return QSize(wide, px(24))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint one cap per key, from the right."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect())
        edge = area.right()
        for cap in reversed(self._caps):
            edge = draw_cap(painter, self._theme, edge, area, cap) - self._theme.px(4)
        painter.end()


def key_groups(pages: Sequence[PageEntry]) -> Iterator[tuple[str, list[Line]]]:
    """Yield headings with their lines: by menu, then the pages, then what works inside each."""
    for menu in (*keys.MENUS, ""):
        lines = [
            (each.said(), each.keys) for each in keys.COMMANDS if each.menu == menu and each.keys
        ]
        if menu == "go":
            lines = [(entry.title(), (entry.key,)) for entry in pages]
        name = keys.menu_name(menu) if menu else _("Also")
        if lines:
            yield name, lines
    for entry in pages:
        own: list[Line] = [
            (each.title(), (each.keys,)) for each in keys.PAGE_KEYS if each.page == entry.name
        ]
        if own:
            yield _("On the page {page}").format(page=entry.title()), own


class KeysDialog(FittedDialog):
    """Every key of the program, closed with Escape."""

    def __init__(self, theme: Theme, pages: Sequence[PageEntry], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("All keys"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._theme = theme
        px = theme.px
        self.close_button = Button(theme, "primary")
        self.close_button.setText(_("Close"))
        self.close_button.setDefault(True)
        self.close_button.clicked.connect(self.accept)
        down(
            Label("dialog_title", text=_("All keys")),
            (self._scroller(pages), 1),
            across(REST, self.close_button),
            on=self,
            gap=px(14),
            around=(px(20), px(20), px(20), px(16)),
        )
        self.resize(px(640), px(560))

    def _scroller(self, pages: Sequence[PageEntry]) -> QScrollArea:
        made = QScrollArea()
        made.setWidgetResizable(True)
        made.setFrameShape(QFrame.Shape.NoFrame)
        made.setAccessibleName(_("All keys"))
        made.setWidget(self._content(pages))
        return made

    def _content(self, pages: Sequence[PageEntry]) -> QWidget:
        made = QWidget()
        made.setProperty("class", "plain")
        grid = QGridLayout(made)
        grid.setColumnStretch(0, 1)
        grid.setVerticalSpacing(self._theme.px(4))
        for heading, lines in key_groups(pages):
            title = Label("emphasis", text=heading)
            title.setContentsMargins(0, self._theme.px(10), 0, 0)
            grid.addWidget(title, grid.rowCount(), 0, 1, 2)
            for words, sequences in lines:
                self._line(grid, words, sequences)
        grid.setRowStretch(grid.rowCount(), 1)
        return made

    def _line(self, grid: QGridLayout, words: str, sequences: Sequence[str]) -> None:
        place = grid.rowCount()
        grid.addWidget(Label("body", wrap=True, text=words), place, 0)
        row = across(REST, gap=self._theme.px(10))
        for sequence in sequences:
            row.addWidget(KeyCaps(self._theme, sequence))
        grid.addLayout(row, place, 1)
