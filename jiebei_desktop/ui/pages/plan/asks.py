"""What each lender is asked for: before and after, who gets what, and what if they say no."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QTableView, QVBoxLayout, QWidget

from jiebei_desktop.analysis.ask import Frontier
from jiebei_desktop.charts.balances import (
    Curve,
    Curves,
    FrontierLine,
    curves_alt,
    curves_table,
    frontier,
    frontier_alt,
    frontier_table,
    stacked_payments,
)
from jiebei_desktop.domain.debts import DebtId
from jiebei_desktop.domain.household import Book
from jiebei_desktop.domain.money import ZERO, Fen
from jiebei_desktop.domain.months import Month
from jiebei_desktop.services.plans.plan_view import PlanView
from jiebei_desktop.text.current import _, texts
from jiebei_desktop.ui.models.table import Column, TableModel, dress
from jiebei_desktop.ui.page import PageContext
from jiebei_desktop.ui.pages.plan import ask_words
from jiebei_desktop.ui.pages.plan.ask_words import AskRow, ask_rows
from jiebei_desktop.ui.pages.plan.asks_terms import TermsCard
from jiebei_desktop.ui.widgets.basics import Button, Label, clear
from jiebei_desktop.ui.widgets.boxes import REST, down, lay
from jiebei_desktop.ui.widgets.card import Card
from jiebei_desktop.ui.widgets.chart_view import ChartView, ChartWords

ROW = 40


def payments_of(view: PlanView, rows: Sequence[AskRow]) -> Curves:
    """Return what each lender receives month by month under its plan, or its contract."""
    first = Month.of(view.as_of).plus(1)
    curves = []
    for row in rows:
        dues = _dues(row)
        if not dues:
            continue
        last = max(Month.of(day) for day, _amount in dues)
        by_month = [ZERO] * max(0, last.minus(first) + 1)
        for day, amount in dues:
            at = max(0, Month.of(day).minus(first))
            if at < len(by_month):
                by_month[at] = Fen(by_month[at] + amount)
        if by_month:
            curves.append(Curve(name=row.debt.name, amounts=(*by_month, ZERO)))
    curves.sort(key=lambda curve: len(curve.amounts), reverse=True)
    return Curves(start=first.first, curves=tuple(curves))


def _dues(row: AskRow) -> list[tuple[date, Fen]]:
    if row.offered.plan is not None:
        return [(one.due, one.payment) for one in row.offered.plan.rows]
    if row.offered.basis != "contract":
        return []
    coming = [one for one in row.stand.instalments if one.instalment.due > row.stand.as_of]
    return [
        (one.instalment.due, Fen(one.instalment.payment - one.paid_principal - one.paid_interest))
        for one in coming
    ]


class AsksPane(QWidget):
    """Table, stacked chart, frontier of one debt, and three ways to go on when they say no."""

    drafted = Signal()
    """Make a version of the proposal for every lender that is asked for something."""

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self.setProperty("class", "plain")
        theme = context.theme
        self._context = context
        self._view: PlanView | None = None
        self._rows: tuple[AskRow, ...] = ()
        self.card, self.chart_card = Card(theme, padded=False), Card(theme)
        self.frontier_card, self.fallbacks, self.besides = Card(theme), Card(theme), Card(theme)
        self.draft_button = Button(theme, "primary", "next")
        self.card.add_to_header(self.draft_button)
        self.terms = TermsCard(context)
        self.model: TableModel[AskRow] = TableModel(self._columns(), theme)
        self.table = QTableView()
        self.total = Label("body_strong", wrap=True)
        self.alike = Label("caption", "text2", wrap=True)
        self.sold = Label("body", wrap=True)
        self.chart = ChartView(theme, context.lanes, masking=context.masking)
        self.frontier_chart = ChartView(theme, context.lanes, masking=context.masking)
        self.holder = QWidget()
        self._lines = QVBoxLayout(self.holder)
        self._assemble()
        self.draft_button.clicked.connect(self.drafted)
        self.table.selectionModel().currentRowChanged.connect(
            lambda now, _old: self._show_lender(now.row())
        )

    def show_view(self, view: PlanView, book: Book) -> None:
        """Show what is asked of every lender."""
        self._view, self._rows = view, ask_rows(view, book)
        masking, asked = self._context.masking, ask_words.asked_count(view)
        self.card.show_header(
            _("What lenders must agree to"), ask_words.headline(view, asked, masking)
        )
        self.draft_button.setText(_("Draft a proposal for each"))
        self.draft_button.setVisible(any(one.plan for one in view.proposals.offers))
        self.model.show(self._rows)
        self.table.setFixedHeight(self._context.theme.px(ROW * max(1, len(self._rows)) + 40))
        self.total.setText(ask_words.total_words(view, masking))
        self.alike.setText(ask_words.alike(view))
        self.alike.setVisible(bool(self.alike.text()))
        self._go_on((self._show_lenders, self._show_payments, self._show_besides))

    def _go_on(self, cards: Sequence[Callable[[], None]]) -> None:
        """Show a card a turn, so that keys and the mouse come between."""

        def show() -> None:
            cards[0]()
            self._go_on(cards[1:])

        if cards:
            self._context.lanes.next_turn(show)

    def _show_besides(self) -> None:
        view, masking = self._view, self._context.masking
        if view is None:
            return
        lines = ask_words.besides(view, masking)
        self.besides.show_header(
            _("What else makes room"), _("What can be sold, and relief for home and work")
        )
        self.besides.setVisible(bool(lines))
        self.sold.setText("\n".join(lines))
        self._show_fallbacks(view)

    def _show_lenders(self) -> None:
        self.table.selectRow(0)  # shows its lender
        if not self._rows:
            self._show_lender(0)

    def retranslate(self) -> None:
        """Word the charts and columns."""
        self.model.retranslate()
        self.terms.model.retranslate()
        self.chart.retranslate()
        self.frontier_chart.retranslate()

    def _columns(self) -> tuple[Column[AskRow], ...]:
        masking = self._context.masking
        return (
            Column(title=lambda: _("Lender"), text=lambda row: row.debt.name, bold=True),
            Column(
                title=lambda: _("As it is"),
                text=lambda row: ask_words.before(row, masking),
                whole=True,
            ),
            Column(
                title=lambda: _("Please agree to"),
                text=lambda row: ask_words.asked_short(row, masking),
                tip=lambda row: ask_words.asked(row, masking),
                bold=True,
                stretch=True,
            ),
            Column(
                title=lambda: _("A month (¥)"),
                text=lambda row: masking.amount(row.offered.monthly),
                size=lambda row: row.offered.monthly,
                numeric=True,
            ),
            Column(
                title=lambda: _("Ground"),
                spare=1,
                text=ask_words.ground,
                tip=ask_words.ground_whole,
            ),
        )

    def _show_payments(self) -> None:
        view = self._view
        if view is None:
            return
        data, t, masking = payments_of(view, self._rows), texts(), self._context.masking
        self.chart_card.setVisible(bool(data.curves))
        if not data.curves:
            return
        self.chart_card.show_header(
            _("Who gets what each month"), ask_words.never_more(data, masking)
        )
        table = curves_table(data, t)
        self.chart.show_chart(
            lambda palette, frame: stacked_payments(data, t, palette, frame),
            ChartWords.of(
                _("Who gets what each month"), curves_alt(data, t), table, self._context.masking
            ),
            values=data,
        )

    def _show_lender(self, at: int) -> None:
        self.terms.show_row(self._rows[at] if 0 <= at < len(self._rows) else None)
        self._show_frontier(at)

    def _show_frontier(self, at: int) -> None:
        """Show what the payment of a lender can bear, once it is worked out beside."""
        view = self._view
        if view is None or not 0 <= at < len(self._rows):
            self.frontier_card.hide()
            return
        row, asks = self._rows[at], view.proposals.asks
        self._context.lanes.side(
            lambda: asks.frontier(row.debt.id),
            lambda found: self._draw_frontier(row, found),
            latest="frontier",
        )

    def _draw_frontier(self, row: AskRow, found: Frontier) -> None:
        if not any(one is row for one in self._rows):
            return  # other values are shown meanwhile
        self.frontier_card.setVisible(len(found.points) > 1)
        if len(found.points) < 2:  # noqa: PLR2004 - a line needs two points
            return
        plan, t = row.offered.plan, texts()
        data = FrontierLine(
            name=row.debt.name,
            payment=found.payment,
            contract_rate=row.offered.before.annual_rate,
            points=found.points,
            chosen=None if plan is None else (plan.months, plan.annual_rate),
        )
        self.frontier_card.show_header(
            _("What {amount} a month can bear at {lender}").format(
                amount=self._context.masking.money(found.payment), lender=row.debt.name
            ),
            _("Every term and rate under the line clears it"),
        )
        table = frontier_table(data, t)
        self.frontier_chart.show_chart(
            lambda palette, frame: frontier(data, t, palette, frame),
            ChartWords.of(
                _("Terms this payment can bear"),
                frontier_alt(data, t),
                table,
                self._context.masking,
            ),
            values=data,
        )

    def _show_fallbacks(self, view: PlanView) -> None:
        self.fallbacks.show_header(_("If they say no"))
        clear(self.holder)
        names: dict[DebtId, str] = dict(view.names)
        payments = {row.debt.id: row.offered.monthly for row in self._rows}
        for title, text in ask_words.fallbacks(view, names, payments, self._context.masking):
            lay(
                self._lines,
                Label("body_strong", wrap=True, text=title),
                Label("caption", "text2", wrap=True, text=text),
            )

    def _assemble(self) -> None:
        theme = self._context.theme
        dress(self.table, self.model, theme, row=ROW)
        self.total.setContentsMargins(theme.px(14), theme.px(6), theme.px(14), theme.px(4))
        self.alike.setContentsMargins(theme.px(14), 0, theme.px(14), theme.px(10))
        lay(self.card.body, self.table, self.total, self.alike)
        self.besides.body.addWidget(self.sold)
        for card, chart in (
            (self.chart_card, self.chart),
            (self.frontier_card, self.frontier_chart),
        ):
            card.body.addWidget(chart)
            card.add_to_header(chart.table_button)
            card.hide()  # until there is something to draw
        self._lines.setContentsMargins(0, 0, 0, 0)
        self.fallbacks.body.addWidget(self.holder)
        first = (self.card, self.terms, self.chart_card, self.besides)
        cards = (*first, self.frontier_card, self.fallbacks)
        down(*cards, REST, on=self, gap=theme.px(12))
