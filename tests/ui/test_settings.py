from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import QApplication
from python_calamine import CalamineWorkbook
from screens import on_screen

from jiebei_desktop.services.book import rule_updates
from jiebei_desktop.services.keeping import backups, password_store
from jiebei_desktop.text import current
from jiebei_desktop.ui.dialogs import QtAsk
from jiebei_desktop.ui.pages.settings import SettingsPage
from jiebei_desktop.ui.pages.settings.copies_dialog import CopiesDialog
from jiebei_desktop.ui.pages.settings.fixing_dialog import FixingDialog
from jiebei_desktop.ui.password_dialog import PasswordDialog

DAY = date(2026, 11, 22)


@pytest.fixture
def page(qtbot, desk, employee):
    return on_screen(qtbot, SettingsPage(desk.context(employee)), 1000, 720)


def test_a_copy_is_made_and_listed(page, employee):
    words = page.data.rows["folder"].effect
    assert words.text().splitlines()[1] == "1 step can be undone"
    page.data.back_up()
    page.refresh()
    assert words.text().splitlines()[1] == "Undo reaches back to 22 November 2026: 1 step"
    copies = list(employee.path.parent.glob("**/*.jiebei"))
    assert len(copies) == 2


def test_everything_is_exported_where_the_user_says(page, desk, tmp_path):
    desk.ask.answers = [0, tmp_path / "all.csv"]
    page.data.export_data()
    assert len((tmp_path / "all.csv").read_text(encoding="utf-8-sig").splitlines()) > 100


def test_a_workbook_is_exported_with_words_of_both_languages(page, desk, tmp_path):
    desk.ask.answers = [1, tmp_path / "all.xlsx"]
    page.data.export_data()
    book = CalamineWorkbook.from_path(tmp_path / "all.xlsx")
    assert book.sheet_names[0] == "记账 Entries"
    assert len(book.get_sheet_by_name("记账 Entries").to_python()) > 100


def test_nothing_is_exported_when_the_user_changes_his_mind(page, desk, tmp_path):
    desk.ask.answers = [None]
    page.data.export_data()
    assert list(tmp_path.glob("all.*")) == []


def test_the_rows_are_worded_in_the_language_of_the_window(page):
    assert page.heading.text() == "Settings"
    current.use("zh_CN")
    page.retranslate()
    assert page.heading.text() == "设置"
    assert page.rows["theme"].findChildren(type(page.heading))[0].text() == "主题"


def test_the_rule_data_can_be_looked_at(page):
    page.rules_button.setChecked(True)
    page.rules_button.click()
    assert page.rules_button.isVisible()


class Store:
    def __init__(self) -> None:
        self.kept: dict[str, str] = {}

    def set_password(self, _service, username, password):
        self.kept[username] = password

    def delete_password(self, _service, username):
        del self.kept[username]


def copies_dialog(page) -> CopiesDialog:
    return page.window().findChild(CopiesDialog)


def test_a_password_is_set_changed_and_taken_away(page, desk, employee, shell):
    desk.ask.answers = ["first one", "first one", "second one", "second one", ""]
    page.data.change_password()
    assert employee.ledger.password == "first one"
    assert page.data.password_button.text() == "Change…"
    page.data.change_password()
    assert employee.ledger.password == "second one"
    page.data.change_password()
    assert not employee.ledger.protected
    told = [on for name, on in shell.calls if name == "protected"]
    assert told == [True, True, False]


def test_whoever_does_not_know_the_password_cannot_change_it(page, desk, employee, shell):
    desk.ask.answers = ["the right one", "a guess", "another", "a third"]
    for _ in range(4):
        page.data.change_password()
    assert employee.ledger.password == "the right one"
    assert [what for what, _ in desk.ask.asked].count("That was not it") == 2
    waiting = page.data._patience.pause
    assert waiting.waiting
    waiting.finish()
    assert [what for what, _ in desk.ask.asked].count("That was not it") == 3
    desk.ask.answers = [None]
    page.data.change_password()
    assert employee.ledger.password == "the right one"


