"""Words for a lender that is paid by its contract, whole, or asked for a pause."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from jiebei_desktop.services.papers.call_desk import Basis, CallAsk, Demand
from jiebei_desktop.text.call_voice import Voice
from jiebei_desktop.text.formats import day, short_day
from jiebei_desktop.text.texts import Texts, Wording

ONE_DAY = frozenset({Basis.AGREED, Basis.CONTRACT, Basis.WHOLE})
"""Where the amount named is the next one on its day, not so much a month."""


def filled(words: str, ask: CallAsk, voice: Voice) -> str:
    """Set the figures of a call into a sentence."""
    days = {
        name: "" if on is None else short_day(on, voice.t)
        for name, on in (
            ("day", ask.first),
            ("late_on", ask.late_on),
            ("put_off", ask.put_off),
            ("until", ask.hold_until),
        )
    }
    amount = "" if ask.amount is None else voice.yuan(ask.amount)
    more = {
        "late": ask.late,
        "given": ask.given,
        "short": ask.low.short,
    }
    said = {name: voice.yuan(fen) for name, fen in more.items()}
    return words.format(
        amount=amount,
        count=ask.periods,
        dues=_dues(ask, voice),
        **said,
        **days,
        short_on=day(ask.low.day, voice.t),
    )


def _dues(ask: CallAsk, voice: Voice) -> str:
    """Return every amount that is paid by the contract before the instalments, on its day."""
    words, t = voice.t.pgettext("call", "{amount} on {day}"), voice.t
    said = (words.format(amount=voice.yuan(fen), day=short_day(on, t)) for on, fen in ask.dues)
    return t.pgettext("list", ", ").join(said)


def wish(ask: CallAsk, t: Texts) -> str:
    """Return the sentence that says how a contract is kept, or that all is paid."""
    late = ask.late_on is not None
    if ask.basis is Basis.WHOLE:
        return t.pgettext(
            "call",
            "On {day} I pay all that is owed, {amount}. Please confirm the amount and that "
            "nothing is left after it.",
        )
    if ask.put_off is not None:
        return t.pgettext(
            "call",
            "The money for what is due on {put_off} comes later: I pay {late} on {late_on}, once. "
            "Then I keep to it, {amount} on {day} next.",
        )
    if ask.basis is Basis.AGREED and late:
        return t.pgettext(
            "call",
            "I am behind with our agreement: {late} comes on {late_on}, once. Then I keep to it, "
            "{amount} on {day} next.",
        )
    if ask.basis is Basis.AGREED:
        return t.pgettext("call", "We have an agreement: {amount} on {day}. I keep to it.")
    if late:
        return t.pgettext(
            "call",
            "What is late, {late}, comes on {late_on}, once. Then I keep to the contract, "
            "{amount} on {day} next.",
        )
    return t.pgettext("call", "By the contract {amount} is due on {day}. I will pay it then.")


def before(ask: CallAsk, t: Texts) -> Iterator[str]:
    """Yield the sentences that say what is paid before the instalments: by contract, or cash."""
    if ask.dues:
        yield t.pgettext("call", "By the contract I still pay {dues}.")
    if ask.given:
        yield t.pgettext(
            "call",
            "Once you have confirmed all of it in writing I pay {given} out of cash that living "
            "does not need; this is about the rest.",
        )


def once(t: Texts) -> str:
    """Return the sentence of a request that is one payment."""
    return t.pgettext(
        "call",
        "I want to repay it. I can pay {amount} on {day}, and with that it is settled. Please put "
        "my proposal on record.",
    )


def pause(ask: CallAsk, t: Texts) -> str:
    """Return the sentence that asks for months without a payment, as the request has it."""
    if not ask.frozen and not ask.at_least:
        return t.pgettext(
            "call",
            "I want to repay it, but at present there is no amount a month that I could keep. "
            "Please let me pay nothing until {until}; before that I send you my figures anew.",
        )
    if ask.frozen:
        return t.pgettext(
            "call",
            "I want to repay it, but at present there is no amount a month that I could keep. "
            "Please stop interest and penalty and let me pay nothing until {until}; before that I "
            "send you my figures anew.",
        )
    return t.pgettext(
        "call",
        "I want to repay it, and it is not late, but at present there is no amount a month that I "
        "could keep. Please let me pay nothing until {until} without counting it as late; the "
        "contract's interest runs on, and before that I send you my figures anew.",
    )


def caption(ask: CallAsk, t: Texts) -> str:
    """Say when the amount named first is paid, and what comes before it."""
    late = ask.late_on is not None
    if ask.basis is Basis.WHOLE:
        return t.pgettext("call", "all of it, on {day}")
    if ask.put_off is not None:
        return t.pgettext("call", "on {day}; before, {late} once on {late_on}")
    if ask.basis is Basis.AGREED:
        return (
            t.pgettext("call", "agreed, on {day}; before, {late} late once on {late_on}")
            if late
            else t.pgettext("call", "agreed, on {day}")
        )
    return (
        t.pgettext("call", "by contract, on {day}; before, {late} late once on {late_on}")
        if late
        else t.pgettext("call", "by contract, on {day}")
    )


def answers(ask: CallAsk, *, today: bool, charged: bool = True) -> Wording:
    """Return what is answered otherwise than to a lender that is asked for instalments.

    Args:
        ask: the figures of the call.
        today: whether what the contract asks first, the late sum or the whole, is there today.
        charged: whether lateness costs anything, so that a penalty can be asked to stop.
    """
    if ask.amount is None:
        return _unnamed(ask, charged=charged)
    opening = partial(wish, ask)
    paid: Wording = {Demand.PART_TODAY: opening} if today else {}
    if ask.basis is Basis.WHOLE:
        return {**_WHOLE, **({Demand.ALL_AT_ONCE: opening} if today else {}), **paid}
    if ask.is_on_time:
        return _ON_TIME
    if ask.late_on is not None:
        return {**_LATE, **({} if ask.put_off is None else _PUT_OFF), **paid}
    known = _paid_before(ask)
    return {**({} if charged else _UNCHARGED), **(_ONCE if ask.periods == 1 else known)}


def _paid_before(ask: CallAsk) -> Wording:
    """Return what is answered where something is paid before the instalments."""
    if not ask.given:
        return _DUE if ask.dues else {}
    return {**_DUE, **_DUE_AND_GIVEN} if ask.dues else _GIVEN


def _unnamed(ask: CallAsk, *, charged: bool) -> Wording:
    """Return what is answered where no amount is named."""
    if ask.hold_until is None:
        return _WITHOUT if charged else _WITHOUT_PENALTY
    if ask.frozen:
        return _PAUSED_LATE if charged else _PAUSED_WITHOUT_INTEREST
    return _PAUSED if ask.at_least else _PAUSED_WITHOUT_INTEREST


_ON_TIME: Wording = {
    Demand.ALL_AT_ONCE: lambda t: t.pgettext(
        "call",
        "This debt is on time. The next payment is {amount} on {day}; I will not pay it all now.",
    ),
    Demand.PART_TODAY: lambda t: t.pgettext(
        "call", "Nothing is due today. {amount} follows on {day}."
    ),
    Demand.SUE: lambda t: t.pgettext(
        "call",
        "This debt is on time and nothing of it is late. I will answer formal papers of the court "
        "in time.",
    ),
}
_DUE: Wording = {
    Demand.PART_TODAY: lambda t: t.pgettext(
        "call", "By the contract I pay {dues}, then {amount} a month from {day} on."
    ),
    Demand.NAME_A_DAY: lambda t: t.pgettext(
        "call",
        "What I can keep to is {dues} by the contract, and {amount} on {day}. I will not promise "
        "another day offhand.",
    ),
}
_GIVEN: Wording = {
    Demand.ALL_AT_ONCE: lambda t: t.pgettext(
        "call",
        "I cannot pay it all at once. {given} comes once you have confirmed it in writing, which "
        "is all that living does not need; then {amount} a month from {day} on.",
    ),
    Demand.PART_TODAY: lambda t: t.pgettext(
        "call",
        "{given} comes out of cash once you have confirmed it in writing, then {amount} a month "
        "from {day} on.",
    ),
}
_DUE_AND_GIVEN: Wording = {
    Demand.ALL_AT_ONCE: lambda t: t.pgettext(
        "call",
        "I cannot pay it all at once. By the contract I pay {dues}, and {given} once you have "
        "confirmed it in writing, which is all that living does not need; then {amount} a month "
        "from {day} on.",
    ),
    Demand.PART_TODAY: lambda t: t.pgettext(
        "call",
        "By the contract I pay {dues}, and {given} out of cash once you have confirmed it in "
        "writing, then {amount} a month from {day} on.",
    ),
}
_LATE: Wording = {
    Demand.ALL_AT_ONCE: lambda t: t.pgettext(
        "call",
        "I cannot pay it all at once. What is late, {late}, comes on {late_on}; after that "
        "{amount} on {day}, by the contract.",
    ),
    Demand.PART_TODAY: lambda t: t.pgettext(
        "call", "Today's money is for living costs. What is late, {late}, comes on {late_on}."
    ),
    Demand.SUE: lambda t: t.pgettext(
        "call",
        "What is late, {late}, comes on {late_on}. I will answer formal papers of the court in "
        "time.",
    ),
    Demand.NAME_A_DAY: lambda t: t.pgettext(
        "call",
        "What I can keep to is {late} on {late_on} and {amount} on {day}. I will not promise "
        "another day offhand.",
    ),
}
_PUT_OFF: Wording = {
    Demand.ALL_AT_ONCE: lambda t: t.pgettext(
        "call",
        "I cannot pay it all at once. {late} comes on {late_on}; after that {amount} on {day}.",
    ),
    Demand.PART_TODAY: lambda t: t.pgettext(
        "call", "Today's money is for living costs. {late} comes on {late_on}."
    ),
}
_WHOLE: Wording = {
    Demand.ALL_AT_ONCE: lambda t: t.pgettext(
        "call", "On {day} I pay all of it, {amount}; the money is there then, not before."
    ),
    Demand.PART_TODAY: lambda t: t.pgettext(
        "call", "Today's money is for living costs. All of it, {amount}, comes on {day}."
    ),
    Demand.SUE: lambda t: t.pgettext(
        "call",
        "On {day} I pay all of it, {amount}. I will answer formal papers of the court in time.",
    ),
}
_ONCE: Wording = {
    Demand.ALL_AT_ONCE: lambda t: t.pgettext(
        "call", "On {day} I can pay {amount}, once, and with that it is settled. Not before."
    ),
}
_WITHOUT: Wording = {
    Demand.ALL_AT_ONCE: lambda t: t.pgettext(
        "call",
        "I cannot pay it all at once. I am writing down my income and outgoings and send them; "
        "please note that I am negotiating.",
    ),
    Demand.PART_TODAY: lambda t: t.pgettext(
        "call",
        "Today's money is for living costs. I will work out what I can keep up and "
        "answer you; please stop the penalty until then.",
    ),
    Demand.GUARANTOR: lambda t: t.pgettext("call", "No guarantor. I pay out of my own income."),
    Demand.NAME_A_DAY: lambda t: t.pgettext(
        "call", "I do not know yet which day I could keep. I will write to you; I promise none now."
    ),
}
_UNCHARGED: Wording = {
    Demand.PART_TODAY: lambda t: t.pgettext(
        "call", "Today's money is for living costs. It begins on {day}."
    ),
}
"""Where nothing is late, or lateness costs nothing: no penalty is asked to stop."""
_WITHOUT_PENALTY: Wording = {
    **_WITHOUT,
    Demand.PART_TODAY: lambda t: t.pgettext(
        "call",
        "Today's money is for living costs. I will work out what I can keep up and answer you.",
    ),
}
_PAPERS: Wording = {
    Demand.ALL_AT_ONCE: lambda t: t.pgettext(
        "call",
        "I cannot pay it all at once. My income and outgoings can go out at once; please note "
        "that I am negotiating.",
    ),
}
_PAUSED_LATE: Wording = {
    **_WITHOUT,
    **_PAPERS,
    Demand.PART_TODAY: lambda t: t.pgettext(
        "call",
        "Today's money is for living costs. I ask to pay nothing until {until}; please stop the "
        "penalty from today.",
    ),
}
_PAUSED: Wording = {
    **_WITHOUT,
    **_PAPERS,
    Demand.PART_TODAY: lambda t: t.pgettext(
        "call",
        "Today's money is for living costs. This debt is not late; I ask to pay nothing until "
        "{until}.",
    ),
}
_PAUSED_WITHOUT_INTEREST: Wording = {
    **_WITHOUT,
    **_PAPERS,
    Demand.PART_TODAY: lambda t: t.pgettext(
        "call", "Today's money is for living costs. I ask to pay nothing until {until}."
    ),
}
