"""Which debt comes first: in a list, and as the one to speak about."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from jiebei_desktop.domain.debts import Debt
from jiebei_desktop.domain.standing import Owed


def urgency(debt: Debt, stand: Owed) -> tuple[bool, bool, bool, int, date, int]:
    """Return a sort key: what is late first, the longest before; then by due day, by amount.

    Of what is late a home, a pledge and the means to work come before any other: they are what
    can be lost. A debt that owes nothing comes last.
    """
    return (
        not stand.parts.total,
        not (stand.is_late and debt.is_guarded),
        not stand.is_late,
        -stand.overdue_days,
        stand.next_due or date.max,
        -stand.parts.total,
    )


def leading(stands: Iterable[tuple[Debt, Owed]]) -> Debt | None:
    """Return the debt to speak about first; None without one."""
    return next((debt for debt, _stand in to_speak_about(stands)), None)


def to_speak_about(stands: Iterable[tuple[Debt, Owed]]) -> tuple[tuple[Debt, Owed], ...]:
    """Return what is owed in the order of speaking: overdue longest, then the largest.

    Home and secured debts lead where they are late, and come last where they are not: they are
    paid before any other.
    """
    owing = [(debt, stand) for debt, stand in stands if stand.parts.total]
    return tuple(sorted(owing, key=_lead))


def _lead(pair: tuple[Debt, Owed]) -> tuple[bool, bool, bool, int, int]:
    debt, stand = pair
    on_time, guarded = not stand.is_late, debt.is_guarded
    place = (guarded and on_time, not guarded, on_time)
    return (*place, -stand.overdue_days, -stand.parts.total)
