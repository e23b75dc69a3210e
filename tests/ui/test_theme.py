from __future__ import annotations

import json
import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from matplotlib.colors import to_hex
from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPlainTextEdit

from jiebei_desktop import bundle
from jiebei_desktop.charts.lanes import lane_lines, lanes_of
from jiebei_desktop.charts.style import palette
from jiebei_desktop.services.picture import picture
from jiebei_desktop.text import current
from jiebei_desktop.ui import icons
from jiebei_desktop.ui.theme import CHOICES, SCHEMES, ZOOMS, font_families, set_property
from jiebei_desktop.ui.widgets.chip import BAND_ICON, SEVERITY_ICON, Chip
from jiebei_desktop.ui.widgets.notice import NoticeStrip


def luminance(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


GROUNDS = ("window", "rail", "surface", "surface2", "hover", "selected", "accent_soft",
           "info_bg", "caution_bg", "positive_bg", "neutral_bg", "severe_bg")  # fmt: skip
TEXTS = ("text", "text2", "text3", "accent", "severe", "caution", "positive", "info")
SURE = 4.5
MARK = 3
"""Least contrast of texts, and of lines, marks and borders of controls (WCAG 2.2, AA)."""


def faint(scheme, tokens, least):
    """Return the texts that stand out too little from a ground on which they may stand."""
    colours, bands = tokens["color"], tokens["apr_band"].values()
    pairs = {(text, ground): (colours[text], colours[ground])
             for text in TEXTS for ground in GROUNDS}  # fmt: skip
    pairs |= {("contract", ground): (tokens["chart"]["contract"], colours[ground])
              for ground in GROUNDS[:7]}  # fmt: skip
    pairs |= {("on_accent", ground): (colours["on_accent"], colours[ground])
              for ground in ("accent", "accent_hover", "accent_pressed")}  # fmt: skip
    pairs["neutral", "neutral_bg"] = colours["neutral"], colours["neutral_bg"]
    pairs |= {("band", pair["fg"]): (pair["fg"], pair["bg"]) for pair in bands}
    return [(scheme, *names) for names, pair in pairs.items() if contrast(*pair) < least]


@pytest.mark.parametrize("scheme", SCHEMES)
def test_text_and_marks_stand_out_on_every_ground(theme, scheme):
    tokens = theme.tokens[scheme]
    assert faint(scheme, tokens, 7 if scheme == "contrast" else SURE) == []
    colours, chart = tokens["color"], tokens["chart"]
    marks = {(mark, ground): (colours[mark], colours[ground])
             for mark in ("focus", "border_strong") for ground in GROUNDS[:7] if ground != "hover"
             }  # fmt: skip
    for ground in ("surface", "surface2"):
        marks |= {(name, ground): (shade, colours[ground]) for name, shade in chart.items()
                  if name not in {"grid", "fan_outer", "fan_inner"}}  # fmt: skip
    assert [names for names, pair in marks.items() if contrast(*pair) < MARK] == []


def stands_out(widget, edge=0):
    """Return the contrast of what is painted most within an edge with what differs most from it."""
    image = widget.grab(widget.rect().adjusted(edge, edge, -edge, -edge)).toImage()
    seen = Counter(
        image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())
    )
    ground = seen.most_common(1)[0][0]
    return max(contrast(ground, one) for one in seen)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_chips_and_banners_are_painted_with_enough_contrast(theme, qtbot, scheme):
    theme.use(choice=scheme, zoom=200)  # strokes wide enough to take their whole colour
    for kind in (*SEVERITY_ICON, *BAND_ICON, "accent"):
        chip, strip = Chip(theme), NoticeStrip(theme)
        for widget in (chip, strip):
            qtbot.addWidget(widget)
        chip.show_text("逾期 20 天", kind)
        chip.resize(chip.sizeHint())
        assert stands_out(chip) >= SURE, (scheme, kind)
        if kind in SEVERITY_ICON:
            strip.show_words("借呗逾期 20 天。", severity=kind, action="怎么算的")
            strip.resize(500, 52)
            assert stands_out(strip) >= SURE, (scheme, kind)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_hint_inside_an_empty_field_can_be_read(theme, qtbot, scheme):
    """The style sheet took half of the text's colour for it: 3.2 in light, 5.3 in high contrast."""
    theme.use(choice=scheme, zoom=200)
    for edit in (QLineEdit(), QPlainTextEdit()):
        qtbot.addWidget(edit)
        edit.setPlaceholderText("对方")
        edit.resize(300, 80)
        assert stands_out(edit, 5) >= (7 if scheme == "contrast" else SURE), (scheme, edit)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_words_on_charts_stand_out(employee, scheme):
    shades, seen = palette(scheme), picture(employee, date(2026, 11, 22))
    figure = lane_lines(lanes_of(seen), current.texts(), shades)
    found = [text for axes in figure.axes for text in
             (*axes.texts, *axes.get_xticklabels(), *axes.get_yticklabels())]  # fmt: skip
    assert len(found) > 10
    for text in found:
        assert contrast(to_hex(text.get_color()), shades["surface"]) >= SURE, text


