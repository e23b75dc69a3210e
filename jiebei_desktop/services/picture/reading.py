"""What a picture is reckoned from, read from the ledger at once and then never again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct, field

from jiebei_desktop.domain.debts import DebtId
from jiebei_desktop.domain.events import OF_INCOME, EventKind
from jiebei_desktop.domain.household import Book, EntryKind, newest_readings
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.named_items import changes_of, items_of
from jiebei_desktop.domain.rules import RuleBook
from jiebei_desktop.domain.seen_bills import with_bills_seen
from jiebei_desktop.services.cases.limitation import noted
from jiebei_desktop.services.debts.estimates import guessed
from jiebei_desktop.services.keeping.memo import Memo
from jiebei_desktop.services.picture.affordability_view import AffordFacts, facts

if TYPE_CHECKING:
    from jiebei_desktop.services.keeping.session import Session
    from jiebei_desktop.services.picture.kept_home import KeptHome

_CHANGES = OF_INCOME | {EventKind.BUSINESS_CLOSED}
PICTURE_TABLES = frozenset({
    "household", "cash", "recurring", "assets", "events", "settings", "entries", "lenders", "debts",
    "terms", "debt_events", "payments", "balances", "cases", "contacts", "proposals", "agreements",
})  # fmt: skip
"""What a picture is reckoned from: after a change of one of them what was shown of it is old."""


class Key(Struct, frozen=True, kw_only=True):
    """What decides a picture: the same key gives the same picture."""

    revision: int
    as_of: date
    seed: int
    rules: str
    """Edition of the rule data, with the newest fixing known."""


class Reading(Struct, frozen=True, kw_only=True):
    """The ledger's values on a day, with the key of the picture they give."""

    key: Key
    means: AffordFacts
    """The household's money as the affordability model reads it."""
    rules: RuleBook
    """The rule data in force; the key names its edition."""
    noted: Mapping[DebtId, date] = field(default_factory=dict)
    """The newest day in the case file of each debt, see ``services.cases.limitation``."""
    estimated: Mapping[DebtId, tuple[str, ...]] = field(default_factory=dict)
    """What nobody told of each debt, see ``services.debts.estimates``."""
    capitalise: bool = False
    """Whether charges due so far become principal, for a lender that demands it: only a trial."""
    memo: Memo = field(default_factory=Memo)
    homes: Memo = field(default_factory=Memo)
    """The prospect last reckoned from the ledger, see `home_of`."""
    before: KeptHome | None = None
    """What was reckoned of these values before; the book has no entries then."""

    @property
    def as_of(self) -> date:
        """The day of reckoning."""
        return self.key.as_of

    @property
    def book(self) -> Book:
        """The ledger's values."""
        return self.means.book

    @property
    def has_entries(self) -> bool:
        """Whether the ledger has entries, read or not."""
        return bool(self.book.entries) if self.before is None else self.before.has_entries

    @property
    def has_income(self) -> bool:
        """Whether an entry shows any income, read or not."""
        if self.before is not None:
            return self.before.has_income
        return any(entry.kind is EntryKind.INCOME for entry in self.book.entries)

    @property
    def tells(self) -> bool:
        """Whether anybody said what comes in; else that is not known, not nothing.

        A wallet's bill often shows spending alone.
        """
        items = any(item.kind is EntryKind.INCOME for item in items_of(self.book))
        known = (one for one in changes_of(self.book) if one.confirmed)
        changes = any(one.kind in _CHANGES for one in known)
        return self.has_income or items or changes or bool(self.means.answers)

    @property
    def tells_living(self) -> bool:
        """The same of what goes out."""
        return self.has_entries or not self.means.empty

    @property
    def untold(self) -> str | None:
        """Why the cash of days to come is not known: no income or no cash was ever told."""
        if not self.tells:
            return "no_income"
        return None if newest_readings(self.book.cash, self.as_of) else "no_cash"

    @property
    def chosen(self) -> Fen | None:
        """The monthly payment the user decided on."""
        return self.means.chosen


class OfReading(Struct, frozen=True, kw_only=True):
    """What a page is made of: a reading of the ledger, and what is reckoned from it."""

    reading: Reading

    @property
    def as_of(self) -> date:
        """The day of reckoning."""
        return self.reading.as_of

    @property
    def book(self) -> Book:
        """The ledger's values."""
        return self.reading.book


def read(session: Session, as_of: date, seed: int = 0, before: KeptHome | None = None) -> Reading:
    """Read what the picture of a day is reckoned from.

    With what was reckoned ``before`` of the same key no entry is read, and no picture reckoned.
    """
    return Reading(
        key=key_of(session, as_of, seed),
        means=facts(session, as_of, entries=before is None),
        before=before,
        rules=session.rules,
        noted=noted(session, as_of),
        estimated=guessed(session),
        memo=session.memo,
        homes=session.homes,
    )


def reading_of(book: Book, as_of: date, rules: RuleBook, payment: Fen | None = None) -> Reading:
    """Return the reading of values that stand in no ledger.

    Args:
        book: the household.
        as_of: the day of reckoning.
        rules: the rule data in force.
        payment: what the plan pays a month; None takes the recommended amount.
    """
    key = Key(revision=0, as_of=as_of, seed=0, rules=edition(rules, as_of))
    known = with_bills_seen(book, as_of)
    means = AffordFacts(as_of=as_of, book=known, answers={}, chosen=payment)
    return Reading(key=key, means=means, rules=rules)


def key_of(session: Session, as_of: date, seed: int = 0) -> Key:
    """Return the key of a picture without reading the ledger."""
    return Key(
        revision=session.ledger.revision,
        as_of=as_of,
        seed=seed,
        rules=edition(session.rules, as_of),
    )


def edition(rules: RuleBook, as_of: date) -> str:
    """Name the rule data that rules on a day: the edition, and the newest fixing known."""
    newest = rules.lpr(as_of)
    return f"{rules.as_of} {'' if newest is None else newest.published}"
