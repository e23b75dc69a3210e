"""What debts that guard a home, the means to work or a pledge ask for, day by day.

Arrears of such debts are cured in equal parts over at most twelve months. A last or only
instalment that is larger than what comes each month stands in its own month by name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from msgspec.structs import replace

from jiebei_desktop.analysis.prospect.value import Dated, Prospect
from jiebei_desktop.domain.debts import Debt, DebtId
from jiebei_desktop.domain.household import Book
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.planning import cured
from jiebei_desktop.domain.standing import ObligationKind, obligations, owed

_LARGE = 2


def protected_dues(book: Book, as_of: date, until: date) -> tuple[Dated, ...]:
    """Return what protected debts ask for from a day on, arrears in their parts."""
    found = [one for debt in book.debts if debt.is_guarded for one in _of(debt, as_of, until)]
    return tuple(sorted(found, key=lambda one: one.day))


def paid_as(home: Prospect, paid: Mapping[DebtId, Sequence[tuple[date, Fen]]]) -> Prospect:
    """Return a prospect in which some protected debts are paid otherwise than by contract.

    Args:
        home: the household's prospect.
        paid: what is paid of which debt on which days, in fen.
    """
    names = {one.debt: one.name for one in home.dated if one.debt in paid}
    made = [
        Dated(
            day=day, amount=Fen(-fen), name=name, debt=debt,
            kind="arrears" if day == home.as_of else "due",
        )
        for debt, name in names.items() if debt is not None for day, fen in paid[debt]
    ]  # fmt: skip
    rest = [one for one in home.dated if one.debt not in names or one.debt is None]
    return replace(home, dated=tuple(sorted([*made, *rest], key=lambda one: one.day)))


def _of(debt: Debt, as_of: date, until: date) -> Iterator[Dated]:
    asked = obligations(debt, as_of)
    usual = max(
        (one.amount for one in asked[:-1] if one.kind is not ObligationKind.ARREARS), default=0
    )
    for one in asked:
        if one.kind is ObligationKind.ARREARS:
            for day, part in cured(debt, owed(debt, as_of)):
                yield _dated(debt, day, part, "arrears")
        elif one.day <= until:
            is_last = one is asked[-1] and one.amount > _LARGE * usual
            kind = "last" if is_last or one.kind is ObligationKind.CALLED else "due"
            yield _dated(debt, max(one.day, as_of), one.amount, kind)


def _dated(debt: Debt, day: date, amount: Fen, kind: str) -> Dated:
    return Dated(day=day, amount=Fen(-amount), name=debt.name, kind=kind, debt=debt.id)
