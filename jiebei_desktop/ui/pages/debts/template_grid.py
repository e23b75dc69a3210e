"""Templates of common products as a grid of buttons; arrows move between them."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QPushButton, QWidget

from jiebei_desktop.services.reference.products import ProductTemplate, templates
from jiebei_desktop.text.current import pgettext, texts
from jiebei_desktop.text.rules import product_name
from jiebei_desktop.ui.theme import Theme
from jiebei_desktop.ui.widgets.basics import IconLabel, Label
from jiebei_desktop.ui.widgets.boxes import across, down

ICONS = {
    "jiebei": "wallet",
    "huabei": "bag",
    "credit_card": "debts",
    "weilidai": "coins",
    "jd": "package",
    "wangshangdai": "store",
    "mortgage": "home",
    "car_loan": "bus",
    "family": "people",
    "online_loan": "phone",
}
_COLUMNS = 2


def product_hint(code: str) -> str:
    """Say what is typical of a product, in a few words."""
    hints = {
        "jiebei": pgettext("product", "Early payoff"),
        "huabei": pgettext("product", "Free period"),
        "credit_card": pgettext("product", "Minimum payment"),
        "weilidai": pgettext("product", "Daily interest"),
        "jd": pgettext("product", "JD family"),
        "wangshangdai": pgettext("product", "For business"),
        "mortgage": pgettext("product", "LPR plus or minus"),
        "car_loan": pgettext("product", "Car as security"),
        "family": pgettext("product", "Maybe no interest"),
        "online_loan": pgettext("product", "Check fees closely"),
    }
    return hints.get(code) or pgettext("product", "Fill in yourself")


class TemplateButton(QPushButton):
    """One template: icon, name and a hint."""

    def __init__(self, theme: Theme, template: ProductTemplate) -> None:
        super().__init__()
        self.template = template
        self._theme = theme
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setProperty("kind", "tile")
        px = theme.px
        row = across(
            IconLabel(theme, ICONS.get(template.code, "dots"), "text2", 18),
            on=self,
            gap=px(10),
            around=(px(12), px(6), px(8), px(6)),
        )
        words = down(gap=0)
        name = product_name(template.code, texts())
        hint = product_hint(template.code)
        for label in (Label("body_strong", text=name), Label("caption", "text2", text=hint)):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            words.addWidget(label)
        row.addLayout(words, 1)
        self.setAccessibleName(name)
        self.setAccessibleDescription(hint)

    def sizeHint(self) -> QSize:
        """Room for two lines."""
        return QSize(self._theme.px(172), self._theme.px(54))

    def minimumSizeHint(self) -> QSize:
        """Never lower than two lines."""
        layout = self.layout()
        wide = self.sizeHint().width() if layout is None else layout.minimumSize().width()
        return QSize(wide, self._theme.px(54))


class TemplateGrid(QWidget):
    """All templates; ``chosen`` with the one that was picked."""

    chosen = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        self.buttons: dict[str, TemplateButton] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(theme.px(8))
        for place, template in enumerate(templates()):
            button = TemplateButton(theme, template)
            button.setStyleSheet(_tile_sheet(theme))
            self._group.addButton(button, place)
            self.buttons[template.code] = button
            grid.addWidget(button, place // _COLUMNS, place % _COLUMNS)
        self._group.idClicked.connect(lambda place: self.chosen.emit(templates()[place]))

    def show_chosen(self, code: str) -> None:
        """Mark a template as the one in use."""
        button = self.buttons.get(code) or self.buttons["other"]
        button.setChecked(True)


def _tile_sheet(theme: Theme) -> str:
    return (
        f"QPushButton {{ background: {theme.hex('surface')}; border: 1px solid"
        f" {theme.hex('border')}; border-radius: 8px; padding: 0; text-align: left; }}"
        f"QPushButton:hover {{ background: {theme.hex('hover')}; }}"
        f"QPushButton:checked {{ background: {theme.hex('accent_soft')}; border: 2px solid"
        f" {theme.hex('accent')}; }}"
        f"QPushButton:focus {{ border: 2px solid {theme.hex('focus')}; }}"
        "QLabel { background: transparent; border: none; }"
    )