def test_every_place_of_the_style_sheet_is_filled(theme):
    for scheme in SCHEMES:
        theme.choice = scheme
        sheet = theme.sheet()
        assert "$" not in sheet
        for path in re.findall(r"url\(([^)]+)\)", sheet):
            assert Path(path).is_file(), path
    theme.choice = "light"


def test_a_switch_changes_palette_and_tells_everyone(theme, qapp, qtbot):
    with qtbot.waitSignal(theme.changed, timeout=300_000):
        theme.use(choice="dark")
    assert theme.scheme == "dark"
    assert qapp.palette().color(QPalette.ColorRole.Window).name().upper() == theme.hex("window")


def test_the_system_choice_follows_the_system(theme, qtbot):
    theme.choice = "system"
    assert theme.scheme in {"light", "dark"}
    with qtbot.waitSignal(theme.changed, timeout=300_000):
        theme._follow_system()
    theme.choice = "dark"
    theme._follow_system()
    assert theme.scheme == "dark"
    assert CHOICES[0] == "system"


def test_zoom_scales_lengths_and_fonts(theme):
    theme.use(zoom=200)
    assert theme.px(10) == 20
    assert theme.font("body").pixelSize() == 26
    assert theme.font("caption").bold() is False
    assert theme.font("caption", bold=True).bold() is True
    assert ZOOMS[-1] == 200


def test_bands_and_chart_colours_come_from_the_tokens(theme):
    fore, back = theme.band("gt36")
    tokens = theme.tokens["light"]
    assert fore.name().upper() == tokens["apr_band"]["gt36"]["fg"]
    assert back.name().upper() == tokens["apr_band"]["gt36"]["bg"]
    assert theme.chart("c1").name().upper() == tokens["chart"]["c1"]


def test_the_bundled_face_leads_off_screen(qapp):
    families = {"linux": ["Some Sans"], "windows": ["W"], "macos": ["M"]}
    assert font_families(families) == ["Jiebei Sans SC", "Some Sans"]


def test_a_system_with_a_face_of_its_own_uses_it_first(qapp, monkeypatch):
    monkeypatch.setattr("jiebei_desktop.ui.theme.sys.platform", "win32")
    monkeypatch.setattr(
        "jiebei_desktop.ui.theme.QGuiApplication.platformName", staticmethod(lambda: "windows")
    )
    families = {"linux": ["L"], "windows": ["W"], "macos": ["M"]}
    assert font_families(families) == ["W", "Jiebei Sans SC"]


def test_a_property_is_set_once(theme, qtbot):
    label = QLabel()
    qtbot.addWidget(label)
    set_property(label, "tone", "severe")
    set_property(label, "tone", "severe")
    assert label.property("tone") == "severe"


def test_every_icon_draws_something(theme, qapp):
    names = [path.stem for path in (bundle.resources() / "icons").glob("*.svg")]
    assert len(names) > 60
    for name in names:
        picture = icons.pixmap(name, theme.colour("text"), 20, 2.0)
        assert picture.width() == 40
        image = picture.toImage()
        assert any(image.pixelColor(x, y).alpha() for x in range(40) for y in range(40)), name


def test_an_icon_has_a_greyed_twin(theme, qapp):
    made = icons.icon(theme, "plus")
    assert made.pixmap(16, made.Mode.Disabled).toImage() != made.pixmap(16).toImage()


def test_the_tokens_name_the_same_in_every_scheme():
    tokens = json.loads((bundle.resources() / "tokens.json").read_text(encoding="utf-8"))
    for scheme in SCHEMES[1:]:
        for table in ("color", "chart", "apr_band"):
            assert tokens["light"][table].keys() == tokens[scheme][table].keys()


@pytest.mark.parametrize("look", ["light", "dark", "contrast"])
@pytest.mark.parametrize("zoom", [100, 200])
def test_the_row_of_an_open_list_at_which_the_keys_are_is_seen_and_names_stay_whole(
    qtbot, theme, look, zoom
):
    """In the dark nobody saw which of the facts of a case was about to be taken."""
    theme.use(choice=look, zoom=zoom)
    box = QComboBox()
    box.addItems(["甲", "云岭农村商业银行股份有限公司信用卡中心", "丙"])
    box.setMaximumWidth(120)
    qtbot.addWidget(box)
    box.show()
    box.showPopup()
    view = box.view()
    QTest.keyClick(view, Qt.Key.Key_Down)
    QTest.keyClick(view, Qt.Key.Key_Down)
    seen = view.viewport().grab().toImage()
    side = [view.visualRect(view.model().index(row, 0)).center().y() for row in range(3)]
    grounds = [seen.pixelColor(seen.width() - 3, at).name() for at in side]
    assert grounds == [theme.colour(name).name() for name in ("surface", "surface", "selected")]
    end = range(seen.width() - theme.px(6), seen.width())
    assert {seen.pixelColor(at, side[1]).name() for at in end} == {grounds[1]}
    box.hidePopup()
