"""The accounts of a report as a table: two lines each, ticked by Space, closed ones greyed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from msgspec import Struct
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QTableView

from jiebei_desktop.domain.money import Fen
from jiebei_desktop.services.debts.report_debts import ReportLine, Sums
from jiebei_desktop.text.current import _, ngettext, pgettext
from jiebei_desktop.ui.models.table import ROW_ROLE, Column, dress
from jiebei_desktop.ui.models.ticks import TickModel
from jiebei_desktop.ui.page import PageContext
from jiebei_desktop.ui.pages.credit_report import words
from jiebei_desktop.ui.pages.credit_report.checklist import Checklist
from jiebei_desktop.ui.theme import Theme
from jiebei_desktop.ui.widgets.basics import ENTER
from jiebei_desktop.ui.widgets.cell_ground import paint_ground
from jiebei_desktop.ui.widgets.chip_delegate import ChipDelegate

TICK, LENDER, LIMIT, BALANCE, OVERDUE, PLACE, INFO = range(7)
_ROW, _SUM, _HEAD = 48, 36, 34
_Index = QModelIndex | QPersistentModelIndex


class AccountRow(Struct, frozen=True, kw_only=True):
    """An account, or the line with what the ticked ones come to."""

    line: ReportLine | None = None
    sums: Sums | None = None

    @property
    def closed(self) -> bool:
        """Whether this is an account that is closed."""
        return self.line is not None and self.line.debt.closed


class AccountsModel(TickModel[AccountRow]):
    """Open accounts, their sums, then closed ones; only the open ones have a tick."""

    def __init__(self, context: PageContext, state: Checklist) -> None:
        super().__init__(_columns(context, state), context.theme, self._on, self._turn)
        self._state = state

    def show_view(self) -> None:
        """Show the report of the checklist."""
        lines = self._state.view.lines
        rows = [AccountRow(line=line) for line in lines if not line.debt.closed]
        total = [AccountRow(sums=self._state.sums())] if rows else []
        self.show([*rows, *total, *(AccountRow(line=line) for line in lines if line.debt.closed)])

    def recount(self) -> None:
        """Read ticks, sums and chips again."""
        for place, row in enumerate(self._rows):
            if row.sums is not None:
                self._rows[place] = AccountRow(sums=self._state.sums())
        self.retranslate()

    def turn(self, index: _Index) -> None:
        """Turn a tick; the sums follow."""
        super().turn(index)
        self.recount()

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Show no tick beside the sums."""
        wants_tick = role == Qt.ItemDataRole.CheckStateRole
        if wants_tick and index.isValid() and self.row(index).line is None:
            return None
        return super().data(index, role)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Let open accounts be ticked; the sums cannot be chosen."""
        row, plain = self.row(index), super().flags(index)
        if row.line is None:
            return Qt.ItemFlag.ItemIsEnabled
        return plain & ~Qt.ItemFlag.ItemIsUserCheckable if row.closed else plain

    def _on(self, row: AccountRow) -> bool:
        return row.line is not None and self._state.is_ticked(row.line)

    def _turn(self, row: AccountRow, on: bool) -> None:
        if row.line is not None:
            self._state.tick(row.line, on)


class AccountsTable(QTableView):
    """Space turns the tick, Enter asks for the first missing fact."""

    picked = Signal(object)
    """The account that is now chosen, a `ReportLine`."""
    wanted = Signal()
    """The user wants to fill in what is missing of it."""

    def __init__(self, context: PageContext, state: Checklist) -> None:
        super().__init__()
        self._theme = context.theme
        self.rows = AccountsModel(context, state)
        dress(self, self.rows, context.theme, row=_ROW)
        self._names = _TwoLines(context.theme, self)
        self._chips = ChipDelegate(context.theme, lambda row: _chip(row, state))
        self.setItemDelegateForColumn(LENDER, self._names)
        self.setItemDelegateForColumn(INFO, self._chips)
        header = self.horizontalHeader()
        header.sectionClicked.connect(self._turn_all)
        header.setSectionsClickable(True)
        self.selectionModel().currentRowChanged.connect(self._pick)

    def sizeHint(self) -> QSize:
        """Ask for an account and the sum; what room there is beyond is taken."""
        return QSize(self._theme.px(240), self._theme.px(_HEAD + _ROW + _SUM))

    def minimumSizeHint(self) -> QSize:
        """Need as much."""
        return self.sizeHint()

    def show_view(self) -> None:
        """Show the report and choose its first account."""
        self.rows.show_view()
        for place, row in enumerate(self.rows.rows()):
            if row.sums is not None:
                self.setRowHeight(place, self._theme.px(_SUM))
            else:
                self.setRowHeight(place, self._theme.px(_ROW))
        self.selectRow(0)

    def chosen(self) -> ReportLine | None:
        """Return the account that is chosen."""
        index = self.currentIndex()
        return self.rows.row(index).line if index.isValid() else None

    def go_to(self, line: ReportLine) -> None:
        """Choose an account."""
        ids = [row.line.debt.id if row.line else "" for row in self.rows.rows()]
        self.selectRow(ids.index(line.debt.id))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tick with Space, go to the form with Enter."""
        index = self.currentIndex()
        if index.isValid() and event.key() == Qt.Key.Key_Space:
            if not self.rows.row(index).closed:
                self.rows.turn(index)
        elif event.key() in ENTER:
            self.wanted.emit()
        else:
            super().keyPressEvent(event)

    def _turn_all(self, section: int) -> None:
        """Tick every open account that is not known, or none when all are."""
        if section != TICK:
            return
        model = self.rows
        fresh = [
            model.index(place, TICK)
            for place, row in enumerate(model.rows())
            if row.line is not None and row.line.known is None and not row.closed
        ]
        checked = Qt.CheckState.Checked
        off = [at for at in fresh if at.data(Qt.ItemDataRole.CheckStateRole) != checked]
        for index in off or fresh:
            model.turn(index)

    def _pick(self, current: QModelIndex, _before: QModelIndex) -> None:
        if current.isValid():
            line = self.rows.row(current).line
            if line is not None:
                self.picked.emit(line)


