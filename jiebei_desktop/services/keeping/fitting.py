"""Categories of the other direction, as versions before the first release let them be written.

An income under a category of spending counts neither as income nor as living, and no file may say
so. It becomes other income, a spending likewise, in one step whenever a ledger is opened: also
what undo has brought back. What is opened can therefore be dumped and loaded again.
"""

from __future__ import annotations

from msgspec.structs import replace

from jiebei_desktop.domain import categories
from jiebei_desktop.services.keeping.history import History
from jiebei_desktop.storage import entries, household
from jiebei_desktop.storage.ledger import Ledger
from jiebei_desktop.storage.unit_of_work import UnitOfWork


def fit_categories(ledger: Ledger, history: History) -> None:
    """Give entries and recurring items of another direction's category the "other" of their own.

    Raises:
        Trouble: the disk does not take it.
    """
    rows = ledger.misplaced()
    items = [
        one
        for one in household.RECURRING.read(ledger)
        if not categories.fits(one.kind, one.category)
    ]

    def write(work: UnitOfWork) -> None:
        for kind, ids in rows.items():
            entries.change(work, ids, {"category": categories.other(kind)})
        for one in items:
            fitting = replace(one, category=categories.other(one.kind))
            household.RECURRING.change(work, one, fitting)

    if rows or items:
        history.run("change-entries", write)
