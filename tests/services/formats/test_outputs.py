from __future__ import annotations

import json
import os
import sqlite3
import sys
from datetime import date
from pathlib import Path

import pytest

from jiebei_desktop.domain.problems import (
    DiskTrouble,
    FolderMissing,
    LedgerInTheWay,
    NoOrdinaryFile,
    NotOurFile,
    OneFileTwice,
)
from jiebei_desktop.report.pdf import compile_pdf
from jiebei_desktop.services.files import export
from jiebei_desktop.services.formats import csv_table, outputs
from jiebei_desktop.services.keeping.session import Session

DAY = date(2026, 11, 22)


def refused(path, **how):
    """Whether a file may not be replaced; it is not touched by asking."""
    before = path.read_bytes()
    try:
        outputs.refuse([path, None], **how)
    except (LedgerInTheWay, NotOurFile) as trouble:
        assert path.read_bytes() == before
        return trouble.kind
    return None


@pytest.fixture
def database(tmp_path):
    path = tmp_path / "photos.db"
    sqlite3.connect(path).execute("CREATE TABLE x (y)").connection.close()
    return path


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has neither these rights nor links")
def test_the_open_ledger_is_never_replaced_under_any_of_its_names(session, tmp_path):
    other, link = tmp_path / "hard", tmp_path / "soft"
    other.hardlink_to(session.path)
    link.symlink_to(session.path)
    for path in (session.path, other, link):
        for how in ({}, {"agreed": True}, {"force": True}):
            with pytest.raises(LedgerInTheWay):
                outputs.refuse([path], **how)


def test_looking_at_the_open_ledger_keeps_its_lock(session, tmp_path):
    # POSIX drops a process's lock when it closes any descriptor of the file.
    with pytest.raises(LedgerInTheWay):
        outputs.write(session.path, b"x")
    session.ledger.check()
    other = tmp_path / "hard"
    other.hardlink_to(session.path)
    with pytest.raises(LedgerInTheWay):
        outputs.write(other, b"x", force=True)


def test_other_ledgers_and_databases_are_refused_however_the_user_agreed(tmp_path, database):
    plain, locked = tmp_path / "a.jiebei", tmp_path / "b.data"
    Session.create(plain).close()
    Session.create(locked, "pw").close()
    Path(f"{locked}.backups").mkdir()
    empty = tmp_path / "c.jiebei"
    empty.touch()
    for path in (plain, locked, database, empty):
        assert refused(path) == "ledger-in-the-way"
        assert refused(path, agreed=True) == "ledger-in-the-way"
        assert refused(path, force=True) is None


def test_two_files_of_one_name_are_refused_whatever_is_forced(tmp_path):
    path = tmp_path / "a.pdf"
    for other in (path, tmp_path / "x" / ".." / "a.pdf", tmp_path / "A.PDF"):
        with pytest.raises(OneFileTwice):
            outputs.refuse([path, other], force=True)
    outputs.refuse([path, None, None, tmp_path / "a.json"])


@pytest.mark.parametrize(
    "content",
    [b"dear diary", b"", b"date;kind", b'{"format": "other"}', b"%PDF-1.7\nsomebody else's"],
)
def test_what_somebody_else_wrote_is_refused_unless_the_user_says_so(tmp_path, content):
    path = tmp_path / "out"
    path.write_bytes(content)
    assert refused(path) == "not-our-file"
    assert refused(path, agreed=True) is None
    assert refused(path, force=True) is None


@pytest.mark.parametrize("kind", export.FORMATS)
def test_an_earlier_export_may_be_replaced(session, book, tmp_path, kind):
    session.ledger.add_book(book)
    path = tmp_path / "out"
    for _ in range(2):
        export.write(session.book(), kind, path, DAY)
    assert refused(path) is None
    assert path.stat().st_mode & 0o777 in {0o600, 0o666}  # Windows knows one right


def test_an_earlier_plan_may_be_replaced(tmp_path):
    from jiebei_desktop.report.compose import compose
    from jiebei_desktop.services.files import demo
    from jiebei_desktop.services.papers import statement
    from jiebei_desktop.text.texts import Texts

    with Session.create(tmp_path / "a.jiebei") as session:
        session.ledger.add_book(demo.employee(DAY))
        document = statement.document(
            statement.for_lenders(session, DAY, None, [None])[0], "lender", None
        )
    (tmp_path / "p.pdf").write_bytes(compile_pdf(compose(document, Texts("zh_CN")), DAY))
    sheet = json.dumps(document, ensure_ascii=False, indent=2).encode()
    outputs.write(tmp_path / "p.json", sheet)
    assert (refused(tmp_path / "p.pdf"), refused(tmp_path / "p.json")) == (None, None)


def test_a_folder_and_what_cannot_be_read_are_refused(tmp_path, monkeypatch):
    for how in ({}, {"agreed": True}, {"force": True}):
        with pytest.raises(NoOrdinaryFile):
            outputs.refuse([tmp_path], **how)
    path = tmp_path / "out"
    path.write_bytes(b"x")

    def no(*_args, **_options):
        raise PermissionError(13, "Permission denied")

    real = Path.open
    calls = iter((True, False))
    monkeypatch.setattr(Path, "open", lambda *a, **k: real(*a, **k) if next(calls) else no(*a, **k))
    with pytest.raises(DiskTrouble):
        outputs.refuse([path])


@pytest.mark.parametrize(
    "text",
    [
        "=1",
        "+1",
        "-1",
        "@x",
        "＝1+1",
        "＋1",
        "－1",
        "＠x",
        "\t=1",
        "\r=1",
        "\n=1",
        " =1",
        "\u3000＝1",
        "\u200b\ufeff@x",
        "﹢1",
        "﹣1",
        "⁼1",
        "−1",
    ],
)
def test_text_that_a_spreadsheet_would_run_is_quoted(text):
    assert csv_table.harmless(text) == f"'{text}"
    assert csv_table.harmless(f"x{text}") == f"x{text}"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such pipes and names")
def test_no_device_is_replaced_by_a_file_whatever_is_forced(tmp_path):
    """``plan --pdf /dev/full --force`` put a file in the place of the device."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    link = tmp_path / "link"
    link.symlink_to(pipe)
    loop = tmp_path / "loop"
    loop.symlink_to(loop)
    for path in (pipe, link, loop):
        with pytest.raises(NoOrdinaryFile):
            outputs.write(path, b"x", force=True)
    assert (pipe.is_fifo(), loop.is_symlink()) == (True, True)
    with pytest.raises(FolderMissing):
        outputs.write(loop / "a.pdf", b"x", force=True)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows names are text")
def test_a_name_that_is_no_utf8_takes_a_file_like_any_other(tmp_path):
    path = tmp_path / "a\udcff.csv"
    try:
        outputs.write(path, b"x")
    except DiskTrouble:
        pytest.skip("this disk takes no such name")
    assert path.read_bytes() == b"x"
    assert [each.name for each in tmp_path.iterdir()] == [path.name]
