"""The list of entries: filter, quick row, a table that loads while scrolling, totals."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QSizePolicy,
    QStackedWidget,
    QTableView,
    QWidget,
)

from jiebei_desktop.domain.entries import EntryFilter, EntryRow, totals_of
from jiebei_desktop.domain.household import Entry
from jiebei_desktop.services.book.entries import Entries
from jiebei_desktop.services.book.ledger_view import PAGE, LedgerListing, found, listing, more
from jiebei_desktop.text import formats
from jiebei_desktop.text.current import _, ngettext
from jiebei_desktop.ui.models.everything import Everything
from jiebei_desktop.ui.models.paged import PagedTable
from jiebei_desktop.ui.models.table import dress
from jiebei_desktop.ui.page import PageContext
from jiebei_desktop.ui.pages.ledger.columns import (
    CATEGORY,
    COUNTERPARTY,
    NOTE,
    SPARED,
    WHOLE_FROM,
    WIDTHS,
    category_width,
    entry_columns,
)
from jiebei_desktop.ui.pages.ledger.entry_acts import EntryActs
from jiebei_desktop.ui.pages.ledger.filter_bar import FilterBar
from jiebei_desktop.ui.pages.ledger.quick_add import QuickAdd
from jiebei_desktop.ui.widgets.basics import ENTER, Button, Label, frame
from jiebei_desktop.ui.widgets.boxes import across, down, held, lay
from jiebei_desktop.ui.widgets.card import Card
from jiebei_desktop.ui.widgets.empty_state import EmptyState
from jiebei_desktop.ui.widgets.flow import FlowLayout

_MOST_KEPT = 5000
"""Rows read again at most after a change, so that the list stays where it was scrolled to."""
_NARROW = 136
"""Width of the category in px at 100 % where note and mark have no room."""


class EntriesPane(QWidget):
    """Shows a `LedgerListing`; asks its page for every reading and writing."""

    refilter = Signal()
    """The filter changed: the page shall load again."""

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        theme = context.theme
        self._context = context
        self._entries = Entries(context.session)
        self.acts = EntryActs(context, self)
        self._shown: LedgerListing | None = None
        self._writes = False
        """Whether the first entry is being written: the quick row is there, then."""
        self.filters = FilterBar(theme)
        self.quick = QuickAdd(context, self._suggest)
        self.model = PagedTable[EntryRow](entry_columns(context), self._fetch, theme)
        self.view = QTableView()
        self.head = QHeaderView(Qt.Orientation.Horizontal)
        self._corner = frame("head")
        self.nothing = Label("body", "text2")
        self.empty = EmptyState(theme, "ledger")
        self.totals: dict[str, Label] = {}
        self.category_button = Button(theme, "default", "tag", small=True)
        self.delete_button = Button(theme, "default", "trash", small=True)
        self.split_action = QAction(self)
        """In the menu of the list."""
        self.more = Label("caption", "text3")
        self._stack = QStackedWidget()
        self._build()
        self._connect()

    # -- showing -----------------------------------------------------------------------------

    def reading(self) -> Callable[[], LedgerListing]:
        """Return the job that reads what the filter wants now, for the ledger's lane."""
        session, wanted = self._context.session, self.filters.wanted()
        kept = self._shown is not None and self._shown.wanted == wanted
        loaded = min(self.model.rowCount(), _MOST_KEPT) if kept else 0
        return lambda: listing(session, wanted, max(PAGE, loaded))

    def show_listing(self, listed: LedgerListing) -> None:
        """Show a first page; the same filter keeps its place."""
        kept = self._shown is not None and self._shown.wanted == listed.wanted
        bar = self.view.verticalScrollBar()
        place = bar.value() if kept else 0
        self._shown, self.acts.debts = listed, listed.debts
        self.filters.show_months(listed.months)
        self.model.begin(listed.rows, more=len(listed.rows) < listed.totals.count)
        self.view.updateGeometries()
        bar.setValue(place)
        self._stack.setCurrentIndex(0 if listed.everything or self._writes else 1)
        unfit = _("No entry fits this filter. Esc in the search field clears it.")
        self.nothing.setText(unfit if listed.everything else _("No entries yet"))
        self.nothing.setVisible(not listed.rows)
        self.view.setVisible(bool(listed.rows))
        self._show_totals()
        self._count()

    def begin_entry(self) -> None:
        """Put the cursor into the quick row, also when there is nothing yet."""
        self._writes = True
        self._stack.setCurrentIndex(0)
        self.quick.begin()

    def retranslate(self) -> None:
        """Word everything that does not come with a listing."""
        self.filters.retranslate()
        self.quick.retranslate()
        self.model.retranslate()
        self.view.setAccessibleName(_("Entries"))
        self.category_button.setText(_("Change category"))
        self.delete_button.setText(_("Delete"))
        self.split_action.setText(_("Split into parts…"))
        self._spare()
        self.empty.show_text(
            _("No entries yet"),
            _(
                "The past need not be complete. The last 3 months of an Alipay or WeChat"
                " statement are enough to see what can be paid each month."
            ),
            _("Import statement files"),
            _("Type the first entry"),
            _("How do I export a statement from Alipay?"),
        )
        if self._shown is not None:
            self._show_totals()
            self._count()

    # -- doing -------------------------------------------------------------------------------

    def categorise(self) -> None:
        """Give the chosen entries one category, in one step."""
        self.chosen(self.acts.categorise)

    def split(self) -> None:
        """Open the current entry to take it apart."""
        index = self.view.currentIndex()
        self.acts.split(self.model.row(index) if index.isValid() else None)

    def chosen(self, then: Callable[[Sequence[EntryRow]], None]) -> None:
        """Call ``then`` with the chosen entries, those that are not fetched yet included."""
        shown, session = self._shown, self._context.session
        if self.everything.on and shown is not None:
            self._context.lanes.ledger(lambda: found(session, shown), then, latest="ledger-chosen")
        else:
            then(self.everything.rows())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Open with Enter, delete with Delete, choose all that the filter finds with Ctrl+A."""
        if watched is self.view and isinstance(event, QKeyEvent) and self._pressed(event):
            return True
        return super().eventFilter(watched, event)

    def _pressed(self, event: QKeyEvent) -> bool:
        if event.type() is not QEvent.Type.KeyPress:
            return False
        if event.key() in ENTER:
            self._open(self.view.currentIndex())
            return True
        if event.key() == Qt.Key.Key_Delete:
            self.chosen(self.acts.delete)
            return True
        if event.matches(QKeySequence.StandardKey.SelectAll):
            self.everything.choose()
            return True
        return False

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            self.acts.edit(self.model.row(index))

    def _fetch(self, after: EntryRow) -> None:
        shown, session = self._shown, self._context.session
        wanted = EntryFilter() if shown is None else shown.wanted

        def show(rows: tuple[EntryRow, ...]) -> None:
            if self._shown is shown:
                self.model.append(rows, more=len(rows) == PAGE)
                self._count()

        self._context.lanes.ledger(lambda: more(session, wanted, after), show)

    def _suggest(self, typed: str, show: Callable[[tuple[Entry, ...]], None]) -> None:
        self._context.lanes.ledger(
            lambda: self._entries.suggest(typed),
            show,
            latest="ledger-suggest",
            failed=lambda _error: None,
        )

    # -- totals ------------------------------------------------------------------------------

    def _show_totals(self) -> None:
        """Sum what is chosen, or all that the filter finds where nothing is."""
        if self._shown is None:
            return
        masking, totals = self._context.masking, self._shown.totals
        count = ngettext("{count} entry", "{count} entries", totals.count)
        rows = () if self.everything.on else self.everything.rows()
        some = self.everything.on or bool(rows)
        if some:
            totals = totals_of(rows) if rows else totals
            count = ngettext("{count} selected", "{count} selected", totals.count)
        self.totals["count"].setText(count.format(count=formats.count(totals.count)))
        for name, word, fen in (
            ("income", _("Income"), totals.income),
            ("expense", _("Spending"), -totals.expense),
            ("net", _("Left over"), totals.income - totals.expense),
        ):
            self.totals[name].setText(word)
            amount = masking.amount(totals.income) if masking.on else formats.signed(fen)
            self.totals[f"{name}_amount"].setText(amount)
        for button in (self.category_button, self.delete_button):
            button.setVisible(some)
        self.more.setVisible(not some)

    def _count(self) -> None:
        loaded, all_of_them = self.model.rowCount(), 0
        if self._shown is not None:
            all_of_them = self._shown.totals.count
        words = _("{shown} of {count} shown, scroll for the rest")
        self.more.setText(
            words.format(shown=formats.count(loaded), count=formats.count(all_of_them))
            if loaded < all_of_them
            else ""
        )

    # -- assembly ----------------------------------------------------------------------------

    def _build(self) -> None:
        theme = self._context.theme
        dress(self.view, self.model, theme, fitted=False)
        self.everything = Everything(self.view, self.model)
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        card = Card(theme, header=False, padded=False)
        self.quick.follow(self.head)
        lay(card.body, self._head_row(), self.quick, (self.view, 1))
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.nothing.hide()
        lay(card.body, (self.nothing, 1), self._footer())
        self._stack.addWidget(card)
        self._stack.addWidget(self.empty)
        self.empty.primary.set_icon("import")
        self.empty.secondary.set_icon("plus")
        down(self._stack, on=self)
        theme.changed.connect(self._rescale)
        self._rescale()

    def _head_row(self) -> QHBoxLayout:
        """Return the header that stands above the quick row; the table's own one is hidden."""
        self.view.horizontalHeader().hide()
        self.view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.head.setModel(self.model)
        self.head.setHighlightSections(False)
        self.head.setStretchLastSection(False)
        self.head.setSectionsClickable(False)
        self.head.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.head.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.head.sectionResized.connect(
            lambda section, _old, new: self.view.horizontalHeader().resizeSection(section, new)
        )
        return across((self.head, 1), self._corner, gap=0)

    def _footer(self) -> QWidget:
        px = self._context.theme.px
        foot = frame("footer")
        row = across(on=foot, gap=px(6), around=(px(16), px(8)))
        sums = QWidget()
        flow = FlowLayout(sums, px(14))
        self.totals["count"] = Label("body", "text2")
        flow.addWidget(self.totals["count"])
        for name in ("income", "expense", "net"):
            self.totals[name] = Label("body", "text2")
            tone = "positive" if name == "income" else "text"
            self.totals[f"{name}_amount"] = Label("body_strong", tone)
            pair = held(across(self.totals[name], self.totals[f"{name}_amount"], gap=px(6)))
            flow.addWidget(pair)
        lay(row, (sums, 1), self.more, self.category_button, self.delete_button)
        return foot

    def _connect(self) -> None:
        self.filters.changed.connect(self.refilter)
        self.quick.added.connect(self._add)
        self.view.installEventFilter(self)
        self.view.doubleClicked.connect(self._open)
        self.view.addAction(self.split_action)
        self.split_action.triggered.connect(self.split)
        self.everything.changed.connect(self._show_totals)
        self.category_button.clicked.connect(self.categorise)
        self.delete_button.clicked.connect(lambda _checked: self.chosen(self.acts.delete))
        self.empty.secondary.clicked.connect(self.begin_entry)

    def _add(self, entry: Entry) -> None:
        self.acts.add(entry, lambda written: self.quick.answer(entry, written=written))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what would push the amount off the side."""
        super().resizeEvent(event)
        self._spare()

    def _spare(self) -> None:
        theme, mode = self._context.theme, QHeaderView.ResizeMode
        whole = self.width() * 100 / theme.zoom >= WHOLE_FROM
        for section in SPARED:
            self.head.setSectionHidden(section, not whole)
            self.view.setColumnHidden(section, not whole)
        for section, stretched in ((NOTE, whole), (COUNTERPARTY, not whole)):
            self.head.setSectionResizeMode(section, mode.Stretch if stretched else mode.Interactive)
        wide = category_width(theme, self.view.fontMetrics()) if whole else theme.px(_NARROW)
        self.head.resizeSection(CATEGORY, wide)
        if whole:
            self.head.resizeSection(COUNTERPARTY, theme.px(WIDTHS[COUNTERPARTY]))

    def _rescale(self) -> None:
        theme, mode = self._context.theme, QHeaderView.ResizeMode
        for section, width in enumerate(WIDTHS):
            self.view.horizontalHeader().setSectionResizeMode(section, mode.Interactive)
            if width:
                self.head.resizeSection(section, theme.px(width))
        self._spare()
        self.head.setFixedHeight(theme.px(33))
        self._corner.setFixedSize(self.view.verticalScrollBar().sizeHint().width(), theme.px(33))
        side = theme.px(16)
        self.view.setIconSize(QSize(side, side))
        self.view.setMinimumHeight(theme.px(220))
