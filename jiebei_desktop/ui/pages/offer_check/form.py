"""The left half of the page: what the other side offers, field by field."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QSpinBox, QWidget

from jiebei_desktop.domain.debts import LenderType
from jiebei_desktop.services.plans.offer_view import LONGEST, OfferDraft, OfferProblem
from jiebei_desktop.services.reference.guide import Sign
from jiebei_desktop.text.current import _, texts
from jiebei_desktop.text.debts import lender_type_name
from jiebei_desktop.text.guide import sign_name
from jiebei_desktop.ui.theme import Theme
from jiebei_desktop.ui.widgets.basics import Label, rule
from jiebei_desktop.ui.widgets.boxes import across, lay
from jiebei_desktop.ui.widgets.card import Card
from jiebei_desktop.ui.widgets.date_edit import DateEdit
from jiebei_desktop.ui.widgets.field import Field
from jiebei_desktop.ui.widgets.money_edit import MoneyEdit
from jiebei_desktop.ui.widgets.rate_edit import RateEdit
from jiebei_desktop.ui.widgets.read_edit import ReadEdit


class WrappedCheck(QWidget):
    """A check box whose words may take several lines."""

    toggled = Signal(bool)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        from PySide6.QtCore import Qt

        self.box = QCheckBox()
        self.label = Label("body", wrap=True)
        self.label.setBuddy(self.box)
        across((self.box, 0, Qt.AlignmentFlag.AlignTop), (self.label, 1), on=self, gap=theme.px(8))
        self.box.toggled.connect(self.toggled)

    def setText(self, text: str) -> None:  # noqa: N802 - like Qt's own check box
        """Word it."""
        self.label.setText(text)
        self.box.setAccessibleName(text)


class OfferForm(Card):
    """Emits ``changed`` whenever the offer that is typed is another one."""

    changed = Signal()

    def __init__(self, theme: Theme, today: Callable[[], date]) -> None:
        super().__init__(theme)
        self._today = today
        self._filling = False
        self._signs: dict[str, WrappedCheck] = {}
        self.face, self.received = Field(theme, MoneyEdit(theme)), Field(theme, MoneyEdit(theme))
        self.payment, self.fee = Field(theme, MoneyEdit(theme)), Field(theme, MoneyEdit(theme))
        self.periods, self.lender = Field(theme, QSpinBox()), Field(theme, QComboBox())
        self.stated, self.day = Field(theme, RateEdit(theme)), Field(theme, DateEdit(today()))
        self.signs_title = Label("body_strong", wrap=True)
        self.periods.edit.setRange(1, LONGEST)
        for kind in LenderType:
            self.lender.edit.addItem("", kind)
        self.fields: tuple[Field[QWidget], ...] = (
            self.face,
            self.received,
            self.payment,
            self.periods,
            self.fee,
            self.lender,
            self.stated,
            self.day,
        )  # type: ignore[assignment]
        self._assemble()
        self._connect()
        self.clear()

    def show_signs(self, signs: Sequence[Sign]) -> None:
        """Offer the warning signs to be ticked; called once with the shipped list."""
        if self._signs:
            return
        for sign in signs:
            check = WrappedCheck(self._theme)
            check.toggled.connect(lambda _on: self._notice())
            self._signs[sign.code] = check
            self.body.addWidget(check)
        self.body.addStretch(1)
        self.retranslate()

    def draft(self) -> OfferDraft:
        """Return what is typed."""
        return OfferDraft(
            lender_type=LenderType(self.lender.edit.currentData()),
            date=self.day.edit.value(),
            face=self.face.edit.value(),
            received=self.received.edit.value(),
            payment=self.payment.edit.value(),
            periods=self.periods.edit.value(),
            fee=self.fee.edit.value(),
            stated=self.stated.edit.value(),
            signs=tuple(code for code, check in self._signs.items() if check.box.isChecked()),
        )

    def fill(self, draft: OfferDraft) -> None:
        """Show a draft."""
        self._filling = True
        self.face.edit.set_value(draft.face)
        self.received.edit.set_value(draft.received)
        self.payment.edit.set_value(draft.payment)
        self.fee.edit.set_value(draft.fee)
        self.periods.edit.setValue(draft.periods)
        self.lender.edit.setCurrentIndex(self.lender.edit.findData(draft.lender_type))
        self.stated.edit.set_value(draft.stated)
        self.day.edit.set_value(draft.date)
        for code, check in self._signs.items():
            check.box.setChecked(code in draft.signs)
        self._filling = False
        self._notice()

    def clear(self) -> None:
        """Empty every field."""
        self.fill(OfferDraft(lender_type=LenderType.MICRO_LENDER, date=self._today()))

    def is_empty(self) -> bool:
        """Return whether nothing is typed yet."""
        return self.face.edit.value() is None and self.payment.edit.value() is None

    def is_unread(self) -> bool:
        """Return whether a text stands in a field that cannot be read."""
        return any(edit.problem() for edit in self.findChildren(ReadEdit))

    def show_problems(self, problems: Sequence[OfferProblem]) -> None:
        """Say at each field what is not in order; a field nobody touched is left in peace."""
        words = {"more-than-face": _("More than the contract names")}
        by_field = {each.field: words.get(each.code, "") for each in problems}
        for name in ("face", "received", "payment"):
            field: Field[MoneyEdit] = getattr(self, name)
            field.show_problem(field.edit.problem() or by_field.get(name, ""))

    def retranslate(self) -> None:
        """Word every field."""
        self.show_header(_("What the other side offers"))
        self.face.show_words(_("Amount in the contract"), _("The principal on the page or paper"))
        self.received.show_words(
            _("Really arrives"), _("After “service” or “member” fees; empty: all of it")
        )
        self.payment.show_words(_("Each instalment"), _("The sum per month in the schedule"))
        self.periods.show_words(_("Number of instalments"), _("Once a month"))
        self.fee.show_words(
            _("Wanted before the money comes"), _("Deposit, guarantee, “unlocking”; empty: nothing")
        )
        self.lender.show_words(_("Kind of lender"), _("Decides which line it is held against"))
        self.stated.show_words(
            _("Rate as advertised"), _("For comparison only; it does not enter the sum")
        )
        self.day.show_words(_("Day of the contract"))
        self.signs_title.setText(_("Did you see any of this?"))
        for at, kind in enumerate(LenderType):
            self.lender.edit.setItemText(at, lender_type_name(kind, texts()))
        for code, check in self._signs.items():
            check.setText(sign_name(code, texts()))
        for edit in (self.face, self.received, self.payment, self.fee, self.stated):
            edit.edit.retranslate()

    def _notice(self) -> None:
        if not self._filling:
            self.changed.emit()

    def _assemble(self) -> None:
        lay(self.body, *self.fields, rule(), self.signs_title)

    def _connect(self) -> None:
        for edit in self.findChildren(ReadEdit):
            edit.textChanged.connect(lambda _text: self._notice())
        self.periods.edit.valueChanged.connect(lambda _n: self._notice())
        self.lender.edit.currentIndexChanged.connect(lambda _at: self._notice())
        self.stated.edit.valueChanged.connect(self._notice)
