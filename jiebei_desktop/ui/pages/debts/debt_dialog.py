"""Adding or editing a debt: template at the left, terms at the right, proof below."""

from __future__ import annotations

from msgspec.structs import replace
from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QWidget

from jiebei_desktop.domain.debts import Debt, DebtId, LenderType
from jiebei_desktop.services.debts.debt_draft import DebtDraft, blank, draft_of, parse
from jiebei_desktop.services.debts.debt_proof import proof
from jiebei_desktop.services.debts.draft_reader import Problem
from jiebei_desktop.services.reference.products import ProductTemplate, template
from jiebei_desktop.text.current import _, texts
from jiebei_desktop.text.rules import product_name
from jiebei_desktop.ui.fitting import LOW, FittedDialog, Room, Scroller, fit
from jiebei_desktop.ui.page import PageContext
from jiebei_desktop.ui.pages.debts.debt_form import DebtForm
from jiebei_desktop.ui.pages.debts.proof_strip import ProofStrip
from jiebei_desktop.ui.pages.debts.template_grid import TemplateGrid
from jiebei_desktop.ui.widgets.basics import Button, Label, frame, rule
from jiebei_desktop.ui.widgets.boxes import REST, across, down, held
from jiebei_desktop.ui.widgets.read_edit import first_unread

_NEW = DebtId("new")
_SIDE_FROM = 700
"""Width in px at 100 % from which the templates stand beside the terms."""


class DebtDialog(FittedDialog):
    """Emits ``wanted`` with a `Debt` whose fields are all in order."""

    wanted = Signal(object)

    def __init__(
        self,
        context: PageContext,
        parent: QWidget,
        debt: Debt | None = None,
        *,
        product: str = "jiebei",
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._base = debt
        self._tried = False
        """Whether Save was refused: problems go from their fields as they are mended."""
        theme = context.theme
        self.grid = TemplateGrid(theme)
        self.form_title = Label("emphasis")
        self.form = DebtForm(context, editing=debt is not None)
        self.proof = ProofStrip(context)
        self.again = QCheckBox()
        self.cancel_button = Button(theme)
        self.save_button = Button(theme, "primary")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._assemble()
        self._word()
        self.grid.chosen.connect(self._use_template)
        self.form.changed.connect(self._prove)
        self.cancel_button.clicked.connect(self.reject)
        self.save_button.clicked.connect(self.save)
        self._begin(draft_of(debt) if debt else self._blank(template(product)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the templates out where the terms need the width: a product is chosen before."""
        super().resizeEvent(event)
        wide = self.width() * 100 / self._context.theme.zoom >= _SIDE_FROM
        for widget in (self._side, self._line):
            widget.setVisible(wide)

    def save(self) -> None:
        """Hand the debt over, or show what is missing and go there."""
        self._tried = True
        debt, problems = self._parsed()
        first, unread = self.form.show_problems(problems), first_unread(self.form)
        if debt is None or unread is not None:
            wrong = unread or (self.form.fields[first].edit if first else self.form)
            wrong.setFocus()
            self._scroll.ensureWidgetVisible(wrong)
            return
        self.wanted.emit(debt)
        if self._base is not None:
            self.accept()

    def saved_one(self) -> None:
        """The new debt is in the ledger: close, or begin the next one."""
        if self.again.isChecked():
            self._begin(self._blank(template(self.form.draft().product)))
        else:
            self.accept()

    def _blank(self, chosen: ProductTemplate) -> DebtDraft:
        made = blank(chosen, self._context.today())
        return replace(made, name=product_name(chosen.code, texts()))

    def _begin(self, draft: DebtDraft) -> None:
        self._tried = False
        self.grid.show_chosen(draft.product)
        self.form_title.setText(
            _("Terms of {product}").format(product=product_name(draft.product, texts()))
        )
        self.form.show_draft(draft)
        self.form.fields["lender"].edit.setPlaceholderText(template(draft.product).lender)
        self._prove()
        self.form.fields["principal"].edit.setFocus()

    def _use_template(self, chosen: ProductTemplate) -> None:
        """Take the usual terms of a product; a debt being edited only changes its product."""
        if self._base is None:
            self._begin(self._blank(chosen))
        else:
            self._begin(replace(self.form.draft(), product=chosen.code))

    def _parsed(self) -> tuple[Debt | None, tuple[Problem, ...]]:
        draft = self.form.draft()
        if not draft.lender:
            draft = replace(draft, lender=template(draft.product).lender)
        name = self._base.id if self._base else _NEW
        return parse(draft, self._context.today(), name, self._base)

    def _prove(self) -> None:
        debt, problems = self._parsed()
        if self._tried:
            self.form.show_problems(problems, go=False)
        if debt is None and {problem.field for problem in problems} <= {"lender_type"}:
            draft = replace(self.form.draft(), lender_type=LenderType.UNKNOWN)
            debt, _problems = parse(draft, self._context.today(), _NEW, self._base)
        self.proof.show_proof(None if debt is None else proof(debt, self._context.today()))

    def _word(self) -> None:
        title = _("Add debt") if self._base is None else _("Edit debt")
        self.setWindowTitle(title)
        self._title.setText(title)
        self._sub.setText(_("Choose a template: the usual terms are filled in"))
        self._left_title.setText(_("Start from a template"))
        self._left_hint.setText(
            _(
                "Is the statement of all financing costs at hand? Fill in from it; lenders have to"
                " give it with new loans since August 2026."
            )
        )
        self.again.setText(_("Then add another one"))
        self.again.setVisible(self._base is None)
        self.cancel_button.setText(_("Cancel"))
        self.save_button.setText(_("Save this debt"))

    def _assemble(self) -> None:
        px = self._context.theme.px
        self._title, self._sub = Label("dialog_title"), Label("caption", "text2")
        self._left_title = Label("emphasis")
        self._left_hint = Label("caption", "text2", wrap=True)
        self._side, self._line = self._left(), rule(vertical=True)
        middle = across(self._side, self._line, (self._right(), 1), gap=0)
        down(
            across(self._title, (self._sub, 1), gap=px(12), around=(px(20), px(14))),
            rule(),
            (middle, 1),
            self._foot(),
            on=self,
            gap=0,
        )
        fit(self, QSize(px(900), px(720)))

    def _left(self) -> QWidget:
        px = self._context.theme.px
        left = held(
            down(
                self._left_title,
                self.grid,
                self._left_hint,
                REST,
                gap=px(12),
                around=(px(20), px(16), px(16), px(16)),
            )
        )
        left.setMaximumWidth(px(400))
        return left

    def _right(self) -> QFrame:
        px = self._context.theme.px
        inner = QWidget()
        inner.setProperty("class", "plain")
        column = down(
            self.form_title,
            (self.form, 1),
            on=inner,
            gap=px(10),
            around=(px(20), px(16), px(20), px(10)),
        )
        scroll = self._scroll = Scroller(inner)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        panel = frame("card")
        panel.setStyleSheet("QFrame[class='card'] { border: none; border-radius: 0; }")
        right = down((scroll, 1), on=panel, gap=0)
        if Room.of(self).height() < px(LOW):
            column.addWidget(self.proof)
            return panel
        right.addLayout(down(self.proof, around=(px(20), px(6), px(20), px(14))))
        return panel

    def _foot(self) -> QFrame:
        px = self._context.theme.px
        foot = frame("footer")
        across(
            self.again,
            REST,
            self.cancel_button,
            self.save_button,
            on=foot,
            gap=px(10),
            around=(px(20), px(12)),
        )
        return foot
