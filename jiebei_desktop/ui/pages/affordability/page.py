"""Affordability: choose a monthly payment with its risk in sight, and go on to the plan."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy

from jiebei_desktop.domain.money import Fen
from jiebei_desktop.services.picture import Reading, affording, home_of, picture_of, read
from jiebei_desktop.services.picture import affordability_view as view
from jiebei_desktop.services.picture.affordability_view import AffordFacts, Strain
from jiebei_desktop.services.picture.reading import PICTURE_TABLES
from jiebei_desktop.text import formats
from jiebei_desktop.text.current import _, ngettext, pgettext
from jiebei_desktop.ui.life_questions import LifeQuestions
from jiebei_desktop.ui.page import Page, PageContext
from jiebei_desktop.ui.pages.affordability import words
from jiebei_desktop.ui.pages.affordability.curve import RiskCurve, odds_words
from jiebei_desktop.ui.pages.affordability.dialogs import PeopleDialog, QuestionsDialog
from jiebei_desktop.ui.pages.affordability.panels import LedgerOfNumber, Strains, ThreeLines
from jiebei_desktop.ui.pause import Pause
from jiebei_desktop.ui.widgets.basics import Button, Label, rule
from jiebei_desktop.ui.widgets.boxes import across, down, lay, stand
from jiebei_desktop.ui.widgets.card import Card
from jiebei_desktop.ui.widgets.explain import ExplainDialog
from jiebei_desktop.ui.widgets.money_edit import MoneyEdit
from jiebei_desktop.ui.widgets.notice import NoticeStrip

if TYPE_CHECKING:
    from jiebei_desktop.analysis.afford_value import Affordability, Help

SETTLE_MS = 150
"""Pause after the last move before strains are simulated for the new amount."""
SIDE_BY_SIDE_FROM = 760
SENTENCE = 58
"""Height kept for the odds in px: moving the mark must not move the chart."""


class AffordabilityPage(Page):
    """Shows how risky each monthly payment is, and where the recommended one comes from."""

    reads = PICTURE_TABLES

    def __init__(self, context: PageContext) -> None:
        super().__init__(context)
        theme = context.theme
        self._facts: AffordFacts | None = None
        self._found: Affordability | None = None
        self.amount = Fen(0)
        self.life_button = Button(theme, "default", "calendar")
        self.adjust_button = Button(theme, "default", "adjust")
        self.banner = NoticeStrip(theme)
        self.questions = LifeQuestions(context, self.write)
        self.curve_card = Card(theme)
        self.curve = RiskCurve(context)
        self.amount_label = Label("body_strong")
        self.amount_edit = MoneyEdit(theme)
        self.sentence = Label("body", "text2", wrap=True)
        self.use_button = Button(theme, "primary", "next")
        self.ledger_card, self.ledger = Card(theme), LedgerOfNumber(theme)
        self.details_button = Button(theme, "text")
        self.lines_card, self.lines = Card(theme, padded=False), ThreeLines(theme)
        self.protected = NoticeStrip(theme)
        self.strains_card, self.strains = Card(theme, header=False), Strains(theme)
        self.settling = Pause(self, SETTLE_MS, self._simulate)
        self._assemble()
        self._connect()

    def title(self) -> str:
        """Return the page's name."""
        return _("Affordability")

    def purpose(self) -> str:
        """Return one line that says what the page is for."""
        return _("Living first, then what is left to pay")

    def refresh(self) -> None:
        """Read the facts in the ledger's lane, then simulate beside it."""
        session, today = self.context.session, self.context.today()
        self.load(lambda: read(session, today), self._show_facts)

    def retranslate(self) -> None:
        """Word the fixed parts."""
        super().retranslate()
        self.life_button.setText(_("Changes in life"))
        self.adjust_button.setText(_("Adjust income and spending"))
        self.amount_label.setText(_("Pay each month"))
        self.amount_edit.setAccessibleName(pgettext("affordability", "Monthly payment"))
        self.amount_edit.retranslate()
        self.curve.track.setAccessibleName(pgettext("affordability", "Monthly payment"))
        self.use_button.setText(_("Make a plan with this amount"))
        self.details_button.setText(_("See details"))
        self.curve.chart.retranslate()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put cards side by side or one under another."""
        super().resizeEvent(event)
        wide = self.width() * 100 / self.context.theme.zoom >= SIDE_BY_SIDE_FROM
        stand(self._upper, self._foot, beside=wide)
        self.strains.stack(wide=wide)

    # -- figures -----------------------------------------------------------------------------

    def _show_facts(self, reading: Reading) -> None:
        known = self._facts = reading.means
        if known.empty:
            self.empty.show_text(
                _("Income and spending are not known yet"),
                _(
                    "Answer six questions, or import a statement. The result is an estimate at"
                    " first."
                ),
                _("Answer the questions"),
                _("Import statement"),
            )
            self.show_empty()
            return
        self.show_content()
        self.questions.look(reading)

        def study() -> tuple[Affordability, tuple[Help, ...]]:
            found = picture_of(reading).afford
            return found, affording.helps(home_of(reading), found)

        self.context.lanes.side(
            study, self._show_study, latest="affordability", failed=self._failed
        )

    def _show_study(self, study: tuple[Affordability, tuple[Help, ...]]) -> None:
        found, helps = study
        known, masking = self._facts, self.context.masking
        if known is None:
            return
        self._found = found
        self.amount = known.chosen or found.recommended or Fen(0)
        self._show_banner(known, found, helps)
        self.curve_card.show_header(
            _("How likely a payment is missed"),
            _("{count} simulated years ahead").format(count=formats.count(found.paths)),
        )
        self.curve.show_study(found, self.amount)
        self.ledger_card.show_header(_("Where this number comes from"))
        self.ledger.show_lines(words.ledger(found, masking))
        self.lines_card.show_header(_("What the three lines mean"))
        self.lines.show_lines(words.meanings(found, masking))
        self.protected.show_words(*words.protected(known, found, masking), severity="info")
        self._put(self.amount)
        self._simulate()

    def _show_banner(
        self, known: AffordFacts, found: Affordability, helps: tuple[Help, ...]
    ) -> None:
        masking = self.context.masking
        short = found.history_months < view.SHORT_HISTORY
        waits = words.waits(found, masking)
        self.banner.setVisible(short or found.recommended is None or bool(waits))
        action = _("Answer the questions") if short else _("Adjust income and spending")
        partial = ""
        if short:
            message = ngettext(
                "{count} item missing, so the result is an estimate.",
                "{count} items missing, so the result is an estimate.",
                known.missing,
            )
            partial = message.format(count=known.missing)
            if not known.missing:
                partial = _("Less than three months are known, so the result is an estimate.")
        if found.recommended is None:
            strong, better = words.no_number(found, helps, masking)
            self.banner.show_words(
                strong, formats.sentences(better, partial), severity="caution", action=action
            )
        elif short:
            self.banner.show_words(partial, waits, severity="info", action=action)
        else:
            self.banner.show_words(waits, severity="info")

    def _simulate(self) -> None:
        known, found, payment = self._facts, self._found, self.amount
        if known is None or found is None:
            return
        self.context.lanes.side(
            lambda: (payment, view.strains(known, found, payment)), self._show_strains,
            latest="strains", failed=self._failed,
        )  # fmt: skip

    def _show_strains(self, answer: tuple[Fen, tuple[Strain, ...]]) -> None:
        payment, cases = answer
        masking = self.context.masking
        self.strains.show_strains([words.strain_words(case, payment, masking) for case in cases])

    # -- choosing ----------------------------------------------------------------------------

    def _slid(self, yuan: int) -> None:
        self.amount = Fen(yuan * 100)
        self._write()
        self._say()
        self.settling.begin()

    def _typed(self) -> None:
        value = self.amount_edit.value()
        if value is not None and value != self.amount and not self.context.masking.on:
            self.amount = value
            self.curve.show_amount(value)
            self._say()
            self.settling.begin()

    def _put(self, amount: Fen) -> None:
        self._write()
        self.curve.show_amount(amount)
        self._say()

    def _write(self) -> None:
        self.amount_edit.blockSignals(True)
        masked = self.context.masking.on
        self.amount_edit.setEnabled(not masked)
        self.amount_edit.set_value(None if masked else self.amount)
        self.amount_edit.blockSignals(False)

    def _say(self) -> None:
        data = self.curve.data
        if data is None:
            return
        self.sentence.setText(odds_words(data, self.amount))
        self.curve.track.setAccessibleDescription(self.sentence.text())
        self.use_button.setEnabled(self.amount > 0)

    def _use(self) -> None:
        session, payment = self.context.session, self.amount
        self.write(
            lambda: view.choose(session, payment),
            lambda: self.context.navigate("plan", payment=payment),
        )

    # -- dialogs -----------------------------------------------------------------------------

    def _explain(self) -> None:
        if self._found is None:
            return
        dialog = ExplainDialog(self.context.theme, _("Where this number comes from"), self)
        dialog.show_terms(
            words.terms(self._found, self.context.masking), words.terms_note(self._found)
        )
        dialog.open()

    def adjust(self) -> None:
        """Ask who lives in the household and what is kept back."""
        known, session = self._facts, self.context.session
        if known is None:
            return
        today = self.context.today()
        dialog = PeopleDialog(self.context.theme, known.book.household, today, self)
        dialog.saved.connect(
            lambda: self.write(partial(view.adjust_people, session, *dialog.values()))
        )
        dialog.recurring.connect(lambda: self.context.navigate("ledger", tab="recurring"))
        dialog.open_for(lambda page: page.adjust())

    def ask_questions(self) -> None:
        """Ask what the months cannot tell."""
        known, session = self._facts, self.context.session
        if known is None:
            return
        dialog = QuestionsDialog(self.context.theme, known.answers, self)
        dialog.saved.connect(
            lambda: self.write(partial(view.keep_answers, session, dialog.values()))
        )
        dialog.open_for(lambda page: page.ask_questions())

    def _acted(self) -> None:
        found = self._found
        if found is not None and found.history_months < view.SHORT_HISTORY:
            self.ask_questions()
        else:
            self.adjust()

    # -- assembly ----------------------------------------------------------------------------

    def _assemble(self) -> None:
        px = self.context.theme.px
        self.add_action(self.life_button)
        self.add_action(self.adjust_button)
        self.curve_card.add_to_header(self.curve.chart.table_button)
        lay(self.curve_card.body, (self.curve, 1), rule())
        self._assemble_foot()
        self.ledger_card.add_to_header(self.details_button)
        self.ledger_card.body.addWidget(self.ledger)
        self.lines_card.body.addWidget(self.lines)
        right = down(gap=px(12))
        for card in (self.ledger_card, self.lines_card, self.protected):
            right.addWidget(card)
            card.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        right.addStretch(1)
        self.curve_card.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._upper = across((self.curve_card, 64), (right, 36), gap=px(12))
        self.strains_card.body.addWidget(self.strains)
        self.banner.hide()
        lay(self.body, self.questions, self.banner, (self._upper, 1), self.strains_card)

    def _assemble_foot(self) -> None:
        px = self.context.theme.px
        self._foot = across(gap=px(12))
        self.amount_edit.setMaximumWidth(px(150))
        for widget, stretch in (
            (self.amount_label, 0), (self.amount_edit, 1), (self.use_button, 0)
        ):  # fmt: skip
            self._foot.addWidget(widget, stretch)
        self._foot.addStretch(1)
        self.curve_card.body.addLayout(self._foot)
        self.sentence.setMinimumHeight(px(SENTENCE))
        self.curve_card.body.addWidget(self.sentence)

    def _connect(self) -> None:
        self.life_button.clicked.connect(lambda: self.context.navigate("life_events"))
        self.adjust_button.clicked.connect(self.adjust)
        self.banner.acted.connect(self._acted)
        self.curve.moved.connect(self._slid)
        self.amount_edit.valueChanged.connect(self._typed)
        self.use_button.clicked.connect(self._use)
        self.details_button.clicked.connect(self._explain)
        self.empty.primary.clicked.connect(self.ask_questions)
        self.empty.secondary.clicked.connect(lambda: self.context.navigate("ledger", do="import"))
