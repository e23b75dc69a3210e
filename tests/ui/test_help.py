"""The manual and the help beside the page, through the real window and its keys."""

from __future__ import annotations

import re

import pytest
from clipping import unreadable
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from waits import WAIT_MS, rest, settle

from jiebei_desktop import bundle
from jiebei_desktop.text import current, manual
from jiebei_desktop.text.catalogues import said_by
from jiebei_desktop.text.picture import HOW
from jiebei_desktop.text.texts import Texts
from jiebei_desktop.ui import keys, manual_words, printing
from jiebei_desktop.ui.pages.registry import PAGES

LOCALES = ("zh_CN", "en")
ORDER = manual_words.reading_order()
FOLDER = bundle.resources() / "manual"


def source(locale: str, name: str) -> str:
    return manual.languages(name)[locale]


def test_every_page_of_the_window_has_its_page_in_the_manual_in_both_languages():
    names = {path.stem for path in FOLDER.glob("*.md")}
    assert {tuple(manual.languages(name)) for name in names} == {LOCALES}
    assert {entry.name for entry in PAGES} <= names
    assert names == set(ORDER)
    assert len(names) == len(ORDER)


def test_a_page_that_stands_within_another_is_read_after_it():
    for entry in PAGES:
        if entry.within:
            assert ORDER.index(entry.name) > ORDER.index(entry.within)
    assert ORDER[:4] == ("start", "overview", "ledger", "import")
    assert ORDER[-3:] == ("after", "safe", "settings")


@pytest.mark.parametrize("locale", LOCALES)
def test_the_manual_names_only_actions_words_and_figures_that_exist(locale):
    known = {message.id for message in said_by("zh_CN")}
    commands = {each.name for each in keys.COMMANDS}
    for name in ORDER:
        text = source(locale, name)
        assert set(re.findall(r"\{\{do ([^}]+)\}\}", text)) <= commands, name
        assert set(re.findall(r"\{\{say ([^}]+)\}\}", text)) <= known, name
        assert set(re.findall(r"\{\{figure ([^}]+)\}\}", text)) <= set(HOW), name
        assert set(re.findall(r"\]\((\w+)\)", text)) <= set(ORDER), name
        assert not re.search(r"(?:Ctrl|Alt)\s?[+＋]", text), f"{name}: keys come from the list"


@pytest.mark.parametrize("locale", LOCALES)
def test_every_figure_is_explained_in_the_manual(locale):
    told = {
        how for name in ORDER for how in re.findall(r"\{\{figure ([^}]+)\}\}", source(locale, name))
    }
    assert told == set(HOW)


def test_both_languages_have_the_same_sections_and_the_same_links():
    for name in ORDER:
        zh, en = (source(locale, name) for locale in LOCALES)
        assert zh.count("\n## ") == en.count("\n## "), name
        for kind in ("do", "say", "figure"):
            found = [sorted(re.findall(rf"\{{\{{{kind} ([^}}]+)", text)) for text in (zh, en)]
            assert found[0] == found[1], name
        assert re.findall(r"\]\((\w+)\)", zh) == re.findall(r"\]\((\w+)\)", en), name


@pytest.mark.parametrize("locale", LOCALES)
def test_no_macro_and_no_open_brace_is_left_when_it_is_read(locale):
    current.use(locale)
    for page in manual_words.pages():
        lines = [line.plain() for part in page.sections for line in part.lines]
        words = [page.title, *lines]
        assert all("{" not in each and "**" not in each for each in words), page.name
        assert len(page.sections) >= 4


def test_the_manual_is_read_once_for_each_language(monkeypatch):
    read, plain = [], manual.read
    monkeypatch.setattr(manual, "read", lambda *a: read.append(a[0]) or plain(*a))
    for locale in ("zh_CN", "en"):
        current.use(locale)
        for _time in range(3):
            manual_words.pages()
    assert read == [*ORDER, *ORDER]


def test_a_language_without_a_manual_reads_the_sources():
    assert manual.read("debts", Texts("xx"), manual_words.command_words).title == "Debts"


def test_a_wrong_command_in_the_manual_is_an_error():
    with pytest.raises(KeyError):
        manual_words.command_words("no-such-thing")
    with pytest.raises(KeyError):
        manual._expanded("shout", "x", Texts("en"), manual_words.command_words)


def test_markup_in_words_stays_words():
    line = manual.Paragraph(words="a **b** <script>")
    assert line.rich() == "a <b>b</b> &lt;script&gt;"
    assert line.plain() == "a b <script>"


@pytest.mark.parametrize("name", [entry.name for entry in PAGES])
def test_f1_opens_the_help_of_the_page_and_f1_closes_it(window, qtbot, name):
    window.go(name)
    settle(window, qtbot)
    qtbot.keyClick(window, Qt.Key.Key_F1)
    pane = window.help.pane
    assert pane.isVisible()
    assert pane.current == name
    assert pane.search.hasFocus()
    assert pane.page().title in pane.title.text()
    assert "Keys on this page" in pane.said()
    qtbot.keyClick(window, Qt.Key.Key_F1)
    assert not pane.isVisible()


