"""Words of a spreadsheet: sheets and heads in both languages, codes in the reader's own."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from jiebei_desktop.domain.debts import LenderType
from jiebei_desktop.services.files.sheets import LedgerTable
from jiebei_desktop.services.formats.xlsx import Cell, Worksheet
from jiebei_desktop.text.categories import category_name
from jiebei_desktop.text.debts import asset_name, lender_type_name
from jiebei_desktop.text.languages import FIRST
from jiebei_desktop.text.texts import SOURCE, Said, Texts, Wording


def worded(table: LedgerTable, t: Texts) -> Worksheet:
    """Return a table as a sheet whose heads both languages can read."""
    codes = [code for code, _look in table.columns]
    words = [_VALUES.get(code) for code in codes]
    rows = [
        [_said(value, word, t) for value, word in zip(row, words, strict=True)]
        for row in table.rows
    ]
    return Worksheet(
        name=_both(_SHEETS[table.code]),
        heads=[_both(_HEADS[code]) for code in codes],
        looks=[look for _code, look in table.columns],
        rows=rows,
    )


def _said(value: Cell, word: Callable[[str, Texts], str] | None, t: Texts) -> Cell:
    return word(value, t) if word is not None and isinstance(value, str) else value


def _both(word: Said) -> str:
    return f"{word(Texts(FIRST))} {word(Texts(SOURCE))}"


def _kind(code: str, t: Texts) -> str:
    words = {"income": t.pgettext("sheet", "income"), "expense": t.pgettext("sheet", "expense")}
    return words[code]


def _every(code: str, t: Texts) -> str:
    words = {
        "week": t.pgettext("sheet", "week"),
        "month": t.pgettext("sheet", "month"),
        "quarter": t.pgettext("sheet", "quarter"),
        "year": t.pgettext("sheet", "year"),
    }
    return words[code]


def _mark(code: str, t: Texts) -> str:
    words = {
        "document": t.pgettext("sheet", "document"),
        "statement": t.pgettext("sheet", "statement"),
        "estimate": t.pgettext("sheet", "estimate"),
    }
    return words[code]


_VALUES: Mapping[str, Callable[[str, Texts], str]] = {
    "kind": _kind,
    "every": _every,
    "category": category_name,
    "asset": asset_name,
    "mark": _mark,
    "lender_type": lambda code, t: lender_type_name(LenderType(code), t),
}
_SHEETS: Wording = {
    "entries": lambda t: t.pgettext("sheet", "Entries"),
    "debts": lambda t: t.pgettext("sheet", "Debts"),
    "payments": lambda t: t.pgettext("sheet", "Payments"),
    "recurring": lambda t: t.pgettext("sheet", "Recurring"),
    "cash": lambda t: t.pgettext("sheet", "Cash"),
    "assets": lambda t: t.pgettext("sheet", "Assets"),
}
_HEADS: Wording = {
    "amount": lambda t: t.pgettext("sheet", "Amount, yuan"),
    "as_of": lambda t: t.pgettext("sheet", "As of"),
    "asset": lambda t: t.pgettext("sheet", "Kind"),
    "borrowed": lambda t: t.pgettext("sheet", "Borrowed, yuan"),
    "can_sell": lambda t: t.pgettext("sheet", "Can be sold"),
    "sale_from": lambda t: t.pgettext("sheet", "Price there from"),
    "category": lambda t: t.pgettext("sheet", "Category"),
    "code": lambda t: t.pgettext("sheet", "Code"),
    "contract_date": lambda t: t.pgettext("sheet", "Day of the contract"),
    "counterparty": lambda t: t.pgettext("sheet", "Counterparty"),
    "date": lambda t: t.pgettext("sheet", "Date"),
    "day": lambda t: t.pgettext("sheet", "Day"),
    "every": lambda t: t.pgettext("sheet", "Every"),
    "fees": lambda t: t.pgettext("sheet", "Fees, yuan"),
    "from": lambda t: t.pgettext("sheet", "From"),
    "id": lambda t: t.pgettext("sheet", "Id"),
    "interest": lambda t: t.pgettext("sheet", "Interest, yuan"),
    "kind": lambda t: t.pgettext("sheet", "In or out"),
    "lender": lambda t: t.pgettext("sheet", "Lender"),
    "lender_type": lambda t: t.pgettext("sheet", "Kind of lender"),
    "mark": lambda t: t.pgettext("sheet", "Known from"),
    "name": lambda t: t.pgettext("sheet", "Name"),
    "next_amount": lambda t: t.pgettext("sheet", "Next amount, yuan"),
    "next_due": lambda t: t.pgettext("sheet", "Next due"),
    "note": lambda t: t.pgettext("sheet", "Note"),
    "overdue_days": lambda t: t.pgettext("sheet", "Days overdue"),
    "penalty": lambda t: t.pgettext("sheet", "Penalty, yuan"),
    "principal": lambda t: t.pgettext("sheet", "Principal, yuan"),
    "total": lambda t: t.pgettext("sheet", "Owed, yuan"),
    "until": lambda t: t.pgettext("sheet", "Until"),
    "value": lambda t: t.pgettext("sheet", "Value, yuan"),
}


def sheets(tables: Sequence[LedgerTable], t: Texts) -> tuple[Worksheet, ...]:
    """Return the sheets of a ledger's tables."""
    return tuple(worded(table, t) for table in tables)
