"""Page 1, the request an agent can key in; every figure of it is borne out by the pages behind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from jiebei_desktop.domain.debts import Stage
from jiebei_desktop.domain.parts import PARTS
from jiebei_desktop.report.blocks import Block, View, line, table
from jiebei_desktop.report.pause_words import held_title
from jiebei_desktop.report.relief_words import lends_for_interest, relieved_part
from jiebei_desktop.report.request_words import (
    holds,
    left_parts,
    paid_before,
    request_sentence,
    review_day,
    review_words,
    waived_parts,
    why_it_holds,
)
from jiebei_desktop.report.terms_pages import agreed_as
from jiebei_desktop.services.plans.requests import ASKING
from jiebei_desktop.text.letters import check_words
from jiebei_desktop.text.papers import named_debts, reservation, same_lender
from jiebei_desktop.text.texts import Texts

LINE = "________________"
Section = tuple[str, str, Iterable[Block]]
"""Its name, what stands beside the name, and its blocks."""
_ZERO = "0.00"


def title_of(plan: dict[str, Any] | None, t: Texts) -> str:
    """Return what the paper is called, by what is asked for."""
    kind = "" if plan is None else plan["kind"]
    if plan is not None and kind == "relief" and not lends_for_interest(plan):
        return t.pgettext("plan", "Request to pay what is late in parts")
    titles = {
        "instalments": t.pgettext("plan", "Request for instalments"),
        "hold": t.pgettext("plan", "Request to stop charges for six months"),
        "pause": t.pgettext("plan", "Request for a pause")
        if plan is None or plan["hold_until"]
        else held_title(plan, t),
        "aside": t.pgettext("plan", "Request for papers"),
        "relief": t.pgettext("plan", "Request for relief of a home or secured loan"),
    }
    return titles.get(kind) or t.pgettext("plan", "Statement of income, outgoings and debts")


def request_page(view: View) -> Iterator[Block]:
    """Yield page 1: who, which contract, why, what is owed, what is asked, why it holds."""
    t, debt, plan = view.t, view.addressee(), view.doc["plan"]
    kind = "" if plan is None else plan["kind"]
    yield line("title", title_of(plan, t))
    if debt is None or plan is None:
        yield line("p", t.pgettext("plan", "Nothing is owed on this day."))
        return
    yield line("kicker", _to(view, debt))
    yield {"kind": "keyin", "rows": _identity(view, debt, plan)}
    yield from _beside(view)
    sections = _asked(view, debt, plan) if kind in ASKING else _told(view, plan)
    for number, (name, beside, blocks) in enumerate(sections, 1):
        yield {"kind": "h2", "text": f"{number}  {name}", "beside": beside}
        yield from blocks
    if kind != "aside":  # that one acknowledges nothing, and nothing stands behind it
        yield line("rule", reservation(t, guessed=bool(plan["guessed"])))


def _asked(view: View, debt: dict[str, Any], plan: dict[str, Any]) -> Iterator[Section]:
    """Yield the sections of a request."""
    t, doc = view.t, view.doc
    yield t.pgettext("plan", "Why I cannot pay as agreed"), "", _why(view, plan, debt)
    owed = t.pgettext("plan", "What is owed, and which part I ask you to waive")
    yield owed, _as_of(view, plan), _owed(view, plan)
    figures: Block = {"kind": "keyin", "rows": _figures(view, plan), "strong": True}
    ask: Block = {"kind": "ask", "text": request_sentence(view)}
    yield t.pgettext("plan", "What I ask for"), "", [ask, figures]
    held = (
        t.pgettext("plan", "Why it holds") if holds(view) else t.pgettext("plan", "Where I stand")
    )
    yield held, "", [line("p", why_it_holds(view))]
    yield t.pgettext("plan", "Review and changes"), "", [line("p", review_words(view))]
    until = t.pgettext("plan", "by {day}, to the address above, by message or in the app")
    by = until.format(day=view.day(doc["answer_by"]))
    yield t.pgettext("plan", "Please answer"), by, [_answer(view, debt)]


def _told(view: View, plan: dict[str, Any]) -> Iterator[Section]:
    """Yield the sections of a statement in which nothing is asked."""
    t = view.t
    if plan["kind"] == "aside":
        wish: Block = {"kind": "ask", "text": request_sentence(view)}
        yield t.pgettext("plan", "What I ask for"), "", [wish]
        return
    owed = t.pgettext("plan", "What is owed")
    yield owed, _as_of(view, plan), _owed(view, plan)
    kept: Block = {"kind": "ask", "text": request_sentence(view)}
    yield t.pgettext("plan", "How it is paid"), "", [kept, line("p", why_it_holds(view))]


def _as_of(view: View, plan: dict[str, Any]) -> str:
    """Return of when the figures are, and whether they follow the contract or what is usual."""
    t = view.t
    words = (
        t.pgettext("plan", "as of {day}, interest and penalty estimated, in yuan")
        if plan["guessed"]
        else t.pgettext("plan", "as of {day}, by the contract, in yuan")
    )
    return words.format(day=view.day(view.doc["as_of"]))


def _owed(view: View, plan: dict[str, Any]) -> Iterator[Block]:
    yield _parts(view, plan)
    if plan["guessed"]:
        words = view.t.pgettext(
            "plan",
            "I have not seen the terms of the contract; usual ones stand in. Please state the rate "
            "and each part by the contract.",
        )
        yield line("small", words)
    for check in plan["disputed"]:
        words = check_words(check["question"], check["state"], check["facts"], view.t)
        asked = view.t.pgettext("plan", "{finding}. Please check and bring it down.")
        yield line("small", asked.format(finding=words))


def _to(view: View, debt: dict[str, Any]) -> str:
    t = view.t
    words = (
        t.pgettext("plan", "To: {lender}    {day}")
        if debt["person"]
        else t.pgettext("plan", "To: {lender}, loan servicing    {day}")
    )
    return words.format(lender=debt["lender"] or debt["name"], day=view.day(view.doc["as_of"]))


def _identity(view: View, debt: dict[str, Any], plan: dict[str, Any]) -> list[list[list[str]]]:
    t, who = view.t, view.doc["applicant"]
    return [
        [
            [t.pgettext("plan", "Name"), who["name"] or LINE],
            [t.pgettext("plan", "ID ending"), who["id_tail"] or LINE],
            [t.pgettext("plan", "Telephone"), who["phone"] or LINE],
        ],
        [
            [t.pgettext("plan", "Product"), debt["name"]],
            [t.pgettext("plan", "Contract number"), view.doc["contract_no"] or LINE],
        ],
        [
            *_drawn(view, plan),
            agreed_as(view, plan),
        ],
        [[t.pgettext("plan", "Address for the answer"), who["address"] or LINE], *_with(view)],
    ]


def _with(view: View) -> list[list[str]]:
    """Return who owes the debt, too; nothing where nobody does."""
    names = view.doc["co_debtors"]
    return [[view.t.pgettext("plan", "Owed together with"), names]] if names else []


def _beside(view: View) -> Iterator[Block]:
    """Yield what else the addressee has lent, for one talk about all of it."""
    found = same_lender(view.doc)
    if found and view.doc["plan"]["together"] is not None:
        words = view.t.pgettext(
            "plan",
            "With you I also have {names}. With this one {total} is owed to you, and {offer} a "
            "month is paid to you in all: please answer for all of them together.",
        )
        if not Decimal((both := view.doc["plan"]["together"])["offer"]):
            words = view.t.pgettext(
                "plan",
                "With you I also have {names}. With this one {total} is owed to you: please answer "
                "for all of them together.",
            )
        said = words.format(
            names=named_debts(found, view.t), total=view.money(both["total"]),
            offer=view.money(both["offer"]),
        )  # fmt: skip
        yield line("small", said)


def _drawn(view: View, plan: dict[str, Any]) -> list[list[str]]:
    """Return day and amount of the contract; lines to fill in where only a balance is known."""
    t, day, amount = view.t, plan["contract_date"], plan["contract_principal"]
    return [
        [t.pgettext("plan", "Drawn on"), LINE if day is None else view.day(day)],
        [t.pgettext("plan", "Amount drawn"), LINE if amount is None else view.amount(amount)],
    ]


def _why(view: View, plan: dict[str, Any], debt: dict[str, Any]) -> Iterator[Block]:
    t, blow = view.t, view.doc["reason"]
    if blow is None:
        yield line("p", LINE * 4)
    else:
        words = t.pgettext("plan", "Since {day}: {words}")
        said = blow["words"] or blow["kind"] or LINE * 2
        text = words.format(day=view.day(blow["since"]), words=said)
        if blow["proof"]:
            proof = t.pgettext("plan", "Proof: {numbers}.")
            between = t.pgettext("list", ", ")
            text = view.join(text, proof.format(numbers=between.join(blow["proof"])))
        yield line("p", text)
    yield line("p", view.join(_late(view, plan), *_at_court(debt["stage"], t)))


def _at_court(stage: str, t: Texts) -> Iterator[str]:
    """Yield that a court has the claim already, where one has."""
    if stage == Stage.LITIGATION:
        yield t.pgettext("plan", "The claim is before the court.")
    elif stage == Stage.ENFORCEMENT:
        yield t.pgettext("plan", "The claim is being enforced by the court.")


def _late(view: View, plan: dict[str, Any]) -> str:
    t = view.t
    days = plan["overdue_days"]
    if days is None:
        return t.pgettext("plan", "Part of it is unpaid; please tell me since when.")
    if days:
        words = t.pgettext("plan", "Unpaid since {since}, {days} days by today.")
        return words.format(since=view.day(plan["overdue_since"]), days=days)
    on_time = t.pgettext("plan", "This debt is not late.")
    if plan["short_from"] is None:
        return on_time
    words = (
        t.pgettext(
            "plan",
            "If what is late of other debts is paid at once and every contract as agreed, I run "
            "out of money by {day} at the latest; within a year up to {short} will be missing.",
        )
        if any(one["overdue_days"] != 0 for one in view.doc["debts"])
        else t.pgettext(
            "plan",
            "If every contract is paid as agreed, I run out of money by {day} at the latest; "
            "within a year up to {short} will be missing.",
        )
    )
    short = words.format(day=view.day(plan["short_from"]), short=view.money(plan["short"]))
    return view.join(on_time, short)


def _parts(view: View, plan: dict[str, Any]) -> Block:
    """Return the table of what is owed; what is paid before the instalments in its own column."""
    t, owed = view.t, {part: plan[part] for part in PARTS}
    left = {part: f"{amount:.2f}" for part, amount in left_parts(plan).items()}
    columns = [
        (t.pgettext("plan", "Owed today"), owed),
        (t.pgettext("plan", "Please waive"), waived_parts(plan)),
    ]
    if plan["arrears"] is not None:
        columns.insert(1, (t.pgettext("plan", "Of it past due"), plan["arrears_parts"]))
    if any(Decimal(amount) for amount in plan["runs_before"].values()):
        columns.append((t.pgettext("plan", "Runs on until then"), plan["runs_before"]))
    if paid_before(plan):
        columns.append((t.pgettext("plan", "Paid before"), plan["before_parts"]))
    columns.append((t.pgettext("plan", "To be repaid"), left))
    names = (
        t.pgettext("plan", "Principal"),
        t.pgettext("plan", "Interest"),
        t.pgettext("plan", "Penalty"),
        t.pgettext("plan", "Fees"),
    )
    rows = [
        (name, *(view.amount(each[part]) for _, each in columns), _handled(view, plan, part))
        for part, name in zip(PARTS, names, strict=True)
    ]
    sums = (sum(Decimal(each[part]) for part in PARTS) for _, each in columns)
    rows.append((t.pgettext("plan", "Total"), *(view.amount(f"{one:.2f}") for one in sums), ""))
    head = (
        t.pgettext("plan", "Part"), *(name for name, _ in columns), t.pgettext("plan", "How")
    )  # fmt: skip
    kinds = "l" + "r" * len(columns) + "l"
    return {**table(head, kinds, rows, wide=len(columns) + 1, total=True), "compact": True}


def _handled(view: View, plan: dict[str, Any], part: str) -> str:
    t, request = view.t, plan["request"]
    if plan[part] == _ZERO:
        return t.pgettext("plan", "none")
    if request is None:
        return _stands(view, plan, part)
    waived, left = waived_parts(plan)[part], left_parts(plan)[part]
    if not left and waived != _ZERO:
        stopped = t.pgettext("plan", "waived, stops today")
        return stopped if part == "penalty" else t.pgettext("plan", "waived")
    if not left:
        return t.pgettext("plan", "paid before")
    if part == "principal":
        words = t.pgettext("plan", "in {months} instalments")
    elif plan["capitalised"]:
        words = t.pgettext("plan", "made principal because you ask for it")
    else:
        words = t.pgettext("plan", "in {months} instalments, without interest")
    return words.format(months=request["months"])


def _stands(view: View, plan: dict[str, Any], part: str) -> str:
    """Return what becomes of a part without new terms, as the request's own sentence has it."""
    t, kind = view.t, plan["kind"]
    if kind == "lump_sum":
        return t.pgettext("plan", "paid in one sum once it is sold")
    if kind not in {"pause", "relief"}:
        if part == "interest" and plan["free_until"] is not None:
            words = t.pgettext("plan", "not charged if paid in full by {day}")
            return words.format(day=plan["free_until"])
        return t.pgettext("plan", "as the contract says")
    if kind == "relief":
        return relieved_part(view, plan, part)
    if part == "interest" and not plan["frozen"]:
        return t.pgettext("plan", "left standing, runs on by contract")
    return t.pgettext("plan", "left standing, nothing added")


