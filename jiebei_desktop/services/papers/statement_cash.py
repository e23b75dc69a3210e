"""The cash ahead in a statement: the picture's plan lane, its scatter, the strains, both odds."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from jiebei_desktop.analysis.afford_value import odds_of
from jiebei_desktop.analysis.carried import lowest_from
from jiebei_desktop.analysis.dues import pay_day
from jiebei_desktop.domain.money import ZERO, Fen, yuan
from jiebei_desktop.services.formats.json_values import maybe_day
from jiebei_desktop.services.picture import LaneName

if TYPE_CHECKING:
    from jiebei_desktop.domain.debts import DebtId
    from jiebei_desktop.services.papers.statement_facts import IncomeStatement

Json = dict[str, Any]
_WEEK = 7
_SOON = 31
Fan = tuple[Fen, Fen, Fen, Fen, Fen]
"""Cash of a day in fen: 10, 25, the likely one, 75, 90 of a hundred futures."""


def odds(statement: IncomeStatement, addressee: DebtId | None = None) -> Json:
    """Return the likely cash of the plan lane, how far it scatters, and what strains do to it."""
    low = statement.picture.lanes[LaneName.PLAN].low
    first = min(
        (one.terms.rows[0].due for one in statement.debts if one.terms is not None), default=None
    )
    seen, paid = statement.picture, statement.picture.odds_paid
    amount = odds_of(seen.afford.curve, statement.payment) if statement.payment else None
    term = statement.picture.afford.first_term if statement.payment else None
    return {
        "seed": statement.picture.afford.seed,
        "paths": statement.picture.afford.paths,
        "history_months": statement.month.history,
        "late_once_12": None if amount is None else _share(amount.late_once_12),
        "broken_12": None if amount is None else _share(amount.broken_12),
        "paid": None
        if paid is None
        else {
            "payment": yuan(seen.most_paid),
            "late_once_12": _share(paid.late_once_12),
            "broken_12": _share(paid.broken_12),
        },
        "tight": statement.picture.afford.is_tight,
        "firm": paid is not None and paid.is_firm,
        "cases": _cases(statement, low.day, low.amount),
        **_lowest(statement, addressee),
        "pay_day": pay_day(statement.book, statement.as_of),
        "first_term": None if term is None else term.months,
        "first_due": maybe_day(first),
        "weeks": []
        if statement.picture["low.plan.amount"].value is None
        else [
            [day.isoformat(), *(yuan(amount) for amount in amounts)]
            for day, amounts in _shown(statement, low.day)
        ],
    }


def _lowest(statement: IncomeStatement, addressee: DebtId | None) -> Json:
    """Return the lowest likely cash and its cause; from the first instalment on as ``later``.

    Nothing where nobody said what comes in and goes out.
    """
    lane, cause = statement.picture.lanes[LaneName.PLAN], statement.forecast.low_point
    low, begins = lane.low, statement.picture.begins(addressee)
    if statement.picture["low.plan.amount"].value is None:
        unknown = dict.fromkeys(("low_day", "low", "later_day", "later"))
        return {**unknown, "low_cause": "", "low_name": "", "before_first": False}
    later, is_known = lowest_from(lane.days, begins), cause.day == lane.low.day
    return {
        "low_day": low.day.isoformat(),
        "low": yuan(low.amount),
        "low_cause": cause.cause if is_known else "",
        "low_name": cause.name if is_known else "",
        "before_first": low.amount < 0 and low.day < begins,
        "later_day": later.day.isoformat(),
        "later": yuan(later.amount),
    }


def fan(statement: IncomeStatement) -> list[tuple[date, Fan]]:
    """Return the cash of each day: the plan lane, and the forecast's scatter around it."""
    line, lane = statement.forecast, dict(statement.picture.lanes[LaneName.PLAN].days)
    found = []
    for k, day in enumerate(line.days):
        if day in lane:
            middle, moved = lane[day], lane[day] - line.expected[k]
            low, poor, good, high = (
                Fen(each[k] + moved) for each in (line.p10, line.p25, line.p75, line.p90)
            )
            found.append((day, (low, poor, middle, good, high)))
    return found


def safe_to_spend(statement: IncomeStatement) -> Fen:
    """Return what can leave today without the cautious line of a month falling below nothing."""
    return max(ZERO, min((amounts[0] for _, amounts in fan(statement)[:_SOON]), default=ZERO))


def _shown(statement: IncomeStatement, low: date) -> list[tuple[date, Fan]]:
    """Return one day a week, the lowest one, and the last: where the lanes' year ends, too."""
    days = fan(statement)
    shown = {low, *(day for day, _ in days[-1:])}
    return [pair for k, pair in enumerate(days) if k % _WEEK == 0 or pair[0] in shown]


def _cases(statement: IncomeStatement, low_day: date, low: Fen) -> list[Json]:
    """Return each strain; none makes anything better than what is expected without it."""
    if not statement.stress:
        return []
    usual, paid = statement.stress[0], statement.picture.odds_paid
    both = (usual.p_late, usual.p_break) if paid is None else (paid.late_once_12, paid.broken_12)
    found = [_case(usual.code, both, low_day, low)]
    for case in statement.stress[1:]:
        worse = (max(case.p_late, both[0]), max(case.p_break, both[1]))
        is_lower = case.low < low
        day, amount = (case.low_day, case.low) if is_lower else (low_day, low)
        found.append(_case(case.code, worse, day, amount))
    return found


def _case(code: str, shares: tuple[Decimal, Decimal], day: date, low: Fen) -> Json:
    return {
        "code": code,
        "p_late": _share(shares[0]),
        "p_break": _share(shares[1]),
        "low_day": day.isoformat(),
        "low": yuan(low),
    }


def _share(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:f}"
