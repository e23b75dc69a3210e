"""Recording a payment: what it will be counted towards is shown before it is saved."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QWidget

from jiebei_desktop.domain.debts import Allocation, Payment, Unchanged
from jiebei_desktop.domain.money import ZERO, Fen
from jiebei_desktop.services.debts.debt_actions import (
    PaymentPreview,
    is_beyond,
    preview_payment,
    slightly_off,
)
from jiebei_desktop.services.debts.debt_detail import DebtDetail
from jiebei_desktop.text.current import _, pgettext
from jiebei_desktop.ui.page import PageContext
from jiebei_desktop.ui.pages.debts import words
from jiebei_desktop.ui.widgets.basics import Label, frame
from jiebei_desktop.ui.widgets.boxes import down
from jiebei_desktop.ui.widgets.date_edit import DateEdit
from jiebei_desktop.ui.widgets.field import Field
from jiebei_desktop.ui.widgets.form_dialog import FormDialog
from jiebei_desktop.ui.widgets.money_edit import MoneyEdit

_PAID_AFTER = 1
"""Place of the answer that the figures do not hold the payment."""
_KEPT = (None, Unchanged.TERM, Unchanged.PAYMENT)
"""What was agreed, in the order of the answers."""


class PaymentDialog(FormDialog):
    """Day, amount and note of one payment; ``payment()`` once it was saved.

    On the day of a reported balance it asks whether the figures hold the payment already; an
    amount slightly off the instalment worked out here may be the lender's own instalment.
    """

    def __init__(self, context: PageContext, detail: DebtDetail, parent: QWidget) -> None:
        super().__init__(context.theme, parent)
        self._context = context
        self._detail = detail
        theme = context.theme
        self.day = Field(theme, DateEdit(context.today(), past=True))
        self.amount = Field(theme, MoneyEdit(theme))
        self.note = Field(theme, QLineEdit())
        self.included = Field(theme, QComboBox())
        self.kept = Field(theme, QComboBox())
        self.own_instalment = QCheckBox()
        self.preview_title = Label("body_strong")
        self.applied = Label("body", wrap=True)
        self.left = Label("body", "text2", wrap=True)
        self.caution = Label("caption", "caution", wrap=True)
        self.designation = Label("caption", "text2", wrap=True)
        self._build()
        self.amount.edit.set_value(detail.line.owed.arrears or detail.line.owed.next_amount or None)
        self.amount.edit.valueChanged.connect(self._preview)
        self.day.edit.dateChanged.connect(lambda _d: self._preview())
        self._preview()
        self.amount.edit.setFocus()

    def payment(self) -> Payment | None:
        """Return what is typed, or None while there is no amount."""
        amount = self.amount.edit.value()
        if not amount:
            return None
        note = self.note.edit.text().strip()
        after = self._is_asked() and self.included.edit.currentIndex() == _PAID_AFTER
        kept = _KEPT[self.kept.edit.currentIndex()] if self._is_beyond() else None
        day = self.day.edit.value()
        return Payment(date=day, amount=amount, note=note, after_balance=after, kept=kept)

    def instalment(self) -> Fen | None:
        """Return the instalment of the lender, when the amount paid is said to be it."""
        is_said = self.own_instalment.isVisibleTo(self) and self.own_instalment.isChecked()
        return self.amount.edit.value() if is_said else None

    def check(self) -> Field[QWidget] | None:
        """Demand an amount, and a day of the contract."""
        wrong: Field[QWidget] | None = None
        before = self.day.edit.value() < self._detail.line.debt.contract_date
        self.day.show_problem(_("That is before the contract") if before else "")
        if before:
            wrong = self.day  # type: ignore[assignment]
        if not self.amount.edit.value():
            self.amount.show_problem(self.amount.edit.problem() or _("Not filled in yet"))
            wrong = self.amount  # type: ignore[assignment]
        if self._is_asked() and self.included.edit.currentIndex() < 0:
            self.included.show_problem(_("Choose one of the two"))
            wrong = self.included  # type: ignore[assignment]
        return wrong

    def _is_beyond(self) -> bool:
        """Return whether more is paid than the next instalment: the plan may change."""
        amount, day = self.amount.edit.value() or ZERO, self.day.edit.value()
        return is_beyond(self._detail.line.debt, amount, day)

    def _is_asked(self) -> bool:
        """Return whether the payment is of the very day of a reported balance."""
        balance = self._detail.line.debt.balance
        return balance is not None and self.day.edit.value() == balance.as_of

    def _build(self) -> None:
        name = self._detail.line.debt.name
        self.setWindowTitle(_("Record a payment to {debt}").format(debt=name))
        self.save_button.setText(_("Save payment"))
        self.day.show_words(_("Day it was paid"))
        self.amount.show_words(_("Amount"))
        self.note.show_words(_("Note"), _("Optional, such as the card it was paid from"))
        self.add(Label("dialog_title", text=self.windowTitle(), wrap=True))
        self.add(self.amount, self.day)
        self.add(self.included)
        self.add(self.kept)
        self.add(self.note)
        self.add(self.own_instalment)
        panel = frame("tint")
        px = self.theme.px
        down(
            self.preview_title,
            self.applied,
            self.left,
            self.caution,
            on=panel,
            gap=px(4),
            around=(px(14), px(10)),
        )
        self.add(panel)
        self.add(self.designation)
        self._word_question()
        self.preview_title.setText(_("What this payment goes to"))
        self.designation.setText(self._designation())
        self.setMinimumWidth(px(480))

    def _designation(self) -> str:
        """Word the right to say which of several debts is paid (row set_off_560)."""
        if not self._detail.same_lender:
            return ""
        return _(
            "The same lender also holds {others}. Whoever pays may say which debt the money is"
            " for (Civil Code art. 560); write it into the transfer note if you can."
        ).format(others=pgettext("list", ", ").join(self._detail.same_lender))

    def _word_question(self) -> None:
        """Ask what only the person who paid can know."""
        self.included.show_words(_("Do the figures shown that day include this payment?"))
        self.included.edit.addItems([_("Yes, they already include it"), _("No, I paid afterwards")])
        self.included.edit.setPlaceholderText(_("Please choose"))
        self.included.edit.setCurrentIndex(-1)
        self.kept.show_words(_("More than the next instalment: what was agreed?"))
        self.kept.edit.addItem(_("Nothing: it pays the next instalments ahead"))
        self.kept.edit.addItem(_("Smaller payments until the same last day"))
        self.kept.edit.addItem(_("The same payments, fewer of them"))
        for field in (self.included, self.kept):
            field.edit.currentIndexChanged.connect(lambda _index: self._preview())

    def _offer_instalment(self) -> None:
        """Offer to keep an amount slightly off as the lender's own instalment."""
        offered = slightly_off(self._detail.line.debt, self.amount.edit.value() or ZERO,
                               self.day.edit.value())  # fmt: skip
        self.own_instalment.setVisible(offered)
        if offered:
            self.own_instalment.setText(
                _("The lender's instalment is {amount}: plan with it").format(
                    amount=self._context.masking.money(self.amount.edit.value() or ZERO)
                )
            )

    def _preview(self) -> None:
        self.included.setVisible(self._is_asked())
        self.kept.setVisible(self._is_beyond())
        self._offer_instalment()
        payment = self.payment()
        if payment is None:
            self.applied.setText(_("Type an amount to see it"))
            self.left.setText("")
            self.caution.hide()
            return
        found = preview_payment(self._detail.line.debt, payment, self._context.today())
        self._show(found)

    def _show(self, found: PaymentPreview) -> None:
        masking = self._context.masking
        applied = words.parts_spoken(found.applied, masking)
        nothing = (
            _("Nothing is owed on that day")
            if found.counted
            else _("The figures of that day already hold it")
        )
        self.applied.setText(applied or nothing)
        total = masking.money(found.after.parts.total)
        self.left.setText(
            _("Then {total} settles it today, {late} of it past due").format(
                total=total, late=masking.money(found.after.arrears)
            )
            if found.after.arrears
            else _("Then {total} settles it today, nothing past due").format(total=total)
        )
        self.caution.setText(self._cautions(found))
        self.caution.setVisible(bool(self.caution.text()))

    def _cautions(self, found: PaymentPreview) -> str:
        said = []
        if not found.counted:
            said.append(
                _("A balance reported later already holds this payment, so nothing changes today.")
            )
        if found.unapplied:
            over = self._context.masking.money(found.unapplied)
            said.append(_("{amount} is more than was owed.").format(amount=over))
        if self._detail.line.terms.allocation is Allocation.UNKNOWN:
            said.append(
                _("The contract's order is not known; this shows costs, interest, then principal.")
            )
        return "\n".join(said)
