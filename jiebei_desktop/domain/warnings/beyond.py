"""What is claimed of a debt beyond what the law supports, as far as the ledger can reckon it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

from msgspec import Struct

from jiebei_desktop.domain.caps import JUDICIAL, contract_line, is_above
from jiebei_desktop.domain.debts import Debt, LenderType, Method
from jiebei_desktop.domain.money import ZERO, Fen, half_up
from jiebei_desktop.domain.rules import RuleBook
from jiebei_desktop.domain.standing import Owed, Status, current_terms, in_force
from jiebei_desktop.domain.true_rate import overdue_rate

_YEAR, _MONTH = 365, 31
_LEAST = Fen(100)
"""Less than a yuan is what rounding makes: nobody claims it, and no letter speaks of it."""
_MONTHLY = frozenset({Method.EQUAL_PAYMENT, Method.EQUAL_PRINCIPAL, Method.INTEREST_ONLY})


class Beyond(Struct, frozen=True, kw_only=True):
    """What lies beyond on a day: of the charges, and of the principal; money in fen."""

    charges: Fen
    """Above the line of costs or reckoned on principal kept back; 0 where neither is known."""
    withheld: Fen
    """Principal that was kept back when the loan was paid out, as far as it is still claimed."""


def beyond(debt: Debt, stand: Owed, rules: RuleBook) -> Beyond:
    """Return what of a claim the law does not support.

    Of a private lender what `private_excess` says; of any other the interest due beyond the line
    of its kind, and what lateness costs beyond the line of all costs (row ``spc_24_total``).
    Principal, and what interest and penalty are reckoned on, is what was received (row ``kantou``).
    """
    parts, kept_back = stand.parts, debt.terms.upfront_fee or 0
    withheld = Fen(0 if debt.versions else min(kept_back, parts.principal))
    if debt.lender_type is LenderType.PRIVATE_PERSON:
        return Beyond(charges=private_excess(debt, stand, rules) or ZERO, withheld=withheld)
    found = above_line(debt, stand, rules)
    excess = ZERO if found is None else found.excess or ZERO
    unpaid = 1 - _received(debt) if _as_drawn(debt) else Fraction(0)
    interest = ZERO if found is None else found.interest
    most = Fraction(parts.penalty + parts.fees + interest)
    late = min(max(Fraction(excess), parts.penalty * unpaid), most)
    of_interest = _of_interest(debt, stand, rules) or Fraction(0)
    charges = Fen(_claimed(late) + _claimed(of_interest))
    return Beyond(charges=charges, withheld=withheld)


def interest_excess(debt: Debt, stand: Owed, rules: RuleBook) -> Fen | None:
    """Return the interest due beyond the line of the lender's kind, on what was received.

    None where a balance or another agreement hides the days behind it, and where fees stand in
    place of interest.
    """
    found = _of_interest(debt, stand, rules)
    return None if found is None else _claimed(found)


def _claimed(exact: Fraction) -> Fen:
    """Return a claim in whole fen, rounded up; none below a yuan."""
    return Fen(ceil(exact)) if exact >= _LEAST else ZERO


def _of_interest(debt: Debt, stand: Owed, rules: RuleBook) -> Fraction | None:
    line = contract_line(debt.lender_type, debt.contract_date, stand.as_of, rules)
    if line is None or not _as_drawn(debt) or debt.terms.method is Method.FEE_INSTALMENT:
        return None
    rate = debt.terms.rate.annual(debt.terms.day_basis)
    return stand.parts.interest * (1 - _supported(rate, line.rate) * _received(debt))


def _supported(yearly: Fraction, line: Decimal) -> Fraction:
    """Return which part of a yearly rate lies within a line."""
    above = is_above(Decimal(yearly.numerator) / Decimal(yearly.denominator), line)
    return Fraction(line) / yearly if above else Fraction(1)


def _received(debt: Debt) -> Fraction:
    """Return which part of the principal was paid out: all of it where none is known yet."""
    if not debt.principal:
        return Fraction(1)
    return Fraction(debt.principal - (debt.terms.upfront_fee or 0), debt.principal)


def private_excess(debt: Debt, stand: Owed, rules: RuleBook) -> Fen | None:
    """Return the interest and penalty due to a person beyond four times the LPR on what was got.

    Where nothing was paid yet the line is held against the days themselves: thirty days that
    count as a month are dearer than the rate says. Of a balance that says since when it is late it
    is what is certain, see `_of_shown`; None where it does not, or another agreement hides the
    days.
    """
    line = contract_line(debt.lender_type, debt.contract_date, stand.as_of, rules)
    of_interest = _of_interest(debt, stand, rules)
    if line is None or of_interest is None:
        return None if line is None else _of_shown(debt, stand, line.rate)
    late = debt.terms.rate.annual(debt.terms.day_basis) * Fraction(debt.terms.penalty_multiplier)
    parts, received = stand.parts, _received(debt)
    of_penalty = parts.penalty * (1 - _supported(late, line.rate) * received)
    found = _claimed(of_interest + of_penalty)
    if debt.payments or debt.draws:
        return found
    fen_days = int(debt.principal * received) * (stand.as_of - debt.contract_date).days
    return max(found, excess_over(line.rate, fen_days, Fen(parts.interest + parts.penalty)))


def _of_shown(debt: Debt, stand: Owed, line: Decimal) -> Fen | None:
    """Return what of a reported balance's interest and penalty is beyond a line at the least.

    What is unpaid of a loan paid month by month ran up since a month before the first missed day,
    on no more than all that was got.
    """
    shown, monthly = debt.balance, debt.terms.method in _MONTHLY
    if shown is None or shown.overdue_since is None or debt.versions or not monthly:
        return None
    parts, most = stand.parts, max(debt.principal, shown.principal)
    fen_days = int(most * _received(debt)) * (_MONTH + (stand.as_of - shown.overdue_since).days)
    return excess_over(line, fen_days, Fen(parts.interest + parts.penalty))


def _as_drawn(debt: Debt) -> bool:
    """Return whether all that is claimed comes from the contract as it was drawn."""
    return debt.balance is None and not debt.versions


def excess_over(line: Decimal, fen_days: Fraction | int, charges: Fen) -> Fen:
    """Return how much charges exceed an annual line, 0 if they do not by a yuan.

    ``fen_days`` is overdue principal times the days it was overdue, summed over instalments.
    """
    return _claimed(Fraction(charges - half_up(fen_days * Fraction(line) / _YEAR)))


class Above(Struct, frozen=True, kw_only=True):
    """What lateness costs where it lies above the line of all costs together."""

    annual: Decimal
    line: Decimal
    fees: Fen
    interest: Fen
    """Due beyond what the contract bears: charged beside the penalty on what is late."""
    charges: Fen
    """Penalty, late fees and that interest so far; the contract's own is not among them."""
    base: Fen | None
    """Principal they are for: what was late, over its days; None where these are not known."""
    excess: Fen | None
    """Charges beyond the line; None where the days behind them are not known."""


