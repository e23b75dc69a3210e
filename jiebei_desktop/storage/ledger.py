"""One open ledger: reads per aggregate, and one door for writes."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import Any

from jiebei_desktop.domain.changes import Changes, Reach
from jiebei_desktop.domain.debts import Debt, ReportedBalance
from jiebei_desktop.domain.entries import EntryFilter, EntryRow, EntryTotals, MonthSum
from jiebei_desktop.domain.events import LifeEvent
from jiebei_desktop.domain.household import Book, Entry, EntryKind
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.months import Month
from jiebei_desktop.domain.problems import (
    Discrepancy,
    DiskTrouble,
    LedgerDamaged,
    LedgerExists,
    Trouble,
)
from jiebei_desktop.domain.proposed_debt import ProposedDebt
from jiebei_desktop.storage import (
    backups,
    books,
    checks,
    debts,
    digests,
    engine,
    entries,
    entry_pages,
    events,
    files,
    history,
    household,
    imported,
    ledger_file,
    migrations,
    passwords,
    picture,
    proposed_debts,
    rows,
    said,
    settings,
    steps,
)
from jiebei_desktop.storage.books import Added
from jiebei_desktop.storage.engine import Connection
from jiebei_desktop.storage.entries import Payments
from jiebei_desktop.storage.imported import KnownRow
from jiebei_desktop.storage.picture import KeptPicture
from jiebei_desktop.storage.staging import StagedEntries
from jiebei_desktop.storage.unit_of_work import UnitOfWork

EVERY_ENTRY = EntryFilter()


class Ledger(rows.RowSource):
    """An open ledger file; used from one thread at a time."""

    def __init__(self, db: Connection, path: Path, password: str | None = None) -> None:
        super().__init__(db)
        self._password = password
        self.path = path
        self.damage = ""
        """What is damaged, when something is: nothing is written then."""

    @classmethod
    def create(cls, path: Path, password: str | None = None) -> Ledger:
        """Make a new ledger file and open it (troubles: ``ledger_file.create``)."""
        place = files.meant(path)
        return cls(ledger_file.create(place, password), place, password)

    @classmethod
    def open(cls, path: Path, password: str | None = None) -> Ledger:
        """Open a ledger file (troubles: ``ledger_file.open_file``).

        Beside a protected one no copy stays readable.
        """
        place = files.meant(path)
        ledger = cls(ledger_file.open_file(place, password), place, password)
        if password and ledger.protected:
            passwords.finish(place, password)
        return ledger

    @classmethod
    def open_damaged(cls, path: Path, password: str | None, damage: str) -> Ledger:
        """Open a damaged ledger to look at it (troubles: ``ledger_file.open_damaged``)."""
        place = files.meant(path)
        ledger = cls(ledger_file.open_damaged(place, password), place, password)
        ledger.damage = damage or "seal"  # every table may be whole, and the ledger is damaged
        return ledger

    def close(self) -> None:
        """Close the file, let others open it, and forget its password."""
        self._db.close()
        self._password = None

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Commit all or nothing.

        Raises:
            DiskTrouble: the disk did not take it or is gone; the ledger is as before.
            LedgerDamaged: it is known to be damaged, and is left as it is.
        """
        if self.damage:
            raise LedgerDamaged(str(self.path), self.damage)
        try:
            self._db.execute("BEGIN IMMEDIATE")
            yield
            engine.commit(self._db)
        except BaseException as error:
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")
            if isinstance(error, engine.OperationalError):
                raise engine.trouble(error, self.path) from error
            raise

    @contextmanager
    def write(self, label: str) -> Iterator[UnitOfWork]:
        """Open a transaction that becomes one step of the history, named by ``label``."""
        with self.transaction():
            work = UnitOfWork(self._db)
            yield work
            if work.finish().tables:
                history.record(self._db, label, work.ops)
                picture.advance(self._db)

    def undo(self) -> Changes:
        """Take back the last step; empty changes when there is none.

        Raises:
            LedgerDamaged: the step is not what was written; nothing changed.
        """
        return self._turn("done")

    def redo(self) -> Changes:
        """Do the last undone step again; empty changes when there is none."""
        return self._turn("undone")

    def _turn(self, state: str) -> Changes:
        with self.transaction():
            try:
                changes = history.turn(self._db, state)
            except (steps.StepError, engine.IntegrityError) as error:
                raise LedgerDamaged(str(self.path), "history") from error
            if changes.tables:
                picture.advance(self._db)
        return changes

    @property
    def undo_label(self) -> str | None:
        """The label of the step that ``undo`` would take back."""
        return history.label(self._db, "done")

    @property
    def redo_label(self) -> str | None:
        """The label of the step that ``redo`` would do again."""
        return history.label(self._db, "undone")

    @property
    def reach(self) -> Reach:
        """How far back undo reaches."""
        return history.reach(self._db)

    @property
    def revision(self) -> int:
        """How many writes this ledger has seen; the same number means the same contents."""
        return picture.revision(self._db)

    def keep_picture(self, made: KeptPicture) -> None:
        """Write a picture down in place of the last one; no step of the history."""
        with self.transaction():
            picture.keep(self._db, made)
            digests.refresh(self._db, [("picture", 0)], {})

    def kept_picture(self) -> KeptPicture | None:
        """Return the picture last written down, None before the first."""
        return picture.kept(self._db)

    def read_book(self, entries_since: date | None = None) -> Book:
        """Return everything a computation needs; entries may be cut to the newer ones."""
        return Book(
            household=household.read(self),
            cash=household.CASH.read(self),
            entries=entries.read(self._db, entries_since),
            recurring=household.RECURRING.read(self),
            assets=household.ASSETS.read(self),
            debts=debts.read(self._db),
            events=events.read(self),
            said=said.read(self),
        )

    def each_entry(self) -> Iterator[Entry]:
        """Yield the entries one by one, oldest first; nothing may be written meanwhile."""
        return entries.each(self._db)

    def debts(self) -> tuple[Debt, ...]:
        """Return all debts in the order they were added."""
        return debts.read(self._db)

    def debt(self, code: str) -> Debt:
        """Return one debt.

        Raises:
            KeyError: no debt has this id.
        """
        found = debts.read(self._db, code)
        if not found:
            raise KeyError(code)
        return found[0]

    def events(self) -> tuple[LifeEvent, ...]:
        """Return what changes in the household's life, oldest first."""
        return events.read(self)

    def reports(self, code: str) -> tuple[ReportedBalance, ...]:
        """Return every balance the lender's app was seen to show, oldest first."""
        return debts.reports(self._db, code)

    def proposed_debts(self) -> tuple[ProposedDebt, ...]:
        """Return what papers list and nobody has adopted, closed ones, too."""
        return proposed_debts.kept(self)

    def entries(
        self,
        wanted: EntryFilter = EVERY_ENTRY,
        *,
        after: EntryRow | None = None,
        limit: int = 200,
    ) -> tuple[EntryRow, ...]:
        """Return a page of entries, newest first, that follows the row ``after``."""
        return entry_pages.page(self._db, wanted, after, limit)

    def entry(self, row_id: int) -> EntryRow:
        """Return one entry.

        Raises:
            KeyError: there is no such row.
        """
        found = entry_pages.by_id(self._db, row_id)
        if found is None:
            raise KeyError(row_id)
        return found

    def entry_totals(self, wanted: EntryFilter = EVERY_ENTRY) -> EntryTotals:
        """Return how many entries a filter finds, and their sums."""
        return entry_pages.totals(self._db, wanted)

    def month_sums(
        self, since: Month | None = None, until: Month | None = None
    ) -> tuple[MonthSum, ...]:
        """Return sums by month, kind and category, from the summary; both ends included."""
        return entry_pages.month_sums(self._db, since, until)

    def misplaced(self) -> dict[EntryKind, list[int]]:
        """Return the rows of entries whose category is not one of their direction."""
        return entry_pages.misplaced(self._db)

    def entry_amounts(self, first: str, last: str, least: Fen) -> set[tuple[str, str, int]]:
        """Return kind, day and amount of the larger entries of a period, a day more each side."""
        return entries.amounts(self._db, first, last, least)

    def typed_payments(self, first: str, last: str, *, by_hand: bool = True) -> Payments:
        """Return what was typed (or read) between two days and beside them, with how often."""
        return entries.typed(self._db, first, last, by_hand=by_hand)

    def suggestions(self, text: str, limit: int = 8) -> tuple[Entry, ...]:
        """Return former entries whose counterparty contains ``text``, one per counterparty."""
        return entry_pages.suggestions(self._db, text, limit)

    def known_identities(self, identities: Iterable[str]) -> dict[str, KnownRow]:
        """Return which imported rows are here already, by identity."""
        return imported.known(self._db, identities)

    def fingerprint_counts(self, prefixes: Iterable[str]) -> dict[str, int]:
        """Return how many imported rows carry each fingerprint, numbered behind ``#``."""
        return imported.multiplicity(self._db, prefixes)

    def lines_of(self, raw_rows: Iterable[int]) -> dict[int, int]:
        """Return in which line of its file each imported row stands."""
        return imported.lines(self._db, raw_rows)

    def setting(self, key: str, default: object = None) -> Any:
        """Return a fact about money that belongs to this ledger, as JSON values."""
        return settings.read(self, key, default)

    @property
    def seal(self) -> str:
        """The digest over all digests of rows and the newest link of the chain."""
        return digests.seal(self._db)

    def check(self) -> tuple[Discrepancy, ...]:
        """Return everything in the file that does not fit; nothing means it is sound."""
        return checks.check(self._db)

    def verification(self) -> Iterator[None]:
        """Read everything through, a part at a time; damage is remembered and stops writing.

        Raises:
            LedgerDamaged: something in the file is not what was written.
        """
        try:
            yield from checks.verification(self._db, self.path)
        except LedgerDamaged as error:
            self.damage = error.detail
            raise

    def backup(self, on: date, second: Path | None = None) -> Path:
        """Make a dated, verified copy beside the ledger, and in a second folder if one is named.

        Old copies are thinned out, and old steps of the history are forgotten once the copy is
        whole: without one the ledger stays as it is to the byte. A damaged ledger is neither
        changed nor copied (troubles: ``backups.make``).
        """
        checks.refuse_damage(self._db, self.path)
        made = backups.make(self._db, self.path, on, self._password, second)
        with suppress(DiskTrouble, OSError):  # where nothing can be written a copy can
            with self.transaction():
                history.age(self._db, on)
            os.utime(made)  # no older than the ledger, all of which it holds
        return made

    def backup_to(self, path: Path) -> Path:
        """Make a verified copy at a place of one's choice.

        Raises:
            LedgerExists: there is a file already.
        """
        if os.path.lexists(path):
            raise LedgerExists(str(path))
        return backups.copy_to(self._db, path, self._password)

    @property
    def password(self) -> str | None:
        """The password the file was opened with; its copies have the same one."""
        return self._password

    @property
    def protected(self) -> bool:
        """Whether the file needs a password."""
        return engine.protected(self._db)

    def set_password(self, password: str | None, second: Path | None = None) -> tuple[Path, ...]:
        """Protect the file and its copies with a password, change it, or take it away (None).

        Its copies in a ``second`` folder are rewritten, too. Returns the files that could not be,
        because they have yet another password or are no copies; see `passwords.rewrite_copies`.

        Raises:
            Trouble: the disk did not take it; the ledger is as before and open.
        """
        old = self._password
        try:
            passwords.rewrite(self._db, self.path, password)
        except Trouble:
            if not engine.is_open(self.path):
                self._db = ledger_file.open_file(self.path, old)
            raise
        self._db = ledger_file.open_file(self.path, password)
        self._password = password
        return passwords.rewrite_copies(self.path, old, password, second)

    @property
    def schema(self) -> str:
        """The newest step of the file format this ledger has."""
        return migrations.applied(self._db)[-1]

    def add_book(self, book: Book) -> Added:
        """Add what a book holds and this ledger does not; one step of the history.

        A debt with a known id is left as it is. Household facts other than the defaults replace
        the old ones, a cash reading that of the same place and day.
        """
        with self.write("load") as work:
            return self.add_book_in(work, book)

    def add_reading(self, read: Callable[[Callable[[Entry], None]], Book]) -> Added:
        """Add a book whose entries come one by one, to what ``read`` is given.

        Nothing is added before ``read`` returns the rest of the book; what it raises leaves the
        ledger as it was.
        """
        with self.write("load") as work:
            stage = StagedEntries(self._db)
            book = read(stage.add)
            return self.add_book_in(work, book, stage)

    def add_book_in(
        self, work: UnitOfWork, book: Book, stage: StagedEntries | None = None
    ) -> Added:
        """Add a book inside an open unit of work, with the entries that wait on a stage."""
        return books.add(work, book, stage or StagedEntries(self._db))
