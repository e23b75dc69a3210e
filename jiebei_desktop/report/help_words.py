"""What is told beside a usual month's income: from when it is, and what is not counted on."""

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


def later_income(view: View) -> Iterator[str]:
    """Yield from when on the income told comes, where the coming month's is another."""
    found = view.doc["means"]["later"]
    if found:
        words = view.t.pgettext("plan", "That income is from {since} on; {month} brings {income}.")
        yield words.format(
            since=view.month(found["since"]),
            month=view.month(found["month"]),
            income=view.money(found["income"]),
        )
