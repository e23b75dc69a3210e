from __future__ import annotations

from datetime import date

from jiebei_desktop.domain.reminders import CalendarEvent, Reminder, icalendar

DAY = date(2026, 11, 25)


def test_an_event_is_all_day_with_one_alarm_at_nine_the_day_before():
    event = CalendarEvent(
        uid="jb1-2026-12-02@jiebei", on=date(2026, 12, 2), summary="借呗; 4,313.00"
    )
    text = icalendar([event], DAY)
    assert text.startswith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
    assert text.endswith("END:VEVENT\r\nEND:VCALENDAR\r\n")
    assert "DTSTART;VALUE=DATE:20261202\r\nDTEND;VALUE=DATE:20261203\r\n" in text
    assert "SUMMARY:借呗\\; 4\\,313.00\r\n" in text
    assert "TRIGGER:-PT15H\r\n" in text


def test_long_lines_fold_at_75_bytes_without_splitting_a_character():
    event = CalendarEvent(uid="a", on=date(2026, 12, 2), summary="还款" * 60)
    text = icalendar([event], DAY)
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert "还款" * 60 in text.replace("\r\n ", "")


def test_a_line_of_75_bytes_stays_whole_and_one_of_76_is_folded():
    for length, folded in ((67, False), (68, True)):  # beside the eight of SUMMARY:
        event = CalendarEvent(uid="a", on=date(2026, 12, 2), summary="x" * length)
        assert (f"SUMMARY:{'x' * length}\r\n" not in icalendar([event], DAY)) == folded


def test_a_folded_line_is_filled_with_its_blank():
    event = CalendarEvent(uid="a", on=date(2026, 12, 2), summary="x" * (67 + 74 + 1))
    lines = icalendar([event], DAY).split("\r\n")
    place = next(n for n, line in enumerate(lines) if line.startswith("SUMMARY"))
    assert [len(line) for line in lines[place : place + 3]] == [75, 75, 2]


def test_line_breaks_in_a_note_stay_inside_the_event():
    event = CalendarEvent(uid="a", on=date(2026, 12, 2), summary="a\r\nEND:VCALENDAR\\")
    text = icalendar([event], DAY)
    assert "SUMMARY:a\\nEND:VCALENDAR\\\\\r\n" in text
    assert text.count("\r\nEND:VCALENDAR\r\n") == 1


def test_a_reminder_without_a_reference_stands_for_itself():
    assert Reminder(on=date(2026, 12, 2), kind="review").ref == ""
