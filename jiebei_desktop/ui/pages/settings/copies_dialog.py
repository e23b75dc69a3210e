"""Every dated copy of the ledger with what it holds, and going back to one of them."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QTableView, QWidget

from jiebei_desktop.services.keeping import backups
from jiebei_desktop.services.keeping.backups import Copy, CopyFacts
from jiebei_desktop.text import formats
from jiebei_desktop.text.current import _, texts
from jiebei_desktop.ui.fitting import FittedDialog
from jiebei_desktop.ui.models.table import Column, TableModel, dress
from jiebei_desktop.ui.page import PageContext
from jiebei_desktop.ui.troubles import trouble_title
from jiebei_desktop.ui.widgets.basics import Button, Label
from jiebei_desktop.ui.widgets.boxes import REST, across, down
from jiebei_desktop.ui.widgets.busy_bar import BusyBar


class CopiesDialog(FittedDialog):
    """Reads every copy beside the ledger's own work, then lets one be chosen."""

    wanted = Signal(object)
    """The `Copy` to go back to."""

    def __init__(self, context: PageContext, copies: tuple[Copy, ...], parent: QWidget) -> None:
        super().__init__(parent)
        self.context = context
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Copies of the ledger"))
        self.note = Label("body", "text2", wrap=True)
        self.busy = BusyBar()
        self.table = QTableView()
        self.model: TableModel[CopyFacts] = TableModel(_columns(context))
        self.close_button = Button(context.theme)
        self.restore_button = Button(context.theme, "primary")
        self._assemble()
        self._read(copies)

    def chosen(self) -> CopyFacts | None:
        """Return the copy that is selected and can be read."""
        index = self.table.currentIndex()
        if not index.isValid():
            return None
        facts: CopyFacts = self.model.row(index)
        return None if facts.trouble else facts

    def restore(self) -> None:
        """Ask once more, then hand the copy over."""
        facts = self.chosen()
        if facts is None:
            return
        day = formats.day(facts.copy.made_on, texts())
        question = _("Go back to the copy of {day}?").format(day=day)
        detail = _("The ledger as it is now is kept beside it under another name.")
        if self.context.ask.confirm(question, detail, action=_("Restore")):
            self.wanted.emit(facts.copy)
            self.accept()

    def _read(self, copies: tuple[Copy, ...]) -> None:
        session = self.context.session
        self.busy.start()

        def look(password: str | None) -> None:
            self.context.lanes.side(
                lambda: tuple(backups.look_into(copy, password) for copy in copies),
                self._show,
                latest="copies",
            )

        self.context.lanes.ledger(lambda: backups.password(session), look)

    def _show(self, found: tuple[CopyFacts, ...]) -> None:
        self.busy.stop()
        self.model.show(found)
        if found:
            self.table.selectRow(0)
        self._follow()

    def _follow(self) -> None:
        self.restore_button.setEnabled(self.chosen() is not None)

    def _assemble(self) -> None:
        theme = self.context.theme
        px = theme.px
        self.resize(px(720), px(440))
        self.note.setText(
            _("Each copy was read just now. Going back keeps the present ledger beside it.")
        )
        self.close_button.setText(_("Close"))
        self.restore_button.setText(_("Restore…"))
        self.restore_button.setEnabled(False)
        dress(self.table, self.model, theme, row=34)
        self.table.setAccessibleName(self.windowTitle())
        down(
            self.note,
            self.busy,
            self.table,
            across(REST, self.close_button, self.restore_button),
            on=self,
            gap=px(12),
            around=(px(20), px(18), px(20), px(16)),
        )
        self.close_button.clicked.connect(self.reject)
        self.restore_button.clicked.connect(self.restore)
        self.table.selectionModel().selectionChanged.connect(lambda *_a: self._follow())
        self.table.doubleClicked.connect(lambda _index: self.restore())


def _columns(context: PageContext) -> tuple[Column[CopyFacts], ...]:
    def readable(facts: CopyFacts, text: str) -> str:
        return "—" if facts.trouble else text

    return (
        Column(
            title=lambda: _("Made on"),
            text=lambda facts: formats.dense_day(facts.copy.made_on),
        ),
        Column(
            title=lambda: _("Entries in it"),
            text=lambda facts: readable(facts, formats.count(facts.entries)),
            size=lambda facts: facts.entries,
            numeric=True,
        ),
        Column(
            title=lambda: _("Newest entry"),
            text=lambda facts: readable(
                facts, "—" if facts.newest is None else formats.dense_day(facts.newest)
            ),
        ),
        Column(
            title=lambda: _("Debts"),
            text=lambda facts: readable(facts, formats.count(facts.debts)),
            size=lambda facts: facts.debts,
            numeric=True,
        ),
        Column(
            title=lambda: _("Owed that day"),
            text=lambda facts: readable(facts, context.masking.money(facts.owed)),
            size=lambda facts: facts.owed,
            numeric=True,
        ),
        Column(
            title=lambda: _("State"),
            text=lambda facts: trouble_title(facts.trouble) if facts.trouble else _("Whole"),
            stretch=True,
        ),
    )
