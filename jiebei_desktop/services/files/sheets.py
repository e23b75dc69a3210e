"""A ledger as tables of typed values, for a spreadsheet; the words are the text layer's."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from msgspec import Struct

from jiebei_desktop.domain.debts import Debt
from jiebei_desktop.domain.household import Book
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.standing import Owed, owed
from jiebei_desktop.services.formats.xlsx import Cell, CellLook

_TEXT, _DAY, _MONEY = CellLook.PLAIN, CellLook.DAY, CellLook.MONEY


class LedgerTable(Struct, frozen=True, kw_only=True):
    """One kind of row: codes of its columns with how they are shown, and values in yuan."""

    code: str
    columns: Sequence[tuple[str, CellLook]]
    rows: Sequence[Sequence[Cell]]


def tables(book: Book, as_of: date) -> tuple[LedgerTable, ...]:
    """Return everything of a book; what is owed is what ``owed`` says on the day."""
    return (_entries(book), _debts(book, as_of), _payments(book), _recurring(book), *_means(book))


def money(fen: Fen) -> Decimal:
    """Return yuan, exactly."""
    return Decimal(fen).scaleb(-2)


def _entries(book: Book) -> LedgerTable:
    columns = (
        ("date", _DAY), ("kind", _TEXT), ("amount", _MONEY), ("category", _TEXT), ("code", _TEXT),
        ("counterparty", _TEXT), ("note", _TEXT), ("mark", _TEXT),
    )  # fmt: skip
    rows = [
        (one.date, one.kind.value, money(one.amount), one.category, one.category,
         one.counterparty, one.note, one.mark.value)
        for one in book.entries
    ]  # fmt: skip
    return LedgerTable(code="entries", columns=columns, rows=rows)


def _debts(book: Book, as_of: date) -> LedgerTable:
    columns = (
        ("id", _TEXT), ("name", _TEXT), ("lender", _TEXT), ("lender_type", _TEXT),
        ("contract_date", _DAY), ("borrowed", _MONEY), ("as_of", _DAY), ("principal", _MONEY),
        ("interest", _MONEY), ("penalty", _MONEY), ("fees", _MONEY), ("total", _MONEY),
        ("overdue_days", _TEXT), ("next_due", _DAY), ("next_amount", _MONEY), ("note", _TEXT),
    )  # fmt: skip
    return LedgerTable(
        code="debts",
        columns=columns,
        rows=[_debt(debt, owed(debt, as_of)) for debt in book.debts],
    )


def _debt(debt: Debt, now: Owed) -> Sequence[Cell]:
    parts = now.parts
    figures = (parts.principal, parts.interest, parts.penalty, parts.fees, parts.total)
    return (
        debt.id, debt.name, debt.lender, debt.lender_type.value, debt.contract_date,
        money(debt.principal), now.as_of, *map(money, figures), now.days_known, now.next_due,
        None if now.next_due is None else money(now.next_amount), debt.note,
    )  # fmt: skip


def _payments(book: Book) -> LedgerTable:
    columns = (("id", _TEXT), ("name", _TEXT), ("date", _DAY), ("amount", _MONEY), ("note", _TEXT))
    rows = [
        (debt.id, debt.name, paid.date, money(paid.amount), paid.note)
        for debt in book.debts
        for paid in debt.payments
    ]
    return LedgerTable(code="payments", columns=columns, rows=rows)


def _recurring(book: Book) -> LedgerTable:
    columns = (
        ("name", _TEXT), ("kind", _TEXT), ("amount", _MONEY), ("category", _TEXT), ("code", _TEXT),
        ("every", _TEXT), ("day", _TEXT), ("from", _DAY), ("until", _DAY),
    )  # fmt: skip
    rows = [
        (one.name, one.kind.value, money(one.amount), one.category, one.category, one.every.value,
         one.day, one.start, one.until)
        for one in book.recurring
    ]  # fmt: skip
    return LedgerTable(code="recurring", columns=columns, rows=rows)


def _means(book: Book) -> tuple[LedgerTable, LedgerTable]:
    cash = LedgerTable(
        code="cash",
        columns=(("name", _TEXT), ("amount", _MONEY), ("as_of", _DAY)),
        rows=[(one.name, money(one.amount), one.as_of) for one in book.cash],
    )
    columns = (
        ("name", _TEXT),
        ("asset", _TEXT),
        ("value", _MONEY),
        ("can_sell", _TEXT),
        ("sale_from", _DAY),
    )
    rows = [
        (one.name, one.kind.value, money(one.value), one.can_sell, one.sale_from)
        for one in book.assets
    ]
    return cash, LedgerTable(code="assets", columns=columns, rows=rows)
