"""The page: ways of repaying side by side, what lenders are asked, month by month, the PDF."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QTableView, QWidget

from jiebei_desktop.charts.balances import (
    balance_curves,
    curves_alt,
    curves_of,
    curves_table,
)
from jiebei_desktop.domain.debts import DebtId
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.services.picture.affordability_view import choose
from jiebei_desktop.services.picture.reading import PICTURE_TABLES
from jiebei_desktop.services.plans.plan_view import PlanInputs, PlanView, compare, inputs
from jiebei_desktop.text.current import _, texts
from jiebei_desktop.text.plans import strategy_name
from jiebei_desktop.ui.export_dialog import ExportDialog
from jiebei_desktop.ui.models.table import TableModel, dress
from jiebei_desktop.ui.page import PageContext
from jiebei_desktop.ui.pages.plan import explain, tables
from jiebei_desktop.ui.pages.plan.amount_bar import AmountBar
from jiebei_desktop.ui.pages.plan.asks import AsksPane
from jiebei_desktop.ui.pages.plan.lanes_pane import LanesPane
from jiebei_desktop.ui.pages.plan.what_if import WhatIfCard
from jiebei_desktop.ui.pages.plan.writes import PlanWrites
from jiebei_desktop.ui.pause import Pause
from jiebei_desktop.ui.widgets.basics import Button
from jiebei_desktop.ui.widgets.boxes import across, down, lay, stand
from jiebei_desktop.ui.widgets.card import Card
from jiebei_desktop.ui.widgets.chart_view import ChartView, ChartWords
from jiebei_desktop.ui.widgets.notice import NoticeStrip
from jiebei_desktop.ui.widgets.tabs import put, show_only

SEARCH_AFTER_MS = 400
"""Quiet time after which the optimum is searched for: a slider on its way should not start it."""
SETTLE_MS = 350
"""Quiet time after the last key after which an amount counts as chosen."""
LANES, WAYS, ASKS, MONTHS = range(4)
"""The tabs by their place."""
SIDE_BY_SIDE_FROM = 820
"""Width of the page in px at 100 % from which two cards stand side by side."""


class PlanPage(PlanWrites):
    """Compares the ways of repaying for one monthly amount, and exports the document."""

    reads = PICTURE_TABLES | {"scenarios"}

    def __init__(self, context: PageContext) -> None:
        super().__init__(context)
        theme = context.theme
        self._facts: PlanInputs | None = None
        self._filled: dict[int, PlanView] = {}
        """What the tabs show that are filled when they are seen."""
        self.searching = Pause(self, SEARCH_AFTER_MS, self.search)
        self.settling = Pause(self, SETTLE_MS, self._choose)
        self._debt: DebtId | None = None
        self.export_button = Button(theme, "primary", "pdf")
        self.banner = NoticeStrip(theme)
        self.bar = AmountBar(theme)
        self.amount, self.tabs = self.bar.amount, self.bar.tabs
        self.stack = QStackedWidget()
        self.ways_card, self.months_card, self.turns_card = (
            Card(theme, padded=False) for _card in range(3)
        )
        self.chart_card, self.what_if = Card(theme), WhatIfCard(theme)
        self.order_button = Button(theme, "text", "sort")
        self.explain_button = Button(theme, "text", "calc")
        self.lanes = LanesPane(context)
        self.chart = ChartView(theme, context.lanes, masking=context.masking)
        self.ways = TableModel(tables.way_columns(context.masking, lambda: self._view), theme)
        self.short = TableModel(tables.short_columns(context.masking), theme)
        self.turns = TableModel(tables.turn_columns(context.masking, lambda: self._view), theme)
        self.months = TableModel(tables.month_columns(context.masking, lambda: self._view), theme)
        self._assemble()
        self._connect()

    @cached_property
    def asks(self) -> AsksPane:
        """Return what lenders are asked for; made when its tab is first opened."""
        pane = AsksPane(self.context)
        pane.drafted.connect(self.draft_all)
        put(self.stack, ASKS, pane)
        return pane

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
        self.chart.retranslate()
        for part in (self.bar, self.lanes, self.ways, self.short, self.turns, self.months,
                     self.what_if):  # fmt: skip
            part.retranslate()
        self.order_button.setText(_("Own order…"))
        self.explain_button.setText(_("How we got this"))
        self.empty.show_text(
            _("No debts yet"),
            _("Add what you owe, and the ways to repay it appear here."),
            _("Add debt"),
        )

    def arrive(self, **args: object) -> None:
        """Open the export when asked to; ``debt`` is the lender it is for."""
        debt = args.get("debt")
        self._debt = DebtId(debt) if isinstance(debt, str) else None
        if args.get("do") == "export":
            self.once_shown(self.export)
        tab = args.get("tab")
        if isinstance(tab, int):
            self.tabs.choose(tab)

    def place(self) -> dict[str, object]:
        """Return the tab that is open, and the lender last exported for."""
        return {"tab": self.tabs.current(), "debt": self._debt}

    def refresh(self) -> None:
        """Read the ledger in its lane, then compare beside the window."""
        session, today = self.context.session, self.context.today()
        self.load(lambda: inputs(session, today), self._work_out)

    def _work_out(self, facts: PlanInputs) -> None:
        self._facts = facts
        changed = self.what_if.what_if()
        self.lanes.wait()
        self.searching.cancel()
        self.load(
            lambda: compare(facts, what_if=changed, exact=False),
            self._compared,
            part="ways",
            beside=True,
        )

    def _compared(self, view: PlanView) -> None:
        self._show(view)
        self.searching.begin()

    def search(self) -> None:
        """Look for the optimum and prove how far it can be from the best possible."""
        facts, changed = self._facts, self.what_if.what_if()
        if facts is None or not facts.book.debts:
            return
        self.load(lambda: compare(facts, what_if=changed), self._show, part="ways", beside=True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the chart and the what-ifs side by side or one under another."""
        super().resizeEvent(event)
        wide = self.width() * 100 / self.context.theme.zoom >= SIDE_BY_SIDE_FROM
        stand(self._pair, beside=wide)

    def export(self) -> None:
        """Show the document and let the user save it."""
        view = self._view
        if view is None or not view.names:
            return
        lenders = sorted(view.names.items(), key=lambda pair: pair[0] != self._debt)
        self.dialog = ExportDialog(
            self.context, lenders, view.budget or None, self, debt=self._debt
        )
        self.dialog.exported.connect(self._exported)
        self.dialog.open_for(lambda page: page.export())

    def _exported(self, path: str) -> None:
        self.banner.show_words(
            _("The plan was saved."), path, severity="positive", action=_("How we got this")
        )

    def explain(self) -> None:
        """Show how the selected way adds up; without one, the cheapest or else the first."""
        view, index = self._view, self.ways_table.currentIndex()
        if view is None or not view.plans:
            return
        chosen = index.isValid() and not self.ways_table.isHidden()
        plan = self.ways.row(index) if chosen else None
        explain.dialog(self.context, view, plan or view.cheapest or view.plans[0], self).open()

    # -- what is shown -----------------------------------------------------------------------

    def _show(self, view: PlanView) -> None:
        self._view = view
        self.export_button.setEnabled(bool(view.names))
        if not view.names:
            self.show_empty()
            return
        self.show_content()
        if not self.settling.waiting:
            usual = view.seen.money("plan.payment") or Fen(0)
            back = view.recommended if view.is_chosen else None
            self.bar.show_amount(usual, back, masked=self.context.masking.on)
        self._switch(self.stack.currentIndex())
        self.lanes.show_view(view)
        masking = self.context.masking
        self._show_ways(view)
        self.turns_card.show_header(
            _("In this order"), _("the coming year; what guards the home first, family last")
        )
        self.months_card.show_header(_("Month by month"), _("What each debt receives in all"))
        self.chart_card.show_header(_("Still owed"), _("all debts together"))
        if self._facts is not None:
            self.what_if.show_kept(self._facts.scenarios)
        self.what_if.show_view(view, masking)
        self._show_chart(view)

    def _show_banner(self, view: PlanView) -> None:
        """Say what the open tab comes to."""
        is_ahead = self.stack.currentIndex() == LANES
        said = (tables.ahead if is_ahead else tables.headline)(view, self.context.masking)
        action = _("How we got this") if view.plans and not is_ahead else ""
        self.banner.show_words(said[0], said[1], severity=said[2], action=action)

    def _show_ways(self, view: PlanView) -> None:
        """Show the ways side by side, or what is short and when where none keeps the contracts."""
        amount = self.context.masking.whole(view.budget)
        holds = view.ways.feasible or not view.plans
        self.ways_table.setVisible(holds)
        self.short_table.setVisible(not holds)
        self.order_button.setVisible(holds)
        if holds:
            words = _("{amount} a month, interest from today").format(amount=amount)
            self.ways_card.show_header(_("Ways to repay"), words)
        else:
            words = _("with {amount} a month no way keeps them").format(amount=amount)
            self.ways_card.show_header(_("What the contracts ask for, and what is missing"), words)
        self.ways.show(view.shown)
        self.short.show(view.asked)

    def _show_chart(self, view: PlanView) -> None:
        t = texts()
        done = [plan for plan in view.shown if plan.months is not None][:4]
        self.chart_card.setVisible(bool(done))
        if not done:
            return
        named = tuple((strategy_name(plan.name, t), plan) for plan in done)
        data = curves_of(named, view.as_of, view.owed)
        table = curves_table(data, t)
        self.chart.show_chart(
            lambda palette, frame: balance_curves(data, t, palette, frame),
            ChartWords.of(_("Still owed"), curves_alt(data, t), table, self.context.masking),
            values=data,
        )

    # -- assembly ----------------------------------------------------------------------------

    def _connect(self) -> None:
        self.export_button.clicked.connect(self.export)
        self.bar.moved.connect(self.settling.begin)
        self.bar.back_button.clicked.connect(lambda: self._keep_amount(None))
        self.banner.acted.connect(self.explain)
        self.explain_button.clicked.connect(self.explain)
        self.empty.primary.clicked.connect(lambda: self.context.navigate("debts", do="add"))
        self.tabs.chosen.connect(self._switch)
        self.order_button.clicked.connect(self.choose_order)
        self.what_if.changed.connect(self._try)
        self.what_if.picked.connect(self._pick)
        self.what_if.keep_button.clicked.connect(self.keep)
        self.what_if.rename_button.clicked.connect(self.rename)
        self.what_if.drop_button.clicked.connect(self.drop)

    def _switch(self, at: int) -> None:
        """Show a tab under a sentence of its own."""
        if at == ASKS:
            self.asks.retranslate()
        elif at == MONTHS and self.months_card.parentWidget() is None:
            put(self.stack, MONTHS, self._months_tab())
        show_only(self.stack, at)
        fill = {ASKS: self._show_asks, MONTHS: self._show_months}.get(at)
        if fill is not None:  # an empty pane is put in its place at once, and filled after that
            self.context.lanes.next_turn(fill)
        if self._view is not None:
            self._show_banner(self._view)

    def _show_asks(self) -> None:
        """Show what lenders are asked for, unless it is there already."""
        view, facts = self._view, self._facts
        if view is not None and facts is not None and view is not self._filled.get(ASKS):
            self._filled[ASKS] = view
            self.asks.show_view(view, facts.book)

    def _show_months(self) -> None:
        """Show the payments of the months, unless they are there already."""
        view = self._view
        if view is not None and view is not self._filled.get(MONTHS):
            self._filled[MONTHS] = view
            self.turns.show(view.payments)
            self.months.show(view.plans[0].rows if view.plans else ())

    # -- what-ifs and the amount -------------------------------------------------------------

    def _try(self) -> None:
        if self._facts is not None:
            self._work_out(self._facts)

    def _pick(self, chosen: int) -> None:
        kept = () if self._facts is None else self._facts.scenarios
        found = next((one for one in kept if one.id == chosen), None)
        if found is not None:
            self.what_if.fill(found.what_if)

    def _choose(self) -> None:
        amount, view = self.amount.value(), self._view
        if amount is not None and view is not None and amount != view.seen.money("plan.payment"):
            self._keep_amount(amount)

    def _keep_amount(self, amount: Fen | None) -> None:
        """Keep the monthly amount the user decided on; None goes back to the recommended one."""
        session = self.context.session
        self.busy.start()
        self.lanes.wait()
        self.write(lambda: choose(session, amount))

    def _assemble(self) -> None:
        self.add_action(self.export_button)
        lay(self.body, self.banner, self.bar, (self.stack, 1))
        self.ways_card.add_to_header(self.explain_button)
        self.ways_card.add_to_header(self.order_button)
        self.chart_card.body.addWidget(self.chart)
        self.chart_card.add_to_header(self.chart.table_button)
        first = QWidget()
        first.setProperty("class", "plain")
        column = down(on=first, gap=self.context.theme.px(12))
        self.ways_table = self._table(self.ways_card, self.ways, 5)
        self.short_table = self._table(self.ways_card, self.short, 5)
        self.ways_table.doubleClicked.connect(self.explain)
        column.addWidget(self.ways_card)
        self._pair = across((self.chart_card, 3), (self.what_if, 2), gap=self.context.theme.px(12))
        column.addLayout(self._pair, 1)
        self.stack.addWidget(self.lanes)
        self.stack.addWidget(first)
        for _later in (ASKS, MONTHS):
            self.stack.addWidget(QWidget())
        self._switch(LANES)

    def _months_tab(self) -> QWidget:
        self._table(self.turns_card, self.turns, 8)
        self._table(self.months_card, self.months, 8)
        last = QWidget()
        last.setProperty("class", "plain")
        down(self.turns_card, self.months_card, on=last, gap=self.context.theme.px(12))
        return last

    def _table(self, card: Card, model: TableModel[Any], rows: int) -> QTableView:
        theme = self.context.theme
        table = QTableView()
        dress(table, model, theme, row=40)
        table.setMinimumHeight(theme.px(40 * rows + 36))
        card.body.addWidget(table)
        return table
