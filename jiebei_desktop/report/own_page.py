"""What opens the user's own edition: the next step, own limits, what to look at before signing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from jiebei_desktop.report.blocks import Block, View, line, listed, note, table
from jiebei_desktop.report.cash_pages import WANTED
from jiebei_desktop.report.request_words import next_by_contract
from jiebei_desktop.report.sizes import sized
from jiebei_desktop.report.terms_pages import ladder
from jiebei_desktop.text.guide import document_name
from jiebei_desktop.text.letters import check_title, check_words, missing_words, state_name

_NOTES = 4
"""Lines to write in."""


def own_page(view: View) -> Iterator[Block]:
    """Yield the first page of the private edition: what to do next, and what stays with you."""
    t, own, plan = view.t, view.doc["own"], view.doc["plan"]
    yield line("kicker", t.pgettext("plan", "For you only. Do not hand in this page."))
    yield line("title", t.pgettext("plan", "What to do next"))
    yield line("strong", _next(view, own["next_action"]))
    if view.doc["missing"]:
        between = t.pgettext("list", ", ")
        names = between.join(missing_words(code, t) for code in view.doc["missing"])
        words = t.pgettext("plan", "Not known yet, so the request leaves a line: {names}.")
        yield line("p", words.format(names=names))
    yield line("h2", t.pgettext("plan", "Your own limits"))
    yield _limits(view)
    if own["runway_days"] is not None:
        message = t.pgettext("plan", "Without any income your cash lasts {days} days.")
        yield line("p", message.format(days=own["runway_days"]))
    yield from before_signing(view, view.doc["own"]["checks"])
    ways = [] if plan is None else list(ladder(view, plan))
    if ways:
        yield line("h2", t.pgettext("plan", "If they say no: other ways that fit the same amount"))
        yield listed(ways, numbered=False)
    yield from _papers(view)
    yield line("h2", t.pgettext("plan", "What they answered, and who"))
    yield {"kind": "lines", "count": _NOTES}
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
    limits = {
        "floor": (t.pgettext("plan", "Floor"), t.pgettext("plan", "Kept in most poor cases, too")),
        "recommended": (
            t.pgettext("plan", "Safe amount"),
            _offered(view),
        ),
        "ceiling": (t.pgettext("plan", "Ceiling"), t.pgettext("plan", "Do not agree above this")),
        "reserve": (
            t.pgettext("plan", "Cash to keep"),
            t.pgettext("plan", "About six weeks of living"),
        ),
        "safe_to_spend": (
            t.pgettext("plan", "Free to spend in 30 days"),
            t.pgettext("plan", "Cautious estimate"),
        ),
    }
    head = (t.pgettext("plan", "Limit"), t.pgettext("plan", "Yuan"), t.pgettext("plan", "Meaning"))
    rows = [
        (name, none if own[key] is None else view.amount(own[key]), why)
        for key, (name, why) in limits.items()
    ]
    return sized(table(head, "lrl", rows))


def _offered(view: View) -> str:
    """Say what the safe amount is for, and that the plan pays more where it does."""
    t, means = view.t, view.doc["means"]
    if not means["above_safe"]:
        return t.pgettext("plan", "What to offer to all together")
    words = t.pgettext("plan", "The plan pays more: {amount}")
    return words.format(amount=view.amount(means["payment"]))


def _next(view: View, code: str) -> str:
    t, plan = view.t, view.doc["plan"]
    words = {
        "send_request": t.pgettext("plan", "Send this request to {lender} and note the answer."),
        "ask_law": t.pgettext(
            "plan",
            "First ask 12348 whether the claim of {lender} is out of time; send and promise "
            "nothing before.",
        ),
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
        return t.pgettext("plan", "No lender has to be asked for anything now.")
    return words[code].format(
        lender=view.name(debt),
        arrears="____" if plan["arrears"] is None else view.money(plan["arrears"]),
        monthly=view.money(next_by_contract(plan)),
    )


def before_signing(view: View, checks: Sequence[dict[str, Any]]) -> Iterator[Block]:
    """Yield the seven questions before a signature, answered: what a copy for oneself has."""
    t = view.t
    if not checks:
        return
    yield line("h2", t.pgettext("plan", "Before you sign"))
    rows = [
        (
            check_title(one["question"], t),
            state_name(one["state"], t),
            check_words(one["question"], one["state"], one["facts"], t),
        )
        for one in checks
    ]
    head = (
        t.pgettext("plan", "Question"),
        t.pgettext("plan", "State"),
        t.pgettext("plan", "What was found"),
    )
    yield sized(table(head, "lll", rows))


def _papers(view: View) -> Iterator[Block]:
    """Yield which of the usual documents are not attached yet; the lender's copy lists no gaps."""
    t = view.t
    kinds = {one["kind"] for one in view.doc["evidence"] if one["number"]}
    missing = [document_name(kind, t) for kind in WANTED if kind not in kinds]
    if missing:
        words = t.pgettext("plan", "Documents that would help and are not attached: {names}.")
        yield line("p", words.format(names=t.pgettext("list", ", ").join(missing)))
