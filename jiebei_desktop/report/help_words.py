"""What is told beside a usual month: from when on it is, and what is not counted on."""

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


def later_month(view: View) -> Iterator[str]:
    """Yield from when on income and living are as told, where the coming month's are others."""
    found, t = view.doc["means"]["later"], view.t
    if found is None:
        return
    said = (
        ("income", t.pgettext("plan", "That income is from {since} on; {month} brings {amount}.")),
        ("living", t.pgettext("plan", "That living is from {since} on; {month} takes {amount}.")),
    )
    for name, words in said:
        if found[name] is not None:
            since, month = view.month(found["since"]), view.month(found["month"])
            yield words.format(since=since, month=month, amount=view.money(found[name]))


def deficit(view: View) -> str:
    """Return in which month a deficit ends by what is known, or that none is seen."""
    t, means = view.t, view.doc["means"]
    if means["recovers"] is None:
        return t.pgettext("plan", "Within the coming year I see no month in which that ends.")
    words = t.pgettext("plan", "By what is known that ends in {month}.")
    return words.format(month=view.month(means["recovers"]))
