"""Sentences around an affordable amount: lean months, the first term, falls of level, age."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from jiebei_desktop.domain.money import Fen, half_up
from jiebei_desktop.text.categories import category_name
from jiebei_desktop.text.formats import day, money, month, percent
from jiebei_desktop.text.texts import Texts

if TYPE_CHECKING:
    from jiebei_desktop.analysis.afford_value import Affordability, FirstTerm, Lean, OncePast
    from jiebei_desktop.analysis.prospect import LaterMonth, LevelShift


def afford_notes(found: Affordability, t: Texts) -> Iterator[str]:
    """Yield what belongs beside the three numbers."""
    if found.is_tight and found.odds is not None:
        yield t.gettext(
            "This is very tight: in {percent} of futures two instalments running fail."
        ).format(percent=percent(found.odds.broken_12, 0))
    if found.lean is not None:
        yield lean_words(found.lean, t)
    if found.first_term is not None:
        yield first_term_words(found.first_term, t)
    if found.once_past is not None:
        yield once_past_words(found.once_past, t)
    if found.later is not None:
        yield from later_words(found.later, t)
    for shift in found.level_shift:
        yield shift_words(shift, t)
    if found.protected:
        words = t.gettext(
            "Home and pledged debts take {amount} a month; it is outside this number."
        )
        yield words.format(amount=money(found.protected))


def first_term_words(term: FirstTerm, t: Texts) -> str:
    """Say that half could be paid at first, and what then."""
    words = t.gettext(
        "No months of your own show your income yet: an estimate. Half, {amount}, could be paid"
        " for {count} months; then those months show what can be kept."
    )
    return words.format(amount=money(term.payment), count=term.months)


def once_past_words(past: OncePast, t: Texts) -> str:
    """Say what can be kept once a large payment is past, and from when."""
    words = t.gettext(
        "{name} of {day} takes {amount}; once that is past, {payment} a month can be kept, from"
        " {since} on."
    )
    return words.format(
        name=past.bill.name, day=day(past.bill.day, t), amount=money(Fen(-past.bill.amount)),
        payment=money(past.payment), since=month(past.since, t),
    )  # fmt: skip


def later_words(later: LaterMonth, t: Texts) -> Iterator[str]:
    """Say from when on months are usual, and what the coming one brings and takes instead."""
    said = (
        (later.income, t.gettext("The usual income is from {since} on; {month} brings {amount}.")),
        (later.living, t.gettext("The usual living is from {since} on; {month} takes {amount}.")),
    )
    for fen, words in said:
        if fen is not None:
            since, coming = month(later.since, t), month(later.month, t)
            yield words.format(since=since, month=coming, amount=money(fen))


def lean_words(lean: Lean, t: Texts) -> str:
    """Say the pattern with lean months free."""
    free = t.pgettext("list of months", ", ").join(month(one, t) for one in lean.free_months)
    words = t.gettext("With {months} free, {amount} in each other month.")
    return words.format(months=free, amount=money(lean.payment))


def shift_words(shift: LevelShift, t: Texts) -> str:
    """Ask about a fall of level, or say that it counts."""
    fall = half_up(Fraction(100 * (shift.before - shift.after), shift.before))
    words = (
        t.gettext("{category}: since {month} {percent}% less; the new level counts.")
        if shift.counted
        else t.gettext("{category}: in {month} {percent}% less. Does it stay like that?")
    )
    return words.format(
        category=category_name(shift.category, t), month=month(shift.start, t), percent=fall
    )
