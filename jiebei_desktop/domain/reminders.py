"""Days to be reminded of, and how they are written for a calendar program."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from msgspec import Struct


class Reminder(Struct, frozen=True, kw_only=True):
    """Something that is due on a day."""

    id: int = 0
    on: date
    kind: str
    """promise, due, deadline, review or instalment."""
    ref: str = ""
    note: str = ""


def case_ref(case_id: int) -> str:
    """Return what a reminder of a case is known by."""
    return f"case:{case_id}"


def contact_ref(contact_id: int) -> str:
    """Return what a reminder of a contact is known by."""
    return f"contact:{contact_id}"


def debt_ref(debt: str) -> str:
    """Return what a reminder of a debt is known by."""
    return f"debt:{debt}"


class CalendarEvent(Struct, frozen=True, kw_only=True):
    """An all-day event with an alarm some days before."""

    uid: str
    on: date
    summary: str
    alarm_days: int = 1


_LINE = 75
"""Bytes of a content line, the blank of a folded one included (RFC 5545, 3.1)."""


def icalendar(events: Iterable[CalendarEvent], stamp: date) -> str:
    """Return events as an iCalendar file (RFC 5545): all-day, each with one alarm at 09:00.

    ``stamp`` is the day the file was made; nothing else depends on the clock.
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Jiebei Planner//EN", "CALSCALE:GREGORIAN"]
    for event in events:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{event.uid}",
            f"DTSTAMP:{stamp:%Y%m%d}T000000Z",
            f"DTSTART;VALUE=DATE:{event.on:%Y%m%d}",
            f"DTEND;VALUE=DATE:{event.on + timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{_escaped(event.summary)}",
            "TRANSP:TRANSPARENT",
            "BEGIN:VALARM",
            "ACTION:DISPLAY",
            f"DESCRIPTION:{_escaped(event.summary)}",
            f"TRIGGER:-PT{24 * event.alarm_days - 9}H",
            "END:VALARM",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line))


def _escaped(text: str) -> str:
    for plain, escaped in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\r", ""), ("\n", "\\n")):
        text = text.replace(plain, escaped)
    return text


def _folded(line: str) -> Iterable[str]:
    part, size = "", 0
    for character in line:
        width = len(character.encode())
        if size + width > _LINE:
            yield part
            part, size = " ", 1
        part, size = part + character, size + width
    yield part
