from __future__ import annotations

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QTableView
from waits import WAIT_MS

from jiebei_desktop.ui import icons
from jiebei_desktop.ui.models.column_fit import ColumnFit
from jiebei_desktop.ui.models.table import (
    MEASURED,
    ROW_ROLE,
    Column,
    TableModel,
    dress,
)

HINT = Qt.ItemDataRole.SizeHintRole


def columns(theme):
    return (
        Column(title=lambda: "Name", text=lambda row: row[0], stretch=True, tip=lambda row: "tip"),
        Column(
            title=lambda: "Amount",
            text=lambda row: f"{row[1]:,}",
            size=lambda row: row[1],
            numeric=True,
            bold=True,
            colour=lambda row: QColor("red") if row[1] < 0 else None,
            icon=lambda row: icons.icon(theme, "plus"),
        ),
    )


def test_the_model_keeps_the_rules_of_qt(theme, qtmodeltester):
    model = TableModel(columns(theme), theme)
    model.show([("a", 1), ("b", -2)])
    qtmodeltester.check(model)


def test_every_role_reads_the_row(theme):
    model = TableModel(columns(theme), theme)
    model.show([("a", 1234)])
    roles = Qt.ItemDataRole
    cell = model.index(0, 1)
    assert model.data(cell) == "1,234"
    assert model.data(cell, ROW_ROLE) == ("a", 1234)
    assert model.data(cell, roles.TextAlignmentRole) & Qt.AlignmentFlag.AlignRight
    assert model.data(cell, roles.FontRole).bold()
    assert model.data(cell, roles.DecorationRole) is not None
    assert model.data(cell, roles.ForegroundRole) is None
    assert model.data(model.index(0, 0), roles.ToolTipRole) == "tip"
    assert model.data(model.index(0, 0), roles.FontRole) is None
    assert model.data(cell, roles.CheckStateRole) is None
    assert model.data(QModelIndex()) is None
    assert model.row(cell) == ("a", 1234)
    assert model.rows() == (("a", 1234),)


def test_the_header_says_titles_only(theme):
    model = TableModel(columns(theme))
    across, down = Qt.Orientation.Horizontal, Qt.Orientation.Vertical
    assert model.headerData(1, across) == "Amount"
    assert model.headerData(1, across, Qt.ItemDataRole.TextAlignmentRole) is not None
    assert model.headerData(1, across, Qt.ItemDataRole.ToolTipRole) is None
    assert model.headerData(0, down) is None
    assert model.headerData(9, across) is None


def test_a_dressed_view_follows_the_zoom(theme, qtbot):
    view = QTableView()
    qtbot.addWidget(view)
    model = TableModel(columns(theme), theme)
    model.show([("nine", 9)])
    dress(view, model, theme)
    view.show()
    theme.use(zoom=200)
    assert view.verticalHeader().defaultSectionSize() == 72


def test_a_hidden_view_is_measured_anew_only_when_it_is_shown(theme, qtbot):
    read: list[str] = []
    view = QTableView()
    qtbot.addWidget(view)
    model = TableModel([Column(title=str, text=lambda row: read.append(row) or row)], theme)
    model.show(["one", "two"])
    dress(view, model, theme)
    view.show()
    view.hide()
    del read[:]
    theme.use(zoom=200)
    assert read == []
    assert view.verticalHeader().defaultSectionSize() == 36
    view.show()
    assert view.verticalHeader().defaultSectionSize() == 72


def test_a_new_language_makes_views_read_again(theme, qtbot):
    model = TableModel(columns(theme))
    model.retranslate()
    model.show([("a", 1)])
    with qtbot.waitSignals([model.headerDataChanged, model.dataChanged], timeout=300_000):
        model.retranslate()


def test_an_amount_below_the_rows_that_are_measured_is_not_cut(theme, qtbot):
    """A thousand cells of each column would be read four times when a tab is opened."""
    read: list[int] = []
    model = TableModel(
        [
            Column(title=lambda: "No.", text=str),
            Column(
                title=lambda: "Amount",
                text=lambda row: read.append(row) or f"{row:,}.00",
                size=lambda row: row,
                numeric=True,
            ),
            Column(title=lambda: "", text=lambda _row: ""),  # takes the width that is left
        ],
        theme,
    )
    model.show([*range(MEASURED + 100), 99_999_999])
    view = QTableView()
    qtbot.addWidget(view)
    dress(view, model, theme)
    del read[:]
    view.resizeColumnsToContents()
    assert view.columnWidth(1) >= view.fontMetrics().horizontalAdvance("99,999,999.00") + 8
    assert len(read) <= MEASURED + 1
    at_first = model.headerData(1, Qt.Orientation.Horizontal, HINT).width()
    theme.use(zoom=200)
    assert model.headerData(1, Qt.Orientation.Horizontal, HINT).width() > 1.8 * at_first
    model.show([1])
    assert model.headerData(1, Qt.Orientation.Horizontal, HINT) is None


def rightmost(view, cell):
    """Return the last column of a cell that is inked at the height of its letters, px."""
    picture = view.viewport().grab(cell.adjusted(4, 4, -4, -4)).toImage()
    ground, row = picture.pixel(0, 0), picture.height() // 2
    inked = [
        x
        for x in range(picture.width())
        if any(picture.pixel(x, y) != ground for y in range(row - 2, row + 2))
    ]
    return inked[-1]


