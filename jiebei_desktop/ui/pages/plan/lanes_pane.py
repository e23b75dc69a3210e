"""The first tab: what is owed on three ways from today, as a chart and as a table."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from jiebei_desktop.charts.lanes import FRAME, lane_lines, lanes_alt, lanes_of, lanes_table
from jiebei_desktop.services.picture import Lane, LaneName
from jiebei_desktop.services.plans.plan_view import PlanView
from jiebei_desktop.text import lanes as words
from jiebei_desktop.text.current import _, texts
from jiebei_desktop.text.picture import HOW
from jiebei_desktop.ui.figures import WORKING, note
from jiebei_desktop.ui.page import PageContext
from jiebei_desktop.ui.pages.plan.lanes_table import LaneRow, LanesTable
from jiebei_desktop.ui.widgets.basics import Button
from jiebei_desktop.ui.widgets.boxes import REST, down, lay
from jiebei_desktop.ui.widgets.card import Card
from jiebei_desktop.ui.widgets.chart_view import ChartView, ChartWords
from jiebei_desktop.ui.widgets.explain import ExplainDialog, ExplainLine

CHART = 300
"""Height of the chart, px at 100 %."""


class LanesPane(QWidget):
    """Shows the lanes of a picture; grey while another amount is worked out."""

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        theme = context.theme
        self._context = context
        self.setProperty("class", "plain")
        self.chart_card, self.table_card = Card(theme), Card(theme, padded=False)
        self.chart = ChartView(theme, context.lanes, FRAME, context.masking)
        self.chart.setFixedHeight(theme.px(CHART))
        self.table = LanesTable(theme, context.masking)
        self.explain_button = Button(theme, "text", "calc")
        column = down(on=self, gap=theme.px(12))
        self.chart_card.body.addWidget(self.chart)
        self.chart_card.add_to_header(self.chart.table_button)
        self.table_card.body.addWidget(self.table)
        self.table_card.add_to_header(self.explain_button)
        lay(column, self.chart_card, self.table_card, REST)
        theme.changed.connect(self._rescale)
        note(self.chart_card.sub, WORKING)
        self.explain_button.clicked.connect(self.explain)

    def _rescale(self) -> None:
        self.chart.setFixedHeight(self._context.theme.px(CHART))

    def retranslate(self) -> None:
        """Word the fixed parts."""
        self.chart.retranslate()
        self.explain_button.setText(_("How we got this"))

    def wait(self) -> None:
        """Grey what is shown while it is worked out anew; the figures stay."""
        self.table.setEnabled(False)
        self.chart.setEnabled(False)

    def show_view(self, view: PlanView) -> None:
        """Show the lanes at the amount of a comparison."""
        self.table.setEnabled(True)
        self.chart.setEnabled(True)
        self._show_chart(view)
        self.table_card.show_header(
            _("The three ways on five days"),
            _("(yuan); cash is what is left after living; stages are usual, not foretold"),
        )
        self.table.show_rows(tuple(self._row(view, lane) for lane in view.seen.lanes.values()))

    def explain(self) -> None:
        """Say how the lanes are reckoned, and where the stages come from."""
        dialog = ExplainDialog(self._context.theme, _("How the three ways are reckoned"), self)
        t = texts()
        named = {
            _("Still owed"): "lane.owed",
            _("Cash"): "lane.cash",
            _("A suit is possible from"): "lane.court",
            _("Credit record"): "lane.record",
        }
        dialog.show_terms(
            [ExplainLine(name=name, working=HOW[how](t), value="") for name, how in named.items()],
            _(
                "What guards home or livelihood is paid on every way. The plan supposes that all"
                " who are asked agree."
            ),
        )
        dialog.open()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the words beside the figures, or below them."""
        super().resizeEvent(event)
        self.table.spread(round(self.width() * 100 / self._context.theme.zoom))

    def _show_chart(self, view: PlanView) -> None:
        t, masking = texts(), self._context.masking
        data = lanes_of(view.seen)
        late = view.seen.lanes[LaneName.NOTHING].late
        marked = view.names.get(late.debt, "") if late is not None and data.marks else ""
        owing = sum(view.seen.amount(f"owed.{debt}.total") > 0 for debt in view.names)
        self.chart_card.show_header(_("Still owed"), words.lanes_sub(owing, marked, t))
        table = lanes_table(data, t)
        self.chart.show_chart(
            lambda palette, frame: lane_lines(data, t, palette, frame),
            ChartWords.of(_("Still owed"), lanes_alt(data, t), table, masking),
            values=data,
        )

    def _row(self, view: PlanView, lane: Lane) -> LaneRow:
        t, today = texts(), view.as_of
        return LaneRow(
            lane=lane,
            sub=words.lane_sub(lane, view.first_payment, view.agree, t),
            usual=words.usual_words(lane, view.odds_seen, view.agree, t),
            court=words.court_words(lane, today, t),
            record=words.record_words(lane, t),
        )
