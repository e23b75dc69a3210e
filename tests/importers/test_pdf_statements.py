from __future__ import annotations

import io

import pdf_builder as b
import pytest

from jiebei_desktop.importers.container import open_content
from jiebei_desktop.importers.pdf_pages import read_pages
from jiebei_desktop.importers.pdf_table import joined
from jiebei_desktop.importers.reading import Options, read
from jiebei_desktop.importers.refusals import StatementRefused
from jiebei_desktop.importers.tables import ColumnMap

pikepdf = pytest.importorskip("pikepdf", reason="no wheel for this system")

BANK = ("记账日期", "货币", "交易金额", "联机余额", "交易摘要", "对手信息")
AT = (40, 110, 160, 230, 300, 400)
ROWS = (
    ("2026-08-01", "CNY", "-12.50", "987.50", "快捷支付", "财付通-好好\n饭店 1234567"),
    ("2026-08-02", "CNY", "8,600.00", "9,587.50", "代发工资", "某某科技\n有限公司\n北京分公司"),
    ("2026-08-03", "CNY", "-587.50", "9,000.00", "转账汇款", "李四"),
)
HEAD = ("招商银行交易流水", "账号:6225880012341234")


def statement(*sheets, **options):
    return read(b.pdf(*sheets), Options(**options))


def table(rows=ROWS, **options):
    return b.table(BANK, AT, rows, head=HEAD, pitch=36, **options)


def rows_of(data):
    return [row for row in open_content(data).sheets[0].rows if len(row) > 1]


def test_a_bank_statement_is_read_row_by_row():
    found = statement(table())
    assert (found.format, found.account, found.encoding) == ("cmb", "6225880012341234", "pdf")
    assert [(row.at, row.fen, row.balance) for row in found.rows] == [
        ("2026-08-01", -1250, 98750),
        ("2026-08-02", 860000, 958750),
        ("2026-08-03", -58750, 900000),
    ]
    assert [row.peer for row in found.rows] == [
        "财付通-好好饭店",
        "某某科技有限公司北京分公司",
        "李四",
    ]
    assert not any(row.problem for row in found.rows)


def test_a_balance_that_does_not_follow_sends_its_row_to_a_person():
    wrong = (ROWS[0], (*ROWS[1][:3], "9,587.60", *ROWS[1][4:]), ROWS[2])
    found = statement(table(wrong))
    assert [row.problem for row in found.rows] == ["", "balance", "balance"]
    assert [verdict.kind.value for verdict in found.verdicts] == ["expense", "review", "review"]
    taken = statement(table(wrong), partial=True)
    assert not any(row.problem for row in taken.rows)


def test_lines_of_a_cell_may_hang_below_its_first_line():
    sheet = b.Sheet().row(AT, 60, BANK)
    for n, cells in enumerate(ROWS):
        sheet.row(AT[:5], 90 + 40 * n, cells[:5])
        for k, line in enumerate(cells[5].split("\n")):
            sheet.put(AT[5], 90 + 40 * n + 10 * k, line)
    assert [row.peer for row in statement(sheet).rows][1] == "某某科技有限公司北京分公司"


def test_the_next_page_goes_on_with_and_without_names_of_its_own():
    more = [("2026-08-04", "CNY", "-1,000.00", "8,000.00", "消费", "超市商场")]
    bare = b.Sheet().put(40, 800, "第2页/共2页").row(AT, 60, more[0])
    for second in (table(more), bare):
        found = statement(table(), second)
        assert [row.at for row in found.rows][2:] == ["2026-08-03", "2026-08-04"]
        assert found.rows[-1].peer == "超市商场"
        assert not any(row.problem for row in found.rows)


def test_headings_and_footers_between_rows_belong_to_none():
    names = ("交易日", "记账日", "交易摘要", "人民币金额", "卡号末四位")
    xs = (40, 100, 160, 330, 430)
    sheet = b.Sheet().put(40, 30, "招商银行信用卡对账单 2026年01月").row(xs, 60, names)
    lines = ["还款", ("", "01/05", "掌上生活还款", "-500.00", "1234"), "消费"]
    lines += [("12/28", "12/29", "京东商城", "88.00", "1234"), "(1)以签购单为准。"]
    for n, line in enumerate(lines, start=1):
        if isinstance(line, str):
            sheet.put(40, 60 + 12 * n, line)
        else:
            sheet.row(xs, 60 + 12 * n, line)
    found = statement(sheet)
    assert found.format == "cmb_credit"
    assert [(r.at, r.fen, r.item or r.kind) for r in found.rows] == [
        ("2026-01-05", 50000, "掌上生活还款"),
        ("2025-12-28", -8800, "京东商城"),
    ]


