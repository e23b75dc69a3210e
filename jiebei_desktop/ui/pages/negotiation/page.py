"""The page: lenders at the left, one case at the right, and everything that is noted in it."""

from __future__ import annotations

from functools import cached_property

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from jiebei_desktop.domain.debts import DebtId
from jiebei_desktop.services.negotiation.negotiation_view import CaseView, Desk, desk
from jiebei_desktop.services.picture.reading import PICTURE_TABLES
from jiebei_desktop.text.current import _
from jiebei_desktop.ui.figures import note
from jiebei_desktop.ui.page import Page, PageContext
from jiebei_desktop.ui.pages.negotiation import words
from jiebei_desktop.ui.pages.negotiation.acts import Acts
from jiebei_desktop.ui.pages.negotiation.cards import Lenders, Papers, StageCard
from jiebei_desktop.ui.pages.negotiation.letters_pane import LettersPane
from jiebei_desktop.ui.pages.negotiation.logs import Contacts, PapersList, Tracker, Versions
from jiebei_desktop.ui.pages.negotiation.sent_card import Sent
from jiebei_desktop.ui.pages.negotiation.side import Support, Waiting, WhenTheyCall
from jiebei_desktop.ui.pages.negotiation.writes import TABLES
from jiebei_desktop.ui.widgets.basics import Button
from jiebei_desktop.ui.widgets.boxes import REST, across, down, lay, stand
from jiebei_desktop.ui.widgets.notice import NoticeStrip
from jiebei_desktop.ui.widgets.segments import Segments
from jiebei_desktop.ui.widgets.tabs import put, show_only

SIDE_BY_SIDE_FROM = 820
"""Width of the page in px at 100 % from which the list stands beside the case."""

LETTERS = 1
"""Position of the letters among the tabs."""

SIDE = 262
"""Least width of the left column, in px at 100 %."""


