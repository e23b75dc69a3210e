"""Three ways from today on: nothing paid, contracts paid, the plan paid. Only the payments differ.

Every lane is the same household: the same income, the same living, the same contracts, followed
day by day with the payments of the lane. Debts that guard a home or a livelihood are paid in all
of them. The plan's lane pays what each lender is asked for (``picture.plan_pays``) and supposes
that those who are asked agree.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from enum import StrEnum
from itertools import chain

from msgspec import Struct, field
from msgspec.structs import replace

from jiebei_desktop.analysis.carried import Low, Money, after, lowest
from jiebei_desktop.domain.debts import AT_COURT, DebtId, LenderType
from jiebei_desktop.domain.money import ZERO, Fen
from jiebei_desktop.domain.months import add_months
from jiebei_desktop.domain.standing import Stand
from jiebei_desktop.domain.timeline import FIRST_DAYS, TimelineStage
from jiebei_desktop.services.picture.figure import says_the_same
from jiebei_desktop.services.picture.plan_pays import PlanWay, required
from jiebei_desktop.services.picture.trails import StageReached, Trail, along

HORIZONS = (30, 60, 90, 180, 365)
"""Days ahead that every lane is looked at."""
EVERY = 15
"""Days between two points of the line of what is owed; days of payments are points, too."""
MOST = 64
"""With more payments in the year than these only every so many days is a point."""
COURT_DAYS = next(days for days, stage in FIRST_DAYS if stage is TimelineStage.LONG_OVERDUE)
"""From this day overdue a suit is usual practice; each lender has its own."""

_Calendars = Mapping[DebtId, Sequence[Money]]
_Ways = Mapping[DebtId, PlanWay]


class LaneName(StrEnum):
    """The three ways."""

    NOTHING = "nothing"
    CONTRACT = "contract"
    PLAN = "plan"


class Late(Struct, frozen=True, kw_only=True):
    """The debt that is, or would be, late the longest, and the day it counts from."""

    debt: DebtId
    since: date


class CreditRecord(Struct, frozen=True, kw_only=True):
    """What the credit record keeps of arrears: until when, None while they go on."""

    ends: date | None


class Lane(Struct, frozen=True, kw_only=True):
    """Where one way of paying leads; money in fen."""

    name: LaneName
    payment: Fen | None
    """What negotiable debts are paid in the first month; None where no plan can be named."""
    low: Low
    owed: Mapping[int, Fen]
    """What is owed so many days ahead."""
    cash: Mapping[int, Fen]
    """Likely cash so many days ahead; below nothing it is missing."""
    paid: Fen | None
    """All payments to the lane's end; None where they go on and the debts do not end."""
    debt_free: date | None
    stages: tuple[StageReached, ...]
    days: tuple[Money, ...]
    """Likely cash at the end of each day of the year ahead."""
    curve: tuple[Money, ...]
    """What is owed at the end of some days of the year ahead, today first."""
    late: Late | None
    """None where, after the payments of the day, nothing is late within the year ahead."""
    court: date | None
    """From when a suit is usual practice; None where not within the year ahead."""
    record: CreditRecord | None
    """None where nothing is late that is reported to the credit record."""
    pays: Mapping[DebtId, tuple[Money, ...]] = field(default_factory=dict)
    """What it pays each debt; empty in a picture that was kept."""
    told: bool = True
    """Whether its cash is known; else nobody said what there is, or what comes in and goes out."""

    def __eq__(self, other: object) -> bool:
        """Whether another says the same; what a kept one is without is not looked at."""
        return says_the_same(self, other, beside={"pays"})

    def __hash__(self) -> int:
        return hash((self.name, self.low))


