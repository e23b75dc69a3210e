"""The four fields of a lender's page, and the usual terms folded away below them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from msgspec.structs import replace
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLineEdit, QWidget

from jiebei_desktop.domain.debts import LenderType, Method
from jiebei_desktop.domain.money import yuan
from jiebei_desktop.services.debts.debt_draft import times_text
from jiebei_desktop.services.debts.draft_reader import Problem
from jiebei_desktop.services.debts.phone_page import CARD, PhoneDraft, due_after_bill, is_undated
from jiebei_desktop.services.reference.products import template, usual_penalty
from jiebei_desktop.text.current import _, ngettext, pgettext
from jiebei_desktop.ui.page import PageContext
from jiebei_desktop.ui.pages.debts import phone_words, words
from jiebei_desktop.ui.widgets.basics import Button, Label, frame
from jiebei_desktop.ui.widgets.boxes import REST, across, down, lay
from jiebei_desktop.ui.widgets.chip import Chip
from jiebei_desktop.ui.widgets.choice_edit import ChoiceEdit
from jiebei_desktop.ui.widgets.day_line import DayLine
from jiebei_desktop.ui.widgets.field import Field
from jiebei_desktop.ui.widgets.money_edit import MoneyEdit
from jiebei_desktop.ui.widgets.rate_edit import PERIODS, RateEdit
from jiebei_desktop.ui.widgets.segments import Segments

TOP = ("total", "due", "bill_day", "due_on", "late", "since")
TERMS = ("rate", "method", "periods", "penalty", "lender_type")
"""Fields that are folded away; what is left empty is the product's usual."""
NAMES = ("name", "tail")
_MONEY = ("total", "due")
_DAYS = ("due_on", "since")


