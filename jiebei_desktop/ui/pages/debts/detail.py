"""One debt in full, at the right of the list."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QMenu,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from jiebei_desktop.domain.standing import Status
from jiebei_desktop.services.debts.debt_detail import DebtDetail
from jiebei_desktop.text import formats
from jiebei_desktop.text.current import _, texts
from jiebei_desktop.text.debts import free_days_words
from jiebei_desktop.ui import icons
from jiebei_desktop.ui.figures import tell
from jiebei_desktop.ui.page import PageContext
from jiebei_desktop.ui.pages.debts import tables, words
from jiebei_desktop.ui.pages.debts.parts_grid import PartsGrid
from jiebei_desktop.ui.pages.debts.strips import PaymentsTab, PayoffStrip, RecentStrip
from jiebei_desktop.ui.plain import as_typed
from jiebei_desktop.ui.widgets.bar import Bar
from jiebei_desktop.ui.widgets.basics import Button, Label, frame, rule
from jiebei_desktop.ui.widgets.boxes import across, down, lay
from jiebei_desktop.ui.widgets.card import Card
from jiebei_desktop.ui.widgets.chip import Chip
from jiebei_desktop.ui.widgets.elided import ElidedLabel
from jiebei_desktop.ui.widgets.flow import Ends, FlowLayout
from jiebei_desktop.ui.widgets.focus_ring import ShowsFocus
from jiebei_desktop.ui.widgets.segments import Segments

ACTIONS = ("prepay", "reconcile", "accelerate", "settle", "reopen", "delete")
"""What the menu behind the dots offers."""


class _MoreButton(ShowsFocus, QToolButton):
    """The button of a menu, with the focus to be seen."""


class DetailPane(Card):
    """Shows a `DebtDetail`; every wish of the user is a signal."""

    wanted = Signal(str)
    """edit, negotiate, pay, explain, voucher, remove_payment or one of ``ACTIONS``."""

    def __init__(self, context: PageContext) -> None:
        super().__init__(context.theme, header=False, padded=False)
        self._context = context
        theme = context.theme
        self.detail: DebtDetail | None = None
        self.name = ElidedLabel(theme, "pane_title")
        self.chip = Chip(theme)
        self.lender = ElidedLabel(theme, "caption", "text2")
        self.edit_button = Button(theme, "default", "edit", small=True)
        self.talk_button = Button(theme, "primary", "negotiation", small=True)
        self.more_button = _MoreButton()
        self.menu = QMenu(self)
        self.total = Label("hero")
        self.total_label = Label("body", "text2")
        self.due_label = Label("body", "text2")
        self.bar = Bar(theme, 12)
        self.parts = PartsGrid(theme)
        self.rates, self.rates_label = frame("tint"), Label("caption", "text2")
        self.rate_chips = (Chip(theme), Chip(theme))
        self.guessed = Label("caption", "text2", wrap=True)
        self.explain_button = Button(theme, "text", small=True)
        self.tabs = Segments(theme, 4)
        self.stack = QStackedWidget()
        self.schedule = tables.schedule_view(theme, context.masking, lambda: self.detail)
        self.payments = PaymentsTab(context)
        self.terms = tables.terms_view(theme)
        self.history = tables.history_view(theme, context.masking)
        self.payoff = PayoffStrip(context)
        self.recent = RecentStrip(context)
        self._assemble()
        self._connect()

    # -- showing -----------------------------------------------------------------------------

    def show_detail(self, detail: DebtDetail) -> None:
        """Show one debt."""
        changed = self.detail is None or self.detail.line.debt.id != detail.line.debt.id
        self.detail = detail
        masking, line = self._context.masking, detail.line
        stand = line.owed
        self.name.setText(line.debt.name)
        self.chip.show_text(*words.status_chip(line))
        self.lender.show_name(_("Lender: {name}"), line.debt.lender)
        kind = words.lender_type_name(line.debt.lender_type)
        self.lender.setToolTip(as_typed(f"{line.debt.lender} · {kind}"))
        code = line.debt.id
        tell(self.total, masking.money(stand.parts.total), f"owed.{code}.total")
        self.total.setAccessibleName(f"{self.total_label.text()} {self.total.text()}")
        tell(self.due_label, self._due_words(detail), f"arrears.{code}", f"next.{code}")
        self.bar.show_parts(
            (stand.parts.principal, stand.parts.interest, stand.parts.penalty, stand.parts.fees),
            words.parts_spoken(stand.parts, masking),
        )
        self.parts.show_parts(code, stand.parts, words.formulas(detail, masking), masking)
        self._show_rates(detail)
        self.guessed.setText(words.open_words(detail))
        self.guessed.setVisible(bool(self.guessed.text()))
        self._show_tables(detail, from_top=changed)
        self.recent.show_payments(detail.payments)
        self._show_actions(detail)

    def retranslate(self) -> None:
        """Word what does not depend on the debt."""
        self.edit_button.setText(_("Edit"))
        self.talk_button.setText(_("Negotiate"))
        self.more_button.setAccessibleName(_("More actions"))
        self.more_button.setToolTip(_("More actions"))
        self.total_label.setText(_("To settle today"))
        self.rates_label.setText(_("True annual rate"))
        self.explain_button.setText(_("How we got this"))
        self.payoff.retranslate()
        self.recent.retranslate()
        self.payments.retranslate()
        self.schedule.setAccessibleName(_("Schedule"))
        self.terms.setAccessibleName(_("Contract terms"))
        self.history.setAccessibleName(_("History"))
        self._name_tabs()
        self._fill_menu()

    def _due_words(self, detail: DebtDetail) -> str:
        stand, masking = detail.line.owed, self._context.masking
        if stand.late_unsaid:
            return _("Past due, amount not known")
        if stand.arrears:
            return _("of which past due {amount}").format(amount=masking.money(stand.arrears))
        if stand.next_due is None:
            return ""
        free = free_days_words(detail.line.free_until, stand.parts, texts(), masking.money)
        return free or _("next {amount} on {day}").format(
            amount=masking.money(stand.next_amount), day=formats.day(stand.next_due, texts())
        )

    def _show_rates(self, detail: DebtDetail) -> None:
        said = words.true_rates(detail.line)
        for chip, shown in zip(self.rate_chips, (*said, None)[:2], strict=True):
            chip.setVisible(shown is not None)
            if shown is not None:
                chip.show_text(*shown)

    def _show_tables(self, detail: DebtDetail, *, from_top: bool) -> None:
        states = detail.line.owed.instalments
        tables.show_rows(self.schedule, states)
        self.payments.show_payments(detail.payments)
        tables.show_rows(self.terms, tables.term_rows(detail, self._context.masking))
        tables.show_rows(self.history, detail.history)
        self._name_tabs()
        if from_top:
            unpaid = next((i for i, s in enumerate(states) if s.status is not Status.PAID), 0)
            self.schedule.selectRow(unpaid)
            index = self.schedule.model().index(unpaid, 0)
            self.schedule.scrollTo(index, self.schedule.ScrollHint.PositionAtTop)

    def _show_actions(self, detail: DebtDetail) -> None:
        settled = detail.line.status == "settled"
        self.recent.button.setEnabled(not settled)
        self.talk_button.setEnabled(not settled)
        for action in self.menu.actions():
            name = action.data()
            shown = name == "delete" or (name == "reopen") is settled
            action.setVisible(shown and (name != "prepay" or detail.can_prepay))

    def _name_tabs(self) -> None:
        count = len(self.detail.payments) if self.detail else 0
        paid = _("Payments and vouchers {count}") if count else _("Payments and vouchers")
        self.tabs.show_words(
            (_("Schedule"), paid.format(count=count), _("Contract terms"), _("History"))
        )

    def _fill_menu(self) -> None:
        self.menu.clear()
        titles = (
            (_("Pay some of it early…"), "calendar"),
            (_("Compare with the lender's app…"), "refresh"),
            (_("Lender announced that all is due…"), "alert"),
            (_("Mark as settled…"), "check_circle"),
            (_("It is not settled after all"), "undo"),
            (_("Delete this debt…"), "trash"),
        )
        for name, (title, icon) in zip(ACTIONS, titles, strict=True):
            action = self.menu.addAction(icons.icon(self._context.theme, icon), title)
            action.setData(name)
            action.triggered.connect(lambda _on=False, name=name: self.wanted.emit(name))
        self.more_button.setIcon(icons.icon(self._context.theme, "dots"))

    # -- assembly ----------------------------------------------------------------------------

    def _connect(self) -> None:
        self.retranslate()
        for button, wish in (
            (self.edit_button, "edit"),
            (self.talk_button, "negotiate"),
            (self.recent.button, "pay"),
            (self.explain_button, "explain"),
        ):
            button.clicked.connect(lambda _on=False, wish=wish: self.wanted.emit(wish))
        self.tabs.chosen.connect(self.stack.setCurrentIndex)
        self.payments.wanted.connect(self.wanted)

    def _assemble(self) -> None:
        px = self._context.theme.px
        upper = down(self._head(), gap=px(8), around=(px(16), px(12), px(16), px(10)))
        sums = FlowLayout(gap=px(10))
        for label in (self.total_label, self.total, self.due_label):
            sums.addWidget(label)
        lay(upper, sums, self.bar, self.parts, self._rates_row(), self.guessed, self.tabs)
        lay(self.body, upper, rule())
        for view in (self.schedule, self.payments, self.terms, self.history):
            self.stack.addWidget(view)
        self.stack.setMinimumHeight(px(150))
        lay(self.body, (self.stack, 1), rule(), self.payoff, rule(), self.recent)

    def _head(self) -> Ends:
        theme = self._context.theme
        self.more_button.setMenu(self.menu)
        self.more_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.more_button.setAutoRaise(True)
        self.more_button.setFixedSize(theme.px(32), theme.px(28))
        self.more_button.setStyleSheet("QToolButton::menu-indicator { image: none; }")
        names, buttons = QWidget(), QWidget()
        row = _across(theme.px(8), self.name, self.chip)
        row.addWidget(self.lender, 1)
        acts = _across(theme.px(8), self.edit_button, self.talk_button, self.more_button)
        head = Ends(gap=theme.px(8))
        for holder, inside in ((names, row), (buttons, acts)):
            inside.setContentsMargins(0, 0, 0, 0)
            holder.setLayout(inside)
            head.addWidget(holder)
        return head

    def _rates_row(self) -> QFrame:
        px = self._context.theme.px
        inside, row = QVBoxLayout(self.rates), Ends(gap=px(8))
        inside.setContentsMargins(px(12), px(5), px(6), px(5))
        inside.addLayout(row)
        holder = QWidget()
        flow = FlowLayout(holder, px(8))
        flow.addWidget(self.rates_label)
        for chip in self.rate_chips:
            flow.addWidget(chip)
        row.addWidget(holder)
        row.addWidget(self.explain_button)
        return self.rates


def _across(gap: int, *widgets: QWidget) -> QHBoxLayout:
    return across(*widgets, gap=gap)
