"""What becomes of a debt before its instalments begin, in words: what is paid, what is not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from jiebei_desktop.report.blocks import View


def before_words(view: View, plan: dict[str, Any]) -> Iterator[str]:
    """Yield what is paid before the instalments, which repay the rest: by contract, or cash."""
    t = view.t
    for paid in plan["before_plan"]:
        words = (
            t.pgettext(
                "plan",
                "Once you have confirmed all of this in writing I pay {amount} in one sum, out of "
                "cash that living does not need.",
            )
            if paid["from"] == "cash"
            else t.pgettext("plan", "By the contract I still pay {amount} on {day}.")
        )
        yield words.format(amount=view.money(paid["amount"]), day=view.day(paid["day"]))


def unpaid_words(view: View, plan: dict[str, Any]) -> Iterator[str]:
    """Yield what the contract asks for before the instalments and is not paid on its day."""
    found, t = plan["unpaid_before"], view.t
    if found is None:
        return
    words = (
        t.pgettext(
            "plan",
            "The {amount} that the contract asks for on {day} I cannot pay on that day; it is in "
            "these instalments.",
        )
        if found["day"] == found["until"]
        else t.pgettext(
            "plan",
            "The {amount} that the contract asks for from {day} to {until} I cannot pay on its "
            "days; it is in these instalments.",
        )
    )
    yield words.format(
        amount=view.money(found["amount"]), day=view.day(found["day"]),
        until=view.day(found["until"]),
    )  # fmt: skip
