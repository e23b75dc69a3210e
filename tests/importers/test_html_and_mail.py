from __future__ import annotations

import base64
from email.message import EmailMessage

import pdf_builder as p
import pytest
import statement_builders as b
from hypothesis import given, settings
from hypothesis import strategies as st
from statement_builders import A

from jiebei_desktop.importers import mail as mails
from jiebei_desktop.importers.container import open_content
from jiebei_desktop.importers.html_grid import html_grid
from jiebei_desktop.importers.reading import Options, read
from jiebei_desktop.importers.refusals import StatementRefused

NAMES = ("交易日期", "记账日期", "交易说明", "交易币种/金额", "入账币种/金额")
ROWS = (
    ("2026-08-01", "2026-08-02", "退货 支付宝-好店", "CNY 20.00", "CNY 20.00"),
    ("2026-08-03", "2026-08-04", "还款 自动还款", "CNY 500.00", "CNY 500.00"),
    ("2026-08-05", "2026-08-06", "消费 财付通-超市", "CNY 88.10", "CNY 88.10"),
)
EXPECTED = [("2026-08-01", 2000), ("2026-08-03", 50000), ("2026-08-05", -8810)]


def grid(rows):
    return "".join(f"<tr>{''.join(f'<td>{c}</td>' for c in row)}</tr>" for row in rows)


def bill(rows=ROWS, title="交通银行信用卡 2026年08月电子账单"):
    inner = f"<table>{grid([NAMES])}{grid(rows)}</table>"
    return (
        "<!-- saved --><html><head><meta charset='utf-8'><title>x</title>"
        "<style>td { color: red } 交易日期</style><script>var a='<table>';</script></head>"
        f"<body><p>{title}</p><img src='http://ads.example/x.png'>"
        "<table><tr><td>卡号：</td><td>622222******3308</td></tr>"
        f"<tr><td colspan=2>{inner}</td></tr></table><p>谢谢</p></body></html>"
    )


def message(html=None, charset="utf-8", encoding="quoted-printable", files=()):
    made = EmailMessage()
    made["From"], made["Subject"] = "bank@example.com", "信用卡电子账单"
    made["MIME-Version"] = "1.0"
    made.set_content("请查看账单。")
    if html is not None:
        made.add_alternative(html, subtype="html", charset=charset, cte=encoding)
    for name, data in files:
        made.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return made.as_bytes()


def refused(data, **options):
    with pytest.raises(StatementRefused) as caught:
        read(data, Options(**options))
    return caught.value.code


def read_rows(data, **options):
    return [(row.at, row.fen) for row in read(data, Options(**options)).rows]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_saved_web_page_is_read_with_its_tables_inside_tables(encoding):
    found = read(bill().encode(encoding))
    assert (found.format, found.tail, found.encoding) == ("bocom_credit", "3308", "html")
    assert [(row.at, row.fen) for row in found.rows] == EXPECTED
    assert [v.kind.value for v in found.verdicts] == ["refund", "debt_repay", "expense"]


@pytest.mark.parametrize(
    ("charset", "encoding"),
    [
        ("utf-8", "quoted-printable"),
        ("utf-8", "base64"),
        ("gb18030", "base64"),
        ("gb2312", "quoted-printable"),
    ],
)
def test_a_mail_is_read_in_every_coding(charset, encoding):
    assert read_rows(message(bill(), charset, encoding)) == EXPECTED


def test_a_mail_kept_by_an_editor_begins_with_its_mark():
    assert read_rows(b"\xef\xbb\xbf" + message(bill())) == EXPECTED


def test_two_sections_with_the_same_names_are_one_table():
    page = bill(ROWS[:1]) + "<b>以下是您的消费明细</b>" + bill(ROWS[1:])
    assert read_rows(page.encode()) == EXPECTED


def test_what_stands_far_above_the_table_does_not_hide_it():
    page = "".join(f"<p>说明{n}</p>" for n in range(300)) + bill()
    found = read(b"<div>" + page.encode())
    assert [(row.at, row.fen) for row in found.rows] == EXPECTED
    assert found.tail == "3308"


def test_days_without_a_year_take_it_from_the_title():
    names = ("交易日", "记账日", "交易摘要", "人民币金额", "卡号末四位")
    rows = [
        ("1230", "1231", "掌上生活还款", "-500.00", "1234"),
        ("0105", "01/06", "京东商城", "88.00", "1234"),
    ]
    page = f"<html><p>招商银行信用卡 2026年01月账单</p><table>{grid([names, *rows])}</table>"
    assert read_rows(page.encode()) == [("2025-12-30", 50000), ("2026-01-05", -8800)]


def test_an_attached_statement_is_read_when_the_body_is_only_a_letter():
    csv = b.alipay([A()])
    letter = "<html><table><tr><td>尊敬的客户，账单见附件。</td></tr></table></html>"
    assert len(read(message(letter, files=[("账单.zip", b.zipped("a.csv", csv))])).rows) == 1
    names = ("记账日期", "交易金额", "联机余额", "摘要")
    page = p.pdf(p.table(names, (40, 140, 240, 340), [("2026-08-01", "-1.00", "9.00", "消费")]))
    assert read_rows(message(files=[("x.pdf", page)])) == [("2026-08-01", -100)]


