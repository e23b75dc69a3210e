"""Freed memory is given back, and with it the names that stood there."""

from __future__ import annotations

import subprocess
import sys
from datetime import date

import pytest

from jiebei_desktop.domain.standing import owed
from jiebei_desktop.services.files import demo
from jiebei_desktop.services.keeping.memory import give_back

COUNT = """
import re
from jiebei_desktop.services.keeping.memory import give_back

START = chr(81) + chr(90)  # the mark stands in no source as a whole
def marks():
    sought = re.compile(START.encode() + b"[0-9]{6}")
    found = 0
    with open("/proc/self/maps") as maps, open("/proc/self/mem", "rb", 0) as memory:
        for line in maps:
            place, rights = line.split()[:2]
            if rights.startswith("rw") and "[v" not in line:
                begin, end = (int(part, 16) for part in place.split("-"))
                memory.seek(begin)
                found += len(sought.findall(memory.read(end - begin)))
    return found

names = [f"{START}{n:06}".encode() * 130 for n in range(3000)]
kept = names[::100]  # in use still, so that the heap does not shrink by itself
del names
before = marks()
give_back()
print(before, marks(), len(kept))
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")
def test_what_was_freed_goes_back_to_the_system():
    done = subprocess.run([sys.executable, "-c", COUNT], capture_output=True, text=True, check=True)
    before, after, _ = map(int, done.stdout.split())
    assert before > 100_000, "nothing was there to give back: the count is wrong"
    assert after < before / 5


def test_what_was_reckoned_of_debts_is_forgotten_with_it():
    (debt, *_), day = demo.employee(date(2026, 11, 22)).debts, date(2026, 11, 22)
    before = owed(debt, day)
    assert owed(debt, day) is before
    give_back()
    assert owed(debt, day) is not before
