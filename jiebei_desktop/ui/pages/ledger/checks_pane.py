"""What the imported files say together: gaps, failed repayments, borrowing to repay, pairs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any

from PySide6.QtWidgets import QTableView, QWidget

from jiebei_desktop.domain.changes import Changes
from jiebei_desktop.services.statements import imports_history
from jiebei_desktop.services.statements.imports_checks import FileChecks, Missed, Pair, file_checks
from jiebei_desktop.text.current import _, ngettext
from jiebei_desktop.ui.models.table import Column, TableModel, dress
from jiebei_desktop.ui.page import PageContext
from jiebei_desktop.ui.pages.ledger import checks_words as words
from jiebei_desktop.ui.table_out import attach
from jiebei_desktop.ui.widgets.basics import Button, Label
from jiebei_desktop.ui.widgets.boxes import down
from jiebei_desktop.ui.widgets.card import Card

ROW_HEIGHT, HEAD_HEIGHT, MOST_ROWS = 36, 34, 8


class TableCard(Card):
    """A card with one table, as tall as its rows up to eight, and a sentence below it."""

    def __init__(self, context: PageContext, columns: Sequence[Column[Any]]) -> None:
        super().__init__(context.theme, padded=False)
        self._theme = context.theme
        self.model = TableModel[Any](columns, context.theme)
        self.note = Label("caption", "text2", wrap=True)
        self.note.setContentsMargins(16, 8, 16, 10)
        self.body.addWidget(self.note)

    @cached_property
    def view(self) -> QTableView:
        """Return the table; made when there is something to show."""
        view = QTableView()
        dress(view, self.model, self._theme)
        self.body.insertWidget(0, view)
        attach(self)
        return view

    def show_rows(self, rows: Sequence[object], title: str, sub: str, note: str = "") -> None:
        """Show rows under a title; without rows the card is hidden."""
        self.setVisible(bool(rows))
        self.model.show(rows)
        if not rows:
            return
        self.show_header(title, sub)
        self.view.setAccessibleName(title)
        height = HEAD_HEIGHT + ROW_HEIGHT * min(len(rows), MOST_ROWS) + 2
        self.view.setFixedHeight(self._theme.px(height))
        self.note.setText(note)
        self.note.setVisible(bool(note))
        self.view.selectRow(0)

    def chosen(self) -> Any:
        """Return the selected row, or None."""
        index = self.view.currentIndex()
        return self.model.row(index) if index.isValid() else None


class ChecksPane(QWidget):
    """Five cards; those that have nothing to say are not shown."""

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        theme, masking = context.theme, context.masking
        self._context = context
        self._shown: FileChecks | None = None
        self.covered = TableCard(context, words.covered_columns(theme, context.today))
        self.missed = TableCard(context, words.missed_columns(masking))
        self.borrowing = TableCard(context, words.borrowing_columns(masking))
        self.against = TableCard(context, words.against_columns(masking))
        self.pairs = TableCard(context, words.pair_columns(masking))
        self.paid_button = Button(theme, "default", "check", small=True)
        self.failed_button = Button(theme, "default", "clock", small=True)
        self.apart_button = Button(theme, "default", "scissors", small=True)
        self._assemble()

    def read(self) -> FileChecks:
        """Read everything; runs in the ledger's lane."""
        return file_checks(self._context.session, self._context.today())

    def show_checks(self, found: FileChecks) -> None:
        """Show what was read."""
        self._shown = found
        gaps = sum(len(one.holes) for one in found.covered)
        self.covered.show_rows(
            found.covered,
            _("Days covered by files"),
            ngettext("{count} gap", "{count} gaps", gaps).format(count=gaps),
            _("● all days   ◐ some days   ○ none. A gap is filled by exporting that period again."),
        )
        self.missed.show_rows(
            found.missed, _("Repayments that failed"), _("was it paid another way?")
        )
        self.borrowing.show_rows(
            found.borrowing.found,
            _("Repayments that followed borrowing"),
            words.borrowing_count(found.borrowing),
            words.borrowing_note(found.borrowing),
        )
        self.against.show_rows(
            found.against,
            _("What you typed, and what the files show since"),
            _("counted in what is owed"),
            _("The files hold neither interest nor penalty; a difference of that size is fine."),
        )
        self.pairs.show_rows(
            found.pairs,
            _("One payment seen in two files"),
            _("counted once"),
            _("Taken apart, the bank's row stands alone and waits for your decision."),
        )

    def retranslate(self) -> None:
        """Word everything again."""
        self.paid_button.setText(_("Paid another way"))
        self.failed_button.setText(_("It did fail"))
        self.apart_button.setText(_("Not the same payment"))
        if self._shown is not None:
            self.show_checks(self._shown)

    def answer(self, *, paid: bool) -> None:
        """Say what became of the selected failed repayment."""
        row: Missed | None = self.missed.chosen()
        if row is not None:
            session = self._context.session
            self._write(
                lambda: imports_history.answer_missed(session, row.event, paid_otherwise=paid)
            )

    def take_apart(self) -> None:
        """Take the selected pair apart, for good."""
        pair: Pair | None = self.pairs.chosen()
        if pair is not None:
            session = self._context.session
            self._write(lambda: imports_history.unlink(session, pair.id))

    def _write(self, job: Callable[[], Changes]) -> None:
        self._context.lanes.ledger(job, self._context.notify)

    def _assemble(self) -> None:
        cards = (self.covered, self.missed, self.borrowing, self.against, self.pairs)
        column = down(on=self, gap=self._context.theme.px(12))
        for card in cards:
            column.addWidget(card)
            card.hide()
        self.missed.add_to_header(self.paid_button)
        self.missed.add_to_header(self.failed_button)
        self.pairs.add_to_header(self.apart_button)
        self.paid_button.clicked.connect(lambda: self.answer(paid=True))
        self.failed_button.clicked.connect(lambda: self.answer(paid=False))
        self.apart_button.clicked.connect(self.take_apart)
