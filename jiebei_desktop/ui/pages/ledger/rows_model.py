"""The rows of one file as a list: what each will be, changed in place, left out one by one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QFont

from jiebei_desktop.domain import categories
from jiebei_desktop.importers.lending import LOAN, ORDINARY
from jiebei_desktop.importers.verdicts import BOOKED, IGNORED, NEUTRAL, Kind
from jiebei_desktop.services.statements.imports_preview import ENTRY, Previewed
from jiebei_desktop.text import importing
from jiebei_desktop.text.categories import category_name
from jiebei_desktop.text.current import _, texts
from jiebei_desktop.ui.models.table import Column
from jiebei_desktop.ui.models.ticks import TickModel
from jiebei_desktop.ui.page import PageContext
from jiebei_desktop.ui.pages.ledger import rows_question
from jiebei_desktop.ui.pages.ledger.import_job import Item

DAY, PEER, AMOUNT, CATEGORY, KIND, BALANCE = range(6)
_OFFERED = (Kind.INCOME, Kind.EXPENSE, Kind.REFUND, Kind.TRANSFER, Kind.IGNORED_CLOSED)
_Index = QModelIndex | QPersistentModelIndex


class RowsModel(TickModel[Previewed]):
    """Rows of one file with what was changed about them; category and kind can be edited."""

    def __init__(self, context: PageContext, lenders: Callable[[], Mapping[str, str]]) -> None:
        columns = _columns(context, self.kind, self.category, self.taken)
        super().__init__(columns, context.theme, self.taken, self._take)
        self._plain = context.theme
        self._lenders = lenders
        self.item: Item | None = None

    def kind(self, row: Previewed) -> Kind:
        """Return the kind a row will have."""
        chosen = None if self.item is None else self.item.kinds.get(row.line)
        answer = self._lenders().get(row.asked, "") if row.asked else ""
        if chosen is not None:
            return chosen
        return row.answered(answer) if answer else row.kind

    def waits(self, row: Previewed) -> bool:
        """Say whether a row is not imported, because nobody has said yet what it is."""
        return self.kind(row) is Kind.REVIEW

    def category(self, row: Previewed) -> str:
        """Return the category a row will have; empty when it becomes no entry."""
        own = row.with_kind(self.kind(row))
        return own if self.item is None or not own else self.item.categories.get(row.line, own)

    def taken(self, row: Previewed) -> bool:
        """Say whether a row goes into the ledger: it neither waits nor moved nothing."""
        return self.kind(row) in BOOKED | NEUTRAL and not self.left_out(row)

    def left_out(self, row: Previewed) -> bool:
        """Say whether the user left a row out."""
        return self.item is not None and row.line in self.item.left_out

    def _take(self, row: Previewed, taken: bool) -> None:
        if self.item is not None and self.kind(row) in BOOKED | NEUTRAL:
            (self.item.left_out.discard if taken else self.item.left_out.add)(row.line)

    def change(self, index: _Index, value: str) -> None:
        """Give a row another kind or category; its own again is no change."""
        row = self.row(index)
        if self.item is None:
            return
        if index.column() == KIND:
            self.item.kinds[row.line] = Kind(value)
            if Kind(value) is row.kind:
                del self.item.kinds[row.line]
        else:
            self.item.categories[row.line] = value
        self.row_changed(index)

    def answer(self, row: Previewed, answer: int, lenders: dict[str, str]) -> None:
        """Take the answer about a row's counterparty; it holds for all of its rows.

        Where the file tells no direction, "loan paid out" is noted for this very row.
        """
        lenders[row.asked] = ORDINARY if answer == rows_question.ORDINARY else LOAN
        if self.item is not None and answer == rows_question.LENT and row.way != "in":
            self.item.kinds[row.line] = Kind.DEBT_DRAW
        self.retranslate()
        self.turned.emit()

    def offered(self, row: Previewed, column: int) -> list[tuple[str, str]]:
        """Return words and values of what a cell can be changed to."""
        if self.waits(row) or row.kind is Kind.REVIEW:
            return []
        if column == KIND:
            kinds = dict.fromkeys((row.kind, *_OFFERED))
            return [(importing.kind(kind, texts()), kind.value) for kind in kinds]
        side = ENTRY.get(self.kind(row))
        codes = [code for code in categories.ALL if side and categories.fits(side, code)]
        return [(category_name(code, texts()), code) for code in codes]

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Let category and kind be edited where there is something to choose."""
        plain = super().flags(index)
        column = index.column()
        editable = column in {CATEGORY, KIND} and self.offered(self.row(index), column)
        return plain | Qt.ItemFlag.ItemIsEditable if editable else plain

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Strike out what is left out."""
        if role == Qt.ItemDataRole.FontRole and index.isValid():
            font = QFont(self._plain.font("body"))
            font.setStrikeOut(self.left_out(self.row(index)))
            return font
        return super().data(index, role)

    def setData(self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Keep a change."""
        if role == Qt.ItemDataRole.EditRole and index.column() in {CATEGORY, KIND}:
            self.change(index, str(value))
            return True
        return super().setData(index, value, role)


def model_of(index: _Index) -> RowsModel:
    """Return the model behind an index."""
    model = index.model()
    if not isinstance(model, RowsModel):
        raise TypeError(model)
    return model


def _why(row: Previewed) -> str:
    return importing.reason(row.reason, texts())


def _columns(
    context: PageContext,
    kind: Callable[[Previewed], Kind],
    category: Callable[[Previewed], str],
    taken: Callable[[Previewed], bool],
) -> Sequence[Column[Previewed]]:
    theme, masking = context.theme, context.masking

    def quiet(row: Previewed) -> QColor | None:
        ignored = kind(row) in IGNORED
        return theme.colour("text3") if ignored or not taken(row) else None

    def what(row: Previewed) -> str:
        if kind(row) is Kind.REVIEW:
            return _("What is it?")
        code = category(row)
        return category_name(code, texts()) if code else ""

    def balance(row: Previewed) -> str:
        return "" if row.balance is None else masking.amount(row.balance)

    def amount(row: Previewed) -> str:
        return masking.amount(row.fen)

    shown: tuple[tuple[Callable[[], str], Callable[[Previewed], str]], ...] = (
        (lambda: _("Date"), lambda row: row.day),
        (lambda: _("Counterparty"), lambda row: row.peer or row.item),
        (lambda: _("Amount (yuan)"), amount),
        (lambda: _("Category"), what),
        (lambda: _("Kind"), lambda row: importing.kind(kind(row), texts())),
        (lambda: _("Balance"), balance),
    )
    return [_column(n, title, text, quiet) for n, (title, text) in enumerate(shown)]


def _column(
    place: int,
    title: Callable[[], str],
    text: Callable[[Previewed], str],
    colour: Callable[[Previewed], QColor | None],
) -> Column[Previewed]:
    return Column(
        title=title,
        text=text,
        colour=colour,
        numeric=place in {AMOUNT, BALANCE},
        stretch=place == PEER,
        tip=_why if place == CATEGORY else None,
    )