def lanes(
    known: Sequence[Stand],
    before: Sequence[Money],
    plan: Fen | None,
    ways: _Ways,
    guarded: _Ways,
    record_years: int,
) -> tuple[Lane, ...]:
    """Follow the three ways.

    Args:
        known: every debt as it stands.
        before: likely cash by day, today first, if no lender were paid.
        plan: the monthly amount for negotiable debts; None where there is none.
        ways: what it pays each of them; empty where it pays nothing.
        guarded: what debts for home, work or with a pledge are asked for and paid beside it.
        record_years: years the credit record keeps arrears after their end.
    """
    as_of = before[0][0]
    home = _Household(known=tuple(known), before=tuple(before), record_years=record_years)
    kept = {debt: way.kept or way for debt, way in guarded.items()}
    others = [stand for stand in known if not stand.debt.is_guarded]
    asked = {stand.debt.id: required(stand, as_of) for stand in known}
    kept_on = _looks(as_of, [way.all for way in kept.values()])
    paid_on = _looks(as_of, asked.values())
    planned_on = _looks(as_of, [way.all for way in (*guarded.values(), *ways.values())])

    untouched = [*_guarded(kept, as_of, kept_on), *_follow(others, {}, kept_on)]
    shares = [way.trail(as_of, planned_on) for way in ways.values()]
    if not ways:
        shares = _follow(others, {}, planned_on)
    planned = [*_guarded(guarded, as_of, planned_on), *shares]
    contracts = _follow([*(way.stand for way in kept.values()), *others], asked, paid_on)
    first_month = Fen(sum(way.monthly + way.once for way in ways.values()))
    return (
        home.lane(LaneName.NOTHING, untouched),
        home.lane(LaneName.CONTRACT, contracts),
        replace(home.lane(LaneName.PLAN, planned), payment=None if plan is None else first_month),
    )


def _follow(stands: Sequence[Stand], paid: _Calendars, looks: Sequence[date]) -> list[Trail]:
    """Follow debts with their payments."""
    return [along(stand, stand.owed.as_of, paid.get(stand.debt.id, ()), looks) for stand in stands]


def _guarded(ways: _Ways, as_of: date, looks: Sequence[date]) -> list[Trail]:
    """Follow debts for home, work or with a pledge, their arrears ended by the last of their parts.

    What penalty ran up until then is paid with the debt's last payment; it is no instalment that
    is late, and the credit record does not count a home loan late to its end for it.
    """
    found = []
    for way in ways.values():
        trail, last = way.trail(as_of, looks), None if way.relief is None else way.relief.last_part
        if last is not None and trail.late_until is not None:
            trail = replace(trail, late_until=min(trail.late_until, last))
        found.append(trail)
    return found


def _looks(as_of: date, calendars: Iterable[Sequence[Money]]) -> list[date]:
    """Return the days a lane is looked at: now and then, the horizons, and around its payments.

    Many payments make a smooth line by themselves, and looking around each would cost more than
    all the rest; few make steps.
    """
    last = as_of + timedelta(days=HORIZONS[-1])
    paid = {day for calendar in calendars for day, _ in calendar}
    days = {as_of + timedelta(days=n) for n in (*range(0, HORIZONS[-1], EVERY), *HORIZONS)}
    near = {day for day in paid if day <= last}
    if len(near) <= MOST:
        days |= {day for when in near for day in (when - timedelta(days=1), when)}
    return sorted(day for day in days if as_of <= day <= last)


