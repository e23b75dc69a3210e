"""The fields of a debt: its terms, and either payments or what the lender's app shows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from msgspec.structs import replace
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLineEdit, QWidget

from jiebei_desktop.domain.debts import Allocation, LenderType, Method, Priority
from jiebei_desktop.domain.money import yuan
from jiebei_desktop.domain.rates import DayBasis
from jiebei_desktop.services.debts.debt_draft import PLANNED, DebtDraft, times_text
from jiebei_desktop.services.debts.draft_reader import Problem
from jiebei_desktop.services.reference.products import usual_penalty
from jiebei_desktop.text import formats
from jiebei_desktop.text.current import _, pgettext
from jiebei_desktop.ui.page import PageContext
from jiebei_desktop.ui.pages.debts import words
from jiebei_desktop.ui.pages.debts.problem_words import problem_words
from jiebei_desktop.ui.widgets.basics import Button
from jiebei_desktop.ui.widgets.boxes import REST, down, lay
from jiebei_desktop.ui.widgets.choice_edit import ChoiceEdit
from jiebei_desktop.ui.widgets.date_edit import DateEdit
from jiebei_desktop.ui.widgets.field import Field
from jiebei_desktop.ui.widgets.money_edit import MoneyEdit
from jiebei_desktop.ui.widgets.rate_edit import PERIODS, RateEdit
from jiebei_desktop.ui.widgets.segments import Segments
from jiebei_desktop.ui.widgets.suffix import suffix_label

_CONTRACT, _SHOWN = 0, 1
_MONEY = (
    "principal", "upfront", "minimum_floor", "credit_limit", "shown_principal", "shown_interest",
    "shown_penalty", "shown_fees", "overdue_principal",
)  # fmt: skip
_TEXT = ("name", "lender", "note", "contract_no", "lender_phone", "co_debtors")
_NUMBERS = {
    "periods": "n",
    "penalty": "times",
    "paid": "n",
    "fee": "%",
    "grace": "days",
    "minimum_share": "%",
    "bill_day": "day",
}
_DATES = ("contract_date", "first_due", "shown_on", "overdue_since")
_MAIN = (
    "name", "lender_type", "principal", "contract_date", "rate", "method", "periods", "first_due",
    "fee", "minimum_share", "minimum_floor", "bill_day", "penalty", "paid", "shown_on",
    "shown_principal", "shown_interest", "shown_penalty", "shown_fees",
    "overdue_principal", "overdue_since",
)  # fmt: skip
_MORE = (
    "lender",
    "day_basis",
    "upfront",
    "grace",
    "allocation",
    "priority",
    "credit_limit",
    "contract_no",
    "lender_phone",
    "co_debtors",
    "note",
)
_ONLY_SHOWN = frozenset({
    "shown_on", "shown_principal", "shown_interest", "shown_penalty", "shown_fees",
    "overdue_principal", "overdue_since",
})  # fmt: skip


class DebtForm(QWidget):
    """Shows and reads a `DebtDraft`; ``changed`` on every edit."""

    changed = Signal()

    def __init__(self, context: PageContext, *, editing: bool) -> None:
        super().__init__()
        self._context = context
        self._editing = editing
        self._draft = DebtDraft(product="other", contract_date=context.today())
        self._quiet = False
        self.ways = Segments(context.theme, 2)
        self.fields: dict[str, Field[Any]] = {}
        self.compound = QCheckBox()
        self.confirm = QCheckBox()
        self.more_button = Button(context.theme, "text", "down")
        self.more = QWidget()
        self._make_fields()
        self._assemble()
        self._word()
        self._connect()

    def show_draft(self, draft: DebtDraft) -> None:
        """Fill every field."""
        self._quiet = True
        self._draft = draft
        self.ways.choose(_CONTRACT if draft.shown_on is None else _SHOWN)
        for name, found in self.fields.items():
            self._fill(name, found.edit, draft)
            found.show_problem("")
        self.compound.setChecked(draft.compound)
        self._ask_rate(asked=draft.confirmed, confirmed=draft.confirmed)
        self._quiet = False
        self._fit()

    def draft(self) -> DebtDraft:
        """Return what is typed."""
        values: dict[str, Any] = {name: self._read(name) for name in self.fields if name != "rate"}
        rate = self.fields["rate"].edit
        values["rate"] = rate.percent.text().strip().removesuffix("%")
        values["per"] = PERIODS[rate.period.currentIndex()]
        if self.ways.current() == _CONTRACT:
            values["shown_on"] = None
        if not values["overdue_principal"]:
            values["overdue_since"] = None
        values["method"] = values["method"] or self._draft.method
        values["compound"] = self.compound.isChecked()
        values["confirmed"] = self.confirm.isChecked()
        return replace(self._draft, **values)

    def show_problems(self, problems: Sequence[Problem], *, go: bool = True) -> str:
        """Show every problem under its field and return the first field; ``go`` moves there."""
        found = {problem.field: problem_words(problem) for problem in reversed(problems)}
        for name, shown in self.fields.items():
            shown.show_problem(found.get(name, ""))
        if go and any(problem.code == "high_rate" for problem in problems):
            self._ask_rate(asked=True, confirmed=False)
        if any(name in found for name in _MORE):
            self.more_button.setChecked(True)
        first = next((name for name in (*_MAIN, *_MORE) if name in found), None)
        if first is not None and go:
            self.fields[first].edit.setFocus()
        return first or ""

    def _ask_rate(self, *, asked: bool, confirmed: bool) -> None:
        """Show the question whether a high rate is right, or take it away."""
        self.confirm.setVisible(asked)
        self.confirm.setChecked(confirmed)

    def _read(self, name: str) -> Any:
        edit = self.fields[name].edit
        if isinstance(edit, MoneyEdit):
            amount = edit.value()
            return edit.text().strip() if amount is None else yuan(amount)
        if isinstance(edit, (DateEdit, ChoiceEdit)):
            return edit.value()
        return str(edit.text()).strip()

    def _fill(self, name: str, edit: QWidget, draft: DebtDraft) -> None:
        if isinstance(edit, RateEdit):
            edit.percent.setText(draft.rate)
            edit.period.setCurrentIndex(PERIODS.index(draft.per))
            return
        value = getattr(draft, name)
        if isinstance(edit, DateEdit):
            edit.set_value(value or self._context.today())
        elif isinstance(edit, ChoiceEdit):
            edit.set_value(value)
        elif isinstance(edit, QLineEdit):
            edit.setText(value)
            if isinstance(edit, MoneyEdit):
                edit.editingFinished.emit()

    def _make_fields(self) -> None:
        theme = self._context.theme
        choices: dict[str, QWidget] = {
            "lender_type": ChoiceEdit(tuple(LenderType), words.lender_type_name),
            "method": ChoiceEdit(tuple(Method), words.method_name),
            "day_basis": ChoiceEdit(tuple(DayBasis), words.basis_name),
            "allocation": ChoiceEdit(tuple(Allocation), words.allocation_name),
            "priority": ChoiceEdit(tuple(Priority), words.priority_name),
            "rate": RateEdit(theme),
        }
        edits: dict[str, QWidget] = dict(choices)
        edits.update({name: MoneyEdit(theme) for name in _MONEY})
        edits.update({name: QLineEdit() for name in (*_TEXT, *_NUMBERS)})
        edits.update({name: DateEdit(self._context.today()) for name in _DATES})
        for name in (*_MAIN, *_MORE):
            self.fields[name] = Field(theme, edits[name])
            self.fields[name].setParent(self)

    def _assemble(self) -> None:
        px = self._context.theme.px
        column = down(self.ways, on=self, gap=px(10))
        self._grid = QGridLayout()
        inner = QGridLayout(self.more)
        inner.setContentsMargins(0, 0, 0, 0)
        for grid in (self._grid, inner):
            grid.setHorizontalSpacing(px(14))
            grid.setVerticalSpacing(px(10))
            grid.setColumnStretch(0, 1)
            grid.setColumnStretch(1, 1)
        for place, name in enumerate(_MORE):
            inner.addWidget(self.fields[name], place // 2, place % 2, Qt.AlignmentFlag.AlignTop)
        inner.addWidget(self.compound, len(_MORE) // 2, 0, 1, 2)
        lay(column, self._grid, self.confirm, self.more_button, self.more, REST)
        self.more.hide()
        self.more_button.setCheckable(True)

    def _connect(self) -> None:
        self.ways.chosen.connect(lambda _way: self._fit())
        self.more_button.toggled.connect(self.more.setVisible)
        self.compound.toggled.connect(lambda _on: self._notice())
        self.confirm.toggled.connect(lambda _on: self._notice())
        for found in self.fields.values():
            edit = found.edit
            for signal in ("valueChanged", "textChanged", "dateChanged", "currentIndexChanged"):
                if hasattr(edit, signal):
                    getattr(edit, signal).connect(lambda *_args: self._notice())
                    break
        for name in ("rate", "fee"):
            changed = getattr(self.fields[name].edit, "valueChanged", None)
            (changed or self.fields[name].edit.textChanged).connect(self._rate_changed)
        self.fields["method"].edit.currentIndexChanged.connect(lambda _place: self._fit())
        self.fields["lender_type"].edit.currentIndexChanged.connect(lambda _place: self._lender())

    def _lender(self) -> None:
        """A multiplier of penalty that nobody typed is the one usual for the kind of lender."""
        now = self.draft()
        if self._quiet or self._editing or now.penalty != _usual_penalty(self._draft):
            return
        self._draft = now
        self.fields["penalty"].edit.setText(_usual_penalty(now))

    def _rate_changed(self) -> None:
        """Another rate is another question."""
        if not self._quiet:
            self._ask_rate(asked=False, confirmed=False)

    def _notice(self) -> None:
        if not self._quiet:
            self._hints()
            self.changed.emit()

    def _shown(self) -> list[str]:
        """Return the fields that the way of giving the debt and its method ask for."""
        method = self.fields["method"].edit.value() or self._draft.method
        away = set(_ONLY_SHOWN) if self.ways.current() == _CONTRACT else {"paid"}
        if self._editing:
            away.add("paid")
        if method not in PLANNED:
            away |= {"periods", "paid"}
        if method is not Method.FEE_INSTALMENT:
            away.add("fee")
        if method is not Method.REVOLVING:
            away |= {"minimum_share", "minimum_floor", "bill_day"}
        if method is Method.FREE:
            away.add("first_due")
        return [name for name in _MAIN if name not in away]

    def _fit(self) -> None:
        """Lay out only what is asked for."""
        shown = self._shown()
        for name in _MAIN:
            self._grid.removeWidget(self.fields[name])
        for place, name in enumerate(shown):
            corner = Qt.AlignmentFlag.AlignTop
            self._grid.addWidget(self.fields[name], place // 2, place % 2, corner)
        for name in _MAIN:
            self.fields[name].setVisible(name in shown)
        self._word()
        self._notice()

    def _word(self) -> None:
        given = self.ways.current() == _SHOWN and not self._editing
        self.ways.show_words((_("From the contract"), _("From what the app shows")))
        self.more_button.setText(_("More terms"))
        self.confirm.setText(_("The rate is right as it stands here"))
        self.compound.setText(_("Overdue interest bears interest too, the contract says so"))
        for name, (label, hint) in _labels(given=given).items():
            self.fields[name].show_words(label, hint)
        units = {
            "n": pgettext("unit", "instalments"),
            "times": pgettext("unit", "times"),
            "days": pgettext("unit", "days"),
            "day": pgettext("field", "day"),
            "%": "%",
        }
        for name, unit in _NUMBERS.items():
            edit = self.fields[name].edit
            if edit.layout() is None:
                suffix_label(edit, self._context.theme).setText(units[unit])
        self._hints()

    def _hints(self) -> None:
        """Say what a rate is a year and on which day payments fall due."""
        rate = self.fields["rate"].edit.value()
        basis = self.fields["day_basis"].edit.value() or self._draft.day_basis
        if rate is not None:
            yearly = formats.percent(rate.annual(basis))
            self._hint("rate", _("= {rate} a year").format(rate=yearly))
        due: date = self.fields["first_due"].edit.value()
        self._hint("periods", _("due on day {day} of the month").format(day=due.day))

    def _hint(self, name: str, text: str) -> None:
        found = self.fields[name]
        if found.help.property("tone") != "severe":
            found.show_words(found.label.text(), text)


def _labels(*, given: bool) -> dict[str, tuple[str, str]]:
    return {**_main_labels(given=given), **_shown_labels(), **_more_labels()}


def _usual_penalty(draft: DebtDraft) -> str:
    return times_text(usual_penalty(draft.product, draft.lender_type))


def _main_labels(*, given: bool) -> dict[str, tuple[str, str]]:
    return {
        "name": (_("Name in your list"), ""),
        "lender_type": (_("Kind of lender"), _("As in the contract, not the app's name")),
        "principal": (
            _("Amount borrowed"),
            _("Leave empty if you do not know it") if given else _("principal at the start"),
        ),
        "contract_date": (_("Day of borrowing"), ""),
        "rate": (_("Rate"), ""),
        "method": (_("Repaid as"), _("Usual for this product; the contract counts")),
        "periods": (_("Instalments left") if given else _("Instalments"), ""),
        "first_due": (_("Next due day") if given else _("First due day"), ""),
        "fee": (_("Fee per instalment"), _("of the amount borrowed")),
        "minimum_share": (_("Minimum payment, share"), ""),
        "minimum_floor": (_("Minimum payment, at least"), ""),
        "bill_day": (_("Day of the bill"), _("Of the month, as on the bill")),
        "penalty": (_("Overdue rate"), _("times the contract rate; check the contract")),
        "paid": (_("Instalments paid"), _("each on its due day; change single ones later")),
    }


def _shown_labels() -> dict[str, tuple[str, str]]:
    principal, interest, penalty, fees = words.part_names()
    return {
        "shown_on": (_("Day it is shown for"), ""),
        "shown_principal": (principal, _("all outstanding, past due included")),
        "shown_interest": (interest, ""),
        "shown_penalty": (penalty, ""),
        "shown_fees": (fees, ""),
        "overdue_principal": (_("Of the principal, past due"), _("empty when nothing is late")),
        "overdue_since": (_("Past due since"), ""),
    }


def _more_labels() -> dict[str, tuple[str, str]]:
    return {
        "lender": (_("Lender in the contract"), ""),
        "day_basis": (_("Day count"), ""),
        "upfront": (_("Fee withheld at the start"), ""),
        "grace": (_("Days of grace"), ""),
        "allocation": (_("Payments go to"), ""),
        "priority": (_("Class when money is short"), ""),
        "credit_limit": (_("Credit limit"), ""),
        "contract_no": (_("Contract number"), _("Papers to the lender name it")),
        "lender_phone": (_("Telephone of the lender"), ""),
        "co_debtors": (_("Who else owes it"), _("Co-borrowers and guarantors, by name")),
        "note": (_("Your note"), ""),
    }
