"""The lender announced that all falls due: what that changes, before it is recorded."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QWidget

from jiebei_desktop.domain.standing import Owed
from jiebei_desktop.services.debts.debt_actions import what_if_all_due
from jiebei_desktop.services.debts.debt_detail import DebtDetail
from jiebei_desktop.text import formats
from jiebei_desktop.text.current import _, texts
from jiebei_desktop.ui.page import PageContext
from jiebei_desktop.ui.widgets.basics import Label, frame
from jiebei_desktop.ui.widgets.boxes import down
from jiebei_desktop.ui.widgets.date_edit import DateEdit
from jiebei_desktop.ui.widgets.field import Field
from jiebei_desktop.ui.widgets.form_dialog import FormDialog


class AllDueDialog(FormDialog):
    """Day of the announcement, and the debt with and without it."""

    def __init__(self, context: PageContext, detail: DebtDetail, parent: QWidget) -> None:
        super().__init__(context.theme, parent)
        self._context = context
        self._detail = detail
        debt = detail.line.debt
        self.day = Field(
            context.theme, DateEdit(debt.accelerated_on or context.today(), context.today())
        )
        self.on = Label("caption", "text2")
        self.now = Label("body", "text2", wrap=True)
        self.then = Label("body_strong", wrap=True)
        self.setWindowTitle(_("All of {debt} falls due").format(debt=debt.name))
        self.save_button.setText(_("Record the announcement"))
        if debt.accelerated_on is not None:
            self.allow_remove()
            self.remove_button.setText(_("It was not announced"))
        self._build()
        self.day.edit.dateChanged.connect(lambda _d: self._show())
        self._show()

    def announced(self) -> date:
        """Return the day typed."""
        return self.day.edit.value()

    def check(self) -> Field[QWidget] | None:
        """Demand a day between the contract and today."""
        day = self.announced()
        outside = day > self._context.today() or day < self._detail.line.debt.contract_date
        self.day.show_problem(_("Choose a day between the contract and today") if outside else "")
        return self.day if outside else None  # type: ignore[return-value]

    def _show(self) -> None:
        debt, today = self._detail.line.debt, self._context.today()
        now, then = what_if_all_due(debt, self.announced(), today)
        self.on.setText(_("Worked out for {day}").format(day=formats.day(now.as_of, texts())))
        self.now.setText(_("Without it: {state}").format(state=self._state(now)))
        self.then.setText(_("With it: {state}").format(state=self._state(then)))

    def _state(self, stand: Owed) -> str:
        masking = self._context.masking
        return _("past due {late}, to settle {total}, each further day {day}").format(
            late=masking.money(stand.arrears),
            total=masking.money(stand.parts.total),
            day=masking.money(stand.per_day),
        )

    def _build(self) -> None:
        self.add(Label("dialog_title", text=self.windowTitle(), wrap=True))
        hint = _(
            "Record this only when the lender has announced it, in writing or in the app. A late"
            " instalment alone does not make everything due."
        )
        self.add(Label("caption", "text2", text=hint, wrap=True))
        self.day.show_words(_("Day of the announcement"))
        self.add(self.day)
        panel = frame("tint")
        px = self.theme.px
        down(self.on, self.now, self.then, on=panel, around=(px(14), px(10)))
        self.add(panel)
        self.setMinimumWidth(px(480))
