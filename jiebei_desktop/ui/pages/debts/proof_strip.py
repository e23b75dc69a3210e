"""Figures worked out from the form, to hold against the lender's bill while typing."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QWidget

from jiebei_desktop.services.debts.debt_proof import Proof
from jiebei_desktop.text import formats
from jiebei_desktop.text.current import _
from jiebei_desktop.ui.page import PageContext
from jiebei_desktop.ui.pages.debts.strips import FigureTile
from jiebei_desktop.ui.widgets.basics import Label
from jiebei_desktop.ui.widgets.boxes import down, lay
from jiebei_desktop.ui.widgets.flow import FlowLayout


class ProofStrip(QFrame):
    """Principal left, payoff today, first instalment, total interest, both annual rates."""

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self._context = context
        self.setProperty("class", "tint")
        self.figures = [FigureTile() for _figure in range(5)]
        self.hint = Label("caption", "text2", wrap=True)
        px = context.theme.px
        column = down(on=self, gap=px(2), around=(px(14), px(8)))
        holder = QWidget()
        flow = FlowLayout(holder, px(20))
        for figure in self.figures:
            flow.addWidget(figure)
        lay(column, holder, self.hint)

    def show_proof(self, proof: Proof | None) -> None:
        """Show the figures, or say what they wait for."""
        if proof is None:
            self.hint.setText(_("Fill in amount, rate and instalments to compare with your bill"))
            for figure in self.figures:
                figure.hide()
            return
        self.hint.setText(_("Compare these with your bill before saving"))
        for figure, (name, value) in zip(self.figures, self._words(proof), strict=True):
            figure.show_figure(name, value)
            figure.setVisible(bool(value))

    def _words(self, proof: Proof) -> tuple[tuple[str, str], ...]:
        money = self._context.masking.money
        parts, following = proof.owed.parts, proof.next
        arrears = proof.owed.arrears
        rates = _("{simple}, compound {compound}").format(
            simple=formats.percent(proof.rate.nominal),
            compound=formats.percent(proof.rate.effective),
        )
        return (
            (_("Principal left"), money(parts.principal)),
            (_("To settle today"), money(parts.total)),
            (_("Past due"), money(arrears))
            if arrears
            else (_("Due next"), money(following.amount) if following else ""),
            (_("Interest in all"), money(proof.total_interest) if following else ""),
            (_("True annual rate"), rates),
        )
