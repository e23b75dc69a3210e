"""Waiting after wrong passwords: the third and later ones take longer and longer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject

from jiebei_desktop.ui.pause import Pause

FREE = 2
"""Wrong passwords that cost nothing: a slip of the hand, and the other keyboard."""
LONGEST = 30
"""Seconds."""


class Patience(QObject):
    """Counts the wrong passwords of each ledger while the program runs."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._wrong: Counter[Path] = Counter()
        self.pause: Pause | None = None
        """The wait that is on, if one is."""

    def seconds(self, path: Path) -> int:
        """Return how long the next attempt has to wait: 0, 0, 1, 2, 4 … 30."""
        more = self._wrong[path] - FREE
        return min(LONGEST, 2**more) if more >= 0 else 0

    def wrong(self, path: Path, *, counts: bool = True) -> None:
        """Count a password that did not open a ledger."""
        self._wrong[path] += counts

    def right(self, path: Path) -> None:
        """Forget the wrong ones."""
        del self._wrong[path]

    def then(self, path: Path, act: Callable[[], object]) -> None:
        """Act at once, or when the wait is over; a newer attempt takes the place of one waiting."""
        if self.pause is not None:
            self.pause.cancel()
            self.pause.deleteLater()
            self.pause = None
        seconds = self.seconds(path)
        if seconds == 0:
            act()
            return
        self.pause = Pause(self, 1000 * seconds, act)
        self.pause.begin()
