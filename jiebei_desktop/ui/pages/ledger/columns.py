"""How the list of entries reads an entry."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtGui import QColor, QFontMetrics, QIcon

from jiebei_desktop.domain import categories
from jiebei_desktop.domain.entries import EntryRow
from jiebei_desktop.domain.household import Entry, EntryKind, Mark
from jiebei_desktop.text import formats
from jiebei_desktop.text.categories import category_name
from jiebei_desktop.text.current import _, pgettext, texts
from jiebei_desktop.ui import icons
from jiebei_desktop.ui.masking import Masking
from jiebei_desktop.ui.models.table import Column
from jiebei_desktop.ui.page import PageContext
from jiebei_desktop.ui.theme import Theme

DATE, CATEGORY, COUNTERPARTY, NOTE, AMOUNT, MARK = range(6)
WIDTHS = (166, 176, 190, 0, 140, 104)
"""Width of each column in px at 100 %; 0 takes what is left."""
WHOLE_FROM = 870
"""Width in px at 100 % from which note and mark have room beside the amount."""
SPARED = (NOTE, MARK)
_AROUND, _WIDEST = 58, 240
"""Icon and margins beside the name of a category, and its widest column, px at 100 %."""

_ICONS: Mapping[str, str] = {
    "B1": "home", "B2": "bolt", "B3": "phone", "B4": "bus", "B5": "medical", "B6": "heart",
    "B7": "school", "B8": "protect", "B9": "protect", "B10": "file", "B11": "percent",
    "C1": "basket", "C2": "bag", "C3": "people", "C4": "message", "C5": "heart", "C6": "phone",
    "C8": "home",
}  # fmt: skip


def category_width(theme: Theme, metrics: QFontMetrics) -> int:
    """Return the width in px in which the name of every category can be read whole."""
    names = (category_name(code, texts()) for code in categories.ALL)
    needed = max(metrics.horizontalAdvance(name) for name in names) + theme.px(_AROUND)
    return min(max(theme.px(WIDTHS[CATEGORY]), needed), theme.px(_WIDEST))


def category_icon(theme: Theme, code: str) -> QIcon:
    """Return the icon that stands before a category."""
    name = "cash" if code.startswith("A") else _ICONS.get(code, "tag")
    return icons.icon(theme, name)


def mark_word(mark: Mark) -> str:
    """Return where a figure comes from in one word: 凭, 流 or 估 written out."""
    match mark:
        case Mark.DOCUMENT:
            return pgettext("mark", "Document")
        case Mark.STATEMENT:
            return pgettext("mark", "Statement")
        case Mark.ESTIMATE:
            return pgettext("mark", "Estimate")


def signed_amount(entry: Entry, masking: Masking) -> str:
    """Write an amount with its direction: ``+8,600.00``, ``−46.80``."""
    if masking.on:
        return masking.amount(entry.amount)
    income = entry.kind is EntryKind.INCOME
    return formats.signed(entry.amount if income else -entry.amount)


def entry_columns(context: PageContext) -> tuple[Column[EntryRow], ...]:
    """Return the columns, in the order of the constants of this module."""
    theme, masking = context.theme, context.masking

    def day(row: EntryRow) -> str:
        this_year = row.entry.date.year == context.today().year
        return (
            formats.short_day(row.entry.date, texts())
            if this_year
            else formats.dense_day(row.entry.date)
        )

    def colour(row: EntryRow) -> QColor | None:
        income = row.entry.kind is EntryKind.INCOME
        return theme.colour("positive") if income and not masking.on else None

    return (
        Column(title=lambda: _("Date"), text=day),
        Column(
            title=lambda: _("Category"),
            text=lambda row: category_name(row.entry.category, texts()),
            icon=lambda row: _sign(theme, row),
            tip=lambda row: _part_words(row, masking),
        ),
        Column(title=lambda: _("Counterparty"), text=lambda row: row.entry.counterparty, tip=_tip),
        Column(title=lambda: _("Note"), text=lambda row: row.entry.note, stretch=True, tip=_tip),
        Column(
            title=lambda: _("Amount (yuan)"),
            text=lambda row: signed_amount(row.entry, masking),
            numeric=True,
            colour=colour,
            bold=True,
        ),
        Column(
            title=lambda: _("Mark"),
            text=lambda row: mark_word(row.entry.mark),
            colour=lambda _row: theme.colour("text3"),
        ),
    )


def _sign(theme: Theme, row: EntryRow) -> QIcon:
    code = row.entry.category
    return icons.icon(theme, "split") if row.part else category_icon(theme, code)


def _part_words(row: EntryRow, masking: Masking) -> str:
    if row.part is None:
        return ""
    words = _("Part {number} of {count} of one payment of {amount}")
    amount = masking.money(row.part.whole)
    return words.format(number=row.part.number, count=row.part.of, amount=amount)


def _tip(row: EntryRow) -> str:
    return " · ".join(part for part in (row.entry.counterparty, row.entry.note) if part)
