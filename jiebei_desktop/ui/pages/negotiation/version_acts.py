"""The versions of a proposal: drafted, looked at, marked as sent, answered."""

from __future__ import annotations

from msgspec.structs import replace

from jiebei_desktop.domain.changes import Changes
from jiebei_desktop.domain.negotiation import Proposal, ProposalState, Request
from jiebei_desktop.services.negotiation import case_proposals
from jiebei_desktop.services.negotiation.negotiation_view import CaseView, request_for
from jiebei_desktop.text.current import _
from jiebei_desktop.ui.pages.negotiation import words
from jiebei_desktop.ui.pages.negotiation.terms_dialogs import ProposalDialog
from jiebei_desktop.ui.pages.negotiation.writes import Writes


class VersionActs(Writes):
    """What is done with the proposals of the case on screen."""

    def draft(self) -> None:
        """Make the next version of the proposal from what can be kept up."""
        view, session, today = self._host.view, self.context.session, self.context.today()
        if view is None:
            return
        if view.proposals:
            self._proposal_dialog(view, view.proposals[0].request)
            return
        self._host.busy.start()

        def show(request: Request) -> None:
            self._host.busy.stop()
            self._proposal_dialog(view, request)

        self.context.lanes.ledger(
            lambda: request_for(session, view.line.debt.id, today), show, failed=self.context.tell
        )

    def send(self) -> None:
        """Mark the newest version as sent, with the statement frozen as it is now."""
        view, session, today = self._host.view, self.context.session, self.context.today()
        if view is None or not view.proposals:
            return
        newest, debt = view.proposals[0], view.line.debt.id
        question = _("Mark version {n} as sent today?").format(n=newest.version)
        detail = _("It can no longer be changed; the figures of today are kept with it.")
        if not self.context.ask.confirm(question, detail, action=_("Mark as sent")):
            return

        def job() -> Changes:
            from jiebei_desktop.services.papers.sending import send

            return send(session, debt, newest, today)

        self._write(job)

    def answer(self) -> None:
        """Note what came back to the newest version."""
        view = self._host.view
        if view is None or not view.proposals:
            return
        states = (ProposalState.COUNTERED, ProposalState.ACCEPTED, ProposalState.REFUSED)
        newest = view.proposals[0]
        names = [words.reply_words(replace(newest, state=state))[1] for state in states]
        self.context.ask.choose(
            _("Note the answer"),
            _("What came back"),
            names,
            lambda at: None if at is None else self.answer_in_words(states[at]),
            again=lambda page: page.acts.answer(),
        )

    def answer_in_words(self, state: ProposalState) -> None:
        """Note how the lender put the answer to the newest version."""
        view = self._host.view
        if view is None or not view.proposals:
            return
        newest = view.proposals[0]
        self.context.ask.text(
            _("Note the answer"),
            _("In their words, shortly"),
            lambda reply: None if reply is None else self._reply(newest, state, reply),
            again=lambda page: page.acts.answer_in_words(state),
        )

    def _proposal_dialog(self, view: CaseView, request: Request) -> None:
        session, today, debt = self.context.session, self.context.today(), view.line.debt.id
        before = view.proposals[0] if view.proposals else None
        title = _("Version {n} for {lender}").format(
            n=1 if before is None else before.version + 1, lender=view.line.debt.name
        )
        dialog = ProposalDialog(self.context, request, before, self._host.window(), title)
        dialog.saved.connect(
            lambda: self._write_with(
                dialog.request(), lambda made: case_proposals.draft_for(session, debt, made, today)
            )
        )
        dialog.open_for(lambda page: page.acts.draft(), debt)

    def open_version(self, proposal: Proposal) -> None:
        """Show a version; a draft can be changed."""
        view, session = self._host.view, self.context.session
        if view is None:
            return
        older = next((one for one in view.proposals if one.version < proposal.version), None)
        title = _("Version {n} for {lender}").format(n=proposal.version, lender=view.line.debt.name)
        dialog = ProposalDialog(self.context, proposal.request, older, self._host.window(), title)
        if proposal.state is ProposalState.DRAFT:
            dialog.saved.connect(
                lambda: self._write_with(
                    dialog.request(),
                    lambda made: case_proposals.change_draft(session, proposal, made),
                )
            )
        else:
            dialog.save_button.hide()
            dialog.form.setEnabled(False)
        dialog.open_for(lambda page: page.acts.open_version(proposal), proposal.id)

    def _reply(self, proposal: Proposal, state: ProposalState, reply: str) -> None:
        session, today = self.context.session, self.context.today()
        self._write(lambda: case_proposals.record_reply(session, proposal, state, reply, today))
