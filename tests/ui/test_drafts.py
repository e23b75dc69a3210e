"""Whatever is half done when the ledger locks is there again: every dialog, reports, imports."""

from __future__ import annotations

from datetime import date

import pdf_builder as pdf
import pytest
import statement_builders as b
from PySide6.QtCore import QTime
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QRadioButton,
    QSpinBox,
    QTimeEdit,
)
from statement_builders import A, number
from test_fits import EVERY_DIALOG, each_dialog
from waits import WAIT_MS, settle

from jiebei_desktop import app
from jiebei_desktop.services.files import demo
from jiebei_desktop.services.keeping.session import Session
from jiebei_desktop.ui.dialogs import QtAsk
from jiebei_desktop.ui.fitting import FittedDialog
from jiebei_desktop.ui.widgets.choice_list import ChoiceList
from jiebei_desktop.ui.widgets.date_edit import DateEdit
from jiebei_desktop.ui.widgets.form_dialog import FormDialog
from jiebei_desktop.ui.widgets.typed import fields, typed

PASSWORD = "一个密码 1"


@pytest.fixture
def window(open_window, tmp_path):
    path = tmp_path / "账本.jiebei"
    with Session.create(path, PASSWORD) as session:
        session.ledger.add_book(demo.employee(app.today()))
    made = open_window(path, PASSWORD)
    made.activateWindow()
    return made


def lock_and_unlock(window, qtbot, page):
    window.locker.watch.away.emit()
    settle(window, qtbot)
    qtbot.waitUntil(lambda: window.locker.path is not None, timeout=WAIT_MS)
    screen = window.stack.currentWidget()
    screen.password.edit.setText(PASSWORD)
    screen.unlock_button.click()
    qtbot.waitUntil(lambda: window.session is not None, timeout=WAIT_MS)
    settle(window, qtbot)
    qtbot.waitUntil(lambda: window.current == page, timeout=WAIT_MS)
    settle(window, qtbot)


def opened(window, qtbot, name):
    page, open_it = EVERY_DIALOG[name]
    window.go(page)
    settle(window, qtbot)
    open_it(window.page())
    settle(window, qtbot)
    found = [each for each in window.findChildren(QDialog) if each.isVisible()]
    assert len(found) == 1, name
    return found[0]


OTHERWISE = (
    (DateEdit, lambda each: each.set_value(date(2026, 10, 9))),
    (QLineEdit, lambda each: each.setText("1234" if each.validator() else "一二三")),
    (QPlainTextEdit, lambda each: each.setPlainText("还没写完")),
    ((QCheckBox, QRadioButton), lambda each: each.setChecked(not each.isChecked())),
    (ChoiceList, lambda each: each.setCurrentRow(each.count() - 1)),
    (QListWidget, lambda each: each.insertItem(0, each.takeItem(each.count() - 1))),
    (QComboBox, lambda each: each.setCurrentIndex(each.count() - 1)),
    (QSpinBox, lambda each: each.setValue(each.value() + 1)),
    (QTimeEdit, lambda each: each.setTime(QTime(7, 7))),
)


def fill(dialog):
    """Change every field that can be seen to something else."""
    for each in fields(dialog):
        if each.isVisible() and each.isEnabled():
            next(change for kind, change in OTHERWISE if isinstance(each, kind))(each)


BUILT_HERE = {"password", "paper_facts", "instalment", "ending", "columns"}
"""Dialogs that the table makes itself; the press of a user that opens them is tested apart."""


@pytest.mark.parametrize("name", EVERY_DIALOG)
def test_a_dialog_stands_open_again_after_a_lock_with_all_that_was_typed(window, qtbot, name):
    dialog = opened(window, qtbot, name)
    if not fields(dialog):
        return
    fill(dialog)
    title, before = dialog.windowTitle(), typed(dialog)
    lock_and_unlock(window, qtbot, EVERY_DIALOG[name][0])
    if name in BUILT_HERE:
        assert QApplication.activeModalWidget() is None
        opened(window, qtbot, name)
    (again,) = [each for each in window.findChildren(QDialog) if each.isVisible()]
    assert again is not dialog
    assert type(again) is type(dialog)
    assert again.windowTitle() == title
    assert typed(again) == before
    again.done(0)


def test_what_a_letter_leaves_open_is_asked_again_after_a_lock(window, qtbot):
    debt = window.session.ledger.debts()[-1].id
    window.go("negotiation", debt=debt, do="letters")
    settle(window, qtbot)
    window.page().letters.fill()
    dialog = QApplication.activeModalWidget()
    fill(dialog)
    before = typed(dialog)
    lock_and_unlock(window, qtbot, "negotiation")
    again = QApplication.activeModalWidget()
    assert window.page().view.line.debt.id == debt
    assert again.about == debt
    assert typed(again) == before
    again.done(0)


