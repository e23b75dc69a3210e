"""The record of how an agreement was kept, and the page that asks for a change in time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from jiebei_desktop.domain.money import parse_yuan, yuan
from jiebei_desktop.report.blocks import Block, View, by_hand, line, note, table
from jiebei_desktop.report.glyphs import fitted
from jiebei_desktop.text.guide import agreement_item
from jiebei_desktop.text.languages import tag
from jiebei_desktop.text.letters import copy_name, reservation
from jiebei_desktop.text.texts import Texts

_HALF = 32
_AHEAD = 1
_COMING = 6
"""Instalments to come that a wish for a change lists."""
_LINE = "____________________"


def compose_record(doc: dict[str, Any], t: Texts, *, change: bool = False) -> dict[str, Any]:
    """Return the worded document of a record's JSON; ``change`` puts a wish for change first."""
    shown, faces, replaced = fitted(doc)
    view = View(doc=shown, t=t)
    pages = [[*record_page(view), *by_hand(replaced, t)]]
    if change:
        pages.insert(0, list(change_page(view)))
    title = t.pgettext("record", "How the agreement was kept")
    lang, region = tag(t.locale)
    return {
        "lang": lang,
        "region": region,
        "title": f"{title} {shown['debt']['name']} {shown['as_of']}",
        "author": t.pgettext("plan", "Borrower"),
        "header": {"left": title, "right": shown["debt"]["name"]},
        "footer": {
            "left": t.pgettext("record", "As of {day}; all amounts in yuan (CNY)").format(
                day=view.day(shown["as_of"])
            ),
            "page": t.pgettext("plan", "Page {page} of {pages}"),
            "note": t.pgettext(
                "plan",
                "Made on the borrower's own computer. The program is not affiliated with any "
                "lender; its results are no legal advice.",
            ),
        },
        "faces": faces,
        "pages": pages,
    }


def record_page(view: View) -> Iterator[Block]:
    """Yield the record: counts, every instalment with its voucher, events, checksum."""
    t, doc = view.t, view.doc
    count = doc["counts"]
    yield line("title", t.pgettext("record", "How the agreement was kept"))
    yield {"kind": "fields", "items": _identity(view)}
    yield line("p", _agreed(view))
    yield line(
        "strong",
        t.pgettext(
            "record",
            "Of {due} instalments that fell due, {paid} are paid, {in_time} of them in time; "
            "{missed} are open.",
        ).format(
            due=count["fallen_due"],
            paid=count["paid"],
            in_time=count["in_time"],
            missed=count["missed"],
        ),
    )
    yield {"kind": "cards", "items": _cards(view)}
    yield _instalments(view)
    if doc["events"]:
        yield line("h2", t.pgettext("record", "Notices"))
        yield table(
            (t.pgettext("plan", "Day"), t.pgettext("plan", "What happened")),
            "ll",
            [(one["on"], _event(one, t)) for one in doc["events"]],
        )
    if doc["copies"]:
        yield line("h2", t.pgettext("record", "Papers that went to the lender"))
        yield _copies(view)
    if doc["settled_on"]:
        text = t.pgettext("record", "Settled on {day}. A bad credit record ends on {until}.")
        yield note(
            text.format(day=view.day(doc["settled_on"]), until=view.day(doc["record_until"]))
        )
    yield line("small", _written(view))
    sums = t.pgettext("record", "Newest link of the ledger's chain: {chain}. Checksum: {sum}")
    yield line("small", sums.format(chain=_halved(doc["chain"]), sum=_halved(doc["checksum"])))


def change_page(view: View) -> Iterator[Block]:
    """Yield the page that asks for a change before an instalment is missed."""
    t, doc = view.t, view.doc
    ahead = [one for one in doc["instalments"] if one["paid_on"] is None]
    yield line("title", t.pgettext("record", "I need a change of our agreement"))
    name = doc["debt"]["lender"] or doc["debt"]["name"]
    yield line("strong", t.pgettext("letter", "To {lender}:").format(lender=name))
    yield {"kind": "fields", "items": _identity(view)}
    yield line("p", _agreed(view))
    count = doc["counts"]
    yield line(
        "p",
        t.pgettext(
            "record",
            "So far I paid {paid} instalments, {in_time} of them in time: {total} in all. The "
            "record is enclosed.",
        ).format(paid=count["paid"], in_time=count["in_time"], total=view.money(doc["paid_total"])),
    )
    if ahead:
        yield line("p", _too_much(view, ahead[0]))
    yield line("strong", t.pgettext("record", "I ask for one of the following:"))
    yield {"kind": "checks", "items": _wishes(view, ahead)}
    if len(ahead) > 1:
        yield line("strong", t.pgettext("record", "What comes next, and what I can pay of it:"))
        yield _coming(t, view, ahead[:_COMING])
    late = bool(ahead) and _is_past(view, ahead[0])
    yield line("p", _answer_wanted(t, late=late))
    yield line("small", reservation(t))
    yield {"kind": "push"}
    yield {"kind": "sign", "items": _signature(t)}


