"""Reading a statement for the import screen: doubtful rows, their lines, and mends."""

from __future__ import annotations

import pytest
import statement_builders as b
from statement_builders import A, number, w

from jiebei_desktop.importers.refusals import StatementRefused
from jiebei_desktop.services.statements import imports_review
from jiebei_desktop.services.statements.imports_reading import FileReading, Mend
from jiebei_desktop.ui.pages.ledger.doubts_table import ways
from jiebei_desktop.ui.pages.ledger.import_job import SKIP, TYPE


def file_of(tmp_path, data, name="a.csv"):
    path = tmp_path / name
    path.write_bytes(data)
    return imports_review.read(FileReading(path=path))


@pytest.fixture
def workbook():
    """A workbook whose second sheet is no statement."""
    good = [w(order=str(n), at="2026-10-02 09:00:00") for n in range(3)]
    grid = b.wechat_grid(good)
    head = next(i for i, row in enumerate(grid) if "交易时间" in row)
    place = grid[head].index("交易时间")
    for row in grid[head + 1 :]:
        row[place] = "2026-10-02 09:00:00"
    grid[head + 1][place] = "2026-1O-02 09:00:00"
    other = [[f"note {n}"] for n in range(40)]
    return b.xlsx(("账单", grid), ("备注", other)), head + 2


def test_a_row_of_a_workbook_is_shown_from_its_own_sheet_and_mended(tmp_path, workbook):
    data, line = workbook
    file = file_of(tmp_path, data, "a.xlsx")
    (doubt,) = file.doubts
    assert (doubt.line, doubt.reason, doubt.bad) == (line, "date", "2026-1O-02 09:00:00")
    assert doubt.raw.count(",") > 5
    assert doubt.mend == Mend(line=line, old=doubt.bad, new="2026-10-02 09:00:00")
    again = imports_review.read(imports_review.mended(file, [doubt.mend]))
    assert again.doubts == ()
    assert again.digest == file.digest


def test_a_row_of_the_second_month_is_shown_and_mended(tmp_path, workbook):
    soon = b.wechat_grid([w(order="9", at="2026-09-02 09:00:00")], serial=False)
    late = b.wechat_grid([w(order="8", at="2026-10-03 09:00:00")], serial=False)
    late[-1][0] = "2026-1O-03 09:00:00"
    data = b.xlsx(("9月", soon), ("10月", late))
    file = file_of(tmp_path, data, "a.xlsx")
    (doubt,) = file.doubts
    assert (doubt.bad, doubt.line) == ("2026-1O-03 09:00:00", len(soon) + len(late) - 1)
    assert imports_review.raw_line(file.reading, doubt.line) == doubt.raw
    again = imports_review.read(imports_review.mended(file, [doubt.mend]))
    assert (again.doubts, [row.fen for row in again.statement.rows]) == ((), [1000, 1000])
    assert imports_review.raw_line(again.reading, doubt.line) == doubt.raw.replace("1O", "10")


def test_a_line_beyond_a_sheet_is_no_harm(tmp_path, workbook):
    file = file_of(tmp_path, workbook[0], "a.xlsx")
    beyond = imports_review.mended(file, [Mend(line=9999, old="x", new="y")])
    assert len(imports_review.read(beyond).doubts) == 1


def test_a_cell_is_written_anew_only_when_it_can_be_read(tmp_path):
    rows = [A(order=number(1), amount="1Q.00"), A(order=number(2)), A(order=number(3), way="")]
    file = file_of(tmp_path, b.alipay(rows))
    unreadable = next(doubt for doubt in file.doubts if doubt.reason == "amount")
    other = next(doubt for doubt in file.doubts if doubt.reason != "amount")
    assert unreadable.fen is None
    assert imports_review.typed_mend(unreadable, "x") is None
    assert imports_review.typed_mend(unreadable, " 10.00 ").new == "10.00"
    assert imports_review.typed_mend(other, "10.00") is None


def test_a_clear_file_leaves_no_doubts_and_a_missing_one_is_refused(tmp_path):
    assert file_of(tmp_path, b.alipay([A()])).doubts == ()
    with pytest.raises(StatementRefused) as caught:
        imports_review.read(FileReading(path=tmp_path / "gone.csv"))
    assert caught.value.code == "missing"


def test_a_row_under_a_head_of_two_rows_is_shown_as_it_stands(tmp_path):
    rows = [
        ["交易日期", "交易金额", "", "摘要"],
        ["", "支出", "收入", ""],
        ["2026-01-05", "1O.00", "", "消费"],
        ["2026-01-06", "", "5.00", "工资"],
    ]
    (doubt,) = file_of(tmp_path, b.xlsx(("明细", rows)), "a.xlsx").doubts
    assert doubt.raw == "2026-01-05,1O.00,,消费"


def test_an_amount_in_another_currency_is_written_anew_in_yuan(tmp_path):
    file = file_of(tmp_path, b.alipay([A(amount="USD 9.99")]))
    (doubt,) = file.doubts
    assert (doubt.reason, doubt.fen, doubt.bad) == ("currency", None, "USD 9.99")
    assert ways(doubt, None) == (TYPE, SKIP)
    mend = imports_review.typed_mend(doubt, "71.50")
    assert imports_review.typed_mend(doubt, "USD 9.98") is None
    again = imports_review.read(imports_review.mended(file, [mend]))
    assert [row.fen for row in again.statement.rows] == [7150]
    head = "交易日期,收入,支出,币种,摘要"
    column = file_of(tmp_path, b.table(head, "2026-08-01,,5.00,美元,x"), "b.csv")
    assert [(one.fen, one.bad) for one in column.doubts] == [(None, "")]
