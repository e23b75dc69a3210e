"""The whole picture, in stages: cheap figures first, the simulation last."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import chain
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from jiebei_desktop.analysis.afford_value import Odds
from jiebei_desktop.analysis.carried import Low, Money, lowest_from
from jiebei_desktop.analysis.prospect.protected import paid_as
from jiebei_desktop.domain.debts import DebtId
from jiebei_desktop.domain.money import ZERO, Fen
from jiebei_desktop.domain.standing import Stand, stands
from jiebei_desktop.services.cases.limitation import standing_aside
from jiebei_desktop.services.picture import affording
from jiebei_desktop.services.picture.certainty import as_sure, weakest
from jiebei_desktop.services.picture.debts import aside_figures, debt_figures, left_aside
from jiebei_desktop.services.picture.figure import (
    Figure,
    Origin,
    Unit,
    Value,
    estimate,
    says_the_same,
)
from jiebei_desktop.services.picture.lanes import Lane, LaneName, lanes
from jiebei_desktop.services.picture.means import afford_figures, home_of, means_figures, untold
from jiebei_desktop.services.picture.plan_odds import (
    BROKEN,
    LATE,
    paid_figures,
    plan_payment,
    raised_from,
    usual_most,
)
from jiebei_desktop.services.picture.plan_pays import PlanWay, aside_ways, first_payments
from jiebei_desktop.services.picture.promised import Promised, promised
from jiebei_desktop.services.picture.reading import Key, Reading, key_of, read
from jiebei_desktop.services.picture.spare import UNKNOWN, UNKNOWN_INCOME, Spare, spare_of
from jiebei_desktop.services.picture.week import FirstPayment, Week, week_of

if TYPE_CHECKING:
    from jiebei_desktop.analysis.afford_value import Affordability, OncePast
    from jiebei_desktop.analysis.ask import Asks
    from jiebei_desktop.analysis.prospect import Prospect
    from jiebei_desktop.analysis.relief import ReliefKind
    from jiebei_desktop.services.keeping.session import Session


_BESIDE = frozenset({"simulated", "asks", "ways", "guarded", "spare"})
"""What only a picture just reckoned has."""


class Picture(Struct, frozen=True, kw_only=True):
    """Every named figure of a household on one day, and three ways from there."""

    key: Key
    figures: Mapping[str, Figure]
    """By id, in the order in which they are told."""
    lanes: Mapping[LaneName, Lane] = field(default_factory=dict)
    """Empty in a glance."""
    week: Week | None = None
    """The days until the next income; None in a glance, and where cash was never read."""
    simulated: Affordability | None = None
    """What the amounts were read from; None in a glance and in a picture that was kept."""
    asks: Asks | None = None
    """What lenders are asked for within the plan's payment, a pause without one; None as above."""
    ways: Mapping[DebtId, PlanWay] = field(default_factory=dict)
    """What the plan pays each negotiable debt; empty as above."""
    guarded: Mapping[DebtId, PlanWay] = field(default_factory=dict)
    """What debts for home, work or with a pledge are paid beside it; empty as above."""
    spare: Spare = UNKNOWN
    """What the likely cash is held against; nothing is known of it as above."""

    def __eq__(self, other: object) -> bool:
        """Whether another says the same; what a kept picture is without is not looked at."""
        return says_the_same(self, other, beside=_BESIDE)

    def __hash__(self) -> int:
        return hash(self.key)

    @property
    def afford(self) -> Affordability:
        """What the amounts were read from, with the risk of every other amount.

        Raises:
            LookupError: a glance and a picture that was kept have none.
        """
        if self.simulated is None:
            raise LookupError(self.key)
        return self.simulated

    @property
    def asked(self) -> Asks:
        """What lenders are asked for within the plan's payment.

        Raises:
            LookupError: a glance and a picture that was kept have none.
        """
        if self.asks is None:
            raise LookupError(self.key)
        return self.asks

    @property
    def relief_asked(self) -> Mapping[DebtId, frozenset[ReliefKind]]:
        """What debts for home, work or with a pledge are asked for; none of who told nothing."""
        if not self.asked.told:
            return {}
        ways = ((debt, way.relief) for debt, way in self.guarded.items())
        return {debt: relief.kinds for debt, relief in ways if relief is not None}

    def begins(self, debt: DebtId | None) -> date:
        """Return from when missing cash is a promise's doing: the plan's, or a guarded debt's."""
        way = None if debt is None else self.guarded.get(debt)
        return min([self.asked.first, *(day for day, _ in (way.all[:1] if way else ()))])

    @property
    def short_from(self) -> date | None:
        """First day on which paying by contract leaves no cash; None where it always does.

        Cash that is missing before anybody is paid is not the contracts' doing. None also where
        nothing is known of cash.
        """
        if self["low.contract.amount"].value is None:
            return None
        lane = self.lanes[LaneName.CONTRACT]
        paid = min((on for way in lane.pays.values() for on, _ in way), default=date.max)
        return next((day for day, left in lane.days if left < 0 and day >= paid), None)

    @property
    def short_by_contract(self) -> Fen:
        """What is missing on the leanest day from that one on; 0 where nothing is."""
        if (first := self.short_from) is None:
            return ZERO
        return lowest_from(self.lanes[LaneName.CONTRACT].days, first).short

    @property
    def aside(self) -> tuple[DebtId, ...]:
        """Debts whose claim may be out of time: the plan pays and asks nothing."""
        return left_aside(self.figures)

    @property
    def over_ceiling(self) -> Fen:
        """By how much the user's own amount lies above what can be kept; 0 where it does not.

        Where nothing is known of income, or only long ago, there is nothing to hold it against.
        """
        known = self.figures.get("afford.ceiling")
        own = self.figures.get("plan.payment")
        if known is None or own is None or own.origin is not Origin.STATED:
            return ZERO
        if self.figures["afford.recommended"].reason in UNKNOWN_INCOME:
            return ZERO
        amount = self.money("plan.payment") or ZERO
        return Fen(max(0, amount - (self.money("afford.ceiling") or ZERO)))

    @property
    def raised_from(self) -> Fen | None:
        """The recommended amount where the plan pays more so that principal stays whole."""
        return raised_from(self.figures)

    @property
    def carried(self) -> Low | None:
        """The lowest likely cash of a year by the contracts, where it stays above the reserve.

        What is late is paid today in it. None where the reserve is touched, and where cash, income
        or living is not known well enough to say so.
        """
        lane = self.lanes.get(LaneName.CONTRACT)
        stands = (way.stand for way in self.ways.values() if not way.aside)
        return None if lane is None else self.spare.carries(lane.days, stands)

    @property
    def idle(self) -> Fen:
        """What of today's cash neither the plan nor the reserve needs in a year."""
        found = self.figures.get("idle")
        return ZERO if found is None or not isinstance(found.value, int) else Fen(found.value)

    @property
    def kept_by_cash(self) -> bool:
        """Whether nobody is asked because cash keeps the contracts, not the amount."""
        return self.asks is not None and self.asks.by_cash

    @property
    def waits_for(self) -> OncePast | None:
        """The large payment after which the plan pays more; None where no such is in its way."""
        rises = self.asks is not None and self.asks.amount.months > 0
        return self.afford.once_past if rises else None

    @property
    def odds_paid(self) -> Odds | None:
        """Both odds of what the plan really pays; None where they are not known."""
        late, broken = self[LATE].value, self[BROKEN].value
        if not isinstance(late, Decimal) or not isinstance(broken, Decimal):
            return None
        return Odds(late_once_12=late, broken_12=broken)

    @property
    def most_paid(self) -> Fen:
        """The most the plan pays in two or more coming months, which those odds are of."""
        return usual_most(self.plan_pays, self.key.as_of)

    @property
    def plan_pays(self) -> tuple[Money, ...]:
        """Return what the plan pays on which days to debts that can be negotiated."""
        return _leaves(self.ways)

    def as_paid(self, home: Prospect) -> Prospect:
        """Return a household's prospect with guarded debts paid as the plan pays them."""
        return paid_as(home, {debt: way.all for debt, way in self.guarded.items() if way.moved})

    def __getitem__(self, code: str) -> Figure:
        return self.figures[code]

    def money(self, code: str) -> Fen | None:
        """Return an amount in fen, None where there is none.

        Raises:
            KeyError: there is no such figure.
        """
        value = self.figures[code].value
        return Fen(value) if isinstance(value, int) else None

    @property
    def late_unsaid(self) -> bool:
        """Say whether a debt is late by nobody knows how much: no sum of what is late holds it."""
        return self.figures["arrears.total"].reason is not None

    def amount(self, code: str) -> Fen:
        """Return an amount that every picture has.

        Raises:
            KeyError: there is no such figure, or it has no value.
        """
        found = self.money(code)
        if found is None:
            raise KeyError(code)
        return found


