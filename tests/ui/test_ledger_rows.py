"""Rows looked through before they are booked; names asked about; debts adopted after the import."""

from __future__ import annotations

from datetime import date

import pytest
import statement_builders as b
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox
from statement_builders import A, number

from jiebei_desktop.domain.entries import EntryFilter
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.proposed_debt import Paper, ProposedDebt
from jiebei_desktop.importers.preview import Declared, Statement
from jiebei_desktop.importers.verdicts import Kind
from jiebei_desktop.services.book.entries import Entries
from jiebei_desktop.services.statements import imports_history, imports_reading
from jiebei_desktop.ui.pages.ledger import LedgerPage
from jiebei_desktop.ui.pages.ledger.rows_card import ASKED, REPAID
from jiebei_desktop.ui.pages.ledger.rows_model import AMOUNT, BALANCE, CATEGORY, DAY, KIND, PEER
from jiebei_desktop.ui.pages.ledger.rows_question import LENT, ORDINARY

LOAN = {"category": "信用借还", "way": "不计收支", "peer": "借呗"}
ROWS = [
    A(order=number(1), peer="超市", amount="10.00"),
    A(order=number(2), peer="公司", amount="500.00", way="收入", item="工资"),
    A(order=number(3), **LOAN, item="借呗放款", status="放款成功", amount="900.00"),
    A(order=number(4), **LOAN, item="借呗还款", status="还款失败", amount="30.00"),
    A(order=number(5), peer="乐享月付科技", item="月度", amount="268.00"),
    A(order=number(6), way="不计收支", item="余额宝-转入", amount="7.00"),
    A(order=number(7), peer="书店", amount="0.00"),
]


@pytest.fixture
def page(qtbot, desk, empty_ledger):
    return desk.shown(qtbot, LedgerPage, empty_ledger)


@pytest.fixture
def looked(page, tmp_path):
    path = tmp_path / "alipay.csv"
    path.write_bytes(b.alipay(ROWS))
    page.look_at([path])
    return page


def amounts(session):
    return {row.entry.amount: row.entry.category for row in Entries(session).page(EntryFilter())}


def row_of(card, peer):
    return next(n for n, row in enumerate(card.model.rows()) if row.peer == peer)


def test_the_counts_are_those_of_the_rows_below(looked):
    card = looked.importing.rows_card
    assert card.counts() == {"booked": 3, "neutral": 1, "ignored": 2, "waiting": 1}
    assert card.sub.text() == (
        "3 booked, 1 between own accounts, 2 not booked, 1 waiting, 0 known: 7 rows"
    )
    assert looked.importing.import_button.text() == "Import 6 rows"


def test_a_row_left_out_is_struck_counted_and_not_booked(looked, empty_ledger, qtbot):
    pane, card = looked.importing, looked.importing.rows_card
    place = row_of(card, "超市")
    card.table.setCurrentIndex(card.model.index(place, PEER))
    qtbot.keyClick(card.table, Qt.Key.Key_Space)
    struck = card.model.index(place, AMOUNT).data(Qt.ItemDataRole.FontRole)
    assert struck.strikeOut()
    assert card.counts()["waiting"] == 2
    assert pane.import_button.text() == "Import 5 rows"
    pane.import_button.click()
    assert amounts(empty_ledger) == {50_000: "A1"}
    reasons = {row.reason for row in imports_history.open_rows(empty_ledger)}
    assert reasons == {"left_out", "looks_like_lender"}


def test_a_tick_is_turned_by_the_mouse_too_and_a_waiting_row_has_none(looked):
    model = looked.importing.rows_card.model
    shop, lender = (row_of(looked.importing.rows_card, p) for p in ("超市", "乐享月付科技"))
    role, states = Qt.ItemDataRole.CheckStateRole, Qt.CheckState
    assert model.setData(model.index(shop, 0), states.Unchecked, role)
    assert model.index(shop, 0).data(role) == states.Unchecked
    assert model.setData(model.index(lender, 0), states.Checked, role)
    assert model.index(lender, 0).data(role) == states.Unchecked
    assert model.index(row_of(looked.importing.rows_card, "书店"), 0).data(role) == states.Unchecked
    assert not model.setData(model.index(shop, PEER), "x")


