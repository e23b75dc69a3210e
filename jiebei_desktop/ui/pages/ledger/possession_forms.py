"""Forms for what comes again, what is owned, what is at hand, and a category's budget."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QSpinBox, QWidget

from jiebei_desktop.domain.household import (
    Asset,
    AssetKind,
    Cash,
    Certainty,
    EntryKind,
    Every,
    Recurring,
)
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.months import LAST_DAY
from jiebei_desktop.text import formats
from jiebei_desktop.text.current import _
from jiebei_desktop.ui.pages.ledger.entry_form import (
    amount_problem,
    category_problem,
    fill_kinds,
    first_wrong,
)
from jiebei_desktop.ui.pages.ledger.possession_words import asset_word, certainty_word, every_word
from jiebei_desktop.ui.theme import Theme
from jiebei_desktop.ui.widgets.category_edit import CategoryEdit
from jiebei_desktop.ui.widgets.date_edit import DateEdit
from jiebei_desktop.ui.widgets.field import Field
from jiebei_desktop.ui.widgets.form_dialog import FormDialog
from jiebei_desktop.ui.widgets.money_edit import MoneyEdit


class RecurringForm(FormDialog):
    """An income or spending that comes again."""

    def __init__(
        self, theme: Theme, item: Recurring | None, today: date, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, parent)
        self.setWindowTitle(_("Recurring item"))
        self._until = item.until if item else None
        kind = item.kind if item else EntryKind.EXPENSE
        self.name = Field(theme, QLineEdit(item.name if item else ""))
        self.kind = Field(theme, QComboBox())
        self.amount = Field(theme, MoneyEdit(theme))
        self.category = Field(theme, CategoryEdit(kind))
        self.every = Field(theme, QComboBox())
        self.day = Field(theme, QSpinBox())
        self.start = Field(theme, DateEdit(item.start if item else today, today))
        self.ends = QCheckBox(_("Ends on"))
        self.until = Field(theme, DateEdit(self._until or today, today))
        self.certainty = Field(theme, QComboBox())
        self._word()
        self._show(item, kind)
        self.add(self.name, self.kind)
        self.add(self.amount, self.category)
        self.add(self.every, self.day)
        self.add(self.certainty, self.start)
        self.add(self.ends, self.until)
        if item is not None:
            self.allow_remove()
        self.kind.edit.currentIndexChanged.connect(self._turn)
        self.ends.toggled.connect(self.until.setEnabled)

    def item(self) -> Recurring:
        """Return what is typed; call it when `check` found nothing."""
        return Recurring(
            name=self.name.edit.text().strip(),
            kind=EntryKind(self.kind.edit.currentData()),
            amount=self.amount.edit.value() or Fen(0),
            category=self.category.edit.code(),
            every=Every(self.every.edit.currentData()),
            day=self.day.edit.value(),
            start=self.start.edit.value(),
            until=self.until.edit.value() if self.ends.isChecked() else None,
            certainty=Certainty(self.certainty.edit.currentData()),
        )

    def check(self) -> Field[Any] | None:
        """Ask for a name, an amount and a category."""
        ends_first = self.ends.isChecked() and self.until.edit.value() < self.start.edit.value()
        weekly = self.every.edit.currentData() == Every.WEEK.value
        too_late = weekly and self.day.edit.value() > 7  # noqa: PLR2004 - days of a week
        return first_wrong(
            (self.name, "" if self.name.edit.text().strip() else _("A name is needed")),
            (
                self.amount,
                amount_problem(self.amount.edit),
            ),
            (self.category, category_problem(self.category.edit)),
            (self.day, _("1 is Monday, 7 is Sunday") if too_late else ""),
            (self.until, _("The end is before the start") if ends_first else ""),
        )

    def _word(self) -> None:
        self.name.show_words(_("Name"))
        self.kind.show_words(_("Direction"))
        self.amount.show_words(_("Amount"))
        self.category.show_words(_("Category"), _("Name, initials or code, such as B1"))
        self.every.show_words(_("Comes every"))
        self.day.show_words(_("On day"), _("1 is Monday in a week"))
        self.start.show_words(_("From"))
        self.until.show_words(_("Last day"))
        self.certainty.show_words(_("How sure"))

    def _show(self, item: Recurring | None, kind: EntryKind) -> None:
        fill_kinds(self.kind.edit, kind)
        for every in Every:
            self.every.edit.addItem(every_word(every), every.value)
        for certainty in Certainty:
            self.certainty.edit.addItem(certainty_word(certainty), certainty.value)
        self.day.edit.setRange(1, LAST_DAY)
        self.every.edit.setCurrentIndex(1)
        self.ends.setChecked(self._until is not None)
        self.until.setEnabled(self._until is not None)
        if item is not None:
            self.amount.edit.set_value(item.amount)
            self.category.edit.set_code(item.category)
            self.day.edit.setValue(item.day)
            self.every.edit.setCurrentIndex(list(Every).index(item.every))
            self.certainty.edit.setCurrentIndex(list(Certainty).index(item.certainty))

    def _turn(self) -> None:
        self.category.edit.kind = EntryKind(self.kind.edit.currentData())
        self.category.edit.set_code("")


class AssetForm(FormDialog):
    """Something owned, with the two questions a lender asks of it."""

    def __init__(
        self, theme: Theme, asset: Asset | None, today: date, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, parent)
        self.setWindowTitle(_("Asset"))
        told = asset.sale_from if asset else None
        self.later = QCheckBox(_("Its price cannot be there before a day"))
        self.sale_from = Field(theme, DateEdit(told or today, today))
        self.name = Field(theme, QLineEdit(asset.name if asset else ""))
        self.kind = Field(theme, QComboBox())
        self.value = Field(theme, MoneyEdit(theme))
        self.can_sell = QCheckBox(_("Could be sold within three months"))
        self.needed = QCheckBox(_("Needed for living or work"))
        self.name.show_words(_("Name"))
        self.kind.show_words(_("Kind"))
        self.value.show_words(_("Value today"), _("What it would fetch, not what it cost"))
        self.sale_from.show_words(
            _("Price there from"), _("Until then no offer and no letter counts on it")
        )
        self.later.setChecked(told is not None)
        self.can_sell.toggled.connect(self._turn)
        self.later.toggled.connect(self._turn)
        for kind in AssetKind:
            self.kind.edit.addItem(asset_word(kind), kind.value)
        self.needed.setChecked(asset.needed_for_living if asset else True)
        if asset is not None:
            self.kind.edit.setCurrentIndex(list(AssetKind).index(asset.kind))
            self.value.edit.set_value(asset.value)
            self.can_sell.setChecked(asset.can_sell)
            self.allow_remove()
        self.add(self.name, self.kind)
        for one in (self.value, self.can_sell, self.later, self.sale_from, self.needed):
            self.add(one)
        self._turn()

    def asset(self) -> Asset:
        """Return what is typed; call it when `check` found nothing."""
        return Asset(
            name=self.name.edit.text().strip(),
            kind=AssetKind(self.kind.edit.currentData()),
            value=self.value.edit.value() or Fen(0),
            can_sell=self.can_sell.isChecked(),
            needed_for_living=self.needed.isChecked(),
            sale_from=self.sale_from.edit.value() if self._is_later() else None,
        )

    def check(self) -> Field[Any] | None:
        """Ask for a name and a value; a value of zero is one."""
        return first_wrong(
            (self.name, "" if self.name.edit.text().strip() else _("A name is needed")),
            (self.value, amount_problem(self.value.edit, nought=True)),
        )

    def _is_later(self) -> bool:
        return self.can_sell.isChecked() and self.later.isChecked()

    def _turn(self) -> None:
        self.later.setEnabled(self.can_sell.isChecked())
        self.sale_from.setEnabled(self._is_later())


class CashForm(FormDialog):
    """A reading of the money at hand in one place; another day than the opened one's adds one."""

    def __init__(
        self,
        theme: Theme,
        cash: Cash | None,
        day: date,
        parent: QWidget | None = None,
        *,
        today: date | None = None,
    ) -> None:
        super().__init__(theme, parent)
        self.setWindowTitle(_("Money at hand"))
        self._opened = cash
        self.name = Field(theme, QLineEdit(cash.name if cash else ""))
        self.amount = Field(theme, MoneyEdit(theme))
        self.day = Field(theme, DateEdit(day, today, past=True))
        self.name.show_words(_("Where"), _("Such as a bank card, a wallet or cash"))
        self.amount.show_words(_("Amount"))
        hint = ""
        if cash is not None:
            hint = _("The reading of {day} stays; its own day corrects it").format(
                day=formats.dense_day(cash.as_of)
            )
        self.day.show_words(_("Counted on"), hint)
        if cash is not None:
            self.amount.edit.set_value(cash.amount)
            self.allow_remove()
        self.add(self.name)
        self.add(self.amount, self.day)

    def cash(self) -> Cash:
        """Return what is typed; call it when `check` found nothing."""
        return Cash(
            name=self.name.edit.text().strip(),
            amount=self.amount.edit.value() or Fen(0),
            as_of=self.day.edit.value(),
        )

    def corrected(self) -> Cash | None:
        """Return the reading that what is typed replaces; None when it is a new one."""
        opened = self._opened
        return opened if opened is not None and opened.as_of == self.cash().as_of else None

    def check(self) -> Field[Any] | None:
        """Ask for a name and an amount; nothing left is an amount too."""
        return first_wrong(
            (self.name, "" if self.name.edit.text().strip() else _("A name is needed")),
            (self.amount, amount_problem(self.amount.edit, nought=True)),
        )


class BudgetForm(FormDialog):
    """The monthly budget of one category."""

    def __init__(
        self, theme: Theme, name: str, budget: Fen | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, parent)
        self.setWindowTitle(_("Budget"))
        self.amount = Field(theme, MoneyEdit(theme))
        self.amount.show_words(
            _("Each month for {category}").format(category=name),
            _("Empty means no budget"),
        )
        self.amount.edit.set_value(budget)
        self.add(self.amount)

    def budget(self) -> Fen | None:
        """Return the amount, or None for no budget."""
        return self.amount.edit.value()

    def check(self) -> Field[Any] | None:
        """Refuse what is no amount."""
        return first_wrong((self.amount, self.amount.edit.problem()))
