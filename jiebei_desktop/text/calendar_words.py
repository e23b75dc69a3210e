"""Words of a calendar file: what is due on a day, in full or so that nobody else learns of it."""

from __future__ import annotations

from collections.abc import Iterable

from jiebei_desktop.domain.reminders import CalendarEvent
from jiebei_desktop.services.negotiation.calendar_view import CalendarDay
from jiebei_desktop.text import formats
from jiebei_desktop.text.texts import Texts


def day_words(day: CalendarDay, t: Texts, *, discreet: bool) -> str:
    """Return what a calendar shows for a day; ``discreet`` tells neither name nor amount."""
    if discreet:
        return t.gettext("Look into the notebook")
    text = _matter(day, t)
    if day.amount is not None:
        text = t.gettext("{what}: {amount}").format(what=text, amount=formats.money(day.amount))
    return t.gettext("{debt}: {what}").format(debt=day.debt, what=text) if day.debt else text


def _matter(day: CalendarDay, t: Texts) -> str:
    if day.kind == "instalment":
        return t.gettext("agreed instalment {n}").format(n=day.number)
    return reminder_words(day.kind, day.note, t)


def reminder_words(kind: str, note: str, t: Texts) -> str:
    """Return what a reminder of a kind is about."""
    if kind == "promise":
        said = t.gettext("a promise falls due ({what})")
        return said.format(what=note) if note else t.gettext("a promise falls due")
    if kind == "deadline" and note == "hearing":
        return t.gettext("day of the hearing")
    names = {
        "due": t.gettext("payment due"),
        "deadline": t.gettext("last day to answer"),
        "lump_sum": t.gettext("pay the sum agreed at once, and note it on the debts page"),
        "settlement_letter": t.gettext("ask for the letter of settlement"),
        "credit_report_check": t.gettext(
            "read the credit report; if it is wrong, object: an answer is due within 20 days"
        ),
    }
    return names.get(kind, note or t.gettext("reminder"))


def events(days: Iterable[CalendarDay], t: Texts, *, discreet: bool) -> list[CalendarEvent]:
    """Return the days as events of a calendar file; discreet ones of one day become one."""
    made: dict[object, CalendarEvent] = {}
    for day in days:
        key = day.on if discreet else day.uid
        before = made.get(key)
        made[key] = CalendarEvent(
            uid=f"{day.on:%Y%m%d}@planner" if discreet else f"{day.uid}@planner",
            on=day.on,
            summary=day_words(day, t, discreet=discreet),
            alarm_days=max(day.alarm_days, before.alarm_days if before else 0),
        )
    return list(made.values())