class _Household(Struct, frozen=True, kw_only=True):
    """What all lanes share."""

    known: tuple[Stand, ...]
    before: tuple[Money, ...]
    record_years: int

    @property
    def as_of(self) -> date:
        """The day from which all is followed."""
        return self.before[0][0]

    def lane(self, name: LaneName, trails: Sequence[Trail]) -> Lane:
        """Put the trails of all debts together to one lane."""
        as_of = self.as_of
        every = list(chain.from_iterable(trail.paid for trail in trails))
        days = after(self.before, every)
        by_day = dict(days)
        looks = {n: as_of + timedelta(days=n) for n in HORIZONS}
        owed = _curve(trails)
        curve = dict(owed)
        ends = all(trail.ends for trail in trails)
        sales = [trail.sale for trail in trails if trail.sale is not None]
        paid = (*every, *((one.on, one.amount) for one in sales))
        known = ends or name is not LaneName.PLAN
        return Lane(
            name=name,
            payment=self._first_month(trails),
            low=lowest(days),
            owed={n: curve.get(day, ZERO) for n, day in looks.items()},
            cash={n: by_day[day] for n, day in looks.items()},
            paid=Fen(sum(amount for _, amount in paid)) if known else None,
            debt_free=max((day for day, _ in paid), default=as_of) if ends else None,
            stages=_stages(trails, looks[HORIZONS[-1]]),
            days=days,
            curve=owed,
            late=_late(trails, as_of),
            court=self._court(trails, as_of),
            record=self._record(trails),
            pays={trail.debt: trail.paid for trail in trails},
        )

    def _first_month(self, trails: Sequence[Trail]) -> Fen:
        """Return what goes to negotiable debts in a month: what is sold is no payment of it."""
        last = add_months(self.as_of, 1)
        guarded = {stand.debt.id for stand in self.known if stand.debt.is_guarded}
        paid = chain.from_iterable(trail.paid for trail in trails if trail.debt not in guarded)
        return Fen(sum(amount for day, amount in paid if day <= last))

    def _court(self, trails: Sequence[Trail], as_of: date) -> date | None:
        """Return the first day a debt that is still late may be sued for, by usual practice.

        It is the practice of lenders: a person who lent is counted only where a court has it.
        """
        debts = [stand.debt for stand in self.known]
        sued = {debt.id for debt in debts if debt.stage in AT_COURT}
        persons = {one.id for one in debts if one.lent_by_person} - sued
        days = []
        for trail in trails:
            if trail.late_since is None or trail.late_until == as_of or trail.debt in persons:
                continue
            usual = trail.late_since + timedelta(days=COURT_DAYS)
            day = as_of if trail.debt in sued else max(usual, as_of)
            if trail.late_until is None or trail.late_until > day:
                days.append(day)
        last = as_of + timedelta(days=HORIZONS[-1])
        return min((day for day in days if day <= last), default=None)

    def _record(self, trails: Sequence[Trail]) -> CreditRecord | None:
        """Return until when the credit record keeps arrears; what people lend is not in it."""
        unseen = {
            stand.debt.id
            for stand in self.known
            if stand.debt.lender_type is LenderType.PRIVATE_PERSON
        }
        late = [t for t in trails if t.late_since is not None and t.debt not in unseen]
        if not late:
            return None
        ended = [trail.late_until for trail in late if trail.late_until is not None]
        if len(ended) < len(late):
            return CreditRecord(ends=None)
        return CreditRecord(ends=add_months(max(ended), 12 * self.record_years))


def _late(trails: Sequence[Trail], as_of: date) -> Late | None:
    """Return the debt that counts days the longest once the day's payments are made."""
    found = (
        Late(debt=trail.debt, since=trail.late_since)
        for trail in trails
        if trail.late_since is not None and trail.late_until != as_of
    )
    last = as_of + timedelta(days=HORIZONS[-1])
    return min(
        (late for late in found if late.since < last),
        key=lambda late: (late.since, late.debt),
        default=None,
    )


def _stages(trails: Sequence[Trail], last: date) -> tuple[StageReached, ...]:
    found = (stage for trail in trails for stage in trail.stages if stage.day <= last)
    return tuple(sorted(found, key=lambda each: (each.day, each.debt)))


def _curve(trails: Sequence[Trail]) -> tuple[Money, ...]:
    """Return what all debts together are owed on the days they were looked at."""
    days = sorted(trails[0].owed) if trails else []
    return tuple((day, Fen(sum(trail.owed[day] for trail in trails))) for day in days)
