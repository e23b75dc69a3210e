"""Page 5: the cash ahead and its strains, what happened, documents, promises, how it was made."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from jiebei_desktop.report.blocks import Block, View, line, listed, table
from jiebei_desktop.report.left_table import line_name
from jiebei_desktop.report.money_pages import SECTIONS
from jiebei_desktop.report.odds_words import missing_of, pays
from jiebei_desktop.report.pause_words import untold
from jiebei_desktop.report.sizes import sized
from jiebei_desktop.text.categories import category_name
from jiebei_desktop.text.debts import channel_name
from jiebei_desktop.text.figures import strain_name
from jiebei_desktop.text.guide import document_name
from jiebei_desktop.text.odds import about
from jiebei_desktop.text.texts import Texts

WANTED = ("identity", "contract", "income_proof", "expense_proof", "debt_list")
"""Documents every request is read with."""
_HALF = 32
_EVENTS = 6


def cash_page(view: View, chart: Block | None) -> Iterator[Block]:
    """Yield page 5."""
    t, doc = view.t, view.doc
    yield line("h1", t.pgettext("plan", "Cash ahead, facts and promises"))
    if doc["odds"]["low"] is None:
        yield line("p", untold(view.t))
    else:
        yield line("p", low_words(view))
    if chart is not None:
        yield chart
        yield line("small", chart["alt"])
    if doc["odds"]["cases"]:
        yield line("h2", t.pgettext("plan", "Strains"))
        yield _strains(view)
    if doc["timeline"]:
        yield line("h2", t.pgettext("plan", "What happened, the newest first"))
        yield _events(view)
    papers = [one for one in doc["evidence"] if one["number"]]
    if papers:
        yield line("h2", t.pgettext("plan", "Documents attached"))
        yield _documents(view, papers)
    yield line("h2", t.pgettext("plan", "I promise"))
    yield {"kind": "checks", "items": _promises(view)}
    yield line("h2", t.pgettext("plan", "How the figures are made"))
    yield listed(_basis(view), numbered=False)
    yield line("small", _checksum(view))
    yield {"kind": "sign", "items": _signatures(t)}


def low_words(view: View) -> str:
    """Return where the likely cash of the plan is lowest, and what brings it about."""
    t, doc, odds = view.t, view.doc, view.doc["odds"]
    text = _paid_words(view, pays=pays(view)).format(
        payment=view.money(doc["totals"]["offer"]),
        day=view.day(odds["low_day"]),
        low=view.money(odds["low"]),
    )
    if not (pays(view) and odds["before_first"]):
        return text
    before = (
        t.pgettext(
            "plan",
            "That is before the first instalment and no matter what lenders get: {name} falls due "
            "before money comes. I borrow nothing for it.",
        )
        if odds["low_name"]
        else t.pgettext(
            "plan",
            "That is before the first instalment and no matter what lenders get. I borrow nothing "
            "for it.",
        )
    )
    return view.join(text, before.format(name=category_name(odds["low_name"], t)))


def _paid_words(view: View, *, pays: bool) -> str:
    """Return what the cash ahead supposes: the requests, the contracts, or nothing."""
    t = view.t
    if not pays:
        return t.pgettext(
            "plan",
            "Likely cash over twelve months when nothing is paid to negotiable debts: lowest on "
            "{day} with {low}.",
        )
    kinds = {one["kind"] for one in view.doc["debts"]}
    if view.doc["means"]["by_cash"] or kinds <= {"contract", "aside"}:
        return t.pgettext(
            "plan",
            "Likely cash over twelve months when all contracts are kept, negotiable debts "
            "{payment} a month together at first: lowest on {day} with {low}.",
        )
    return t.pgettext(
        "plan",
        "Likely cash over twelve months when negotiable debts get what is asked, {payment} a "
        "month together at first: lowest on {day} with {low}.",
    )


def _strains(view: View) -> Block:
    t = view.t
    known = view.doc["odds"]["paid"] is not None
    rows = [
        (
            strain_name(one["code"], t),
            about(Decimal(one["p_late"]), t) if known else "–",
            about(Decimal(one["p_break"]), t) if known else "–",
            view.amount(one["low"]),
            one["low_day"],
        )
        for one in view.doc["odds"]["cases"]
    ]
    head = (
        t.pgettext("plan", "If"),
        t.pgettext("plan", "One not in full on its day"),
        t.pgettext("plan", "Two running fail"),
        t.pgettext("plan", "Lowest cash"),
        t.pgettext("plan", "on"),
    )
    return sized(table(head, "lllrl", rows, wide=0))


def _events(view: View) -> Block:
    t = view.t
    rows = [(one["day"], _event(view, one)) for one in view.doc["timeline"][:_EVENTS]]
    head = (t.pgettext("plan", "Day"), t.pgettext("plan", "What happened"))
    return sized(table(head, "ll", rows))


def _event(view: View, event: dict[str, Any]) -> str:
    t = view.t
    if event["kind"] == "contact":
        return _contact(view, event)
    words = {
        "contract": t.pgettext("plan", "Contract signed, {amount} drawn"),
        "payment": t.pgettext("plan", "Paid {amount}"),
        "overdue": t.pgettext("plan", "First day overdue; {amount} is open now"),
        "accelerated": t.pgettext("plan", "The lender announced that all is due: {amount}"),
        "agreement": t.pgettext("plan", "New terms agreed on {amount}"),
    }
    return words[event["kind"]].format(amount=view.money(event["amount"]))


def _contact(view: View, event: dict[str, Any]) -> str:
    t = view.t
    side = (
        t.pgettext("plan", "from the lender")
        if event["direction"] == "in"
        else t.pgettext("plan", "by me")
    )
    found = [
        t.pgettext("plan", "{channel} {side}").format(
            channel=channel_name(event["channel"], t), side=side
        )
    ]
    if event["said"]:
        found.append(t.pgettext("plan", "Said: {text}").format(text=event["said"]))
    if event["promised"]:
        found.append(t.pgettext("plan", "Promised: {text}").format(text=event["promised"]))
    return t.pgettext("plan", "; ").join(found)


def _documents(view: View, papers: list[dict[str, Any]]) -> Block:
    t = view.t
    rows = [
        (one["number"], _fingerprint(one, t), one["issuer"], one["day"] or "", _shows(view, one))
        for one in papers
    ]
    head = (
        t.pgettext("plan", "No."),
        t.pgettext("plan", "Document and fingerprint"),
        t.pgettext("plan", "Issued by"),
        t.pgettext("plan", "Day"),
        t.pgettext("plan", "Shows"),
    )
    return sized(table(head, "lllll", rows, wide=1))


def _shows(view: View, paper: dict[str, Any]) -> str:
    """Return what a document shows: in the user's words, else which lines name its number."""
    if paper["proves"] or not paper["name"]:
        return str(paper["proves"])
    t, doc, number = view.t, view.doc, paper["number"]
    lines = [one for name in SECTIONS for one in doc["means"][name]]
    found = [line_name(one["code"], t) for one in lines if number in one["proof"]]
    if doc["reason"] is not None and number in doc["reason"]["proof"]:
        found.append(t.pgettext("plan", "Why I cannot pay as agreed"))
    return t.pgettext("list", ", ").join(found)


