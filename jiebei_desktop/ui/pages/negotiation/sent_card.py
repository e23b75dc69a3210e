"""Which paper went to this lender: day, what it was, number and checksum."""

from __future__ import annotations

from PySide6.QtWidgets import QTableView

from jiebei_desktop.services.cases.copies import SentPaper
from jiebei_desktop.services.negotiation.negotiation_view import CaseView
from jiebei_desktop.text import formats
from jiebei_desktop.text.current import _, texts
from jiebei_desktop.text.letters import copy_name
from jiebei_desktop.ui.models.table import Column, TableModel, dress
from jiebei_desktop.ui.pages.negotiation.logs import fit
from jiebei_desktop.ui.theme import Theme
from jiebei_desktop.ui.widgets.basics import Label
from jiebei_desktop.ui.widgets.boxes import lay
from jiebei_desktop.ui.widgets.card import Card


class Sent(Card):
    """The papers that went out, newest first; as they were then they cannot be changed any more."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, padded=False)
        self.table = QTableView()
        self.model: TableModel[SentPaper] = TableModel(_columns())
        self.empty = Label("body", "text2", wrap=True)
        self.empty.setContentsMargins(theme.px(16), theme.px(10), theme.px(16), theme.px(12))
        dress(self.table, self.model, theme, row=36)
        lay(self.body, self.empty, self.table)

    def show_view(self, view: CaseView) -> None:
        """List the papers of a case."""
        self.show_header(_("Papers that went out"), _("Number and checksum stand at their foot"))
        self.empty.setText(_("None yet. “Mark as sent” keeps a request or a letter as it went."))
        self.empty.setVisible(not view.copies)
        self.table.setVisible(bool(view.copies))
        self.model.show(view.copies)
        self.model.retranslate()
        fit(self.table, len(view.copies), self._theme)


def _columns() -> tuple[Column[SentPaper], ...]:
    return (
        Column(title=lambda: _("Date"), text=lambda one: formats.short_day(one.sent_on, texts())),
        Column(
            title=lambda: _("Paper"),
            text=lambda one: copy_name(one.kind, one.version, texts()),
            stretch=True,
        ),
        Column(title=lambda: _("Number"), text=lambda one: one.number),
        Column(
            title=lambda: _("Checksum"),
            text=lambda one: f"{one.checksum[:4]} {one.checksum[4:8]}".upper(),
            tip=lambda one: one.checksum,
        ),
    )
