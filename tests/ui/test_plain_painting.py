"""A plain figure on the screen: colours where its values are, whole words, amounts that can go."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from inline_lanes import InlineLanes
from PySide6.QtGui import QColor, QImage
from screens import on_screen

from jiebei_desktop.charts import plain
from jiebei_desktop.charts.cash import CashLine, cash_line
from jiebei_desktop.charts.style import Frame, palette
from jiebei_desktop.text import current
from jiebei_desktop.ui.masking import Masking
from jiebei_desktop.ui.widgets.chart_view import ChartView, ChartWords
from jiebei_desktop.ui.widgets.plain_painting import painted

DAY = date(2026, 11, 22)
LEVEL = (100_000, 100_000)
FAN = CashLine(
    past=(), days=(DAY, DAY + timedelta(days=365)), poor=(-500_000, -500_000), lower=(-200_000,) * 2,
    middle=LEVEL, upper=(400_000, 400_000), good=(700_000, 700_000),
)  # fmt: skip
WORDS = ChartWords(title="Cash", sentence="It stays.")


@pytest.fixture
def figure(theme) -> plain.PlainFigure:
    return cash_line(FAN, current.texts(), palette("light"), Frame(width=500, height=240))


@pytest.mark.parametrize("ratio", [1.0, 2.0])
def test_each_value_has_its_colour_at_its_place(figure, ratio):
    picture = painted(figure, 500, 240, ratio)
    assert (picture.width(), picture.devicePixelRatio()) == (500 * ratio, ratio)
    shades, places = palette("light"), {}
    (axes,) = figure.axes
    for name, fen in (("fan_outer", 600_000), ("fan_inner", 300_000), ("median", 100_000),
                      ("zero", 0), ("fan_inner ", -100_000), ("fan_outer ", -400_000)):  # fmt: skip
        low, high = axes.get_ylim()
        up = 240 - 26 - (240 - 26 - 16) * (fen - low) / (high - low)
        places[name] = picture.pixelColor(round(200 * ratio), int(up * ratio)).name()
    inside = {name: colour for name, colour in places.items() if name != "zero"}
    assert inside == {name: shades[name.strip()].lower() for name in inside}
    assert QColor(places["zero"]).lightness() < QColor(shades["fan_inner"]).lightness()


def test_words_end_within_the_picture(figure):
    picture = painted(figure, 500, 240, 1.0)
    edge = [picture.pixelColor(499, y).name() for y in range(240)]
    assert set(edge) == {palette("light")["surface"].lower()}
    inked = {picture.pixelColor(x, y).name() for x in range(402, 498) for y in range(30, 200)}
    assert palette("light")["median"].lower() in inked  # what is likely is named in its colour


def test_hidden_amounts_are_on_no_plain_figure(theme, qtbot):
    masking = Masking(on=True)
    view = on_screen(qtbot, ChartView(theme, InlineLanes(), Frame(), masking), 500, 240)
    view.show_chart(
        lambda look, frame: cash_line(FAN, current.texts(), look, frame), WORDS, values=1
    )
    qtbot.waitUntil(lambda: view.figure is not None, timeout=60_000)
    said = [mark.text for mark in view.figure.marks() if isinstance(mark, plain.Lettering)]
    assert not [text for text in said if "1,000" in text or "0.7" in text or text == "0"]
    assert any("2027" in text for text in said)  # the days stay
    assert isinstance(view.picture.grab().toImage(), QImage)
    assert view.within() is None
    with pytest.raises(LookupError):
        view.place_of(0, 0)
