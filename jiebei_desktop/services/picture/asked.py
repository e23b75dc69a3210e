"""What the first payment of the plan brings each debt, as everybody is asked for it.

The same ask stands behind `services.plans.proposals` (docs/decisions/0018-one-request.md), which
lies above this room.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from jiebei_desktop.domain.debts import PROTECTED, DebtId
from jiebei_desktop.domain.money import ZERO, Fen
from jiebei_desktop.domain.months import add_months
from jiebei_desktop.services.picture.debts import Stand

if TYPE_CHECKING:
    from jiebei_desktop.analysis.ask import Asks


def first_payments(asks: Asks | None, known: Sequence[Stand], as_of: date) -> Mapping[DebtId, Fen]:
    """Return what each negotiable debt gets in the plan's first month, in fen.

    Who is asked gets what it is asked for, 0 in a pause; who is not, what its contract asks for
    within a month. Without a plan nobody gets anything.
    """
    if asks is None:
        return {}
    asked = {one.debt: one for one in asks.asks}
    month, found = add_months(as_of, 1), {}
    for stand in known:
        if stand.debt.priority in PROTECTED:
            continue
        one = asked.get(stand.debt.id)
        if one is None:
            due = sum(each.amount for each in stand.dues if each.day <= month)
            found[stand.debt.id] = Fen(stand.arrears + due)
        else:
            waits = not one.steps or not one.steps[0][1]
            found[stand.debt.id] = ZERO if waits else one.payment
    return found
