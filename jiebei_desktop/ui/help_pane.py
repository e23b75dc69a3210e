"""Help beside the page (F1): the manual's page for what is on screen, to read, search and print."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLineEdit, QScrollArea, QWidget

from jiebei_desktop.text.current import _, ngettext
from jiebei_desktop.text.manual import ManualPage, Paragraph, Section, find
from jiebei_desktop.ui import manual_words
from jiebei_desktop.ui.keys_dialog import KeyCaps
from jiebei_desktop.ui.pages.registry import PAGES
from jiebei_desktop.ui.plain import as_typed
from jiebei_desktop.ui.theme import Theme
from jiebei_desktop.ui.widgets.basics import Button, Label, clear, frame, has_focus_in, icon_button
from jiebei_desktop.ui.widgets.boxes import across, down
from jiebei_desktop.ui.widgets.notice import StrongText

WIDE = 344
"""Width in px at 100 %; never more than a third of the window."""
LEAST_BESIDE = 456
"""What every page can be read in, px at 100 %: a window of 1024 at 200 % leaves that much."""
CONTENTS = ""
"""The name of the list of all pages."""


class HelpPane(QFrame):
    """Shows one page of the manual; a link, a hit or the list of contents leads to another."""

    closed = Signal()
    print_wanted = Signal(object)
    """The pages of the manual to print."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("helpPane")
        self._theme = theme
        self.current = CONTENTS
        self.title = Label("emphasis")
        self.key_label = Label("caption", "text2", text="F1")
        self.close_button = icon_button(theme, "close")
        self.search = QLineEdit()
        self.content = QWidget()
        self.content.setProperty("class", "plain")
        self.scroller = QScrollArea()
        self.print_button = Button(theme, "quiet", small=True)
        self.whole_button = Button(theme, "text", small=True)
        self.offline = Label("caption", "text2", wrap=True)
        self._wanted = ""
        self.headings: dict[str, Label] = {}
        """The headings on screen, by their words."""
        self._build()
        self.search.textChanged.connect(lambda _text: self._fill())
        self.scroller.verticalScrollBar().rangeChanged.connect(self._to_section)
        self.close_button.clicked.connect(self.closed)
        self.whole_button.clicked.connect(lambda: self.show_page(CONTENTS))
        self.print_button.clicked.connect(self._print)
        theme.changed.connect(self._refill)

    def show_page(self, name: str, section: str = "") -> None:
        """Show a page, from a section on where one is named; unknown ones give the contents."""
        known = {page.name for page in manual_words.pages()}
        self.current = name if name in known else CONTENTS
        self.search.blockSignals(True)
        self.search.clear()
        self.search.blockSignals(False)
        if has_focus_in(self.content, QApplication.focusWidget()):
            self.title.setFocus(Qt.FocusReason.OtherFocusReason)  # the link that led here goes
        self._fill()
        self.scroller.verticalScrollBar().setValue(0)
        self._wanted = section
        self._to_section()

    def _to_section(self, *_range: int) -> None:
        """Scroll to the section asked for, which has its place once the lines are laid out."""
        heading = self.headings.get(self._wanted)
        if heading is not None:
            self.scroller.verticalScrollBar().setValue(heading.y())

    def page(self) -> ManualPage | None:
        """Return the page on screen, None while it is the contents."""
        return next((each for each in manual_words.pages() if each.name == self.current), None)

    def retranslate(self) -> None:
        """Word everything in the language in force."""
        self.search.setPlaceholderText(_("Search the help"))
        self.search.setAccessibleName(_("Search the help"))
        self.close_button.setAccessibleName(_("Close the help"))
        self.close_button.setToolTip(_("Close the help"))
        self.print_button.setText(_("Print…"))
        self.whole_button.setText(_("All pages"))
        self.offline.setText(_("On this computer, no network"))
        self._refill()

    def event(self, event: QEvent) -> bool:
        """Keep Esc for the help, also where a page has a use for it."""
        claimed = event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        if claimed and event.key() == Qt.Key.Key_Escape:  # type: ignore[attr-defined]
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def said(self) -> str:
        """Return every word on screen, for a screen reader and for tests."""
        return "\n".join(label.text() for label in self.content.findChildren(Label))

    # -- filling -----------------------------------------------------------------------------

    def _fill(self) -> None:
        clear(self.content)
        self.headings = {}
        page = self.page()
        if self.search.text().strip():
            self._show_hits()
        elif page is None:
            self.title.setText(_("Help: contents"))
            self._links(
                [(each.title, partial(self.show_page, each.name)) for each in manual_words.pages()]
            )
        else:
            self._show(page)
        self._column.addStretch(1)
        for named in (self, self.scroller):
            named.setAccessibleName(self.title.text())

    def _show(self, page: ManualPage) -> None:
        self.title.setText(_("Help: {page}").format(page=page.title))
        for section in page.sections[:-1]:
            self._section(section)
        self._keys(page.name)
        for section in page.sections[-1:]:
            self._section(section)

    def _section(self, section: Section) -> None:
        heading = Label("emphasis", wrap=True, text=section.title)
        self._space()
        self._column.addWidget(heading)
        self.headings[section.title] = heading
        links = [
            (line.plain(), partial(self.show_page, line.link))
            for line in section.lines
            if line.link
        ]
        for line in section.lines:
            if not line.link:
                self._column.addWidget(_line_label(line))
        if links:
            self._links(links)

    def _keys(self, page: str) -> None:
        if page not in {entry.name for entry in PAGES}:
            return
        self._space()
        self._column.addWidget(Label("emphasis", text=_("Keys on this page")))
        for words, sequence in manual_words.page_keys(page, PAGES):
            holder = QWidget()
            holder.setProperty("class", "plain")
            across(
                (Label("body", "text2", wrap=True, text=words), 1),
                KeyCaps(self._theme, sequence),
                on=holder,
            )
            self._column.addWidget(holder)

    def _show_hits(self) -> None:
        places = find(manual_words.pages(), self.search.text())
        count = len(places)
        self.title.setText(
            ngettext("{count} place found", "{count} places found", count).format(count=count)
        )
        if not places:
            words = _("Nothing found. Try another word.")
            self._column.addWidget(Label("body", "text2", wrap=True, text=words))
        self._links([
            (
                _("{page}: {section}").format(page=place.page.title, section=place.section.title),
                partial(self.show_page, place.page.name, place.section.title),
            )
            for place in places[:20]
        ])  # fmt: skip

    def _links(self, links: Sequence[tuple[str, Callable[[], None]]]) -> None:
        for words, go in links:
            button = Button(self._theme, "link", "right")
            button.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
            button.setText(words)
            button.setToolTip(as_typed(words))
            button.clicked.connect(lambda _on=False, go=go: go())
            self._column.addWidget(button)

    def _print(self) -> None:
        page = self.page()
        self.print_wanted.emit(manual_words.pages() if page is None else (page,))

    def _space(self) -> None:
        if self._column.count():
            self._column.addSpacing(self._theme.px(8))

    # -- assembly ----------------------------------------------------------------------------

    def _build(self) -> None:
        head, foot = frame("row"), frame("footer")
        self.title.setWordWrap(True)
        across(
            (self.title, 1),
            self.key_label,
            self.close_button,
            on=head,
            gap=8,
            around=(16, 12, 10, 8),
        )
        self._column = down(on=self.content, gap=6, around=(16, 4, 16, 12))
        self.scroller.setWidgetResizable(True)
        self.scroller.setFrameShape(QFrame.Shape.NoFrame)
        self.scroller.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.scroller.setWidget(self.content)
        across(
            (self.offline, 1), self.print_button, self.whole_button, on=foot, around=(16, 6, 8, 6)
        )
        down(
            head,
            frame("line"),
            _with_margins(self.search),
            (self.scroller, 1),
            foot,
            on=self,
            gap=0,
        )

    def fit(self, window_width: int, beside: int) -> bool:
        """Take its width, no more than a third of the window; say whether a page fits beside it.

        Where it would leave too little of ``beside``, what both have, it takes the page's place.
        """
        own = min(self._theme.px(WIDE), max(240, window_width // 3))
        shares = beside - own >= self._theme.px(LEAST_BESIDE)
        self.setMinimumWidth(own)
        self.setMaximumWidth(own if shares else beside)
        return shares

    def _refill(self) -> None:
        """Fill anew what is seen; what is not is filled when it is opened."""
        if self.isVisible():
            self._fill()


def _with_margins(widget: QWidget) -> QHBoxLayout:
    """Return a row that holds a widget with the pane's margins."""
    return across(widget, around=(16, 4, 16, 8))


def _line_label(line: Paragraph) -> StrongText:
    made = StrongText()
    made.show_parts([("• ", False), *line.parts()] if line.item else line.parts())
    return made