def _coming(t: Texts, view: View, ahead: list[dict[str, Any]]) -> Block:
    """Return the next instalments with a column to write in."""
    rows = [(str(one["n"]), one["due"], view.amount(one["amount"]), _LINE) for one in ahead]
    head = (
        t.pgettext("plan", "No."),
        t.pgettext("record", "Due"),
        t.pgettext("record", "Yuan"),
        t.pgettext("record", "I can pay"),
    )
    return table(head, "llrl", rows)


def _identity(view: View) -> list[list[str]]:
    """Return who it is and which contract, a line where it is not known."""
    t, who = view.t, view.doc["applicant"]
    pairs = (
        (t.pgettext("plan", "Name"), who["name"]),
        (t.pgettext("plan", "ID ending"), who["id_tail"]),
        (t.pgettext("plan", "Telephone"), who["phone"]),
        (t.pgettext("plan", "Contract number"), view.doc["debt"]["contract_no"]),
    )
    told = [(name, value or _LINE) for name, value in pairs]
    return [[*first, *second] for first, second in zip(told[::2], told[1::2], strict=True)]


def _is_past(view: View, one: dict[str, Any]) -> bool:
    return str(one["due"]) < str(view.doc["as_of"])


def _too_much(view: View, one: dict[str, Any]) -> str:
    """Return why a change is needed, in the tense that is true on the day of the paper."""
    text = (
        view.t.pgettext(
            "record",
            "The instalment of {amount} was due on {day} and is not paid, because "
            "________________________________.",
        )
        if _is_past(view, one)
        else view.t.pgettext(
            "record",
            "I tell you in time: the instalment of {amount} due on {day} is more than my means "
            "carry, because ________________________________.",
        )
    )
    return text.format(amount=view.money(one["amount"]), day=view.day(one["due"]))


def _answer_wanted(t: Texts, *, late: bool) -> str:
    if late:
        return t.pgettext(
            "record",
            "Please answer in writing soon, and confirm that the agreement goes on meanwhile.",
        )
    return t.pgettext(
        "record",
        "Please answer in writing before that day, and confirm that the agreement goes on "
        "meanwhile.",
    )


def _signature(t: Texts) -> list[dict[str, str]]:
    return [
        {
            "head": t.pgettext("letter", "Applicant (signature)"),
            "line": t.pgettext("record", "Day"),
        },
        {
            "head": t.pgettext("letter", "Received by"),
            "line": t.pgettext("letter", "Name, date, reference number"),
        },
    ]


