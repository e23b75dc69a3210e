"""The page of a credit report: ticked, filled in, entered; and what stands there without one."""

from __future__ import annotations

import io
from datetime import date

import pdf_builder as b
import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QApplication

from jiebei_desktop.domain.debts import Method
from jiebei_desktop.services.debts import adopting, guesses, phone_page
from jiebei_desktop.services.statements import imports
from jiebei_desktop.services.statements.imports_reading import Cancelled
from jiebei_desktop.text import current
from jiebei_desktop.ui.pages.credit_report import CreditReportPage
from jiebei_desktop.ui.pages.credit_report.accounts import INFO, TICK
from jiebei_desktop.ui.pages.credit_report.original import Original
from jiebei_desktop.ui.pages.ledger import LedgerPage
from jiebei_desktop.ui.pages.overview import OverviewPage
from jiebei_desktop.ui.widgets.chip import chip_colours

pikepdf = pytest.importorskip("pikepdf", reason="no wheel for this system")

HEAD = (
    "个人信用报告",
    "报告编号:2026090100000001 查询时间:2026-11-01 08:59:00 报告时间:2026-11-01 09:00:00",
    "信贷记录",
    "这部分包含您的信用卡、贷款和其他信贷记录。",
)
CARD = (
    "1.2019年03月05日某某银行股份有限公司信用卡中心发放的贷记卡（人民币账户，卡片尾号：3308）。"
    "截至2026年10月，信用额度15,000，已使用额度12,000，逾期金额600。"
)
LOAN = (
    "2.2026年03月01日招联消费金融股份有限公司发放的10,000元（人民币）其他个人消费贷款，"
    "2027年03月05日到期。截至2026年10月，余额4,800。"
)
CLOSED = "3.2018年01月01日交通银行发放的贷记卡（人民币账户，卡片尾号：9999），2022年05月销户。"
STATES = Qt.CheckState


def pdf(*texts):
    sheet, y = b.Sheet(), 40
    for text in texts:
        for start in range(0, len(text), 42):
            sheet.put(40, y, text[start : start + 42])
            y += 14
    return b.pdf(sheet)


@pytest.fixture
def paper(tmp_path):
    def write(*sentences, name="report.pdf", password=None, data=None):
        out = io.BytesIO(data or pdf(*HEAD, *(sentences or (CARD, LOAN, CLOSED))))
        if password:
            with pikepdf.open(out) as document:
                out = io.BytesIO()
                document.save(out, encryption=pikepdf.Encryption(owner="o", user=password))
        path = tmp_path / name
        path.write_bytes(out.getvalue())
        return path

    return write


@pytest.fixture
def page(qtbot, desk, empty_ledger):
    return desk.shown(qtbot, CreditReportPage, empty_ledger)


def edits(page):
    return {name: field.edit for name, field in page.form.fields.items() if field.isVisible()}


def guessed(page):
    return {name for name, field in page.form.fields.items() if field.chip.isVisibleTo(page)}


def chips(page):
    rows = range(page.table.rows.rowCount())
    return [page.table.rows.index(row, INFO).data() for row in rows]


def debts(session):
    return {debt.product: debt for debt in session.ledger.debts()}


def test_without_a_report_the_page_says_where_to_get_one(page, desk, paper):
    assert page.empty.isVisible()
    assert "free twice a year" in page.empty.text.text()
    desk.ask.answers = [paper()]
    page.empty.primary.click()
    assert page.table.isVisible()
    assert "Read: 2 open debts, ¥16,800 in all, ¥600 of it overdue." in page.banner.label.text()


def test_an_account_that_is_late_by_nobody_knows_how_much_says_so_in_its_row(page, paper):
    late = LOAN.replace("余额4,800。", "余额4,800，当前有逾期。")
    page.open(paper(CARD, late, CLOSED))
    rows = page.table.rows
    shown = [rows.index(row, 4).data() for row in range(rows.rowCount())]
    assert shown.count("not known") == 1


def test_a_name_of_a_field_breaks_into_two_lines_at_most_on_a_small_screen(page, paper):
    page.resize(968, 540)
    page.open(paper())
    shown = [field.label for form in (page.form, page.next_form) for field in form.fields.values()]
    shown = [label for label in shown if label.isVisibleTo(page)]
    assert len(shown) >= 5
    lines = {label.text(): label.height() / label.fontMetrics().lineSpacing() for label in shown}
    assert {name: count for name, count in lines.items() if count > 2.5} == {}
    field = page.form.fields["due_day"]
    field.show_words("On which day of each month it is due")
    QApplication.processEvents()
    assert field.label.wordWrap()
    assert field.label.width() == field.width(), "a broken name has the whole line"


