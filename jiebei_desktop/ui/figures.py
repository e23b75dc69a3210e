"""Which figures of the picture a label shows: noted on the label, so that it can be asked.

Every amount on a page is the value of a figure the label names, or part of a reckoning of one.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

WORKING = "working"
"""Names amounts that are no figures of the day: steps of a reckoning, rows, another day's quote."""
FIGURES_ROLE = Qt.ItemDataRole.UserRole + 10
"""Where a list says the same of one of its rows."""
_PROPERTY = "figures"


def tell(label: QLabel, text: str, *figures: str) -> None:
    """Show a text and note the figures whose values stand in it."""
    label.setText(text)
    note(label, *figures)


def note(widget: QWidget, *figures: str) -> None:
    """Note the figures whose values a widget may show."""
    widget.setProperty(_PROPERTY, list(figures))


def told(widget: QWidget) -> tuple[str, ...]:
    """Return the figures that were noted, nothing where none were."""
    found = widget.property(_PROPERTY)
    return tuple(found) if isinstance(found, list) else ()
