"""How sure a figure is: what rests on an amount or terms nobody told is an estimate."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from msgspec.structs import replace

from jiebei_desktop.domain.debts import DebtId
from jiebei_desktop.domain.standing import Stand
from jiebei_desktop.services.picture.figure import Figure, Origin

_GRADES = ("good", "fair", "rough", "none")
_CHARGED = ("cost_per_day.interest", "cost_per_day.penalty")
_OF_RATE = frozenset({"rate", "method", "periods", "penalty"})


def weakest(grades: Iterable[str]) -> str:
    """Return the lowest of several grades, good where there is none."""
    return max(grades, key=_GRADES.index, default=_GRADES[0])


def as_sure(
    figures: Iterable[Figure],
    known: Sequence[Stand],
    estimated: Mapping[DebtId, Sequence[str]],
    as_of: date,
) -> Iterator[Figure]:
    """Yield figures of debts, estimates where they rest on one; no sum is surer than its terms.

    Args:
        figures: of debts, as if every amount and term were known.
        known: the debts.
        estimated: what nobody told of each, by ``services.debts.estimates``.
        as_of: the day; what a page showed on it needs no terms.
    """
    found = {one.id: one for one in figures}
    unsure = dict[str, str]()
    for stand in known:
        for code, grade in _unsure(stand, estimated.get(stand.debt.id, ()), as_of):
            unsure[code] = weakest((grade, unsure.get(code, grade)))
    for one in found.values():
        yield _told(one, found, unsure)


def _unsure(stand: Stand, names: Sequence[str], as_of: date) -> Iterator[tuple[str, str]]:
    """Yield the figures of a debt that rest on an estimate, with the grade it leaves them."""
    if not names:
        return
    debt, page = stand.debt.id, stand.debt.balance
    guessed = "amount" in names
    grade = "rough" if guessed else "fair"
    if guessed or page is None or page.as_of != as_of:
        yield from ((f"{part}.{debt}", grade) for part in ("owed", "arrears", "aside"))
    yield f"next.{debt}", grade
    if not _OF_RATE.isdisjoint(names):
        yield f"rate.{debt}", grade
    if (guessed or not _OF_RATE.isdisjoint(names)) and stand.owed.per_day:
        yield from ((code, grade) for code in _CHARGED)


def _told(one: Figure, found: Mapping[str, Figure], unsure: Mapping[str, str]) -> Figure:
    first, _, rest = one.id.partition(".")
    own = one.id if first != "owed" else f"owed.{rest.rpartition('.')[0]}"
    terms = [_told(found[term.id], found, unsure) for term in one.terms if term.id in found]
    grades = [each.grade for each in terms if each.origin is Origin.ESTIMATE]
    grades += [unsure[own]] if own in unsure else []
    if not grades:
        return one
    return replace(one, origin=Origin.ESTIMATE, grade=weakest((one.grade, *grades)))
