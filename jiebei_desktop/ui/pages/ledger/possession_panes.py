"""What comes again, and what is owned and at hand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

from jiebei_desktop.domain.changes import Changes
from jiebei_desktop.domain.household import Asset, Cash, EntryKind, Recurring, newest_readings
from jiebei_desktop.services.book.ledger_view import Holdings, holdings
from jiebei_desktop.services.book.possessions import Possessions
from jiebei_desktop.text import formats
from jiebei_desktop.text.categories import category_name
from jiebei_desktop.text.current import _, texts
from jiebei_desktop.ui.models.table import Column
from jiebei_desktop.ui.page import PageContext
from jiebei_desktop.ui.pages.ledger.columns import category_icon
from jiebei_desktop.ui.pages.ledger.possession_forms import AssetForm, CashForm, RecurringForm
from jiebei_desktop.ui.pages.ledger.possession_words import asset_word, certainty_word, falls_on
from jiebei_desktop.ui.widgets.basics import Button
from jiebei_desktop.ui.widgets.boxes import down, lay
from jiebei_desktop.ui.widgets.form_dialog import FormDialog
from jiebei_desktop.ui.widgets.list_card import ListCard
from jiebei_desktop.ui.widgets.notice import NoticeStrip


class _Pane(QWidget):
    """Reads the holdings and writes changes of them."""

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self._context = context
        self._possessions = Possessions(context.session)
        self._shown: Holdings | None = None
        self.column = down(on=self, gap=context.theme.px(12))

    def read(self) -> Holdings:
        """Read the holdings; runs in the ledger's lane."""
        return holdings(self._context.session, self._context.today())

    def retranslate(self) -> None:
        """Word everything again."""
        if self._shown is not None:
            self.show_holdings(self._shown)

    def show_holdings(self, found: Holdings) -> None:
        """Show the holdings."""
        self._shown = found

    def write(self, job: Callable[[], Changes]) -> None:
        """Do a write in the ledger's lane and tell every page."""
        self._context.lanes.ledger(job, self._context.notify)


class RecurringPane(_Pane):
    """Income and spending that come again."""

    def __init__(self, context: PageContext) -> None:
        super().__init__(context)
        self.card = ListCard[Recurring](context.theme, self._columns(), self.edit)
        self.life_button = Button(context.theme, "text", "calendar", small=True)
        self.card.add_to_header(self.life_button)
        self.life_button.clicked.connect(lambda: context.navigate("life_events"))
        self.column.addWidget(self.card, 1)

    def show_holdings(self, found: Holdings) -> None:
        """List the items and what they come to in a month."""
        super().show_holdings(found)
        money = self._context.masking.money
        sub = _("in an average month {income} in, {expense} out").format(
            income=money(found.monthly_income), expense=money(found.monthly_expense)
        )
        self.card.show_header(_("Recurring"), sub if found.recurring else "")
        self.card.add_button.setText(_("Add recurring item"))
        self.life_button.setText(_("Changes in life"))
        self.card.view.setAccessibleName(_("Recurring"))
        self.card.show_rows(
            found.recurring,
            _("Wages, rent and subscriptions that come again make the forecast more reliable."),
        )

    def edit(self, item: Recurring | None) -> RecurringForm:
        """Open an item, or a new one."""
        form = RecurringForm(self._context.theme, item, self._context.today(), self)
        _joined(
            form,
            lambda: self._change(item, form.item()),
            lambda: self._change(item, None),
        )
        form.open_for(lambda page: page.recurring.edit(item), item)
        return form

    def _change(self, old: Recurring | None, new: Recurring | None) -> None:
        self.write(lambda: self._possessions.change_recurring(old, new))

    def _columns(self) -> tuple[Column[Recurring], ...]:
        theme, masking = self._context.theme, self._context.masking

        def amount(item: Recurring) -> str:
            income = item.kind is EntryKind.INCOME
            shown = formats.signed(item.amount if income else -item.amount)
            return masking.amount(item.amount) if masking.on else shown

        return (
            Column(title=lambda: _("Name"), text=lambda item: item.name, stretch=True),
            Column(
                title=lambda: _("Category"),
                text=lambda item: category_name(item.category, texts()),
                icon=lambda item: category_icon(theme, item.category),
            ),
            Column(title=lambda: _("When"), text=falls_on),
            Column(
                title=lambda: _("How sure"),
                text=lambda item: certainty_word(item.certainty),
                spare=2,
            ),
            Column(
                title=lambda: _("Last day"),
                text=lambda item: formats.dense_day(item.until) if item.until else "",
                spare=1,
            ),
            Column(
                title=lambda: _("Amount (yuan)"),
                text=amount,
                numeric=True,
                bold=True,
                colour=lambda item: (
                    theme.colour("positive") if item.kind is EntryKind.INCOME else None
                ),
            ),
        )