class _TwoLines(QStyledItemDelegate):
    """Paints the lender and, smaller below, what the account is."""

    def __init__(self, theme: Theme, parent: QTableView) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Need the wider of both lines."""
        hint, row = super().sizeHint(option, index), index.data(ROW_ROLE)
        if row.line is None:
            return hint
        said = ((row.line.debt.lender, "body_strong"), (words.kind(row.line), "caption"))
        wide = max(
            QFontMetrics(self._theme.font(role)).horizontalAdvance(text) for text, role in said
        )
        return QSize(wide + self._theme.px(18), hint.height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw the cell's ground, then both lines, cut where they do not fit."""
        row: AccountRow = index.data(ROW_ROLE)
        if row.line is None:
            super().paint(painter, option, index)
            return
        plain = paint_ground(self, painter, option, index)
        px = self._theme.px
        area = QRectF(plain.rect).adjusted(px(12), px(5), -px(4), -px(5))  # type: ignore[attr-defined]
        half = area.height() / 2
        upper = QRectF(area.left(), area.top(), area.width(), half)
        tone = "text3" if row.closed else "text"
        painter.save()
        self._line(painter, upper, row.line.debt.lender, ("body_strong", tone))
        lower = upper.translated(0, half)
        self._line(painter, lower, words.kind(row.line), ("caption", "text3"))
        painter.restore()

    def _line(self, painter: QPainter, area: QRectF, text: str, look: tuple[str, str]) -> None:
        role, tone = look
        painter.setFont(self._theme.font(role))
        painter.setPen(self._theme.colour(tone))
        metrics = painter.fontMetrics()
        cut = metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(area.width()))
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, cut)


def _chip(row: AccountRow, state: Checklist) -> words.ChipWords:
    return ("", "", "") if row.line is None else words.chip(row.line, state)


def _columns(context: PageContext, state: Checklist) -> Sequence[Column[AccountRow]]:
    quiet = context.theme.colour
    return (
        Column(title=lambda: "✓", text=lambda _row: ""),
        Column(
            title=lambda: _("Lender"),
            text=_sum_words,
            stretch=True,
            bold=True,
            tip=_full,
        ),
        *_amounts(context),
        Column(
            title=lambda: _("Where"),
            text=lambda row: words.place(row.line) if row.line else _("whole yuan only"),
            colour=lambda _row: quiet("text3"),
            spare=1,
        ),
        Column(
            title=lambda: _("Facts"),
            text=lambda row: _chip(row, state)[0],
            whole=True,
            colour=lambda row: quiet("text3") if row.closed else None,
        ),
    )


def _amounts(context: PageContext) -> Sequence[Column[AccountRow]]:
    theme, masking = context.theme, context.masking

    def money(
        account: Callable[[ReportLine], Fen | None], total: Callable[[Sums], Fen | None]
    ) -> Callable[[AccountRow], str]:
        def shown(row: AccountRow) -> str:
            fen = total(row.sums) if row.sums else account(row.line) if row.line else None
            return "" if fen is None else masking.plain(fen)

        return shown

    def tone(row: AccountRow) -> QColor | None:
        return theme.colour("text3") if row.closed else None

    def is_late(row: AccountRow) -> bool:
        return bool(row.sums.overdue) if row.sums else bool(row.line and row.line.debt.is_late)

    def late(row: AccountRow) -> QColor | None:
        return theme.colour("severe" if is_late(row) else "text3")

    def late_words(row: AccountRow) -> str:
        return overdue(row) or (pgettext("plan", "not known") if is_late(row) else "")

    limit = money(_limit, lambda _sums: None)
    balance = money(lambda line: line.debt.balance, lambda sums: sums.balance)
    overdue = money(lambda line: line.debt.overdue, lambda sums: sums.overdue)
    return (
        Column(title=lambda: _("Limit / lent"), text=limit, numeric=True, colour=tone, spare=2),
        Column(title=lambda: _("Owed"), text=balance, numeric=True, bold=True, colour=tone),
        Column(title=lambda: _("Overdue"), text=late_words, numeric=True, bold=True, colour=late),
    )


def _limit(line: ReportLine) -> Fen | None:
    return line.debt.principal if line.debt.limit is None else line.debt.limit


def _full(row: AccountRow) -> str:
    return "" if row.line is None else f"{row.line.debt.lender} {words.name(row.line)}"


def _sum_words(row: AccountRow) -> str:
    if row.sums is None:
        return "" if row.line is None else row.line.debt.lender
    count = row.sums.count
    return ngettext("{count} ticked", "{count} ticked", count).format(count=count)
