"""What is done with entries of the list: written, edited, split, given a category, deleted."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from PySide6.QtWidgets import QWidget

from jiebei_desktop.domain.changes import Changes
from jiebei_desktop.domain.debts import DebtId
from jiebei_desktop.domain.entries import EntryRow
from jiebei_desktop.domain.household import Entry
from jiebei_desktop.domain.splits import SplitPayment, undivided
from jiebei_desktop.services.book.entries import Entries
from jiebei_desktop.services.statements.imports_typed import day_read
from jiebei_desktop.text import formats
from jiebei_desktop.text.current import _, ngettext, texts
from jiebei_desktop.ui.page import PageContext
from jiebei_desktop.ui.pages.ledger.entry_form import CategoryForm, EntryForm


class EntryActs:
    """Opens forms over the list and writes what they hold, each in one step."""

    def __init__(self, context: PageContext, over: QWidget) -> None:
        self._context, self._over = context, over
        self._entries = Entries(context.session)
        self.debts: Mapping[DebtId, str] = {}
        """Those that a part of an entry may repay."""

    def add(self, entry: Entry, answer: Callable[[bool], object]) -> None:
        """Write what the quick row holds, and answer whether it is written.

        What a statement tells already, somebody is asked about: it would count twice.
        """

        def read(day: date | None) -> None:
            if day is not None and not self._is_another(entry, day):
                answer(False)
                return
            self._context.lanes.ledger(lambda: self._entries.add(entry), written, failed=lost)

        def written(done: tuple[object, Changes]) -> None:
            answer(True)
            self._context.notify(done[1])

        def lost(error: Exception) -> None:
            answer(False)
            self._context.tell(error)

        ledger = self._context.session.ledger
        self._context.lanes.ledger(lambda: day_read(ledger, entry), read, failed=lost)

    def _is_another(self, entry: Entry, day: date) -> bool:
        return self._context.ask.confirm(
            _("A statement has {amount} on {day} already. Enter it once more?").format(
                amount=self._context.masking.money(entry.amount), day=formats.day(day, texts())
            ),
            _("If it is the same payment, it would count twice."),
            action=_("Enter it"),
        )

    def edit(self, row: EntryRow, parts: int | None = None) -> EntryForm | None:
        """Open an entry, or (a moment later) the payment that it is a part of.

        ``parts``: in how many it was taken when it was closed half-typed.
        """
        if row.part is None:
            payment = undivided(row.entry, on_credit=row.paid_by is not None)
            return self._form(row, payment, parts)

        def show(payment: SplitPayment) -> None:
            self._form(row, payment, parts)

        self._context.lanes.ledger(
            lambda: self._entries.payment(row.id), show, latest="ledger-payment"
        )
        return None

    def split(self, row: EntryRow | None) -> None:
        """Open an entry to take it apart; say what is missing where none is chosen."""
        if row is None:
            self._context.ask.tell(
                _("Which entry?"), _("Choose one in the list, then split it into parts.")
            )
        elif form := self.edit(row):
            form.split()

    def categorise(self, rows: Sequence[EntryRow]) -> None:
        """Give these entries one category, those that are of the first one's kind."""
        alike = [row for row in rows if row.entry.kind is rows[0].entry.kind]
        if not alike:
            return
        form = CategoryForm(self._context.theme, [row.entry for row in alike], self._over)
        ids = tuple(row.id for row in alike)

        def save() -> None:
            code, always = form.code(), form.rule()
            self._write(lambda: self._entries.categorise(ids, code, always))

        form.saved.connect(save)
        form.open_for(lambda page: page.entries.acts.categorise(rows), ids)

    def delete(self, rows: Sequence[EntryRow]) -> None:
        """Delete entries in one step; undo brings them back, so nothing is asked for a whole one.

        A part goes with all parts of its payment.
        """
        ids = [row.id for row in rows]
        if not ids:
            return
        question = ngettext("Delete {count} entry?", "Delete {count} entries?", len(ids))
        detail = _("Undo brings them back.")
        split = any(row.part for row in rows)
        if split:
            detail = _("All parts of a split payment go together. Undo brings them back.")
        if (split or len(ids) > 1) and not self._context.ask.confirm(
            question.format(count=formats.count(len(ids))), detail, action=_("Delete")
        ):
            return
        self._write(lambda: self._entries.delete(ids))

    def _form(self, row: EntryRow, payment: SplitPayment, parts: int | None) -> EntryForm:
        theme, today = self._context.theme, self._context.today()
        form = EntryForm(theme, payment, self.debts, self._over, today=today)
        if parts is not None:
            form.divide(parts)
        form.saved.connect(lambda: self._keep(row, form.payment()))
        form.removed.connect(lambda: self.delete([row]))
        made = form.parts.rows
        form.open_for(lambda page: page.entries.acts.edit(row, len(made)), row.id)
        return form

    def _keep(self, row: EntryRow, payment: SplitPayment) -> None:
        """Write what was typed; an entry that was whole and stays so keeps its row."""
        if row.part is None and len(payment.parts) == 1:
            self._write(lambda: self._entries.edit(row.id, payment.whole))
        else:
            self._write(lambda: self._entries.split(row.id, payment))

    def _write(self, job: Callable[[], Changes]) -> None:
        self._context.lanes.ledger(job, self._context.notify)
