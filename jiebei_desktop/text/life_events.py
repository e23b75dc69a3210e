"""Words for what changes in a household's life."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from jiebei_desktop.domain.events import EventKind, LifeEvent
from jiebei_desktop.domain.money import ZERO, Fen
from jiebei_desktop.services.reference.life_presets import preset_of
from jiebei_desktop.text.categories import category_name
from jiebei_desktop.text.texts import Texts, Wording

_PRESETS: Wording = {
    "work_ends": lambda t: t.pgettext("life", "Work ends"),
    "wage_changes": lambda t: t.pgettext("life", "Wage changes"),
    "income_starts": lambda t: t.pgettext("life", "A new income"),
    "benefit_starts": lambda t: t.pgettext("life", "A benefit begins"),
    "benefit_ends": lambda t: t.pgettext("life", "A benefit ends"),
    "business_closed": lambda t: t.pgettext("life", "The business closes"),
    "rent_changes": lambda t: t.pgettext("life", "Rent changes"),
    "spending_starts": lambda t: t.pgettext("life", "A new fixed cost"),
    "spending_changes": lambda t: t.pgettext("life", "A cost changes"),
    "spending_ends": lambda t: t.pgettext("life", "A cost ends"),
    "not_recorded": lambda t: t.pgettext("life", "Months not written down"),
}
_ADDS = frozenset({EventKind.INCOME_STARTS, EventKind.SPENDING_STARTS})
_NAMED: Wording = {
    EventKind.INCOME_ENDS: lambda t: t.pgettext("life", "{what} ends"),
    EventKind.SPENDING_ENDS: lambda t: t.pgettext("life", "{what} ends"),
    EventKind.INCOME_CHANGES: lambda t: t.pgettext("life", "{what} changes"),
    EventKind.SPENDING_CHANGES: lambda t: t.pgettext("life", "{what} changes"),
    EventKind.INCOME_STARTS: lambda t: t.pgettext("life", "{what} begins"),
    EventKind.SPENDING_STARTS: lambda t: t.pgettext("life", "{what} begins"),
    EventKind.BUSINESS_CLOSED: lambda t: t.pgettext("life", "{what} closes"),
    EventKind.MONTHS_NOT_RECORDED: lambda t: t.pgettext("life", "{what}: not written down"),
}


def preset_name(code: str, t: Texts) -> str:
    """Return the usual name of a change."""
    return _PRESETS[code](t)


def event_title(event: LifeEvent, t: Texts) -> str:
    """Return what changes in a few words: the name it was given, else its category's."""
    preset = preset_of(event)
    if not event.name and preset.category == event.category:
        return preset_name(preset.code, t)
    what = event.name or category_name(event.category, t)
    return _NAMED[event.kind](t).format(what=what)


def which_one(event: LifeEvent, names: Iterable[str], t: Texts) -> str:
    """Ask which recurring item a change means whose name is that of none."""
    return t.gettext(
        'No recurring item is called "{name}": it counts for all of {category}. If one is meant,'
        " give it its name: {names}."
    ).format(
        name=event.name,
        category=category_name(event.category, t),
        names=t.pgettext("list", ", ").join(names),
    )


def counts_twice(item: str, debt: str, t: Texts) -> str:
    """Say of a monthly cost that it looks like the repayment of a debt."""
    return t.gettext(
        "“{item}” looks like the repayment of “{debt}”: it counts twice. If it is, leave it out."
    ).format(item=item, debt=debt)


def event_effect(event: LifeEvent, t: Texts, shown: Callable[[Fen], str]) -> str:
    """Say what a month brings or takes from then on; ``shown`` writes an amount, or hides it."""
    if event.kind is EventKind.MONTHS_NOT_RECORDED:
        return t.gettext("a gap, no zeros")
    amount = shown(event.amount or ZERO)
    return f"+{amount}" if event.kind in _ADDS else f"→ {amount}"
