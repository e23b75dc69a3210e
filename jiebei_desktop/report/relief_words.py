"""What a lender whose debt guards home or work is asked for, in sentences."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from jiebei_desktop.domain.debts import HOME_LOANS
from jiebei_desktop.report.blocks import Block, View, line

_ZERO = "0.00"


def lends_for_interest(plan: dict[str, Any]) -> bool:
    """Return whether relief of a loan is asked, not only that what is late is paid in parts."""
    asked = plan["relief"]
    if asked is None:
        return True
    return asked["eased"] and (not asked["arrears_months"] or asked["interest_only"] != _ZERO)


def relief_sentence(view: View, plan: dict[str, Any]) -> str:
    """Return what a lender that is kept first is asked for, from when, and what can be paid."""
    t, asked = view.t, plan["relief"]
    if not lends_for_interest(plan):
        return _spread(view, plan)
    words = (
        t.pgettext(
            "plan",
            "From {first} on, for {months} months until {until}, please take interest only "
            "({interest} a month), spread the {arrears} past due over {parts} months ({part} each, "
            "the first on {since}) and stop the penalty.",
        )
        if asked["arrears_months"]
        else t.pgettext(
            "plan",
            "From {first} on, for {months} months until {until}, please take interest only "
            "({interest} a month).",
        )
    )
    text = words.format(
        months=asked["months"],
        interest=view.money(asked["interest_only"]),
        **arrears_words(view, asked),
    )
    if not asked["enough"]:
        text = view.join(text, _beyond(view, plan))
    return view.join(why_eased(view, asked), text, *beside_eased(view, asked))


def why_eased(view: View, asked: dict[str, Any]) -> str:
    """Return what the cash of a day lacks by the contract; empty where it is not the reason."""
    if asked["short"] is None:
        return ""
    words = view.t.pgettext("plan", "If I pay by the contract, {short} is missing on {short_on}.")
    return words.format(short=view.money(asked["short"]), short_on=view.day(asked["short_on"]))


def beside_eased(view: View, asked: dict[str, Any]) -> Iterator[str]:
    """Yield the last part of what is late, how a loan goes on after relief, and what waits."""
    t = view.t
    if asked["arrears_months"] and asked["arrears_last"] != asked["arrears_part"]:
        words = t.pgettext("plan", "The last part is {last}.")
        yield words.format(last=view.money(asked["arrears_last"]))
    if asked["eased"] and asked["enough"] and asked["instalment"] != _ZERO:
        words = t.pgettext(
            "plan", "After that the instalments go on by contract, each {months} months later."
        )
        yield words.format(months=asked["months"])
    if asked["put_off"] is not None:
        words = t.pgettext(
            "plan",
            "The money for the instalment of {put_off} comes only after it, so it is counted as "
            "past due here.",
        )
        yield words.format(put_off=view.day(asked["put_off"]))


def arrears_words(view: View, asked: dict[str, Any]) -> dict[str, str]:
    """Return the figures of a relief that its sentences name: what is late, its parts, the days."""
    return {
        "first": "" if asked["first"] is None else view.day(asked["first"]),
        "until": "" if asked["until"] is None else view.day(asked["until"]),
        "instalment": view.money(asked["instalment"]),
        "arrears": view.money(asked["arrears"]),
        "parts": str(asked["arrears_months"]),
        "part": view.money(asked["arrears_part"]),
        "since": "" if asked["arrears_from"] is None else view.day(asked["arrears_from"]),
    }


def eased_lines(view: View, ask: dict[str, Any], figures: dict[str, str]) -> Iterator[Block]:
    """Yield what the contract asks for beside what is left for it, and interest only."""
    t = view.t
    able = (
        t.pgettext(
            "letter",
            "After living costs and what else guards home and work, {amount} a month is left for "
            "this debt; the contract asks for {instalment}, the arrears for {part} beside.",
        )
        if ask["arrears_months"]
        else t.pgettext(
            "letter",
            "After living costs and what else guards home and work, {amount} a month is left for "
            "this debt; the contract asks for {instalment}.",
        )
    )
    if why := why_eased(view, ask):
        yield line("p", why)
    elif ask["instalment"] != _ZERO:
        yield line("p", able.format(amount=view.money(ask["able"]), **figures))
    if ask["interest_only"] != _ZERO:
        words = t.pgettext(
            "letter",
            "I ask you for interest only for {months} months from {first} on: {amount} a month.",
        )
        amount = view.money(ask["interest_only"])
        yield line("strong", words.format(months=ask["months"], amount=amount, **figures))


def _beyond(view: View, plan: dict[str, Any]) -> str:
    """Return what can be paid where even the relief is more than is left, and what would help."""
    t = view.t
    less = (
        t.pgettext(
            "plan",
            "Even that is more than is left: I can pay {able} a month. A longer term, a lower rate "
            "or the housing fund would have to carry the rest.",
        )
        if plan["product"] in HOME_LOANS
        else t.pgettext(
            "plan",
            "Even that is more than is left: I can pay {able} a month. A longer term or a lower "
            "rate would have to carry the rest.",
        )
    )
    return less.format(able=view.round(plan["relief"]["able"]))


def _spread(view: View, plan: dict[str, Any]) -> str:
    """Return what is asked where instalments go on, or there are none: what is late in parts."""
    t, asked = view.t, plan["relief"]
    late = t.pgettext(
        "plan",
        "Please let me pay the {arrears} past due in {parts} months, {part} each month, the first "
        "on {since}.",
    )
    said = [late]
    if not asked["eased"] and asked["instalment"] != _ZERO:
        goes_on = t.pgettext(
            "plan", "The instalments go on by contract, next {instalment} on {first}."
        )
        said = [goes_on, late]
    if Decimal(plan["nominal"]) > 0:
        said.append(t.pgettext("plan", "While I keep to this, no penalty runs."))
    text = view.join(*said).format(**arrears_words(view, asked))
    text = view.join(text, *beside_eased(view, asked))
    if asked["enough"]:
        return text
    less = t.pgettext("plan", "Even that is more than is left: I can pay {able} a month.")
    return view.join(text, less.format(able=view.round(asked["able"])))


def relieved_part(view: View, plan: dict[str, Any], part: str) -> str:
    """Return what becomes of a part of what is owed under relief."""
    t = view.t
    if part == "principal" and plan["arrears_parts"][part] == _ZERO:
        return (
            t.pgettext("plan", "by contract after the months of interest only")
            if lends_for_interest(plan)
            else t.pgettext("plan", "as the contract says")
        )
    if part != "interest":
        return t.pgettext("plan", "past due in parts")
    if plan["arrears_parts"][part] != _ZERO:
        return t.pgettext("plan", "past due in parts, then paid each month")
    return t.pgettext("plan", "paid each month")


def relieved(view: View) -> Iterator[str]:
    """Yield what debts for home and work would take if their lenders agree to what is asked."""
    asked = [one for one in view.doc["debts"] if one["basis"] == "protected"]
    outside = [one["kind"] for one in asked]
    if outside == ["relief"] and view.addressee() in asked:
        words = view.t.pgettext(
            "plan",
            "Your instalments count by contract here; if you agree to what I ask they take "
            "{amount} a month.",
        )
        yield words.format(amount=view.money(view.doc["totals"]["protected"]))
    elif set(outside) & {"relief", "pause"} == {"pause"}:
        yield view.t.pgettext(
            "plan",
            "Home, pledges and work count by contract here. I ask their lenders for a pause too.",
        )
    elif "relief" in outside:
        words = view.t.pgettext(
            "plan",
            "Home, pledges and work count by contract here. I ask their lenders for relief too; "
            "if it is granted they take {amount}, and I tell you then what can be paid.",
        )
        yield words.format(amount=view.money(view.doc["totals"]["protected"]))
