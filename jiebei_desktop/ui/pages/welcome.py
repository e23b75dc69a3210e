"""Welcome: three doors, and a first range from five numbers in two minutes."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from jiebei_desktop.domain.affordability import QuickRange, from_five_numbers
from jiebei_desktop.domain.money import ZERO
from jiebei_desktop.text import formats
from jiebei_desktop.text.current import _, ngettext
from jiebei_desktop.ui.language import LOCALES
from jiebei_desktop.ui.theme import Theme
from jiebei_desktop.ui.widgets.basics import Button, IconLabel, Label, frame, rule
from jiebei_desktop.ui.widgets.card import Card
from jiebei_desktop.ui.widgets.empty_state import IconCircle
from jiebei_desktop.ui.widgets.field import Field
from jiebei_desktop.ui.widgets.money_edit import MoneyEdit
from jiebei_desktop.ui.widgets.notice import Notice

NUMBERS = ("take_home", "necessary", "jiebei_owed", "jiebei_due", "others_monthly", "cash")


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
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(23), theme.px(23), theme.px(23), theme.px(20))
        column.setSpacing(theme.px(8))
        column.addWidget(IconCircle(theme, icon, 44))
        column.addSpacing(theme.px(6))
        column.addWidget(self.title)
        column.addWidget(self.text, 1, Qt.AlignmentFlag.AlignTop)
        row = QHBoxLayout()
        row.addWidget(self.button)
        row.addStretch(1)
        column.addLayout(row)

    def show_words(self, title: str, text: str, action: str) -> None:
        """Word the door."""
        self.title.setText(title)
        self.text.setText(text)
        self.button.setText(action)


class Doors(QWidget):
    """The first sheet: what this is, three doors, three promises."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.title = Label("welcome")
        self.text = Label("lead", "text2", wrap=True)
        self.guide = Door(theme, "compass", recommended=True)
        self.own = Door(theme, "import", recommended=False)
        self.sample = Door(theme, "eye", recommended=False)
        self.promises = [Label("caption", "text2") for _each in range(3)]
        self.open_button = Button(theme, "text")
        self.shop_button = Button(theme, "quiet")
        self.language_label = Label("caption", "text2")
        self.languages = QComboBox()
        for locale, name in LOCALES.items():
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

    def _build(self, theme: Theme) -> None:
        column = QVBoxLayout(self)
        column.setSpacing(theme.px(14))
        head = QHBoxLayout()
        head.setSpacing(theme.px(14))
        head.addWidget(IconLabel(theme, "app", "accent", 32))
        head.addWidget(self.title, 1)
        column.addLayout(head)
        column.addWidget(self.text)
        column.addSpacing(theme.px(8))
        doors = QHBoxLayout()
        doors.setSpacing(theme.px(16))
        for door in (self.guide, self.own, self.sample):
            doors.addWidget(door, 1)
        column.addLayout(doors)
        column.addSpacing(theme.px(6))
        promises = QHBoxLayout()
        promises.setSpacing(theme.px(8))
        for icon, label in zip(("lock", "free", "lender"), self.promises, strict=True):
            promises.addWidget(IconLabel(theme, icon, "accent", 16))
            promises.addWidget(label)
            promises.addSpacing(theme.px(18))
        promises.addStretch(1)
        column.addLayout(promises)
        foot = QHBoxLayout()
        foot.addWidget(self.open_button)
        foot.addWidget(self.shop_button)
        foot.addStretch(1)
        foot.addWidget(self.language_label)
        foot.addWidget(self.languages)
        column.addLayout(foot)


