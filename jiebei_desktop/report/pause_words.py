"""What is asked of a lender while nothing is repaid: a pause, or a hold until a cut is agreed."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from jiebei_desktop.report.blocks import Block, View, line
from jiebei_desktop.report.rates import bears_interest
from jiebei_desktop.text.figures import no_amount_reason
from jiebei_desktop.text.texts import Texts


def hold_words(view: View, plan: dict[str, Any]) -> str:
    """Return what is asked until a cut of the principal is agreed."""
    t = view.t
    words = (
        t.pgettext(
            "plan",
            "Or, until that is agreed: interest and penalty stop for {months} months, until "
            "{review}; I pay {payment} each month, set against the principal, and we look at my "
            "figures anew.",
        )
        if plan["arrears"] is None or Decimal(plan["arrears"]) > 0
        else t.pgettext(
            "plan",
            "Or, until that is agreed: interest stops for {months} months, until {review}; I pay "
            "{payment} each month, set against the principal, and we look at my figures anew.",
        )
    )
    return words.format(
        months=plan["hold_months"],
        review=view.day(plan["hold_until"]),
        payment=view.round(plan["monthly"]),
    )


def pause_sentence(view: View, plan: dict[str, Any]) -> str:
    """Return that no amount can be promised yet, and until when a pause is asked for."""
    t = view.t
    none = (
        t.pgettext("plan", "What is left is not yet enough to promise an amount that I would keep.")
        if Decimal(view.doc["means"]["left"] or 0) > 0
        else t.pgettext("plan", "My means leave nothing to promise now.")
    )
    if plan["hold_until"] is None:
        return view.join(untold(t), held_words(t, frozen=plan["frozen"]))
    until = view.day(plan["hold_until"])
    if plan["hold_months"] > 1:
        months = t.pgettext("plan", "{day} ({months} months)")
        until = months.format(day=until, months=plan["hold_months"])
    return view.join(none, _pause_words(plan, t).format(until=until))


def why_no_amount(view: View, words: str | None = None) -> Iterator[str]:
    """Yield why no amount is offered, in ``words`` if other lenders are meant; else nothing."""
    t, later = view.t, view.doc["means"]["later"]
    if (code := view.doc["means"]["no_amount"]) is None:
        return
    if code == "income_ends" and later and later["income"] is not None:
        since = t.pgettext("plan", "No amount is offered yet: the income comes only from {since}.")
        yield since.format(since=view.month(later["since"]))
        return
    words = words or t.pgettext("plan", "Why no amount is offered yet: {reason}.")
    yield words.format(reason=no_amount_reason(code, t).rstrip("。."))


def unkept(view: View) -> Block:
    """Return that no amount is named in a letter and why: none could be kept, or none is known."""
    if is_untold(view):
        return line("p", untold(view.t))
    words = view.t.pgettext("letter", "At present there is no amount that I could keep.")
    return line("p", view.join(words, *why_no_amount(view)))


def is_untold(view: View) -> bool:
    """Return whether nothing was said of income and outgoings."""
    return "means" in view.doc["missing"]


def untold(t: Texts) -> str:
    """Return that nothing was said of income and outgoings."""
    return t.pgettext("plan", "My income and outgoings are not all filled in; the rest follows.")


def held_title(plan: dict[str, Any], t: Texts) -> str:
    """Return what a paper is called that asks for nothing but that."""
    if plan["frozen"]:
        return t.pgettext("plan", "Request to stop interest and penalty")
    return t.pgettext("plan", "Request to stop the penalty")


def held_words(t: Texts, *, frozen: bool) -> str:
    """Return what is asked until the figures are there; a home loan goes on bearing interest."""
    if frozen:
        return t.pgettext(
            "plan",
            "Please stop interest and penalty from today and hold further steps until you have "
            "them. That lets nothing off.",
        )
    return t.pgettext(
        "plan",
        "Please stop the penalty from today and hold further steps until you have them. That lets "
        "nothing off.",
    )


def _pause_words(plan: dict[str, Any], t: Texts) -> str:
    """Return what a pause asks for: no charges where late, else that the interest alone runs on."""
    if plan["frozen"]:
        return t.pgettext(
            "plan",
            "Please stop interest and penalty from today until {until} and hold further steps; "
            "on that day I show you my figures anew. A pause lets nothing off.",
        )
    if not bears_interest(plan):
        return t.pgettext(
            "plan",
            "Please let me pay nothing until {until} and hold further steps; on that day I show "
            "you my figures anew. A pause lets nothing off.",
        )
    return t.pgettext(
        "plan",
        "Please let me pay nothing until {until} without counting it as late, and hold further "
        "steps; the contract's interest runs on. On that day I show you my figures anew. A pause "
        "lets nothing off.",
    )