def test_a_report_is_counted_in_accounts_and_has_one_day(qtbot, desk, empty_ledger, paper):
    page = desk.shown(qtbot, LedgerPage, empty_ledger)
    page.look_at([paper()])
    pane = page.importing
    facts = {name.text(): value.text() for name, value in pane.facts.labels if not name.isHidden()}
    assert facts["Period"] == "2026-11-01"
    assert facts["Still open"] == "2 debts"
    assert facts["Of these overdue"] == facts["Closed, only listed"] == "1 debt"
    assert not any("row" in value for value in facts.values())
    pane.import_button.click()
    model = page.history.model
    shown = [model.index(0, column).data() for column in range(model.columnCount())]
    assert shown[2] == "2026-11-01"
    assert shown[4:] == ["–"] * 4


def test_where_only_a_report_is_read_the_overview_claims_nothing(qtbot, desk, empty_ledger, paper):
    imports.book(empty_ledger, imports.preview(empty_ledger, paper()))
    page = desk.shown(qtbot, OverviewPage, empty_ledger)
    assert [card.value.text() for card in page.cards] == ["—"] * 6
    assert page.cards[2].caption.text() == "Needs income and living costs"
    assert not page.chart_card.isVisible(), "nothing can be drawn yet"
    assert not page.alerts.isVisible(), "nothing was checked, so nothing is said to be fine"
    assert not page.export_button.isVisible()
    QApplication.processEvents()
    assert page.steps_card.width() > 0.9 * page.banner.width(), "no empty half beside the steps"
    assert page.stage.colours() == chip_colours(page.context.theme, "neutral")


def test_open_accounts_are_ticked_summed_and_closed_ones_only_listed(page, paper):
    page.open(paper())
    rows = page.table.rows
    assert [row.line.debt.lender if row.line else "sum" for row in rows.rows()] == [
        "某某银行", "招联消费金融", "sum", "交通银行",
    ]  # fmt: skip
    ticks = [rows.index(row, TICK).data(Qt.ItemDataRole.CheckStateRole) for row in range(4)]
    assert ticks == [STATES.Checked, STATES.Checked, None, STATES.Unchecked]
    assert [rows.index(2, column).data() for column in (3, 4)] == ["16,800", "600"]
    assert chips(page) == ["2 missing", "Complete, with estimates", "", "2022年05月销户"]
    assert page.enter_button.text() == "Enter the 2 ticked"
    assert page.complete_button.text() == "Enter only the 1 complete"


def test_the_sentence_stands_below_with_its_figures_marked(page, paper):
    page.open(paper())
    shown = page.source.sentence.text()
    for read in ("信用额度15,000", "已使用额度12,000", "逾期金额600"):
        assert f'">{read}</span>' in shown
    assert page.source.title.text() == "As the report says: page 1, no. 1"
    page.table.selectRow(1)
    assert "招联消费金融" in page.source.sentence.text()


def test_a_changed_guess_loses_its_chip_and_gaps_close(page, paper):
    page.open(paper())
    assert set(edits(page)) == {"overdue_since", "bill_day", "due_day", "rate", "minimum"}
    assert guessed(page) == {"rate", "minimum"}
    edits(page)["rate"].percent.setText("0.04")
    assert guessed(page) == {"minimum"}
    edits(page)["overdue_since"].setText("9-28")
    edits(page)["due_day"].setText("28")
    assert chips(page)[0] == "Complete, with estimates"
    assert page.complete_button.text() == "Enter only the 2 complete"


def test_entering_makes_the_debts_and_goes_to_them(page, paper, empty_ledger, desk):
    page.open(paper())
    edits(page)["overdue_since"].setText("2026-09-28")
    edits(page)["due_day"].setText("28")
    page.enter_button.click()
    found = debts(empty_ledger)
    assert set(found) == {"credit_card", "online_loan"}
    assert found["credit_card"].terms.method is Method.REVOLVING
    assert found["credit_card"].balance.overdue_since == date(2026, 9, 28)
    assert desk.went == [("debts", {"debt": found["credit_card"].id})]
    assert [row.line.debt.closed for row in page.table.rows.rows()] == [True]
    assert "no open debt" in page.banner.label.text()


