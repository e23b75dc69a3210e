"""The page one has open while a lender is on the telephone; nothing is kept before a press."""

from __future__ import annotations

from msgspec.structs import replace
from PySide6.QtCore import Qt, QTime
from PySide6.QtGui import QGuiApplication, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from jiebei_desktop.domain.changes import Changes
from jiebei_desktop.domain.debts import DebtId
from jiebei_desktop.services.papers.call_desk import CallDesk, CounterVerdict, call_desk
from jiebei_desktop.services.papers.call_notes import CallNotes, keep_call
from jiebei_desktop.services.picture.reading import PICTURE_TABLES
from jiebei_desktop.text import call_recap
from jiebei_desktop.text.call_voice import plain
from jiebei_desktop.text.current import _, ngettext, texts
from jiebei_desktop.ui.page import Page, PageContext
from jiebei_desktop.ui.pages.call.answers import AnswersCard, CallClock, RehearsalCard
from jiebei_desktop.ui.pages.call.cards import (
    LimitsCard,
    OpeningCard,
    RecapCard,
    WhoCard,
    voice_of,
)
from jiebei_desktop.ui.pages.call.listen import ListenCard
from jiebei_desktop.ui.pages.call.offer import OfferCard
from jiebei_desktop.ui.paper_file import paper_file
from jiebei_desktop.ui.widgets.basics import Button, Label
from jiebei_desktop.ui.widgets.boxes import across, down, lay
from jiebei_desktop.ui.widgets.flow import FlowLayout
from jiebei_desktop.ui.widgets.notice import NoticeStrip
from jiebei_desktop.ui.widgets.read_edit import ReadEdit, first_unread
from jiebei_desktop.ui.widgets.typed import Typed, give_back, typed

THREE_FROM, TWO_FROM = 1000, 640
"""Widths of the page in px at 100 % from which three and two columns stand side by side."""
PINNED_FROM = 560
"""Height of the page in px at 100 % from which the recap stays in sight below the cards."""
SHARES = (272, 416, 344)
"""Widths of the three columns in proportion."""


