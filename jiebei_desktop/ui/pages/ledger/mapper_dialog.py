"""Assigning columns: the first rows of the file, a choice above each column, and a live trial."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QSpinBox, QTableWidget, QTableWidgetItem, QWidget

from jiebei_desktop.importers.options import ColumnMap
from jiebei_desktop.services.statements import imports_mapping
from jiebei_desktop.services.statements.imports_mapping import FIELDS, MapTrial, Sample
from jiebei_desktop.text import formats, importing
from jiebei_desktop.text.current import _, ngettext, texts
from jiebei_desktop.ui.page import PageContext
from jiebei_desktop.ui.widgets.basics import Label
from jiebei_desktop.ui.widgets.field import Field
from jiebei_desktop.ui.widgets.form_dialog import FormDialog
from jiebei_desktop.ui.widgets.notice import NoticeStrip

SHOWN_ROWS = 10
_NAME = 7
"""Characters a choice shows at least; its list shows all."""
SIGNS: tuple[bool | None, ...] = (None, False, True)
"""Let the balances decide; plus is money in; plus is money out."""


def field_name(field: str) -> str:
    """Return what a column can be."""
    return {
        "at": _("Day"),
        "clock": _("Time"),
        "amount": _("Amount with sign"),
        "income": _("Money in"),
        "expense": _("Money out"),
        "side": _("In or out, as a word"),
        "balance": _("Balance"),
        "peer": _("Counterparty"),
        "item": _("What for"),
        "kind": _("Kind of transaction"),
        "note": _("Note"),
        "status": _("Status"),
    }[field]


class MapperDialog(FormDialog):
    """Accepted with columns that give a readable statement."""

    def __init__(
        self,
        context: PageContext,
        path: Path,
        password: str | None,
        sample: Sample,
        parent: QWidget | None,
    ) -> None:
        super().__init__(context.theme, parent)
        self._context, self._path, self._password = context, path, password
        self._sample = sample
        count = max((len(row) for row in sample.rows), default=0)
        self.boxes = [self._box() for _column in range(count)]
        self.header = Field(context.theme, QSpinBox())
        self.sign = Field(context.theme, QComboBox())
        self.table = QTableWidget()
        self.verdict = NoticeStrip(context.theme)
        self._build(path.name)
        self.header.edit.setRange(1, max(1, len(sample.rows)))
        self.header.edit.setValue(sample.header + 1)
        self.header.edit.valueChanged.connect(lambda _row: self._show_rows())
        self.sign.edit.currentIndexChanged.connect(lambda _at: self.work_out())
        self._show_rows()

    def names(self) -> tuple[str, ...]:
        """Return the names of the columns."""
        return self._sample.names(self.header.edit.value() - 1)

    def mapping(self) -> ColumnMap:
        """Return what is assigned."""
        names = self.names()
        columns: dict[str, str] = {}
        for name, box in zip(names, self.boxes, strict=False):
            field = box.currentData()
            if field and field not in columns:
                columns[str(field)] = name
        return ColumnMap(
            row=self.header.edit.value() - 1,
            columns=columns,
            inverted=SIGNS[self.sign.edit.currentIndex()],
        )

    def work_out(self) -> None:
        """Read the file with what is assigned, beside the window."""
        mapping = self.mapping()
        self.save_button.setEnabled(False)
        if not imports_mapping.usable(mapping.columns):
            self.verdict.show_words(
                _("Still needed: the day, and an amount."),
                _("Either one column with a sign, or one for money in and one for money out."),
                severity="info",
            )
            return
        path, password = self._path, self._password
        self._context.lanes.side(
            lambda: imports_mapping.attempt(path, mapping, password),
            self._show_trial,
            latest="mapper",
            failed=self._show_failure,
        )

    def _show_trial(self, found: MapTrial) -> None:
        masking = self._context.masking
        self.sign.setVisible(not found.source)  # a wallet says in words what went in and out
        read = ngettext("{count} row", "{count} rows", found.count)
        strong = _("{rows}: {income} in, {expense} out.").format(
            rows=read.format(count=formats.count(found.count)),
            income=masking.money(found.income),
            expense=masking.money(found.expense),
        )
        said = [self._sign_words(found)]
        if found.problems:
            message = ngettext(
                "{count} row has a cell that cannot be read.",
                "{count} rows have a cell that cannot be read.",
                found.problems,
            )
            said.append(message.format(count=found.problems))
        good = found.count > found.problems
        severity = "positive" if good and not found.breaks else "caution" if good else "severe"
        self.verdict.show_words(strong, formats.sentences(*said), severity=severity)
        self.save_button.setEnabled(good)

    def _sign_words(self, found: MapTrial) -> str:
        if found.source:
            said = _("Read as a file of {source}, by its own words for direction and status.")
            return said.format(source=importing.source(found.source, texts()))
        if found.breaks:
            message = ngettext(
                "The balance does not follow after {count} row; check plus and minus.",
                "The balance does not follow after {count} rows; check plus and minus.",
                found.breaks,
            )
            return message.format(count=found.breaks)
        words = {
            "sign_by_balance": _("The balances prove that plus is money out."),
            "sign_unproved": _("Nothing proves plus and minus; look at the sums."),
        }
        balance = "balance" in self.mapping().columns
        return words.get(found.sign, _("The balances prove the signs.") if balance else "")

    def _show_failure(self, error: Exception) -> None:
        self.verdict.show_words(
            _("With these columns nothing can be read."),
            _("Reason: {kind}").format(kind=getattr(error, "code", type(error).__name__)),
            severity="severe",
        )

    def _show_rows(self) -> None:
        """Show the names and the rows below them, with a choice above each column."""
        at, names = self.header.edit.value() - 1, self.names()
        rows = self._sample.rows[at + 1 : at + 1 + SHOWN_ROWS]
        guessed = {name: field for field, name in self._sample.columns.items()}
        self.table.setRowCount(len(rows) + 1)
        self.table.setHorizontalHeaderLabels(list(names))
        for column in range(len(self.boxes)):
            self.table.setColumnHidden(column, column >= len(names))
        for column, (name, box) in enumerate(zip(names, self.boxes, strict=False)):
            box.blockSignals(True)
            box.setCurrentIndex(max(0, box.findData(guessed.get(name, ""))))
            box.blockSignals(False)
            box.setAccessibleName(_("Column {name}").format(name=name))
            for line, cells in enumerate(rows, 1):
                text = cells[column].strip() if column < len(cells) else ""
                item = QTableWidgetItem(text)
                item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEditable)
                self.table.setItem(line, column, item)
        self.table.resizeColumnsToContents()
        self.table.setRowHeight(0, self.theme.px(40))
        self.work_out()

    def _box(self) -> QComboBox:
        """Return the choice above a column."""
        box = QComboBox()
        box.addItem(_("leave out"), "")
        for field in FIELDS:
            box.addItem(field_name(field), field)
        box.setMinimumContentsLength(_NAME)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.currentIndexChanged.connect(lambda _at: self.work_out())
        return box

    def _build(self, name: str) -> None:
        px = self.theme.px
        self.setWindowTitle(_("Assign the columns of {file}").format(file=name))
        self.save_button.setText(_("Read it so"))
        self.add(Label("dialog_title", text=self.windowTitle(), wrap=True))
        hint = _(
            "They are remembered for files with the same column names. The file is not changed."
        )
        self.add(Label("caption", "text2", text=hint, wrap=True))
        self.header.show_words(_("Names are in line"))
        self.sign.show_words(_("Plus and minus"))
        for word in (
            _("The balances decide"),
            _("Plus is money in"),
            _("Plus is money out"),
        ):
            self.sign.edit.addItem(word)
        self.add(self.header, self.sign)
        self.table.verticalHeader().hide()
        self.table.setTabKeyNavigation(False)
        self.table.setAccessibleName(self.windowTitle())
        self.table.setColumnCount(len(self.boxes))
        self.table.setRowCount(1)
        for column, box in enumerate(self.boxes):
            self.table.setCellWidget(0, column, box)
        self.table.setMinimumHeight(px(300))
        self.add(self.table)
        self.add(self.verdict)
        self.setMinimumWidth(px(820))
