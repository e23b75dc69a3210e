"""One lender's contract beside what it is asked for, line by line."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from msgspec import Struct
from PySide6.QtWidgets import QTableView

from jiebei_desktop.domain.money import Fen
from jiebei_desktop.services.plans.before_after import Before
from jiebei_desktop.services.plans.proposals import Plan
from jiebei_desktop.text import formats
from jiebei_desktop.text.asking import steps_words
from jiebei_desktop.text.current import _, texts
from jiebei_desktop.ui.masking import Masking
from jiebei_desktop.ui.models.table import Column, TableModel, dress
from jiebei_desktop.ui.page import PageContext
from jiebei_desktop.ui.pages.plan.ask_words import AskRow
from jiebei_desktop.ui.widgets.card import Card

ROW = 32


class TermLine(Struct, frozen=True, kw_only=True):
    """One point of the terms: as it is, and as it is asked for."""

    name: str
    now: str
    then: str


def term_lines(row: AskRow, masking: Masking) -> tuple[TermLine, ...]:
    """Return every point of a lender's terms; none where nothing is asked."""
    plan = row.offered.plan
    if plan is None or row.concession is None:
        return ()
    found = _lines(row.offered.before, plan, row, masking)
    return tuple(TermLine(name=name, now=now, then=then) for name, now, then in found)


def _lines(
    before: Before, plan: Plan, row: AskRow, masking: Masking
) -> Iterator[tuple[str, str, str]]:
    steps = () if row.concession is None else row.concession.steps
    if plan.frozen:
        yield (
            _("Interest and penalty"),
            _("run on"),
            _("stop on {day}").format(day=formats.day(plan.asked_on, texts())),
        )
    yield _("Instalments"), _number(before.count), str(plan.months)
    yield (
        _("A month"),
        _amount(before.payment, masking),
        steps_words(steps, texts(), masking.amount),
    )
    yield (
        _("Rate a year"),
        formats.percent(before.annual_rate),
        formats.percent(plan.annual_rate),
    )
    yield _("Principal"), masking.amount(before.principal), masking.amount(plan.principal)
    if before.charges:
        yield (
            _("Interest, penalty and fees so far"),
            masking.amount(before.charges),
            _("{amount}, in parts without interest").format(amount=masking.amount(plan.charges)),
        )
    yield from _ends(before, plan, masking)
    if row.concession is not None:
        kept = formats.percent(row.concession.completion, 0)
        yield _("Plans of this length kept to the end"), "", kept


def _ends(before: Before, plan: Plan, masking: Masking) -> Iterator[tuple[str, str, str]]:
    """Yield when it begins and ends, and what it comes to."""
    if plan.lump_sum:
        yield _("At once, from what is sold"), "–", masking.amount(plan.lump_sum)
    yield _("First payment"), _day(before.first), _day(plan.first_due)
    yield _("Last payment"), _day(before.last), _day(plan.last_due)
    yield (
        _("Interest and fees still to come"),
        _amount(before.to_come, masking),
        masking.amount(plan.total_interest),
    )
    yield _("Total paid"), _amount(before.total, masking), masking.amount(plan.total_paid)


def _number(count: int | None) -> str:
    return "–" if count is None else str(count)


def _amount(fen: Fen | None, masking: Masking) -> str:
    return "–" if fen is None else masking.amount(fen)


def _day(on: date | None) -> str:
    return "–" if on is None else formats.day(on, texts())


class TermsCard(Card):
    """The chosen lender: now, and as it is asked for; hidden where nothing is asked."""

    def __init__(self, context: PageContext) -> None:
        super().__init__(context.theme, padded=False)
        self._masking, self._theme = context.masking, context.theme
        self.model: TableModel[TermLine] = TableModel(
            (
                Column(title=lambda: _("Point"), text=lambda line: line.name, stretch=True),
                Column(title=lambda: _("As it is"), text=lambda line: line.now, numeric=True),
                Column(
                    title=lambda: _("As it is asked for"),
                    text=lambda line: line.then,
                    tip=lambda line: line.then,
                    numeric=True,
                    bold=True,
                ),
            ),
            context.theme,
        )
        self.table = QTableView()
        dress(self.table, self.model, context.theme, row=ROW)
        self.body.addWidget(self.table)

    def show_row(self, row: AskRow | None) -> None:
        """Show a lender's terms, before and after."""
        lines = () if row is None else term_lines(row, self._masking)
        self.setVisible(bool(lines))
        if row is None or not lines:
            return
        self.model.show(lines)
        self.show_header(
            _("{lender}, before and after").format(lender=row.debt.name),
            _("The contract as it stands, and as it is asked for"),
        )
        self.table.setFixedHeight(self._theme.px(ROW * len(lines) + 40))