def above_line(debt: Debt, stand: Owed, rules: RuleBook) -> Above | None:
    """Annualise all that lateness costs: penalty rate and charges (row ``spc_24_total``).

    A lender of unknown kind is held against the same line: it lies above that of private loans, so
    what is beyond it is beyond both. None where the debt is not late, no principal is (of a card
    only the interest), its lender is private, or the cost is within the line.
    """
    terms, line = current_terms(debt, stand.as_of), rules.rate(JUDICIAL, stand.as_of)
    private = debt.lender_type is LenderType.PRIVATE_PERSON
    if private or line is None or stand.overdue_days == 0:
        return None
    late = Fraction(overdue_rate(in_force(debt, stand.as_of)).nominal)
    fen_days = _fen_days(debt, stand, late / _YEAR)
    if not (fen_days or stand.overdue_principal or stand.parts.penalty):
        return None
    fees = ZERO if terms.method is Method.FEE_INSTALMENT else stand.parts.fees
    yearly = late + (Fraction(fees * _YEAR, fen_days) if fen_days else 0)
    annual = Decimal(yearly.numerator) / Decimal(yearly.denominator)
    if not is_above(annual, line):
        return None
    interest = _beside_the_penalty(debt, stand)
    charges = Fen(stand.parts.penalty + fees + interest)
    excess = excess_over(line, fen_days, charges) if fen_days else None
    base = half_up(fen_days / stand.overdue_days) if fen_days else None
    return Above(annual=annual, line=line, fees=fees, interest=interest, charges=charges,
                 base=base, excess=excess)  # fmt: skip


def _beside_the_penalty(debt: Debt, stand: Owed) -> Fen:
    """Return the interest reported that only lateness explains, at least.

    A lender that runs both interest and penalty on what is late reports more than a month's
    interest on all before the first missed day, and since then that of what is not late. Known of
    loans paid month by month whose balance says since when; 0 of any other.
    """
    shown, terms = debt.balance, current_terms(debt, stand.as_of)
    if shown is None or shown.overdue_since is None or terms.method not in _MONTHLY:
        return ZERO
    on_time = stand.parts.principal - stand.overdue_principal
    fen_days = stand.parts.principal * _MONTH + on_time * stand.overdue_days
    usual = fen_days * terms.rate.annual(terms.day_basis) / _YEAR
    return Fen(max(0, floor(stand.parts.interest - usual)))


def _fen_days(debt: Debt, stand: Owed, daily: Fraction) -> Fraction:
    """Sum overdue principal times the days it was overdue; called-in parts since that day.

    The days behind the penalty itself count where they are more: principal that was late and is
    paid has left its penalty behind. 0 where charges were reported or carried over without the
    day since when, for then nothing can be claimed.
    """
    if _without_days(debt, stand.as_of):
        return Fraction(0)
    called_in = debt.accelerated_on or date.max
    open_days = sum(
        (state.instalment.principal - state.paid_principal)
        * (stand.as_of - min(state.instalment.due, called_in)).days
        for state in stand.instalments
        if state.status is Status.OVERDUE
    )
    return max(Fraction(open_days), stand.parts.penalty / daily) if daily else Fraction(open_days)


def _without_days(debt: Debt, on: date) -> bool:
    """Return whether penalty or fees were taken over whose days are not known."""
    shown = debt.balance
    reported = shown is not None and shown.as_of <= on and shown.overdue_since is None
    carried = [one for one in debt.versions if one.effective_from <= on][-1:]
    return bool(
        (reported and shown is not None and shown.penalty + shown.fees)
        or any(one.penalty + one.fees for one in carried)
    )
