"""Noting a contact, adding a document, noting a fact of the case."""

from __future__ import annotations

from datetime import time
from pathlib import Path

from PySide6.QtCore import QTime
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QTimeEdit, QWidget

from jiebei_desktop.domain.negotiation import (
    CaseFact,
    Channel,
    Conduct,
    Contact,
    Direction,
    Evidence,
    FactKind,
)
from jiebei_desktop.services.cases.evidence import MAX_BYTES
from jiebei_desktop.services.reference.guide import load as load_guide
from jiebei_desktop.text.conduct import conduct_name
from jiebei_desktop.text.current import _, texts
from jiebei_desktop.text.guide import document_name
from jiebei_desktop.ui.page import PageContext
from jiebei_desktop.ui.pages.negotiation import words
from jiebei_desktop.ui.widgets.basics import Button, Label
from jiebei_desktop.ui.widgets.date_edit import DateEdit
from jiebei_desktop.ui.widgets.field import Field
from jiebei_desktop.ui.widgets.form_dialog import FormDialog


class ContactDialog(FormDialog):
    """Three fields come first; everything else has a value already, for use during the call."""

    def __init__(self, context: PageContext, parent: QWidget | None, lender: str) -> None:
        super().__init__(context.theme, parent)
        theme = context.theme
        self.edited: Contact | None = None
        self.who, self.said = Field(theme, QLineEdit()), Field(theme, QLineEdit())
        self.promised, self.number = Field(theme, QLineEdit()), Field(theme, QLineEdit())
        self.channel, self.side = Field(theme, QComboBox()), Field(theme, QComboBox())
        self.day, self.at = (
            Field(theme, DateEdit(context.today(), past=True)),
            Field(theme, QTimeEdit()),
        )
        self.remind = Field(theme, DateEdit(context.today()))
        self.remind_box, self.missed_box = QCheckBox(), QCheckBox()
        self.path: Path | None = None
        self.file_button = Button(theme, "text", "voucher", small=True)
        self._ask = context.ask
        self.conduct = {kind: QCheckBox(conduct_name(kind.value, texts())) for kind in Conduct}
        self.at.edit.setDisplayFormat("HH:mm")
        self.at.edit.setButtonSymbols(QTimeEdit.ButtonSymbols.NoButtons)
        self.at.edit.setTime(QTime.currentTime())
        self._build(lender)
        self.remind_box.toggled.connect(self.remind.setVisible)
        self.file_button.clicked.connect(self.choose)
        self.who.edit.setFocus()

    def contact(self) -> Contact:
        """Return what is typed; the case 0 is the debt's own."""
        at = self.at.edit.time()
        return Contact(
            id=0 if self.edited is None else self.edited.id,
            case_id=0 if self.edited is None else self.edited.case_id,
            on=self.day.edit.value(),
            at=time(at.hour(), at.minute()),
            channel=Channel(self.channel.edit.currentData()),
            direction=Direction(self.side.edit.currentData()),
            who=self.who.edit.text().strip(),
            number=self.number.edit.text().strip(),
            said=self.said.edit.text().strip(),
            promised=self.promised.edit.text().strip(),
            conduct=frozenset(kind for kind, box in self.conduct.items() if box.isChecked()),
            answered=not self.missed_box.isChecked(),
            attachment_id=None if self.edited is None else self.edited.attachment_id,
            remind_on=self.remind.edit.value() if self.remind_box.isChecked() else None,
        )

    def choose(self) -> None:
        """Ask for a recording or a picture of what was written."""
        path = self._ask.open_file(_("Choose a file"), "(*)")
        if path is not None:
            self.path = path
            self.file_button.setText(path.name)

    def fill(self, contact: Contact) -> None:
        """Show a contact to be changed."""
        self.edited = contact
        self.who.edit.setText(contact.who)
        self.number.edit.setText(contact.number)
        self.said.edit.setText(contact.said)
        self.promised.edit.setText(contact.promised)
        self.channel.edit.setCurrentIndex(self.channel.edit.findData(contact.channel))
        self.side.edit.setCurrentIndex(self.side.edit.findData(contact.direction))
        self.day.edit.set_value(contact.on)
        if contact.at is not None:
            self.at.edit.setTime(QTime(contact.at.hour, contact.at.minute))
        self.missed_box.setChecked(not contact.answered)
        if contact.remind_on is not None:
            self.remind.edit.set_value(contact.remind_on)
            self.remind_box.setChecked(True)
        for kind, box in self.conduct.items():
            box.setChecked(kind in contact.conduct)
        self.allow_remove()

    def check(self) -> Field[QWidget] | None:
        """Demand at least what was said, or who it was."""
        empty = not (self.said.edit.text().strip() or self.who.edit.text().strip())
        self.said.show_problem(_("A few words are enough") if empty else "")
        return self.said if empty else None  # type: ignore[return-value]

    def _build(self, lender: str) -> None:
        self.setWindowTitle(_("Contact with {lender}").format(lender=lender))
        self.add(Label("dialog_title", text=self.windowTitle(), wrap=True))
        self.who.show_words(_("Who"), _("Name, staff number, agency"))
        self.said.show_words(_("What was said"))
        self.promised.show_words(_("Promised, or a date given"))
        self.number.show_words(_("Number or ticket"))
        self.channel.show_words(_("How"))
        self.side.show_words(_("Who began"))
        self.day.show_words(_("Day"))
        self.at.show_words(_("Time"))
        self.remind.show_words(_("Remind me on"))
        self.remind_box.setText(_("Remind me of it"))
        self.missed_box.setText(_("The call was not answered"))
        for channel, name in words.channels():
            self.channel.edit.addItem(name, channel)
        self.side.edit.addItem(_("they did"), Direction.IN)
        self.side.edit.addItem(_("I did"), Direction.OUT)
        for field in (self.who, self.said, self.promised):
            self.add(field)
        self.add(self.remind_box, self.remind)
        self.remind.hide()
        self.add(self.channel, self.side, self.day, self.at)
        self.file_button.setText(_("Recording or screenshot…"))
        self.add(self.number, self.missed_box, self.file_button)
        boxes = list(self.conduct.values())
        self.add(Label("caption", "text2", text=_("Only what you heard or saw yourself:")))
        for at in range(0, len(boxes), 2):
            self.add(*boxes[at : at + 2])
        self.setMinimumWidth(self.theme.px(560))


