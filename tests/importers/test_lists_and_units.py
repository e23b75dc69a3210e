"""Lenders' lists and statements in odd spellings: every row to the fen, or one clear refusal."""

from __future__ import annotations

import io
import zipfile
from itertools import accumulate

import pdf_builder as pdf
import pytest
import statement_builders as b
from hypothesis import given, settings
from hypothesis import strategies as st

from jiebei_desktop.importers.pdf_pages import read_pages
from jiebei_desktop.importers.pdf_table import grid_of
from jiebei_desktop.importers.reading import read
from jiebei_desktop.importers.refusals import StatementRefused
from jiebei_desktop.importers.words import words
from jiebei_desktop.text import importing
from jiebei_desktop.text.texts import Texts

# ---------------------------------------------------------------- heads of two printed rows
DUE = (("期数",), ("应还", "本金", "利息"), ("实还", "日期", "金额", "本金", "利息"), ("状态",))
DUE_ROWS = (
    ("1", "1000.00", "25.00", "2026-01-05", "1020.00", "1000.00", "20.00", "已结清"),
    ("2", "1000.00", "15.00", "2026-02-05", "1015.00", "1000.00", "15.00", "已结清"),
)
PARTS = (("期次",), ("还款日期",), ("还款金额",), ("其中", "本金", "利息", "罚息"), ("状态",))
PARTS_ROWS = (("1", "2026-08-09", "438.50", "380.00", "57.00", "1.50", "已还"),)
WHOLE = (("期次",), ("还款日期",), ("还款金额", "合计", "本金", "利息", "罚息"), ("状态",))
PAIR = (("交易日期",), ("交易金额", "支出", "收入"), ("余额",), ("摘要",))
SIDES = (("交易日期",), ("发生额", "借方", "贷方"), ("余额",), ("摘要",))
PAIR_ROWS = (
    ("2026-01-05", "100.00", "", "900.00", "消费"),
    ("2026-01-06", "", "5000.00", "5900.00", "工资"),
)


def printed(groups, rows, *, stand="top", align="middle", widths=None, title="借呗还款明细"):
    """Print a table whose upper names stand over groups of columns.

    ``stand`` is where a name without names below it stands: with the upper row, half way, with
    the lower row.
    """
    count = sum(max(len(names) - 1, 1) for names in groups)
    widths = widths or [62] * count
    lefts = [30, *accumulate(widths, initial=30)][1:]
    sheet = pdf.Sheet().put(40, 30, title)
    upper, lower, alone = 70, 94 if stand == "half" else 82, {"top": 70, "half": 82, "low": 82}
    place = 0
    for top, *below in groups:
        end = place + max(len(below), 1)
        left, right = lefts[place], lefts[end]
        middle = left + (right - left - pdf.wide(top)) / 2
        x = lefts[place] + 2 if align == "left" else middle
        sheet.put(x, upper if below else alone[stand], top)
        for n, name in enumerate(below, place):
            x = lefts[n] + 2 if align == "left" else lefts[n] + (widths[n] - pdf.wide(name)) / 2
            sheet.put(x, lower, name)
        place = end
    for number, cells in enumerate(rows, 1):
        sheet.row([left + 2 for left in lefts[:count]], lower + 24 * number, cells)
    return pdf.pdf(sheet)


def paid(statement):
    return [(v.kind.value, row.fen, v.parts) for row, v in zip(
        statement.rows, statement.verdicts, strict=True
    )]  # fmt: skip


DUE_PAID = [
    ("debt_repay", 102_000, (100_000, 2_000, 0, 0)),
    ("debt_repay", 101_500, (100_000, 1_500, 0, 0)),
]
PART_PAID = [("debt_repay", 43_850, (38_000, 5_700, 150, 0))]
BOTH_WAYS = [("expense", -10_000, ()), ("income", 500_000, ())]


@pytest.mark.parametrize("stand", ["top", "half", "low"])
@pytest.mark.parametrize("align", ["middle", "left"])
@pytest.mark.parametrize(
    ("groups", "rows", "found"),
    [(DUE, DUE_ROWS, DUE_PAID), (PARTS, PARTS_ROWS, PART_PAID), (WHOLE, PARTS_ROWS, PART_PAID),
     (PAIR, PAIR_ROWS, BOTH_WAYS), (SIDES, PAIR_ROWS, BOTH_WAYS)],
    ids=["due and paid", "parts", "whole and parts", "two ways", "debit and credit"],
)  # fmt: skip
def test_a_printed_head_of_two_rows_names_every_column(groups, rows, found, stand, align):
    assert paid(read(printed(groups, rows, stand=stand, align=align))) == found


