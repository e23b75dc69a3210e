"""What a debt may not say, and what is asked back before it is believed.

Paths are those of a household file, so every door (file, form, import) names the same place.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from msgspec import Struct
from msgspec.structs import replace

from jiebei_desktop.domain.debts import Debt, Method, Terms
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.standing import is_near, owed, schedule

ASKED_ABOVE = Fraction(36, 100)
"""An annual rate above this is more often a percentage typed as a fraction than a contract."""
_MONTHS = 12


class Contradiction(Struct, frozen=True, kw_only=True):
    """Two statements of one debt that cannot both be true.

    Codes: ``before-contract``, ``after-balance``, ``above-principal``, ``above-whole``.
    """

    path: str
    code: str


class Question(Struct, frozen=True, kw_only=True):
    """Something unusual that may be true; ``held`` until somebody says that it is.

    Codes: ``high-rate`` (``annual``), ``payment-before-contract`` (``amount``), ``overpaid``
    (``amount`` beyond all that was owed), ``off-schedule`` (``amount`` paid, ``expected``),
    ``above-loan`` (``amount`` of a balance beyond what was lent), ``late-since`` (``amount`` past
    its day), ``late-amount`` (late, and nobody said by how much).
    """

    path: str
    code: str
    held: bool = False
    annual: Fraction | None = None
    amount: Fen | None = None
    expected: Fen | None = None


def contradictions(debt: Debt) -> Iterator[Contradiction]:
    """Return everything in a debt that cannot be true, by its path."""
    days = {"first_due": debt.terms.first_due, "accelerated_on": debt.accelerated_on}
    for number, version in enumerate(debt.versions):
        days[f"versions[{number}].effective_from"] = version.effective_from
    if debt.balance is not None:
        days["balance.as_of"] = debt.balance.as_of
        days["balance.overdue_since"] = debt.balance.overdue_since
    if contract_day_known(debt):
        for path, day in days.items():
            if day is not None and day < debt.contract_date:
                yield Contradiction(path=path, code="before-contract")
    yield from _of_balance(debt)
    yield from _of_parts(debt)


def contract_day_known(debt: Debt) -> bool:
    """Return whether the contract's day was given: a typed balance may stand in for it."""
    return debt.drawn is not None


def _of_balance(debt: Debt) -> Iterator[Contradiction]:
    balance = debt.balance
    if balance is None:
        return
    if balance.overdue_since is not None and balance.overdue_since > balance.as_of:
        yield Contradiction(path="balance.overdue_since", code="after-balance")
    if balance.overdue_principal > balance.principal:
        yield Contradiction(path="balance.overdue_principal", code="above-principal")


def _of_parts(debt: Debt) -> Iterator[Contradiction]:
    if (debt.terms.upfront_fee or 0) > debt.principal:
        yield Contradiction(path="upfront_fee", code="above-principal")
    for path, terms in _all_terms(debt):
        if terms.minimum is not None and terms.minimum.fraction > 1:
            yield Contradiction(path=f"{path}minimum.fraction", code="above-whole")
    for number, payment in enumerate(debt.payments):
        parts = payment.parts_of_lender
        if parts is not None and parts.total > payment.amount:
            yield Contradiction(path=f"payments[{number}].parts", code="above-whole")


def _all_terms(debt: Debt) -> Iterator[tuple[str, Terms]]:
    yield "", debt.terms
    for number, version in enumerate(debt.versions):
        yield f"versions[{number}].", version.terms


def questions(debt: Debt) -> Iterator[Question]:
    """Return what is to be asked back about a debt without contradictions, by its path."""
    yield from held(debt)
    if contract_day_known(debt):
        for number, payment in enumerate(debt.payments):
            if payment.date < debt.contract_date:
                yield Question(
                    path=f"payments[{number}].date",
                    code="payment-before-contract",
                    amount=payment.amount,
                )
    yield from _of_reported(debt)
    yield from _overpaid(debt)
    yield from _off_schedule(debt)


def held(debt: Debt) -> Iterator[Question]:
    """Return the questions without whose answer a debt is not taken in."""
    for path, terms in _all_terms(debt):
        yield from _high_rates(path, terms)


def _high_rates(path: str, terms: Terms) -> Iterator[Question]:
    annual = terms.rate.annual(terms.day_basis)
    if annual > ASKED_ABOVE:
        yield Question(path=f"{path}rate.value", code="high-rate", held=True, annual=annual)
    flat = Fraction(terms.fee_per_period or 0) * _MONTHS
    if terms.method is Method.FEE_INSTALMENT and flat > ASKED_ABOVE:
        yield Question(path=f"{path}fee_per_period", code="high-rate", held=True, annual=flat)


def _of_reported(debt: Debt) -> Iterator[Question]:
    """Ask what a balance leaves open: more owed than was lent, late since nobody says when."""
    balance, method = debt.balance, debt.terms.method
    if debt.is_late_unsaid:
        yield Question(path="balance.overdue_principal", code="late-amount")
    if balance is None:
        return
    lent = debt.drawn[1] if debt.drawn and method is not Method.REVOLVING else None
    if lent is not None and balance.principal > lent + sum(one.amount for one in debt.draws):
        beyond = Fen(balance.principal - lent)
        yield Question(path="balance.principal", code="above-loan", amount=beyond)
    if balance.overdue_principal and balance.overdue_since is None:
        amount = balance.overdue_principal
        yield Question(path="balance.overdue_since", code="late-since", amount=amount)


def _overpaid(debt: Debt) -> Iterator[Question]:
    if debt.payments:
        paid = tuple(sorted(debt.payments, key=lambda payment: payment.date))
        beyond = owed(replace(debt, payments=paid), paid[-1].date).unapplied
        if beyond > 0:
            yield Question(path="payments", code="overpaid", amount=beyond)


def _off_schedule(debt: Debt) -> Iterator[Question]:
    """Ask once whether the lender's instalment is another one than the reckoned."""
    if debt.terms.method is not Method.EQUAL_PAYMENT or debt.terms.payment is not None:
        return
    if debt.balance is not None or debt.versions:
        return
    due: dict[date, Fen] = {
        row.due: row.payment for row in schedule(debt.principal, debt.terms, debt.contract_date)
    }
    for number, payment in enumerate(debt.payments):
        expected = due.get(payment.date)
        if expected is not None and is_near(expected, payment.amount):
            yield Question(
                path=f"payments[{number}].amount",
                code="off-schedule",
                amount=payment.amount,
                expected=expected,
            )
            return
