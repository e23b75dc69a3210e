"""The cards that record: versions of the proposal, contacts, the agreement, its instalments."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QTableView, QWidget

from jiebei_desktop.domain.negotiation import Agreement, Contact, InstalmentMark, Proposal
from jiebei_desktop.services.negotiation.negotiation_view import CaseView
from jiebei_desktop.text import formats
from jiebei_desktop.text.current import _, ngettext, texts
from jiebei_desktop.text.guide import agreement_item
from jiebei_desktop.ui.masking import Masking
from jiebei_desktop.ui.models.table import Column, TableModel, dress
from jiebei_desktop.ui.pages.negotiation import words
from jiebei_desktop.ui.plain import as_typed
from jiebei_desktop.ui.theme import Theme
from jiebei_desktop.ui.widgets.basics import Button, IconLabel, Label, clear
from jiebei_desktop.ui.widgets.boxes import REST, across, down, held, lay
from jiebei_desktop.ui.widgets.card import Card
from jiebei_desktop.ui.widgets.chip import Chip
from jiebei_desktop.ui.widgets.flow import FlowLayout

ROWS_SHOWN = 6
FLAGS_SHOWN = 3


class Versions(Card):
    """The versions of the proposal and what came back."""

    opened = Signal(object)
    """The `Proposal` to look at or to change."""

    def __init__(self, theme: Theme, masking: Masking) -> None:
        super().__init__(theme, padded=False)
        self._masking = masking
        self.new_button = Button(theme, "default", "copy")
        self.send_button = Button(theme, "primary", "send")
        self.answer_button = Button(theme, "default", "message")
        for button in (self.answer_button, self.new_button, self.send_button):
            self.add_to_header(button)
        self.table = QTableView()
        self.model: TableModel[Proposal] = TableModel(self._columns())
        self.empty = Label("body", "text2", wrap=True)
        self.empty.setContentsMargins(theme.px(16), theme.px(10), theme.px(16), theme.px(12))
        dress(self.table, self.model, theme, row=36)
        lay(self.body, self.empty, self.table)
        self.table.doubleClicked.connect(lambda at: self.opened.emit(self.model.row(at)))

    def show_view(self, view: CaseView) -> None:
        """List the versions, newest first."""
        self.show_header(_("Versions of the proposal"))
        draft = bool(view.proposals) and view.proposals[0].sent_on is None
        sent = bool(view.proposals) and not draft
        self.new_button.setText(_("Copy as new version") if view.proposals else _("Draft one"))
        self.send_button.setText(_("Mark as sent"))
        self.answer_button.setText(_("Note the answer"))
        self.send_button.setVisible(draft)
        self.answer_button.setVisible(sent)
        self.empty.setText(_("None yet. Draft one: the amounts come from what you can keep up."))
        self.empty.setVisible(not view.proposals)
        self.table.setVisible(bool(view.proposals))
        self.model.show(view.proposals)
        self.model.retranslate()
        fit(self.table, len(view.proposals), self._theme)

    def chosen(self) -> Proposal | None:
        """Return the version that is selected, else the newest."""
        rows = self.model.rows()
        index = self.table.currentIndex()
        return self.model.row(index) if index.isValid() else (rows[0] if rows else None)

    def _columns(self) -> tuple[Column[Proposal], ...]:
        masking = self._masking
        return (
            Column(
                title=lambda: _("Version"),
                text=lambda one: _("version {n}").format(n=one.version),
                bold=False,
            ),
            Column(
                title=lambda: _("Date"),
                text=lambda one: formats.short_day(one.made_on, texts()),
                spare=1,
            ),
            Column(
                title=lambda: _("What"),
                text=lambda one: words.request_line(one.request, masking),
                tip=lambda one: words.request_line(one.request, masking),
                stretch=True,
                whole=True,
            ),
            Column(
                title=lambda: _("A month"),
                text=lambda one: masking.amount(one.request.payment),
                size=lambda one: one.request.payment,
                numeric=True,
            ),
            Column(title=lambda: _("Answer"), text=self._answer, tip=lambda one: one.reply),
        )

    @staticmethod
    def _answer(one: Proposal) -> str:
        word = words.reply_words(one)[1]
        if one.replied_on is None or not one.reply:
            return word
        return _("{day}: {reply}").format(
            day=formats.short_day(one.replied_on, texts()), reply=one.reply
        )


class Contacts(Card):
    """The contact log, newest first."""

    opened = Signal(object)
    """The `Contact` to change."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, padded=False)
        self._marks: dict[int, str] = {}
        self.log_button = Button(theme, "default", "plus")
        self.export_button = Button(theme, "text", "open_external")
        self.add_to_header(self.export_button)
        self.add_to_header(self.log_button)
        self.table = QTableView()
        self.model: TableModel[Contact] = TableModel(self._columns())
        self.empty = Label("body", "text2", wrap=True)
        self.empty.setContentsMargins(theme.px(16), theme.px(10), theme.px(16), theme.px(12))
        dress(self.table, self.model, theme, row=36)
        self.flagged = Label("caption", "text2", wrap=True)
        self.flagged.setContentsMargins(theme.px(16), theme.px(8), theme.px(16), theme.px(10))
        for part in (self.empty, self.table, self.flagged):
            self.body.addWidget(part)
        self.table.doubleClicked.connect(lambda at: self.opened.emit(self.model.row(at)))

    def show_view(self, view: CaseView) -> None:
        """List the contacts."""
        self.show_header(_("Contacts"), _("Note every call, message and letter"))
        self._marks = {}
        for flag in view.flags:
            said = [self._marks[flag.contact_id]] if flag.contact_id in self._marks else []
            self._marks[flag.contact_id] = "; ".join([*said, words.flag_line(flag)])
        self._show_flags(view)
        self.log_button.setText(_("Note a contact"))
        self.export_button.setText(_("Save as a table…"))
        self.export_button.setToolTip(_("All that happened in this case, by day"))
        self.export_button.setVisible(view.line.case is not None)
        self.empty.setText(_("Nothing noted yet. Ctrl+L opens the page for a call."))
        self.empty.setVisible(not view.contacts)
        self.table.setVisible(bool(view.contacts))
        self.model.show(view.contacts)
        self.model.retranslate()
        fit(self.table, len(view.contacts), self._theme)

    def _columns(self) -> tuple[Column[Contact], ...]:
        return (
            Column(title=lambda: _("When"), text=words.when),
            Column(title=lambda: _("With whom"), text=words.who),
            Column(title=lambda: _("What"), text=words.said, tip=words.said, stretch=True),
            Column(
                title=lambda: _("Marked"),
                text=lambda one: _("see note") if one.id in self._marks else "",
                tip=lambda one: self._marks.get(one.id, ""),
            ),
            Column(
                title=lambda: _("Proof"),
                text=lambda one: _("file") if one.attachment_id else _("words only"),
            ),
        )

    def _show_flags(self, view: CaseView) -> None:
        """Say in words what the marks of the newest contacts mean, and who takes complaints."""
        marked = [one for one in view.contacts if one.id in self._marks][:FLAGS_SHOWN]
        lines = [
            _("{day}: {what}").format(day=words.when(one), what=self._marks[one.id])
            for one in marked
        ]
        if lines:
            lines.append(_("You can tell the lender, and 12378 after that."))
        self.flagged.setText("\n".join(lines))
        self.flagged.setVisible(bool(lines))


