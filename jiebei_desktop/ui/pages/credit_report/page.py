"""A credit report: its debts ticked and entered together, what is missing asked in one form."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QStackedWidget,
    QWidget,
)

from jiebei_desktop.services.debts import adopting, report_debts
from jiebei_desktop.services.debts.report_debts import ReportLine, ReportView
from jiebei_desktop.services.picture.reading import PICTURE_TABLES
from jiebei_desktop.services.statements.imports_values import ImportPreview
from jiebei_desktop.services.statements.proposed_debts import Adoption
from jiebei_desktop.text.current import _, ngettext
from jiebei_desktop.ui.figures import WORKING, note
from jiebei_desktop.ui.fitting import Scroller
from jiebei_desktop.ui.page import Page, PageContext
from jiebei_desktop.ui.pages.credit_report import words
from jiebei_desktop.ui.pages.credit_report.accounts import AccountsTable
from jiebei_desktop.ui.pages.credit_report.checklist import Checklist
from jiebei_desktop.ui.pages.credit_report.form import AccountForm
from jiebei_desktop.ui.pages.credit_report.obstacle import ObstacleNotice
from jiebei_desktop.ui.pages.credit_report.original import Original
from jiebei_desktop.ui.pages.credit_report.reading import ReportReading
from jiebei_desktop.ui.pages.credit_report.source import SourceCard
from jiebei_desktop.ui.widgets.basics import Button, Label, rule
from jiebei_desktop.ui.widgets.boxes import REST, across, down, lay, stand
from jiebei_desktop.ui.widgets.card import Card
from jiebei_desktop.ui.widgets.foot import Foot
from jiebei_desktop.ui.widgets.notice import NoticeStrip
from jiebei_desktop.ui.widgets.tabs import show_only

SIDE_BY_SIDE_FROM = 860
_FORM_WIDTH = 344
_TABLE, _OBSTACLE = 0, 1


class CreditReportPage(Page):
    """Shows the report that is open as a file, else what is left of the one kept."""

    reads = PICTURE_TABLES | {"proposed_debts"}

    def __init__(self, context: PageContext) -> None:
        super().__init__(context)
        theme = context.theme
        self.state = Checklist(context.today())
        self.reading = ReportReading(context)
        self.other_button = Button(theme, "default", "file")
        self.original_button = Button(theme, "default", "eye")
        self.banner = NoticeStrip(theme)
        self.card = Card(theme, padded=False)
        self.table = AccountsTable(context, self.state)
        self.obstacle = ObstacleNotice(context)
        self.middle = QStackedWidget()
        self.source = SourceCard(context)
        self.remarks = Label("caption", "text3", wrap=True)
        self.drop = QCheckBox()
        self.form_card = Card(theme)
        self.form = AccountForm(context, self.state)
        self.next_form = AccountForm(context, self.state)
        self.hint = NoticeStrip(theme)
        self.cancel_button = Button(theme)
        self.keep_button = Button(theme, "default", "save")
        self.promise = Label("caption", "text3")
        self.complete_button = Button(theme)
        self.enter_button = Button(theme, "primary")
        self._assemble()
        self._connect()

    def title(self) -> str:
        """Return the page's name."""
        return _("Enter from a credit report")

    def purpose(self) -> str:
        """Return when the report was made."""
        return words.purpose(self.state.view)

    def refresh(self) -> None:
        """Read what is known of the report's debts."""
        session, today, paper = self.context.session, self.context.today(), self.state.paper
        self.load(lambda: report_debts.view(session, today, paper), self._show)

    def retranslate(self) -> None:
        """Word everything."""
        super().retranslate()
        self.other_button.setText(_("Another report"))
        self.original_button.setText(_("See the original"))
        self.cancel_button.setText(_("Cancel"))
        self.keep_button.setText(_("Keep it, enter later"))
        self.promise.setText(_("Undo takes all of it back"))
        self.table.setAccessibleName(_("Accounts of the report"))
        self.card.show_header(
            _("Accounts of the report"), _("in yuan; closed ones are listed, not entered")
        )
        self.hint.show_words(
            _("What you do not know may stay empty."),
            _("It is reckoned with the estimate; every page follows when you fill it in later."),
        )
        self.obstacle.retranslate()
        for form in (self.form, self.next_form):
            form.retranslate()
        self.source.refresh()
        self.table.rows.retranslate()
        self.empty.show_text(
            _("No credit report yet"),
            _(
                "The brief edition (简版) as a PDF, free twice a year: at 云闪付 or in a bank's"
                " app. It lists every debt at once."
            ),
            _("Choose the report…"),
            _("Back to the debts"),
        )
        self._count()

    def arrive(self, **args: object) -> None:
        """Open a file (``path=``), or ask for one (``do="open"``)."""
        path = args.get("path")
        if isinstance(path, Path):
            self.open(path)
        elif args.get("do") == "open":
            self.choose()

    def draft(self) -> object | None:
        """Return the report that is looked at, with what was typed and ticked."""
        return self.state.written()

    def restore(self, draft: object) -> None:
        """Go on with the report."""
        if isinstance(draft, tuple):
            self.state.take(draft)

    def choose(self) -> None:
        """Ask for the file of a report."""
        kinds = _("Credit report ({kinds})").format(kinds="*.pdf *.html *.htm *.zip")
        path = self.context.ask.open_file(_("Enter from a credit report"), kinds)
        if path is not None:
            self.open(path)

    def open(self, path: Path, password: str | None = None) -> None:
        """Read a file and show its report; nothing is written."""
        self.state.forget()
        self.obstacle.show_reading(path.name)
        self._show_obstacle()
        self.reading.begin(path, password)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the form beside the accounts or under them."""
        super().resizeEvent(event)
        beside = self.width() * 100 / self.context.theme.zoom >= SIDE_BY_SIDE_FROM
        stand(self._across, beside=beside)
        width = self.context.theme.px(_FORM_WIDTH)
        self._right.setMaximumWidth(width if beside else 16_777_215)
        self._right.setMinimumWidth(width if beside else 1)

    # -- showing -----------------------------------------------------------------------------

    def _show(self, view: ReportView) -> None:
        if self.reading.busy or self.middle.currentIndex() == _OBSTACLE:
            return
        self.state.show(view, self.context.today())
        if not view.lines:
            self._offer_original()
            self.show_empty()
            return
        self.show_content()
        self.purpose_label.setText(self.purpose())
        self.table.show_view()
        self.remarks.setText(words.remarks(view, self.context.masking))
        self.drop.setText(words.stand_in(view))
        self.drop.setChecked(self.state.drops)
        self._parts(report=True)
        self._show_forms()
        self._count()

    def _read(self, seen: ImportPreview) -> None:
        self.state.paper = seen
        show_only(self.middle, _TABLE)
        self.refresh()

    def _refused(self, error: Exception | None) -> None:
        name = self.reading.path.name if self.reading.path else ""
        self._show_obstacle()
        self.obstacle.show_refusal(error, name)

    def _show_obstacle(self) -> None:
        self.show_content()
        show_only(self.middle, _OBSTACLE)
        self.purpose_label.setText(words.purpose(ReportView(day="")))
        self._parts(report=False)

    def _parts(self, *, report: bool) -> None:
        """Show what belongs to a report that was read, or only why there is none."""
        is_open = report and bool(self.state.view.open())
        for part in (self.banner, self.remarks):
            part.setVisible(report)
        chosen = (self.complete_button, self.enter_button, self.promise, self.keep_button)
        for widget in (self._right, *chosen):
            widget.setVisible(is_open)
        self.drop.setVisible(is_open and self.state.view.stand_in is not None)
        self._offer_original()
        if not report:
            self.source.hide()

    def _offer_original(self) -> None:
        """A page can be seen while the report is open as a file and amounts are not hidden."""
        is_file = self.state.paper is not None and self.reading.reading is not None
        self.original_button.setVisible(is_file and not self.context.masking.on)

    def _see(self) -> None:
        line, reading = self.table.chosen(), self.reading.reading
        if reading is not None:
            Original(self.context, self.window()).show_page(
                reading, line.source.page if line else 1
            )

    def _pick(self, line: ReportLine) -> None:
        self.source.show_line(line)
        self._show_forms()

    def _show_forms(self) -> None:
        line = self.table.chosen()
        if line is None:
            return
        self.form.show_line(line)
        self.hint.setVisible(bool(self.state.fields(line)))
        gaps = self.state.incomplete()
        others = [one for one in gaps if one.debt.id != line.debt.id]
        self.next_form.setVisible(bool(others))
        self._between.setVisible(bool(others))
        if others:
            after = [one for one in others if self._at(one) > self._at(line)]
            self.next_form.show_line((after or others)[0])
        words_ = ngettext("{count} still has gaps", "{count} still have gaps", len(gaps))
        self.form_card.show_header(
            _("What the report does not hold"), words_.format(count=len(gaps)) if gaps else ""
        )

    def _at(self, line: ReportLine) -> int:
        return [one.debt.id for one in self.state.view.lines].index(line.debt.id)

    def _count(self) -> None:
        """Say in banner and buttons what is ticked."""
        view = self.state.view
        strong, text = words.banner(view, self.context.masking)
        self.banner.show_words(strong, text, severity="info")
        ticked, complete = len(self.state.ticked()), len(self.state.complete())
        message = ngettext("Enter the {count} ticked", "Enter the {count} ticked", ticked)
        self.enter_button.setText(message.format(count=ticked))
        self.enter_button.setEnabled(bool(ticked))
        message = ngettext(
            "Enter only the {count} complete", "Enter only the {count} complete", complete
        )
        self.complete_button.setText(message.format(count=complete))
        self.complete_button.setEnabled(bool(complete))

    def _edited(self) -> None:
        """Follow an edit in both forms, the table and the buttons."""
        for form in (self.form, self.next_form):
            form.refresh()
        self.table.rows.recount()
        self._count()

    def _turned(self) -> None:
        self._show_forms()
        self._count()

    # -- doing -------------------------------------------------------------------------------

    def _enter(self, lines: list[ReportLine]) -> None:
        wrong = next((line for line in lines if self.state.problems(line)), None)
        if wrong is not None:
            self.table.go_to(wrong)
            self._to_form()
            return
        session, wish = self.context.session, self.state.wish(lines)
        self.context.lanes.ledger(
            lambda: adopting.enter(session, wish), self._entered, failed=self.context.tell
        )

    def _entered(self, made: Adoption) -> None:
        """Go to the debts; what was not entered stays listed here."""
        self.state.forget()
        self.context.notify(made.changes)
        args = {"debt": made.debts[0]} if made.debts else {}
        self.context.navigate("debts", **args)

    def _keep(self) -> None:
        session, wish = self.context.session, self.state.wish()
        self.write(lambda: adopting.keep(session, wish), self._cancel)

    def _cancel(self) -> None:
        """Leave; a report that was read from a file is forgotten."""
        self.reading.stop()
        self.state.forget()
        show_only(self.middle, _TABLE)
        self.reload()
        self.context.navigate("debts")

    def _to_form(self) -> None:
        edit = self.form.first_gap()
        if edit is not None:
            edit.setFocus(Qt.FocusReason.TabFocusReason)

    # -- assembly ----------------------------------------------------------------------------

    def _connect(self) -> None:
        self.drop.toggled.connect(partial(setattr, self.state, "drops"))
        self.reading.done.connect(self._read)
        self.reading.refused.connect(self._refused)
        self.table.picked.connect(self._pick)
        self.table.wanted.connect(self._to_form)
        self.table.rows.turned.connect(self._turned)
        for form in (self.form, self.next_form):
            form.changed.connect(self._edited)
        for button in (self.other_button, self.obstacle.other_button, self.empty.primary):
            button.clicked.connect(self.choose)
        self.empty.secondary.clicked.connect(lambda: self.context.navigate("debts"))
        self.obstacle.unlock.connect(self._unlock)
        self.obstacle.statement.connect(self._to_import)
        self.original_button.clicked.connect(self._see)
        self.cancel_button.clicked.connect(self._cancel)
        self.keep_button.clicked.connect(self._keep)
        self.complete_button.clicked.connect(lambda: self._enter(self.state.complete()))
        self.enter_button.clicked.connect(lambda: self._enter(self.state.ticked()))
        stop = QShortcut(QKeySequence("Esc"), self)
        stop.activated.connect(lambda: self._cancel() if self.reading.busy else None)

    def _unlock(self, password: str) -> None:
        if self.reading.path is not None:
            self.open(self.reading.path, password)

    def _to_import(self) -> None:
        path = self.reading.path
        self._cancel()
        self.context.navigate("ledger", path=path)

    def _assemble(self) -> None:
        px = self.context.theme.px
        self.add_action(self.other_button)
        self.add_action(self.original_button)
        for label in (self.banner.label, self.source.sentence):
            note(label, WORKING)
        self.body.addWidget(self.banner)
        self.middle.addWidget(self.table)
        self.middle.addWidget(self.obstacle)
        show_only(self.middle, _TABLE)
        self.card.body.addWidget(self.middle, 1)
        left = down((self.card, 1), self.source, self.remarks, self.drop, gap=px(12))
        self._between = rule()
        self._right = self._forms()
        self._across = across((left, 1), self._right, gap=px(12))
        leave = (self.cancel_button, self.keep_button)
        go_on = (self.promise, self.complete_button, self.enter_button)
        lay(self.body, (self._across, 1), Foot(self.context.theme, leave, go_on))

    def _forms(self) -> QWidget:
        px = self.context.theme.px
        inner = QWidget()
        inner.setProperty("class", "plain")
        down(
            self.form,
            self._between,
            self.next_form,
            self.hint,
            REST,
            on=inner,
            gap=px(12),
            around=(0, 0, px(4), 0),
        )
        scroll = Scroller(inner)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.form_card.body.addWidget(scroll, 1)
        return self.form_card
