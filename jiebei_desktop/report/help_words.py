"""Income that comes and is not counted on, told beside the income that is."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from jiebei_desktop.report.blocks import View


def not_counted(view: View) -> Iterator[str]:
    """Yield what people close give a month, which no sum counts; nothing where they give none."""
    amount = sum(Decimal(one["amount"]) for one in view.doc["means"]["not_lasting"])
    if amount:
        words = view.t.pgettext(
            "plan",
            "The {amount} a month from people close are not counted in it: they may end any time.",
        )
        yield words.format(amount=view.money(f"{amount:.2f}"))
