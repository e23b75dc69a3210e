"""Small forms: the people behind the numbers, and the questionnaire for a short history."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QSpinBox, QWidget

from jiebei_desktop.domain.household import Household
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.services.picture.affording import ASKED
from jiebei_desktop.text.current import _, pgettext
from jiebei_desktop.ui.pages.affordability import words
from jiebei_desktop.ui.theme import Theme
from jiebei_desktop.ui.widgets.basics import Button, Label
from jiebei_desktop.ui.widgets.date_edit import DateEdit
from jiebei_desktop.ui.widgets.field import Field
from jiebei_desktop.ui.widgets.form_dialog import FormDialog
from jiebei_desktop.ui.widgets.money_edit import MoneyEdit

MOST_PEOPLE, MOST_WEEKS = 20, 52
WEEKS = "weeks_without_work"


class PeopleDialog(FormDialog):
    """Edits how many live from this money, the local minimum, and the kind of income."""

    recurring = Signal()
    """The user wants to edit what comes again, which the ledger page does."""

    def __init__(
        self, theme: Theme, now: Household, today: date, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, parent)
        self.setWindowTitle(_("Adjust income and spending"))
        self.members = QSpinBox()
        self.members.setRange(1, MOST_PEOPLE)
        self.members.setValue(now.members)
        self.dibao = MoneyEdit(theme)
        self.dibao.set_value(now.dibao_per_person)
        self.dibao_day = DateEdit(now.dibao_as_of or today, today)
        self.kind = QComboBox()
        for code, name in words.income_kinds().items():
            self.kind.addItem(name, code)
        self.kind.setCurrentIndex(max(0, self.kind.findData(now.income_kind)))
        people, self.dibao_field = Field(theme, self.members), Field(theme, self.dibao)
        day, kind = Field(theme, self.dibao_day), Field(theme, self.kind)
        people.show_words(_("People living from this money"))
        kind.show_words(_("Kind of income"))
        self.dibao_field.show_words(
            _("Local minimum living standard"), _("Per person and month; may stay empty")
        )
        day.show_words(_("In force on"))
        self.add(people, kind)
        self.add(self.dibao_field, day)
        note = _("Income and spending themselves are kept as recurring items in the ledger.")
        self.fields.addWidget(Label("caption", "text2", wrap=True, text=note))
        self.recurring_button = Button(theme, "text")
        self.recurring_button.setText(_("Edit recurring items"))
        self.recurring_button.clicked.connect(self._go)
        self.fields.addWidget(self.recurring_button)

    def check(self) -> Field[QWidget] | None:
        """Return the amount's field when it is no amount."""
        problem = self.dibao.problem()
        self.dibao_field.show_problem(problem)
        return self.dibao_field if problem else None  # type: ignore[return-value]

    def values(self) -> tuple[int, Fen | None, date | None, str]:
        """Return members, minimum per person, its day, and the kind of income."""
        return (
            self.members.value(),
            self.dibao.value(),
            self.dibao_day.value(),
            str(self.kind.currentData()),
        )

    def _go(self) -> None:
        self.recurring.emit()
        self.reject()


class QuestionsDialog(FormDialog):
    """Asks what a ledger with less than three months cannot know; every answer may stay open."""

    def __init__(
        self, theme: Theme, answers: dict[str, int], parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, parent)
        self.setWindowTitle(_("A few questions"))
        self.amounts: dict[str, MoneyEdit] = {}
        self._rows: list[Field[MoneyEdit]] = []
        for name in ASKED[:-1]:
            edit = MoneyEdit(theme)
            edit.set_value(Fen(answers[name]) if name in answers else None)
            field = Field(theme, edit)
            field.show_words(*words.question(name))
            self.amounts[name] = edit
            self._rows.append(field)
        self.weeks = QSpinBox()
        self.weeks.setRange(-1, MOST_WEEKS)
        self.weeks.setSpecialValueText(pgettext("affordability", "not answered"))
        self.weeks.setValue(answers.get(WEEKS, -1))
        last = Field(theme, self.weeks)
        last.show_words(*words.question(WEEKS))
        rows: list[QWidget] = [*self._rows, last]
        for left, right in zip(rows[::2], rows[1::2], strict=True):
            self.add(left, right)

    def check(self) -> Field[QWidget] | None:
        """Return the first field that holds no amount."""
        wrong = None
        for field in self._rows:
            problem = field.edit.problem()
            field.show_problem(problem)
            if problem and wrong is None:
                wrong = field
        return wrong  # type: ignore[return-value]

    def values(self) -> dict[str, int]:
        """Return what is answered, in fen and weeks."""
        found = {
            name: int(value)
            for name, edit in self.amounts.items()
            if (value := edit.value()) is not None
        }
        if self.weeks.value() >= 0:
            found[WEEKS] = self.weeks.value()
        return found
