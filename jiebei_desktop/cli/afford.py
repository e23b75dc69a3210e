"""What can be paid each month and kept: afford."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jiebei_desktop.analysis.afford_value import Affordability, CurvePoint, odds_of
from jiebei_desktop.analysis.prospect import Dated, MonthFigure
from jiebei_desktop.cli.call import Call, command, ledger_argument, seed_option
from jiebei_desktop.cli.facts import amount_or_dash, fraction, table
from jiebei_desktop.domain.money import Fen, yuan
from jiebei_desktop.services.formats.json_values import maybe_yuan
from jiebei_desktop.services.papers.statement_values import later_month, once_past
from jiebei_desktop.services.picture import Picture, picture
from jiebei_desktop.text.affording import afford_notes
from jiebei_desktop.text.figures import figure_name, origin_name, why_no_amount
from jiebei_desktop.text.formats import money, percent
from jiebei_desktop.text.texts import Texts

_NAMED = {"income": "income.usual", "routine": "living.usual", "left": "left", "cash": "cash"}
"""The figures of the picture among those behind the amounts, by label."""


@command("afford")
@ledger_argument
@seed_option
def afford_command(call: Call, ledger: Path, seed: int) -> None:
    """Say what monthly payment can be kept: floor, recommended, ceiling, and the risk of each."""
    with call.open(ledger) as session:
        seen = picture(session, call.as_of, seed)
    call.answer(_afford(seen), _afford_lines(seen, call.t))


def _told(seen: Picture) -> Iterator[tuple[MonthFigure, Fen | None]]:
    """Yield the figures behind the amounts; no amount of what nobody said."""
    for one in seen.afford.figures:
        code = _NAMED.get(one.label_code)
        yield one, one.amount if code is None else seen.money(code)


def _afford(seen: Picture) -> dict[str, Any]:
    found, odds = seen.afford, seen.afford.odds
    return {
        "history_months": found.history_months,
        "last_full_month": None if found.last_full_month is None else str(found.last_full_month),
        "grade": found.grade,
        "floor": maybe_yuan(found.floor),
        "recommended": maybe_yuan(found.recommended),
        "ceiling": maybe_yuan(found.ceiling),
        "reason": found.reason,
        "obstacle": _obstacle(found),
        "curve": [_point(one) for one in found.curve],
        "protected": yuan(found.protected),
        "left": maybe_yuan(seen.money("left")),
        "late_once_12": fraction(odds.late_once_12) if odds else None,
        "broken_12": fraction(odds.broken_12) if odds else None,
        "lean": _lean(found),
        "first_term": _first_term(found),
        "once_past": once_past(found.once_past),
        "level_shift": [
            {
                "category": one.category,
                "from": one.start.first.isoformat(),
                "before": yuan(one.before),
                "after": yuan(one.after),
                "counted": one.counted,
            }
            for one in found.level_shift
        ],
        "later": later_month(found.later),
        "large_payments": [_dated(one) for one in found.large_payments],
        **_background(seen),
    }


def _background(seen: Picture) -> dict[str, Any]:
    found = seen.afford
    return {
        "reserve": yuan(found.reserve),
        "living_floor": yuan(found.living_floor),
        "figures": [
            {
                "label": one.label_code,
                "amount": maybe_yuan(fen),
                "mark": one.mark.value,
                "shown": fraction(one.shown),
            }
            for one, fen in _told(seen)
        ],
        "seed": found.seed,
        "paths": found.paths,
    }


def _point(one: CurvePoint) -> dict[str, Any]:
    return {
        "payment": yuan(one.payment),
        "p_shortfall_12": fraction(one.p_shortfall_12),
        "p_late_once_12": fraction(one.p_late_once_12),
    }


def _lean(found: Affordability) -> dict[str, Any] | None:
    if found.lean is None:
        return None
    free = [str(month) for month in found.lean.free_months]
    return {"payment": yuan(found.lean.payment), "free_months": free}


def _first_term(found: Affordability) -> dict[str, Any] | None:
    if found.first_term is None:
        return None
    return {"months": found.first_term.months, "payment": yuan(found.first_term.payment)}


def _obstacle(found: Affordability) -> dict[str, Any] | None:
    if found.obstacle is None:
        return None
    start = found.obstacle.possible_from
    first = None if start is None else start.first.isoformat()
    return {**_dated(found.obstacle.payment), "possible_from": first}


def _dated(one: Dated) -> dict[str, Any]:
    return {
        "day": one.day.isoformat(),
        "amount": yuan(-one.amount),
        "name": one.name,
        "debt": one.debt,
    }


def _afford_lines(seen: Picture, t: Texts) -> Iterator[str]:
    found = seen.afford
    named = (
        (t.pgettext("column", "Floor"), found.floor),
        (t.pgettext("column", "Recommended"), found.recommended),
        (t.pgettext("column", "Ceiling"), found.ceiling),
    )
    heads = (
        t.pgettext("column", "A month"),
        t.pgettext("column", "Amount"),
        t.pgettext("column", "At least one late in a year"),
        t.pgettext("column", "Two running unpaid"),
    )
    rows = [(name, amount_or_dash(fen), *_risks(found, fen)) for name, fen in named]
    yield from table(heads, rows)
    if found.reason is not None:
        reason = why_no_amount(found, t)
        yield t.gettext("No payment can be recommended: {reason}").format(reason=reason)
    yield from afford_notes(found, t)
    reserve = t.gettext("Cash to keep: {amount}; months of history: {months}")
    yield reserve.format(amount=money(found.reserve), months=found.history_months)
    figures = [
        (figure_name(one.label_code, t), amount_or_dash(fen), origin_name(one, t))
        for one, fen in _told(seen)
    ]
    yield from table(
        (
            t.pgettext("column", "Figure"),
            t.pgettext("column", "Amount"),
            t.pgettext("column", "Source"),
        ),
        figures,
    )


def _risks(found: Affordability, fen: Fen | None) -> tuple[str, str]:
    """Return both odds of a payment."""
    odds = None if fen is None else odds_of(found.curve, fen)
    if odds is None:
        return "–", "–"
    return percent(odds.late_once_12, 1), percent(odds.broken_12, 1)
