"""A debt as its contract states it: lender, terms in versions, payments, reported balance."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import NewType

from msgspec import Struct, field

from jiebei_desktop.domain.money import ZERO, Fen, half_up
from jiebei_desktop.domain.parts import Parts
from jiebei_desktop.domain.rates import DayBasis, Rate

DebtId = NewType("DebtId", str)
"""The short id a household file gives a debt, unique within one ledger."""


class LenderType(StrEnum):
    """What kind of lender it is: decides which rules bind it (the app's name does not)."""

    BANK = "bank"
    CREDIT_CARD_ISSUER = "credit_card_issuer"
    CONSUMER_FINANCE = "consumer_finance"
    MICRO_LENDER = "micro_lender"
    TRUST = "trust"
    PRIVATE_PERSON = "private_person"
    ASSIGNEE = "assignee"
    UNKNOWN = "unknown"


class Method(StrEnum):
    """How a contract is repaid."""

    EQUAL_PAYMENT = "equal_payment"
    EQUAL_PRINCIPAL = "equal_principal"
    INTEREST_ONLY = "interest_only"
    SINGLE = "single"
    FEE_INSTALMENT = "fee_instalment"
    REVOLVING = "revolving"
    FREE = "free"


class Allocation(StrEnum):
    """The order in which a payment is applied."""

    FEES_INTEREST_PRINCIPAL = "fees_interest_principal"
    PRINCIPAL_FIRST = "principal_first"
    UNKNOWN = "unknown"


class Priority(StrEnum):
    """The class of a debt when money does not reach for all: 甲, 乙, 丙, 丁."""

    LIVELIHOOD = "livelihood"
    SECURED = "secured"
    UNSECURED = "unsecured"
    FAMILY = "family"


PROTECTED = frozenset({Priority.LIVELIHOOD, Priority.SECURED})
"""Debts kept by contract before anything is offered to the others: home, work, what is pledged."""

HOME_LOANS = frozenset({"mortgage"})
"""Product codes of loans for a home."""


class Stage(StrEnum):
    """Where a debt stands in its life."""

    CURRENT = "current"
    OVERDUE = "overdue"
    NEGOTIATING = "negotiating"
    RESTRUCTURED = "restructured"
    LITIGATION = "litigation"
    ENFORCEMENT = "enforcement"
    SETTLED = "settled"


AT_COURT = frozenset({Stage.LITIGATION, Stage.ENFORCEMENT})
"""Stages in which a court has the claim, or has decided it."""


class Rounding(StrEnum):
    """How equal principal parts are rounded; interest always rounds half-up."""

    HALF_UP = "half_up"
    FLOOR = "floor"


class Unchanged(StrEnum):
    """What a prepayment leaves as it was: the last day, or the monthly payment (fewer months)."""

    TERM = "term"
    PAYMENT = "payment"


class Minimum(Struct, frozen=True, kw_only=True):
    """A revolving account's minimum: a fraction of ordinary principal, never below ``floor``."""

    fraction: Decimal
    floor: Fen


def minimum_part(principal: int, fraction: Fraction) -> Fen:
    """Return the part of the principal a minimum asks for, in fen.

    A part that rounds to nothing is all of it: a bill never asks for nothing while it is owed.
    """
    part = half_up(principal * fraction)
    return Fen(principal) if fraction and not part else part


def is_person(lender: LenderType, priority: Priority) -> bool:
    """Return whether a creditor is a person rather than an institution."""
    return lender is LenderType.PRIVATE_PERSON or priority is Priority.FAMILY


def usual_multiplier(lender: LenderType, priority: Priority, other: Decimal) -> Decimal:
    """Return what a rate is multiplied by once late where the contract says nothing of it.

    The rate of a loan between people runs on unchanged (Supreme People's Court on private
    lending, art. 28); ``other`` is what is usual of all others.
    """
    return Decimal(1) if is_person(lender, priority) else other


class Terms(Struct, frozen=True, kw_only=True):
    """What a contract says about cost and time; an agreement makes a new version of it."""

    rate: Rate
    day_basis: DayBasis = DayBasis.ACT_365
    method: Method = Method.EQUAL_PAYMENT
    periods: int | None = None
    first_due: date | None = None
    due_day: int | None = None
    bill_day: int | None = None
    """Day of the month on which a card's bill is made; None where it is not known."""
    fee_per_period: Decimal | None = None
    """Flat fee per instalment as a fraction of the original principal."""
    upfront_fee: Fen | None = None
    """Fee withheld or charged when the money was paid out."""
    minimum: Minimum | None = None
    penalty_multiplier: Decimal = Decimal("1.5")
    """Overdue principal bears the contract rate times this."""
    compound_overdue_interest: bool = False
    grace_days: int = 0
    allocation: Allocation = Allocation.FEES_INTEREST_PRINCIPAL
    rounding: Rounding = Rounding.HALF_UP
    payment: Fen | None = None
    """Level payment where the contract names one; the last instalment absorbs the difference."""
    interest_only: int = 0
    """So many of the first instalments pay interest only; at least one repays principal."""
    start_periods: int = 0
    start_payment: Fen | None = None
    """So many instalments after those ask for this instead of ``payment``, before it rises."""

    def asked(self, n: int) -> Fen | None:
        """Return what the ``n``-th instalment asks for where the contract names it, else None."""
        at_start = self.interest_only < n <= self.interest_only + self.start_periods
        known = self.start_payment is not None and self.payment is not None
        return self.start_payment if at_start and known else self.payment


class TermsVersion(Struct, frozen=True, kw_only=True):
    """Terms that replaced the earlier ones on a day, on the principal agreed then."""

    effective_from: date
    principal: Fen
    terms: Terms
    interest: Fen = ZERO
    """Interest, penalty and fees carried into the new version unforgiven and not capitalised."""
    penalty: Fen = ZERO
    fees: Fen = ZERO
    note: str = ""
    in_parts: bool = False
    """The carried interest is paid in parts with the instalments, else with the last of them."""
    interest_from: date | None = None
    """From this day on the first period bears interest by its days; None: a whole month of it
    where the payment was agreed, else from ``effective_from`` on."""
    at_once: Fen = ZERO
    at_once_on: date | None = None
    """A sum beside ``principal`` that is to be paid by this day (None: by ``effective_from``); it
    bears no interest until then and is no instalment."""


class Payment(Struct, frozen=True, kw_only=True):
    """Money the lender received on a day."""

    date: date
    amount: Fen
    note: str = ""
    parts_of_lender: Parts | None = None
    """How the lender says it applied the payment, when known."""
    after_balance: bool = False
    """Made on the day of a reported balance, after it was read: the figures do not hold it."""
    split: int | None = None
    """Number of the payment that this is a part of (`domain/splits`); None: the whole of one."""
    kept: Unchanged | None = None
    """What was agreed of a plan when more was paid than was due; None: later instalments ahead."""


class Drawing(Struct, frozen=True, kw_only=True):
    """Money drawn, or a purchase made, on a debt that existed before."""

    date: date
    amount: Fen


class ReportedBalance(Struct, frozen=True, kw_only=True):
    """What the lender's app shows as owed on a day; later payments count from that day."""

    as_of: date
    principal: Fen
    """All outstanding principal, overdue part included."""
    interest: Fen = ZERO
    penalty: Fen = ZERO
    fees: Fen = ZERO
    overdue_since: date | None = None
    overdue_principal: Fen = ZERO

    @property
    def parts(self) -> Parts:
        """What is owed, by kind."""
        return Parts(
            principal=self.principal,
            interest=self.interest,
            penalty=self.penalty,
            fees=self.fees,
        )


class Hardship(Struct, frozen=True, kw_only=True):
    """Why a debt cannot be paid as agreed, as the user tells its lender."""

    since: date
    cause: str = ""
    """A short word for the kind of blow: lost work, illness, a closed shop."""
    words: str = ""
    """The user's own account of it."""


class Debt(Struct, frozen=True, kw_only=True):
    """One contract or draw of a lender, with everything known of it."""

    id: DebtId
    name: str
    product: str
    """Product code of the template: jiebei, huabei, credit_card, weilidai, jd, mortgage, family…"""
    lender: str
    """The lender named in the contract, which is often not the app's name."""
    lender_type: LenderType
    contract_date: date
    principal: Fen
    terms: Terms
    priority: Priority = Priority.UNSECURED
    accelerated_on: date | None = None
    """Day on which the lender announced that all falls due; never assumed."""
    stage: Stage | None = None
    """Stage recorded by the user; None derives current or overdue from the figures."""
    payments: tuple[Payment, ...] = field(default=())
    draws: tuple[Drawing, ...] = field(default=())
    """What was drawn beside the contract's own principal; it counts where payments count."""
    balance: ReportedBalance | None = None
    versions: tuple[TermsVersion, ...] = field(default=())
    """Later terms, oldest first; the last one with ``effective_from`` on or before a day rules."""
    credit_limit: Fen | None = None
    note: str = ""
    contract_no: str = ""
    lender_phone: str = ""
    co_debtors: str = ""
    """Who owes it, too: co-borrowers and guarantors by name; empty where nobody does."""
    hardship: Hardship | None = None

    @property
    def is_guarded(self) -> bool:
        """Whether home, work or a pledge hangs on it: kept by contract, outside what is shared."""
        return self.priority in PROTECTED

    @property
    def is_family(self) -> bool:
        """Whether somebody close lent it: asked by a letter, and paid after every lender."""
        return self.priority is Priority.FAMILY

    @property
    def lent_by_person(self) -> bool:
        """Whether no institution lent it: somebody close, or another person."""
        return is_person(self.lender_type, self.priority)

    @property
    def drawn(self) -> tuple[date, Fen] | None:
        """Day and amount of the contract; None where only what the lender shows is known.

        A debt entered by its balance has the balance's day in the place of the contract's.
        """
        if self.balance is not None and self.contract_date == self.balance.as_of:
            return None
        return self.contract_date, self.principal

    @property
    def is_late_unsaid(self) -> bool:
        """Recorded as late, by an amount that neither the lender's balance nor a plan tells."""
        if self.balance is None:
            return self.stage is Stage.OVERDUE and self.terms.method is Method.FREE
        return self.stage is Stage.OVERDUE and not self.balance.overdue_principal


def hardship_of(debt: Debt, others: Iterable[Debt]) -> Hardship | None:
    """Return what made paying difficult: told for this debt, else the newest told for another.

    It befell the household, not the contract: told once it holds for all.
    """
    if debt.hardship is not None:
        return debt.hardship
    told = [one.hardship for one in others if one.hardship is not None]
    return max(told, key=lambda blow: blow.since, default=None)
