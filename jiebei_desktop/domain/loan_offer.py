"""A loan someone offers: what one receives and what one pays, day by day."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from msgspec import Struct

from jiebei_desktop.domain.debts import LenderType
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.months import Month, add_months


class LoanFlow(Struct, frozen=True, kw_only=True):
    """Money the borrower pays on a day."""

    date: date
    amount: Fen


class OfferFee(Struct, frozen=True, kw_only=True):
    """A fee tied to the loan that is paid beside the instalments."""

    date: date
    amount: Fen
    name: str = ""


class LoanOffer(Struct, frozen=True, kw_only=True):
    """One loan on offer."""

    lender_type: LenderType
    date: date
    face: Fen
    """The principal the contract names."""
    received: Fen
    """What actually reaches the borrower."""
    flows: tuple[LoanFlow, ...]
    """Instalments, oldest first."""
    fees: tuple[OfferFee, ...] = ()
    stated_rate: Decimal | None = None
    """Annual rate as advertised, a fraction, when the offer names one."""
    signs: tuple[str, ...] = ()
    """Codes of the warning signs of fraud the user ticked."""

    @property
    def repaid(self) -> Fen:
        """All instalments and fees."""
        paid = sum(flow.amount for flow in self.flows)
        return Fen(paid + sum(fee.amount for fee in self.fees))

    @property
    def cost(self) -> Fen:
        """What is paid on top of what arrives; negative where less goes back."""
        return Fen(self.repaid - self.received)

    @property
    def is_level_monthly(self) -> bool:
        """Whether it is repaid in equal instalments a month apart, counted from the first day.

        The last instalment may carry the rounding: up to one fen for each instalment.
        """
        flows = self.flows
        day = max(self.date.day, *(flow.date.day for flow in flows))
        monthly = self.date == Month.of(self.date).day(day) and all(
            flow.date == add_months(self.date, k, day) for k, flow in enumerate(flows, start=1)
        )
        first, last = flows[0].amount, flows[-1].amount
        level = all(flow.amount == first for flow in flows[:-1])
        known = {self.date, *(flow.date for flow in flows)}
        fees_fit = all(fee.date in known for fee in self.fees)
        return monthly and level and fees_fit and abs(last - first) <= len(flows)
