"""A widget that paints itself in the look in force."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from jiebei_desktop.ui.theme import Theme


class Painted(QWidget):
    """Measures and paints itself anew when the look changes."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        theme.changed.connect(self._restyle)

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()
