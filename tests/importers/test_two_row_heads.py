"""Heads of two rows: a name that stands over several columns, each with a name of its own below."""

from __future__ import annotations

import pytest
import statement_builders as b

from jiebei_desktop.importers.reading import read
from jiebei_desktop.importers.verdicts import Kind

PAIR = (
    ["交易日期", "交易金额", "", "余额", "摘要", "对方户名"],
    ["", "支出", "收入", "", "", ""],
    ["2026-01-05", "100.00", "", "900.00", "消费", "超市"],
    ["2026-01-06", "", "5000.00", "5900.00", "代发工资", "某公司"],
)
SIDES = (
    ["序号", "记账日期", "发生额", "", "余额", "摘要"],
    ["", "", "借方", "贷方", "", ""],
    ["1", "2026-01-05", "100.00", "", "900.00", "消费"],
    ["2", "2026-01-06", "", "5000.00", "5900.00", "代发工资"],
)
UNITS = (
    ["交易日期", "支出", "收入", "余额", "摘要"],
    ["", "(元)", "(元)", "(元)", ""],
    ["2026-01-05", "100.00", "", "900.00", "消费"],
    ["2026-01-06", "", "5000.00", "5900.00", "代发工资"],
)
LATIN = (
    ["交易日期", "交易金额", "余额", "摘要"],
    ["Date", "Amount", "Balance", "Summary"],
    ["2026-01-05", "-100.00", "900.00", "消费"],
    ["2026-01-06", "5000.00", "5900.00", "代发工资"],
)


def text(rows):
    return b.table(*(",".join(row) for row in rows), before=("某行 交易明细", "账号：6217****1234"))


def book(rows):
    return b.xlsx(("明细", [["某行 交易明细"], *rows]))


def page(rows):
    """A page whose upper names span the columns or the rows that the grid leaves empty."""
    upper, lower, *rest = rows
    head, under = "", ""
    for place, (name, below) in enumerate(zip(upper, lower, strict=True)):
        wide = next((n for n, more in enumerate(upper[place + 1 :], 1) if more), len(upper) - place)
        if name and not below:
            head += f"<th rowspan=2>{name}</th>"
        elif name:
            head += f"<th colspan={wide}>{name}</th>"
        under += f"<th>{below}</th>" if below else ""
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rest)
    return f"<html><table><tr>{head}</tr><tr>{under}</tr>{body}</table></html>".encode()


@pytest.mark.parametrize("rows", [PAIR, SIDES, UNITS, LATIN])
@pytest.mark.parametrize("form", [text, book])
def test_each_column_has_its_own_name(form, rows):
    statement = read(form(rows))
    assert [row.fen for row in statement.rows] == [-10000, 500000]
    assert (statement.income(), statement.expense()) == (500000, 10000)
    assert [row.balance for row in statement.rows] == [90000, 590000]


@pytest.mark.parametrize("rows", [PAIR, SIDES])
def test_cells_of_a_page_that_span_rows_and_columns(rows):
    assert [row.fen for row in read(page(rows)).rows] == [-10000, 500000]


DUE = (
    ["期数", "应还", "", "实还", "", "", "", "状态"],
    ["", "本金", "利息", "日期", "金额", "本金", "利息", ""],
    ["1", "1000.00", "25.00", "2026-01-05", "1020.00", "1000.00", "20.00", "已结清"],
    ["2", "1000.00", "15.00", "", "", "", "", "未还"],
)


TITLE = "借呗还款明细"
LISTS = [
    b.table(*(",".join(row) for row in DUE), before=(TITLE,)),
    b.xlsx(("明细", [[TITLE], *DUE])),
    page(DUE).replace(b"<html>", f"<html><p>{TITLE}</p>".encode()),
]


@pytest.mark.parametrize("data", LISTS)
def test_what_is_due_is_not_what_was_paid(data):
    statement = read(data)
    assert statement.source == "lender"
    assert statement.verdicts[0].parts == (100000, 2000, 0, 0)
    assert statement.debt_delta() == {"借呗": -102000}
    assert statement.verdicts[1].reason == "unpaid"
    assert statement.notices == ()


def test_parts_of_what_is_due_are_no_parts_of_what_was_paid():
    rows = (
        ["期数", "应还", "", "实还", "", "状态"],
        ["", "本金", "利息", "日期", "金额", ""],
        ["1", "1000.00", "20.00", "2026-01-05", "1020.00", "已结清"],
    )
    statement = read(b.table(*(",".join(row) for row in rows), before=(TITLE,)))
    assert statement.source == "lender"  # paid, and nothing says what of it was principal
    assert [(v.kind, v.parts) for v in statement.verdicts] == [(Kind.DEBT_REPAY, ())]


def test_a_row_whose_cells_are_names_of_columns_is_a_row():
    rows = (
        ["交易日期", "交易金额", "方式", "摘要"],
        ["2026-01-05", "-100.00", "余额", "消费"],
        ["2026-01-06", "5000.00", "余额", "代发工资"],
    )
    assert [row.fen for row in read(text(rows)).rows] == [-10000, 500000]


def test_a_word_under_a_name_that_is_known_does_not_replace_it():
    rows = (LATIN[0], ["", "", "", "说明"], *LATIN[2:])
    assert [row.kind for row in read(text(rows)).rows] == ["消费", "代发工资"]


def test_a_line_of_text_under_the_names_is_no_second_head():
    rows = (LATIN[0], ["以下为本期交易", "", "", ""], *LATIN[2:])
    assert [row.fen for row in read(text(rows)).rows] == [-10000, 500000]


def test_a_day_over_several_rows_is_the_day_of_each_and_an_amount_is_not():
    data = (
        "<html><table><tr><th>交易日期<th>支出<th>收入<th>摘要</tr>"
        "<tr><td rowspan=2>2026-01-05<td>1.00<td><td>消费</tr><tr><td>2.00<td><td>消费</tr>"
        "<tr><td>2026-01-06<td><td rowspan=2>3.00<td>工资</tr>"
        "<tr><td>2026-01-07<td>4.00<td>消费</tr></table></html>"
    )
    rows = read(data.encode()).rows
    assert [(row.at, row.fen) for row in rows] == [
        ("2026-01-05", -100), ("2026-01-05", -200), ("2026-01-06", 300), ("2026-01-07", -400),
    ]  # fmt: skip
