"""What cash beyond the reserve could pay whole today, and the interest that saves."""

from __future__ import annotations

from collections.abc import Mapping

from jiebei_desktop.analysis.carried import Money, after
from jiebei_desktop.domain.debts import DebtId
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.standing import settling
from jiebei_desktop.services.picture.figure import Rates
from jiebei_desktop.services.picture.lanes import LaneName
from jiebei_desktop.services.picture.whole import Picture


def to_settle(seen: Picture, debt: DebtId) -> Fen:
    """Return what settles a debt today, of a fresh bill without the interest so far."""
    way = seen.ways.get(debt) or seen.guarded[debt]
    return settling(way.stand.debt, way.stand.owed).total


def settles(seen: Picture, *debts: DebtId) -> bool:
    """Return whether cash pays whole debts today and every other contract, beside the reserve.

    A picture that was kept does not know: it says no.
    """
    lane, paid = seen.lanes.get(LaneName.CONTRACT), list[Money]()
    for debt in debts:
        if lane is None or debt not in lane.pays or not (whole := to_settle(seen, debt)):
            return False
        paid += [*((day, Fen(-fen)) for day, fen in lane.pays[debt]), (seen.key.as_of, whole)]
    return lane is not None and seen.spare.above(after(lane.days, paid)) is not None


def settled(seen: Picture) -> Mapping[DebtId, Fen]:
    """Return what cash could pay whole today, all together, and the interest each saves.

    The dearest first; where it saves nothing, and what guards a home or a relative lent, is left.
    """
    found = dict[DebtId, Fen]()
    if seen.carried is None:
        return found
    lane = seen.lanes[LaneName.CONTRACT]
    ways = (way for way in seen.ways.values() if not way.aside)
    mine = [way.stand.debt for way in ways if not way.stand.debt.is_family]
    rates = {debt.id: seen[f"rate.{debt.id}"].value for debt in mine if debt.id in lane.pays}
    dearest = {debt: one.nominal for debt, one in rates.items() if isinstance(one, Rates)}
    for debt in sorted(dearest, key=lambda one: (-dearest[one], one)):
        saves = sum(fen for _, fen in lane.pays[debt]) - to_settle(seen, debt)
        if saves > 0 and settles(seen, *found, debt):
            found[debt] = Fen(saves)
    return found
