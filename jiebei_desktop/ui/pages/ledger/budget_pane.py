"""A month by category: what came together, what is usual, what was planned."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QComboBox, QTableView, QWidget

from jiebei_desktop.domain import categories
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.months import Month
from jiebei_desktop.services.book.ledger_view import CategoryLine, MonthSheet, month_sheet
from jiebei_desktop.services.book.possessions import Possessions
from jiebei_desktop.text import formats
from jiebei_desktop.text.categories import category_name
from jiebei_desktop.text.current import _, texts
from jiebei_desktop.ui.models.table import Column, TableModel, dress
from jiebei_desktop.ui.page import PageContext
from jiebei_desktop.ui.pages.ledger.columns import category_icon
from jiebei_desktop.ui.pages.ledger.possession_forms import BudgetForm
from jiebei_desktop.ui.widgets.basics import Button, Label
from jiebei_desktop.ui.widgets.boxes import down, lay
from jiebei_desktop.ui.widgets.card import Card
from jiebei_desktop.ui.widgets.flow import FlowLayout


class BudgetPane(QWidget):
    """One line per category of one month; Enter or a double click sets its budget."""

    rechosen = Signal()
    """Another month was chosen: the page shall load again."""
    wanted = Signal(str, object)
    """Category and month whose entries the user wants to see."""

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self._context = context
        self._possessions = Possessions(context.session)
        self._shown: MonthSheet | None = None
        self._chosen: Month | None = None
        self.month = QComboBox()
        self.card = Card(context.theme, padded=False)
        self.model = TableModel[CategoryLine](self._columns(), context.theme)
        self.view = QTableView()
        self.nothing = Label("body", "text2")
        self.add_budget = QComboBox()
        self.entries_button = Button(context.theme, "default", "ledger", small=True)
        self.budget_button = Button(context.theme, "default", "edit", small=True)
        self._build()

    def chosen_month(self) -> Month:
        """Return the month on screen: this one until another is chosen."""
        return self._chosen or Month.of(self._context.today())

    def reading(self) -> Callable[[], MonthSheet]:
        """Return the job that reads the chosen month, for the ledger's lane."""
        session, month = self._context.session, self.chosen_month()
        return lambda: month_sheet(session, month)

    def show_sheet(self, found: MonthSheet) -> None:
        """Show a month."""
        self._shown = found
        self._fill_months(found)
        self.model.show(found.lines)
        money = self._context.masking.money
        self.card.show_header(
            _("By category"),
            _("income {income}, necessary {necessary}, flexible {flexible}").format(
                income=money(found.income),
                necessary=money(found.necessary),
                flexible=money(found.flexible),
            ),
        )
        self.nothing.setVisible(not found.lines)
        self.view.setVisible(bool(found.lines))
        if found.lines:
            self.view.selectRow(0)

    def retranslate(self) -> None:
        """Word everything again."""
        self.month.setAccessibleName(_("Month"))
        self.view.setAccessibleName(_("By category"))
        self.nothing.setText(_("No entries in this month yet"))
        self.entries_button.setText(_("Show entries"))
        self.budget_button.setText(_("Set budget"))
        self.add_budget.setAccessibleName(_("Budget for another category"))
        self.add_budget.clear()
        self.add_budget.addItem(_("Budget for another category"), "")
        for code in (*categories.NECESSARY, *categories.FLEXIBLE):
            self.add_budget.addItem(category_name(code, texts()), code)
        self.model.retranslate()
        if self._shown is not None:
            self.show_sheet(self._shown)

    def edit(self, category: str) -> BudgetForm:
        """Open the budget of a category."""
        lines = self._shown.lines if self._shown else ()
        now = next((line.budget for line in lines if line.category == category), None)
        form = BudgetForm(self._context.theme, category_name(category, texts()), now, self)

        def save() -> None:
            amount = form.budget()
            self._context.lanes.ledger(
                lambda: self._possessions.set_budget(category, amount), self._context.notify
            )

        form.saved.connect(save)
        form.open_for(lambda page: page.budgets.edit(category), category)
        return form

    def _fill_months(self, found: MonthSheet) -> None:
        months = sorted({*found.months, found.month}, reverse=True)
        self.month.setMinimumWidth(self._context.theme.px(130))
        self.month.clear()
        for month in months:
            self.month.addItem(formats.month(month, texts()), month)
        self.month.setCurrentIndex(months.index(found.month))

    def _choose(self) -> None:
        month: Month = self.month.currentData()
        self._chosen = None if month == Month.of(self._context.today()) else month
        self.rechosen.emit()

    def _line(self) -> CategoryLine | None:
        index = self.view.currentIndex()
        return self.model.row(index) if index.isValid() else None

    def _edit_line(self) -> None:
        line = self._line()
        if line is not None:
            self.edit(line.category)

    def _want_entries(self) -> None:
        line = self._line()
        if line is not None:
            self.wanted.emit(line.category, self.chosen_month())

    def _add(self) -> None:
        code = self.add_budget.currentData()
        self.add_budget.setCurrentIndex(0)
        if code:
            self.edit(code)

    def _columns(self) -> tuple[Column[CategoryLine], ...]:
        theme, masking = self._context.theme, self._context.masking

        return (
            Column(
                title=lambda: _("Category"),
                text=lambda line: category_name(line.category, texts()),
                icon=lambda line: category_icon(theme, line.category),
                stretch=True,
            ),
            Column(
                title=lambda: _("Entries"),
                text=lambda line: formats.count(line.entries),
                numeric=True,
                spare=1,
            ),
            Column(
                title=lambda: _("This month (yuan)"),
                text=lambda line: masking.amount(line.total),
                numeric=True,
                bold=True,
            ),
            Column(
                title=lambda: _("Usual month (yuan)"),
                text=lambda line: masking.amount(line.usual),
                numeric=True,
                spare=2,
            ),
            Column(
                title=lambda: _("Budget (yuan)"),
                text=lambda line: self._optional(line.budget),
                numeric=True,
            ),
            Column(
                title=lambda: _("Left (yuan)"),
                text=lambda line: self._optional(line.left),
                numeric=True,
                colour=self._colour,
            ),
        )

    def _optional(self, fen: Fen | None) -> str:
        return "" if fen is None else self._context.masking.amount(fen)

    def _colour(self, line: CategoryLine) -> QColor | None:
        over = line.left is not None and line.left < 0
        return self._context.theme.colour("caution") if over else None

    def _build(self) -> None:
        dress(self.view, self.model, self._context.theme)
        self.view.setMinimumHeight(self._context.theme.px(220))
        self.nothing.setContentsMargins(16, 24, 16, 24)
        px = self._context.theme.px
        self.card.add_to_header(self.month)
        row = FlowLayout(gap=px(8))
        for part in (self.entries_button, self.budget_button, self.add_budget):
            row.addWidget(part)
        lay(self.card.body, down(row, around=(px(16), px(6))), (self.view, 1), (self.nothing, 1))
        down((self.card, 1), on=self)
        self.month.activated.connect(lambda _place: self._choose())
        self.add_budget.activated.connect(lambda _place: self._add())
        self.view.doubleClicked.connect(lambda _index: self._edit_line())
        self.budget_button.clicked.connect(self._edit_line)
        self.entries_button.clicked.connect(self._want_entries)
