"""Files as people in a hurry have them: opened, pasted, cut and saved again by other programs."""

from __future__ import annotations

import io
import zipfile
from xml.sax.saxutils import escape

import pytest
import statement_builders as b
from statement_builders import A, number

from jiebei_desktop.importers.options import Options
from jiebei_desktop.importers.reading import read
from jiebei_desktop.importers.refusals import StatementRefused
from jiebei_desktop.text import importing
from jiebei_desktop.text.texts import Texts

DAYS = range(1, 7)
FIRST = [A(at=f"2026-08-0{d} 12:00:3{d}", peer=f"店{d}", amount=f"{d}.50", order=number(d),
           merchant=f"M{d}") for d in DAYS]  # fmt: skip
SECOND = [A(at=f"2026-09-0{d} 12:00:00", peer="店", amount=f"{d}.00", order=number(d, "20260901"),
            merchant=f"N{d}") for d in (1, 2)]  # fmt: skip
FEN = [-(d * 100 + 50) for d in DAYS]
BOTH = [*FEN, -100, -200]


def lines_of(rows):
    return b.alipay_text(rows).replace("\r\n", "\n").splitlines()


BILL, NEXT = lines_of(FIRST), lines_of(SECOND)
HEAD = BILL.index(f"{b.A_HEAD},")
W = [b.w(at=f"2026-10-0{d} 10:00:00", order=f"420000000000000000000000000{d}", amount=f"{d}.50")
     for d in DAYS]  # fmt: skip
W2 = [b.w(at=f"2026-11-0{d} 10:00:00", order=f"420000000000000000000000100{d}", amount=f"{d}.00")
      for d in (1, 2)]  # fmt: skip
BANK = "交易日期,收入,支出,余额,摘要,对方户名"


def text(lines, encoding="gb18030"):
    return "\n".join([*lines, ""]).encode(encoding)


def grid(lines, change=lambda n, cell: cell):
    """The cells of a bill; those of its rows are changed by ``change``."""
    cells = [line.split(",") for line in lines]
    return [
        [change(n, c) for n, c in enumerate(row)] if row[0].startswith("20") else row
        for row in cells
    ]


def ods(rows):
    """A table of OpenOffice."""
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    body = "".join(
        f"<table:table-row>{''.join(cell.format(escape(c)) for c in row)}</table:table-row>"
        for row in rows
    )
    space = "urn:oasis:names:tc:opendocument:xmlns:"
    names = " ".join(f'xmlns:{one}="{space}{one}:1.0"' for one in ("office", "table", "text"))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "content.xml",
            f"<office:document-content {names}><office:body><office:spreadsheet>"
            f'<table:table table:name="S">{body}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        )
        archive.writestr("META-INF/manifest.xml", "<m/>")
    return out.getvalue()


def excel(line):
    """A row as a spreadsheet saves it: slashes, no seconds, order numbers in powers of ten."""
    cells = line.split(",")
    if not line.startswith("20"):
        return line
    cells[0], cells[9] = cells[0].replace("-", "/").replace("/0", "/")[:-3], "2.02608E+27"
    return ",".join(cells)


def wechat(*parts):
    return b"".join(b.wechat_csv(rows).removeprefix(b"\xef\xbb\xbf") for rows in parts)


def account(*rows):
    return b.table(BANK, *rows, before=("示例银行交易明细",))


def latin(data):
    """What a program makes of bytes that it takes for the letters of Windows."""
    return "".join(
        one.decode("cp1252", "ignore") or chr(one[0]) for one in (bytes((n,)) for n in data)
    )


