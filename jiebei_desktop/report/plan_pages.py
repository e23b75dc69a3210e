"""Page 4, this lender's schedule, old beside new; page 5, whether it will hold."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from jiebei_desktop.report.blocks import Block, View, line, listed, table
from jiebei_desktop.report.request_pages import request_sentence, waived
from jiebei_desktop.text.debts import method_name
from jiebei_desktop.text.figures import strain_name
from jiebei_desktop.text.formats import amount
from jiebei_desktop.text.texts import Texts

_ONE_COLUMN = 20
_NONE = "–"


def schedule_page(view: View) -> Iterator[Block]:
    """Yield page 4: terms old and proposed, every instalment, what else could be agreed."""
    t, plan = view.t, view.doc["plan"]
    yield line("h1", t.pgettext("plan", "Repayment schedule for you"))
    if plan is None:
        yield line("p", t.pgettext("plan", "Nothing is owed on this day."))
        return
    yield line("p", request_sentence(view))
    yield _terms(view, plan)
    if plan["request"] is not None:
        yield from _schedule(view, plan["request"])
    yield line("h2", t.pgettext("plan", "What can be adjusted"))
    yield listed(_adjustable(view, plan), numbered=False)


def _terms(view: View, plan: dict[str, Any]) -> Block:
    t, old, new = view.t, plan["old"], plan["request"]
    before = (
        method_name(plan["method"], t),
        view.percent(plan["nominal"]),
        view.percent(plan["effective"]),
        str(old["count"]) if old["count"] else _NONE,
        view.amount(old["next"]) if old["next"] else _NONE,
        view.amount(old["interest"]),
        amount(0),
        view.amount(old["total"]),
    )
    head = (
        t.pgettext("plan", "Terms"),
        t.pgettext("plan", "Contract, what is left"),
        t.pgettext("plan", "Proposal"),
    )
    after = (_NONE,) * len(before) if new is None else _proposed(view, new)
    rows = zip(_term_names(t), before, after, strict=True)
    return {**table(head, "lrr", rows, wide=0), "compact": True}


def _term_names(t: Texts) -> tuple[str, ...]:
    return (
        t.pgettext("plan", "Method"),
        t.pgettext("plan", "Nominal rate a year"),
        t.pgettext("plan", "Effective rate a year"),
        t.pgettext("plan", "Instalments left"),
        t.pgettext("plan", "Next instalment"),
        t.pgettext("plan", "Interest still to come"),
        t.pgettext("plan", "Waived"),
        t.pgettext("plan", "Paid in all"),
    )


def _proposed(view: View, new: dict[str, Any]) -> tuple[str, ...]:
    return (
        view.t.pgettext("plan", "Equal payments"),
        view.percent(new["annual_rate"]),
        view.percent(new["effective_rate"]),
        str(new["months"]),
        view.amount(new["payment"]),
        view.amount(new["total_interest"]),
        amount(waived(new)),
        view.amount(new["total_paid"]),
    )


def _schedule(view: View, request: dict[str, Any]) -> Iterator[Block]:
    t = view.t
    yield line("h2", t.pgettext("plan", "Every instalment"))
    head = (
        t.pgettext("plan", "No."),
        t.pgettext("plan", "Day"),
        t.pgettext("plan", "Payment"),
        t.pgettext("plan", "Principal"),
        t.pgettext("plan", "Interest"),
        t.pgettext("plan", "Left"),
    )
    rows = [(str(n), day, *(view.amount(one) for one in rest)) for n, day, *rest in request["rows"]]
    half = len(rows) if len(rows) <= _ONE_COLUMN else -(-len(rows) // 2)
    parts = [table(head, "rlrrrr", part, wide=5) for part in (rows[:half], rows[half:]) if part]
    widths = ["auto", "auto", "fill", "fill", "fill", "fill"]
    yield {"kind": "dense", "parts": [{**part, "widths": widths} for part in parts]}
    words = t.pgettext(
        "plan",
        "Total: paid {paid}, principal {principal}, interest {interest}. Interest by the "
        "month, half a fen rounds up; the last instalment takes the remainder.",
    )
    yield line(
        "small",
        words.format(
            paid=view.amount(request["total_paid"]),
            principal=view.amount(request["principal"]),
            interest=view.amount(request["total_interest"]),
        ),
    )


def _adjustable(view: View, plan: dict[str, Any]) -> list[str]:
    t = view.t
    found = [
        t.pgettext(
            "plan", "Or {months} instalments of {payment} at {rate} a year, {total} in all"
        ).format(
            months=one["months"],
            payment=view.money(one["payment"]),
            rate=view.percent(one["annual_rate"]),
            total=view.money(one["total_paid"]),
        )
        for one in plan["alternatives"]
    ]
    return [
        *found,
        t.pgettext("plan", "Due day: a few days after the wage arrives is safest"),
        t.pgettext(
            "plan", "Extra income goes to principal first; please charge nothing for paying early"
        ),
    ]


def odds_page(view: View, chart: Block | None) -> Iterator[Block]:
    """Yield page 5: the balance ahead, the strains, the method in one line."""
    t, odds = view.t, view.doc["odds"]
    yield line("h1", t.pgettext("plan", "Will it hold"))
    yield line(
        "p",
        t.pgettext(
            "plan",
            "Cash at hand over twelve months when {payment} is paid each month. The "
            "expected low point is {low} on {day}.",
        ).format(
            payment=view.money(view.doc["means"]["payment"]),
            low=view.money(odds["low"]),
            day=view.day(odds["low_day"]),
        ),
    )
    if chart is not None:
        yield chart
        yield line("small", chart["alt"])
    if odds["cases"]:
        yield line("h2", t.pgettext("plan", "Strain tests"))
        yield _strains(view)
    yield line(
        "small",
        t.pgettext(
            "plan",
            "Method: {paths} simulated years drawn from {months} full months of the "
            "household's own records, seed {seed}. Late: at least one instalment not in "
            "full on its day. Breaks: two instalments open at a month's end.",
        ).format(paths=odds["paths"], months=odds["history_months"], seed=odds["seed"]),
    )
    yield line("h2", t.pgettext("plan", "If things change"))
    yield _changes(view.t)


def _changes(t: Texts) -> Block:
    return listed(
        (
            t.pgettext(
                "plan",
                "If income falls by a tenth I report it in writing within 7 days, with new figures",
            ),
            t.pgettext(
                "plan", "If less can be paid, all lenders receive less in the same proportion"
            ),
            t.pgettext("plan", "When income recovers, the plan resumes the next month"),
        )
    )


def _strains(view: View) -> Block:
    t = view.t
    rows = [
        (
            strain_name(one["code"], t),
            view.percent(one["p_late"], 1),
            view.percent(one["p_break_6"], 1),
            view.percent(one["p_break"], 1),
            view.amount(one["low"]),
            one["low_day"],
        )
        for one in view.doc["odds"]["cases"]
    ]
    head = (
        t.pgettext("plan", "If"),
        t.pgettext("plan", "Late once"),
        t.pgettext("plan", "Breaks in 6 months"),
        t.pgettext("plan", "Breaks in 12 months"),
        t.pgettext("plan", "Lowest balance"),
        t.pgettext("plan", "on"),
    )
    return table(head, "lrrrrl", rows, wide=0)
