"""The tables under a debt: schedule, payments, terms, history."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from PySide6.QtGui import QColor
from PySide6.QtWidgets import QAbstractItemView, QTableView

from jiebei_desktop.domain.debts import Terms
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.standing import InstalmentState, Status
from jiebei_desktop.services.debts.debt_detail import (
    DebtDetail,
    HistoryLine,
    PaymentLine,
    terms_versions,
)
from jiebei_desktop.text import formats
from jiebei_desktop.text.current import _, ngettext, pgettext, texts
from jiebei_desktop.ui.masking import Masking
from jiebei_desktop.ui.models.table import Column, TableModel, dress
from jiebei_desktop.ui.pages.debts import words
from jiebei_desktop.ui.theme import Theme
from jiebei_desktop.ui.widgets.chip_delegate import ChipDelegate

TermRow = tuple[str, str]
"""What a line of the contract is called and what it says."""
Part = Callable[[InstalmentState], Fen]
Detail = Callable[[], DebtDetail | None]


def open_payment(state: InstalmentState) -> Fen:
    """Return what is to be paid of an instalment today: its rest with its penalty."""
    row = state.instalment
    if state.status is Status.PAID:
        return row.payment
    return Fen(row.payment - state.paid_principal - state.paid_interest + state.penalty)


def schedule_view(theme: Theme, masking: Masking, shown: Detail) -> QTableView:
    """Make the table of instalments."""

    def chip(state: InstalmentState) -> words.ChipWords:
        found = shown()
        return ("", "", "") if found is None else words.instalment_chip(state, found.line)

    def quiet(state: InstalmentState) -> QColor | None:
        return theme.colour("text3") if state.status is Status.PAID else None

    columns: tuple[Column[InstalmentState], ...] = (
        Column(title=lambda: pgettext("column", "No."), text=_number, colour=quiet),
        Column(
            title=lambda: pgettext("column", "Due"),
            text=lambda state: dated(state.instalment.due) if state.dated else "–",
            colour=quiet,
        ),
        *_money_columns(masking, quiet),
        Column(
            title=lambda: pgettext("column", "State"),
            text=lambda state: chip(state)[0],
            colour=quiet,
        ),
    )
    view = _table(theme, columns, dense=True)  # seven beside the list on a small screen
    delegate = ChipDelegate(theme, chip, dense=True)
    delegate.setParent(view)
    view.setItemDelegateForColumn(len(columns) - 1, delegate)
    return view


def _money_columns(
    masking: Masking, quiet: Callable[[InstalmentState], QColor | None]
) -> Iterator[Column[InstalmentState]]:
    def column(title: Callable[[], str], part: Part) -> Column[InstalmentState]:
        return Column(
            title=title,
            text=lambda state: masking.amount(part(state)),
            size=part,
            numeric=True,
            bold=part is open_payment,
            colour=quiet,
        )

    yield column(lambda: words.part_names()[0], lambda state: state.instalment.principal)
    yield column(lambda: words.part_names()[1], lambda state: state.instalment.interest)
    yield column(lambda: pgettext("column", "Penalty"), lambda state: state.penalty)
    yield column(lambda: pgettext("column", "To pay"), open_payment)


def _number(state: InstalmentState) -> str:
    if state.once:
        return _("At once")
    return str(state.instalment.n or _("Earlier"))


def payments_view(theme: Theme, masking: Masking) -> QTableView:
    """Make the table of payments with their vouchers."""
    columns: tuple[Column[PaymentLine], ...] = (
        Column(
            title=lambda: pgettext("column", "Date"),
            text=lambda row: dated(row.payment.date),
        ),
        Column(
            title=lambda: _("Amount (yuan)"),
            text=lambda row: masking.amount(row.payment.amount),
            numeric=True,
            bold=True,
        ),
        Column(title=lambda: pgettext("column", "Voucher"), text=lambda row: voucher_chip(row)[0]),
        Column(
            title=lambda: pgettext("column", "Note"),
            text=lambda row: _payment_note(row, masking),
            tip=lambda row: _payment_note(row, masking),
            stretch=True,
        ),
    )
    view = _table(theme, columns)
    delegate = ChipDelegate(theme, voucher_chip)
    delegate.setParent(view)
    view.setItemDelegateForColumn(2, delegate)
    return view


def voucher_chip(row: PaymentLine) -> words.ChipWords:
    """Return whether a payment has its voucher."""
    if row.voucher is None:
        return _("Voucher missing"), "caution", "voucher"
    return _("Voucher kept"), "positive", "voucher"


def _payment_note(row: PaymentLine, masking: Masking) -> str:
    said = [] if row.counted else [_("inside a later balance")]
    if row.payment.note:
        said.append(row.payment.note)
    if (stated := row.payment.parts_of_lender) is not None:
        said.append(_("lender: {parts}").format(parts=words.parts_spoken(stated, masking)))
    return _("; ").join(said)


def terms_view(theme: Theme) -> QTableView:
    """Make the table of what the contract says, every version of it."""
    columns: tuple[Column[TermRow], ...] = (
        Column(
            title=lambda: pgettext("column", "Term"),
            text=lambda row: row[0],
            colour=lambda _row: theme.colour("text2"),
        ),
        Column(
            title=lambda: pgettext("column", "In the contract"),
            text=lambda row: row[1],
            tip=lambda row: row[1],
            stretch=True,
        ),
    )
    return _table(theme, columns)


def term_rows(detail: DebtDetail, masking: Masking) -> list[TermRow]:
    """Return the newest terms first, the contract's last, each with its own heading."""
    rows: list[TermRow] = []
    debt = detail.line.debt
    versions = terms_versions(debt)
    for number, (start, principal, terms, note) in reversed(list(enumerate(versions))):
        head = _("Contract") if number == 0 else _("Agreed terms {n}").format(n=number)
        since = _("from {day}").format(day=formats.day(start, texts()))
        rows.append(
            (
                head,
                _("{since}, principal {amount}").format(
                    since=since, amount=masking.money(principal)
                ),
            )
        )
        rows += _terms(terms, masking)
        if note:
            rows.append((_("Note"), masking.sentence(note)))
    rows.append(
        (
            _("Lender"),
            _("{name} ({kind})").format(
                name=debt.lender, kind=words.lender_type_name(debt.lender_type)
            ),
        )
    )
    if debt.credit_limit is not None:
        rows.append((_("Credit limit"), masking.money(debt.credit_limit)))
    if debt.note:
        rows.append((_("Your note"), debt.note))
    return rows


