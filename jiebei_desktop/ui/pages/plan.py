"""Plan: ways of repaying side by side, what each lender is asked, month by month, the PDF."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTableView, QVBoxLayout, QWidget

from jiebei_desktop.charts.balances import (
    balance_curves,
    curves_alt,
    curves_of,
    curves_table,
)
from jiebei_desktop.domain.debts import DebtId
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.months import Month, add_months
from jiebei_desktop.domain.strategies import PlanResult, PlanRow
from jiebei_desktop.services.plan_view import PlanView, compare, inputs
from jiebei_desktop.services.possessions import Possessions
from jiebei_desktop.services.proposals import Offered
from jiebei_desktop.text import formats
from jiebei_desktop.text.current import _, ngettext, pgettext, texts
from jiebei_desktop.text.plans import strategy_name
from jiebei_desktop.ui.export_dialog import ExportDialog
from jiebei_desktop.ui.models.table import Column, TableModel, dress
from jiebei_desktop.ui.page import Page, PageContext
from jiebei_desktop.ui.widgets.basics import Button, Label
from jiebei_desktop.ui.widgets.card import Card
from jiebei_desktop.ui.widgets.chart_view import ChartView, ChartWords
from jiebei_desktop.ui.widgets.money_edit import MoneyEdit
from jiebei_desktop.ui.widgets.notice import Notice
from jiebei_desktop.ui.widgets.segments import Segments


class PlanPage(Page):
    """Compares the ways of repaying for one monthly amount, and exports the document."""

    reads = frozenset({"debts", "terms", "payments", "balances", "entries", "recurring", "cash",
                       "household", "settings"})  # fmt: skip

    def __init__(self, context: PageContext) -> None:
        super().__init__(context)
        theme = context.theme
        self._view: PlanView | None = None
        self._exports = False
        self._debt: DebtId | None = None
        self.export_button = Button(theme, "primary", "pdf")
        self.banner = Notice(theme)
        self.amount_label = Label("body", "text2")
        self.amount = MoneyEdit(theme)
        self.use_button = Button(theme)
        self.tabs = Segments(theme, 3)
        self.stack = QStackedWidget()
        self.ways_card, self.asks_card = Card(theme, padded=False), Card(theme, padded=False)
        self.months_card, self.chart_card = Card(theme, padded=False), Card(theme)
        self.chart = ChartView(theme, context.lanes, masking=context.masking)
        self.ways = TableModel(self._way_columns(), theme)
        self.asks = TableModel(self._ask_columns(), theme)
        self.months = TableModel(self._month_columns(), theme)
        self._assemble()
        self._connect()

    def title(self) -> str:
        """Return the page's name."""
        return _("Plan")

    def purpose(self) -> str:
        """Return what the page is for."""
        return _("How to share it out, how long it takes, what to ask for")

    def retranslate(self) -> None:
        """Word the fixed parts."""
        super().retranslate()
        self.export_button.setText(_("Export PDF plan"))
        self.amount_label.setText(_("Paid each month, all debts"))
        self.amount.setAccessibleName(_("Paid each month, all debts"))
        self.use_button.setText(_("Compare with this amount"))
        self.tabs.show_words([
            _("Compare ways"), _("What lenders must agree to"), _("Month by month"),
        ])  # fmt: skip
        self.chart.retranslate()
        for model in (self.ways, self.asks, self.months):
            model.retranslate()
        self.empty.show_text(
            _("No debts yet"), _("Add what you owe, and the ways to repay it appear here.")
        )
        self.empty.primary.setText(_("Add debt"))
        self.empty.secondary.hide()
        self.empty.link.hide()

    def arrive(self, **args: object) -> None:
        """Open the export when asked to; ``debt`` is the lender it is for."""
        debt = args.get("debt")
        self._debt = DebtId(debt) if isinstance(debt, str) else None
        if args.get("do") == "export":
            self._exports = True
            if self._view is not None:
                self._export_if_asked()

    def refresh(self) -> None:
        """Read the ledger in its lane, then compare beside the window."""
        session, today = self.context.session, self.context.today()
        self.load(
            lambda: inputs(session, today),
            lambda facts: self.context.lanes.side(
                lambda: compare(facts), self._show, latest="plan", failed=self._failed
            ),
        )

    def export(self) -> None:
        """Show the document and let the user save it."""
        view = self._view
        if view is None or not view.names:
            return
        lenders = sorted(view.names.items(), key=lambda pair: pair[0] != self._debt)
        self.dialog = ExportDialog(self.context, lenders, view.budget or None, self)
        self.dialog.exported.connect(self._exported)
        self.dialog.open()

    def _exported(self, path: str) -> None:
        self.banner.show_words(
            _("The plan was saved."), path, severity="positive", action=_("How we got this")
        )

    def _export_if_asked(self) -> None:
        if self._exports:
            self._exports = False
            self.export()

    # -- what is shown -----------------------------------------------------------------------

    def _show(self, view: PlanView) -> None:
        self._view = view
        if not view.names:
            self.show_empty()
            return
        self.show_content()
        self.amount.set_value(view.budget)
        self._show_banner(view)
        masking = self.context.masking
        self.ways_card.show_header(
            _("Ways to repay"),
            _("{amount} a month, interest from today").format(amount=masking.whole(view.budget)),
        )
        self.asks_card.show_header(
            _("What each lender is asked for"), _("You can ask; no lender has to agree")
        )
        self.months_card.show_header(_("Month by month"), _("What each debt receives in all"))
        self.chart_card.show_header(_("Still owed"), _("all debts together"))
        self.ways.show(view.plans)
        self.asks.show(view.proposals.offers)
        self.months.show(view.plans[0].rows)
        self._show_chart(view)
        self._export_if_asked()

    def _show_banner(self, view: PlanView) -> None:
        masking, best = self.context.masking, view.cheapest
        if view.shortfall:
            strong = _("{amount} a month does not reach for the contracts as they stand.").format(
                amount=masking.whole(view.budget)
            )
            text = _(
                "In the worst month {amount} is missing. The next tab shows the smallest changes "
                "that make a plan hold."
            ).format(amount=masking.money(view.shortfall))
        elif best is None or best.debt_free is None:
            strong = _("At this amount the debts are never repaid.")
            text = _("Interest grows faster than the payments. See what to ask for.")
        else:
            strong = _("Repaid by {month}.").format(
                month=formats.month(Month.of(best.debt_free), texts())
            )
            text = self._bound_words(view)
        self.banner.show_words(strong, text, action=_("How we got this"))

    def _bound_words(self, view: PlanView) -> str:
        if view.bound is None:
            return ""
        return _("The best plan found is at most {amount} from the best possible.").format(
            amount=self.context.masking.money(view.bound.gap)
        )

    def _show_chart(self, view: PlanView) -> None:
        t = texts()
        done = [plan for plan in view.plans if plan.months is not None][:4]
        self.chart_card.setVisible(bool(done))
        if not done:
            return
        named = tuple((strategy_name(plan.name, t), plan) for plan in done)
        data = curves_of(named, view.as_of, view.owed)
        table = curves_table(data, t)
        self.chart.show_chart(
            lambda palette, frame: balance_curves(data, t, palette, frame),
            ChartWords(
                title=_("Still owed"),
                sentence=curves_alt(data, t),
                headers=table.headers,
                rows=table.rows,
            ),
        )

    # -- columns -----------------------------------------------------------------------------

    def _way_columns(self) -> tuple[Column[PlanResult], ...]:
        def amount(plan: PlanResult, fen: Fen) -> str:
            return "–" if plan.months is None else self.context.masking.amount(fen)

        return (
            Column(
                title=lambda: _("Way"), text=lambda p: strategy_name(p.name, texts()),
                stretch=True, bold=True,
            ),
            Column(
                title=lambda: _("Paid in all (¥)"), numeric=True,
                text=lambda p: amount(p, p.total_paid),
            ),
            Column(
                title=lambda: _("Interest in it (¥)"), numeric=True,
                text=lambda p: amount(p, p.total_interest),
            ),
            Column(title=lambda: _("Time needed"), numeric=True, text=_months),
            Column(title=lambda: _("Keeps every contract"), text=_keeps),
        )  # fmt: skip

    def _ask_columns(self) -> tuple[Column[Offered], ...]:
        masking = self.context.masking
        return (
            Column(title=lambda: _("Lender"), text=self._name, stretch=True, bold=True),
            Column(
                title=lambda: _("Fair share (¥)"), numeric=True,
                text=lambda one: masking.amount(one.fair),
            ),
            Column(
                title=lambda: _("Asked per month (¥)"), numeric=True,
                text=lambda one: masking.amount(one.monthly),
            ),
            Column(title=lambda: _("Periods"), numeric=True, text=_periods),
            Column(title=lambda: _("Annual rate"), numeric=True, text=_rate),
            Column(
                title=lambda: _("Waived (¥)"), numeric=True,
                text=lambda one: masking.amount(_waived(one)),
            ),
        )  # fmt: skip

    def _month_columns(self) -> tuple[Column[PlanRow], ...]:
        masking = self.context.masking
        return (
            Column(title=lambda: pgettext("chart", "Month"), text=self._month, stretch=True),
            Column(
                title=lambda: _("Paid (¥)"), numeric=True,
                text=lambda row: masking.amount(Fen(sum(row.paid))),
            ),
            Column(
                title=lambda: _("Interest in it (¥)"), numeric=True,
                text=lambda row: masking.amount(Fen(sum(row.interest))),
            ),
            Column(
                title=lambda: _("Still owed (¥)"), numeric=True,
                text=lambda row: masking.amount(Fen(sum(row.balances))),
            ),
        )  # fmt: skip

    def _name(self, one: Offered) -> str:
        return "" if self._view is None else self._view.names[one.debt]

    def _month(self, row: PlanRow) -> str:
        if self._view is None:
            return ""
        return formats.month(Month.of(add_months(self._view.as_of, row.month)), texts())

    # -- assembly ----------------------------------------------------------------------------

    def _connect(self) -> None:
        self.export_button.clicked.connect(self.export)
        self.use_button.clicked.connect(self._choose)
        self.banner.acted.connect(lambda: self.context.navigate("affordability"))
        self.empty.primary.clicked.connect(lambda: self.context.navigate("debts", do="add"))
        self.tabs.chosen.connect(self.stack.setCurrentIndex)

    def _choose(self) -> None:
        fen, session = self.amount.value(), self.context.session
        if fen is None or fen <= 0:
            return
        self.context.lanes.ledger(
            lambda: Possessions(session).set_setting("chosen_payment_fen", int(fen)),
            self.context.notify,
        )

    def _assemble(self) -> None:
        self.add_action(self.export_button)
        self.body.addWidget(self.banner)
        bar = QHBoxLayout()
        bar.addWidget(self.tabs, 1)
        for widget in (self.amount_label, self.amount, self.use_button):
            bar.addWidget(widget)
        self.amount.setMaximumWidth(self.context.theme.px(140))
        self.body.addLayout(bar)
        self.body.addWidget(self.stack, 1)
        first = QWidget()
        first.setProperty("class", "plain")
        self._fill(first, self.ways_card, self.ways, 5)
        self._fill(None, self.asks_card, self.asks, 8)
        self._fill(None, self.months_card, self.months, 12)
        self.chart_card.body.addWidget(self.chart)
        self.chart_card.add_to_header(self.chart.table_button)

    def _fill(self, holder: QWidget | None, card: Card, model: TableModel, rows: int) -> None:  # type: ignore[type-arg]
        theme = self.context.theme
        table = QTableView()
        dress(table, model, theme, row=40)
        table.setMinimumHeight(theme.px(40 * rows + 36))
        card.body.addWidget(table)
        if holder is None:
            self.stack.addWidget(card)
            return
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(12))
        column.addWidget(card)
        column.addWidget(self.chart_card, 1)
        self.stack.addWidget(holder)


def _months(plan: PlanResult) -> str:
    if plan.months is None:
        return _("never at this amount")
    return ngettext("{count} month", "{count} months", plan.months).format(count=plan.months)


def _keeps(plan: PlanResult) -> str:
    return _("Yes") if plan.feasible else _("No, lenders must agree")


def _periods(one: Offered) -> str:
    return "–" if one.plan is None else formats.count(one.plan.months)


def _rate(one: Offered) -> str:
    return "–" if one.plan is None else formats.percent(Decimal(one.plan.annual_rate))


def _waived(one: Offered) -> Fen:
    return Fen(0 if one.plan is None else sum(fen for _kind, fen in one.plan.waived))
