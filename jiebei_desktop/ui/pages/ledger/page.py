"""Ledger: what came in and went out, what comes again, budgets, possessions, imports."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QStackedWidget

from jiebei_desktop.services.ledger_view import Listing
from jiebei_desktop.text import formats
from jiebei_desktop.text.current import _, ngettext
from jiebei_desktop.ui.page import Page, PageContext
from jiebei_desktop.ui.pages.ledger.entries_pane import EntriesPane
from jiebei_desktop.ui.widgets.basics import Button
from jiebei_desktop.ui.widgets.segments import Segments

ENTRIES = 0


class LedgerPage(Page):
    """The second page of the window."""

    reads = frozenset({"entries", "recurring", "assets", "cash", "budgets", "import_batches"})

    def __init__(self, context: PageContext) -> None:
        super().__init__(context)
        self._everything: int | None = None
        self.import_button = Button(context.theme, "default", "import")
        self.add_button = Button(context.theme, "primary", "plus")
        self.tabs = Segments(context.theme, 1)
        self.entries = EntriesPane(context)
        self.panes = QStackedWidget()
        self._assemble()

    def title(self) -> str:
        """Return the page's name."""
        return _("Ledger")

    def purpose(self) -> str:
        """Say what is here and how much of it."""
        if not self._everything:
            return _("Income, spending and repayments")
        words = ngettext(
            "Income, spending and repayments: {count} entry",
            "Income, spending and repayments: {count} entries",
            self._everything,
        )
        return words.format(count=formats.count(self._everything))

    def retranslate(self) -> None:
        """Word the page and its panes."""
        super().retranslate()
        self.import_button.setText(_("Import statement"))
        self.add_button.setText(_("Add entry"))
        self.tabs.show_words((_("Entries"),))
        self.entries.retranslate()

    def refresh(self) -> None:
        """Read what the pane on screen shows."""
        self.load(self.entries.read, self.entries.show_listing)

    def arrive(self, **args: object) -> None:
        """Begin an entry or an import."""
        if args.get("do") == "add":
            self._add()

    def focus_search(self) -> bool:
        """Go to the search field of the entries."""
        self.tabs.choose(ENTRIES)
        self.entries.filters.search.setFocus()
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the filter under the tabs where both do not fit side by side."""
        super().resizeEvent(event)
        self._arrange()

    def _add(self) -> None:
        self.tabs.choose(ENTRIES)
        self.entries.begin_entry()

    def _counted(self, found: Listing) -> None:
        self._everything = found.everything
        self.purpose_label.setText(self.purpose())

    def _arrange(self) -> None:
        room = self.width() - 2 * self.context.theme.px(20)
        needed = self.tabs.sizeHint().width() + self.entries.filters.sizeHint().width()
        direction = QBoxLayout.Direction
        wide = needed <= room
        self._top.setDirection(direction.LeftToRight if wide else direction.TopToBottom)

    def _assemble(self) -> None:
        self.add_action(self.import_button)
        self.add_action(self.add_button)
        self._top = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._top.setSpacing(self.context.theme.px(8))
        self._top.addWidget(self.tabs)
        self._top.addWidget(self.entries.filters, 1)
        self.body.addLayout(self._top)
        self.panes.addWidget(self.entries)
        self.body.addWidget(self.panes, 1)
        self.entries.refilter.connect(self.reload)
        self.entries.loaded.connect(self._counted)
        self.add_button.clicked.connect(self._add)
