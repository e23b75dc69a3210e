"""The balance of the coming months, day by day: what is scheduled, and how far life scatters it.

The middle is deterministic: cash, plus dated items, plus the usual rest of a month spread over its
days. The fan adds the sampler's deviations from their own mean, so the mean of all futures is the
deterministic line to the fen. A negative balance is money that would be missing; no borrowing is
assumed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct

from jiebei_desktop.analysis.balances import Balances
from jiebei_desktop.analysis.cash import past_cash
from jiebei_desktop.analysis.dues import (
    Flow,
    FlowKind,
    debt_flows,
    due_day_to_ask,
    pay_day,
    plan_flows,
)
from jiebei_desktop.analysis.festival import festivals, is_festival
from jiebei_desktop.analysis.model import Model, model_of
from jiebei_desktop.analysis.prospect import Prospect, prospect
from jiebei_desktop.analysis.sampler import sample
from jiebei_desktop.analysis.undated import Usual, day_shares, usual_of, within
from jiebei_desktop.domain.debts import DebtId
from jiebei_desktop.domain.household import Book
from jiebei_desktop.domain.money import Fen, half_up_of
from jiebei_desktop.domain.months import Month, add_months
from jiebei_desktop.domain.named_items import items_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

_PATHS = 2000
_PERCENTS = (10, 25, 75, 90)
_HALF = 0.5
_BILL_DAYS = 2
"""Number of the random stream of the days on which bills come."""
_CAUSE_DAYS = 5
_CLASH_DAYS = 45


class LowPoint(Struct, frozen=True, kw_only=True):
    """The lowest balance ahead and what brings it about."""

    day: date
    amount: Fen
    cautious: Fen
    """The tenth percentile on that day."""
    cause: str
    """debt, arrears, plan, expense, festival or spending."""
    name: str
    """Of the item behind it; empty for a festival or everyday spending."""


class Clash(Struct, frozen=True, kw_only=True):
    """A due day the money does not reach, and the due day to ask for."""

    name: str
    due: date
    amount: Fen
    pay_day: int
    ask_day: int


class Forecast(Balances, frozen=True, kw_only=True):
    """Daily balances ahead with what they were worked out from."""

    low_point: LowPoint
    runway_days: int
    """Days the cash at hand covers spending and obligations without any income."""
    short_from: date | None
    """First day the expected balance is below zero."""
    clashes: tuple[Clash, ...]
    flows: tuple[Flow, ...]
    seed: int


def forecast(
    book: Book,
    as_of: date,
    months: int = 12,
    pays: Sequence[tuple[date, Fen]] | None = None,
    seed: int = 0,
    home: Prospect | None = None,
) -> Forecast:
    """Return the daily balance ahead.

    Args:
        book: the ledger's values.
        as_of: today; its balance is the first of the answer.
        months: how far ahead, 1 to 24.
        pays: what a plan pays on which days in place of the contracts of debts that can be
            negotiated; None pays every contract in full.
        seed: the same seed gives the same answer.
        home: what comes in and goes out where it is known already, answers included; None works
            it out from the ledger alone.
    """
    made = _setting(book, prospect(book, as_of) if home is None else home, months, seed)
    contracts = made.flows + debt_flows(book, as_of, made.days[-1])
    flows = contracts
    if pays is not None:
        flows = made.flows + plan_flows(made.home, made.days[-1], pays)
    return _drawn(made._replace(contracts=contracts, flows=flows))


def _setting(book: Book, home: Prospect, months: int, seed: int = 0) -> _Setting:
    """Return what a forecast is drawn from, before any lender is paid."""
    home, as_of = home.likely, home.as_of
    until = add_months(as_of, months)
    flows = within(home, items_of(book), until)
    return _Setting(
        book=book, as_of=as_of, months=months, seed=seed, home=home,
        model=model_of(home), contracts=flows, flows=flows,
        days=tuple(as_of + timedelta(days=k) for k in range((until - as_of).days + 1)),
    )  # fmt: skip


class _Setting(NamedTuple):
    """What a forecast is drawn from."""

    book: Book
    as_of: date
    months: int
    seed: int
    home: Prospect
    model: Model
    days: tuple[date, ...]
    contracts: list[Flow]
    flows: list[Flow]


def _drawn(made: _Setting) -> Forecast:
    book, as_of, days, flows = made.book, made.as_of, made.days, made.flows
    home, model = made.home, made.model
    usual = _rest(made)
    whole = _line(made, flows, usual)
    fan = _fan(days, whole, model, usual, made.seed)
    lines = [_fens(row) for row in fan]
    return Forecast(
        days=days,
        p10=lines[0],
        p25=lines[1],
        p75=lines[2],
        p90=lines[3],
        expected=whole,
        all_contracts=_line(made, made.contracts, usual),
        low_point=_low_point(days, whole, lines[0], flows),
        runway_days=home.usual_month.runway.days or 0,
        short_from=_first_below(days, whole),
        clashes=_clashes(book, flows, dict(zip(days, lines[0], strict=True)), as_of),
        flows=tuple(sorted(flows, key=lambda flow: (flow.day, flow.amount))),
        past=past_cash(book, as_of),
        seed=made.seed,
    )


def before_debts(book: Book, home: Prospect, months: int = 12) -> tuple[tuple[date, Fen], ...]:
    """Return the likely cash by day, today first, if no lender were paid; needs no simulation."""
    return _likely(_setting(book, home, months))


def under_plan(
    book: Book, home: Prospect, pays: Iterable[tuple[date, Fen]], months: int = 12
) -> tuple[tuple[date, Fen], ...]:
    """Return the likely cash by day where a plan pays beside protected debts; no simulation."""
    made = _setting(book, home, months)
    paid = plan_flows(home, made.days[-1], pays)
    return _likely(made._replace(flows=made.flows + paid))


def _likely(made: _Setting) -> tuple[tuple[date, Fen], ...]:
    return tuple(zip(made.days, _line(made, made.flows, _rest(made)), strict=True))


def _rest(made: _Setting) -> Usual:
    bills = 100 * made.model.bill_rate * made.model.bill_mean
    return usual_of(made.book, made.home, made.months, bills)


def _line(made: _Setting, flows: list[Flow], usual: Usual) -> tuple[Fen, ...]:
    """Return the expected balance at the end of each day, in fen.

    What is dated is counted to the fen beside everyday income and spending, which alone is
    rounded: a line with payments is the line without them less the payments.
    """
    dated: dict[date, int] = defaultdict(int)
    for flow in flows:
        dated[flow.day] += flow.amount
    known, everyday = int(made.home.cash), _fens(_everyday(made, usual))
    gone = accumulate(dated[day] for day in made.days)
    return tuple(Fen(known + fen + rest) for fen, rest in zip(gone, everyday, strict=True))


def _everyday(made: _Setting, usual: Usual) -> list[float]:
    """Return what came in and went out by the end of each day beside all that is dated, in fen."""
    inward, outward = day_shares(made.days, usual)
    home, model, running = made.home, made.model, Month.of(made.as_of)
    comes, goes = [*usual.income], [*usual.spending]
    festive = {month.minus(running) for month in festivals(made.as_of, made.months)}
    for place in range(len(goes)):
        ordinary = 100 * model.ordinary_at(place)
        if place in festive:
            comes[place] -= home.income_at(place) * (1 - model.festival_at(place))
            ordinary *= model.festival_spending
        goes[place] = max(0.0, goes[place] + ordinary - home.routine_at(place))
    balance, line = 0.0, list[float]()
    for day, income, spending in zip(made.days, inward, outward, strict=True):
        place = Month.of(day).minus(running)
        balance += income * comes[place]
        balance -= spending * goes[place]
        line.append(balance)
    return line


def _fan(
    days: tuple[date, ...], expected: Sequence[Fen], model: Model, usual: Usual, seed: int
) -> Floats:
    """Return the percentiles of the balance of each day, in fen."""
    import numpy as np

    scatter = deviations(days, model, usual, seed)
    scatter += np.asarray(expected)[:, None]
    return percentiles(scatter, _PERCENTS)


def percentiles(scatter: Floats, wanted: Sequence[int]) -> Floats:
    """Return percentiles of each row, (percent, row), and leave the rows in another order.

    What numpy's own function gives, to the last bit; that one reads a part of numpy (masked arrays)
    which nothing else here needs, and which takes as long as the reckoning.
    """
    import numpy as np

    last = scatter.shape[1] - 1
    places = [divmod(percent / 100 * last, 1) for percent in wanted]
    below, above = ([min(int(at) + step, last) for at, _ in places] for step in (0, 1))
    scatter.partition(sorted({*below, *above}), axis=1)
    low, high = scatter[:, below].T, scatter[:, above].T
    share = np.array([share for _, share in places])[:, None]
    gap = high - low
    found: Floats = np.where(share < _HALF, low + gap * share, high - gap * (1 - share))
    return found


def deviations(days: tuple[date, ...], model: Model, usual: Usual, seed: int) -> Floats:
    """Return how far each future's balance lies from the expected line, (day, path), mean 0."""
    import numpy as np

    first = Month.of(days[0])
    index = np.array([Month.of(day).minus(first) for day in days])
    months = int(index[-1]) + 1
    ahead = [first.plus(k) for k in range(months)]
    paths = sample(model, first, months, _PATHS, seed)
    rng = np.random.default_rng([seed, _BILL_DAYS])
    inward, outward = map(_column, day_shares(days, usual))
    income = 100 * paths.income.astype(np.float64)
    routine = 100 * paths.routine.astype(np.float64)
    known = _column(model.known_at(k) + model.fixed_at(k) for k in range(months))
    bills = 100 * (paths.other.astype(np.float64) - known)
    moves, spent = income[index], routine[index]  # copies, worked on in place: six of them are dear
    moves *= inward
    spent *= outward
    moves -= spent
    at = _column((month.first - days[0]).days for month in ahead)
    at = (at + np.floor(rng.random(bills.shape) * _column(month.days for month in ahead))).astype(
        int
    )
    inside = np.nonzero((at > 0) & (at < len(days)))  # what came by today is in the cash
    moves[at[inside], inside[1]] -= bills[inside]
    moves -= moves.mean(axis=1, keepdims=True)
    total: Floats = np.cumsum(moves, axis=0, out=moves)
    return total


