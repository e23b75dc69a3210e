"""Words for what was said in a call: a recap that grows while one listens, and the note kept."""

from __future__ import annotations

from collections.abc import Iterator

from jiebei_desktop.domain.money import Fen
from jiebei_desktop.services.papers.call_desk import Basis, CallDesk, CounterOffer
from jiebei_desktop.services.papers.call_notes import CallNotes, CallRecord
from jiebei_desktop.text import call_kept, call_terms
from jiebei_desktop.text.call_voice import Voice, plain
from jiebei_desktop.text.calls import demand_title
from jiebei_desktop.text.formats import short_day
from jiebei_desktop.text.texts import Texts


def recap(desk: CallDesk, notes: CallNotes, voice: Voice) -> str:
    """Return what was said as the other side may confirm it; it grows with what is noted."""
    return voice.join(list(_recap(desk, notes, voice)))


def _recap(desk: CallDesk, notes: CallNotes, voice: Voice) -> Iterator[str]:
    t = voice.t
    today, who = short_day(desk.as_of, t), spoken_with(notes, t, number=True)
    if who:
        words = t.pgettext("recap", "Today, {day}, I spoke with {who} about {debt}.")
    else:
        words = t.pgettext("recap", "Today, {day}, I spoke with you about {debt}.")
    yield words.format(day=today, who=who, debt=desk.debt.name)
    yield from _mine(desk, notes, voice)
    if notes.heard:
        between = t.pgettext("recap", "; ")
        said = between.join(demand_title(each, t) for each in notes.heard)
        yield t.pgettext("recap", "You said: {demands}.").format(demands=said)
    if notes.offer is not None:
        yield _offered(notes, voice)
    if notes.other:
        yield t.pgettext("recap", "Besides: {words}.").format(words=notes.other.rstrip("。."))
    promised = promise(notes, t)
    if promised:
        yield t.pgettext("recap", "You promised {what}.").format(what=promised)
    yield from _signed(desk, t)


def _mine(desk: CallDesk, notes: CallNotes, voice: Voice) -> Iterator[str]:
    """Yield what I said: that I ask on my own, what I proposed, what I asked."""
    t = voice.t
    if notes.told and desk.barred is None:  # a word of paying may revive the claim
        yield t.pgettext("recap", "I said that I am asking for an arrangement myself.")
    if notes.told and desk.ask.amount is None and desk.ask.hold_until is not None:
        words = t.pgettext("recap", "I asked to pay nothing until {until}.")
        yield call_kept.filled(words, desk.ask, voice)
    if notes.told and desk.ask.amount is not None:
        yield t.pgettext("recap", "I proposed {terms}.").format(terms=_proposed(desk, voice))
        yield from call_terms.later(desk.ask, voice)
        yield from call_terms.let_go(desk.ask, voice)
    if notes.asked_freeze:
        yield t.pgettext("recap", "I asked whether interest and penalty can stop for now.")


def _proposed(desk: CallDesk, voice: Voice) -> str:
    ask = desk.ask
    amount, first = voice.yuan(ask.amount or Fen(0)), short_day(ask.first, voice.t)
    if ask.late_on is not None:
        words = voice.t.pgettext("recap", "{late} on {late_on}, then {amount} on {day}")
        return call_kept.filled(words, ask, voice)
    if ask.basis in call_kept.ONE_DAY:
        words = voice.t.pgettext("recap", "{amount} on {day}")
        return words.format(amount=amount, day=first)
    count = ask.first_times
    if count is None or ask.basis is Basis.RELIEF:
        words = voice.t.pgettext("recap", "{amount} a month from {day}")
        return words.format(amount=amount, day=first)
    words = voice.t.npgettext(
        "recap",
        "{amount} a month from {day}, {count} time",
        "{amount} a month from {day}, {count} times",
        count,
    )
    return words.format(amount=amount, day=first, count=count)


