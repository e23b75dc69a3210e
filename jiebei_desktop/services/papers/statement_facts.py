"""All facts of a statement as values, before an edition is written of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from jiebei_desktop.domain.accrual import Owed
from jiebei_desktop.domain.debts import Debt, DebtId
from jiebei_desktop.domain.household import Book
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.negotiation import Contact, Evidence
from jiebei_desktop.domain.true_rate import TrueRate
from jiebei_desktop.domain.urgency import leading
from jiebei_desktop.services.book.means import Line
from jiebei_desktop.services.plans.proposals import Proposals

if TYPE_CHECKING:
    from jiebei_desktop.analysis.afford_value import Affordability
    from jiebei_desktop.analysis.forecast import Forecast
    from jiebei_desktop.analysis.stress import StressCase

FORMAT = "jiebei.statement/1"
VALID_DAYS = 30
"""How long the figures of a statement are offered."""
LENDER, PRIVATE = "lender", "private"
EDITIONS = (LENDER, PRIVATE)


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFacts:
    """What the case file of the lender adds to the figures."""

    version: int = 1
    reason: str = ""
    """Why paying became difficult, in the user's words."""
    contacts: tuple[Contact, ...] = ()
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DebtFacts:
    """One debt with its position on the day."""

    debt: Debt
    owed: Owed
    rate: TrueRate


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """All facts of one statement, unmasked."""

    as_of: date
    payment: Fen
    """What can be paid each month to all creditors together."""
    book: Book
    lines: tuple[Line, ...]
    debts: tuple[DebtFacts, ...]
    proposals: Proposals
    affordability: Affordability
    forecast: Forecast
    stress: tuple[StressCase, ...]
    """Empty when nothing can be paid."""
    case: CaseFacts
    rules_as_of: date

    @property
    def number(self) -> str:
        """The number on every page: the day and the version."""
        return f"JB-{self.as_of:%Y%m%d}-{self.case.version:02d}"

    @property
    def valid_until(self) -> date:
        """The last day the offer stands."""
        return self.as_of + timedelta(days=VALID_DAYS)

    def facts(self, debt: DebtId) -> DebtFacts:
        """Return one debt's facts.

        Raises:
            KeyError: the statement has no such debt.
        """
        for one in self.debts:
            if one.debt.id == debt:
                return one
        raise KeyError(debt)

    @property
    def first_addressee(self) -> DebtId | None:
        """The debt a statement is for when none is named: the one that leads."""
        lead = leading((one.debt, one.owed) for one in self.debts)
        return None if lead is None else lead.id
