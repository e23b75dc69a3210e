"""A picture as JSON values, and back: for the command, and for the ledger that keeps the last."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from msgspec.structs import replace

from jiebei_desktop.analysis.carried import Low, Money
from jiebei_desktop.domain.debts import DebtId
from jiebei_desktop.domain.money import Fen, parse_yuan, yuan
from jiebei_desktop.domain.this_week import Payable, Rank
from jiebei_desktop.domain.timeline import TimelineStage
from jiebei_desktop.services.formats.json_values import maybe_day, maybe_yuan
from jiebei_desktop.services.picture.figure import Figure, NextDue, Origin, Rates, Term, Unit, Value
from jiebei_desktop.services.picture.lanes import CreditRecord, Lane, LaneName, Late
from jiebei_desktop.services.picture.trails import StageReached
from jiebei_desktop.services.picture.week import FIRST, HOLD, Week, WeekState

Json = dict[str, Any]


def value_json(figure: Figure) -> Any:
    """Write a value: yuan and fractions as text, days as ISO, counts as numbers."""
    match figure.value:
        case NextDue(day=day, amount=amount, kind=kind):
            return {"day": day.isoformat(), "amount": yuan(amount), "kind": kind}
        case Rates(nominal=simple, effective=compound):
            return {"nominal": fraction(simple), "effective": fraction(compound)}
        case date() as day:
            return day.isoformat()
        case Decimal() as share:
            return fraction(share)
        case int() as amount if figure.unit is Unit.MONEY:
            return yuan(amount)
        case _:
            return figure.value


def figure_json(figure: Figure) -> Json:
    """Write a figure as the command shows it."""
    return {
        "id": figure.id,
        "value": value_json(figure),
        "unit": figure.unit.value,
        "as_of": figure.as_of.isoformat(),
        "origin": figure.origin.value,
        "grade": figure.grade,
    }


def lane_json(lane: Lane) -> Json:
    """Write a lane as the command shows it; its cash is null where nobody told what there is."""
    cash = {f"d{days}": yuan(amount) for days, amount in lane.cash.items()}
    return {
        "payment": maybe_yuan(lane.payment),
        "low": _low_json(lane) if lane.told else {"day": None, "amount": None},
        "owed": {f"d{days}": yuan(amount) for days, amount in lane.owed.items()},
        "cash": cash if lane.told else dict.fromkeys(cash),
        "paid": maybe_yuan(lane.paid),
        "debt_free": maybe_day(lane.debt_free),
        "stages": [
            {"day": each.day.isoformat(), "debt": each.debt, "stage": each.stage.value}
            for each in lane.stages
        ],
        "late": None
        if lane.late is None
        else {"debt": lane.late.debt, "since": lane.late.since.isoformat()},
        "court": maybe_day(lane.court),
        "record": None if lane.record is None else {"ends": maybe_day(lane.record.ends)},
    }


def _low_json(lane: Lane) -> Json:
    return {"day": lane.low.day.isoformat(), "amount": yuan(lane.low.amount)}


def week_json(week: Week | None) -> Json | None:
    """Write the days until the next income as the command shows them; null where none is told."""
    if week is None:
        return None
    return {
        "state": week.state.value,
        "comes": week.comes,
        "until": week.until.isoformat(),
        "income": week.income,
        "known": week.known.isoformat(),
        "creditors": week.creditors,
        FIRST: [_claim_json(claim) for claim in week.first],
        HOLD: [_claim_json(claim) for claim in week.held],
    }


def _claim_json(claim: Payable) -> Json:
    return {
        "rank": claim.rank.name.lower(),
        "day": claim.day.isoformat(),
        "amount": yuan(claim.amount),
        "name": claim.name,
        "debt": claim.debt,
        "kind": claim.kind,
    }


def to_text(
    figures: Mapping[str, Figure],
    lanes: Mapping[LaneName, Lane],
    week: Week | None = None,
    beside: Mapping[str, object] | None = None,
) -> str:
    """Write figures, lanes and the week so that ``from_document`` gives the same values back.

    ``beside`` is what a page keeps with them, as JSON values; ``from_document`` passes over it.
    """
    document = {
        "figures": [
            {
                **figure_json(figure),
                "rows": figure.rows,
                "terms": [[term.id, term.sign] for term in figure.terms],
                "reason": figure.reason,
            }
            for figure in figures.values()
        ],
        "lanes": {
            lane.name.value: {
                **lane_json(replace(lane, told=True)),
                "told": lane.told,
                "days": [[day.isoformat(), amount] for day, amount in lane.days],
                "curve": [[day.isoformat(), amount] for day, amount in lane.curve],
            }
            for lane in lanes.values()
        },
        "week": week_json(week),
        "beside": dict(beside or {}),
    }
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))


def from_document(document: Json) -> tuple[dict[str, Figure], dict[LaneName, Lane], Week | None]:
    """Read the same where the text was read as JSON before."""
    figures = [_figure(each) for each in document["figures"]]
    lanes = [_lane(LaneName(name), each) for name, each in document["lanes"].items()]
    week = None if document["week"] is None else _week(document["week"])
    return {each.id: each for each in figures}, {each.name: each for each in lanes}, week


def _week(row: Json) -> Week:
    return Week(
        state=WeekState(row["state"]),
        comes=row["comes"],
        until=date.fromisoformat(row["until"]),
        income=row["income"],
        known=date.fromisoformat(row["known"]),
        creditors=row["creditors"],
        first=tuple(_claim(each) for each in row[FIRST]),
        held=tuple(_claim(each) for each in row[HOLD]),
    )


def _claim(row: Json) -> Payable:
    return Payable(
        rank=Rank[row["rank"].upper()],
        day=date.fromisoformat(row["day"]),
        amount=parse_yuan(row["amount"]),
        name=row["name"],
        debt=None if row["debt"] is None else DebtId(row["debt"]),
        kind=row["kind"],
    )


def _figure(row: Json) -> Figure:
    unit = Unit(row["unit"])
    return Figure(
        id=row["id"],
        value=None if row["value"] is None else _READERS[unit](row["value"]),
        unit=unit,
        as_of=date.fromisoformat(row["as_of"]),
        origin=Origin(row["origin"]),
        rows=row["rows"],
        grade=row["grade"],
        terms=tuple(Term(id=code, sign=sign) for code, sign in row["terms"]),
        reason=row["reason"],
    )


def _lane(name: LaneName, row: Json) -> Lane:
    low, late, record = row["low"], row["late"], row["record"]
    return Lane(
        name=name,
        payment=_fen(row["payment"]),
        low=Low(day=date.fromisoformat(low["day"]), amount=parse_yuan(low["amount"])),
        owed={int(days[1:]): parse_yuan(amount) for days, amount in row["owed"].items()},
        cash={int(days[1:]): parse_yuan(amount) for days, amount in row["cash"].items()},
        paid=_fen(row["paid"]),
        debt_free=_day(row["debt_free"]),
        stages=tuple(
            StageReached(
                day=date.fromisoformat(each["day"]),
                debt=DebtId(each["debt"]),
                stage=TimelineStage(each["stage"]),
            )
            for each in row["stages"]
        ),
        days=_line(row["days"]),
        curve=_line(row["curve"]),
        late=late and Late(debt=DebtId(late["debt"]), since=date.fromisoformat(late["since"])),
        court=_day(row["court"]),
        record=record and CreditRecord(ends=_day(record["ends"])),
        told=row["told"],
    )


def _line(points: Iterable[tuple[str, int]]) -> tuple[Money, ...]:
    return tuple((date.fromisoformat(day), Fen(amount)) for day, amount in points)


_READERS: Mapping[Unit, Callable[[Any], Value]] = {
    Unit.MONEY: parse_yuan,
    Unit.RATE: lambda row: Rates(
        nominal=Decimal(row["nominal"]), effective=Decimal(row["effective"])
    ),
    Unit.SHARE: Decimal,
    Unit.DAYS: int,
    Unit.COUNT: int,
    Unit.DAY: date.fromisoformat,
    Unit.DUE: lambda row: NextDue(
        day=date.fromisoformat(row["day"]), amount=parse_yuan(row["amount"]), kind=row["kind"]
    ),
}


def fraction(share: Decimal) -> str:
    """Write a share or rate as a plain fraction without trailing zeros."""
    text = f"{share:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _fen(text: str | None) -> Fen | None:
    return None if text is None else parse_yuan(text)
