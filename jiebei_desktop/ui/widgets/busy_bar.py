"""A thin bar that appears only when something takes longer than a blink."""

from __future__ import annotations

from PySide6.QtWidgets import QProgressBar, QSizePolicy

from jiebei_desktop.ui.pause import Pause

PATIENCE_MS = 400


class BusyBar(QProgressBar):
    """Hidden for the first 400 ms of waiting, then an indeterminate line."""

    def __init__(self) -> None:
        super().__init__()
        self.setRange(0, 0)
        self.setTextVisible(False)
        self.setFixedHeight(3)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setRetainSizeWhenHidden(True)
        self.setSizePolicy(policy)
        self.patience = Pause(self, PATIENCE_MS, self.show)
        self.hide()

    def start(self) -> None:
        """Begin to wait."""
        if not self.isVisible():
            self.patience.begin()

    def stop(self) -> None:
        """The answer is here."""
        self.patience.cancel()
        self.hide()
