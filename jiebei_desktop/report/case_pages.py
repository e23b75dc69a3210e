"""Pages 6 to 8: the course of events, the documents, the declaration and how figures are made."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from jiebei_desktop.report.blocks import Block, View, line, listed, table
from jiebei_desktop.text.debts import channel_name
from jiebei_desktop.text.guide import document_name
from jiebei_desktop.text.texts import Texts

_WANTED = ("identity", "contract", "income_proof", "expense_proof", "debt_list")
"""Documents every request is read with; those not in the list are admitted as still to come."""
_HALF = 32


def events_page(view: View) -> Iterator[Block]:
    """Yield page 6: what happened, day by day."""
    t = view.t
    yield line("h1", t.pgettext("plan", "Course of events"))
    rows = [(one["day"], _event(view, one)) for one in view.doc["timeline"]]
    if rows:
        yield table((t.pgettext("plan", "Day"), t.pgettext("plan", "What happened")), "ll", rows)
    else:
        yield line("p", t.pgettext("plan", "Nothing has been recorded yet."))
    if not any(one["kind"] == "contact" for one in view.doc["timeline"]):
        yield line("small", t.pgettext("plan", "No contact with the lender has been recorded yet."))


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


def evidence_page(view: View) -> Iterator[Block]:
    """Yield page 7: the documents with their fingerprints, and what is still missing."""
    t, found = view.t, view.doc["evidence"]
    yield line("h1", t.pgettext("plan", "Documents"))
    yield line(
        "small",
        t.pgettext(
            "plan",
            "Each file's SHA-256 fingerprint was taken when it was added; a changed file "
            "has another.",
        ),
    )
    head = (
        t.pgettext("plan", "No."),
        t.pgettext("plan", "Document and fingerprint"),
        t.pgettext("plan", "Issued by"),
        t.pgettext("plan", "Day"),
        t.pgettext("plan", "Shows"),
    )
    rows = [
        (one["number"], _fingerprint(one, t), one["issuer"], one["day"] or "", one["proves"])
        for one in found
    ]
    if rows:
        yield table(head, "lllll", rows, wide=1)
    kinds = {one["kind"] for one in found}
    missing = [document_name(kind, t) for kind in _WANTED if kind not in kinds]
    if missing:
        yield line("h2", t.pgettext("plan", "Still to come"))
        yield listed(missing, numbered=False)
    cover = view.doc["means"]["coverage"]
    words = t.pgettext(
        "plan",
        "Backed by records: income {income}, necessary living {necessary}, flexible "
        "spending {flexible}.",
    )
    yield line("p", words.format(**{name: view.percent(part, 0) for name, part in cover.items()}))


def _fingerprint(one: dict[str, Any], t: Texts) -> str:
    sha, name = one["sha256"], one["name"] or document_name(one["kind"], t)
    return f"{name}\n{sha[:_HALF]} {sha[_HALF:]}" if sha else str(name)


def declaration_page(view: View) -> Iterator[Block]:
    """Yield page 8: promises, conventions, checksum, signatures, room for the answer."""
    t, doc = view.t, view.doc
    yield line("h1", t.pgettext("plan", "Declaration and conventions"))
    yield line("h2", t.pgettext("plan", "I declare"))
    yield _promises(view.t)
    yield line("h2", t.pgettext("plan", "How the figures are made"))
    yield _conventions(view)
    yield line(
        "small",
        t.pgettext("plan", "Checksum of the figures (SHA-256): {sum}").format(
            sum=f"{doc['checksum'][:_HALF]} {doc['checksum'][_HALF:]}"
        ),
    )
    yield from _signatures(view.t)


def _promises(t: Texts) -> Block:
    return {
        "kind": "checks",
        "items": [
            t.pgettext(
                "plan",
                "Income, outgoings, debts and assets above are true; no debt or asset is left out",
            ),
            t.pgettext("plan", "I take no new loan and no card credit while the plan runs"),
            t.pgettext(
                "plan",
                "I pay on the agreed day, keep the receipts and report changes within 7 days",
            ),
            t.pgettext("plan", "I stay reachable and report a new number within 3 days"),
        ],
    }


def _conventions(view: View) -> Block:
    t, doc = view.t, view.doc
    return listed(
        (
            t.pgettext(
                "plan",
                "Interest by actual days or by the month as each contract says; penalty "
                "on overdue principal only, unless the contract says otherwise",
            ),
            t.pgettext(
                "plan",
                "Half a fen rounds up, once per instalment; the last instalment takes "
                "the remainder",
            ),
            t.pgettext(
                "plan",
                "Nominal rate: twelve times the month's rate. Effective rate: compounded "
                "over twelve months",
            ),
            t.pgettext(
                "plan",
                "Amounts are the borrower's own reckoning as of {day}; the lender's "
                "statement may differ and is asked for by parts",
            ).format(day=view.day(doc["as_of"])),
            t.pgettext("plan", "Rule data as of {day}").format(day=view.day(doc["rules_as_of"])),
        ),
        numbered=False,
    )


def _signatures(t: Texts) -> Iterator[Block]:
    yield {
        "kind": "sign",
        "items": [
            {
                "head": t.pgettext("plan", "Applicant"),
                "line": t.pgettext("plan", "Signature and date"),
            },
            {
                "head": t.pgettext("plan", "Lender (received)"),
                "line": t.pgettext("plan", "Name, seal and date"),
            },
        ],
    }
    yield line("h2", t.pgettext("plan", "Your answer"))
    yield {
        "kind": "checks",
        "items": [
            t.pgettext("plan", "Agreed"),
            t.pgettext("plan", "Agreed in part, as follows"),
            t.pgettext("plan", "Not agreed, because"),
        ],
    }
    yield {"kind": "lines", "count": 2}
