"""The letters of one debt: which fit, what to look at before signing, and the page itself."""

from __future__ import annotations

from collections.abc import Callable, Collection

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage, QPixmap
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from jiebei_desktop.domain.debts import DebtId
from jiebei_desktop.report import letter_pages
from jiebei_desktop.report.glyphs import unprintable
from jiebei_desktop.report.render import write
from jiebei_desktop.services.papers import letters
from jiebei_desktop.services.papers.letters import LetterDesk, LetterKind
from jiebei_desktop.text import letters as letter_words
from jiebei_desktop.text.current import _, ngettext, texts
from jiebei_desktop.text.papers import unprintable_words
from jiebei_desktop.ui.page import PageContext
from jiebei_desktop.ui.pages.negotiation.letter_parts import CheckRow, KindRow, PaperFactsDialog
from jiebei_desktop.ui.paper_file import paper_file
from jiebei_desktop.ui.widgets.basics import Button, Label, clear, rule
from jiebei_desktop.ui.widgets.boxes import REST, across, down, lay, stand
from jiebei_desktop.ui.widgets.busy_bar import BusyBar
from jiebei_desktop.ui.widgets.card import Card
from jiebei_desktop.ui.widgets.segments import Segments

BEST = 2
"""Letters offered first; the others stand in a list."""
SIDE_BY_SIDE_FROM = 980
"""Width of the page in px at 100 % from which the three cards stand side by side."""


