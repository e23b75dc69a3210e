"""What the plan page writes: the own order, proposals for lenders, kept what-ifs."""

from __future__ import annotations

from jiebei_desktop.services.book.possessions import Possessions
from jiebei_desktop.services.negotiation import case_proposals
from jiebei_desktop.services.plans import scenarios
from jiebei_desktop.services.plans.plan_view import PlanView
from jiebei_desktop.text.current import _, ngettext
from jiebei_desktop.ui.page import Page, PageContext
from jiebei_desktop.ui.pages.plan.order_dialog import OrderDialog
from jiebei_desktop.ui.pages.plan.what_if import WhatIfCard


class PlanWrites(Page):
    """The page's writes; what it shows is in the page itself."""

    what_if: WhatIfCard

    def __init__(self, context: PageContext) -> None:
        super().__init__(context)
        self._view: PlanView | None = None

    def choose_order(self) -> None:
        """Let the user put the debts in order."""
        view, session = self._view, self.context.session
        if view is None:
            return
        debts = [(debt, view.names[debt]) for debt in view.order]
        dialog = OrderDialog(self.context.theme, debts, self.window())

        def save() -> None:
            order = [str(debt) for debt in dialog.order()]
            self.write(lambda: Possessions(session).set_setting(scenarios.OWN_ORDER, order))

        dialog.saved.connect(save)
        dialog.open_for(lambda page: page.choose_order())

    def draft_all(self) -> None:
        """Make a version of the proposal for every lender that is asked for something."""
        view, session, today = self._view, self.context.session, self.context.today()
        if view is None:
            return
        asked = [one for one in view.proposals.offers if one.plan is not None]
        question = ngettext(
            "Draft a proposal for {count} lender?",
            "Draft proposals for {count} lenders?",
            len(asked),
        ).format(count=len(asked))
        detail = _("Nothing is sent. You find them under Negotiation and can change them there.")
        if not self.context.ask.confirm(question, detail, action=_("Draft")):
            return

        self.write(
            lambda: case_proposals.draft_plans(session, asked, today),
            lambda: self.context.navigate("negotiation"),
        )

    def keep(self) -> None:
        """Keep the what-if under a name."""
        session, today, what_if = self.context.session, self.context.today(), self.what_if.what_if()

        def save(name: str | None) -> None:
            if name and name.strip():
                kept = name.strip()
                self.write(lambda: scenarios.save(session, kept, what_if, today), self.reload)

        self.context.ask.text(
            _("Keep this what-if"), _("Name"), save, again=lambda page: page.keep()
        )

    def rename(self) -> None:
        """Give the kept what-if another name."""
        session, chosen = self.context.session, self.what_if.chosen()

        def save(name: str | None) -> None:
            if chosen and name and name.strip():
                kept = name.strip()
                self.write(lambda: scenarios.rename(session, chosen, kept), self.reload)

        self.context.ask.text(
            _("Rename…"),
            _("Name"),
            save,
            again=lambda page: page.rename(),
            value=self.what_if.kept.currentText(),
        )

    def draft(self) -> object | None:
        """Return the what-if that is set and the kept one it is from; None where none is set."""
        card = self.what_if
        return None if card.what_if().is_plain else (card.what_if(), card.chosen())

    def restore(self, draft: object) -> None:
        """Set the what-if again."""
        if isinstance(draft, tuple):
            self.what_if.fill(draft[0])
            self.what_if.chosen_before = draft[1]

    def drop(self) -> None:
        """Drop the kept what-if; undo brings it back."""
        session, chosen = self.context.session, self.what_if.chosen()
        if chosen:
            self.write(lambda: scenarios.delete(session, chosen), self.reload)
