"""Rows and columns told in one expression: where their parts stand."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QFrame, QWidget

from jiebei_desktop.ui.widgets.boxes import REST, across, down, held, lay


def part(width: int = 10, height: int = 10) -> QWidget:
    made = QFrame()
    made.setMinimumSize(width, height)
    return made


def places(holder: QWidget, *parts: QWidget, size: tuple[int, int]) -> list[tuple[int, int]]:
    """Return left and width of parts once the widget around them has a size."""
    holder.resize(*size)
    holder.layout().activate()
    return [(each.x(), each.width()) for each in parts]


def test_parts_stand_side_by_side_in_their_shares_with_gaps_and_room_around(qtbot):
    a, b, c = part(), part(), part()
    holder = held(across(a, (b, 1), (down(c), 2), gap=5, around=(7, 0)))
    qtbot.addWidget(holder)
    # 100 less 14 around and two gaps of 5: 76; a keeps its 10, the rest goes 1 : 2.
    assert places(holder, a, size=(100, 20)) == [(7, 10)]
    assert b.width() + c.width() == 66
    assert c.width() == 2 * b.width()
    assert b.x() == 22


def test_a_rest_pushes_what_follows_to_the_end_and_a_place_keeps_a_part_small(qtbot):
    a, b, c = part(), part(), part()
    holder = QWidget()
    qtbot.addWidget(holder)
    box = across(a, REST, (b, 0, Qt.AlignmentFlag.AlignTop), on=holder, gap=0)
    lay(box, c)
    assert places(holder, a, b, c, size=(100, 50)) == [(0, 10), (80, 10), (90, 10)]
    assert (a.height(), b.height(), b.y()) == (50, 10, 0)


@pytest.mark.parametrize(
    ("around", "sides"),
    [(3, (3, 3, 3, 3)), ((3, 4), (3, 4, 3, 4)), ((1, 2, 3, 4), (1, 2, 3, 4))],
)
def test_room_around_is_told_for_all_sides_for_two_and_two_or_for_each(qtbot, around, sides):
    holder = QWidget()
    qtbot.addWidget(holder)
    found = down(on=holder, around=around).contentsMargins()
    assert (found.left(), found.top(), found.right(), found.bottom()) == sides


def test_what_is_not_told_is_what_the_style_gives(qtbot):
    first, second = QWidget(), QWidget()
    qtbot.addWidget(first)
    qtbot.addWidget(second)
    plain, told = QBoxLayout(QBoxLayout.Direction.TopToBottom, first), down(on=second, around=None)
    assert told.contentsMargins() == plain.contentsMargins()
    assert told.spacing() == plain.spacing()
