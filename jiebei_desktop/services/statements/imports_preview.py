"""The rows of a file as they would be booked, for a person to look through and change."""

from __future__ import annotations

from msgspec import Struct

from jiebei_desktop.domain import categories
from jiebei_desktop.domain.household import EntryKind
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.importers.categories import Categories
from jiebei_desktop.importers.credit import Credit
from jiebei_desktop.importers.lending import ASKED, LOAN, ORDINARY, answered
from jiebei_desktop.importers.rows import Row
from jiebei_desktop.importers.verdicts import Kind, Verdict
from jiebei_desktop.importers.words import words
from jiebei_desktop.services.statements.imports_values import ImportPreview
from jiebei_desktop.storage.categories import learned
from jiebei_desktop.storage.ledger import Ledger

ENTRY = {
    Kind.INCOME: EntryKind.INCOME,
    Kind.INCOME_INTEREST: EntryKind.INCOME,
    Kind.EXPENSE: EntryKind.EXPENSE,
    Kind.REFUND: EntryKind.EXPENSE,
}
"""Kinds that become entries, and the side whose categories they can have."""
_OUT = frozenset({"支出", "支", "expense"})
_IN = frozenset({"收入", "收", "income"})


class Previewed(Struct, frozen=True, kw_only=True):
    """One row as it would be booked."""

    line: int
    day: str
    peer: str
    item: str
    fen: Fen
    """Money in positive, as far as the row tells."""
    kind: Kind
    reason: str
    category: str
    """Code of the entry it becomes; empty when it becomes none."""
    balance: Fen | None
    asked: str = ""
    """The name to answer about before the row can be booked."""
    way: str = ""
    """``in`` or ``out``, as the file tells; empty where it does not."""

    def answered(self, answer: str) -> Kind:
        """Return the kind the row has once its name is answered about: LOAN or ORDINARY."""
        comes_in = self.way == "in"
        if answer == LOAN:
            return Kind.DEBT_DRAW if comes_in else Kind.DEBT_REPAY
        return Kind.INCOME if comes_in else Kind.EXPENSE

    def with_kind(self, kind: Kind) -> str:
        """Return the category the row has as another kind: its own where that fits."""
        side = ENTRY.get(kind)
        if side is None:
            return ""
        return self.category if categories.fits(side, self.category) else categories.other(side)


def previewed(seen: ImportPreview, ledger: Ledger) -> tuple[Previewed, ...]:
    """Return the rows that are not in the ledger yet, in the order of the file."""
    suggest, credit = Categories(words(), learned(ledger)), Credit(words())
    judged = zip(seen.statement.rows, seen.statement.verdicts, strict=True)
    return tuple(
        _previewed(row, verdict, suggest, credit)
        for place, (row, verdict) in enumerate(judged)
        if place not in seen.duplicates
    )


def _previewed(row: Row, verdict: Verdict, suggest: Categories, credit: Credit) -> Previewed:
    asked = verdict.lender if verdict.reason in ASKED else ""
    plain = answered(row, verdict, ORDINARY, credit) if asked else verdict
    out = row.direction in _OUT or verdict.kind is Kind.DEBT_REPAY
    return Previewed(
        line=row.line,
        day=row.at[:10],
        peer=row.peer,
        item=row.item,
        fen=Fen(-abs(row.fen)) if out else row.fen,
        kind=verdict.kind,
        reason=verdict.reason,
        category=suggest.of(row, plain) if plain.kind in ENTRY else "",
        balance=row.balance,
        asked=asked,
        way=_way(row),
    )


def _way(row: Row) -> str:
    if not row.direction:
        return "in" if row.fen > 0 else "out"
    return "in" if row.direction in _IN else "out" if row.direction in _OUT else ""
