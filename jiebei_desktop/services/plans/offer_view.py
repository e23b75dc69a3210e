"""A loan offer as the page asks for it: typed values in, the whole answer out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from msgspec import Struct

from jiebei_desktop.domain.caps import JUDICIAL, RateLine, contract_line, private_line
from jiebei_desktop.domain.debts import Debt, DebtId, LenderType, Priority, Stage
from jiebei_desktop.domain.findings import Severity
from jiebei_desktop.domain.irr import monthly_irr, nominal
from jiebei_desktop.domain.loan_offer import LoanFlow, LoanOffer, OfferFee
from jiebei_desktop.domain.money import Fen, half_up
from jiebei_desktop.domain.months import add_months
from jiebei_desktop.domain.offer_check import (
    Consolidation,
    OfferReport,
    check_offer,
    consolidation,
    offer_rate,
)
from jiebei_desktop.domain.rates import DayBasis, Rate, RatePeriod
from jiebei_desktop.domain.rules import RuleBook
from jiebei_desktop.domain.standing import in_force
from jiebei_desktop.domain.true_rate import true_rate
from jiebei_desktop.services.book.possessions import Possessions
from jiebei_desktop.services.files import offer_file
from jiebei_desktop.services.keeping.session import Session
from jiebei_desktop.services.reference.guide import Sign
from jiebei_desktop.services.reference.guide import load as load_guide

SAVED = "saved_offers"
"""Setting of the ledger: offers kept for reference, each an offer file with a name."""
LONGEST = offer_file.MOST
BEYOND = Decimal("1.5")
"""The third band of the scale ends at so many times the lenders' line: a mark on a ruler."""


class OfferDraft(Struct, frozen=True, kw_only=True):
    """What is typed so far; amounts in fen, None where a field is empty."""

    lender_type: LenderType
    date: date
    face: Fen | None = None
    received: Fen | None = None
    """Empty: all of it arrives."""
    payment: Fen | None = None
    periods: int = 12
    fee: Fen | None = None
    """What is wanted before the money comes."""
    stated: Rate | None = None
    """The rate as advertised."""
    signs: tuple[str, ...] = ()


class OfferProblem(Struct, frozen=True, kw_only=True):
    """Why there is no answer: ``field`` of the draft and ``code``.

    Codes: ``missing``, ``more-than-face``.
    """

    field: str
    code: str


class RateBand(Struct, frozen=True, kw_only=True):
    """A part of the scale of yearly rates, up to ``end`` (None: open)."""

    code: str
    """``le4lpr``, ``le24``, ``b24_36`` or ``gt36``."""
    end: Decimal | None


class FlatFee(Struct, frozen=True, kw_only=True):
    """A fee per month on the first principal, though the principal shrinks."""

    monthly: Decimal
    """Share of the first principal, a fraction."""
    nominal: Decimal
    """Yearly rate of the same instalments when the whole principal arrives."""


class Assessment(Struct, frozen=True, kw_only=True):
    """Everything the page says about one offer."""

    offer: LoanOffer
    report: OfferReport
    grade: Severity | None
    """The most serious finding; None when nothing speaks against it."""
    times_stated: Decimal | None
    """True rate over the advertised one, when one is advertised."""
    flat: FlatFee | None
    line: RateLine | None
    """The line of rates for this kind of lender on the offer's day."""
    bands: tuple[RateBand, ...]


class Rival(Struct, frozen=True, kw_only=True):
    """A debt of the household beside the offer."""

    debt: DebtId
    name: str
    total: Fen
    """What settles it on the offer's day."""
    nominal: Decimal
    chosen: bool
    """Whether the comparison settles it with the offered money."""


class Comparison(Struct, frozen=True, kw_only=True):
    """The offer among the debts the household has, dearest first."""

    rivals: tuple[Rival, ...]
    consolidation: Consolidation | None
    """None when no debt is chosen."""
    dearer: bool
    """Whether any of the debts costs more a year than the offer."""


class OfferFacts(Struct, frozen=True, kw_only=True):
    """What the page needs of the ledger once."""

    rules: RuleBook
    debts: tuple[Debt, ...]
    signs: tuple[Sign, ...]
    saved: tuple[tuple[str, LoanOffer], ...]


def facts(session: Session) -> OfferFacts:
    """Read rules, debts and the offers kept for reference."""
    kept = Possessions(session).setting(SAVED, [])
    return OfferFacts(
        rules=session.rules,
        debts=session.ledger.debts(),
        signs=load_guide().signs,
        saved=tuple((each["name"], offer_file.read(each["offer"])) for each in kept),
    )


def parse(draft: OfferDraft) -> LoanOffer | tuple[OfferProblem, ...]:
    """Return the offer that is typed, or everything that is not in order yet."""
    face, payment = draft.face, draft.payment
    received = face if draft.received is None else draft.received
    missing = [name for name, value in (("face", face), ("payment", payment)) if not value]
    if received is not None and received <= 0:
        missing.append("received")
    if missing or face is None or payment is None or received is None:
        return tuple(OfferProblem(field=name, code="missing") for name in missing)
    if received > face:
        return (OfferProblem(field="received", code="more-than-face"),)
    fees = (OfferFee(date=draft.date, amount=draft.fee),) if draft.fee else ()
    return LoanOffer(
        lender_type=draft.lender_type,
        date=draft.date,
        face=face,
        received=received,
        flows=tuple(
            LoanFlow(date=add_months(draft.date, k, draft.date.day), amount=payment)
            for k in range(1, draft.periods + 1)
        ),
        fees=fees,
        stated_rate=_yearly(draft.stated),
        signs=draft.signs,
    )