def test_what_is_not_under_the_password_is_named(page, desk, employee):
    page.data.back_up()
    foreign = backups.listed(employee.path)[0].path.with_name("notes.txt")
    foreign.write_text("x")
    desk.ask.answers = ["a secret"]
    page.data.change_password()
    assert desk.ask.asked[-1] == (
        "1 file beside the ledger is not under this password",
        "notes.txt",
    )


def test_a_second_place_for_the_copies_is_chosen_and_used(page, desk, employee, shell, tmp_path):
    desk.ask.answers = [None, tmp_path, None]
    page.data.choose_second_folder()
    assert shell.calls == []
    page.data.choose_second_folder()
    assert str(tmp_path) in page.data.rows["second"].effect.text()
    page.data.back_up()
    assert len(backups.listed(employee.path)) == 1
    assert list(tmp_path.glob("employee-????-??-??.jiebei")) != []
    page.data.choose_second_folder()
    assert shell.keeper.now.second_folder == ""


def test_whoever_changes_his_mind_about_a_password_keeps_what_was(page, desk, employee, shell):
    desk.ask.answers = [None, ""]
    page.data.change_password()
    page.data.change_password()
    assert not employee.ledger.protected
    assert shell.calls == []


def test_copies_show_what_they_hold_and_one_is_restored(page, desk, employee, shell):
    page.data.back_up()
    assert page.data.copies_button.isEnabled()
    desk.ask.answers = [True]
    page.data.show_copies()
    dialog = copies_dialog(page)
    (facts,) = dialog.model.rows()
    assert facts.entries == employee.ledger.entry_totals().count
    assert facts.debts == len(employee.ledger.debts())
    assert dialog.table.model().index(0, 5).data() == "Whole"
    dialog.restore()
    name, between = shell.calls[-1]
    assert name == "reopen"
    employee.close()
    assert between().name.startswith("replaced-")


def test_a_damaged_copy_is_shown_and_cannot_be_chosen(page, employee):
    page.data.back_up()
    (copy,) = backups.listed(employee.path)
    copy.path.write_bytes(copy.path.read_bytes()[:20_480])
    page.data.show_copies()
    dialog = copies_dialog(page)
    assert dialog.table.model().index(0, 5).data() == "This ledger cannot be read through"
    assert dialog.chosen() is None
    assert not dialog.restore_button.isEnabled()
    dialog.restore()
    assert dialog.isVisible()
    dialog.reject()


def test_the_password_is_remembered_in_the_systems_store_only(page, desk, employee, shell):
    store = Store()
    page.data.store = lambda: store
    desk.ask.answers = ["a secret"]
    page.data.change_password()
    page.data.remember(on=True)
    assert store.kept == {str(employee.path.resolve()): "a secret"}
    assert shell.keeper.now.remember
    assert "a secret" not in shell.keeper.file.path.read_text(encoding="utf-8")
    page.data.remember(on=False)
    assert store.kept == {}
    assert not shell.keeper.now.remember


def test_a_machine_without_a_store_says_so(page, desk, employee, shell):
    def none():
        raise password_store.NoStore

    page.data.store = none
    desk.ask.answers = ["a secret"]
    page.data.change_password()
    page.data.remember(on=True)
    assert desk.ask.asked[-1][0] == "This computer has no store for passwords"
    assert not shell.keeper.now.remember
    shell.keeper.change(remember=True)
    page.data.remember(on=False)
    assert not shell.keeper.now.remember


def test_the_minutes_before_locking_are_chosen(page, shell):
    page.data.lock_box.activated.emit(4)
    assert shell.calls == [("lock", 30)]


def test_daily_copies_can_be_turned_off(page, shell):
    page.data.backup_box.setChecked(False)
    assert shell.calls == [("backups", False)]
    assert page.data.backup_box.text() == "Off"


def test_a_new_password_is_asked_for_twice(qtbot, theme):
    dialog = PasswordDialog(theme, "Protect?", "Without", None)
    dialog.show()
    said = []
    dialog.saved.connect(lambda: said.append(dialog.password()))
    dialog.save()
    assert "Type a password" in dialog.first.help.text()
    dialog.first.edit.setText("short")
    assert "5 signs" in dialog.first.help.text()
    dialog.save()
    assert "not the same" in dialog.again.help.text()
    dialog.again.edit.setText("short")
    dialog.save()
    assert said == ["short"]


