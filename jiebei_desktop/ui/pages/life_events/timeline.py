"""The card with income month by month and a pin for every change."""

from __future__ import annotations

from jiebei_desktop.charts import income
from jiebei_desktop.services.plans.life_view import LifeLine, Timeline
from jiebei_desktop.text.current import _, texts
from jiebei_desktop.ui.page import PageContext
from jiebei_desktop.ui.pages.life_events import words
from jiebei_desktop.ui.widgets.card import Card
from jiebei_desktop.ui.widgets.chart_view import ChartView, ChartWords


class TimelineCard(Card):
    """Shows income as steps; a change being written is dashed."""

    def __init__(self, context: PageContext) -> None:
        super().__init__(context.theme)
        self._context = context
        self.chart = ChartView(context.theme, context.lanes, income.FRAME, context.masking)
        self.body.addWidget(self.chart)
        self.add_to_header(self.chart.table_button)
        context.theme.changed.connect(self._keep_height)
        self._keep_height()

    def show_timeline(self, found: Timeline, lines: tuple[LifeLine, ...]) -> None:
        """Show income with pins for the lines."""
        t = texts()
        data = words.steps(found, lines)
        title = _("How income goes with the changes")
        self.show_header(title, _("in yuan a month; what the ledger shows and what is noted below"))
        table = income.income_table(data, t)
        self.chart.show_chart(
            lambda palette, frame: income.income_steps(data, t, palette, frame),
            ChartWords.of(title, income.income_alt(data, t), table, self._context.masking),
            values=data,
        )

    def _keep_height(self) -> None:
        """Give the pins their room at every zoom."""
        self.chart.setMinimumHeight(self._context.theme.px(income.FRAME.height))
