"""Rows of tables as text: copied with headings, saved whole, printed."""

from __future__ import annotations

import csv
import io
import re

import pypdfium2
import pytest
from msgspec.structs import replace
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QTableView
from waits import WAIT_MS, settle

from jiebei_desktop.domain.household import Book
from jiebei_desktop.ui import table_out
from jiebei_desktop.ui.models.paged import PagedTable
from jiebei_desktop.ui.models.table import Column, TableModel, dress
from jiebei_desktop.ui.pages.registry import PAGES


@pytest.mark.parametrize(
    ("shown", "plain"),
    [
        ("−46.80", "-46.80"),
        ("+1,850.00", "1850.00"),
        ("¥79,142.37", "79142.37"),
        ("-1.00", "-1.00"),
        ("••••", "••••"),
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("＠sum", "'＠sum"),
        ("两\t行\n字", "两 行 字"),
        ("11月8日", "11月8日"),
        ("-1+cmd", "'-1+cmd"),
    ],
)
def test_a_cell_is_plain_and_runs_nothing(shown, plain):
    assert table_out.cell(shown) == plain


def columns():
    return [
        Column(title=lambda: "Name", text=lambda row: row[0]),
        Column(title=lambda: "Amount", text=lambda row: row[1], numeric=True),
    ]


@pytest.fixture
def view(qtbot, theme):
    made = QTableView()
    model = TableModel(columns())
    made.model_kept = model
    dress(made, model, theme)
    model.show([("a", "1,000.00"), ("=b", "−2.00"), ("c", "3.00")])
    qtbot.addWidget(made)
    table_out.attach(made.parentWidget() or made)
    table_out.RowsOut(made)
    return made


def test_chosen_rows_are_copied_with_their_headings(view, qtbot):
    view.selectRow(1)
    qtbot.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "Name\tAmount\n'=b\t-2.00\n"


def test_hidden_columns_stay_out_and_moved_ones_keep_their_place(view):
    view.selectRow(0)
    view.horizontalHeader().moveSection(1, 0)
    assert table_out.tsv(table_out.chosen(view)) == "Amount\tName\n1000.00\ta\n"
    view.setColumnHidden(0, True)
    assert table_out.chosen(view) == (["Amount"], [["1,000.00"]])


def test_several_rows_can_be_chosen(view):
    view.selectAll()
    assert table_out.copy(table_out.chosen(view)) == 3


def test_nothing_chosen_copies_nothing(view):
    QGuiApplication.clipboard().setText("before")
    assert table_out.copy(table_out.chosen(view)) == 0
    assert QGuiApplication.clipboard().text() == "before"


def test_the_menu_copies_the_whole_table(view):
    menu = view.findChild(table_out.RowsOut).menu()
    menu.actions()[1].trigger()
    assert QGuiApplication.clipboard().text().count("\n") == 4
    assert len(menu.actions()) == 2


@pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)
def test_the_menu_opens_where_one_asks_for_it(view, qtbot):
    view.show()
    event = QContextMenuEvent(
        QContextMenuEvent.Reason.Keyboard,
        view.rect().center(),
        view.mapToGlobal(view.rect().center()),
    )
    QApplication.sendEvent(view.viewport(), event)
    assert QApplication.activePopupWidget() is not None
    QApplication.activePopupWidget().close()


def test_a_table_read_in_pages_is_saved_whole(qtbot, theme, tmp_path):
    pages = [[("b", "2.00")], [("c", "3.00")], []]
    asked = []
    model = PagedTable(columns(), asked.append)
    made = QTableView()
    qtbot.addWidget(made)
    dress(made, model, theme)
    model.begin([("a", "1.00")], more=True)
    done = []
    model.fetchMore(QModelIndex())  # as if scrolled to: the first answer is under way already
    table_out.whole(made, lambda found: done.append(table_out.save(found, tmp_path / "t.csv")))
    while asked and not done:
        rows = pages.pop(0)
        model.append(rows, more=bool(rows))
    assert done == [3]
    assert (tmp_path / "t.csv").read_bytes().startswith(b"\xef\xbb\xbfName,Amount\r\n")


def test_a_list_that_begins_anew_is_taken_whole_as_it_is_then(qtbot, theme):
    model = PagedTable(columns(), lambda _row: None)
    made = QTableView()
    qtbot.addWidget(made)
    dress(made, model, theme)
    model.begin([("a", "1.00")], more=True)
    done = []
    table_out.whole(made, done.append)
    model.begin([("z", "9.00")], more=True)
    assert done == []
    model.append([("y", "8.00")], more=False)
    assert done == [(["Name", "Amount"], [["z", "9.00"], ["y", "8.00"]])]


