"""Making a version of the proposal, and entering an agreement."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QCheckBox, QWidget

from jiebei_desktop.domain.agreed_terms import without_past_sum
from jiebei_desktop.domain.money import ZERO, Fen
from jiebei_desktop.domain.negotiation import Agreement, Proposal, Request, difference
from jiebei_desktop.services.cases.agreements import check as check_agreement
from jiebei_desktop.services.debts.terms_compared import old_terms
from jiebei_desktop.services.negotiation.negotiation_view import CaseView
from jiebei_desktop.text import formats
from jiebei_desktop.text.current import _, ngettext, texts
from jiebei_desktop.text.guide import agreement_item
from jiebei_desktop.ui.masking import Masking
from jiebei_desktop.ui.page import PageContext
from jiebei_desktop.ui.pages.negotiation import words
from jiebei_desktop.ui.pages.negotiation.request_form import RequestForm
from jiebei_desktop.ui.widgets.basics import Label, frame
from jiebei_desktop.ui.widgets.boxes import down
from jiebei_desktop.ui.widgets.date_edit import DateEdit
from jiebei_desktop.ui.widgets.field import Field
from jiebei_desktop.ui.widgets.form_dialog import FormDialog
from jiebei_desktop.ui.widgets.money_edit import MoneyEdit


class ProposalDialog(FormDialog):
    """The next version, begun from the engine's request; what differs from the last is listed."""

    def __init__(
        self,
        context: PageContext,
        request: Request,
        before: Proposal | None,
        parent: QWidget | None,
        title: str,
    ) -> None:
        super().__init__(context.theme, parent)
        self._masking, self._before = context.masking, before
        self.form = RequestForm(context.theme, context.today())
        self.sum = Label("body_strong", wrap=True)
        self.changes = Label("caption", "text2", wrap=True)
        self.setWindowTitle(title)
        self.save_button.setText(_("Save this version"))
        self.add(Label("dialog_title", text=title, wrap=True))
        for part in (self.form, self.sum, self.changes):
            self.add(part)
        self.setMinimumWidth(self.theme.px(660))
        self.form.changed.connect(self._show)
        self.form.fill(request)

    def request(self) -> Request:
        """Return what is proposed; call it once it was saved."""
        found = self.form.request()
        if found is None:
            raise ValueError(self.form)
        return found

    def check(self) -> Field[QWidget] | None:
        """Demand what a plan needs."""
        return self.form.missing()

    def _show(self) -> None:
        self.sum.setText(self.form.sum_words(self._masking))
        request, before = self.form.request(), self._before
        if request is None or before is None:
            self.changes.setText("")
            return
        lines = difference_lines(before.request, request, self._masking)
        head = _("Against version {n}:").format(n=before.version)
        self.changes.setText("\n".join([head, *lines]) if lines else _("The same as before."))


def difference_lines(old: Request, new: Request, masking: Masking) -> list[str]:
    """Return one line per field that differs: name, old value, new value."""
    return [
        _("{field}: {old} → {new}").format(
            field=words.field_name(name),
            old=words.field_value(name, before, masking),
            new=words.field_value(name, after, masking),
        )
        for name, (before, after) in difference(old, new).items()
    ]


def _old_lines(view: CaseView, total: Fen, masking: Masking) -> list[str]:
    """Return what the contract would ask for as it stands, and how far the agreement is from it."""
    old = old_terms(view.line.debt, view.line.stand.as_of)
    if old is None:
        return []
    said = ngettext(
        "Under the old terms: {count} instalment until {day}, {total} in all.",
        "Under the old terms: {count} instalments until {day}, {total} in all.",
        old.count,
    ).format(count=old.count, day=formats.day(old.last, texts()), total=masking.money(old.total))
    more = total - old.total
    if not more:
        return [said]
    message = (
        _("The agreement costs {amount} more than that.")
        if more > 0
        else _("The agreement costs {amount} less than that.")
    )
    return [said, message.format(amount=masking.money(Fen(abs(more))))]


def _outside(left_out: Fen, request: Request, masking: Masking) -> list[str]:
    """Return what of a debt the instalments do not repay: what is forgotten, what is paid first."""
    found = []
    if left_out:
        said = _(
            "{amount} of what is owed is neither repaid here nor waived: what is paid"
            " before the instalments belongs into the sum at once."
        )
        found.append(said.format(amount=masking.money(left_out)))
    if request.lump_sum:
        found.append(
            _(
                "The sum at once is not an instalment: the plan counts what is left after it."
                " It is owed until you note it as paid."
            )
        )
    return found


