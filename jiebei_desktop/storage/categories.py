"""What the user set about categories: budgets, and which counterparty means which category."""

from __future__ import annotations

from msgspec import Struct

from jiebei_desktop.domain.household import EntryKind
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.storage.records import StoredTable
from jiebei_desktop.storage.rows import RowSource
from jiebei_desktop.storage.unit_of_work import UnitOfWork

_COUNTERPARTY = "counterparty"


class Budget(Struct, frozen=True, kw_only=True):
    """What may be spent on a category in a month."""

    category: str
    amount: Fen


class LearnedRule(Struct, frozen=True, kw_only=True):
    """A text that tells the category of an entry."""

    field: str = _COUNTERPARTY
    """Where the text is looked for: counterparty, note or any."""
    pattern: str
    kind: EntryKind | None = None
    category: str


BUDGETS = StoredTable("budgets", Budget)
LEARNED = StoredTable("category_rules", LearnedRule)


def set_budget(work: UnitOfWork, category: str, amount: Fen | None) -> None:
    """Set the monthly budget of a category, or remove it with None."""
    if amount is not None:
        BUDGETS.put(work, Budget(category=category, amount=amount), "category")
        return
    for known in BUDGETS.read(work, category=category):
        BUDGETS.change(work, known, None)


def learn(work: UnitOfWork, rule: LearnedRule) -> None:
    """Keep a rule in place of one of the same text and kind."""
    LEARNED.put(work, rule, "field", "pattern", "kind")


def learned(source: RowSource) -> dict[tuple[str, str], str]:
    """Return the category of each kind (empty for both) and counterparty that has a rule."""
    found = LEARNED.read(source, field=_COUNTERPARTY)
    return {
        ("" if one.kind is None else one.kind.value, one.pattern): one.category for one in found
    }