WALLETS = {
    "tabs in UTF-16": text([line.replace(",", "\t") for line in BILL], "utf-16"),
    "semicolons": text([line.replace(",", ";") for line in BILL]),
    "bars": text([line.replace(",", "|") for line in BILL]),
    "no lines above the head": text(BILL[HEAD:]),
    "a line of sums": text([*BILL, "合计,,,,,,24.00,,,,,"]),
    "sums named in the middle": text([*BILL, ",,,,,总计,24.00,,,,,"]),
    "sums without a name": text([*BILL, ",,,,,,24.00,,,,,"]),
    "saved by a spreadsheet": text(map(excel, BILL)),
    "order numbers as numbers": b.xlsx(
        ("账单", grid(BILL, lambda n, cell: float(cell) if n == 9 else cell))
    ),
    "blanks around the cells": b.xlsx(("账单", grid(BILL, lambda _, cell: f" {cell}\u3000"))),
    "pasted into one column": b.xlsx(("账单", [[line] for line in BILL])),
    "on the second sheet": b.xlsx(("说明", [["看第二张"]]), ("账单", grid(BILL))),
    "behind a pivot": b.xlsx(
        ("透视", [["行标签", "求和项:金额"], ["餐饮", 24.0]]), ("账单", grid(BILL))
    ),
    "with a sheet of some of its rows": b.xlsx(
        ("账单", grid(BILL)), ("筛选", grid(BILL[HEAD : HEAD + 3]))
    ),
    "OpenOffice": ods(grid(BILL)),
    "GBK taken for Latin": text(BILL).decode("latin-1").encode(),
    "UTF-8 taken for Latin": latin(text(BILL, "utf-8")).encode(),
    "twice in one file": text([*BILL, *BILL]),
    "columns deleted that say little": text(
        [",".join(line.split(",")[:10]) if n >= HEAD else line for n, line in enumerate(BILL)]
    ),
}


@pytest.mark.parametrize("name", WALLETS)
def test_a_bill_saved_again_has_its_rows(name):
    statement = read(WALLETS[name])
    assert (statement.source, [-row.fen for row in statement.rows]) == ("alipay", FEN)
    assert {verdict.kind.value for verdict in statement.verdicts} == {"expense"}


PASTED = {
    "with all their lines": text([*BILL, *NEXT]),
    "with their heads": text([*BILL[HEAD:], *NEXT[HEAD:]]),
    "rows only": text([*BILL[HEAD:], *NEXT[HEAD + 1 :]]),
    "on one sheet": b.xlsx(("账单", [*grid(BILL), *grid(NEXT)])),
    "WeChat": wechat(W, W2),
}


@pytest.mark.parametrize("name", PASTED)
def test_two_months_in_one_file_are_both_read(name):
    statement = read(PASTED[name])
    assert [-row.fen for row in statement.rows] == BOTH
    assert statement.notices == ()


def test_pasted_months_whose_counts_do_not_add_up_are_refused():
    with pytest.raises(StatementRefused) as refused:
        read(text([*BILL[:-1], *NEXT]))
    assert refused.value.code == "count_differs"


SHEETS = {
    "a month on each sheet": [("8月", BILL), ("9月", NEXT)],
    "the later month first": [("9月", NEXT), ("8月", BILL)],
    "with a copy and an empty month": [("8月", BILL), ("9月", NEXT), ("10月", BILL[HEAD : HEAD + 1]),
                                       ("筛选", BILL[HEAD : HEAD + 3])],
}  # fmt: skip


@pytest.mark.parametrize("name", SHEETS)
def test_sheets_of_one_account_are_one_statement_and_it_says_so(name):
    statement = read(b.xlsx(*((sheet, grid(lines)) for sheet, lines in SHEETS[name])))
    assert [-row.fen for row in statement.rows] == BOTH
    assert len({row.line for row in statement.rows}) == len(BOTH)
    (said,) = statement.notices
    assert (said.code, said.facts["names"]) == ("sheets_stacked", "8月、9月")


