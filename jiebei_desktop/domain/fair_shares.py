"""Fair shares of one amount over several creditors, exact to the fen."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from fractions import Fraction

from msgspec import Struct
from msgspec.structs import replace

from jiebei_desktop.domain.debts import DebtId
from jiebei_desktop.domain.money import Fen, share
from jiebei_desktop.domain.standing import Owed


class By(StrEnum):
    """What creditors are weighed by."""

    TOTAL = "total"
    PRINCIPAL = "principal"
    INSTALMENT = "instalment"


class MoreThanOwed(ValueError):  # noqa: N818 - says what the amount is
    """More money than all the balances together, or less than none: nothing to share."""


class CreditorShare(Struct, frozen=True, kw_only=True):
    """One creditor's part: the amount, and its fraction of the whole.

    Of nothing to share the fraction is that of what is owed: relatives, who come last, have none.
    """

    debt: DebtId
    amount: Fen
    share: Fraction


def fair_shares(
    amount: Fen, debts_owed: Sequence[Owed], by: By = By.TOTAL
) -> tuple[CreditorShare, ...]:
    """Share ``amount`` in proportion to the debts by largest remainder.

    The offers sum to the amount exactly and none exceeds its balance: what a small debt cannot
    take is shared over the others.

    Raises:
        MoreThanOwed: the amount is negative or larger than all balances together.
    """
    limits = [int(owed.parts.total) for owed in debts_owed]
    if not 0 <= amount <= sum(limits):
        raise MoreThanOwed(amount)
    weights = [_weight(owed, by) for owed in debts_owed]
    amounts = capped_shares(amount, weights, limits)
    parts = amounts if amount else weights
    return tuple(
        CreditorShare(debt=owed.debt, amount=Fen(paid), share=Fraction(part, sum(parts) or 1))
        for owed, paid, part in zip(debts_owed, amounts, parts, strict=True)
    )


def shares_of(
    amount: Fen, lenders: Sequence[Owed], family: Sequence[Owed], by: By = By.TOTAL
) -> tuple[CreditorShare, ...]:
    """Share ``amount`` over lenders; relatives come last and share what lenders leave.

    Raises:
        MoreThanOwed: the amount is negative or larger than all balances together.
    """
    if not 0 <= amount <= sum(one.parts.total for one in (*lenders, *family)):
        raise MoreThanOwed(amount)
    first = Fen(min(amount, sum(one.parts.total for one in lenders)))
    parts = (*fair_shares(first, lenders, by), *fair_shares(Fen(amount - first), family, by))
    if amount:
        return tuple(replace(one, share=Fraction(one.amount, amount)) for one in parts)
    last = {one.debt for one in family} if lenders else set()
    return tuple(replace(one, share=Fraction(0)) if one.debt in last else one for one in parts)


def capped_shares(amount: int, weights: Sequence[int], limits: Sequence[int]) -> list[int]:
    """Share ``amount`` by largest remainder with an upper limit for each part.

    The caller sees to it that the limits together reach the amount.
    """
    parts = [0] * len(limits)
    left = amount
    while left:
        free = [i for i, limit in enumerate(limits) if parts[i] < limit]
        shares = share(left, [weights[i] for i in free])
        full = [(i, part) for i, part in zip(free, shares, strict=True) if part >= limits[i]]
        for i, part in full or zip(free, shares, strict=True):
            parts[i] = min(part, limits[i])
        left = amount - sum(parts) if full else 0
    return parts


def _weight(owed: Owed, by: By) -> int:
    return {
        By.TOTAL: owed.parts.total,
        By.PRINCIPAL: owed.parts.principal,
        By.INSTALMENT: owed.next_amount or owed.arrears,
    }[by]
