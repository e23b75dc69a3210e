"""The drawing without a library is matplotlib's, place by place; its SVG is small and whole."""

from __future__ import annotations

import math
import subprocess
import sys
from datetime import date, timedelta
from xml.etree import ElementTree as ET

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from matplotlib.ticker import MaxNLocator

from jiebei_desktop.charts import cash, plain, style
from jiebei_desktop.text.texts import Texts

DAY = date(2026, 11, 22)
SVG = "{http://www.w3.org/2000/svg}"
amounts = st.integers(-99_999_999_99, 99_999_999_99)


@st.composite
def households(draw) -> cash.CashLine:
    """Return a chart's values: a fan of some days, and what may stand beside it."""
    count = draw(st.integers(2, 40))
    days = tuple(DAY + timedelta(days=10 * k) for k in range(count))
    middle = draw(st.lists(amounts, min_size=count, max_size=count))
    wide = draw(st.integers(0, 10_000_000))
    fan = [tuple(y + shift for y in middle) for shift in (-wide, -wide // 2, 0, wide // 2, wide)]
    gone = draw(st.integers(0, 30))
    past = tuple((DAY - timedelta(days=gone - k), draw(amounts)) for k in range(gone))
    poor, lower, middle, upper, good = fan
    return cash.CashLine(
        past=past, days=days, poor=poor, lower=lower, middle=middle, upper=upper, good=good,
        contract=draw(st.sampled_from([(), ((DAY, middle[0]), (days[-1], -5_000_00))])),
        target=draw(st.none() | amounts),
    )  # fmt: skip


def calm(level: int) -> cash.CashLine:
    """Return one amount that never changes."""
    days, line = (DAY, DAY + timedelta(days=365)), (level, level)
    return cash.CashLine(
        past=(), days=days, poor=line, lower=line, middle=line, upper=line, good=line
    )


def rising(first: int, last: int) -> cash.CashLine:
    """Return amounts that none of the fan leaves: the line of nothing is the edge of what is seen."""
    line = (first, last)
    return cash.CashLine(
        past=(), days=(DAY, DAY + timedelta(days=10)), poor=line, lower=line, middle=line,
        upper=line, good=line,
    )  # fmt: skip


@given(
    data=households(), zoom=st.sampled_from([1.0, 1.5]), scheme=st.sampled_from(["light", "print"])
)
@example(data=calm(1), zoom=1.0, scheme="light")
@example(data=rising(1, 21), zoom=1.0, scheme="light")
@example(data=calm(-70_000_00), zoom=1.0, scheme="print")
@settings(max_examples=40, deadline=None)
def test_every_line_and_word_stands_where_matplotlib_puts_it(data, zoom, scheme):
    t, look = Texts("zh_CN"), style.palette(scheme, zoom)
    theirs, axes = style.new_figure(look, cash.FRAME)
    cash.draw_cash(axes, data, t, look, cash.FRAME)
    theirs.draw_without_rendering()
    marks = list(cash.cash_line(data, t, look).marks())
    height = theirs.bbox.height

    def seen(place):
        return pytest.approx((place[0], height - place[1]), abs=0.02)

    words = {mark.text: mark for mark in marks if isinstance(mark, plain.Lettering)}
    for label in axes.texts:
        across, up = axes.transData.transform(label.xy)
        dx, dy = label.xyann
        mine = words[label.get_text()]
        middle = (mine.at[0], mine.at[1] - 0.37 * mine.size)
        assert middle == seen((across + dx, up + dy)), label.get_text()
        assert (mine.side, mine.bold) == (label.get_ha(), label.get_weight() == "bold")
        assert mine.colour == label.get_color()
    low, high = axes.get_ylim()
    upright = [
        tick.get_text() for tick in axes.get_yticklabels() if low <= tick.get_position()[1] <= high
    ]
    level = [tick.get_text() for tick in axes.get_xticklabels()]
    said = [mark for mark in marks if isinstance(mark, plain.Lettering) and not mark.ground]
    assert [mark.text for mark in said if mark.side == "right"] == upright
    assert [mark.text for mark in said if mark.side == "center"] == level
    mine = [mark.points for mark in marks if isinstance(mark, plain.Stroke) and not mark.fill]
    for line in axes.lines:
        points = [seen(each) for each in line.get_transform().transform(line.get_xydata())]
        if len(points) > 1 and line.get_linestyle() != "None":
            assert any(list(each) == points for each in mine), line.get_color()


@given(low=amounts, wide=st.integers(1, 99_999_999_99), most=st.sampled_from([5, 8]))
@settings(deadline=None)
def test_the_round_heights_are_those_of_matplotlib(low, wide, most):
    locator = MaxNLocator(nbins=most, steps=[1, 2, 5, 10])
    theirs = [y for y in locator.tick_values(low, low + wide) if low <= y <= low + wide]
    if abs(low + wide / 2) < 100 * wide:  # beyond, matplotlib counts from another zero
        assert plain.ticks(low, low + wide, most) == pytest.approx(theirs)
    assert len(plain.ticks(low, low + wide, most)) <= most + 1


def test_nothing_drawn_and_nothing_worded_is_an_empty_picture():
    figure, axes = plain.plain_figure(style.palette("light"), style.Frame())
    assert axes.get_ylim() == pytest.approx((-0.05, 1.05))
    assert list(figure.marks()) == []
    axes.axhline(3, color="#000000", linewidth=1)
    low, high = axes.get_ylim()
    assert low < 3 < high
    assert plain.ticks(1, 1, 5) == []


def test_the_svg_is_whole_and_its_words_are_escaped():
    figure, axes = plain.plain_figure(style.palette("print"), style.Frame())
    axes.plot([0, 1], [0, 100], color="#111111", linewidth=2, linestyle=(0, (5, 4)))
    axes.annotate("a < b & c", (0, 0), xytext=(0, 0), fontsize=12, fontweight="bold",
                  color="#111111", ha="center")  # fmt: skip
    root = ET.fromstring(figure.svg())  # noqa: S314 - our own
    (words,) = root.iter(f"{SVG}text")
    assert words.text == "a < b & c"
    assert words.get("font-weight") == "700"
    (line,) = root.iter(f"{SVG}polyline")
    assert line.get("stroke-dasharray") == "10 8"
    assert len(figure.svg()) < 2_000


def test_amounts_are_taken_off_and_the_shape_stays():
    figure = cash.cash_line(calm(123_400), Texts("zh_CN"), style.palette("light"))
    before = [mark for mark in figure.marks() if isinstance(mark, plain.Stroke)]
    style.mute(figure.axes[0].yaxis)
    for label in figure.axes[0].texts:
        label.set_text("*")
    said = "".join(mark.text for mark in figure.marks() if isinstance(mark, plain.Lettering))
    assert "1,234" not in said
    assert "2027" in said
    assert [mark for mark in figure.marks() if isinstance(mark, plain.Stroke)] == before


PAPER = """
import sys
from jiebei_desktop.charts import cash, style
from jiebei_desktop.report import compose
print(sorted({"matplotlib", "numpy"} & set(sys.modules)))
"""


def test_a_paper_needs_no_matplotlib():
    command = (sys.executable, "-c", PAPER)
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_places_beyond_every_number_lie_on_the_edge():
    figure, axes = plain.plain_figure(style.palette("light"), style.Frame())
    axes.set_xlim(0, 10)
    axes.axvline(5, color="#000000", linewidth=1)
    (mark,) = figure.marks()
    (x, foot), (_, top) = mark.points
    frame = style.Frame()
    assert math.isclose(x, (frame.left + frame.width - frame.right) / 2)
    assert (top, foot) == (frame.top, frame.height - frame.bottom)
