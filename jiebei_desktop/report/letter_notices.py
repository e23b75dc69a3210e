"""Letters that tell, demand or prove: a buyer of the debt, disputes, complaints, agreements.

Each function yields the body of one letter; frame, identity and signature are `letter_pages`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from jiebei_desktop.domain.money import parse_yuan
from jiebei_desktop.report.blocks import Block, View, line, listed, table
from jiebei_desktop.report.request_words import payment_words
from jiebei_desktop.report.sizes import TEXT_WIDE, sized
from jiebei_desktop.text.conduct import breach_words


def assignee(view: View, ask: dict[str, Any]) -> Iterator[Block]:
    """Yield the questions to whoever says it bought the debt."""
    t = view.t
    told = view.day(ask["told_on"]) if ask["told_on"] else "____________"
    words = t.pgettext(
        "letter",
        "On {day} I was told that this debt has passed to you. Before anything is paid, please "
        "send me:",
    )
    yield line("p", words.format(day=told))
    yield listed(
        [
            t.pgettext(
                "letter", "the notice of assignment and proof that it comes from the former lender"
            ),
            t.pgettext("letter", "the balance on a day by principal, interest, penalty and fees"),
            t.pgettext("letter", "the account to which payments settle the debt, in your own name"),
            t.pgettext("letter", "who reports to the credit register from now on"),
        ]
    )
    yield line(
        "p",
        t.pgettext(
            "letter",
            "Until then I cannot tell to whom a payment counts. This letter is no "
            "acknowledgement of "
            "the claim.",
        ),
    )


def disputed(view: View, ask: dict[str, Any]) -> Iterator[Block]:
    """Yield what is disputed, on what ground, and what is accepted meanwhile."""
    t = view.t
    yield line("p", t.pgettext("letter", "I do not agree with these points of the balance:"))
    points = [_point(view, one) for one in view.doc["checks"] if one["state"] == "look"]
    blank = t.pgettext(
        "letter", "Point: ________________  Amount: ____________  Ground: ________________"
    )
    yield listed([point for point in points if point] or [blank])
    if ask["charged"] != "0.00":
        less = t.pgettext("letter", "By that {amount} of the charges up to today are not owed.")
        yield line("p", less.format(amount=view.money(ask["charged"])))
    words = t.pgettext(
        "letter",
        "Until this is settled I talk about a principal of {amount} only; that acknowledges "
        "neither this sum nor the claim.",
    )
    yield line("strong", words.format(amount=view.money(ask["accepted"])))
    yield line(
        "p",
        t.pgettext(
            "letter",
            "Please send me your own reckoning by day and part, and the clause each charge "
            "rests on.",
        ),
    )


def _point(view: View, check: dict[str, Any]) -> str:
    t, facts = view.t, check["facts"]
    if check["question"] == "withheld":
        words = t.pgettext(
            "letter",
            "{missing} was kept back when {face} was paid out; interest is due on {received} only.",
        )
        return words.format(
            missing=view.money(facts["missing"]),
            face=view.money(facts["face"]),
            received=view.money(facts["received"]),
        )
    if check["question"] != "charges":
        return ""
    excess = facts.get("excess")
    if excess is not None and parse_yuan(excess) <= 0:
        return ""
    above = (
        t.pgettext("letter", "The charges lie above the highest line for any kind of lender")
        if facts.get("lender_type") == "unknown"
        else t.pgettext(
            "letter", "The charges lie above the line that holds for this kind of lender"
        )
    )
    if excess is None:
        words = t.pgettext("letter", "{above}; by how much cannot be reckoned from what I have.")
        return words.format(above=above)
    words = t.pgettext("letter", "{above}, by {amount} up to today.")
    return words.format(above=above, amount=view.money(excess))


def complaint(view: View, ask: dict[str, Any]) -> Iterator[Block]:
    """Yield a breach of the rules of collection with day, hour and rule, and what is wanted."""
    t = view.t
    yield line(
        "p", t.pgettext("letter", "I complain about how this debt is collected. What happened:")
    )
    yield _events(view, ask["events"])
    yield line("p", t.pgettext("letter", "I ask you:"))
    yield listed(
        [
            t.pgettext("letter", "to stop this and tell me who called on your behalf"),
            t.pgettext("letter", "to reach me by one channel only: the telephone or address above"),
            t.pgettext(
                "letter",
                "to answer in writing; a complaint is usually handled in 15 days, a complex one "
                "in 30",
            ),
        ]
    )


def third_party(view: View, ask: dict[str, Any]) -> Iterator[Block]:
    """Yield the demand not to call others."""
    t = view.t
    yield line(
        "p", t.pgettext("letter", "People who have nothing to do with this debt were contacted:")
    )
    yield _events(view, ask["events"])
    yield line(
        "strong",
        t.pgettext(
            "letter",
            "Please stop that at once. I can be reached myself by the telephone or address above.",
        ),
    )


def _events(view: View, events: list[dict[str, Any]]) -> Block:
    t = view.t
    rows = [
        (
            one["on"],
            one["at"] or "",
            " ".join(filter(None, (one["who"], one["number"]))),
            t.pgettext("list", ", ").join(
                breach_words(each["rule"], each["facts"], t) for each in one["breaches"]
            ),
            one["said"],
        )
        for one in events
    ] or [("____________", "______", "____________________", "________________", "")]
    head = (
        t.pgettext("plan", "Day"),
        t.pgettext("letter", "Hour"),
        t.pgettext("letter", "Who, number"),
        t.pgettext("plan", "What happened"),
        t.pgettext("letter", "Said"),
    )
    return sized(table(head, "lllll", rows), TEXT_WIDE)


def record(view: View, ask: dict[str, Any]) -> Iterator[Block]:
    """Yield what was paid when under an agreement, with vouchers."""
    t = view.t
    agreed = view.day(ask["agreed_on"]) if ask["agreed_on"] else "____________"
    words = t.pgettext(
        "letter",
        "Under our agreement of {day}, {paid} instalments are paid, {in_time} of them on time: "
        "{total} in all.",
    )
    yield line(
        "strong",
        words.format(
            day=agreed,
            paid=len(ask["paid"]),
            in_time=ask["in_time"],
            total=view.money(ask["paid_total"]),
        ),
    )
    head = (
        t.pgettext("plan", "No."),
        t.pgettext("record", "Due"),
        t.pgettext("record", "Paid on"),
        t.pgettext("record", "Yuan"),
        t.pgettext("record", "Voucher"),
    )
    rows = [
        (str(one["n"]), one["due"], one["paid_on"], view.amount(one["amount"]), one["voucher"])
        for one in ask["paid"]
    ]
    yield table(head, "lllrl", rows or [("", "", "", "", "")], wide=-1)
    if ask["missed"]:
        words = t.pgettext("letter", "Due and not paid: {list}.")
        yield line("p", words.format(list=dues(view, ask["missed"])))
    yield line(
        "p",
        t.pgettext(
            "letter", "Please confirm these payments and the balance that is left, by parts."
        ),
    )


def dues(view: View, some: Sequence[dict[str, Any]]) -> str:
    """Return instalments by day and amount, in one list."""
    t = view.t
    words = t.pgettext("letter", "{amount} on {day}")
    each = (
        words.format(amount=view.money(one["amount"]), day=view.day(one["due"])) for one in some
    )
    return t.pgettext("list", ", ").join(each)


def settled(view: View, ask: dict[str, Any]) -> Iterator[Block]:
    """Yield the request for the certificate and the right entry after the last payment."""
    t = view.t
    on = view.day(ask["settled_on"]) if ask["settled_on"] else "____________"
    words = t.pgettext("letter", "On {day} this debt was paid off. I ask you:")
    yield line("p", words.format(day=on))
    yield listed(
        [
            t.pgettext(
                "letter", "for a settlement certificate with the contract number and the day"
            ),
            t.pgettext("letter", "to report the account as settled to the credit register"),
            t.pgettext("letter", "to take my data out of collection, also at agencies you engaged"),
        ]
    )
    if ask["record_until"]:
        words = t.pgettext("letter", "A bad record of it ends on {day} by law.")
        yield line("p", words.format(day=view.day(ask["record_until"])))


def _ordered(view: View, words: str, until: str) -> str:
    received = view.day(view.doc["ask"]["received"])
    return words.format(day=received, lender=view.lender(), until=until)


def objection(view: View, ask: dict[str, Any]) -> Iterator[Block]:
    """Yield the objection to a payment order, or to an entry in the credit register."""
    t = view.t
    if ask["against"] == "pay_order":
        words = t.pgettext(
            "letter",
            "On {day} I received a payment order that {lender} applied for, number "
            "________________. I object to it in time, by {until}.",
        )
        until = view.day(ask["until"]) if ask["until"] else "____________"
        yield line("strong", _ordered(view, words, until))
        yield line(
            "p",
            t.pgettext(
                "letter",
                "I dispute the claim in its amount and its parts. Ground: "
                "________________________________.",
            ),
        )
        return
    yield line("strong", t.pgettext("letter", "I object to this entry in my credit report:"))
    yield line(
        "p",
        t.pgettext(
            "letter",
            "Entry: ________________________________  What is right: "
            "________________________________",
        ),
    )
    words = t.pgettext(
        "letter", "Please check it, correct it and answer in writing within {days} days."
    )
    yield line("p", words.format(days=ask["days"]))


def change(view: View, ask: dict[str, Any]) -> Iterator[Block]:
    """Yield the word about what is not kept, in the right tense, and what is asked in its place."""
    t = view.t
    yield line("strong", _not_kept(view, ask))
    if ask["request"] is not None:
        yield line("p", _in_its_place(view, ask["request"]))
        words = t.pgettext(
            "letter",
            "Please answer that request, and take no step under the agreement until then.",
        )
        yield line("p", words)
        return
    if ask["able"]:
        words = t.pgettext("letter", "On {day} I can pay {amount}.")
        yield line("p", words.format(amount=view.money(ask["able"]), day=view.day(ask["able_on"])))
    yield line("p", t.pgettext("letter", "I ask you for one of the following:"))
    yield {
        "kind": "checks",
        "items": [
            t.pgettext("letter", "the rest on ____________"),
            t.pgettext("letter", "the rest in equal parts with the next ____ instalments"),
            t.pgettext("letter", "a later due day: the ____ of each month"),
        ],
    }
    yield line("p", t.pgettext("letter", "and to confirm that the agreement goes on meanwhile."))


def _in_its_place(view: View, asked: dict[str, Any]) -> str:
    """Return what the request of the day asks for in place of the agreement."""
    t = view.t
    words = (
        t.pgettext(
            "letter",
            "By my request of today I ask in their place: from {first} on {payment} a month, "
            "{months} instalments in all.",
        )
        if len(asked["steps"]) == 1
        else t.pgettext(
            "letter",
            "By my request of today I ask in their place, from {first} on: {payment}; {months} "
            "instalments in all.",
        )
    )
    paid, first = payment_words(view, asked), view.day(asked["first_due"])
    return words.format(first=first, payment=paid, months=asked["months"])


def _not_kept(view: View, ask: dict[str, Any]) -> str:
    """Return which instalments are open or will not be paid by their days."""
    t = view.t
    if len(ask["open"]) > 1:
        return view.join(*_several_not_kept(view, ask["open"]))
    words = (
        t.pgettext("letter", "The instalment of {amount} that was due on {day} is not paid yet.")
        if ask["past"]
        else t.pgettext("letter", "I cannot pay the instalment of {amount} due on {day} in full.")
    )
    due = view.day(ask["due"]) if ask["due"] else "____________"
    amount = view.money(ask["amount"]) if ask["amount"] else "____________"
    return words.format(amount=amount, day=due)


def _several_not_kept(view: View, some: Sequence[dict[str, Any]]) -> Iterator[str]:
    """Yield which are past their days, and which will not be paid by theirs."""
    t = view.t
    past = [one for one in some if one["past"]]
    ahead = [one for one in some if not one["past"]]
    if past:
        words = t.pgettext("letter", "These instalments were due and are not paid yet: {list}.")
        yield words.format(list=dues(view, past))
    if ahead:
        words = t.pgettext("letter", "I cannot pay these in full by their days: {list}.")
        yield words.format(list=dues(view, ahead))
