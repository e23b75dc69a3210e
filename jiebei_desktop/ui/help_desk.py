"""Opens and closes the help beside the page, lets it follow the page, and prints from it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QWidget

from jiebei_desktop.text.current import _
from jiebei_desktop.ui.dialogs import Ask
from jiebei_desktop.ui.figures import told
from jiebei_desktop.ui.theme import Theme
from jiebei_desktop.ui.widgets.basics import give_back

if TYPE_CHECKING:
    from jiebei_desktop.text.manual import ManualPage
    from jiebei_desktop.ui.help_pane import HelpPane
    from jiebei_desktop.ui.palette_rows import PaletteRow

START = "start"
"""The page of the manual for who has no ledger open."""


class HelpDesk(QObject):
    """The pane is made, and the manual read, when help is first asked for."""

    def __init__(self, window: QWidget, theme: Theme, ask: Ask, page: Callable[[], str]) -> None:
        super().__init__(window)
        self._window = window
        self._theme = theme
        self._ask = ask
        self._page = page
        """Names the page on screen, empty where there is none."""
        self._row: QHBoxLayout | None = None
        self._host: QStackedWidget | None = None
        """What shows the pages; it goes while there is no room for both."""
        self._before: QWidget | None = None
        self.pane: HelpPane | None = None

    def stand_in(self, row: QHBoxLayout, host: QStackedWidget) -> None:
        """Say which row of the window the pane is the last of, beside what shows the pages."""
        self._row, self._host = row, host
        host.currentChanged.connect(lambda _at: self._make_way())

    def toggle(self) -> None:
        """Open the help for what has the focus, else for the page; close it when it is open."""
        if self.pane is not None and self.pane.isVisible():
            self.close()
            return
        focus = QApplication.focusWidget()
        page = self._page() or START
        self.open(page, _explained(page) if focus is not None and told(focus) else "")

    def contents(self) -> None:
        """Show the list of all pages."""
        from jiebei_desktop.ui.help_pane import CONTENTS

        self.open(CONTENTS)

    def open(self, page: str, section: str = "") -> None:
        """Show a page of the manual; the cursor goes to the search field."""
        pane = self._made()
        if not pane.isVisible():
            self._before = QApplication.focusWidget()
        pane.show()
        self._share()
        pane.show_page(page, section)
        pane.search.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close(self) -> None:
        """Put the help away and give the focus back."""
        before, self._before = self._before, None
        if self._host is not None:
            self._host.show()
        if self.pane is not None:
            give_back(self.pane, before)

    def follow(self) -> None:
        """Show the help of the page that is on screen now; it goes where it hides that page."""
        self._make_way()
        if self.pane is not None and self.pane.isVisible():
            self.pane.show_page(self._page() or START)

    def _make_way(self) -> None:
        """Go where it hides a page that is to be seen: another one, or the lock."""
        if self._host is not None and self._host.isHidden():
            self.close()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the window's width and language."""
        if self.pane is not None and watched is self._window:
            if event.type() is QEvent.Type.Resize:
                self._share()
            elif event.type() is QEvent.Type.LanguageChange:
                self.pane.retranslate()
        return False

    def rows(self) -> Iterator[PaletteRow]:
        """Yield every section of the manual for the palette."""
        from jiebei_desktop.text.manual import passages
        from jiebei_desktop.ui import manual_words
        from jiebei_desktop.ui.palette_rows import HELP, PaletteRow

        for passage in passages(manual_words.pages()):
            page, section = passage.page, passage.section
            yield PaletteRow(
                group=HELP,
                title=section.title,
                where=page.title,
                icon="info",
                also=passage.also(),
                run=partial(self.open, page.name, section.title),
            )

    def _share(self) -> None:
        """Stand beside the page, or in its place where one of the two could not be read."""
        pane, host, row = self.pane, self._host, self._row
        if pane is None or host is None or row is None or not pane.isVisible():
            return
        rest = sum(
            item.widget().width()
            for item in map(row.itemAt, range(row.count()))
            if item.widget() not in (host, pane)
        )
        width = self._window.width()
        host.setVisible(pane.fit(width, width - rest))

    def _made(self) -> HelpPane:
        if self.pane is None:
            from jiebei_desktop.ui.help_pane import HelpPane

            self.pane = HelpPane(self._theme)
            self.pane.hide()
            if self._row is not None:
                self._row.addWidget(self.pane)
            self.pane.retranslate()
            self.pane.closed.connect(self.close)
            self.pane.print_wanted.connect(self._print)
            self._window.installEventFilter(self)
            self._theme.changed.connect(self._share)
        return self.pane

    def _print(self, pages: tuple[ManualPage, ...]) -> None:
        from jiebei_desktop.text.manual import html
        from jiebei_desktop.ui import printing

        printer = self._ask.printer(_("Print the help"))
        if printer is not None:
            printing.on_paper(html(pages), printer)


def _explained(page: str) -> str:
    """Return the title of the section that says how the figures of a page are reckoned."""
    from jiebei_desktop.ui import manual_words

    found = (each for each in manual_words.pages() if each.name == page)
    return next((part.title for each in found for part in each.sections if part.explains), "")
