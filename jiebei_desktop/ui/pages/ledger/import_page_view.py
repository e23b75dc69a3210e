"""The file beside its rows: the page of a PDF with the row marked, else the line as it stands."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import (
    QImage,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import QBoxLayout, QFrame, QScrollArea, QWidget

from jiebei_desktop.services.statements import imports_review
from jiebei_desktop.services.statements.imports_paper import Spot
from jiebei_desktop.services.statements.imports_reading import FileReading
from jiebei_desktop.services.statements.imports_review import DOTS_A_POINT, Checked, PagePicture
from jiebei_desktop.text import importing
from jiebei_desktop.text.current import _, texts
from jiebei_desktop.ui.page import PageContext
from jiebei_desktop.ui.plain import as_typed
from jiebei_desktop.ui.theme import Theme
from jiebei_desktop.ui.widgets.basics import Label, icon_button
from jiebei_desktop.ui.widgets.boxes import REST, across, down, lay, stand
from jiebei_desktop.ui.widgets.card import Card
from jiebei_desktop.ui.widgets.chip import Chip

_HEIGHT = 340
_BESIDE_FROM, _ROWS, _PAPER = 900, 676, 368
_UNBOUNDED = 16_777_215
_CLOSER = 1.7
"""How much larger a page is drawn when it is looked at closely."""
_AROUND = 2
"""Points by which a mark stands around its row."""


class PageView(QWidget):
    """A page as wide as there is room, or larger, with one row tinted and perhaps a cell framed."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._page = QPixmap()
        self._spot: Spot | None = None
        self._doubtful = False
        self.closer = False

    def show_page(self, picture: PagePicture) -> None:
        """Show another page."""
        form = QImage.Format.Format_RGB32
        image = QImage(picture.dots, picture.width, picture.height, picture.width * 4, form)
        self._page = QPixmap.fromImage(image)
        self.fit(self.width())

    def mark(self, spot: Spot | None, *, doubtful: bool) -> None:
        """Tint a row; a doubtful one has its amount framed."""
        self._spot, self._doubtful = spot, doubtful
        self.update()

    def fit(self, width: int) -> None:
        """Be as wide as there is room, or larger where the page is looked at closely."""
        if not self._page.isNull():
            wide = int(width * (_CLOSER if self.closer else 1))
            height = round(wide * self._page.height() / self._page.width())
            self.setFixedSize(QSize(wide, height))
        self.update()

    def row(self) -> QRectF:
        """Return where the marked row is drawn."""
        if self._spot is None or self._page.isNull():
            return QRectF()
        scale = self._scale()
        top = (self._spot.top - _AROUND) * scale
        bottom = (self._spot.bottom + _AROUND) * scale
        return QRectF(0, top, self.width(), bottom - top)

    def cell(self) -> QRectF:
        """Return where the marked row's amount is drawn; the whole row where that is not known."""
        row, spot = self.row(), self._spot
        if spot is None or spot.left is None or spot.right is None:
            return row
        scale = self._scale()
        return QRectF(spot.left * scale, row.top(), (spot.right - spot.left) * scale, row.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw page and marks."""
        if self._page.isNull():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.drawPixmap(self.rect(), self._page)
        if self._spot is None:
            return
        tint = self._theme.colour("accent")
        tint.setAlphaF(0.16)
        painter.fillRect(self.row(), tint)
        if self._doubtful:
            pen = QPen(self._theme.chart("c3"))
            pen.setWidthF(self._theme.px(2))
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.cell())

    def _scale(self) -> float:
        return self.width() * DOTS_A_POINT / self._page.width()


class PageCard(Card):
    """Follows the row that is looked at; hidden while nothing is."""

    def __init__(self, context: PageContext) -> None:
        super().__init__(context.theme)
        theme = context.theme
        self._context = context
        self._checked: Checked | None = None
        self._line = 0
        self._page = -1
        self._drawn: tuple[FileReading, int] | None = None
        self.view = PageView(theme)
        self.paper = QScrollArea()
        self.raw = Label("body", "text2", wrap=True)
        self.chip = Chip(theme)
        self.proof = Label("caption", "text2", wrap=True)
        self.back_button = icon_button(theme, "back")
        self.on_button = icon_button(theme, "right")
        self.closer_button = icon_button(theme, "plus")
        self._assemble()
        self.hide()

    def show_line(self, checked: Checked, line: int) -> None:
        """Show where a row stands; while amounts are hidden, so is the file."""
        self._checked, self._line = checked, line
        self.setVisible(not self._context.masking.on)
        if self._context.masking.on:
            return
        spot = checked.file.spots.get(line)
        self._show_proof(checked, line)
        for widget in (self.paper, self.back_button, self.on_button, self.closer_button):
            widget.setVisible(spot is not None)
        self.raw.setVisible(spot is None)
        if spot is None:
            self._ask_raw(checked, line)
        else:
            self._go_to(spot.page)

    def forget(self) -> None:
        """Show nothing: another file, or none."""
        self._checked, self._drawn = None, None
        self.hide()

    def retranslate(self) -> None:
        """Word the buttons."""
        for button, words in (
            (self.back_button, _("Previous page")),
            (self.on_button, _("Next page")),
            (self.closer_button, _("Look closer")),
        ):
            button.setAccessibleName(words)
            button.setToolTip(as_typed(words))
        if self._checked is not None and self.isVisible():
            self.show_line(self._checked, self._line)

    def turn(self, step: int) -> None:
        """Show another page of the file."""
        if self._checked is not None and 0 <= self._page + step < self._pages():
            self._go_to(self._page + step)

    def _go_to(self, page: int) -> None:
        checked = self._checked
        if checked is None:
            return
        self._page = page
        words = _("Page {page} of {pages} as printed")
        self.show_header(words.format(page=page + 1, pages=self._pages()))
        self.back_button.setEnabled(page > 0)
        self.on_button.setEnabled(page + 1 < self._pages())
        reading = checked.file.reading
        if self._drawn == (reading, page):
            self._mark()
            return
        self._context.lanes.side(
            lambda: imports_review.page_picture(reading, page),
            lambda picture: self._draw((reading, page), picture),
            latest="page-picture",
            failed=lambda _error: self.hide(),
        )

    def _draw(self, what: tuple[FileReading, int], picture: PagePicture | None) -> None:
        if picture is None:
            self.hide()
            return
        self._drawn = what
        self.view.show_page(picture)
        self.view.setAccessibleName(self.title.text())
        self._fit()
        self._mark()

    def _mark(self) -> None:
        checked = self._checked
        spot = checked.file.spots.get(self._line) if checked else None
        here = spot if spot is not None and spot.page == self._page else None
        link = checked.links.get(self._line) if checked else None
        self.view.mark(here, doubtful=link is not None and not link.holds)
        middle = self.view.row().center().toPoint()
        self.paper.ensureVisible(middle.x(), middle.y(), 0, self.paper.height() // 3)

    def _show_proof(self, checked: Checked, line: int) -> None:
        link = checked.links.get(line)
        self.chip.setVisible(link is not None)
        self.proof.setVisible(link is not None)
        if link is None:
            return
        if link.holds:
            proved = link.before is not None
            words = _("Read right") if proved else _("First row")
            self.chip.show_text(words, "positive" if proved else "neutral")
        else:
            self.chip.show_text(_("This cell is in doubt"), "caution", "eye")
        self.proof.setText(importing.proof(link, texts()))

    def _ask_raw(self, checked: Checked, line: int) -> None:
        reading = checked.file.reading
        self.show_header(_("Line {line} as in the file").format(line=line))
        self._context.lanes.side(
            lambda: imports_review.raw_line(reading, line),
            self.raw.setText,
            latest="page-picture",
            failed=lambda _error: self.hide(),
        )

    def _pages(self) -> int:
        spots = self._checked.file.spots.values() if self._checked else ()
        return 1 + max((spot.page for spot in spots), default=0)

    def _look_closer(self) -> None:
        self.view.closer = not self.view.closer
        self._fit()
        self._mark()

    def _fit(self) -> None:
        self.view.fit(self.paper.viewport().width())

    def _assemble(self) -> None:
        px = self._context.theme.px
        self.paper.setFrameShape(QFrame.Shape.NoFrame)
        self.paper.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.paper.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.paper.setMinimumHeight(px(_HEIGHT))
        self.paper.setWidget(self.view)
        for button in (self.back_button, self.on_button, self.closer_button):
            self.add_to_header(button)
        lay(self.body, (self.paper, 1), self.raw, across(self.chip, REST), self.proof)
        self.back_button.clicked.connect(lambda: self.turn(-1))
        self.on_button.clicked.connect(lambda: self.turn(1))
        self.closer_button.clicked.connect(self._look_closer)
        for keys, step in (("Alt+PgUp", -1), ("Alt+PgDown", 1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.activated.connect(lambda step=step: self.turn(step))


class Beside(QWidget):
    """Rows with their file beside them, or below them where there is no room."""

    def __init__(self, theme: Theme, rows: Sequence[QWidget], paper: QWidget) -> None:
        super().__init__()
        self._theme, self._paper = theme, paper
        self._across = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._across.setContentsMargins(0, 0, 0, 0)
        self._across.setSpacing(theme.px(12))
        lay(self._across, (down(*rows, REST, gap=theme.px(12)), _ROWS), (paper, _PAPER))
        self._across.setAlignment(paper, Qt.AlignmentFlag.AlignTop)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange both for the width."""
        super().resizeEvent(event)
        beside = self.width() * 100 / self._theme.zoom >= _BESIDE_FROM
        stand(self._across, beside=beside)
        self._paper.setMaximumWidth(self._theme.px(_PAPER) if beside else _UNBOUNDED)
