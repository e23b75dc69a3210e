"""What an offered loan truly costs, what is wrong with it, and whether it would help."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from msgspec import Struct

from jiebei_desktop.domain.caps import BASIS_POINT, Cost, cost_findings, reaches
from jiebei_desktop.domain.debts import Debt, DebtId, Method, Terms
from jiebei_desktop.domain.findings import Finding, Severity
from jiebei_desktop.domain.irr import (
    effective,
    monthly_irr,
    monthly_of,
    nominal,
    xirr,
)
from jiebei_desktop.domain.loan_offer import LoanOffer
from jiebei_desktop.domain.money import Fen, half_up, share
from jiebei_desktop.domain.rates import DayBasis, Rate, RatePeriod
from jiebei_desktop.domain.rules import RuleBook
from jiebei_desktop.domain.standing import Owed, owed, schedule, settling

KANTOU = "kantou"
DISCLOSURE = "apr_disclose"
CRACKDOWN = "crackdown"
FEE_FIRST = "fee_before_payout"


class WithheldInterest(Struct, frozen=True, kw_only=True):
    """What is repayable when it is reckoned on the money actually received."""

    payment: Fen
    """The first instalment on the money received."""
    repaid: Fen
    difference: Fen
    """How much less that is than what the offer asks for."""


class OfferReport(Struct, frozen=True, kw_only=True):
    """The answer about one offer; rates are annual fractions."""

    nominal: Decimal
    effective: Decimal
    monthly: Decimal
    """Rate per period of a month."""
    received: Fen
    repaid: Fen
    cost: Fen
    withheld: WithheldInterest | None
    """Only where less is received than the contract names."""
    findings: tuple[Finding, ...]


class OfferRate(Struct, frozen=True, kw_only=True):
    """The true rate of an offer."""

    monthly: Decimal
    nominal: Decimal
    effective: Decimal


def check_offer(offer: LoanOffer, rules: RuleBook) -> OfferReport:
    """Return the true cost of an offer and what speaks against it, most serious first."""
    rate = offer_rate(offer)
    withheld = _withheld(offer)
    cost = Cost(
        lender=offer.lender_type,
        contract_date=offer.date,
        nominal=rate.nominal,
        effective=rate.effective,
    )
    findings = (
        *_scam(offer, rules),
        *_kantou(offer, withheld, rules),
        *cost_findings(cost, rules, offer.date),
        *_hidden(offer, rate, rules),
        *_repaid_less(offer),
    )
    return OfferReport(
        nominal=rate.nominal,
        effective=rate.effective,
        monthly=rate.monthly,
        received=offer.received,
        repaid=offer.repaid,
        cost=offer.cost,
        withheld=withheld,
        findings=tuple(sorted(findings, key=lambda finding: finding.severity.rank)),
    )


def offer_rate(offer: LoanOffer) -> OfferRate:
    """Return the true rate: by months for equal monthly instalments, else by dates over 365.

    Money received once and paid back afterwards has exactly one rate; where fees eat all that
    arrives it is without bound.
    """
    by_day: dict[date, int] = {offer.date: offer.received}
    paid = [(flow.date, flow.amount) for flow in offer.flows]
    paid += [(fee.date, fee.amount) for fee in offer.fees]
    for day, amount in paid:
        counted = max(day, offer.date)
        by_day[counted] = by_day.get(counted, 0) - amount
    flows = sorted(by_day.items())
    if offer.is_level_monthly:
        monthly = monthly_irr([net for _, net in flows])
        yearly = effective(monthly)
    else:
        yearly = xirr(flows)
        monthly = monthly_of(yearly)
    return OfferRate(monthly=monthly, nominal=nominal(monthly), effective=yearly)


def _withheld(offer: LoanOffer) -> WithheldInterest | None:
    """Reckon the loan on what was received (row ``kantou``).

    Where the instalments are those of a level loan at a rate a contract would name, the loan is
    drawn up anew on the money received; otherwise every instalment shrinks in proportion.
    """
    if offer.received == offer.face:
        return None
    asked = [flow.amount for flow in offer.flows]
    on_received = _redrawn(offer, asked) or _scaled(offer, asked)
    repaid = sum(on_received)
    return WithheldInterest(
        payment=on_received[0],
        repaid=Fen(repaid),
        difference=Fen(sum(asked) - repaid),
    )


def _redrawn(offer: LoanOffer, asked: list[Fen]) -> list[Fen] | None:
    if not offer.is_level_monthly or sum(asked) <= offer.face:
        return None
    exact = nominal(monthly_irr([offer.face, *(-amount for amount in asked)]))
    yearly = half_up(exact / BASIS_POINT) * BASIS_POINT  # as contracts name it
    terms = Terms(
        rate=Rate(value=yearly, per=RatePeriod.YEAR),
        day_basis=DayBasis.MONTHLY,
        method=Method.EQUAL_PAYMENT,
        periods=len(asked),
        first_due=offer.flows[0].date,
    )
    if schedule(offer.face, terms, offer.date)[0].payment != asked[0]:
        return None
    return [row.payment for row in schedule(offer.received, terms, offer.date)]


def _scaled(offer: LoanOffer, asked: list[Fen]) -> list[Fen]:
    total = half_up(Fraction(sum(asked) * offer.received, offer.face))
    return list(share(total, asked))


def _kantou(
    offer: LoanOffer, withheld: WithheldInterest | None, rules: RuleBook
) -> tuple[Finding, ...]:
    if withheld is None:
        return ()
    row = rules.row(KANTOU)
    finding = Finding(
        id="W-KANTOU",
        severity=Severity.SEVERE,
        as_of=offer.date,
        facts={
            "face_fen": offer.face,
            "received_fen": offer.received,
            "missing_fen": Fen(offer.face - offer.received),
            "payment_fen": withheld.payment,
            "repaid_fen": withheld.repaid,
            "difference_fen": withheld.difference,
        },
        rule=row.id,
        source=row.source,
        action="offer_check",
        urgency_fen=withheld.difference,
    )
    return (finding,)


def _hidden(offer: LoanOffer, rate: OfferRate, rules: RuleBook) -> tuple[Finding, ...]:
    gap = rules.threshold("fee_gap")
    stated = offer.stated_rate
    if stated is None or not reaches(rate.nominal - stated, gap.amber):
        return ()
    row = rules.row(DISCLOSURE)
    facts = {"stated": stated, "nominal": rate.nominal, "effective": rate.effective}
    finding = Finding(
        id="W-FEE-HIDDEN",
        severity=Severity.SEVERE if reaches(rate.nominal - stated, gap.red) else Severity.CAUTION,
        as_of=offer.date,
        facts=facts,
        rule=row.id,
        source=row.source,
        action="offer_check",
    )
    return (finding,)


def _repaid_less(offer: LoanOffer) -> tuple[Finding, ...]:
    """Tell of an offer that asks for less than it gives: a figure is wrong, or it is no loan."""
    if offer.cost >= 0:
        return ()
    finding = Finding(
        id="W-REPAID-LESS",
        severity=Severity.CAUTION,
        as_of=offer.date,
        facts={
            "received_fen": offer.received,
            "repaid_fen": offer.repaid,
            "difference_fen": Fen(-offer.cost),
        },
        action="offer_check",
    )
    return (finding,)


def _scam(offer: LoanOffer, rules: RuleBook) -> tuple[Finding, ...]:
    """Collect the ticked signs, and the one the figures themselves show: a fee before payout."""
    signs = list(dict.fromkeys(offer.signs))
    if FEE_FIRST not in signs and any(fee.date < offer.date for fee in offer.fees):
        signs.append(FEE_FIRST)
    if not signs:
        return ()
    row = rules.row(CRACKDOWN)
    finding = Finding(
        id="W-SCAM-FEE",
        severity=Severity.SEVERE,
        as_of=offer.date,
        facts={"signs": ",".join(signs), "count": len(signs)},
        rule=row.id,
        source=row.source,
        action="offer_check",
    )
    return (finding,)


class CostVerdict(StrEnum):
    """Whether replacing debts by the offered loan would cost less, in plain figures."""

    COSTS_LESS = "costs_less"
    COSTS_MORE = "costs_more"
    DOES_NOT_REACH = "does_not_reach"


class Consolidation(Struct, frozen=True, kw_only=True):
    """The chosen debts as they run on, against settling them with the offered loan."""

    settle_now: Fen
    """What settles the chosen debts on the offer's day."""
    saves: Fen
    """What they ask for by contract less all paid on the new way; negative if that is more."""
    left_open: tuple[DebtId, ...]
    """Debts it does not reach: they go on beside the new loan."""
    missing: Fen
    """What the received money is short of settling all."""
    next_month_before: Fen
    """Next amounts of the chosen debts together."""
    next_month_after: Fen
    """First instalment of the new loan and next amounts of the debts left open."""
    verdict: CostVerdict


