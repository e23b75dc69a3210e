"""Monthly costs that look like the repayment of a debt, which would count twice: asked about."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from jiebei_desktop.domain.debts import Debt, Stage
from jiebei_desktop.domain.events import SaidKind
from jiebei_desktop.domain.household import Book, EntryKind, Recurring
from jiebei_desktop.domain.named_items import items_of
from jiebei_desktop.domain.standing import owed

_RENT = ("租", "rent")
"""Words of a rent, which repays nothing, though a debt may have been made for one."""
_WORDS = ("每月", "分期", "还款", "月供", "repayment", "repay", "的", "还", " ")
"""What may stand beside the name of a debt in that of an item."""
_LEAST = 2
"""Letters that a name must have to be told by."""


def repaid_items(book: Book, as_of: date) -> tuple[tuple[Recurring, Debt], ...]:
    """Return the costs in force on a day whose name is a debt's, each with that debt.

    Its instalments are reckoned from the debt itself; an item that somebody said is another cost is
    left out.
    """
    return tuple(_found(book, as_of))


def _found(book: Book, as_of: date) -> Iterator[tuple[Recurring, Debt]]:
    others = {(one.category, one.name) for one in book.said if one.kind is SaidKind.OTHER_COST}
    open_now = [debt for debt in book.debts if not _is_over(debt, as_of)]
    for item in items_of(book):
        is_rent = any(word in item.name.casefold() for word in _RENT)
        is_cost = item.kind is EntryKind.EXPENSE and not is_rent
        in_force = item.start <= as_of and (item.until is None or item.until >= as_of)
        if is_cost and in_force and (item.category, item.name) not in others:
            debt = next((one for one in open_now if _is_of(item.name, one.name)), None)
            if debt is not None:
                yield item, debt


def _is_over(debt: Debt, as_of: date) -> bool:
    """Say whether a debt asks for nothing more: an item of its name is paid for something else."""
    return debt.stage is Stage.SETTLED or (
        debt.contract_date <= as_of and not owed(debt, as_of).parts.total
    )


def _is_of(item: str, debt: str) -> bool:
    """Say whether an item's name holds a debt's, or is part of it but for words of repaying."""
    whole, name = item.casefold(), debt.casefold().strip()
    core = whole
    for word in _WORDS:
        core = core.replace(word, "")
    return (len(name) >= _LEAST and name in whole) or (len(core) >= _LEAST and core in name)