def _wishes(view: View, ahead: list[dict[str, Any]]) -> list[str]:
    t = view.t
    found = [
        t.pgettext("record", "A later due day: the ____ of each month, after my pay-day"),
        t.pgettext("record", "A pause of ____ months, then on as agreed"),
    ]
    if ahead:
        half = yuan((parse_yuan(ahead[0]["amount"]) + 1) // 2)
        text = t.pgettext(
            "record", "A smaller instalment of ____________ (half would be {half}) over more months"
        )
        found.insert(1, text.format(half=view.money(half)))
    return found


def _agreed(view: View) -> str:
    doc, terms = view.doc, view.doc["agreement"]["terms"]
    contract = doc["debt"]["contract_date"]
    text = view.t.pgettext(
        "record",
        "{debt}, contract of {contract}: on {agreed} we agreed on {count} instalments of "
        "{payment}.",
    )
    first = terms.get("start_periods", 0)  # documents kept from before have none
    if first:
        text = view.t.pgettext(
            "record",
            "{debt}, contract of {contract}: on {agreed} we agreed on {count} instalments: the "
            "first {first} of {start}, then of {payment}.",
        )
    if parse_yuan(terms.get("lump_sum", "0.00")):
        once = view.t.pgettext("record", "{amount} at once comes before them.")
        text = view.join(text, once.format(amount=view.money(terms["lump_sum"])))
    return text.format(
        first=first,
        start=view.money(terms.get("start_payment", "0.00")),
        debt=doc["debt"]["name"],
        contract=_LINE if contract is None else view.day(contract),
        agreed=view.day(doc["agreement"]["agreed_on"]),
        count=len(doc["instalments"]),
        payment=view.money(terms["payment"]),
    )


def _cards(view: View) -> list[dict[str, Any]]:
    t, doc = view.t, view.doc
    parts = t.pgettext("plan", "Interest {interest}, penalty {penalty}, fees {fees}")
    charges = {name: view.amount(doc["owed"][name]) for name in ("interest", "penalty", "fees")}
    return [
        {
            "label": t.pgettext("record", "Paid under the agreement"),
            "figure": view.money(doc["paid_total"]),
            "lines": [
                t.pgettext("record", "{count} with a payment or a voucher behind them").format(
                    count=doc["counts"]["vouched"]
                )
            ],
        },
        {
            "label": t.pgettext("record", "Still owed today"),
            "figure": view.money(doc["owed"]["total"]),
            "lines": [
                t.pgettext("plan", "Principal {amount}").format(
                    amount=view.amount(doc["owed"]["principal"])
                ),
                parts.format(**charges),
            ],
        },
    ]


def _instalments(view: View) -> Block:
    t = view.t
    states = {
        "in_time": t.pgettext("record", "in time"),
        "late": t.pgettext("record", "{days} days late"),
        "missed": t.pgettext("record", "open, {days} days"),
        "ahead": t.pgettext("record", "ahead"),
        "closed": t.pgettext("record", "settled with the whole"),
    }
    rows = [
        (
            str(one["n"]),
            one["due"],
            view.amount(one["amount"]),
            one["paid_on"] or "",
            states[one["state"]].format(days=one["days_late"]),
            f"{one['voucher']} {one['sha256'][:8]}".strip(),
        )
        for one in _worth_telling(view.doc)
    ]
    head = (
        t.pgettext("plan", "No."),
        t.pgettext("record", "Due"),
        t.pgettext("record", "Yuan"),
        t.pgettext("record", "Paid on"),
        t.pgettext("record", "State"),
        t.pgettext("record", "Voucher"),
    )
    return table(head, "llrlll", rows, wide=-1)


def _copies(view: View) -> Block:
    t = view.t
    rows = [
        (one["sent_on"], copy_name(one["kind"], one["version"], t), one["number"], _short(one))
        for one in view.doc["copies"]
    ]
    head = (
        t.pgettext("plan", "Day"),
        t.pgettext("record", "Paper"),
        t.pgettext("plan", "No."),
        t.pgettext("record", "Checksum"),
    )
    return table(head, "llll", rows, wide=1)


def _short(one: dict[str, Any]) -> str:
    """Return the checksum as the foot of the paper itself prints it."""
    start = one["checksum"][:8].upper()
    return f"{start[:4]} {start[4:]}"


def _worth_telling(doc: dict[str, Any]) -> list[dict[str, Any]]:
    """Return what has happened and the next instalment, not all those to come."""
    rows = doc["instalments"]
    ahead = [] if doc["settled_on"] else [one for one in rows if one["state"] == "ahead"]
    return [one for one in rows if one["state"] != "ahead"] + ahead[:_AHEAD]


def _event(one: dict[str, Any], t: Texts) -> str:
    words = {
        "ended": t.pgettext("record", "The lender ended the agreement"),
        "resumed": t.pgettext("record", "The lender took it up again"),
        "change_asked": t.pgettext("record", "I asked for a change"),
    }
    return f"{words[one['kind']]} {one['note']}".strip()


def _written(view: View) -> str:
    t = view.t
    items = [agreement_item(code, t) for code in view.doc["agreement"]["written"]]
    if not items:
        return t.pgettext("record", "The ledger holds no item that was settled in writing.")
    text = t.pgettext("record", "Settled in writing: {items}.")
    return text.format(items=t.pgettext("plan", "; ").join(items))


def _halved(text: str) -> str:
    return f"{text[:_HALF]} {text[_HALF:]}"