def _figures(view: View, plan: dict[str, Any]) -> list[list[list[str]]]:
    t, request = view.t, plan["request"]
    if request is None:
        each = [t.pgettext("plan", "Each month"), view.amount(plan["monthly"])]
        if plan["due"] is not None:
            due = [t.pgettext("plan", "Next due"), plan["due"]]
            return [[due, [t.pgettext("plan", "By contract"), view.amount(plan["due_amount"])]]]
        if not review_day(view):
            return []
        until = [t.pgettext("plan", "Review on"), review_day(view)]
        return [[each, *_first(t, plan["relief"]), until]]
    received = paid_before(plan) + Decimal(request["total_paid"])
    return [
        [
            [t.pgettext("plan", "Each"), _each(view, request)],
            [t.pgettext("plan", "Instalments"), str(request["months"])],
            [t.pgettext("plan", "First"), request["first_due"]],
            [t.pgettext("plan", "Day"), str(request["day"])],
        ],
        [
            [t.pgettext("plan", "Last"), view.amount(request["last_payment"])],
            [t.pgettext("plan", "Last on"), request["last_due"]],
            [t.pgettext("plan", "Interest to come"), view.amount(request["total_interest"])],
            [t.pgettext("plan", "You receive"), view.amount(f"{received:.2f}")],
        ],
    ]


