"""What stands beside the first amount of a call: later steps, and what is asked to be let go."""

from __future__ import annotations

from collections.abc import Iterator

from jiebei_desktop.analysis.relief_asked import ReliefAsked
from jiebei_desktop.domain.money import ZERO, Fen
from jiebei_desktop.services.papers.call_desk import CallAsk
from jiebei_desktop.text.call_voice import Voice
from jiebei_desktop.text.formats import short_day
from jiebei_desktop.text.texts import Texts, Wording


def later(ask: CallAsk, voice: Voice) -> Iterator[str]:
    """Yield the steps after the first and the number of all, as sentences; nothing when level."""
    t, (first, *others) = voice.t, ask.steps or ((0, ZERO),)
    if not others:
        return
    before = first[0]
    for months, payment in others:
        words = t.pgettext("call", "From instalment {n} on it is {amount} a month.")
        yield words.format(n=before + 1, amount=voice.yuan(payment))
        before += months
    yield t.pgettext("call", "That makes {count} instalments in all.").format(count=before)


def eased(asked: ReliefAsked, t: Texts) -> str:
    """Return the sentence that asks for interest only for a while, with {count}, {amount}, {day}.

    Where not even that is left, what is.
    """
    if not asked.enough:
        return t.pgettext(
            "call",
            "I want to go on paying this loan. For {count} months I can pay no more than {amount} "
            "a month, from {day} on; please take interest first.",
        )
    if asked.arrears:
        return t.pgettext(
            "call",
            "I want to go on paying this loan. For {count} months please take interest only and "
            "what is late in parts: {amount} a month from {day} on. Then the instalments go on.",
        )
    return t.pgettext(
        "call",
        "I want to go on paying this loan. For {count} months please take interest only: {amount} "
        "a month from {day} on. Then the instalments go on.",
    )


def waits(asked: ReliefAsked | None, t: Texts) -> str:
    """Return what is said of an instalment that the money does not reach; empty where none is."""
    if asked is None or asked.put_off is None:
        return ""
    words = t.pgettext(
        "call", "The money for {put_off} comes only after it: that instalment is in those parts."
    )
    return words.format(put_off=short_day(asked.put_off, t))


def step_caption(ask: CallAsk, voice: Voice, first: str) -> str:
    """Return the first step's caption with those that follow."""
    t = voice.t
    said = [first]
    for months, payment in ask.steps[1:]:
        words = t.npgettext("call", "then {amount} once", "then {amount}, {count} times", months)
        said.append(words.format(amount=voice.yuan(payment), count=months))
    return t.pgettext("list", ", ").join(said)


def let_go(ask: CallAsk, voice: Voice) -> Iterator[str]:
    """Yield what is asked to be let go, part by part; nothing where nothing is."""
    t = voice.t
    if ask.terms is None:
        return
    waived, withheld = dict(ask.waived), ask.terms.withheld
    if withheld:
        words = t.pgettext(
            "call", "{amount} was kept back and never paid out: please take it off the principal."
        )
        yield words.format(amount=voice.yuan(withheld))
        waived["principal"] = Fen(waived["principal"] - withheld)
    waived = {part: fen for part, fen in waived.items() if fen}
    if not waived:
        return
    parts = t.pgettext("list", ", ").join(
        _PARTS[name](t).format(amount=voice.yuan(fen)) for name, fen in waived.items()
    )
    above = ask.terms.above
    if above == sum(waived.values()) and withheld:
        words = t.pgettext(
            "call",
            "Please drop {parts}: that is charged on money I did not get, or lies above the line "
            "of costs.",
        )
    elif above == sum(waived.values()):
        words = t.pgettext("call", "Please drop {parts}: that lies above the line of costs.")
    elif above and withheld:
        words = t.pgettext(
            "call",
            "Please waive {parts}; {above} of it is charged on money I did not get, or lies above "
            "the line of costs.",
        )
    elif above:
        words = t.pgettext(
            "call", "Please waive {parts}; {above} of it lies above the line of costs."
        )
    else:
        words = t.pgettext("call", "Please waive {parts}.")
    yield words.format(parts=parts, above=voice.yuan(above))


def co_debtors(names: str, t: Texts) -> str:
    """Return who may be spoken to of the debt: who owes it, too, and nobody else."""
    words = t.pgettext(
        "call",
        "{names} owe this debt with me or stand for it; please do not contact anybody but them "
        "and me.",
    )
    return words.format(names=names)


_PARTS: Wording = {
    "penalty": lambda t: t.pgettext("call", "{amount} of penalty"),
    "fees": lambda t: t.pgettext("call", "{amount} of fees"),
    "interest": lambda t: t.pgettext("call", "{amount} of interest due so far"),
    "principal": lambda t: t.pgettext("call", "{amount} of principal"),
}


def unnamed(t: Texts, *, late: bool) -> str:
    """Return that no amount can be named yet; only who is late asks for charges to stop."""
    if late:
        return t.pgettext(
            "call",
            "I want to repay it, but I cannot name a monthly amount yet. Please stop interest "
            "and penalty for now, and tell me where to send my figures.",
        )
    return t.pgettext(
        "call",
        "I want to repay it, but I cannot name a monthly amount yet. Please tell me where to send "
        "my figures.",
    )


def below_interest(t: Texts, *, late: bool) -> str:
    """Return what is asked to stop beside an amount below the interest: a penalty only if late."""
    if late:
        return t.pgettext(
            "call", "That is less than a month's interest, so please stop interest and penalty."
        )
    return t.pgettext("call", "That is less than a month's interest, so please stop interest.")


def frozen(ask: CallAsk, t: Texts) -> str:
    """Return what is asked to stop while the terms are kept: only what the debt bears."""
    if ask.by_fees:
        return t.pgettext(
            "call", "Please charge no further instalment fees and no penalty while I keep to it."
        )
    if not ask.at_least:
        return t.pgettext("call", "Please charge no further penalty while I keep to it.")
    return t.pgettext("call", "Please stop interest and penalty while I keep to it.")
