"""Words, tables and pictures on paper, or in a PDF through the system's own print dialog."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF, QRectF, Qt
from PySide6.QtGui import QFont, QImage, QPageLayout, QPainter, QTextDocument

from jiebei_desktop.ui.theme import BUNDLED_FAMILY

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtPrintSupport import QPrinter

_MARGIN = 15.0
"""Millimetres around a page."""
_POINTS = 10
_STYLE = (
    "body{color:#000} h2{font-size:15pt} h3{font-size:11pt;margin-bottom:2pt}"
    " td,th{padding:3pt 6pt;border-bottom:1px solid #999} th{text-align:left}"
)


def on_paper(html: str, printer: QPrinter) -> None:
    """Print markup, as many pages as it takes."""
    printer.setPageMargins(
        QMarginsF(_MARGIN, _MARGIN, _MARGIN, _MARGIN), QPageLayout.Unit.Millimeter
    )
    made = QTextDocument()
    font = QFont(BUNDLED_FAMILY)
    font.setPointSize(_POINTS)
    made.setDefaultFont(font)
    made.setDefaultStyleSheet(_STYLE)
    made.setHtml(html)
    made.print_(printer)


def picture_on_paper(picture: QImage, printer: QPrinter) -> None:
    """Print a picture as large as the page holds it."""
    painter = QPainter(printer)
    room = QRectF(painter.viewport())
    size = picture.size().scaled(room.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
    painter.drawImage(QRectF(0, 0, size.width(), size.height()), picture)
    painter.end()


def table_html(title: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table as markup for `on_paper`; its words are shown as they are."""
    head = "".join(f"<th>{escape(name)}</th>" for name in heads)
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows
    )
    return f"<h2>{escape(title)}</h2><table cellspacing='0'><tr>{head}</tr>{body}</table>"