def _fingerprint(one: dict[str, Any], t: Texts) -> str:
    sha, name = one["sha256"], one["name"] or document_name(one["kind"], t)
    return f"{name}\n{sha[:_HALF]} {sha[_HALF:]}" if sha else str(name)


def _promises(view: View) -> list[str]:
    t, plan = view.t, view.doc["plan"]
    if plan is not None and plan["hold_until"] is None:
        kept = [t.pgettext("plan", "I hand in my income and outgoings")]
    elif plan is None or plan["kind"] == "pause":
        kept = [t.pgettext("plan", "I show my figures anew on the day named")]
    else:
        kept = [
            t.pgettext("plan", "I keep the receipts")
            if missing_of(view)
            else t.pgettext("plan", "I pay on the agreed day and keep the receipts"),
            t.pgettext("plan", "If I cannot pay an instalment I say so as soon as I know"),
        ]
    return [
        t.pgettext("plan", "Income, outgoings, debts and assets above are what I know today"),
        *kept,
        t.pgettext("plan", "I take no new loan to pay an old one"),
        t.pgettext("plan", "I stay reachable at the address and telephone on page 1"),
    ]


def _basis(view: View) -> list[str]:
    t, doc = view.t, view.doc
    found = [
        t.pgettext(
            "plan",
            "Interest by actual days or by the month as each contract says; penalty on overdue "
            "principal only, unless the contract says otherwise; half a fen rounds up",
        ),
        t.pgettext(
            "plan",
            "Amounts are my own reckoning as of {day}; your statement may differ and is asked for "
            "by parts. Rule data as of {rules}",
        ).format(day=view.day(doc["as_of"]), rules=view.day(doc["rules_as_of"])),
    ]
    if doc["odds"]["cases"]:
        words = t.pgettext(
            "plan",
            "{paths} simulated years drawn from {months} full months of the household's own "
            "records, seed {seed}; plans of this kind break more often over three years than over "
            "one",
        )
        odds = doc["odds"]
        if not odds["history_months"]:
            words = t.pgettext(
                "plan",
                "No full month is on record yet: {paths} simulated years drawn from what I told of "
                "income and outgoings, seed {seed}; plans of this kind break more often over three "
                "years than over one",
            )
        found.append(
            words.format(paths=odds["paths"], months=odds["history_months"], seed=odds["seed"])
        )
    return found


def _checksum(view: View) -> str:
    t, found = view.t, view.doc["checksum"]
    words = t.pgettext("plan", "Checksum of the figures (SHA-256): {sum}. Valid until {day}.")
    return words.format(
        sum=f"{found[:_HALF]} {found[_HALF:]}", day=view.day(view.doc["valid_until"])
    )


def _signatures(t: Texts) -> list[dict[str, str]]:
    return [
        {"head": t.pgettext("plan", "Applicant"), "line": t.pgettext("plan", "Signature and date")},
        {
            "head": t.pgettext("plan", "Received"),
            "line": t.pgettext("plan", "Name, seal and date"),
        },
    ]
