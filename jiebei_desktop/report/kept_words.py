"""How a contract is kept that nothing is asked about, and how instalments end, in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from jiebei_desktop.report.blocks import View


def kept_words(view: View, kept: dict[str, Any]) -> str:
    """Say how a contract is kept: what is late once, then the next due; or all at once."""
    t = view.t
    if kept["whole"]:
        words = t.pgettext("letter", "On {due} I pay all that is owed, {amount}, once.")
    elif kept["late_on"]:
        words = t.pgettext(
            "letter",
            "What is late, {late}, I pay once on {late_on}. After that I keep to the contract: "
            "{amount} on {due} next.",
        )
    else:
        words = t.pgettext("letter", "I keep to the contract: {amount} on {due} next.")
    if kept["put_off"]:
        words = t.pgettext(
            "letter",
            "The money for what falls due on {put_off} comes later: I pay {late} once on "
            "{late_on}, any charge for those days included. After that I keep to the contract: "
            "{amount} on {due} next.",
        )
    return words.format(
        put_off=view.day(kept["put_off"]) if kept["put_off"] else "",
        amount=view.money(kept["due_amount"]),
        due=view.day(kept["due"]),
        late=view.money(kept["late"]),
        late_on=view.day(kept["late_on"]) if kept["late_on"] else "",
    )


def last_words(view: View, ask: dict[str, Any]) -> Iterator[str]:
    """Yield what the last instalment is where it takes the rest."""
    steps = ask.get("steps") or [{"payment": ask.get("last")}]
    if ask.get("last") not in {None, steps[-1]["payment"]}:
        words = view.t.pgettext("letter", "The last one is {amount}.")
        yield words.format(amount=view.money(ask["last"]))
