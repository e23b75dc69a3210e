"""What the imported files say together: days covered, pairs, failed repayments, debts in and out.

Everything here is a view; `imports_after` holds what the user can change about it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING

from msgspec import Struct

from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.months import Month
from jiebei_desktop.domain.standing import owed
from jiebei_desktop.services.statements import imports_after
from jiebei_desktop.services.statements.imports_after import Borrowing, FileCoverage
from jiebei_desktop.services.statements.imports_match import source_of
from jiebei_desktop.storage.debt_names import NAMES
from jiebei_desktop.storage.imported import BATCHES, LINKS, Pairing, RawRow, of_event

if TYPE_CHECKING:
    from jiebei_desktop.services.keeping.session import Session

MONTHS_SHOWN = 12
ALL_DAYS, SOME_DAYS, NO_DAYS = "all", "some", "none"


class Covered(Struct, frozen=True, kw_only=True):
    """One account's months: for each whether its files hold all days, some or none."""

    source: str
    account: str
    months: tuple[tuple[Month, str], ...]
    """Oldest first; days still to come do not count as missing."""
    holes: tuple[tuple[date, date], ...]
    """First and last day of every gap between files."""


class Pair(Struct, frozen=True, kw_only=True):
    """A wallet's row and the bank's row that moved its money, counted once."""

    id: int
    day: date
    fen: Fen
    wallet: str
    """Source of the wallet's file."""
    bank: str
    text: str
    """Counterparty as the wallet names it."""
    seconds: int
    tail: str
    """Last digits of the card; empty when the file names none."""


class Missed(Struct, frozen=True, kw_only=True):
    """A repayment the file says has failed, for the user to confirm."""

    event: int
    day: date
    fen: Fen
    product: str
    debt: str
    """Name of the debt; empty while it is not known which one is meant."""


class Against(Struct, frozen=True, kw_only=True):
    """What was typed from the lender's app beside what the files show since."""

    name: str
    as_of: date
    typed: Fen
    """All that was owed as typed."""
    flows: Fen
    """Draws and purchases less repayments since then, as the files have them."""
    computed: Fen
    """All that is owed by the ledger's own reckoning on the day."""


class FileChecks(Struct, frozen=True, kw_only=True):
    """All of it."""

    covered: tuple[Covered, ...]
    borrowing: Borrowing
    missed: tuple[Missed, ...]
    pairs: tuple[Pair, ...]
    against: tuple[Against, ...]


def file_checks(session: Session, as_of: date) -> FileChecks:
    """Read everything the files say together."""
    return FileChecks(
        covered=tuple(_covered(one, as_of) for one in imports_after.coverage(session)),
        borrowing=imports_after.borrowing(session),
        missed=_missed(session),
        pairs=_pairs(session),
        against=_against(session, as_of),
    )


def _covered(found: FileCoverage, as_of: date) -> Covered:
    newest = Month.of(as_of)
    months = tuple(newest.plus(-back) for back in reversed(range(MONTHS_SHOWN)))
    return Covered(
        source=found.source,
        account=found.account,
        months=tuple((month, _state(found, month, as_of)) for month in months),
        holes=found.holes,
    )


def _state(found: FileCoverage, month: Month, as_of: date) -> str:
    first, last = month.day(1), min(month.plus(1).day(1) - timedelta(days=1), as_of)
    days = sum(
        max(0, (min(until, last) - max(since, first)).days + 1) for since, until in found.spans
    )
    if days == 0:
        return NO_DAYS
    return ALL_DAYS if days == (last - first).days + 1 else SOME_DAYS


def _missed(session: Session) -> tuple[Missed, ...]:
    names = {debt.id: debt.name for debt in NAMES.read(session.ledger)}
    return tuple(
        Missed(
            event=event.id,
            day=event.day,
            fen=event.amount,
            product=event.product,
            debt=names.get(event.debt_id or 0, ""),
        )
        for event in imports_after.missed(session)
    )


def _pairs(session: Session) -> tuple[Pair, ...]:
    links = [link for link in LINKS.read(session.ledger, "id DESC") if of_event(link)]
    sides = (side for link in links for side in (link.left_row_id, link.right_row_id))
    rows = imports_after.rows_of(session, sides)
    sources = {batch.id: source_of(batch) for batch in BATCHES.read(session.ledger)}
    return tuple(_pair(link, rows, sources) for link in links)


def _pair(link: Pairing, rows: Mapping[int, RawRow], sources: Mapping[int, str]) -> Pair:
    wallet, bank = rows[link.left_row_id], rows[link.right_row_id]
    return Pair(
        id=link.id,
        day=date.fromisoformat(wallet.moment[:10]),
        fen=Fen(link.facts["fen"]),
        wallet=sources[wallet.batch_id],
        bank=sources[bank.batch_id],
        text=wallet.counterparty,
        seconds=int(link.facts["seconds"]),
        tail=str(link.facts["tail"]),
    )


def _against(session: Session, as_of: date) -> tuple[Against, ...]:
    flows = imports_after.flows_since_balance(session)
    found = []
    for debt in session.ledger.debts():
        if debt.balance is None or not flows.get(debt.id):
            continue
        found.append(
            Against(
                name=debt.name,
                as_of=debt.balance.as_of,
                typed=debt.balance.parts.total,
                flows=flows[debt.id],
                computed=owed(debt, as_of).parts.total,
            )
        )
    return tuple(found)
