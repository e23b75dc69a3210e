"""Rare characters: printed with a face of the system where one has them, else asked about."""

from __future__ import annotations

import io
import json
from datetime import date

import pytest
from click.testing import CliRunner
from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._c_m_a_p import CmapSubtable
from msgspec.structs import replace

from jiebei_desktop import bundle
from jiebei_desktop.cli.group import main
from jiebei_desktop.domain.debts import DebtId
from jiebei_desktop.report import faces, glyphs
from jiebei_desktop.report.call_sheet import compose_call
from jiebei_desktop.report.compose import compose
from jiebei_desktop.report.letter_pages import compose_letter, plain_text
from jiebei_desktop.report.pdf import compile_pdf
from jiebei_desktop.report.record_pages import compose_record
from jiebei_desktop.services.files import demo
from jiebei_desktop.services.keeping.session import Session
from jiebei_desktop.services.papers import letters, statement
from jiebei_desktop.services.papers.call_desk import call_desk
from jiebei_desktop.services.papers.letters import LetterKind
from jiebei_desktop.services.reference import rulebook
from jiebei_desktop.text.texts import Texts

pikepdf = pytest.importorskip("pikepdf", reason="no wheel for this system")

DAY = date(2026, 11, 22)
RECORD = {
    "as_of": "2026-11-22", "checksum": "ab" * 32, "chain": "cd" * 32, "copies": [], "events": [],
    "applicant": {"name": "", "id_tail": "", "phone": "", "address": ""},
    "debt": {"name": "借呗", "lender": "某某消费金融", "contract_date": "2026-08-02", "contract_no": "1"},
    "agreement": {"agreed_on": "2026-10-02", "terms": {"payment": "900.00"}, "written": []},
    "instalments": [], "paid_total": "0.00", "settled_on": None, "record_until": None,
    "counts": {"fallen_due": 0, "paid": 0, "in_time": 0, "missed": 0, "vouched": 0},
    "owed": dict.fromkeys(("principal", "interest", "penalty", "fees", "total"), "0.00"),
}  # fmt: skip
RARE, RARER = "\U00020bb7", "\U00030edd"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """The only folder in which fonts of the system lie; nothing is in it yet."""
    place = tmp_path / "fonts"
    place.mkdir()
    monkeypatch.setattr(faces, "folders", lambda: iter([place]))
    faces.known.cache_clear()
    yield place
    faces.known.cache_clear()


def font(path, character):
    """Write a font that has one rare character, drawn as the bundled font draws another."""
    content = (bundle.resources() / "fonts" / "JiebeiSansSC-Regular.otf").read_bytes()
    made = TTFont(io.BytesIO(content), lazy=True)
    options = subset.Options()
    options.layout_features = []
    cutter = subset.Subsetter(options)
    cutter.populate(text="吉")
    cutter.subset(made)
    glyph = made.getBestCmap()[ord("吉")]
    table = CmapSubtable.newSubtable(12)
    table.platformID, table.platEncID, table.language = 3, 10, 0
    table.cmap = {ord(character): glyph}
    made["cmap"].tables = [table]
    for kind in (1, 16):
        made["name"].setName("Rare Face", kind, 3, 1, 0x409)
    made["name"].setName("RareFace-Regular", 6, 3, 1, 0x409)
    made["CFF "].cff.fontNames = ["RareFace-Regular"]
    made.save(path)


def paper(name):
    book = demo.employee(DAY)
    book = replace(book, household=replace(book.household, name=name))
    return statement.document(statement.build(book, DAY, rulebook.load()))


def test_a_face_of_the_system_is_used_and_embedded_only_where_it_is_needed(folder):
    (folder / "deep").mkdir()
    font(folder / "deep" / "SimSunB.ttf", RARE)
    doc = paper(f"{RARE}田")
    worded = compose(doc, Texts("zh_CN"))
    assert [face["family"] for face in worded["faces"]] == ["Rare Face"]
    assert f"{RARE}田" in json.dumps(worded, ensure_ascii=False)
    with pikepdf.open(io.BytesIO(compile_pdf(worded, DAY))) as pdf:
        names = {str(f.BaseFont) for p in pdf.pages for f in p.Resources.Font.values()}
    assert any("RareFace" in name for name in names), names
    assert compose(paper("吉田"), Texts("zh_CN"))["faces"] == []


