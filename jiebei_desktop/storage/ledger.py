"""One open ledger: reads per aggregate, and one door for writes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from jiebei_desktop.domain.changes import Changes
from jiebei_desktop.domain.debts import Debt
from jiebei_desktop.domain.household import Book, Household
from jiebei_desktop.storage import debts, engine, entries, history, household, ledger_file
from jiebei_desktop.storage.engine import Connection
from jiebei_desktop.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """How many things of a book were new to a ledger."""

    debts: int = 0
    entries: int = 0
    recurring: int = 0
    assets: int = 0


class Ledger:
    """An open ledger file; used from one thread at a time."""

    def __init__(self, db: Connection, path: Path) -> None:
        self._db = db
        self.path = path

    @classmethod
    def create(cls, path: Path, password: str | None = None) -> Ledger:
        """Make a new ledger file and open it (troubles: ``ledger_file.create``)."""
        return cls(ledger_file.create(path, password), path)

    @classmethod
    def open(cls, path: Path, password: str | None = None) -> Ledger:
        """Open a ledger file (troubles: ``ledger_file.open_file``)."""
        return cls(ledger_file.open_file(path, password), path)

    def close(self) -> None:
        """Close the file and let others open it."""
        self._db.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Commit all or nothing.

        Raises:
            DiskTrouble: the disk did not take it; the ledger is as before.
        """
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._db.execute("COMMIT")
        except engine.OperationalError as error:
            self._roll_back()
            raise engine.trouble(error, self.path) from error
        except BaseException:
            self._roll_back()
            raise

    def _roll_back(self) -> None:
        if self._db.in_transaction:
            self._db.execute("ROLLBACK")

    @contextmanager
    def write(self, label: str) -> Iterator[UnitOfWork]:
        """Open a transaction that becomes one step of the history, named by ``label``."""
        with self.transaction():
            work = UnitOfWork(self._db)
            yield work
            if work.finish().tables:
                history.record(self._db, label, work.ops)

    def undo(self) -> Changes:
        """Take back the last step; empty changes when there is none."""
        with self.transaction():
            return history.turn(self._db, "done")

    def redo(self) -> Changes:
        """Do the last undone step again; empty changes when there is none."""
        with self.transaction():
            return history.turn(self._db, "undone")

    @property
    def undo_label(self) -> str | None:
        """The label of the step that ``undo`` would take back."""
        return history.label(self._db, "done")

    @property
    def redo_label(self) -> str | None:
        """The label of the step that ``redo`` would do again."""
        return history.label(self._db, "undone")

    def read_book(self, entries_since: date | None = None) -> Book:
        """Return everything a computation needs; entries may be cut to the newer ones."""
        return Book(
            household=household.read(self._db),
            cash=household.read_cash(self._db),
            entries=entries.read(self._db, entries_since),
            recurring=household.read_recurring(self._db),
            assets=household.read_assets(self._db),
            debts=debts.read(self._db),
        )

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

    def add_book(self, book: Book, label: str = "load") -> Added:
        """Add what a book holds and this ledger does not; one step of the history.

        A debt with a known id is left as it is. Household facts other than the defaults and
        newer cash statements replace the old ones.
        """
        with self.write(label) as work:
            return self.add_book_in(work, book)

    def add_book_in(self, work: UnitOfWork, book: Book) -> Added:
        """Add a book inside an open unit of work."""
        if book.household != Household():
            household.set_household(work, book.household)
        for cash in book.cash:
            household.set_cash(work, cash)
        known = {row["code"] for row in work.rows("debts")}
        new = [debt for debt in book.debts if debt.id not in known]
        for debt in new:
            debts.add(work, debt)
        return Added(
            debts=len(new),
            entries=entries.add_new(self._db, work, book.entries),
            recurring=household.add_missing(
                work, "recurring", book.recurring, household.recurring_row
            ),
            assets=household.add_missing(work, "assets", book.assets, household.asset_row),
        )
