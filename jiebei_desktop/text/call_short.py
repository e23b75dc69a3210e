"""Words for a call where the likely cash does not carry the plan's way: nothing is called kept."""

from __future__ import annotations

from jiebei_desktop.services.papers.call_desk import CallAsk, Demand
from jiebei_desktop.text.texts import Texts, Wording


def share(ask: CallAsk, t: Texts) -> str:
    """Return the sentence that names this lender's part: one that is kept, or a proposal."""
    if ask.low.short:
        return t.pgettext(
            "call",
            "I want to repay it. I propose {amount} a month from {day} on. Please put my "
            "proposal on record.",
        )
    return t.pgettext(
        "call",
        "I want to repay it. I can pay {amount} a month from {day} on. Please put my "
        "proposal on record.",
    )


def told(ask: CallAsk, t: Texts) -> str:
    """Return what is missing on which day, and what that asks for; empty where nothing is."""
    if not ask.low.short:
        return ""
    return t.pgettext(
        "call",
        "Reckoned today, {short} is still missing on {short_on}: if I cannot cover it, one "
        "payment has to come later or be smaller.",
    )


def answers(ask: CallAsk) -> Wording:
    """Return the answers that promise less where an amount is named and something is missing."""
    return _SHORT if ask.low.short and ask.amount is not None else {}


_SHORT: Wording = {
    Demand.GUARANTOR: lambda t: t.pgettext(
        "call", "No guarantor. The amount is set by my own income."
    ),
    Demand.NAME_A_DAY: lambda t: t.pgettext(
        "call",
        "On {short_on} I would still be {short} short. Until that is covered I promise no day "
        "offhand; I will write to you.",
    ),
}