def picture(session: Session, as_of: date, seed: int = 0) -> Picture:
    """Return the picture of a day; the same ledger, day, seed and rules are reckoned once."""
    key = key_of(session, as_of, seed)
    return session.memo.of(key, lambda: _reckoned(read(session, as_of, seed)))


def glance(reading: Reading) -> Picture:
    """Return the figures that need no simulation: what is owed and due, the usual month."""
    known = stands(reading.book.debts, reading.as_of)
    figures = [*_exact(reading, known), *means_figures(reading, home_of(reading))]
    return Picture(key=reading.key, figures={figure.id: figure for figure in figures})


def _exact(reading: Reading, known: Sequence[Stand]) -> Iterator[Figure]:
    """Yield what needs no look at income."""
    states = ((stand.debt, stand.owed) for stand in known)
    aside = standing_aside(states, reading.noted, reading.rules)
    told = debt_figures(known, reading.as_of), aside_figures(known, aside, reading.as_of)
    yield from as_sure(chain(*told), known, reading.estimated, reading.as_of)


def picture_of(reading: Reading) -> Picture:
    """Return the picture of what was read; pure, so it may run beside the ledger."""
    return reading.memo.of(reading.key, lambda: _reckoned(reading))


def _reckoned(reading: Reading) -> Picture:
    if reading.before is not None:
        raise LookupError(reading.key)
    known, home = stands(reading.book.debts, reading.as_of), home_of(reading)
    figures = [*_exact(reading, known), *means_figures(reading, home)]
    found = affording.assessed(home, reading.key.seed)
    figures += afford_figures(found, reading.as_of)
    plan = reading.chosen if reading.chosen is not None else found.offer
    named = {figure.id: figure for figure in figures}
    return _led(reading, (known, home), named, found, plan)


