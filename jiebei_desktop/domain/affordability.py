"""What a usual month leaves, and how long cash lasts."""

from __future__ import annotations

from fractions import Fraction

from msgspec import Struct

from jiebei_desktop.domain.debts import Debt, Method
from jiebei_desktop.domain.money import ZERO, Fen
from jiebei_desktop.domain.standing import Owed

WINDOW = 6
"""Full months looked back on."""
STATED_SPENDING = Fraction(112, 100)
"""Spending told from memory is usually too low by about an eighth (house rule)."""
LEAN_INCOME = Fraction(90, 100)
"""A lean month against the usual one when only the usual one is known (house rule)."""
NOT_LASTING = frozenset({"A11"})
"""Income that is not counted on: help from relatives and friends."""
_YEAR = 365
FOOD = "C1"
"""Food and daily goods: flexible in amount, essential in kind."""


def days_of_cash(cash: Fen, monthly: Fen) -> int:
    """Return how many whole days cash at hand lasts for living and protected payments, no income.

    Args:
        cash: at hand; below nothing counts as nothing.
        monthly: what living and the debts for housing, livelihood and with security take.
    """
    return max(0, cash) * _YEAR // (monthly * 12) if monthly > 0 else 0


class Runway(Struct, frozen=True, kw_only=True):
    """How long cash lasts for living and protected debts if no income comes: one definition."""

    cash: Fen
    monthly: Fen
    """What living and the debts for housing, livelihood and with security take."""

    @property
    def days(self) -> int | None:
        """Whole days; None where nothing is known to be spent."""
        return days_of_cash(self.cash, self.monthly) if self.monthly > 0 else None


def is_essential(category: str) -> bool:
    """Return whether a category belongs to essential living."""
    return category.startswith("B") or category == FOOD


class UsualMonth(Struct, frozen=True, kw_only=True):
    """What comes and goes in a usual coming month, in fen: read off the household's prospect.

    The warnings measure against it, so that they speak of the same income and the same living
    costs as every page. Negative ``left`` is missing.
    """

    income: Fen
    living: Fen
    """What living takes, never less than the local standard."""
    living_floor: Fen
    """Local minimum standard times people; 0 while the user has not entered it."""
    irregular: Fen
    protected: Fen
    """What debts for housing, livelihood and with security require."""
    cash: Fen
    next_income: Fen = ZERO
    """Income of the next month alone, where a change comes only later."""

    @property
    def income_ahead(self) -> Fen:
        """What the month ahead brings: the usual income, or more while a fall is still to come."""
        return max(self.income, self.next_income)

    @property
    def left(self) -> Fen:
        """What remains for debts that can be negotiated."""
        return Fen(self.income - self.living - self.irregular - self.protected)

    @property
    def runway(self) -> Runway:
        """How long the cash lasts for living and protected debts without any income."""
        return Runway(cash=self.cash, monthly=Fen(self.living + self.protected))


def need_of(debt: Debt, stand: Owed) -> Fen:
    """Return what a debt asks for at its next due day; nothing where it has no monthly ones."""
    return stand.next_amount if _is_monthly(debt) else ZERO


def _is_monthly(debt: Debt) -> bool:
    return debt.terms.method not in {Method.SINGLE, Method.FREE}
