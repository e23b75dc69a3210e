"""Typing without the mouse, and what is typed but not saved, through the real window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QWidget,
)
from waits import WAIT_MS, settle

from jiebei_desktop import app
from jiebei_desktop.services.files import demo
from jiebei_desktop.services.keeping.session import Session
from jiebei_desktop.ui.pages.registry import PAGES
from jiebei_desktop.ui.widgets.form_dialog import FormDialog
from jiebei_desktop.ui.widgets.typed import fields, give_back, typed

PASSWORD = "一个密码 1"


@pytest.fixture
def window(open_window, tmp_path):
    path = tmp_path / "账本.jiebei"
    with Session.create(path, PASSWORD) as session:
        session.ledger.add_book(demo.employee(app.today()))
    made = open_window(path, PASSWORD)
    made.activateWindow()
    return made


def modal(qtbot) -> QDialog:
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not None, timeout=WAIT_MS)
    found = QApplication.activeModalWidget()
    assert isinstance(found, QDialog)
    return found


def unlock(window, qtbot):
    settle(window, qtbot)
    qtbot.waitUntil(lambda: window.locker.path is not None, timeout=WAIT_MS)
    screen = window.stack.currentWidget()
    screen.password.edit.setText(PASSWORD)
    screen.unlock_button.click()
    qtbot.waitUntil(lambda: window.session is not None, timeout=WAIT_MS)
    settle(window, qtbot)


# -- the keyboard ----------------------------------------------------------------------------


def test_tab_leaves_the_rail_into_the_page(window, qtbot):
    for name in ("overview", "ledger", "debts", "plan"):
        window.go(name)
        settle(window, qtbot)
        window.rail.main.setFocus()
        QTest.keyClick(window.rail.main, Qt.Key.Key_Tab)
        focus = QApplication.focusWidget()
        assert window.pages[name].isAncestorOf(focus), (name, focus)
        QTest.keyClick(focus, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
        assert window.rail.main.hasFocus()
        assert window.current == name


def test_arrow_keys_reach_every_page_of_the_rail_and_come_back(window, qtbot):
    rail = window.rail
    window.go("offer_check")
    settle(window, qtbot)
    rail.main.setFocus()
    QTest.keyClick(rail.main, Qt.Key.Key_Down)
    assert window.current == "settings"
    assert rail.foot.hasFocus()
    QTest.keyClick(rail.foot, Qt.Key.Key_Down)
    assert window.current == "settings"
    QTest.keyClick(rail.foot, Qt.Key.Key_Up)
    assert window.current == "offer_check"
    assert rail.main.hasFocus()
    window.go("settings")
    rail.main.setFocus()
    assert window.current == "settings"


@pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)
def test_the_quick_row_takes_the_match_on_tab_and_the_amount_is_second(window, qtbot):
    window.go("ledger", do="add")
    settle(window, qtbot)
    quick = window.pages["ledger"].entries.quick
    quick.day.setFocus()
    QTest.keyClick(quick.day, Qt.Key.Key_Tab)
    assert quick.amount.hasFocus()
    QTest.keyClicks(quick.amount, "12.5*3")
    QTest.keyClick(quick.amount, Qt.Key.Key_Tab)
    assert quick.category.hasFocus()
    QTest.keyClicks(quick.category, "fz")
    popup = quick.category.completer().popup()
    assert popup.isVisible()
    QTest.keyClick(popup, Qt.Key.Key_Tab)  # it holds the keyboard while it is open
    assert quick.category.code() == "B1"
    assert quick.category.text() == "Housing"
    assert quick.counterparty.hasFocus()


def test_a_password_is_typed_at_once(window, qtbot):
    window.menus.actions["lock"].trigger()
    settle(window, qtbot)
    assert window.stack.currentWidget().password.edit.hasFocus()


# -- half-typed ------------------------------------------------------------------------------


class Form(FormDialog):
    """Two fields and a box."""

    def __init__(self, theme, parent=None):
        super().__init__(theme, parent)
        self.setWindowTitle("A form")
        self.one, self.two, self.secret = QLineEdit(), QComboBox(), QLineEdit()
        self.two.addItems(["a", "b"])
        self.secret.setEchoMode(QLineEdit.EchoMode.Password)
        self.add(self.one, self.two, self.secret)


@pytest.fixture
def form(qtbot, theme):
    host = QWidget()
    qtbot.addWidget(host)
    host.show()
    made = Form(theme, host)
    made.open()
    made.host = host
    return made


def test_an_untouched_form_closes_at_once(form):
    QTest.keyClick(form, Qt.Key.Key_Escape)
    assert not form.isVisible()


def test_a_half_typed_form_asks_before_it_is_lost(form):
    QTest.keyClicks(form.one, "half")
    QTest.keyClick(form, Qt.Key.Key_Escape)
    assert form.isVisible()
    assert form.asking.isVisible()
    form.keep_button.click()
    assert form.asking.isHidden()
    form.close()
    assert form.isVisible()
    form.lose_button.click()
    assert not form.isVisible()


def test_what_was_mended_back_is_not_asked_about(form):
    QTest.keyClicks(form.one, "x")
    form.one.clear()
    form.cancel_button.click()
    assert not form.isVisible()


def test_passwords_are_never_kept(form):
    form.secret.setText("geheim")
    assert form.secret not in fields(form)
    assert "geheim" not in typed(form)


def test_values_go_back_only_into_the_same_fields(form):
    form.one.setText("text")
    form.two.setCurrentIndex(1)
    values = typed(form._content)
    form.one.clear()
    form.two.setCurrentIndex(0)
    assert give_back(form._content, values)
    assert (form.one.text(), form.two.currentIndex()) == ("text", 1)
    assert not give_back(form._content, values[:1])


def test_a_half_typed_dialog_survives_a_lock(window, qtbot):
    window.go("negotiation", do="log")
    settle(window, qtbot)
    dialog = modal(qtbot)
    dialog.said.edit.setText("他们说月底前要还")
    dialog.missed_box.setChecked(True)
    window.locker.watch.away.emit()
    unlock(window, qtbot)
    again = modal(qtbot)
    assert again is not dialog
    assert again.said.edit.text() == "他们说月底前要还"
    assert again.missed_box.isChecked()
    QTest.keyClick(again, Qt.Key.Key_Escape)
    assert again.asking.isVisible()
    again.lose_button.click()
    window.go("negotiation", do="log")
    settle(window, qtbot)
    third = modal(qtbot)
    assert third.said.edit.text() == ""
    third.done(0)


@pytest.mark.parametrize("deed", ["pay", "reconcile"])
def test_what_was_typed_for_a_debt_is_opened_again_for_that_debt(window, qtbot, deed):
    debt = window.session.ledger.debts()[-1]
    window.go("debts", debt=debt.id)
    settle(window, qtbot)
    window.go("debts", do=deed)
    settle(window, qtbot)
    title = modal(qtbot).windowTitle()
    assert debt.name in title
    window.locker.watch.away.emit()
    unlock(window, qtbot)
    again = modal(qtbot)
    assert again.windowTitle() == title
    again.done(0)


def test_a_lock_waits_for_no_answer(window, qtbot, monkeypatch):
    """The page of the phone asks before it closes; nobody is there to answer."""
    asked = []
    monkeypatch.setattr(window.parts.ask, "confirm", lambda *words, **more: asked.append(words))
    window.go("debts", do="add")
    settle(window, qtbot)
    dialog = modal(qtbot)
    QTest.keyClicks(dialog.form.fields["total"].edit, "38988")
    window.locker.watch.away.emit()
    unlock(window, qtbot)
    assert asked == []
    again = modal(qtbot)
    assert "38" in again.form.fields["total"].edit.text()
    again.done(0)


def test_notes_of_a_call_survive_a_lock(window, qtbot):
    window.go("call")
    settle(window, qtbot)
    page = window.pages["call"]
    page.listen.who.setText("王小姐")
    page.offer.amount.edit.setText("1950")
    page.answers.press(2)
    before = page.notes()
    window.locker.watch.away.emit()
    unlock(window, qtbot)
    qtbot.waitUntil(lambda: window.current == "call", timeout=WAIT_MS)
    settle(window, qtbot)
    again = window.pages["call"]
    assert again is not page
    assert again.notes() == before
    assert again.listen.who.text() == "王小姐"


def test_texts_of_a_call_that_cannot_be_read_survive_a_lock(window, qtbot):
    window.go("call")
    settle(window, qtbot)
    page = window.page()
    QTest.keyClicks(page.offer.rate, "1O")
    page.listen.when.setChecked(True)
    page.listen.answer_on.edit.retype("13-40")
    window.locker.watch.away.emit()
    unlock(window, qtbot)
    again = window.page()
    assert again is not page
    assert again.offer.rate.text() == "1O"
    assert again.listen.answer_on.edit.text() == "13-40"
    assert again.listen.answer_on.edit.problem()


HALF_TYPED = {
    "offer_check": lambda page: page.form.received.edit,
    "ledger": lambda page: page.entries.quick.counterparty,
    "life_events": lambda page: page.editor.form.name.edit,
}


@pytest.mark.parametrize("name", HALF_TYPED)
def test_what_is_half_typed_on_a_page_survives_a_lock(window, qtbot, name):
    window.go(name)
    settle(window, qtbot)
    page = window.pages[name]
    assert page.draft() is None
    if name == "life_events":
        page.begin()
    HALF_TYPED[name](page).setText("9400")
    for _twice in range(2):
        window.locker.watch.away.emit()
        unlock(window, qtbot)
        qtbot.waitUntil(lambda: window.current == name, timeout=WAIT_MS)
        settle(window, qtbot)
        assert window.pages[name] is not page
        page = window.pages[name]
        assert HALF_TYPED[name](page).text().replace(",", "").startswith("9400")


def test_what_was_typed_for_one_entry_is_not_put_into_another(window, qtbot):
    window.go("ledger")
    settle(window, qtbot)
    pane = window.pages["ledger"].entries
    first, second = pane.model.rows()[:2]
    form = pane.acts.edit(first)
    form.note.edit.setText("只给第一笔")
    window.locker.watch.away.emit()
    unlock(window, qtbot)
    qtbot.waitUntil(lambda: window.current == "ledger", timeout=WAIT_MS)
    settle(window, qtbot)
    pane = window.pages["ledger"].entries
    same = modal(qtbot)
    assert same.note.edit.text() == "只给第一笔"
    same.done(0)
    other = pane.acts.edit(second)
    assert other.note.edit.text() == second.entry.note
    other.done(0)


def test_drafts_are_those_of_the_ledger_they_were_typed_for(window, qtbot, tmp_path):
    drafts = window.locker.drafts
    drafts.begin(tmp_path / "a")
    drafts.keep_page("call", "noted")
    drafts.begin(tmp_path / "b")
    assert drafts.page("call") is None


# -- undo ------------------------------------------------------------------------------------


def test_a_step_is_said_and_taken_back_by_a_button_without_taking_the_focus(window, qtbot):
    window.go("ledger", do="add")
    settle(window, qtbot)
    quick = window.pages["ledger"].entries.quick
    count = len(window.session.book().entries)
    quick.amount.setFocus()
    QTest.keyClicks(quick.amount, "46.80")
    QTest.keyClick(quick.amount, Qt.Key.Key_Return)
    settle(window, qtbot)
    toast = window.undo_toast.toast
    assert toast.isVisible()
    assert toast.label.text() == "Done: add entry"
    assert toast.accessibleName() == "Done: add entry Undo"
    assert quick.amount.hasFocus()
    assert len(window.session.book().entries) == count + 1
    toast.action.click()
    settle(window, qtbot)
    assert len(window.session.book().entries) == count
    assert toast.label.text() == "Undone: add entry"
    assert toast.action.text() == "Redo"
    toast.action.click()
    settle(window, qtbot)
    assert len(window.session.book().entries) == count + 1
    assert toast.label.text() == "Done again: add entry"
    toast.away.finish()
    assert not toast.isVisible()


@pytest.mark.parametrize("zoom", [100, 200])
def test_the_toast_covers_nothing_moves_nothing_and_goes_with_the_ledger(window, qtbot, zoom):
    toast, words = window.undo_toast.toast, "What was done has a very long name "
    try:
        window.parts.theme.use(zoom=zoom)
        for width in (1280, 1024):
            window.resize(width, 600)
            settle(window, qtbot)
            QApplication.processEvents()
            before = window.stack.geometry(), window.status.geometry()
            for times in (1, 6):
                window.undo_toast.offer(words * times, "Undo", bool)
                QApplication.processEvents()
                assert (window.stack.geometry(), window.status.geometry()) == before
                assert window.status.rect().contains(toast.geometry())
                assert toast.rect().contains(toast.action.geometry())
                assert toast.rect().contains(toast.close_button.geometry())
                shown = window.status.findChildren(
                    QLabel, options=Qt.FindChildOption.FindDirectChildrenOnly
                )
                shown = [each for each in shown if each.isVisible()]
                assert not [each for each in shown if each.geometry().intersects(toast.geometry())]
            toast.close_button.click()
            assert window.status.rules_label.isVisible()
    finally:
        window.parts.theme.use(zoom=100)
    window.undo_toast.offer(words, "Undo", bool)
    window.close_ledger()
    assert not toast.isVisible()


def test_opening_a_ledger_says_nothing(window):
    assert not window.undo_toast.toast.isVisible()


# -- examples --------------------------------------------------------------------------------


def test_an_example_is_marked_on_every_page_and_leaves_no_trace(window, qtbot):
    own = window.session.path
    window.go("debts")
    assert window.pages["debts"].example_chip.isHidden()
    window.ledgers.open_demo("employee")
    settle(window, qtbot)
    path = window.session.path
    for entry in PAGES:
        window.go(entry.name)
        settle(window, qtbot)
        assert window.page().example_chip.isVisible(), entry.name
        assert window.page().example_chip.text == "Example"
    assert window.parts.keep.now.ledger == str(own)
    assert window.ledgers.recent() == (own,)
    window.close_ledger()
    settle(window, qtbot)
    assert QApplication.activeModalWidget() is None
    assert own.parent != path.parent


# -- where the focus goes when the program moves ----------------------------------------------


def ring(window) -> QWidget | None:
    """The button the focus is on, where it can be seen."""
    focus = QApplication.focusWidget()
    return focus if isinstance(focus, QAbstractButton) else None


def test_a_page_the_program_goes_to_marks_no_button_and_tab_leads_into_it(window, qtbot):
    window.go("ledger")
    settle(window, qtbot)
    window.page().add_button.setFocus()
    window.go("debts")
    settle(window, qtbot)
    assert window.page().heading.hasFocus()
    assert ring(window) is None
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert window.page().isAncestorOf(QApplication.focusWidget())
    window.go("ledger")
    assert window.page().add_button.hasFocus()


def test_the_palette_leaves_no_ring_behind(window, qtbot):
    window.rail.main.setFocus()
    window.rail.main.clearFocus()
    window.find_anything()
    settle(window, qtbot)
    window._finder.palette.close_up()
    assert QApplication.focusWidget() is None
    window.find_anything()
    settle(window, qtbot)
    palette = window._finder.palette
    palette.edit.setText("debts")
    QTest.keyClick(palette.edit, Qt.Key.Key_Return)
    settle(window, qtbot)
    assert window.current == "debts"
    assert ring(window) is None


def test_a_toast_that_goes_gives_the_focus_back(window, qtbot):
    window.go("ledger")
    settle(window, qtbot)
    quick = window.page().entries.quick
    quick.amount.setFocus()
    toast = window.undo_toast.toast
    toast.say("Done", "Undo")
    toast.close_button.setFocus()
    toast.close_button.click()
    assert quick.amount.hasFocus()


def test_a_link_of_the_help_marks_no_button_of_the_page(window, qtbot):
    window.help.contents()
    pane = window.help.pane
    QApplication.processEvents()
    link = next(b for b in pane.content.findChildren(QAbstractButton) if b.isVisible())
    link.setFocus()
    link.click()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert pane.title.hasFocus()
    QTest.keyClick(pane.title, Qt.Key.Key_Escape)
    assert not pane.isVisible()
