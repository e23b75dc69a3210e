"""What the warnings look at: the book, the rules, the day, and each open debt as it stands."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cached_property

from msgspec import Struct

from jiebei_desktop.domain.affordability import UsualMonth
from jiebei_desktop.domain.debts import Debt, DebtId, Stage, Terms
from jiebei_desktop.domain.findings import Fact, Finding, Severity
from jiebei_desktop.domain.household import Book, Cash, newest_readings
from jiebei_desktop.domain.money import ZERO, Fen
from jiebei_desktop.domain.rules import RuleBook, WarningKind
from jiebei_desktop.domain.standing import Owed, current_terms, due_within, owed

MONTH = 30
"""Days in the month ahead that required payments and running costs are counted over."""


class Carried(Struct, frozen=True, kw_only=True):
    """The likely cash of a year keeps every contract, and more than the reserve is left."""

    lowest: Fen
    """With what is late paid today."""
    reserve: Fen
    aside: frozenset[DebtId] = frozenset()
    """Debts that are not paid: their claim may be out of time."""

    def said(self, kind: WarningKind, debt: DebtId | None) -> Mapping[str, Fact]:
        """Return the facts by which a warning says that nobody has to be talked to; else none."""
        if not kind.by_cash or debt in self.aside:
            return {}
        return {"lowest_fen": self.lowest, "reserve_fen": self.reserve}


class HouseholdView(Struct, frozen=True, kw_only=True, dict=True):
    """One look at a household; sums needed by several warnings are computed once."""

    book: Book
    rules: RuleBook
    as_of: date
    month: UsualMonth | None = None
    """A usual coming month, as the picture says it; None where nobody reckoned it."""
    carried: Carried | None = None
    """None where cash does not keep every contract: then lenders are asked, as the picture says."""

    @cached_property
    def debts(self) -> tuple[Debt, ...]:
        """Debts that are drawn and not settled."""
        return tuple(
            debt
            for debt in self.book.debts
            if debt.stage is not Stage.SETTLED and debt.contract_date <= self.as_of
        )

    @cached_property
    def stands(self) -> Mapping[DebtId, Owed]:
        """Every open debt as it stands."""
        return {debt.id: owed(debt, self.as_of) for debt in self.debts}

    @cached_property
    def required(self) -> Fen:
        """What falls due within the month ahead; arrears are not part of it."""
        return due_within(self.debts, self.as_of, MONTH).total

    @cached_property
    def readings(self) -> tuple[Cash, ...]:
        """The newest reading of each place where money is at hand."""
        return newest_readings(self.book.cash, self.as_of)

    @cached_property
    def cash(self) -> Fen:
        """Cash at hand, as last read."""
        return Fen(sum(reading.amount for reading in self.readings))

    def terms(self, debt: Debt) -> Terms:
        """Return the terms that rule a debt on the day."""
        return current_terms(debt, self.as_of)

    def paid(self, debt: Debt, days: int) -> Fen:
        """Return what was paid to a debt in the last ``days`` days."""
        since = self.as_of - timedelta(days=days)
        payments = (
            payment.amount for payment in debt.payments if since < payment.date <= self.as_of
        )
        return Fen(sum(payments, ZERO))

    def finding(
        self,
        name: str,
        severity: Severity,
        facts: Mapping[str, Fact],
        *,
        debt: Debt | None = None,
        rule: str | None = None,
        at_stake: Fen | None = None,
    ) -> Finding:
        """Build a finding of this day, with the source of its rule and its usual action.

        Where cash keeps every contract it says so: nobody has to be talked to then.
        """
        of, kind = None if debt is None else debt.id, self.rules.warnings[name]
        kept = {} if self.carried is None else self.carried.said(kind, of)
        return Finding(
            id=name,
            severity=severity,
            as_of=self.as_of,
            debt=of,
            facts={**facts, **kept},
            rule=rule,
            source=None if rule is None else self._source(rule),
            action=kind.by_cash if kept else kind.action,
            urgency_fen=at_stake,
        )

    def _source(self, rule: str) -> str:
        if rule in self.rules.rows:
            return self.rules.row(rule).source
        return self.rules.threshold(rule).source
