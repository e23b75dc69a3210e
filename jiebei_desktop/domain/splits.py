"""One payment that was for several things: its parts are entries of their own, and repayments.

What was paid is the sum of its parts and is kept nowhere else, so whoever sums entries and
payments is right without knowing of splits. The parts share a number, and the day, direction,
counterparty and mark of the payment.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace

from jiebei_desktop.domain.categories import of_entry
from jiebei_desktop.domain.debts import DebtId
from jiebei_desktop.domain.household import Entry, EntryKind
from jiebei_desktop.domain.money import ZERO, Fen


class SplitPart(Struct, frozen=True, kw_only=True):
    """What a part of a payment was for: a category, or the debt that it repaid."""

    amount: Fen
    category: str = ""
    note: str = ""
    debt: DebtId | None = None


class SplitPayment(Struct, frozen=True, kw_only=True):
    """A payment with its parts; ``whole`` has its amount, the category and note of the first."""

    whole: Entry
    parts: tuple[SplitPart, ...]
    on_credit: bool = False
    """Whether a debt paid it, such as a card."""


class SplitProblem(Struct, frozen=True, kw_only=True):
    """Why parts are not those of a payment.

    Codes: ``nothing`` (no part has a category), ``amount`` (a part has none), ``direction`` (a
    part is of the other sign), ``category`` (not one of the payment's direction), ``debt`` (only
    what was spent of one's own money repays a debt), ``sum`` (``left`` is missing, or too much).
    """

    code: str
    place: int = 0
    """Number of the part, from 0."""
    left: Fen = ZERO
    """What no part holds; negative where the parts hold more than was paid, or was refunded."""


def undivided(entry: Entry, *, on_credit: bool = False) -> SplitPayment:
    """Return an entry that is no part as the payment that it is."""
    part = SplitPart(amount=entry.amount, category=entry.category, note=entry.note)
    return SplitPayment(whole=entry, parts=(part,), on_credit=on_credit)


def unassigned(whole: Fen, parts: Iterable[SplitPart]) -> Fen:
    """Return what no part holds of a payment, with its sign; the other one where they hold more."""
    return Fen(whole - sum(part.amount for part in parts))


def missing(whole: Fen, parts: Iterable[SplitPart]) -> Fen:
    """Return the same as an amount; negative where the parts hold more."""
    left = unassigned(whole, parts)
    return Fen(-left) if whole < 0 else left


def problem_of(payment: SplitPayment) -> SplitProblem | None:
    """Return the first thing wrong with the parts of a payment."""
    whole, parts = payment.whole, payment.parts
    allowed = of_entry(whole.kind)
    repays = whole.kind is EntryKind.EXPENSE and not payment.on_credit
    for place, part in enumerate(parts):
        if not part.amount:
            return SplitProblem(code="amount", place=place)
        if (part.amount < 0) is not (whole.amount < 0):
            return SplitProblem(code="direction", place=place)
        if part.debt is not None and (not repays or part.amount < 0):
            return SplitProblem(code="debt", place=place)
        if part.debt is None and part.category not in allowed:
            return SplitProblem(code="category", place=place)
    if all(part.debt is not None for part in parts):
        return SplitProblem(code="nothing")
    left = missing(whole.amount, parts)
    return SplitProblem(code="sum", place=len(parts) - 1, left=left) if left else None


def wholes(entries: Iterable[Entry]) -> list[Entry]:
    """Return entries with the parts of one payment in one category as one, where the first stood.

    So what looks at single entries (a large bill, a yearly item) sees what was paid, however
    finely it was split.
    """
    found: list[Entry] = []
    places: dict[tuple[int, EntryKind, str], int] = {}
    for entry in entries:
        if entry.split is None:
            found.append(entry)
            continue
        place = places.setdefault((entry.split, entry.kind, entry.category), len(found))
        if place == len(found):
            found.append(entry)
        else:
            found[place] = replace(found[place], amount=Fen(found[place].amount + entry.amount))
    return found
