"""Entries of the ledger: list, add, edit, delete, categorise, suggest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from jiebei_desktop.domain import categories
from jiebei_desktop.domain.changes import Changes
from jiebei_desktop.domain.debts import DebtId
from jiebei_desktop.domain.entries import EntryFilter, EntryId, EntryRow, EntryTotals, MonthSum
from jiebei_desktop.domain.household import Entry, EntryKind
from jiebei_desktop.domain.money import parse_yuan
from jiebei_desktop.domain.months import Month
from jiebei_desktop.domain.splits import SplitPayment, problem_of
from jiebei_desktop.services.keeping.session import Session
from jiebei_desktop.storage import entries, splits
from jiebei_desktop.storage.categories import LEARNED, LearnedRule, learn
from jiebei_desktop.storage.debt_names import NAMES
from jiebei_desktop.storage.unit_of_work import UnitOfWork


class Entries:
    """The entries of one session."""

    def __init__(self, session: Session) -> None:
        self._ledger = session.ledger
        self._history = session.history

    def page(
        self,
        wanted: EntryFilter,
        after: EntryRow | None = None,
        limit: int = 200,
    ) -> tuple[EntryRow, ...]:
        """Return the next entries a filter finds, newest first."""
        return self._ledger.entries(wanted, after=after, limit=limit)

    def totals(self, wanted: EntryFilter) -> EntryTotals:
        """Return how many entries a filter finds, and their sums."""
        return self._ledger.entry_totals(wanted)

    def month_sums(
        self, since: Month | None = None, until: Month | None = None
    ) -> tuple[MonthSum, ...]:
        """Return the sums by month, kind and category, both ends included."""
        return self._ledger.month_sums(since, until)

    def add(self, entry: Entry) -> tuple[EntryId, Changes]:
        """Add one entry typed by the user."""
        row_id, changes = self._history.run_for("add-entry", lambda work: entries.add(work, entry))
        return EntryId(row_id), changes

    def edit(self, row_id: EntryId, entry: Entry) -> Changes:
        """Give an entry that is no part other content; where it came from stays known.

        Raises:
            KeyError: there is no such entry.
        """
        return self._history.run("edit-entry", lambda work: entries.edit(work, row_id, entry))

    def debts(self) -> dict[DebtId, str]:
        """Return the debts that a part may repay; two of one name with the day of the contract."""
        known = NAMES.read(self._ledger)
        names = Counter(debt.name for debt in known)
        return {
            DebtId(one.code): one.name
            if names[one.name] == 1
            else f"{one.name} {one.contract_date}"
            for one in known
        }

    def payment(self, row_id: EntryId) -> SplitPayment:
        """Return the payment that an entry is of, with its parts (one where it is the whole).

        Raises:
            KeyError: there is no such entry.
        """
        return splits.read(self._ledger, row_id)

    def split(self, row_id: EntryId, payment: SplitPayment) -> Changes:
        """Put a payment with these parts in the place of the one that an entry is of, in one step.

        One part joins what was split.

        Raises:
            KeyError: there is no such entry, or no such debt.
            ValueError: the parts are not those of the payment (`splits.problem_of`).
        """
        problem = problem_of(payment)
        if problem is not None:
            raise ValueError(problem)
        label = "split-entry" if len(payment.parts) > 1 else "join-entry"
        return self._history.run(label, lambda work: splits.write(work, row_id, payment))

    def delete(self, ids: Iterable[EntryId]) -> Changes:
        """Delete entries in one step, with the other parts of their payments.

        Raises:
            KeyError: one of them does not exist.
        """
        wanted = list(ids)
        return self._history.run("delete-entries", lambda work: entries.delete(work, wanted))

    def categorise(
        self, ids: Iterable[EntryId], category: str, always: LearnedRule | None = None
    ) -> Changes:
        """Give entries one category, in one step; ``always`` is what statements shall do later.

        Raises:
            KeyError: one of them does not exist.
            ValueError: the category is not in the closed list.
        """
        if category not in categories.ALL:
            raise ValueError(category)
        return self.change(ids, {"category": category}, always)

    def change(
        self, ids: Iterable[EntryId], values: Mapping[str, str], always: LearnedRule | None = None
    ) -> Changes:
        """Give entries the same category, counterparty, note or mark, in one step.

        Raises:
            KeyError: one of them does not exist.
            ValueError: another field is named.
        """
        if not values.keys() <= {"category", "counterparty", "note", "mark"}:
            raise ValueError(sorted(values))
        wanted = list(ids)

        def write(work: UnitOfWork) -> None:
            entries.change(work, wanted, values)
            if always is not None:
                learn(work, always)

        return self._history.run("change-entries", write)

    def learned(self) -> tuple[LearnedRule, ...]:
        """Return what statements were taught, in the order it was."""
        return LEARNED.read(self._ledger)

    def learn(self, counterparty: str, category: str) -> Changes:
        """Remember that money to or from a counterparty whose name holds the text is a category.

        Raises:
            ValueError: as ``taught``.
        """
        rule = taught(counterparty, category)
        return self._history.run("add-rule", lambda work: learn(work, rule))

    def suggest(self, text: str, limit: int = 8) -> tuple[Entry, ...]:
        """Return former entries that a quick line may mean, the most usual first."""
        words = [word for word in text.split() if not _is_amount(word)]
        return self._ledger.suggestions(" ".join(words), limit)


def _is_amount(word: str) -> bool:
    try:
        parse_yuan(word)
    except ValueError:
        return False
    return True


def taught(counterparty: str, category: str) -> LearnedRule:
    """Return the rule that money with a counterparty is a category.

    Raises:
        ValueError: the category is not in the closed list, or the name is blank and fits everyone.
    """
    pattern = counterparty.strip()
    if category not in categories.ALL or not pattern:
        raise ValueError(category, counterparty)
    kind = EntryKind.INCOME if categories.fits(EntryKind.INCOME, category) else EntryKind.EXPENSE
    return LearnedRule(pattern=pattern, kind=kind, category=category)