class AssetsPane(_Pane):
    """Money at hand and things owned."""

    def __init__(self, context: PageContext) -> None:
        super().__init__(context)
        self.cash = ListCard[Cash](context.theme, self._cash_columns(), self.edit_cash)
        self.assets = ListCard[Asset](context.theme, self._asset_columns(), self.edit_asset)
        self.outflow = NoticeStrip(context.theme)
        lay(self.column, (self.cash, 2), self.outflow, (self.assets, 3))

    def show_holdings(self, found: Holdings) -> None:
        """List both, each with its sum."""
        super().show_holdings(found)
        money = self._context.masking.money
        total = _("{amount} in all")
        self.cash.show_header(_("Money at hand"), total.format(amount=money(found.at_hand)))
        self.cash.add_button.setText(_("Add reading"))
        self.cash.view.setAccessibleName(_("Money at hand"))
        self.outflow.setVisible(found.unexplained > 0)
        self.outflow.show_words(
            _("{amount} a month left without an entry").format(amount=money(found.unexplained)),
            _("between two days on which every place was counted; it counts as spending."),
            severity="caution",
        )
        self.cash.show_rows(
            found.cash, _("What is in wallets and on cards now: the forecast starts from it.")
        )
        self.assets.show_header(_("Assets"), total.format(amount=money(found.owned)))
        self.assets.add_button.setText(_("Add asset"))
        self.assets.view.setAccessibleName(_("Assets"))
        self.assets.show_rows(
            found.assets, _("A lender asks what is owned; nothing here has to be sold.")
        )

    def edit_cash(self, cash: Cash | None) -> CashForm:
        """Open a new reading, also of a place whose newest one is opened; correct an older one."""
        today = self._context.today()
        day = cash.as_of if cash is not None and self._is_old(cash) else today
        form = CashForm(self._context.theme, cash, day, self, today=self._context.today())
        _joined(
            form,
            lambda: self._change_cash(form.corrected(), form.cash()),
            lambda: self._change_cash(cash, None),
        )
        form.open_for(lambda page: page.assets.edit_cash(cash), cash)
        return form

    def edit_asset(self, asset: Asset | None) -> AssetForm:
        """Open an asset, or a new one."""
        form = AssetForm(self._context.theme, asset, self._context.today(), self)
        _joined(
            form,
            lambda: self._change_asset(asset, form.asset()),
            lambda: self._change_asset(asset, None),
        )
        form.open_for(lambda page: page.assets.edit_asset(asset), asset)
        return form

    def _is_old(self, cash: Cash) -> bool:
        """Return whether a newer reading of the place counts instead."""
        found = self._shown
        return found is not None and cash not in newest_readings(found.cash, date.max)

    def _change_cash(self, old: Cash | None, new: Cash | None) -> None:
        self.write(lambda: self._possessions.change_cash(old, new))

    def _change_asset(self, old: Asset | None, new: Asset | None) -> None:
        self.write(lambda: self._possessions.change_asset(old, new))

    def _cash_columns(self) -> tuple[Column[Cash], ...]:
        masking = self._context.masking

        def faint(cash: Cash) -> QColor | None:
            return self._context.theme.colour("text3") if self._is_old(cash) else None

        return (
            Column(
                title=lambda: _("Where"), text=lambda cash: cash.name, stretch=True, colour=faint
            ),
            Column(
                title=lambda: _("Counted on"),
                text=lambda cash: formats.dense_day(cash.as_of),
                colour=faint,
            ),
            Column(
                title=lambda: _("Amount (yuan)"),
                text=lambda cash: masking.amount(cash.amount),
                numeric=True,
                bold=True,
                colour=faint,
            ),
        )

    def _asset_columns(self) -> tuple[Column[Asset], ...]:
        masking = self._context.masking

        def yes(value: bool) -> str:
            return _("yes") if value else _("no")

        def sale(asset: Asset) -> str:
            if not asset.can_sell or asset.sale_from is None:
                return yes(asset.can_sell)
            return _("from {day} on").format(day=formats.dense_day(asset.sale_from))

        return (
            Column(title=lambda: _("Name"), text=lambda asset: asset.name, stretch=True),
            Column(title=lambda: _("Kind"), text=lambda asset: asset_word(asset.kind)),
            Column(title=lambda: _("Could be sold"), text=sale),
            Column(
                title=lambda: _("Needed for living"),
                text=lambda asset: yes(asset.needed_for_living),
            ),
            Column(
                title=lambda: _("Value (yuan)"),
                text=lambda asset: masking.amount(asset.value),
                numeric=True,
                bold=True,
            ),
        )


def _joined(form: FormDialog, save: Callable[[], None], remove: Callable[[], None]) -> None:
    form.saved.connect(save)
    form.removed.connect(remove)
