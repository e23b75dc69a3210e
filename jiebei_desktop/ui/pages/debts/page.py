"""Debts: the list by urgency, one debt in full, and everything one can do about it."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from jiebei_desktop.domain.debts import Debt
from jiebei_desktop.services.debts import debt_detail, debts_view
from jiebei_desktop.services.debts.debt_detail import DebtDetail, PaymentLine
from jiebei_desktop.services.debts.debts_view import DebtLine, DebtsView, SortOrder
from jiebei_desktop.text.current import _, ngettext
from jiebei_desktop.ui.figures import tell
from jiebei_desktop.ui.page import Page, PageContext
from jiebei_desktop.ui.pages.debts import words
from jiebei_desktop.ui.pages.debts.actions import Actions
from jiebei_desktop.ui.pages.debts.detail import DetailPane
from jiebei_desktop.ui.pages.debts.master import DebtList
from jiebei_desktop.ui.pages.debts.parts_grid import legend_item
from jiebei_desktop.ui.plain import as_typed
from jiebei_desktop.ui.widgets.bar import PART_COLOURS
from jiebei_desktop.ui.widgets.basics import Button, Label, icon_button, rule
from jiebei_desktop.ui.widgets.boxes import across, lay, stand
from jiebei_desktop.ui.widgets.card import Card
from jiebei_desktop.ui.widgets.chip import Chip
from jiebei_desktop.ui.widgets.flow import FlowLayout

_LIST_WIDTH = 412
_LIST_SHARE = 37
"""Percent of the width that the list takes, at most its width: the schedule is seen whole."""
_BESIDE_FROM = 860
_ROOMY_FROM = 1080
_UNBOUNDED = 16_777_215
"""Qt's own largest size."""


