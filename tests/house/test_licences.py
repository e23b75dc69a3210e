"""Every library that is shipped has its licence text, found the same way as when freezing."""

from __future__ import annotations

from scripts import printed


def test_every_shipped_library_has_a_licence_text():
    code = (
        "import licences;"
        "print(*(n for n in (*licences.needed(), 'pyinstaller') if not licences.texts(n)))"
    )
    assert printed(code).split() == []


def test_the_folder_of_licences_of_a_wheel_is_taken_whole():
    code = "import licences; print(*sorted(licences.texts('pypdfium2')), sep='\\n')"
    found = printed(code).split()
    assert {"BUILD_LICENSES/pdfium.txt", "LICENSES/BSD-3-Clause.txt"} <= set(found)