def _column(values: Iterable[float]) -> Floats:
    import numpy as np

    return np.array([*values])[:, None]


def _fens(line: Iterable[float]) -> tuple[Fen, ...]:
    return tuple(half_up_of(*float(amount).as_integer_ratio()) for amount in line)


def _first_below(days: tuple[date, ...], line: tuple[Fen, ...]) -> date | None:
    return next((day for day, amount in zip(days, line, strict=True) if amount < 0), None)


def _low_point(
    days: tuple[date, ...], line: tuple[Fen, ...], cautious: tuple[Fen, ...], flows: list[Flow]
) -> LowPoint:
    """Find the lowest expected day and the largest outflow of the days before it."""
    at = min(range(len(days)), key=lambda k: line[k])
    day = days[at]
    near = [
        flow
        for flow in flows
        if flow.amount < 0 and day - timedelta(days=_CAUSE_DAYS) < flow.day <= day
    ]
    cause, name = ("festival" if is_festival(Month.of(day)) else "spending"), ""
    if near:
        largest = min(near, key=lambda flow: flow.amount)
        cause, name = largest.kind.value, largest.name
    return LowPoint(day=day, amount=line[at], cautious=cautious[at], cause=cause, name=name)


def _clashes(
    book: Book, flows: list[Flow], cautious: dict[date, Fen], as_of: date
) -> tuple[Clash, ...]:
    """Return dues of the next weeks that the cautious balance does not reach before pay-day."""
    payday = pay_day(book, as_of)
    if payday is None:
        return ()
    ask = due_day_to_ask(payday)
    found: dict[DebtId, Clash] = {}
    for flow in sorted(flows, key=lambda flow: flow.day):
        if flow.kind is not FlowKind.DEBT or flow.debt is None or flow.debt in found:
            continue
        soon = flow.day <= as_of + timedelta(days=_CLASH_DAYS)
        after = (flow.day.day - payday) % 31
        if soon and cautious[flow.day] < 0 and after > 3:  # noqa: PLR2004 - pay-day and 3 days
            found[flow.debt] = Clash(
                name=flow.name,
                due=flow.day,
                amount=Fen(-flow.amount),
                pay_day=payday,
                ask_day=ask,
            )
    return tuple(found.values())
