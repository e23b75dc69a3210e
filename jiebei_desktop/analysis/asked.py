"""From what a creditor would agree to, to what it is asked for: levers in their order."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from msgspec.structs import replace

from jiebei_desktop.analysis.agreed import Agreed
from jiebei_desktop.analysis.claim import Claim, Lever, LeverKind
from jiebei_desktop.analysis.concession import Concession, annual, concession, waivers
from jiebei_desktop.analysis.course import Due, Steps, ended, rows
from jiebei_desktop.domain.debts import DebtId
from jiebei_desktop.domain.money import TEN_YUAN, ZERO, Fen, half_up
from jiebei_desktop.domain.months import Month, add_months
from jiebei_desktop.domain.standing import Instalment, Stand

REVIEW_MONTHS = 6
"""A pause is looked at again after so many months (house rule)."""


def agreed_to(one: Agreed, lump: tuple[Claim, Fen] | None = None) -> Concession:
    """Return the proposal to one creditor; ``lump`` is its claim before a sum paid at once."""
    asked = concession(
        one.claim, tuple(_levers(one, lump)), one.due, one.steps, one.dropped + one.waived
    )
    return asked if lump is None else replace(asked, total_paid=Fen(asked.total_paid + lump[1]))


def in_tens(claim: Claim, one: Concession, most: int) -> Concession:
    """Return a proposal of one level payment in whole tens of yuan, where those are below ``most``.

    The last instalment is then the smaller one, as a person would say it.
    """
    payment = -(-one.payment // TEN_YUAN) * TEN_YUAN
    if not one.payment or payment > most or payment == one.payment:
        return one
    steps = ended(one.due, ((one.months, payment),))
    made = concession(claim, one.levers, one.due, steps, one.waived)
    levers = tuple(
        replace(lever, value=made.months) if lever.kind is LeverKind.LONGER_TERM else lever
        for lever in one.levers
        if lever.kind is not LeverKind.LONGER_TERM or made.months > claim.months_left
    )
    return replace(made, levers=levers)


def dated_rows(due: Due, steps: Steps, first: date, before: date) -> tuple[Instalment, ...]:
    """Return the instalments of a plan on their days; months without a payment are no rows.

    Args:
        due: what is repaid.
        steps: what is paid month by month.
        first: day of the first month of the steps.
        before: the day from which the first period counts.
    """
    found: list[Instalment] = []
    month, day = Month.of(first), first.day
    for place, row in enumerate(rows(due, steps)):
        on = month.plus(place).day(day)
        if not row.payment:
            continue
        found.append(
            Instalment(
                len(found) + 1, on, (on - before).days, row.payment, row.principal, row.interest,
                row.charges, row.balance,
            )
        )  # fmt: skip
        before = on
    return tuple(found)


def _levers(one: Agreed, lump: tuple[Claim, Fen] | None) -> list[Lever]:
    claim, found = one.claim, list[Lever]()

    def add(kind: LeverKind, value: Fen | int | Decimal | date, *, when: bool = True) -> None:
        if when:
            found.append(Lever(kind=kind, value=value))

    add(LeverKind.FREEZE, claim.since, when=one.frozen and claim.bears)
    add(LeverKind.CAP, one.dropped, when=one.dropped > 0)
    add(LeverKind.WITHHELD, claim.withheld, when=claim.withheld > 0)
    spread = one.due.charges > 0 and not one.at_once
    add(LeverKind.INSTALMENTS_INTEREST_FREE, Fen(one.due.charges), when=spread)
    add(LeverKind.LONGER_TERM, one.months, when=one.months > claim.months_left)
    lower = (one.due.rate < claim.rate or claim.capped) and not one.frozen
    add(LeverKind.LOWER_RATE, annual(one.due.rate), when=lower)
    add(LeverKind.LUMP_SUM, lump[1] if lump else ZERO, when=lump is not None)
    add(LeverKind.PAUSE, one.wait, when=one.wait > 0)
    found += waivers(_without(claim, one.dropped), one.waived)
    last = one.steps[-1][1] if one.steps else 0
    paying = [payment for _, payment in one.steps if payment]
    add(LeverKind.STEP, Fen(last), when=len(paying) > 1 and not one.at_once)
    return found


def _without(claim: Claim, dropped: int) -> Claim:
    """Return a claim without what lies above the line: penalty first, then fees, then interest."""
    left, rest = dropped, list[Fen]()
    for part in (claim.penalty, claim.fees, claim.interest):
        taken = min(part, left)
        left -= taken
        rest.append(Fen(part - taken))
    penalty, fees, interest = rest
    return replace(claim, penalty=penalty, fees=fees, interest=interest)


def paid_off(claim: Claim, amount: Fen) -> Concession:
    """Return the settlement of a claim by a sum paid at once, from what is sold."""
    levers = [Lever(kind=LeverKind.LUMP_SUM, value=amount)]
    for kind, over in ((LeverKind.WITHHELD, claim.withheld), (LeverKind.CAP, claim.above)):
        if over:
            levers.insert(0, Lever(kind=kind, value=over))
    found = concession(claim, tuple(levers), Due(0), (), claim.above)
    return replace(found, total_paid=amount, cost_to_lender=claim.above)


def to_wait(
    claims: Sequence[Claim],
    pairs: Sequence[Stand],
    when: tuple[date, int | None],
    whole: Collection[DebtId],
) -> tuple[Concession, ...]:
    """Ask those for a pause who require something in it: not who waits for a later day anyway."""
    as_of, months = when[0], when[1] or REVIEW_MONTHS
    until = add_months(as_of, months)
    asked = [
        claim
        for claim, stand in zip(claims, pairs, strict=True)
        if claim.debt not in whole
        and ((stand.is_open and not claim.family) or stand.requires(until))
    ]
    return paused(asked, as_of, months)


def held(claims: Sequence[Claim], as_of: date) -> tuple[Concession, ...]:
    """Return what lenders are asked for before income and living are known: no charges where late.

    That needs no figure of the household; who is on time is asked for nothing, and no relative.
    """
    late = (claim for claim in claims if claim.late and claim.bears and not claim.family)
    made = (concession(claim, (_freeze(as_of),), Due(claim.principal), (), 0) for claim in late)
    return tuple(replace(asked, cost_to_lender=ZERO) for asked in made)


def paused(claims: Sequence[Claim], as_of: date, wait: int) -> tuple[Concession, ...]:
    """Return what lenders are asked for when nothing can be paid: a pause, without cost if late.

    It lasts so many months; the contract's interest runs on for who is on time.
    """
    found = list[Concession]()
    for claim in claims:
        freeze = [_freeze(as_of)] if claim.late and claim.bears else []
        levers = (*freeze, Lever(kind=LeverKind.PAUSE, value=wait))
        due = Due(claim.principal, rate=Fraction(0) if claim.late else claim.rate)
        asked = concession(claim, levers, due, ((wait, 0),), 0)
        forgone = half_up(claim.principal * claim.rate * wait) if claim.late else ZERO
        found.append(replace(asked, cost_to_lender=forgone))
    return tuple(found)


def _freeze(as_of: date) -> Lever:
    return Lever(kind=LeverKind.FREEZE, value=as_of)
