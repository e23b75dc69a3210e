"""The two strips under the tables: settle on a chosen day, and the latest payments."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from jiebei_desktop.domain.money import Fen
from jiebei_desktop.services.debts_view import PaymentLine, PayoffOn
from jiebei_desktop.text import formats
from jiebei_desktop.text.current import _, texts
from jiebei_desktop.ui.page import PageContext
from jiebei_desktop.ui.pages.debts import tables, words
from jiebei_desktop.ui.widgets.basics import Button, Label, clear
from jiebei_desktop.ui.widgets.chip import Chip
from jiebei_desktop.ui.widgets.date_edit import DateEdit

_RECENT = 2


class PayoffStrip(QWidget):
    """A day and what settling on it costs; ``day_chosen`` when the day changes."""

    day_chosen = Signal(object)

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self._context = context
        self.label = Label("body_strong")
        self.day = DateEdit(context.today())
        self.result = Label("body_strong")
        self.more = Label("caption", "text2", wrap=True)
        px = context.theme.px
        row = QHBoxLayout(self)
        row.setContentsMargins(px(16), px(8), px(16), px(8))
        row.setSpacing(px(10))
        for widget in (self.label, self.day, self.result):
            row.addWidget(widget)
        row.addWidget(self.more, 1)
        self.day.dateChanged.connect(lambda _d: self.day_chosen.emit(self.day.value()))

    def offer(self, today: date, next_due: date | None) -> None:
        """Put a day in that lies ahead: what the user chose, else the next due day."""
        if self.day.value() <= today:
            self.day.blockSignals(True)
            self.day.set_value(next_due or today)
            self.day.blockSignals(False)

    def show_payoff(self, found: PayoffOn, as_of: date) -> None:
        """Show what settling on the chosen day costs."""
        masking = self._context.masking
        total = masking.money(found.parts.total)
        self.result.setText(_("needs {amount}").format(amount=total))
        self.more.setText(self._more_words(found, as_of))
        self.day.setAccessibleDescription(f"{self.result.text()} {self.more.text()}")

    def retranslate(self) -> None:
        """Word the fixed parts."""
        self.label.setText(_("Settle on"))
        self.day.setAccessibleName(_("Day to settle on"))

    def _more_words(self, found: PayoffOn, as_of: date) -> str:
        masking, more = self._context.masking, found.more
        if found.on == as_of:
            return _("that is today")
        if more.total < 0:
            return _("{amount} less than today").format(amount=masking.money(Fen(-more.total)))
        if not more.total:
            return _("the same as today")
        return _("{amount} more than today ({parts})").format(
            amount=masking.amount(more.total), parts=words.parts_spoken(more, masking)
        )


class RecentStrip(QWidget):
    """The last payments with their vouchers, and the button to record another."""

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self._context = context
        self.label = Label("body_strong")
        self.holder = QWidget()
        self.inner = QHBoxLayout(self.holder)
        self.button = Button(context.theme, "default", "plus", small=True)
        px = context.theme.px
        self.inner.setContentsMargins(0, 0, 0, 0)
        self.inner.setSpacing(px(8))
        row = QHBoxLayout(self)
        row.setContentsMargins(px(16), px(7), px(16), px(7))
        row.setSpacing(px(10))
        row.addWidget(self.label)
        row.addWidget(self.holder)
        row.addStretch(1)
        row.addWidget(self.button)

    def show_payments(self, lines: Sequence[PaymentLine]) -> None:
        """Show the newest of these."""
        clear(self.holder)
        masking = self._context.masking
        for line in lines[:_RECENT]:
            chip = Chip(self._context.theme)
            chip.show_text(*tables.voucher_chip(line))
            day = formats.short_day(line.payment.date, texts())
            self.inner.addWidget(Label("body", "text2", text=day))
            self.inner.addWidget(Label("body", text=masking.money(line.payment.amount)))
            self.inner.addWidget(chip)
        if not lines:
            self.inner.addWidget(Label("body", "text3", text=_("None recorded")))

    def retranslate(self) -> None:
        """Word the fixed parts."""
        self.label.setText(_("Recent payments"))
        self.button.setText(_("Record payment"))
