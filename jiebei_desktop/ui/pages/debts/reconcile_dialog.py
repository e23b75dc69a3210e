"""Comparing with the lender's app: type what it shows, see what explains the difference."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QWidget

from jiebei_desktop.domain.debts import ReportedBalance
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.parts import PARTS, Parts
from jiebei_desktop.domain.rules import RuleBook
from jiebei_desktop.services.debts.debt_actions import (
    Cause,
    Reconciliation,
    parts_on,
    reconcile,
    reported,
)
from jiebei_desktop.services.debts.debt_detail import DebtDetail
from jiebei_desktop.text import formats
from jiebei_desktop.text.current import _, ngettext, texts
from jiebei_desktop.ui.page import PageContext
from jiebei_desktop.ui.pages.debts import words
from jiebei_desktop.ui.widgets.basics import Label, frame
from jiebei_desktop.ui.widgets.boxes import down, lay
from jiebei_desktop.ui.widgets.date_edit import DateEdit
from jiebei_desktop.ui.widgets.field import Field
from jiebei_desktop.ui.widgets.form_dialog import FormDialog
from jiebei_desktop.ui.widgets.money_edit import MoneyEdit


class ReconcileDialog(FormDialog):
    """Four parts as the lender shows them; ``balance()`` is what is kept on saving."""

    def __init__(
        self, context: PageContext, detail: DebtDetail, rules: RuleBook, parent: QWidget
    ) -> None:
        super().__init__(context.theme, parent)
        self._context = context
        self._detail = detail
        self._rules = rules
        theme = context.theme
        self.day = Field(theme, DateEdit(context.today()))
        self.parts = [Field(theme, MoneyEdit(theme)) for _part in PARTS]
        self.late = Field(theme, MoneyEdit(theme))
        self.differences = [Label("body") for _part in (*PARTS, "total")]
        self.verdict = Label("body", wrap=True)
        self._build()
        self._compare()

    def balance(self) -> ReportedBalance | None:
        """Return the balance to keep; a field left empty is as worked out."""
        values: list[Fen] = []
        computed = self._computed()
        for field, name in zip(self.parts, PARTS, strict=True):
            if field.edit.problem():
                return None
            typed = field.edit.value()
            values.append(getattr(computed, name) if typed is None else typed)
        if self.late.edit.problem():
            return None
        shown = Parts(principal=values[0], interest=values[1], penalty=values[2], fees=values[3])
        return reported(
            self._detail.line.debt, shown, self.day.edit.value(), self.late.edit.value()
        )

    def check(self) -> Field[QWidget] | None:
        """Demand amounts that are amounts and a day that has been."""
        today, day = self._context.today(), self.day.edit.value()
        ahead = day > today or day < self._detail.line.debt.contract_date
        self.day.show_problem(_("Choose a day between the contract and today") if ahead else "")
        wrong: Field[QWidget] | None = self.day if ahead else None  # type: ignore[assignment]
        for field in (*self.parts, self.late):
            field.show_problem(field.edit.problem())
            if field.edit.problem():
                wrong = wrong or field  # type: ignore[assignment]
        return wrong

    def _computed(self) -> Parts:
        return parts_on(self._detail.line.debt, self.day.edit.value())

    def _compare(self) -> None:
        computed = self._computed()
        for field, name in zip(self.parts, PARTS, strict=True):
            worked_out = self._context.masking.money(getattr(computed, name))
            field.show_words(
                words.part_names()[PARTS.index(name)],
                _("worked out: {amount}").format(amount=worked_out),
            )
        balance = self.balance()
        if balance is None:
            self.verdict.setText(_("One of the fields is not an amount"))
            return
        found = reconcile(self._detail.line.debt, balance, self._rules)
        self._show_differences(found)
        self.verdict.setText("\n".join(self._cause(cause) for cause in found.causes))

    def _show_differences(self, found: Reconciliation) -> None:
        names = (*words.part_names(), _("Together"))
        values = (*(getattr(found.difference, name) for name in PARTS), found.difference.total)
        for label, name, value in zip(self.differences, names, values, strict=True):
            amount = "±0.00" if not value else formats.signed(value)
            if self._context.masking.on:
                amount = self._context.masking.amount(Fen(value))
            label.setText(_("{part} {amount}").format(part=name, amount=amount))
            label.set_tone("caution" if value else "text2")

    def _cause(self, cause: Cause) -> str:
        day = "" if cause.on is None else formats.day(cause.on, texts())
        amount = self._context.masking.money(cause.amount)
        if cause.code == "day":
            return self._by_days(cause.days)
        sentences = {
            "same": _("The lender shows exactly what is worked out here."),
            "unrecorded": _(
                "It fits to the fen if the instalment of {day} ({amount}) was paid on time."
                " Record that payment if you made it."
            ),
            "unknown_payment": _(
                "It fits to the fen if the lender has not booked the payment of {day} ({amount})."
                " Ask for it with your voucher."
            ),
            "principal_first": _("It fits to the fen if payments go to principal first."),
            "accelerated": _(
                "It fits to the fen if the lender treats all as due since {day}. Ask whether that"
                " was announced to you."
            ),
            "penalty": _(
                "It fits to the fen if overdue principal bears {times} times the contract rate."
                " Compare that with the contract."
            ),
            "none": _("No single cause explains it; several parts differ."),
        }
        said = sentences.get(cause.code) or self._one_part(cause.code)
        return said.format(day=day, amount=amount, times=cause.times)

    @staticmethod
    def _by_days(days: int) -> str:
        if days > 0:
            message = ngettext(
                "It fits to the fen if the lender counts {days} day more.",
                "It fits to the fen if the lender counts {days} days more.",
                days,
            )
        else:
            message = ngettext(
                "It fits to the fen if the lender counts {days} day less.",
                "It fits to the fen if the lender counts {days} days less.",
                -days,
            )
        return message.format(days=abs(days))

    @staticmethod
    def _one_part(code: str) -> str:
        index = PARTS.index(code.removeprefix("only_"))
        return _("Only this part differs: {part}. Ask the lender how it is counted.").replace(
            "{part}", words.part_names()[index]
        )

    def _build(self) -> None:
        debt = self._detail.line.debt
        self.setWindowTitle(_("Compare {debt} with the lender's app").format(debt=debt.name))
        self.save_button.setText(_("Keep what the lender shows"))
        self.day.show_words(_("Day it is shown for"))
        self.late.show_words(
            _("Of the principal, past due"), _("Leave empty if the app does not say")
        )
        self.add(Label("dialog_title", text=self.windowTitle(), wrap=True))
        hint = _(
            "Type what the app shows; leave empty what it does not show. Figures then start from"
            " this balance, earlier ones stay on record."
        )
        self.add(Label("caption", "text2", text=hint, wrap=True))
        self.add(self.parts[0], self.parts[1])
        self.add(self.parts[2], self.parts[3])
        self.add(self.late, self.day)
        self.add(self._panel())
        self.setMinimumWidth(self.theme.px(540))
        self.day.edit.dateChanged.connect(lambda _d: self._compare())
        for field in (*self.parts, self.late):
            field.edit.valueChanged.connect(self._compare)

    def _panel(self) -> QWidget:
        px = self.theme.px
        panel = frame("tint")
        column = down(
            Label("body_strong", text=_("Lender less worked out")),
            on=panel,
            around=(px(14), px(10)),
        )
        grid = QGridLayout()
        for place, label in enumerate(self.differences):
            label.setMinimumHeight(px(20))
            grid.addWidget(label, place // 3, place % 3)
        lay(column, grid, self.verdict)
        return panel