class AgreementDialog(FormDialog):
    """What was agreed, held against the six items, the proposal and what is owed."""

    def __init__(self, context: PageContext, view: CaseView, parent: QWidget | None) -> None:
        super().__init__(context.theme, parent)
        theme = context.theme
        self._context, self._view = context, view
        self.form = RequestForm(theme, context.today())
        self.day = Field(theme, DateEdit(context.today()))
        self.extra = Field(theme, MoneyEdit(theme))
        self.items = {code: QCheckBox(agreement_item(code, texts())) for code in view.items}
        self.sum, self.cost = Label("body_strong", wrap=True), Label("body", "text2", wrap=True)
        self._build()
        self._connect()
        if view.latest is not None:
            self.form.fill(without_past_sum(view.latest, context.today()))
        self._show()

    def agreement(self) -> Agreement:
        """Return what was agreed; call it once it was saved."""
        request = self.form.request()
        if request is None:
            raise ValueError(self.form)
        newest = self._view.line.newest
        return Agreement(
            case_id=self._view.line.case_id,
            agreed_on=self.agreed_on(),
            request=request,
            settled_items=frozenset(code for code, box in self.items.items() if box.isChecked()),
            proposal_id=None if newest is None else newest.id,
            extra_cost=self.extra.edit.value() or ZERO,
        )

    def agreed_on(self) -> date:
        """Return the day of the agreement."""
        return self.day.edit.value()

    def check(self) -> Field[QWidget] | None:
        """Demand what a plan needs, and a first day after the agreement."""
        wrong = self.form.missing()
        early = self.form.first.edit.value() <= self.agreed_on()
        self.form.first.show_problem(_("After the day of the agreement") if early else "")
        return wrong or (self.form.first if early else None)  # type: ignore[return-value]

    def _show(self) -> None:
        masking = self._context.masking
        self.sum.setText(self.form.sum_words(masking))
        if self.form.request() is None:
            self.cost.setText("")
            return
        newest, stand = self._view.line.newest, self._view.line.stand
        asked = None if newest is None else newest.request
        found = check_agreement(self.agreement(), stand.parts, self._view.items)
        parts = [
            _("Total paid {total}, {cost} beyond what is repaid.").format(
                total=masking.money(found.total_paid), cost=masking.money(found.cost)
            )
        ]
        if found.effective is not None:
            rate = formats.percent(found.effective)
            parts.append(_("True cost {rate} a year.").format(rate=rate))
        if found.capitalised > 0:
            amount = masking.money(found.capitalised)
            parts.append(_("{amount} of charges becomes principal.").format(amount=amount))
        parts += _outside(found.left_out, self.agreement().request, masking)
        if found.open_items:
            left = _("Not settled in writing yet: {count} of {all} items.")
            parts.append(left.format(count=len(found.open_items), all=len(self._view.items)))
        parts += _old_lines(self._view, found.total_paid, masking)
        if asked is not None:
            parts += difference_lines(asked, self.agreement().request, masking)
        self.cost.setText("\n".join(parts))

    def _build(self) -> None:
        self.setWindowTitle(
            _("Enter an agreement with {lender}").format(lender=self._view.line.debt.name)
        )
        self.save_button.setText(_("Save as new terms"))
        self.add(Label("dialog_title", text=self.windowTitle(), wrap=True))
        self.day.show_words(_("Day of the agreement"))
        self.extra.show_words(_("Extra cost"), _("Fee, insurance or membership that comes with it"))
        self.add(self.form)
        self.add(self.day, self.extra)
        self.add(Label("body_strong", text=_("What it settles in writing")))
        boxes = list(self.items.values())
        for at in range(0, len(boxes), 2):
            self.add(*boxes[at : at + 2])
        panel = frame("tint")
        down(self.sum, self.cost, on=panel, around=None)
        self.add(panel)
        self.setMinimumWidth(self.theme.px(680))

    def _connect(self) -> None:
        refresh: Callable[[], None] = self._show
        self.form.changed.connect(refresh)
        self.extra.edit.valueChanged.connect(refresh)
        self.day.edit.dateChanged.connect(lambda _d: refresh())
        for box in self.items.values():
            box.toggled.connect(lambda _on: refresh())