@settings(max_examples=40)
@given(st.lists(st.integers(56, 70), min_size=8, max_size=8), st.sampled_from(["top", "half"]))
def test_columns_of_unlike_width_keep_their_names(widths, stand):
    pages = read_pages(printed(DUE, DUE_ROWS, widths=widths, stand=stand))
    assert grid_of(pages, words()).rows[1:] == [
        ["期数", "应还本金", "应还利息", "实还日期", "实还金额", "实还本金", "实还利息", "状态"],
        *map(list, DUE_ROWS),
    ]


def test_words_above_the_head_are_no_part_of_it():
    lines = ("账号 6222 币种 人民币", "户名 张三")
    names, xs = ("交易日期", "支出", "收入", "余额", "摘要"), (40, 120, 190, 260, 330)
    page = pdf.table(names, xs, PAIR_ROWS, head=lines)
    assert paid(read(pdf.pdf(page))) == BOTH_WAYS


# ---------------------------------------------------------------- days
HEAD = "交易日期,收入,支出,余额,摘要"


def account(*days, title="某行交易明细"):
    """An account's rows of 100.00 in and out in turn, on ``days``."""
    rows = [f"{d},{('100.00,', ',100.00')[n % 2]},{(1100, 1000)[n % 2]}.00,x" for n, d in
            enumerate(days)]  # fmt: skip
    return b.table(HEAD, *rows, before=(title,))


@pytest.mark.parametrize(
    ("days", "found"),
    [
        (("05/01/2026", "13/01/2026"), ("2026-01-05", "2026-01-13")),
        (("05-01-2026", "13-01-2026"), ("2026-01-05", "2026-01-13")),
        (("25.01.2026", "05.01.2026"), ("2026-01-25", "2026-01-05")),
        (("01/13/2026", "02/01/2026"), ("2026-01-13", "2026-02-01")),
        (("05/01/26", "25/01/26"), ("2026-01-05", "2026-01-25")),
        (("26/01/05", "26/01/25"), ("2026-01-05", "2026-01-25")),
        (("１２/０１/２０２６", "１３/０１/２０２６"), ("2026-01-12", "2026-01-13")),
        (("13/01/2026 8:05", "14/01/2026 23:10:09"),
         ("2026-01-13 08:05:00", "2026-01-14 23:10:09")),
        (("12 Nov 2026", "2 December 2026"), ("2026-11-12", "2026-12-02")),
        (("12-Nov-26", "13-NOV-26"), ("2026-11-12", "2026-11-13")),
        (('"Nov 12, 2026"', '"December 3, 2026 8:00"'), ("2026-11-12", "2026-12-03 08:00:00")),
        (("12NOV2026", "13 Sept. 2026"), ("2026-11-12", "2026-09-13")),
        (("26年1月5日", "2026 年 1 月 6 日"), ("2026-01-05", "2026-01-06")),
        (("2026-1-5 星期一", "2026-01-06(周二)"), ("2026-01-05", "2026-01-06")),
    ],
)  # fmt: skip
def test_days_are_read_in_every_spelling(days, found):
    assert [(row.at, row.fen) for row in read(account(*days)).rows] == [
        (found[0], 10_000), (found[1], -10_000),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "days", [("13/01/2026", "01/14/2026"), ("12 Mai 2026", "32/01/2026"), ("31/02/2026", "1 Jan")]
)
def test_what_is_no_day_in_either_order_waits(days):
    assert [v.reason for v in read(account(*days)).verdicts] == ["date", "date"]


def test_a_day_that_could_be_either_among_plain_ones_waits_alone():
    rows = read(account("2026-01-05", "06/01/2026")).rows
    assert [(row.at, row.problem) for row in rows] == [("2026-01-05", ""), ("", "date")]


@pytest.mark.parametrize("day", ["05/01/2026", "12 Nov 2026", "Nov 12, 2026"])
def test_such_days_are_found_on_paper(day):
    names, xs = ("交易日期", "交易金额", "余额", "摘要"), (40, 120, 200, 280)
    rows = [(day, "-100.00", "900.00", "消费"), ("13/01/2026", "5000.00", "5900.00", "工资")]
    found = read(pdf.pdf(pdf.table(names, xs, rows, head=("某行",)))).rows
    assert [row.fen for row in found] == [-10_000, 500_000]
    assert all(row.at for row in found)


# ---------------------------------------------------------------- cells over several rows
def merged(grid, *ranges):
    """Return a workbook in which a cell stands over each of ``ranges``."""
    found = zipfile.ZipFile(io.BytesIO(b.xlsx(("明细", grid))))
    cells = "".join(f'<mergeCell ref="{one}"/>' for one in ranges)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name in found.namelist():
            tail = f"</sheetData><mergeCells>{cells}</mergeCells>".encode()
            made.writestr(name, found.read(name).replace(b"</sheetData>", tail))
    return out.getvalue()