class EvidenceDialog(FormDialog):
    """A document: what kind, what it proves, and its file."""

    def __init__(self, context: PageContext, kind: str, parent: QWidget) -> None:
        super().__init__(context.theme, parent)
        theme = context.theme
        self._context = context
        self.path: Path | None = None
        self.kind, self.name = Field(theme, QComboBox()), Field(theme, QLineEdit())
        self.issuer, self.proves = Field(theme, QLineEdit()), Field(theme, QLineEdit())
        self.day = Field(theme, DateEdit(context.today(), past=True))
        self.shared_box, self.in_place_box = QCheckBox(), QCheckBox()
        self.covers = Field(theme, QComboBox())
        self.file_button = Button(theme, "default", "folder")
        self.file_label = Label("caption", "text2", wrap=True)
        self._build(kind)
        self.file_button.clicked.connect(self.choose)

    def choose(self) -> None:
        """Ask for the file."""
        path = self._context.ask.open_file(_("Choose a file"), "(*)")
        if path is not None:
            self.path = path
            self._say_where(in_place=self.in_place_box.isChecked())
            if not self.name.edit.text():
                self.name.edit.setText(path.stem)

    def evidence(self) -> Evidence:
        """Return what is typed; the file is ``path``."""
        kind = str(self.kind.edit.currentData())
        return Evidence(
            kind=kind,
            name=self.name.edit.text().strip() or document_name(kind, texts()),
            issuer=self.issuer.edit.text().strip(),
            on=self.day.edit.value(),
            proves=self.proves.edit.text().strip(),
            covers=str(self.covers.edit.currentData()),
        )

    def _kind_chosen(self, _at: int = 0) -> None:
        """Offer the line that the kind mostly shows; it can be changed."""
        usual = words.usually_covers(str(self.kind.edit.currentData()))
        self.covers.edit.setCurrentIndex(self.covers.edit.findData(usual))

    def _say_where(self, in_place: bool) -> None:
        text = (
            _(
                "Only its place and its fingerprint are kept. If it is moved, deleted or changed,"
                " that is said here and it goes into no paper until it is added anew."
            )
            if in_place
            else _(
                "It is copied into the ledger, up to {size} MB, and protected like the ledger; the"
                " original is not touched. Forged papers are a crime; cover card numbers."
            ).format(size=MAX_BYTES // 1024**2)
        )
        if self.path is not None:
            text = f"{self.path.name}\n{text}"
        self.file_label.setText(text)

    def _build(self, kind: str) -> None:
        self.setWindowTitle(_("Add a document"))
        self.add(Label("dialog_title", text=self.windowTitle()))
        self.kind.show_words(_("Kind of document"))
        self.name.show_words(_("Name"), _("As it is called in the plan"))
        self.issuer.show_words(_("Who issued it"))
        self.day.show_words(_("Its date"))
        self.proves.show_words(_("What it shows"), _("Such as: income from June to November"))
        self.shared_box.setText(_("It serves the talks with every lender"))
        self.file_button.setText(_("Choose a file…"))
        self.in_place_box.setText(_("Leave the file where it lies"))
        self.in_place_box.toggled.connect(self._say_where)
        self._say_where(in_place=False)
        self.covers.show_words(
            _("Which figure it shows"), _("That line of the paper is then marked as documented")
        )
        for code, name in words.covered_lines():
            self.covers.edit.addItem(name, code)
        for each in load_guide().documents:
            self.kind.edit.addItem(document_name(each.code, texts()), each.code)
        self.kind.edit.currentIndexChanged.connect(self._kind_chosen)
        self.kind.edit.setCurrentIndex(max(0, self.kind.edit.findData(kind)))
        self._kind_chosen()
        self.add(self.kind, self.name)
        self.add(self.issuer, self.day)
        self.add(self.proves, self.covers)
        self.add(self.file_button, self.file_label)
        self.add(self.in_place_box)
        self.add(self.shared_box)
        self.setMinimumWidth(self.theme.px(520))


class FactDialog(FormDialog):
    """Something that was told or served: kind, day, and the term it sets is shown at once."""

    def __init__(self, context: PageContext, parent: QWidget) -> None:
        super().__init__(context.theme, parent)
        theme = context.theme
        self.kind, self.note = Field(theme, QComboBox()), Field(theme, QLineEdit())
        self.day = Field(theme, DateEdit(context.today(), past=True))
        self._build()

    def fact(self) -> CaseFact:
        """Return what is typed."""
        return CaseFact(
            case_id=0,
            kind=FactKind(self.kind.edit.currentData()),
            on=self.day.edit.value(),
            note=self.note.edit.text().strip(),
        )

    def _build(self) -> None:
        self.setWindowTitle(_("Note a fact of this case"))
        self.add(Label("dialog_title", text=self.windowTitle()))
        hint = _(
            "Only what really reached you, on paper or in the app. Text messages that claim to come"
            " from a court are often false; ask the court itself."
        )
        self.add(Label("caption", "text2", text=hint, wrap=True))
        for kind in FactKind:
            self.kind.edit.addItem(words.fact_name(kind), kind)
        self.kind.show_words(_("What happened"))
        self.day.show_words(_("Day it reached you"), _("Terms count from the day after"))
        self.note.show_words(_("Case number or sender"))
        self.add(self.kind, self.day)
        self.add(self.note)
        self.setMinimumWidth(self.theme.px(520))
