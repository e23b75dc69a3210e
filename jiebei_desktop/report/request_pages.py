"""Page 1, the request that can be read alone; and what opens the user's own edition."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from jiebei_desktop.domain.money import parse_yuan
from jiebei_desktop.report.blocks import Block, View, line, listed, note, table
from jiebei_desktop.text.formats import amount, money


def own_page(view: View) -> Iterator[Block]:
    """Yield the first page of the private edition: what to do next, and what stays with you."""
    t, own = view.t, view.doc["own"]
    yield line("kicker", t.pgettext("plan", "For you only. Do not hand in this page."))
    yield line("title", t.pgettext("plan", "What to do next"))
    yield line("strong", _next(view, own["next_action"]))
    yield line("h2", t.pgettext("plan", "Your own limits"))
    yield _limits(view)
    message = t.pgettext("plan", "Without any income your cash lasts {days} days.")
    yield line("p", message.format(days=own["runway_days"]))
    yield from _alternatives(view)
    yield note(
        t.pgettext(
            "plan",
            "Take no new loan to pay an old one. Pay only into the lender's own account. "
            "Nobody who asks for a fee to negotiate can do more than you can.",
        ),
    )


def _limits(view: View) -> Block:
    t, own = view.t, view.doc["own"]
    none = t.pgettext("plan", "none")
    limits = (
        (
            t.pgettext("plan", "Floor"),
            own["floor"],
            t.pgettext("plan", "Kept in nearly every case"),
        ),
        (
            t.pgettext("plan", "Safe amount"),
            own["recommended"],
            t.pgettext("plan", "What to offer"),
        ),
        (t.pgettext("plan", "Ceiling"), own["ceiling"], t.pgettext("plan", "Walk away above this")),
        (
            t.pgettext("plan", "Cash to keep"),
            own["reserve"],
            t.pgettext("plan", "About six weeks of living"),
        ),
        (
            t.pgettext("plan", "Free to spend in 30 days"),
            own["safe_to_spend"],
            t.pgettext("plan", "Cautious estimate"),
        ),
    )
    return table(
        (t.pgettext("plan", "Limit"), t.pgettext("plan", "Yuan"), t.pgettext("plan", "Meaning")),
        "lrl",
        [(name, none if fen is None else view.amount(fen), why) for name, fen, why in limits],
    )


def _next(view: View, code: str) -> str:
    t, plan = view.t, view.doc["plan"]
    words = {
        "send_request": t.pgettext("plan", "Send this request to {lender} and note the answer."),
        "cure": t.pgettext(
            "plan", "Pay the {arrears} that is overdue at {lender}; then all is on time."
        ),
        "keep_paying": t.pgettext(
            "plan", "Pay {monthly} to {lender} on its day and keep the receipt."
        ),
        "ask_pause": t.pgettext(
            "plan", "Ask {lender} for a pause; your figures leave nothing to promise."
        ),
    }
    debt = view.addressee()
    if plan is None or debt is None:
        return t.pgettext("plan", "Nothing is owed. Keep the settlement papers.")
    return words[code].format(
        lender=view.name(debt),
        arrears=view.money(plan["arrears"]),
        monthly=view.money(plan["monthly"]),
    )


def _alternatives(view: View) -> Iterator[Block]:
    t, plan = view.t, view.doc["plan"]
    found = [] if plan is None else plan["alternatives"]
    if found:
        yield line("h2", t.pgettext("plan", "If they say no: other ways that fit the same amount"))
        yield table(_terms_head(view), "lrrrr", [_terms(view, one) for one in found], wide=0)


def _terms_head(view: View) -> tuple[str, ...]:
    t = view.t
    return (
        t.pgettext("plan", "Instalments"),
        t.pgettext("plan", "Annual rate"),
        t.pgettext("plan", "Each month"),
        t.pgettext("plan", "Waived"),
        t.pgettext("plan", "Paid in all"),
    )


def _terms(view: View, request: dict[str, Any]) -> tuple[str, ...]:
    return (
        str(request["months"]),
        view.percent(request["annual_rate"]),
        view.amount(request["payment"]),
        amount(waived(request)),
        view.amount(request["total_paid"]),
    )


def waived(request: dict[str, Any]) -> int:
    """Return all that a request asks to waive, in fen."""
    return sum(parse_yuan(one["amount"]) for one in request["waived"])


def request_page(view: View) -> Iterator[Block]:
    """Yield page 1: to whom, what is owed by parts, the request in one sentence, why it holds."""
    t, doc, debt = view.t, view.doc, view.addressee()
    yield line("title", t.pgettext("plan", "Personal debt repayment plan"))
    if debt is None or doc["plan"] is None:
        yield line("p", t.pgettext("plan", "Nothing is owed on this day."))
        return
    yield line(
        "kicker",
        t.pgettext("plan", "To: {lender} ({product}), customer care for loans").format(
            lender=debt["lender"] or debt["name"], product=debt["name"]
        ),
    )
    yield {"kind": "fields", "items": _fields(view)}
    yield line("p", _opening(view))
    yield line("strong", request_sentence(view))
    yield {"kind": "cards", "items": _cards(view)}
    yield line("h2", t.pgettext("plan", "Please confirm in writing"))
    yield listed(_six(view))
    yield note(_why(view), t.pgettext("plan", "Why this amount."))
    yield line(
        "small",
        t.pgettext(
            "plan",
            "This is a request; it gives up no right. Enclosed: income and outgoings, "
            "all debts, the schedule, strain "
            "tests, the course of events, documents, declaration.",
        ),
    )


def _fields(view: View) -> list[list[str]]:
    t, doc = view.t, view.doc
    who = doc["applicant"]
    name = who["name"] or t.pgettext("plan", "Borrower")
    if who["id_tail"]:
        name = t.pgettext("plan", "{name} (ID ending {tail})").format(
            name=name, tail=who["id_tail"]
        )
    people = t.pgettext("plan", "{count} people").format(count=who["members"])
    number = t.pgettext("plan", "{number} (version {version})")
    return [
        [t.pgettext("plan", "Applicant"), name, t.pgettext("plan", "Date"), view.day(doc["as_of"])],
        [
            t.pgettext("plan", "Household"),
            people,
            t.pgettext("plan", "Number"),
            number.format(number=doc["number"], version=doc["version"]),
        ],
        [
            t.pgettext("plan", "Contract of"),
            view.day(doc["plan"]["contract_date"]),
            t.pgettext("plan", "Valid until"),
            view.day(doc["valid_until"]),
        ],
    ]


def _opening(view: View) -> str:
    t, plan = view.t, view.doc["plan"]
    if plan["overdue_days"]:
        text = t.pgettext(
            "plan", "My payments are overdue since {since}, {days} days. I want to repay in full."
        ).format(since=view.day(plan["overdue_since"]), days=plan["overdue_days"])
    else:
        text = t.pgettext("plan", "My payments are on time so far. I want to repay in full.")
    reason = view.doc["reason"]
    return view.join(text, reason) if reason else text


def request_sentence(view: View) -> str:
    """Return what is asked for, in one sentence with every figure."""
    t, plan = view.t, view.doc["plan"]
    request = plan["request"]
    if request is not None:
        return _asked(view, request)
    if plan["kind"] in {"contract", "first"}:
        text = t.pgettext("plan", "I will keep to the contract and pay {monthly} a month.")
        return text.format(monthly=view.money(plan["monthly"]))
    if plan["kind"] == "token":
        text = t.pgettext(
            "plan",
            "My means do not carry the contract. I offer {monthly} a month as a sign of "
            "good will and ask to talk about relief.",
        )
        return text.format(monthly=view.money(plan["monthly"]))
    if plan["pause"] is None:
        return t.pgettext(
            "plan",
            "My means leave nothing to pay now. I ask for a pause and will report my "
            "means every three months.",
        )
    return t.pgettext(
        "plan", "My means leave nothing to pay now. I ask for a pause of {months} months."
    ).format(months=plan["pause"])


def _asked(view: View, request: dict[str, Any]) -> str:
    t = view.t
    text = t.pgettext(
        "plan",
        "I ask to repay {principal} in {months} monthly instalments of {payment}, "
        "the first on {first}, at {rate} a year.",
    ).format(
        principal=view.money(request["principal"]),
        months=request["months"],
        payment=view.money(request["payment"]),
        first=view.day(request["first_due"]),
        rate=view.percent(request["annual_rate"]),
    )
    less = waived(request)
    if not less:
        return text
    more = t.pgettext("plan", "I ask to waive {amount}.").format(amount=money(less))
    return view.join(text, more)


def _cards(view: View) -> list[dict[str, Any]]:
    t, plan = view.t, view.doc["plan"]
    owed = {
        "label": t.pgettext("plan", "Owed to you today"),
        "figure": view.money(plan["total"]),
        "lines": [
            t.pgettext("plan", "Principal {amount}").format(amount=view.amount(plan["principal"])),
            t.pgettext("plan", "Interest {interest}, penalty {penalty}, fees {fees}").format(
                interest=view.amount(plan["interest"]),
                penalty=view.amount(plan["penalty"]),
                fees=view.amount(plan["fees"]),
            ),
        ],
    }
    request = plan["request"]
    if request is None:
        monthly = {
            "label": t.pgettext("plan", "Each month"),
            "figure": view.money(plan["monthly"]),
            "lines": [
                t.pgettext("plan", "Out of {payment} for all lenders").format(
                    payment=view.money(view.doc["means"]["payment"])
                )
            ],
        }
        return [owed, monthly]
    return [owed, *_request_cards(view, request)]


def _request_cards(view: View, request: dict[str, Any]) -> list[dict[str, Any]]:
    t = view.t
    return [
        {
            "label": t.pgettext("plan", "Arrangement asked for"),
            "figure": t.pgettext("plan", "{count} instalments").format(count=request["months"]),
            "lines": [
                t.pgettext("plan", "{amount} each").format(amount=view.money(request["payment"])),
                t.pgettext("plan", "from {day}").format(day=view.day(request["first_due"])),
            ],
        },
        {
            "label": t.pgettext("plan", "You will receive"),
            "figure": view.money(request["total_paid"]),
            "lines": [
                t.pgettext("plan", "Of this interest {amount}").format(
                    amount=view.amount(request["total_interest"])
                ),
                t.pgettext("plan", "until {day}").format(day=view.day(request["last_due"])),
            ],
        },
    ]


def _six(view: View) -> list[str]:
    t, plan = view.t, view.doc["plan"]
    return [
        t.pgettext(
            "plan",
            "The balance by parts: principal {principal}, interest {interest}, penalty "
            "{penalty}, fees {fees}",
        ).format(
            **{
                name: view.amount(plan[name])
                for name in ("principal", "interest", "penalty", "fees")
            }
        ),
        t.pgettext("plan", "Amount and day of every instalment, and the annual rate"),
        t.pgettext(
            "plan", "Whether interest, penalty and fees keep running while the plan is kept"
        ),
        t.pgettext("plan", "How the credit record is reported during the plan"),
        t.pgettext("plan", "What happens, and after how many days, if one instalment is late"),
        t.pgettext("plan", "That collection calls stop; please use messages or letters"),
    ]


def _why(view: View) -> str:
    t, doc = view.t, view.doc
    if not doc["odds"]["cases"]:
        text = t.pgettext(
            "plan",
            "After necessary living {left} is left each month; the table of income and "
            "outgoings shows each item.",
        )
        return text.format(left=view.money(doc["means"]["left"]))
    usual = doc["odds"]["cases"][0]
    text = t.pgettext(
        "plan",
        "After necessary living my household can keep {payment} a month for all {count} "
        "debts. In a simulation of twelve months the plan breaks down in {risk} of "
        "cases.",
    )
    return text.format(
        payment=view.money(doc["means"]["payment"]),
        count=doc["totals"]["count"],
        risk=view.percent(usual["p_break"], 1),
    )
