"""Products as a row of small buttons: one stop for Tab, arrows inside."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QWidget

from jiebei_desktop.services.reference.products import templates
from jiebei_desktop.text.current import texts
from jiebei_desktop.text.rules import product_name
from jiebei_desktop.ui.pages.debts.template_grid import ICONS, product_hint
from jiebei_desktop.ui.plain import as_typed
from jiebei_desktop.ui.theme import Theme
from jiebei_desktop.ui.widgets.basics import Button
from jiebei_desktop.ui.widgets.flow import FlowLayout


class ProductChips(QWidget):
    """All products; ``chosen`` with the code that was picked."""

    chosen = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        self.buttons: dict[str, Button] = {}
        flow = FlowLayout(self, theme.px(8))
        for template in templates():
            button = Button(theme, "pick", ICONS.get(template.code, "dots"), small=True)
            button.setText(product_name(template.code, texts()))
            button.setToolTip(as_typed(product_hint(template.code)))
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
            self._group.addButton(button)
            self.buttons[template.code] = button
            button.clicked.connect(lambda _on, code=template.code: self.chosen.emit(code))
            flow.addWidget(button)
        self._group.buttonToggled.connect(self._toggled)

    def show_chosen(self, code: str) -> None:
        """Mark a product."""
        (self.buttons.get(code) or self.buttons["other"]).setChecked(True)

    def _toggled(self, button: Button, checked: bool) -> None:
        policy = Qt.FocusPolicy.StrongFocus if checked else Qt.FocusPolicy.ClickFocus
        button.setFocusPolicy(policy)
