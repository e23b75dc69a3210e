"""What falls due after the day of a replay, if everything that falls due is paid on its day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from jiebei_desktop.domain.money import ZERO, Fen
from jiebei_desktop.domain.parts import Parts
from jiebei_desktop.domain.standing.open_instalments import Lot
from jiebei_desktop.domain.standing.replay import Replay


class DueAmount(Struct, frozen=True, kw_only=True):
    """One amount to be paid on one day, in its parts."""

    day: date
    principal: Fen
    interest: Fen
    penalty: Fen = ZERO
    fees: Fen = ZERO
    n: int = 0
    """Number of the instalment in its plan."""

    @property
    def amount(self) -> Fen:
        """All parts together."""
        return Fen(self.principal + self.interest + self.penalty + self.fees)


def due_now(walk: Replay) -> tuple[DueAmount, ...]:
    """Return what has fallen due and is not late, by day: due today, or in the days of grace.

    What an agreement carried over is asked for with its last instalment, and from then on.
    """
    by_day: dict[date, DueAmount] = {}
    for lot in walk.due_lots():
        if lot.open and not walk.late(lot, walk.day):
            one = _due(lot)
            before = by_day.get(one.day)
            by_day[one.day] = one if before is None else _together(before, one)
    if (rest := walk.left_over().parts).total and not walk.behind():
        last = by_day.get(walk.day) or DueAmount(day=walk.day, principal=ZERO, interest=ZERO)
        fees = Fen(last.fees + rest.fees)
        by_day[walk.day] = replace(last, penalty=rest.penalty, fees=fees)
    return tuple(by_day.values())


def coming(walk: Replay, called_on: date | None = None) -> Iterator[DueAmount]:
    """Yield what falls due after the day of ``walk``, by day, until nothing is left.

    What is late or due is taken as paid on the day. ``called_on`` is an announced day on which all
    falls due. What an agreement carried over is paid with the last instalment.
    """
    carried = walk.waiting().parts
    ahead = _paid(walk)
    while ahead.lots and _is_open(ahead):
        if called_on is not None and called_on < ahead.lots[0].row.due:
            break
        found = _fallen(ahead)
        if not _is_open(ahead):
            fees = Fen(found.fees + carried.fees)
            found = replace(found, penalty=carried.penalty, fees=fees)
        if found.amount:
            yield found
    if called_on is not None and called_on > ahead.day and _is_open(ahead):
        yield _called(ahead, called_on, carried)


def _paid(walk: Replay) -> Replay:
    """Return what is ahead once the day's payment is made, which leaves the running interest."""
    ahead = replace(walk, lots=list(walk.lots[walk.next :]), next=0)
    if walk.behind():
        ahead.fees = 0  # what is late is paid with its fees
    if ahead.lots:
        ahead.lots[-1] = replace(ahead.lots[-1])
    return ahead


def _is_open(walk: Replay) -> bool:
    return bool(walk.undue or walk.billed or walk.accrued)


def _fallen(ahead: Replay) -> DueAmount:
    """Let the next instalment fall due and be paid whole."""
    lot = ahead.lots[0] = replace(ahead.lots[0])
    ahead.advance(lot.row.due)
    ahead.fall_due()
    ahead.lots.pop(0)
    ahead.next = 0
    return _due(lot)


def _called(ahead: Replay, day: date, carried: Parts) -> DueAmount:
    ahead.lots = [replace(lot) for lot in ahead.lots]
    ahead.advance(day)
    ahead.accelerate()
    return DueAmount(
        day=day,
        principal=Fen(sum(lot.principal for lot in ahead.lots)),
        interest=Fen(sum(lot.interest for lot in ahead.lots)),
        penalty=carried.penalty,
        fees=Fen(sum(lot.fee for lot in ahead.lots) + carried.fees),
    )


def _together(one: DueAmount, other: DueAmount) -> DueAmount:
    """Add up what falls due on one day; it is no single instalment any more."""
    return DueAmount(
        day=one.day,
        principal=Fen(one.principal + other.principal),
        interest=Fen(one.interest + other.interest),
        fees=Fen(one.fees + other.fees),
    )


def _due(lot: Lot) -> DueAmount:
    return DueAmount(
        day=lot.due_on or lot.row.due,
        principal=Fen(lot.principal),
        interest=Fen(lot.interest),
        fees=Fen(lot.fee),
        n=lot.row.n,
    )
