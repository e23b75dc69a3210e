"""Page 2, income and outgoings; page 3, all creditors and what each is offered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from jiebei_desktop.domain.household import Mark
from jiebei_desktop.domain.parts import PARTS
from jiebei_desktop.report.alike import one_term
from jiebei_desktop.report.blocks import Block, View, line, table
from jiebei_desktop.report.help_words import later_month, not_counted
from jiebei_desktop.report.left_table import left_table, line_name
from jiebei_desktop.report.pause_words import is_untold, untold
from jiebei_desktop.report.rates import contract_rate
from jiebei_desktop.report.sizes import sized
from jiebei_desktop.text.asking import out_of_time_sentence
from jiebei_desktop.text.debts import asset_name, days_late, housing_name, priority_name, stage_name
from jiebei_desktop.text.figures import mark_name, shown_share

BLANK = "______"
_NONE = "–"

SECTIONS = ("income", "necessary", "flexible", "apart")
"""The parts of a usual month, in the order they are printed."""


def means_page(view: View) -> Iterator[Block]:
    """Yield page 2: the household, every line with its origin and spread, and what is left."""
    t, means = view.t, view.doc["means"]
    yield line("h1", t.pgettext("plan", "Income and outgoings"))
    yield line("small", _reckoned(view))
    yield line("p", _household(view))
    yield _lines(view)
    for said in later_month(view):
        yield line("strong", said)
    if means["left"] is None:
        yield line("strong", untold(view.t))
    else:
        yield line("h2", t.pgettext("plan", "What is left"))
        yield left_table(view)
    if Decimal(means["left"] or 1) <= 0:
        yield line("strong", view.join(_deficit(view), *not_counted(view)))
    yield line("small", _marks(view))


def _reckoned(view: View) -> str:
    t, means = view.t, view.doc["means"]
    if not means["months"]:
        return t.pgettext("plan", "A usual month in yuan, by what is known of the coming months.")
    words = t.pgettext(
        "plan",
        "A usual coming month in yuan, from {months} full months of records and what is known to "
        "change; newest full month {last}.",
    )
    return words.format(months=means["months"], last=means["last_full"])


def _household(view: View) -> str:
    t, who = view.t, view.doc["applicant"]
    housing = BLANK if who["housing"] is None else housing_name(who["housing"], t)
    words = t.pgettext("plan", "Household: {people}. Housing: {housing}. Work: {work}.")
    return words.format(people=_people(view), housing=housing, work=who["work"] or BLANK)


def _people(view: View) -> str:
    t, who = view.t, view.doc["applicant"]
    born = who["children_born"]
    if "members" in view.doc["missing"]:
        return BLANK
    if who["members"] == 1:
        return t.pgettext("plan", "one adult")
    if born is None:
        words = t.pgettext("plan", "{count} people, of them children, born in: {blank}")
        return words.format(count=who["members"], blank=BLANK)
    if not born:
        return t.npgettext("plan", "{count} adult", "{count} adults", who["adults"]).format(
            count=who["adults"]
        )
    years = t.pgettext("list", ", ").join(str(year) for year in born)
    words = t.pgettext(
        "plan", "{count} people: adults {adults}, children {children} (born {years})"
    )
    return words.format(count=who["members"], adults=who["adults"], children=len(born), years=years)


def _lines(view: View) -> Block:
    t, means = view.t, view.doc["means"]
    titles = (
        t.pgettext("plan", "Income after tax, total"),
        t.pgettext("plan", "Necessary living, total"),
        t.pgettext("plan", "Food and flexible spending, total"),
        t.pgettext("plan", "Home, pledges and rare bills, total"),
    )
    rows: list[Sequence[str]] = []
    bold = []
    for name, title in zip(SECTIONS, titles, strict=True):
        if not means[name] and not (name == "income" and means["not_lasting"]):
            continue
        rows += [_line(view, one) for one in means[name]]
        bold.append(len(rows))
        cover = means["coverage"].get(name)
        said = shown_share(Fraction(cover or 0), t)
        rows.append((title, view.amount(means["sums"][name]), "", said))
        if name == "income":
            beside = t.pgettext("plan", "not lasting, not in the total")
            rows += [(*_line(view, one)[:3], beside) for one in means["not_lasting"]]
    head = (
        t.pgettext("plan", "Item"),
        t.pgettext("plan", "Each month"),
        t.pgettext("plan", "Origin"),
        t.pgettext("plan", "Remarks"),
    )
    return {**sized(table(head, "lrcl", rows)), "bold": bold}


def _line(view: View, one: dict[str, Any]) -> Sequence[str]:
    mark = mark_name(Mark(one["mark"]), view.t)
    proof = " ".join((mark, *one["proof"]))
    code = one["code"]
    if code == "protected" and any(
        debt["basis"] == "protected" and debt["overdue_days"] != 0 for debt in view.doc["debts"]
    ):
        code = "protected_late"
    return line_name(code, view.t), view.amount(one["amount"]), proof, _spread(view, one)


def _spread(view: View, one: dict[str, Any]) -> str:
    t = view.t
    if one["code"] in {"B", "C"}:
        return ""
    if one["code"] == "protected":
        return t.pgettext("plan", "the dearest of three months")
    if one["low"] == one["high"]:
        return t.pgettext("plan", "the same every month")
    words = t.pgettext("plan", "single months {low} to {high}")
    return words.format(low=view.amount(one["low"]), high=view.amount(one["high"]))


def _deficit(view: View) -> str:
    t, means = view.t, view.doc["means"]
    missing = view.money(means["left"].lstrip("-"))
    if means["recovers"] is None:
        words = t.pgettext(
            "plan", "A month {amount} is missing; within a year I see no month in which that ends."
        )
        return words.format(amount=missing)
    words = t.pgettext(
        "plan", "A month {amount} is missing; by what is known that ends in {month}."
    )
    return words.format(amount=missing, month=view.month(means["recovers"]))


def _marks(view: View) -> str:
    t, who = view.t, view.doc["applicant"]
    marks = t.pgettext(
        "plan",
        "Origin: {document} by an attached document (its number beside), {statement} from account "
        "statements and entries, {estimate} own estimate.",
    ).format(
        document=mark_name(Mark.DOCUMENT, t),
        statement=mark_name(Mark.STATEMENT, t),
        estimate=mark_name(Mark.ESTIMATE, t),
    )
    if who["living_floor"] == "0.00":
        return marks
    floor = t.npgettext(
        "plan",
        "The local minimum living standard for {count} person is {floor} a month.",
        "The local minimum living standard for {count} people is {floor} a month.",
        who["members"],
    )
    words = floor.format(count=who["members"], floor=view.money(who["living_floor"]))
    return view.join(words, marks)


def debts_page(view: View) -> Iterator[Block]:
    """Yield page 3: every creditor by parts, who gets what and why, the assets, the re-addition."""
    t, doc = view.t, view.doc
    yield line("h1", t.pgettext("plan", "All creditors"))
    yield line(
        "small",
        t.pgettext("plan", "As of {day}, in yuan. All {count} debts are listed.").format(
            day=view.day(doc["as_of"]), count=doc["totals"]["count"]
        ),
    )
    yield _debts(view)
    yield line("h2", t.pgettext("plan", "Who receives what every month"))
    yield _shares(view)
    yield line("small", _equal(view))
    yield from _aside(view)
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
    names = (*PARTS, "total")
    rows = [
        (
            view.name(one),
            *(view.amount(one[n]) for n in names),
            contract_rate(view, one),
            days_late(one["overdue_days"], t),
            stage_name(one["stage"], t),
        )
        for one in doc["debts"]
    ]
    sums = (view.amount(doc["totals"][n]) for n in names)
    rows.append((t.pgettext("plan", "Total"), *sums, "", "", ""))
    head = (
        t.pgettext("plan", "Creditor"),
        t.pgettext("plan", "Principal"),
        t.pgettext("plan", "Interest"),
        t.pgettext("plan", "Penalty"),
        t.pgettext("plan", "Fees"),
        t.pgettext("plan", "Total"),
        t.pgettext("plan", "APR"),
        t.pgettext("plan", "Days late"),
        t.pgettext("plan", "State"),
    )
    return sized(table(head, "lrrrrrrrl", rows, wide=0, total=True))


def _shares(view: View) -> Block:
    t, doc = view.t, view.doc
    rows = [
        (
            view.name(one),
            priority_name(one["priority"], t),
            one["next_due"] or _NONE,
            view.amount(one["next_amount"]),
            view.percent(one["share"], 1) if Decimal(one["share"]) else _NONE,
            view.amount(one["offer"]),
            _ground(view, one),
        )
        for one in doc["debts"]
    ]
    totals = doc["totals"]
    beside = t.pgettext("plan", "outside it: {amount}")
    outside = beside.format(amount=view.amount(totals["protected"]))
    rows.append(
        (
            t.pgettext("plan", "Total"), "", "", "", "", view.amount(totals["offer"]),
            outside if Decimal(totals["protected"]) else "",
        )
    )  # fmt: skip
    head = (
        t.pgettext("plan", "Creditor"),
        t.pgettext("plan", "Class"),
        t.pgettext("plan", "Next due"),
        t.pgettext("plan", "By contract"),
        t.pgettext("plan", "Part of debt"),
        t.pgettext("plan", "Each month"),
        t.pgettext("plan", "Ground"),
    )
    return sized(table(head, "lllrrrl", rows, wide=0, total=True))


def _aside(view: View) -> Iterator[Block]:
    """Yield why claims stand aside, only for oneself: it is no business of another lender."""
    names = [view.name(one) for one in view.doc["debts"] if one["kind"] == "aside"]
    if names and view.doc["edition"] == "private":
        yield line("small", out_of_time_sentence(names, view.t))


def _ground(view: View, one: dict[str, Any]) -> str:
    t = view.t
    if one["basis"] == "protected":
        return (
            t.pgettext("plan", "home or pledge; relief asked")
            if one["kind"] != "contract"
            else t.pgettext("plan", "home or pledge, by contract")
        )
    words = {
        "instalments": t.pgettext("plan", "one term for all, {months} instalments")
        if one_term(view)
        else t.pgettext("plan", "{months} instalments"),
        "lump_sum": t.pgettext("plan", "settled from what is sold"),
        "pause": t.pgettext("plan", "nothing to give now"),
        "open": t.pgettext("plan", "not known yet"),
        "contract": _by_contract(view, one),
        "family": t.pgettext("plan", "family, last"),
        "aside": t.pgettext("plan", "left aside for now"),
    }
    kind = "open" if is_untold(view) and one["kind"] == "pause" else one["kind"]
    return words[kind].format(months=one["offer_months"])


def _by_contract(view: View, one: dict[str, Any]) -> str:
    t, once = view.t, Decimal(one["once"])
    if one["settled"] is not None:
        words = t.pgettext("plan", "all of it, {amount}, on {day}")
        paid = one["settled"]
        return words.format(amount=view.amount(paid["amount"]), day=view.day(paid["day"]))
    if view.doc["means"]["by_cash"] and not once:
        return t.pgettext("plan", "by contract, out of cash where need be")
    if not once:
        return t.pgettext("plan", "contract asks no more")
    if not Decimal(one["offer"]):
        words = t.pgettext("plan", "once {once}")
    else:
        words = t.pgettext("plan", "first {once} once, then by contract")
    return words.format(once=view.amount(one["once"]))


def _equal(view: View) -> str:
    t = view.t
    if not view.doc["totals"]["asked"]:
        return t.pgettext(
            "plan",
            "Nobody is preferred: debts for home, work or with a pledge are paid as living is, the "
            "others by their contracts or alike.",
        )
    if not one_term(view):
        return t.pgettext(
            "plan",
            "All that are asked are treated by one rule, in whole tens of yuan; the term goes by "
            "what is owed and what the kind allows. Interest stops where an instalment stays late "
            "and runs at no more than the contract where none does. Apart stand debts for home, "
            "work or with a pledge (paid as living is), contracts that ask for no more than their "
            "part, and family, who come last. If less can be paid, all that are asked wait longer "
            "alike.",
        )
    return t.pgettext(
        "plan",
        "All that are asked are treated alike: one term as far as their kind allows, in whole tens "
        "of yuan; interest stops where an instalment stays late and runs at no more than the "
        "contract where none does. Apart stand debts for home, work or with a pledge (paid as "
        "living is), contracts that ask for no more than their part, and family, who come last. If "
        "less can be paid, all that are asked wait longer alike.",
    )


def _assets(view: View) -> Block:
    t = view.t
    rows = [
        (
            one["name"] or asset_name(one["kind"], t),
            view.amount(one["value"]),
            _sale(view, one),
            _need(view, one),
        )
        for one in view.doc["assets"]
    ]
    head = (
        t.pgettext("plan", "Item"),
        t.pgettext("plan", "Yuan"),
        t.pgettext("plan", "Sale"),
        t.pgettext("plan", "Need"),
    )
    none = [(t.pgettext("plan", "none"), "0.00", "", "")]
    if "cash" in view.doc["missing"]:
        none = [(BLANK, BLANK, "", "")]
    return sized(table(head, "lrll", rows or none))


def _sale(view: View, asset: Mapping[str, Any]) -> str:
    t = view.t
    if not asset["can_sell"]:
        return t.pgettext("plan", "cannot be sold")
    if asset.get("sale_from", "") > view.doc["as_of"]:
        words = t.pgettext("plan", "can be sold from {day} on")
        return words.format(day=view.day(asset["sale_from"]))
    return t.pgettext("plan", "can be sold")


def _need(view: View, asset: Mapping[str, Any]) -> str:
    t = view.t
    if asset["needed"]:
        return t.pgettext("plan", "needed for living or work")
    if Decimal(asset["pledged"]):
        return t.pgettext("plan", "pledged for {amount}").format(
            amount=view.amount(asset["pledged"])
        )
    if asset.get("offered"):
        return t.pgettext("plan", "offered at once to a creditor")
    if asset["kind"] == "cash":
        return t.pgettext("plan", "free to use")
    return t.pgettext("plan", "not needed")