class CallPage(Page):
    """Who I am, what to say, what they offer, what they said."""

    reads = PICTURE_TABLES | {"case_facts"}

    def __init__(self, context: PageContext) -> None:
        super().__init__(context)
        theme = context.theme
        self.desk: CallDesk | None = None
        self._chosen: DebtId | None = None
        self._drafts: dict[DebtId, CallNotes] = {}
        self._typed: Typed = ()
        """What stood in the fields before a lock, read or not, until it is put back."""
        self._began: QTime | None = None
        self.who, self.listen = WhoCard(theme), ListenCard(context)
        self.opening, self.limits = OpeningCard(theme), LimitsCard(theme)
        self.offer = OfferCard(theme, context.masking, context.today)
        self.answers, self.rehearsal = AnswersCard(theme), RehearsalCard(theme)
        self.recap, self.kept = RecapCard(theme), NoticeStrip(theme)
        self.clock, self.unrecorded = CallClock(theme), Label("caption", "text3")
        self.print_button = Button(theme, "default", "pdf")
        self.rehearse_button = Button(theme, "default", "repeat")
        self.end_button = Button(theme, "primary", "check")
        self._columns: tuple[QVBoxLayout, ...] = ()
        self._mode = 0
        self._assemble()
        self._connect()

    def title(self) -> str:
        """Return the page's name."""
        return _("The call")

    def purpose(self) -> str:
        """Return who is calling and how late it is."""
        if self.desk is None:
            return _("Everything at hand while a lender is on the telephone")
        days, name = self.desk.stand.days_known, self.desk.debt.name
        if days is None:
            return _("{debt}, overdue; since when is not known").format(debt=name)
        if not days:
            return _("{debt}, not overdue").format(debt=name)
        words = ngettext("{debt}, {count} day overdue", "{debt}, {count} days overdue", days)
        return words.format(debt=name, count=days)

    def refresh(self) -> None:
        """Read the figures; what was typed stays as it is."""
        session, today, chosen = self.context.session, self.context.today(), self._chosen
        self.load(lambda: call_desk(session, today, chosen), self._show)

    def arrive(self, **args: object) -> None:
        """Take the call of a lender (``debt``); ``do="offer"`` puts the cursor at their amount."""
        debt = args.get("debt")
        if isinstance(debt, str) and debt != self._chosen:
            self._choose(debt)
        if args.get("do") == "offer":
            self.offer.amount.edit.setFocus()

    def draft(self) -> object | None:
        """Return whose call it is and all that was noted, lender by lender."""
        if self.desk is not None and not self.rehearsing:
            self._drafts[self.desk.debt.id] = self.notes()
        noted = {debt: notes for debt, notes in self._drafts.items() if not notes.empty}
        unread = any(edit.problem() for edit in self.findChildren(ReadEdit))
        return (self._chosen, noted, typed(self.content)) if noted or unread else None

    def take_draft(self, draft: object) -> None:
        """Go on with the call that was on when the ledger was locked."""
        if isinstance(draft, tuple):
            self._chosen, self._drafts, self._typed = draft[0], dict(draft[1]), draft[2]

    def show_sample(self) -> None:
        """Fill in a call, for a picture of the page at work."""
        self.listen.who.setText(_("Ms Wang"))
        self.listen.told.setChecked(True)
        self.offer.amount.edit.setFocus()
        self.offer.amount.edit.setText("1950")
        self.offer.periods.edit.setValue(24)
        self.answers.press(2)

    def retranslate(self) -> None:
        """Word the fixed parts."""
        super().retranslate()
        self.setAccessibleName(self.title())
        self.unrecorded.setText(_("nothing is recorded here"))
        self.print_button.setText(_("Print the sheet"))
        self.rehearse_button.setText(_("Rehearse"))
        self.end_button.setText(_("End, to the recap"))
        for card in (self.listen, self.offer, self.recap):
            card.retranslate()
        if self.rehearsing:
            self.rehearsal.retranslate()
        self.empty.show_text(
            _("No lender is owed anything"),
            _("Add a debt first; then its call is prepared here."),
            _("Add debt"),
        )

    @property
    def rehearsing(self) -> bool:
        """Return whether the answers are being practised; nothing is kept then."""
        return not self.rehearsal.isHidden()

    def notes(self) -> CallNotes:
        """Return all that was noted of the call on screen."""
        found = self.offer.answered
        return replace(
            self.listen.notes(),
            heard=self.answers.heard,
            offer=self.offer.offer(),
            fits=found is not None and found.verdict is CounterVerdict.FITS,
        )

    # -- what the buttons do -----------------------------------------------------------------

    def end(self) -> None:
        """Stop the clock and go to the recap; nothing is kept by that."""
        self.clock.end()
        self.scroller.ensureWidgetVisible(self.recap)
        self.recap.save_button.setFocus()

    def save(self) -> None:
        """Keep the call as a contact, as one step."""
        desk, notes = self.desk, self.notes()
        if desk is None or notes.empty or self.rehearsing:
            return
        unread = first_unread(self)
        if unread is not None:
            self.scroller.ensureWidgetVisible(unread)
            unread.setFocus()
            return
        session, today, debt = self.context.session, self.context.today(), desk.debt.id
        at = self._began or QTime.currentTime()
        record = call_recap.record_of(desk, notes, texts())
        record = replace(record, at=at.toPython().replace(second=0, microsecond=0))  # type: ignore[attr-defined]

        def done(changes: Changes) -> None:
            self._clear()
            self.kept.show_words(
                _("Saved as a contact of {debt}.").format(debt=desk.debt.name),
                _("Undo takes it back."),
                severity="positive",
                action=_("Show the case"),
            )
            self.kept.show()
            self.context.notify(changes)

        self.context.lanes.ledger(
            lambda: keep_call(session, debt, notes, record, today), done, failed=self.context.tell
        )

    def copy(self) -> None:
        """Put the recap on the clipboard, as a message to the other side."""
        if self.desk is not None:
            said = call_recap.recap(self.desk, self.notes(), plain(texts()))
            QGuiApplication.clipboard().setText(said)

    def rehearse(self, *, on: bool) -> None:
        """Begin or end to practise the answers."""
        if self.desk is None:
            return
        self.rehearsal.setVisible(on)
        self.answers.setVisible(not on)
        self.listen.setEnabled(not on)
        self.offer.setEnabled(not on)
        if on:
            self.rehearsal.begin(self.desk, self.context.masking)
        else:
            self.rehearsal.stop()
        self.rehearse_button.setEnabled(not on)
        self._word_recap()

    def print_sheet(self) -> None:
        """Write the sheet for the call as PDF where the user says."""
        desk, locale = self.desk, texts().locale
        if desk is None:
            return
        name = _("Call {debt}.pdf").format(debt=desk.debt.name)
        applicant = desk.household.name
        target = paper_file(self.context.ask, self.print_button.text(), name, applicant)
        if target is None:
            return

        def job() -> None:
            from jiebei_desktop.report.call_sheet import render_call
            from jiebei_desktop.report.render import write

            write(target, render_call(desk, locale), agreed=True)

        def done(_none: None) -> None:
            self.context.ask.tell(_("The sheet was saved."), target.name)

        self.context.lanes.side(job, done, failed=self.context.tell)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Mark a demand by its digit where no field takes it."""
        text = event.text()
        if not self.rehearsing and text.isdigit() and self.answers.press(int(text)):
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the cards into three, two or one column."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        zoom = self.context.theme.zoom / 100
        width = self.width() / zoom
        self._arrange(3 if width >= THREE_FROM else 2 if width >= TWO_FROM else 1)
        self._pin(on=width >= TWO_FROM and self.height() / zoom >= PINNED_FROM)

    # -- showing -----------------------------------------------------------------------------

    def _show(self, found: CallDesk | None) -> None:
        for button in (self.print_button, self.rehearse_button, self.end_button):
            button.setEnabled(found is not None)
        self.recap.setVisible(found is not None)
        if found is None:
            self.desk = None
            self.show_empty()
            return
        before = None if self.desk is None else self.desk.debt.id
        self.desk, self._chosen = found, found.debt.id
        self.show_content()
        self.purpose_label.setText(self.purpose())
        masking = self.context.masking
        self.who.show_desk(found, masking)
        self.listen.show_desk(found)
        self.opening.show_desk(found, masking)
        self.limits.show_desk(found, masking)
        self.answers.show_desk(found, masking)
        self.offer.show_desk(found)
        if before != found.debt.id:
            self._restore(self._drafts.get(found.debt.id, CallNotes()))
            values, self._typed = self._typed, ()
            give_back(self.content, values)
        self._word_recap()

    def _choose(self, debt: str) -> None:
        """Take another lender's call; what was noted of this one comes back with it."""
        if self.desk is not None:
            self._drafts[self.desk.debt.id] = self.notes()
        self._chosen = DebtId(debt)
        self.reload()

    def _restore(self, notes: CallNotes) -> None:
        self.listen.fill(notes)
        self.answers.fill(notes.heard)
        self.offer.fill(notes.offer)
        self._word_recap()

    def _clear(self) -> None:
        """Forget what was noted, once it is kept."""
        self._began = None
        self.clock.clear()
        self._restore(CallNotes())

    def _noted(self) -> None:
        """Follow what is being noted: the clock runs, the recap grows."""
        notes = self.notes()
        if not notes.empty and not self.rehearsing:
            self.kept.hide()
            if self._began is None:
                self._began = QTime.currentTime()
                self.clock.begin()
        self._word_recap()

    def _word_recap(self) -> None:
        if self.desk is not None:
            notes = self.notes()
            said = call_recap.recap(self.desk, notes, voice_of(self.context.masking))
            self.recap.show_words(said, practice=self.rehearsing, noted=not notes.empty)

    def _show_case(self) -> None:
        if self.desk is not None:
            self.context.navigate("negotiation", debt=self.desk.debt.id)

    # -- assembly ----------------------------------------------------------------------------

    def _assemble(self) -> None:
        px = self.context.theme.px
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._tools = FlowLayout(gap=px(8))
        sides = across(gap=px(12))
        columns = []
        for share in SHARES:
            column = down(gap=px(12))
            sides.addLayout(column, share)
            columns.append(column)
        self._columns, self._across = tuple(columns), sides
        for part in (self.kept, self.rehearsal):
            part.hide()
        lay(self.body, self._tools, self.kept, (sides, 1))
        self._foot = QVBoxLayout()
        self._foot_margins = (px(20), px(6), px(20), px(8))
        self._outer().addLayout(self._foot)
        self._arrange(3)
        self._pin(on=True)

    def _arrange(self, count: int) -> None:
        if count == self._mode:
            return
        self._mode = count
        left, middle = (self.who, self.listen), (self.opening, self.limits, self.offer)
        right = (self.rehearsal, self.answers)
        places: dict[int, tuple[tuple[QWidget, ...], ...]] = {
            3: (left, middle, right),
            2: ((*middle, self.who), (self.listen, *right), ()),
            1: ((*middle, self.who, self.listen, *right), (), ()),
        }
        shares = {3: SHARES, 2: (1, 1, 0), 1: (1, 0, 0)}[count]
        tools = (self.clock, self.unrecorded, self.print_button, self.rehearse_button)
        for part in (*tools, self.end_button):
            if count != len(SHARES) and part is not self.end_button:
                self._tools.addWidget(part)
            else:
                self.add_action(part)
        for at, column in enumerate(self._columns):
            for card in places[count][at]:  # each leaves the column it stood in by itself
                column.addWidget(card, 1 if card in {self.listen, self.offer, *right} else 0)
            self._across.setStretch(at, shares[at])

    def _pin(self, *, on: bool) -> None:
        """Keep the recap in sight below what is scrolled, where there is room for it."""
        (self._foot if on else self.body).addWidget(self.recap)
        self._foot.setContentsMargins(*self._foot_margins if on else (0, 0, 0, 0))

    def _outer(self) -> QVBoxLayout:
        """Return the column of header and scrolled cards: what stands below is always in sight."""
        found = self.layout()
        if not isinstance(found, QVBoxLayout):
            raise TypeError(found)
        return found

    def _connect(self) -> None:
        grown = self.scroller.verticalScrollBar().rangeChanged
        grown.connect(lambda *_: self.offer.bring_answer())
        navigate = self.context.navigate
        self.context.theme.changed.connect(self._fit)
        self.who.chosen.connect(self._choose)
        for card in (self.listen, self.offer, self.answers):
            card.changed.connect(self._noted)
        self.limits.wanted.connect(lambda: navigate("affordability"))
        self.who.wanted.connect(lambda: navigate("negotiation", debt=self._chosen, do="letters"))
        self.rehearsal.ended.connect(lambda: self.rehearse(on=False))
        self.rehearse_button.clicked.connect(lambda: self.rehearse(on=True))
        self.end_button.clicked.connect(self.end)
        self.print_button.clicked.connect(self.print_sheet)
        self.recap.save_button.clicked.connect(self.save)
        self.recap.copy_button.clicked.connect(self.copy)
        self.kept.acted.connect(self._show_case)
        self.empty.primary.clicked.connect(lambda: navigate("debts", do="add"))
