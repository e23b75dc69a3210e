"""The page: a form at the left, the answer at the right, at every keystroke."""

from __future__ import annotations

import json
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QWidget

from jiebei_desktop.domain.debts import DebtId
from jiebei_desktop.domain.loan_offer import LoanOffer
from jiebei_desktop.domain.problems import Trouble
from jiebei_desktop.services.files import offer_file
from jiebei_desktop.services.formats import outputs
from jiebei_desktop.services.picture.reading import PICTURE_TABLES
from jiebei_desktop.services.plans import offer_view
from jiebei_desktop.services.plans.offer_view import (
    Assessment,
    Comparison,
    OfferDraft,
    OfferFacts,
)
from jiebei_desktop.text.current import _
from jiebei_desktop.ui.page import Page, PageContext
from jiebei_desktop.ui.pages.offer_check import words
from jiebei_desktop.ui.pages.offer_check.form import OfferForm
from jiebei_desktop.ui.pages.offer_check.panels import BesideDebts, Figures, Reasons, VerdictPanel
from jiebei_desktop.ui.widgets.basics import Button, Label
from jiebei_desktop.ui.widgets.boxes import REST, across, down, lay, stand
from jiebei_desktop.ui.widgets.explain import ExplainDialog
from jiebei_desktop.ui.widgets.notice import NoticeStrip

FILES = "JSON (*.json)"
Answer = tuple[Assessment, Comparison | None]

SIDE_BY_SIDE_FROM, FOUR_BESIDE_FROM, FOUR_ALONE_FROM = 720, 1030, 680
"""Widths of the page in px at 100 % from which form and answer stand abreast, and four figures
beside the form or below it."""


