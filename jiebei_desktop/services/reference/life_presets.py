"""Changes in a household's life as people tell them, each with the kind of event behind it."""

from __future__ import annotations

from msgspec import Struct

from jiebei_desktop.domain.events import EventKind, LifeEvent


class Preset(Struct, frozen=True, kw_only=True):
    """One change by its usual name."""

    code: str
    kind: EventKind
    category: str = ""
    """The category it usually means; another one may be chosen."""


PRESETS = (
    Preset(code="work_ends", kind=EventKind.INCOME_ENDS, category="A1"),
    Preset(code="wage_changes", kind=EventKind.INCOME_CHANGES, category="A1"),
    Preset(code="income_starts", kind=EventKind.INCOME_STARTS, category="A1"),
    Preset(code="benefit_starts", kind=EventKind.INCOME_STARTS, category="A7"),
    Preset(code="benefit_ends", kind=EventKind.INCOME_ENDS, category="A7"),
    Preset(code="business_closed", kind=EventKind.BUSINESS_CLOSED),
    Preset(code="rent_changes", kind=EventKind.SPENDING_CHANGES, category="B1"),
    Preset(code="spending_starts", kind=EventKind.SPENDING_STARTS, category="B12"),
    Preset(code="spending_changes", kind=EventKind.SPENDING_CHANGES, category="C1"),
    Preset(code="spending_ends", kind=EventKind.SPENDING_ENDS, category="B12"),
    Preset(code="not_recorded", kind=EventKind.MONTHS_NOT_RECORDED),
)
"""In the order they are offered."""


def preset_of(event: LifeEvent) -> Preset:
    """Return the preset that tells an event best: of its category, else the first of its kind."""
    same = [preset for preset in PRESETS if preset.kind is event.kind]
    return next((preset for preset in same if preset.category == event.category), same[0])
