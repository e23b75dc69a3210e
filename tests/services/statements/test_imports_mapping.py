from __future__ import annotations

from pathlib import Path

import pytest
import statement_builders as b

from jiebei_desktop.importers.refusals import StatementRefused
from jiebei_desktop.importers.tables import ColumnMap
from jiebei_desktop.services.keeping.session import Session
from jiebei_desktop.services.statements import imports_mapping, imports_review
from jiebei_desktop.services.statements.imports_mapping import SavedMap
from jiebei_desktop.services.statements.imports_reading import FileReading

TEXT = """某某村镇银行 流水
发生于,数目,剩下,给谁
2026-10-01,-12.00,988.00,小店
2026-10-02,-88.00,900.00,超市
2026-10-05,3000.00,3900.00,公司
"""
TURNED = TEXT.replace("-12.00", "12.00").replace("-88.00", "88.00").replace("3000.00,", "-3000.00,")
COLUMNS = {"at": "发生于", "amount": "数目", "balance": "剩下", "peer": "给谁"}
MAP = ColumnMap(row=1, columns=COLUMNS, inverted=None)


@pytest.fixture
def path(tmp_path) -> Path:
    made = tmp_path / "流水.csv"
    made.write_text(TEXT, encoding="utf-8")
    return made


def test_the_first_rows_and_a_guess_are_shown(path):
    sample = imports_mapping.look(path)
    assert sample.header == 1
    assert sample.names(1) == ("发生于", "数目", "剩下", "给谁")
    assert sample.names(99) == ()
    assert sample.columns == {}


def test_known_names_are_guessed(tmp_path):
    made = tmp_path / "x.csv"
    made.write_text(TEXT.replace("剩下", "余额"), encoding="utf-8")
    assert imports_mapping.look(made).columns == {"balance": "余额"}


@pytest.mark.parametrize(("text", "sign"), [(TEXT, ""), (TURNED, "sign_by_balance")])
def test_the_balances_decide_what_plus_means(path, text, sign):
    path.write_text(text, encoding="utf-8")
    found = imports_mapping.attempt(path, MAP)
    assert (found.count, found.income, found.expense) == (3, 300_000, 10_000)
    assert (found.problems, found.breaks, found.sign) == (0, 0, sign)


def test_a_wrong_reading_of_the_sign_breaks_the_balances(path):
    wrong = ColumnMap(row=1, columns=COLUMNS, inverted=True)
    found = imports_mapping.attempt(path, wrong)
    assert found.breaks > 0
    assert found.income == 10_000


def test_a_wrong_column_is_counted_row_by_row(path):
    found = imports_mapping.attempt(path, ColumnMap(row=1, columns={**COLUMNS, "amount": "给谁"}))
    assert found.problems == found.count == 3


def test_which_fields_are_enough():
    assert imports_mapping.usable({"at", "amount"})
    assert imports_mapping.usable({"at", "income", "expense"})
    assert not imports_mapping.usable({"at", "income"})
    assert not imports_mapping.usable({"amount"})


def test_an_assignment_is_remembered_for_the_same_names_and_can_be_undone(path, tmp_path):
    with Session.create(tmp_path / "a.jiebei") as session:
        names = imports_mapping.look(path).names(1)
        imports_mapping.remember(session, names, ColumnMap(row=1, columns={"at": "x"}))
        imports_mapping.remember(session, names, MAP)
        (kept,) = imports_mapping.saved(session)
        assert kept == SavedMap(names=names, columns=COLUMNS, inverted=None)
        other = tmp_path / "十一月.csv"
        other.write_text("又一家\n备注\n" + TEXT, encoding="utf-8")
        read = imports_review.read(FileReading(path=other, maps=(kept,)))
        assert [one.code for one in read.statement.notices][-1] == "own_columns"
        assert sum(row.fen for row in read.statement.rows) == 290_000
        session.history.undo()
        assert imports_mapping.saved(session)[0].columns == {"at": "x"}


def test_what_no_assignment_fits_is_refused_as_before(path):
    kept = SavedMap(names=("甲", "乙"), columns=COLUMNS, inverted=None)
    for maps in ((), (kept,)):
        with pytest.raises(StatementRefused) as caught:
            imports_review.read(FileReading(path=path, maps=maps))
        assert caught.value.code == "header_not_found"


def test_an_unreadable_cell_is_shown_by_its_line(path):
    path.write_text(TEXT.replace("2026-10-02", "2026-1O-O2"), encoding="utf-8")
    read = imports_review.read(FileReading(path=path, mapping=MAP))
    (doubt,) = read.doubts
    assert (doubt.line, doubt.bad, doubt.mend.new) == (4, "2026-1O-O2", "2026-10-02")


def test_a_workbook_is_looked_at_and_a_missing_file_refused(tmp_path):
    import statement_builders as b

    made = tmp_path / "x.xlsx"
    made.write_bytes(b.xlsx(("流水", [line.split(",") for line in TEXT.splitlines()])))
    assert imports_mapping.look(made).names(1)[0] == "发生于"
    with pytest.raises(StatementRefused):
        imports_mapping.look(tmp_path / "none.csv")


def test_a_wallets_renamed_column_is_tried_with_the_wallets_own_sums(tmp_path):
    path = tmp_path / "a.csv"
    rows = [b.A(), b.A(order="2", status="交易关闭"), b.A(order="3", way="收入", amount="30.00")]
    path.write_bytes(b.alipay(rows, head=b.A_HEAD.replace("金额", "交易额")))
    sample = imports_mapping.look(path)
    assert sample.columns["side"] == "收/支"
    mapping = ColumnMap(row=sample.header, columns={**sample.columns, "amount": "交易额"})
    found = imports_mapping.attempt(path, mapping)
    assert (found.source, found.count, found.income, found.expense) == ("alipay", 3, 3000, 1200)
