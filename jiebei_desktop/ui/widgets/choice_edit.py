"""A box to choose one value of an enumeration, with nothing chosen at first if need be."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from PySide6.QtWidgets import QComboBox

V = TypeVar("V")


class ChoiceEdit(QComboBox, Generic[V]):
    """Shows ``word(value)`` for every value; ``value()`` is None while nothing is chosen."""

    def __init__(self, values: Sequence[V], word: Callable[[V], str]) -> None:
        super().__init__()
        self._values = tuple(values)
        for value in self._values:
            self.addItem(word(value))
        self.setCurrentIndex(-1)

    def value(self) -> V | None:
        """Return what is chosen."""
        place = self.currentIndex()
        return None if place < 0 else self._values[place]

    def set_value(self, value: V | None) -> None:
        """Choose a value; None chooses nothing."""
        self.setCurrentIndex(-1 if value is None else self._values.index(value))