def draft_of(offer: LoanOffer) -> OfferDraft:
    """Return the draft that gives this offer back; its instalments must be level."""
    fee = sum(each.amount for each in offer.fees)
    stated = offer.stated_rate
    return OfferDraft(
        lender_type=offer.lender_type,
        date=offer.date,
        face=offer.face,
        received=None if offer.received == offer.face else offer.received,
        payment=offer.flows[0].amount,
        periods=len(offer.flows),
        fee=Fen(fee) if fee else None,
        stated=None if stated is None else Rate(value=stated, per=RatePeriod.YEAR),
        signs=offer.signs,
    )


def assess(offer: LoanOffer, rules: RuleBook) -> Assessment:
    """Return the answer about an offer."""
    report = check_offer(offer, rules)
    worst = report.findings[0].severity if report.findings else None
    stated = offer.stated_rate
    cap = private_line(offer.date, offer.date, rules)
    return Assessment(
        offer=offer,
        report=report,
        grade=worst,
        times_stated=report.nominal / stated if stated else None,
        flat=_flat_fee(offer),
        line=contract_line(offer.lender_type, offer.date, offer.date, rules),
        bands=_bands(cap, rules.rate(JUDICIAL, offer.date)),
    )


def compare(
    offer: LoanOffer, debts: Sequence[Debt], chosen: frozenset[DebtId] | None = None
) -> Comparison:
    """Put the offer beside the debts; without a choice the dearer unsecured ones are chosen."""
    live = [debt for debt in debts if debt.stage is not Stage.SETTLED]
    rates = {debt.id: true_rate(in_force(debt, offer.date)).nominal for debt in live}
    ranked = sorted(live, key=lambda debt: rates[debt.id], reverse=True)
    own = offer_rate(offer).nominal
    if chosen is None:
        chosen = frozenset(
            debt.id
            for debt in ranked
            if rates[debt.id] > own and debt.priority is Priority.UNSECURED
        )
    picked = [debt for debt in ranked if debt.id in chosen]
    totals = {debt.id: consolidation(offer, [debt]).settle_now for debt in ranked}
    rivals = tuple(
        Rival(
            debt=debt.id,
            name=debt.name,
            total=totals[debt.id],
            nominal=rates[debt.id],
            chosen=debt.id in chosen,
        )
        for debt in ranked
        if totals[debt.id] > 0
    )
    return Comparison(
        rivals=rivals,
        consolidation=consolidation(offer, picked) if picked else None,
        dearer=any(rival.nominal > own for rival in rivals),
    )


def sample(on: date) -> OfferDraft:
    """Return an offer as advertisements make them: a fee per month, and less arrives."""
    return OfferDraft(
        lender_type=LenderType.MICRO_LENDER,
        date=on,
        face=Fen(1_000_000),
        received=Fen(940_000),
        payment=Fen(96_333),
        periods=12,
        stated=Rate(value=Decimal("0.013"), per=RatePeriod.MONTH),
    )


def keep(session: Session, name: str, offer: LoanOffer) -> Any:
    """Keep an offer for reference under a name, in place of one of the same name.

    Returns the changes, which can be undone.
    """
    possessions = Possessions(session)
    kept = [each for each in possessions.setting(SAVED, []) if each["name"] != name]
    return possessions.set_setting(SAVED, [*kept, {"name": name, "offer": offer_file.dump(offer)}])


def forget(session: Session, name: str) -> Any:
    """Drop a kept offer; returns the changes, which can be undone."""
    possessions = Possessions(session)
    kept = [each for each in possessions.setting(SAVED, []) if each["name"] != name]
    return possessions.set_setting(SAVED, kept or None)


def _yearly(stated: Rate | None) -> Decimal | None:
    if stated is None:
        return None
    yearly = stated.annual(DayBasis.ACT_365)
    return Decimal(yearly.numerator) / Decimal(yearly.denominator)


def _flat_fee(offer: LoanOffer) -> FlatFee | None:
    """Find a fee on the first principal behind level instalments that repay it evenly."""
    periods, payment = len(offer.flows), offer.flows[0].amount
    fee = payment - Fraction(offer.face, periods)
    if not offer.is_level_monthly or fee <= 0:
        return None
    # Contracts name such a fee to a hundredth of a percent; anything else is an annuity.
    share = Fraction(half_up(fee / offer.face * 10_000), 10_000)
    if half_up(Fraction(offer.face, periods) + share * offer.face) != payment:
        return None
    whole = nominal(monthly_irr([offer.face, *(-flow.amount for flow in offer.flows)]))
    return FlatFee(monthly=Decimal(share.numerator) / Decimal(share.denominator), nominal=whole)


def _bands(cap: RateLine | None, middle: Decimal | None) -> tuple[RateBand, ...]:
    """Return the bands of the scale: the private cap, the lenders' line, a third mark, beyond."""
    ends = (
        ("le4lpr", None if cap is None else cap.rate),
        ("le24", middle),
        ("b24_36", None if middle is None else middle * BEYOND),
    )
    known = tuple(RateBand(code=code, end=end) for code, end in ends if end is not None)
    return (*known, RateBand(code="gt36", end=None))
