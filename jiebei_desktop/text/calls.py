"""Words for a call: the first sentence, eight demands and what to answer, and offers."""

from __future__ import annotations

from collections.abc import Iterator

from jiebei_desktop.services.papers.call_desk import (
    Basis,
    CallAsk,
    CallDesk,
    Demand,
)
from jiebei_desktop.text import call_barred, call_court, call_kept, call_short, call_terms
from jiebei_desktop.text.call_cash import out_of_cash
from jiebei_desktop.text.call_voice import Voice
from jiebei_desktop.text.texts import Texts, Wording

# -- what to say ---------------------------------------------------------------------------------


def opening(desk: CallDesk, voice: Voice) -> str:
    """Return the sentence to open with."""
    return voice.join([_who(desk, voice.t), *_wish(desk, voice)])


def _who(desk: CallDesk, t: Texts) -> str:
    name, tail = desk.household.name, desk.contract_tail
    if name and tail:
        words = t.pgettext("call", "Hello, this is {name}, contract ending {tail}.")
    elif name:
        words = t.pgettext("call", "Hello, this is {name}, about {debt}.")
    elif tail:
        words = t.pgettext("call", "Hello, it is about {debt}, contract ending {tail}.")
    else:
        words = t.pgettext("call", "Hello, it is about {debt}.")
    return words.format(name=name, tail=tail, debt=desk.debt.name)


def _no_amount(desk: CallDesk, voice: Voice) -> Iterator[str]:
    t, ask = voice.t, desk.ask
    if ask.hold_until is not None:
        yield call_kept.filled(call_kept.pause(ask, t), ask, voice)
        return
    yield call_terms.unnamed(t, late=ask.frozen)


def _sum_at_once(desk: CallDesk, voice: Voice) -> Iterator[str]:
    t, ask = voice.t, desk.ask
    words = t.pgettext(
        "call", "Once what I can sell is sold I can pay {amount} in one sum; I name the day then."
    )
    yield words.format(amount=voice.yuan(ask.at_once))
    if ask.amount is None:
        yield t.pgettext("call", "Please take that as settlement and put it on record.")


def _wish(desk: CallDesk, voice: Voice) -> Iterator[str]:
    t, ask = voice.t, desk.ask
    if desk.barred is not None:
        yield call_barred.wish(t)
        return
    yield call_court.opening(desk, t)
    yield from _sum_at_once(desk, voice) if ask.at_once else ()
    if ask.amount is None:
        yield from () if ask.at_once else _no_amount(desk, voice)
        return
    yield call_kept.filled(_first_words(ask, t), ask, voice)
    yield call_terms.waits(ask.relief, t)
    if ask.before:
        yield from (call_kept.filled(words, ask, voice) for words in call_kept.before(ask, t))
    yield call_kept.filled(call_short.told(ask, t), ask, voice)
    yield from call_terms.later(ask, voice)
    yield from call_terms.let_go(ask, voice)
    if ask.frozen:
        yield call_terms.frozen(ask, t)
    elif ask.grows and ask.basis not in call_kept.ONE_DAY:
        yield call_terms.below_interest(t, late=bool(desk.stand.overdue_days))


def _first_words(ask: CallAsk, t: Texts) -> str:
    """Return the sentence that names the amount, by why it is the one to name."""
    if ask.basis in call_kept.ONE_DAY:
        return call_kept.wish(ask, t)
    if ask.basis is Basis.SHARE and ask.periods == 1:
        return call_kept.once(t)
    if ask.relief is not None and ask.relief.instalment and not ask.relief.eased:
        return t.pgettext(
            "call",
            "I want to go on paying this loan. The instalments go on, and what is late I can pay "
            "in {count} parts beside them: {amount} a month in all from {day} on.",
        )
    if ask.basis is Basis.RELIEF and not (ask.relief is not None and ask.relief.each):
        return t.pgettext(
            "call",
            "What is late I can pay in parts: {amount} a month from {day} on, for {count} months.",
        )
    if ask.basis is Basis.RELIEF and ask.relief is not None:
        return call_terms.eased(ask.relief, t)
    return call_short.share(ask, t)


def runs(desk: CallDesk) -> bool:
    """Return whether interest or penalty runs on the debt."""
    return bool(desk.ask.at_least or desk.stand.per_day or desk.stand.parts.penalty)


def demand_title(demand: Demand, t: Texts) -> str:
    """Return what the other side says."""
    return _DEMANDS[demand](t)


