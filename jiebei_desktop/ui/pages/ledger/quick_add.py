"""The row above the list where entries are typed one after another."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QCompleter, QFrame, QHeaderView, QLineEdit, QWidget

from jiebei_desktop.domain import categories
from jiebei_desktop.domain.household import Entry, EntryKind, Mark
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.text.categories import category_name
from jiebei_desktop.text.current import _, texts
from jiebei_desktop.ui.page import PageContext
from jiebei_desktop.ui.pages.ledger import columns
from jiebei_desktop.ui.pause import Pause
from jiebei_desktop.ui.theme import set_property
from jiebei_desktop.ui.widgets.basics import Label
from jiebei_desktop.ui.widgets.category_edit import CategoryEdit
from jiebei_desktop.ui.widgets.money_edit import MoneyEdit
from jiebei_desktop.ui.widgets.quick_date import QuickDate
from jiebei_desktop.ui.widgets.read_edit import ReadEdit, first_unread

_PATIENCE_MS = 120
_HEIGHT, _WORDS = 40, 20
"""Heights in px at 100 % of the row and of the words below it, where there are some."""
Suggest = Callable[[str, Callable[[tuple[Entry, ...]], None]], None]
"""Looks former entries up off the window's thread."""


class QuickAdd(QFrame):
    """Five fields under the columns of the list; Enter in any of them saves and stays."""

    added = Signal(object)
    """The `Entry` that was typed."""

    def __init__(self, context: PageContext, suggest: Suggest) -> None:
        super().__init__()
        self._theme = context.theme
        self._suggest = suggest
        self._former: dict[str, Entry] = {}
        self._header: QHeaderView | None = None
        self.setProperty("class", "row")
        self.setProperty("current", "true")
        self.day = QuickDate(context.today)
        self.amount = MoneyEdit(context.theme, negative=True)
        self.category = CategoryEdit()
        self.counterparty = QLineEdit()
        self.note = QLineEdit()
        self.hint, self.wrong = Label("caption", "text2"), Label("caption", "severe")
        self._names = QStringListModel()
        self.typing = Pause(self, _PATIENCE_MS, self._ask)
        self._build()
        context.theme.changed.connect(self._rescale)
        self._rescale()

    def entry(self) -> Entry | None:
        """Return what is typed, or None while there is no amount.

        The category says the direction, so a minus sign before the amount changes nothing.
        """
        amount = self.amount.value()
        if not amount or self.category.problem():
            return None
        code = self.category.code() or categories.OTHER_EXPENSE
        income = code in categories.INCOME
        return Entry(
            date=self.day.value(),
            kind=EntryKind.INCOME if income else EntryKind.EXPENSE,
            amount=Fen(abs(amount)),
            category=code,
            counterparty=self.counterparty.text().strip(),
            note=self.note.text().strip(),
            mark=Mark.ESTIMATE,
        )

    def save(self) -> None:
        """Hand over what is typed and be ready for the next one of the same day."""
        unread, entry = first_unread(self), self.entry()
        if unread is not None or entry is None:
            at = unread or self.amount
            set_property(at, "problem", value=True)
            at.setFocus()
            self._say(at, at.problem() or _("An amount is needed"))
            return
        self.clear()
        self.hint.setText("")
        self.amount.setFocus()
        self.added.emit(entry)

    def answer(self, entry: Entry, *, written: bool) -> None:
        """Say that an entry is written; what is not comes back, unless the next one is begun."""
        self.hint.setText(_("Saved") if written else _("Enter saves"))
        if not written and self.entry() is None:
            self.day.set_value(entry.date)
            self.amount.set_value(entry.amount)
            self.category.set_code(entry.category)
            self.counterparty.setText(entry.counterparty)
            self.note.setText(entry.note)

    def clear(self) -> None:
        """Empty everything but the day."""
        self._say(self.day, "")
        self.amount.set_value(None)
        self.category.set_code("")
        self.counterparty.clear()
        self.note.clear()

    def begin(self) -> None:
        """Put the cursor into the first field."""
        self.day.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def follow(self, header: QHeaderView) -> None:
        """Stand under the columns of this header and move with them."""
        self._header = header
        header.sectionResized.connect(lambda *_sizes: self._align())
        header.geometriesChanged.connect(self._align)

    def retranslate(self) -> None:
        """Word names and hints."""
        for edit, name in (
            (self.day, _("Date")),
            (self.amount, _("Amount")),
            (self.category, _("Category")),
            (self.counterparty, _("Counterparty")),
            (self.note, _("Note")),
        ):
            edit.setAccessibleName(_("New entry: {field}").format(field=name))
        self.day.setToolTip(_("+ and − change the day, T is today"))
        self.amount.setToolTip(_("Sums work too, such as 12.5*3"))
        self.category.setPlaceholderText(_("Category"))
        self.category.setToolTip(_("Name, initials or code, such as B1"))
        self.counterparty.setPlaceholderText(_("Counterparty"))
        self.note.setPlaceholderText(_("Note"))
        self.hint.setText(_("Enter saves"))
        self.amount.retranslate()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape empties the row."""
        if event.key() == Qt.Key.Key_Escape:
            self.clear()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stay under the columns; where they scroll, share the width as they do."""
        super().resizeEvent(event)
        self._align()

    def fields(self) -> tuple[QWidget, ...]:
        """Return the fields in the order Tab visits them."""
        return (self.day, self.amount, self.category, self.counterparty, self.note)

    def _build(self) -> None:
        for edit in (*self.fields(), self.hint, self.wrong):
            edit.setParent(self)
        self.wrong.hide()
        for each in (self.day, self.amount, self.category):
            each.judged.connect(partial(self._judged, each))
            each.textChanged.connect(partial(self._mended, each))
        for before, after in zip(self.fields(), self.fields()[1:], strict=False):
            QWidget.setTabOrder(before, after)
        completer = QCompleter(self._names, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.activated.connect(self._fill)
        self.counterparty.setCompleter(completer)
        self.counterparty.textEdited.connect(lambda _text: self.typing.begin())
        self.counterparty.editingFinished.connect(self._fill_exact)
        self.day.entered.connect(self.save)
        for edit in (self.amount, self.category, self.counterparty, self.note):
            edit.returnPressed.connect(self.save)

    def _judged(self, edit: ReadEdit) -> None:
        if edit.problem():
            self._say(edit, edit.problem())

    def _mended(self, edit: ReadEdit, _text: str) -> None:
        """Take away what was said about a field, not what was said about another."""
        if edit.accessibleDescription():
            self._say(edit, "")

    def _say(self, edit: QWidget, problem: str) -> None:
        """Show what is wrong below a field; an empty text takes it away."""
        if problem or not self.wrong.isHidden():
            edit.setAccessibleDescription(problem)
            self.wrong.setText(problem)
            self.wrong.setVisible(bool(problem))
            self._rescale()
            room = self.width() - self.wrong.sizeHint().width()
            self.wrong.move(max(0, min(edit.x(), room)), self._theme.px(_HEIGHT - 4))

    def _ask(self) -> None:
        typed = self.counterparty.text().strip()
        if typed:
            self._suggest(typed, self._offer)

    def _offer(self, former: tuple[Entry, ...]) -> None:
        self._former = {entry.counterparty: entry for entry in former}
        self._names.setStringList(list(self._former))
        if self._former and self.counterparty.hasFocus():
            self.counterparty.completer().complete()

    def _fill(self, name: str) -> None:
        """Fill the fields still empty from the newest entry with that counterparty."""
        former = self._former.get(name)
        if former is None:
            return
        if not self.category.text().strip():
            self.category.setText(category_name(former.category, texts()))
        if self.amount.value() is None:
            self.amount.set_value(former.amount)
        if not self.note.text().strip():
            self.note.setText(former.note)

    def _fill_exact(self) -> None:
        self._fill(self.counterparty.text().strip())

    def _align(self) -> None:
        header, px = self._header, self._theme.px
        if header is None:
            return
        places = {
            columns.DATE: self.day,
            columns.CATEGORY: self.category,
            columns.COUNTERPARTY: self.counterparty,
            columns.NOTE: self.note,
            columns.AMOUNT: self.amount,
            columns.MARK: self.hint,
        }
        gap = px(6)
        height = px(_HEIGHT) - 2 * px(4)
        length, first = max(1, header.length()), header.sectionSize(columns.DATE)
        share = min(1.0, self.width() / length)
        day = max(round(first * share), self.day.minimumSizeHint().width() + 2 * gap)
        rest = (self.width() - day) / max(1, length - first)
        for section, edit in places.items():
            left, width = header.sectionViewportPosition(section), header.sectionSize(section)
            if share < 1 and edit is self.day:  # a day is read whole, the others share what is left
                left, width = 0, day
            elif share < 1:
                left, width = (
                    day + round((left + header.offset() - first) * rest),
                    round(width * rest),
                )
            edit.setVisible(not header.isSectionHidden(section))
            edit.setGeometry(left + gap, px(4), max(0, width - 2 * gap), height)
        self.hint.setVisible(self.hint.sizeHint().width() <= self.hint.width())

    def _rescale(self) -> None:
        self.setFixedHeight(self._theme.px(_HEIGHT if self.wrong.isHidden() else _HEIGHT + _WORDS))
        self._align()
