"""Amounts in plain sight or hidden from the person beside you: one switch for every page."""

from __future__ import annotations

import re

from PySide6.QtCore import QObject, Signal

from jiebei_desktop.domain.money import Fen
from jiebei_desktop.text import formats

DOTS = "••••"
_FIGURE = re.compile(r"[¥−+-]*\d[\d,]*(?:\.\d+)?(?:万|k)?")
_AMOUNT = re.compile(r"(?P<sign>[+−-]?)¥?\d[\d,]*\.\d{2}(?!\d|%)|¥\s?[\d,]+(?:\.\d+)?[万k]?")


class Masking(QObject):
    """Writes amounts for the screen; while ``on``, as ``¥••••``."""

    changed = Signal()

    def __init__(self, *, on: bool = False) -> None:
        super().__init__()
        self.on = on

    def use(self, *, on: bool) -> None:
        """Hide or show amounts everywhere."""
        if on != self.on:
            self.on = on
            self.changed.emit()

    def toggle(self) -> None:
        """Hide what is shown, show what is hidden."""
        self.use(on=not self.on)

    def money(self, fen: Fen) -> str:
        """Write an amount with its sign and two decimals: ¥38,988.00."""
        return "¥" + DOTS if self.on else formats.money(fen)

    def amount(self, fen: Fen) -> str:
        """Write an amount for a table whose header says the unit: 38,988.00."""
        return DOTS if self.on else formats.amount(fen)

    def whole(self, fen: Fen) -> str:
        """Write an amount the user chooses, without decimals: ¥2,800."""
        return "¥" + DOTS if self.on else formats.whole(fen)

    def plain(self, fen: Fen) -> str:
        """Write whole yuan without the sign: 2,800."""
        return DOTS[:2] if self.on else formats.whole(fen).replace("¥", "")

    def label(self, text: str) -> str:
        """Hide every figure of a label inside a chart, where amounts carry no sign."""
        return _FIGURE.sub(DOTS, text) if self.on else text

    def sentence(self, text: str) -> str:
        """Hide the amounts inside a sentence that is already worded."""
        return _AMOUNT.sub("¥" + DOTS, text) if self.on else text