def edited(card, peer, column, value):
    index = card.model.index(row_of(card, peer), column)
    card.table.edit(index)
    combo = card.table.findChildren(QComboBox)[-1]
    combo.setCurrentIndex(combo.findData(value))
    combo.activated.emit(combo.currentIndex())
    return index


def test_category_and_kind_are_changed_in_the_row(looked, empty_ledger):
    card = looked.importing.rows_card
    assert edited(card, "公司", CATEGORY, "A2").data() == "Bonus"
    assert edited(card, "超市", KIND, Kind.INCOME.value).data() == "Income"
    looked.importing.import_button.click()
    assert amounts(empty_ledger) == {50_000: "A2", 1_000: "A12"}


def test_its_own_kind_again_is_no_change_and_waiting_rows_offer_none(looked):
    card = looked.importing.rows_card
    edited(card, "超市", KIND, Kind.REFUND.value)
    edited(card, "超市", KIND, Kind.EXPENSE.value)
    assert card.model.item.kinds == {}
    lender = card.model.index(row_of(card, "乐享月付科技"), KIND)
    assert not lender.flags() & Qt.ItemFlag.ItemIsEditable


def test_f2_opens_the_category(looked, qtbot):
    card = looked.importing.rows_card
    card.table.setCurrentIndex(card.model.index(row_of(card, "超市"), PEER))
    qtbot.keyClick(card.table, Qt.Key.Key_F2)
    assert card.table.findChild(QComboBox).accessibleName() == "Category"
    qtbot.keyClick(card.table, Qt.Key.Key_Down)


def test_rows_are_filtered_by_words_amount_and_kind(looked):
    card = looked.importing.rows_card

    def shown():
        return [row.peer for row in card.model.rows()]

    card.views.choose(ASKED)
    assert shown() == ["乐享月付科技"]
    card.views.choose(REPAID)
    assert shown() == ["借呗"]
    card.views.choose(0)
    for text in ("超", "10.0"):
        card.search.setText(text)
        card.search.textEdited.emit(text)
        card.typing.finish()
        assert shown() == ["超市"]


def test_the_question_about_a_name_opens_in_its_row_and_is_answered_by_key(
    looked, empty_ledger, qtbot
):
    pane, table = looked.importing, looked.importing.rows_card.table
    assert table.current().peer == "乐享月付科技"
    assert table.question.isVisible()
    assert table.rowHeight(table.currentIndex().row()) == 96
    assert [button.isEnabled() for button in table.question.buttons] == [True, False, True]
    qtbot.keyClick(table, Qt.Key.Key_2)
    assert pane.import_button.text() == "Import 6 rows"
    qtbot.keyClick(table, Qt.Key.Key_1)
    assert not table.question.isVisible()
    assert table.rowHeight(table.currentIndex().row()) == 36
    assert pane.rows_card.counts() == {"booked": 4, "neutral": 1, "ignored": 2, "waiting": 0}
    assert pane.import_button.text() == "Import 7 rows"
    pane.import_button.click()
    events = empty_ledger.ledger.rows("debt_events", kind="repay")
    assert [(event["product"], event["amount_fen"]) for event in events] == [
        ("乐享月付科技", 26_800)
    ]


def several(page, tmp_path, *rows):
    path = tmp_path / "several.csv"
    path.write_bytes(b.alipay([A(order=number(20 + n), **row) for n, row in enumerate(rows)]))
    page.look_at([path])
    return page.importing.rows_card


