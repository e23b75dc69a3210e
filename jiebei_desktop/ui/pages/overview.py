"""Overview: how things stand, what can be paid, and the one next step."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QDate, QLocale
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from jiebei_desktop.charts.cash import cash_alt, cash_line, cash_of, cash_table
from jiebei_desktop.domain.findings import Finding
from jiebei_desktop.services.overview import Outlook, Standing, known_past, outlook, standing
from jiebei_desktop.text import formats
from jiebei_desktop.text.current import _, ngettext, texts
from jiebei_desktop.text.findings import describe
from jiebei_desktop.ui import overview_words as words
from jiebei_desktop.ui.page import Page, PageContext
from jiebei_desktop.ui.widgets.alert_row import AlertRow
from jiebei_desktop.ui.widgets.basics import Button, clear, rule
from jiebei_desktop.ui.widgets.card import Card
from jiebei_desktop.ui.widgets.chart_view import ChartView, ChartWords
from jiebei_desktop.ui.widgets.chip import Chip
from jiebei_desktop.ui.widgets.notice import Notice
from jiebei_desktop.ui.widgets.stat_card import StatCard
from jiebei_desktop.ui.widgets.step_list import StepList

CARD_PAGES = ("debts", "cashflow", "affordability", "plan", "debts", "debts")
"""Where each figure is explained."""
SHOWN_ALERTS = 3
PAST_WORTH_NAMING = 180
"""Days of known past from which the chart's title speaks of it."""
WIDTHS = (10, 10, 11, 10, 10, 10)
ONE_ROW_FROM, SIDE_BY_SIDE_FROM, TWO_ROWS_FROM = 940, 760, 560
"""Widths of the page in px at 100 % where its arrangement changes."""


