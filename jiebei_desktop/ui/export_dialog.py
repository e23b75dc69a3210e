"""Exporting the plan: choose edition, lender and language, see every page, then save."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QCheckBox, QComboBox, QLayout, QScrollArea, QVBoxLayout, QWidget

from jiebei_desktop.domain.debts import DebtId
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.report import render
from jiebei_desktop.report.glyphs import unprintable
from jiebei_desktop.services.papers import statement as statements
from jiebei_desktop.services.papers.redaction import redact
from jiebei_desktop.services.papers.statement import IncomeStatement
from jiebei_desktop.services.papers.statement_files import files_for
from jiebei_desktop.text.current import _, ngettext, texts
from jiebei_desktop.text.languages import closest, languages, named
from jiebei_desktop.text.papers import paper_notes, unprintable_words
from jiebei_desktop.ui.fitting import LOW, FittedDialog, Room
from jiebei_desktop.ui.page import PageContext
from jiebei_desktop.ui.paper_file import paper_file
from jiebei_desktop.ui.plain import no_shortcut
from jiebei_desktop.ui.widgets.basics import Button, Label, clear
from jiebei_desktop.ui.widgets.boxes import REST, across
from jiebei_desktop.ui.widgets.busy_bar import BusyBar
from jiebei_desktop.ui.widgets.field import Field
from jiebei_desktop.ui.widgets.flow import Columns, FlowLayout

EDITIONS = ("lender", "private")
HIDE_WORDS: dict[str, Callable[[], str]] = {
    "identity": lambda: _("name and ID"),
    "reason": lambda: _("reason"),
    "spending": lambda: _("spending by kind"),
    "assets": lambda: _("assets one by one"),
    "contacts": lambda: _("what was said"),
    "evidence": lambda: _("names of documents"),
}
"""What can be left out, in the words of the switches; the codes are redaction's."""
Lender = tuple[DebtId, str]
"""A debt and its name."""