class PhoneForm(QWidget):
    """Shows and reads a `PhoneDraft`; ``changed`` on every key."""

    changed = Signal()

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self._context = context
        self._draft = PhoneDraft(product="other")
        self._quiet = False
        self._late_touched = False
        self.fields: dict[str, Field[Any]] = {}
        self.late = Segments(context.theme, 2)
        self.only = QCheckBox()
        """The total is principal alone: asked where the instalment exceeds it."""
        self.confirm = QCheckBox()
        """A very high rate is right: asked where one is typed."""
        self.fold_button = Button(context.theme, "text", "right")
        self.fold_chip = Chip(context.theme)
        self.fold_text = Label("caption", "text2", wrap=True)
        self.terms = QWidget()
        self._make_fields()
        self._assemble()
        self._connect()

    def show_draft(self, draft: PhoneDraft) -> None:
        """Fill every field and word them for the product."""
        self._quiet, self._draft, self._late_touched = True, draft, draft.late
        for name, found in self.fields.items():
            if name != "late":
                self._fill(name, found.edit, draft)
        self.late.choose(int(draft.late))
        for box, on in ((self.only, draft.principal_only), (self.confirm, draft.confirmed)):
            box.setChecked(on)
            box.hide()
        self._quiet = False
        self.word()

    def draft(self) -> PhoneDraft:
        """Return what is typed."""
        values: dict[str, Any] = {
            name: self._read(name) for name in self.fields if name not in {"rate", "late"}
        }
        rate: RateEdit = self.fields["rate"].edit
        values["rate"] = rate.percent.text().strip().removesuffix("%")
        values["per"] = PERIODS[rate.period.currentIndex()]
        values["late"] = self.late.current() == 1
        values["principal_only"] = self.only.isChecked()
        values["confirmed"] = self.confirm.isChecked()
        return replace(self._draft, **values)

    def half_filled(self) -> bool:
        """Return whether something was typed that closing would lose."""
        return any(self._read(name) for name in (*_MONEY, "due_on", "tail"))

    def show_problems(self, problems: Sequence[Problem], *, all_of_them: bool) -> str:
        """Show problems under their fields and return the name of the first.

        Before Save was asked for, an empty field is no problem yet.
        """
        shown = {p.field: p for p in reversed(problems) if all_of_them or p.code != "missing"}
        for name, found in self.fields.items():
            problem = shown.get(name)
            found.show_problem("" if problem is None else phone_words.problem_words(problem))
        codes = {problem.code for problem in shown.values()}
        self.only.setVisible("above_total" in codes or self.only.isChecked())
        self.confirm.setVisible("high_rate" in codes or self.confirm.isChecked())
        if any(name in shown for name in TERMS):
            self.fold_button.setChecked(True)
        return next((name for name in self.fields if name in shown), "")

    def word(self) -> None:
        """Name the fields as the product's page does."""
        product = self._draft.product
        card, bare = product in CARD, is_undated(product)
        for name, (label, help_text) in phone_words.field_words(product).items():
            self.fields[name].show_words(label, help_text)
        self.late.show_words((pgettext("phone", "No"), pgettext("phone", "Overdue")))
        self.only.setText(_("The total is principal without interest"))
        self.confirm.setText(_("The rate is right as it stands here"))
        self.fold_button.setText(_("More terms"))
        self.fold_chip.show_text(_("as usual"), "neutral", "")
        self.fields["bill_day"].setVisible(card)
        self.fold_button.setVisible(not bare)
        self._show_fold()
        self.follow()

    def follow(self) -> None:
        """Say under the fields what follows from them; the day late is asked where it is late.

        Until it is answered, lateness follows the day: “12” on the way to “12-8” decides nothing.
        Grey in the empty field stands the penalty usual for the product and the kind of lender.
        """
        draft = self.draft()
        usual = usual_penalty(draft.product, draft.lender_type)
        self.fields["penalty"].edit.setPlaceholderText(times_text(usual))
        today = self._context.today()
        field = self.fields["due_on"]
        past = draft.due_on is not None and draft.due_on < today
        if past != draft.late and not self._late_touched and draft.since is None:
            self._quiet = True
            self.late.choose(int(past))
            self._quiet = False
            draft = self.draft()
        self.fields["since"].setVisible(draft.late)
        start = draft.since or draft.due_on or today
        days = (today - start).days
        label, help_text = phone_words.field_words(draft.product)["since"]
        if days > 0:
            help_text = ngettext("{count} day by today", "{count} days by today", days)
        self.fields["since"].show_words(label, help_text.format(count=days))
        if draft.product in CARD and draft.bill_day.isdecimal() and not field.edit.text().strip():
            field.edit.setPlaceholderText(_("such as 11-8"))

    def show_terms(self, text: str, *, guessed: bool) -> None:
        """Say in a line which terms are used, and whether they are only the usual ones."""
        self.fold_text.setText(text)
        self.fold_chip.setVisible(guessed)

    def _fill(self, name: str, edit: QWidget, draft: PhoneDraft) -> None:
        value = getattr(draft, name)
        if isinstance(edit, RateEdit):
            edit.percent.setText(draft.rate)
            edit.percent.setPlaceholderText(_usual_rate(draft.product))
            edit.period.setCurrentIndex(PERIODS.index(draft.per))
        elif isinstance(edit, (ChoiceEdit, DayLine)):
            edit.set_value(value)
        elif isinstance(edit, QLineEdit):
            edit.setText(value)

    def _read(self, name: str) -> Any:
        edit = self.fields[name].edit
        if isinstance(edit, MoneyEdit):
            amount = edit.value()
            return edit.text().strip() if amount is None else yuan(amount)
        if isinstance(edit, (DayLine, ChoiceEdit)):
            return edit.value()
        return str(edit.text()).strip()

    def _bill_typed(self) -> None:
        """Put the due day of the last bill where only its days are known."""
        draft = self.draft()
        day = draft.bill_day
        if draft.due_on is None or not day.isdecimal() or not 1 <= int(day) <= 31:  # noqa: PLR2004
            return
        due = due_after_bill(int(day), draft.due_on.day, self._context.today())
        if due != draft.due_on and not draft.late and draft.due_on >= self._context.today():
            self.fields["due_on"].edit.set_value(due)

    def _show_fold(self) -> None:
        opened = self.fold_button.isChecked()
        self.fold_button.set_icon("down" if opened else "right")
        self.terms.setVisible(opened)

    def _notice(self) -> None:
        if not self._quiet:
            self.follow()
            self.changed.emit()

    def _late_chosen(self) -> None:
        if not self._quiet:
            self._late_touched = True
            self._notice()

    # -- assembly ----------------------------------------------------------------------------

    def _make_fields(self) -> None:
        theme, today = self._context.theme, self._context.today
        edits: dict[str, QWidget] = {name: MoneyEdit(theme) for name in _MONEY}
        edits.update({name: DayLine(today) for name in _DAYS})
        edits["late"] = self.late
        edits["rate"] = RateEdit(theme)
        edits["method"] = ChoiceEdit(tuple(Method), words.method_name)
        edits["lender_type"] = ChoiceEdit(tuple(LenderType), words.lender_type_name)
        for name in (*TOP, *TERMS, *NAMES):
            self.fields[name] = Field(theme, edits.get(name) or QLineEdit())
            self.fields[name].setParent(self)

    def _assemble(self) -> None:
        px = self._context.theme.px
        column = down(self._grid(TOP), self.only, on=self, gap=px(12))
        box = frame("card")
        inside = down(
            across(self.fold_button, REST, self.fold_chip),
            self.fold_text,
            on=box,
            gap=px(4),
            around=(px(8), px(6), px(12), px(10)),
        )
        grid = self._grid(TERMS)
        self.terms.setLayout(grid)
        lay(inside, self.terms, self.confirm)
        lay(column, box, self._grid(NAMES), REST)
        self.fold_button.setCheckable(True)
        self.terms.hide()

    def _grid(self, names: Sequence[str]) -> QGridLayout:
        px = self._context.theme.px
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(px(14))
        grid.setVerticalSpacing(px(10))
        for column in (0, 1):
            grid.setColumnStretch(column, 1)
        places = phone_words.PLACES
        for place, name in enumerate(names):
            row, column = places.get(name, divmod(place, 2))
            grid.addWidget(self.fields[name], row, column, Qt.AlignmentFlag.AlignTop)
        return grid

    def _connect(self) -> None:
        self.late.chosen.connect(lambda _at: self._late_chosen())
        for box in (self.only, self.confirm):
            box.toggled.connect(lambda _on: self._notice())
        self.fold_button.toggled.connect(lambda _on: self._show_fold())
        self.fields["bill_day"].edit.editingFinished.connect(self._bill_typed)
        for name, found in self.fields.items():
            edit = found.edit
            for signal in ("valueChanged", "textChanged", "currentIndexChanged"):
                if name != "late" and hasattr(edit, signal):
                    getattr(edit, signal).connect(lambda *_args: self._notice())
                    break


def _usual_rate(product: str) -> str:
    return f"{(template(product).terms.rate.value * 100).normalize():f}"
