"""Which terms of a debt are only what is usual for its product, until they are read in a contract.

Kept as one fact of the ledger beside the debts: a debt the user edits is no estimate any more.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from jiebei_desktop.domain.debts import DebtId
from jiebei_desktop.storage import settings

if TYPE_CHECKING:
    from datetime import date

    from jiebei_desktop.domain.debts import Debt
    from jiebei_desktop.domain.money import Fen
    from jiebei_desktop.services.keeping.session import Session
    from jiebei_desktop.storage.unit_of_work import UnitOfWork

ESTIMATED = "estimated_terms"
"""Setting of the ledger: names of terms by debt."""
TERMS = ("rate", "method", "periods", "penalty", "lender_type", "first_due", "amount")
"""What can be an estimate; ``amount`` where even what is owed was only told."""
DRAWN = "drawn"
"""Noted beside them: day and amount of the contract were fitted to a page, nobody told them."""


def estimated(session: Session, debt: DebtId) -> tuple[str, ...]:
    """Return the terms of a debt that are estimates, in their order."""
    found = (session.ledger.setting(ESTIMATED) or {}).get(debt, ())
    return tuple(name for name in TERMS if name in found)


def all_estimated(session: Session) -> dict[str, tuple[str, ...]]:
    """Return the terms that are estimates by debt."""
    found = session.ledger.setting(ESTIMATED) or {}
    known = {debt: tuple(name for name in names if name != DRAWN) for debt, names in found.items()}
    return {debt: names for debt, names in known.items() if names}


def guessed(session: Session) -> dict[DebtId, tuple[str, ...]]:
    """Return the terms behind a debt's figures that are estimates, by debt; none without any."""
    known = {
        debt: tuple(name for name in names if name != "lender_type")
        for debt, names in all_estimated(session).items()
    }
    return {DebtId(debt): names for debt, names in known.items() if names}


def untold(session: Session) -> frozenset[DebtId]:
    """Return the debts whose contract's day and amount nobody told."""
    found = session.ledger.setting(ESTIMATED) or {}
    return frozenset(debt for debt, names in found.items() if DRAWN in names)


def told_drawn(session: Session, debt: Debt) -> tuple[date, Fen] | None:
    """Return day and amount of the contract as a paper may name them; None where nobody told."""
    return None if debt.id in untold(session) else debt.drawn


def note(work: UnitOfWork, debt: DebtId, names: Iterable[str]) -> None:
    """Keep, in a running step, which terms of a debt are estimates; none forgets the debt."""
    known: dict[str, list[str]] = settings.read(work, ESTIMATED, {})
    wanted = {**known, debt: sorted(names)}
    kept = {code: terms for code, terms in wanted.items() if terms}
    if kept != known:
        settings.put(work, ESTIMATED, kept or None)
