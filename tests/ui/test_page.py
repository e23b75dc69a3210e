from __future__ import annotations

import re

import pytest
from case_steps import log_contact
from open_cases import open_case
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QPushButton

from jiebei_desktop.domain.changes import Changes
from jiebei_desktop.domain.negotiation import Contact
from jiebei_desktop.storage.schema import TABLES
from jiebei_desktop.ui.page import Page
from jiebei_desktop.ui.pages.registry import PAGES
from jiebei_desktop.ui.widgets.basics import Button


class DebtsLike(Page):
    reads = frozenset({"debts"})

    def __init__(self, context):
        super().__init__(context)
        self.loads = 0
        self.answer = lambda: 1
        self.add_action(Button(context.theme))
        self.inner = QPushButton("x")
        self.body.addWidget(self.inner)

    def title(self):
        return "Debts"

    def purpose(self):
        return "What is owed"

    def refresh(self):
        self.load(self.answer, self.shown)

    def shown(self, _answer):
        self.loads += 1
        self.show_content()


@pytest.fixture
def page(desk, empty_ledger, qtbot):
    made = DebtsLike(desk.context(empty_ledger))
    qtbot.addWidget(made)
    return made


def test_a_page_loads_when_it_is_first_seen(page):
    assert page.loads == 0
    page.show()
    assert page.loads == 1
    assert page.heading.text() == "Debts"
    page.hide()
    page.show()
    assert page.loads == 1


def test_only_changes_of_tables_it_reads_make_a_page_stale(page):
    page.show()
    page.changed(Changes(frozenset({"entries"})))
    assert page.loads == 1
    page.changed(Changes(frozenset({"debts"})))
    assert page.loads == 2
    page.hide()
    page.changed(Changes(frozenset({"debts"})))
    assert page.loads == 2
    page.show()
    assert page.loads == 3


def test_language_and_masking_make_it_load_again(page, desk):
    page.show()
    QApplication.sendEvent(page, QEvent(QEvent.Type.LanguageChange))
    desk.masking.toggle()
    assert page.loads == 3


def test_another_language_words_a_page_once_and_a_hidden_one_when_it_is_shown(page):
    worded: list[int] = []
    plain = page.retranslate
    page.retranslate = lambda: (worded.append(page.loads), plain())
    page.show()
    assert len(worded) == 1
    QApplication.sendEvent(page, QEvent(QEvent.Type.LanguageChange))
    assert len(worded) == 2
    page.hide()
    for _ in range(2):
        QApplication.sendEvent(page, QEvent(QEvent.Type.LanguageChange))
    assert (len(worded), page.loads) == (2, 2)
    page.show()
    assert (len(worded), page.loads) == (3, 3)


def test_a_failure_is_told_without_amounts_and_can_be_tried_again(page):
    def broken():
        raise ValueError("借呗 38,988.00")

    page.answer = broken
    page.show()
    assert page.trouble.isVisible()
    assert "ValueError" in page.trouble.text.text()
    assert "38,988" not in page.trouble.text.text()
    page.answer = lambda: 1
    page.trouble.primary.click()
    assert page.content.isVisible()


def test_the_states_replace_each_other(page):
    page.show()
    page.show_empty()
    assert page.empty.isVisible()
    page.set_stale("5 months old")
    assert page.stale_chip.isVisible()
    page.set_stale("")
    assert page.stale_chip.isHidden()


def test_a_page_names_its_first_stop_of_header_and_content(page):
    page.show()
    areas = page.areas()
    assert areas[-1] is page.inner
    assert len(areas) == 2


def test_a_plain_page_has_no_search_and_takes_any_arguments(page, desk, empty_ledger, qtbot):
    assert page.focus_search() is False
    page.arrive(debt="x")
    bare = Page(desk.context(empty_ledger))
    qtbot.addWidget(bare)
    assert bare.purpose() == ""
    bare.refresh()
    with pytest.raises(NotImplementedError):
        bare.title()


@pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry.name)
def test_what_a_page_reads_are_tables_that_exist(entry):
    """A page that waits for a table of another name is never told that it is stale."""
    assert entry.load().reads <= set(TABLES)


READ = re.compile(r'\b(?:FROM|JOIN)\s+"?(\w+)', re.IGNORECASE)


@pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry.name)
def test_a_page_hears_of_a_change_of_every_table_it_reads(entry, desk, employee, qtbot):
    """What it shows would stand there as it was, until something else made it read again."""
    case = open_case(employee, employee.book().debts[0].id, desk.context(employee).today())
    log_contact(employee, Contact(case_id=case.id, on=case.opened_on, said="x"))
    page = entry.load()(desk.context(employee))
    qtbot.addWidget(page)
    asked = []
    employee.ledger._db.set_trace_callback(asked.append)
    page.refresh()
    employee.ledger._db.set_trace_callback(None)
    read = {name for line in asked for name in READ.findall(line)} & TABLES
    assert read
    assert not page.reads or read <= page.reads
