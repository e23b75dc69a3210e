"""Everything that is noted on the page: dialogs, and the writes behind them."""

from __future__ import annotations

from jiebei_desktop.domain.changes import Changes
from jiebei_desktop.domain.negotiation import Contact, Evidence
from jiebei_desktop.services.cases import agreements, case_facts, casefile, evidence
from jiebei_desktop.services.negotiation.calendar_view import CalendarDay, calendar_days
from jiebei_desktop.services.negotiation.negotiation_view import CaseView
from jiebei_desktop.text.current import _, texts
from jiebei_desktop.ui.pages.negotiation import words
from jiebei_desktop.ui.pages.negotiation.calendar_dialog import CalendarDialog
from jiebei_desktop.ui.pages.negotiation.dialogs import ContactDialog, EvidenceDialog, FactDialog
from jiebei_desktop.ui.pages.negotiation.ending_dialog import EndingDialog
from jiebei_desktop.ui.pages.negotiation.instalment_dialog import InstalmentDialog
from jiebei_desktop.ui.pages.negotiation.talk import TalkDialog
from jiebei_desktop.ui.pages.negotiation.terms_dialogs import AgreementDialog
from jiebei_desktop.ui.pages.negotiation.timeline_table import timeline_table
from jiebei_desktop.ui.pages.negotiation.version_acts import VersionActs
from jiebei_desktop.ui.paper_file import paper_file


