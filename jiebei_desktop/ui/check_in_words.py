"""Words of the check-in: what each question shows, and the one thing to do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from msgspec import Struct

from jiebei_desktop.services.today.check_in import DebtAsked
from jiebei_desktop.services.today.one_thing import Thing
from jiebei_desktop.services.today.overview import Standing
from jiebei_desktop.text import formats
from jiebei_desktop.text.current import _, texts
from jiebei_desktop.text.findings import describe
from jiebei_desktop.ui.masking import Masking


class ThingWords(Struct, frozen=True, kw_only=True):
    """The one thing to do: what, why, and what the button says; no button where it is empty."""

    title: str
    text: str
    action: str = ""


def place_help(amount: str, on: date) -> str:
    """Return what was read of a place last."""
    return _("{amount} on {day}; leave empty if you do not know").format(
        amount=amount, day=formats.short_day(on, texts())
    )


def debt_help(asked: DebtAsked, masking: Masking) -> str:
    """Return what a debt asks for."""
    if asked.late_unsaid:
        return _("Past due, amount not known")
    if asked.arrears:
        return _("Past due {amount}").format(amount=masking.amount(asked.arrears))
    if asked.due is None or not asked.amount:
        return _("Owed {amount}").format(amount=masking.amount(asked.owed))
    return _("{amount} due {day}").format(
        amount=masking.amount(asked.amount), day=formats.short_day(asked.due, texts())
    )


def thing_words(thing: Thing, facts: Standing, masking: Masking) -> ThingWords:
    """Word the one thing to do."""
    return _THINGS[thing.code](thing, facts, masking)


def _day(day: date | None) -> str:
    return "" if day is None else formats.short_day(day, texts())


def _relief(thing: Thing, _facts: Standing, masking: Masking) -> ThingWords:
    text = _(
        "All that is at hand is less than the local minimum standard for these days, {amount}."
        " Ask for emergency relief (临时救助) before paying any lender."
    )
    return ThingWords(
        title=_("Call 12345 today"), text=text.format(amount=masking.whole(thing.amount))
    )


def _home(thing: Thing, _facts: Standing, _masking: Masking) -> ThingWords:
    day = None if thing.day is None else thing.day + timedelta(days=1)
    return ThingWords(
        title=_("Ask whether {name} can wait until {day}").format(name=thing.name, day=_day(day)),
        text=_("A short message today is enough; the home comes first, and asking costs nothing."),
    )


def _tell(thing: Thing, _facts: Standing, masking: Masking) -> ThingWords:
    text = _(
        "{amount} cannot be paid before the next income. Who says so before being called has the"
        " better talk."
    )
    return ThingWords(
        title=_("Tell {name} on which day you can pay what").format(name=thing.name),
        text=text.format(amount=masking.money(thing.amount)),
        action=_("Prepare the talk"),
    )


def _warning(thing: Thing, facts: Standing, masking: Masking) -> ThingWords:
    names = {debt.id: debt.name for debt in facts.book.debts}
    if thing.finding is None:
        return _rest(thing, facts, masking)
    said = describe(thing.finding, texts(), facts.rules, names)
    mask = masking.sentence
    return ThingWords(title=mask(said.title), text=mask(said.detail), action=said.action)


def _rest(_thing: Thing, _facts: Standing, _masking: Masking) -> ThingWords:
    return ThingWords(
        title=_("Nothing to do today"),
        text=_("Nothing falls due and nothing presses. Look again in a week."),
    )


_THINGS: Mapping[str, Callable[[Thing, Standing, Masking], ThingWords]] = {
    "court": lambda thing, _facts, _masking: ThingWords(
        title=_("Answer the court by {day}").format(day=_day(thing.day)),
        text=_("Before anything else; keep proof that it was sent"),
        action=_("Open the case"),
    ),
    "relief": _relief,
    "home": _home,
    "tell": _tell,
    "warning": _warning,
    "due": lambda thing, _facts, masking: ThingWords(
        title=_("Keep {amount} for {name}").format(
            amount=masking.money(thing.amount), name=thing.name
        ),
        text=_("It falls due on {day}; nothing else presses today.").format(day=_day(thing.day)),
        action=_("Open this debt"),
    ),
    "rest": _rest,
}
