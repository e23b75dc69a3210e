"""Rows and columns of widgets, each told in one expression."""

from __future__ import annotations

from typing import Final, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLayout, QVBoxLayout, QWidget

REST: Final = "rest"
"""Empty room that takes what the others leave."""

Thing = QWidget | QLayout
Part = Thing | tuple[Thing, int] | tuple[Thing, int, Qt.AlignmentFlag] | str
"""A widget or box, with its share of the room and its place in it where they matter, or `REST`."""

Margins = int | tuple[int, int] | tuple[int, int, int, int]
"""All around alike; at the sides, above and below; or left, top, right and bottom."""

_ANYWHERE = Qt.AlignmentFlag(0)
Box = TypeVar("Box", bound=QBoxLayout)


def across(
    *parts: Part, on: QWidget | None = None, gap: int | None = None, around: Margins | None = 0
) -> QHBoxLayout:
    """Return parts side by side, laid out on a widget or for another box.

    Where the gap or the room around is None, it is what the style gives.
    """
    return _laid(QHBoxLayout() if on is None else QHBoxLayout(on), parts, gap, around)


def down(
    *parts: Part, on: QWidget | None = None, gap: int | None = None, around: Margins | None = 0
) -> QVBoxLayout:
    """Return parts below each other, as `across` does side by side."""
    return _laid(QVBoxLayout() if on is None else QVBoxLayout(on), parts, gap, around)


def held(box: QLayout) -> QWidget:
    """Return a widget that is nothing but its box."""
    made = QWidget()
    made.setLayout(box)
    return made


def stand(*boxes: QBoxLayout, beside: bool) -> None:
    """Let the parts of boxes stand side by side, or below each other."""
    way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
    for box in boxes:
        box.setDirection(way)


def lay(box: QBoxLayout, *parts: Part) -> None:
    """Add parts to a box that is there."""
    for part in parts:
        if isinstance(part, str):
            box.addStretch(1)
        elif isinstance(part, tuple):
            _add(box, *part)
        else:
            _add(box, part)


def _add(box: QBoxLayout, thing: Thing, share: int = 0, at: Qt.AlignmentFlag = _ANYWHERE) -> None:
    if isinstance(thing, QLayout):
        box.addLayout(thing, share)
    else:
        box.addWidget(thing, share, at)


def _laid(box: Box, parts: tuple[Part, ...], gap: int | None, around: Margins | None) -> Box:
    if around is not None:
        box.setContentsMargins(*_sides(around))
    if gap is not None:
        box.setSpacing(gap)
    lay(box, *parts)
    return box


def _sides(around: Margins) -> tuple[int, int, int, int]:
    if isinstance(around, int):
        return around, around, around, around
    return around if len(around) == 4 else (*around, *around)  # noqa: PLR2004
