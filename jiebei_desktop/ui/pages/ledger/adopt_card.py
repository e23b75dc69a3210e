"""Debts that papers show and nobody has entered: ticked, and entered with one press."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtWidgets import QTableView

from jiebei_desktop.domain.proposed_debt import Paper, ProposedDebt
from jiebei_desktop.services.debts import adopting
from jiebei_desktop.services.debts.known_accounts import Known, is_taken_unasked
from jiebei_desktop.services.statements.proposed_debts import Adoption
from jiebei_desktop.text import imported
from jiebei_desktop.text.current import _, ngettext, texts
from jiebei_desktop.text.formats import ended, sentences
from jiebei_desktop.ui.models.table import Column, dress
from jiebei_desktop.ui.models.ticks import TickModel
from jiebei_desktop.ui.page import PageContext
from jiebei_desktop.ui.widgets.basics import Button
from jiebei_desktop.ui.widgets.card import Card

_MOST_ROWS = 8


class AdoptCard(Card):
    """One line per proposed debt; what a paper lists as closed is not offered."""

    def __init__(self, context: PageContext, say: Callable[[str, str, str], None]) -> None:
        super().__init__(context.theme, padded=False)
        self._context = context
        self._say = say
        self._turned: set[str] = set()
        self._known: Mapping[str, Known] = {}
        self.model = TickModel[ProposedDebt](
            self._columns(), context.theme, self._ticked, self._tick
        )
        self.view = QTableView()
        self.adopt_button = Button(context.theme, "primary", "check", small=True)
        dress(self.view, self.model, context.theme)
        self.report_button = Button(context.theme, "default", "file", small=True)
        self.add_to_header(self.report_button)
        self.add_to_header(self.adopt_button)
        self.body.addWidget(self.view)
        self.adopt_button.clicked.connect(self.adopt)
        self.report_button.clicked.connect(lambda: context.navigate("credit_report"))
        self.model.turned.connect(self._count)

    def show_proposals(self, found: Sequence[ProposedDebt], known: Mapping[str, Known]) -> None:
        """Show what can be adopted; hidden when there is nothing.

        Args:
            found: debts that papers show.
            known: the debts of the ledger that some of them are already, by their ids.
        """
        self._known = known
        ready = [one for one in found if not one.closed]
        self.model.show(ready)
        self.setVisible(bool(ready))
        self.report_button.setVisible(any(one.paper is Paper.CREDIT_REPORT for one in ready))
        height = self._context.theme.px(36)
        self.view.setFixedHeight(height * (min(len(ready), _MOST_ROWS) + 1))
        self.retranslate()

    def retranslate(self) -> None:
        """Word everything again."""
        self.show_header(
            _("Debts in your papers, not entered yet"),
            _("entered with their draws and repayments; what is missing is asked for"),
        )
        self.report_button.setText(_("Fill in what is missing…"))
        self.view.setAccessibleName(_("Debts in your papers, not entered yet"))
        self.model.retranslate()
        self._count()

    def chosen(self) -> list[str]:
        """Return the ids that are ticked."""
        return [one.id for one in self.model.rows() if self._ticked(one)]

    def adopt(self) -> None:
        """Enter what is ticked, in one step."""
        session, ids, today = self._context.session, self.chosen(), self._context.today()
        self._context.lanes.ledger(lambda: adopting.adopt(session, ids, today), self._adopted)

    def _adopted(self, made: Adoption) -> None:
        count = len(made.debts)
        head = ngettext("Entered {count} debt", "Entered {count} debts", count)
        merged = ngettext(
            "{count} that was there took the report's figures over",
            "{count} that were there took the report's figures over",
            len(made.merged),
        )
        lines = [merged.format(count=len(made.merged))] if made.merged else []
        lacking = [one for one in made.open if one.missing]
        lines += [
            _("{debt}: still to be said: {facts}").format(
                debt=one.name,
                facts=imported.missing_facts(one.missing, texts()),
            )
            for one in lacking
        ]
        self._context.notify(made.changes)
        more = sentences(*(ended(line, texts()) for line in lines))
        self._say(head.format(count=count), more, lacking[0].debt if lacking else "")

    def _ticked(self, one: ProposedDebt) -> bool:
        return is_taken_unasked(self._known.get(one.id)) != (one.id in self._turned)

    def _tick(self, one: ProposedDebt, taken: bool) -> None:
        if self._ticked(one) != taken:
            self._turned ^= {one.id}

    def _columns(self) -> tuple[Column[ProposedDebt], ...]:
        masking = self._context.masking

        def amount(one: ProposedDebt) -> str:
            return "—" if one.balance is None else masking.amount(one.balance)

        def why(one: ProposedDebt) -> str:
            known = self._known.get(one.id)
            there = imported.in_ledger(known.name, texts()) if known else ""
            return masking.sentence(sentences(there, imported.proposal(one, texts())))

        return (
            Column(title=lambda: _("Debt"), text=lambda one: one.full_name, bold=True),
            Column(title=lambda: _("Lender"), text=lambda one: one.lender),
            Column(title=lambda: _("Owed (yuan)"), text=amount, numeric=True),
            Column(title=lambda: _("Where it is seen"), text=why, tip=why, stretch=True),
        )

    def _count(self) -> None:
        count = len(self.chosen())
        message = ngettext("Enter {count} debt", "Enter {count} debts", count)
        self.adopt_button.setText(message.format(count=count))
        self.adopt_button.setEnabled(bool(count))
