"""What to ask of lenders that are kept first, and what could be sold.

Debts for home, work or with a pledge are paid outside the budget; where nothing else holds, or
they are late themselves, each is asked for what its kind allows. Nothing here is a claim of right.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from msgspec import Struct
from msgspec.structs import replace

from jiebei_desktop.analysis.claim import Claim
from jiebei_desktop.domain.affordability import need_of
from jiebei_desktop.domain.debts import (
    HOME_LOANS,
    Debt,
    DebtId,
    LenderType,
    Method,
    Priority,
)
from jiebei_desktop.domain.household import Asset, AssetKind, Book
from jiebei_desktop.domain.money import ZERO, Fen, half_up
from jiebei_desktop.domain.planning import cured
from jiebei_desktop.domain.rules import RuleBook
from jiebei_desktop.domain.standing import Owed, Stand, current_terms, pay_for

HOUSING_FUND, RATE_RESET = "housing_fund", "rate_reset"
"""Rows of the rule data on 公积金 and on rates of existing mortgages."""
_LONGEST_HOME, _LONGEST_OTHER = 360, 60
_INSTALMENTS = frozenset({Method.EQUAL_PAYMENT, Method.EQUAL_PRINCIPAL})


class ReliefKind(StrEnum):
    """What a lender that is kept first may be asked for."""

    ARREARS_SPREAD = "arrears_spread"
    """Arrears in equal parts over a year; the value is a part."""
    INTEREST_ONLY = "interest_only"
    """Interest only for a time; the value is a month's interest."""
    LONGER_TERM = "longer_term"
    """More instalments; the value is how many in all."""
    HOUSING_FUND = "housing_fund"
    """公积金 drawn or set off against the instalments; the value is what is there."""
    RATE_RESET = "rate_reset"
    """The rate of an old mortgage agreed anew; the value is the newest published rate."""


class Relief(Struct, frozen=True, kw_only=True):
    """One thing a lender that is kept first may be asked for."""

    debt: DebtId
    kind: ReliefKind
    value: Fen | int | Decimal
    frees: Fen
    """Fen a month that it frees; 0 where it frees nothing by the month."""
    rule: str = ""
    """Row of the rule data it rests on; empty where none does."""
    first: date | None = None
    """The day of the first part of arrears; None of anything else."""


class Saleable(Struct, frozen=True, kw_only=True):
    """Something that can be sold, and the debts its price would repay, the dearest first."""

    asset: str
    amount: Fen
    use: tuple[tuple[DebtId, Fen], ...]
    pledged: Fen = ZERO
    """What is owed on it to a lender who may be asked for relief: it is not offered to others."""
    sale_from: date | None = None
    """The first day its price can be there, where that is after the plan begins: it pays nothing
    before, so nobody is promised any of it."""
    ready: date | None = None
    """The first day its price can be there, where that was told."""


def relief(
    book: Book, known: Iterable[Stand], rules: RuleBook, *, needed: bool
) -> tuple[Relief, ...]:
    """Return what protected debts may be asked for; ``needed`` where money is short elsewhere.

    ``known`` are the debts that owe something, as they stand.
    """
    found: list[Relief] = []
    for one in known:
        if one.debt.is_guarded:
            found += _spread(one.debt, one.owed)
            if needed or one.owed.arrears:
                found += _lighter(book, one, rules)
    return tuple(found)


def interest_only(debt: Debt, stand: Owed) -> Fen:
    """Return a month's interest on the principal that is not late, in fen.

    What is late is repaid in parts beside it.
    """
    terms = current_terms(debt, stand.as_of)
    principal = stand.parts.principal - stand.overdue_principal
    return half_up(principal * terms.rate.monthly(terms.day_basis))


def _spread(debt: Debt, stand: Owed) -> Iterator[Relief]:
    for day, part in cured(debt, stand)[:1]:
        yield Relief(
            debt=debt.id, kind=ReliefKind.ARREARS_SPREAD, value=part,
            frees=Fen(stand.arrears - part), first=day,
        )  # fmt: skip


def _lighter(book: Book, one: Stand, rules: RuleBook) -> Iterator[Relief]:
    debt, stand, left = one.debt, one.owed, len(one.dues)
    terms = current_terms(debt, stand.as_of)
    rate, now = terms.rate.monthly(terms.day_basis), need_of(debt, stand)
    principal = Fen(stand.parts.principal - stand.overdue_principal)
    if terms.method in _INSTALMENTS and left > 1:
        interest = interest_only(debt, stand)
        if interest < now:
            yield Relief(
                debt=debt.id, kind=ReliefKind.INTEREST_ONLY, value=interest,
                frees=Fen(now - interest),
            )  # fmt: skip
        most = _LONGEST_HOME if debt.product in HOME_LOANS else _LONGEST_OTHER
        longer = pay_for(principal, rate, most)
        if left < most and longer < now:
            yield Relief(
                debt=debt.id, kind=ReliefKind.LONGER_TERM, value=most, frees=Fen(now - longer)
            )
    if debt.product in HOME_LOANS:
        yield from _of_home(book, (debt, stand, left), rules)


