"""The pieces of the letters' view: a kind in the list, a check, and the form of what is missing."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLineEdit, QWidget

from jiebei_desktop.domain.debts import Hardship
from jiebei_desktop.services.papers.letters import LetterFit, PaperFacts
from jiebei_desktop.text import letters as words
from jiebei_desktop.text.current import _, texts
from jiebei_desktop.ui.pages.negotiation.household_fields import HouseholdFields
from jiebei_desktop.ui.theme import Theme, set_property
from jiebei_desktop.ui.widgets.basics import Label
from jiebei_desktop.ui.widgets.boxes import down
from jiebei_desktop.ui.widgets.chip import Chip
from jiebei_desktop.ui.widgets.click_frame import ClickFrame
from jiebei_desktop.ui.widgets.date_edit import DateEdit
from jiebei_desktop.ui.widgets.field import Field
from jiebei_desktop.ui.widgets.form_dialog import FormDialog

STATES = {"fine": "positive", "look": "caution", "later": "neutral", "unknown": "info"}
"""State of a check → the severity whose colour and icon it has."""
_TAIL = 4


class KindRow(ClickFrame):
    """One letter in the list; a click, Enter or Space chooses it."""

    def __init__(self, theme: Theme, fit: LetterFit, *, best: bool, chosen: bool) -> None:
        super().__init__("row")
        set_property(self, "current", "true" if chosen else "")
        title = words.letter_title(fit.kind.value, texts())
        why = words.why_not_words(fit.why_not, texts()) if fit.why_not else ""
        role = "body_strong" if best and fit.fits else "body"
        self.title = Label(role, "text" if fit.fits else "text3", wrap=True, text=title)
        self.why = Label("caption", "text3", wrap=True, text=why)
        grid = QGridLayout(self)
        grid.setContentsMargins(theme.px(10), theme.px(6), theme.px(10), theme.px(6))
        grid.addWidget(self.title, 0, 0)
        if best and fit.fits:
            chip = Chip(theme)
            chip.show_text(_("Fits now"), "accent")
            grid.addWidget(chip, 0, 1, Qt.AlignmentFlag.AlignRight)
        if why:
            grid.addWidget(self.why, 1, 0, 1, 2)
        grid.setColumnStretch(0, 1)
        self.setAccessibleName(f"{title}: {why}" if why else title)


class CheckRow(QWidget):
    """One question before signing: its state as a chip, its name, and the reason in figures."""

    def __init__(self, theme: Theme, check: dict[str, Any]) -> None:
        super().__init__()
        t = texts()
        chip = Chip(theme)
        chip.show_text(words.state_name(check["state"], t), STATES[check["state"]])
        title = words.check_title(check["question"], t)
        said = words.check_words(check["question"], check["state"], check["facts"], t)
        self.title = Label("body_strong", wrap=True, text=title)
        self.said = Label("caption", "text2", wrap=True, text=said)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, theme.px(4), 0, theme.px(4))
        grid.setHorizontalSpacing(theme.px(12))
        grid.addWidget(chip, 0, 0, Qt.AlignmentFlag.AlignTop)
        column = down(self.title, gap=theme.px(2))
        if said:
            column.addWidget(self.said)
        grid.addLayout(column, 0, 1)
        grid.setColumnStretch(1, 1)
        self.setAccessibleName(f"{title}: {chip.text}. {said}")


class PaperFactsDialog(FormDialog):
    """Who asks, under which contract, and what happened: asked once, used in every paper."""

    def __init__(
        self, theme: Theme, known: PaperFacts, today: date, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, parent)
        self.setWindowTitle(_("For the papers"))
        blow = known.hardship
        self.name, self.tail = _edit(theme, known.name), _edit(theme, known.id_tail)
        self.phone, self.address = _edit(theme, known.phone), _edit(theme, known.address)
        self.contract = _edit(theme, known.contract_no)
        self.told = QCheckBox(_("Tell what made paying difficult"))
        self.told.setChecked(blow is not None)
        self.since = Field(theme, DateEdit(today if blow is None else blow.since, today))
        self.reason = _edit(theme, "" if blow is None else blow.words)
        self._cause = "" if blow is None else blow.cause
        self.name.show_words(_("Name"))
        self.tail.show_words(_("ID, last four"), _("Never the whole number"))
        self.phone.show_words(_("Telephone"))
        self.address.show_words(_("Address for the answer"))
        self.contract.show_words(_("Contract number"))
        self.since.show_words(_("Since"))
        self.reason.show_words(_("What happened"), _("One sentence, as you would say it"))
        self.add(self.name, self.tail)
        self.add(self.phone, self.contract)
        self.add(self.address)
        self.home = HouseholdFields(theme, known)
        for row in self.home.rows():
            self.add(*row)
        self.add(self.told)
        self.add(self.since, self.reason)
        self.told.toggled.connect(self._toggle)
        self._toggle(on=self.told.isChecked())

    def check(self) -> Field[QWidget] | None:
        """Return the field of the ID when it holds more than its end."""
        long = len(self.tail.edit.text().strip()) > _TAIL
        self.tail.show_problem(_("Only the last four characters") if long else "")
        if long:
            return self.tail  # type: ignore[return-value]
        return self.home.problem()

    def facts(self) -> PaperFacts:
        """Return what was filled in; `check` found no problem."""
        blow = Hardship(
            since=self.since.edit.value(), cause=self._cause, words=self.reason.edit.text().strip()
        )
        return self.home.put_in(PaperFacts(
            name=self.name.edit.text().strip(),
            id_tail=self.tail.edit.text().strip(),
            phone=self.phone.edit.text().strip(),
            address=self.address.edit.text().strip(),
            contract_no=self.contract.edit.text().strip(),
            hardship=blow if self.told.isChecked() else None,
        ))  # fmt: skip

    def _toggle(self, on: bool) -> None:
        for field in (self.since, self.reason):
            field.setEnabled(on)


def _edit(theme: Theme, text: str) -> Field[QLineEdit]:
    return Field(theme, QLineEdit(text))
