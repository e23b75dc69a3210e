"""Contracts that are kept as they stand: whether the amount holds them all, who is paid whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from jiebei_desktop.analysis.dues import first_day
from jiebei_desktop.analysis.joint import TEN_YUAN
from jiebei_desktop.domain.debts import DebtId, Priority
from jiebei_desktop.domain.household import Book
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.months import Month, add_months
from jiebei_desktop.domain.planning import is_open
from jiebei_desktop.domain.standing import Stand, owed


def contracts_hold(pairs: Sequence[Stand], budget: int) -> bool:
    """Tell whether a monthly budget meets every contract as it stands, arrears at once.

    Months are those of a comparison: the first runs from the day to the same day of the next
    month, so that what is left of a running month brings no second budget. Money not needed in a
    month is kept for the next ones. A lender's debt without a plan is due at once; a relative's
    waits.
    """
    due: dict[int, int] = defaultdict(int)
    for stand in pairs:
        if is_open(stand.debt) and stand.debt.priority is not Priority.FAMILY:
            due[0] += stand.owed.parts.total
        due[0] += stand.arrears
        for each in stand.dues:
            due[_month_after(stand.owed.as_of, each.day)] += each.amount
    spent = 0
    for month in sorted(due):
        spent += due[month]
        if spent > budget * (month + 1):
            return False
    return True


def _month_after(as_of: date, day: date) -> int:
    """Return in which month after a day another day lies; 0 up to the same day of the next."""
    month = max(0, Month.of(day).minus(Month.of(as_of)) - 1)
    return month if day <= add_months(as_of, month + 1) else month + 1


def paid_whole(
    pairs: Sequence[Stand], book: Book, budget: int, *, holds: bool
) -> Mapping[DebtId, Fen]:
    """Return the lenders the first payment pays whole, and what they are owed on its day.

    Where contracts hold, what is due without a plan, or late to its last fen; else what no
    instalment is smaller than.
    """
    lenders = [stand for stand in pairs if stand.debt.priority is not Priority.FAMILY]
    if holds:
        mine = [
            one for one in lenders if is_open(one.debt) or one.owed.arrears == one.owed.parts.total
        ]
    else:
        mine = [one for one in lenders if one.owed.parts.total <= TEN_YUAN]
    day = first_day(book, pairs[0].owed.as_of) if pairs else None
    found = {one.debt.id: owed(one.debt, day).parts.total for one in mine} if day else {}
    carried = holds or (len(mine) < len(lenders) and sum(found.values()) <= budget)
    return found if carried else {}
