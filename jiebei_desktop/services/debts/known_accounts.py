"""Which accounts of a report are debts of the ledger already: by name, card, kind or lender."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from msgspec import Struct

from jiebei_desktop.domain.debts import Debt, DebtId, Method, Priority
from jiebei_desktop.domain.proposed_debt import Paper, ProposedDebt
from jiebei_desktop.domain.standing import owed
from jiebei_desktop.importers.words import words
from jiebei_desktop.services.debts import estimates
from jiebei_desktop.services.keeping.session import Session
from jiebei_desktop.services.reference.lenders import lender_of, main_name
from jiebei_desktop.services.reference.products import template
from jiebei_desktop.services.statements import imports_debts
from jiebei_desktop.services.statements.adopted_debts import day_of
from jiebei_desktop.storage import debt_names
from jiebei_desktop.storage import proposed_debts as rows
from jiebei_desktop.storage.debt_names import NAMES


class Known(Struct, frozen=True, kw_only=True):
    """A debt of the ledger that a report lists, too."""

    debt: DebtId
    name: str
    newer: bool
    """The report's figures are newer than the ledger's: merging takes them over."""
    guessed: bool = False
    """What is owed was only guessed until now: the report's figures are taken over unasked."""


def is_taken_unasked(known: Known | None) -> bool:
    """Say whether an account is entered with all others: no debt, or only a guess, is in its place.

    One that the ledger tells otherwise waits until somebody chooses it.
    """
    return known is None or known.guessed


def known_accounts(
    session: Session, listed: Sequence[ProposedDebt], as_of: date
) -> dict[str, Known]:
    """Return the debt of the ledger that each open account of a report is, by the account's id.

    One account is one debt, the nearest in amount; one that was entered before stays with its own.
    """
    open_now = {
        one.id: one for one in listed if one.paper is Paper.CREDIT_REPORT and not one.closed
    }
    debts = {str(debt.id): debt for debt in session.ledger.debts()} if open_now else {}
    entered = dict(_entered(session, open_now))
    found = {code: of_debt(session, open_now[code], debts[debt]) for code, debt in entered.items()}
    taken = set(entered.values())
    pairs = [
        (abs(owed(debts[code], as_of).parts.principal - (one.balance or 0)), one.id, code)
        for one in open_now.values()
        for code in _candidates(session, one, debts)
    ]
    for _gap, account, code in sorted(pairs):
        if account not in found and code not in taken:
            taken.add(code)
            found[account] = of_debt(session, open_now[account], debts[code])
    return found


def of_debt(session: Session, one: ProposedDebt, debt: Debt) -> Known:
    """Return how an account and a debt stand to each other; a guessed amount is never newer."""
    day = day_of(one)
    last = max((paid.date for paid in debt.payments), default=date.min)
    shown = debt.balance.as_of if debt.balance else debt.contract_date
    guessed = "amount" in estimates.estimated(session, debt.id)
    newer = guessed or day > max(shown, last)
    return Known(debt=debt.id, name=debt.name, newer=newer, guessed=guessed)


def _candidates(session: Session, one: ProposedDebt, debts: Mapping[str, Debt]) -> Iterator[str]:
    """Yield the debts that an account can be: by what it is called, else by who lent."""
    called = imports_debts.candidates(one.full_name, NAMES.read(session.ledger), words())
    yield from called or (code for code, debt in debts.items() if _is_of_lender(one, debt))


def _is_of_lender(one: ProposedDebt, debt: Debt) -> bool:
    """Say whether a debt is of an account's lender and of its kind: card, secured or other loan.

    A card whose name or note tells other digits is another card.
    """
    digits = imports_debts.digits_of(f"{debt.name} {debt.note}")
    if one.tail and digits and one.tail not in digits:
        return False
    return lender_of(debt) == main_name(one.lender) and _kind(one.product) == _kind(debt.product)


def _kind(product: str) -> tuple[bool, Priority]:
    known = template(product)
    return known.terms.method is Method.REVOLVING, known.priority


def _entered(session: Session, listed: Mapping[str, ProposedDebt]) -> Iterator[tuple[str, str]]:
    """Yield the accounts that were entered before, each with the id of its debt."""
    codes = debt_names.codes(session.ledger)
    made = rows.debts_made(session.ledger)
    return ((code, codes[row]) for code, row in made.items() if code in listed)
