"""Paying an amount early: the debt as it is, with fewer and with smaller payments."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from jiebei_desktop.domain.money import ZERO
from jiebei_desktop.services.debts.debt_detail import DebtDetail
from jiebei_desktop.services.picture import Reading, read
from jiebei_desktop.services.plans.prepaying import PrepayView, prepay_view
from jiebei_desktop.text import prepaying
from jiebei_desktop.text.current import _, texts
from jiebei_desktop.ui.figures import WORKING, note
from jiebei_desktop.ui.page import PageContext
from jiebei_desktop.ui.pages.debts.payment_dialog import PaymentDialog
from jiebei_desktop.ui.widgets.basics import Label, frame
from jiebei_desktop.ui.widgets.date_edit import DateEdit
from jiebei_desktop.ui.widgets.field import Field
from jiebei_desktop.ui.widgets.form_dialog import FormDialog
from jiebei_desktop.ui.widgets.money_edit import MoneyEdit

_WAYS, _ROWS = 3, 5


class PrepayDialog(FormDialog):
    """A trial: it writes nothing; ``paid`` when the user says that it was paid so."""

    paid = Signal()

    def __init__(self, context: PageContext, detail: DebtDetail, parent: QWidget) -> None:
        super().__init__(context.theme, parent)
        self._context = context
        self._debt = detail.line.debt
        self._reading: Reading | None = None
        theme = context.theme
        self.amount = Field(theme, MoneyEdit(theme))
        self.day = Field(theme, DateEdit(context.today()))
        self.fee = Field(theme, MoneyEdit(theme))
        self.heads = [Label("caption", "text2", wrap=True) for _way in range(_WAYS)]
        self.names = [Label("body", "text2", wrap=True) for _row in range(_ROWS)]
        self.cells = [[Label("body_strong") for _way in range(_WAYS)] for _row in range(_ROWS)]
        self.panel = frame("tint")
        self.told = Label("body", "text2", wrap=True)
        self.cautions = Label("body", "caution", wrap=True)
        self._build()
        for edit in (self.amount.edit, self.fee.edit):
            edit.valueChanged.connect(self._reckon)
        self.day.edit.dateChanged.connect(lambda _d: self._reckon())
        session, today = context.session, context.today()
        context.lanes.ledger(
            lambda: read(session, today), self._know, failed=context.tell, latest="prepay-reading"
        )

    def payment_dialog(self, detail: DebtDetail, parent: QWidget) -> PaymentDialog:
        """Return the form of a payment with what was tried in it."""
        dialog = PaymentDialog(self._context, detail, parent)
        dialog.day.edit.set_value(self.day.edit.value())
        dialog.amount.edit.set_value(self.amount.edit.value())
        return dialog

    def reject(self) -> None:
        """Close: a trial is nothing that could be lost."""
        self._lose()

    def check(self) -> Field[QWidget] | None:
        """Demand an amount, and a day that has come: only then was it paid."""
        self.amount.show_problem("" if self.amount.edit.value() else _("Not filled in yet"))
        ahead = self.day.edit.value() > self._context.today()
        self.day.show_problem(_("That day is still ahead") if ahead else "")
        if not self.amount.edit.value():
            return self.amount  # type: ignore[return-value]
        return self.day if ahead else None  # type: ignore[return-value]

    def _know(self, reading: Reading) -> None:
        self._reading = reading
        self._reckon()

    def _reckon(self, _value: object = None) -> None:
        reading, amount, day = self._reading, self.amount.edit.value(), self.day.edit.value()
        fee = self.fee.edit.value() or ZERO
        past = day < self._context.today()
        self.day.show_problem(_("Choose today or a later day") if past else "")
        if reading is None or not amount or past:
            self._show_nothing()
            return
        self._context.lanes.side(
            lambda: prepay_view(reading, self._debt, amount, day, fee),
            self._show,
            latest="prepay",
            failed=self._context.tell,
        )

    def _show_nothing(self) -> None:
        self.panel.hide()
        self.cautions.hide()
        self.told.setText(_("Type an amount to see it"))

    def _show(self, view: PrepayView | None) -> None:
        if view is None:
            self._show_nothing()
            return
        t, write = texts(), self._context.masking.money
        told = list(prepaying.columns(view, t, write))
        for row, labels in enumerate(self.cells):
            for label, values in zip(labels, told, strict=True):
                label.setText(values[row])
        said = list(prepaying.said(view, t, write))
        first = len(said) - len(view.cautions)
        self.told.setText("\n".join(said[:first]))
        self.cautions.setText("\n".join(said[first:]))
        self.cautions.setVisible(bool(view.cautions))
        self.panel.show()

    def _build(self) -> None:
        self.setWindowTitle(_("Pay {debt} early").format(debt=self._debt.name))
        self.save_button.setText(_("It is paid: record it…"))
        self.cancel_button.setText(_("Close"))
        self.saved.connect(self.paid)
        self.amount.show_words(_("Amount"))
        self.day.show_words(_("Day"))
        self.fee.show_words(_("Fee for paying early"), _("Optional, as the contract says"))
        self.add(Label("dialog_title", text=self.windowTitle(), wrap=True))
        hint = _(
            "Ask the lender which of the two it does, and have it in writing: without a word some"
            " take the money for the next instalments."
        )
        self.add(Label("caption", "text2", text=hint, wrap=True))
        self.add(self.amount, self.day, self.fee)
        self.add(self.panel)
        self._lay_out()
        self.add(self.told)
        self.add(self.cautions)
        for label in (self.told, self.cautions):
            note(label, WORKING)
        self.setMinimumWidth(self.theme.px(640))
        self._show_nothing()

    def _lay_out(self) -> None:
        px, grid = self.theme.px, QGridLayout(self.panel)
        grid.setContentsMargins(px(14), px(10), px(14), px(10))
        grid.setHorizontalSpacing(px(16))
        grid.setVerticalSpacing(px(4))
        for column, (label, name) in enumerate(
            zip(self.heads, prepaying.way_names(texts()), strict=True), 1
        ):
            label.setText(name)
            grid.addWidget(label, 0, column)
        for row, (label, name) in enumerate(
            zip(self.names, prepaying.row_names(texts()), strict=True), 1
        ):
            label.setText(name)
            grid.addWidget(label, row, 0)
            for column, cell in enumerate(self.cells[row - 1], 1):
                note(cell, WORKING)
                cell.setAccessibleDescription(f"{name} {self.heads[column - 1].text()}")
                grid.addWidget(cell, row, column)
        grid.setColumnStretch(0, 1)
