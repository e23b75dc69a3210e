"""The two strips under the tables: settle on a chosen day, and the latest payments."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QWidget

from jiebei_desktop.domain.money import Fen
from jiebei_desktop.services.debts.debt_detail import PaymentLine
from jiebei_desktop.services.debts.debts_view import PayoffOn
from jiebei_desktop.text import formats
from jiebei_desktop.text.current import _, texts
from jiebei_desktop.ui.figures import WORKING, note
from jiebei_desktop.ui.models.table import ROW_ROLE
from jiebei_desktop.ui.page import PageContext
from jiebei_desktop.ui.pages.debts import tables, words
from jiebei_desktop.ui.widgets.basics import Button, Label, clear
from jiebei_desktop.ui.widgets.boxes import REST, across, down, held, stand
from jiebei_desktop.ui.widgets.chip import Chip
from jiebei_desktop.ui.widgets.date_edit import DateEdit
from jiebei_desktop.ui.widgets.flow import FlowLayout

_RECENT = 2

NARROW = 600
"""Width in px at 100 % below which the payments stand under their title."""


class FigureTile(QWidget):
    """A small figure with its name above."""

    def __init__(self) -> None:
        super().__init__()
        self.name = Label("caption", "text2")
        self.value = Label("amount")
        down(self.name, self.value, on=self, gap=0)

    def show_figure(self, name: str, value: str) -> None:
        """Show a figure."""
        self.name.setText(name)
        self.value.setText(value)
        self.setAccessibleName(f"{name} {value}")


class PaymentsTab(QWidget):
    """The table of payments with what can be done to one; ``wanted`` names the wish."""

    wanted = Signal(str)

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        theme = context.theme
        self.table = tables.payments_view(theme, context.masking)
        self.voucher_button = Button(theme, "text", "voucher", small=True)
        self.remove_button = Button(theme, "text", "trash", small=True)
        down(
            (self.table, 1),
            across(
                self.voucher_button, self.remove_button, REST, around=(theme.px(8), theme.px(2))
            ),
            on=self,
            gap=0,
        )
        self.voucher_button.clicked.connect(lambda: self.wanted.emit("voucher"))
        self.remove_button.clicked.connect(lambda: self.wanted.emit("unpay"))
        self.table.activated.connect(lambda _index: self.wanted.emit("voucher"))
        delete = QShortcut(QKeySequence(QKeySequence.StandardKey.Delete), self.table)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)
        delete.activated.connect(lambda: self.wanted.emit("unpay"))

    def show_payments(self, lines: Sequence[PaymentLine]) -> None:
        """Show these, with the newest selected."""
        tables.show_rows(self.table, lines)
        if lines:
            self.table.selectRow(0)
        self.voucher_button.setEnabled(bool(lines))
        self.remove_button.setEnabled(bool(lines))

    def selected(self) -> PaymentLine | None:
        """Return the payment chosen."""
        index = self.table.currentIndex()
        found = index.data(ROW_ROLE) if index.isValid() else None
        return found if isinstance(found, PaymentLine) else None

    def retranslate(self) -> None:
        """Word the buttons."""
        self.voucher_button.setText(_("Keep its voucher…"))
        self.remove_button.setText(_("Delete payment…"))
        self.table.setAccessibleName(_("Payments"))


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
        for label in (self.result, self.more):
            note(label, WORKING)
        px = context.theme.px
        across(
            self.label,
            self.day,
            self.result,
            (self.more, 1),
            on=self,
            gap=px(10),
            around=(px(16), px(8)),
        )
        self.day.dateChanged.connect(lambda _d: self.day_chosen.emit(self.day.value()))
        self.day.judged.connect(self._judged)

    def offer(self, today: date, next_due: date | None) -> None:
        """Put a day in that lies ahead: what the user chose, else the next due day."""
        if self.day.value() <= today:
            self.day.blockSignals(True)
            self.day.set_value(next_due or today)
            self.day.blockSignals(False)

    def show_payoff(self, found: PayoffOn, as_of: date) -> None:
        """Show what settling on the chosen day costs, where one is written."""
        if self.day.problem():
            return
        masking = self._context.masking
        total = masking.money(found.parts.total)
        self.result.setText(_("needs {amount}").format(amount=total))
        self.more.setText(self._more_words(found, as_of))
        self.more.set_tone("text2")
        self.day.setAccessibleDescription(f"{self.result.text()} {self.more.text()}")

    def _judged(self) -> None:
        """Say that what is written is no day, in place of what settling on it costs."""
        if not self.day.problem():
            if not self.result.text():
                self.day_chosen.emit(self.day.value())
        else:
            self.result.clear()
            self.more.setText(self.day.problem())
            self.more.set_tone("severe")
            self.day.setAccessibleDescription(self.more.text())

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
        self.inner = FlowLayout(self.holder, context.theme.px(8))
        self.button = Button(context.theme, "default", "plus", small=True)
        px = context.theme.px
        self._row = across(
            self.label, (self.holder, 1), self.button, on=self, gap=px(10), around=(px(16), px(7))
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand in one row, or one part under another."""
        super().resizeEvent(event)
        wide = self.width() >= self._context.theme.px(NARROW)
        stand(self._row, beside=wide)

    def show_payments(self, lines: Sequence[PaymentLine]) -> None:
        """Show the newest of these."""
        clear(self.holder)
        masking = self._context.masking
        for line in lines[:_RECENT]:
            chip = Chip(self._context.theme)
            chip.show_text(*tables.voucher_chip(line))
            day = formats.short_day(line.payment.date, texts())
            item = held(
                across(
                    Label("body", "text2", text=day),
                    Label("body", text=masking.money(line.payment.amount)),
                    chip,
                )
            )
            self.inner.addWidget(item)
        if not lines:
            self.inner.addWidget(Label("body", "text3", text=_("None recorded")))

    def retranslate(self) -> None:
        """Word the fixed parts."""
        self.label.setText(_("Recent payments"))
        self.button.setText(_("Record payment"))
