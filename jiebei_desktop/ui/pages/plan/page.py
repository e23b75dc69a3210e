"""The page: ways of repaying side by side, what lenders are asked, month by month, the PDF."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QSizePolicy,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from jiebei_desktop.charts.balances import (
    balance_curves,
    curves_alt,
    curves_of,
    curves_table,
)
from jiebei_desktop.domain.changes import Changes
from jiebei_desktop.domain.debts import DebtId
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.services.book.possessions import Possessions
from jiebei_desktop.services.negotiation import case_proposals
from jiebei_desktop.services.plans import scenarios
from jiebei_desktop.services.plans.plan_view import PlanInputs, PlanView, compare, inputs
from jiebei_desktop.text.current import _, ngettext, texts
from jiebei_desktop.text.plans import strategy_name
from jiebei_desktop.ui.export_dialog import ExportDialog
from jiebei_desktop.ui.models.table import TableModel, dress
from jiebei_desktop.ui.page import Page, PageContext
from jiebei_desktop.ui.pages.plan import explain, tables
from jiebei_desktop.ui.pages.plan.amount_bar import AmountBar
from jiebei_desktop.ui.pages.plan.asks import AsksPane
from jiebei_desktop.ui.pages.plan.order_dialog import OrderDialog
from jiebei_desktop.ui.pages.plan.what_if import WhatIfCard
from jiebei_desktop.ui.pause import Pause
from jiebei_desktop.ui.widgets.basics import Button
from jiebei_desktop.ui.widgets.card import Card
from jiebei_desktop.ui.widgets.chart_view import ChartView, ChartWords
from jiebei_desktop.ui.widgets.notice import Notice

SEARCH_AFTER_MS = 400
"""Quiet time after which the optimum is searched for: a slider on its way should not start it."""
SIDE_BY_SIDE_FROM = 820
"""Width of the page in px at 100 % from which two cards stand side by side."""


class PlanPage(Page):
    """Compares the ways of repaying for one monthly amount, and exports the document."""

    reads = frozenset({"debts", "terms", "payments", "balances", "entries", "recurring", "events",
                       "cash", "household", "settings", "scenarios"})  # fmt: skip

    def __init__(self, context: PageContext) -> None:
        super().__init__(context)
        theme = context.theme
        self._view: PlanView | None = None
        self._facts: PlanInputs | None = None
        self._exports = False
        self.searching = Pause(self, SEARCH_AFTER_MS, self.search)
        self._debt: DebtId | None = None
        self.export_button = Button(theme, "primary", "pdf")
        self.banner = Notice(theme)
        self.bar = AmountBar(theme)
        self.amount, self.tabs = self.bar.amount, self.bar.tabs
        self.stack = QStackedWidget()
        self.ways_card, self.months_card = Card(theme, padded=False), Card(theme, padded=False)
        self.chart_card, self.what_if = Card(theme), WhatIfCard(theme)
        self.order_button = Button(theme, "text", "sort")
        self.explain_button = Button(theme, "text", "calc")
        self.asks = AsksPane(context)
        self.chart = ChartView(theme, context.lanes, masking=context.masking)
        self.ways = TableModel(tables.way_columns(context.masking, lambda: self._view), theme)
        self.months = TableModel(tables.month_columns(context.masking, lambda: self._view), theme)
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
        self.chart.retranslate()
        for part in (self.bar, self.ways, self.months, self.what_if, self.asks):
            part.retranslate()
        self.order_button.setText(_("Own order…"))
        self.explain_button.setText(_("How we got this"))
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
        self.load(lambda: inputs(session, today), self._work_out)

    def _work_out(self, facts: PlanInputs) -> None:
        self._facts = facts
        changed = self.what_if.what_if()
        self.busy.start()
        self.context.lanes.side(
            lambda: compare(facts, what_if=changed, exact=False),
            self._show,
            latest="plan",
            failed=self._failed,
        )
        self.searching.begin()

    def search(self) -> None:
        """Look for the optimum and prove how far it can be from the best possible."""
        facts, changed = self._facts, self.what_if.what_if()
        if facts is None or not facts.book.debts:
            return
        self.busy.start()
        self.context.lanes.side(
            lambda: compare(facts, what_if=changed),
            self._show,
            latest="plan",
            failed=self._failed,
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the chart and the what-ifs side by side or one under another."""
        super().resizeEvent(event)
        wide = self.width() * 100 / self.context.theme.zoom >= SIDE_BY_SIDE_FROM
        way = QBoxLayout.Direction
        self._pair.setDirection(way.LeftToRight if wide else way.TopToBottom)

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
        self.dialog.open()

    def _exported(self, path: str) -> None:
        self.banner.show_words(
            _("The plan was saved."), path, severity="positive", action=_("How we got this")
        )

    def explain(self) -> None:
        """Show how the selected way adds up; without one, the cheapest or else the first."""
        view, index = self._view, self.ways_table.currentIndex()
        if view is None or not view.plans:
            return
        plan = self.ways.row(index) if index.isValid() else None
        explain.dialog(self.context, view, plan or view.cheapest or view.plans[0], self).open()

    def _export_if_asked(self) -> None:
        if self._exports:
            self._exports = False
            self.export()

    # -- what is shown -----------------------------------------------------------------------

    def _show(self, view: PlanView) -> None:
        self.busy.stop()
        self._view = view
        if not view.names:
            self.show_empty()
            return
        self.show_content()
        self.amount.set_value(Fen(view.budget - view.what_if.extra))
        self._show_banner(view)
        masking = self.context.masking
        self.ways_card.show_header(
            _("Ways to repay"),
            _("{amount} a month, interest from today").format(amount=masking.whole(view.budget)),
        )
        self.months_card.show_header(_("Month by month"), _("What each debt receives in all"))
        self.chart_card.show_header(_("Still owed"), _("all debts together"))
        self.ways.show(view.plans)
        if self._facts is not None:
            self.asks.show_view(view, self._facts.book)
            self.what_if.show_kept(self._facts.scenarios)
        self.what_if.show_view(view, masking)
        self.months.show(view.plans[0].rows)
        self._show_chart(view)
        self._export_if_asked()

    def _show_banner(self, view: PlanView) -> None:
        strong, text = tables.headline(view, self.context.masking)
        self.banner.show_words(strong, text, action=_("How we got this"))

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

    # -- assembly ----------------------------------------------------------------------------

    def _connect(self) -> None:
        self.export_button.clicked.connect(self.export)
        self.bar.use_button.clicked.connect(self._choose)
        self.banner.acted.connect(self.explain)
        self.explain_button.clicked.connect(self.explain)
        self.empty.primary.clicked.connect(lambda: self.context.navigate("debts", do="add"))
        self.tabs.chosen.connect(self._switch)
        self.order_button.clicked.connect(self.choose_order)
        self.asks.drafted.connect(self.draft_all)
        self.what_if.changed.connect(self._try)
        self.what_if.picked.connect(self._pick)
        self.what_if.keep_button.clicked.connect(self.keep)
        self.what_if.rename_button.clicked.connect(self.rename)
        self.what_if.drop_button.clicked.connect(self.drop)

    def _switch(self, at: int) -> None:
        """Show a tab; only the one on screen decides how tall the page is."""
        self.stack.setCurrentIndex(at)
        policy = QSizePolicy.Policy
        for place in range(self.stack.count()):
            vertical = policy.Preferred if place == at else policy.Ignored
            self.stack.widget(place).setSizePolicy(policy.Preferred, vertical)
        self.stack.adjustSize()

    # -- what-ifs and the own order ----------------------------------------------------------

    def choose_order(self) -> None:
        """Let the user put the debts in order."""
        view, session = self._view, self.context.session
        if view is None:
            return
        debts = [(debt, view.names[debt]) for debt in view.order]
        dialog = OrderDialog(self.context.theme, debts, self.window())

        def save() -> None:
            order = [str(debt) for debt in dialog.order()]
            self.context.lanes.ledger(
                lambda: Possessions(session).set_setting(scenarios.OWN_ORDER, order),
                self.context.notify,
            )

        dialog.saved.connect(save)
        dialog.open()

    def draft_all(self) -> None:
        """Make a version of the proposal for every lender that is asked for something."""
        view, session, today = self._view, self.context.session, self.context.today()
        if view is None:
            return
        plans = [one.plan for one in view.proposals.offers if one.plan is not None]
        question = ngettext(
            "Draft a proposal for {count} lender?",
            "Draft proposals for {count} lenders?",
            len(plans),
        ).format(count=len(plans))
        detail = _("Nothing is sent. You find them under Negotiation and can change them there.")
        if not self.context.ask.confirm(question, detail, action=_("Draft")):
            return

        def done(changes: Changes) -> None:
            self.context.notify(changes)
            self.context.navigate("negotiation")

        self.context.lanes.ledger(
            lambda: case_proposals.draft_plans(session, plans, today), done, failed=self._failed
        )

    def keep(self) -> None:
        """Keep the what-if under a name."""
        session, today, what_if = self.context.session, self.context.today(), self.what_if.what_if()
        name = self.context.ask.text(_("Keep this what-if"), _("Name"))
        if name and name.strip():
            self._write(lambda: scenarios.save(session, name.strip(), what_if, today))

    def rename(self) -> None:
        """Give the kept what-if another name."""
        session, chosen = self.context.session, self.what_if.chosen()
        name = self.context.ask.text(_("Rename…"), _("Name"), self.what_if.kept.currentText())
        if chosen and name and name.strip():
            self._write(lambda: scenarios.rename(session, chosen, name.strip()))

    def drop(self) -> None:
        """Drop the kept what-if; undo brings it back."""
        session, chosen = self.context.session, self.what_if.chosen()
        if chosen:
            self._write(lambda: scenarios.delete(session, chosen))

    def _write(self, job: Callable[[], Changes]) -> None:
        def failed(_error: Exception) -> None:
            self.context.ask.tell(_("There is one of this name already"), _("Choose another name."))

        def done(changes: Changes) -> None:
            self.context.notify(changes)
            self.reload()

        self.context.lanes.ledger(job, done, failed=failed)

    def _try(self) -> None:
        if self._facts is not None:
            self._work_out(self._facts)

    def _pick(self, chosen: int) -> None:
        kept = () if self._facts is None else self._facts.scenarios
        found = next((one for one in kept if one.id == chosen), None)
        if found is not None:
            self.what_if.fill(found.what_if)

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
        self.body.addWidget(self.bar)
        self.body.addWidget(self.stack, 1)
        self.ways_card.add_to_header(self.explain_button)
        self.ways_card.add_to_header(self.order_button)
        self.chart_card.body.addWidget(self.chart)
        self.chart_card.add_to_header(self.chart.table_button)
        first = QWidget()
        first.setProperty("class", "plain")
        column = QVBoxLayout(first)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self.context.theme.px(12))
        self.ways_table = self._filled(self.ways_card, self.ways, 5)
        self.ways_table.doubleClicked.connect(self.explain)
        column.addWidget(self.ways_card)
        self._pair = QHBoxLayout()
        self._pair.setSpacing(self.context.theme.px(12))
        self._pair.addWidget(self.chart_card, 3)
        self._pair.addWidget(self.what_if, 2)
        column.addLayout(self._pair, 1)
        self.stack.addWidget(first)
        self.stack.addWidget(self.asks)
        self._filled(self.months_card, self.months, 12)
        self.stack.addWidget(self.months_card)
        self._switch(0)

    def _filled(self, card: Card, model: TableModel[Any], rows: int) -> QTableView:
        theme = self.context.theme
        table = QTableView()
        dress(table, model, theme, row=40)
        table.setMinimumHeight(theme.px(40 * rows + 36))
        card.body.addWidget(table)
        return table
