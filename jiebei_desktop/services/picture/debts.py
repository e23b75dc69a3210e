"""What is owed and what falls due: the figures that need no look at income."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from jiebei_desktop.analysis.dues import upcoming
from jiebei_desktop.domain.accrual import Owed, current_terms, owed
from jiebei_desktop.domain.debts import Debt, DebtId, Method
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.opening import in_force
from jiebei_desktop.domain.true_rate import true_rate
from jiebei_desktop.services.picture.figure import Due, Figure, Origin, Rates, Term, Unit

SOON = 30
"""Days ahead that "due soon" looks."""
PARTS = ("principal", "interest", "penalty", "fees", "total")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stand:
    """One debt on the day, with what its contract asks for next."""

    debt: Debt
    owed: Owed
    dues: tuple[tuple[date, Fen], ...]
    """Day and amount of every payment still to come, arrears excluded, oldest first."""


def stands(debts: Iterable[Debt], as_of: date) -> tuple[Stand, ...]:
    """Reckon every debt once."""
    found = []
    for debt in debts:
        state = owed(debt, as_of)
        found.append(Stand(debt=debt, owed=state, dues=tuple(upcoming(debt, state, as_of))))
    return tuple(found)


def debt_figures(known: Sequence[Stand], as_of: date) -> Iterator[Figure]:
    """Yield what is owed in all and by debt, what falls due, and what a day costs."""
    yield from _owed(known, as_of)
    yield from _due(known, as_of)
    for stand in known:
        yield _next(stand, as_of)
        yield _rate(stand.debt, as_of)
    per_day = sum(stand.owed.per_day for stand in known)
    penalty = sum(stand.owed.per_day_penalty for stand in known)
    owing = sum(stand.owed.parts.total > 0 for stand in known)
    yield _money(
        "cost_per_day", per_day, as_of, owing, ("cost_per_day.interest", "cost_per_day.penalty")
    )
    yield _money("cost_per_day.interest", per_day - penalty, as_of, owing)
    yield _money("cost_per_day.penalty", penalty, as_of, owing)


def _owed(known: Sequence[Stand], as_of: date) -> Iterator[Figure]:
    unsure = any(stand.owed.other_order is not None for stand in known)
    grade = "fair" if unsure else "good"
    for part in PARTS:
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
        for part in PARTS:
            terms = [f"{code}.{each}" for each in PARTS[:-1]] if part == "total" else []
            amount = getattr(stand.owed.parts, part)
            yield _money(f"{code}.{part}", amount, as_of, rows, terms, grade)


def due_soon(stand: Stand, as_of: date) -> tuple[tuple[date, Fen], ...]:
    """Return what a debt asks for from the day on to thirty days later, arrears left out."""
    last = as_of + timedelta(days=SOON)
    return tuple((day, amount) for day, amount in stand.dues if as_of <= day <= last)


def _due(known: Sequence[Stand], as_of: date) -> Iterator[Figure]:
    soon = [due for stand in known for due in due_soon(stand, as_of)]
    terms = [f"next.{stand.debt.id}" for stand in known if due_soon(stand, as_of)]
    yield _money("due30.total", sum(amount for _, amount in soon), as_of, len(soon), terms)
    yield Figure(
        id="due30.count", value=len(soon), unit=Unit.COUNT, as_of=as_of, origin=Origin.STATED
    )
    late = [stand for stand in known if stand.owed.arrears]
    terms = [f"arrears.{stand.debt.id}" for stand in late]
    whole = sum(stand.owed.arrears for stand in late)
    yield _money("arrears.total", whole, as_of, len(late), terms)
    for stand in known:
        yield _money(f"arrears.{stand.debt.id}", stand.owed.arrears, as_of, 0)


def _next(stand: Stand, as_of: date) -> Figure:
    value = None
    if stand.dues:
        day, amount = stand.dues[0]
        value = Due(day=day, amount=amount, kind=_kind(stand, as_of))
    return Figure(
        id=f"next.{stand.debt.id}",
        value=value,
        unit=Unit.DUE,
        as_of=as_of,
        origin=Origin.STATED,
        reason=None if stand.dues else "nothing_due",
    )


def _kind(stand: Stand, as_of: date) -> str:
    if current_terms(stand.debt, as_of).method is Method.REVOLVING:
        return "minimum"
    if stand.debt.versions:
        return "agreed"
    return "final" if len(stand.dues) == 1 else "instalment"


def _rate(debt: Debt, as_of: date) -> Figure:
    found = true_rate(in_force(debt, as_of))
    return Figure(
        id=f"rate.{debt.id}",
        value=Rates(nominal=found.nominal, effective=found.effective),
        unit=Unit.RATE,
        as_of=as_of,
        origin=Origin.STATED,
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


def of_debt(known: Sequence[Stand], debt: DebtId) -> Stand:
    """Return the stand of one debt.

    Raises:
        KeyError: there is no such debt.
    """
    for stand in known:
        if stand.debt.id == debt:
            return stand
    raise KeyError(debt)