class FiveNumbers(QWidget):
    """The second sheet: a handful of numbers and, beside them, what they mean."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.title = Label("pane_title")
        self.text = Label("body", "text2", wrap=True)
        self.fields = {name: Field(theme, MoneyEdit(theme)) for name in NUMBERS}
        self.form = Card(theme, header=False)
        self.answer = Card(theme, header=False)
        self.answer_label = Label("body", "text2")
        self.range = Label("welcome")
        self.lines = Label("body", "text2", wrap=True)
        self.caution = Label("caption", "text3", wrap=True)
        self.notice = Notice(theme)
        self.back_button = Button(theme, "default", "back")
        self.next_button = Button(theme, "primary", "next")
        self._build(theme)
        for field in self.fields.values():
            field.edit.valueChanged.connect(self.work_out)

    def numbers(self) -> QuickRange | None:
        """Return the range of what is typed, or None while income or living costs are missing."""
        given = {name: field.edit.value() for name, field in self.fields.items()}
        if given["take_home"] is None or given["necessary"] is None:
            return None
        return from_five_numbers(**{name: value or ZERO for name, value in given.items()})

    def work_out(self) -> None:
        """Show the range of what is typed so far."""
        found = self.numbers()
        if found is None:
            self.range.setText("—")
            self.lines.setText(_("Fill in income and living costs to see a first range."))
            self.notice.hide()
            return
        if found.high == 0:
            self.range.setText(formats.whole(found.high))
        else:
            self.range.setText(
                _("{low} to {high}").format(
                    low=formats.whole(found.low), high=formats.whole(found.high)
                )
            )
        days = ngettext("{count} day", "{count} days", found.cash_days)
        self.lines.setText(
            _("Debts ask for {required} next month. Cash at hand covers {days} of living.").format(
                required=formats.whole(found.required), days=days.format(count=found.cash_days)
            )
        )
        self._say(found)

    def retranslate(self) -> None:
        """Word the sheet."""
        self.title.setText(_("A handful of numbers"))
        self.text.setText(_("Per month, roughly. Nothing is saved on this page."))
        names = {
            "take_home": (_("Take-home income"), _("What usually arrives, after tax")),
            "necessary": (_("Living costs you cannot cut"), _("Rent, food, school, medicine")),
            "jiebei_owed": (_("Owed to Jiebei in all"), _("Shown in the app as payoff today")),
            "jiebei_due": (_("Due to Jiebei next month"), _("Overdue part included")),
            "others_monthly": (_("Due to all others next month"), ""),
            "cash": (_("Cash at hand"), _("Balances you can use today")),
        }
        for name, field in self.fields.items():
            field.show_words(*names[name])
            field.edit.retranslate()
        self.answer_label.setText(_("You can probably pay each month"))
        self.caution.setText(
            _("A provisional range with a lean month kept in mind. A ledger makes it exact.")
        )
        self.back_button.setText(_("Back"))
        self.next_button.setText(_("Continue in my own ledger"))
        self.work_out()

    def _say(self, found: QuickRange) -> None:
        if found.short:
            self.notice.show_words(
                _("{amount} a month is missing.").format(amount=formats.whole(found.short)),
                _("The contracts ask for more than the range; that gap has to be negotiated."),
                severity="caution",
            )
        else:
            self.notice.show_words(
                _("The range covers what falls due."),
                _("Pay on time and keep living costs first."),
                severity="positive",
            )
        self.notice.show()

    def _build(self, theme: Theme) -> None:
        self.form.body.addWidget(self.title)
        self.form.body.addWidget(self.text)
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(16))
        grid.setVerticalSpacing(theme.px(10))
        for place, field in enumerate(self.fields.values()):
            grid.addWidget(field, place // 2, place % 2, Qt.AlignmentFlag.AlignTop)
        self.form.body.addLayout(grid)
        self.form.body.addStretch(1)
        for part in (self.answer_label, self.range, rule(), self.lines, self.caution):
            self.answer.body.addWidget(part)
        side = QVBoxLayout()
        side.setSpacing(theme.px(12))
        side.addWidget(self.answer)
        side.addWidget(self.notice)
        side.addStretch(1)
        across = QHBoxLayout()
        across.setSpacing(theme.px(20))
        across.addWidget(self.form, 2)
        across.addLayout(side, 1)
        column = QVBoxLayout(self)
        column.setSpacing(theme.px(16))
        column.addLayout(across)
        foot = QHBoxLayout()
        foot.addWidget(self.back_button)
        foot.addStretch(1)
        foot.addWidget(self.next_button)
        column.addLayout(foot)


class WelcomePage(QWidget):
    """What is shown while no ledger is open; it knows no ledger and asks the window for one."""

    create_new = Signal()
    open_file = Signal()
    demo = Signal(str)
    language = Signal(str)

    def __init__(self, theme: Theme, locale: str) -> None:
        super().__init__()
        self.doors = Doors(theme)
        self.numbers = FiveNumbers(theme)
        self._sheets = QStackedLayout()
        for sheet in (self.doors, self.numbers):
            self._sheets.addWidget(sheet)
        self._build(theme)
        self.doors.languages.setCurrentIndex(max(0, self.doors.languages.findData(locale)))
        self._connect()
        self.retranslate()

    def show_sheet(self, sheet: QWidget) -> None:
        """Show the doors or the numbers."""
        self._sheets.setCurrentWidget(sheet)

    def retranslate(self) -> None:
        """Word both sheets."""
        self.doors.retranslate()
        self.numbers.retranslate()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _connect(self) -> None:
        doors, numbers = self.doors, self.numbers
        doors.guide.button.clicked.connect(lambda: self.show_sheet(numbers))
        doors.own.button.clicked.connect(self.create_new)
        doors.sample.button.clicked.connect(lambda: self.demo.emit("employee"))
        doors.shop_button.clicked.connect(lambda: self.demo.emit("shop"))
        doors.open_button.clicked.connect(self.open_file)
        doors.languages.activated.connect(
            lambda _at: self.language.emit(doors.languages.currentData())
        )
        numbers.back_button.clicked.connect(lambda: self.show_sheet(doors))
        numbers.next_button.clicked.connect(self.create_new)

    def _build(self, theme: Theme) -> None:
        middle = frame("plain")
        middle.setLayout(self._sheets)
        middle.setMaximumWidth(theme.px(1000))
        holder = frame("plain")
        around = QGridLayout(holder)
        around.addWidget(middle, 1, 1)
        for side in (0, 2):
            around.setRowStretch(side, 1)
            around.setColumnStretch(side, 1)
        around.setColumnStretch(1, 20)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(holder)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scroll)
