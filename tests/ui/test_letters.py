from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from screens import on_screen

from jiebei_desktop.domain.household import Housing
from jiebei_desktop.services.papers.letters import LetterKind
from jiebei_desktop.text import current
from jiebei_desktop.ui.pages.negotiation import NegotiationPage
from jiebei_desktop.ui.pages.negotiation.letter_parts import CheckRow, KindRow, PaperFactsDialog
from jiebei_desktop.ui.pages.negotiation.page import LETTERS


@pytest.fixture
def page(qtbot, desk, employee):
    made = on_screen(qtbot, NegotiationPage(desk.context(employee)), 1096, 760)
    made.tabs.choose(LETTERS)
    return made


def test_what_fits_now_stands_first_and_is_drawn(page):
    pane = page.letters
    assert pane.desk.kind is LetterKind.FREEZE
    rows = pane.kind_list.findChildren(KindRow)
    assert [row.title.text() for row in rows][:2] == [
        "Request to stop interest and penalty",
        "One way for all lenders",
    ]
    assert len(rows) == len(LetterKind)
    assert pane.rows[LetterKind.EARLY].why.text() == "it is late already"
    assert not pane.sheet.pixmap().isNull()


def test_another_letter_is_chosen_by_mouse_and_by_key(page, qtbot):
    pane = page.letters
    qtbot.mouseClick(pane.rows[LetterKind.PRO_RATA], Qt.MouseButton.LeftButton)
    assert pane.desk.kind is LetterKind.PRO_RATA
    assert pane.rows[LetterKind.PRO_RATA].property("current") == "true"
    row = pane.rows[LetterKind.DISPUTED]
    qtbot.keyClick(row, Qt.Key.Key_Tab)
    qtbot.keyClick(row, Qt.Key.Key_Return)
    assert pane.desk.kind is LetterKind.DISPUTED
    qtbot.mouseClick(pane.rows[LetterKind.SETTLED], Qt.MouseButton.LeftButton)
    assert "it is not paid off" in pane.preview.sub.text()


def test_the_seven_checks_stand_with_their_reasons(page):
    rows = page.letters.check_list.findChildren(CheckRow)
    assert len(rows) == 7
    assert rows[0].title.text() == "Limitation period"
    looked = [row for row in rows if row.said.text()]
    assert f"{len(looked)} to look at" == page.letters.checks.sub.text()
    assert "by ¥7.03 so far" in rows[1].said.text()


def test_what_is_missing_is_asked_once_and_kept_as_one_step(page, desk, employee):
    pane = page.letters
    assert "the contract number" in pane.missing_words.text()
    pane.fill_button.click()
    dialog = pane.findChild(PaperFactsDialog)
    assert not dialog.since.isEnabled()
    dialog.name.edit.setText("林晓")
    dialog.tail.edit.setText("510104199001010426")
    dialog.save_button.click()
    assert dialog.tail.help.text() == "Only the last four characters"
    dialog.tail.edit.setText("0426")
    dialog.phone.edit.setText("13800001234")
    dialog.address.edit.setText("成都某路1号")
    dialog.contract.edit.setText("HT-1")
    assert dialog.home.members.edit.value() == 3
    dialog.home.born.edit.setText("2017, 2019, 2021")
    dialog.save_button.click()
    assert dialog.home.born.help.text().startswith("Years with four digits")
    dialog.home.born.edit.setText("2017")
    dialog.home.housing.edit.setCurrentIndex(dialog.home.housing.edit.findData(Housing.RENT))
    dialog.home.work.edit.setText("仓库分拣员")
    dialog.told.setChecked(True)
    dialog.since.edit.set_value(date(2026, 8, 1))
    dialog.reason.edit.setText("父亲住院")
    dialog.save_button.click()
    page.changed(desk.told[-1])
    debt = employee.ledger.debt("jiebei")
    assert (debt.contract_no, debt.hardship.words) == ("HT-1", "父亲住院")
    assert employee.book().household.name == "林晓"
    assert pane.missing_words.text() == "Nothing: every line is filled."
    employee.history.undo()
    assert employee.ledger.debt("jiebei").contract_no == ""
    assert employee.book().household.name == ""


def test_the_copy_for_oneself_is_another_page_with_the_same_checksum(page):
    before = page.letters.desk.document
    page.letters.edition.choose(1)
    after = page.letters.desk.document
    assert (before["edition"], after["edition"]) == ("lender", "private")
    assert before["checksum"] == after["checksum"]


def test_a_letter_is_saved_and_copied_as_words(page, desk, tmp_path):
    pane = page.letters
    desk.ask.answers = [None]
    pane.save_button.click()
    desk.ask.answers = [tmp_path / "信"]
    pane.save_button.click()
    assert (tmp_path / "信.pdf").read_bytes().startswith(b"%PDF")
    assert desk.ask.asked[-1] == ("The letter was saved.", "信.pdf")
    pane.copy_button.click()
    words = QGuiApplication.clipboard().text()
    assert "stop further interest and penalty" in words
    assert "¥38,988.00" in words
    for kind in (LetterKind.THIRD_PARTY, LetterKind.CHANGE):
        pane.choose(kind)
        pane.copy()
        assert QGuiApplication.clipboard().text()


def test_a_place_that_cannot_be_written_is_told(page, desk, tmp_path):
    desk.ask.answers = [tmp_path / "gone" / "a.pdf"]
    page.letters.save()
    assert desk.ask.asked[-1][0] == "The letter was not written"


def test_letters_follow_the_lender_and_the_language(page, desk):
    page.letters.choose(LetterKind.COMPLAINT)
    page.arrive(debt="sister", do="letters")
    assert page.letters.desk.kind is LetterKind.FAMILY
    current.use("zh_CN")
    page.retranslate()
    page.reload()
    assert page.letters.checks.title.text() == "签字之前先看这几条"


def test_without_a_debt_nothing_is_read_or_saved(qtbot, desk, empty_ledger):
    made = NegotiationPage(desk.context(empty_ledger))
    qtbot.addWidget(made)
    made.show()
    for act in (made.letters.reload, made.letters.save, made.letters.copy, made.letters.fill):
        act()
    assert made.letters.desk is None
    assert desk.ask.asked == []


def test_the_cards_stand_beside_each_other_only_where_there_is_room(page):
    across = page.letters._across
    page.resize(1096, 760)
    wide = across.direction()
    page.resize(700, 760)
    assert across.direction() != wide


def test_a_letter_that_went_out_stands_on_the_case_page(page, desk, employee):
    pane = page.letters
    desk.ask.answers = [False]
    pane.sent_button.click()
    assert employee.ledger.rows("statements") == []
    desk.ask.answers = [True]
    letter = pane.desk.document
    pane.sent_button.click()
    page.changed(desk.told[-1])
    (row,) = employee.ledger.rows("statements")
    assert page.sent.model.rows()[0].checksum == row["checksum"] == letter["checksum"]
    cells = [page.sent.model.index(0, column).data() for column in range(4)]
    assert cells[1:3] == ["Request to stop interest and penalty", row["number"]]
