"""``schedule --prepay``: an amount paid early, both ways on side by side."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from jiebei_desktop.cli.call import Call, NotUsable
from jiebei_desktop.cli.facts import fraction, table
from jiebei_desktop.domain.money import ZERO, Fen, yuan
from jiebei_desktop.services.formats.json_values import maybe_day
from jiebei_desktop.services.plans.prepaying import Caution, PrepayView, prepay_view
from jiebei_desktop.text import prepaying as words
from jiebei_desktop.text.formats import day, money
from jiebei_desktop.text.texts import Texts

if TYPE_CHECKING:
    from jiebei_desktop.domain.debts import Debt
    from jiebei_desktop.domain.standing import WayOn
    from jiebei_desktop.services.picture import Reading


def prepaid_view(
    call: Call, reading: Reading, debt: Debt, wanted: tuple[Fen, date | None, Fen | None]
) -> PrepayView:
    """Return both ways on from an amount, a day and a fee.

    Raises:
        click.UsageError: the amount is nothing, or the day has passed.
        NotUsable: the debt has no plan that paying early would change.
    """
    amount, on, fee = wanted
    if not amount:
        raise click.UsageError(call.t.gettext("--prepay 0 pays nothing; name an amount"))
    call.not_past("--on", on)
    view = prepay_view(reading, debt, amount, on or call.as_of, fee or ZERO)
    if view is None:
        message = call.t.gettext(
            "{debt} has no instalments that paying early would make fewer or smaller;"
            " what settles it on a day: jiebei owed --on DATE"
        )
        raise NotUsable(message.format(debt=debt.name))
    return view


def prepay_document(view: PrepayView) -> dict[str, Any]:
    """Return both ways on as part of a JSON document."""
    found = view.found
    return {
        "on": found.on.isoformat(),
        "amount": yuan(found.amount),
        "fee": yuan(view.fee),
        "principal_early": yuan(found.early),
        "unapplied": yuan(found.unapplied),
        "settles": found.settles,
        "without": _way(found.without, view),
        "payment": _way(found.shorter, view),
        "term": _way(found.lower, view),
        "cautions": [_caution(each) for each in view.cautions],
    }


def _way(way: WayOn, view: PrepayView) -> dict[str, Any]:
    is_without = way is view.found.without
    return {
        "most": yuan(way.most),
        "last": maybe_day(way.last),
        "cost": yuan(way.cost),
        "saved": yuan(ZERO if is_without else view.gain(way)),
        "payments": [
            {"due": each.day.isoformat(), "payment": yuan(each.amount)} for each in way.dues
        ],
    }


def _caution(one: Caution) -> dict[str, Any]:
    return {
        "code": one.code,
        "debt": one.debt or None,
        "day": maybe_day(one.day),
        "amount": yuan(one.amount),
        "least": yuan(one.least),
        "rate": None if one.rate is None else fraction(one.rate),
    }


def prepay_lines(view: PrepayView, t: Texts) -> Iterator[str]:
    """Yield both ways on as a table, and what stands against paying early."""
    found = view.found
    head = t.gettext("{debt}: {amount} paid on {day}")
    yield head.format(debt=view.debt.name, amount=money(found.amount), day=day(found.on, t))
    cells = zip(words.way_names(t), words.columns(view, t), strict=True)
    yield from table(("", *words.row_names(t)), [(name, *told) for name, told in cells])
    yield from words.said(view, t)
