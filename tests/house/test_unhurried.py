"""No test depends on how busy the machine is."""

from __future__ import annotations

import re
import time
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st


@settings(max_examples=1)
@given(st.none())
def test_an_example_may_take_as_long_as_it_takes(nothing):
    time.sleep(0.25)  # more than the deadline of the library


def test_no_property_is_given_up_for_its_slowness():
    assert settings.default.deadline is None
    assert HealthCheck.too_slow in settings.default.suppress_health_check


WAITS = re.compile(r"wait(?:Until|Signal|Signals|Callback)\(")
PATIENT = re.compile(r"timeout=(?:WAIT_MS|\d{2,3}_000)\b")


def test_every_wait_of_a_test_is_for_something_and_long():
    """What is waited for ends the wait; its limit is for a program that hangs, not for a slow one."""
    hurried = []
    for file in sorted((Path(__file__).parents[1]).rglob("*.py")):
        text = file.read_text(encoding="utf-8")
        hurried += [
            f"{file.name}: {text[found.start() :].splitlines()[0]}"
            for found in WAITS.finditer(text)
            if file != Path(__file__)
            and not PATIENT.search(text[found.start() : found.end() + 150])
        ]
        hurried += [
            f"{file.name}: {line}"
            for line in re.findall(r"^WAIT_MS = (?!\d{2,3}_000$).*", text, re.MULTILINE)
        ]
    assert hurried == []
