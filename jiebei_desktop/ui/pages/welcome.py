"""Welcome: three doors, and a first range from five numbers in two minutes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QGridLayout,
    QWidget,
)

from jiebei_desktop.text.current import _, texts
from jiebei_desktop.text.languages import named
from jiebei_desktop.ui.fitting import Scroller
from jiebei_desktop.ui.five_numbers import FiveNumbers
from jiebei_desktop.ui.lanes import Send
from jiebei_desktop.ui.theme import Theme
from jiebei_desktop.ui.widgets.basics import Button, IconLabel, Label, frame
from jiebei_desktop.ui.widgets.boxes import REST, across, down, lay, stand
from jiebei_desktop.ui.widgets.empty_state import IconCircle
from jiebei_desktop.ui.widgets.flow import Ends, FlowLayout
from jiebei_desktop.ui.widgets.tabs import PageStates

_LOW, _NARROW = 430, 600
"""Height and width of the page in px at 100 % below which only the doors fit, and only one."""


def _promises() -> tuple[str, str, str]:
    return (
        _("Everything stays on this computer"),
        _("Free; recommends no loan"),
        _("Tied to no lender"),
    )


class Door(QFrame):
    """One of the three ways in."""

    def __init__(self, theme: Theme, icon: str, *, recommended: bool) -> None:
        super().__init__()
        self.setProperty("class", "card")
        self.setProperty("accent", "strong" if recommended else "")
        self.title = Label("dialog_title", wrap=True)
        self.text = Label("body", "text2", wrap=True)
        self.button = Button(theme, "primary" if recommended else "default")
        self.circle = IconCircle(theme, icon, 44)
        column = down(
            self.circle,
            on=self,
            gap=theme.px(8),
            around=(theme.px(23), theme.px(23), theme.px(23), theme.px(20)),
        )
        column.addSpacing(theme.px(6))
        lay(
            column, self.title, (self.text, 1, Qt.AlignmentFlag.AlignTop), across(self.button, REST)
        )

    def show_words(self, title: str, text: str, action: str) -> None:
        """Word the door."""
        self.title.setText(title)
        self.text.setText(text)
        self.button.setText(action)


def _beside(theme: Theme, *parts: QWidget | None) -> QWidget:
    """Return parts side by side; None leaves room."""
    made = QWidget()
    row = across(on=made, gap=theme.px(8))
    for part in parts:
        row.addStretch(1) if part is None else row.addWidget(part)
    return made


class Doors(QWidget):
    """The first sheet: what this is, three doors, three promises."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.title = Label("welcome", wrap=True)
        self.text = Label("lead", "text2", wrap=True)
        self.guide = Door(theme, "compass", recommended=True)
        self.own = Door(theme, "import", recommended=False)
        self.sample = Door(theme, "eye", recommended=False)
        self.promises = [Label("caption", "text2") for _each in range(3)]
        self.open_button = Button(theme, "text")
        self.shop_button = Button(theme, "quiet")
        self.language_label = Label("caption", "text2")
        self.languages = QComboBox()
        for locale, name in named().items():
            self.languages.addItem(name, locale)
        self._build(theme)

    def retranslate(self) -> None:
        """Word the sheet."""
        self.title.setText(_("See it clearly first, then repay step by step"))
        self.text.setText(
            _(
                "When debts pile up, the hardest part is not knowing where to begin. This works"
                " out what you can pay each month, keeps living costs safe, and prepares a"
                " repayment plan you can take to your lenders."
            )
        )
        self.guide.show_words(
            _("What can I pay a month?"),
            _("Five numbers give a first range in two minutes. Estimates are fine."),
            _("Begin"),
        )
        self.own.show_words(
            _("Start my own ledger"),
            _(
                "A new file on this computer. Add debts, or import Alipay, WeChat or bank"
                " statements into it."
            ),
            _("Choose where to save"),
        )
        self.sample.show_words(
            _("Look at an example household"),
            _("Walk through with made-up figures; nothing is kept. Switch to your own any time."),
            _("Open the example"),
        )
        for label, text in zip(self.promises, _promises(), strict=True):
            label.setText(text)
        self.open_button.setText(_("Open an existing ledger…"))
        self.shop_button.setText(_("A second example: after a shop closed"))
        self.language_label.setText(_("Language"))
        self.languages.setAccessibleName(_("Language"))
        self.languages.setCurrentIndex(max(0, self.languages.findData(texts().locale)))

    def fit(self, *, low: bool, narrow: bool) -> None:
        """Leave out what is no door where the buttons would stand below the edge.

        In a narrow window the doors stand one under another.
        """
        for part in (self.text, self.guide.circle, self.own.circle, self.sample.circle):
            part.setVisible(not low)
        stand(self._row, beside=not narrow)

    def _build(self, theme: Theme) -> None:
        column = down(
            across(IconLabel(theme, "app", "accent", 32), (self.title, 1), gap=theme.px(14)),
            self.text,
            on=self,
            gap=theme.px(14),
            around=None,
        )
        column.addSpacing(theme.px(8))
        self._row = across(
            *((door, 1) for door in (self.guide, self.own, self.sample)), gap=theme.px(16)
        )
        column.addLayout(self._row)
        column.addSpacing(theme.px(6))
        promises = FlowLayout(gap=theme.px(26))
        for icon, label in zip(("lock", "free", "lender"), self.promises, strict=True):
            promises.addWidget(_beside(theme, IconLabel(theme, icon, "accent", 16), label))
        column.addLayout(promises)
        foot = Ends(gap=theme.px(8))
        foot.addWidget(_beside(theme, self.open_button, self.shop_button, None))
        foot.addWidget(_beside(theme, self.language_label, self.languages))
        column.addLayout(foot)


