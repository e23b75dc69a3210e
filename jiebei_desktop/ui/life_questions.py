"""A banner that asks what the ledger cannot explain by itself: one question, two equal buttons."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame

from jiebei_desktop.domain.changes import Changes
from jiebei_desktop.services.picture import Reading
from jiebei_desktop.services.picture import life_questions as service
from jiebei_desktop.services.picture.life_questions import LifeQuestion
from jiebei_desktop.text.current import ngettext, texts
from jiebei_desktop.text.formats import sentences
from jiebei_desktop.text.life_questions import question_words
from jiebei_desktop.ui import errors
from jiebei_desktop.ui.figures import WORKING, note
from jiebei_desktop.ui.page import PageContext
from jiebei_desktop.ui.theme import set_property
from jiebei_desktop.ui.widgets.basics import Button, IconLabel, Label
from jiebei_desktop.ui.widgets.boxes import REST, across, down, held, stand

BESIDE_FROM = 760
"""Width in px at 100 % from which the buttons stand beside the words."""


class LifeQuestions(QFrame):
    """Shows the first open question of a ledger; hidden where there is none.

    One press writes the answer as one step of the history, and every page follows.
    """

    def __init__(
        self, context: PageContext, write: Callable[[Callable[[], Changes]], None]
    ) -> None:
        super().__init__()
        self._context, self._write = context, write
        self._name = f"questions-{id(self)}"
        self.open: tuple[LifeQuestion, ...] = ()
        """What is asked, the shown question first."""
        self.setProperty("class", "notice")
        set_property(self, "severity", "caution")
        self.question = Label("body_strong", wrap=True)
        self.reading = Label("caption", "text2", wrap=True)
        self.lasting_button = Button(context.theme)
        self.other_button = Button(context.theme)
        self._assemble()
        for label in (self.question, self.reading):
            note(label, WORKING)
        self.lasting_button.clicked.connect(lambda: self._answer(lasting=True))
        self.other_button.clicked.connect(lambda: self._answer(lasting=False))
        self.hide()

    def look(self, reading: Reading) -> None:
        """Find out, beside the window, what is to be asked about a ledger, and ask it."""
        self._context.lanes.side(
            lambda: service.asked(reading),
            self.show_questions,
            latest=self._name,
            failed=errors.note,
        )

    def show_questions(self, questions: tuple[LifeQuestion, ...]) -> None:
        """Show the first of some questions, or nothing."""
        self.open = questions
        self.setVisible(bool(questions))
        if not questions:
            return
        words = question_words(questions[0], texts(), self._context.masking.plain)
        self.question.setText(words.question)
        self.reading.setText(sentences(words.reading, _more(len(questions) - 1)))
        for button, said in (
            (self.lasting_button, words.lasting),
            (self.other_button, words.other),
        ):
            button.setText(said)
            button.setEnabled(True)
        self.setAccessibleName(f"{words.question} {words.reading}")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the buttons under the words on a narrow page."""
        super().resizeEvent(event)
        wide = self.width() * 100 / self._context.theme.zoom >= BESIDE_FROM
        stand(self._parts, beside=wide)

    def _answer(self, *, lasting: bool) -> None:
        if not self.open:
            return
        session, question, today = self._context.session, self.open[0], self._context.today()
        for button in (self.lasting_button, self.other_button):
            button.setEnabled(False)
        self._write(lambda: service.answer(session, question, today, lasting=lasting))

    def _assemble(self) -> None:
        px = self._context.theme.px
        row = across(
            IconLabel(self._context.theme, "alert_circle", "caution", 20),
            on=self,
            gap=px(12),
            around=(px(16), px(9)),
        )
        words = down(self.question, self.reading, gap=px(2))
        buttons = held(across(self.lasting_button, self.other_button, REST, gap=px(12)))
        self._parts = across((words, 1), buttons, gap=px(12))
        row.addLayout(self._parts, 1)


def _more(count: int) -> str:
    if not count:
        return ""
    return ngettext("{count} more question after it.", "{count} more questions after it.",
                    count).format(count=count)  # fmt: skip