@pytest.mark.parametrize(("press", "answer"), [("without_button", ""), ("cancel_button", None)])
def test_a_ledger_may_go_without_a_password(qtbot, theme, press, answer):
    def click() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, PasswordDialog):
            dialog.first.edit.setText("something")
            getattr(dialog, press).click()
        else:
            QTimer.singleShot(20, click)

    QTimer.singleShot(20, click)
    assert QtAsk(theme).new_password("Protect?", "Without") == answer


def fixing_dialog(page):
    page.fixing_button.click()
    dialog = page.findChild(FixingDialog)
    dialog.day.edit.set_value(date(2026, 11, 20))
    return dialog


def test_a_published_lpr_is_added_where_the_warning_leads(page, desk, employee):
    page.arrive(do="rules")
    dialog = fixing_dialog(page)
    dialog.one_year.edit.setText("2.90")
    dialog.five_year.edit.setText("3.40%")
    dialog.save_button.click()
    assert employee.rules.lpr(DAY).one_year == Decimal("0.029")
    page.changed(desk.told[-1])
    assert "2.90%" in page.rows["rules"].title.text()
    assert page.rules_chip.text == "Up to date"


def test_a_rate_that_cannot_be_published_is_told_at_its_field(page, employee):
    dialog = fixing_dialog(page)
    dialog.save_button.click()
    assert dialog.one_year.help.text() == "Type the rate as published, such as 3.00"
    dialog.one_year.edit.setText("9.00")
    dialog.five_year.edit.setText("9.50")
    dialog.save_button.click()
    assert "more than one point" in dialog.one_year.help.text()
    dialog.one_year.edit.setText("3.00")
    dialog.five_year.edit.setText("3.50")
    dialog.day.edit.set_value(date(2026, 12, 20))
    dialog.save_button.click()
    assert "has not come yet" in dialog.day.help.text()
    assert dialog.isVisible()
    assert employee.ledger.setting("lpr_fixings") is None


RESTATED = Path(__file__).resolve().parents[1] / "services" / "reference" / "restated.rules"


def test_a_signed_rules_file_is_opened_and_can_be_undone(page, desk, employee):
    page.context = replace(page.context, today=lambda: date(2026, 11, 23))
    desk.ask.answers = [RESTATED]
    page.file_button.click()
    assert rule_updates.edition(employee) == date(2026, 11, 23)
    assert desk.told[-1].tables == {"settings"}
    assert "1 LPR" in str(desk.ask.asked[-1])
    employee.history.undo()
    assert rule_updates.edition(employee) == date(2026, 11, 22)


def test_a_rules_file_that_was_changed_is_not_taken(page, desk, employee, tmp_path):
    changed = tmp_path / "x.rules"
    changed.write_bytes(RESTATED.read_bytes() + b"\n")
    for answer, words in ((changed, "signature is not good"), (tmp_path / "none.rules", "")):
        desk.ask.answers = [answer]
        page.file_button.click()
        assert words in str(desk.ask.asked[-1])
    desk.ask.answers = [None]
    page.file_button.click()
    assert rule_updates.edition(employee) == date(2026, 11, 22)


def test_the_list_of_sections_goes_to_each_and_follows_the_hand(page, qtbot):
    page.resize(1000, 420)
    QApplication.processEvents()
    sections, bar = page.sections, page.scroller.verticalScrollBar()
    named = [button.text() for button in sections.list.buttons]
    assert named[3:] == [page.cards["rules"].title.text(), page.cards["about"].title.text()]
    qtbot.mouseClick(sections.list.buttons[2], Qt.MouseButton.LeftButton)
    row = page.data.rows["password"]
    assert row.mapTo(page.scroller.viewport(), QPoint(0, 0)).y() in range(60)
    assert sections.list.current() == 2
    assert sections.list.mapTo(page.scroller.viewport(), QPoint(0, 0)).y() == 0, "it stays"
    qtbot.keyClick(sections.list.buttons[2], Qt.Key.Key_Up)
    assert page.data.mapTo(page.scroller.viewport(), QPoint(0, 0)).y() == 0
    for value, at in ((0, 0), (bar.maximum(), 4)):
        bar.setValue(value)
        assert sections.list.current() == at
    page.resize(600, 720)
    assert sections.isHidden()
