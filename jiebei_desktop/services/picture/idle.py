"""Cash that lies idle: what of it is paid today before a longer term or a cut is asked for.

It comes after what is late and what the week pays, and after the reserve (decision 27). What of it
is paid is asked of nobody; the requests repay what it leaves.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from jiebei_desktop.analysis.carried import Money
from jiebei_desktop.analysis.claim import Lever, LeverKind
from jiebei_desktop.analysis.kept import BeforePlan
from jiebei_desktop.domain.debts import DebtId
from jiebei_desktop.domain.money import ZERO, Fen
from jiebei_desktop.domain.standing import Stand
from jiebei_desktop.services.picture.plan_pays import paid_today
from jiebei_desktop.services.picture.spare import Spare
from jiebei_desktop.services.picture.week import Until

if TYPE_CHECKING:
    from datetime import date

    from jiebei_desktop.analysis.ask import Asks
    from jiebei_desktop.analysis.claim import Claim

LEAST = Fen(100_000)
"""A part of a debt below this changes no request (house rule); nor does less than a month pays."""
ROUND = Fen(10_000)
"""A part of a debt is named in whole hundreds of yuan."""
_LEVERS = (
    "nothing_owed", "only_guarded", "contract_holds", "cash_carries", "family_last", "freeze",
    "cap", "instalments_interest_free", "longer_term", "lower_rate", "lump_sum", "waiver",
    "principal", "pause",
)  # fmt: skip
"""What is asked for at the most, the mildest first."""
_AFTER = _LEVERS.index("longer_term")
"""From here on idle cash is paid first."""


def idle_of(days: Sequence[Money], until: Until | None, spare: Spare) -> Fen:
    """Return what of today's cash the plan never needs in a year, beside the reserve.

    Args:
        days: likely cash of the plan's way, what is late and kept paid in it.
        until: this week's money; what it cannot tell is not idle.
        spare: what cash is held against.
    """
    low = spare.above(days)
    if low is None or until is None or not (until.told and until.fresh):
        return ZERO
    most = min(low.amount, until.purse.cash) - spare.reserve
    return Fen(max(0, min(most, until.shares.beyond(until.purse))))


class IdleCash(Struct, frozen=True, kw_only=True):
    """What can be paid today, and of what."""

    amount: Fen
    told: BeforePlan
    """What the week pays without it."""
    known: Mapping[DebtId, Stand]
    today: date

    def told_with(self, given: Mapping[DebtId, Fen]) -> BeforePlan:
        """Return what is paid before the plan with so much of each debt paid today."""
        paid = dict(self.told.paid)
        for debt, fen in given.items():
            all_paid = self.told.once(debt) + fen
            if all_paid >= self.known[debt].owed.parts.total:
                paid[debt] = ((self.today, Fen(all_paid)),)
                continue
            later = [each for each in paid.get(debt, ()) if each[0] > self.today]
            now = all_paid - sum(each for _, each in later)
            paid[debt] = ((self.today, Fen(now)), *later)
        return replace(self.told, paid=paid, held=self.told.held - given.keys())

    def left_of(self, debt: DebtId) -> Fen:
        """Return what is owed of a debt beside what the week pays."""
        return Fen(self.known[debt].owed.parts.total - self.told.once(debt))

    def late_of(self, debt: DebtId) -> Fen:
        """Return what is late of it then."""
        now = sum(fen for day, fen in self.told.paid.get(debt, ()) if day == self.today)
        return paid_today(self.known[debt], Fen(now)).arrears

    def part(self, claim: Claim, given: Mapping[DebtId, Fen], least: Fen) -> Fen:
        """Return what is paid of one more debt: all of it, or what is left in whole hundreds.

        Where some of it is asked to be dropped (charges above the line, what was never paid out)
        so much stays that there is a rest to ask that of.
        """
        left, whole = self.amount - sum(given.values()), self.left_of(claim.debt)
        dropped = claim.above + claim.withheld
        if dropped:
            left = min(left, whole - dropped - LEAST)
        if left >= whole:
            return whole
        return Fen(left // ROUND * ROUND) if left >= least else ZERO


def given_today(idle: IdleCash, asks: Asks, ask: Callable[[BeforePlan], Asks]) -> dict[DebtId, Fen]:
    """Return what is paid of each debt today so that less is asked for; nothing where none need be.

    The dearest debt first, of two as dear the smaller one; in a pause only whole ones, the smallest
    first. It ends where no longer term and no cut is asked for any more, and never asks more
    lenders, or for more, than without it.
    """
    best, given = asks, dict[DebtId, Fen]()
    paused = asks.explanation == "pause"
    least = Fen(idle.amount + 1) if paused else max(LEAST, asks.budget)
    for claim in _ranked(asks, paused=paused):
        part = idle.part(claim, given, least)
        if not part or _strength(best) < _AFTER:
            continue
        more, found = _kept_apart(idle, {**given, claim.debt: part}, ask)
        if _no_worse(found, best):
            best, given = found, more
    return given


def _kept_apart(
    idle: IdleCash, given: dict[DebtId, Fen], ask: Callable[[BeforePlan], Asks]
) -> tuple[dict[DebtId, Fen], Asks]:
    """Return what is paid, and what is asked then: of a contract that is kept only what is late."""
    found = ask(idle.told_with(given))
    kept = {
        debt for debt in given
        if found.of(debt) is None and given[debt] < idle.left_of(debt)
    }  # fmt: skip
    if not kept:
        return given, found
    less = {debt: idle.late_of(debt) if debt in kept else fen for debt, fen in given.items()}
    less = {debt: fen for debt, fen in less.items() if fen}
    return less, ask(idle.told_with(less))


def _ranked(asks: Asks, *, paused: bool) -> Iterator[Claim]:
    """Yield the lenders that are asked, in the order in which idle cash pays them."""
    mine = [asks.claim(one.debt) for one in asks.asks]

    def rank(claim: Claim) -> tuple[object, ...]:
        return (claim.total, claim.debt) if paused else (-claim.rate, claim.total, claim.debt)

    yield from (claim for claim in sorted(mine, key=rank) if not claim.family)


def _strength(asks: Asks) -> int:
    return _LEVERS.index(asks.explanation)


def _no_worse(asks: Asks, than: Asks) -> bool:
    return _strength(asks) <= _strength(than) and len(asks.asks) <= len(than.asks)


def with_levers(asks: Asks, given: Mapping[DebtId, Fen]) -> Asks:
    """Return what is asked with what is paid today named first, lender by lender."""
    named = tuple(
        replace(one, levers=(Lever(kind=LeverKind.CASH, value=given[one.debt]), *one.levers))
        if one.debt in given
        else one
        for one in asks.asks
    )
    return replace(asks, asks=named, given=dict(given))
