"""Changes in life: those noted, and one being written."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from jiebei_desktop.domain.events import LifeEvent
from jiebei_desktop.services.book.life_events import LifeEvents
from jiebei_desktop.services.picture.reading import PICTURE_TABLES
from jiebei_desktop.services.plans import life_view
from jiebei_desktop.services.plans.life_trial import Trial, trial
from jiebei_desktop.services.plans.life_view import LifeFacts, LifeLine
from jiebei_desktop.text.current import _
from jiebei_desktop.ui import errors
from jiebei_desktop.ui.life_questions import LifeQuestions
from jiebei_desktop.ui.models.table import Column
from jiebei_desktop.ui.page import Page, PageContext
from jiebei_desktop.ui.pages.life_events import words
from jiebei_desktop.ui.pages.life_events.editor import Editor
from jiebei_desktop.ui.pages.life_events.timeline import TimelineCard
from jiebei_desktop.ui.pause import Pause
from jiebei_desktop.ui.widgets.basics import Button
from jiebei_desktop.ui.widgets.boxes import across, lay, stand
from jiebei_desktop.ui.widgets.chip_delegate import ChipDelegate
from jiebei_desktop.ui.widgets.list_card import ListCard
from jiebei_desktop.ui.widgets.typed import give_back, typed

SIDE_BY_SIDE_FROM = 860
ROW = 53
"""Height of a row of changes in px at 100 %: two lines."""
SETTLE_MS = 250
"""Pause after the last edit before the change is tried out."""


class LifeEventsPage(Page):
    """Shows what changes in the household's life."""

    reads = PICTURE_TABLES

    def __init__(self, context: PageContext) -> None:
        super().__init__(context)
        theme = context.theme
        self._facts: LifeFacts | None = None
        self._events = LifeEvents(context.session)
        self.add_button = Button(theme, "default", "plus")
        self.questions = LifeQuestions(context, self.write)
        columns = self._columns()
        self.list = ListCard[LifeLine](context.theme, columns, self._open, ROW)
        self._chips = ChipDelegate(context.theme, self._state)
        self.list.view.setItemDelegateForColumn(len(columns) - 1, self._chips)
        self.editor = Editor(context)
        self.timeline = TimelineCard(context)
        self.settling = Pause(self, SETTLE_MS, self._try)
        self._assemble()
        self._connect()

    def title(self) -> str:
        """Return the page's name."""
        return _("Changes in life")

    def purpose(self) -> str:
        """Return one line that says what the page is for."""
        return _("When income or costs will be different, note it here; every page follows")

    def refresh(self) -> None:
        """Read the changes and what is asked about."""
        session, today = self.context.session, self.context.today()
        self.load(lambda: life_view.facts(session, today), self._show_facts)

    def retranslate(self) -> None:
        """Word the fixed parts."""
        super().retranslate()
        self.add_button.setText(_("Note a change"))
        self.list.add_button.hide()
        self.list.view.setAccessibleName(_("Changes noted"))
        self.empty.show_text(
            _("No changes yet"),
            _("Work, wage, rent or a benefit will change? Note it here."),
            _("Note a change"),
        )
        self.editor.retranslate()

    def arrive(self, **args: object) -> None:
        """Begin a new change where ``do`` asks for it."""
        if args.get("do") == "add":
            self.begin()

    def show_sample(self) -> None:
        """Begin a change, for a picture of the editor at work."""
        self.begin()

    def draft(self) -> object | None:
        """Return the change being written."""
        editor = self.editor
        return (editor.opened, typed(editor.form)) if editor.is_open else None

    def restore(self, draft: object) -> None:
        """Go on with the change that was being written."""
        if isinstance(draft, tuple):
            opened, values = draft
            self.editor.edit(opened)
            give_back(self.editor.form, values)

    def begin(self) -> None:
        """Write a new change."""
        self.list.view.clearSelection()
        self.add_button.show()
        self.show_content()
        self.editor.edit(None)
        self.editor.form.what.edit.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put list and editor side by side or one under another."""
        super().resizeEvent(event)
        wide = self.width() * 100 / self.context.theme.zoom >= SIDE_BY_SIDE_FROM
        stand(self._lower, beside=wide)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """N begins a change, Delete removes the chosen one, left and right step along the pins."""
        if not isinstance(event, QKeyEvent) or event.type() is not QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        key, row = event.key(), self.list.view.currentIndex().row()
        if key == Qt.Key.Key_N and not event.modifiers():
            self.begin()
        elif key == Qt.Key.Key_Delete and 0 <= row < self.list.model.rowCount():
            self._remove_line(self.list.model.rows()[row])
        elif key in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            step = 1 if key == Qt.Key.Key_Right else -1
            self.list.view.selectRow(max(0, min(row + step, self.list.model.rowCount() - 1)))
        else:
            return super().eventFilter(watched, event)
        return True

    # -- what the buttons do -----------------------------------------------------------------

    def save(self) -> None:
        """Keep the change being written, or show what is missing."""
        if not self.editor.form.check():
            return
        old, new = self.editor.opened, self.editor.form.life_event()
        if new is None or new == old:
            self.close_editor()
            return
        events = self._events
        self.close_editor()
        if old is None:
            self.write(lambda: events.add(new))
        else:
            self.write(lambda: events.change(old, new))

    def remove(self, event: LifeEvent) -> None:
        """Take a change away; Undo brings it back."""
        events = self._events
        self.close_editor()
        self.write(lambda: events.remove(event))

    def close_editor(self) -> None:
        """Put the editor away and show what is saved."""
        self.editor.rest()
        self.settling.cancel()
        self._show_lines()
        self._show_timeline()

    def _open(self, line: LifeLine | None) -> None:
        if line is None:
            self.begin()
        elif line.event is not None:
            self.editor.edit(line.event)
        else:
            self.questions.lasting_button.setFocus()

    def _remove_line(self, line: LifeLine) -> None:
        if line.event is not None:
            self.remove(line.event)

    # -- figures -----------------------------------------------------------------------------

    def _show_facts(self, facts: LifeFacts) -> None:
        self._facts = facts
        self.questions.show_questions(facts.questions)
        self._show_lines()
        self._show_timeline()
        self._wait()

    def _show_lines(self, draft: LifeEvent | None = None) -> None:
        found = () if self._facts is None else self._facts.lines(self.editor.opened, draft)
        self.list.show_header(_("Changes noted"), _("in the order of their days"))
        self.list.show_rows(found, _("No changes yet"))
        nothing = not (found or self.editor.is_open)
        self.add_button.setVisible(not nothing)
        if nothing:
            self.show_empty()
        else:
            self.show_content()

    def _show_timeline(self, tried: Trial | None = None) -> None:
        known = self._facts
        if known is None:
            return
        draft = None if tried is None else tried.event
        lines = known.lines(self.editor.opened, draft)
        self.timeline.setVisible(bool(lines))
        if lines:
            self.timeline.show_timeline(life_view.timeline(known, tried), lines)

    # -- the trial ---------------------------------------------------------------------------

    def _wait(self) -> None:
        """Try the change out once the hand rests."""
        if self.editor.is_open:
            self.editor.trial.wait()
            self.settling.begin()

    def _try(self) -> None:
        """Try the change out beside the window, or say that something is missing."""
        known, old, new = self._facts, self.editor.opened, self.editor.form.life_event()
        if known is None or not self.editor.is_open:
            return
        if new is None:
            self.editor.trial.clear(_("What is still missing decides what it does."))
            self._show_timeline()
            return
        self.context.lanes.side(
            lambda: trial(known.reading, old, new), self._show_trial, latest="life-trial",
            failed=self._failed_trial,
        )  # fmt: skip

    def _show_trial(self, tried: Trial) -> None:
        """Show what was tried out, unless something else is written by now."""
        if not self.editor.is_open or self.editor.form.life_event() != tried.event:
            return
        self.editor.trial.show_trial(tried, self.context.today())
        self._show_lines(tried.event)
        self._show_timeline(tried)
        place = [line.draft for line in self.list.model.rows()].index(True)
        self.list.view.selectRow(place)

    def _failed_trial(self, error: Exception) -> None:
        errors.note(error)
        self.editor.trial.clear(_("This change could not be tried out; it can be saved."))

    def _columns(self) -> tuple[Column[LifeLine], ...]:
        masking = self.context.masking
        return (
            Column(title=lambda: "#", text=lambda line: str(line.number), numeric=True),
            Column(title=lambda: _("Day"), text=words.days),
            Column(title=lambda: _("Change"), text=words.title, tip=words.title, bold=True,
                   stretch=True),
            Column(title=lambda: _("A month"),
                   text=lambda line: words.effect(line, masking.plain)),
            Column(title=lambda: _("State"), text=lambda line: self._state(line)[0]),
        )  # fmt: skip

    def _state(self, line: LifeLine) -> tuple[str, str, str]:
        return words.state(line, self.context.today())

    # -- assembly ----------------------------------------------------------------------------

    def _connect(self) -> None:
        self.add_button.clicked.connect(self.begin)
        self.empty.primary.clicked.connect(self.begin)
        self.editor.save_button.clicked.connect(self.save)
        self.editor.cancel_button.clicked.connect(self.close_editor)
        self.editor.removed.connect(self.remove)
        self.editor.form.changed.connect(self._wait)
        self.list.view.installEventFilter(self)

    def _assemble(self) -> None:
        px = self.context.theme.px
        self.add_action(self.add_button)
        self._lower = across(gap=px(12))
        cards: tuple[QWidget, ...] = (self.list, self.editor)
        for card in cards:
            card.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            self._lower.addWidget(card, 1)
        lay(self.body, self.questions, self.timeline, (self._lower, 1))
