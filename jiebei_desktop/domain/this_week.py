"""What cash is for until the next income, when it does not reach for everything.

The order is the one debt counsellors keep: living first, then the home, the means to work, what a
court or the law orders, what an agreement asks for, then the other lenders, relatives last. Money
is only divided here; what each claim amounts to is read elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from enum import IntEnum

from msgspec import Struct, field
from msgspec.structs import replace

from jiebei_desktop.domain.affordability import is_essential
from jiebei_desktop.domain.debts import DebtId
from jiebei_desktop.domain.money import ZERO, Fen

ARREARS = "arrears"
"""The kind of what is late."""
CASH = "cash"
"""The kind of what is paid of a debt out of cash that lies idle."""
LEAST_FOOD = 2
"""A home is set aside for only where one over this of the usual food money stays (house rule)."""


class Rank(IntEnum):
    """The order in which cash is set aside; a lower number comes first."""

    HOME = 1
    """Rent, heat and light, a home loan."""
    WORK = 2
    """Getting to work, telephone, social insurance, what is pledged and needed to earn."""
    COURT = 3
    """What a court or the law orders, by name and day."""
    AGREED = 4
    """An agreement in force: broken, it usually brings the whole debt back."""
    PLAN = 5
    """The payment of the plan, shared by the lenders that wait."""
    REST = 6
    FAMILY = 7
    LATER = 8
    """Spending that can wait."""


_RANKS: Mapping[str, Rank] = {
    "B1": Rank.HOME,
    "B2": Rank.HOME,
    "B3": Rank.WORK,
    "B4": Rank.WORK,
    "B8": Rank.WORK,
    "B10": Rank.COURT,
    "B11": Rank.COURT,
}


def rank_of(category: str) -> Rank | None:
    """Return the rank of spending by its category; None for what is living itself."""
    return _RANKS.get(category) or (None if is_essential(category) else Rank.LATER)


class Payable(Struct, frozen=True, kw_only=True):
    """One amount that wants to be paid on a day."""

    rank: Rank
    day: date
    amount: Fen
    name: str
    debt: DebtId | None = None
    kind: str = "item"
    """``item``, ``plan``, `CASH`, or why a debt asks: arrears, instalment, final, agreed…"""


class Purse(Struct, frozen=True, kw_only=True):
    """What there is, and what living takes until the next income; in fen."""

    cash: Fen
    need: Fen
    """Necessary living of those days."""
    food: Fen
    """The part of it that is food."""
    floor: Fen = ZERO
    """The local minimum standard (低保) of those days for all people; 0 where it is unknown."""

    @property
    def kept(self) -> Fen:
        """What living keeps whatever a lender says."""
        return max(self.need, self.floor)


_Place = tuple[date, Fen, str, str]


class Division(Struct, frozen=True, kw_only=True):
    """How cash is divided: ``safe`` + ``spare`` + ``aside`` = cash."""

    safe: Fen
    """What can be spent on living whatever a lender says: never more than living needs."""
    spare: Fen
    """What neither living nor a row below needs: kept for those who wait."""
    aside: Fen
    first: tuple[Payable, ...] = field(default=())
    """What is set aside for, in the order of paying."""
    held: tuple[Payable, ...] = field(default=())
    """What waits until after the income: by rank of what must not be lost, then by day."""

    def beyond(self, purse: Purse) -> Fen:
        """Return what is left over once all that is set aside for and living are paid, in fen."""
        return Fen(max(0, self.safe + self.spare - purse.kept))

    def with_held(self, more: Iterable[Payable]) -> Division:
        """Return the same with claims that wait whatever there is."""
        return replace(self, held=tuple(sorted((*self.held, *more), key=_waiting)))

    def with_paid(self, more: Sequence[Payable]) -> Division:
        """Return the same with debts paid today out of what is left over; less of them waits."""
        paid = {one.debt: int(one.amount) for one in more}
        held = list[Payable]()
        for claim in self.held:
            gone = min(claim.amount, paid.get(claim.debt, 0))
            if gone:
                paid[claim.debt] -= gone
            if gone < claim.amount:
                held.append(replace(claim, amount=Fen(claim.amount - gone)))
        out = sum(one.amount for one in more)
        spared = min(out, self.spare)  # where living needs nothing, all that is left is safe
        return replace(
            self,
            safe=Fen(self.safe - (out - spared)),
            spare=Fen(self.spare - spared),
            aside=Fen(self.aside + out),
            first=(*self.first, *more),
            held=tuple(held),
        )


class _Purse:
    """Cash while it is being divided."""

    def __init__(self, purse: Purse) -> None:
        self.kept = purse.kept
        self.left = max(ZERO, purse.cash)
        self._bread = -(-purse.food // LEAST_FOOD)
        self.first: list[Payable] = []
        self.held: list[Payable] = []

    def fits(self, asked: Sequence[Payable]) -> bool:
        """Return whether claims of one rank can be paid without touching what living keeps."""
        due = asked[0].rank is Rank.HOME and asked[0].kind != ARREARS
        stays = self._bread if due else self.kept
        return self.left - sum(one.amount for one in asked) >= stays

    def pay(self, asked: Sequence[Payable]) -> None:
        """Set aside for claims where they fit; they wait where they do not."""
        if self.fits(asked):
            self.left = Fen(self.left - sum(one.amount for one in asked))
            self.first += asked
        else:
            self.held += asked


def divided(purse: Purse, claims: Iterable[Payable]) -> Division:
    """Divide cash over what is asked for before the next income.

    Home comes first as long as half of the food money stays. Everything else, and after what falls
    due what is late of a home, which can be taken in parts, is set aside for only from what living,
    never less than the local standard, does not need. Where the other debts cannot all be paid, a
    payment of the plan is shared by them; without one as many as possible are kept, the smallest
    first, each wholly or not at all.
    """
    asked = tuple(claims)
    at = _Purse(purse)
    for claim in sorted(asked, key=lambda one: (one.rank, one.kind == ARREARS, _by_day(one))):
        if claim.rank < Rank.PLAN:
            at.pay((claim,))
    _others(at, asked)
    for claim in sorted(asked, key=_by_day):
        if claim.rank is Rank.LATER:
            at.pay((claim,))
    safe = min(at.left, at.kept) if at.kept else at.left
    return Division(
        safe=Fen(safe),
        spare=Fen(at.left - safe),
        aside=Fen(sum(claim.amount for claim in at.first)),
        first=tuple(sorted(at.first, key=lambda each: (each.rank, _by_day(each)))),
        held=tuple(sorted(at.held, key=_waiting)),
    )


def _others(at: _Purse, asked: Sequence[Payable]) -> None:
    """Pay all other debts, or the plan's payment in their place, or as many as possible."""
    others = [claim for claim in asked if claim.rank in {Rank.REST, Rank.FAMILY}]
    plan = [claim for claim in asked if claim.rank is Rank.PLAN]
    if not others:
        return
    if at.fits(others):
        at.pay(others)
    elif plan and at.fits(plan):
        at.pay(plan)
        at.held += others
    else:
        for group in _by_debt(others):
            at.pay(group)


def _by_debt(others: Iterable[Payable]) -> Sequence[tuple[Payable, ...]]:
    """Return what is paid together or not at all: relatives last, the smallest first."""
    debts: dict[tuple[Rank, str], list[Payable]] = {}
    for claim in others:
        debts.setdefault((claim.rank, claim.debt or claim.name), []).append(claim)
    groups = [tuple(group) for group in debts.values()]
    return sorted(groups, key=_by_size)


def _by_size(group: Sequence[Payable]) -> tuple[Rank, int, _Place]:
    return group[0].rank, sum(one.amount for one in group), min(map(_by_day, group))


def _by_day(claim: Payable) -> _Place:
    """The earlier day first, of one day the smaller: the order of entering decides nothing."""
    return claim.day, claim.amount, claim.name, claim.debt or ""


def _waiting(claim: Payable) -> tuple[Rank, bool, _Place]:
    """What must not be lost stands above; in each rank arrears first, then by day."""
    return claim.rank, claim.kind != ARREARS, _by_day(claim)
