"""Spending by category: name, bar and number in one row each."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from jiebei_desktop.services.plans.cashflow_view import ASSUMED, UNEXPLAINED, Share
from jiebei_desktop.text.categories import category_name
from jiebei_desktop.text.current import _, texts
from jiebei_desktop.text.figures import figure_name
from jiebei_desktop.ui.figures import WORKING, note
from jiebei_desktop.ui.masking import Masking
from jiebei_desktop.ui.theme import Theme
from jiebei_desktop.ui.widgets.bar import Bar
from jiebei_desktop.ui.widgets.basics import Label, clear

MOST = 8
"""Categories shown; the table has all of them."""


def share_name(code: str) -> str:
    """Return the name of a category, or of what living takes beside the categories."""
    if code == UNEXPLAINED:
        return figure_name("unexplained", texts())
    return _("Not recorded, assumed") if code == ASSUMED else category_name(code, texts())


class CategoryBars(QWidget):
    """Rows of one category each, longest bar first."""

    def __init__(self, theme: Theme, masking: Masking) -> None:
        super().__init__()
        self._theme = theme
        self._masking = masking
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setVerticalSpacing(theme.px(2))
        self._grid.setHorizontalSpacing(theme.px(12))
        self._grid.setColumnStretch(1, 1)

    def show_shares(self, shares: Sequence[Share]) -> None:
        """Show the largest categories."""
        clear(self)
        most = max((share.amount for share in shares), default=1)
        for row, share in enumerate(shares[:MOST]):
            name = share_name(share.code)
            amount = self._masking.plain(share.amount)
            bar = Bar(self._theme, 8)
            bar.show_parts((share.amount, most - share.amount), f"{name} {amount}", ("c1", "grid"))
            self._grid.addWidget(Label("caption", text=name), row, 0)
            self._grid.addWidget(bar, row, 1)
            shown = Label("caption", text=amount)
            note(shown, WORKING)
            self._grid.addWidget(shown, row, 2, Qt.AlignmentFlag.AlignRight)
