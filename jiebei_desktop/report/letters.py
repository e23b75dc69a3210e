"""Letters of one page: the application that goes on top of a plan, and the wish for a change."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from jiebei_desktop.report.blocks import Block, View, line, listed
from jiebei_desktop.report.request_pages import request_sentence


def cover_letter(view: View) -> Iterator[Block]:
    """Yield the application for a talk about repayment, as a page that stands alone."""
    t, doc, debt, plan = view.t, view.doc, view.addressee(), view.doc["plan"]
    yield line("title", t.pgettext("letter", "Application for new terms of repayment"))
    if debt is None or plan is None:
        yield line("p", t.pgettext("plan", "Nothing is owed on this day."))
        return
    to = t.pgettext("letter", "To {lender}:").format(lender=debt["lender"] or debt["name"])
    yield line("strong", to)
    yield line("p", _subject(view, debt, plan))
    yield line("p", _state(view, plan))
    if doc["reason"]:
        yield line("p", t.pgettext("letter", "Reason: {reason}").format(reason=doc["reason"]))
    yield line("p", request_sentence(view))
    yield line("p", t.pgettext("letter", "I ask you to answer in writing and to settle:"))
    yield listed(_wanted(view))
    yield line(
        "p",
        t.pgettext(
            "letter",
            "Enclosed is the plan {number} with income and outgoings, all debts, the schedule, "
            "strain tests and the list of documents. Its figures were added up twice; the checksum "
            "is on its last page.",
        ).format(number=doc["number"]),
    )
    yield line(
        "p",
        t.pgettext(
            "letter",
            "I am willing to repay. Until we agree I will pay what I can, and ask that "
            "collection calls to third persons do not take place.",
        ),
    )
    yield {"kind": "push"}
    yield {"kind": "sign", "items": _signature(view)}


def _subject(view: View, debt: dict[str, Any], plan: dict[str, Any]) -> str:
    text = view.t.pgettext(
        "letter", "About {product}, contract of {day}, contract number ____________________"
    )
    return text.format(product=debt["name"], day=view.day(plan["contract_date"]))


def _state(view: View, plan: dict[str, Any]) -> str:
    t = view.t
    owed = t.pgettext(
        "letter",
        "On {day} I owe {total} by my figures: principal {principal}, interest {interest}, penalty "
        "{penalty}, fees {fees}.",
    ).format(
        day=view.day(view.doc["as_of"]),
        total=view.money(plan["total"]),
        **{name: view.amount(plan[name]) for name in ("principal", "interest", "penalty", "fees")},
    )
    if not plan["overdue_days"]:
        return owed
    late = t.pgettext("letter", "It is overdue since {since}, {days} days.").format(
        since=view.day(plan["overdue_since"]), days=plan["overdue_days"]
    )
    return view.join(owed, late)


def _wanted(view: View) -> list[str]:
    t = view.t
    return [
        t.pgettext("plan", "Amount and day of every instalment, and the annual rate"),
        t.pgettext(
            "plan", "Whether interest, penalty and fees keep running while the plan is kept"
        ),
        t.pgettext("plan", "How the credit record is reported during the plan"),
        t.pgettext("plan", "What happens, and after how many days, if one instalment is late"),
    ]


def _signature(view: View) -> list[dict[str, str]]:
    t, who = view.t, view.doc["applicant"]
    tail = f"**{who['id_tail']}" if who["id_tail"] else "________"
    return [
        {
            "head": t.pgettext("letter", "Applicant (signature)"),
            "line": t.pgettext("letter", "ID ending {tail}, telephone ________________").format(
                tail=tail
            ),
        },
        {
            "head": t.pgettext("letter", "Received by the lender"),
            "line": t.pgettext("letter", "Name, day, ticket number"),
        },
    ]
