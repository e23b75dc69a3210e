"""Columns and sentences of what the imported files say together."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtGui import QColor

from jiebei_desktop.domain.months import Month
from jiebei_desktop.domain.rollover import Rollover, Strength
from jiebei_desktop.services.statements.imports_checks import (
    ALL_DAYS,
    MONTHS_SHOWN,
    NO_DAYS,
    SOME_DAYS,
    Against,
    Borrowing,
    Covered,
    Missed,
    Pair,
)
from jiebei_desktop.text import formats, importing
from jiebei_desktop.text.current import _, ngettext, texts
from jiebei_desktop.ui.masking import Masking
from jiebei_desktop.ui.models.table import Column
from jiebei_desktop.ui.theme import Theme

SIGNS = {ALL_DAYS: "●", SOME_DAYS: "◐", NO_DAYS: "○"}
TONES = {ALL_DAYS: "positive", SOME_DAYS: "caution", NO_DAYS: "text3"}
_TAIL = 4
"""Digits of an account that are enough to tell it from another."""
HOUR, DAY = 60, 60 * 24
"""Minutes."""


def covered_columns(theme: Theme, today: Callable[[], date]) -> tuple[Column[Covered], ...]:
    """Return one column per month, the account before and the gaps after them."""

    def month(place: int) -> Column[Covered]:
        def title() -> str:
            shown = Month.of(today()).plus(place + 1 - MONTHS_SHOWN)
            return formats.month_tick(shown, texts(), year=place == 0 or shown.number == 1)

        def colour(row: Covered) -> QColor:
            return theme.colour(TONES[row.months[place][1]])

        return Column(
            title=title,
            text=lambda row: SIGNS[row.months[place][1]],
            colour=colour,
            tip=lambda row: _state(row.months[place]),
        )

    return (
        Column(title=lambda: _("Account"), text=_account, tip=_account, bold=True),
        *(month(place) for place in range(MONTHS_SHOWN)),
        Column(title=lambda: _("Gaps"), text=_holes, tip=_holes, stretch=True),
    )


def missed_columns(masking: Masking) -> tuple[Column[Missed], ...]:
    """Return the columns of failed repayments."""
    return (
        Column(title=lambda: _("Date"), text=lambda row: formats.day(row.day, texts())),
        Column(
            title=lambda: _("Debt"),
            text=lambda row: row.debt or row.product,
            stretch=True,
            bold=True,
        ),
        Column(
            title=lambda: _("Amount (yuan)"),
            text=lambda row: masking.amount(row.fen),
            numeric=True,
        ),
    )


def borrowing_columns(masking: Masking) -> tuple[Column[Rollover], ...]:
    """Return the columns of draws and the repayments after them."""

    def repaid(row: Rollover) -> str:
        return "、".join(dict.fromkeys(flow.product for flow in row.repayments))

    return (
        Column(
            title=lambda: _("Borrowed on"),
            text=lambda row: formats.day(row.draw.at.date(), texts()),
        ),
        Column(title=lambda: _("From"), text=lambda row: row.draw.product, bold=True),
        Column(
            title=lambda: _("Amount (yuan)"),
            text=lambda row: masking.amount(row.draw.amount),
            numeric=True,
        ),
        Column(title=lambda: _("Then repaid"), text=repaid, stretch=True),
        Column(
            title=lambda: _("Of it (yuan)"),
            text=lambda row: masking.amount(row.repaid),
            numeric=True,
        ),
        Column(title=lambda: _("After"), text=lambda row: lapse(row.minutes), numeric=True),
        Column(title=lambda: _("How sure"), text=lambda row: strength(row.strength)),
    )


def against_columns(masking: Masking) -> tuple[Column[Against], ...]:
    """Return the columns of typed sums beside flows."""
    return (
        Column(title=lambda: _("Debt"), text=lambda row: row.name, stretch=True, bold=True),
        Column(title=lambda: _("Typed for"), text=lambda row: formats.day(row.as_of, texts())),
        Column(
            title=lambda: _("Typed (yuan)"),
            text=lambda row: masking.amount(row.typed),
            numeric=True,
        ),
        Column(
            title=lambda: _("Files since (yuan)"),
            text=lambda row: masking.amount(row.flows),
            numeric=True,
        ),
        Column(
            title=lambda: _("Together (yuan)"),
            text=lambda row: masking.amount(type(row.typed)(row.typed + row.flows)),
            numeric=True,
        ),
        Column(
            title=lambda: _("Owed in the ledger (yuan)"),
            text=lambda row: masking.amount(row.computed),
            numeric=True,
        ),
    )


def pair_columns(masking: Masking) -> tuple[Column[Pair], ...]:
    """Return the columns of payments seen in two files."""
    return (
        Column(title=lambda: _("Date"), text=lambda row: formats.day(row.day, texts())),
        Column(
            title=lambda: _("Amount (yuan)"),
            text=lambda row: masking.amount(row.fen),
            numeric=True,
            bold=True,
        ),
        Column(title=lambda: _("Counterparty"), text=lambda row: row.text, stretch=True),
        Column(title=lambda: _("Files"), text=_files),
        Column(title=lambda: _("Why"), text=why),
    )


def why(row: Pair) -> str:
    """Say why two rows are one payment: the sum, the card, the time between them."""
    apart = row.seconds // 60
    near = _("same sum, same minute") if apart == 0 else _("same sum, {time} apart").format(
        time=lapse(apart)
    )  # fmt: skip
    card = _("card …{tail}").format(tail=row.tail) if row.tail else ""
    return "；".join(part for part in (near, card) if part)


def lapse(minutes: int) -> str:
    """Say how long something took: minutes, hours or days."""
    size = abs(minutes)
    hours, days = size // HOUR, size // DAY
    if days:
        return ngettext("{count} day", "{count} days", days).format(count=days)
    if hours:
        return ngettext("{count} hour", "{count} hours", hours).format(count=hours)
    return ngettext("{count} minute", "{count} minutes", size).format(count=size)


def strength(value: Strength) -> str:
    """Name how much a pattern says."""
    return {Strength.STRONG: _("clear"), Strength.POSSIBLE: _("possible")}[value]


def borrowing_count(found: Borrowing) -> str:
    """Say how often it happened."""
    count = len(found.found)
    return ngettext("{count} time", "{count} times", count).format(count=count)


def borrowing_note(found: Borrowing) -> str:
    """Say what the rows mean, and which file would show the rest."""
    said = _(
        "A fact from your files, each yuan of a repayment counted once. Borrowing to repay adds"
        " interest to interest; a plan within your means ends it."
    )
    if not found.bank_missing:
        return said
    more = _("No bank statement was imported: what went through the bank is not in this list.")
    return formats.sentences(said, more)


def _account(row: Covered) -> str:
    name, tail = importing.source(row.source, texts()), row.account[-_TAIL:]
    return f"{name} …{tail}" if tail.isdigit() else name


def _state(found: tuple[Month, str]) -> str:
    month, state = found
    words = {
        ALL_DAYS: _("{month}: every day"),
        SOME_DAYS: _("{month}: some days are missing"),
        NO_DAYS: _("{month}: no day"),
    }
    return words[state].format(month=formats.month(month, texts()))


def _holes(row: Covered) -> str:
    t = texts()
    return "；".join(
        f"{formats.day(first, t)} – {formats.day(last, t)}" for first, last in row.holes
    )


def _files(row: Pair) -> str:
    return " + ".join(importing.source(code, texts()) for code in (row.wallet, row.bank))
