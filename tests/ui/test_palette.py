"""The command palette and the one list of actions, through the real window and its keys."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from waits import WAIT_MS, settle

from jiebei_desktop import app
from jiebei_desktop.services.keeping.preferences import Keeper, PreferencesFile
from jiebei_desktop.services.keeping.session import Session
from jiebei_desktop.text.lookup import matched
from jiebei_desktop.ui import keys
from jiebei_desktop.ui.keys_dialog import KeysDialog, key_groups
from jiebei_desktop.ui.pages.registry import PAGES
from jiebei_desktop.ui.palette_rows import page_of

ROOT = Path(__file__).resolve().parents[2]


def press(qtbot, window, key, modifier=Qt.KeyboardModifier.ControlModifier):
    qtbot.keyClick(window, key, modifier)


def opened(window, qtbot):
    press(qtbot, window, Qt.Key.Key_K)
    settle(window, qtbot)
    return window._finder.palette


def test_every_row_of_every_menu_is_in_the_palette(window, qtbot):
    palette = opened(window, qtbot)
    known = {row.name for row in palette._rows}
    rows = [row for menu in window.menus._menus.values() for row in menu.actions()]
    names = {row.objectName() or row.text() for row in rows}
    assert len(names) > 25
    assert names - known == {"palette", "Recent ledgers"}


def test_every_command_is_worded_and_runs(window):
    runs = window.commands.runs()
    assert set(runs) == {each.name for each in keys.COMMANDS}
    assert all(each.title() for each in keys.COMMANDS)
    pages = {entry.name for entry in PAGES}
    assert all(each.page in pages for each in keys.COMMANDS if each.page)


def test_no_two_actions_share_a_key():
    used = [key for each in keys.COMMANDS for key in each.keys]
    used += [entry.key for entry in PAGES]
    assert sorted(used) == sorted(set(used))


def test_typing_chooses_and_enter_goes_there(window, qtbot):
    palette = opened(window, qtbot)
    assert palette.edit.hasFocus()
    qtbot.keyClicks(palette.edit, "afford")
    assert palette.titles()[0] == "Affordability"
    qtbot.keyClick(palette.edit, Qt.Key.Key_Return)
    assert window.current == "affordability"
    assert palette.isHidden()


def test_as_many_rows_as_stand_in_sight_need_no_scroll_bar(window, qtbot):
    window.resize(1280, 800)
    window.find_anything()
    palette = window._finder.palette
    seen = {}
    for typed in ("undo", "lock", "backup", "settle", "rent", "court"):
        palette.edit.setText(typed)
        QApplication.processEvents()
        if 0 < palette.hits.count() <= 9:
            seen[typed] = palette.list.verticalScrollBar().maximum()
    assert seen
    assert set(seen.values()) == {0}


def test_initials_find_a_chinese_action(window, qtbot):
    window.use_language("zh_CN")
    palette = opened(window, qtbot)
    qtbot.keyClicks(palette.edit, "jyb")
    assert palette.titles()[0].startswith("记一笔")
    palette.edit.setText("结清")
    assert "算某天全部结清要多少" in palette.titles()
    window.use_language("en")


def test_a_debt_is_found_by_name_and_opens_its_page(window, qtbot):
    palette = opened(window, qtbot)
    palette.edit.setText("借呗")
    settle(window, qtbot)
    assert palette.chosen().row.where == "debt"
    qtbot.keyClick(palette.edit, Qt.Key.Key_Down)
    assert palette.chosen().row.where == "talk with the lender"
    qtbot.keyClick(palette.edit, Qt.Key.Key_Up)
    qtbot.keyClick(palette.edit, Qt.Key.Key_Return)
    settle(window, qtbot)
    assert window.current == "debts"
    assert window.pages["debts"].current().line.debt.name == "借呗"


def test_a_figure_is_shown_with_its_value_and_hidden_when_amounts_are(window, qtbot):
    palette = opened(window, qtbot)
    palette.edit.setText("owed today in all")
    row = palette.chosen().row
    assert re.fullmatch(r"[\d,]+\.\d\d", row.value)
    palette.close_up()
    window.commands.mask()
    palette = opened(window, qtbot)
    palette.edit.setText("owed today in all")
    assert not re.search(r"\d", palette.chosen().row.value)
    window.commands.mask()


def test_escape_closes_and_gives_the_focus_back(window, qtbot):
    window.go("ledger")
    settle(window, qtbot)
    search = window.pages["ledger"].entries.filters.search
    search.setFocus()
    palette = opened(window, qtbot)
    qtbot.keyClick(palette.edit, Qt.Key.Key_Escape)
    assert palette.isHidden()
    assert search.hasFocus()


def test_nothing_found_says_so(window, qtbot):
    palette = opened(window, qtbot)
    qtbot.keyClicks(palette.edit, "qqqqzz")
    assert palette.hits.count() == 0
    assert palette.manual_button.isVisible()
    qtbot.keyClick(palette.edit, Qt.Key.Key_Return)
    assert palette.isVisible()


def test_without_a_ledger_only_what_needs_none_is_offered(window, qtbot):
    window.close_ledger()
    settle(window, qtbot)
    palette = opened(window, qtbot)
    names = {row.name for row in palette._rows}
    assert "new" in names
    assert "add_entry" not in names
    assert "go-debts" not in names
    assert any(row.name == "recent" for row in palette._rows)


def test_a_contact_is_noted_by_a_key(window, qtbot):
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    press(qtbot, window, Qt.Key.Key_N, both)
    settle(window, qtbot)
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not None, timeout=WAIT_MS)
    assert type(QApplication.activeModalWidget()).__name__ == "ContactDialog"
    QApplication.activeModalWidget().reject()


@pytest.mark.parametrize(
    ("name", "shown"), [("pay", "PaymentDialog"), ("reconcile", "ReconcileDialog")]
)
def test_a_deed_waits_for_the_debt_it_is_done_to(window, qtbot, name, shown):
    window.commands.runs()[name]()
    settle(window, qtbot)
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not None, timeout=WAIT_MS)
    assert type(QApplication.activeModalWidget()).__name__ == shown
    QApplication.activeModalWidget().reject()


def test_the_check_in_opens_when_the_figures_are_there(window, qtbot):
    window.commands.runs()["check_in"]()
    settle(window, qtbot)
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not None, timeout=WAIT_MS)
    assert type(QApplication.activeModalWidget()).__name__ == "CheckInDialog"
    QApplication.activeModalWidget().done(0)


def test_the_list_of_keys_holds_every_key_of_the_registry(window, qtbot):
    press(qtbot, window, Qt.Key.Key_Slash)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, KeysDialog)
    listed = [key for _name, lines in key_groups(PAGES) for _words, some in lines for key in some]
    for each in keys.COMMANDS:
        assert set(each.keys) <= set(listed)
    assert len([key for key in listed if key == "Alt+Up"]) == 2
    dialog.reject()


def test_every_key_of_a_page_is_in_the_list():
    """A shortcut made on a page without a line in the list of keys fails here."""
    listed = {each.keys for each in keys.PAGE_KEYS}
    for path in (ROOT / "jiebei_desktop" / "ui" / "pages").rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        if "QShortcut(" not in text:
            continue
        found = set(re.findall(r'"((?:(?:Ctrl|Alt|Shift)\+)+\w+|Esc|F\d+)"', text))
        assert found - listed - {"Ctrl+L"} == set(), path.name


def test_a_sequence_of_keys_is_shown_cap_by_cap():
    assert keys.caps("Ctrl++") == ["Ctrl", "+"]
    assert keys.caps("Ctrl+Shift+N") == ["Ctrl", "Shift", "N"]
    assert keys.caps("?") == ["?"]


@pytest.mark.parametrize(
    ("typed", "title", "also", "rank"),
    [
        ("结清", "结清之后", (), 0),
        ("结清", "全部结清", (), 1),
        ("jq", "结清之后", (), 2),
        ("jq", "全部结清", (), 3),
        ("settle", "全部结清", ("settle",), 4),
        ("jz", "导入", ("账单 记账",), 5),
        ("", "x", (), 0),
    ],
)
def test_the_closer_the_match_the_earlier_it_stands(typed, title, also, rank):
    assert matched(typed, title, also).rank == rank


@pytest.mark.parametrize("typed", ["j", "结清x", "qj", "ab"])
def test_what_does_not_fit_is_not_found(typed):
    assert matched(typed, "结清之后") is None


def test_all_words_must_fit_and_all_are_marked():
    assert matched("全部 jq", "算全部结清") is not None
    assert matched("全部 jq", "算全部结清").spans == ((1, 3), (3, 5))
    assert matched("全部 zz", "算全部结清") is None


def test_each_figure_leads_to_a_page_that_exists(window, qtbot):
    from jiebei_desktop.services.picture import picture

    pages = {entry.name for entry in PAGES}
    figures = picture(window.session, app.today()).figures.values()
    assert {page_of(each) for each in figures} <= pages
    assert page_of(picture(window.session, app.today())["owed.total"]) == "debts"


def test_recent_ledgers_are_kept_newest_first_and_survive_a_restart(window, qtbot, tmp_path):
    first = window.session.path
    second = tmp_path / "第二本.jiebei"
    Session.create(second).close()
    window.ledgers.open(second)
    settle(window, qtbot)
    window.ledgers.open_demo("employee")
    settle(window, qtbot)
    assert window.ledgers.recent() == (second, first)
    again = Keeper(PreferencesFile(window.parts.keep.file.path))
    assert again.now.recent == (str(second), str(first))
    first.unlink()
    window.menus.recent.aboutToShow.emit()
    rows = window.menus.recent.actions()
    assert [(row.text(), row.isEnabled()) for row in rows] == [
        (second.name, True),
        (first.name, False),
    ]
    rows[0].trigger()
    settle(window, qtbot)
    assert window.session.path == second


def test_the_title_names_the_ledger_and_what_is_an_example(window, qtbot):
    assert window.windowTitle() == f"{window.session.path.name} – Jiebei Planner"
    window.ledgers.open_demo("employee")
    settle(window, qtbot)
    assert window.windowTitle() == "Example – Jiebei Planner"
    window.close_ledger()
    assert window.windowTitle() == "Jiebei Planner"


def test_no_page_shows_itself_as_a_window_while_it_is_made(window, qtbot):
    """Such a window flashes, takes the focus away and leaves keys unheard."""
    window.activateWindow()
    for entry in PAGES:
        window.go(entry.name)
        assert QApplication.activeWindow() is window, entry.name
    window.close_ledger()
    assert QApplication.activeWindow() is window
