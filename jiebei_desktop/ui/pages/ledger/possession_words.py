"""Words of recurring items and assets."""

from __future__ import annotations

from jiebei_desktop.domain.household import AssetKind, Certainty, Every, Recurring
from jiebei_desktop.text.current import _, pgettext, texts
from jiebei_desktop.text.debts import asset_name


def every_word(every: Every) -> str:
    """Return how often something comes."""
    match every:
        case Every.WEEK:
            return pgettext("every", "Week")
        case Every.MONTH:
            return pgettext("every", "Month")
        case Every.QUARTER:
            return pgettext("every", "Quarter")
        case Every.YEAR:
            return pgettext("every", "Year")


def certainty_word(certainty: Certainty) -> str:
    """Return how sure something is."""
    match certainty:
        case Certainty.FIXED:
            return pgettext("certainty", "Fixed")
        case Certainty.EXPECTED:
            return pgettext("certainty", "Expected")
        case Certainty.ESTIMATE:
            return pgettext("certainty", "Estimate")


def asset_word(kind: AssetKind) -> str:
    """Return what an asset is."""
    return asset_name(kind.value, texts())


def weekday(number: int) -> str:
    """Return a day of the week by its ISO number."""
    words = (
        _("Monday"),
        _("Tuesday"),
        _("Wednesday"),
        _("Thursday"),
        _("Friday"),
        _("Saturday"),
        _("Sunday"),
    )
    return words[(number - 1) % 7]


def falls_on(item: Recurring) -> str:
    """Say on which day an item comes: ``每月 5 日``, ``每周一``."""
    if item.every is Every.WEEK:
        return _("Every {weekday}").format(weekday=weekday(item.day))
    words = {
        Every.MONTH: _("Every month, day {day}"),
        Every.QUARTER: _("Every quarter, day {day}"),
        Every.YEAR: _("Every year, month {month} day {day}"),
    }
    return words[item.every].format(day=item.day, month=item.start.month)
