from __future__ import annotations

from pathlib import Path

from jiebei_desktop.services.papers.statement_files import files_for


def test_one_name_is_the_file_itself():
    assert files_for(Path("a/plan.pdf"), ["借呗"]) == (Path("a/plan.pdf"),)


def test_names_stand_behind_the_stem_and_leave_no_folder():
    base = Path("a") / "plan 1.5.pdf"
    names = ["借呗", "借呗", "../../etc/passwd", "<>:?*", "b" * 99]
    assert [path.name for path in files_for(base, names)] == [
        "plan 1.5 借呗.pdf",
        "plan 1.5 借呗-2.pdf",
        "plan 1.5 etc_passwd.pdf",
        "plan 1.5 _.pdf",
        f"plan 1.5 {'b' * 40}.pdf",
    ]
    again = [path.name for path in files_for(base, ["a", "A", "a-2"])]
    assert len({name.casefold() for name in again}) == 3
    assert {path.parent for path in files_for(base, names)} == {Path("a")}