def at_payment(
    reading: Reading, payment: Fen | None, *, capitalise: bool = False, named: bool = False
) -> Picture:
    """Return the picture if the plan paid another amount a month; no future is drawn anew.

    It is a trial: nothing keeps it, and the figures of the day are those of the picture itself.

    Args:
        reading: the ledger's values on a day.
        payment: fen a month.
        capitalise: charges due so far become principal because the lender demands it.
        named: the amount alone rules, whatever contracts the cash would keep.
    """
    found = picture_of(reading)
    same = found.money("plan.payment") == payment and not (named and found.kept_by_cash)
    if same and not capitalise:
        return found
    means = reading.means if same else replace(reading.means, chosen=payment)
    tried = replace(reading, means=means, capitalise=capitalise)
    known, home = stands(reading.book.debts, reading.as_of), home_of(reading)
    kept = {code: each for code, each in found.figures.items() if not code.startswith("week.")}
    return _led(tried, (known, home), kept, found.afford, payment)


def _led(
    reading: Reading,
    stands_and_home: tuple[tuple[Stand, ...], Prospect],
    figures: Mapping[str, Figure],
    found: Affordability,
    plan: Fen | None,
) -> Picture:
    """Return a picture of figures with the three ways from there, and what they say in figures."""
    from jiebei_desktop.analysis.forecast import before_debts

    every, home = stands_and_home
    aside = left_aside(figures)
    known = [each for each in every if each.debt.id not in aside]
    if not any(each.owed.parts.total and not each.debt.is_guarded for each in known):
        plan = None  # nobody is left for a plan to pay
    before = before_debts(reading.book, home)
    amount = affording.asked_within(found, plan, own=reading.chosen is not None)
    one = promised(reading, (known, home), amount, before, spare := spare_of(reading, home))
    plan = None if plan is None or one.put_off else one.asks.budget
    pays = {**one.pays, **aside_ways(every, aside)}
    ends = ZERO if plan is None and one.asks.carried else plan
    followed = lanes(every, before, ends, pays, one.guarded, record_years(reading))
    ways = tuple(replace(lane, told=reading.untold is None) for lane in followed)
    week, about = week_of(home, one.until, _first_payment(one))
    grade = weakest((home.grade, figures["owed.total"].grade))
    paid = plan_payment(plan, reading.as_of, found.grade, own=reading.chosen is not None)
    said = [paid, *_lanes_said(reading, ways, grade), *about]
    said.append(_idle(reading, one.idle, found.grade))
    said += paid_figures(found, _leaves(pays), reading.as_of, by_cash=one.asks.by_cash)
    return Picture(
        key=reading.key,
        figures={**figures, **{figure.id: figure for figure in said}},
        lanes={lane.name: lane for lane in ways},
        week=week,
        simulated=found,
        asks=one.asks,
        ways=pays,
        guarded=one.guarded,
        spare=spare,
    )