def _agreed(terms: Terms, masking: Masking) -> list[TermRow]:
    rows = []
    if terms.interest_only:
        first = ngettext("the first {count}", "the first {count}", terms.interest_only)
        rows.append((_("Interest only"), first.format(count=terms.interest_only)))
    if terms.start_payment is not None and terms.start_periods:
        count = terms.start_periods
        first = ngettext("{amount}, the first {count}", "{amount}, the first {count}", count)
        amount = masking.money(terms.start_payment)
        rows.append((_("Begins smaller"), first.format(amount=amount, count=count)))
    if terms.payment is not None:
        rows.append((_("Agreed payment"), masking.money(terms.payment)))
    return rows


def _terms(terms: Terms, masking: Masking) -> list[TermRow]:
    rows = [
        (_("Rate"), words.rate_text(terms)),
        (_("Day count"), words.basis_name(terms.day_basis)),
        (_("Repaid as"), words.method_name(terms.method)),
    ]
    if terms.periods:
        count = ngettext("{count} instalment", "{count} instalments", terms.periods)
        rows.append((_("Instalments"), count.format(count=terms.periods)))
    rows += _agreed(terms, masking)
    if terms.first_due is not None:
        rows.append((_("First due day"), formats.day(terms.first_due, texts())))
    if terms.bill_day is not None:
        rows.append((_("Day of the bill"), _("Day {day} of each month").format(day=terms.bill_day)))
    if terms.fee_per_period:
        rows.append((_("Fee per instalment"), formats.percent(terms.fee_per_period)))
    if terms.upfront_fee:
        rows.append((_("Fee withheld at the start"), masking.money(terms.upfront_fee)))
    if terms.minimum is not None:
        rows.append((_("Minimum payment"), _minimum(terms, masking)))
    rows += [
        (_("Overdue rate"), _("contract rate × {times}").format(times=terms.penalty_multiplier)),
        (_("Days of grace"), str(terms.grace_days)),
        (_("Payments go to"), words.allocation_name(terms.allocation)),
    ]
    if terms.compound_overdue_interest:
        rows.append((_("Interest on overdue interest"), _("Yes, the contract says so")))
    return rows


def _minimum(terms: Terms, masking: Masking) -> str:
    if terms.minimum is None:
        return ""
    return _("{share} of the principal, at least {floor}").format(
        share=formats.percent(terms.minimum.fraction, 0), floor=masking.money(terms.minimum.floor)
    )


def history_view(theme: Theme, masking: Masking) -> QTableView:
    """Make the table of everything that happened."""
    columns: tuple[Column[HistoryLine], ...] = (
        Column(title=lambda: pgettext("column", "Date"), text=lambda row: dated(row.on)),
        Column(title=lambda: pgettext("column", "What"), text=history_word),
        Column(
            title=lambda: _("Amount (yuan)"),
            text=lambda row: masking.amount(row.amount) if row.amount else "",
            numeric=True,
        ),
        Column(
            title=lambda: pgettext("column", "Note"),
            text=lambda row: row.note,
            tip=lambda row: row.note,
            stretch=True,
        ),
    )
    return _table(theme, columns)


def dated(day: date) -> str:
    """Write a day in a table: in words in Chinese, dense in English, whose months are long."""
    return formats.day(day, texts()) if formats.chinese(texts()) else formats.dense_day(day)


def history_word(row: HistoryLine) -> str:
    """Return what happened, in a few words."""
    kinds = {
        "contract": _("Contract, money paid out"),
        "terms": _("New terms agreed"),
        "reported": _("Lender's app showed"),
        "accelerated": _("Lender announced that all is due"),
        "draw": _("Statement: money drawn"),
        "repay": _("Statement: repaid"),
        "missed": _("Statement: payment failed"),
        "purchase": _("Statement: purchase"),
        "refund": _("Statement: refund"),
    }
    return kinds[row.kind]


def show_rows(view: QTableView, rows: Sequence[object]) -> None:
    """Fill a table made here."""
    model = view.model()
    if isinstance(model, TableModel):
        model.show(rows)
        model.retranslate()


def _table(theme: Theme, columns: Sequence[Column], *, dense: bool = False) -> QTableView:  # type: ignore[type-arg]
    view = QTableView()
    view.setProperty("dense", dense)  # before it is measured
    model = TableModel(columns, theme)
    model.setParent(view)
    dress(view, model, theme)
    view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    return view