def consolidation(offer: LoanOffer, debts: Sequence[Debt]) -> Consolidation:
    """Compare the offer with the remaining cost of debts, told in the order to be settled.

    It says what the figures are and never that one should borrow: a debt the money does not
    settle stays, and money left over is taken as paid back at once without saving interest.
    """
    stands = [owed(debt, offer.date) for debt in debts]
    wholes = [settling(debt, stand).total for debt, stand in zip(debts, stands, strict=True)]
    open_, purse = [], int(offer.received)
    for stand, whole in zip(stands, wholes, strict=True):
        if whole <= purse:
            purse -= whole
        else:
            open_.append(stand)
    settle_now = sum(wholes)
    remaining = sum(remaining_cost(stand) for stand in stands)
    new_way = offer.repaid - purse + sum(remaining_cost(stand) for stand in open_)
    verdict = CostVerdict.COSTS_LESS if new_way < remaining else CostVerdict.COSTS_MORE
    return Consolidation(
        settle_now=Fen(settle_now),
        saves=Fen(remaining - new_way),
        left_open=tuple(stand.debt for stand in open_),
        missing=Fen(max(0, settle_now - offer.received)),
        next_month_before=Fen(sum(stand.next_amount for stand in stands)),
        next_month_after=Fen(
            offer.flows[0].amount + sum(stand.next_amount for stand in open_),
        ),
        verdict=CostVerdict.DOES_NOT_REACH if open_ else verdict,
    )


def remaining_cost(stand: Owed) -> Fen:
    """Return everything a debt still asks for by contract: arrears now and instalments to come.

    Where no plan is known it is what settles the debt today.
    """
    to_come = sum(
        state.instalment.payment - state.paid_principal - state.paid_interest
        for state in stand.instalments
        if state.instalment.due >= stand.as_of
    )
    return Fen(max(stand.arrears + to_come, stand.parts.total)) if to_come else stand.parts.total