class Acts(VersionActs):
    """What the buttons of the page do."""

    def log(self) -> None:
        """Note a contact; open during a call."""
        if self._host.view is not None:
            self._contact_dialog(self._host.view, None)

    def agree(self) -> None:
        """Enter an agreement as new terms of the debt."""
        view, session = self._host.view, self.context.session
        if view is None:
            return
        dialog = AgreementDialog(self.context, view, self._host.window())
        debt = view.line.debt.id
        dialog.saved.connect(
            lambda: self._write_with(
                dialog.agreement(), lambda made: agreements.agree(session, debt, made)
            )
        )
        dialog.open_for(lambda page: page.acts.agree(), debt)

    def pay(self) -> None:
        """Mark the next instalment as paid, with a voucher when there is one."""
        view, session = self._host.view, self.context.session
        mark = view.agreement.next_mark() if view is not None and view.agreement else None
        if view is None or view.agreement is None or mark is None:
            return
        agreement, debt = view.agreement, view.line.debt.id
        dialog = InstalmentDialog(self.context, agreement, mark, self._host.window())

        def save() -> None:
            paid, item, path = dialog.mark(), dialog.evidence(), dialog.path

            def job() -> Changes:
                voucher = None if path is None else evidence.new_paper(item, path)
                return agreements.pay(session, debt, agreement, paid, voucher)

            self._write(job)

        dialog.saved.connect(save)
        dialog.open_for(lambda page: page.acts.pay(), debt)

    def end_or_resume(self) -> None:
        """Note that the lender ended the agreement, or took it up again."""
        view, session = self._host.view, self.context.session
        if view is None or view.agreement is None:
            return
        agreement, debt = view.agreement, view.line.debt.id
        dialog = EndingDialog(self.context, agreement, self._host.window())

        def save() -> None:
            on, all_due = dialog.on(), dialog.called_in.isChecked()
            if agreement.broken_on is not None:
                self._write(lambda: agreements.reinstated(session, debt, agreement, on))
            else:
                self._write(
                    lambda: agreements.broken(session, debt, agreement, on, all_due=all_due)
                )

        dialog.saved.connect(save)
        dialog.open_for(lambda page: page.acts.end_or_resume(), debt)

    def settle(self) -> None:
        """Note that nothing is owed any more; the last steps become reminders."""
        view, session, today = self._host.view, self.context.session, self.context.today()
        if view is None:
            return
        debt = view.line.debt
        if self.context.ask.confirm(
            _("Is {debt} settled in full?").format(debt=debt.name),
            _("You will be reminded of the letter of settlement and of the credit report."),
            action=_("Settled"),
        ):
            self._write(lambda: agreements.settle(session, debt.id, today))

    def record(self, *, change: bool) -> None:
        """Write how the agreement was kept as PDF; ``change`` asks for a change on page 1."""
        view, session, today = self._host.view, self.context.session, self.context.today()
        if view is None or view.agreement is None:
            return
        debt, agreement, locale = view.line.debt, view.agreement, texts().locale
        name = _("Need a change {lender}.pdf") if change else _("Record {lender}.pdf")
        title = _("I need a change…") if change else _("Record as PDF…")
        suggested = name.format(lender=debt.name)
        path = paper_file(self.context.ask, title, suggested, view.applicant)
        if path is None:
            return

        def job() -> Changes:
            from jiebei_desktop.report import render
            from jiebei_desktop.services.papers import performance

            found = performance.record(session, debt.id, today)
            if found is not None:
                content = render.render_record(performance.document(found), locale, change=change)
                render.write(path, content, agreed=True)
            if not change:
                return Changes(tables=frozenset())
            return agreements.change_asked(session, debt.id, agreement, today)

        self._write(job)

    def add_paper(self, kind: str) -> None:
        """Add a document to the case."""
        view, session, today = self._host.view, self.context.session, self.context.today()
        if view is None:
            return
        debt, dialog = view.line.debt.id, EvidenceDialog(self.context, kind, self._host.window())

        def save() -> None:
            item, path, shared = dialog.evidence(), dialog.path, dialog.shared_box.isChecked()
            lies = dialog.in_place_box.isChecked()

            def job() -> Changes:
                paper = evidence.new_paper(item, path, in_place=lies)
                return casefile.add_paper(session, debt, paper, today, for_all=shared)

            self._write(job)

        dialog.saved.connect(save)
        dialog.open_for(lambda page: page.acts.add_paper(kind), (debt, kind))

    def save_copy(self, attachment: int) -> None:
        """Write a stored file out again, checked against its fingerprint."""
        session, ask = self.context.session, self.context.ask

        def found(file: tuple[str, bytes]) -> None:
            path = ask.save_file(_("Save a copy"), file[0], "(*)")
            if path is not None:
                self._to_disk(path, file[1])

        self.context.lanes.ledger(
            lambda: evidence.content(session, attachment), found, failed=self.context.tell
        )

    def tell_place(self, path: str) -> None:
        """Say where the file of a document lies."""
        self.context.ask.tell(_("The file was left where it lies"), path)

    def mend_paper(self, item: Evidence) -> None:
        """Add a document anew whose file is gone or was changed, or take it out."""
        session = self.context.session
        ways = (_("Add it anew…"), _("Take it out of the case"))
        what = _("{name} is no longer the file that was added.").format(name=item.name)

        def act(at: int | None) -> None:
            if at == 0:
                self.add_paper(item.kind)
            elif at == 1:
                self._write(lambda: evidence.remove(session, item.id))

        self.context.ask.choose(
            _("Document without its file"),
            what,
            ways,
            act,
            again=lambda page: page.acts.mend_paper(item),
        )

    def save_contacts(self) -> None:
        """Write what happened in the case as a table."""
        view = self._host.view
        if view is None:
            return
        name = _("Timeline {lender}.csv").format(lender=view.line.debt.name)
        path = self.context.ask.save_file(_("Save as a table…"), name, "CSV (*.csv)")
        if path is not None:
            self._to_disk(path, timeline_table(view))

    def check_papers(self) -> None:
        """Read every stored file again and say whether each fits its fingerprint."""
        session, tell = self.context.session, self.context.ask.tell

        def show(found: tuple[Evidence, ...]) -> None:
            if not found:
                tell(_("Every file is as it was added"), "")
                return
            names = "\n".join(item.name for item in found)
            tell(_("These files are gone or were altered; add them again from the original"), names)

        self.context.lanes.ledger(lambda: evidence.altered(session), show, failed=self.context.tell)

    def finish_reminder(self, reminder: int) -> None:
        """Tick a reminder off."""
        session = self.context.session
        self._write(lambda: casefile.finish_reminder(session, reminder))

    def drop_fact(self) -> None:
        """Take a fact back that was noted by mistake."""
        view, session, ask = self._host.view, self.context.session, self.context.ask
        if view is None or not view.facts:
            return
        facts = view.facts
        names = [words.fact_line(fact) for fact in facts]

        def drop(at: int | None) -> None:
            if at is not None:
                self._write(lambda: case_facts.drop(session, facts[at]))

        ask.choose(
            _("Take one back…"),
            _("Which was noted by mistake?"),
            names,
            drop,
            again=lambda page: page.acts.drop_fact(),
        )

    def calendar(self) -> None:
        """Show what a calendar file would hold, and write it when wanted."""
        session, today = self.context.session, self.context.today()

        def show(days: tuple[CalendarDay, ...]) -> None:
            dialog = CalendarDialog(self.context.theme, days, self._host.window())
            dialog.saved.connect(lambda: self._save_calendar(dialog.content(today)))
            dialog.open_for(lambda page: page.acts.calendar())

        self.context.lanes.ledger(
            lambda: calendar_days(session, today), show, failed=self.context.tell
        )

    def _save_calendar(self, content: bytes) -> None:
        title, name = _("Reminders in your calendar"), _("Reminders.ics")
        path = self.context.ask.save_file(title, name, "iCalendar (*.ics)")
        if path is not None:
            self._to_disk(path, content)

    def note_fact(self) -> None:
        """Note what was told or served in this case."""
        view, session, today = self._host.view, self.context.session, self.context.today()
        if view is None:
            return
        debt, dialog = view.line.debt.id, FactDialog(self.context, self._host.window())
        dialog.saved.connect(
            lambda: self._write_with(
                dialog.fact(), lambda fact: case_facts.note_for(session, debt, fact, today)
            )
        )
        dialog.open_for(lambda page: page.acts.note_fact(), debt)

    def talk(self) -> None:
        """Show what is good to know before a call, and the signs of fraud."""
        if self._host.desk is not None:
            TalkDialog(self.context, self._host.desk, self._host.window()).open()

    # -- dialogs -----------------------------------------------------------------------------

    def edit_contact(self, contact: Contact) -> None:
        """Change a contact, or take it out."""
        if self._host.view is not None:
            self._contact_dialog(self._host.view, contact)

    def _contact_dialog(self, view: CaseView, contact: Contact | None) -> None:
        session, today, debt = self.context.session, self.context.today(), view.line.debt
        dialog = ContactDialog(self.context, self._host.window(), debt.name)
        number = 0 if contact is None else contact.id
        if contact is not None:
            dialog.fill(contact)
            dialog.removed.connect(
                lambda: self._write(lambda: casefile.delete_contact(session, number))
            )

        def save() -> None:
            made, path = dialog.contact(), dialog.path
            record = words.record_of(made)

            def job() -> Changes:
                kept = None if path is None else evidence.new_paper(record, path)
                if made.id:
                    return casefile.edit_contact(session, made, kept)
                return casefile.note_contact(session, debt.id, made, today, kept)

            self._write(job)

        dialog.saved.connect(save)
        dialog.open_for(
            lambda page: page.acts.edit_contact(contact) if contact else page.acts.log(),
            (debt.id, number),
        )
