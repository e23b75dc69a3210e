"""The page of a PDF around a row to decide, the row marked: what was printed is the judge."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from jiebei_desktop.importers.pdf_table import Place
from jiebei_desktop.services.statements import ledger_import
from jiebei_desktop.services.statements.ledger_import import (
    DOTS_A_POINT,
    Doubt,
    PagePicture,
    Reading,
)
from jiebei_desktop.text.current import _
from jiebei_desktop.ui.page import PageContext
from jiebei_desktop.ui.theme import Theme
from jiebei_desktop.ui.widgets.card import Card

_HEIGHT = 132
_AROUND = 4
"""Points by which a mark stands around its row."""


class PageStrip(QWidget):
    """A strip of a page, as wide as there is room, with a mark around one row."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._page = QPixmap()
        self._place = Place(0, 0, 0)
        self.setFixedHeight(theme.px(_HEIGHT))

    def show_place(self, picture: PagePicture, place: Place) -> None:
        """Show the strip of ``picture`` around ``place``."""
        form = QImage.Format.Format_RGB32
        image = QImage(picture.dots, picture.width, picture.height, picture.width * 4, form)
        self._page = QPixmap.fromImage(image)
        self._place = place
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the strip and the mark."""
        if self._page.isNull():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        scale = self.width() / self._page.width()
        top, bottom = (edge * DOTS_A_POINT for edge in (self._place.top, self._place.bottom))
        start = (top + bottom) / 2 - self.height() / scale / 2
        strip = QRectF(0, start, self._page.width(), self.height() / scale)
        painter.drawPixmap(QRectF(self.rect()), self._page, strip)
        around = _AROUND * DOTS_A_POINT
        mark = QRectF(
            1, (top - around - start) * scale, self.width() - 2, (bottom - top + 2 * around) * scale
        )
        pen = QPen(self._theme.colour("caution"))
        pen.setWidthF(self._theme.px(2))
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(mark, self._theme.px(4), self._theme.px(4))


class PageCard(Card):
    """Shows the page beside the row that is picked; hidden where there is no page."""

    def __init__(self, context: PageContext) -> None:
        super().__init__(context.theme)
        self._context = context
        self._shown: tuple[Reading, int] | None = None
        self._picture: PagePicture | None = None
        self.strip = PageStrip(context.theme)
        self.body.addWidget(self.strip)
        self.hide()

    def show_doubt(self, reading: Reading, doubt: Doubt) -> None:
        """Show where the row stands; while amounts are hidden, so is the page."""
        place = doubt.place
        if place is None or self._context.masking.on:
            self.hide()
            return
        if self._shown == (reading, place.page) and self._picture is not None:
            self._show(self._picture, place)
            return
        self._shown, self._picture = (reading, place.page), None
        self._context.lanes.side(
            lambda: ledger_import.page_picture(reading, place.page),
            lambda picture: self._answer(picture, place),
            latest="page-picture",
            failed=lambda _error: self.hide(),
        )

    def _answer(self, picture: PagePicture | None, place: Place) -> None:
        if picture is None:
            self.hide()
            return
        self._picture = picture
        self._show(picture, place)

    def _show(self, picture: PagePicture, place: Place) -> None:
        self.show_header(_("Page {page} as printed").format(page=place.page + 1))
        self.strip.setAccessibleName(_("The row on the page"))
        self.show()
        self.strip.show_place(picture, place)