def test_every_dialog_with_fields_says_how_it_is_opened_again(window, qtbot):
    """Whoever opens one of them does it by ``open_for``; the table of dialogs has every class."""
    mute, kinds = [], set()
    for name, dialog in each_dialog(window, qtbot):
        kinds.add(type(dialog))
        if fields(dialog) and name not in BUILT_HERE and dialog.reopen is None:
            mute.append(name)
    assert mute == []
    made = {each for each in subclasses(FittedDialog) if not each.__subclasses__()}
    assert {each.__name__ for each in made - kinds if each.__module__.startswith("jiebei")} == set()


def subclasses(kind):
    for each in kind.__subclasses__():
        yield each
        yield from subclasses(each)


REPORT = (
    "个人信用报告",
    "报告编号:2026090100000001 查询时间:2026-11-01 08:59:00 报告时间:2026-11-01 09:00:00",
    "信贷记录",
    "这部分包含您的信用卡、贷款和其他信贷记录。",
    "1.2026年03月01日招联消费金融股份有限公司发放的10,000元（人民币）其他个人消费贷款，",
    "2027年03月05日到期。截至2026年10月，余额4,800。",
    "2.2026年02月01日马上消费金融股份有限公司发放的20,000元（人民币）其他个人消费贷款，",
    "2027年02月05日到期。截至2026年10月，余额9,600。",
)


def test_a_report_that_is_looked_at_survives_a_lock(window, qtbot, tmp_path):
    sheet = pdf.Sheet()
    for place, line in enumerate(REPORT):
        sheet.put(40, 40 + 14 * place, line)
    path = tmp_path / "report.pdf"
    path.write_bytes(pdf.pdf(sheet))
    window.go("credit_report", path=path)
    settle(window, qtbot)
    page = window.page()
    first, second = page.state.view.lines[:2]
    page.form.fields["rate"].edit.percent.setText("15.4")
    page.form.fields["rate"].edit.percent.textEdited.emit("15.4")
    page.state.tick(second, on=False)
    told = page.state.told(first)
    assert told != first.told
    for _twice in range(2):
        lock_and_unlock(window, qtbot, "credit_report")
        assert window.page() is not page
        page = window.page()
        assert [line.debt.id for line in page.state.view.lines][:2] == [
            first.debt.id,
            second.debt.id,
        ]
        assert page.state.told(first) == told
        assert not page.state.is_ticked(second)
    page.enter_button.click()
    settle(window, qtbot)
    assert window.current == "debts"
    window.go("credit_report")
    settle(window, qtbot)
    assert window.page().draft() is None


def test_answers_of_an_import_survive_a_lock_and_no_password_does(window, qtbot, tmp_path):
    path = tmp_path / "bill.csv"
    rows = [A(order=number(n), amount=f"{n}.60") for n in range(1, 5)]
    rows.append(A(order=number(5), amount="1O8.40"))
    rows.append(A(way="收入", item="转账", peer="老王", order=number(6), amount="500"))
    path.write_bytes(b.alipay(rows))
    window.go("ledger", path=path)
    settle(window, qtbot)
    page = window.page()
    job = page.importing.job
    (item,) = job.items
    item.left_out.add(item.checked.rows[0].line)
    item.reading = type(item.reading)(path=path, password="geheim")
    job.persons["老王"] = "loan"
    kept = dict(item.choices), set(item.left_out), dict(job.persons)
    assert "geheim" not in repr(page.draft())
    for _twice in range(2):
        lock_and_unlock(window, qtbot, "ledger")
        assert window.page() is not page
        page = window.page()
        assert page.is_importing()
        (again,) = page.importing.job.items
        assert again.checked is not None
        assert (again.choices, again.left_out, page.importing.job.persons) == kept
    count = len(window.session.book().entries)
    page.importing.import_button.setFocus()
    page.importing.import_button.click()
    settle(window, qtbot)
    assert len(window.session.book().entries) > count
    assert QApplication.focusWidget() is page.heading
    assert page.draft() is None


def shown_forms(window):
    return [each for each in window.findChildren(FormDialog) if each.isVisible()]


@pytest.mark.parametrize("name", ["cash", "fact"])
def test_a_form_whose_write_fails_comes_back_as_it_was_typed(window, qtbot, monkeypatch, name):
    told = []
    monkeypatch.setattr(QtAsk, "tell", lambda _ask, *words: told.append(words))
    form = opened(window, qtbot, name)
    if name == "cash":
        form.name.edit.setText("床底下")
        form.amount.edit.setText("321.50")
    else:
        form.note.edit.setText("他们说今天不还就上门")
    before = typed(form)
    db = window.session.ledger._db
    db.execute("PRAGMA query_only = ON").fetchall()
    form.save_button.click()
    settle(window, qtbot)
    assert len(told) == 1
    (again,) = shown_forms(window)
    assert typed(again) == before
    db.execute("PRAGMA query_only = OFF").fetchall()
    again.save_button.click()
    settle(window, qtbot)
    assert shown_forms(window) == []
    fresh = opened(window, qtbot, name)
    assert typed(fresh) != before, "what is written stands in no new form"
    window.locker.give_back()
    settle(window, qtbot)
    assert shown_forms(window) == [fresh]