def demand_answer(demand: Demand, desk: CallDesk, voice: Voice) -> str:
    """Return what can be answered, with the figures of this lender."""
    ask = desk.ask
    if desk.barred is not None:
        return call_barred.demand_answer(demand, voice.t)
    if demand is Demand.FAMILY and desk.debt.co_debtors:
        return call_terms.co_debtors(desk.debt.co_debtors, voice.t)
    charged = bool(desk.stand.overdue_days) and runs(desk)
    known = call_kept.answers(ask, today=desk.pays_today, charged=charged)
    if not runs(desk):
        known = {**_WITHOUT_CHARGES, **known}
    known = {**known, **call_court.answers(desk)}
    known = {**known, **call_short.answers(ask), **out_of_cash(desk)}
    return call_kept.filled(known.get(demand, _ANSWERS[demand])(voice.t), ask, voice)


# -- the three figures ---------------------------------------------------------------------------


def first_caption(desk: CallDesk, voice: Voice) -> str:
    """Say when and how often the amount named first is paid."""
    ask, t = desk.ask, voice.t
    times = ask.first_times
    if ask.basis in call_kept.ONE_DAY:
        return call_kept.filled(call_kept.caption(ask, t), ask, voice)
    if times is None or ask.basis is Basis.RELIEF:
        return t.pgettext("call", "on day {day} of the month").format(day=ask.first.day)
    words = t.npgettext(
        "call",
        "on day {day} of the month, once",
        "on day {day} of the month, {count} times",
        times,
    )
    said = words.format(day=ask.first.day, count=times)
    return call_terms.step_caption(ask, voice, said)


def least_caption(desk: CallDesk, t: Texts) -> str:
    """Say what the least stands for."""
    if not desk.ask.at_least:
        return t.pgettext("call", "no interest runs")
    if not desk.ask.floor:
        return t.pgettext("call", "interest is asked to stop")
    if desk.ask.by_fees:
        return t.pgettext("call", "a month's fee")
    return t.pgettext("call", "a month's interest")


# -- an offer ------------------------------------------------------------------------------------


_DEMANDS: Wording = {
    Demand.ALL_AT_ONCE: lambda t: t.pgettext("demand", "It must all be paid at once"),
    Demand.PART_TODAY: lambda t: t.pgettext("demand", "Pay a part today"),
    Demand.SUE: lambda t: t.pgettext("demand", "Pay or we sue"),
    Demand.FAMILY: lambda t: t.pgettext("demand", "We will contact your family"),
    Demand.GUARANTOR: lambda t: t.pgettext("demand", "Bring a guarantor"),
    Demand.SIGN_FIRST: lambda t: t.pgettext("demand", "Take the instalments first, then we talk"),
    Demand.NO_SUCH_PLAN: lambda t: t.pgettext("demand", "The system has no such plan"),
    Demand.NAME_A_DAY: lambda t: t.pgettext("demand", "Promise a day"),
}
_ANSWERS: Wording = {
    Demand.ALL_AT_ONCE: lambda t: t.pgettext(
        "call",
        "I cannot pay it all at once. {amount} a month from {day}; my papers can go out at once. "
        "Please put it on record.",
    ),
    Demand.PART_TODAY: lambda t: t.pgettext(
        "call",
        "Today's money is for living costs. The first payment comes on {day}; please stop "
        "the penalty until then.",
    ),
    Demand.SUE: lambda t: t.pgettext(
        "call",
        "I will answer formal papers of the court in time. I am negotiating right now; please "
        "note my proposal.",
    ),
    Demand.FAMILY: lambda t: t.pgettext(
        "call",
        "Please contact me only; please do not contact my family.",
    ),
    Demand.GUARANTOR: lambda t: t.pgettext(
        "call", "No guarantor. The amount is set by my own income."
    ),
    Demand.SIGN_FIRST: lambda t: t.pgettext(
        "call",
        "First please send me each amount, the rate, the fees, and what the credit record "
        "will say. I will confirm once I have read it.",
    ),
    Demand.NO_SUCH_PLAN: lambda t: t.pgettext(
        "call",
        "Then please pass me to whoever can take it, or tell me where to send it in writing.",
    ),
    Demand.NAME_A_DAY: lambda t: t.pgettext(
        "call", "What I can keep to is {amount} on {day}. I will not promise another day offhand."
    ),
}
_WITHOUT_CHARGES: Wording = {
    Demand.SIGN_FIRST: lambda t: t.pgettext(
        "call",
        "First please send me each amount and its day in writing. I will confirm once I have "
        "read it.",
    ),
}
"""Where neither interest nor penalty runs, as for rent: nothing of them is spoken of."""
