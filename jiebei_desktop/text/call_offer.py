"""What a lender's counter-offer means, in words: the headline, five lines, what to say."""

from __future__ import annotations

from collections.abc import Iterator

from jiebei_desktop.domain.money import Fen
from jiebei_desktop.services.papers.call_desk import (
    CallDesk,
    CounterAnswer,
    CounterOffer,
    CounterVerdict,
)
from jiebei_desktop.text import call_barred
from jiebei_desktop.text.call_voice import Voice
from jiebei_desktop.text.formats import percent, short_day
from jiebei_desktop.text.odds import about
from jiebei_desktop.text.texts import Texts, Wording

_RATE_DIGITS = 1


def verdict_words(found: CounterAnswer, t: Texts) -> str:
    """Return the headline of an answer."""
    if found.once_covered:
        words = t.pgettext("call", "You can keep this up once what is missing on {day} is covered")
        return words.format(day=short_day(found.gap.day, t))
    return _VERDICTS[found.verdict](t)


def counter_rows(desk: CallDesk, found: CounterAnswer, voice: Voice) -> Iterator[tuple[str, str]]:
    """Yield the five lines behind an answer: name and value."""
    yield voice.t.pgettext("call", "Against “not above”"), _over(found, voice)
    yield _beside(desk, found, voice)
    yield voice.t.pgettext("call", "Late at least once in a year"), _late(desk, found, voice.t)
    yield voice.t.pgettext("call", "In all, and true yearly rate"), _cost(desk, found, voice)
    yield voice.t.pgettext("call", "Cash while it runs"), _cash(found, voice)


def _cash(found: CounterAnswer, voice: Voice) -> str:
    t, low = voice.t, found.low
    if found.once_covered:
        return t.pgettext(
            "call", "{amount} short on {day}, no deeper than the {before} short on {earlier}"
        ).format(
            amount=voice.money(low.short), day=short_day(low.day, t),
            before=voice.money(found.gap.short), earlier=short_day(found.gap.day, t),
        )  # fmt: skip
    words = (
        t.pgettext("call", "{amount} short on {day}")
        if low.short
        else t.pgettext("call", "at its lowest {amount}, on {day}")
    )
    amount = voice.money(low.short or low.amount)
    return words.format(amount=amount, day=short_day(low.day, t))


def _over(found: CounterAnswer, voice: Voice) -> str:
    t = voice.t
    if found.over is None:
        return t.pgettext("call", "not known yet")
    if not found.over:
        return t.pgettext("call", "the same")
    words = (
        t.pgettext("call", "{amount} higher")
        if found.over > 0
        else t.pgettext("call", "{amount} lower")
    )
    return words.format(amount=voice.money(Fen(abs(found.over))))


def _others(desk: CallDesk, t: Texts) -> str:
    """Return who else gets something of the same amount: lenders are counted, not their debts."""
    if not desk.other_lenders:
        alone = t.pgettext("call", "With this lender's other debt, {amount}")
        return alone if desk.other_here else ""
    if desk.other_here:
        return t.npgettext(
            "call",
            "With the other lender and this one's other debt, {amount}",
            "With the {count} others and this one's other debt, {amount}",
            desk.other_lenders,
        )
    return t.npgettext(
        "call",
        "With the other lender, {amount}",
        "With the {count} others, {amount}",
        desk.other_lenders,
    )


def _beside(desk: CallDesk, found: CounterAnswer, voice: Voice) -> tuple[str, str]:
    t, footing = voice.t, desk.footing
    name = t.pgettext("call", "A month in all")
    if said := _others(desk, t):
        name = said.format(count=desk.other_lenders, amount=voice.money(footing.others))
    if footing.carried and footing.beyond(found.whole):
        words = t.pgettext("call", "{whole} a month, out of cash where a month does not leave it")
        return name, words.format(whole=voice.money(found.whole))
    if footing.kept is None:
        return name, t.pgettext("call", "not known yet")
    words = (
        t.pgettext("call", "{whole} a month, more than {limit}")
        if found.whole > footing.kept
        else t.pgettext("call", "{whole} a month, within {limit}")
    )
    return name, words.format(whole=voice.money(found.whole), limit=voice.money(footing.kept))


def _late(desk: CallDesk, found: CounterAnswer, t: Texts) -> str:
    if desk.footing.carried and desk.footing.beyond(found.whole):
        return t.pgettext("call", "cash keeps the contracts: the cash of every day counts")
    if found.late_after is None and found.late_before is None:
        return t.pgettext("call", "not known yet")
    if found.late_after is None:
        return t.pgettext("call", "ends before a year is over: the cash of every day counts")
    after = about(found.late_after, t)
    before = after if found.late_before is None else about(found.late_before, t)
    if before == after:
        return after
    words = t.pgettext("call", "from {before} to {after}")
    return words.format(before=before, after=after)


