"""A debt from the lender's page in four fields, held against the phone before it is saved."""

from __future__ import annotations

from msgspec.structs import replace
from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from jiebei_desktop.domain.money import yuan
from jiebei_desktop.services.debts import guesses, phone_page
from jiebei_desktop.services.debts.guesses import Guess
from jiebei_desktop.services.debts.phone_page import Found, PhoneDraft
from jiebei_desktop.text import formats
from jiebei_desktop.text.current import _, texts
from jiebei_desktop.text.rules import product_name
from jiebei_desktop.ui.fitting import FittedDialog, Scroller, fit
from jiebei_desktop.ui.page import PageContext
from jiebei_desktop.ui.pages.debts import phone_words
from jiebei_desktop.ui.pages.debts.phone_check import CheckPane
from jiebei_desktop.ui.pages.debts.phone_form import PhoneForm
from jiebei_desktop.ui.pages.debts.product_chips import ProductChips
from jiebei_desktop.ui.plain import as_typed
from jiebei_desktop.ui.widgets.basics import ENTER, Button, Label, frame, rule
from jiebei_desktop.ui.widgets.boxes import REST, across, down, lay, stand

SIZE = (784, 548)

BESIDE_FROM = 640
"""Width in px at 100 % from which the check stands beside the fields."""