def test_months_whose_rows_fall_are_put_so_that_their_balance_follows():
    head, above = BANK.replace("摘要", "余额,摘要"), "账号：6222021234568705"
    late = ["2026-09-02,,1.00,97.00,x,y", "2026-09-01,,1.00,98.00,x,y"]
    soon = ["2026-08-02,,1.00,99.00,x,y", "2026-08-01,,1.00,100.00,x,y"]
    months = [("8月", [above, head, *soon]), ("9月", [above, head, *late])]
    statement = read(b.xlsx(*((name, grid(lines)) for name, lines in months)))
    assert [row.balance for row in statement.rows] == [9700, 9800, 9900, 10000]
    assert [one.code for one in statement.notices] == ["sheets_stacked"]
    other = [("8月", [above, head, *soon]), ("9月", ["账号：6222021234560001", head, *late])]
    with pytest.raises(StatementRefused) as refused:
        read(b.xlsx(*((name, grid(lines)) for name, lines in other)))
    assert (refused.value.code, refused.value.facts["sheets"]) == ("two_statements", "8月、9月")


ZIPS = {
    "zip": b.aes_zip("微信支付账单.csv", wechat(W), "123456"),
    "workbook in a zip": b.aes_zip("账单.xlsx", b.xlsx(("S", b.wechat_grid(W))), "123456"),
    "zip in a zip": b.zipped("账单.zip", b.aes_zip("账单.csv", wechat(W), "123456")),
}


@pytest.mark.parametrize("name", ZIPS)
def test_a_zip_with_a_password_is_read_with_it_alone(name):
    found = read(ZIPS[name], Options(password="123456"))
    assert [-row.fen for row in found.rows] == FEN
    with pytest.raises(StatementRefused) as refused:
        read(ZIPS[name])
    assert refused.value.code == "password_needed"


def test_numbers_that_a_spreadsheet_destroyed_name_no_account():
    head = f"{BANK},卡号,交易流水号"
    rows = [f"2026-01-05,,1.00,{n}.00,x,y,6.21483E+18,1.23457E+17" for n in (9, 8)]
    statement = read(b.table(head, *rows, before=("示例银行交易明细",)))
    assert (statement.tail, [row.order for row in statement.rows]) == ("", ["", ""])
    assert [row.fen for row in statement.rows] == [-100, -100]
    for card in ("6217000012345670000", 6217000012345670123.0):
        sheet = b.xlsx(("S", [["某行"], head.split(","), [*rows[0].split(",")[:6], card, ""]]))
        assert read(sheet).tail == ""
    whole = b.table(head, rows[0].replace("6.21483E+18", "6217000012345670"), before=("某行",))
    assert read(whole).tail == "5670"


TOLD = {
    "a bill without its head": f"第 {HEAD + 1} 行已经是明细（“2026-08-01 12:00:31,餐饮美食,店1,",
    "rows without anything above": "应当有“交易日期、收入、支出、余额”这样的列名",
    "a workbook without its head": "第 2 行已经是明细（“2026-01-05",
    "names nobody knows": "文件里是“何时,多少,为何”，应当是“交易日期、收入、支出、余额”",
    "UTF-8 taken for GBK": "乱码（“",
}


@pytest.mark.parametrize("name", TOLD)
def test_a_refusal_says_what_was_expected_and_what_was_found(name):
    with pytest.raises(StatementRefused) as refused:
        read(REFUSED[name][0])
    assert TOLD[name] in importing.refusal(refused.value, Texts("zh_CN"))
    if name == "a bill without its head":
        assert refused.value.facts["expected"] == "交易时间、收/支、金额、交易状态"


ACCOUNTS = {
    "blanks inside figures": account("2026-01-05,,1 000.00,9\u00a0000.00,x,y"),
    "subtotals of a spreadsheet": account(
        "2026-01-05,,1000.00,9.00,x,y", "2026/1/5 汇总,,1000.00,,,", "总计,,1000.00,,,"
    ),
    "a table of Markdown": (
        "| 交易日期 | 收入 | 支出 | 余额 |\n|---|---|---|---|\n| 2026-01-05 |  | 1,000.00 | 9.00 |\n"
    ).encode(),
}  # fmt: skip


