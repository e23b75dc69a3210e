"""Importing on the ledger page: look, decide, write, take back."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import statement_builders as b
from inline_lanes import InlineLanes
from msgspec.structs import replace
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QComboBox
from screens import on_screen
from statement_builders import A, number

from jiebei_desktop.domain.entries import EntryFilter
from jiebei_desktop.importers.verdicts import Kind
from jiebei_desktop.services.book.entries import Entries
from jiebei_desktop.services.statements import imports, imports_history
from jiebei_desktop.ui.pages.ledger import LedgerPage
from jiebei_desktop.ui.pages.ledger.doubts_table import HOW
from jiebei_desktop.ui.pages.ledger.import_job import SKIP, TYPE
from jiebei_desktop.ui.pages.ledger.page import ENTRIES, IMPORTS

DAY = date(2026, 11, 22)


class HeldLanes(InlineLanes):
    """Lanes whose side jobs wait until they are let go."""

    def __init__(self):
        self.held = []

    def side(self, job, then, *, latest=None, failed=None):
        self.held.append(lambda: InlineLanes.side(self, job, then, failed=failed))


@pytest.fixture
def make(qtbot, desk):
    def make_page(session, lanes=None):
        return desk.shown(qtbot, LedgerPage, session, lanes)

    return make_page


def rows(count=6, **odd):
    made = [A(order=number(n), amount=f"{n}.60") for n in range(1, count + 1)]
    for place, change in odd.items():
        at = int(place[1:]) - 1
        made[at] = replace(made[at], **change)
    return made


@pytest.fixture
def statement(tmp_path):
    def write(name="alipay.csv", made=None):
        path = tmp_path / name
        path.write_bytes(b.alipay(rows() if made is None else made))
        return path

    return write


@pytest.fixture
def doubtful(statement):
    return statement(
        "doubtful.csv",
        rows(
            r1={"at": "2026-08-0I 12:00:00"},
            r2={"amount": "1O8.40"},
            r3={"amount": "1Q8.40"},
            r4={"way": "", "item": "退款"},
        ),
    )


def count(session):
    return Entries(session).totals(EntryFilter()).count


def test_nothing_is_written_before_the_user_says_so(make, empty_ledger, statement):
    page = make(empty_ledger)
    page.look_at([statement()])
    pane = page.importing
    assert page.is_importing()
    assert "Nothing has been imported yet." in pane.notice.label.text()
    assert count(empty_ledger) == 0
    assert [text.text() for _, text in pane.facts.labels][3:6] == ["6 rows", "0 rows", "0 rows"]
    assert pane.import_button.text() == "Import 6 rows"
    assert pane.kinds.sub.text() == "the file says 6 rows, 6 read"


def test_the_import_is_one_step_listed_and_can_be_taken_back(make, employee, statement, desk):
    page = make(employee)
    page.look_at([statement()])
    page.importing.import_button.click()
    assert page.tabs.current() == IMPORTS
    assert "6 of 6 rows booked" in page.history.notice.label.text()
    assert page.history.model.index(0, 5).data() == "6"
    assert count(employee) == 172
    assert page.purpose().endswith("172 entries")
    desk.ask.answers = [False, True]
    page.history.revert_button.click()
    page.history.revert_button.click()
    assert count(employee) == 166
    assert page.history.nothing.isVisible()
    page.history.revert_button.click()
    assert "alipay.csv" in desk.ask.asked[0][0]
    page.context.notify(employee.history.undo())
    assert count(employee) == 172


def test_the_same_file_again_adds_nothing(make, empty_ledger, statement):
    page = make(empty_ledger)
    path = statement()
    page.look_at([path])
    page.importing.import_button.click()
    page.look_at([path])
    assert "imported before" in page.importing.notice.label.text()
    assert not page.importing.import_button.isEnabled()
    assert page.importing.facts.labels[5][1].text() == "6 rows"


def test_doubtful_rows_keep_their_line_and_show_the_bad_part(make, empty_ledger, doubtful):
    page = make(empty_ledger)
    page.look_at([doubtful])
    pane = page.importing
    assert "4 of 6 rows need a decision" in pane.notice.label.text()
    lines = [pane.model.index(r, 0).data() for r in range(4)]
    assert sorted(lines) == [str(line) for line in sorted(map(int, lines))]
    assert pane.raw_card.title.text() == f"Line {lines[0]} as in the file"
    first = pane.model.rows()[0]
    marks = pane.raw.extraSelections()
    assert [mark.cursor.selectedText() for mark in marks] == [first.bad]
    ways = [pane.model.index(r, HOW).data() for r in range(4)]
    assert sorted(ways) == [
        "Change to 108.40", "Change to 2026-08-01", "Skip this row", "Take as: Refund",
    ]  # fmt: skip
    assert pane.plain_button.text() == "Import only 2 rows"
    assert pane.import_button.text() == "Do as above and import 5 rows"


def test_doing_as_proposed_books_what_was_mended(make, empty_ledger, doubtful):
    page = make(empty_ledger)
    page.look_at([doubtful])
    page.importing.import_button.click()
    found = Entries(empty_ledger).page(EntryFilter())
    assert {entry.entry.amount for entry in found} == {160, 10840, -460, 560, 660}
    assert [row.reason for row in imports_history.open_rows(empty_ledger)] == ["amount"]


def test_only_what_is_clear_can_be_imported(make, empty_ledger, doubtful):
    page = make(empty_ledger)
    page.look_at([doubtful])
    page.importing.plain_button.click()
    assert count(empty_ledger) == 2
    assert page.history.open_card.isVisible()
    assert page.history.open_model.rowCount() == 4


def test_rows_left_waiting_are_decided_later(make, empty_ledger, doubtful):
    page = make(empty_ledger)
    page.look_at([doubtful])
    page.importing.plain_button.click()
    history = page.history
    history.decide()
    place = next(
        r for r, row in enumerate(history.open_model.rows()) if row.reason == "neutral_unknown"
    )
    history.open_view.selectRow(place)
    history.way.setCurrentIndex(history.way.findData(Kind.EXPENSE.value))
    history.decide_button.click()
    assert count(empty_ledger) == 3
    assert history.open_model.rowCount() == 3


def test_a_treatment_is_chosen_in_the_row(make, empty_ledger, doubtful):
    page = make(empty_ledger)
    page.look_at([doubtful])
    pane = page.importing
    row = next(r for r in range(4) if pane.model.rows()[r].reason == "neutral_unknown")
    index = pane.model.index(row, HOW)
    combo = pane.doubts.indexWidget(index)
    assert isinstance(combo, QComboBox)
    combo.setCurrentIndex(combo.findData(Kind.EXPENSE.value))
    combo.activated.emit(combo.currentIndex())
    assert index.data() == "Take as: Expense"
    assert not pane.model.setData(pane.model.index(row, 0), SKIP)
    assert not pane.model.index(row, 0).flags() & Qt.ItemFlag.ItemIsEditable


def test_selected_rows_are_skipped_together(make, empty_ledger, doubtful):
    page = make(empty_ledger)
    page.look_at([doubtful])
    page.importing.doubts.selectAll()
    page.importing.skip_button.click()
    assert page.importing.import_button.text() == "Do as above and import 2 rows"


def test_an_unreadable_cell_is_written_by_hand(make, empty_ledger, doubtful, desk):
    page = make(empty_ledger)
    page.look_at([doubtful])
    pane = page.importing
    row = next(r for r in range(4) if pane.model.rows()[r].bad == "1Q8.40")
    index = pane.model.index(row, HOW)
    desk.ask.answers = [None, "still not", "128.40"]
    for _try in range(3):
        pane.model.setData(index, TYPE)
    assert "1Q8.40" in desk.ask.asked[0][1]
    assert index.data() == "Change to 128.40"
    pane.import_button.click()
    assert 12840 in {row.entry.amount for row in Entries(empty_ledger).page(EntryFilter())}


def test_the_list_of_problems_can_be_copied(make, empty_ledger, doubtful):
    page = make(empty_ledger)
    page.look_at([doubtful])
    page.importing.copy_button.click()
    copied = QGuiApplication.clipboard().text().split("\n")
    assert len(copied) == 4
    assert "1Q8.40" in "".join(copied)


def test_hidden_amounts_are_hidden_in_the_raw_line_too(make, empty_ledger, doubtful, desk):
    desk.masking.use(on=True)
    page = make(empty_ledger)
    page.look_at([doubtful])
    row = next(r for r in range(4) if page.importing.model.rows()[r].reason == "neutral_unknown")
    page.importing.doubts.selectRow(row)
    assert "4.60" not in page.importing.raw.toPlainText()


def test_a_zip_asks_for_its_password(make, empty_ledger, tmp_path, desk):
    path = tmp_path / "微信支付账单.zip"
    path.write_bytes(b.aes_zip("a.csv", b.alipay(rows()), "264813"))
    page = make(empty_ledger)
    page.look_at([path])
    pane = page.importing
    assert pane.notice.action.text() == "Enter password"
    desk.ask.answers = ["", "wrong", "264813"]
    for _try in range(3):
        pane.notice.action.click()
    assert pane.import_button.text() == "Import 6 rows"


def test_of_a_cut_file_the_whole_rows_can_be_taken(make, empty_ledger, tmp_path):
    path = tmp_path / "cut.csv"
    path.write_bytes(b.alipay(rows(), count=9))
    page = make(empty_ledger)
    page.look_at([path])
    assert page.importing.notice.action.text() == "Take what is there"
    page.importing.notice.action.click()
    assert "Declared rows: 9; read: 6." in page.importing.notice.label.text()
    assert page.importing.import_button.isEnabled()


def test_a_file_that_is_no_statement_says_what_it_is(make, empty_ledger, tmp_path):
    path = tmp_path / "a.pdf"
    path.write_bytes(b"%PDF-1.7 x")
    page = make(empty_ledger)
    page.look_at([path, tmp_path / "gone.csv"])
    pane = page.importing
    assert "The PDF is damaged" in pane.notice.label.text()
    assert not pane.import_button.isVisible()
    pane.files.setCurrentIndex(1)
    pane.files.activated.emit(1)
    assert "There is no such file: gone.csv" in pane.notice.label.text()


def test_several_files_are_written_one_after_another(make, empty_ledger, statement):
    again = A(order=number(3), amount="3.60")
    new = [A(order=number(n), at="2026-08-07 08:00:00") for n in (71, 72)]
    other = statement("b.csv", [again, *new])
    page = make(empty_ledger)
    page.look_at([statement(), other])
    assert page.importing.files.count() == 2
    page.importing.import_button.click()
    assert count(empty_ledger) == 8
    assert page.history.model.rowCount() == 2


def test_a_person_is_asked_about_once(make, employee, statement):
    lent = {"way": "收入", "peer": "张三", "category": "转账红包", "item": "转账"}
    page = make(employee)
    page.look_at([statement(made=rows(r1=lent))])
    combo = page.importing.questions.combos["张三"]
    assert [combo.itemData(n) for n in range(combo.count())] == ["income", "loan", "own"]
    combo.setCurrentIndex(1)
    combo.activated.emit(1)
    page.importing.import_button.click()
    assert employee.ledger.setting("imports.persons") == {"张三": "loan"}
    page.look_at([statement("again.csv", rows(r1={**lent, "at": "2026-08-09 09:00:00"}))])
    asked = page.importing.questions.combos["张三"].accessibleName()
    assert asked.startswith("Which debt")


def test_questions_stand_side_by_side_so_that_the_rows_come_into_sight(make, employee, statement):
    lent = {"way": "收入", "category": "转账红包", "item": "转账"}
    made = rows(**{f"r{n}": {**lent, "peer": name} for n, name in enumerate(("张三", "李四"), 1)})
    page = make(employee)
    page.look_at([statement(made=made)])
    QApplication.processEvents()
    first, second = page.importing.questions.combos.values()
    across = [combo.mapTo(page, QPoint()) for combo in (first, second)]
    assert across[0].y() == across[1].y()
    page.resize(560, 740)
    QApplication.processEvents()
    assert second.mapTo(page, QPoint()).y() >= first.mapTo(page, QPoint()).y() + first.height()


def test_a_product_of_no_clear_debt_is_asked_about_once(make, employee, statement):
    repay = {
        "way": "不计收支", "peer": "网商银行", "category": "信用借还", "status": "还款成功",
        "item": "网商贷还款", "amount": "300.00",
    }  # fmt: skip
    page = make(employee)
    page.look_at([statement(made=rows(r1=repay))])
    combo = page.importing.questions.combos["网商贷"]
    combo.setCurrentIndex(combo.count() - 1)
    combo.activated.emit(combo.currentIndex())
    page.importing.import_button.click()
    assert employee.ledger.setting("imports.debts") == {"网商贷": ""}


def test_a_product_is_left_open_until_its_debt_is_chosen(make, employee, statement):
    repay = {
        "way": "不计收支", "peer": "网商银行", "category": "信用借还", "status": "还款成功",
        "item": "网商贷还款", "amount": "300.00",
    }  # fmt: skip
    paid = len(employee.ledger.rows("payments"))
    page = make(employee)
    page.look_at([statement(made=rows(r1=repay))])
    combo = page.importing.questions.combos["网商贷"]
    assert combo.currentText() == "Leave open"
    for place in (1, 0):
        combo.setCurrentIndex(place)
        combo.activated.emit(place)
    page.importing.import_button.click()
    assert not employee.ledger.setting("imports.debts", {})
    assert len(employee.ledger.rows("payments")) == paid
    page.look_at([statement("next.csv", rows(r1={**repay, "at": "2026-08-09 09:00:00"}))])
    assert "网商贷" in page.importing.questions.combos


def test_files_are_chosen_by_dialog_or_dropped(make, empty_ledger, statement, desk):
    path = statement()
    page = make(empty_ledger)
    desk.ask.answers = [(), (path,)]
    page.arrive(do="import")
    assert not page.is_importing()
    page.import_button.click()
    assert page.is_importing()
    page.importing.cancel_button.click()
    assert page.panes.currentIndex() == ENTRIES
    assert count(empty_ledger) == 0
    assert not page.focus_search() or page.tabs.current() == ENTRIES
    for paths, importing in (([Path("/x/a.png")], False), ([path], True)):
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(each)) for each in paths])
        buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        entering = QDragEnterEvent(QPoint(), Qt.DropAction.CopyAction, data, buttons, keys)
        page.dragEnterEvent(entering)
        drop = QDropEvent(QPointF(), Qt.DropAction.CopyAction, data, buttons, keys)
        page.dropEvent(drop)
        assert page.is_importing() is importing
    assert page.focus_search()
    assert page.title() == "Import statement"


def test_reading_shows_how_far_it_is_and_can_be_cancelled(make, empty_ledger, tmp_path):
    path = tmp_path / "big.csv"
    path.write_bytes(b.many(2500))
    lanes = HeldLanes()
    page = make(empty_ledger, lanes)
    pane = page.importing
    seen = []
    pane.job.progressed.connect(seen.append)
    page.look_at([path])
    assert pane.reading.text() == "Reading big.csv"
    assert pane.progress.isVisible()
    pane.job.progressed.emit(1000)
    assert pane.reading.text() == "Reading big.csv: 1,000 rows"
    pane.cancel_button.click()
    lanes.held.pop()()
    assert pane.job.items == []
    page.look_at([path])
    lanes.held.pop()()
    assert seen == [1000, 1000, 2000, 2500, 2500], "rows read, then rows judged"
    assert pane.job.ready()


def test_when_writing_fails_the_ledger_is_as_before(make, empty_ledger, statement, monkeypatch):
    page = make(empty_ledger)
    page.look_at([statement()])

    def fail(*_args):
        raise OSError

    monkeypatch.setattr(imports, "book", fail)
    page.importing.import_button.click()
    assert "The ledger is as it was before. OSError" in page.importing.notice.label.text()
    assert count(empty_ledger) == 0


def test_another_file_can_be_taken_instead(make, empty_ledger, statement, desk):
    page = make(empty_ledger)
    page.look_at([statement()])
    desk.ask.answers = [(statement("b.csv"),)]
    page.importing.other_button.click()
    assert page.importing.facts.labels[0][1].text() == "b.csv"
    page.retranslate()


def test_nothing_imported_yet_says_so(make, empty_ledger):
    page = make(empty_ledger)
    page.tabs.choose(IMPORTS)
    assert page.history.nothing.isVisible()
    page.importing.retranslate()
    page.importing._act()


UNKNOWN = """某某村镇银行 流水
发生于,数目,剩下,给谁
2026-10-01,-12.00,988.00,小店
2026-10-02,-88.00,900.00,超市
2026-10-05,3000.00,3900.00,公司
"""


def assign(dialog, **fields):
    for name, field in fields.items():
        column = dialog.names().index(name)
        dialog.boxes[column].setCurrentIndex(dialog.boxes[column].findData(field))


def test_columns_nobody_knows_are_assigned_tried_and_remembered(
    qtbot, desk, empty_ledger, tmp_path
):
    from jiebei_desktop.services.statements import imports_mapping
    from jiebei_desktop.ui.pages.ledger.mapper_dialog import MapperDialog

    first, second = tmp_path / "十月.csv", tmp_path / "十一月.csv"
    first.write_text(UNKNOWN, encoding="utf-8")
    second.write_text(UNKNOWN.replace("2026-10", "2026-11"), encoding="utf-8")
    page = on_screen(qtbot, LedgerPage(desk.context(empty_ledger)))
    page.look_at([first])
    pane = page.importing
    assert "assign the columns yourself" in pane.notice.label.text()
    pane.notice.acted.emit()
    dialog = page.window().findChildren(MapperDialog)[-1]
    assert not dialog.save_button.isEnabled()
    assign(dialog, 发生于="at", 给谁="peer")
    assert "Still needed" in dialog.verdict.label.text()
    assign(dialog, 数目="amount")
    assert "Nothing proves" in dialog.verdict.label.text() or "in," in dialog.verdict.label.text()
    assign(dialog, 剩下="balance")
    assert "3 rows: ¥3,000.00 in, ¥100.00 out." in dialog.verdict.label.text()
    assert "prove the signs" in dialog.verdict.label.text()
    dialog.sign.edit.setCurrentIndex(2)
    assert "does not follow" in dialog.verdict.label.text()
    dialog.sign.edit.setCurrentIndex(0)
    dialog.header.edit.setValue(1)
    assert not dialog.save_button.isEnabled()
    dialog.header.edit.setValue(2)
    assign(dialog, 发生于="at", 数目="amount", 剩下="balance", 给谁="peer")
    dialog.save()
    assert len(imports_mapping.saved(empty_ledger)) == 1
    assert "columns you assigned" in pane.notice.label.text()
    pane.import_button.click()
    assert empty_ledger.ledger.entry_totals().count == 3
    page.look_at([second])
    pane.import_button.click()
    assert empty_ledger.ledger.entry_totals().count == 6


def test_a_wallets_renamed_column_is_read_by_the_wallets_words(desk, empty_ledger, tmp_path):
    from jiebei_desktop.services.statements import imports_mapping
    from jiebei_desktop.ui.pages.ledger.mapper_dialog import MapperDialog

    path = tmp_path / "a.csv"
    rows = [b.A(), b.A(order="2", status="交易关闭"), b.A(order="3", way="收入", amount="30.00")]
    path.write_bytes(b.alipay(rows, head=b.A_HEAD.replace("金额", "交易额")))
    dialog = MapperDialog(desk.context(empty_ledger), path, None, imports_mapping.look(path), None)
    assert not dialog.sign.isHidden()
    assign(dialog, 交易额="amount")
    said = dialog.verdict.label.text()
    assert "3 rows: ¥30.00 in, ¥12.00 out." in said
    assert "Read as a file of Alipay, by its own words" in said
    assert dialog.sign.isHidden()
    assert dialog.save_button.isEnabled()


def test_columns_that_give_nothing_are_said_so(qtbot, desk, empty_ledger, tmp_path):
    from jiebei_desktop.services.statements import imports_mapping
    from jiebei_desktop.ui.pages.ledger.mapper_dialog import MapperDialog

    path = tmp_path / "x.csv"
    path.write_text(UNKNOWN, encoding="utf-8")
    dialog = MapperDialog(desk.context(empty_ledger), path, None, imports_mapping.look(path), None)
    assign(dialog, 发生于="at", 给谁="amount")
    assert "3 rows have a cell" in dialog.verdict.label.text()
    path.write_text("", encoding="utf-8")
    dialog.work_out()
    assert "nothing can be read" in dialog.verdict.label.text()
    assert not dialog.save_button.isEnabled()