def _of_home(book: Book, one: tuple[Debt, Owed, int], rules: RuleBook) -> Iterator[Relief]:
    """Yield what a mortgage alone can be asked for: 公积金 that is there, a rate agreed anew.

    ``one`` is the debt, where it stands and how many instalments it has left.
    """
    debt, stand, left = one
    as_of, terms = stand.as_of, current_terms(debt, stand.as_of)
    fund = sum(one.value for one in book.assets if one.kind is AssetKind.HOUSING_FUND)
    row = rules.rows.get(HOUSING_FUND)
    if fund and row is not None and row.in_force(as_of):
        yield Relief(
            debt=debt.id, kind=ReliefKind.HOUSING_FUND, value=Fen(fund), frees=ZERO, rule=row.id
        )
    row, fixing = rules.rows.get(RATE_RESET), rules.lpr(as_of)
    if row is None or fixing is None or not row.in_force(as_of):
        return
    now = terms.rate.annual(terms.day_basis)
    new = Fraction(fixing.five_year)
    if debt.lender_type is not LenderType.BANK or new >= now:
        return
    principal = Fen(stand.parts.principal - stand.overdue_principal)
    lower = pay_for(principal, new / 12, left) if terms.method in _INSTALMENTS and left else ZERO
    frees = max(ZERO, Fen(need_of(debt, stand) - lower)) if lower else ZERO
    yield Relief(
        debt=debt.id, kind=ReliefKind.RATE_RESET, value=fixing.five_year, frees=frees, rule=row.id
    )


def for_sale(
    assets: Iterable[Asset], stands: Iterable[tuple[Debt, Owed]]
) -> tuple[tuple[Asset, Fen], ...]:
    """Return what can be sold and is not needed, each with what is owed on it.

    A home loan lies on the home, any other debt with a pledge on the vehicle.
    """
    on: dict[AssetKind, int] = {AssetKind.HOME: 0, AssetKind.VEHICLE: 0}
    for debt, stand in stands:
        if debt.product in HOME_LOANS:
            on[AssetKind.HOME] += stand.parts.total
        elif debt.priority is Priority.SECURED:
            on[AssetKind.VEHICLE] += stand.parts.total
    found = []
    for asset in assets:
        is_money = asset.kind is AssetKind.CASH  # needs no sale
        if asset.is_sellable and not asset.needed_for_living and not is_money:
            pledged = min(int(asset.value), on.get(asset.kind, 0))
            if pledged:
                on[asset.kind] -= pledged
            found.append((asset, Fen(pledged)))
    return tuple(found)


def sources(
    offered: Iterable[tuple[Asset, Fen]], claims: Sequence[Claim], first: date
) -> tuple[Saleable, ...]:
    """Return what can be sold with the debts its price would repay by a day, and what is pledged.

    The dearest debt first, of two as dear the smaller one, so that more are closed; family never.
    What is pledged repays nobody: its sale needs the lender's consent and repays that lender, who
    is asked in the same breath to make it possible that the thing is kept. Nor does, yet, what
    cannot be sold by the ``first`` day of the plan.
    """
    ranked = sorted(
        (claim for claim in claims if not claim.family), key=lambda c: (-c.rate, c.total)
    )
    open_ones = {claim.debt: int(claim.supported) for claim in ranked}
    found = []
    for asset, pledged in offered:
        later = asset.waits(first)
        left, use = 0 if pledged or later else int(asset.value), []
        for debt, total in open_ones.items():
            part = min(left, total)
            if part:
                use.append((debt, Fen(part)))
                open_ones[debt] -= part
                left -= part
        if use or ((pledged or later) and ranked):
            found.append(
                Saleable(
                    asset=asset.name, amount=asset.value, use=tuple(use), pledged=pledged,
                    sale_from=asset.sale_from if later else None, ready=asset.sale_from,
                )
            )  # fmt: skip
    return tuple(found)


def repaid(claim: Claim, amount: int) -> Claim:
    """Return a claim after a sum paid at once: fees, penalty, interest, then principal."""
    left, rest = amount, list[Fen]()
    for owing in (claim.fees, claim.penalty, claim.interest, claim.principal):
        taken = min(left, owing)
        left -= taken
        rest.append(Fen(owing - taken))
    fees, penalty, interest, principal = rest
    return replace(
        claim, principal=principal, interest=interest, penalty=penalty, fees=fees,
        above=min(claim.above, Fen(fees + penalty + interest)),
        withheld=min(claim.withheld, principal),
        overdue=min(claim.overdue, principal),
    )  # fmt: skip
