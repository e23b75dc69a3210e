"""Paying a debt more than is due: both ways on, and what stands against it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from msgspec import Struct

from jiebei_desktop.analysis.carried import after, lowest_from
from jiebei_desktop.domain.debts import Method
from jiebei_desktop.domain.money import ZERO, Fen
from jiebei_desktop.domain.standing import (
    Prepayment,
    WayOn,
    arrears_total,
    can_prepay,
    in_force,
    owed,
    prepaid,
)
from jiebei_desktop.domain.true_rate import true_rate
from jiebei_desktop.services.picture import picture_of
from jiebei_desktop.services.picture.lanes import LaneName

if TYPE_CHECKING:
    from jiebei_desktop.domain.debts import Debt
    from jiebei_desktop.services.picture import Reading

_ALIKE = Decimal("0.005")
"""Yearly rates as near as this are told as one: the same contract rate by days or by months."""


class Caution(Struct, frozen=True, kw_only=True):
    """Something that stands against paying early.

    Codes: ``late`` (``amount`` in all, ``debt`` the first), ``asked`` (lenders are asked for
    easier terms: ``debt`` the first), ``dearer`` (``debt`` costs more a year: ``rate``),
    ``short`` (on ``day`` so much is missing), ``reserve`` (on ``day`` likely cash falls to
    ``amount``, below ``least``), ``unknown`` (nothing is known of the cash).
    """

    code: str
    debt: str = ""
    amount: Fen = ZERO
    least: Fen = ZERO
    day: date | None = None
    rate: Decimal | None = None


class PrepayView(Struct, frozen=True, kw_only=True):
    """One amount on one day; fees beside it are the user's word for what the contract says."""

    debt: Debt
    found: Prepayment
    fee: Fen
    cautions: tuple[Caution, ...]

    def gain(self, way: WayOn) -> Fen:
        """Return what a way on saves once the fee of prepaying is taken off."""
        return Fen(self.found.saves(way) - self.fee)


def prepay_view(
    reading: Reading, debt: Debt, amount: Fen, on: date, fee: Fen = ZERO
) -> PrepayView | None:
    """Return both ways on from an amount; None where no plan of instalments is there to change."""
    if not can_prepay(debt, reading.as_of) or on < reading.as_of:
        return None
    found = prepaid(debt, amount, on, reading.as_of)
    spent = Fen(amount - found.unapplied + fee)
    return PrepayView(
        debt=debt, found=found, fee=fee, cautions=tuple(_cautions(reading, debt, spent, on))
    )


def _cautions(reading: Reading, debt: Debt, spent: Fen, on: date) -> Iterator[Caution]:
    known, as_of = picture_of(reading), reading.as_of
    others = [one for one in reading.book.debts if one.id not in known.aside]
    late = [one for one in others if arrears_total([one], as_of)]
    if late:
        yield Caution(code="late", debt=late[0].name, amount=arrears_total(late, as_of))
    asked = {one.debt for one in known.asked.asks}
    if names := [one.name for one in others if one.id in asked]:
        yield Caution(code="asked", debt=names[0])
    rates = {one.name: _rate(one, as_of) for one in others if _pays_to_prepay(one, as_of)}
    dearest = max(rates, key=lambda name: rates[name], default="")
    if dearest and rates[dearest] > _rate(debt, as_of) + _ALIKE:
        yield Caution(code="dearer", debt=dearest, rate=rates[dearest])
    if not known.spare.known:
        yield Caution(code="unknown")
        return
    low = lowest_from(after(known.lanes[LaneName.CONTRACT].days, [(on, spent)]), on)
    if low.short:
        yield Caution(code="short", amount=low.short, day=low.day)
    elif low.amount < known.spare.reserve:
        yield Caution(code="reserve", amount=low.amount, least=known.spare.reserve, day=low.day)


def _pays_to_prepay(debt: Debt, as_of: date) -> bool:
    """Return whether anything is owed that costs less when it is paid early: flat fees do not."""
    flat = debt.terms.method is Method.FEE_INSTALMENT
    return bool(owed(debt, as_of).parts.total) and not flat


def _rate(debt: Debt, as_of: date) -> Decimal:
    return true_rate(in_force(debt, as_of)).nominal