class LettersPane(QWidget):
    """Three cards: the kinds, the checks with what is missing, the preview."""

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self.context = context
        theme = context.theme
        self._debt: DebtId | None = None
        self._kind: LetterKind | None = None
        self.desk: LetterDesk | None = None
        self.kinds = Card(theme, padded=False)
        self.checks, self.missing = Card(theme, padded=False), Card(theme)
        self.preview = Card(theme, padded=False)
        self.kind_list, self.check_list = QWidget(), QWidget()
        self.missing_words = Label("body", "text2", wrap=True)
        self.rare = Label("body", "caution", wrap=True)
        self.fill_button = Button(theme, "default", "edit")
        self.edition = Segments(theme, len(letters.EDITIONS))
        self.sheet = Label("body")
        self.busy = BusyBar()
        self.copy_button, self.sent_button = Button(theme, "text"), Button(theme, "default", "send")
        self.save_button = Button(theme, "primary", "pdf")
        self.rows: dict[LetterKind, KindRow] = {}
        self._assemble()
        self._connect()

    def show_debt(self, debt: DebtId) -> None:
        """Show the letters of a debt; a kind chosen or filled in stays for the same debt."""
        if debt != self._debt:
            self._debt, self._kind = debt, None
        self.reload()

    def reload(self) -> None:
        """Read the letters again in the ledger's lane."""
        debt, kind, edition = self._debt, self._kind, letters.EDITIONS[self.edition.current()]
        if debt is None or not self.isVisible():
            return
        session, today = self.context.session, self.context.today()
        self.busy.start()
        self.context.lanes.ledger(
            lambda: letters.letter_desk(session, debt, today, kind, edition),
            self._show,
            latest="letters",
            failed=self._failed,
        )

    def choose(self, kind: LetterKind) -> None:
        """Show another letter."""
        self._kind = kind
        self.reload()

    def stack(self, width: float) -> None:
        """Put the three cards side by side or one under another, by px at 100 %."""
        wide = width >= SIDE_BY_SIDE_FROM
        stand(self._across, beside=wide)

    def retranslate(self) -> None:
        """Word the fixed parts."""
        self.kinds.show_header(_("Letters for this step"))
        self.missing.show_header(
            _("Left open in the letter"), _("what is not filled in stays a line")
        )
        self.edition.show_words((_("For the lender"), _("For myself")))
        self.fill_button.setText(_("Fill in…"))
        self.copy_button.setText(_("Copy text"))
        self.sent_button.setText(_("Mark as sent"))
        self.save_button.setText(_("Export this letter"))

    # -- showing -----------------------------------------------------------------------------

    def _show(self, found: LetterDesk) -> None:
        self.desk = found
        self.retranslate()
        self._show_kinds(found)
        self._draw(found)
        self.context.lanes.next_turn(lambda: self._show_rest(found))

    def _show_rest(self, found: LetterDesk) -> None:
        """Show what stands beside the kinds; both in one turn would hold the window too long."""
        if found is self.desk:
            self._show_checks(found)
            self._show_missing(found)

    def _show_kinds(self, found: LetterDesk) -> None:
        clear(self.kind_list)
        self.rows = {}
        for place, fit in enumerate(found.fits):
            if place == BEST:
                self._kind_column.addWidget(rule())
                count = len(found.fits) - BEST
                words = ngettext(
                    "{count} other, when it is needed", "{count} others, when needed", count
                )
                self._kind_column.addWidget(
                    Label("caption", "text3", text=words.format(count=count))
                )
            row = KindRow(self.context.theme, fit, best=place < BEST, chosen=fit.kind is found.kind)
            row.clicked.connect(lambda kind=fit.kind: self.choose(kind))
            self.rows[fit.kind] = row
            self._kind_column.addWidget(row)
        self._kind_column.addStretch(1)

    def _show_checks(self, found: LetterDesk) -> None:
        clear(self.check_list)
        looked = 0
        for place, check in enumerate(found.document["checks"]):
            if place:
                self._check_column.addWidget(rule())
            looked += check["state"] == "look"
            self._check_column.addWidget(CheckRow(self.context.theme, check))
        words = ngettext("{count} to look at", "{count} to look at", looked).format(count=looked)
        self.checks.show_header(_("Before you sign"), words if looked else "")

    def _show_missing(self, found: LetterDesk) -> None:
        names = [letter_words.missing_words(code, texts()) for code in found.document["missing"]]
        self.missing_words.setText(
            "\n".join(names) if names else _("Nothing: every line is filled.")
        )
        why = found.document["fits"]
        if why:
            said = _("This letter does not fit today: {reason}")
            reason = letter_words.why_not_words(why, texts())
            self.preview.show_header(_("Preview"), said.format(reason=reason))
        else:
            self.preview.show_header(_("Preview"))

    def _draw(self, found: LetterDesk) -> None:
        locale, document = texts().locale, found.document
        width, smooth = self.context.theme.px(340), Qt.TransformationMode.SmoothTransformation

        def picture() -> tuple[QImage, Collection[str]]:
            page = QImage.fromData(letter_pages.preview_letter(document, locale)[0])
            return page.scaledToWidth(width, smooth), unprintable(document)

        self.context.lanes.side(
            picture,
            self._show_page,
            latest="letter-preview",
            failed=self._failed,
        )

    def _show_page(self, drawn: tuple[QImage, Collection[str]]) -> None:
        page, rare = drawn
        self.busy.stop()
        self.rare.setText(unprintable_words(rare, texts()) if rare else "")
        self.rare.setVisible(bool(rare))
        self.sheet.setPixmap(QPixmap.fromImage(page))
        if self.desk is not None:
            self.sheet.setAccessibleName(letter_words.letter_title(self.desk.kind.value, texts()))

    def _failed(self, error: Exception) -> None:
        self.busy.stop()
        self.context.ask.tell(
            _("The letter was not written"),
            _("Nothing was changed. Choose another place or try again. {error}").format(
                error=type(error).__name__
            ),
        )

    # -- acting ------------------------------------------------------------------------------

    def save(self) -> None:
        """Write the letter as PDF where the user says."""
        if self.desk is None:
            return
        document, locale = self.desk.document, texts().locale
        title = letter_words.letter_title(self.desk.kind.value, texts())
        name = document["applicant"]["name"]
        target = paper_file(self.context.ask, self.save_button.text(), f"{title}.pdf", name)
        if target is None:
            return

        def done(_none: None) -> None:
            self.context.ask.tell(_("The letter was saved."), target.name)

        self.context.lanes.side(
            lambda: write(target, letter_pages.render_letter(document, locale), agreed=True),
            done,
            failed=self._failed,
        )

    def copy(self) -> None:
        """Put the words of the letter on the clipboard, for an app or a mail."""
        if self.desk is not None:
            words = letter_pages.plain_text(self.desk.document, texts())
            QGuiApplication.clipboard().setText(words)

    def mark_sent(self) -> None:
        """Keep the letter on screen as it went out today, with its number and checksum."""
        found = self.desk
        if found is None:
            return
        session, today = self.context.session, self.context.today()
        title = letter_words.letter_title(found.kind.value, texts())
        if self.context.ask.confirm(
            _("Mark “{letter}” as sent today?").format(letter=title),
            _("It stands under the papers that went out, with its number and checksum."),
            action=_("Mark as sent"),
        ):
            self.context.lanes.ledger(
                lambda: letters.note_sent(session, found.document, today),
                self.context.notify,
                failed=self._failed,
            )

    def fill(self) -> None:
        """Ask for what the letter leaves open, and keep it."""
        found = self.desk
        if found is None:
            return
        self._kind = found.kind
        session, today = self.context.session, self.context.today()
        dialog = PaperFactsDialog(self.context.theme, letters.paper_facts(found), today, self)

        def save() -> None:
            facts, debt = dialog.facts(), found.debt.id
            self.context.lanes.ledger(
                lambda: letters.keep_paper_facts(session, debt, facts),
                self.context.notify,
                failed=self._failed,
            )

        dialog.saved.connect(save)
        dialog.open_for(lambda page: page.letters.once_read(page.letters.fill), found.debt.id)

    def once_read(self, act: Callable[[], None]) -> None:
        """Do something once the letter that was asked for is there."""
        self.context.lanes.ledger(lambda: None, lambda _nothing: act())

    # -- assembly ----------------------------------------------------------------------------

    def _assemble(self) -> None:
        px = self.context.theme.px
        self._kind_column, self._check_column = (
            QVBoxLayout(self.kind_list),
            QVBoxLayout(self.check_list),
        )
        for column in (self._kind_column, self._check_column):
            column.setContentsMargins(px(12), px(8), px(12), px(8))
            column.setSpacing(px(6))
        self.kinds.body.addWidget(self.kind_list)
        self.checks.body.addWidget(self.check_list)
        lay(
            self.missing.body,
            self.missing_words,
            self.rare,
            (self.fill_button, 0, Qt.AlignmentFlag.AlignLeft),
        )
        self._assemble_preview()
        middle = down(self.checks, self.missing, REST, gap=px(12))
        self._across = across(
            (self.kinds, 29), (middle, 36), (self.preview, 38), on=self, gap=px(12)
        )

    def _assemble_preview(self) -> None:
        px = self.context.theme.px
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setMinimumHeight(px(420))
        self.sheet.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        scroll.setWidget(self.sheet)
        self.preview.body.addWidget(self.busy)
        self.preview.add_to_header(self.edition)
        lay(
            self.preview.body,
            (scroll, 1),
            across(
                self.copy_button, REST, self.sent_button, self.save_button, around=(px(12), px(8))
            ),
        )

    def _connect(self) -> None:
        self.edition.chosen.connect(lambda _at: self.reload())
        self.fill_button.clicked.connect(self.fill)
        self.copy_button.clicked.connect(self.copy)
        self.sent_button.clicked.connect(self.mark_sent)
        self.save_button.clicked.connect(self.save)
