"""How often what came lay within the forecast's fan: what its words claim."""

from __future__ import annotations

from collections.abc import Sequence

from backtest_households import Truth
from msgspec import Struct

from jiebei_desktop.analysis.forecast import Forecast, forecast
from jiebei_desktop.analysis.prospect import prospect

MONTHS = (1, 3, 6, 12)
"""Months ahead at which the fan is held against what came."""

_ROW = "| {name} | {inside} | {half} | {below} | {at_work} | {at_work_below} |"
_HEAD = _ROW.format(
    name="p10 to p90 after 1 / 3 / 6 / 12 months", inside="within", half="p25 to p75",
    below="below p10", at_work="at work: within", at_work_below="below p10",
)  # fmt: skip


class Met(Struct, frozen=True):
    """Where in the fan each of ``MONTHS`` came to lie, in one life."""

    inside: tuple[bool, ...]
    half: tuple[bool, ...]
    """Within its inner half."""
    below: tuple[bool, ...]


def meets(truth: Truth) -> tuple[Met, Met]:
    """Hold one household's forecast without a plan against its life, as it was and at work."""
    home = prospect(truth.book(), truth.as_of, truth.answers())
    fan = forecast(truth.book(), truth.as_of, pays=(), home=home)
    return _met(truth, fan, at_work=False), _met(truth, fan, at_work=True)


def _met(truth: Truth, fan: Forecast, *, at_work: bool) -> Met:
    held, came = truth.cash, []
    for place in range(truth.history, truth.history + MONTHS[-1]):
        worked = 1.0 if at_work else truth.worked[place]
        held += truth.whole[place] * worked - truth.spending[place]
        held -= truth.bills[place] + truth.obligations
        came.append(100 * held)
    last = len(fan.days) - 1
    days = [min((truth.start.plus(k - 1).last - truth.as_of).days, last) for k in MONTHS]
    pairs = [(came[k - 1], day) for k, day in zip(MONTHS, days, strict=True)]
    return Met(
        tuple(bool(fan.p10[day] <= cash <= fan.p90[day]) for cash, day in pairs),
        tuple(bool(fan.p25[day] <= cash <= fan.p75[day]) for cash, day in pairs),
        tuple(bool(cash < fan.p10[day]) for cash, day in pairs),
    )


def fan_table(truths: Sequence[Truth]) -> str:
    """Return how often the fan held as a Markdown table: in all, by kind, by months of history."""
    found = [(truth, meets(truth)) for truth in truths]
    groups = {"all": [pair for _, pair in found]}
    for truth, pair in found:
        groups.setdefault(truth.kind, []).append(pair)
    for truth, pair in sorted(found, key=lambda one: one[0].history):
        groups.setdefault(f"{truth.history} months of history", []).append(pair)
    rows = [_row(name, pairs) for name, pairs in groups.items()]
    return "\n".join([_HEAD, "|---" * 6 + "|", *rows])


def _row(name: str, pairs: Sequence[tuple[Met, Met]]) -> str:
    lived, worked = [one for one, _ in pairs], [two for _, two in pairs]
    return _ROW.format(
        name=name,
        inside=_shares([one.inside for one in lived]),
        half=_shares([one.half for one in lived]),
        below=_shares([one.below for one in lived]),
        at_work=_shares([one.inside for one in worked]),
        at_work_below=_shares([one.below for one in worked]),
    )


def shares(rows: Sequence[Sequence[bool]]) -> tuple[float, ...]:
    """Return for each of ``MONTHS`` the share of households in which something was so."""
    return tuple(sum(column) / len(rows) for column in zip(*rows, strict=True))


def _shares(rows: Sequence[Sequence[bool]]) -> str:
    return " / ".join(f"{100 * share:.0f}" for share in shares(rows)) + " %"