def test_names_spread_over_lines_and_names_without_a_gap_are_found():
    two = b.Sheet()
    for x, name in zip(
        AT, ("记账\n日期", "货币", "交易\n金额", "联机\n余额", "摘要", "对手信息"), strict=True
    ):
        two.row((x,), 60, (name,))
    close = b.Sheet().put(40, 60, "记账日期货币").row(AT[2:], 60, BANK[2:])
    for sheet in (two, close):
        for n, cells in enumerate(ROWS):
            day = cells[0].replace("-", "")
            xs = AT if sheet is two else (40, 72, *AT[2:])
            sheet.row(xs, 100 + 36 * n, (day, *cells[1:]))
        found = statement(sheet)
        assert [row.fen for row in found.rows] == [-1250, 860000, -58750]
        assert not any(row.currency for row in found.rows)


def test_a_name_that_goes_on_below_the_others_is_whole():
    sheet = b.Sheet().row(AT, 60, ("记账日期", "货币", "交易金额", "联机", "交易摘要", "对手"))
    sheet.row((AT[3], AT[5]), 70, ("余额", "信息"))
    for n, cells in enumerate(ROWS):
        sheet.row(AT, 100 + 36 * n, cells)
    found = statement(sheet)
    assert [row.balance for row in found.rows] == [98750, 958750, 900000]
    assert found.rows[2].peer == "李四"


def test_latin_names_below_the_chinese_ones_are_no_row():
    sheet = b.Sheet().row(AT, 60, BANK)
    sheet.row(AT, 70, ("Date", "Currency", "Amount", "Balance", "Type", "Party"))
    sheet.row(AT, 82, ROWS[0])
    sheet.row(AT, 112, ROWS[2])
    assert rows_of(b.pdf(sheet))[1][4:] == ["快捷支付", "财付通-好好饭店 1234567"]


def test_amounts_to_the_right_and_texts_to_the_left_keep_to_their_columns():
    names = ("交易日期", "摘要", "金额", "余额", "对方户名")
    sheet = b.Sheet().row((40, 120, 260, 340, 400), 60, names)
    money = (("-1,234,567.89", "8,765,432.11"), ("-1.00", "8,765,431.11"))
    for n, (amount, balance) in enumerate(money):
        y = 90 + 30 * n
        sheet.put(40, y, f"2026080{n + 1}").put(120, y, "占满整列宽度的交易摘要")
        sheet.put(276 - b.wide(amount), y, amount).put(356 - b.wide(balance) + 12, y, balance)
        sheet.put(400, y, "某某商行")
    assert [tuple(row[1:4]) for row in rows_of(b.pdf(sheet))[1:]] == [
        ("占满整列宽度的交易摘要", *pair) for pair in money
    ]


WECHAT = (
    "交易单号",
    "交易时间",
    "交易类型",
    "收/支/其他",
    "交易方式",
    "金额(元)",
    "交易对方",
    "商户单号",
)
PAID = (
    "42000012342026\n080100000001",
    "2026-08-01\n10:00:00",
    "商户消费",
    "支出",
    "零钱",
    "12.50",
    "好好\n饭店",
    "1000\n22",
)


def test_the_certificate_of_wechat_is_read():
    rows = (
        PAID,
        (
            "42000012342026\n080200000002",
            "2026-08-02\n10:00:00",
            "转账",
            "收入",
            "/",
            "800.00",
            "王某",
            "/",
        ),
        (
            "42000012342026\n080300000003",
            "2026-08-03\n11:00:00",
            "零钱提现",
            "其他",
            "零钱",
            "500.00",
            "某银行\n(1234)",
            "/",
        ),
    )
    head = ("微信支付交易明细证明", "兹证明:张某(居民身份证:110101199001011234)的交易明细如下")
    found = statement(b.table(WECHAT, (40, 130, 190, 240, 290, 340, 390, 480), rows, head=head))
    assert (found.format, found.source) == ("wechat_proof", "wechat")
    assert next((r.at, r.order, r.peer) for r in found.rows) == (
        "2026-08-01 10:00:00", "42000012342026080100000001", "好好饭店",
    )  # fmt: skip
    assert [v.kind.value for v in found.verdicts] == ["expense", "income", "transfer"]
    assert "110101199001011234" not in str(found)


