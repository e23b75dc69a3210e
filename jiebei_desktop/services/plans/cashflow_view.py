"""What the cash-flow page shows: months behind, categories, the fan ahead, the next thirty days."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

from msgspec import Struct

from jiebei_desktop.domain.household import Book, EntryKind
from jiebei_desktop.domain.money import Fen, half_up
from jiebei_desktop.domain.months import Month
from jiebei_desktop.services.picture import home_of, picture_of, read
from jiebei_desktop.services.picture.reading import OfReading

if TYPE_CHECKING:
    from jiebei_desktop.analysis.forecast import Clash, Forecast
    from jiebei_desktop.analysis.prospect import Prospect
    from jiebei_desktop.services.keeping.session import Session

SPANS = (6, 12, 24)
"""Months behind that can be looked at."""
STRIP_DAYS = 30
UNEXPLAINED = "unexplained"
"""Money that left the accounts without an entry; it counts as living."""
ASSUMED = "assumed"
"""What stands in for spending that is hardly recorded, beyond what is."""
ORDERED = "B10"


class FlowMonth(Struct, frozen=True, kw_only=True):
    """One month: what came in, what living cost, what went to lenders, in fen."""

    month: Month
    income: Fen
    living: Fen
    repaid: Fen


class Share(Struct, frozen=True, kw_only=True):
    """What one category, or one thing beside them, takes of a usual month's living."""

    code: str
    """A code of the closed list, UNEXPLAINED or ASSUMED."""
    amount: Fen


class CashflowFacts(OfReading, frozen=True, kw_only=True):
    """What is known without simulating."""

    months: tuple[FlowMonth, ...]
    """The months of the span that lie in the ledger, the running one last."""
    shares: tuple[Share, ...]
    """Largest first."""
    home: Prospect
    """What comes in and goes out of all the months that count for what can be kept."""

    @property
    def living(self) -> Fen:
        """Return what a usual month of living costs."""
        return self.home.living_usual

    @property
    def unexplained(self) -> Fen:
        """Return what leaves the accounts a month without an entry."""
        return self.home.unexplained

    @property
    def empty(self) -> bool:
        """Return whether there is nothing to add up in the span or ahead."""
        since = self.months[0].month.first
        dated = any(entry.date >= since for entry in self.book.entries)
        return not dated and not self.book.recurring


class DayFlow(Struct, frozen=True, kw_only=True):
    """One dated amount of the next days; money out is negative."""

    day: date
    amount: Fen
    kind: str
    """income, expense, debt or arrears."""
    name: str


class StripDay(Struct, frozen=True, kw_only=True):
    """One day of the strip with all that falls on it."""

    day: date
    flows: tuple[DayFlow, ...]

    @property
    def kind(self) -> str:
        """Return the most pressing kind of the day, empty for a day without flows."""
        kinds = {flow.kind for flow in self.flows}
        return next((k for k in ("arrears", "debt", "income", "expense") if k in kinds), "")


class CashAhead(Struct, frozen=True, kw_only=True):
    """The months ahead, by simulation."""

    forecast: Forecast
    payment: Fen | None
    """What the plan pays in its first month, which the fan is drawn with; None without a plan."""
    target: Fen
    """Cash to keep."""
    target_days: int
    per_day: Fen
    """What a day of living and fixed obligations costs."""
    reached: date | None
    """First day the likely balance holds the cash to keep."""
    strip: tuple[StripDay, ...]
    clashes: tuple[Clash, ...]
    """Contract due days the money does not reach."""


def facts(session: Session, as_of: date, span: int = 12) -> CashflowFacts:
    """Read what the page shows of the past.

    Args:
        session: the open ledger.
        as_of: today.
        span: how many months behind, the running one included.
    """
    reading = read(session, as_of)
    home = home_of(reading)
    return CashflowFacts(
        months=flow_months(reading.book, as_of, span),
        shares=shares_of(home),
        reading=reading,
        home=home,
    )


def shares_of(home: Prospect) -> tuple[Share, ...]:
    """Return what a usual month's living consists of, largest first; the sum is all of it."""
    place = home.usual_place
    found = [
        Share(code=one.category, amount=one.at(place))
        for one in home.streams
        if one.kind is EntryKind.EXPENSE
    ]
    rest = home.routine_at(place) - sum(share.amount for share in found)
    found += [
        Share(code=ORDERED, amount=home.ordered),
        Share(code=UNEXPLAINED, amount=home.unexplained),
        Share(code=ASSUMED, amount=Fen(rest)),
    ]
    return tuple(sorted((each for each in found if each.amount), key=lambda each: -each.amount))


def flow_months(book: Book, as_of: date, span: int) -> tuple[FlowMonth, ...]:
    """Return income, living and repayments of the last months, from the first known one on."""
    this = Month.of(as_of)
    sums: dict[tuple[Month, str], int] = defaultdict(int)
    for entry in book.entries:
        if entry.date <= as_of:
            side = "in" if entry.kind is EntryKind.INCOME else "out"
            sums[Month.of(entry.date), side] += entry.amount
    for debt in book.debts:
        for payment in debt.payments:
            if payment.date <= as_of:
                sums[Month.of(payment.date), "repaid"] += payment.amount
    first = max(this.plus(1 - span), min((month for month, _ in sums), default=this))
    return tuple(
        FlowMonth(
            month=month,
            income=Fen(sums[month, "in"]),
            living=Fen(sums[month, "out"]),
            repaid=Fen(sums[month, "repaid"]),
        )
        for month in (first.plus(k) for k in range(this.minus(first) + 1))
    )


def ahead(known: CashflowFacts) -> CashAhead:
    """Simulate the year ahead; pure, so it may run beside the ledger."""
    from jiebei_desktop.analysis.forecast import forecast
    from jiebei_desktop.analysis.priors import RESERVE_DAYS

    book, as_of, home = known.book, known.as_of, known.home
    seen = picture_of(known.reading)
    means, payment = seen.afford, seen.money("lane.plan.payment")
    year = forecast(book, as_of, pays=seen.plan_pays, home=seen.as_paid(home))
    contracts = forecast(book, as_of, months=2, home=home)
    pairs = zip(year.days, year.expected, strict=True)
    return CashAhead(
        forecast=year,
        payment=payment,
        target=means.reserve,
        target_days=RESERVE_DAYS,
        per_day=half_up(Fraction(means.reserve, RESERVE_DAYS)),
        reached=next((day for day, cash in pairs if cash >= means.reserve), None),
        strip=_strip(contracts, as_of),
        clashes=contracts.clashes,
    )


def _strip(contracts: Forecast, as_of: date) -> tuple[StripDay, ...]:
    """Return the next thirty days with what the contracts and recurring items bring."""
    found: dict[date, list[DayFlow]] = defaultdict(list)
    for flow in contracts.flows:
        found[flow.day].append(
            DayFlow(day=flow.day, amount=flow.amount, kind=flow.kind.value, name=flow.name)
        )
    days = (as_of + timedelta(days=k) for k in range(STRIP_DAYS))
    return tuple(StripDay(day=day, flows=tuple(found[day])) for day in days)