def test_a_day_over_several_rows_of_a_sheet_is_the_day_of_each_and_an_amount_is_not():
    grid = [
        ["某行交易明细"],
        HEAD.split(","),
        [46027.0, "", 1.0, 99.0, "消费"],
        ["", "", 2.0, 97.0, "消费"],
        ["2026-01-06", 3.0, "", 100.0, "工资"],
        ["2026-01-07", "", 4.0, 96.0, "消费"],
    ]
    rows = read(merged(grid, "A1:E1", "A3:A4", "B5:B6")).rows
    assert [(row.at[:10], row.fen) for row in rows] == [
        ("2026-01-05", -100), ("2026-01-05", -200), ("2026-01-06", 300), ("2026-01-07", -400),
    ]  # fmt: skip


# ---------------------------------------------------------------- units and figures
LIST = "期数,还款时间,还款金额,本金,利息,罚息,还款状态"
TEN_THOUSANDS = "1,2026-08-09,0.04385,0.038,0.0057,0.00015,还款成功"


@pytest.mark.parametrize(
    "data",
    [
        b.table(LIST, TEN_THOUSANDS, before=("借呗还款明细", "单位：万元")),
        b.table(LIST, TEN_THOUSANDS, before=("借呗还款明细（金额单位：人民币万元）",)),
        b.table(LIST, TEN_THOUSANDS, before=("借呗还款明细，以人民币万元为单位",)),
        b.table(LIST, TEN_THOUSANDS, before=("借呗还款明细", "（万元）")),
        b.table(
            "期数,还款时间,还款金额(万元),本金(万元),利息（万元）,罚息/万元,还款状态",
            TEN_THOUSANDS, before=("借呗还款明细",),
        ),
        b.table(
            "期数,还款时间,还款金额(元),本金(元),利息(元),罚息(千元),还款状态",
            "1,2026-08-09,438.50,380.00,57.00,0.0015,还款成功", before=("借呗还款明细 单位：万元",),
        ),
        b.xlsx(("明细", [
            ["借呗还款明细", "", "", "", "", "单位：千元"], LIST.split(","),
            ["1", "2026-08-09", 0.4385, 0.38, 0.057, 0.0015, "还款成功"],
        ])),
        printed(PARTS, [("1", "2026-08-09", "0.4385", "0.38", "0.057", "0.0015", "已还")],
                title="借呗还款明细 单位：千元"),
    ],
    ids=["above", "in brackets", "said", "alone", "in the names", "names first", "sheet", "paper"],
)  # fmt: skip
def test_amounts_in_a_unit_that_the_table_names_are_yuan(data):
    assert paid(read(data)) == PART_PAID


@pytest.mark.parametrize(
    ("head", "rows", "found"),
    [
        ("交易日期,收入(千元),支出(千元),余额(元),摘要",
         ('2026-01-05,"1,234.567",,900.00,x', "2026-01-06,,0.0005,899.50,x"),
         [123_456_700, -50]),
        ("交易日期,交易金额(分),余额(分),摘要", ("2026-01-05,150,1025,x", "2026-01-06,-50,975,x"),
         [150, -50]),
        ("交易日期,交易金额（千元）,余额（千元）,摘要",
         ("2026-01-05,(1.5),10.25,x", "2026-01-06,-.5,9.75,x"), [-150_000, -50_000]),
    ],
)  # fmt: skip
def test_each_column_has_its_own_unit(head, rows, found):
    assert [row.fen for row in read(b.table(head, *rows, before=("某行",))).rows] == found


def test_a_unit_on_the_second_row_of_the_head_counts():
    rows = ("交易日期,支出,收入,摘要", ",(千元),(千元),", "2026-01-05,1.25,,消费")
    assert [row.fen for row in read(b.table(*rows, before=("某行",))).rows] == [-125_000]


def test_less_than_a_fen_in_such_a_unit_waits():
    table = b.table(
        LIST, TEN_THOUSANDS.replace("0.04385", "0.0438511"), before=("借呗还款明细 单位：万元",)
    )
    assert [v.reason for v in read(table).verdicts] == ["amount"]


