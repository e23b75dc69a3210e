"""All facts of a statement as values, before an edition is written of them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field

from jiebei_desktop.analysis.asked import REVIEW_MONTHS
from jiebei_desktop.domain.debts import DebtId
from jiebei_desktop.domain.household import Book
from jiebei_desktop.domain.money import ZERO, Fen
from jiebei_desktop.domain.months import add_months
from jiebei_desktop.domain.negotiation import Contact, Evidence
from jiebei_desktop.domain.rules import RuleRow
from jiebei_desktop.domain.urgency import leading
from jiebei_desktop.services.picture.usual_month import MonthByLines
from jiebei_desktop.services.plans.requests import DebtFacts

if TYPE_CHECKING:
    from jiebei_desktop.analysis.forecast import Forecast
    from jiebei_desktop.analysis.stress import StressCase
    from jiebei_desktop.services.picture import Picture
    from jiebei_desktop.services.plans.proposals import Plan

FORMAT = "jiebei.statement/2"
VALID_DAYS = 30
"""How long the figures of a statement are offered."""
ANSWER_DAYS = 15
"""Days in which an answer is asked for; a complaint has the same by its own rule."""
LENDER, PRIVATE = "lender", "private"
EDITIONS = (LENDER, PRIVATE)


class CaseFacts(Struct, frozen=True, kw_only=True):
    """What the case file of the lender adds to the figures."""

    number: int = 1
    """Of the papers of the day."""
    version: int = 1
    """Of the papers for this lender."""
    contacts: tuple[Contact, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    checks: tuple[Mapping[str, Any], ...] = ()
    """What to look at before a signature, as JSON values."""

    @property
    def attached(self) -> tuple[Evidence, ...]:
        """The documents that are there: those with a file."""
        return tuple(item for item in self.evidence if item.sha256)


class IncomeStatement(Struct, frozen=True, kw_only=True):
    """All facts of one statement, unmasked; every figure of the household is the picture's."""

    as_of: date
    picture: Picture
    book: Book
    month: MonthByLines
    debts: tuple[DebtFacts, ...]
    """Open debts in the order of the ledger."""
    forecast: Forecast
    stress: tuple[StressCase, ...]
    """Empty when nothing can be paid."""
    capitalised: bool
    """Charges became principal because the lender demanded it."""
    case: CaseFacts
    rules_as_of: date
    card_rule: RuleRow | None = None
    """The row on personal card instalments, where it may be stated as law on the day."""
    barred: frozenset[DebtId] = frozenset()
    """Debts whose claim may be out of time: written to only when they are named."""
    untold: frozenset[DebtId] = frozenset()
    """Debts of whose contract nobody told day and amount."""
    guessed: Mapping[DebtId, tuple[str, ...]] = field(default_factory=dict)
    """Terms that nobody read in a contract, by debt: the usual ones of its product stand in."""

    @property
    def payment(self) -> Fen:
        """What the plan pays a month to all negotiable debts together."""
        return self.picture.money("plan.payment") or ZERO

    @property
    def number(self) -> str:
        """The number on every page: the day and the place among its papers."""
        return f"JB-{self.as_of:%Y%m%d}-{self.case.number:02d}"

    @property
    def valid_until(self) -> date:
        """The last day the offer stands."""
        return self.as_of + timedelta(days=VALID_DAYS)

    @property
    def review_on(self) -> date:
        """The day on which the figures are looked at anew."""
        return add_months(self.as_of, REVIEW_MONTHS)

    def facts(self, debt: DebtId) -> DebtFacts:
        """Return one debt's facts.

        Raises:
            KeyError: the statement has no such open debt.
        """
        for one in self.debts:
            if one.debt.id == debt:
                return one
        raise KeyError(debt)

    @property
    def to_write_to(self) -> tuple[DebtFacts, ...]:
        """The debts whose lenders are asked for something, but those that may be out of time."""
        return tuple(one for one in self.debts if one.is_asked and one.debt.id not in self.barred)

    @property
    def first_addressee(self) -> DebtId | None:
        """The debt a statement is for when none is named.

        A protected one that is late, else the negotiable one that needs it most; None where
        nothing has to be asked of anyone.
        """
        lead = leading((one.debt, one.owed) for one in self.to_write_to)
        return None if lead is None else lead.id


def answer_by(as_of: date, plan: Plan | None) -> date:
    """Return the day by which an answer is asked for: two weeks on, before the first instalment."""
    last = as_of + timedelta(days=ANSWER_DAYS)
    if plan is None:
        return last
    return min(last, max(as_of + timedelta(days=1), plan.rows[0].due - timedelta(days=1)))
