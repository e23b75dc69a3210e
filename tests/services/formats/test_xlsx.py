"""A workbook has typed cells that another reader reads back, and runs nothing."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date
from decimal import Decimal
from xml.etree import ElementTree as ET

import pytest
from python_calamine import CalamineWorkbook

from jiebei_desktop.services.files import demo, export, sheets
from jiebei_desktop.services.formats import outputs, xlsx
from jiebei_desktop.services.formats.xlsx import CellLook, Worksheet
from jiebei_desktop.text import sheets as words
from jiebei_desktop.text.texts import Texts

DAY = date(2026, 11, 22)


def sheet(*rows, name="表 1", looks=(CellLook.PLAIN, CellLook.DAY, CellLook.MONEY)):
    return Worksheet(name=name, heads=["文字", "日期", "金额"], looks=looks, rows=rows)


def read(content):
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def test_days_amounts_counts_and_flags_keep_their_types():
    content = xlsx.workbook([
        sheet(("a", DAY, Decimal("1234.56")), ("b", None, Decimal("-0.01")), (True, DAY, 7)),
    ])  # fmt: skip
    assert read(content) == {
        "表 1": [["文字", "日期", "金额"], ["a", DAY, 1234.56], ["b", "", -0.01], [True, DAY, 7.0]]
    }


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+86", "-3", "@x", "＝1", "\t=1", '<a href="x">&amp;', "  two\nlines ", "'quoted", "1e5", "2026-11-22", "😀"],
)  # fmt: skip
def test_text_stays_text_as_it_was_typed(text):
    content = xlsx.workbook([sheet((text, text, text), name="<&\"'>")])
    assert read(content) == {"<&\"'>": [["文字", "日期", "金额"], [text] * 3]}
    assert b"<f>" not in zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml")


def test_what_a_cell_cannot_hold_is_left_out_and_the_file_stays_whole():
    content = xlsx.workbook([sheet(("a\x00\x1fb\ud800", date(1899, 1, 1), "x" * 40_000))])
    (row,) = read(content)["表 1"][1:]
    assert row[:2] == ["ab", "1899-01-01"]
    assert len(row[2]) == 32_767


def test_every_part_is_well_formed_and_the_same_sheets_give_the_same_bytes():
    made = [xlsx.workbook([sheet(("a", DAY, 1)), sheet(name="二")]) for _ in range(2)]
    assert made[0] == made[1]
    with zipfile.ZipFile(io.BytesIO(made[0])) as archive:
        for name in archive.namelist():
            ET.fromstring(archive.read(name))  # noqa: S314 - our own bytes
        kinds = ET.fromstring(archive.read("[Content_Types].xml"))  # noqa: S314
        named = {each.get("PartName") for each in kinds if each.get("PartName")}
        assert named == {
            "/xl/workbook.xml",
            "/xl/styles.xml",
            "/xl/worksheets/sheet1.xml",
            "/xl/worksheets/sheet2.xml",
        }


MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
STYLESHEET = (
    "numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs",
)  # fmt: skip
WORKSHEET = (
    "sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetProtection",
    "autoFilter", "mergeCells", "pageMargins", "pageSetup",
)  # fmt: skip
"""The order ECMA-376 prescribes (CT_Stylesheet, CT_Worksheet); a strict reader refuses another."""


def parts(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {
            name: ET.fromstring(archive.read(name))  # noqa: S314 - our own bytes
            for name in archive.namelist()
        }


def in_order(root, wanted):
    names = [each.tag.removeprefix(MAIN) for each in root]
    return names == [name for name in wanted if name in names]


def test_a_workbook_keeps_the_order_the_standard_prescribes():
    found = parts(xlsx.workbook([sheet(("a", DAY, Decimal("1.50"))), sheet(name="二")]))
    assert in_order(found["xl/styles.xml"], STYLESHEET)
    for number in (1, 2):
        assert in_order(found[f"xl/worksheets/sheet{number}.xml"], WORKSHEET)
    for each in found["xl/styles.xml"]:
        assert int(each.get("count")) == len(each)
    style = found["xl/styles.xml"].find(f"{MAIN}cellStyles/{MAIN}cellStyle")
    assert (style.get("name"), style.get("builtinId")) == ("Normal", "0")


def test_every_cell_is_stored_as_what_it_is():
    rows = (("a", DAY, Decimal("1234.56")), (True, None, 20), ("b", DAY, Decimal(-3)))
    found = parts(xlsx.workbook([sheet(*rows)]))
    formats = [each.get("numFmtId") for each in found["xl/styles.xml"].find(f"{MAIN}cellXfs")]
    cells = {
        cell.get("r"): (cell.get("t"), formats[int(cell.get("s", 0))], cell.findtext(f"{MAIN}v"))
        for cell in found["xl/worksheets/sheet1.xml"].iter(f"{MAIN}c")
    }
    assert {place: cells[place] for place in cells if place[1] != "1"} == {
        "A2": ("inlineStr", "0", None), "B2": (None, "164", "46348"), "C2": (None, "4", "1234.56"),
        "A3": ("b", "0", "1"), "C3": (None, "4", "20"),
        "A4": ("inlineStr", "0", None), "B4": (None, "164", "46348"), "C4": (None, "4", "-3"),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("number", "letters"), [(1, "A"), (26, "Z"), (27, "AA"), (702, "ZZ"), (703, "AAA")]
)
def test_columns_have_letters(number, letters):
    assert xlsx._column(number) == letters


@pytest.mark.parametrize("locale", ["zh_CN", "en"])
def test_a_ledger_becomes_sheets_whose_heads_both_languages_read(locale, session, tmp_path):
    session.ledger.add_book(demo.employee(DAY))
    made = words.sheets(sheets.tables(session.book(), DAY), Texts(locale))
    path = tmp_path / "a.xlsx"
    rows = export.write_workbook(made, path)
    found = read(path.read_bytes())
    assert list(found) == [
        "记账 Entries",
        "债务 Debts",
        "还款 Payments",
        "经常项 Recurring",
        "手头的钱 Cash",
        "财物 Assets",
    ]
    assert sum(len(table) - 1 for table in found.values()) == rows
    heads = [head for table in found.values() for head in table[0]]
    assert all(re.fullmatch(r"[\u4e00-\u9fff（）]+ [A-Z][a-z, ]+", head) for head in heads), heads
    debts = found["债务 Debts"]
    total = debts[0].index("欠款合计（元） Owed, yuan")
    expected = {owed.debt: owed.parts.total for owed in session.owed(DAY)}
    assert {row[0]: round(100 * row[total]) for row in debts[1:]} == expected
    entries = found["记账 Entries"]
    amounts = [round(100 * row[entries[0].index("金额（元） Amount, yuan")]) for row in entries[1:]]
    assert amounts == [entry.amount for entry in session.book().entries]
    assert all(isinstance(row[0], date) for row in entries[1:])
    said = {row[1] for row in entries[1:]}
    assert said == ({"收入", "支出"} if locale == "zh_CN" else {"income", "expense"})


def test_an_empty_ledger_has_its_heads_and_an_earlier_workbook_may_be_replaced(session, tmp_path):
    made = words.sheets(sheets.tables(session.book(), DAY), Texts("en"))
    path = tmp_path / "a.xlsx"
    assert export.write_workbook(made, path) == 0
    assert all(len(table) == 1 for table in read(path.read_bytes()).values())
    assert export.write_workbook(made, path) == 0
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("x", "not ours")
    with pytest.raises(outputs.NotOurFile):
        export.write_workbook(made, path)


def test_more_rows_than_a_sheet_holds_go_on_in_the_next(monkeypatch):
    monkeypatch.setattr(xlsx, "MOST_ROWS", 2)
    found = read(xlsx.workbook([sheet(*((str(n), DAY, n) for n in range(5)))]))
    assert {name: [row[0] for row in rows[1:]] for name, rows in found.items()} == {
        "表 1": ["0", "1"], "表 1 2": ["2", "3"], "表 1 3": ["4"],
    }  # fmt: skip
