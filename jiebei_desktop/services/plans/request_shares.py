"""Who gets what of one monthly amount: the one rule for letters, requests and their tables.

Debts for home, work or with a pledge are paid outside the amount; family comes last and takes
nothing before its own day. All others are treated alike: in proportion to what is owed, in whole
tens of yuan, rounded down. A contract that asks for less than that is simply kept, a balance too
small for a part of its own is cleared at once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from jiebei_desktop.analysis.ask import contracts_hold
from jiebei_desktop.domain.accrual import Owed, owed
from jiebei_desktop.domain.debts import PROTECTED, Debt, DebtId, Method, Priority
from jiebei_desktop.domain.money import ZERO, Fen
from jiebei_desktop.domain.months import Month
from jiebei_desktop.domain.obligations import Kind, obligations
from jiebei_desktop.domain.offers import capped_shares
from jiebei_desktop.domain.planning import protected

TEN_YUAN = 1_000
_SMALL = 5
"""A balance is small where it is at most this part of the amount."""
_YEAR = 12


class Basis(StrEnum):
    """Why a debt gets what it gets."""

    PROTECTED = "protected"
    """Home, work, pledge: by contract, outside the amount."""
    FAMILY = "family"
    """A relative: last, not before its own day."""
    CONTRACT = "contract"
    """Its contract can be kept; nothing is asked."""
    SMALL = "small"
    """Cleared at once."""
    SHARE = "share"
    """Its fair part, for which other terms are asked."""
    NOTHING = "nothing"
    """There is nothing to give it now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One debt's place in the whole; money in fen a month."""

    debt: DebtId
    basis: Basis
    share: Fraction
    """Of what is owed to all that are treated alike; 0 outside them."""
    fair: Fen
    """Its exact part of the amount."""
    amount: Fen
    """What it gets."""

    @property
    def is_asked(self) -> bool:
        """Whether this lender is asked for other terms."""
        return self.basis in {Basis.SHARE, Basis.NOTHING}

    @property
    def within(self) -> bool:
        """Whether what it gets is part of the shared amount."""
        return self.basis is not Basis.PROTECTED


def parts_of(debts: Iterable[Debt], amount: Fen, as_of: date) -> tuple[Part, ...]:
    """Share a monthly amount over the debts that are open, in the order they are given.

    What is given never exceeds the amount, and each debt gets no more than it is owed.
    """
    open_ones = [(debt, stand) for debt in debts if (stand := owed(debt, as_of)).parts.total]
    pool = [pair for pair in open_ones if _is_pooled(pair[0])]
    kept = {one.debt: one.monthly for one in protected((debt for debt, _ in open_ones), as_of)}
    found = {part.debt: part for part in _pooled(pool, amount, as_of)}
    return tuple(found.get(debt.id) or _apart(debt, kept) for debt, _ in open_ones)


def _is_pooled(debt: Debt) -> bool:
    return debt.priority not in PROTECTED and debt.priority is not Priority.FAMILY


def _apart(debt: Debt, kept: dict[DebtId, Fen]) -> Part:
    outside = debt.priority in PROTECTED
    return Part(
        debt=debt.id,
        basis=Basis.PROTECTED if outside else Basis.FAMILY,
        share=Fraction(0),
        fair=ZERO,
        amount=kept.get(debt.id, ZERO),
    )


def _pooled(pool: Sequence[tuple[Debt, Owed]], amount: int, as_of: date) -> list[Part]:
    owing = [stand.parts.total for _, stand in pool]
    whole = sum(owing)
    fair = capped_shares(min(amount, whole), owing, owing) if pool else []
    asked = [_dearest_month(debt, as_of) for debt, _ in pool]
    planned = all(debt.terms.method is not Method.FREE for debt, _ in pool)
    if planned and sum(asked) <= amount and contracts_hold(pool, amount, as_of):
        chosen = [(Basis.CONTRACT, due) for due in asked]
    else:
        kept = [0 if stand.arrears else due for (_, stand), due in zip(pool, asked, strict=True)]
        chosen = _chosen(owing, kept, amount)
    return [
        Part(debt=debt.id, basis=basis, share=Fraction(stand.parts.total, whole),
             fair=Fen(exact), amount=Fen(given))
        for (debt, stand), exact, (basis, given) in zip(pool, fair, chosen, strict=True)
    ]  # fmt: skip


def _chosen(owing: Sequence[int], kept: Sequence[int], amount: int) -> list[tuple[Basis, int]]:
    """Return basis and amount of each debt: what falls out of equal parts first, then the parts.

    Args:
        owing: what each is owed.
        kept: the dearest month of each contract that is on time; 0 where it cannot just be kept.
        amount: what there is for all.
    """
    found: dict[int, tuple[Basis, int]] = {}
    left = amount
    while True:
        free = [k for k in range(len(owing)) if k not in found]
        limits = [owing[k] for k in free]
        parts = capped_shares(min(left, sum(limits)), limits, limits) if free else []
        pairs = list(zip(free, parts, strict=True))
        small = [k for k, part in pairs if part < TEN_YUAN and owing[k] * _SMALL <= left]
        easy = [k for k, part in pairs if 0 < kept[k] <= part]
        if not small and not easy:
            break
        k = min(small or easy, key=lambda each: owing[each])
        found[k] = (Basis.SMALL, owing[k]) if small else (Basis.CONTRACT, kept[k])
        left -= found[k][1]
    for k, part in pairs:
        given = owing[k] if part == owing[k] else part // TEN_YUAN * TEN_YUAN
        found[k] = (Basis.SHARE if given else Basis.NOTHING, given)
    return [found[k] for k in range(len(owing))]


def _dearest_month(debt: Debt, as_of: date) -> int:
    """Return the most that a contract asks for in one month of the coming year.

    A debt without a plan has none; it gets its fair part.
    """
    dues: dict[Month, int] = defaultdict(int)
    for each in obligations(debt, as_of, Month.of(as_of).plus(_YEAR).last):
        if each.kind is not Kind.ARREARS:
            dues[Month.of(each.day)] += each.amount
    return max(dues.values(), default=0)
