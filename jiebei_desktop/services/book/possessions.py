"""People, cash, recurring items, assets, budgets and the ledger's own settings."""

from __future__ import annotations

from typing import Any, TypeVar

from jiebei_desktop.domain.changes import Changes
from jiebei_desktop.domain.household import Asset, Cash, Household, Recurring
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.services.keeping.session import Session
from jiebei_desktop.storage import household, settings
from jiebei_desktop.storage.categories import BUDGETS, set_budget
from jiebei_desktop.storage.records import StoredTable
from jiebei_desktop.storage.unit_of_work import UnitOfWork

_Item = TypeVar("_Item")


class Possessions:
    """What a session's ledger holds beside entries and debts.

    Items are named by their value: ``change_…(old, new)`` replaces, with None for old it adds,
    with None for new it deletes; an unknown ``old`` raises KeyError.
    """

    def __init__(self, session: Session) -> None:
        self._ledger = session.ledger
        self._history = session.history

    def set_household(self, people: Household) -> Changes:
        """Replace the facts about the people."""
        return self._history.run(
            "edit-household", lambda work: household.set_household(work, people)
        )

    def change_cash(self, old: Cash | None, new: Cash | None) -> Changes:
        """Add, correct or delete a reading; the last word on a place and a day counts."""

        def restate(work: UnitOfWork) -> None:
            if old is not None and new is not None:
                household.correct_cash(work, old, new)
            elif new is not None:
                household.set_cash(work, new)
            else:
                household.CASH.change(work, old, None)

        return self._history.run(_label("cash", old, new), restate)

    def change_recurring(self, old: Recurring | None, new: Recurring | None) -> Changes:
        """Add, edit or delete something that comes again."""
        return self._change(household.RECURRING, old, new)

    def change_asset(self, old: Asset | None, new: Asset | None) -> Changes:
        """Add, edit or delete something owned."""
        return self._change(household.ASSETS, old, new)

    def budgets(self) -> dict[str, Fen]:
        """Return the monthly budget of each category that has one."""
        return {one.category: one.amount for one in BUDGETS.read(self._ledger, "category")}

    def set_budget(self, category: str, amount: Fen | None) -> Changes:
        """Set the monthly budget of a category, or remove it with None."""
        return self._history.run("set-budget", lambda work: set_budget(work, category, amount))

    def setting(self, key: str, default: object = None) -> Any:
        """Return a fact about money that belongs to this ledger, as JSON values."""
        return self._ledger.setting(key, default)

    def set_setting(self, key: str, value: object) -> Changes:
        """Keep a fact about money in the ledger, as JSON values; None removes it."""
        return self._history.run("change-setting", lambda work: settings.put(work, key, value))

    def _change(self, table: StoredTable[_Item], old: _Item | None, new: _Item | None) -> Changes:
        label = _label(table.name, old, new)
        return self._history.run(label, lambda work: table.change(work, old, new))


def _label(table: str, old: object | None, new: object | None) -> str:
    what = "add" if old is None else "edit"
    return f"{'delete' if new is None else what}-{table}"
