"""What debts for home, work or with a pledge are asked for and paid, outside the plan's amount.

One answer stands behind the week, the lanes, calls, papers and letters: what is late of them is
paid today where the week's money makes it good, else in equal parts; interest only is asked where
their contracts take more than living leaves, or more than the cash of a day.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from jiebei_desktop.analysis.carried import Low
from jiebei_desktop.analysis.kept import BeforePlan, kept_pays
from jiebei_desktop.analysis.relief_asked import (
    ReliefAsked,
    eased_rows,
    lightens,
    paid_under,
    relief_asked,
)
from jiebei_desktop.domain.debts import DebtId
from jiebei_desktop.domain.money import ZERO, Fen
from jiebei_desktop.domain.standing import Stand, stands
from jiebei_desktop.services.picture.plan_pays import PlanWay, paid_today, soon_of


class Leeway(Struct, frozen=True, kw_only=True):
    """What protected debts are held against."""

    able: Fen = ZERO
    """Fen a month that living leaves for all of them."""
    carried: bool = True
    """Cash keeps every contract, whatever living leaves."""
    short: Low | None = None
    """What the cash of a day lacks by their contracts; None where it carries them."""
    eased: Collection[DebtId] = ()
    """Those that are asked to take interest only for a while."""

    def beside(self, kept: Iterable[Fen]) -> int:
        """Return what living leaves beside what they take by contract; below nothing it lacks."""
        left = self.able - sum(kept)
        return max(0, left) if self.carried else left


KEPT = Leeway()
"""Where every contract is kept."""


def guarded_ways(
    known: Iterable[Stand], first: date, told: BeforePlan, leeway: Leeway = KEPT
) -> Mapping[DebtId, PlanWay]:
    """Return what each of them is asked for and paid, on which days.

    Every due on its day. One that the week's money does not carry waits for the next income: where
    something is late it joins that, else it is paid on the plan's first day, as every other debt's.

    Args:
        known: the debts as they stand; those that can be negotiated are left out.
        first: the plan's earliest day.
        told: what the week does with the dues before it.
        leeway: what the contracts are held against; where living leaves too little it is the
            reason, not a day.
    """
    mine = [stand for stand in known if stand.debt.is_guarded]
    made = [made_good(stand, told) for stand in mine]
    beside = leeway.beside(_kept(stand) for stand in made)
    found = dict[DebtId, PlanWay]()
    for stand, now in zip(mine, made, strict=True):
        debt = stand.debt.id
        eased, left = debt in leeway.eased, parts_begin(stand, told, leeway.eased)
        waits = left.owed.as_of != now.owed.as_of
        able, kept = max(0, beside + _kept(now)), _kept(now)
        asked = relief_asked(
            left, eased=eased, able=able,
            put_off=now.dues[0].day if waits and now.dues else None,
            short=leeway.short if eased and kept <= able else None,
        )  # fmt: skip
        way = _way(stand, left, asked, (first, told))
        found[debt] = replace(way, soon=soon_of(first, stand.owed.as_of), deferred=waits)
    return found


def made_good(stand: Stand, told: BeforePlan) -> Stand:
    """Return a debt as it stands once this week has paid what it pays of what is late."""
    return paid_today(stand, told.cured.get(stand.debt.id, ZERO))


def parts_begin(stand: Stand, told: BeforePlan, eased: Collection[DebtId]) -> Stand:
    """Return a debt where the parts of what is late begin.

    That is today, after what this week makes good; on the next income where a due waits for that,
    which then is late, too.
    """
    now, debt = made_good(stand, told), stand.debt.id
    waits = debt in told.put_off and (now.arrears or debt in eased)
    return stands([now.debt], told.until)[0] if waits else now


def eased_by(ways: Mapping[DebtId, PlanWay], leeway: Leeway) -> frozenset[DebtId]:
    """Return who has to be asked for interest only for a while, of ways by contract.

    All where living leaves less than they take; where the cash of a day does, whom it lightens.
    """
    kept = {debt: way.relief.kept for debt, way in ways.items() if way.relief is not None}
    beside = leeway.beside(kept.values())
    if beside < 0:
        return frozenset(debt for debt, each in kept.items() if each > max(0, beside + each))
    lighter = (debt for debt, way in ways.items() if lightens(way.stand))
    return frozenset(lighter) if leeway.short is not None else frozenset()


def _kept(stand: Stand) -> Fen:
    return relief_asked(stand, eased=False, able=0).kept


def _way(stand: Stand, left: Stand, asked: ReliefAsked, begins: tuple[date, BeforePlan]) -> PlanWay:
    """Return one debt's way; ``left`` is the debt where its parts begin."""
    first, told = begins
    debt, as_of = stand.debt.id, stand.owed.as_of
    before = ((as_of, told.cured[debt]),) if debt in told.cured else ()
    way = PlanWay(stand=stand, pays=(), before=before, relief=asked)
    if left.arrears or asked.eased or debt not in told.held:
        ends = not asked.eased or asked.enough
        return replace(way, pays=paid_under(left, asked), rows=eased_rows(left, asked), ends=ends)
    kept = kept_pays(left, first, told)
    return replace(way, pays=kept.pays, late=kept.late)
