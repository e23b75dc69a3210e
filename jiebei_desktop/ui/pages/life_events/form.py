"""The fields of one change in life."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLineEdit, QWidget

from jiebei_desktop.domain import categories
from jiebei_desktop.domain.events import OF_INCOME, WITH_AMOUNT, EventKind, LifeEvent
from jiebei_desktop.domain.household import EntryKind
from jiebei_desktop.domain.months import Month
from jiebei_desktop.services.reference.life_presets import PRESETS, Preset, preset_of
from jiebei_desktop.text.current import _, texts
from jiebei_desktop.text.life_events import preset_name
from jiebei_desktop.ui.page import PageContext
from jiebei_desktop.ui.widgets.category_edit import CategoryEdit
from jiebei_desktop.ui.widgets.choice_edit import ChoiceEdit
from jiebei_desktop.ui.widgets.date_edit import DateEdit
from jiebei_desktop.ui.widgets.field import Field
from jiebei_desktop.ui.widgets.money_edit import MoneyEdit

_GAP = EventKind.MONTHS_NOT_RECORDED


class EventForm(QWidget):
    """Shows and reads one `LifeEvent`; ``changed`` on every edit."""

    changed = Signal()

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        theme, today = context.theme, context.today()
        self._today = context.today
        self._quiet = False
        self.what: Field[ChoiceEdit[Preset]] = Field(
            theme, ChoiceEdit(PRESETS, lambda preset: preset_name(preset.code, texts()))
        )
        self.category = Field(theme, CategoryEdit(EntryKind.INCOME))
        self.name = Field(theme, QLineEdit())
        self.amount = Field(theme, MoneyEdit(theme))
        self.start = Field(theme, DateEdit(today))
        self.ends = QCheckBox()
        self.hoped = QCheckBox()
        self.until = Field(theme, DateEdit(today))
        self._assemble(context)
        self._connect()

    def show_event(self, event: LifeEvent | None) -> None:
        """Fill the fields with a change, or with a new one from today on."""
        self._quiet = True
        preset = PRESETS[0] if event is None else preset_of(event)
        self.what.edit.set_value(preset)
        self.category.edit.kind = _direction(preset.kind)
        self.category.edit.set_code(preset.category if event is None else event.category)
        self.name.edit.setText("" if event is None else event.name)
        self.amount.edit.set_value(None if event is None else event.amount)
        start = self._today() if event is None else event.start
        until = None if event is None else event.until
        self.start.edit.set_value(start)
        self.ends.setChecked(until is not None)
        self.until.edit.set_value(until or start)
        self.hoped.setChecked(event is not None and not event.confirmed)
        self._quiet = False
        self._fit()

    def preset(self) -> Preset:
        """Return what kind of change is chosen."""
        return self.what.edit.value() or PRESETS[0]

    def life_event(self) -> LifeEvent | None:
        """Return the change as typed; None while something is missing or cannot be."""
        return None if self._wrong() else self._typed()

    def check(self) -> bool:
        """Show what is wrong at its field, go to the first, and say whether all is in order."""
        wrong = self._wrong()
        for field in (self.category, self.amount, self.start, self.until):
            field.show_problem(wrong.get(field, ""))
        for field in wrong:
            field.edit.setFocus()
            break
        return not wrong

    def retranslate(self) -> None:
        """Word the fields for the kind of change chosen."""
        for place, preset in enumerate(PRESETS):
            self.what.edit.setItemText(place, preset_name(preset.code, texts()))
        kind = self.preset().kind
        changes = kind in {EventKind.INCOME_CHANGES, EventKind.SPENDING_CHANGES}
        self.what.show_words(_("What changes"))
        self.category.show_words(_("Which income") if kind in OF_INCOME else _("Which cost"))
        self.name.show_words(_("Whose, which (may stay empty)"))
        self.amount.show_words(_("New amount a month") if changes else _("Amount a month"))
        self.start.show_words(_("From which day"))
        self.until.show_words(_("Last day"))
        self.ends.setText(_("It is known when this ends"))
        self.hoped.setText(_("Uncertain: only shown"))
        self.amount.edit.retranslate()

    def _typed(self) -> LifeEvent:
        kind = self.preset().kind
        start, until = self.start.edit.value(), self.until.edit.value()
        if kind is _GAP:
            start, until = Month.of(start).first, Month.of(until).last
        return LifeEvent(
            kind=kind,
            start=start,
            category=self.category.edit.code() if categories.of_event(kind) else "",
            name=self.name.edit.text().strip(),
            amount=self.amount.edit.value() if kind in WITH_AMOUNT else None,
            until=until if self._has_end() else None,
            confirmed=kind is _GAP or not self.hoped.isChecked(),
        )

    def _wrong(self) -> dict[Field[Any], str]:
        kind, typed = self.preset().kind, self._typed()
        found: dict[Field[Any], str] = {}
        if categories.of_event(kind) and typed.category not in categories.of_event(kind):
            found[self.category] = self.category.edit.problem() or _("A category is needed")
        if kind in WITH_AMOUNT and typed.amount is None:
            found[self.amount] = self.amount.edit.problem() or _("An amount is needed")
        if self.start.edit.problem():
            found[self.start] = self.start.edit.problem()
        if typed.until is not None and (self.until.edit.problem() or typed.until < typed.start):
            found[self.until] = self.until.edit.problem() or _("The end is before the start")
        return found

    def _has_end(self) -> bool:
        return self.preset().kind is _GAP or (self.ends.isChecked() and not self._is_over())

    def _is_over(self) -> bool:
        """Return whether what is told is an end, which has no end of its own."""
        return self.preset().kind in {
            EventKind.INCOME_ENDS, EventKind.SPENDING_ENDS, EventKind.BUSINESS_CLOSED,
        }  # fmt: skip

    def _turn(self) -> None:
        """Another kind of change means another category."""
        preset = self.preset()
        self.category.edit.kind = _direction(preset.kind)
        if not self._quiet:
            self.category.edit.set_code(preset.category)
        self._fit()

    def _fit(self) -> None:
        """Show only the fields the kind of change asks for."""
        kind = self.preset().kind
        self.category.setVisible(bool(categories.of_event(kind)))
        self.amount.setVisible(kind in WITH_AMOUNT)
        self.ends.setVisible(kind is not _GAP and not self._is_over())
        self.until.setVisible(self._has_end())
        self.hoped.setVisible(kind is not _GAP)
        self.retranslate()
        self._notice()

    def _notice(self) -> None:
        if not self._quiet:
            self.changed.emit()

    def _connect(self) -> None:
        self.what.edit.currentIndexChanged.connect(lambda _at: self._turn())
        self.category.edit.textChanged.connect(lambda _text: self._notice())
        self.name.edit.textChanged.connect(lambda _text: self._notice())
        self.amount.edit.valueChanged.connect(self._notice)
        self.start.edit.textChanged.connect(lambda _text: self._notice())
        self.until.edit.textChanged.connect(lambda _text: self._notice())
        self.ends.toggled.connect(lambda _on: self._fit())
        self.hoped.toggled.connect(lambda _on: self._notice())

    def _assemble(self, context: PageContext) -> None:
        px = context.theme.px
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(px(12))
        grid.setVerticalSpacing(px(8))
        top = Qt.AlignmentFlag.AlignTop
        rows: tuple[tuple[Field[Any], Field[Any]], ...] = (
            (self.what, self.start),
            (self.category, self.name),
            (self.amount, self.until),
        )
        for row, pair in enumerate(rows):
            for column, field in enumerate(pair):
                grid.addWidget(field, row, column, top)
        grid.addWidget(self.ends, len(rows), 0)
        grid.addWidget(self.hoped, len(rows), 1)
        for column in range(2):
            grid.setColumnStretch(column, 1)


def _direction(kind: EventKind) -> EntryKind:
    return EntryKind.INCOME if kind in OF_INCOME else EntryKind.EXPENSE