def terms_words(offer: CounterOffer, voice: Voice) -> str:
    """Return the terms that were offered in one line; what was not named is left out."""
    t, known = voice.t, {"periods", "first"} - offer.unsaid
    if "periods" in known:
        words = _counted(offer, t, dated="first" in known)
    elif "first" in known:
        words = (
            t.pgettext("recap", "{lump} up front, then {amount} a month from {day}")
            if offer.lump_sum
            else t.pgettext("recap", "{amount} a month from {day}")
        )
    else:
        words = (
            t.pgettext("recap", "{lump} up front, then {amount} a month")
            if offer.lump_sum
            else t.pgettext("recap", "{amount} a month")
        )
    return words.format(
        amount=voice.yuan(offer.amount),
        day=short_day(offer.first, t),
        count=offer.periods,
        lump=voice.yuan(offer.lump_sum),
    )


def _counted(offer: CounterOffer, t: Texts, *, dated: bool) -> str:
    """Return the sentence of an offer that named how often, with its first day or without."""
    if offer.lump_sum and dated:
        return t.npgettext(
            "recap",
            "{lump} up front, then {amount} a month from {day}, {count} time",
            "{lump} up front, then {amount} a month from {day}, {count} times",
            offer.periods,
        )
    if offer.lump_sum:
        return t.npgettext(
            "recap",
            "{lump} up front, then {amount} a month, {count} time",
            "{lump} up front, then {amount} a month, {count} times",
            offer.periods,
        )
    if dated:
        return t.npgettext(
            "recap",
            "{amount} a month from {day}, {count} time",
            "{amount} a month from {day}, {count} times",
            offer.periods,
        )
    return t.npgettext(
        "recap",
        "{amount} a month, {count} time",
        "{amount} a month, {count} times",
        offer.periods,
    )


def _offered(notes: CallNotes, voice: Voice) -> str:
    t = voice.t
    words = (
        t.pgettext("recap", "You offered {terms}; I confirm nothing until I have read it.")
        if notes.fits
        else t.pgettext("recap", "You offered {terms}; I did not agree.")
    )
    return words.format(terms="" if notes.offer is None else terms_words(notes.offer, voice))


def _signed(desk: CallDesk, t: Texts) -> Iterator[str]:
    name, tail = desk.household.name, desk.contract_tail
    if name and tail:
        words = t.pgettext("recap", "Contract ending {tail}, {name}.")
    elif tail:
        words = t.pgettext("recap", "Contract ending {tail}.")
    elif name:
        words = t.pgettext("recap", "{name}.")
    else:
        return
    yield words.format(name=name, tail=tail)


def spoken_with(notes: CallNotes, t: Texts, *, number: bool) -> str:
    """Return whom one spoke with, as far as it was said."""
    named = t.pgettext("recap", "staff number {number}").format(number=notes.staff_number)
    parts = [notes.who, named if number and notes.staff_number else "", notes.unit]
    return t.pgettext("list", ", ").join(part for part in parts if part)


def promise(notes: CallNotes, t: Texts) -> str:
    """Return what the other side promised: an answer by a day, and where it is written."""
    facts = {
        "day": "" if notes.answer_on is None else short_day(notes.answer_on, t),
        "where": notes.written_in,
    }
    if notes.answer_on is not None and notes.written_in:
        return t.pgettext("recap", "an answer by {day}, written in: {where}").format(**facts)
    if notes.answer_on is not None:
        return t.pgettext("recap", "an answer by {day}").format(**facts)
    if notes.written_in:
        return t.pgettext("recap", "an answer, written in: {where}").format(**facts)
    return ""


def record_of(desk: CallDesk, notes: CallNotes, t: Texts) -> CallRecord:
    """Return the words a call is kept with."""
    voice = plain(t)
    return CallRecord(
        said=recap(desk, notes, voice),
        offered="" if notes.offer is None else terms_words(notes.offer, voice),
        promised=promise(notes, t),
        who=spoken_with(notes, t, number=False),
    )
