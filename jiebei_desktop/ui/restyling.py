"""A new look put on in one pass over what can be seen; hidden pages take it when they are shown.

Setting another style sheet on a styled application visits every widget once for each of its
ancestors, which is seconds with all pages open. Taking the sheet off and putting the new one on
visits each once, and only those marked as polished and without a style of their own. The widgets of
hidden pages bear those marks until they are seen; the others borrow them while the sheet is off.
"""

from __future__ import annotations

from collections.abc import Collection
from weakref import WeakSet

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

_POLISHED = Qt.WidgetAttribute.WA_WState_Polished
_OWN_STYLE = Qt.WidgetAttribute.WA_SetStyle


class Rooms:
    """The pages that need not follow a change of look while they are out of sight."""

    def __init__(self) -> None:
        self._all: WeakSet[QWidget] = WeakSet()
        self._behind: WeakSet[QWidget] = WeakSet()
        self._anchor: QWidget | None = None

    def add(self, room: QWidget) -> None:
        """Let a page take a new look only when it is shown."""
        self._all.add(room)

    def put_on(self, app: QApplication, sheet: str) -> None:
        """Put a style sheet on the application, on everything but the pages out of sight."""
        if self._anchor is None:
            # With its last sheet Qt drops what tells it that a widget is destroyed, and would then
            # know widgets that are no more; one sheet that stays keeps that.
            self._anchor = QWidget()
            self._anchor.setStyleSheet("QWidget { }")
        left_out: set[QWidget] = set()
        for room in self._all:
            if isValid(room) and not room.isVisible():  # a closed ledger's pages are no more
                left_out.update(self._leave_out(room))
        _put_on(app, sheet, left_out)

    def freshen(self, room: QWidget) -> None:
        """Let a page that is about to be seen take the look it missed; nothing if it has it."""
        if room not in self._behind:
            return
        self._behind.discard(room)
        whole = _whole(room)
        for widget in whole:
            widget.setAttribute(_OWN_STYLE, False)
        missed = [each for each in whole if not each.testAttribute(_POLISHED)]
        for widget in missed:
            widget.style().polish(widget)
            widget.setAttribute(_POLISHED)
        change = QEvent(QEvent.Type.StyleChange)
        for widget in missed:
            QCoreApplication.sendEvent(widget, change)

    def _leave_out(self, room: QWidget) -> Collection[QWidget]:
        """Mark a hidden page, once, as one that Qt passes over, until it is seen."""
        whole = _whole(room)
        if room not in self._behind:
            self._behind.add(room)
            for widget in whole:
                widget.setAttribute(_POLISHED, False)
                widget.setAttribute(_OWN_STYLE, True)
        return whole


def _put_on(app: QApplication, sheet: str, left_out: Collection[QWidget]) -> None:
    widgets = [each for each in app.allWidgets() if each not in left_out]
    polished = [each for each in widgets if each.testAttribute(_POLISHED)]
    for widget in widgets:
        widget.setAttribute(_OWN_STYLE, True)
    for widget in polished:
        widget.setAttribute(_POLISHED, False)
    app.setStyleSheet("")
    for widget in polished:
        widget.setAttribute(_POLISHED, True)
    for widget in widgets:
        widget.setAttribute(_OWN_STYLE, False)
    app.setStyleSheet(sheet)


def _whole(room: QWidget) -> Collection[QWidget]:
    return [room, *room.findChildren(QWidget)]