class ExportDialog(FittedDialog):
    """Shows the pages as they will be printed; nothing is written before Save is pressed."""

    exported = Signal(str)
    """The path that was written."""

    def __init__(
        self,
        context: PageContext,
        lenders: Sequence[tuple[DebtId, str]],
        payment: Fen | None,
        parent: QWidget | None = None,
        *,
        debt: DebtId | None = None,
    ) -> None:
        super().__init__(parent)
        self._first, self._named, self._promise = True, debt, ""
        self.context = context
        self._payment = payment
        self._found: tuple[tuple[Lender, IncomeStatement], ...] = ()
        self._lenders = tuple(lenders)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle(_("Export PDF plan"))
        several = [_("Several, a file each")] if len(lenders) > 1 else []
        self.lender = _combo([*(name for _debt, name in lenders), *several])
        self.lender_boxes = [QCheckBox(no_shortcut(name)) for _debt, name in lenders]
        self.set = QWidget()
        self.edition = _combo([_("For the lender (others masked)"), _("For myself (complete)")])
        self.language = _combo([*named().values()])
        self.language.setCurrentIndex(languages().index(closest(texts().locale)))
        self.hide_boxes = {code: QCheckBox(word()) for code, word in HIDE_WORDS.items()}
        self.note = Label("small", "text2", wrap=True)
        self.busy = BusyBar()
        self.sheet = QWidget()
        self.pages = QVBoxLayout(self.sheet)
        self._scroll = QScrollArea()
        self._scroll.setAccessibleName(_("Pages"))
        self.cancel_button = Button(context.theme)
        self.cancel_button.setText(_("Cancel"))
        self.save_button = Button(context.theme, "primary", "pdf")
        self.save_button.setText(_("Save PDF…"))
        self.save_button.setEnabled(False)
        self._assemble()
        self._connect()
        self.reload()

    def choices(self) -> tuple[str, str]:
        """Return locale and edition as chosen."""
        return languages()[self.language.currentIndex()], EDITIONS[self.edition.currentIndex()]

    def chosen(self) -> tuple[Lender, ...]:
        """Return the lenders the document is for: the debt and its name."""
        at = self.lender.currentIndex()
        if at < len(self._lenders):
            return self._lenders[at : at + 1]
        pairs = zip(self._lenders, self.lender_boxes, strict=True)
        return tuple(lender for lender, box in pairs if box.isChecked())

    def hidden(self) -> tuple[str, ...]:
        """Return what is left out of the copy."""
        return tuple(code for code, box in self.hide_boxes.items() if box.isChecked())

    def _choose(self) -> None:
        """Follow a lender that was chosen, also before the first one is known."""
        self._first = False
        self.reload()

    def reload(self) -> None:
        """Gather the facts again and show the pages."""
        session, today, payment = self.context.session, self.context.today(), self._payment
        lenders, every = self.chosen(), self._lenders
        first, named = self._first, self._named
        self._found = ()
        self.set.setVisible(self.lender.currentIndex() >= len(self._lenders))
        self.save_button.setEnabled(False)
        self.busy.start()

        def gather() -> tuple[Sequence[Lender], Sequence[IncomeStatement]]:
            base = statements.gather(session, today, payment)
            lead = base.first_addressee if named is None else named
            wanted = [one for one in every if first and one[0] == lead] or list(lenders)
            return wanted, statements.for_each(session, base, [debt for debt, _name in wanted])

        self.context.lanes.ledger(
            gather,
            lambda found: self._gathered(*found),
            latest="export",
            failed=self._failed,
        )

    def save(self) -> None:
        """Ask where and write each file in one go; with several none replaces another unasked."""
        if not self._found:
            return
        suggested = _("Repayment plan {day}.pdf").format(day=self.context.today().isoformat())
        applicant = self._found[0][1].book.household.name
        target = paper_file(self.context.ask, _("Save PDF…"), suggested, applicant)
        if target is None:
            return
        targets = files_for(target, [name for (_debt, name), _found in self._found])
        if len(targets) > 1 and not self._may_replace(targets):
            return
        documents = self._documents()
        locale = self.choices()[0]

        def write() -> None:
            for file, make in zip(targets, documents, strict=True):
                content = render.render_document(make(), locale)
                render.write(file, content, agreed=True)

        self.busy.start()
        self.context.lanes.side(write, lambda _done: self._saved(targets[0]), failed=self._failed)

    def _may_replace(self, targets: Sequence[Path]) -> bool:
        """Ask before files are replaced that the file dialog could not ask about."""
        there = [file.name for file in targets if file.exists()]
        question = ngettext("Replace {count} file?", "Replace {count} files?", len(there))
        return not there or self.context.ask.confirm(
            question.format(count=len(there)), "\n".join(there), action=_("Replace")
        )

    def _documents(self) -> list[Callable[[], dict[str, Any]]]:
        """Return what makes the document of each lender, to be called beside the window."""
        edition, hidden = self.choices()[1], self.hidden()

        def document(found: IncomeStatement, debt: DebtId) -> dict[str, Any]:
            return redact(statements.document(found, edition, debt), hidden)

        return [partial(document, found, debt) for (debt, _name), found in self._found]

    def _gathered(self, lenders: Sequence[Lender], found: Sequence[IncomeStatement]) -> None:
        self._found = tuple(zip(lenders, found, strict=True))
        if self._first and lenders:
            self._first = False
            self.lender.blockSignals(True)
            self.lender.setCurrentIndex(self._lenders.index(lenders[0]))
            self.lender.blockSignals(False)
        self._preview()

    def _preview(self) -> None:
        """Draw the pages exactly as they would be written."""
        locale = self.choices()[0]
        documents, facts, t = self._documents(), self._found, texts()
        self.save_button.setEnabled(False)
        self.busy.start()

        def draw() -> tuple[list[bytes], list[str]]:
            pages, said = list[bytes](), list[str]()
            for make, (_lender, found) in zip(documents, facts, strict=True):
                document = make()
                notes = paper_notes(document, found.case.checks, t, found.picture)
                said += [words for _c, _f, words in notes]
                missing = unprintable(document)
                said += [unprintable_words(missing, t)] if missing else []
                pages += render.preview_document(document, locale)
            return pages, list(dict.fromkeys(said))

        self.context.lanes.side(draw, self._show, latest="export-preview", failed=self._failed)

    def _show(self, drawn: tuple[list[bytes], list[str]]) -> None:
        pages, said = drawn
        width = self._width()
        self.busy.stop()
        clear(self.sheet)
        self.note.setText("\n".join([self._promise, *said]))
        for number, png in enumerate(pages, 1):
            sheet = Label("body")
            picture = QPixmap()
            picture.loadFromData(png)
            smooth = Qt.TransformationMode.SmoothTransformation
            sheet.setPixmap(picture.scaledToWidth(width, smooth))
            sheet.setAccessibleName(_("Page {number}").format(number=number))
            self.pages.addWidget(sheet, 0, Qt.AlignmentFlag.AlignHCenter)
        self.save_button.setEnabled(bool(pages))

    def _width(self) -> int:
        """Return how wide a page is drawn, px: whole in what scrolls."""
        bar = self._scroll.verticalScrollBar()
        room = self.pages.contentsRect().width() - (
            0 if bar.isVisible() else bar.sizeHint().width()
        )
        usual = self.context.theme.px(640)
        return min(usual, room) if self.isVisible() else usual

    def _saved(self, path: Path) -> None:
        self.busy.stop()
        self.exported.emit(str(path))
        self.accept()

    def _failed(self, error: Exception) -> None:
        self.busy.stop()
        self.context.ask.tell(
            _("The plan was not written"),
            _("Nothing was changed. Choose another place or try again. {error}").format(
                error=type(error).__name__
            ),
        )

    def _connect(self) -> None:
        self.lender.currentIndexChanged.connect(lambda _at: self._choose())
        for combo in (self.edition, self.language):
            combo.currentIndexChanged.connect(lambda _at: self.reload())
        for box in self.hide_boxes.values():
            box.toggled.connect(lambda _on: self._preview())
        for box in self.lender_boxes:
            box.toggled.connect(lambda _on: self.reload())
        self.cancel_button.clicked.connect(self.reject)
        self.save_button.clicked.connect(self.save)

    def _assemble(self) -> None:
        theme = self.context.theme
        self.resize(theme.px(760), theme.px(680))
        self._promise = _(
            "This is what the reader will see. The file holds no passwords and no full ID."
        )
        self.note.setText(self._promise)
        self._scroll.setWidgetResizable(True)
        inside = QWidget()
        self._scroll.setWidget(inside)
        scrolled, column = QVBoxLayout(inside), QVBoxLayout(self)
        chosen = scrolled if Room.of(self).height() < theme.px(LOW) else column
        column.addWidget(self.busy)
        chosen.addLayout(self._choices())
        chosen.addWidget(self.set)
        chosen.addWidget(self._switches())
        scrolled.addWidget(self.note)
        scrolled.addWidget(self.sheet, 1)
        column.addWidget(self._scroll, 1)
        column.addLayout(across(REST, self.cancel_button, self.save_button))

    def _choices(self) -> QLayout:
        theme = self.context.theme
        made = Columns(3, theme.px(8), theme.px(8))
        titles = (_("Lender"), _("Edition"), _("Language of the plan"))
        combos = (self.lender, self.edition, self.language)
        for title, combo in zip(titles, combos, strict=True):
            field = Field(theme, combo)
            field.show_words(title)
            made.addWidget(field)
        return made

    def _switches(self) -> QWidget:
        """Fill the row of lenders; return the row of what comes on top and what is left out."""
        names = FlowLayout(self.set)
        names.addWidget(Label("caption", "text2", text=_("For:")))
        for box in self.lender_boxes:
            box.setChecked(True)
            names.addWidget(box)
        switches = QWidget()
        flow = FlowLayout(switches)
        flow.addWidget(Label("caption", "text2", text=_("Leave out:")))
        for box in self.hide_boxes.values():
            flow.addWidget(box)
        return switches


def _combo(items: Sequence[str]) -> QComboBox:
    combo = QComboBox()
    combo.addItems(list(items))
    return combo