def _idle(reading: Reading, idle: Fen, grade: str) -> Figure:
    value, why = (None, reading.untold) if reading.untold else (idle, None)
    return estimate("idle", value, Unit.MONEY, as_of=reading.as_of, grade=grade, reason=why)


def _first_payment(one: Promised) -> FirstPayment:
    rows = frozenset(debt for debt, way in one.pays.items() if way.rows)
    first = one.asks.first
    return FirstPayment(day=first, asked=first_payments(one.pays, first), instalments=rows)


def _leaves(ways: Mapping[DebtId, PlanWay]) -> tuple[Money, ...]:
    return tuple(sorted(chain.from_iterable(way.all for way in ways.values())))


def record_years(reading: Reading) -> int:
    """Return the years a credit record keeps arrears after their end, by the rule data."""
    return int(reading.rules.number("credit_5y", "years"))


def _lanes_said(reading: Reading, ways: Iterable[Lane], grade: str) -> Iterator[Figure]:
    """Yield what the lanes say; of cash nothing where nobody said what there is and comes."""
    why = reading.untold
    for one in lane_figures(ways, reading.as_of, grade):
        of_cash = one.id.startswith("low.") or one.how == "lane.cash"
        yield untold(one, why) if of_cash and why else one


def lane_figures(ways: Iterable[Lane], as_of: date, grade: str) -> Iterator[Figure]:
    """Yield what each lane says in a figure: its lowest cash, its end, and where it stands when.

    None is surer than the ``grade`` of what is owed and of what comes in and goes out.
    """
    for lane in ways:
        record = None if lane.record is None else lane.record.ends
        goes_on = "still_late" if lane.record is not None else "never_late"
        values: list[tuple[str, Value, Unit, str]] = [
            (f"low.{lane.name}.day", lane.low.day, Unit.DAY, ""),
            (f"low.{lane.name}.amount", lane.low.amount, Unit.MONEY, ""),
            (f"debt_free.{lane.name}", lane.debt_free, Unit.DAY, "never_ends"),
            (f"lane.{lane.name}.payment", lane.payment, Unit.MONEY, "no_amount"),
            (f"lane.{lane.name}.court", lane.court, Unit.DAY, "not_in_a_year"),
            (f"lane.{lane.name}.record", record, Unit.DAY, goes_on),
            *((f"lane.{lane.name}.owed.d{n}", fen, Unit.MONEY, "") for n, fen in lane.owed.items()),
            *((f"lane.{lane.name}.cash.d{n}", fen, Unit.MONEY, "") for n, fen in lane.cash.items()),
        ]
        for code, value, unit, reason in values:
            yield estimate(code, value, unit, as_of=as_of, grade=grade, reason=reason)
