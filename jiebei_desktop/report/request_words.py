"""The sentences of a request: what is asked for, why it holds, when it is looked at again.

No sentence promises more than the plan carries, and each part that is waived is named.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from jiebei_desktop.domain.money import parse_yuan, yuan
from jiebei_desktop.domain.parts import PARTS
from jiebei_desktop.report.alike import is_protected, shared_words
from jiebei_desktop.report.before_words import before_words, unpaid_words
from jiebei_desktop.report.blocks import View
from jiebei_desktop.report.help_words import deficit, later_month, not_counted
from jiebei_desktop.report.kept_words import kept_words
from jiebei_desktop.report.odds_words import odds_words, short_of, shortage
from jiebei_desktop.report.pause_words import is_untold, pause_sentence, untold, why_no_amount
from jiebei_desktop.report.rates import bears_interest, rate_words
from jiebei_desktop.report.relief_words import relief_sentence, relieved
from jiebei_desktop.text.asking import steps_words, wish_for_papers

_ZERO = "0.00"


def waived_parts(plan: dict[str, Any]) -> dict[str, str]:
    """Return what the request asks to waive of each part, as yuan text."""
    asked = [] if plan["request"] is None else plan["request"]["waived"]
    found = dict.fromkeys(PARTS, _ZERO)
    return found | {one["part"]: one["amount"] for one in asked}


def left_parts(plan: dict[str, Any]) -> dict[str, Decimal]:
    """Return what of each part is to be repaid: not waived, nor paid before the instalments."""
    gone, before, runs = waived_parts(plan), plan["before_parts"], plan["runs_before"]
    return {
        part: Decimal(plan[part])
        + Decimal(runs[part])
        - Decimal(gone[part])
        - Decimal(before[part])
        for part in PARTS
    }


def paid_before(plan: dict[str, Any]) -> Decimal:
    """Return what is paid before the instalments that repay the rest; 0 without instalments."""
    return sum((Decimal(amount) for amount in plan["before_parts"].values()), Decimal(0))


def request_sentence(view: View) -> str:
    """Return what is asked for, in sentences with every figure and no promise beyond them."""
    plan = view.doc["plan"]
    said = {
        "instalments": _instalments, "lump_sum": _lump_sum, "pause": pause_sentence,
        "relief": relief_sentence, "aside": _aside, "open": _open,
    }  # fmt: skip
    return said.get(plan["kind"], _kept)(view, plan)


def _instalments(view: View, plan: dict[str, Any]) -> str:
    t, request = view.t, plan["request"]
    words = (
        t.pgettext(
            "plan",
            "Please agree that from {first} I pay {payment} on day {day} of every month, {months} "
            "instalments in all.",
        )
        if len(request["steps"]) == 1
        else t.pgettext(
            "plan",
            "Please agree that from {first} I pay on day {day} of every month: {payment}; {months} "
            "instalments in all.",
        )
    )
    text = words.format(
        first=view.day(request["first_due"]),
        payment=payment_words(view, request),
        day=request["day"],
        months=request["months"],
    )
    rate, rest = rate_words(view, plan, request), _waivers(view, plan, request)
    before = (*_at_once(view, plan), *before_words(view, plan))
    return view.join(*before, text, *unpaid_words(view, plan), rate, *rest, *_ground(view, plan))


def _ground(view: View, plan: dict[str, Any]) -> Iterator[str]:
    if plan["ground"]:
        words = view.t.pgettext("plan", "I ask for it as personal card instalments by {source}.")
        yield words.format(source=plan["ground"])


def payment_words(view: View, request: dict[str, Any]) -> str:
    """Return what is paid a month, in steps where it changes."""
    if len(request["steps"]) == 1:
        return view.round(request["payment"])
    steps = [(step["months"], parse_yuan(step["payment"])) for step in request["steps"]]
    return steps_words(steps, view.t, lambda fen: view.round(yuan(fen)))


def _at_once(view: View, plan: dict[str, Any]) -> Iterator[str]:
    if Decimal(plan["lump_sum"]) > 0:
        words = view.t.pgettext(
            "plan",
            "Once what I can sell is sold I pay {amount} in one sum, on the day I name then: "
            "________________.",
        )
        yield words.format(amount=view.money(plan["lump_sum"]))


def _aside(view: View, _plan: dict[str, Any]) -> str:
    return wish_for_papers(view.t)


def _lump_sum(view: View, plan: dict[str, Any]) -> str:
    words = view.t.pgettext("plan", "Please take that as settlement of all that is owed.")
    return view.join(*_at_once(view, plan), words)


def _waivers(view: View, plan: dict[str, Any], request: dict[str, Any]) -> Iterator[str]:
    t = view.t
    yield from waiver(view, plan, request)
    late = plan["arrears"] is None or Decimal(plan["arrears"]) > paid_before(plan)
    if late and (bears_interest(plan) or Decimal(plan["penalty"]) > 0):
        yield t.pgettext("plan", "While I keep to this, no penalty runs.")
    elif bears_interest(plan):
        yield t.pgettext("plan", "While I keep to this, nothing counts as late.")
    if Decimal(request["charges"]) > 0:
        words = (
            t.pgettext(
                "plan",
                "The {charges} of charges due so far are spread evenly and bear no interest.",
            )
            if late or Decimal(request["charges"]) > left_parts(plan)["interest"]
            else t.pgettext("plan", "The {charges} of interest up to today are spread evenly.")
        )
        yield words.format(charges=view.money(request["charges"]))
    if plan["capitalised"] and Decimal(request["capitalised"]) > 0:
        words = t.pgettext("plan", "{amount} of charges became principal because you ask for it.")
        yield words.format(amount=view.money(request["capitalised"]))


def waiver(view: View, parts: dict[str, Any], request: dict[str, Any]) -> Iterator[str]:
    """Yield what is asked to be waived; ``parts`` is what is owed of each, as yuan text."""
    t, kept_back = view.t, Decimal(request["withheld"])
    if kept_back:
        words = t.pgettext(
            "plan",
            "{amount} was kept back when the loan was paid out: I did not get it, please take it "
            "off the principal.",
        )
        yield words.format(amount=view.money(request["withheld"]))
    if let_go(request):
        gone = sum(Decimal(amount) for amount in let_go(request).values())
        words = t.pgettext("plan", "Please waive {parts}.")
        if gone == Decimal(request["above"]) and kept_back:
            words = t.pgettext(
                "plan",
                "Please drop {parts}: that is charged on money I did not get, or lies above the "
                "line of costs.",
            )
        elif gone == Decimal(request["above"]):
            words = t.pgettext("plan", "Please drop {parts}: that lies above the line of costs.")
        elif Decimal(request["above"]) > 0 and kept_back:
            words = t.pgettext(
                "plan",
                "Please waive {parts}; {above} of it is charged on money I did not get, or lies "
                "above the line of costs.",
            )
        elif Decimal(request["above"]) > 0:
            words = t.pgettext(
                "plan", "Please waive {parts}; {above} of it lies above the line of costs."
            )
        said = waived_words(view, parts, request)
        yield words.format(parts=said, above=view.money(request["above"]))


def let_go(request: dict[str, Any]) -> dict[str, str]:
    """Return what is asked to be waived of each part beside what was never paid out."""
    parts = {one["part"]: Decimal(one["amount"]) for one in request["waived"]}
    if "principal" in parts:
        parts["principal"] -= Decimal(request["withheld"])
    return {part: f"{amount:.2f}" for part, amount in parts.items() if amount}


def waived_words(view: View, plan: dict[str, Any], request: dict[str, Any]) -> str:
    """Return every part that is asked to be waived with its amount, and whether it is all of it."""
    t = view.t
    whole = {
        "penalty": t.pgettext("plan", "the penalty of {amount}"),
        "fees": t.pgettext("plan", "the fees of {amount}"),
        "interest": t.pgettext("plan", "the interest of {amount} due so far"),
        "principal": t.pgettext("plan", "the principal of {amount}"),
    }
    some = {
        "penalty": t.pgettext("plan", "{amount} of the penalty"),
        "fees": t.pgettext("plan", "{amount} of the fees"),
        "interest": t.pgettext("plan", "{amount} of the interest due so far"),
        "principal": t.pgettext("plan", "{amount} of the principal"),
    }
    said = [
        (whole if amount == plan[part] else some)[part].format(amount=view.money(amount))
        for part, amount in let_go(request).items()
    ]
    return t.pgettext("list", ", ").join(said)


def _kept(view: View, plan: dict[str, Any]) -> str:
    t = view.t
    nothing, following = t.pgettext("plan", "I ask you for nothing."), next_by_contract(plan)
    if plan["late_on"] or plan["whole"]:
        return view.join(nothing, kept_words(view, plan))
    if not Decimal(following):
        return nothing
    words = t.pgettext(
        "plan", "I ask you for nothing: this contract is paid as agreed, next {monthly}."
    )
    return words.format(monthly=view.money(following))


def _open(view: View, _plan: dict[str, Any]) -> str:
    return view.t.pgettext("plan", "I ask you for nothing, and can promise no amount yet.")


def next_by_contract(plan: dict[str, Any]) -> str:
    """Return what the contract asks for next, else what it takes a month."""
    return str(plan["old"]["next"] or plan["monthly"])


def why_it_holds(view: View) -> str:
    """Return income, living, what is left and what it is for; then the day and both odds."""
    means = view.doc["means"]
    if is_untold(view):
        return untold(view.t)
    left = Decimal(means["left"])
    if left <= 0:
        short = (_month(view, f"{-left:.2f}", short=True), deficit(view))
        beside = (*later_month(view), *not_counted(view))
        return view.join(*short, *beside, *relieved(view))
    first = _month(view, means["left"], short=False)
    beside = (*later_month(view), *not_counted(view), *_no_amount(view))
    said = (*beside, *_offered(view), *_days(view), *shortage(view))
    return view.join(first, *said, *odds_words(view))


def _month(view: View, rest: str, *, short: bool) -> str:
    """Return income and what it goes to, and what is left or missing."""
    t, sums = view.t, view.doc["means"]["sums"]
    living = Decimal(sums["necessary"]) + Decimal(sums["flexible"])
    apart = Decimal(sums["apart"])
    words = {
        (True, False): t.pgettext(
            "plan",
            "A month my household has {income}; living takes {living}, home, pledges and rare "
            "bills {apart}; {rest} is left.",
        ),
        (False, False): t.pgettext(
            "plan", "A month my household has {income}; living takes {living}; {rest} is left."
        ),
        (True, True): t.pgettext(
            "plan",
            "A month my household has {income}; living takes {living}, home, pledges and rare "
            "bills {apart}; {rest} is missing.",
        ),
        (False, True): t.pgettext(
            "plan", "A month my household has {income}; living takes {living}; {rest} is missing."
        ),
    }
    return words[bool(apart), short].format(
        income=view.money(sums["income"]),
        living=view.money(f"{living:.2f}"),
        apart=view.money(f"{apart:.2f}"),
        rest=view.money(rest),
    )


def holds(view: View) -> bool:
    """Return whether there is an amount that holds: the likely cash and the odds carry it."""
    left, firm = Decimal(view.doc["means"]["left"] or 0), view.doc["odds"]["firm"]
    return left > 0 and firm and view.doc["plan"]["kind"] != "pause" and not short_of(view)


def _no_amount(view: View) -> Iterator[str]:
    """Yield why nothing is offered though something is left, to the others if this one is."""
    others = view.t.pgettext("plan", "Why the other lenders are offered no amount yet: {reason}.")
    paid = is_protected(view) and Decimal(view.doc["plan"]["monthly"]) > 0
    yield from why_no_amount(view, others if paid else None)


def _offered(view: View) -> Iterator[str]:
    t, means, totals = view.t, view.doc["means"], view.doc["totals"]
    if Decimal(means["payment"]) <= 0 or not totals["asked"]:
        return
    yield shared_words(view).format(
        payment=view.money(means["payment"]),
        shared=view.money(totals["offer"]),
        count=totals["asked"],
        monthly=view.money(view.doc["plan"]["monthly"]),
    )
    if means["once_past"] is not None:
        yield _once_past(view, means["once_past"])
    if Decimal(totals["reserve"] or 0) > 0:
        kept = t.pgettext("plan", "{reserve} is kept as a contingency.")
        yield kept.format(reserve=view.money(totals["reserve"]))


def _once_past(view: View, past: dict[str, str]) -> str:
    words = view.t.pgettext(
        "plan",
        "On {day} a bill of {amount} falls due; once it is past, from {since} on, up to {payment} a"
        " month can.",
    )
    return words.format(
        day=view.day(past["day"]), amount=view.money(past["amount"]),
        payment=view.money(past["payment"]), since=view.month(past["since"]),
    )  # fmt: skip


def _days(view: View) -> Iterator[str]:
    odds, request = view.doc["odds"], view.doc["plan"]["request"]
    if odds["pay_day"] is not None and request is not None:
        words = view.t.pgettext("plan", "Money comes on day {payday}, I pay on day {day}.")
        yield words.format(payday=odds["pay_day"], day=request["day"])


def review_day(view: View) -> str:
    """Return the ISO day on which the figures are looked at anew: the end of a pause, if any.

    Empty where no figures are known yet.
    """
    return str(view.doc["plan"]["hold_until"] or "")


def review_words(view: View) -> str:
    """Return when the figures are looked at again, and what is told in between."""
    t, doc = view.t, view.doc
    if not review_day(view):
        return t.pgettext(
            "plan",
            "Once you have my figures I will review this with you. I will tell you of any change "
            "as soon as I know of it.",
        )
    words = (
        t.pgettext(
            "plan",
            "On {day}, when the pause ends, I will review this with you on new statements; if "
            "income has improved I will pay. I will tell you of any change as soon as I know of "
            "it.",
        )
        if doc["plan"]["kind"] == "pause"
        else t.pgettext(
            "plan",
            "On {day}, after half a year, I will review this with you on new statements; if income "
            "has improved I will pay more. I will tell you of any change as soon as I know of it.",
        )
    )
    text = words.format(day=view.day(review_day(view)))
    if doc["odds"]["first_term"] is None or doc["plan"]["request"] is None:
        return text
    early = t.pgettext(
        "plan",
        "No month of my records shows my income yet: after {months} months let us look together at "
        "whether the amounts from then on can be kept.",
    )
    return view.join(early.format(months=doc["odds"]["first_term"]), text)
