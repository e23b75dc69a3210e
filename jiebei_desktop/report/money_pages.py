"""Page 2, income and outgoings; page 3, all debts and what each is offered."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from jiebei_desktop.domain.household import Mark
from jiebei_desktop.report.blocks import Block, View, line, note, table
from jiebei_desktop.text.categories import category_name
from jiebei_desktop.text.debts import asset_name, priority_name, stage_name
from jiebei_desktop.text.figures import mark_name


def means_page(view: View) -> Iterator[Block]:
    """Yield page 2: every line with its origin and spread, and what is left."""
    t, means = view.t, view.doc["means"]
    yield line("h1", t.pgettext("plan", "Income and outgoings"))
    yield line(
        "small",
        t.pgettext(
            "plan",
            "Per month, in yuan; the median of the last six full months, rarer amounts "
            "spread over the year. Full months of records: {months}.",
        ).format(months=means["months"]),
    )
    sections = (
        ("income", t.pgettext("plan", "Income after tax")),
        ("necessary", t.pgettext("plan", "Necessary living")),
        ("flexible", t.pgettext("plan", "Food and flexible spending")),
    )
    for name, title in sections:
        if means[name]:
            yield line("h2", title)
            yield _section(view, name)
    yield line("h2", t.pgettext("plan", "What is left"))
    yield _left(view)
    yield note(_floor(view))


def _left(view: View) -> Block:
    t, means = view.t, view.doc["means"]
    return table(
        (t.pgettext("plan", "Item"), t.pgettext("plan", "Yuan"), t.pgettext("plan", "How")),
        "lrl",
        (
            (
                t.pgettext("plan", "Left after living"),
                view.amount(means["left"]),
                t.pgettext("plan", "income less both kinds of outgoings"),
            ),
            (
                t.pgettext("plan", "Kept for ups and downs"),
                view.amount(means["margin"]),
                t.pgettext("plan", "so that an illness or a late wage does not break the plan"),
            ),
            (
                t.pgettext("plan", "Offered to all lenders"),
                view.amount(means["payment"]),
                t.pgettext("plan", "for {count} debts").format(count=view.doc["totals"]["count"]),
            ),
        ),
        total=True,
    )


def _section(view: View, name: str) -> Block:
    t, means = view.t, view.doc["means"]
    rows = [
        (
            _line_name(view, one),
            view.amount(one["amount"]),
            mark_name(Mark(one["mark"]), t),
            _spread(view, one),
        )
        for one in means[name]
    ]
    covered = t.pgettext("plan", "{percent} backed by records").format(
        percent=view.percent(means["coverage"][name], 0)
    )
    rows.append((t.pgettext("plan", "Total"), view.amount(means["sums"][name]), "", covered))
    head = (
        t.pgettext("plan", "Item"),
        t.pgettext("plan", "Each month"),
        t.pgettext("plan", "Origin"),
        t.pgettext("plan", "Remarks"),
    )
    return table(head, "lrcl", rows, total=True)


def _line_name(view: View, one: dict[str, Any]) -> str:
    if one["basis"] == "joined":
        return view.t.pgettext("plan", "All of this section, not broken down")
    return category_name(one["code"], view.t)


def _spread(view: View, one: dict[str, Any]) -> str:
    t = view.t
    if one["basis"] == "recurring":
        return t.pgettext("plan", "stated as recurring")
    if one["basis"] == "joined":
        return ""
    if one["low"] == one["high"]:
        return t.pgettext("plan", "the same every month")
    words = (
        t.pgettext("plan", "spread over the year; single months {low} to {high}")
        if one["basis"] == "spread"
        else t.pgettext("plan", "single months {low} to {high}")
    )
    return words.format(low=view.amount(one["low"]), high=view.amount(one["high"]))


def _floor(view: View) -> str:
    t, who = view.t, view.doc["applicant"]
    marks = t.pgettext(
        "plan",
        "Origins: {document} by document, {statement} from account statements, "
        "{estimate} own estimate.",
    ).format(
        document=mark_name(Mark.DOCUMENT, t),
        statement=mark_name(Mark.STATEMENT, t),
        estimate=mark_name(Mark.ESTIMATE, t),
    )
    if who["living_floor"] == "0.00":
        return marks
    floor = t.pgettext(
        "plan", "The local minimum living standard for {count} people is {floor} a month."
    )
    words = floor.format(count=who["members"], floor=view.money(who["living_floor"]))
    return view.join(words, marks)


def debts_page(view: View) -> Iterator[Block]:
    """Yield page 3: every debt by parts, the fair shares, the assets, and the re-addition."""
    t, doc = view.t, view.doc
    yield line("h1", t.pgettext("plan", "All debts and fair shares"))
    yield line(
        "small",
        t.pgettext("plan", "As of {day}, in yuan. All {count} debts are listed.").format(
            day=view.day(doc["as_of"]), count=doc["totals"]["count"]
        ),
    )
    yield _debts(view)
    yield line("h2", t.pgettext("plan", "What each receives every month"))
    yield _shares(view)
    yield line(
        "small",
        t.pgettext(
            "plan",
            "Fair share: the monthly amount in proportion to what is owed. Offers differ "
            "from it only where a contract that is kept, or a longer or shorter term, "
            "asks for another amount.",
        ),
    )
    yield line("h2", t.pgettext("plan", "Assets"))
    yield _assets(view)
    checked = all(doc["checks"].values())
    yield line(
        "strong",
        t.pgettext("plan", "All sums were added again independently and agree.")
        if checked
        else t.pgettext("plan", "A second addition does not agree; please check the figures."),
    )


def _debts(view: View) -> Block:
    t, doc = view.t, view.doc
    names = ("principal", "interest", "penalty", "fees", "total")
    rows = [
        (
            view.name(one),
            *(view.amount(one[n]) for n in names),
            view.percent(one["nominal"]),
            stage_name(one["stage"], t),
        )
        for one in doc["debts"]
    ]
    sums = (view.amount(doc["totals"][n]) for n in names)
    rows.append((t.pgettext("plan", "Total"), *sums, "", ""))
    head = (
        t.pgettext("plan", "Lender"),
        t.pgettext("plan", "Principal"),
        t.pgettext("plan", "Interest"),
        t.pgettext("plan", "Penalty"),
        t.pgettext("plan", "Fees"),
        t.pgettext("plan", "Total"),
        t.pgettext("plan", "A year"),
        t.pgettext("plan", "State"),
    )
    return table(head, "lrrrrrrl", rows, wide=0, total=True)


def _shares(view: View) -> Block:
    t, doc = view.t, view.doc
    basis = {
        "plan": t.pgettext("plan", "plan, {months} instalments"),
        "contract": t.pgettext("plan", "as the contract says"),
        "token": t.pgettext("plan", "sign of good will"),
        "none": t.pgettext("plan", "pause"),
        "first": t.pgettext("plan", "comes first"),
    }
    rows = [
        (
            view.name(one),
            priority_name(one["priority"], t),
            view.percent(one["share"], 1),
            view.amount(one["fair_share"]),
            view.amount(one["offer"]),
            basis[one["basis"]].format(months=one["offer_months"]),
        )
        for one in doc["debts"]
    ]
    rows.append(
        (
            t.pgettext("plan", "Total"),
            "",
            "",
            view.amount(doc["totals"]["fair_share"]),
            view.amount(doc["totals"]["offer"]),
            "",
        )
    )
    head = (
        t.pgettext("plan", "Lender"),
        t.pgettext("plan", "Class"),
        t.pgettext("plan", "Share"),
        t.pgettext("plan", "Fair share"),
        t.pgettext("plan", "Offer"),
        t.pgettext("plan", "Basis"),
    )
    return table(head, "llrrrl", rows, total=True)


def _assets(view: View) -> Block:
    t = view.t
    rows = [
        (
            one["name"] or asset_name(one["kind"], t),
            view.amount(one["value"]),
            t.pgettext("plan", "can be sold")
            if one["can_sell"]
            else t.pgettext("plan", "cannot be sold"),
            t.pgettext("plan", "needed for living or work")
            if one["needed"]
            else t.pgettext("plan", "not needed"),
        )
        for one in view.doc["assets"]
    ]
    head = (
        t.pgettext("plan", "Item"),
        t.pgettext("plan", "Yuan"),
        t.pgettext("plan", "Sale"),
        t.pgettext("plan", "Need"),
    )
    return table(head, "lrll", rows or [(t.pgettext("plan", "none"), "0.00", "", "")])