def _cost(desk: CallDesk, found: CounterAnswer, voice: Voice) -> str:
    t, total = voice.t, voice.money(found.total_paid)
    if found.rest:
        words = t.pgettext("call", "{total}; {rest} of what is owed would stay open")
        return words.format(total=total, rest=voice.money(found.rest))
    if found.rate is None:
        return total
    rate = percent(found.rate, _RATE_DIGITS, t)
    contract = percent(desk.footing.rate, _RATE_DIGITS, t)
    if rate == contract:
        words = t.pgettext("call", "{total}, about {rate}, as in the contract")
    elif found.rate > desk.footing.rate:
        words = t.pgettext("call", "{total}, about {rate}, above the contract's {contract}")
    else:
        words = t.pgettext("call", "{total}, about {rate}, below the contract's {contract}")
    return words.format(total=total, rate=rate, contract=contract)


def counter_say(desk: CallDesk, offer: CounterOffer, found: CounterAnswer, voice: Voice) -> str:
    """Return a sentence to answer an offer with; it never agrees on the telephone."""
    t, ask = voice.t, desk.ask
    if found.verdict is CounterVerdict.BARRED:
        return call_barred.say(t)
    if found.once_covered:
        return t.pgettext(
            "call",
            "I could keep that up once {short} that I miss on {day} is covered. Please send me the "
            "terms in writing; I will confirm once it is.",
        ).format(short=voice.yuan(found.gap.short), day=short_day(found.gap.day, t))
    if found.verdict is CounterVerdict.FITS:
        return t.pgettext(
            "call",
            "I could keep that up. Please send me the amount, number of instalments, rate, "
            "fees and what the credit record will say; I will confirm once I have read it.",
        )
    if ask.amount is None:
        return t.pgettext(
            "call",
            "I will note that, work it out and answer you. Please send me the terms in writing.",
        )
    facts = {
        "offered": voice.yuan(offer.amount),
        "amount": voice.yuan(ask.amount),
        "lump": voice.yuan(offer.lump_sum),
        "day": short_day(ask.first, t),
        "number": found.ask_day or ask.first.day,
        "short": voice.yuan(found.low.short),
        "short_on": short_day(found.low.day, t),
    }
    return _SAY[found.verdict](t).format(**facts)


_VERDICTS: Wording = {
    CounterVerdict.FITS: lambda t: t.pgettext("call", "You can keep this up; get it in writing"),
    CounterVerdict.NO_LUMP: lambda t: t.pgettext("call", "You do not have the sum up front"),
    CounterVerdict.EARLY: lambda t: t.pgettext("call", "The amount fits, the day is too early"),
    CounterVerdict.SHORT: lambda t: t.pgettext(
        "call", "One day the cash does not reach; do not agree"
    ),
    CounterVerdict.TIGHT: lambda t: t.pgettext("call", "Tight: one bad month breaks it"),
    CounterVerdict.ABOVE: lambda t: t.pgettext("call", "You could not keep this up; do not agree"),
    CounterVerdict.UNKNOWN: lambda t: t.pgettext(
        "call", "What you can keep up is not known; do not agree"
    ),
    CounterVerdict.BARRED: lambda t: t.pgettext(
        "call", "Ask about the limitation period first; do not agree"
    ),
}


_SAY: Wording = {
    CounterVerdict.NO_LUMP: lambda t: t.pgettext(
        "call",
        "I do not have {lump} up front. I can pay {amount} a month on time from {day} on.",
    ),
    CounterVerdict.EARLY: lambda t: t.pgettext(
        "call",
        "The amount is possible. Please move the due day to day {number} of the month, "
        "after my pay-day; the first time on {day}.",
    ),
    CounterVerdict.SHORT: lambda t: t.pgettext(
        "call",
        "If I said yes to {offered}, I would be {short} short on {short_on}. I will work out what "
        "I can keep to and answer you; please send me the terms in writing.",
    ),
    CounterVerdict.TIGHT: lambda t: t.pgettext(
        "call",
        "{offered} would be too tight. I can pay {amount} on time; in half a year I will "
        "send you new statements and add to it if my income allows.",
    ),
    CounterVerdict.ABOVE: lambda t: t.pgettext(
        "call",
        "If I said yes to {offered}, I could not keep it up. I can pay {amount} on time; "
        "in half a year I will send you new statements and add to it if my income allows.",
    ),
    CounterVerdict.UNKNOWN: lambda t: t.pgettext(
        "call", "I will note that, work it out and answer you. Please send me the terms in writing."
    ),
}
