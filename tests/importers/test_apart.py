from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import zipfile
import zlib
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pdf_builder as p
import pytest
import statement_builders as b

from jiebei_desktop.importers import apart, workbook
from jiebei_desktop.importers.pdf_pages import picture, read_pages
from jiebei_desktop.importers.reading import Options, read
from jiebei_desktop.importers.refusals import StatementRefused

PDF = p.pdf(p.Sheet().put(40, 50, "招商银行 2026"))
BOOK = b.xlsx(("账单", b.wechat_grid([b.w()])))


class Cancelled(Exception):  # noqa: N818 (the user's wish)
    pass


def refused(work):
    with pytest.raises(StatementRefused) as caught:
        work()
    return caught.value


def served(asked, data):
    """Return the answer of the child's side, run in this process."""
    sink = io.BytesIO()
    apart.serve(io.BytesIO(json.dumps(asked).encode() + b"\n" + data), sink)
    return [json.loads(line) for line in sink.getvalue().splitlines()]


def sheet_xml(*cells):
    rows = "".join(cells)
    head = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    )
    return f"{head}{rows}</sheetData></worksheet>".encode()


def book_with(xml):
    """Return a workbook whose one sheet is this XML."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(BOOK)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for entry in old.infolist():
            sheet = entry.filename.startswith("xl/worksheets/")
            new.writestr(entry, xml if sheet else old.read(entry))
    return out.getvalue()


def test_the_child_answers_as_the_reader_itself():
    assert b.texts_of(apart.pages_of(PDF)) == b.texts_of(read_pages(PDF)) == ["招商银行 2026"]
    assert apart.pages_of(PDF)[0].glyphs[0] == read_pages(PDF)[0].glyphs[0]
    assert apart.picture_of(PDF, None, 0, 0.2)[:2] == picture(PDF, None, 0, 0.2)[:2]
    assert apart.sheets_of(BOOK) == workbook.read_sheets(BOOK)


def test_every_kind_of_cell_comes_back_as_it_was():
    cells = [
        "text", 1, 1.25, True, "",
        datetime(2026, 8, 1, 10, 0, 1, 500), date(2026, 8, 1), time(10, 30), timedelta(hours=30),
    ]  # fmt: skip
    sent = json.loads(json.dumps([apart._sent(cell) for cell in cells]))
    back = [apart._cell(cell) for cell in sent]
    assert back == cells
    assert [type(cell) for cell in back] == [type(cell) for cell in cells]


def test_a_refusal_keeps_its_facts():
    refusal = refused(lambda: apart.pages_of(b"%PDF-1.7 rubbish"))
    assert refusal.code == "pdf_damaged"
    end = served({"task": "pages", "password": None}, b"%PDF-1.7 rubbish")
    assert end == [{"end": True, "refused": "pdf_damaged", "facts": {}}]
    lines = [{"end": True, "refused": "x", "facts": {"names": ["a", "b"], "pages": 3}}]
    assert refused(lambda: apart._answer(lines)).facts == {"names": ("a", "b"), "pages": 3}


def test_what_the_child_is_asked_is_done_line_by_line():
    page, end = served({"task": "pages", "password": None}, PDF)
    assert page["glyphs"][0][0] == "招"
    assert end == {"end": True}
    shown, end = served({"task": "picture", "password": None, "page": 0, "scale": 0.1}, PDF)
    assert (shown["width"], shown["height"]) == (60, 85)
    name, rows, end = served({"task": "sheets"}, BOOK)
    assert name == {"name": "账单"}
    assert len(rows["rows"]) == len(workbook.read_sheets(BOOK)[0].rows)


def test_cancelling_ends_the_child_at_once(monkeypatch):
    monkeypatch.setattr(
        apart, "_command", lambda: [sys.executable, "-c", "input(); import time; time.sleep(60)"]
    )
    asked = []

    def tick():
        asked.append(1)
        raise Cancelled

    with pytest.raises(Cancelled):
        apart.pages_of(PDF, tick=tick)
    assert asked == [1]


def test_the_readings_own_progress_can_cancel():
    def progress(rows):
        raise Cancelled

    with pytest.raises(Cancelled):
        read(PDF, Options(progress=progress))


@pytest.mark.parametrize(
    "program",
    ["import sys; sys.exit(1)", "print('{}')", "print('no json')", "import os; os.abort()"],
)
def test_a_child_that_dies_or_answers_nothing_is_a_refusal(monkeypatch, program):
    monkeypatch.setattr(apart, "_command", lambda: [sys.executable, "-c", program])
    assert refused(lambda: apart.pages_of(PDF)).code == "too_hard"


def test_a_child_that_takes_too_long_is_stopped(monkeypatch):
    monkeypatch.setattr(apart, "SECONDS", 0.1)
    monkeypatch.setattr(
        apart, "_command", lambda: [sys.executable, "-c", "import time; time.sleep(60)"]
    )
    assert refused(lambda: apart.pages_of(PDF)).code == "too_hard"


def test_a_frozen_program_starts_the_command_beside_it(monkeypatch, tmp_path):
    window = tmp_path / "jiebei-planner.exe"
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(window))
    assert apart._command() == [str(window), apart.FLAG]
    (tmp_path / "jiebei.exe").touch()
    assert apart._command() == [str(tmp_path / "jiebei.exe"), apart.FLAG]


def test_the_childs_own_entry_reads_and_writes_the_pipes(monkeypatch):
    sink = io.BytesIO()
    asked = json.dumps({"task": "sheets"}).encode() + b"\n" + BOOK
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(asked)))
    out = io.TextIOWrapper(sink)
    monkeypatch.setattr(sys, "stdout", out)
    monkeypatch.setattr(apart, "_limit", lambda: None)
    assert apart.main() == 0
    assert b'"end": true' in sink.getvalue()


def test_the_child_is_given_little_memory_and_time(monkeypatch):
    resource = pytest.importorskip("resource")
    given = {}
    monkeypatch.setattr(resource, "setrlimit", given.__setitem__)
    apart._limit()
    assert given == {
        resource.RLIMIT_AS: (apart.MEMORY, apart.MEMORY),
        resource.RLIMIT_CPU: (120, 120),
    }


@pytest.mark.parametrize(
    ("cell", "rows", "columns"),
    [("XFD1048576", 1048576, 16384), ("ZZZZZZZ1", 1, 8353082582), ("CZZ5", 5, 2730)],
)
def test_a_far_cell_is_refused_before_the_sheet_is_laid_out(cell, rows, columns):
    far = f'<row><c r="A1" t="n"><v>1</v></c><c s="1" r="{cell}"><v>1</v></c></row>'
    data = book_with(sheet_xml(far))
    refusal = refused(lambda: workbook.read_sheets(data))
    assert (refusal.code, refusal.facts) == ("workbook_vast", {"rows": rows, "columns": columns})


def test_far_cells_that_are_only_formatted_do_no_harm():
    cells = '<row r="1"><c r="A1"><v>1</v></c></row><row r="9"><c r="XFD1048576" s="1"/></row>'
    assert workbook.read_sheets(book_with(sheet_xml(cells)))[0].rows == [[1.0]]


def test_a_cell_whose_tag_lies_across_two_chunks_is_seen(monkeypatch):
    monkeypatch.setattr(workbook, "_CHUNK", 64)
    far = '<row><c r="A1"><v>1</v></c><c r="XFD1048576"><v>1</v></c></row>'
    assert refused(lambda: workbook.read_sheets(book_with(sheet_xml(far)))).code == "workbook_vast"


def test_a_sheet_that_unpacks_without_end_is_refused(monkeypatch):
    monkeypatch.setattr(workbook, "MAX_SHEET_BYTES", 1000)
    data = book_with(sheet_xml("<row/>" * 1000))
    assert refused(lambda: workbook.read_sheets(data)).code == "workbook_vast"


def test_a_workbook_whose_zip_is_torn_is_damaged():
    at = BOOK.index(b"xl/worksheets/sheet1.xml") + 60
    torn = BOOK[:at] + bytes(20) + BOOK[at + 20 :]
    assert refused(lambda: workbook.read_sheets(torn)).code == "workbook_damaged"


def bomb():
    """Return a PDF whose page unpacks twice over to far more than memory."""
    inner = zlib.compress(zlib.compress(b"0 0 m " * 1_000_000))
    head = b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    head += b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    head += b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents[%s]>>endobj\n" % (
        b"4 0 R " * 30
    )
    stream = b"4 0 obj<</Length %d/Filter[/FlateDecode/FlateDecode]>>stream\n" % len(inner)
    return head + stream + inner + b"\nendstream endobj\ntrailer<</Root 1 0 R>>"


@pytest.mark.parametrize(
    "data",
    [
        bomb(),
        p.pdf(p.Sheet().put(40, 50, "x")).replace(b"/Kids [6 0 R]", b"/Kids [2 0 R]"),
    ],
    ids=["bomb", "loop"],
)
def test_a_pdf_made_to_harm_is_refused_in_the_child(data, monkeypatch):
    monkeypatch.setattr(apart, "SECONDS", 20.0)
    assert refused(lambda: apart.pages_of(data)).code in {
        "too_hard",
        "pdf_scanned",
        "pdf_damaged",
        "pdf_long",
    }


@pytest.mark.parametrize("name", ["jiebei", "jiebei-planner"])
def test_the_frozen_programs_know_the_child_and_their_own_half(monkeypatch, tmp_path, name):
    start = Path(__file__).parents[2] / "packaging" / "start.py"
    program = tmp_path / name
    program.write_bytes(start.read_bytes())
    monkeypatch.setattr(apart, "_command", lambda: [sys.executable, str(program), apart.FLAG])
    assert b.texts_of(apart.pages_of(PDF)) == ["招商银行 2026"]
    told = subprocess.run(
        (sys.executable, str(program), "--help"),
        capture_output=True, text=True, encoding="utf-8", check=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "PYTHONUTF8": "1"},
    ).stdout  # fmt: skip
    assert ("Commands:" in told, "--self-test" in told) == (name == "jiebei", name != "jiebei")
