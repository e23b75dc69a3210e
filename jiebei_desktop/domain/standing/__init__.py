"""How a debt stands: what is owed on a day, when which instalment falls due, what is required.

One replay of a debt answers all of it; outside this package only these names are known. It may use
the values of the domain (debts, money, months, rates, allocation), nothing that judges them.
"""

from __future__ import annotations

from jiebei_desktop.domain.standing.as_it_stands import Stand, stands
from jiebei_desktop.domain.standing.following import Following
from jiebei_desktop.domain.standing.obligation_list import (
    Obligation,
    ObligationKind,
    instalments,
    next_due,
    obligations,
)
from jiebei_desktop.domain.standing.once import forget
from jiebei_desktop.domain.standing.open_instalments import is_near
from jiebei_desktop.domain.standing.owed_on import InstalmentState, Owed, Status, owed
from jiebei_desktop.domain.standing.payoffs import difference, free_until, payoff, settling
from jiebei_desktop.domain.standing.prepaying import Prepayment, WayOn, can_prepay, prepaid
from jiebei_desktop.domain.standing.remains import (
    agreed_on,
    current_terms,
    is_early,
    is_typed,
    remaining,
    rows_agreed,
)
from jiebei_desktop.domain.standing.required import (
    WINDOW_DAYS,
    DueSoon,
    arrears_total,
    due_within,
)
from jiebei_desktop.domain.standing.schedules import (
    MAX_PERIODS,
    Beginning,
    Instalment,
    due_day,
    first_due,
    pay_for,
    schedule,
)
from jiebei_desktop.domain.standing.start_of_replay import (
    by_payments,
    called_in,
    counted_payments,
    in_force,
    later_draws,
)

__all__ = [
    "MAX_PERIODS",
    "WINDOW_DAYS",
    "Beginning",
    "DueSoon",
    "Following",
    "Instalment",
    "InstalmentState",
    "Obligation",
    "ObligationKind",
    "Owed",
    "Prepayment",
    "Stand",
    "Status",
    "WayOn",
    "agreed_on",
    "arrears_total",
    "by_payments",
    "called_in",
    "can_prepay",
    "counted_payments",
    "current_terms",
    "difference",
    "due_day",
    "due_within",
    "first_due",
    "forget",
    "free_until",
    "in_force",
    "instalments",
    "is_early",
    "is_near",
    "is_typed",
    "later_draws",
    "next_due",
    "obligations",
    "owed",
    "pay_for",
    "payoff",
    "prepaid",
    "remaining",
    "rows_agreed",
    "schedule",
    "settling",
    "stands",
]
