"""Debts followed with payments: what each is paid, where it stands, which stages it reaches."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction

from msgspec import Struct
from msgspec.structs import replace

from jiebei_desktop.analysis.carried import Money
from jiebei_desktop.domain.debts import DebtId
from jiebei_desktop.domain.money import ZERO, Fen, half_up
from jiebei_desktop.domain.standing import Following, Instalment, Stand
from jiebei_desktop.domain.timeline import FIRST_DAYS, TimelineStage


class StageReached(Struct, frozen=True, kw_only=True):
    """A debt reaches a stage of the usual road, if only the payments of its lane are made."""

    day: date
    debt: DebtId
    stage: TimelineStage


class Sale(Struct, frozen=True, kw_only=True):
    """What the price of something sold pays of a debt, in fen, and the day it is there."""

    amount: Fen
    on: date


class Trail(Struct, frozen=True, kw_only=True):
    """One debt's way: what it is paid, and where it stands on the days asked for."""

    debt: DebtId
    paid: tuple[Money, ...]
    owed: Mapping[date, Fen]
    stages: tuple[StageReached, ...]
    ends: bool
    """Whether nothing that is asked is owed after the last payment."""
    late_since: date | None = None
    """The day the first unpaid instalment fell due; None where nothing is ever late."""
    late_until: date | None = None
    """The day nothing was late any more; None where nothing was, or something still is."""
    sale: Sale | None = None
    """What is paid at once out of what is sold: beside the household's cash."""


class _Walker:
    """A debt on its way, with a record of it."""

    def __init__(self, stand: Stand, as_of: date, until: date, looks: Sequence[date]) -> None:
        self.stand = stand
        self.at = Following(stand.debt, as_of, until)
        self._day, self._looks = as_of, list(looks)
        self._person = stand.debt.lent_by_person
        self._paid: list[Money] = []
        self._owed: dict[date, Fen] = {}
        self._stages: list[StageReached] = []
        self._since = self.at.overdue_since
        self._cured: date | None = None

    def reach(self, day: date) -> None:
        """Move to a day, looking at the debt on the days asked for."""
        while self._looks and self._looks[0] < day:
            self._look(self._looks.pop(0))
        self._move(day)

    def pay(self, amount: Fen) -> None:
        """Pay on the day reached."""
        if amount > 0:
            self.at.pay(amount)
            self._paid.append((self._day, amount))
            self._count(self.at.overdue_since)

    def trail(self, *, ends: bool | None = None) -> Trail:
        """Return the record; ``ends`` where it is known without going to the end."""
        for day in self._looks:
            self._look(day)
        return Trail(
            debt=self.at.debt,
            paid=tuple(self._paid),
            owed=self._owed,
            stages=tuple(self._stages),
            ends=not self.at.total if ends is None else ends,
            late_since=self._since,
            late_until=self._cured,
        )

    def _look(self, day: date) -> None:
        self._move(day)
        self._owed[day] = self.at.total

    def _move(self, day: date) -> None:
        self.at.reach(day)
        since = self.at.overdue_since
        if since is not None and not self._person:
            found = ((since + timedelta(days=days), stage) for days, stage in FIRST_DAYS)
            self._stages += [
                StageReached(day=begun, debt=self.at.debt, stage=stage)
                for begun, stage in found
                if self._day < begun <= day
            ]
        self._day = day
        self._count(since)

    def _count(self, since: date | None) -> None:
        """Note since when something is late, and when nothing is any more."""
        if since is None:
            if self._since is not None and self._cured is None:
                self._cured = self._day
        else:
            self._since, self._cured = self._since or since, None


def along(stand: Stand, as_of: date, calendar: Sequence[Money], looks: Sequence[date]) -> Trail:
    """Follow a debt with payments on known days, as far as anybody looks.

    The calendar holds all that the contract requires; it is followed to its end only where
    something is late, because penalty runs on until then and is paid with the last payment.
    """
    last = max((day for day, _ in calendar), default=as_of)
    whole = bool(stand.arrears) and calendar[:1] != _at_once(stand, as_of)
    walker = _Walker(stand, as_of, max(last, looks[-1]) if whole else looks[-1], looks)
    for place, (day, amount) in enumerate(calendar):
        if day > looks[-1] and not whole:
            break
        walker.reach(day)
        rest = whole and place == len(calendar) - 1
        walker.pay(walker.at.total if rest else amount)
    if whole:
        return walker.trail()
    known = walker.trail(ends=_settles(stand, calendar))
    later = tuple(each for each in calendar if each[0] > looks[-1])
    return replace(known, paid=known.paid + later)


def _at_once(stand: Stand, as_of: date) -> Sequence[Money]:
    return [(as_of, stand.arrears)]


def _settles(stand: Stand, calendar: Sequence[Money]) -> bool:
    """Return whether a calendar of all that is required leaves nothing owed."""
    owed = stand.owed.parts.total
    return not owed or sum(amount for _, amount in calendar) >= owed


def agreed(
    stand: Stand,
    left: Stand,
    rows: Sequence[Instalment],
    sale: Sale | None,
    looks: Sequence[date],
    before: Sequence[Money] = (),
) -> Trail:
    """Follow a debt whose lender agrees to what it is asked for.

    What is let go stands until the first instalment, and who is late is so until then: from that
    day on the plan rules. ``sale`` is paid out of what is sold, ``before`` by the contract
    before the plan begins: the rows repay what that has ``left``, on the day of its last payment.
    """
    as_of, since = stand.owed.as_of, left.owed.as_of
    sold, sold_on = (ZERO, as_of) if sale is None else (sale.amount, sale.on)
    begins = rows[0].due if rows else sold_on
    walker = _Walker(stand, as_of, begins, [day for day in looks if day < since])
    late = walker.at.overdue_since is not None
    for day, amount in before:
        walker.reach(day)
        walker.pay(amount)
    if late:
        walker.reach(begins)
    known = walker.trail(ends=True)
    whole = left.owed.parts.total - sold
    return replace(
        known,
        paid=(*before, *((row.due, row.payment) for row in rows)),
        owed={
            day: Fen(
                (_left(rows, whole, since, day) if day >= since else known.owed[day] - sold)
                + (sold if day < sold_on else 0)
            )
            for day in looks
        },
        late_until=None if known.late_since is None else begins,
        sale=sale,
    )


def _left(rows: Sequence[Instalment], whole: int, as_of: date, day: date) -> Fen:
    """Return what is owed under a plan at the end of a day, with the interest that has run."""
    paid = sum(row.due <= day for row in rows)
    if paid == len(rows):
        return ZERO
    coming, since = rows[paid], rows[paid - 1].due if paid else as_of
    base = rows[paid - 1].balance + sum(row.fee for row in rows[paid:]) if paid else whole
    return Fen(base + half_up(Fraction(coming.interest * (day - since).days, coming.days)))


def unheld(stand: Stand, as_of: date, calendar: Sequence[Money], looks: Sequence[date]) -> Trail:
    """Follow a debt with payments that do not end it, as its contract counts."""
    walker = _Walker(stand, as_of, looks[-1], looks)
    for day, amount in calendar:
        if day <= looks[-1]:
            walker.reach(day)
            walker.pay(Fen(min(amount, walker.at.total)))
    return walker.trail(ends=False)