class WelcomePage(QWidget):
    """What is shown while no ledger is open; it knows no ledger and asks the window for one."""

    create_new = Signal(object)
    """With the first numbers that the ledger begins with, None for an empty one."""
    open_file = Signal()
    demo = Signal(str)
    language = Signal(str)

    def __init__(self, theme: Theme, today: Callable[[], date], send: Send) -> None:
        super().__init__()
        self._theme = theme
        self.doors = Doors(theme)
        self.numbers = FiveNumbers(theme, today, send)
        self._sheets = PageStates()
        self._build(theme)
        self._connect()
        self.retranslate()

    def show_sheet(self, sheet: QWidget) -> None:
        """Show the doors, or the numbers with the cursor in the first of them."""
        self._sheets.setCurrentWidget(sheet)
        if sheet is self.numbers:
            self.numbers.begin()

    def retranslate(self) -> None:
        """Word both sheets."""
        self.doors.retranslate()
        self.numbers.retranslate()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the doors' buttons in sight."""
        super().resizeEvent(event)
        px = self._theme.px
        self.doors.fit(low=self.height() < px(_LOW), narrow=self.width() < px(_NARROW))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _connect(self) -> None:
        doors, numbers = self.doors, self.numbers
        doors.guide.button.clicked.connect(lambda: self.show_sheet(numbers))
        doors.own.button.clicked.connect(lambda: self.create_new.emit(None))
        doors.sample.button.clicked.connect(lambda: self.demo.emit("employee"))
        doors.shop_button.clicked.connect(lambda: self.demo.emit("shop"))
        doors.open_button.clicked.connect(self.open_file)
        doors.languages.activated.connect(
            lambda _at: self.language.emit(doors.languages.currentData())
        )
        numbers.back_button.clicked.connect(lambda: self.show_sheet(doors))
        numbers.next_button.clicked.connect(self._keep_numbers)

    def _keep_numbers(self) -> None:
        if self.numbers.check():
            self.create_new.emit(self.numbers.told())

    def _build(self, theme: Theme) -> None:
        middle = frame("plain")
        middle.setLayout(self._sheets)
        for sheet in (self.doors, self.numbers):  # a sheet without a parent would show as a window
            self._sheets.addWidget(sheet)
        middle.setMaximumWidth(theme.px(1000))
        holder = frame("plain")
        around = QGridLayout(holder)
        around.addWidget(middle, 1, 1)
        for side in (0, 2):
            around.setRowStretch(side, 1)
            around.setColumnStretch(side, 1)
        around.setColumnStretch(1, 20)
        down(Scroller(holder), on=self)
