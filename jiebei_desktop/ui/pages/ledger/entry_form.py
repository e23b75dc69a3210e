"""Forms over the list of entries: one entry, or one category for many."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QWidget

from jiebei_desktop.domain.debts import DebtId
from jiebei_desktop.domain.household import Entry, EntryKind, Mark
from jiebei_desktop.domain.money import ZERO
from jiebei_desktop.domain.splits import SplitPart, SplitPayment, problem_of
from jiebei_desktop.services.book.entries import taught
from jiebei_desktop.text import formats
from jiebei_desktop.text.current import _, ngettext
from jiebei_desktop.ui.fitting import bring_in
from jiebei_desktop.ui.pages.ledger.columns import mark_word
from jiebei_desktop.ui.pages.ledger.split_box import SplitBox
from jiebei_desktop.ui.plain import no_shortcut
from jiebei_desktop.ui.theme import Theme
from jiebei_desktop.ui.widgets.basics import Button
from jiebei_desktop.ui.widgets.category_edit import CategoryEdit
from jiebei_desktop.ui.widgets.date_edit import DateEdit
from jiebei_desktop.ui.widgets.field import Field
from jiebei_desktop.ui.widgets.form_dialog import FormDialog
from jiebei_desktop.ui.widgets.money_edit import MoneyEdit

if TYPE_CHECKING:
    from jiebei_desktop.storage.categories import LearnedRule


_OPEN = SplitPart(amount=ZERO)
_NARROW, _WIDE = 420, 580
"""Width in px at 100 % of one entry, and of parts side by side with notes and amounts."""


class EntryForm(FormDialog):
    """Every field of one payment, refunds included: a negative expense; and its parts."""

    def __init__(
        self,
        theme: Theme,
        payment: SplitPayment,
        debts: Mapping[DebtId, str],
        parent: QWidget | None = None,
        *,
        today: date | None = None,
    ) -> None:
        super().__init__(theme, parent)
        entry = payment.whole
        self._on_credit = payment.on_credit
        self.setWindowTitle(_("Edit entry"))
        self.parts = SplitBox(theme, entry.kind, {} if payment.on_credit else debts)
        self.split_button = Button(theme, "text", "split", small=True)
        self.split_button.setText(_("Split into parts…"))
        self.day = Field(theme, DateEdit(entry.date, today))
        self.kind = Field(theme, QComboBox())
        self.amount = Field(theme, MoneyEdit(theme, negative=True))
        self.category = Field(theme, CategoryEdit(entry.kind))
        self.counterparty = Field(theme, QLineEdit(entry.counterparty))
        self.note = Field(theme, QLineEdit(entry.note))
        self.mark = Field(theme, QComboBox())
        self._word()
        self._show(entry)
        self.add(self.day, self.kind)
        self.add(self.amount, self.category)
        self.add(self.counterparty)
        self.add(self.note)
        self.add(self.parts)
        self.add(self.mark)
        self.fields.addWidget(self.split_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.allow_remove()
        self._connect()
        self.parts.show_parts(payment.parts if len(payment.parts) > 1 else ())

    def split(self) -> None:
        """Begin with the entry as it is and a second part, which takes the rest."""
        if not self.parts.is_split:
            code, note = self.category.edit.code(), self.note.edit.text()
            self.parts.show_parts((SplitPart(amount=ZERO, category=code, note=note), _OPEN))
            self.category.edit.set_code("")
            self.parts.rows[0].amount.edit.setFocus()

    def join(self) -> None:
        """Make it one entry again, with the category and the note of the first part."""
        first = self.parts.parts()[0]
        self.parts.show_parts(())
        self.category.edit.set_code(first.category)
        self.note.edit.setText(first.note)
        self.category.edit.setFocus()

    def divide(self, count: int) -> None:
        """Have as many parts as what was typed before, so that it finds its fields again."""
        while len(self.parts.rows) > max(count, 1):
            self.parts.shrink()
        while len(self.parts.rows) < count:
            self.parts.grow() if self.parts.is_split else self.split()

    def payment(self) -> SplitPayment:
        """Return what is typed, with its parts; one part where it is whole."""
        whole = self.entry()
        one = SplitPart(amount=whole.amount, category=whole.category, note=whole.note)
        parts = self.parts.parts() or (one,)
        return SplitPayment(whole=whole, parts=parts, on_credit=self._on_credit)

    def entry(self) -> Entry:
        """Return what is typed, whole; call it when `check` found nothing."""
        return Entry(
            date=self.day.edit.value(),
            kind=EntryKind(self.kind.edit.currentData()),
            amount=self.amount.edit.value() or ZERO,
            category=self.category.edit.code(),
            counterparty=self.counterparty.edit.text().strip(),
            note=self.note.edit.text().strip(),
            mark=Mark(self.mark.edit.currentData()),
        )

    def check(self) -> Field[Any] | None:
        """Ask for an amount and a category, or for parts that are those of the amount."""
        split = self.parts.is_split
        found = first_wrong(
            (self.amount, amount_problem(self.amount.edit)),
            (self.category, "" if split else category_problem(self.category.edit)),
        )
        if not split or found is not None:
            return found
        return self.parts.problem_field(problem_of(self.payment()))

    def _connect(self) -> None:
        self.kind.edit.currentIndexChanged.connect(self._turn)
        self.amount.edit.valueChanged.connect(self._weigh)
        self.parts.changed.connect(self._divide)
        self.split_button.clicked.connect(self.split)
        self.parts.join_button.clicked.connect(self.join)
        self._weigh()

    def _weigh(self) -> None:
        self.parts.set_whole(self.amount.edit.value() or ZERO)

    def _divide(self) -> None:
        """Show the parts in place of the one category and note, or these again."""
        split = self.parts.is_split
        for field in (self.category, self.note):
            field.setVisible(not split)
        self.split_button.setVisible(not split)
        self.setMinimumWidth(self.theme.px(_WIDE if split else _NARROW))
        if self.isVisible():
            self.resize(self.sizeHint())
            bring_in(self)

    def _word(self) -> None:
        self.day.show_words(_("Date"))
        self.kind.show_words(_("Direction"))
        self.amount.show_words(_("Amount"), _("A refund is a negative amount"))
        self.category.show_words(_("Category"), _("Name, initials or code, such as B1"))
        self.counterparty.show_words(_("Counterparty"))
        self.note.show_words(_("Note"))
        self.mark.show_words(_("Known from"))

    def _show(self, entry: Entry) -> None:
        fill_kinds(self.kind.edit, entry.kind)
        self.amount.edit.set_value(entry.amount)
        self.category.edit.set_code(entry.category)
        for mark in Mark:
            self.mark.edit.addItem(mark_word(mark), mark.value)
        self.mark.edit.setCurrentIndex(list(Mark).index(entry.mark))

    def _turn(self) -> None:
        self.category.edit.kind = EntryKind(self.kind.edit.currentData())
        self.category.edit.set_code("")
        self.parts.turn(self.category.edit.kind)


class CategoryForm(FormDialog):
    """One category for several entries."""

    def __init__(
        self, theme: Theme, entries: Sequence[Entry], parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, parent)
        kind, count = entries[0].kind, len(entries)
        names = {each.counterparty for each in entries}
        self._name = names.pop().strip() if len(names) == 1 else ""
        self.setWindowTitle(_("Change category"))
        self.category = Field(theme, CategoryEdit(kind))
        words = ngettext("Category for {count} entry", "Category for {count} entries", count)
        self.category.show_words(
            words.format(count=formats.count(count)), _("Name, initials or code, such as B1")
        )
        self.add(self.category)
        words = _('Statements to come: always for "{name}"').format(name=self._name)
        self.always = QCheckBox(no_shortcut(words))
        self.always.setVisible(bool(self._name))
        self.add(self.always)

    def code(self) -> str:
        """Return the category chosen."""
        return self.category.edit.code()

    def rule(self) -> LearnedRule | None:
        """Return what statements shall do from now on, None where nothing was ticked."""
        return taught(self._name, self.code()) if self.always.isChecked() else None

    def check(self) -> Field[Any] | None:
        """Ask for a category."""
        return first_wrong((self.category, category_problem(self.category.edit)))


def fill_kinds(combo: QComboBox, kind: EntryKind) -> None:
    """Offer both directions."""
    combo.addItem(_("Income"), EntryKind.INCOME.value)
    combo.addItem(_("Spending"), EntryKind.EXPENSE.value)
    combo.setCurrentIndex(0 if kind is EntryKind.INCOME else 1)


def amount_problem(edit: MoneyEdit, *, nought: bool = False) -> str:
    """Return what is wrong with an amount that must be there; ``nought`` may be one."""
    known = edit.value() is not None if nought else bool(edit.value())
    return edit.problem() or ("" if known else _("An amount is needed"))


def category_problem(edit: CategoryEdit) -> str:
    """Return what is wrong with a category that must be there."""
    if edit.code():
        return ""
    return edit.problem() or _("A category is needed")


def first_wrong(*checked: tuple[Field[Any], str]) -> Field[Any] | None:
    """Show every problem and return the first field that has one."""
    for field, problem in checked:
        field.show_problem(problem)
    return next((field for field, problem in checked if problem), None)