class OfferCheckPage(Page):
    """Says what an offered loan costs, what speaks against it, and whether it would help."""

    reads = PICTURE_TABLES

    def __init__(self, context: PageContext) -> None:
        super().__init__(context)
        theme = context.theme
        self._facts: OfferFacts | None = None
        self._offer: LoanOffer | None = None
        self._asked: LoanOffer | None = None
        """The offer shown with its answer, and the one whose answer is awaited."""
        self._chosen: frozenset[DebtId] | None = None
        self.found: Assessment | None = None
        self.form = OfferForm(theme, context.today)
        self._typed_before: OfferDraft | None = None
        """What was typed before the lock, until all of it can be shown."""
        self.hint = NoticeStrip(theme)
        self.verdict, self.figures = VerdictPanel(theme), Figures(theme)
        self.reasons, self.beside = Reasons(theme), BesideDebts(theme)
        self.saved = QComboBox()
        self.clear_button = Button(theme, "default", "clear")
        self.open_button = Button(theme, "default", "folder")
        self.keep_button = Button(theme, "default", "save")
        self.file_button = Button(theme, "default", "open_external")
        self.forget_button = Button(theme, "text", "trash")
        self.disclaimer = Label("caption", "text3", wrap=True)
        self.answer = QWidget()
        self._assemble()
        self._connect()

    def title(self) -> str:
        """Return the page's name."""
        return _("Offer check")

    def purpose(self) -> str:
        """Return one line that says what the page is for."""
        return _("See the true cost before you borrow")

    def refresh(self) -> None:
        """Read rules, debts and kept offers."""
        session = self.context.session
        self.load(lambda: offer_view.facts(session), self._show_facts)

    def arrive(self, **args: object) -> None:
        """Open the file another place points at."""
        if args.get("do") == "open":
            self.open_file()

    def show_sample(self) -> None:
        """Fill in an offer as advertisements make them."""
        self.form.fill(offer_view.sample(self.context.today()))

    def draft(self) -> object | None:
        """Return the offer as far as it is typed."""
        typed = self.form.draft()
        untouched = OfferDraft(lender_type=typed.lender_type, date=typed.date)
        return None if typed == untouched else typed

    def restore(self, draft: object) -> None:
        """Show the offer again, its signs when they are there to be ticked."""
        if isinstance(draft, OfferDraft):
            self._typed_before = draft
            self.form.fill(draft)

    def retranslate(self) -> None:
        """Word the fixed parts."""
        super().retranslate()
        self.form.retranslate()
        self.clear_button.setText(_("Clear"))
        self.open_button.setText(_("Open a file…"))
        self.keep_button.setText(_("Keep for reference"))
        self.file_button.setText(_("Save as a file…"))
        self.forget_button.setText(_("Drop"))
        self.saved.setAccessibleName(_("Kept offers"))
        self.disclaimer.setText(
            _("A calculation, no legal advice. Click a figure to see how it was worked out.")
        )
        self._work_out()

    # -- what the buttons do -----------------------------------------------------------------

    def open_file(self) -> None:
        """Read an offer file into the form."""
        path = self.context.ask.open_file(_("Open an offer"), FILES)
        if path is not None:
            self.read(path)

    def read(self, path: Path) -> None:
        """Show the offer of a file, or say in one sentence why not."""
        try:
            offer = offer_file.read(json.loads(path.read_text(encoding="utf-8")))
        except offer_file.HouseholdError as error:
            self.context.ask.tell(
                _("This is no offer file"), _("Look at: {path}").format(path=error.path)
            )
            return
        except (OSError, ValueError):
            self.context.ask.tell(_("This is no offer file"), _("It cannot be read as JSON."))
            return
        if not offer.is_level_monthly:
            self.context.ask.tell(
                _("The form takes equal monthly instalments only"),
                _("`jiebei apr` on the command line works out every other plan."),
            )
            return
        self.form.fill(offer_view.draft_of(offer))

    def keep(self) -> None:
        """Keep the offer in the ledger under a name."""
        offer, session = self._offer, self.context.session
        if offer is None:
            return

        def save(name: str | None) -> None:
            if name and name.strip():
                kept = name.strip()
                self.context.lanes.ledger(
                    lambda: offer_view.keep(session, kept, offer), self.context.notify
                )

        self.context.ask.text(
            _("Keep for reference"),
            _("Name, such as the lender's"),
            save,
            again=lambda page: page.keep(),
        )

    def forget(self) -> None:
        """Drop the kept offer that is shown."""
        name, session = self.saved.currentText(), self.context.session
        if self.saved.currentIndex() > 0:
            self.context.lanes.ledger(lambda: offer_view.forget(session, name), self.context.notify)

    def save_file(self) -> None:
        """Write the offer as a file."""
        offer = self._offer
        if offer is None:
            return
        path = self.context.ask.save_file(_("Save as a file…"), "offer.json", FILES)
        if path is None:
            return
        text = json.dumps(offer_file.dump(offer), ensure_ascii=False, indent=1)
        try:
            outputs.write(path, text.encode(), agreed=True)
        except Trouble:
            self.context.ask.tell(
                _("The file was not written"), _("Choose another place and try again.")
            )

    def explain(self) -> None:
        """Show how the rates were worked out."""
        if self.found is not None:
            dialog = ExplainDialog(self.context.theme, _("How it was worked out"), self.window())
            dialog.show_terms(*words.terms(self.found, self.context.masking))
            dialog.open()

    # -- the answer --------------------------------------------------------------------------

    def _show_facts(self, facts: OfferFacts) -> None:
        self._facts = facts
        self.form.show_signs(facts.signs)
        self.restore(self._typed_before)
        self._typed_before = None
        name = self.saved.currentText() if self.saved.currentIndex() > 0 else ""
        self.saved.blockSignals(True)
        self.saved.clear()
        self.saved.addItem(_("Kept offers"))
        for kept, _offer in facts.saved:
            self.saved.addItem(kept)
        self.saved.setCurrentIndex(max(0, self.saved.findText(name)) if name else 0)
        self.saved.blockSignals(False)
        self.saved.setVisible(bool(facts.saved))
        self.forget_button.setVisible(self.saved.currentIndex() > 0)
        self._work_out()

    def _pick(self, at: int) -> None:
        self.forget_button.setVisible(at > 0)
        if at > 0 and self._facts is not None:
            self.form.fill(offer_view.draft_of(self._facts.saved[at - 1][1]))

    def _typed(self) -> None:
        self._chosen = None
        self._work_out()

    def _choose(self, debts: frozenset[DebtId]) -> None:
        self._chosen = debts
        self._work_out()

    def _work_out(self) -> None:
        facts = self._facts
        if facts is None:
            return
        parsed = offer_view.parse(self.form.draft())
        if self.form.is_unread() or not isinstance(parsed, LoanOffer):
            self._offer = self._asked = None
            said = () if self.form.is_empty() or isinstance(parsed, LoanOffer) else parsed
            self.form.show_problems(said)
            self._wait()
            return
        self.form.show_problems(())
        self._asked = parsed
        chosen = self._chosen

        def job() -> Answer:
            found = offer_view.assess(parsed, facts.rules)
            rivals = offer_view.compare(parsed, facts.debts, chosen) if facts.debts else None
            return found, rivals

        def show(answer: Answer) -> None:
            if parsed is self._asked:
                self._show(parsed, answer)

        self.load(job, show, part="answer", beside=True)

    def _show(self, offer: LoanOffer, answer: Answer) -> None:
        found, comparison = answer
        masking = self.context.masking
        self._offer, self.found = offer, found
        self.verdict.show_found(found)
        self.figures.show_found(found, masking)
        if self._facts is not None:
            self.reasons.show_found(found, self._facts.rules, masking.sentence)
        self.beside.setVisible(comparison is not None)
        if comparison is not None:
            self.beside.show_found(comparison, masking)
        self.hint.hide()
        self.answer.show()
        self._enable()

    def _wait(self) -> None:
        """Say what is still needed, in place of the answer."""
        self.found = None
        self.hint.show_words(
            _("Fill in the amount, the instalment and how many there are."),
            _("The answer comes as you type. Nothing is saved or sent."),
        )
        self.hint.show()
        self.answer.hide()
        self._enable()

    def _enable(self) -> None:
        for button in (self.keep_button, self.file_button):
            button.setEnabled(self._offer is not None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the form beside the answer, or above it."""
        super().resizeEvent(event)
        px, theme = self.context.theme.px, self.context.theme
        width = self.width() * 100 / theme.zoom
        beside = width >= SIDE_BY_SIDE_FROM
        stand(self._across, beside=beside)
        self.form.setMaximumWidth(px(330) if beside else px(640))
        self.form.setMinimumWidth(px(330))
        self.figures.stack(wide=width >= (FOUR_BESIDE_FROM if beside else FOUR_ALONE_FROM))

    # -- assembly ----------------------------------------------------------------------------

    def _assemble(self) -> None:
        px = self.context.theme.px
        self.add_action(self.saved)
        self.add_action(self.forget_button)
        self.add_action(self.open_button)
        self.add_action(self.clear_button)
        self.saved.hide()
        self.forget_button.hide()
        down(
            self.verdict,
            self.figures,
            self.reasons,
            self.beside,
            across(self.keep_button, self.file_button, (self.disclaimer, 1), gap=px(10)),
            REST,
            on=self.answer,
            gap=px(12),
        )
        side = down(self.hint, self.answer, REST)
        self._across = across((self.form, 0, Qt.AlignmentFlag.AlignTop), (side, 1), gap=px(12))
        lay(self.body, self._across, REST)

    def _connect(self) -> None:
        self.form.changed.connect(self._typed)
        self.beside.chosen.connect(self._choose)
        self.figures.asked.connect(self.explain)
        self.saved.currentIndexChanged.connect(self._pick)
        self.clear_button.clicked.connect(self.form.clear)
        self.open_button.clicked.connect(self.open_file)
        self.keep_button.clicked.connect(self.keep)
        self.file_button.clicked.connect(self.save_file)
        self.forget_button.clicked.connect(self.forget)
