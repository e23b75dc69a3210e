"""Categories of the closed list from counterparty, item and the wallet's own category."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from jiebei_desktop.domain.categories import fits
from jiebei_desktop.domain.household import EntryKind
from jiebei_desktop.importers.rows import Row
from jiebei_desktop.importers.verdicts import Kind, Verdict
from jiebei_desktop.importers.words import CategoryRule, Words

_INCOME = frozenset({Kind.INCOME, Kind.INCOME_INTEREST})


class Categories:
    """Suggests a category per row; what the user corrected before comes first.

    ``learned`` maps a side (``income``, ``expense`` or empty for both) and words of the
    counterparty to a category.
    """

    def __init__(self, words: Words, learned: Mapping[tuple[str, str], str]) -> None:
        self._words = words
        self._learned = learned
        self._hints = words.category_hints
        self._peers: dict[str, str] = {}
        self._own: dict[tuple[str, str], bool] = {}
        self._taught_peers: dict[tuple[str, str], str] = {}

    @property
    def fee(self) -> str:
        """The category of the fees inside transfers."""
        return str(self._words.category["fee"])

    def of(self, row: Row, verdict: Verdict) -> str:
        """Return the category of a booked row."""
        income = verdict.kind in _INCOME
        side = "income" if income else "expense"
        own = self._own.get((side, row.category))
        if own is None:
            own = self._own[side, row.category] = fits(EntryKind(side), row.category)
        if own:
            return row.category  # our own export names the code
        known = self._taught(side, row.peer) if self._learned else ""
        if known:
            return known
        return self._income(row, verdict) if income else self._expense(row)

    def _taught(self, side: str, peer: str) -> str:
        """Return what the user's own rules say of a counterparty, the longest words first."""
        found = self._taught_peers.get((side, peer))
        if found is None:
            matches = [
                (len(words), category)
                for (kind, words), category in self._learned.items()
                if kind in {"", side} and words in peer and fits(EntryKind(side), category)
            ]
            found = self._taught_peers[side, peer] = max(matches)[1] if matches else ""
        return found

    def _income(self, row: Row, verdict: Verdict) -> str:
        defaults = self._words.category
        if verdict.kind is Kind.INCOME_INTEREST:
            return str(defaults["interest"])
        if verdict.reason == "from_person":
            return str(defaults["family"])
        text = f"{row.kind} {row.item} {row.peer} {row.note}"
        return first_match(text, self._words.income_rules) or str(defaults["income"])

    def _expense(self, row: Row) -> str:
        known = self._peers.get(row.peer)
        if known is None:
            known = self._peers[row.peer] = first_match(row.peer, self._words.category_rules)
        return (
            known
            or self._hints.get(row.category)
            or first_match(f"{row.item} {row.kind} {row.category}", self._words.category_rules)
            or str(self._words.category["expense"])
        )


def first_match(text: str, rules: Sequence[CategoryRule]) -> str:
    """Return the code of the first rule that finds a word in ``text``, or empty."""
    for rule in rules:
        if rule.pattern.search(text):
            return rule.code
    return ""
