"""What is owed and what falls due: the figures that need no look at income."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from msgspec.structs import replace

from jiebei_desktop.domain.debts import DebtId
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.parts import PARTS
from jiebei_desktop.domain.standing import Stand, in_force
from jiebei_desktop.domain.true_rate import TrueRate, overdue_rate, true_rate
from jiebei_desktop.services.picture.figure import (
    LATE_UNSAID,
    Figure,
    NextDue,
    Origin,
    Rates,
    Term,
    Unit,
)

ASIDE = "aside"
"""Figures of claims that stand aside are ``aside.<debt>``."""


def debt_figures(known: Sequence[Stand], as_of: date) -> Iterator[Figure]:
    """Yield what is owed in all and by debt, what falls due, and what a day costs."""
    yield from _owed(known, as_of)
    yield from _due(known, as_of)
    rates = {stand.debt.id: true_rate(in_force(stand.debt, as_of)) for stand in known}
    for stand in known:
        yield _next(stand, as_of)
        yield _rate(stand.debt.id, rates[stand.debt.id], as_of)
    yield _top_rate(known, rates, as_of)
    per_day = sum(stand.owed.per_day for stand in known)
    penalty = sum(stand.owed.per_day_penalty for stand in known)
    owing = sum(stand.owed.parts.total > 0 for stand in known)
    yield _money(
        "cost_per_day", per_day, as_of, owing, ("cost_per_day.interest", "cost_per_day.penalty")
    )
    yield _money("cost_per_day.interest", per_day - penalty, as_of, owing)
    yield _money("cost_per_day.penalty", penalty, as_of, owing)


def left_aside(figures: Iterable[str]) -> tuple[DebtId, ...]:
    """Return the debts that stand aside, read off the ids of figures."""
    mark = f"{ASIDE}."
    return tuple(DebtId(code.removeprefix(mark)) for code in figures if code.startswith(mark))


def aside_figures(
    known: Iterable[Stand], aside: Collection[DebtId], as_of: date
) -> Iterator[Figure]:
    """Yield what is owed on each claim that may be out of time, which the plan leaves aside."""
    for stand in known:
        if stand.debt.id in aside:
            total, rows = stand.owed.parts.total, len(stand.debt.payments)
            yield _money(f"{ASIDE}.{stand.debt.id}", total, as_of, rows)


def _owed(known: Sequence[Stand], as_of: date) -> Iterator[Figure]:
    unsure = any(stand.owed.other_order is not None for stand in known)
    grade = "fair" if unsure else "good"
    for part in (*PARTS, "total"):
        whole = sum(getattr(stand.owed.parts, part) for stand in known)
        terms = [f"owed.{stand.debt.id}.{part}" for stand in known]
        yield _money(f"owed.{part}", whole, as_of, len(known), terms, grade)
    charges = [f"owed.{part}" for part in ("interest", "penalty", "fees")]
    rest = sum(stand.owed.parts.total - stand.owed.parts.principal for stand in known)
    yield _money("owed.charges", rest, as_of, len(known), charges, grade)
    for stand in known:
        code = f"owed.{stand.debt.id}"
        grade = "good" if stand.owed.other_order is None else "fair"
        rows = len(stand.debt.payments)
        for part in (*PARTS, "total"):
            terms = [f"{code}.{each}" for each in PARTS] if part == "total" else []
            amount = getattr(stand.owed.parts, part)
            yield _money(f"{code}.{part}", amount, as_of, rows, terms, grade)


def _due(known: Sequence[Stand], as_of: date) -> Iterator[Figure]:
    soon = {stand.debt.id: stand.soon(as_of) for stand in known}
    terms = [f"next.{debt}" for debt, items in soon.items() if items]
    items = [each for found in soon.values() for each in found]
    yield _money("due30.total", sum(each.amount for each in items), as_of, len(items), terms)
    yield Figure(
        id="due30.count", value=len(items), unit=Unit.COUNT, as_of=as_of, origin=Origin.STATED
    )
    late = [stand for stand in known if stand.owed.is_late]
    yield _late("arrears.total", late, as_of)
    for stand in known:
        yield _late(f"arrears.{stand.debt.id}", [stand], as_of)


def _late(code: str, late: Sequence[Stand], as_of: date) -> Figure:
    """Return what is past its day; where some is by nobody knows how much, what is known of it."""
    is_sum = code == "arrears.total"
    terms = [f"arrears.{stand.debt.id}" for stand in late] if is_sum else []
    known = sum(stand.arrears for stand in late)
    figure = _money(code, known, as_of, len(late) if is_sum else 0, terms)
    if not any(stand.owed.late_unsaid for stand in late):
        return figure
    return replace(figure, value=Fen(known) if known else None, reason=LATE_UNSAID)


def _next(stand: Stand, as_of: date) -> Figure:
    value = None
    if stand.dues:
        first = stand.dues[0]
        value = NextDue(day=first.day, amount=first.amount, kind=first.kind.value)
    return Figure(
        id=f"next.{stand.debt.id}",
        value=value,
        unit=Unit.DUE,
        as_of=as_of,
        origin=Origin.STATED,
        reason=None if stand.dues else "nothing_due",
    )


def _rate(debt: DebtId, found: TrueRate, as_of: date) -> Figure:
    return Figure(
        id=f"rate.{debt}",
        value=Rates(nominal=found.nominal, effective=found.effective),
        unit=Unit.RATE,
        as_of=as_of,
        origin=Origin.STATED,
    )


def _top_rate(known: Sequence[Stand], rates: Mapping[DebtId, TrueRate], as_of: date) -> Figure:
    """Return the dearest annual rate that runs: of overdue principal where there is any."""
    running = []
    for stand in known:
        if stand.owed.parts.total > 0:
            ruling = in_force(stand.debt, as_of)
            late = overdue_rate(ruling).nominal if stand.owed.overdue_principal else Decimal(0)
            running.append((max(late, rates[stand.debt.id].nominal), stand.debt.id))
    rate, debt = max(running, key=lambda each: each[0], default=(None, None))
    return Figure(
        id="rate.top",
        value=rate,
        unit=Unit.SHARE,
        as_of=as_of,
        origin=Origin.STATED,
        terms=(Term(id=f"rate.{debt}"),) if debt else (),
        reason=None if debt else "nothing_owed",
    )


def _money(
    code: str,
    amount: int,
    as_of: date,
    rows: int,
    terms: Iterable[str] = (),
    grade: str = "good",
) -> Figure:
    return Figure(
        id=code,
        value=Fen(amount),
        unit=Unit.MONEY,
        as_of=as_of,
        origin=Origin.STATED,
        rows=rows,
        grade=grade,
        terms=tuple(Term(id=each) for each in terms),
    )
