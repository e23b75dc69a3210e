"""Debts followed with payments: what each is paid, where it stands, which stages it reaches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from jiebei_desktop.domain.debts import DebtId, Priority
from jiebei_desktop.domain.following import Following
from jiebei_desktop.domain.money import ZERO, Fen
from jiebei_desktop.domain.offers import capped_shares
from jiebei_desktop.domain.timeline import FIRST_DAYS, TimelineStage
from jiebei_desktop.services.picture.debts import Stand

Money = tuple[date, Fen]
"""One dated amount."""

YEAR = 12
"""Plan payments after which a plan that has brought nothing down is given up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StageReached:
    """A debt reaches a stage of the usual road, if only the payments of its lane are made."""

    day: date
    debt: DebtId
    stage: TimelineStage


@dataclass(frozen=True, slots=True, kw_only=True)
class Trail:
    """One debt's way: what it is paid, and where it stands on the days asked for."""

    debt: DebtId
    paid: tuple[Money, ...]
    owed: Mapping[date, Fen]
    stages: tuple[StageReached, ...]
    ends: bool
    """Whether nothing is owed after the last payment."""
    late_since: date | None = None
    """The day the first unpaid instalment fell due; None where nothing is ever late."""
    late_until: date | None = None
    """The day nothing was late any more; None where nothing was, or something still is."""


class _Walker:
    """A debt on its way, with a record of it."""

    def __init__(self, stand: Stand, as_of: date, until: date, looks: Sequence[date]) -> None:
        self.stand = stand
        self.at = Following(stand.debt, as_of, until)
        self._day, self._looks = as_of, list(looks)
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
        if since is not None:
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


def shared(
    stands: Sequence[Stand], as_of: date, amount: Fen, days: Iterable[date], looks: Sequence[date]
) -> tuple[Trail, ...]:
    """Follow debts that share one amount on each of some days until nothing is owed.

    Each gets its part in proportion to what is owed; a relative only what has fallen due, and
    only from what the others leave.
    """
    every = tuple(days)
    walkers = [_Walker(stand, as_of, every[-1], looks) for stand in stands]
    owed: list[int] = []
    for day in every:
        for walker in walkers:
            walker.reach(day)
        if not any(walker.at.total for walker in walkers):
            break
        if _share(walkers, amount):
            owed.append(sum(walker.at.total for walker in walkers))
            if len(owed) > YEAR and owed[-1] >= owed[-1 - YEAR]:
                break
    return tuple(walker.trail() for walker in walkers)


def _share(walkers: Sequence[_Walker], amount: Fen) -> int:
    """Pay the amount on the day reached and return how much of it was taken."""
    limits = list(_limits(walkers, amount))
    parts = capped_shares(min(amount, sum(limits)), limits, limits)
    for walker, part in zip(walkers, parts, strict=True):
        walker.pay(Fen(part))
    return sum(parts)


def _limits(walkers: Sequence[_Walker], amount: Fen) -> Iterator[int]:
    """Yield the most each debt takes: all that is owed, a relative what the others leave."""
    others = [w.at.total for w in walkers if w.stand.debt.priority is not Priority.FAMILY]
    left = max(ZERO, amount - sum(others))
    for walker in walkers:
        if walker.stand.debt.priority is not Priority.FAMILY:
            yield walker.at.total
        else:
            taken = min(walker.at.fallen, left)
            left -= taken
            yield taken