def test_what_no_face_has_becomes_a_box_to_write_in_and_is_told(folder):
    font(folder / "simsunb.ttf", RARE)
    doc = paper(f"{RARE}{RARER}")
    assert glyphs.unprintable(doc) == {RARER}
    worded = compose(doc, Texts("zh_CN"))
    text = json.dumps(worded, ensure_ascii=False)
    assert f"{RARE}{glyphs.REPLACEMENT}" in text
    assert "〓" not in text
    assert "请手写（" in text


def test_a_file_that_is_no_font_is_passed_over(folder):
    (folder / "simsunb.ttf").write_bytes(b"no font at all")
    (folder / "hanaminb.ttf").write_bytes(b"")
    assert glyphs.unprintable(RARE) == {RARE}


def test_the_applicant_is_asked_before_a_name_is_printed_with_a_box(folder, tmp_path):
    ledger, pdf = tmp_path / "a.jiebei", tmp_path / "a.pdf"
    with Session.create(ledger) as session:
        book = demo.employee(DAY)
        session.ledger.add_book(replace(book, household=replace(book.household, name=RARE)))
    command = ["plan", str(ledger), "--pdf", str(pdf), "--as-of", DAY.isoformat()]
    done = CliRunner().invoke(main, command)
    assert done.exit_code == 1
    assert "U+20BB7" in done.stderr
    assert not pdf.exists()
    done = CliRunner().invoke(main, [*command, "--by-hand", "--json"])
    assert done.exit_code == 0
    told = [one for one in json.loads(done.stdout)["warnings"] if one["id"] == "characters"]
    assert told[0]["facts"] == {"characters": [RARE]}
    font(folder / "simsunb.ttf", RARE)
    faces.known.cache_clear()
    done = CliRunner().invoke(main, [*command, "--force", "--json"])
    assert done.exit_code == 0
    assert "characters" not in {one["id"] for one in json.loads(done.stdout)["warnings"]}


def test_the_folders_of_this_system_can_be_looked_through():
    found = faces.faces_for({RARE, RARER})
    assert all(face.shows <= {RARE, RARER} for face in found)
    assert faces.faces_for(()) == ()


def test_letter_record_and_call_print_a_rare_name_as_the_request_does(folder, tmp_path):
    font(folder / "simsunb.ttf", RARE)
    book = demo.employee(DAY)
    home = replace(book.household, name=f"{RARE}{RARER}")
    with Session.create(tmp_path / "a.jiebei") as session:
        session.ledger.add_book(replace(book, household=home))
        letter = letters.document(session, DebtId("jiebei"), LetterKind.FREEZE, DAY)
        sheet = compose_call(call_desk(session, DAY), Texts("zh_CN"))
    record = {**RECORD, "applicant": {**RECORD["applicant"], "name": home.name}}
    for worded in (
        compose_letter(letter, Texts("zh_CN")), compose_record(record, Texts("zh_CN")), sheet,
    ):  # fmt: skip
        assert [face["family"] for face in worded["faces"]] == ["Rare Face"]
        assert f"{RARE}{glyphs.REPLACEMENT}" in json.dumps(worded, ensure_ascii=False)
        assert "RareFace" in str(fonts_of(compile_pdf(worded, DAY)))
    assert "请手写（" in str(compose_letter(letter, Texts("zh_CN")))
    assert home.name in plain_text(letter, Texts("zh_CN"))


def fonts_of(pdf):
    with pikepdf.open(io.BytesIO(pdf)) as file:
        return {str(f.BaseFont) for p in file.pages for f in p.Resources.Font.values()}


def test_a_letter_asks_before_a_name_is_printed_with_a_box(folder, tmp_path):
    ledger, pdf = tmp_path / "a.jiebei", tmp_path / "a.pdf"
    with Session.create(ledger) as session:
        book = demo.employee(DAY)
        session.ledger.add_book(replace(book, household=replace(book.household, name=RARE)))
    command = ["letter", str(ledger), "--for", "jiebei", "--kind", "freeze", "--pdf", str(pdf),
               "--as-of", DAY.isoformat()]  # fmt: skip
    done = CliRunner().invoke(main, command)
    assert done.exit_code == 1
    assert "U+20BB7" in done.stderr
    assert not pdf.exists()
    done = CliRunner().invoke(main, [*command, "--by-hand", "--json"])
    assert done.exit_code == 0
    told = [one for one in json.loads(done.stdout)["warnings"] if one["id"] == "characters"]
    assert told[0]["facts"] == {"characters": [RARE]}
