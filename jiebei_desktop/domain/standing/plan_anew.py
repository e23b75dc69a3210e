"""The instalments still to come, planned anew once more or less principal is to be repaid."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from jiebei_desktop.domain.debts import Method, Terms, Unchanged
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.standing.open_instalments import Lot
from jiebei_desktop.domain.standing.schedules import Beginning, Instalment, planned

IN_PARTS = frozenset({Method.EQUAL_PAYMENT, Method.EQUAL_PRINCIPAL})
"""Plans whose instalments repay principal evenly: a prepayment shortens or lowers them."""


def plan_anew(
    lots: list[Lot], undue: Fen, terms: Terms, begin: Beginning, kept: Unchanged | None
) -> None:
    """Let the instalments after the beginning repay ``undue``, but for those paid ahead whole.

    With the term kept each asks for less, after a draw (None) for more; with the payment kept the
    last ones fall away. What a prepayment paid of the running period is part of no instalment.
    Where all are paid ahead, what is lent anew is repaid on the days of all of them.
    """
    pending = [lot for lot in lots if lot.due_on is None]
    rest = [lot for lot in pending if lot.principal or not lot.paid_principal]
    if is_paid := not rest:
        rest = pending
    if kept is Unchanged.PAYMENT:
        begin = begin._replace(level=level(terms, [lot.row for lot in rest]))
    rows = repaying(undue, replace(terms, payment=None), begin, [lot.row for lot in rest])
    for lot, row in zip(rest, rows, strict=False):
        lot.row, lot.principal = row, row.principal
        if kept or is_paid:
            lot.paid_principal = lot.paid_interest = 0
    del lots[len(lots) - (len(rest) - len(rows)) :]


def repaying(
    undue: Fen, terms: Terms, begin: Beginning, rows: Sequence[Instalment]
) -> tuple[Instalment, ...]:
    """Return the rows that repay ``undue`` on the days of ``rows``, without those not needed."""
    anew = replace(
        terms,
        periods=len(rows),
        first_due=rows[0].due,
        due_day=terms.due_day or max(row.due.day for row in rows),
        interest_only=max(0, terms.interest_only - rows[0].n + 1),
    )
    found = list(planned(undue, anew, begin))
    while found and begin.level and not found[-1].payment:
        found.pop()
    return tuple(new._replace(n=old.n) for new, old in zip(found, rows, strict=False))


def level(terms: Terms, rows: Sequence[Instalment]) -> Fen:
    """Return what each instalment but the last asks for, of equal principal parts repays."""
    by_part = terms.method is Method.EQUAL_PRINCIPAL
    even = [row.principal if by_part else row.payment for row in rows[:-1] if row.principal]
    return max(even, default=rows[-1].principal if by_part else rows[-1].payment)