class DebtsPage(Page):
    """Master and detail of all debts."""

    reads = frozenset({
        "debts", "terms", "payments", "balances", "lenders", "debt_events", "cases", "evidence",
        "instalment_marks", "attachments", "settings",
    })  # fmt: skip

    def __init__(self, context: PageContext) -> None:
        super().__init__(context)
        theme = context.theme
        self.order = SortOrder.URGENCY
        self.view: DebtsView | None = None
        self._wanted: str | None = None
        self.import_button = Button(theme, "default", "import")
        self.add_button = Button(theme, "default", "plus")
        self.list_card = Card(theme, padded=False)
        self.report_button = icon_button(theme, "file")
        self.order_button = Button(theme, "default", "sort", small=True)
        self.order_menu = QMenu(self)
        self.band_label = Label("caption", "text2")
        self.band_chips = [Chip(theme) for _band in range(4)]
        self.list = DebtList(theme, context.masking)
        self.legend = [Label("caption", "text2") for _part in PART_COLOURS]
        self.sum = Label("body_strong")
        self.detail = DetailPane(context)
        self.acts = Actions(context, self, self)
        self._assemble()
        self._connect()

    def title(self) -> str:
        """Return the page's name."""
        return _("Debts")

    def purpose(self) -> str:
        """Return how the list is sorted and for which day it is worked out."""
        return _("{order}, amounts up to today").format(order=words.order_name(self.order))

    def refresh(self) -> None:
        """Read every debt and work out what it stands at."""
        session, today, order = self.context.session, self.context.today(), self.order
        self.load(lambda: debts_view.view(session, today, order), self._show)

    def retranslate(self) -> None:
        """Word the fixed parts and show what is loaded again."""
        super().retranslate()
        self.import_button.setText(_("Import statement"))
        self.add_button.setText(_("Add debt"))
        self.report_button.setToolTip(as_typed(_("Enter from a credit report")))
        self.report_button.setAccessibleName(_("Enter from a credit report"))
        self.order_button.setText(words.order_name(self.order))
        self.band_label.setText(_("True annual rate"))
        self.list.setAccessibleName(_("Debts"))
        for label, name in zip(self.legend, words.part_names(), strict=True):
            label.setText(name)
        self._fill_orders()
        self.detail.retranslate()

    def arrive(self, **args: object) -> None:
        """Select a debt (``debt="jb"``), or open the form for a new one (``do="add"``).

        ``do="pay"``, ``"prepay"``, ``"reconcile"`` and ``"payoff"`` are done to the debt
        shown, once it is.
        """
        if "debt" in args:
            self.choose(str(args["debt"]))
        if args.get("do") == "add":
            self.acts.add()
        elif "do" in args:
            self.once_shown(partial(self._grant, str(args["do"])))

    def place(self) -> dict[str, object]:
        """Return the debt that is shown."""
        return {} if self._wanted is None else {"debt": self._wanted}

    def _grant(self, wish: str) -> None:
        if wish == "payoff":
            self.detail.payoff.day.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self.acts.do(wish)

    def choose(self, debt: str) -> None:
        """Select a debt, now or as soon as the list is here."""
        self._wanted = debt
        view = self.view
        if view is not None and any(line.debt.id == debt for line in view.lines):
            self._show(view)

    def current(self) -> DebtDetail | None:
        """Return the debt shown in full."""
        return self.detail.detail

    def selected_payment(self) -> PaymentLine | None:
        """Return the payment chosen in the table of payments."""
        return self.detail.payments.selected()

    def use_order(self, order: SortOrder) -> None:
        """Sort the list another way."""
        self.order = order
        self.retranslate()
        self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put list and detail beside or under each other."""
        super().resizeEvent(event)
        self._arrange()

    # -- showing -----------------------------------------------------------------------------

    def _show(self, view: DebtsView) -> None:
        self.view = view
        if not view.lines:
            self._show_nothing()
            return
        self.show_content()
        count = len(view.lines)
        title = ngettext("{count} debt", "{count} debts", count).format(count=count)
        self.list_card.show_header(title)
        for chip, (text, kind) in zip(self.band_chips, words.band_legend(view.bands), strict=True):
            chip.show_text(text, kind)
            chip.setVisible(bool(text))
            chip.setToolTip(as_typed(words.band_tip(view.bands)))
        total = self.context.masking.money(view.total.total)
        tell(self.sum, _("Total {amount}").format(amount=total), "owed.total")
        message = ngettext(
            "Rule data {count} day old", "Rule data {count} days old", view.stale_days
        )
        self.set_stale(message.format(count=view.stale_days) if view.stale_days else "")
        line = self.list.show_lines(view.lines, self._wanted)
        if line is not None:
            self._choose(line)

    def _choose(self, line: DebtLine) -> None:
        self._wanted = line.debt.id
        session, today, debt = self.context.session, self.context.today(), line.debt.id
        self.load(
            lambda: debt_detail.detail(session, debt, today), self._show_detail, part="detail"
        )

    def _show_detail(self, detail: DebtDetail) -> None:
        self.detail.show_detail(detail)
        strip = self.detail.payoff
        strip.offer(self.context.today(), detail.line.owed.next_due)
        self._pay_off(strip.day.value())

    def _pay_off(self, day: date) -> None:
        found = self.detail.detail
        if found is None:
            return
        debt: Debt = found.line.debt
        today = self.context.today()
        self.context.lanes.side(
            lambda: debts_view.payoff_on(debt, today, day),
            lambda answer: self.detail.payoff.show_payoff(answer, today),
            latest="debts-payoff",
            failed=self._failed,
        )

    def _show_nothing(self) -> None:
        self.set_stale("")
        self.empty.show_text(
            _("No debts here yet"),
            _(
                "Add the first one from a template, or import a statement: loans and repayments"
                " in it become proposals that you confirm."
            ),
            _("Add debt"),
            _("Import statement"),
            _("Enter from a credit report"),
        )
        self.show_empty()

    def _fill_orders(self) -> None:
        self.order_menu.clear()
        for order in SortOrder:
            action = self.order_menu.addAction(words.order_name(order))
            action.setCheckable(True)
            action.setChecked(order is self.order)
            action.triggered.connect(lambda _on=False, order=order: self.use_order(order))

    # -- assembly ----------------------------------------------------------------------------

    def _connect(self) -> None:
        go = self.context.navigate
        for button in (self.add_button, self.empty.primary):
            button.clicked.connect(self.acts.add)
        for button in (self.import_button, self.empty.secondary):
            button.clicked.connect(lambda: go("ledger", do="import"))
        for button in (self.report_button, self.empty.link):
            button.clicked.connect(lambda: go("credit_report"))
        self.list.chosen.connect(self._choose)
        self.list.opened.connect(lambda: self.acts.do("edit"))
        self.detail.wanted.connect(self.acts.do)
        self.detail.payoff.day_chosen.connect(self._pay_off)
        for keys, step in (("Alt+Up", -1), ("Alt+Down", 1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.activated.connect(lambda step=step: self.list.step(step))

    def _assemble(self) -> None:
        px = self.context.theme.px
        self.add_action(self.import_button)
        self.add_action(self.add_button)
        self.order_button.setMenu(self.order_menu)
        self.list_card.add_to_header(self.report_button)
        self.list_card.add_to_header(self.order_button)
        bands = across(around=(px(16), px(6), px(16), px(8)))
        holder = QWidget()
        flow = FlowLayout(holder, px(8))
        for widget in (self.band_label, *self.band_chips):
            flow.addWidget(widget)
        bands.addWidget(holder)
        body = self.list_card.body
        body.addLayout(bands)
        body.addWidget(rule())
        body.addWidget(self.list, 1)
        body.addWidget(rule())
        body.addLayout(self._legend_row())
        self._across = across(
            (self.list_card, _LIST_SHARE), (self.detail, 100 - _LIST_SHARE), gap=px(12)
        )
        self.body.addLayout(self._across, 1)

    def _legend_row(self) -> QHBoxLayout:
        theme = self.context.theme
        row = across(gap=theme.px(10), around=(theme.px(16), theme.px(9)))
        holder = QWidget()
        flow = FlowLayout(holder, theme.px(10))
        for label, colour in zip(self.legend, PART_COLOURS, strict=True):
            flow.addWidget(legend_item(theme, label, colour))
        lay(row, (holder, 1), self.sum)
        return row

    def _arrange(self) -> None:
        width = self.width() * 100 / self.context.theme.zoom
        beside = width >= _BESIDE_FROM
        stand(self._across, beside=beside)
        most = self.context.theme.px(_LIST_WIDTH) if beside else _UNBOUNDED
        self.list_card.setMaximumWidth(most)
        self.list_card.setMinimumWidth(most if width >= _ROOMY_FROM else 0)
        self.list.setMinimumHeight(0 if beside else self.context.theme.px(280))
        self.purpose_label.setVisible(beside)
