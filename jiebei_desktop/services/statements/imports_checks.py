"""What the imported files say together: days covered, pairs, failed repayments, debts in and out.

Everything here is a view; `imports_history` holds what the user can change about it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from msgspec import Struct

from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.months import Month
from jiebei_desktop.domain.rollover import Limits, Movement, Rollover, rollovers
from jiebei_desktop.domain.standing import owed
from jiebei_desktop.importers.links import APP, WALLET_FILES
from jiebei_desktop.importers.words import words
from jiebei_desktop.services.statements.imports_match import source_of
from jiebei_desktop.storage import debt_names
from jiebei_desktop.storage.debt_events import EVENTS, DebtEvent
from jiebei_desktop.storage.debt_names import NAMES
from jiebei_desktop.storage.imported import BATCHES, LINKS, Pairing, RawRow, of_event, raw_row

if TYPE_CHECKING:
    from jiebei_desktop.services.keeping.session import Session

DAY = timedelta(days=1)
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


class Borrowing(Struct, frozen=True, kw_only=True):
    """Borrowing to repay as the files show it, and whether a bank file could show more."""

    found: tuple[Rollover, ...]
    bank_missing: bool


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
        covered=_covered(session, as_of),
        borrowing=_borrowing(session),
        missed=_missed(session),
        pairs=_pairs(session),
        against=_against(session, as_of),
    )


def _covered(session: Session, as_of: date) -> tuple[Covered, ...]:
    spans: dict[tuple[str, str], list[tuple[date, date]]] = {}
    for batch in BATCHES.read(session.ledger):
        if batch.first and batch.last:
            key = (source_of(batch), batch.account)
            span = (date.fromisoformat(batch.first), date.fromisoformat(batch.last))
            spans.setdefault(key, []).append(span)
    newest = Month.of(as_of)
    months = tuple(newest.plus(-back) for back in reversed(range(MONTHS_SHOWN)))
    found = []
    for (source, account), files in spans.items():
        merged = _merged(files)
        states = tuple((month, _state(merged, month, as_of)) for month in months)
        holes = tuple((a[1] + DAY, b[0] - DAY) for a, b in pairwise(merged))
        found.append(Covered(source=source, account=account, months=states, holes=holes))
    return tuple(found)


def _merged(spans: Sequence[tuple[date, date]]) -> list[tuple[date, date]]:
    first, *others = sorted(spans)
    merged = [first]
    for since, until in others:
        if since <= merged[-1][1] + DAY:
            merged[-1] = (merged[-1][0], max(merged[-1][1], until))
        else:
            merged.append((since, until))
    return merged


def _state(spans: Sequence[tuple[date, date]], month: Month, as_of: date) -> str:
    first, last = month.first, min(month.last, as_of)
    days = sum(max(0, (min(until, last) - max(since, first)).days + 1) for since, until in spans)
    if days == 0:
        return NO_DAYS
    return ALL_DAYS if days == (last - first).days + 1 else SOME_DAYS


def _borrowing(session: Session) -> Borrowing:
    """Return which draws were followed by repayments, each yuan of a repayment once."""
    data = words().rollover
    limits = Limits(
        draw_min=Fen(data["draw_min_yuan"] * 100),
        days=data["days"],
        strong_percent=data["strong_percent"],
        possible_percent=data["possible_percent"],
    )
    events = [EVENTS.read(session.ledger, kind=kind) for kind in ("draw", "repay")]
    known = _rows(session, (event.raw_row_id for found in events for event in found))
    moments = {row_id: row.moment for row_id, row in known.items()}
    draws, repaid = ([_flow(event, moments) for event in found] for found in events)
    sources = {source_of(batch) for batch in BATCHES.read(session.ledger)}
    missing = bool(sources) and not sources - WALLET_FILES - {APP}
    return Borrowing(found=rollovers(draws, repaid, limits), bank_missing=missing)


def _flow(event: DebtEvent, moments: Mapping[int, str]) -> Movement:
    row = event.raw_row_id or 0
    return Movement(
        at=datetime.fromisoformat(moments.get(row) or event.day.isoformat()),
        product=event.product,
        amount=event.amount,
        row=row,
        by_credit=event.account if event.note == "repaid_by_credit" else "",
    )


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
        for event in EVENTS.read(session.ledger, "day, id", kind="missed", note="repayment_failed")
    )


def _pairs(session: Session) -> tuple[Pair, ...]:
    links = [link for link in LINKS.read(session.ledger, "id DESC") if of_event(link)]
    sides = (side for link in links for side in (link.left_row_id, link.right_row_id))
    rows = _rows(session, sides)
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


def _rows(session: Session, ids: Iterable[int | None]) -> dict[int, RawRow]:
    """Return the stored rows of some ids; a ledger holds far more than anybody asks for at once."""
    wanted = {row_id for row_id in ids if row_id is not None}
    return {row_id: raw_row(session.ledger, row_id) for row_id in wanted}


def _against(session: Session, as_of: date) -> tuple[Against, ...]:
    found = []
    for debt in session.ledger.debts():
        if debt.balance is None:
            continue
        events = EVENTS.read(session.ledger, debt_id=debt_names.row_id(session.ledger, debt.id))
        since = debt.balance.as_of
        flows = Fen(sum(event.change for event in events if event.day > since))
        if flows:
            found.append(
                Against(
                    name=debt.name,
                    as_of=since,
                    typed=debt.balance.parts.total,
                    flows=flows,
                    computed=owed(debt, as_of).parts.total,
                )
            )
    return tuple(found)
