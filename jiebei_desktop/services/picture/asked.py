"""What the first payment of the plan brings each debt, as everybody is asked for it.

The same ask stands behind `services.plans.proposals` (docs/decisions/0018-one-request.md), which
lies above this room.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from jiebei_desktop.domain.debts import PROTECTED, DebtId
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.services.picture.debts import Stand

if TYPE_CHECKING:
    from jiebei_desktop.analysis.ask import Asks


def first_payments(asks: Asks | None, known: Sequence[Stand], as_of: date) -> Mapping[DebtId, Fen]:
    """Return what each negotiable debt gets in the plan's first month, in fen.

    Who is asked gets what it is asked for, 0 in a pause; who is not, what its contract asks for
    within a month. Without a plan nobody gets anything.
    """
    from jiebei_desktop.analysis.asked import first_month

    if asks is None:
        return {}
    asked = {one.debt: one for one in asks.asks}
    return {
        stand.debt.id: first_month(asked.get(stand.debt.id), stand.debt, as_of)
        for stand in known
        if stand.debt.priority not in PROTECTED
    }
