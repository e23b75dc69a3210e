"""Ledger: what came in and went out, what comes again, budgets, possessions, imports."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QSize
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QStackedWidget, QWidget

from jiebei_desktop.domain.entries import EntryFilter
from jiebei_desktop.domain.months import Month
from jiebei_desktop.services.book.entries import Entries
from jiebei_desktop.text import formats
from jiebei_desktop.text.current import _, ngettext, texts
from jiebei_desktop.ui.page import Page, PageContext
from jiebei_desktop.ui.pages.ledger.budget_pane import BudgetPane
from jiebei_desktop.ui.pages.ledger.entries_pane import EntriesPane
from jiebei_desktop.ui.pages.ledger.history_pane import HistoryPane
from jiebei_desktop.ui.pages.ledger.import_pane import ImportPane
from jiebei_desktop.ui.pages.ledger.possession_panes import AssetsPane, RecurringPane
from jiebei_desktop.ui.widgets.basics import Button
from jiebei_desktop.ui.widgets.boxes import across, lay, stand
from jiebei_desktop.ui.widgets.segments import Segments
from jiebei_desktop.ui.widgets.tabs import put

T = TypeVar("T")
AnyPane = EntriesPane | RecurringPane | BudgetPane | AssetsPane | HistoryPane | ImportPane
Pane = TypeVar("Pane", bound=AnyPane)
ENTRIES, RECURRING, BUDGETS, ASSETS, IMPORTS, IMPORTING = range(6)
PANES = ("entries", "recurring", "budgets", "assets", "history", "importing")
"""What is shown at each place, by name; other pages lead to some of them (``tab=``)."""
SUFFIXES = (
    ".csv", ".xlsx", ".xls", ".txt", ".zip", ".pdf", ".eml", ".html", ".htm", ".mht", ".mhtml",
)  # fmt: skip


class Panes(QStackedWidget):
    """Panes of which only the one on screen asks for height: the page scrolls as a whole.

    Each has its place from the start and is put there when it is made.
    """

    def __init__(self) -> None:
        super().__init__()
        for _pane in PANES:
            self.addWidget(QWidget())

    def show_only(self, pane: QWidget) -> None:
        """Put a pane on screen."""
        self.setCurrentWidget(pane)
        for each in map(self.widget, range(self.count())):
            policy = QSizePolicy.Policy.Expanding if each is pane else QSizePolicy.Policy.Ignored
            each.setSizePolicy(policy, policy)

    def hasHeightForWidth(self) -> bool:
        """Answer no: Qt would otherwise take the tallest pane's wish, seen or not."""
        return False

    def minimumSizeHint(self) -> QSize:
        """Ask for the height the pane on screen needs at its width, wrapped lines included."""
        least, shown = super().minimumSizeHint(), self.currentWidget()
        if shown.hasHeightForWidth():
            least.setHeight(max(least.height(), shown.heightForWidth(self.width())))
        return least

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask anew: another width wraps other lines."""
        super().resizeEvent(event)
        self.updateGeometry()


class LedgerPage(Page):
    """The second page of the window."""

    reads = frozenset({
        "entries", "recurring", "events", "assets", "cash", "budgets", "import_batches", "raw_rows",
        "links", "debts", "debt_events", "balances",
    })  # fmt: skip

    def __init__(self, context: PageContext) -> None:
        super().__init__(context)
        self._everything: int | None = None
        self._worded: tuple[str, bool] | None = None
        self.import_button = Button(context.theme, "default", "import")
        self.add_button = Button(context.theme, "primary", "plus")
        self.tabs = Segments(context.theme, IMPORTING)
        self.panes = Panes()
        self._made: list[AnyPane] = []
        self.entries = self._put(ENTRIES, EntriesPane(context))
        self._assemble()
        self._connect()

    # -- the panes behind the tabs, each made when it is first asked for ------------------------

    @cached_property
    def recurring(self) -> RecurringPane:
        """Return what comes again."""
        return self._put(RECURRING, RecurringPane(self.context))

    @cached_property
    def budgets(self) -> BudgetPane:
        """Return what each category may take."""
        pane = self._put(BUDGETS, BudgetPane(self.context))
        pane.rechosen.connect(self.reload)
        pane.wanted.connect(self._list_category)
        return pane

    @cached_property
    def assets(self) -> AssetsPane:
        """Return what is at hand and owned."""
        return self._put(ASSETS, AssetsPane(self.context))

    @cached_property
    def history(self) -> HistoryPane:
        """Return what was imported."""
        return self._put(IMPORTS, HistoryPane(self.context))

    @cached_property
    def importing(self) -> ImportPane:
        """Return the files that are looked at."""
        pane = self._put(IMPORTING, ImportPane(self.context))
        pane.left.connect(lambda: self._show(self.tabs.current()))
        pane.choose.connect(self.choose_files)
        pane.finished.connect(self._imported)
        return pane

    def _put(self, place: int, pane: Pane) -> Pane:
        """Word a pane that is made only now and put it into its place."""
        pane.retranslate()
        put(self.panes, place, pane)
        self._made.append(pane)
        return pane

    # -- the page --------------------------------------------------------------------------------

    def title(self) -> str:
        """Return the page's name."""
        return _("Import statement") if self.is_importing() else _("Ledger")

    def purpose(self) -> str:
        """Say what is here and how much of it."""
        if self.is_importing():
            return _("Step 2: look before anything is written")
        if not self._everything:
            return _("Income, spending and repayments")
        words = ngettext(
            "Income, spending and repayments: {count} entry",
            "Income, spending and repayments: {count} entries",
            self._everything,
        )
        return words.format(count=formats.count(self._everything))

    def is_importing(self) -> bool:
        """Say whether the import screen is shown."""
        return self.panes.currentIndex() == IMPORTING

    def retranslate(self) -> None:
        """Word the page and its panes."""
        super().retranslate()
        worded = (texts().locale, self.context.masking.on)
        if worded == self._worded:
            return  # a reload after a change words nothing anew
        self._worded = worded
        self.import_button.setText(_("Import statement"))
        self.add_button.setText(_("Add entry"))
        self.tabs.show_words(
            (_("Entries"), _("Recurring"), _("Budgets"), _("Assets and cash"), _("Imports"))
        )
        for pane in self._made:
            pane.retranslate()
        self._arrange()

    def refresh(self) -> None:
        """Read what the pane on screen shows."""
        shown = self.panes.currentIndex()
        if shown == ENTRIES:
            self._load(self.entries.reading(), self.entries.show_listing)
        elif shown == RECURRING:
            self._load(self.recurring.read, self.recurring.show_holdings)
        elif shown == BUDGETS:
            self._load(self.budgets.reading(), self.budgets.show_sheet)
        elif shown == ASSETS:
            self._load(self.assets.read, self.assets.show_holdings)
        elif shown == IMPORTS:
            self._load(self.history.read, self.history.show_past)

    def _load(self, job: Callable[[], T], show: Callable[[T], None]) -> None:
        """Read what a pane shows and how many entries there are."""
        entries = Entries(self.context.session)

        def both() -> tuple[T, int]:
            return job(), entries.totals(EntryFilter()).count

        def show_both(answer: tuple[T, int]) -> None:
            self._everything = answer[1]
            self.purpose_label.setText(self.purpose())
            self.show_content()
            show(answer[0])

        self.load(both, show_both)

    def arrive(self, **args: object) -> None:
        """Begin an entry or an import, or list what another page asks about."""
        wanted, path = args.get("filter"), args.get("path")
        if "tab" in args and not self.is_importing():
            tab = PANES.index(str(args["tab"]))
            self.tabs.choose(tab)
            self._show(tab)
        if isinstance(path, Path):
            self.look_at([path])
        elif args.get("do") == "add":
            self._add()
        elif args.get("do") == "split":
            self.tabs.choose(ENTRIES)
            self._show(ENTRIES)
            self.entries.split()
        elif args.get("do") == "import":
            self.choose_files()
        elif args.get("do") == "adopt":
            self.tabs.choose(IMPORTS)
        elif isinstance(wanted, EntryFilter):
            self._list(wanted)

    def place(self) -> dict[str, object]:
        """Return the tab that is open."""
        return {"tab": PANES[self.tabs.current()]}

    def half_typed(self) -> QWidget:
        """Return the row for a new entry."""
        return self.entries.quick

    def draft(self) -> object | None:
        """Return the half-typed entry and the import under way, each None where there is none."""
        typed = super().draft()
        waiting = self.importing.job.unfinished() if self.is_importing() else None
        return None if typed is None and waiting is None else (typed, waiting)

    def restore(self, draft: object) -> None:
        """Go on with the entry and with the import."""
        typed, waiting = draft if isinstance(draft, tuple) else (None, None)
        super().restore(typed)
        if waiting is not None:
            self._show(IMPORTING)
            self.importing.job.resume(waiting)

    def focus_search(self) -> bool:
        """Go to the search field of the entries."""
        if self.is_importing():
            self.importing.rows_card.search.setFocus()
            return self.importing.rows_card.isVisible()
        self.tabs.choose(ENTRIES)
        self.entries.filters.search.setFocus()
        return True

    def choose_files(self) -> None:
        """Ask for statement files and look at them."""
        kinds = _("Statements and reports ({kinds})").format(
            kinds=" ".join(f"*{suffix}" for suffix in SUFFIXES)
        )
        paths = self.context.ask.open_files(_("Import statement"), kinds)
        if paths:
            self.look_at(paths)

    def look_at(self, paths: Sequence[Path]) -> None:
        """Show the import screen for these files; nothing is written yet."""
        self._show(IMPORTING)
        self.importing.begin(paths)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take statement files."""
        if _files(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Look at the files dropped."""
        paths = _files(event)
        if paths:
            event.acceptProposedAction()
            self.look_at(paths)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the filter under the tabs where both do not fit side by side."""
        super().resizeEvent(event)
        self._arrange()

    def _show(self, place: int) -> None:
        """Show a pane, or the import screen without tabs and header buttons."""
        self.panes.show_only(getattr(self, PANES[place]))
        self._bar.setVisible(place != IMPORTING)
        self.entries.filters.setVisible(place == ENTRIES)
        for button in (self.import_button, self.add_button):
            button.setVisible(place != IMPORTING)
        self.heading.setText(self.title())
        self.purpose_label.setText(self.purpose())
        self.reload()

    def _add(self) -> None:
        self.tabs.choose(ENTRIES)
        self._show(ENTRIES)
        self.entries.begin_entry()

    def _list(self, wanted: EntryFilter) -> None:
        self.entries.filters.use(wanted)
        self.tabs.choose(ENTRIES)
        self._show(ENTRIES)

    def _imported(self, said: str) -> None:
        self.history.say(said)
        self.tabs.choose(IMPORTS)
        self._show(IMPORTS)

    def _explain_export(self) -> None:
        self.context.ask.tell(
            _("How do I export a statement from Alipay?"),
            _(
                "In Alipay: Me, Bills, the dots at the top right, Issue transaction record, For"
                " personal reconciliation. In WeChat: Me, Services, Wallet, Bills, Common"
                " questions, Download bill. The file comes by e-mail; import it unopened."
            ),
        )

    def _arrange(self) -> None:
        room = self.width() - 2 * self.context.theme.px(20)
        needed = self.tabs.sizeHint().width() + self.entries.filters.sizeHint().width()
        wide = needed <= room
        stand(self._top, beside=wide)

    def _assemble(self) -> None:
        self.setAcceptDrops(True)
        self.add_action(self.import_button)
        self.add_action(self.add_button)
        self._bar = QWidget()
        self._top = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._bar)
        self._top.setContentsMargins(0, 0, 0, 0)
        self._top.setSpacing(self.context.theme.px(8))
        lay(self._top, self.tabs, (across((self.entries.filters, 1)), 1))
        self.body.addWidget(self._bar)
        self.panes.show_only(self.entries)
        self.body.addWidget(self.panes, 1)

    def _connect(self) -> None:
        self.tabs.chosen.connect(self._show)
        self.entries.refilter.connect(self.reload)
        self.entries.empty.primary.clicked.connect(self.choose_files)
        self.entries.empty.link.clicked.connect(self._explain_export)
        self.import_button.clicked.connect(self.choose_files)
        self.add_button.clicked.connect(self._add)

    def _list_category(self, category: str, month: Month) -> None:
        self._list(EntryFilter(category=category, month=month))


def _files(event: QDropEvent) -> list[Path]:
    """Return the local statement files that are dragged."""
    paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    return [path for path in paths if path.suffix.lower() in SUFFIXES]
