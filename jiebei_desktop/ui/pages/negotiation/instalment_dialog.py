"""Marking an instalment as paid: the day, the amount and the file that proves it."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace
from PySide6.QtWidgets import QWidget

from jiebei_desktop.domain.money import ZERO
from jiebei_desktop.domain.negotiation import Agreement, Evidence, InstalmentMark
from jiebei_desktop.services.cases.receipts import RECEIPT
from jiebei_desktop.text import formats
from jiebei_desktop.text.current import _, texts
from jiebei_desktop.ui.page import PageContext
from jiebei_desktop.ui.widgets.basics import Button, Label
from jiebei_desktop.ui.widgets.date_edit import DateEdit
from jiebei_desktop.ui.widgets.field import Field
from jiebei_desktop.ui.widgets.form_dialog import FormDialog
from jiebei_desktop.ui.widgets.money_edit import MoneyEdit


class InstalmentDialog(FormDialog):
    """Everything has a value already; Enter saves a payment of today in the agreed amount."""

    def __init__(
        self,
        context: PageContext,
        agreement: Agreement,
        mark: InstalmentMark,
        parent: QWidget | None,
    ) -> None:
        super().__init__(context.theme, parent)
        theme = context.theme
        self._context, self._agreement, self._mark = context, agreement, mark
        self.path: Path | None = None
        self.day, self.amount = (
            Field(theme, DateEdit(context.today(), past=True)),
            Field(theme, MoneyEdit(theme)),
        )
        self.file_button = Button(theme, "default", "voucher")
        self.file_label = Label("caption", "text2", wrap=True)
        self.amount.edit.set_value(mark.left)
        self._build()
        self.file_button.clicked.connect(self.choose)
        self.day.edit.setFocus()

    def choose(self) -> None:
        """Ask for the file that proves the payment."""
        path = self._context.ask.open_file(_("Choose a file"), "(*)")
        if path is not None:
            self.path = path
            self.file_label.setText(path.name)

    def mark(self) -> InstalmentMark:
        """Return the instalment as paid, with what was paid as its amount."""
        amount = self.amount.edit.value() or ZERO
        return replace(self._mark, paid_on=self.day.edit.value(), amount=amount)

    def evidence(self) -> Evidence:
        """Return what is said about the file in ``path``."""
        name = _("Voucher of instalment {n}").format(n=self._mark.n)
        return Evidence(
            case_id=self._agreement.case_id, kind=RECEIPT, name=name, on=self.day.edit.value()
        )

    def check(self) -> Field[QWidget] | None:
        """Demand a day of the agreement, and at least the instalment."""
        early = self.day.edit.value() < self._agreement.agreed_on
        self.day.show_problem(_("That is before the agreement") if early else "")
        short = (self.amount.edit.value() or ZERO) < self._mark.left
        self.amount.show_problem(
            _("Less than the instalment: enter it as a payment on the debts page") if short else ""
        )
        if early:
            return self.day  # type: ignore[return-value]
        return self.amount if short else None  # type: ignore[return-value]

    def _build(self) -> None:
        title = _("Instalment {n} of {count}").format(
            n=self._mark.n, count=len(self._agreement.marks)
        )
        self.setWindowTitle(title)
        self.save_button.setText(_("Paid"))
        self.add(Label("dialog_title", text=title))
        due = formats.day(self._mark.due, texts())
        self.day.show_words(_("Day it was paid"), _("Due on {day}").format(day=due))
        self.amount.show_words(_("What was paid"), _("More when a penalty was paid with it"))
        self.file_button.setText(_("Choose a voucher…"))
        self.file_label.setText(_("A receipt or a picture of it; it can be added later."))
        self.add(self.day, self.amount)
        self.add(self.file_button, self.file_label)
        note = _("It is entered as a payment of this debt. Undo takes it back.")
        self.add(Label("caption", "text2", text=note, wrap=True))
        self.setMinimumWidth(self.theme.px(520))
