"""The short form of one account: what its report does not hold, guesses marked as such."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLineEdit, QVBoxLayout, QWidget

from jiebei_desktop.domain.debts import Method
from jiebei_desktop.domain.money import yuan
from jiebei_desktop.domain.months import Month
from jiebei_desktop.services.debts import report_form
from jiebei_desktop.services.debts.report_debts import ReportLine
from jiebei_desktop.services.debts.report_form import Told
from jiebei_desktop.text import debts as debt_words
from jiebei_desktop.text import formats, imported
from jiebei_desktop.text.current import _, ngettext, pgettext, texts
from jiebei_desktop.ui.page import PageContext
from jiebei_desktop.ui.pages.credit_report import words
from jiebei_desktop.ui.pages.credit_report.checklist import Checklist
from jiebei_desktop.ui.widgets.basics import Label
from jiebei_desktop.ui.widgets.boxes import REST, across, down, lay
from jiebei_desktop.ui.widgets.chip import Chip
from jiebei_desktop.ui.widgets.choice_edit import ChoiceEdit
from jiebei_desktop.ui.widgets.day_line import DayLine
from jiebei_desktop.ui.widgets.field import Field
from jiebei_desktop.ui.widgets.money_edit import MoneyEdit
from jiebei_desktop.ui.widgets.rate_edit import PERIODS, RateEdit
from jiebei_desktop.ui.widgets.suffix import suffix_label

_METHODS = (Method.EQUAL_PAYMENT, Method.EQUAL_PRINCIPAL, Method.INTEREST_ONLY, Method.SINGLE)
_NAMES = (
    "overdue", "overdue_since", "due_day", "paid", "rate", "minimum", "bill_day", "method",
    "periods", "owed_now",
)  # fmt: skip
_WIDE = frozenset({"rate"})
"""Fields that take a whole line."""


class GuessField(Field[Any]):
    """A field whose label carries the chip 估 while it holds a usual term."""

    def __init__(self, context: PageContext, edit: QWidget) -> None:
        super().__init__(context.theme, edit)
        self.chip = Chip(context.theme)
        self.chip.hide()
        line = across(gap=context.theme.px(8))
        column = self.layout()
        if not isinstance(column, QVBoxLayout):
            raise TypeError(column)
        for narrow in (self.label, edit):
            narrow.setMinimumWidth(1)
        column.removeWidget(self.label)
        lay(line, self.label, self.chip, REST)
        column.insertLayout(0, line)

    def show_guess(self, *, on: bool) -> None:
        """Say whether the field holds a usual term."""
        self.chip.show_text(words.guess(), "neutral", "")
        self.chip.setVisible(on)
        self.chip.setToolTip(_("The product's usual terms; change them if yours are others"))


class AccountForm(QWidget):
    """The fields of one account; ``changed`` after every edit."""

    changed = Signal()

    def __init__(self, context: PageContext, state: Checklist) -> None:
        super().__init__()
        self._context, self._state = context, state
        self.line: ReportLine | None = None
        self._quiet = False
        self.title = Label("body_strong")
        self.left = Label("caption", "text3", wrap=True)
        self.known = Label("body", "text2", wrap=True)
        self.confirm = QCheckBox()
        self.fields: dict[str, GuessField] = {}
        self._make()
        self._assemble()

    def show_line(self, line: ReportLine) -> None:
        """Show the form of an account."""
        self.line = line
        told = self._state.told(line)
        self._quiet = True
        self._fill(told)
        self._quiet = False
        self.refresh()

    def refresh(self) -> None:
        """Show which fields are asked, which of them are guesses, and what is wrong."""
        line = self.line
        if line is None:
            return
        self.title.setText(words.name(line))
        self.left.setText(self._left(line))
        self.known.setText(self._known(line))
        self.known.setVisible(bool(self.known.text()))
        self._lay_out(self._state.fields(line))
        guesses, told = self._state.guesses(line), self._state.told(line)
        problems = {one.field: one for one in reversed(self._state.problems(line))}
        for name, field in self.fields.items():
            field.show_words(words.field_name(name), self._help(name, line, told))
            field.show_guess(on=name in guesses)
            found = problems.get(name)
            typed = getattr(field.edit, "problem", str)()
            field.show_problem(typed or (words.problem(found) if found else ""))
        asked = any(one.code == "high_rate" for one in problems.values()) or told.confirmed
        self.confirm.setText(_("The rate is right as it stands here"))
        self.confirm.setVisible(asked and "rate" in self._state.fields(line))

    def first_gap(self) -> QWidget | None:
        """Return the first field that is wrong or missing, else the first one."""
        if self.line is None:
            return None
        wrong = [one.field for one in self._state.problems(self.line)]
        gaps = (*wrong, *self._state.missing(self.line), *self._state.fields(self.line))
        return next((self.fields[name].edit for name in gaps), None)

    def retranslate(self) -> None:
        """Word everything again."""
        for field in self.fields.values():
            retranslate = getattr(field.edit, "retranslate", None)
            if retranslate is not None:
                retranslate()
        for place, way in enumerate(_METHODS):
            self.fields["method"].edit.setItemText(place, _method_name(way))
        for place, paid in enumerate((True, False)):
            self.fields["paid"].edit.setItemText(place, _paid_name(paid))
        self.refresh()

    # -- words -------------------------------------------------------------------------------

    def _left(self, line: ReportLine) -> str:
        gaps, guesses = self._state.missing(line), self._state.guesses(line)
        said = []
        if gaps:
            message = ngettext("{count} fact missing", "{count} facts missing", len(gaps))
            said.append(message.format(count=len(gaps)))
        if guesses:
            said.append(_("“est.” is what is usual for the product"))
        return _("; ").join(said)

    def _known(self, line: ReportLine) -> str:
        if line.debt.closed:
            return _("This account is closed: {end}. It is not entered.").format(
                end=words.closed(line)
            )
        if line.known is None:
            return ""
        text = (
            _("The ledger has “{debt}”. Ticked, it takes the report's newer figures over.")
            if line.known.newer
            else _("The ledger has “{debt}” with newer figures. Ticked, it is only noted as this.")
        )
        return text.format(debt=line.known.name)

    def _help(self, name: str, line: ReportLine, told: Told) -> str:
        until, late = line.debt.until, report_form.late_between(line.debt)
        since = _("The first due day not paid, as the app shows it")
        if late is not None:
            since = formats.sentences(since, imported.late_between(late, texts()))
        plain = {
            "overdue": _("From the app; the report says that it is, but not how much"),
            "overdue_since": since,
            "due_day": _("from the last day in the report") if until else "",
            "owed_now": _("From the app, interest and penalty included; may stay empty"),
            "minimum": _("From the bill; may stay empty"),
            "bill_day": _("From the bill; may stay empty"),
        }
        if name == "rate":
            yearly = report_form.annual(line.debt, told)
            shown = "" if yearly is None else formats.percent(yearly)
            return _("= {rate} a year").format(rate=shown) if shown else ""
        if name == "periods" and until:
            last = Month.of(date.fromisoformat(until))
            return _("until {month}").format(month=formats.month(last, texts()))
        return self._due_words(line, told) if name == "paid" else plain.get(name, "")

    def _due_words(self, line: ReportLine, told: Told) -> str:
        due = report_form.dues(line.debt, told, self._state.as_of)
        days = pgettext("list", ", ").join(formats.short_day(day, texts()) for day in due)
        return _("{days}: the report tells nothing of it").format(days=days)

    # -- reading and filling -----------------------------------------------------------------

    def _fill(self, told: Told) -> None:
        edits = {name: field.edit for name, field in self.fields.items()}
        edits["overdue_since"].set_value(told.overdue_since)
        for name in ("overdue", "bill_day", "due_day", "periods", "owed_now", "minimum"):
            edits[name].setText(getattr(told, name))
        edits["rate"].percent.setText(told.rate)
        edits["rate"].period.setCurrentIndex(PERIODS.index(told.per))
        edits["method"].set_value(told.method if told.method in _METHODS else None)
        paid = report_form.is_paid(self.line.debt, told) if self.line else True
        edits["paid"].set_value(paid)
        self.confirm.setChecked(told.confirmed)

    def _typed(self, name: str) -> dict[str, Any]:
        edit = self.fields[name].edit
        if name == "rate":
            text = edit.percent.text().strip().removesuffix("%")
            return {"rate": text, "per": PERIODS[edit.period.currentIndex()], "confirmed": False}
        if isinstance(edit, MoneyEdit):
            amount = edit.value()
            return {name: edit.text().strip() if amount is None else yuan(amount)}
        if isinstance(edit, QLineEdit) and not isinstance(edit, DayLine):
            return {name: edit.text().strip()}
        return {name: edit.value()}

    def _edited(self, name: str) -> None:
        if self._quiet or self.line is None:
            return
        self._state.change(self.line, name, **self._typed(name))
        self.refresh()
        self.changed.emit()

    def _confirmed(self, on: bool) -> None:
        if self._quiet or self.line is None:
            return
        self._state.change(self.line, "confirmed", confirmed=on)
        self.refresh()
        self.changed.emit()

    # -- assembly ----------------------------------------------------------------------------

    def _make(self) -> None:
        theme = self._context.theme
        edits: dict[str, QWidget] = {
            "overdue": MoneyEdit(theme),
            "overdue_since": DayLine(self._context.today),
            "bill_day": QLineEdit(),
            "due_day": QLineEdit(),
            "paid": ChoiceEdit((True, False), _paid_name),
            "rate": RateEdit(theme),
            "minimum": MoneyEdit(theme),
            "method": ChoiceEdit(_METHODS, _method_name),
            "periods": QLineEdit(),
            "owed_now": MoneyEdit(theme),
        }
        for name in _NAMES:
            self.fields[name] = GuessField(self._context, edits[name])
            self.fields[name].setParent(self)
        for name, unit in (
            ("bill_day", pgettext("field", "day")),
            ("due_day", pgettext("field", "day")),
            ("periods", pgettext("unit", "instalments")),
        ):
            suffix_label(self.fields[name].edit, theme).setText(unit)
        for name, field in self.fields.items():
            for signal in ("valueChanged", "textChanged", "currentIndexChanged"):
                if hasattr(field.edit, signal):
                    getattr(field.edit, signal).connect(self._editing(name))
                    break
        self.confirm.toggled.connect(self._confirmed)

    def _editing(self, name: str) -> Callable[..., None]:
        return lambda *_values: self._edited(name)

    def _assemble(self) -> None:
        px = self._context.theme.px
        self.title.setWordWrap(True)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(px(12))
        self._grid.setVerticalSpacing(px(8))
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)
        down(self.title, self.left, self.known, self._grid, self.confirm, on=self, gap=px(8))
        self.known.hide()
        self.confirm.hide()

    def _lay_out(self, asked: tuple[str, ...]) -> None:
        shown = [name for name in _NAMES if name in asked]
        if [name for name in _NAMES if not self.fields[name].isHidden()] == shown:
            return
        for field in self.fields.values():
            self._grid.removeWidget(field)
            field.hide()
        place = 0
        for name in shown:
            wide = name in _WIDE
            place += wide and place % 2
            span = 2 if wide else 1
            top = Qt.AlignmentFlag.AlignTop
            self._grid.addWidget(self.fields[name], place // 2, place % 2, 1, span, top)
            self.fields[name].show()
            place += span


def _method_name(method: Method) -> str:
    return debt_words.method_name(method.value, texts())


def _paid_name(paid: bool) -> str:
    return _("Paid") if paid else _("Not paid")
