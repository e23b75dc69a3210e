"""The letter to somebody close who lent: what was agreed, what can be paid, and a slip both sign.

The amounts are those of ``jiebei ask``; a line is left only where the plan has none.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from jiebei_desktop.report.blocks import Block, View, line
from jiebei_desktop.report.kept_words import last_words
from jiebei_desktop.report.request_words import payment_words

_LINE = "____________"


def family(view: View, ask: dict[str, Any]) -> Iterator[Block]:
    """Yield plain words to a relative, and a slip both sign."""
    t = view.t
    words = t.pgettext(
        "letter", "you lent me {amount} that I have not paid back yet. I have not forgotten it."
    )
    yield line("p", words.format(amount=view.money(ask["principal"])))
    if ask["due_once"]:
        words = (
            t.pgettext(
                "letter",
                "I said I would pay it back by {day}. That day has passed, and I am sorry.",
            )
            if ask["past"]
            else t.pgettext("letter", "I said I would pay it back by {day}.")
        )
        yield line("p", words.format(day=view.day(ask["due_once"])))
    yield line("p", view.join(*_way(view, ask)))
    yield line("h2", t.pgettext("letter", "What we agree"))
    yield line("p", view.join(*_slip(view, ask)))


def _way(view: View, ask: dict[str, Any]) -> Iterator[str]:
    """Yield how it is to be paid back, by what is known of the plan."""
    t = view.t
    yield t.pgettext("letter", "I am setting my debts in order and follow a fixed plan.")
    if ask["monthly"] and ask["waits"] and ask["after"]:
        yield t.pgettext("letter", "What I can spare goes to the institutions first.")
    if ask["monthly"]:
        words = (
            t.pgettext(
                "letter", "I would like to pay you back from {day} on, {count} times: {amount}."
            )
            if len(ask["steps"]) > 1
            else t.pgettext(
                "letter",
                "I would like to pay you back {amount} a month from {day} on, {count} times.",
            )
        )
        yield words.format(
            amount=_amount(view, ask), day=view.day(ask["first"]), count=ask["months"]
        )
        if ask["frozen"] and not ask["free"]:
            yield t.pgettext("letter", "Please let no more interest run from today on.")
    elif ask["due"]:
        yield from _own_day(view, ask)
    elif ask["after"]:
        yield t.pgettext(
            "letter",
            "At present all that I can spare goes to the institutions; after them I pay you back, "
            "a little each month.",
        )
    else:
        words = t.pgettext(
            "letter",
            "At present there is no amount that I could keep. By {day} I tell you what I can pay.",
        )
        yield words.format(day=view.day(ask["review"]))
    yield t.pgettext("letter", "Is that all right with you?")


def _slip(view: View, ask: dict[str, Any]) -> Iterator[str]:
    """Yield what both sign, with the plan's amounts; a line where there are none."""
    t = view.t
    owe = (
        t.pgettext("letter", "I owe {amount}, without interest.")
        if ask["free"]
        else t.pgettext("letter", "I owe {amount} today.")
    )
    yield owe.format(amount=view.money(ask["amount"]))
    if Decimal(ask["open"]):
        words = t.pgettext(
            "letter",
            "By what was said then it would be {open} more; nothing is agreed about that here.",
        )
        yield words.format(open=view.money(ask["open"]))
    if ask["due"] and not ask["monthly"]:
        pay = t.pgettext("letter", "I pay {amount} on {day}.")
        yield pay.format(amount=view.money(ask["due_amount"]), day=view.day(ask["due"]))
    else:
        pay = (
            t.pgettext("letter", "I pay from {day} on: {amount}.")
            if len(ask["steps"]) > 1
            else t.pgettext("letter", "I pay {amount} a month from {day} on.")
        )
        amount = _amount(view, ask) if ask["monthly"] else _LINE
        yield pay.format(amount=amount, day=view.day(ask["first"]) if ask["first"] else _LINE)
    if ask["monthly"]:
        yield from last_words(view, ask)
    if not ask["free"]:
        yield t.pgettext("letter", "Interest: {interest}.").format(interest=_interest(view, ask))


def _own_day(view: View, ask: dict[str, Any]) -> Iterator[str]:
    """Yield that it is paid on the day that was said, what is late first."""
    t = view.t
    if ask["late_on"]:
        words, put_off = t.pgettext("letter", "What is late, {late}, I pay once on {late_on}."), ""
        if ask["put_off"]:
            put_off = view.day(ask["put_off"])
            words = t.pgettext(
                "letter",
                "The money for what falls due on {put_off} comes later: I pay {late} once on "
                "{late_on}.",
            )
        late, late_on = view.money(ask["late"]), view.day(ask["late_on"])
        yield words.format(late=late, late_on=late_on, put_off=put_off)
    words = t.pgettext("letter", "I pay {amount} on {day}.")
    yield words.format(amount=view.money(ask["due_amount"]), day=view.day(ask["due"]))


def _amount(view: View, ask: dict[str, Any]) -> str:
    return payment_words(view, {"steps": ask["steps"], "payment": ask["monthly"]})


def _interest(view: View, ask: dict[str, Any]) -> str:
    """Return what interest runs on under the plan; a line where it is still to be talked over."""
    t = view.t
    if not ask["monthly"]:
        return _LINE
    if ask["frozen"] or not Decimal(ask["annual_rate"]):
        return t.pgettext("letter", "none from today on")
    words = t.pgettext("letter", "{rate} a year on what is open")
    return words.format(rate=view.percent(ask["annual_rate"]))