def test_the_complete_ones_can_be_entered_alone(page, paper, empty_ledger):
    page.open(paper())
    page.complete_button.click()
    assert set(debts(empty_ledger)) == {"online_loan"}
    left = [row.line.debt.product for row in page.table.rows.rows() if row.line]
    assert left == ["credit_card", "credit_card"]


def test_what_cannot_be_is_told_at_its_field_and_nothing_is_entered(page, paper, empty_ledger):
    page.open(paper())
    edits(page)["due_day"].setText("40")
    assert chips(page)[0] == "1 to mend"
    page.table.selectRow(1)
    page.enter_button.click()
    assert debts(empty_ledger) == {}
    assert page.table.chosen().debt.product == "credit_card"
    assert page.form.fields["due_day"].help.text() == "This number is out of range"
    edits(page)["due_day"].setText("4")
    assert page.form.fields["due_day"].help.text() == ""


def test_a_high_rate_is_asked_back_once(page, paper, empty_ledger):
    page.open(paper(LOAN))
    edits(page)["rate"].percent.setText("90")
    assert page.form.confirm.isVisible()
    page.form.confirm.setChecked(True)
    assert chips(page)[0] == "Complete, with estimates"
    page.enter_button.click()
    assert set(debts(empty_ledger)) == {"online_loan"}


def test_what_fell_due_since_is_asked(page, paper, empty_ledger):
    page.open(paper(LOAN))
    paid = edits(page)["paid"]
    assert (paid.currentText(), "5 Nov" in page.form.fields["paid"].help.text()) == ("", True)
    paid.setCurrentIndex(1)
    assert "paid" not in guessed(page)
    page.enter_button.click()
    assert debts(empty_ledger)["online_loan"].payments == ()


def test_the_next_account_with_gaps_stands_below(page, paper):
    other = CARD.replace("1.2019", "4.2020").replace("3308", "4409")
    page.open(paper(CARD, LOAN, other))
    assert page.next_form.isVisible()
    assert page.next_form.title.text() == "某某银行信用卡, ends in 4409"
    page.next_form.fields["due_day"].edit.setText("7")
    page.next_form.fields["overdue_since"].edit.setText("2026-09-07")
    assert chips(page)[2] == "Complete, with estimates"


def test_keys_tick_and_lead_to_the_first_gap(page, paper, qtbot):
    page.open(paper())
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Space)
    assert page.enter_button.text() == "Enter the 1 ticked"
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert page.form.fields["overdue_since"].edit.hasFocus()
    page.table.horizontalHeader().sectionClicked.emit(TICK)
    assert page.enter_button.text() == "Enter the 2 ticked"
    page.table.horizontalHeader().sectionClicked.emit(TICK)
    assert not page.enter_button.isEnabled()
    page.table.selectRow(3)
    qtbot.keyClick(page.table, Qt.Key.Key_Space)
    assert not page.enter_button.isEnabled()


def test_kept_for_later_with_what_was_typed(page, paper, empty_ledger, desk):
    page.open(paper())
    edits(page)["due_day"].setText("28")
    page.keep_button.click()
    assert (debts(empty_ledger), desk.went) == ({}, [("debts", {})])
    assert "None of them is entered yet." in page.banner.label.text()
    assert edits(page)["due_day"].text() == "28"
    assert chips(page)[0] == "1 missing"
    assert not page.original_button.isVisible()


def test_what_was_typed_stays_when_the_disk_does_not_take_it(page, paper, empty_ledger, desk):
    page.open(paper())
    edits(page)["due_day"].setText("28")
    empty_ledger.ledger._db.execute("PRAGMA query_only = ON").fetchall()
    page.keep_button.click()
    assert desk.ask.asked[-1][0] == "The disk did not take it"
    assert desk.went == []
    assert edits(page)["due_day"].text() == "28"


def test_cancelled_leaves_nothing(page, paper, empty_ledger, desk):
    page.open(paper())
    page.cancel_button.click()
    assert page.empty.isVisible()
    assert (empty_ledger.ledger.proposed_debts(), desk.went) == ((), [("debts", {})])


def test_a_debt_of_the_ledger_is_unticked_and_merges(page, paper, empty_ledger):
    page.open(paper(LOAN))
    page.enter_button.click()
    later = LOAN.replace("2026年10月", "2026年12月").replace("4,800", "4,000")
    newer = [line.replace("2026-11-01", "2027-01-02") for line in HEAD]
    page.open(paper(data=pdf(*newer, later), name="later.pdf"))
    assert chips(page)[0] == "In the ledger"
    assert not page.enter_button.isEnabled()
    assert "takes the report's newer figures over" in page.form.known.text()
    page.table.rows.turn(page.table.rows.index(0, TICK))
    assert chips(page)[0] == "Merge"
    page.enter_button.click()
    (debt,) = empty_ledger.ledger.debts()
    assert debt.balance.principal == 400_000


