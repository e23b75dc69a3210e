"""What a statement file is and what becomes of its rows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QTableView, QWidget

from jiebei_desktop.domain.proposed_debt import ProposedDebt
from jiebei_desktop.importers.preview import Total
from jiebei_desktop.importers.verdicts import Kind
from jiebei_desktop.services.statements.imports_review import Checked
from jiebei_desktop.text import formats, importing
from jiebei_desktop.text.current import _, ngettext, texts
from jiebei_desktop.ui.models.table import Column, TableModel, dress
from jiebei_desktop.ui.page import PageContext
from jiebei_desktop.ui.widgets.basics import Label
from jiebei_desktop.ui.widgets.boxes import down
from jiebei_desktop.ui.widgets.card import Card
from jiebei_desktop.ui.widgets.elided import ElidedLabel
from jiebei_desktop.ui.widgets.flow import FlowLayout

_CHAIN = 6
"""Place of the fact about the chain of balances."""
KindRow = tuple[Kind, Total]


class FactsCard(Card):
    """File, format, period, and what is in it: rows, or the accounts of a credit report."""

    def __init__(self, context: PageContext) -> None:
        super().__init__(context.theme, header=False)
        theme = context.theme
        self.labels: list[tuple[Label, Label]] = []
        row = FlowLayout(gap=theme.px(32))
        for _fact in range(_CHAIN + 1):
            fact, pair = QWidget(), (Label("caption", "text2"), ElidedLabel(theme, "body_strong"))
            down(*pair, on=fact, gap=0)
            row.addWidget(fact)
            self.labels.append(pair)
        self.body.addLayout(row)

    def show_checked(self, checked: Checked) -> None:
        """Show a file."""
        seen, statement = checked.seen, checked.seen.statement
        words = (
            (_("File"), seen.file),
            (_("Recognised as"), importing.source(statement.source, texts())),
            (_("Period"), period(statement.first, statement.last)),
            *(_accounts(statement.proposed) if statement.proposed else _rows(checked)),
            (_("Balance, row by row"), _chain(checked)),
        )
        for (name, value), (label, text) in zip(self.labels, words, strict=True):
            name.setText(label)
            value.setText(text)
        broken = any(not link.holds for link in checked.links.values())
        self.labels[_CHAIN][1].set_tone("caution" if broken else "positive")
        for part in self.labels[_CHAIN]:
            part.setVisible(bool(checked.links))


class KindsCard(Card):
    """Rows and sums of every kind found."""

    def __init__(self, context: PageContext) -> None:
        super().__init__(context.theme, padded=False)
        self._theme = context.theme
        masking = context.masking
        self.model = TableModel[KindRow](
            (
                Column(
                    title=lambda: _("Kind"),
                    text=lambda row: importing.kind(row[0], texts()),
                    stretch=True,
                ),
                Column(
                    title=lambda: _("Rows"),
                    text=lambda row: formats.count(row[1].rows),
                    numeric=True,
                ),
                Column(
                    title=lambda: _("Amount (yuan)"),
                    text=lambda row: masking.amount(row[1].fen),
                    numeric=True,
                ),
            ),
            context.theme,
        )
        self.view = QTableView()
        dress(self.view, self.model, context.theme, row=32)
        self.body.addWidget(self.view)

    def show_checked(self, checked: Checked) -> None:
        """Show what the rows are, and what the file says about itself."""
        statement = checked.seen.statement
        declared = statement.declared.rows
        read = len(statement.rows)
        sub = (
            _("{rows} rows read").format(rows=formats.count(read))
            if declared is None
            else _("the file says {declared} rows, {rows} read").format(
                declared=formats.count(declared), rows=formats.count(read)
            )
        )
        self.show_header(_("What the rows are"), sub)
        found: Sequence[KindRow] = tuple(checked.kinds.items())
        self.model.show(found)
        self.view.setFixedHeight(self._theme.px(32) * (len(found) + 1) + self._theme.px(6))
        self.view.setAccessibleName(_("What the rows are"))


def _rows(checked: Checked) -> tuple[tuple[str, str], ...]:
    """Say what becomes of the rows of a statement."""
    return (
        (_("Can be imported"), rows(checked.ready)),
        (_("To decide"), rows(len(checked.doubts))),
        (_("Known already, skipped"), rows(len(checked.seen.duplicates))),
    )


def _accounts(listed: Sequence[ProposedDebt]) -> tuple[tuple[str, str], ...]:
    """Say what a credit report lists; it has no rows to book."""
    still = [one for one in listed if not one.closed]
    return (
        (_("Still open"), _debts(len(still))),
        (_("Of these overdue"), _debts(sum(one.is_late for one in still))),
        (_("Closed, only listed"), _debts(len(listed) - len(still))),
    )


def _debts(count: int) -> str:
    if not count:
        return _("None of them")
    return ngettext("{count} debt", "{count} debts", count).format(count=formats.count(count))


def _chain(checked: Checked) -> str:
    """Say whether every balance follows from the row before, or how many do not."""
    broken = sum(not link.holds for link in checked.links.values())
    if broken:
        words = ngettext("{count} row does not follow", "{count} rows do not follow", broken)
        return words.format(count=formats.count(broken))
    count = len(checked.links)
    return ngettext("{count} row follows", "all {count} rows follow", count).format(
        count=formats.count(count)
    )


def period(first: str, last: str) -> str:
    """Write the days a file covers."""
    if not first or not last:
        return "—"
    begin, end = (formats.dense_day(date.fromisoformat(day)) for day in (first, last))
    return begin if begin == end else _("{first} to {last}").format(first=begin, last=end)


def rows(count: int) -> str:
    """Write a number of rows."""
    return ngettext("{count} row", "{count} rows", count).format(count=formats.count(count))
