"""The parts of one payment: what each was for, a note, an amount; the last takes the rest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from jiebei_desktop.domain.debts import DebtId
from jiebei_desktop.domain.household import EntryKind
from jiebei_desktop.domain.money import ZERO, Fen
from jiebei_desktop.domain.splits import SplitPart, SplitProblem, missing, unassigned
from jiebei_desktop.text import formats
from jiebei_desktop.text.current import _, texts
from jiebei_desktop.text.splits import left_words, split_problem
from jiebei_desktop.ui.theme import Theme
from jiebei_desktop.ui.widgets.basics import Button, Label
from jiebei_desktop.ui.widgets.boxes import down
from jiebei_desktop.ui.widgets.category_edit import CategoryEdit
from jiebei_desktop.ui.widgets.field import Field
from jiebei_desktop.ui.widgets.flow import Columns, FlowLayout
from jiebei_desktop.ui.widgets.money_edit import MoneyEdit

_OF_WHAT = frozenset({"category", "debt", "nothing"})
"""Problems of what a part was for; the others are of its amount."""
_FEWEST = 2


class PartEdit(CategoryEdit):
    """What a part was for: a category, or a debt that it repaid, by name."""

    def __init__(self, kind: EntryKind, debts: Mapping[DebtId, str]) -> None:
        self._repaid = {_("Repays {debt}").format(debt=name): debt for debt, name in debts.items()}
        super().__init__(kind)

    def debt(self) -> DebtId | None:
        """Return the debt that is meant."""
        return self._repaid.get(self.text().strip())

    def code(self) -> str:
        """Return the category that is meant, empty where it is a debt or nothing."""
        return "" if self.debt() is not None else super().code()

    def problem(self) -> str:
        """Return what is wrong with the text, or an empty string."""
        return "" if self.debt() is not None else super().problem()

    def set_debt(self, debt: DebtId) -> None:
        """Show a debt."""
        self.setText(next((name for name, one in self._repaid.items() if one == debt), ""))

    def _offer(self, typed: str) -> None:
        super()._offer(typed)
        names = [name for name in self._repaid if typed.strip() in name]
        if self.kind is EntryKind.EXPENSE:
            self._names.setStringList([*self._names.stringList(), *names])


class PartRow(QWidget):
    """One part."""

    def __init__(self, theme: Theme, kind: EntryKind, debts: Mapping[DebtId, str]) -> None:
        super().__init__()
        self.what = Field(theme, PartEdit(kind, debts))
        self.note = Field(theme, QLineEdit())
        self.amount = Field(theme, MoneyEdit(theme, negative=True))
        row = Columns(3, theme.px(12), theme.px(4))
        self.setLayout(row)
        for field in (self.what, self.note, self.amount):
            row.addWidget(field)
            row.setAlignment(field, Qt.AlignmentFlag.AlignTop)

    def show_place(self, place: int, left: Fen | None) -> None:
        """Say which part it is; the last one says what is ``left`` for it while it is empty."""
        self.what.show_words(_("Part {number}: what for").format(number=place + 1))
        self.note.show_words(_("Note"))
        self.amount.show_words(_("Amount"))
        self.amount.edit.setPlaceholderText("0.00" if left is None else formats.amount(left))

    def show_part(self, part: SplitPart) -> None:
        """Show a part; an amount of nought is left open."""
        if part.debt is not None:
            self.what.edit.set_debt(part.debt)
        else:
            self.what.edit.set_code(part.category)
        self.what.edit.setCursorPosition(0)
        self.note.edit.setText(part.note)
        self.amount.edit.set_value(part.amount or None)

    def part(self, left: Fen = ZERO) -> SplitPart:
        """Return what is typed; without an amount it is what is ``left``."""
        typed = self.amount.edit.value()
        return SplitPart(
            amount=left if typed is None and not self.amount.edit.text().strip() else typed or ZERO,
            category=self.what.edit.code(),
            note=self.note.edit.text().strip(),
            debt=self.what.edit.debt(),
        )


class SplitBox(QWidget):
    """The parts of a payment, at least two; fewer are none: the payment is whole."""

    changed = Signal()
    """There are more or fewer parts."""

    def __init__(self, theme: Theme, kind: EntryKind, debts: Mapping[DebtId, str]) -> None:
        super().__init__()
        self._theme, self._kind, self._debts = theme, kind, debts
        self._whole = ZERO
        self.rows: list[PartRow] = []
        self.left = Label("caption", "text2", wrap=True)
        self.add_button = Button(theme, "text", "plus", small=True)
        self.drop_button = Button(theme, "text", "minus", small=True)
        self.join_button = Button(theme, "text", "undo", small=True)
        self._column = down(self.left, on=self, gap=theme.px(8), around=(0, 0, 0, theme.px(6)))
        acts = QWidget()
        flow = FlowLayout(acts, theme.px(4))
        for button in (self.add_button, self.drop_button, self.join_button):
            flow.addWidget(button)
        self._column.addWidget(acts)
        self.add_button.setText(_("One more part"))
        self.drop_button.setText(_("One part less"))
        self.join_button.setText(_("Join to one entry"))
        self.add_button.clicked.connect(self.grow)
        self.drop_button.clicked.connect(self.shrink)
        self.hide()

    @property
    def is_split(self) -> bool:
        """Whether there are parts."""
        return bool(self.rows)

    def show_parts(self, parts: Sequence[SplitPart]) -> None:
        """Show these parts in place of the former ones."""
        while self.rows:
            self._take_last()
        for part in parts:
            self._append().show_part(part)
        self._settle()

    def grow(self) -> None:
        """Add a part, which takes what is left; what the last one took stays its own amount."""
        parts = self.parts()
        self.rows[-1].amount.edit.set_value(parts[-1].amount or None)
        self._append()
        self._settle()
        self.rows[-1].what.edit.setFocus()

    def shrink(self) -> None:
        """Take the last part away; the one before it takes what is left. One part is none."""
        if len(self.rows) <= _FEWEST:
            self.join_button.click()
            return
        self._take_last()
        self.rows[-1].amount.edit.set_value(None)
        self._settle()

    def turn(self, kind: EntryKind) -> None:
        """Take categories of the other direction."""
        self._kind = kind
        for row in self.rows:
            row.what.edit.kind = kind
            row.what.edit.set_code("")

    def set_whole(self, whole: Fen) -> None:
        """Hold the parts against another amount."""
        self._whole = whole
        self._reckon()

    def parts(self) -> tuple[SplitPart, ...]:
        """Return what is typed; the last part takes what is left where it has no amount."""
        if not self.rows:
            return ()
        before = self._before()
        return (*before, self.rows[-1].part(unassigned(self._whole, before)))

    def problem_field(self, problem: SplitProblem | None) -> Field[Any] | None:
        """Show what is wrong at its field and return that, None where nothing is."""
        for row in self.rows:
            for field in (row.what, row.amount):
                field.show_problem("")
        if problem is None:
            return None
        row = self.rows[problem.place]
        found: Field[Any] = row.what if problem.code in _OF_WHAT else row.amount
        found.show_problem(row.what.edit.problem() or self._words(problem))
        return found

    def _words(self, problem: SplitProblem) -> str:
        """Say what is wrong; of a last part without an amount, what is left for it."""
        last = problem.place == len(self.rows) - 1
        if problem.code in {"amount", "direction"} and last and self._takes_rest():
            left = missing(self._whole, self._before())
            return left_words(left, texts()) if left else _("Nothing is left for this part")
        if problem.code == "category" and not self.rows[problem.place].what.edit.text().strip():
            return _("A category is needed")
        return split_problem(problem, texts())

    def _before(self) -> list[SplitPart]:
        """Return the parts before the last one."""
        return [row.part() for row in self.rows[:-1]]

    def _takes_rest(self) -> bool:
        return not self.rows[-1].amount.edit.text().strip()

    def _append(self) -> PartRow:
        row = PartRow(self._theme, self._kind, self._debts)
        self.rows.append(row)
        self._column.insertWidget(len(self.rows) - 1, row)
        row.amount.edit.valueChanged.connect(self._reckon)
        return row

    def _take_last(self) -> None:
        row = self.rows.pop()
        self._column.removeWidget(row)
        row.setParent(None)
        row.deleteLater()

    def _settle(self) -> None:
        self.setVisible(self.is_split)
        self._reckon()
        self.changed.emit()

    def _reckon(self) -> None:
        """Say what no part holds yet: the last one takes it."""
        if not self.rows:
            return
        rest = missing(self._whole, self._before())
        for place, row in enumerate(self.rows):
            row.show_place(place, rest if row is self.rows[-1] and rest > 0 else None)
        left = rest if self._takes_rest() else missing(self._whole, self.parts())
        if self._takes_rest() and rest > 0:
            words = _("The last part takes the rest: {amount}")
            self.left.setText(words.format(amount=formats.money(rest)))
        else:
            self.left.setText(left_words(left, texts()) if left else _("All of it is in parts"))
