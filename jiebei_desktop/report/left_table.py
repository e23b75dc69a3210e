"""What a month leaves for debts, and what of it goes to whom, as a table of the paper."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from jiebei_desktop.report.blocks import Block, View, table
from jiebei_desktop.report.sizes import sized
from jiebei_desktop.text.categories import category_name
from jiebei_desktop.text.texts import Texts


def left_table(view: View) -> Block:
    """Return what a month leaves, what of it goes to the debts, and what is put by."""
    t, means = view.t, view.doc["means"]
    beside = _spent(view) if Decimal(means["left"]) > 0 else iter(())
    rows = [
        (
            t.pgettext("plan", "Left for other debts"),
            view.amount(means["left"]),
            t.pgettext("plan", "income less all outgoings above"),
        ),
        *(_by_cash(view) if means["by_cash"] else beside),
    ]
    head = (t.pgettext("plan", "Item"), t.pgettext("plan", "Yuan"), t.pgettext("plan", "How"))
    return sized(table(head, "lrl", rows))


def _how_found(view: View) -> str:
    """Return why it is this amount: without a month on record nothing is known of poorer ones."""
    t, months = view.t, view.doc["odds"]["first_term"]
    if months is None and view.doc["means"]["above_safe"]:
        return t.pgettext("plan", "tight: poorer months may not carry it")
    if months is None:
        return t.pgettext("plan", "no more than can be kept in poorer months, too")
    words = t.pgettext("plan", "half of what was told carries, for {months} months; then anew")
    return words.format(months=months)


def _by_cash(view: View) -> Iterator[tuple[str, str, str]]:
    """Yield what the contracts take where cash keeps them, whatever a month leaves."""
    t = view.t
    yield (
        t.pgettext("plan", "For all negotiable debts together"),
        view.amount(view.doc["totals"]["offer"]),
        t.pgettext("plan", "by contract; what a month does not leave comes from cash"),
    )


def _spent(view: View) -> Iterator[tuple[str, str, str]]:
    """Yield what of the rest is kept for the debts, what is paid of it, and what is put by."""
    t, means, totals = view.t, view.doc["means"], view.doc["totals"]
    yield from (
        (
            t.pgettext("plan", "For all negotiable debts together"),
            view.amount(means["payment"]),
            _how_found(view),
        ),
        (
            t.pgettext("plan", "Of it paid each month"),
            view.amount(totals["offer"]),
            t.pgettext("plan", "by contract, or in whole tens of yuan"),
        ),
        (
            t.pgettext("plan", "Contingency"),
            view.amount(totals["reserve"]),
            t.pgettext("plan", "so that a late wage or an illness does not break the plan"),
        ),
    )


def line_name(code: str, t: Texts) -> str:
    """Return the name of a line: a category, a whole section, or what stands beside them."""
    beside = {
        "unexplained": t.pgettext("plan", "Left the accounts without an entry"),
        "not_recorded": t.pgettext("plan", "Living not recorded, at least"),
        "irregular": t.pgettext("plan", "Rare large bills, a twelfth of a year"),
        "protected": t.pgettext("plan", "Home, pledged and work loans by contract"),
        "protected_late": t.pgettext(
            "plan", "Home, pledged and work loans by contract, what is late in parts"
        ),
    }
    if code in {"B", "C"}:
        return t.pgettext("plan", "All of this section, not broken down")
    return beside.get(code) or category_name(code, t)