class PhoneDialog(FittedDialog):
    """Emits ``wanted`` with a `Found` that has a debt, and the guess it takes the place of."""

    wanted = Signal(object, object)
    by_contract = Signal(str)
    """The user would rather type the contract of a product."""

    def __init__(self, context: PageContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        theme = context.theme
        self._guesses: tuple[Guess, ...] = ()
        self._asked = False
        """Whether Save was pressed and refused: from then on empty fields are named."""
        self.found = Found(debt=None)
        self.products = ProductChips(theme)
        self.form = PhoneForm(context)
        self.check = CheckPane(context)
        self.instead = QCheckBox()
        self.contract_button = Button(theme, "text")
        self.reason = Label("caption", "severe", wrap=True)
        self.again = QCheckBox()
        self.cancel_button = Button(theme)
        self.save_button = Button(theme, "primary")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._assemble()
        self._word()
        self._connect()
        self.begin("jiebei")
        self._read_guesses()

    def begin(self, product: str) -> None:
        """Start an empty page of a product."""
        self._asked = False
        self.products.show_chosen(product)
        self.check.forget()
        self.form.show_draft(phone_page.blank(product, product_name(product, texts())))
        self._reckon()
        self.form.fields["total"].edit.setFocus()

    def save(self) -> None:
        """Hand the debt over, or say what is missing and go there."""
        self._asked = True
        self._reckon()
        if self.found.debt is None:
            self._go_to(self.form.show_problems(self.found.problems, all_of_them=True))
            return
        self.wanted.emit(self._with_note(self.found), self._chosen_guess())

    def saved_one(self) -> None:
        """The debt is in the ledger: close, or begin the next one."""
        if self.again.isChecked():
            self.begin(self.form.draft().product)
            self._read_guesses()
        else:
            self.accept()

    def reject(self) -> None:
        """Close, after a question where something is half-typed."""
        half = self.form.half_filled() and self.isVisible()
        if not half or self._context.ask.confirm(
            _("Close without saving?"), _("What you typed will be lost."), action=_("Close")
        ):
            super().reject()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the check beside the fields or below them."""
        super().resizeEvent(event)
        self._stack()

    def _stack(self) -> None:
        bar = self._scroll.verticalScrollBar().sizeHint().width()
        needs = self._left.minimumSize().width() + self.check.minimumSizeHint().width() + bar
        wide = self.width() >= max(needs, self._context.theme.px(BESIDE_FROM))
        stand(self._across, beside=wide)
        self._line.setVisible(wide)
        self.check.setMaximumWidth(self._context.theme.px(340) if wide else 16_777_215)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let Enter go to the next field; Ctrl+Enter saves."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            plain = event.modifiers() in {
                Qt.KeyboardModifier.NoModifier,
                Qt.KeyboardModifier.KeypadModifier,
            }
            if event.key() in ENTER and plain:
                self.focusNextChild()
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Save on Ctrl+Enter; a plain Enter saves nothing by itself."""
        if event.key() not in ENTER:
            super().keyPressEvent(event)
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.save()

    # -- reckoning ---------------------------------------------------------------------------

    def _draft(self) -> PhoneDraft:
        shown = self.check.following()
        return replace(self.form.draft(), following="" if shown is None else yuan(shown))

    def _reckon(self) -> None:
        """Work everything out again: on every key."""
        draft = self._draft()
        self.found = phone_page.read(draft, self._context.today())
        self.form.show_problems(self.found.problems, all_of_them=self._asked)
        self.form.show_terms(phone_words.terms_line(self.found), guessed=bool(self.found.estimated))
        self.check.show_found(self.found)
        self._stack()
        lacking = phone_words.lacking(self.found.problems, draft.product)
        self.reason.setText(lacking if self._asked else "")
        self.save_button.setToolTip(as_typed(lacking))
        self._show_instead()

    def _with_note(self, found: Found) -> Found:
        """Keep both figures where the phone showed another next instalment."""
        draft = self._draft()
        plain = phone_page.read(replace(draft, following=""), self._context.today()).check
        if found.debt is None or not draft.following or plain is None or plain.following is None:
            return found
        day, own = plain.following
        words = _("{day}: the phone showed {shown}, usual terms give {own}").format(
            day=formats.day(day, texts()), shown=draft.following, own=formats.amount(own)
        )
        return replace(found, debt=replace(found.debt, note=words))

    def _read_guesses(self) -> None:
        session, today = self._context.session, self._context.today()
        self._context.lanes.ledger(lambda: guesses.guesses(session, today), self._show_guesses)

    def _show_guesses(self, known: tuple[Guess, ...]) -> None:
        self._guesses = known
        guess = self._guess()
        self.instead.setChecked(guess is not None and guess.likely)
        self._show_instead()

    def _guess(self) -> Guess | None:
        return guesses.in_place_of(self._guesses, self.form.draft().product)

    def _chosen_guess(self) -> Guess | None:
        return self._guess() if self.instead.isChecked() else None

    def _show_instead(self) -> None:
        guess = self._guess()
        self.instead.setVisible(guess is not None)
        if guess is not None:
            product = self.form.draft().product
            masking = self._context.masking
            words = phone_words.instead_words(guess, self.found, product, masking)
            self.instead.setText(words)

    def _go_to(self, name: str) -> None:
        field = self.form.fields.get(name)
        if field is not None:
            field.edit.setFocus()
            self._scroll.ensureWidgetVisible(field)

    def _use_product(self, product: str) -> None:
        """Keep what was typed: only the product is another one."""
        self.products.show_chosen(product)
        draft = self.form.draft()
        before = product_name(draft.product, texts())
        name = product_name(product, texts()) if draft.name in {"", before} else draft.name
        usual = phone_page.blank(product)
        self.form.show_draft(replace(draft, product=product, name=name, per=usual.per))
        self.check.forget()
        self._show_guesses(self._guesses)
        self._reckon()

    # -- assembly ----------------------------------------------------------------------------

    def _connect(self) -> None:
        self.products.chosen.connect(self._use_product)
        self.form.changed.connect(self._reckon)
        self.check.answered.connect(self._reckon)
        self.cancel_button.clicked.connect(self.reject)
        self.save_button.clicked.connect(self.save)
        self.contract_button.clicked.connect(
            lambda: self.by_contract.emit(self.form.draft().product)
        )
        for line in self.findChildren(QLineEdit):
            line.installEventFilter(self)

    def _word(self) -> None:
        self.setWindowTitle(_("Add debt"))
        self._title.setText(_("Add debt"))
        self._sub.setText(_("Four figures from the page on your phone are enough"))
        self.contract_button.setText(_("Type the contract instead"))
        self.again.setText(_("Then add another one"))
        self.cancel_button.setText(_("Cancel"))
        self.save_button.setText(_("Save this debt"))
        self.products.setAccessibleName(_("Product"))

    def _assemble(self) -> None:
        px = self._context.theme.px
        self._title = Label("dialog_title")
        self._sub = Label("caption", "text2", wrap=True)
        self._scroll = Scroller(self._middle())
        down(
            across(
                self._title,
                (self._sub, 1),
                self.contract_button,
                gap=px(12),
                around=(px(20), px(10)),
            ),
            rule(),
            (self._scroll, 1),
            self._foot(),
            on=self,
            gap=0,
        )
        fit(self, QSize(px(SIZE[0]), px(SIZE[1])))

    def _middle(self) -> QWidget:
        px = self._context.theme.px
        inner = frame("card")
        inner.setObjectName("sheet")
        inner.setStyleSheet("QFrame#sheet { border: none; border-radius: 0; }")
        self._left = left = QVBoxLayout()
        left.setContentsMargins(px(20), px(14), px(20), px(12))
        left.setSpacing(px(8))
        lay(left, self.form, self.instead, REST)
        self._line = rule(vertical=True)
        self._across = across((left, 1), self._line, (self.check, 1), gap=0)
        down(
            down(self.products, around=(px(20), px(10))), rule(), (self._across, 1), on=inner, gap=0
        )
        return inner

    def _foot(self) -> QFrame:
        px = self._context.theme.px
        foot = frame("footer")
        across(
            self.again,
            (self.reason, 1),
            self.cancel_button,
            self.save_button,
            on=foot,
            gap=px(10),
            around=(px(20), px(11)),
        )
        return foot
