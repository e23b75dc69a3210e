"""People, cash, recurring items, assets, budgets and the ledger's own settings."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, TypeVar

from jiebei_desktop.domain.changes import Changes
from jiebei_desktop.domain.household import Asset, Cash, Household, Recurring
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.services.keeping.session import Session
from jiebei_desktop.storage import household as rows
from jiebei_desktop.storage.rows import Row
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

    def set_household(self, household: Household) -> Changes:
        """Replace the facts about the people."""
        return self._history.run("edit-household", lambda work: rows.set_household(work, household))

    def change_cash(self, old: Cash | None, new: Cash | None) -> Changes:
        """Add, correct or delete a reading; the last word on a place and a day counts."""

        def restate(work: UnitOfWork) -> None:
            if old is not None and new is not None:
                rows.correct_cash(work, old, new)
            elif old is not None:
                rows.remove_cash(work, old)
            elif new is not None:
                rows.set_cash(work, new)

        return self._history.run(_label("cash", old, new), restate)

    def change_recurring(self, old: Recurring | None, new: Recurring | None) -> Changes:
        """Add, edit or delete something that comes again."""
        return self._change("recurring", old, new, rows.recurring_row)

    def change_asset(self, old: Asset | None, new: Asset | None) -> Changes:
        """Add, edit or delete something owned."""
        return self._change("assets", old, new, rows.asset_row)

    def budgets(self) -> dict[str, Fen]:
        """Return the monthly budget of each category that has one."""
        found = self._ledger.rows("budgets", "category")
        return {row["category"]: Fen(row["amount_fen"]) for row in found}

    def set_budget(self, category: str, amount: Fen | None) -> Changes:
        """Set the monthly budget of a category, or remove it with None."""
        values = None if amount is None else {"category": category, "amount_fen": amount}
        return self._history.run(
            "set-budget", lambda work: _put(work, "budgets", {"category": category}, values)
        )

    def setting(self, key: str, default: object = None) -> Any:
        """Return a fact about money that belongs to this ledger, as JSON values."""
        return self._ledger.setting(key, default)

    def set_setting(self, key: str, value: object) -> Changes:
        """Keep a fact about money in the ledger, as JSON values; None removes it."""
        return self._history.run("change-setting", lambda work: put_setting(work, key, value))

    def _change(
        self, table: str, old: _Item | None, new: _Item | None, row_of: Callable[[_Item], Row]
    ) -> Changes:
        label = _label(table, old, new)
        values = None if new is None else row_of(new)
        where = None if old is None else row_of(old)
        return self._history.run(label, lambda work: _replace(work, table, where, values))


def put_setting(work: UnitOfWork, key: str, value: object) -> None:
    """Keep a fact about money in a running step, as JSON values; None removes it."""
    text = json.dumps(value, ensure_ascii=False)
    values = None if value is None else {"key": key, "value": text}
    _put(work, "settings", {"key": key}, values)


def _label(table: str, old: object | None, new: object | None) -> str:
    what = "add" if old is None else "edit"
    return f"{'delete' if new is None else what}-{table}"


def _replace(work: UnitOfWork, table: str, old: Row | None, new: Row | None) -> None:
    if old is None:
        if new is not None:
            work.insert(table, new)
        return
    found = work.rows(table, **old)
    if not found:
        raise KeyError(table)
    if new is None:
        work.delete(table, found[0]["id"])
    else:
        work.update(table, found[0]["id"], new)


def _put(work: UnitOfWork, table: str, key: Row, new: Row | None) -> None:
    found = work.rows(table, **key)
    if found or new is not None:
        _replace(work, table, found[0] if found else None, new)
