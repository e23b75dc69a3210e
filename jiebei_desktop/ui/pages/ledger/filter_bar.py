"""Which entries are listed: text, month, direction and category."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QWidget

from jiebei_desktop.domain import categories
from jiebei_desktop.domain.entries import EntryFilter
from jiebei_desktop.domain.household import EntryKind
from jiebei_desktop.domain.months import Month
from jiebei_desktop.text import formats
from jiebei_desktop.text.categories import category_name
from jiebei_desktop.text.current import _, texts
from jiebei_desktop.ui.pause import Pause
from jiebei_desktop.ui.theme import Theme
from jiebei_desktop.ui.widgets.boxes import across
from jiebei_desktop.ui.widgets.flow import Ends
from jiebei_desktop.ui.widgets.line_sign import SearchLine

_PATIENCE_MS = 150


class FilterBar(QWidget):
    """Emits ``changed`` a moment after the user stops typing, and at once for the lists."""

    changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.search = SearchLine()
        self.month = QComboBox()
        self.kind = QComboBox()
        self.category = QComboBox()
        self._months: tuple[Month, ...] = ()
        self.typing = Pause(self, _PATIENCE_MS, self.changed.emit)
        self.search.textEdited.connect(lambda _text: self.typing.begin())
        self.search.returnPressed.connect(self.apply)
        self._clear = QShortcut(QKeySequence("Esc"), self.search)
        self._clear.activated.connect(self.forget_text)
        # The longest category would take the room of the search field.
        self.category.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.category.setMinimumContentsLength(9)
        lists = QWidget()
        row = across(on=lists, gap=theme.px(8))
        sides = Ends(self, theme.px(8))
        sides.addWidget(self.search)
        sides.addWidget(lists)
        for combo in (self.month, self.kind, self.category):
            row.addWidget(combo)
            combo.activated.connect(lambda _place: self.changed.emit())
        theme.changed.connect(self._rescale)
        self._rescale()

    def wanted(self) -> EntryFilter:
        """Return the filter as it is set."""
        return EntryFilter(
            text=self.search.text().strip(),
            month=self.month.currentData(),
            kind=EntryKind(self.kind.currentData()) if self.kind.currentData() else None,
            category=self.category.currentData(),
        )

    def apply(self) -> None:
        """Filter now."""
        self.typing.cancel()
        self.changed.emit()

    def forget_text(self) -> None:
        """Take the text out of the filter."""
        self.search.clear()
        self.apply()

    def forget(self) -> None:
        """List everything again."""
        for combo in (self.month, self.kind, self.category):
            combo.setCurrentIndex(0)
        self.forget_text()

    def use(self, wanted: EntryFilter) -> None:
        """Set the filter; the page asks for the entries itself."""
        if wanted.month is not None and wanted.month not in self._months:
            self.show_months((wanted.month, *self._months))
        self.search.setText(wanted.text)
        for combo, value in (
            (self.month, wanted.month),
            (self.kind, wanted.kind),
            (self.category, wanted.category),
        ):
            places = [at for at in range(combo.count()) if combo.itemData(at) == value]
            combo.setCurrentIndex(places[0] if places else 0)

    def show_months(self, months: Sequence[Month]) -> None:
        """Offer the months that have entries, the chosen one kept."""
        if tuple(months) != self._months or not self.month.count():
            self._months = tuple(months)
            words = [formats.month(month, texts()) for month in months]
            _fill(self.month, _("All months"), list(zip(words, months, strict=True)))

    def retranslate(self) -> None:
        """Word the lists anew and keep what is chosen."""
        self.search.setPlaceholderText(_("Search counterparty or note"))
        self.search.setAccessibleName(_("Search counterparty or note"))
        self.month.setAccessibleName(_("Month"))
        self.kind.setAccessibleName(_("Direction"))
        self.category.setAccessibleName(_("Category"))
        months = [(formats.month(month, texts()), month) for month in self._months]
        _fill(self.month, _("All months"), months)
        kinds = [(_("Income"), EntryKind.INCOME), (_("Spending"), EntryKind.EXPENSE)]
        _fill(self.kind, _("In and out"), kinds)
        names = [(category_name(code, texts()), code) for code in categories.ALL]
        _fill(self.category, _("All categories"), names)

    def sizeHint(self) -> QSize:
        """Ask for room for the words of the search field too."""
        return super().sizeHint().expandedTo(QSize(self._theme.px(480), 0))

    def _rescale(self) -> None:
        self.search.setMinimumWidth(self._theme.px(150))
        for combo in (self.month, self.kind, self.category):
            combo.setMinimumWidth(self._theme.px(96))
        self.category.view().setMinimumWidth(self._theme.px(200))


def _fill(combo: QComboBox, everything: str, items: Sequence[tuple[str, object]]) -> None:
    chosen = combo.currentData()
    combo.clear()
    combo.addItem(everything, None)
    for word, value in items:
        combo.addItem(word, value)
    places = [place for place, (_word, value) in enumerate(items, start=1) if value == chosen]
    combo.setCurrentIndex(places[0] if places else 0)
