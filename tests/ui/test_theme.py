from __future__ import annotations

import json
import re
from pathlib import Path

from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QLabel

from jiebei_desktop import bundle
from jiebei_desktop.ui import icons
from jiebei_desktop.ui.theme import CHOICES, ZOOMS, font_families, set_property


def luminance(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_text_has_enough_contrast_on_every_surface_in_both_schemes(theme):
    for scheme in ("light", "dark"):
        colours = theme.tokens[scheme]["color"]
        for surface in theme.tokens["surface_levels"]:
            for text in (
                "text",
                "text2",
                "text3",
                "accent",
                "severe",
                "caution",
                "positive",
                "info",
            ):
                if surface in {"rail", "surface2", "hover"} and text not in {
                    "text",
                    "text2",
                    "text3",
                }:
                    continue
                assert contrast(colours[text], colours[surface]) >= 4.5, (scheme, text, surface)


def test_every_place_of_the_style_sheet_is_filled(theme):
    for scheme in ("light", "dark"):
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


def test_the_tokens_name_both_schemes():
    tokens = json.loads((bundle.resources() / "tokens.json").read_text(encoding="utf-8"))
    assert tokens["light"]["color"].keys() == tokens["dark"]["color"].keys()
    assert tokens["light"]["chart"].keys() == tokens["dark"]["chart"].keys()
