"""What is named on a call: why this amount, how often and from when, and the bounds beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum

from msgspec import Struct

from jiebei_desktop.analysis.carried import NOTHING_MISSING, Low, Money
from jiebei_desktop.analysis.counter_offer import CounterOffer
from jiebei_desktop.analysis.relief_asked import ReliefAsked
from jiebei_desktop.domain.money import ZERO, Fen
from jiebei_desktop.services.plans.proposals import Plan

_YEAR = 12
"""Months of a payment that has no end, where it is held against the cash ahead."""


class Basis(StrEnum):
    """Why this amount is the one to name."""

    SHARE = "share"
    """This lender's part of what can be kept, as the written request names it."""
    AGREED = "agreed"
    """An agreement runs and can be kept."""
    CONTRACT = "contract"
    """The contract can be kept as it is."""
    WHOLE = "whole"
    """All that is owed is paid with the plan's first payment."""
    RELIEF = "relief"
    """A debt for home or work: interest only for some months, arrears in parts."""
    NONE = "none"
    """There is no amount to promise."""


class CallAsk(Struct, frozen=True, kw_only=True):
    """The three figures of a call, a month, in fen."""

    basis: Basis
    amount: Fen | None
    """To name first; None where there is none."""
    periods: int | None
    """How often it is paid; None where it does not clear the debt, or nothing is asked."""
    first: date
    """The first day on which it is paid."""
    at_once: Fen
    """What is paid at once from what can be sold; 0 where nothing is."""
    at_least: Fen
    """A month's interest to the next whole yuan: below it the debt grows; 0 where none runs."""
    at_most: Fen | None = None
    """Above this the promise would not be kept."""
    late: Fen = ZERO
    """What is late of a contract that is kept: made good one time, before ``amount``."""
    late_on: date | None = None
    """The day of that; None where nothing is late, or other terms are asked for."""
    before: tuple[Money, ...] = ()
    """What is paid before the plan begins, each day of it: by the contract, but for ``given``."""
    given: Fen = ZERO
    """What of the first of it is no due at all but idle cash, offered on written confirmation."""
    put_off: date | None = None
    """The contract's next day, which the money does not reach: ``late`` comes after it. None where
    something is late today, or every due is kept."""
    hold_until: date | None = None
    """The day until which nothing is asked to be paid; None outside a pause."""
    frozen: bool = False
    """Whether no further interest or penalty is asked for, as the request has it."""
    by_fees: bool = False
    """Whether an instalment bears a fee in place of interest."""
    terms: Plan | None = None
    """The terms of the written request, later steps and waivers with them; None without any."""
    relief: ReliefAsked | None = None
    """What a debt for home or work is asked for; None for any other."""
    low: Low = NOTHING_MISSING
    """What the plan's way lacks from its first payment on: no amount is called kept then."""

    @property
    def steps(self) -> Sequence[tuple[int, Fen]]:
        """(months, fen a month) as the request has them; empty without terms."""
        found = () if self.terms is None else self.terms.steps
        return tuple((months, Fen(payment)) for months, payment in found)

    @property
    def dues(self) -> Sequence[Money]:
        """What is paid by the contract before the plan begins, without what idle cash gives."""
        said = (
            (day, Fen(fen - self.given) if n == 0 else fen)
            for n, (day, fen) in enumerate(self.before)
        )
        return [(day, fen) for day, fen in said if fen]

    @property
    def named(self) -> CounterOffer:
        """What is named first, as an offer; over a year where it has no end."""
        return CounterOffer(
            amount=self.amount or ZERO, periods=self.periods or _YEAR, first=self.first,
            lump_sum=self.at_once,
        )  # fmt: skip

    @property
    def first_times(self) -> int | None:
        """How often the first amount is paid, before any later step; None as for ``periods``."""
        return self.steps[0][0] if self.steps else self.periods

    @property
    def waived(self) -> Mapping[str, Fen]:
        """What is asked to be let go of each part; empty where nothing is."""
        return {} if self.terms is None else self.terms.let_go

    @property
    def has_bounds(self) -> bool:
        """Whether an amount is talked over at all: not where the agreed one is kept."""
        return self.at_most is not None and not self.is_on_time

    @property
    def is_on_time(self) -> bool:
        """Whether a contract or an agreement is kept and nothing of it is late."""
        return self.basis in {Basis.AGREED, Basis.CONTRACT} and self.late_on is None

    @property
    def floor(self) -> Fen:
        """Return what not to go below: the interest, or 0 where that is no bound.

        It is none where what is asked for lies below it itself, or it lies above the most: there
        interest is asked to stop, and a bound above the offer would only confuse.
        """
        cut = self.frozen and self.terms is not None and self.terms.cuts_principal
        above = self.at_most is not None and self.at_least > self.at_most
        return ZERO if cut or above or self.grows else self.at_least

    @property
    def grows(self) -> bool:
        """Return whether the amount does not even pay the interest."""
        return self.amount is not None and self.amount < self.at_least
