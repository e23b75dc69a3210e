"""What an import asks once: which debt a product means, and whether a person's money is a loan."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from jiebei_desktop.services.statements.imports_review import Checked
from jiebei_desktop.text.current import _
from jiebei_desktop.ui.page import PageContext
from jiebei_desktop.ui.pages.ledger.import_job import ImportJob
from jiebei_desktop.ui.widgets.basics import Label
from jiebei_desktop.ui.widgets.boxes import across
from jiebei_desktop.ui.widgets.card import Card
from jiebei_desktop.ui.widgets.flow import Columns

NO_DEBT = ""
OPEN = None
"""No answer: the product stays without a debt, and is asked about again."""
Answer = tuple[str, str | None]


class Questions(Card):
    """One line per question; the answers go into the job and are remembered by the ledger."""

    answered = Signal()

    def __init__(self, context: PageContext, job: ImportJob) -> None:
        super().__init__(context.theme)
        self._context = context
        self._job = job
        self._grid = Columns(2, context.theme.px(32), context.theme.px(8))
        """Two beside each other where there is room: the rows below come into sight."""
        self.body.addLayout(self._grid)
        self._lines: list[QWidget] = []
        self.combos: dict[str, QComboBox] = {}
        """The lists of answers, by product or person."""

    def show_checked(self, checked: Checked) -> None:
        """Ask what this file leaves open; hidden when there is nothing."""
        for line in self._lines:
            self._grid.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._lines, self.combos = [], {}
        self.show_header(_("Asked once"), _("The answer is remembered for the next statement"))
        for question in checked.seen.debt_questions:
            answers: list[Answer] = [(_("Leave open"), OPEN)]
            answers += [(checked.debts.get(code, code), code) for code in question.candidates]
            answers.append((_("None of my debts"), NO_DEBT))
            self._ask(
                question.product,
                _("Which debt is “{product}” in the statement?").format(product=question.product),
                answers,
                self._job.debts,
            )
        for person in checked.seen.persons:
            answers = [
                (_("Income"), "income"),
                (_("A loan to pay back"), "loan"),
                (_("My own money"), "own"),
            ]
            self._ask(
                person,
                _("What is the money from {person}?").format(person=person),
                answers,
                self._job.persons,
            )
        self.setVisible(bool(self._lines))

    def _ask(
        self, key: str, question: str, answers: Sequence[Answer], kept: dict[str, str]
    ) -> None:
        line, combo = QWidget(), QComboBox()
        across((Label("body", text=question), 1), combo, on=line)
        combo.setAccessibleName(question)
        combo.setMinimumWidth(self._context.theme.px(180))
        for word, value in answers:
            combo.addItem(word, value)
        if (preset := kept.get(key, answers[0][1])) is not OPEN:
            kept[key] = preset
            combo.setCurrentIndex(combo.findData(preset))
        combo.activated.connect(_keeping(kept, key, combo))
        combo.activated.connect(lambda _place: self.answered.emit())
        self._grid.addWidget(line)
        self._lines.append(line)
        self.combos[key] = combo


def _keeping(kept: dict[str, str], key: str, combo: QComboBox) -> Callable[[int], None]:
    def keep(_place: int) -> None:
        kept.pop(key, None)
        if (answer := combo.currentData()) is not OPEN:
            kept[key] = answer

    return keep
