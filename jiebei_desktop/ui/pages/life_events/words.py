"""Sentences of the page of changes in life: what a change does, and where it stands."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from jiebei_desktop.charts.income import IncomeSteps, Pin
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.months import Month
from jiebei_desktop.services.picture import Low
from jiebei_desktop.services.plans.life_trial import Effect, Trial
from jiebei_desktop.services.plans.life_view import LifeLine, Timeline
from jiebei_desktop.text import formats
from jiebei_desktop.text.current import _, pgettext, texts
from jiebei_desktop.text.figures import why_no_amount
from jiebei_desktop.text.life_events import event_effect, event_title, which_one
from jiebei_desktop.text.life_questions import effect_words, title_words
from jiebei_desktop.ui.masking import Masking

Shown = Callable[[Fen], str]
EARLY = 2
"""Months ahead of a change to tell the lenders."""


def title(line: LifeLine) -> str:
    """Name a change, or what is asked about."""
    if line.question is not None:
        return title_words(line.question, texts())
    return "" if line.event is None else event_title(line.event, texts())


def effect(line: LifeLine, shown: Shown) -> str:
    """Say what a month brings or takes from then on, and under it what else is known of it."""
    if line.question is not None:
        said = effect_words(line.question, texts(), shown)
    else:
        said = "" if line.event is None else event_effect(line.event, texts(), shown)
    return said if line.draft else "\n".join(filter(None, (said, _beside(line))))


def _beside(line: LifeLine) -> str:
    """Say where a change comes from, or why it does not count yet."""
    if line.draft:
        return _("being written, not saved")
    if line.question is not None:
        return _("seen in the ledger")
    hoped = line.event is not None and not line.event.confirmed
    return _("once it is certain") if hoped else ""


def days(line: LifeLine) -> str:
    """Return the day of a change, and under it the last one where it is known."""
    first = formats.dense_day(line.day)
    if line.event is None or line.event.until is None:
        return first
    return f"{first}\n– {formats.dense_day(line.event.until)}"


def state(line: LifeLine, as_of: date) -> tuple[str, str, str]:
    """Return where a change stands, as a chip: words, kind, icon."""
    event = line.event
    if line.draft:
        return _("being written"), "info", "edit"
    if event is None or line.names:
        return pgettext("life", "asked"), "caution", "clock"
    if not event.confirmed:
        return _("not counted yet"), "neutral", "minus_circle"
    if event.until is not None and event.until < as_of:
        return _("over"), "neutral", "check"
    if Month.of(event.start) <= Month.of(as_of):
        return _("in force"), "positive", "check_circle"
    return _("ahead"), "neutral", "calendar"


def pin(line: LifeLine, as_of: date) -> Pin:
    """Return the pin of a change on the chart."""
    hoped = line.event is not None and not line.event.confirmed
    kind, note = "noted", _beside(line) or state(line, as_of)[0]
    if line.draft:
        kind = "draft"
    elif line.question is not None:
        kind = "asked"
    elif hoped:
        kind = "hoped"
    return Pin(number=line.number, day=line.day, title=title(line), note=note, kind=kind)


def steps(data: Timeline, lines: tuple[LifeLine, ...]) -> IncomeSteps:
    """Return what the chart draws."""
    return IncomeSteps(
        as_of=data.as_of,
        past=data.past,
        ahead=data.ahead,
        draft=data.draft,
        living=data.living,
        pins=tuple(pin(line, data.as_of) for line in lines),
    )


def kept(found: Effect, masking: Masking) -> str:
    """Return the amount that can be kept, a dash where there is none."""
    return "—" if found.recommended is None else masking.whole(found.recommended)


def months(tried: Trial, masking: Masking) -> str:
    """Say what a month is like from the change on: income, living, what is left."""
    shown = masking.plain
    pairs = (
        (_("Income"), tried.before.income, tried.after.income),
        (pgettext("chart", "Living"), tried.before.living, tried.after.living),
        (pgettext("life", "Left"), tried.before.left, tried.after.left),
    )
    lines = [_("A month from {month} on").format(month=formats.month(tried.month, texts()))]
    for name, old, new in pairs:
        message = _("{name} {amount}") if old == new else _("{name} {before} → {after}")
        lines.append(
            message.format(name=name, amount=shown(old), before=shown(old), after=shown(new))
        )
    return "\n".join(lines)


def why(tried: Trial, masking: Masking) -> str:
    """Say why no amount can be kept with the change, and whether its name fits no item."""
    said = [which_one(tried.event, tried.names, texts())] if tried.names else []
    if tried.after.recommended is None:
        said.append(why_no_amount(tried.after.study, texts()))
    return masking.sentence("\n".join(said))


def low(tried: Trial, masking: Masking) -> str:
    """Say what becomes of the day with the least cash."""
    before, after = tried.before.low, tried.after.low
    if before is None or after is None:
        return "–"
    if before == after:
        return _("unchanged: {low}").format(low=_low(after, masking))
    return _("{before} → {after}").format(before=_low(before, masking), after=_low(after, masking))


def _low(found: Low, masking: Masking) -> str:
    message = _("{day} short {amount}") if found.amount < 0 else _("{day} about {amount}")
    return message.format(
        day=formats.day(found.day, texts()), amount=masking.whole(Fen(abs(found.amount)))
    )


def end(tried: Trial) -> str:
    """Say what becomes of the month in which all is paid."""
    before, after = _end(tried.before.debt_free), _end(tried.after.debt_free)
    if before == after:
        return _("unchanged: {end}").format(end=after)
    return _("{before} → {after}").format(before=before, after=after)


def _end(day: date | None) -> str:
    if day is None:
        return _("not with this amount")
    return formats.month(Month.of(day), texts())


def hint(tried: Trial, as_of: date) -> str:
    """Say when to tell the lenders of a change for the worse, or that a hope is not counted."""
    before, after = tried.before.recommended, tried.after.recommended
    if not tried.event.confirmed:
        return _("This is what it would do. It is not counted until it is certain.")
    if before is None or (after is not None and after >= before):
        return ""
    tell = tried.month.plus(-EARLY)
    if tell <= Month.of(as_of):
        return _("Less can be paid then: tell the lenders now, before anything is missed.")
    return _(
        "Less can be paid then: tell the lenders in {month}, before anything is missed."
    ).format(month=formats.month(tell, texts()))
