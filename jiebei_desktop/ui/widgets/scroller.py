"""What scrolls without a frame and takes no focus itself: a page, a body of a dialog."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget


class Scroller(QScrollArea):
    """Its content takes the width there is before it says how little it needs.

    Parts that stand beside each other need more than below each other, and change only when
    they are made narrower: asked first, they would keep the page as wide as it once was.
    """

    def __init__(self, content: QWidget) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(content)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the content stand otherwise where it would be wider than what is seen of it."""
        content, wide = self.widget(), self.viewport().width()
        if content.minimumSizeHint().width() > wide:
            content.resize(wide, content.height())
            QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        super().resizeEvent(event)