@pytest.mark.parametrize("name", ACCOUNTS)
def test_an_account_saved_again_has_its_rows(name):
    assert [(row.at, row.fen) for row in read(ACCOUNTS[name]).rows] == [("2026-01-05", -100_000)]


def test_an_error_of_a_spreadsheet_and_a_hidden_day_among_others_wait():
    rows = [f"2026-01-05,,1.00,{n}.00,x,y" for n in range(99, 20, -1)]
    found = read(account(*rows, "2026-01-06,,#REF!,9.00,x,y", "########,,1.00,8.00,x,y"))
    assert [row.problem for row in found.rows[-2:]] == ["amount", "date"]


def bundle(*names):
    return b.zipped(names[0], b"x", **dict.fromkeys(names[1:], b"x"))


REFUSED = {
    "a bill without its head": (text(BILL[:HEAD] + BILL[HEAD + 1 :]), "head_missing"),
    "rows without anything above": (text(BILL[HEAD + 1 :]), "head_missing"),
    "a workbook without its head": (
        b.xlsx(("S", [["示例银行"], ["2026-01-05", "", 1.0, 9.0, "x"]])), "head_missing",
    ),
    "names nobody knows": (b.table("何时,多少,为何", "2026-08-01,5.00,付"), "header_not_found"),
    "UTF-8 taken for GBK": (
        text(BILL, "utf-8").decode("gb18030", "replace").encode("gb18030", "replace"), "garbled",
    ),
    "characters that could not be saved": (text(BILL).decode("ascii", "replace").encode(), "garbled"),
    "characters saved as question marks": (
        "\n".join(BILL).encode("ascii", "replace"), "garbled",
    ),
    "filtered rows": (text(BILL[: HEAD + 3]), "count_differs"),
    "a sum with a day": (text([*BILL, "2026-08-31,总计,,,,,24.00,,,,,"]), "count_differs"),
    "columns deleted that say much": (
        text([",".join(line.split(",")[:7]) if n >= HEAD else line for n, line in enumerate(BILL)]),
        "columns_missing",
    ),
    "two sheets with other columns": (
        b.xlsx(("8月", grid(BILL)), ("账户", grid([BANK, "2026-10-05,,1.00,9.00,x,y"]))),
        "two_statements",
    ),
    "two sheets of one month": (
        b.xlsx(("8月", grid(BILL)), ("八月", grid([line.replace("6.50", "6.51") for line in BILL]))),
        "two_statements",
    ),
    "days too wide for their column": (
        account("########,,1.00,9.00,x,y", "########,,1.00,8.00,x,y"), "days_hidden",
    ),
    "a picture in a text document": (
        bundle("[Content_Types].xml", "word/document.xml", "word/media/image1.png"), "document",
    ),
    "a photograph": (b"\0\0\0\x18ftypheic" + b"0" * 99, "picture"),
    "a table of Numbers": (bundle("Index/Document.iwa", "Metadata/Properties.plist"), "numbers"),
    "a receipt in OFD": (bundle("OFD.xml", "Doc_0/Document.xml"), "ofd"),
    "a workbook with a password": (
        bytes.fromhex("D0CF11E0A1B11AE1") + "EncryptedPackage".encode("utf-16-le"),
        "workbook_locked",
    ),
    "an empty zip": (b"PK\x05\x06" + bytes(18), "binary"),
    "a list of JSON": (b'["date", "amount"]', "header_not_found"),
    "an empty workbook": (b.xlsx(("S", [])), "empty"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_read_is_refused_in_a_sentence(name):
    data, code = REFUSED[name]
    with pytest.raises(StatementRefused) as refused:
        read(data)
    assert refused.value.code == code
    for language in ("zh_CN", "en"):
        assert "{" not in importing.refusal(refused.value, Texts(language))
