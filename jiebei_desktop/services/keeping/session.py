"""One open ledger with everything a use case needs beside it."""

from __future__ import annotations

from contextlib import ExitStack
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from jiebei_desktop.domain.problems import LedgerDamaged
from jiebei_desktop.services.formats.json_fields import HouseholdError
from jiebei_desktop.services.keeping.fitting import fit_categories
from jiebei_desktop.services.keeping.history import History
from jiebei_desktop.services.keeping.memo import Memo
from jiebei_desktop.storage.checks import UNREADABLE
from jiebei_desktop.storage.ledger import Ledger

if TYPE_CHECKING:
    from jiebei_desktop.domain.household import Book
    from jiebei_desktop.domain.rules import RuleBook
    from jiebei_desktop.domain.standing import Owed

_DAMAGE = frozenset({
    "integrity", "row-altered", "unreadable", "out-of-range", "month-sums", "chain-altered",
    "seal-broken", "step-unreadable",
})  # fmt: skip
"""Codes of a check that explain why a row could not be used."""


class Session:
    """An open ledger, its history and the rule book; used from one thread at a time."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.history = History(ledger)
        self.memo = Memo()
        """The picture last reckoned from this ledger."""
        self.books = Memo()
        """The values last read from this ledger to reckon with."""
        self.homes = Memo()
        """What the household's months bring and take, as last reckoned from this ledger."""
        self.asks = Memo()
        """What lenders are asked for, as last reckoned from this ledger."""
        self._rules = Memo()

    @classmethod
    def create(cls, path: Path, password: str | None = None) -> Session:
        """Make a new ledger file and open it.

        Raises:
            Trouble: the file exists already or cannot be written.
        """
        return cls(Ledger.create(path, password))

    @classmethod
    def open(cls, path: Path, password: str | None = None) -> Session:
        """Open a ledger file.

        Raises:
            Trouble: it is missing, in use, protected, damaged, too new or no ledger.
        """
        with ExitStack() as stack:
            session = stack.enter_context(cls(Ledger.open(path, password)))
            fit_categories(session.ledger, session.history)
            stack.pop_all()
        return session

    @classmethod
    def open_damaged(cls, path: Path, password: str | None, damage: str) -> Self:
        """Open a damaged ledger to look at it; ``damage`` is told whenever a write is asked for.

        Raises:
            Trouble: it cannot be opened at all.
        """
        return cls(Ledger.open_damaged(path, password, damage))

    @property
    def path(self) -> Path:
        """Where the ledger lies."""
        return self.ledger.path

    @property
    def rules(self) -> RuleBook:
        """The shipped rule book, the signed file opened since, and what the user typed."""
        return self._rules.of(self.ledger.revision, self._rules_now)

    def _rules_now(self) -> RuleBook:
        from jiebei_desktop.services.reference import fixings, rulebook, rules_file

        book = rules_file.in_force(rulebook.load(), self.ledger.setting(rules_file.KEPT))
        own = fixings.own_fixings(self.ledger.setting(fixings.FIXINGS))
        return book.extended(own) if own else book

    def book(self, entries_since: date | None = None) -> Book:
        """Return the whole ledger as values, or with the entries since a day only."""
        return self.ledger.read_book(entries_since)

    def owed(self, as_of: date) -> tuple[Owed, ...]:
        """Return what is owed on a day, per debt in the ledger's order."""
        from jiebei_desktop.domain.standing import owed

        return tuple(owed(debt, as_of) for debt in self.ledger.debts())

    def close(self) -> None:
        """Close the file and let others open it."""
        self.ledger.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: object, error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        try:
            if isinstance(error, UNREADABLE) and not isinstance(error, HouseholdError):
                self.blame_damage(error)
        finally:
            self.close()

    def blame_damage(self, error: BaseException) -> None:
        """Find out whether damage of the file is behind an error that nobody foresaw.

        Raises:
            LedgerDamaged: it is.
        """
        codes = {each.code for each in self.ledger.check()} & _DAMAGE
        if codes:
            raise LedgerDamaged(str(self.path), ", ".join(sorted(codes))) from error