class NegotiationPage(Page):
    """One case file per lender."""

    reads = PICTURE_TABLES | TABLES

    def __init__(self, context: PageContext) -> None:
        super().__init__(context)
        theme = context.theme
        self.desk: Desk | None = None
        self._chosen: DebtId | None = None
        self.acts = Acts(context, self)
        self.banner = NoticeStrip(theme)
        self.lenders, self.papers = Lenders(theme), Papers(theme)
        self.waiting, self.calls = Waiting(theme), WhenTheyCall(theme)
        self.stage, self.versions = StageCard(theme), Versions(theme, context.masking)
        self.sent = Sent(theme)
        self.contacts, self.checklist = Contacts(theme), PapersList(theme)
        self.tracker, self.support = Tracker(theme), Support(theme)
        self.call_button = Button(theme, "default", "phone")
        self.export_button = Button(theme, "primary", "pdf")
        self.tabs, self.stack = Segments(theme, 2), QStackedWidget()
        self._assemble()
        self._connect()

    @cached_property
    def letters(self) -> LettersPane:
        """Return the letters of the chosen debt; made when their tab is first opened."""
        pane = LettersPane(self.context)
        put(self.stack, LETTERS, pane)
        return pane

    def title(self) -> str:
        """Return the page's name."""
        return _("Negotiation")

    def purpose(self) -> str:
        """Return one line that says what the page is for."""
        return _("One file per lender; everything stays on this computer")

    @property
    def view(self) -> CaseView | None:
        """Return the case on screen."""
        return None if self.desk is None else self.desk.view

    def refresh(self) -> None:
        """Read all lenders and the chosen case."""
        session, today, chosen = self.context.session, self.context.today(), self._chosen
        self.load(lambda: desk(session, today, chosen), self.show_desk)

    def arrive(self, **args: object) -> None:
        """Choose a lender (``debt``), or begin a note or a proposal (``do="log"``)."""
        debt, do = args.get("debt"), args.get("do")
        if isinstance(debt, str):
            self._chosen = DebtId(debt)
        if do == "letters":
            self.tabs.choose(LETTERS)
        self.reload()
        begin = {"log": self.acts.log, "draft": self.acts.draft}.get(str(do))
        if begin is not None:
            self.once_shown(begin)

    def place(self) -> dict[str, object]:
        """Return the lender and the tab that are open."""
        letters = self.tabs.current() == LETTERS
        return {"debt": self._chosen, "do": "letters" if letters else ""}

    def retranslate(self) -> None:
        """Word the fixed parts."""
        super().retranslate()
        self.call_button.setText(_("Take the call"))
        self.call_button.setToolTip("Ctrl+L")
        self.export_button.setText(_("Export PDF plan"))
        self.tabs.show_words((_("Progress"), _("Letters")))
        self.empty.show_text(
            _("There is nobody to talk to yet"),
            _("Add a debt first; its lender then has a file here."),
            _("Add debt"),
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the list beside the case or above it, and its papers below it or at the end."""
        super().resizeEvent(event)
        wide = self.width() * 100 / self.context.theme.zoom >= SIDE_BY_SIDE_FROM
        stand(self._across, beside=wide)
        (self._left if wide else self._across).addWidget(self._behind, 1 if wide else 0)
        stand(self._pair, beside=wide)
        self._stack_letters()
        self._side.setMinimumWidth(self.context.theme.px(SIDE) if wide else 0)
        self._side.setMaximumWidth(self.context.theme.px(SIDE + 28) if wide else 16_777_215)

    # -- showing -----------------------------------------------------------------------------

    def show_desk(self, found: Desk) -> None:
        """Show all lenders and one case."""
        self.desk = found
        view, today, masking = found.view, found.as_of, self.context.masking
        self.export_button.setEnabled(view is not None)
        relative = view is not None and view.line.debt.is_family
        self.call_button.setEnabled(view is not None and not relative)
        if view is None:
            self.show_empty()
            return
        self.show_content()
        self._chosen = view.line.debt.id
        severity = words.standing(view.line, today)[0]
        self.banner.show_words(words.headline(view, masking), severity=severity)
        note(self.banner.label, f"arrears.{self._chosen}", f"next.{self._chosen}")
        self.lenders.show_lines(found.lines, self._chosen, today, masking)
        self.waiting.show_view(view, today)
        self.calls.show_rules(found.calls)
        self.papers.show_view(view)
        self.stage.show_view(view, today)
        for card in (self.versions, self.sent, self.contacts, self.checklist, self.support):
            card.show_view(view)
        self.tracker.show_view(view, today, masking)
        self._show_letters()

    def _switch(self, at: int) -> None:
        """Show a tab."""
        if at == LETTERS:
            self.letters.retranslate()
        show_only(self.stack, at)
        self._stack_letters()
        self._show_letters()

    def _stack_letters(self) -> None:
        if self.stack.currentIndex() == LETTERS:
            self.letters.stack(self.width() * 100 / self.context.theme.zoom)

    def _show_letters(self) -> None:
        if self.stack.currentIndex() == LETTERS and self._chosen is not None:
            self.letters.show_debt(self._chosen)

    def _choose(self, debt: str) -> None:
        self._chosen = DebtId(debt)
        self.refresh()

    # -- assembly ----------------------------------------------------------------------------

    def _assemble(self) -> None:
        px = self.context.theme.px
        for button in (self.call_button, self.export_button):
            self.add_action(button)
        self._side = QWidget()
        self._behind = QWidget()
        self._left, behind = QVBoxLayout(self._side), QVBoxLayout(self._behind)
        for column, cards in (
            (self._left, (self.lenders, self.waiting, self._behind)),
            (behind, (self.papers, self.calls)),
        ):
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(px(12))
            for card in cards:
                column.addWidget(card)
        behind.addStretch(1)
        self._pair = across((self.checklist, 1), (self.tracker, 1), gap=px(12))
        right = down(
            self.banner,
            self.stage,
            self.versions,
            self.sent,
            self.contacts,
            self._pair,
            self.support,
            REST,
            gap=px(12),
        )
        self._across = across((self._side, 0), (right, 1), gap=px(12))
        self._assemble_tabs()

    def _assemble_tabs(self) -> None:
        progress = QWidget()
        progress.setLayout(self._across)
        self._across.setContentsMargins(0, 0, 0, 0)
        for pane in (progress, QWidget()):
            self.stack.addWidget(pane)
        lay(self.body, self.tabs, self.stack, REST)

    def _connect(self) -> None:
        navigate = self.context.navigate
        self.tabs.chosen.connect(self._switch)
        self.lenders.chosen.connect(self._choose)
        self.lenders.calendar_button.clicked.connect(self.acts.calendar)
        self.papers.wanted.connect(self.acts.add_paper)
        self.waiting.finished.connect(self.acts.finish_reminder)
        self.papers.check_button.clicked.connect(self.acts.check_papers)
        self.stage.drop_button.clicked.connect(self.acts.drop_fact)
        self.papers.shown.connect(self.acts.save_copy)
        self.papers.lying.connect(self.acts.tell_place)
        self.papers.lost.connect(self.acts.mend_paper)
        self.stage.fact_button.clicked.connect(self.acts.note_fact)
        self.versions.new_button.clicked.connect(self.acts.draft)
        self.versions.send_button.clicked.connect(self.acts.send)
        self.versions.answer_button.clicked.connect(self.acts.answer)
        self.versions.opened.connect(self.acts.open_version)
        self.contacts.log_button.clicked.connect(self.acts.log)
        self.contacts.export_button.clicked.connect(self.acts.save_contacts)
        self.contacts.opened.connect(self.acts.edit_contact)
        self.checklist.enter_button.clicked.connect(self.acts.agree)
        self.tracker.pay_button.clicked.connect(self.acts.pay)
        self.tracker.break_button.clicked.connect(self.acts.end_or_resume)
        self.tracker.settle_button.clicked.connect(self.acts.settle)
        self.tracker.record_button.clicked.connect(lambda: self.acts.record(change=False))
        self.tracker.change_button.clicked.connect(lambda: self.acts.record(change=True))
        self.calls.more_button.clicked.connect(self.acts.talk)
        self.call_button.clicked.connect(lambda: navigate("call", debt=self._chosen))
        self.export_button.clicked.connect(lambda: navigate("plan", do="export"))
        self.empty.primary.clicked.connect(lambda: navigate("debts", do="add"))
