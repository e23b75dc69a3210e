"""A field for an amount in yuan that also does small sums."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel

from jiebei_desktop.domain.money import Fen
from jiebei_desktop.text import formats
from jiebei_desktop.text.current import _
from jiebei_desktop.ui.theme import Theme
from jiebei_desktop.ui.widgets.arithmetic import NotASumError, TooMuchError, amount_of
from jiebei_desktop.ui.widgets.read_edit import ReadEdit
from jiebei_desktop.ui.widgets.suffix import suffix_label


class MoneyEdit(ReadEdit):
    """An amount; ``value`` is fen or None when empty, and raises nothing."""

    valueChanged = Signal()  # noqa: N815 - named like Qt's own spin boxes
    """Emitted when what is typed amounts to something else than before."""

    def __init__(self, theme: Theme, *, negative: bool = False) -> None:
        super().__init__()
        self._negative = negative
        self._last: Fen | None = None
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setPlaceholderText("0.00")
        self._unit: QLabel = suffix_label(self, theme)
        self.retranslate()
        self.textChanged.connect(self._notice)
        self.editingFinished.connect(self._tidy)

    def value(self) -> Fen | None:
        """Return the amount, or None when the field is empty or not an amount."""
        try:
            amount = amount_of(self.text()) if self.text().strip() else None
        except NotASumError:
            return None
        if amount is not None and amount < 0 and not self._negative:
            return None
        return amount

    def set_value(self, amount: Fen | None) -> None:
        """Show an amount; None empties the field."""
        self.setText("" if amount is None else formats.amount(amount))
        self._last = amount

    def problem(self) -> str:
        """Return what is wrong with the text, or an empty string."""
        if not self.text().strip() or self.value() is not None:
            return ""
        try:
            amount_of(self.text())
        except TooMuchError:
            return _("More than a ledger holds")
        except NotASumError:
            pass
        return _("Not an amount. Write 1200 or 800+400")

    def retranslate(self) -> None:
        """Show the unit in the language in force."""
        self._unit.setText(_("yuan"))

    def _notice(self) -> None:
        now = self.value()
        if now != self._last:
            self._last = now
            self.valueChanged.emit()

    def _tidy(self) -> None:
        amount = self.value()
        if amount is not None and self.text() != formats.amount(amount):
            self.setText(formats.amount(amount))
