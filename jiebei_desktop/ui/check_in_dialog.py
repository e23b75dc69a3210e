"""The check-in of five minutes: three questions, one press to finish, then one thing to do."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from jiebei_desktop.domain.changes import Changes
from jiebei_desktop.services.today import check_in
from jiebei_desktop.services.today.check_in import CheckInQuestions
from jiebei_desktop.services.today.one_thing import Thing, one_thing
from jiebei_desktop.services.today.overview import Outlook, Standing, outlook, standing
from jiebei_desktop.text.current import _, pgettext
from jiebei_desktop.ui import check_in_words as words
from jiebei_desktop.ui import errors
from jiebei_desktop.ui.check_in_form import CheckInForm
from jiebei_desktop.ui.fitting import FittedDialog, Scroller
from jiebei_desktop.ui.page import PageContext
from jiebei_desktop.ui.widgets.basics import Button, Label, rule
from jiebei_desktop.ui.widgets.boxes import REST, across, down, held
from jiebei_desktop.ui.widgets.busy_bar import BusyBar

SIZE = (784, 548)
"""Width and height in px at 100 %; smaller where the screen is."""
MARGIN = 32
QUESTIONS, THING = 0, 1


class CheckInDialog(FittedDialog):
    """Writes once on Finish, then names one thing; ``went`` carries the `Thing` to do it."""

    went = Signal(object)

    def __init__(self, context: PageContext, asked: CheckInQuestions, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._thing: Thing | None = None
        self._is_over = False
        self.setWindowTitle(_("Five-minute check-in"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.form = CheckInForm(context, asked)
        self.panes, self.busy = QStackedWidget(), BusyBar()
        self.lead = Label("caption", "text2", wrap=True)
        self.thing_title = Label("pane_title", wrap=True)
        self.thing_text = Label("body", "text2", wrap=True)
        self.cancel_button = Button(context.theme)
        self.finish_button = Button(context.theme, "primary")
        self.go_button = Button(context.theme, "primary", "next")
        self._assemble()
        self.cancel_button.clicked.connect(self.reject)
        self.finish_button.clicked.connect(self.finish)
        self.go_button.clicked.connect(self._go)
        self.form.cash[0].edit.setFocus()

    def finish(self) -> None:
        """Write everything as one step and work out the one thing to do."""
        wrong = self.form.check()
        if wrong is not None:
            self.scroller.ensureWidgetVisible(wrong)
            return
        if not self._agreed_to_more():
            return
        context, filled, today = self._context, self.form.answers(), self._context.today()
        session = context.session
        self._work(on=True)

        def job() -> tuple[Changes, Standing]:
            changes = check_in.finish(session, filled, today)
            return changes, standing(session, today)

        context.lanes.ledger(job, self._written, failed=self._failed)

    def reject(self) -> None:
        """Ask before what is half filled in is lost."""
        half = self.panes.currentIndex() == QUESTIONS and self.form.is_touched
        if half and not self._context.ask.confirm(
            _("Leave without keeping what is filled in?"), action=_("Leave")
        ):
            return
        super().reject()

    def done(self, result: int) -> None:
        """Take no answer any more once closed."""
        self._is_over = True
        super().done(result)

    def _agreed_to_more(self) -> bool:
        names = [one.debt.name for one in self.form.too_much()]
        if not names:
            return True
        question = _("More was paid to {debt} than is owed. Is that right?")
        return self._context.ask.confirm(
            question.format(debt=pgettext("list", ", ").join(names)),
            _("What is too much is kept and shown as such."),
            action=_("Yes, keep it"),
        )

    def _written(self, answer: tuple[Changes, Standing]) -> None:
        changes, facts = answer
        self._context.notify(changes)
        if self._is_over:
            return
        self.panes.setCurrentIndex(THING)
        self.cancel_button.setText(_("Close"))
        self.finish_button.hide()
        self.thing_title.setText(_("Kept. Looking for the one thing to do…"))
        if facts.known:
            self._context.lanes.side(
                lambda: outlook(facts),
                lambda ahead: self._show_thing(facts, ahead),
                latest="check-in",
                failed=self._failed,
            )
        else:
            self._show_thing(facts, None)

    def _show_thing(self, facts: Standing, ahead: Outlook | None) -> None:
        if self._is_over:
            return
        self._work(on=False)
        self._thing = thing = one_thing(facts, ahead)
        said = words.thing_words(thing, facts, self._context.masking)
        self.lead.setText(_("One thing to do"))
        self.thing_title.setText(said.title)
        self.thing_text.setText(said.text)
        self.go_button.setText(said.action)
        self.go_button.setVisible(bool(said.action and thing.page))
        (self.go_button if said.action else self.cancel_button).setFocus()

    def _go(self) -> None:
        self.accept()
        self.went.emit(self._thing)

    def _failed(self, error: Exception) -> None:
        errors.note(error)
        if not self._is_over:
            self._work(on=False)
            self.panes.setCurrentIndex(THING)
            self.thing_title.setText(_("This could not be worked out"))
            self.cancel_button.setText(_("Close"))
            self.finish_button.hide()

    def _work(self, *, on: bool) -> None:
        self.finish_button.setEnabled(not on)
        self.cancel_button.setEnabled(not on)
        if on:
            self.busy.start()
        else:
            self.busy.stop()

    def _assemble(self) -> None:
        px = self._context.theme.px
        self.scroller = Scroller(self.form)
        self.panes.addWidget(self.scroller)
        self.panes.addWidget(self._thing_pane())
        title = Label("dialog_title", text=self.windowTitle())
        title.setContentsMargins(px(20), px(16), px(20), px(10))
        down(title, self.busy, (self.panes, 1), rule(), self._foot(), on=self, gap=0)
        self.cancel_button.setText(_("Not now"))
        self.finish_button.setText(_("Finish"))
        self.finish_button.setDefault(True)
        screen = self.screen().availableGeometry().size()
        width, height = (px(one) for one in SIZE)
        self.resize(min(width, screen.width() - MARGIN), min(height, screen.height() - MARGIN))

    def _thing_pane(self) -> QWidget:
        px = self._context.theme.px
        pane = held(
            down(
                self.lead,
                self.thing_title,
                self.thing_text,
                (self.go_button, 0, Qt.AlignmentFlag.AlignLeft),
                REST,
                gap=px(8),
                around=(px(20), px(24), px(20), px(20)),
            )
        )
        self.go_button.hide()
        return pane

    def _foot(self) -> QHBoxLayout:
        px = self._context.theme.px
        return across(
            REST, self.cancel_button, self.finish_button, gap=px(8), around=(px(20), px(10))
        )
