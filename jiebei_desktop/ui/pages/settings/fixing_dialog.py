"""A small form for a published LPR, typed from the notice."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import partial

from PySide6.QtWidgets import QWidget

from jiebei_desktop.domain.rules import Fixing, Grade, RuleBook
from jiebei_desktop.services.reference.fixings import (
    BY_USER,
    RuleRefused,
    Why,
    annual,
    check_fixing,
)
from jiebei_desktop.text.current import _, texts
from jiebei_desktop.text.rule_updates import refusal
from jiebei_desktop.ui.theme import Theme
from jiebei_desktop.ui.widgets.date_edit import DateEdit
from jiebei_desktop.ui.widgets.field import Field
from jiebei_desktop.ui.widgets.form_dialog import FormDialog, demand
from jiebei_desktop.ui.widgets.read_edit import ReadEdit


class LprEdit(ReadEdit):
    """A rate as it is published, 3.00, or as a fraction."""

    def value(self) -> Decimal | None:
        """Return the fraction a year, None where there is none to read."""
        return annual(self.text())

    def problem(self) -> str:
        """Return what is wrong with the text, or an empty string."""
        return _problem(self) if self.text().strip() else ""


class FixingDialog(FormDialog):
    """Day of publication and both rates; ``fixing`` is what was typed."""

    def __init__(
        self, theme: Theme, rules: RuleBook, today: date, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, parent)
        self._rules, self._today = rules, today
        self.setWindowTitle(_("Add a published LPR"))
        self.day = Field(theme, DateEdit(today))
        self.one_year, self.five_year = Field(theme, LprEdit()), Field(theme, LprEdit())
        self.day.show_words(_("Published on"), _("The 20th of a month, or the working day after"))
        self.one_year.show_words(_("1 year"), _("In percent, such as 3.00"))
        self.five_year.show_words(_("Over 5 years"), _("In percent, such as 3.50"))
        self.add(self.day)
        self.add(self.one_year, self.five_year)

    def check(self) -> Field[QWidget] | None:
        """Return the first rate that is none, or the field of what cannot be published."""
        rates = (self.one_year, self.five_year)
        wrong = [field for field in rates if demand(field, partial(_problem, field.edit))]  # type: ignore[arg-type]
        if wrong:
            return wrong[0]  # type: ignore[return-value]
        try:
            check_fixing(self._rules, self.fixing(), self._today)
        except RuleRefused as error:
            field = self.one_year if error.code in {Why.LPR_RANGE, Why.LPR_STEP} else self.day
            field.show_problem(refusal(error, texts()))
            return field  # type: ignore[return-value]
        return None

    def fixing(self) -> Fixing:
        """Return what was typed; only after a `check` that found nothing."""
        return Fixing(
            published=self.day.edit.value(),
            one_year=self.one_year.edit.value() or Decimal(0),
            five_year=self.five_year.edit.value() or Decimal(0),
            source=BY_USER,
            grade=Grade.C,
        )


def _problem(edit: LprEdit) -> str:
    return "" if edit.value() is not None else _("Type the rate as published, such as 3.00")
