"""Earlier imports, taking one back, rows that wait for a decision, and checks across files."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QTableView, QWidget

from jiebei_desktop.domain.proposed_debt import ProposedDebt
from jiebei_desktop.importers.lending import LOAN, ORDINARY
from jiebei_desktop.importers.verdicts import Kind
from jiebei_desktop.services.debts.known_accounts import Known, known_accounts
from jiebei_desktop.services.statements import imports_history, imports_reread, proposed_debts
from jiebei_desktop.services.statements.imports_checks import FileChecks
from jiebei_desktop.services.statements.imports_history import Open
from jiebei_desktop.storage.imported import ImportBatch
from jiebei_desktop.text import formats, importing
from jiebei_desktop.text.current import _, ngettext, texts
from jiebei_desktop.ui.models.table import Column, TableModel, dress
from jiebei_desktop.ui.page import PageContext
from jiebei_desktop.ui.pages.ledger.adopt_card import AdoptCard
from jiebei_desktop.ui.pages.ledger.checks_pane import ChecksPane
from jiebei_desktop.ui.pages.ledger.import_facts import period, rows
from jiebei_desktop.ui.widgets.basics import Button, Label
from jiebei_desktop.ui.widgets.boxes import down, lay
from jiebei_desktop.ui.widgets.card import Card
from jiebei_desktop.ui.widgets.notice import NoticeStrip

_ANSWERS = (LOAN, ORDINARY)
_KINDS = (Kind.INCOME, Kind.EXPENSE, Kind.REFUND, Kind.TRANSFER, Kind.IGNORED_CLOSED)


class Past(Struct, frozen=True, kw_only=True):
    """What earlier imports left."""

    batches: tuple[ImportBatch, ...]
    open: tuple[Open, ...]
    readable: int
    """Waiting rows that today's words can tell."""
    checks: FileChecks
    proposed: tuple[ProposedDebt, ...] = ()
    """Debts that papers show and nobody has entered."""
    known: Mapping[str, Known] = field(default_factory=dict)
    """The debts of the ledger that some of them are already, by their ids."""


