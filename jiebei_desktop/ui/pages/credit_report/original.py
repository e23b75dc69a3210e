"""The report's own page, as printed, in a window of its own."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QScrollArea, QWidget

from jiebei_desktop.services.statements import imports_review
from jiebei_desktop.services.statements.imports_reading import FileReading
from jiebei_desktop.services.statements.imports_review import PagePicture
from jiebei_desktop.text.current import _
from jiebei_desktop.ui.fitting import FittedDialog
from jiebei_desktop.ui.page import PageContext
from jiebei_desktop.ui.widgets.basics import Label
from jiebei_desktop.ui.widgets.boxes import down

_WIDTH, _HEIGHT = 760, 560


class Original(FittedDialog):
    """Shows one page; closes with Esc."""

    def __init__(self, context: PageContext, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._context = context
        self.page = Label()
        self.page.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter)
        scroll = self._scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(self.page)
        down(scroll, on=self)
        self.resize(context.theme.px(_WIDTH), context.theme.px(_HEIGHT))

    def show_page(self, reading: FileReading, page: int) -> None:
        """Draw a page, from 1, and open."""
        self.setWindowTitle(_("Page {page} as printed").format(page=page))
        self._scroll.setAccessibleName(self.windowTitle())
        self._context.lanes.side(
            lambda: imports_review.page_picture(reading, page - 1),
            self._show,
            latest="report-page",
            failed=self._nothing,
        )
        self.open()

    def _show(self, picture: PagePicture | None) -> None:
        if picture is None:
            self._nothing(None)
            return
        form = QImage.Format.Format_RGB32
        image = QImage(picture.dots, picture.width, picture.height, picture.width * 4, form)
        shown = QPixmap.fromImage(image)
        wide = self._context.theme.px(_WIDTH - 24)
        smooth = Qt.TransformationMode.SmoothTransformation
        self.page.setPixmap(shown.scaledToWidth(wide, smooth))
        self.page.setAccessibleName(self.windowTitle())

    def _nothing(self, _error: Exception | None) -> None:
        self.page.setText(_("The page cannot be drawn; the sentences on the list are its text."))
