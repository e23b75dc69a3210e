"""What of an open ledger can be found by name: its debts, and the figures known without a wait."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from jiebei_desktop.domain.debts import DebtId
from jiebei_desktop.services.keeping.session import Session
from jiebei_desktop.services.picture import Figure, glance, last_known, read


class Findable(Struct, frozen=True, kw_only=True):
    """Debts in the order of the ledger, and named figures of the day."""

    debts: tuple[tuple[DebtId, str], ...]
    figures: tuple[Figure, ...]
    relatives: frozenset[DebtId] = frozenset()
    """Debts to somebody close, who takes no call as lenders do."""

    def names(self) -> dict[str, str]:
        """Return the debts' names by id, as the words of a figure want them."""
        return dict(self.debts)


def findable(session: Session, as_of: date) -> Findable:
    """Return what can be found on a day; nothing is simulated for it.

    Figures are those of the picture last kept while it is still the ledger's and the day's;
    otherwise the ones that follow from debts and entries at once.
    """
    reading = read(session, as_of)
    kept = last_known(session)
    found = kept if kept is not None and kept.key == reading.key else glance(reading)
    return Findable(
        debts=tuple((debt.id, debt.name) for debt in reading.book.debts),
        relatives=frozenset(debt.id for debt in reading.book.debts if debt.is_family),
        figures=tuple(each for each in found.figures.values() if each.value is not None),
    )