def test_a_locked_file_asks_for_its_password_in_place(page, paper):
    page.open(paper(password="123456"))
    assert page.obstacle.password.isVisible()
    page.obstacle.password.setText("0")
    page.obstacle.open_button.click()
    assert page.obstacle.field.help.text() == "The password does not open this PDF"
    page.obstacle.password.setText("123456")
    page.obstacle.password.returnPressed.emit()
    assert page.table.isVisible()
    assert page.original_button.isVisible()


def test_a_scan_says_what_to_do(page, paper):
    page.open(paper(data=b.pdf(b.Sheet())))
    assert "picture, it cannot be read" in page.obstacle.text.text()
    assert not page.enter_button.isVisible()
    assert not page.banner.isVisible()


def test_a_statement_leads_to_the_import(page, tmp_path, desk):
    path = tmp_path / "bank.csv"
    path.write_text("交易日期,金额,余额\n2026-08-01,1.00,5.00\n", encoding="utf-8")
    page.open(path)
    assert "a statement, not a credit report" in page.obstacle.title.text()
    page.obstacle.import_button.click()
    assert desk.went[-1] == ("ledger", {"path": path})


def test_a_file_that_is_gone_is_said_so(page, tmp_path):
    page.open(tmp_path / "gone.pdf")
    assert "There is no such file" in page.obstacle.text.text()


def test_esc_stops_a_reading_and_its_answer_goes_nowhere(page, paper, qtbot, monkeypatch):
    waiting = []
    monkeypatch.setattr(
        type(page.context.lanes), "side", lambda _self, job, then, **_more: waiting.append((job, then))
    )  # fmt: skip
    page.open(paper())
    assert "Esc stops it" in page.obstacle.text.text()
    page.findChild(QShortcut).activated.emit()
    assert page.empty.isVisible()
    job, then = waiting[0]
    with pytest.raises(Cancelled):
        job()
    then(None)
    assert page.empty.isVisible()


def test_the_original_page_can_be_seen_unless_amounts_are_hidden(page, paper, desk):
    page.open(paper())
    page.original_button.click()
    shown = page.window().findChild(Original)
    assert shown.windowTitle() == "Page 1 as printed"
    assert not shown.page.pixmap().isNull()
    shown.close()
    desk.masking.toggle()
    assert not page.original_button.isVisible()
    assert "15,000" not in page.source.sentence.text()
    assert page.table.rows.index(0, 3).data() == "••"


def test_the_guess_for_unlisted_debts_can_stay(page, paper, empty_ledger):
    draft = replace(phone_page.blank("other", "其他债务"), total="6000", due="500",
                    due_on=date(2026, 12, 1))  # fmt: skip
    found = phone_page.read(draft, date(2026, 11, 22))
    guesses.keep(empty_ledger, replace(found, estimated=("amount", "rate")), date(2026, 11, 22))
    page.open(paper(LOAN))
    assert page.drop.text() == '"其他债务", an estimate, goes: the report lists these debts'
    page.drop.setChecked(False)
    page.enter_button.click()
    assert len(empty_ledger.ledger.debts()) == 2
    page.context.notify(empty_ledger.history.undo())
    page.open(paper(LOAN))
    page.enter_button.click()
    assert [debt.product for debt in empty_ledger.ledger.debts()] == ["online_loan"]


def test_it_reads_chinese_as_well(page, paper):
    current.use("zh_CN")
    page.open(paper())
    page.retranslate()
    assert chips(page)[:2] == ["还缺 2 项", "齐了，含估"]
    assert page.form.fields["rate"].chip.text == "估"
    assert page.enter_button.text() == "录入勾选的 2 笔"
    assert page.source.title.text() == "第 1 页第 1 条原文"


def test_what_was_adopted_elsewhere_leaves_the_list(page, paper, empty_ledger):
    page.open(paper())
    page.keep_button.click()
    ids = [row.line.debt.id for row in page.table.rows.rows() if row.line]
    made = adopting.adopt(empty_ledger, ids[:1], date(2026, 11, 22))
    page.changed(made.changes)
    assert [row.line.debt.product for row in page.table.rows.rows() if row.line] == [
        "online_loan", "credit_card",
    ]  # fmt: skip