class PapersList(Card):
    """The six items a written agreement must settle, and which of them it does."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.enter_button = Button(theme, "default", "edit")
        self.add_to_header(self.enter_button)
        self.holder = QWidget()
        self._column = down(on=self.holder)
        lay(self.body, self.holder, REST)

    def show_view(self, view: CaseView) -> None:
        """List the items."""
        settled = frozenset() if view.agreement is None else view.agreement.settled_items
        count = _("{have} / {all} written down").format(have=len(settled), all=len(view.items))
        self.show_header(_("Agreement check"), count)
        self.enter_button.setText(_("Enter an agreement…"))
        clear(self.holder)
        for code in view.items:
            good = code in settled
            icon = IconLabel(self._theme, "check_circle" if good else "minus_circle",
                             "positive" if good else "text3", 16)  # fmt: skip
            line = held(
                across(icon, (Label("body", wrap=True, text=agreement_item(code, texts())), 1))
            )
            self._column.addWidget(line)


class Tracker(Card):
    """The instalments of the agreement: paid in time, paid late, due, ahead."""

    paid = Signal(object)
    """The `InstalmentMark` that was paid."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.holder = QWidget()
        self._flow = FlowLayout(self.holder)
        self.text = Label("caption", "text2", wrap=True)
        self.pay_button = Button(theme, "primary", "voucher")
        self.break_button = Button(theme, "text")
        self.settle_button = Button(theme, "text")
        self.record_button = Button(theme, "default", "pdf")
        self.change_button = Button(theme, "text")
        row = QWidget()
        foot = FlowLayout(row)
        for button in (
            self.pay_button,
            self.record_button,
            self.change_button,
            self.break_button,
            self.settle_button,
        ):
            foot.addWidget(button)
        lay(self.body, self.holder, self.text, row, REST)

    def show_view(self, view: CaseView, as_of: date, masking: Masking) -> None:
        """Show every instalment."""
        found = view.agreement
        clear(self.holder)
        self.pay_button.setText(_("Mark the next one as paid…"))
        broken = found is not None and found.broken_on is not None
        self.break_button.setText(_("It goes on again…") if broken else _("It was ended…"))
        self.settle_button.setText(_("All is settled…"))
        self.record_button.setText(_("Record as PDF…"))
        self.change_button.setText(_("I need a change…"))
        for button in (
            self.pay_button,
            self.break_button,
            self.record_button,
            self.change_button,
        ):
            button.setVisible(found is not None)
        self.pay_button.setEnabled(found is not None and found.next_mark() is not None)
        if found is None:
            self.show_header(_("Progress of instalments"), _("Begin with an agreement"))
            self.text.setText(_("Each instalment that is paid, with its voucher, fills a box."))
            return
        self.show_header(_("Progress of instalments"), kept_words(found))
        for mark in found.marks:
            chip = Chip(self._theme)
            chip.show_text(str(mark.n), _kind(mark, as_of), "")
            chip.setToolTip(as_typed(_mark_words(mark, masking)))
            self._flow.addWidget(chip)
        self.text.setText(self._state(found, as_of, masking))

    @staticmethod
    def _state(found: Agreement, as_of: date, masking: Masking) -> str:
        if found.broken_on is not None:
            day = formats.day(found.broken_on, texts())
            return _("The lender ended it on {day}. A new proposal can begin from here.").format(
                day=day
            )
        missed = found.missed(as_of)
        if missed:
            return _("{amount} is past its day since {day}.").format(
                amount=masking.money(missed[0].left), day=formats.day(missed[0].due, texts())
            )
        mark = found.next_mark()
        if mark is None:
            return _("All instalments are paid. Ask for the letter of settlement.")
        return _("Next: {mark}").format(mark=_mark_words(mark, masking))


def kept_words(found: Agreement) -> str:
    """Return how many instalments were paid, and how many of them in time."""
    message = ngettext(
        "{paid} of {count} paid, {good} in time", "{paid} of {count} paid, {good} in time",
        len(found.marks),
    )  # fmt: skip
    return message.format(paid=found.paid, count=len(found.marks), good=found.paid_in_time())


def _kind(mark: InstalmentMark, as_of: date) -> str:
    if mark.paid_on is not None:
        return "positive" if mark.paid_on <= mark.due else "caution"
    return "severe" if mark.due < as_of else "neutral"


def _mark_words(mark: InstalmentMark, masking: Masking) -> str:
    text = _("{amount} on {day}").format(
        amount=masking.money(mark.left), day=formats.day(mark.due, texts())
    )
    if mark.paid_on is None:
        return text
    return _("{mark}, paid on {day}").format(mark=text, day=formats.day(mark.paid_on, texts()))


def fit(table: QTableView, rows: int, theme: Theme) -> None:
    """Give a table the height of its rows, up to a few."""
    shown = min(rows, ROWS_SHOWN)
    table.setFixedHeight(theme.px(34) + shown * theme.px(36) + 2)