def test_an_attachment_keeps_its_password():
    locked = b.aes_zip("a.csv", b.alipay([A()]), "234512")
    data = message(files=[("a.zip", locked)])
    assert refused(data) == "password_needed"
    assert len(read(data, Options(password="234512")).rows) == 1


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (message(), "mail"),
        (message("<p>您的账单已出，请点击<a href='http://x.example'>查看</a></p>"), "mail"),
        (message(files=[("封面.png", b"\x89PNG\r\n")]), "mail"),
        (message("<table><tr><td>您好</td></tr></table>"), "header_not_found"),
        (b"<html><body>login</body></html>", "html"),
        (b"<?xml version='1.0'?><Workbook/>", "xml"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (b"\x00\x00\x00\x18ftypheic", "picture"),
        (b"Rar!\x1a\x07", "archive"),
        (b"{\\rtf1 x}", "document"),
        (b.zipped("word/document.xml", b"x", **{"[Content_Types].xml": b"x"}), "document"),
        (bytes.fromhex("D0CF11E0A1B11AE1") + "WordDocument".encode("utf-16-le"), "document"),
        (bytes.fromhex("D0CF11E0A1B11AE1") + "__substg1.0_".encode("utf-16-le"), "outlook"),
    ],
)
def test_a_paper_that_is_no_statement_is_named(data, code):
    assert refused(data) == code


def test_a_mail_that_cannot_be_taken_apart_is_refused(monkeypatch):
    def fail(*_):
        raise RecursionError

    monkeypatch.setattr(mails, "_parts", fail)
    assert refused(message(bill())) == "mail_damaged"


def test_a_mail_inside_a_mail_is_read():
    outer = EmailMessage()
    outer["From"], outer["Subject"] = "me@example.com", "Fwd"
    outer.set_content("see below")
    inner = EmailMessage()
    inner["Subject"] = "bill"
    inner.add_alternative(bill(), subtype="html")
    outer.add_attachment(inner)
    assert read_rows(outer.as_bytes()) == EXPECTED


def test_a_saved_page_with_its_pictures_in_one_file_is_read():
    page = base64.encodebytes(bill().encode()).decode()
    data = (
        "From: <Saved by a browser>\nSubject: bill\nMIME-Version: 1.0\n"
        "Content-Type: multipart/related; boundary=xx\n\n"
        "--xx\nContent-Type: text/html\nContent-Transfer-Encoding: base64\n\n"
        f"{page}\n--xx\nContent-Type: image/png\nContent-Location: http://x.example/a.png\n\nx\n--xx--\n"
    )
    assert read_rows(data.encode()) == EXPECTED


def test_cells_keep_their_place_where_one_spans_several():
    page = b"<table><tr><td colspan=3>a<br>b</td><td colspan=x>c</td></tr><tr><td>1<td>2</table>d"
    assert html_grid(page) == [["a b", "", "", "c"], ["1", "2"], ["d"]]


def test_a_page_left_open_is_read_to_its_end():
    assert html_grid(b"x<br>y<table><tr><td>1<table><tr><td>2") == [["x"], ["y"], ["2"], ["1"]]
    assert html_grid(b"</table></tr></td><p>x") is None


def test_no_page_grows_beyond_its_bytes(monkeypatch):
    monkeypatch.setattr("jiebei_desktop.importers.html_grid.MAX_CELLS", 10)
    rows = html_grid(b"<table>" + b"<tr><td colspan=9999>1</td></tr>" * 100)
    assert sum(len(row) for row in rows) <= 50


@settings(max_examples=150, deadline=None)
@given(st.text(st.sampled_from("<>/tablerdh &;'=\n交易日期金额1.-"), max_size=200), st.booleans())
def test_any_page_is_read_consistently_or_refused(text, as_mail):
    page = f"<table>{grid([NAMES])}{grid(ROWS)}{text}".encode()
    data = message(page.decode(), encoding="base64") if as_mail else page
    try:
        found = read(data, Options(partial=True))
    except StatementRefused as refusal:
        assert refusal.code  # noqa: PT017 (the other branch goes on)
        return
    assert len(found.rows) == len(found.verdicts)
    assert open_content(data).sheets


def test_what_else_is_attached_to_a_mail_with_a_bill_is_told():
    """The account's own file, attached beside the card's bill, was left out without a word."""
    data = message(bill(), files=[("活期.csv", b.alipay([A()])), ("说明.txt", b"x")])
    found = read(data)
    assert [row.fen for row in found.rows] == [fen for _, fen in EXPECTED]
    told = [dict(one.facts) for one in found.notices if one.code == "zip_others"]
    assert told == [{"names": "活期.csv"}]
    alone = read(message(bill()))
    assert not [one for one in alone.notices if one.code == "zip_others"]


def test_words_that_stand_for_several_rows_are_those_of_each_and_money_is_not():
    page = """<html><body><table>
    <tr><th>日期</th><th>摘要</th><th>收入</th><th>支出</th><th>余额</th><th>对方户名</th></tr>
    <tr><td rowspan=2>2026-08-01</td><td rowspan=2>转账</td><td>5.00</td><td></td>
        <td rowspan=2>102.00</td><td rowspan=2>张三</td></tr>
    <tr><td></td><td>3.00</td></tr>
    <tr><td>2026-08-02</td><td>消费</td><td></td><td>2.00</td><td>100.00</td><td>小店</td></tr>
    </table></body></html>"""
    grid = html_grid(page.encode())
    assert grid is not None
    assert grid[2] == ["2026-08-01", "转账", "", "3.00", "", "张三"]
    rows = read(page.encode()).rows
    assert [(row.fen, row.peer) for row in rows] == [(500, "张三"), (-300, "张三"), (-200, "小店")]
