"""Words for a call about a claim that may be out of time: nothing is promised, no amount named."""

from __future__ import annotations

from jiebei_desktop.services.papers.call_desk import CallDesk, Demand
from jiebei_desktop.services.papers.signature_checks import as_json
from jiebei_desktop.text.letters import check_words
from jiebei_desktop.text.texts import Texts, Wording


def caution(desk: CallDesk, t: Texts) -> str:
    """Return what to ask before anything is promised; empty where nothing stands against it."""
    if desk.barred is None:
        return ""
    check = as_json(desk.barred)
    return check_words(check["question"], check["state"], check["facts"], t)


def wish(t: Texts) -> str:
    """Return what to open with in place of an offer."""
    return t.pgettext(
        "call",
        "I say nothing about paying on the telephone. Please send me the contract, a statement "
        "and the day of your last demand in writing.",
    )


def say(t: Texts) -> str:
    """Return the sentence to answer an offer with."""
    return t.pgettext(
        "call", "I agree to nothing on the telephone. Please send me your terms in writing."
    )


def demand_answer(demand: Demand, t: Texts) -> str:
    """Return what can be answered without a word that could be taken for a promise."""
    return _ANSWERS[demand](t)


_ANSWERS: Wording = {
    Demand.ALL_AT_ONCE: wish,
    Demand.PART_TODAY: lambda t: t.pgettext(
        "call", "I pay nothing today and promise nothing. First I read your papers."
    ),
    Demand.SUE: lambda t: t.pgettext("call", "I will answer formal papers of the court in time."),
    Demand.FAMILY: lambda t: t.pgettext(
        "call", "Please contact me only, in writing; please do not contact my family."
    ),
    Demand.GUARANTOR: lambda t: t.pgettext("call", "No guarantor, and nothing to sign."),
    Demand.SIGN_FIRST: lambda t: t.pgettext(
        "call", "I sign nothing and take nothing on. Please send me the papers."
    ),
    Demand.NO_SUCH_PLAN: lambda t: t.pgettext(
        "call", "Then please pass me to whoever can send me the papers."
    ),
    Demand.NAME_A_DAY: lambda t: t.pgettext("call", "I name no day and no amount."),
}