def test_one_answer_is_for_every_row_of_the_name_and_the_next_name_is_asked(
    page, tmp_path, empty_ledger, qtbot
):
    lend = {"item": "月度", "peer": "乐享月付科技"}
    other = {"item": "款", "peer": "某某小额贷款", "way": "收入", "amount": "300.00"}
    card = several(page, tmp_path, {**lend, "amount": "5.00"}, other, {**lend, "amount": "6.00"})
    table = card.table
    qtbot.mouseClick(table.question.buttons[ORDINARY], Qt.MouseButton.LeftButton)
    assert table.current().peer == "某某小额贷款"
    assert [button.isEnabled() for button in table.question.buttons] == [False, True, True]
    assert table.question.buttons[ORDINARY].text() == "Ordinary income"
    qtbot.keyClick(table, Qt.Key.Key_2)
    page.importing.import_button.click()
    assert amounts(empty_ledger) == {500: "C1", 600: "C1"}
    events = empty_ledger.ledger.rows("debt_events")
    assert [(event["kind"], event["amount_fen"]) for event in events] == [("draw", 30_000)]


def test_a_row_without_direction_can_be_a_loan_paid_out(page, tmp_path, empty_ledger, qtbot):
    row = {"item": "月度", "peer": "乐享月付科技", "way": "不计收支", "amount": "70.00"}
    card = several(page, tmp_path, row)
    assert [button.isEnabled() for button in card.table.question.buttons] == [True, True, True]
    card.table.question.answered.emit(LENT)
    assert card.model.index(0, KIND).data() == "Borrowed"
    page.importing.import_button.click()
    events = empty_ledger.ledger.rows("debt_events")
    assert [(event["kind"], event["product"]) for event in events] == [("draw", "乐享月付科技")]


def test_an_answered_row_can_still_be_left_out(looked, empty_ledger, qtbot):
    card = looked.importing.rows_card
    qtbot.keyClick(card.table, Qt.Key.Key_3)
    qtbot.keyClick(card.table, Qt.Key.Key_Space)
    assert card.counts()["waiting"] == 1
    looked.importing.import_button.click()
    assert 26_800 not in amounts(empty_ledger)


def dark(table, index):
    """Count the dark dots in a cell as it is drawn."""
    image = table.viewport().grab(table.visualRect(index)).toImage()
    dots = ((x, y) for x in range(image.width()) for y in range(min(36, image.height())))
    return sum(image.pixelColor(x, y).lightness() < 140 for x, y in dots)


def test_a_pending_row_has_a_dashed_box_and_a_chip_and_lists_look_like_lists(looked):
    card = looked.importing.rows_card
    place, shop = (row_of(card, peer) for peer in ("乐享月付科技", "超市"))
    model, table = card.model, card.table
    drawn = table.itemDelegate()
    seen = []
    for name in ("_dashed", "_chip", "_list"):
        plain = getattr(drawn, name)
        setattr(drawn, name, lambda *a, name=name, plain=plain: (seen.append(name), plain(*a)))
    table.viewport().grab(table.visualRect(model.index(place, DAY)))
    assert "_dashed" in seen
    assert dark(table, model.index(shop, CATEGORY)) > 0
    assert model.index(place, CATEGORY).data() == "What is it?"


def test_without_balances_there_is_no_column_for_them(looked):
    assert looked.importing.rows_card.table.isColumnHidden(BALANCE)
    assert not looked.importing.facts.labels[6][1].isVisible()


def test_the_line_of_the_file_stands_beside_its_row(looked, desk):
    pane = looked.importing
    pane.rows_card.table.selectRow(row_of(pane.rows_card, "公司"))
    line = pane.rows_card.table.current().line
    assert pane.page_card.title.text() == f"Line {line} as in the file"
    assert "公司" in pane.page_card.raw.text()
    assert "500.00" in pane.page_card.raw.text()
    desk.masking.toggle()
    pane.rows_card.table.selectRow(row_of(pane.rows_card, "超市"))
    assert not pane.page_card.isVisible()


