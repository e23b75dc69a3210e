"""The import screen: look at what files hold, decide, and only then write."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QComboBox, QProgressBar, QVBoxLayout, QWidget

from jiebei_desktop.importers.refusals import StatementRefused
from jiebei_desktop.services.statements import imports_mapping
from jiebei_desktop.services.statements.imports_mapping import Sample
from jiebei_desktop.services.statements.imports_review import Checked, Doubt, typed_mend
from jiebei_desktop.text import formats, imported, importing
from jiebei_desktop.text.current import _, ngettext, texts
from jiebei_desktop.ui.fitting import Scroller
from jiebei_desktop.ui.page import PageContext
from jiebei_desktop.ui.pages.ledger.doubts_table import DoubtsModel, DoubtsTable, RawLine
from jiebei_desktop.ui.pages.ledger.import_facts import FactsCard, KindsCard, rows
from jiebei_desktop.ui.pages.ledger.import_foot import ImportFoot
from jiebei_desktop.ui.pages.ledger.import_job import MEND, SKIP, ImportJob, Item, is_refusal
from jiebei_desktop.ui.pages.ledger.import_page_view import Beside, PageCard
from jiebei_desktop.ui.pages.ledger.import_questions import Questions
from jiebei_desktop.ui.pages.ledger.mapper_dialog import MapperDialog
from jiebei_desktop.ui.pages.ledger.rows_card import RowsCard
from jiebei_desktop.ui.widgets.basics import Button, Label
from jiebei_desktop.ui.widgets.boxes import down
from jiebei_desktop.ui.widgets.card import Card
from jiebei_desktop.ui.widgets.notice import NoticeStrip

PASSWORD = ("password_needed", "password_wrong", "pdf_password_needed", "pdf_password_wrong")
PARTIAL = ("truncated", "count_differs", "sum_differs")
UNKNOWN = "header_not_found"


class ImportPane(QWidget):
    """Shows an `ImportJob`, one file at a time."""

    left = Signal()
    """The user leaves without importing."""
    choose = Signal()
    """The user wants other files."""
    finished = Signal(str)
    """What was imported, in a sentence."""

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        theme = context.theme
        self._context = context
        self.job = ImportJob(context)
        self.files = QComboBox()
        self.reading = Label("body", "text2")
        self.progress = QProgressBar()
        self.notice = NoticeStrip(theme)
        self.facts = FactsCard(context)
        self.model = DoubtsModel(context)
        self.doubts_card = Card(theme, padded=False)
        self.doubts = DoubtsTable(context, self.model)
        self.skip_button = Button(theme, "default", "minus_circle", small=True)
        self.copy_button = Button(theme, "default", "copy", small=True)
        self.raw_card = Card(theme)
        self.raw = RawLine(theme)
        self.page_card = PageCard(context)
        self.questions = Questions(context, self.job)
        self.rows_card = RowsCard(context, self.job)
        self.kinds = KindsCard(context)
        self.foot = ImportFoot(theme)
        self.cancel_button, self.other_button = self.foot.cancel_button, self.foot.other_button
        self.plain_button, self.import_button = self.foot.plain_button, self.foot.import_button
        self._build()
        self._connect()

    def begin(self, paths: Sequence[Path]) -> None:
        """Look at these files."""
        self.job.begin(paths)

    def item(self) -> Item | None:
        """Return the file on screen."""
        place = max(self.files.currentIndex(), 0)
        return self.job.items[place] if place < len(self.job.items) else None

    def retranslate(self) -> None:
        """Word everything."""
        self.files.setAccessibleName(_("File"))
        self.skip_button.setText(_("Skip the selected rows"))
        self.copy_button.setText(_("Copy this list"))
        self.foot.retranslate()
        self.doubts.setAccessibleName(_("Rows to decide"))
        self.raw.setAccessibleName(_("The line in the file"))
        self.model.retranslate()
        self.rows_card.retranslate()
        self.page_card.retranslate()
        self.kinds.model.retranslate()
        self.show_job()

    # -- showing -----------------------------------------------------------------------------

    def show_job(self) -> None:
        """Show how far the import is."""
        self._list_files()
        item, busy = self.item(), bool(self.job.busy)
        checked = item.checked if item else None
        self.reading.setVisible(busy)
        self.progress.setVisible(busy)
        self._count(0)
        if checked is not None:
            self._show_checked(checked)
        self.facts.setVisible(checked is not None)
        self.kinds.setVisible(bool(checked and checked.kinds))
        doubtful = bool(checked and checked.doubts)
        self.doubts_card.setVisible(doubtful)
        self.raw_card.setVisible(doubtful)
        if checked is None:
            self.page_card.forget()
            self.questions.hide()
            self.rows_card.hide()
        self._say(item)
        self._show_buttons()

    def _list_files(self) -> None:
        names = [item.name for item in self.job.items]
        if [self.files.itemText(place) for place in range(self.files.count())] != names:
            self.files.clear()
            self.files.addItems(names)
        self.files.setVisible(len(names) > 1)

    def _show_checked(self, checked: Checked) -> None:
        item = self.item()
        self.facts.show_checked(checked)
        self.kinds.show_checked(checked)
        self.questions.show_checked(checked)
        if item is not None and self.model.item is not item:
            self.page_card.forget()
            self.rows_card.show_item(item)
            self.model.show_item(item)
        self.doubts_card.show_header(
            _("To decide: {rows}").format(rows=rows(len(checked.doubts))),
            _("line numbers as in the file"),
        )

    def _say(self, item: Item | None) -> None:
        """Say first what did not happen."""
        nothing = _("Nothing has been imported yet.")
        if item is None or item.waits:
            self.notice.show_words(nothing, _("The file is read on this computer only."))
        elif isinstance(item.trouble, StatementRefused):
            action = ""
            if is_refusal(item.trouble, *PASSWORD):
                action = _("Enter password")
            elif is_refusal(item.trouble, *PARTIAL):
                action = _("Take what is there")
            elif is_refusal(item.trouble, UNKNOWN):
                action = _("Assign the columns…")
            why = self._context.masking.sentence(importing.refusal(item.trouble, texts()))
            self.notice.show_words(nothing, why, severity="caution", action=action)
        elif item.trouble is not None:
            why = _("This file could not be imported. The ledger is as it was before. {error}")
            text = why.format(error=type(item.trouble).__name__)
            self.notice.show_words(nothing, text, severity="caution")
        elif item.checked is not None:
            self._say_checked(item.checked, nothing)

    def _say_checked(self, checked: Checked, nothing: str) -> None:
        total = formats.count(len(checked.seen.statement.rows))
        said = formats.sentences(*(importing.notice(one, texts()) for one in checked.notices))
        if checked.seen.unusual:
            said = formats.sentences(imported.unusual_line(checked.seen.unusual, texts()), said)
        said = self._context.masking.sentence(said)
        listed = checked.seen.statement.proposed
        if listed:
            counts = {"open": sum(not one.closed for one in listed), "all": len(listed)}
            words = _(
                "The report lists {all} accounts, {open} of them open. Nothing is booked; the open "
                "ones are listed as debts to enter."
            )
            self.notice.show_words(nothing, formats.sentences(words.format(**counts), said))
        elif checked.doubts:
            words = _(
                "{doubts} of {total} rows need a decision first, so that the ledger stays right."
                " The file itself is not changed."
            )
            text = words.format(doubts=formats.count(len(checked.doubts)), total=total)
            self.notice.show_words(nothing, formats.sentences(text, said), severity="caution")
        elif said:
            action = _("Show the row") if self._strange() else ""
            self.notice.show_words(nothing, said, severity="info", action=action)
        else:
            words = _("All {total} rows are understood. Look through them, then import.")
            self.notice.show_words(nothing, words.format(total=total))

    def _strange(self) -> int:
        """Return the first line that is unlike other times and can be shown, else 0."""
        item = self.item()
        checked = item.checked if item else None
        if checked is None:
            return 0
        shown = {row.line for row in checked.rows}
        lines = (line for one in checked.seen.unusual for line in one.lines)
        return next((line for line in lines if line in shown), 0)

    def _count(self, read: int) -> None:
        words = _("Reading {file}") if not read else _("Reading {file}: {rows}")
        self.reading.setText(words.format(file=self.job.busy, rows=rows(read)))

    def _show_buttons(self) -> None:
        self.foot.show_job(self.job)

    # -- doing -------------------------------------------------------------------------------

    def _act(self) -> None:
        """Try a refused file another way."""
        item = self.item()
        if item is None:
            return
        if item.checked is not None:
            self.rows_card.look_at(self._strange())
            return
        if is_refusal(item.trouble, *PARTIAL):
            self.job.again(item, partial=True)
            return
        if is_refusal(item.trouble, UNKNOWN):
            self._assign(item)
            return

        def take(password: str | None) -> None:
            if password:
                self.job.again(item, password=password)

        label = _("Password of {file}").format(file=item.name)
        self._context.ask.password(_("Password"), label, take)

    def assign(self, name: str) -> None:
        """Let the user say what the columns of a file are."""
        for item in self.job.items:
            if item.name == name:
                self._assign(item)

    def _assign(self, item: Item) -> None:
        """Let the user say what the columns are."""
        path, password = item.reading.path, item.reading.password

        def show(sample: Sample) -> None:
            dialog = MapperDialog(self._context, path, password, sample, self.window())
            dialog.saved.connect(lambda: self.job.assign(item, dialog.mapping(), dialog.names()))
            dialog.open_for(lambda page: page.importing.assign(item.name), item.name)

        self._context.lanes.side(lambda: imports_mapping.look(path, password), show)

    def ask_cell(self, doubt: Doubt) -> None:
        """Let the user write an unreadable cell; what cannot be read either is said so."""
        item, ask, bad = self.item(), self._context.ask, doubt.bad
        label = _("Line {line} says {part}. It should be:").format(line=doubt.line, part=bad)

        def take(text: str | None) -> None:
            mend = typed_mend(doubt, text or "")
            if item is not None and mend is not None:
                item.mends[doubt.line] = mend
                self.model.choose([doubt], MEND)
                return
            if text is not None:
                ask.tell(_("That cannot be read either"), _("Write 168.40 or 2026-10-31"))
            self.doubts.reopen()

        title = _("Write it myself…")
        ask.text(title, label, take, again=lambda page: page.importing.ask_cell(doubt), value=bad)

    def _cancel(self) -> None:
        self.job.cancel()
        self.left.emit()

    def _done(self) -> None:
        booked = [item.booked for item in self.job.items if item.booked is not None]
        listed = sum(item.listed() for item in self.job.items)
        taken = sum(one.accounted.booked for one in booked)
        known = sum(one.duplicates for one in booked)
        words = _("Imported: {booked} of {rows} booked; {known} known already.")
        read = rows(sum(one.rows for one in booked))
        said = words.format(booked=formats.count(taken), rows=read, known=formats.count(known))
        also = importing.joined(sum(one.linked for one in booked), texts())
        if listed and not sum(one.rows for one in booked):
            said = ngettext("{count} debt listed.", "{count} debts listed.", listed)
            said = said.format(count=listed)
        strange = [unusual for one in booked for unusual in one.unusual]
        unlike = imported.unusual_line(strange, texts()) if strange else ""
        self.job.cancel()
        self.finished.emit(formats.sentences(said, also, unlike))
        if listed:
            self._context.navigate("credit_report")

    def _copy(self) -> None:
        lines = [
            "\t".join(column.text(doubt) for column in self.model.columns)
            for doubt in self.model.rows()
        ]
        QGuiApplication.clipboard().setText("\n".join(lines))

    def _build(self) -> None:
        px = self._context.theme.px
        self.progress.setRange(0, 0)
        self.progress.setTextVisible(False)
        self.doubts_card.add_to_header(self.skip_button)
        self.doubts_card.add_to_header(self.copy_button)
        self.doubts_card.body.addWidget(self.doubts)
        self.raw_card.body.addWidget(self.raw)
        column = down((self._parts(), 1), on=self, gap=px(12))
        self._outer = column
        column.addWidget(self.foot)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the buttons stay in sight, or scroll with the rest where they would take it all."""
        super().resizeEvent(event)
        low = self.height() < 4 * self.foot.heightForWidth(self.width())
        (self._inner if low else self._outer).addWidget(self.foot)

    def _parts(self) -> Scroller:
        """Return everything above the buttons, which scrolls by itself: they stay in sight."""
        px = self._context.theme.px
        inner = QWidget()
        inner.setProperty("class", "plain")
        parts = QVBoxLayout(inner)
        parts.setContentsMargins(0, 0, px(4), 0)
        parts.setSpacing(px(12))
        below = (self.raw_card, self.questions, self.rows_card, self.kinds)
        for part in (
            self.files, self.reading, self.progress, self.notice, self.facts, self.doubts_card,
            Beside(self._context.theme, below, self.page_card),
        ):  # fmt: skip
            parts.addWidget(part)
        parts.addStretch(1)
        self._inner = parts
        return Scroller(inner)

    def _connect(self) -> None:
        job = self.job
        job.changed.connect(self.show_job)
        job.progressed.connect(self._count)
        job.finished.connect(self._done)
        self.files.activated.connect(lambda _place: self.show_job())
        self.model.chosen.connect(self._show_buttons)
        self.questions.answered.connect(self._show_buttons)
        self.rows_card.changed.connect(self._show_buttons)
        self.rows_card.table.picked.connect(lambda row: self._see(row.line))
        self.model.asked.connect(self.ask_cell)
        self.doubts.picked.connect(self._pick)
        self.notice.acted.connect(self._act)
        self.skip_button.clicked.connect(lambda: self.model.choose(self.doubts.chosen(), SKIP))
        self.copy_button.clicked.connect(self._copy)
        self.cancel_button.clicked.connect(self._cancel)
        self.other_button.clicked.connect(self.choose)
        self.plain_button.clicked.connect(lambda: job.book(mended=False))
        self.import_button.clicked.connect(lambda: job.book(mended=True))

    def _pick(self, doubt: Doubt) -> None:
        self.raw_card.show_header(_("Line {line} as in the file").format(line=doubt.line))
        self.raw.show_doubt(doubt, self._context.masking)
        self._see(doubt.line)

    def _see(self, line: int) -> None:
        """Show where a row stands in its file."""
        item = self.item()
        if item is not None and item.checked is not None:
            self.page_card.show_line(item.checked, line)