class HistoryPane(QWidget):
    """Newest import first."""

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        theme = context.theme
        self._context = context
        self._shown: Past | None = None
        self.notice = NoticeStrip(theme)
        self.card = Card(theme, padded=False)
        self.model = TableModel[ImportBatch](_batch_columns(), theme)
        self.view = QTableView()
        self.nothing = Label("body", "text2")
        self.revert_button = Button(theme, "default", "undo", small=True)
        self.open_card = Card(theme, padded=False)
        self.open_model = TableModel[Open](_open_columns(context), theme)
        self.open_view = QTableView()
        self.reread_button = Button(theme, "primary", "refresh", small=True)
        self.way = QComboBox()
        self.decide_button = Button(theme, "default", "check", small=True)
        self.checks = ChecksPane(context)
        self.adopt_card = AdoptCard(context, self._tell)
        self._told: ImportBatch | None = None
        self._lacking = ""
        self._build()

    def read(self) -> Past:
        """Read the history; runs in the ledger's lane."""
        session, proposed = self._context.session, proposed_debts.proposals(self._context.session)
        return Past(
            batches=imports_history.history(session),
            open=imports_history.open_rows(session),
            readable=len(imports_reread.readable(session)),
            checks=self.checks.read(),
            proposed=proposed,
            known=known_accounts(session, proposed, self._context.today()),
        )

    def say(self, text: str) -> None:
        """Say what the last import did; silent again once it is taken back."""
        self._tell(text, _("Undo takes it back."))
        self.notice.setVisible(bool(text))
        self._told = None

    def _tell(self, head: str, more: str, lacking: str = "") -> None:
        """Say what was done, and lead to the debt of which something is still to be said."""
        self._lacking = lacking
        action = _("Fill in what is missing…") if lacking else ""
        self.notice.show_words(head, more, severity="positive", action=action)
        self.notice.show()

    def show_past(self, found: Past) -> None:
        """Show the history."""
        self._shown = found
        newest = found.batches[0] if found.batches else None
        self._told = self._told or newest
        if self._told not in (*found.batches, None):
            self.notice.hide()
        self.adopt_card.show_proposals(found.proposed, found.known)
        self.model.show(found.batches)
        self.card.show_header(_("Imports"), _("newest first"))
        self.nothing.setVisible(not found.batches)
        self.view.setVisible(bool(found.batches))
        self.open_model.show(found.open)
        self.open_card.show_header(
            _("Waiting for a decision: {rows}").format(rows=rows(len(found.open))),
            _("these rows are counted nowhere"),
        )
        self.open_card.setVisible(bool(found.open))
        self.reread_button.setText(_readable(found.readable))
        self.reread_button.setVisible(bool(found.readable))
        self.checks.show_checks(found.checks)
        if found.batches:
            self.view.selectRow(0)

    def retranslate(self) -> None:
        """Word everything again."""
        self.revert_button.setText(_("Take this import back"))
        self.decide_button.setText(_("Decide the selected rows"))
        self.nothing.setText(_("No statement has been imported yet"))
        self.view.setAccessibleName(_("Imports"))
        self.open_view.setAccessibleName(_("Rows to decide"))
        self.way.setAccessibleName(_("What to do"))
        self.way.clear()
        for kind in _KINDS:
            words = _("Take as: {kind}").format(kind=importing.kind(kind, texts()))
            self.way.addItem(words, kind.value)
        self.way.addItem(_("This name lends: loans and repayments, also later"), LOAN)
        self.way.addItem(_("This name does not lend: ordinary, also later"), ORDINARY)
        self.model.retranslate()
        self.open_model.retranslate()
        self.checks.retranslate()
        self.adopt_card.retranslate()
        if self._shown is not None:
            self.show_past(self._shown)

    def revert(self) -> None:
        """Take the selected import back, after asking."""
        index = self.view.currentIndex()
        if not index.isValid():
            return
        batch = self.model.row(index)
        if not self._context.ask.confirm(
            _("Take back the import of {file}?").format(file=batch.file),
            _("Its entries leave the ledger. Entries typed by hand stay."),
            action=_("Take back"),
        ):
            return
        session = self._context.session
        self.notice.hide()
        self._context.lanes.ledger(
            lambda: imports_history.revert(session, batch.id), self._context.notify
        )

    def decide(self) -> None:
        """Give the selected waiting rows the kind chosen."""
        found = self.open_view.selectionModel().selectedRows()
        chosen = [self.open_model.row(index) for index in found]
        session, way = self._context.session, str(self.way.currentData())
        if not chosen:
            return
        if way in _ANSWERS:
            names = sorted({row.lender for row in chosen if row.lender})
            self._context.lanes.ledger(
                lambda: imports_history.answer_lenders(session, names, way), self._context.notify
            )
            return
        ids, kind = [row.row_id for row in chosen], Kind(way)
        self._context.lanes.ledger(
            lambda: imports_history.decide(session, ids, kind), self._context.notify
        )

    def reread(self) -> None:
        """Book the waiting rows whose words this version of the program knows."""
        session = self._context.session
        self._context.lanes.ledger(lambda: imports_reread.reread(session), self._context.notify)

    def _build(self) -> None:
        theme = self._context.theme
        dress(self.view, self.model, theme)
        dress(self.open_view, self.open_model, theme)
        self.open_view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        for view in (self.view, self.open_view):
            view.setMinimumHeight(theme.px(150))
        self.nothing.setContentsMargins(16, 24, 16, 24)
        self.card.add_to_header(self.revert_button)
        lay(self.card.body, (self.view, 1), (self.nothing, 1))
        self.open_card.add_to_header(self.reread_button)
        self.open_card.add_to_header(self.way)
        self.open_card.add_to_header(self.decide_button)
        self.open_card.body.addWidget(self.open_view)
        down(
            self.notice,
            self.adopt_card,
            (self.card, 1),
            (self.open_card, 1),
            self.checks,
            on=self,
            gap=theme.px(12),
        )
        self.notice.hide()
        self.adopt_card.hide()
        self.notice.acted.connect(lambda: self._context.navigate("debts", debt=self._lacking))
        self.revert_button.clicked.connect(self.revert)
        self.decide_button.clicked.connect(self.decide)
        self.reread_button.clicked.connect(self.reread)


def _readable(count: int) -> str:
    return ngettext(
        "Book {count} row this version can read", "Book {count} rows this version can read", count
    ).format(count=count)


def _batch_columns() -> tuple[Column[ImportBatch], ...]:
    def number(read: str) -> Column[ImportBatch]:
        titles = {
            "rows": lambda: _("Rows"),
            "booked": lambda: _("Booked"),
            "review": lambda: _("Waiting"),
            "duplicates": lambda: _("Known"),
        }

        def count(batch: ImportBatch) -> str:
            return formats.count(getattr(batch, read)) if batch.rows else "–"

        return Column(title=titles[read], text=count, numeric=True)

    return (
        Column(title=lambda: _("File"), text=lambda batch: batch.file, stretch=True),
        Column(
            title=lambda: _("Recognised as"),
            text=lambda batch: importing.source(batch.format, texts()),
        ),
        Column(title=lambda: _("Period"), text=lambda batch: period(batch.first, batch.last)),
        Column(title=lambda: _("Imported on"), text=lambda batch: batch.imported_on),
        number("rows"),
        number("booked"),
        number("review"),
        number("duplicates"),
    )


def _open_columns(context: PageContext) -> tuple[Column[Open], ...]:
    return (
        Column(title=lambda: _("Date"), text=lambda row: row.day),
        Column(title=lambda: _("Counterparty"), text=lambda row: row.counterparty),
        Column(title=lambda: _("Note"), text=lambda row: row.item, stretch=True),
        Column(
            title=lambda: _("What is unclear"),
            text=lambda row: importing.reason(row.reason, texts()),
        ),
        Column(
            title=lambda: _("Amount (yuan)"),
            text=lambda row: context.masking.amount(row.fen),
            numeric=True,
            bold=True,
        ),
    )