@pytest.mark.parametrize("zoom", [100, 200])
def test_the_cell_that_has_the_focus_shows_its_whole_text(qtbot, theme, zoom):
    theme.use(zoom=zoom)
    model = TableModel((Column(title=lambda: "x", text=lambda row: row),), theme)
    view = QTableView()
    qtbot.addWidget(view)
    dress(view, model, theme)
    model.show(("2026-11-30",))
    view.horizontalHeader().setStretchLastSection(False)
    view.show()
    cell = view.visualRect(model.index(0, 0))
    whole = rightmost(view, cell)
    view.activateWindow()
    view.setFocus()
    qtbot.waitUntil(view.hasFocus, timeout=WAIT_MS)
    view.setCurrentIndex(model.index(0, 0))
    assert abs(rightmost(view, cell) - whole) <= 4


def _four(**more):
    return [
        Column(title=lambda: "Name", text=lambda row: row[0], stretch=True),
        Column(title=lambda: "Note", text=lambda row: row[1]),
        Column(title=lambda: "On which last day", text=lambda row: "2026-11-30", spare=1),
        Column(title=lambda: "Amount", text=lambda row: "12,345.67", numeric=True, **more),
    ]


@pytest.mark.parametrize("zoom", [100, 200])
def test_a_narrow_table_cuts_words_then_folds_and_never_cuts_an_amount(theme, qtbot, zoom):
    theme.use(zoom=zoom)
    view, model = QTableView(), TableModel(_four())
    qtbot.addWidget(view)
    dress(view, model, theme)
    model.show([("a long name " * 4, "a long note " * 4)] * 3)
    view.show()
    amount = view.fontMetrics().horizontalAdvance("12,345.67")
    shown = set()
    for width in range(1200 * zoom // 100, 380 * zoom // 100, -50):
        view.resize(width, 300)
        QApplication.processEvents()
        header = view.horizontalHeader()
        assert header.length() == view.viewport().width()
        assert header.sectionSize(3) > amount
        assert header.sectionSize(1) >= 100 * zoom // 100
        shown.add(not view.isColumnHidden(2))
    assert shown == {True, False}
    model.show([("a long name " * 4, "a long note " * 4)] * 3)
    view.resize(1200 * zoom // 100, 300)
    assert not view.isColumnHidden(2), "it comes back with the room"
    QApplication.processEvents()
    whole = view.horizontalHeader().sectionSizeHint(2)
    assert view.columnWidth(2) >= max(whole, view.sizeHintForColumn(2)), "and is not cut then"


def test_cells_are_measured_once_for_all_widths(theme, qtbot):
    """The toolkit's header measured each of them six times for one change of look."""
    read = []

    def text(row):
        read.append(row)
        return row[0]

    view = QTableView()
    model = TableModel([Column(title=lambda: "Name", text=text), *_four()[2:]])
    qtbot.addWidget(view)
    dress(view, model, theme)
    model.show([("a",), ("b",)])
    view.verticalHeader().hide()
    view.show()
    QApplication.processEvents()
    fit = view.findChild(ColumnFit)
    read.clear()
    for width in (500, 400, 300):
        view.horizontalHeader().setUpdatesEnabled(False)
        view.setUpdatesEnabled(False)
        view.resize(width, 200)
    assert read == []
    model.show([("a much longer name than before",), ("b",)])
    fit.fit()
    assert view.columnWidth(0) > view.fontMetrics().horizontalAdvance("a much longer name")


def test_words_that_are_read_whole_are_not_cut_while_others_can_be(theme, qtbot):
    view = QTableView()
    model = TableModel([
        Column(title=lambda: "What", text=lambda row: row[0], stretch=True, whole=True),
        Column(title=lambda: "Note", text=lambda row: row[1]),
    ])  # fmt: skip
    qtbot.addWidget(view)
    dress(view, model, theme)
    model.show([("36 instalments, from 20 Nov", "a long note " * 9)])
    view.resize(400, 200)
    view.show()
    QApplication.processEvents()
    assert view.columnWidth(0) >= view.sizeHintForColumn(0)
    assert view.columnWidth(1) < view.sizeHintForColumn(1)


def test_a_word_keeps_its_own_colour_in_a_selected_row(theme, qtbot):
    own = theme.colour("severe")
    columns = [Column(title=lambda: "x", text=lambda _row: "1,425.00", colour=lambda _row: own)]
    model, view = TableModel(columns, theme), QTableView()
    qtbot.addWidget(view)
    dress(view, model, theme)
    model.show([1, 2])
    view.resize(300, 200)
    view.show()
    view.selectRow(0)
    seen = view.viewport().grab().toImage()

    def drawn(row):
        place = view.visualRect(model.index(row, 0))
        across, down = range(place.left(), place.right()), range(place.top(), place.bottom())
        spots = ((x, y) for x in across for y in down)
        return sum(seen.pixelColor(*spot).rgb() == own.rgb() for spot in spots)

    assert drawn(0) == drawn(1) > 0
