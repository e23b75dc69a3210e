"""What is owed on a day, debt by debt and together, and what one contract still requires."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct

from jiebei_desktop.domain.debts import Debt
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.parts import Parts
from jiebei_desktop.domain.standing import (
    Instalment,
    Owed,
    arrears_total,
    free_until,
    in_force,
    instalments,
    is_early,
    owed,
)
from jiebei_desktop.domain.true_rate import TrueRate, true_rate

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class Owing(Struct, frozen=True, kw_only=True):
    """One debt as it stands, with its true annual rate."""

    debt: Debt
    stand: Owed
    rate: TrueRate

    @property
    def free_until(self) -> date | None:
        """Until when a fresh bill of a card is settled without its interest so far."""
        return free_until(self.debt, self.stand)

    @property
    def figures_of(self) -> date | None:
        """The later day whose figures are taken, where nothing earlier is known of the debt."""
        shown = self.debt.balance
        return shown.as_of if shown and is_early(self.debt, self.stand.as_of) else None


class Together(Struct, frozen=True, kw_only=True):
    """All debts as they stand, in the ledger's order; amounts in fen."""

    as_of: date
    debts: tuple[Owing, ...]

    @property
    def total(self) -> Parts:
        """Everything that is owed, by parts."""
        return Parts.summed(each.stand.parts for each in self.debts)

    @property
    def per_day(self) -> Fen:
        """What one more day costs."""
        return Fen(sum(each.stand.per_day for each in self.debts))

    @property
    def overpaid(self) -> Fen:
        """What was paid beyond all that was owed."""
        return Fen(sum(each.stand.unapplied for each in self.debts))


class ToCome(Struct, frozen=True, kw_only=True):
    """What a contract still requires: its instalments, and what is past due besides."""

    rows: tuple[Instalment, ...]
    arrears: Fen

    @property
    def interest(self) -> Fen:
        """Interest of all rows."""
        return Fen(sum(row.interest for row in self.rows))


def together(debts: Sequence[Debt], as_of: date) -> Together:
    """Return all debts as they stand on a day."""
    return Together(
        as_of=as_of,
        debts=tuple(
            Owing(debt=debt, stand=owed(debt, as_of), rate=true_rate(in_force(debt, as_of)))
            for debt in debts
        ),
    )


def read_later(debts: Iterable[Debt], as_of: date) -> dict[str, date]:
    """Return the names of debts that stand as they were read on a later day, with that day."""
    return {one.name: one.balance.as_of for one in debts if one.balance and is_early(one, as_of)}


def to_come(debt: Debt, as_of: date) -> ToCome:
    """Return the instalments of a debt under the terms in force, and its arrears."""
    return ToCome(rows=tuple(instalments(debt, as_of)), arrears=arrears_total([debt], as_of))
