"""The command palette (Ctrl+K): everything the window can do, found by typing."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QLineEdit, QListView, QStackedLayout, QWidget

from jiebei_desktop.text.current import _, ngettext
from jiebei_desktop.ui.palette_paint import HEAD, HIT_ROLE, ROW, HitDelegate, Hits, spoken
from jiebei_desktop.ui.palette_rows import Hit, PaletteRow, search
from jiebei_desktop.ui.theme import Theme
from jiebei_desktop.ui.widgets.basics import (
    Button,
    IconLabel,
    Label,
    frame,
    give_back,
    has_focus_in,
)
from jiebei_desktop.ui.widgets.boxes import REST, across, down

WIDE, TOP = 580, 116
"""Width, and distance from the window's upper edge, px at 100 %."""
MOST = 9
"""Rows in sight; more are scrolled to."""
_EDGES = 5
"""Pixels of its border, and of the lines below the field and above the foot."""


class CommandPalette(QFrame):
    """A list over the window; nothing behind it is dimmed, Esc gives the focus back."""

    helped = Signal()
    """Nothing was found and the user wants the manual."""

    def __init__(self, theme: Theme, window: QWidget, over: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("palette")
        self._theme = theme
        self._window = window
        self._over = over
        """The part of the window whose middle it stands in."""
        self._rows: list[PaletteRow] = []
        self._before: QWidget | None = None
        self.edit = QLineEdit()
        self.hint = Label("caption", "text2")
        self.hits = Hits()
        self.list = QListView()
        self.nothing = Label("body", "text2", wrap=True)
        self.manual_button = Button(theme, "text")
        self.keys_label = Label("caption", "text2")
        self.count_label = Label("caption", "text2")
        self._build()
        self.hide()
        self.edit.textChanged.connect(lambda _text: self._search())
        self.edit.installEventFilter(self)
        window.installEventFilter(self)
        self.list.clicked.connect(self._run)
        self.list.selectionModel().currentChanged.connect(self._say)
        self.manual_button.clicked.connect(self._to_manual)
        theme.changed.connect(self._place)
        QApplication.instance().focusChanged.connect(self._moved)  # type: ignore[union-attr]

    def open(self, rows: Iterable[PaletteRow]) -> None:
        """Show the rows, with an empty field that has the focus."""
        self._before = QApplication.focusWidget()
        self._rows = list(rows)
        self.edit.clear()
        self.retranslate()
        self._search()
        self.show()
        self.raise_()
        self.edit.setFocus(Qt.FocusReason.PopupFocusReason)

    def add(self, rows: Iterable[PaletteRow]) -> None:
        """Offer more rows, which took a moment to find; what is chosen stays chosen."""
        if self.isVisible():
            self._rows += rows
            self._search(keep=True)

    def close_up(self) -> None:
        """Go away and give the focus back."""
        if self.isHidden():
            return
        before, self._before = self._before, None
        give_back(self, before)
        self._rows = []
        self.hits.show([])

    def chosen(self) -> Hit | None:
        """Return the row Enter would run."""
        line = self.list.currentIndex().data(HIT_ROLE)
        return line if isinstance(line, Hit) else None

    def titles(self) -> list[str]:
        """Return the titles in sight order."""
        return [line.row.title for line in self.hits.lines if isinstance(line, Hit)]

    def retranslate(self) -> None:
        """Word the fixed parts."""
        self.setAccessibleName(_("Find any action"))
        self.edit.setAccessibleName(_("Find any action"))
        self.edit.setPlaceholderText(_("An action, a page, a debt, a figure"))
        self.hint.setText(_("English or Chinese; pinyin initials such as jq"))
        self.keys_label.setText(_("↑ ↓ choose    Enter opens    Esc closes"))
        self.nothing.setText(_("Nothing found. Try another word."))
        self.manual_button.setText(_("Open the manual"))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move through the list while the field keeps the focus; follow the window's size."""
        if watched is self.edit and isinstance(event, QKeyEvent):
            if event.type() is QEvent.Type.ShortcutOverride and event.key() == Qt.Key.Key_Escape:
                event.accept()
                return True
            if event.type() is QEvent.Type.KeyPress:
                return self._key(event)
        elif watched is not self.edit and event.type() is QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def _key(self, event: QKeyEvent) -> bool:
        keys = Qt.Key
        steps = {
            keys.Key_Down: 1, keys.Key_Up: -1, keys.Key_Tab: 1, keys.Key_Backtab: -1,
            keys.Key_PageDown: MOST, keys.Key_PageUp: -MOST,
        }  # fmt: skip
        key = Qt.Key(event.key())
        if key in steps:
            self._step(steps[key])
        elif key in {keys.Key_Return, keys.Key_Enter}:
            self._run(self.list.currentIndex())
        elif key == keys.Key_Escape:
            self.close_up()
        else:
            return False
        return True

    def _step(self, step: int) -> None:
        at, way = self.list.currentIndex().row(), 1 if step > 0 else -1
        for _time in range(abs(step)):
            at = self.hits.next(at, way)
        if at >= 0:
            self.list.setCurrentIndex(self.hits.index(at))

    def _run(self, index: QModelIndex) -> None:
        line = index.data(HIT_ROLE)
        if isinstance(line, Hit):
            run = line.row.run
            self.close_up()
            run()

    def _to_manual(self) -> None:
        self.close_up()
        self.helped.emit()

    def _search(self, *, keep: bool = False) -> None:
        before = self.chosen() if keep else None
        self.hits.show(search(self._rows, self.edit.text()))
        same = (
            at
            for at, line in enumerate(self.hits.lines)
            if before is not None and isinstance(line, Hit) and line.row is before.row
        )
        at = next(same, self.hits.next(-1, 1) if self.hits.lines else -1)
        if at >= 0:
            self.list.setCurrentIndex(self.hits.index(at))
        count = self.hits.count()
        self.count_label.setText(
            ngettext("{count} found", "{count} found in all", count).format(count=count)
        )
        self._middle.setCurrentIndex(0 if count else 1)
        self._place()

    def _say(self, index: QModelIndex) -> None:
        """Let a screen reader read the chosen row; the focus stays in the field."""
        line = index.data(HIT_ROLE)
        if isinstance(line, Hit) and self.isVisible() and QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.edit, spoken(line)))

    def _moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        """Go away when the user goes on elsewhere."""
        if new is not None and self.isVisible() and not has_focus_in(self, new):
            self._before = None
            self.close_up()

    def _place(self) -> None:
        px, window = self._theme.px, self._window
        lines = self.hits.lines
        seen, height = 0, 0
        for line in lines:
            seen += isinstance(line, Hit)
            if seen > MOST:
                break
            height += px(ROW if isinstance(line, Hit) else HEAD)
        margins = px(16)
        width = min(px(WIDE), window.width() - 2 * margins)
        head, foot = px(50), px(34)
        top = min(px(TOP), max(margins, window.height() // 8))
        most = window.height() - top - margins - head - foot - _EDGES
        body = min(height or px(84), max(px(ROW), most))
        middle = self._over.mapTo(window, QPoint(self._over.width() // 2, 0)).x()
        left = max(margins, min(middle - width // 2, window.width() - width - margins))
        self._head.setFixedHeight(head)
        self._foot.setFixedHeight(foot)
        self.setGeometry(left, top, width, head + body + foot + _EDGES)
        self.hint.setVisible(self.hint.sizeHint().width() < width // 2)

    def _build(self) -> None:
        self._head, self._foot = frame("row"), frame("footer")
        self.edit.setObjectName("paletteEdit")
        across(
            IconLabel(self._theme, "search", "accent", 18),
            (self.edit, 1),
            self.hint,
            on=self._head,
            gap=12,
            around=(16, 0),
        )
        across(self.keys_label, REST, self.count_label, on=self._foot, around=(16, 0))
        down(self._head, frame("line"), (self._found(), 1), self._foot, on=self, gap=0, around=1)

    def _found(self) -> QWidget:
        self.list.setModel(self.hits)
        self.list.setItemDelegate(HitDelegate(self._theme, self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        holder = QWidget()
        holder.setProperty("class", "plain")
        self._middle = QStackedLayout(holder)
        self._middle.addWidget(self.list)
        self._middle.addWidget(self._empty())
        return holder

    def _empty(self) -> QWidget:
        made = QWidget()
        made.setProperty("class", "plain")
        middle = Qt.AlignmentFlag.AlignHCenter
        self.nothing.setAlignment(middle)
        down(self.nothing, (self.manual_button, 0, middle), on=made, around=None)
        return made
