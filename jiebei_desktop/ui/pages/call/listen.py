"""Fields that are filled while listening: name, number, whose company, where it will be written."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QLineEdit, QWidget

from jiebei_desktop.services.papers.call_desk import CallDesk
from jiebei_desktop.services.papers.call_notes import CallNotes
from jiebei_desktop.text.current import _
from jiebei_desktop.ui.page import PageContext
from jiebei_desktop.ui.widgets.basics import Label
from jiebei_desktop.ui.widgets.boxes import REST, lay
from jiebei_desktop.ui.widgets.card import Card
from jiebei_desktop.ui.widgets.date_edit import DateEdit
from jiebei_desktop.ui.widgets.field import Field

_DAYS_TO_ANSWER = 2
"""Days ahead that the field for their answer begins with."""


class ListenCard(Card):
    """Everything to ask for, to be filled in any order."""

    changed = Signal()

    def __init__(self, context: PageContext) -> None:
        super().__init__(context.theme)
        self.who, self.number, self.written, self.other = (QLineEdit() for _field in range(4))
        self.unit = QComboBox()
        self.unit.setEditable(True)
        self.told, self.freeze, self.when = QCheckBox(), QCheckBox(), QCheckBox()
        self._today = context.today
        self.answer_on = Field(context.theme, DateEdit(context.today()))
        self._names = [Label("body", "text2") for _field in range(5)]
        self.warning = Label("caption", "text3", wrap=True)
        self._filling = False
        self._assemble()
        self._connect()

    def retranslate(self) -> None:
        """Word the fixed parts; what was typed stays."""
        self.show_header(_("Ask first, note while listening"))
        labels = (_("Their name"), _("Staff no."), _("Company"), _("Written in"), _("Besides"))
        edits: tuple[QWidget, ...] = (self.who, self.number, self.unit, self.written, self.other)
        for label, text, edit in zip(self._names, labels, edits, strict=True):
            label.setText(text)
            edit.setAccessibleName(text)
        self.number.setPlaceholderText(_("ask them to say it"))
        self.written.setPlaceholderText(_("message, app or letter"))
        self.other.setPlaceholderText(_("anything else they said"))
        self.told.setText(_("Said I want to settle this, and my proposal"))
        self.freeze.setText(_("Asked: can interest and penalty stop"))
        self.when.setText(_("Asked: when will they answer"))
        self.answer_on.show_words(self.when.text())
        self.answer_on.label.hide()
        self.warning.setText(_("Give no passwords or codes; pay nothing into a private account."))

    def show_desk(self, desk: CallDesk) -> None:
        """Offer the companies that may be calling."""
        typed = self.unit.currentText()
        self._filling = True
        self.unit.clear()
        self.unit.addItem("")
        self.unit.addItem(desk.debt.lender or desk.debt.name)
        self.unit.addItem(_("a collection agency"))
        self.unit.setCurrentText(typed)
        self._filling = False

    def notes(self) -> CallNotes:
        """Return what is filled in."""
        return CallNotes(
            who=self.who.text().strip(),
            staff_number=self.number.text().strip(),
            unit=self.unit.currentText().strip(),
            written_in=self.written.text().strip(),
            other=self.other.text().strip(),
            told=self.told.isChecked(),
            asked_freeze=self.freeze.isChecked(),
            answer_on=self.answer_on.edit.value() if self.when.isChecked() else None,
        )

    def fill(self, notes: CallNotes) -> None:
        """Show what was noted before."""
        self._filling = True
        self.who.setText(notes.who)
        self.number.setText(notes.staff_number)
        self.unit.setCurrentText(notes.unit)
        self.written.setText(notes.written_in)
        self.other.setText(notes.other)
        self.told.setChecked(notes.told)
        self.freeze.setChecked(notes.asked_freeze)
        self.when.setChecked(notes.answer_on is not None)
        if notes.answer_on is not None:
            self.answer_on.edit.set_value(notes.answer_on)
        self._filling = False

    def _begin_answer(self, asked: bool) -> None:
        """Ask for the day of their answer, some days from today."""
        if asked:
            ahead = self._today() + timedelta(days=_DAYS_TO_ANSWER)
            self.answer_on.edit.set_value(ahead)
        self.answer_on.setVisible(asked)

    def _tell(self) -> None:
        if not self._filling:
            self.changed.emit()

    def _assemble(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(self._theme.px(10))
        grid.setVerticalSpacing(self._theme.px(4))
        grid.setColumnStretch(1, 1)
        edits: tuple[QWidget, ...] = (self.who, self.number, self.unit, self.written, self.other)
        for row, edit in enumerate(edits):
            grid.addWidget(self._names[row], row, 0)
            grid.addWidget(edit, row, 1)
        self.unit.setMinimumContentsLength(4)
        self.unit.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.body.setSpacing(self._theme.px(2))
        lay(self.body, grid, self.told, self.freeze, self.when, self.answer_on)
        self.answer_on.hide()
        lay(self.body, REST, self.warning)

    def _connect(self) -> None:
        for edit in (self.who, self.number, self.written, self.other):
            edit.textChanged.connect(lambda _text: self._tell())
        self.unit.currentTextChanged.connect(lambda _text: self._tell())
        self.when.toggled.connect(self._begin_answer)
        for box in (self.told, self.freeze, self.when):
            box.toggled.connect(lambda _on: self._tell())
        self.answer_on.edit.dateChanged.connect(lambda _day: self._tell())