def test_what_is_unlike_other_times_can_be_looked_at(looked):
    card = looked.importing.rows_card
    card.views.choose(REPAID)
    assert looked.importing.notice.action.text() == "Show the row"
    looked.importing.notice.action.click()
    assert card.table.current().peer == "借呗"
    assert card.model.rowCount() == len(ROWS)
    assert looked.focus_search()


def test_a_name_is_answered_afterwards(looked, empty_ledger):
    looked.importing.import_button.click()
    history = looked.history
    history.open_view.selectRow(0)
    history.way.setCurrentIndex(history.way.findData("ordinary"))
    history.decide_button.click()
    assert amounts(empty_ledger)[26_800] == "C1"
    assert history.open_model.rowCount() == 0


def test_what_is_unlike_other_times_is_said_before_and_after(looked):
    unlike = "met for the first time: 借呗, 乐享月付科技"
    assert unlike in looked.importing.notice.label.text()
    looked.importing.import_button.click()
    assert unlike in looked.history.notice.label.text()


def test_the_debts_of_the_bill_are_entered_with_one_press(looked, empty_ledger, desk):
    looked.importing.import_button.click()
    card = looked.history.adopt_card
    assert card.isVisible()
    assert [one.name for one in card.model.rows()] == ["借呗"]
    card.model.turn(card.model.index(0, 0))
    assert not card.adopt_button.isEnabled()
    card.model.turn(card.model.index(0, 0))
    assert card.adopt_button.text() == "Enter 1 debt"
    card.adopt_button.click()
    assert [debt.name for debt in empty_ledger.ledger.debts()] == ["借呗"]
    assert not card.isVisible()
    assert "still to be said" in looked.history.notice.label.text()
    looked.history.notice.action.click()
    (debt,) = empty_ledger.ledger.debts()
    assert desk.went[-1] == ("debts", {"debt": debt.id})


def test_the_first_page_leads_to_them(looked):
    looked.importing.import_button.click()
    looked.tabs.choose(0)
    looked.arrive(do="adopt")
    assert looked.history.adopt_card.isVisible()


def test_the_banner_follows_undo(looked, empty_ledger):
    looked.importing.import_button.click()
    assert looked.history.notice.isVisible()
    looked.context.notify(empty_ledger.history.undo())
    assert not looked.history.notice.isVisible()


def test_rows_are_dated_and_signed(looked):
    found = {row.peer: row for row in looked.importing.rows_card.model.rows()}
    assert found["超市"].fen == -1_000
    assert found["公司"].fen == 50_000
    assert found["借呗"].day == found["超市"].day
    assert found["超市"].day == date(2026, 8, 5).isoformat()


def test_a_report_books_nothing_and_lists_its_debts(page, empty_ledger, monkeypatch, tmp_path):
    listed = ProposedDebt(
        id="r1", name="某卡", lender="某银行", product="credit_card", balance=Fen(100),
        as_of="2026-10", paper=Paper.CREDIT_REPORT,
    )  # fmt: skip
    paper = Statement(
        format="credit_report", source="credit_report", account="", tail="", first="2026-11-01",
        last="2026-11-01", declared=Declared(), rows=[], verdicts=[],
        proposed=(listed, replace(listed, id="r2", closed=True)),
    )  # fmt: skip
    path = tmp_path / "report.csv"
    path.write_bytes(b.alipay(ROWS))
    monkeypatch.setattr(imports_reading, "read_content", lambda *_: paper)
    page.look_at([path])
    pane = page.importing
    assert "2 accounts, 1 of them open" in pane.notice.label.text()
    assert (pane.import_button.text(), pane.import_button.isEnabled()) == ("List its debts", True)
    pane.import_button.click()
    assert "1 debt listed." in page.history.notice.label.text()
    assert [one.id for one in page.history.adopt_card.model.rows()] == ["r1"]
    assert Entries(empty_ledger).totals(EntryFilter()).count == 0
