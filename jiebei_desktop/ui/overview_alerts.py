"""The overview's warnings: the most urgent first, each with one action and three ways aside."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from jiebei_desktop.domain.debts import DebtId
from jiebei_desktop.domain.findings import Finding
from jiebei_desktop.services.keeping.dismissals import Span
from jiebei_desktop.services.today.overview import Standing
from jiebei_desktop.text.current import _, ngettext, texts
from jiebei_desktop.text.findings import describe
from jiebei_desktop.ui import overview_words as words
from jiebei_desktop.ui.masking import Masking
from jiebei_desktop.ui.plain import as_typed
from jiebei_desktop.ui.theme import Theme
from jiebei_desktop.ui.widgets.alert_row import AlertRow
from jiebei_desktop.ui.widgets.basics import Button, clear, rule
from jiebei_desktop.ui.widgets.boxes import down
from jiebei_desktop.ui.widgets.card import Card

SHOWN = 3
WAYS: Mapping[str, tuple[str, Mapping[str, str]]] = {"rules": ("settings", {"do": "rules"})}
"""Page and arguments of each action that is not simply the name of a page."""


def way_of(finding: Finding) -> tuple[str, dict[str, str]]:
    """Return the page a finding's button leads to, and what that page is told."""
    return way_to(finding.action, finding.debt)


def way_to(action: str, debt: DebtId | None) -> tuple[str, dict[str, str]]:
    """Return the page an action leads to, and what that page is told."""
    page, args = WAYS.get(action, (action, {}))
    about = {"debt": str(debt)} if debt and not args else {}
    return page, {**about, **args}


class AlertsCard(Card):
    """A card of warnings; the page does what its signals ask for."""

    acted = Signal(object)
    """The finding whose button was pressed."""
    put_aside = Signal(object, object)
    """A finding and the `Span` it is not to be seen for."""
    restored = Signal()

    def __init__(self, theme: Theme, masking: Masking) -> None:
        super().__init__(theme, padded=False)
        self._masking = masking
        self._facts: Standing | None = None
        self.more_button = Button(theme, "text")
        self.more_button.setCheckable(True)
        self.aside_button = Button(theme, "text")
        self.rows = QWidget()
        self._column = down(on=self.rows, gap=0)
        self.body.addWidget(self.rows)
        self.add_to_header(self.aside_button)
        self.add_to_header(self.more_button)
        self.more_button.toggled.connect(self._show)
        self.aside_button.clicked.connect(self.restored)

    def show_facts(self, facts: Standing) -> None:
        """Show the warnings of a ledger."""
        self._facts = facts
        self._show()

    def _show(self) -> None:
        facts = self._facts
        if facts is None:
            return
        count = words.pressing(facts) or len(facts.findings)
        title = ngettext("{count} thing to look at", "{count} things to look at", count)
        if not facts.findings:
            self.show_header(_("Nothing needs attention today"))
        else:
            self.show_header(title.format(count=count), _("most urgent first"))
        self.setVisible(bool(facts.findings or facts.aside or facts.book.debts))
        clear(self.rows)
        names = {debt.id: debt.name for debt in facts.book.debts}
        shown = facts.findings if self.more_button.isChecked() else facts.findings[:SHOWN]
        for place, finding in enumerate(shown):
            if place:
                self._column.addWidget(rule())
            self._column.addWidget(self._row(finding, facts, names))
        self.more_button.setVisible(len(facts.findings) > SHOWN)
        self.more_button.setText(_("Show fewer") if self.more_button.isChecked() else _("Show all"))
        hidden = len(facts.aside)
        self.aside_button.setVisible(hidden > 0)
        again = ngettext("Show {count} put aside", "Show {count} put aside", hidden)
        self.aside_button.setText(again.format(count=hidden))

    def _row(self, finding: Finding, facts: Standing, names: dict) -> AlertRow:  # type: ignore[type-arg]
        said = describe(finding, texts(), facts.rules, names)
        mask = self._masking.sentence
        row = AlertRow(self._theme)
        detail = said.detail if self.more_button.isChecked() else words.first_sentence(said.detail)
        row.show_words(str(finding.severity), mask(said.title), mask(detail), said.action)
        row.setToolTip(as_typed(said.source))
        if finding.action:
            row.acted.connect(partial(self.acted.emit, finding))
        ways = (
            (_("Not today"), Span.DAY),
            (_("Not this month"), Span.MONTH),
            (_("Never this kind, unless it gets worse"), Span.KIND),
        )
        row.offer_aside(
            _("Put aside"),
            [(name, partial(self.put_aside.emit, finding, span)) for name, span in ways],
        )
        return row