def test_the_certificate_of_alipay_is_read():
    names = (
        "收/支",
        "交易对方",
        "商品说明",
        "收/付款方式",
        "金额",
        "交易订单号",
        "商家订单号",
        "交易时间",
    )
    texts = (
        ("支出", "好好饭店\n有限公司", "午饭套餐", "花呗", "12.50"),
        ("不计收支", "蚂蚁借呗", "蚂蚁借呗放款至\n银行卡", "", "1500.00"),
        ("不计收支", "蚂蚁借呗", "蚂蚁借呗还款", "余额", "100.00"),
        ("不计收支", "好好饭店", "退款-午饭", "花呗", "2.50"),
        ("收入", "好友", "还款谢谢", "余额", "20.00"),
    )
    rows = [
        (*cells, f"2026080{n}220014\n0000{n}", "T200\n11", f"2026-08-0{n}\n10:00:00")
        for n, cells in enumerate(texts, start=1)
    ]
    sheet = b.table(names, (40, 80, 150, 230, 300, 350, 430, 500), rows, pitch=30)
    found = statement(sheet)
    assert (found.format, found.source) == ("alipay_proof", "alipay")
    kinds = ["expense", "debt_draw", "debt_repay", "refund", "income"]
    assert [v.kind.value for v in found.verdicts] == kinds
    assert found.debt_delta() == {"花呗": 1000, "借呗": 140000}
    assert found.rows[1].order == "2026080222001400002"


def test_a_statement_in_a_zip_and_a_locked_one_are_read(tmp_path):
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(b.pdf(table()))) as document:
        document.save(out, encryption=pikepdf.Encryption(owner="o", user="230011"))
    assert len(read(out.getvalue(), Options(password="230011")).rows) == 3


def test_a_paper_that_only_certifies_is_named():
    sheet = (
        b.Sheet()
        .put(200, 60, "资产证明")
        .put(40, 100, "兹证明张某截至2026年8月1日在我行存款若干。")
    )
    with pytest.raises(StatementRefused) as caught:
        statement(sheet)
    assert caught.value.code == "pdf_certificate"


def test_names_nobody_knows_are_shown_line_by_line():
    sheet = b.table(("何日", "何额"), (40, 200), [("2026-08-01", "1.00")])
    with pytest.raises(StatementRefused) as caught:
        statement(sheet)
    assert caught.value.code == "header_not_found"
    assert caught.value.facts["lines"] == ("何日 何额", "2026-08-01 1.00")


def test_columns_assigned_by_hand_lay_the_page_out_under_them():
    names = ("何日", "何额", "余下", "何事")
    rows = [("2026-08-01", "-1.00", "9.00", "买菜\n两斤"), ("2026-08-02", "-2.00", "7.00", "")]
    data = b.pdf(
        b.table(names, (40, 140, 240, 340), rows, head=("某某村镇银行",)),
        b.table(names, (40, 140, 240, 340), [("2026-08-03", "3.00", "10.00", "退货")]),
    )
    columns = {"at": "何日", "amount": "何额", "balance": "余下", "item": "何事"}
    found = read(data, Options(mapping=ColumnMap(row=1, columns=columns, inverted=None)))
    assert [(r.at, r.fen, r.item) for r in found.rows] == [
        ("2026-08-01", -100, "买菜两斤"),
        ("2026-08-02", -200, ""),
        ("2026-08-03", 300, "退货"),
    ]
    for wrong in (ColumnMap(row=99, columns=columns), ColumnMap(row=1, columns={"at": "没有"})):
        with pytest.raises(StatementRefused, match="header_not_found"):
            read(data, Options(mapping=wrong))


def test_places_tell_where_a_row_stands():
    sheet = open_content(b.pdf(table(), table())).sheets[0]
    assert len(sheet.rows) == len(sheet.places)
    place = sheet.places[-1]
    assert place.page == 1
    assert 150 < place.top < place.bottom < 200


@pytest.mark.parametrize(
    ("upper", "lower", "whole"),
    [
        ("北京公积金中", "心", "北京公积金中心"),
        ("Apple", "Music", "Apple Music"),
        ("2026-08-01", "10:00:00", "2026-08-01 10:00:00"),
        ("4200", "0012", "42000012"),
        ("", "甲", "甲"),
    ],
)
def test_wrapped_text_runs_on_but_for_latin_words_and_times(upper, lower, whole):
    assert joined(upper, lower) == whole


def test_a_line_of_words_beside_a_row_is_no_row_and_a_date_elsewhere_makes_none():
    sheet = table()
    sheet.put(AT[4], 200, "2026年08月")
    found = statement(sheet)
    assert len(found.rows) == 3


def test_reading_leaves_the_order_of_the_file_alone():
    pages = read_pages(b.pdf(table()))
    assert pages == read_pages(b.pdf(table()))
