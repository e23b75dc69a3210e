"""Colours, fonts and sizes of the window, from one table of tokens; a scheme or the system's."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from string import Template
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from jiebei_desktop import bundle
from jiebei_desktop.ui.restyling import Rooms

SCHEMES = ("light", "dark", "contrast")
CHOICES = ("system", *SCHEMES)
ZOOMS = (100, 110, 125, 150, 175, 200)
BUNDLED_FAMILY = "Jiebei Sans SC"


class Theme(QObject):
    """The look in force: every widget that paints asks it, and repaints on ``changed``."""

    changed = Signal()

    def __init__(self, choice: str = "system", zoom: int = 100) -> None:
        super().__init__()
        self._tokens: dict[str, Any] = json.loads(
            (bundle.resources() / "tokens.json").read_text(encoding="utf-8")
        )
        self._sheet = Template((bundle.resources() / "qss" / "app.qss").read_text(encoding="utf-8"))
        self.choice = choice
        self.zoom = zoom
        """Text size in percent, 100 to 200."""
        self._families: list[str] = []
        self.rooms = Rooms()
        """The pages, which take a new look when they are next seen."""

    @property
    def scheme(self) -> str:
        """Return light, dark or contrast, whichever is in force."""
        if self.choice in SCHEMES:
            return self.choice
        dark = QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
        return "dark" if dark else "light"

    @property
    def tokens(self) -> Mapping[str, Any]:
        """Return the whole table, for the charts' style."""
        return self._tokens

    def hex(self, name: str) -> str:
        """Return a colour such as ``accent`` or ``text2`` as ``#RRGGBB``."""
        return str(self._tokens[self.scheme]["color"][name])

    def colour(self, name: str) -> QColor:
        """Return a surface, text or severity colour."""
        return QColor(self.hex(name))

    def chart(self, name: str) -> QColor:
        """Return a chart colour such as ``c1`` or ``grid``."""
        return QColor(self._tokens[self.scheme]["chart"][name])

    def band(self, name: str) -> tuple[QColor, QColor]:
        """Return text and background of a yearly-rate band: le4lpr, le24, b24_36, gt36, unknown."""
        pair = self._tokens[self.scheme]["apr_band"][name]
        return QColor(pair["fg"]), QColor(pair["bg"])

    def px(self, size: float) -> int:
        """Scale a length given at 100 % to the zoom in force."""
        return round(size * self.zoom / 100)

    def font(self, role: str, *, bold: bool | None = None) -> QFont:
        """Return the font of a role of the type scale, such as caption, body or figure."""
        size, _, weight = self._tokens["type"]["scale"][role]
        font = QFont()
        font.setFamilies(self._families)
        font.setPixelSize(self.px(size))
        font.setBold(weight >= 600 if bold is None else bold)  # noqa: PLR2004 - CSS weight of semibold
        return font

    def use(self, *, choice: str | None = None, zoom: int | None = None) -> None:
        """Change the scheme or the text size and restyle the running application."""
        self.choice = choice or self.choice
        self.zoom = zoom or self.zoom
        self.apply()

    def attach(self, app: QApplication) -> None:
        """Style the application for the first time and follow the system from now on."""
        app.setStyle("Fusion")
        self._families = font_families(self._tokens["type"]["family"])
        self.apply()
        app.styleHints().colorSchemeChanged.connect(self._follow_system)

    def apply(self) -> None:
        """Put palette, font and style sheet of the scheme in force on the application."""
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.setPalette(self._palette())
            app.setFont(self.font("body"))
            self.rooms.put_on(app, self.sheet())
        self.changed.emit()

    def _follow_system(self) -> None:
        if self.choice == "system":
            self.apply()

    def sheet(self) -> str:
        """Return the style sheet with every token replaced by its value."""
        values: dict[str, str] = dict(self._tokens[self.scheme]["color"])
        values.update({f"px{n}": f"{self.px(n)}px" for n in range(4, 61)})
        values["icons"] = (bundle.resources() / "icons").as_posix()
        values["scheme"] = "light" if self.scheme == "light" else "dark"
        values["contract"] = self._tokens[self.scheme]["chart"]["contract"]
        return self._sheet.substitute(values)

    def _palette(self) -> QPalette:
        palette = QPalette()
        roles = QPalette.ColorRole
        for role, name in (
            (roles.Window, "window"),
            (roles.WindowText, "text"),
            (roles.Base, "surface"),
            (roles.AlternateBase, "surface2"),
            (roles.Text, "text"),
            (roles.PlaceholderText, "placeholder"),
            (roles.Button, "surface"),
            (roles.ButtonText, "text"),
            (roles.BrightText, "text"),
            (roles.Highlight, "selected"),
            (roles.HighlightedText, "text"),
            (roles.Link, "accent"),
            (roles.ToolTipBase, "surface2"),
            (roles.ToolTipText, "text"),
            (roles.Accent, "accent"),
            (roles.Mid, "border"),
            (roles.Light, "surface2"),
            (roles.Dark, "border_strong"),
        ):
            palette.setColor(role, self.colour(name))
        for role in (roles.WindowText, roles.Text, roles.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, role, self.colour("text_disabled"))
        return palette


def font_families(families: Mapping[str, list[str]]) -> list[str]:
    """Register the bundled font and return the families to try, in order.

    Linux desktops have no sure Chinese face, and the offscreen platform has none: there the
    bundled one leads. Elsewhere the system's face leads and the bundled one stands in.
    """
    for weight in ("Regular", "Bold"):
        QFontDatabase.addApplicationFont(face(weight))
    native = {"win32": "windows", "darwin": "macos"}.get(sys.platform)
    if native is None or QGuiApplication.platformName() == "offscreen":
        return [BUNDLED_FAMILY, *families["linux"]]
    return [*families[native], BUNDLED_FAMILY]


def face(weight: str) -> str:
    """Return the file of a bundled face, ``Regular`` or ``Bold``."""
    folder: Path = bundle.resources() / "fonts"
    return str(folder / f"JiebeiSansSC-{weight}.otf")


def set_property(widget: QWidget, name: str, value: object) -> None:
    """Set a style-sheet property of a widget and let the sheet take effect on it."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
