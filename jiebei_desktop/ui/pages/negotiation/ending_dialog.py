"""Noting that a lender ended an agreement, or took it up again: the day, and what was called in."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QCheckBox, QWidget

from jiebei_desktop.domain.negotiation import Agreement
from jiebei_desktop.text.current import _
from jiebei_desktop.ui.page import PageContext
from jiebei_desktop.ui.widgets.basics import Label
from jiebei_desktop.ui.widgets.date_edit import DateEdit
from jiebei_desktop.ui.widgets.field import Field
from jiebei_desktop.ui.widgets.form_dialog import FormDialog


class EndingDialog(FormDialog):
    """Begins with today; that all was called in is never assumed."""

    def __init__(self, context: PageContext, agreement: Agreement, parent: QWidget | None) -> None:
        super().__init__(context.theme, parent)
        self._agreement = agreement
        self._ended = agreement.broken_on is not None
        self.day = Field(context.theme, DateEdit(context.today(), past=True))
        self.called_in = QCheckBox(_("All that is owed was called in on that day"))
        self._build()
        self.day.edit.setFocus()

    def on(self) -> date:
        """Return the day on which the lender said so."""
        return self.day.edit.value()

    def check(self) -> Field[QWidget] | None:
        """Demand a day that is not before the agreement."""
        since = self._agreement.broken_on or self._agreement.agreed_on
        early = self.on() < since
        problem = _("That is before the agreement, or before it was ended") if early else ""
        self.day.show_problem(problem)
        return self.day if early else None  # type: ignore[return-value]

    def _build(self) -> None:
        title = (
            _("Does the lender let the agreement go on?")
            if self._ended
            else _("Did the lender tell you that the agreement is ended?")
        )
        self.setWindowTitle(title)
        self.save_button.setText(_("Note it"))
        self.add(Label("dialog_title", wrap=True, text=title))
        note = _("Note it only when it was told. A late instalment alone does not end it.")
        self.add(Label("body", "text2", wrap=True, text=note))
        self.day.show_words(_("Date you were told"))
        self.add(self.day)
        if not self._ended:
            self.add(self.called_in)