def _first(t: Texts, relief: dict[str, Any] | None) -> list[list[str]]:
    """Return the first day of what a lender that is kept first is paid."""
    day = None if relief is None else relief["first"]
    return [] if day is None else [[t.pgettext("plan", "First"), day]]


def _each(view: View, request: dict[str, Any]) -> str:
    """Return the payment, all of them where it changes."""
    amounts = [view.amount(step["payment"]) for step in request["steps"]]
    return view.t.pgettext("list", ", ").join(amounts)


def _answer(view: View, debt: dict[str, Any]) -> Block:
    t = view.t
    fields = [
        t.pgettext("plan", "Each"),
        t.pgettext("plan", "Instalments"),
        t.pgettext("plan", "First"),
    ]
    if not debt["person"]:
        fields.append(t.pgettext("plan", "Credit record"))
    return {
        "kind": "answer",
        "boxes": [
            t.pgettext("plan", "agreed as above"),
            t.pgettext("plan", "other terms, below"),
            t.pgettext("plan", "not now, reason below"),
        ],
        "lines": [
            fields,
            [
                t.pgettext("plan", "Agent, number"),
                t.pgettext("letter", "Telephone"),
                t.pgettext("plan", "Date"),
            ],
        ],
        "sign": t.pgettext("plan", "Applicant's signature"),
        "day": view.day(view.doc["as_of"]),
    }