def test_help_follows_the_page_is_searched_and_esc_gives_the_focus_back(window, qtbot):
    window.go("ledger")
    settle(window, qtbot)
    field = window.pages["ledger"].entries.filters.search
    field.setFocus()
    qtbot.keyClick(window, Qt.Key.Key_F1)
    pane = window.help.pane
    window.go("debts")
    settle(window, qtbot)
    assert pane.current == "debts"
    pane.search.setFocus()
    qtbot.keyClicks(pane.search, "certificate")
    assert "found" in pane.title.text()
    found = [button.text() for button in pane.content.findChildren(type(pane.whole_button))]
    assert any("The certificate" in words for words in found)
    window.go("ledger")
    pane.search.setFocus()
    qtbot.keyClick(pane.search, Qt.Key.Key_Escape)
    assert not pane.isVisible()
    assert field.hasFocus()


def test_a_link_leads_on_and_the_contents_list_every_page(window, qtbot):
    window.help.contents()
    pane = window.help.pane
    QApplication.processEvents()
    links = [b for b in pane.content.findChildren(type(pane.whole_button)) if b.isVisible()]
    assert len(links) == len(ORDER)
    links[0].click()
    assert pane.current == "start"


def test_f1_on_a_figure_opens_how_figures_are_reckoned(window, qtbot):
    window.go("overview")
    settle(window, qtbot)
    card = window.pages["overview"].cards[0]
    from jiebei_desktop.ui.figures import note

    note(card, "owed.total")
    card.setFocus()
    window.help.toggle()
    pane = window.help.pane
    bar = pane.scroller.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.value() > 0, timeout=WAIT_MS)
    heading = pane.headings["How the figures are reckoned"]
    assert heading.y() > 0
    assert bar.value() == min(heading.y(), bar.maximum())
    assert "Owed today in all" in pane.said()


def test_without_a_ledger_help_begins_with_the_first_evening(window, qtbot):
    window.close_ledger()
    settle(window, qtbot)
    qtbot.keyClick(window, Qt.Key.Key_F1)
    assert window.help.pane.current == "start"


def test_help_speaks_the_language_that_is_chosen(window, qtbot):
    qtbot.keyClick(window, Qt.Key.Key_F1)
    window.use_language("zh_CN")
    qtbot.waitUntil(lambda: "总览" in window.help.pane.title.text(), timeout=WAIT_MS)
    assert "这一页做什么" in window.help.pane.said()
    window.use_language("en")


def test_help_that_is_closed_is_not_filled_before_it_is_opened(window, qtbot):
    qtbot.keyClick(window, Qt.Key.Key_F1)
    pane = window.help.pane
    qtbot.keyClick(window, Qt.Key.Key_F1)
    said = pane.said()
    window.use_language("zh_CN")
    settle(window, qtbot)
    assert pane.said() == said
    qtbot.keyClick(window, Qt.Key.Key_F1)
    assert "这一页做什么" in pane.said()
    window.use_language("en")


def test_the_palette_finds_help_and_opens_it_there(window, qtbot):
    window.find_anything()
    settle(window, qtbot)
    palette = window._finder.palette
    palette.edit.setText("hang up at once")
    assert palette.titles() == ["Hang up at once"]
    qtbot.keyClick(palette.edit, Qt.Key.Key_Return)
    assert window.help.pane.current == "safe"


def test_help_is_printed_whole_words_and_all(window, qtbot, tmp_path, monkeypatch):
    from PySide6.QtPrintSupport import QPrinter

    def paper(_title):
        printer = QPrinter()
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(tmp_path / "help.pdf"))
        return printer

    monkeypatch.setattr(window.parts.ask, "printer", paper)
    window.help.contents()
    window.help.pane.print_button.click()
    content = (tmp_path / "help.pdf").read_bytes()
    assert content.startswith(b"%PDF")
    assert content.count(b"/Type /Page\n") + content.count(b"/Type /Page ") >= 8
    said = manual.html(manual_words.pages())
    assert "Take a breath" in said
    assert "<h3>" in said


def test_a_table_on_paper_runs_nothing_of_its_words():
    made = printing.table_html("Debts", ["Name"], [["<img src=x>"]])
    assert "&lt;img" in made


@pytest.mark.parametrize("size", [(1366, 710), (1024, 566)])
def test_help_takes_the_place_of_a_page_that_could_not_be_read_beside_it(window, qtbot, size):
    window.go("ledger")
    settle(window, qtbot)
    try:
        window.parts.theme.use(zoom=200)
        window.resize(*size)
        settle(window, qtbot)
        QTest.keyClick(window, Qt.Key.Key_F1)
        rest(window)
        pane = window.help.pane
        assert window.stack.isHidden()
        assert pane.width() == window.width() - window.rail.width()
        assert unreadable(pane) == []
        window.resize(2400, 800)
        QApplication.processEvents()
        assert window.stack.isVisible(), "both have room now"
        assert pane.isVisible()
        window.resize(*size)
        QApplication.processEvents()
        assert window.stack.isHidden()
        window.go("debts")
        settle(window, qtbot)
        assert window.stack.isVisible(), "who goes to a page sees it"
        assert not pane.isVisible()
        window.help.contents()
        window.close_ledger()
        QApplication.processEvents()
        assert window.stack.isVisible()
    finally:
        window.parts.theme.use(zoom=100)


def test_the_help_never_takes_more_than_a_third(window, qtbot):
    window.help.contents()
    for width in (1280, 1024):
        window.resize(width, 700)
        QApplication.processEvents()
        assert window.help.pane.width() <= max(240, window.width() // 3)