@pytest.mark.parametrize(
    ("cell", "fen"),
    [
        ("100.00(人民币壹佰元整)", 10_000), ("壹佰元整 ¥100.00", 10_000), ("壹佰元整", 10_000),
        ("人民币(大写)：壹拾贰万叁仟零肆拾伍元陆角柒分", 12_304_567), ("拾元零伍分", 1005),
        ("贰亿零叁拾万元整", 20_030_000_000), ("叁拾贰圆伍角", 3250), ("两万两仟元正", 2_200_000),
        ("１，１００．００", 110_000), ("(¥1,100.00)", -110_000), ("（壹佰元整）(100.00)", -10_000),
        ("1 100.00", 110_000),
    ],
)  # fmt: skip
def test_an_amount_in_words_or_odd_figures(cell, fen):
    (row,) = read(b.table("交易日期,收入,支出,余额,摘要", f'2026-01-05,"{cell}",,1.00,x')).rows
    assert (row.fen, row.problem) == (fen, "")


@pytest.mark.parametrize("cell", ["100.00(贰佰元整)", "壹佰元整 100.01", "1.5万元", "壹佰"])
def test_words_that_say_another_amount_wait(cell):
    (row,) = read(b.table("交易日期,收入,支出,余额,摘要", f"2026-01-05,{cell},,1.00,x")).rows
    assert row.problem == "amount"


def test_an_amount_in_words_beside_a_column_of_figures():
    head = "交易日期,金额(大写),金额(小写),余额,摘要"
    rows = ("2026-01-05,壹佰元整,-100.00,900.00,x", "2026-01-06,伍拾元整,50.00,950.00,x")
    assert [row.fen for row in read(b.table(head, *rows, before=("某行",))).rows] == [
        -10_000,
        5_000,
    ]


# ---------------------------------------------------------------- what one lender paid and got
MOVES = "交易时间,交易类型,交易金额,状态"


def test_a_lenders_list_of_time_kind_and_amount_alone_is_read():
    rows = ("2026-10-08 10:10:40,借款,8000.00", "2026-10-22 09:00:00,还款,888.00")
    statement = read(b.table("时间,类型,金额", *rows, before=("微粒贷交易明细",)))
    assert [v.reason for v in statement.verdicts] == ["drawn", "repaid"]
    assert statement.debt_delta() == {"微粒贷": 800_000 - 88_800}


def test_a_lenders_list_of_moves_is_of_its_loan_and_of_no_card():
    rows = (
        "2026-08-09 10:00:00,借款,4000.00,成功", "2026-09-09 10:00:00,还款,-438.50,成功",
        "2026-10-09 10:00:00,还款,438.50,失败", "2026-10-10 10:00:00,服务,1.00,成功",
    )  # fmt: skip
    statement = read(b.table(MOVES, *rows, before=("借呗交易明细",)))
    assert [v.reason for v in statement.verdicts] == [
        "drawn", "repaid", "repayment_failed", "lender_state",
    ]  # fmt: skip
    assert statement.debt_delta() == {"借呗": 400_000 - 43_850}


@pytest.mark.parametrize(
    "title",
    ["网商银行交易明细", "示例银行交易明细\n提示：借呗还款请看支付宝账单", "示例信用卡 借呗 账单"],
)
def test_an_account_is_no_lenders_list_for_a_name_above_it(title):
    rows = ("2026-08-09,转账,4000.00,成功", "2026-08-10,消费,-438.50,成功")
    head = "交易日期,交易类型,交易金额,状态"
    assert read(b.table(head, *rows, before=title.split("\n"))).source == "bank"


def test_the_name_of_a_firm_is_no_unit():
    table = account("2026-01-05", "2026-01-06", title="开户单位：元气科技 单位：千元店")
    assert [row.fen for row in read(table).rows] == [10_000, -10_000]


# ---------------------------------------------------------------- refused in one sentence
@pytest.mark.parametrize(
    ("data", "code"),
    [
        (account("05/01/2026", "06/01/2026"), "day_or_month"),
        (account("05-01-26", "06-01-26", title="某行"), "day_or_month"),
        (b.table(LIST, TEN_THOUSANDS, before=("借呗 单位：万元", "本金单位：元")), "units_differ"),
        (b.table("期数,应还日期,应还金额,本金,利息", "1,2026-08-09,437.00,380.00,57.00",
                 before=("借呗还款计划",)), "repayment_list"),
        (printed((("期数",), ("应还", "日期", "本金", "利息")), [("1", "2026-08-09", "1", "2")]),
         "repayment_list"),
        (b.table("借款日期,借款金额,期数,利率,状态", "2026-08-09,4000.00,12,18%,还款中",
                 before=("借呗借款明细",)), "loan_list"),
    ],
)  # fmt: skip
def test_what_cannot_be_sure_is_refused_in_a_sentence(data, code):
    with pytest.raises(StatementRefused) as refused:
        read(data)
    assert refused.value.code == code
    for language in ("zh_CN", "en"):
        assert "{" not in importing.refusal(refused.value, Texts(language))
