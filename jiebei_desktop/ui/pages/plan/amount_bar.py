"""The tabs and the monthly amount, in one row where both fit, else one under the other."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from jiebei_desktop.text.current import _
from jiebei_desktop.ui.theme import Theme
from jiebei_desktop.ui.widgets.basics import Button, Label
from jiebei_desktop.ui.widgets.money_edit import MoneyEdit
from jiebei_desktop.ui.widgets.segments import Segments


class AmountBar(QWidget):
    """Three tabs; the amount with its button."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.tabs = Segments(theme, 3)
        self.label = Label("body", "text2")
        self.amount = MoneyEdit(theme)
        self.use_button = Button(theme)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(self.tabs, 1)
        self._sum = QHBoxLayout()
        for widget in (self.label, self.amount, self.use_button):
            self._sum.addWidget(widget)
        self._sum.addStretch(1)
        self._row.addLayout(self._sum)
        theme.changed.connect(self._arrange)
        self._arrange()

    def retranslate(self) -> None:
        """Word everything."""
        self.label.setText(_("Paid each month, all debts"))
        self.amount.setAccessibleName(_("Paid each month, all debts"))
        self.use_button.setText(_("Compare with this amount"))
        self.tabs.show_words([
            _("Compare ways"), _("What lenders must agree to"), _("Month by month"),
        ])  # fmt: skip
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand in one row, or in two."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        self.amount.setFixedWidth(self._theme.px(140))
        gap = self._theme.px(24)
        needed = self.tabs.sizeHint().width() + self._sum.sizeHint().width() + gap
        way = QBoxLayout.Direction
        self._row.setDirection(way.LeftToRight if needed <= self.width() else way.TopToBottom)