class OverviewPage(Page):
    """The first page."""

    def __init__(self, context: PageContext) -> None:
        super().__init__(context)
        theme = context.theme
        self._facts: Standing | None = None
        self._ahead: Outlook | None = None
        self._columns = 0
        self.entry_button = Button(theme, "default", "plus")
        self.export_button = Button(theme, "primary", "pdf")
        self.banner = Notice(theme)
        self.cards = [StatCard(theme, accent=place == 2) for place in range(6)]  # noqa: PLR2004
        self.chart_card = Card(theme)
        self.chart = ChartView(theme, context.lanes, masking=context.masking)
        self.alerts_card = Card(theme, padded=False)
        self.alerts = QWidget()
        self.more_button = Button(theme, "text")
        self.steps_card = Card(theme, padded=False)
        self.stage = Chip(theme)
        self.steps = StepList(theme)
        self.next_button = Button(theme, "primary", "next")
        self._assemble()
        self._connect()

    def title(self) -> str:
        """Return the page's name."""
        return _("Overview")

    def purpose(self) -> str:
        """Return the day everything is worked out for."""
        today = self.context.today()
        weekday = QLocale().toString(QDate(today.year, today.month, today.day), "dddd")
        return _("{weekday}, {day}").format(day=formats.day(today, texts()), weekday=weekday)

    def refresh(self) -> None:
        """Read today's figures in the ledger's lane, then simulate beside it."""
        session, today = self.context.session, self.context.today()
        self.load(lambda: standing(session, today), self._show_facts)

    def retranslate(self) -> None:
        """Word the fixed parts; the rest is worded when figures arrive."""
        super().retranslate()
        self.entry_button.setText(_("Add entry"))
        self.export_button.setText(_("Export PDF plan"))
        self.chart.retranslate()
        if self._facts is not None:
            self._show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the figures in one row or two."""
        super().resizeEvent(event)
        self._arrange()

    # -- figures -----------------------------------------------------------------------------

    def _show_facts(self, facts: Standing) -> None:
        self._facts = facts
        self._ahead = None
        if facts.empty:
            self._show_nothing()
            return
        self.show_content()
        self._show()
        if facts.means is not None:
            self.context.lanes.side(
                lambda: outlook(facts), self._show_ahead, latest="overview", failed=self._failed
            )

    def _show_ahead(self, ahead: Outlook) -> None:
        self._ahead = ahead
        self._show()
        self._show_chart(ahead)

    def _show(self) -> None:
        facts, ahead, masking = self._facts, self._ahead, self.context.masking
        if facts is None:
            return
        strong, text = words.banner(facts, ahead, masking)
        self.banner.show_words(strong, text, action=_("How we got this"))
        for card, figure in zip(self.cards, words.figures(facts, ahead, masking), strict=True):
            card.show_figure(*figure)
        self._show_alerts(facts)
        self.badge.emit(words.pressing(facts))
        self.steps_card.show_header(_("Next steps"))
        self.stage.show_text(words.stage_chip(facts), "severe" if facts.late else "positive")
        steps = words.steps(facts, ahead, masking)
        self.steps.show_steps(steps)
        self.next_button.setText(words.continue_words(steps))
        old = max((each.days for each in facts.rules.stale(facts.as_of)), default=0)
        message = ngettext("Rule data {count} day old", "Rule data {count} days old", old)
        self.set_stale(message.format(count=old) if old else "")

    def _show_chart(self, ahead: Outlook) -> None:
        masking = self.context.masking
        budget = ahead.means.recommended
        sub = (
            _("shaded: 80 % range")
            if budget is None
            else _("paying {amount} a month; shaded: 80 % range").format(
                amount=masking.whole(budget)
            )
        )
        t = texts()
        data = replace(cash_of(ahead.forecast), past=known_past(ahead.forecast))
        title = (
            _("Cash in hand: past and next 12 months")
            if len(data.past) >= PAST_WORTH_NAMING
            else _("Cash in hand: the next 12 months")
        )
        self.chart_card.show_header(title, sub)
        table = cash_table(data, t)
        self.chart.show_chart(
            lambda palette, frame: cash_line(data, t, palette, frame),
            ChartWords(
                title=title,
                sentence=masking.sentence(cash_alt(data, t)),
                headers=table.headers,
                rows=tuple(tuple(masking.sentence(c) for c in row) for row in table.rows),
            ),
        )

    def _show_alerts(self, facts: Standing) -> None:
        count = words.pressing(facts) or len(facts.findings)
        title = ngettext("{count} thing to look at", "{count} things to look at", count)
        if not facts.findings:
            self.alerts_card.show_header(_("Nothing needs attention today"))
        else:
            self.alerts_card.show_header(title.format(count=count), _("most urgent first"))
        clear(self.alerts)
        column = self._alert_rows
        names = {debt.id: debt.name for debt in facts.book.debts}
        for place, finding in enumerate(facts.findings[: self._shown(facts)]):
            if place:
                column.addWidget(rule())
            column.addWidget(self._alert(finding, facts, names))
        self.more_button.setVisible(len(facts.findings) > SHOWN_ALERTS)
        self.more_button.setText(_("Show fewer") if self.more_button.isChecked() else _("Show all"))

    def _shown(self, facts: Standing) -> int:
        return len(facts.findings) if self.more_button.isChecked() else SHOWN_ALERTS

    def _alert(self, finding: Finding, facts: Standing, names: dict) -> AlertRow:  # type: ignore[type-arg]
        said = describe(finding, texts(), facts.rules, names)
        mask = self.context.masking.sentence
        row = AlertRow(self.context.theme)
        detail = said.detail if self.more_button.isChecked() else words.first_sentence(said.detail)
        row.show_words(str(finding.severity), mask(said.title), mask(detail), said.action)
        row.setToolTip(said.source)
        if finding.action:
            args = {"debt": finding.debt} if finding.debt else {}
            row.acted.connect(lambda: self.context.navigate(finding.action, **args))
        return row

    def _show_nothing(self) -> None:
        self.empty.show_text(
            _("Nothing to add up yet"),
            _(
                "Add your debts, or import the last three months of a statement. Either is enough"
                " to begin with."
            ),
        )
        self.empty.primary.setText(_("Add debt"))
        self.empty.secondary.setText(_("Import statement"))
        self.empty.link.hide()
        self.show_empty()

    # -- assembly ----------------------------------------------------------------------------

    def _assemble(self) -> None:
        self.add_action(self.entry_button)
        self.add_action(self.export_button)
        self.body.addWidget(self.banner)
        self._grid = QGridLayout()
        self.body.addLayout(self._grid)
        self.chart_card.body.addWidget(self.chart)
        self.chart_card.add_to_header(self.chart.table_button)
        self._alert_rows = QVBoxLayout(self.alerts)
        self._alert_rows.setContentsMargins(0, 0, 0, 0)
        self._alert_rows.setSpacing(0)
        self.alerts_card.body.addWidget(self.alerts)
        self.alerts_card.add_to_header(self.more_button)
        self.more_button.setCheckable(True)
        self.steps_card.add_to_header(self.stage)
        self.steps_card.body.addWidget(self.steps)
        self.steps_card.body.addStretch(1)
        self.steps_card.body.addWidget(rule())
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 10, 16, 10)
        foot.addWidget(self.next_button)
        foot.addStretch(1)
        self.steps_card.body.addLayout(foot)
        self._join()

    def _join(self) -> None:
        left = QVBoxLayout()
        left.addWidget(self.chart_card, 1)
        left.addWidget(self.alerts_card)
        self._lower = QHBoxLayout()
        self._lower.addLayout(left, 7)
        self._lower.addWidget(self.steps_card, 3)
        self.body.addLayout(self._lower, 1)
        gap = self.context.theme.px(12)
        for layout in (self._grid, left, self._lower):
            layout.setSpacing(gap)

    def _connect(self) -> None:
        go = self.context.navigate
        self.entry_button.clicked.connect(lambda: go("ledger", do="add"))
        self.export_button.clicked.connect(lambda: go("plan", do="export"))
        self.banner.acted.connect(lambda: go("affordability"))
        self.more_button.toggled.connect(lambda _on: self._show())
        self.next_button.clicked.connect(self._continue)
        self.empty.primary.clicked.connect(lambda: go("debts", do="add"))
        self.empty.secondary.clicked.connect(lambda: go("ledger", do="import"))
        for card, page in zip(self.cards, CARD_PAGES, strict=True):
            card.clicked.connect(lambda page=page: go(page))

    def _continue(self) -> None:
        if self._facts is not None:
            page = words.current_page(self._facts, self._ahead)
            args = {"debt": self._facts.case.debt} if self._facts.case is not None else {}
            self.context.navigate(page, **args)

    def _arrange(self) -> None:
        width = self.width() * 100 / self.context.theme.zoom
        columns = 6 if width >= ONE_ROW_FROM else 3 if width >= TWO_ROWS_FROM else 2
        self.purpose_label.setVisible(width >= SIDE_BY_SIDE_FROM)
        direction = QBoxLayout.Direction
        beside = width >= SIDE_BY_SIDE_FROM
        self._lower.setDirection(direction.LeftToRight if beside else direction.TopToBottom)
        if columns == self._columns:
            return
        self._columns = columns
        for place, card in enumerate(self.cards):
            self._grid.addWidget(card, place // columns, place % columns)
        for place, share in enumerate(WIDTHS):
            self._grid.setColumnStretch(place, share if place < columns else 0)
