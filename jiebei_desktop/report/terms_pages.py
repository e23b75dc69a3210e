"""Page 4: the addressee's terms before and after, every instalment, other ways that add up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from jiebei_desktop.domain.parts import PARTS
from jiebei_desktop.report.blocks import Block, View, line, listed, table
from jiebei_desktop.report.pause_words import hold_words
from jiebei_desktop.report.rates import bears_interest, contract_rate, rate_words
from jiebei_desktop.report.request_words import (
    left_parts,
    let_go,
    paid_before,
    waived_words,
)
from jiebei_desktop.report.sizes import ROOM, amounts_need, fits, sized
from jiebei_desktop.text.debts import method_name
from jiebei_desktop.text.texts import Texts

_NONE = "–"
LARGEST_DENSE = 9.0
"""Points the letters of a schedule have at most."""
_ONE_COLUMN = 16
_FIRST, _FULL = 26, 58
"""Instalments in one half of the first block, and at most of one with a page to itself."""
_HEIGHT, _CAPS, _HEAD = 728.0, 0.73, 2.4
"""Points a page is high; sizes a line of figures is high, and a head of two lines."""
_BETWEEN = 0.8
"""Ems between two columns of amounts."""
_APART = 10.0
"""Points between the halves of a page."""


def schedule_page(view: View) -> Iterator[Block]:
    """Yield page 4."""
    t, plan = view.t, view.doc["plan"]
    if plan is None:
        return
    asked = plan["request"]
    yield line(
        "h1",
        t.pgettext("plan", "Terms for you")
        if asked is None
        else t.pgettext("plan", "Terms and schedule for you"),
    )
    yield _terms(view, plan)
    if asked is not None:
        yield from _schedule(view, asked)
    if found := _adjustable(view, plan):
        yield line("h2", t.pgettext("plan", "What can be adjusted"))
        yield listed(found, numbered=False)


def _terms(view: View, plan: dict[str, Any]) -> Block:
    t, old, new = view.t, plan["old"], plan["request"]
    rolling = t.pgettext("plan", "as it is paid")
    before = (
        method_name(plan["method"], t),
        contract_rate(view, plan),
        str(old["count"]) if old["count"] else _NONE,
        view.amount(old["next"]) if old["next"] else _NONE,
        *(view.amount(old[part]) for part in PARTS),
        rolling if old["rolling"] else view.amount(old["future"]),
        view.amount(old["total"]),
    )
    head = [t.pgettext("plan", "Terms"), t.pgettext("plan", "Contract, what is left")]
    if new is None:
        rows = [list(pair) for pair in zip(_term_names(t), before, strict=True)]
        return sized(table(head, "lr", rows, wide=0, total=True))
    head.append(t.pgettext("plan", "Proposal"))
    after = _proposed(view, plan, new)
    rows = [list(row) for row in zip(_term_names(t), before, after, strict=True)]
    if once := paid_before(plan):
        by_cash = any(each["from"] == "cash" for each in plan["before_plan"])
        name = (
            t.pgettext("plan", "Paid before, out of cash")
            if by_cash
            else t.pgettext("plan", "Paid before, by the contract")
        )
        rows.insert(-1, [name, _NONE, view.amount(f"{once:.2f}")])
    return sized(table(head, "lrr", rows, wide=0, total=True))


def _term_names(t: Texts) -> tuple[str, ...]:
    return (
        t.pgettext("plan", "Method"),
        t.pgettext("plan", "Nominal rate a year"),
        t.pgettext("plan", "Instalments left, arrears apart"),
        t.pgettext("plan", "Next instalment, arrears apart"),
        t.pgettext("plan", "Principal"),
        t.pgettext("plan", "Interest due so far"),
        t.pgettext("plan", "Penalty"),
        t.pgettext("plan", "Fees"),
        t.pgettext("plan", "Interest still to come"),
        t.pgettext("plan", "Total paid"),
    )


def _proposed(view: View, plan: dict[str, Any], new: dict[str, Any]) -> tuple[str, ...]:
    t, left = view.t, left_parts(plan)
    whole = paid_before(plan) + Decimal(new["total_paid"])
    return (
        t.pgettext("plan", "Equal payments")
        if len(new["steps"]) == 1
        else t.pgettext("plan", "Payments in steps"),
        view.percent(new["annual_rate"]),
        str(new["months"]),
        view.amount(new["payment"]),
        *(view.amount(f"{left[part]:.2f}") for part in PARTS),
        view.amount(new["total_interest"]),
        view.amount(f"{whole:.2f}"),
    )


def _schedule(view: View, request: dict[str, Any]) -> Iterator[Block]:
    t = view.t
    yield line("h2", t.pgettext("plan", "Every instalment"))
    with_charges = Decimal(request["charges"]) > 0
    head = [
        t.pgettext("plan", "No."),
        t.pgettext("plan", "Day"),
        t.pgettext("plan", "Payment"),
        t.pgettext("plan", "Principal"),
        t.pgettext("plan", "Interest"),
        *([t.pgettext("plan", "Charges so far")] if with_charges else []),
        t.pgettext("plan", "Principal left"),
    ]
    rows = [_row(view, row, with_charges=with_charges) for row in request["rows"]]
    half, widths = _part(head, rows, 2), _widths(head, rows)
    full = _on_a_page(half["size"], half["pad"]) if fits(half, _room(2)) else None
    for parts in in_reading_order(rows, full):
        made = [{**_part(head, part, len(parts)), "widths": widths} for part in parts]
        yield {"kind": "dense", "parts": made}
    words = t.pgettext(
        "plan",
        "Total: paid {paid}, principal {principal}, interest {interest}, charges so far {charges}. "
        "Interest by the days of each period as the contract counts them, half a fen rounds up; "
        "charges bear none; the last instalment takes the remainder.",
    )
    yield line(
        "small",
        words.format(
            paid=view.amount(request["total_paid"]),
            principal=view.amount(request["principal"]),
            interest=view.amount(request["total_interest"]),
            charges=view.amount(request["charges"]),
        ),
    )


def _part(head: Sequence[str], rows: Sequence[list[str]], halves: int) -> Block:
    """Return one column of instalments, as large as half the page or the whole lets it be."""
    made = table(head, "rl" + "r" * (len(head) - 2), rows)
    return sized(made, _room(halves), LARGEST_DENSE)


def _room(halves: int) -> float:
    return (ROOM - _APART * (halves - 1)) / halves


def _widths(head: Sequence[str], rows: Sequence[list[str]]) -> list[str]:
    """Return how the columns of amounts share what is left, by their longest; the same in all."""
    columns = list(zip(head, *rows, strict=True))[2:]
    return ["auto", "auto", *(f"{amounts_need(column) + _BETWEEN:.1f}" for column in columns)]


def _row(view: View, row: Sequence[Any], *, with_charges: bool) -> list[str]:
    n, day, payment, principal, interest, charges, left = row
    amounts = (payment, principal, interest, *((charges,) if with_charges else ()), left)
    return [str(n), day, *(view.amount(one) for one in amounts)]


def _on_a_page(size: float, pad: float) -> int:
    """Return how many instalments of a size stand below each other on a page."""
    room = _HEIGHT - _HEAD * size - 2 * pad
    return min(_FULL, int(room / (_CAPS * size + 2 * pad)))


def in_reading_order(
    rows: Sequence[list[str]], full: int | None = _FULL
) -> Iterator[tuple[Sequence[list[str]], ...]]:
    """Yield blocks of one or two halves side by side; a block never runs over a page.

    The first block shares its page with the terms. Short schedules stand in one column, and so do
    rows too wide for half a page; ``full`` instalments fill half a page, None where they are.
    """
    if len(rows) <= _ONE_COLUMN or full is None:
        yield (rows,)
        return
    done, half = 0, _FIRST
    while done < len(rows):
        block = rows[done : done + 2 * half]
        middle = -(-len(block) // 2)
        yield block[:middle], block[middle:]
        done, half = done + 2 * half, full


def _adjustable(view: View, plan: dict[str, Any]) -> list[str]:
    t, found = view.t, list(ladder(view, plan))
    # who can pay nothing, or does not know it yet, names no day, and nothing ahead of time
    if plan["hold_until"] and plan["kind"] != "pause":
        found += [
            t.pgettext("plan", "Day of payment: a few days after money comes is safest"),
            t.pgettext(
                "plan",
                "Extra income goes to principal first; please charge nothing for paying early",
            ),
        ]
    return found


def ladder(view: View, plan: dict[str, Any]) -> Iterator[str]:
    """Yield the next steps if what is asked first is refused."""
    request = plan["request"]
    for place, one in enumerate(plan["alternatives"]):
        bears = Decimal(one["annual_rate"]) > 0  # terms without interest are no answer to that
        refused = request is not None and request["frozen"] and not place and bears
        way = other_way(view, plan, one, refused=refused)
        yield way
    if not bears_interest(plan) or request is None:
        return
    if "principal" in let_go(request):
        yield hold_words(view, plan)


def other_way(
    view: View, plan: dict[str, Any], one: dict[str, Any], *, refused: bool = False
) -> str:
    """Return other terms in sentences: instalments, what is waived, all that is paid.

    ``refused`` is for the first step after a freeze that was asked for.
    """
    t = view.t
    words = (
        t.pgettext(
            "plan",
            "If the interest cannot stop: {months} instalments of {payment}, total paid {total}.",
        )
        if refused
        else t.pgettext("plan", "Or {months} instalments of {payment}, total paid {total}.")
    )
    said = words.format(
        months=one["months"],
        payment=view.round(one["payment"]),
        total=view.money(one["total_paid"]),
    )
    rate = rate_words(view, plan, one)
    if not let_go(one):
        return view.join(said, rate, t.pgettext("plan", "Nothing is waived."))
    waived = t.pgettext("plan", "Waived: {parts}.").format(parts=waived_words(view, plan, one))
    return view.join(said, rate, waived)


def agreed_as(view: View, plan: dict[str, Any]) -> list[str]:
    """Return how it was agreed to be paid: by the contract, or by what was agreed since."""
    t, since = view.t, plan["agreed"]
    method, count = method_name(plan["method"], t), plan["periods"]
    said = t.pgettext("plan", "{method}, {count} instalments") if count else method
    if since is not None and count and since["interest_only"]:
        said = (
            t.pgettext("plan", "{free} of {count} interest only, then {amount} a month")
            if since["payment"]
            else t.pgettext("plan", "{count} instalments, {free} of them interest only")
        )
    elif since is not None and count and since["payment"]:
        said = t.pgettext("plan", "{amount} a month, {count} instalments")
    name = t.pgettext("plan", "Agreed as")
    if since is None:
        return [name, said.format(method=method, count=count)]
    name = t.pgettext("plan", "Agreed anew on {day}").format(day=since["on"])
    amount = "" if since["payment"] is None else view.amount(since["payment"])
    free = since["interest_only"]
    return [name, said.format(method=method, count=count, amount=amount, free=free)]
