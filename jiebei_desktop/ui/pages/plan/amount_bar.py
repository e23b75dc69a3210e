"""The tabs and the monthly amount, in one row where both fit, else one under the other."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from jiebei_desktop.domain.money import Fen
from jiebei_desktop.text.current import _
from jiebei_desktop.ui.theme import Theme
from jiebei_desktop.ui.widgets.basics import Button, Label
from jiebei_desktop.ui.widgets.boxes import REST, across, stand
from jiebei_desktop.ui.widgets.money_edit import MoneyEdit
from jiebei_desktop.ui.widgets.segments import Segments

STEP, LEAP = Fen(5_000), Fen(50_000)
"""What the arrow keys and the page keys add or take away."""
TABS = 4


class AmountEdit(MoneyEdit):
    """An amount a month, zero or more; ↑↓ move it by 50 yuan, PgUp and PgDn by 500."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Step up or down."""
        keys = Qt.Key
        step = {
            keys.Key_Up: STEP, keys.Key_Down: -STEP, keys.Key_PageUp: LEAP, keys.Key_PageDown: -LEAP
        }.get(keys(event.key()), 0)  # fmt: skip
        if not step:
            super().keyPressEvent(event)
            return
        self.set_value(Fen(max(0, (self.value() or 0) + step)))
        self.valueChanged.emit()


class AmountBar(QWidget):
    """Four tabs; the amount, and a way back to the recommended one."""

    moved = Signal()
    """Emitted when the user changed the amount."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.tabs = Segments(theme, TABS)
        self.label = Label("body", "text2")
        self.amount = AmountEdit(theme)
        self.back_button = Button(theme, "text")
        self._row = across((self.tabs, 1), on=self)
        self._sum = across(self.label, self.amount, self.back_button, REST)
        self._row.addLayout(self._sum)
        self.back_button.hide()
        self.amount.valueChanged.connect(self.moved)
        theme.changed.connect(self._arrange)
        self._arrange()

    def show_amount(self, amount: Fen, recommended: Fen | None, *, masked: bool) -> None:
        """Show the amount; the way back only where another is recommended. Masked, neither."""
        self.amount.blockSignals(True)
        self.amount.setEnabled(not masked)
        if masked or self.amount.value() != amount:
            self.amount.set_value(None if masked else amount)
        self.amount.blockSignals(False)
        self.back_button.setVisible(recommended is not None and recommended != amount)
        self._arrange()

    def retranslate(self) -> None:
        """Word everything."""
        self.label.setText(_("By the plan, each month"))
        self.amount.setAccessibleName(_("By the plan, each month"))
        self.amount.retranslate()
        self.amount.setToolTip(_("Arrow keys: 50 yuan, page keys: 500 yuan"))
        self.back_button.setText(_("Back to the recommended"))
        self.tabs.show_words([
            _("Three ways"), _("Compare ways"), _("What to ask for"), _("By month"),
        ])  # fmt: skip
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand in one row, or in two."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        self.amount.setFixedWidth(self._theme.px(116))
        gap = self._theme.px(24)
        needed = self.tabs.sizeHint().width() + self._sum.sizeHint().width() + gap
        stand(self._row, beside=needed <= self.width())