def test_every_table_of_every_page_can_be_copied(window, qtbot):
    count = 0
    for entry in PAGES:
        window.go(entry.name)
        settle(window, qtbot)
        for view in window.page().findChildren(QTableView):
            count += 1
            assert view.findChild(table_out.RowsOut) is not None, entry.name
    assert count > 12


@pytest.fixture
def paper(window, tmp_path, monkeypatch):
    """What is printed lands in these files, by turns."""
    from PySide6.QtPrintSupport import QPrinter

    made = []

    def printer(_title):
        chosen = QPrinter()
        chosen.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        made.append(tmp_path / f"{len(made)}.pdf")
        chosen.setOutputFileName(str(made[-1]))
        return chosen

    monkeypatch.setattr(window.parts.ask, "printer", printer)
    return made


def entries(window, qtbot):
    """The ledger's list, of more rows than are read at first."""
    known = window.session.book().entries
    other = tuple(replace(entry, amount=entry.amount + 1) for entry in known)
    window.session.ledger.add_book(Book(entries=other))
    window.go("ledger")
    settle(window, qtbot)
    pane = window.pages["ledger"].entries
    assert pane.model.rowCount() < len(window.session.book().entries)
    pane.view.setFocus()
    return pane.view


def test_entries_are_saved_whole_through_the_menu(window, qtbot, tmp_path, monkeypatch):
    path = tmp_path / "out.csv"
    monkeypatch.setattr(window.parts.ask, "save_file", lambda *_words: path)
    entries(window, qtbot)
    window.menus.actions["save_table"].trigger()
    qtbot.waitUntil(path.exists, timeout=WAIT_MS)
    rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
    assert len(rows) - 1 == len(window.session.book().entries)
    assert rows[0][0] == "Date"


def test_entries_are_copied_whole(window, qtbot):
    menu = entries(window, qtbot).findChild(table_out.RowsOut).menu()
    (copy,) = [each for each in menu.actions() if each.text() == "Copy whole table"]
    copy.trigger()
    settle(window, qtbot)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert len(lines) - 1 == len(window.session.book().entries)


def test_entries_are_printed_whole(window, qtbot, paper):
    entries(window, qtbot)
    window.menus.actions["print"].trigger()
    settle(window, qtbot)
    with pypdfium2.PdfDocument(paper[0].read_bytes()) as pdf:
        words = "\n".join(page.get_textpage().get_text_range() for page in pdf)
    amounts = re.findall(r"\.\d{2}", "".join(words.split()))
    assert len(amounts) == len(window.session.book().entries)


def test_a_file_that_cannot_be_written_is_told(window, qtbot, tmp_path, monkeypatch):
    window.go("ledger")
    settle(window, qtbot)
    told = []
    monkeypatch.setattr(window.parts.ask, "tell", lambda *words: told.append(words))
    monkeypatch.setattr(window.parts.ask, "save_file", lambda *_words: window.session.path)
    window.menus.actions["save_table"].trigger()
    qtbot.waitUntil(lambda: told != [], timeout=WAIT_MS)
    window.go("offer_check")
    settle(window, qtbot)


def test_ctrl_c_copies_rows_and_leaves_text_fields_alone(window, qtbot):
    window.go("ledger")
    settle(window, qtbot)
    pane = window.pages["ledger"].entries
    pane.view.setFocus()
    pane.view.selectRow(0)
    qtbot.keyClick(pane.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text().startswith("Date\t")
    pane.filters.search.setText("abc")
    pane.filters.search.setFocus()
    pane.filters.search.selectAll()
    qtbot.keyClick(pane.filters.search, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "abc"


def test_a_page_and_a_table_are_printed(window, qtbot, paper):
    window.go("cashflow")
    settle(window, qtbot)
    window.menus.actions["print"].trigger()
    entries(window, qtbot)
    window.menus.actions["print"].trigger()
    settle(window, qtbot)
    assert [path.read_bytes()[:4] for path in paper] == [b"%PDF", b"%PDF"]
    assert b"/Subtype /Image" in paper[0].read_bytes()
    assert b"/Subtype /Image" not in paper[1].read_bytes()
