"""Every library that is shipped has its licence text, found the same way as when freezing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_every_shipped_library_has_a_licence_text():
    code = (
        "import sys; sys.path.insert(0, 'packaging'); import licences;"
        "print(*(n for n in (*licences.needed(), 'pyinstaller') if not licences.texts(n)))"
    )
    done = subprocess.run(
        (sys.executable, "-c", code), cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == []


def test_the_folder_of_licences_of_a_wheel_is_taken_whole():
    code = (
        "import sys; sys.path.insert(0, 'packaging'); import licences;"
        "print(*sorted(licences.texts('pypdfium2')), sep='\\n')"
    )
    done = subprocess.run(
        (sys.executable, "-c", code), cwd=ROOT, capture_output=True, text=True, check=True
    )
    found = done.stdout.split()
    assert {"BUILD_LICENSES/pdfium.txt", "LICENSES/BSD-3-Clause.txt"} <= set(found)
