"""Words for what the ledger shows and nobody has explained: the question, what counts, buttons."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction

from msgspec import Struct

from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.months import Month
from jiebei_desktop.services.picture.life_questions import LifeQuestion, LifeQuestionKind
from jiebei_desktop.text.categories import category_name
from jiebei_desktop.text.formats import month, percent
from jiebei_desktop.text.texts import Texts

MOST_NAMED = 4
"""Months named one by one; more are counted."""


class QuestionWords(Struct, frozen=True, kw_only=True):
    """One question as it is shown."""

    question: str
    reading: str
    """What counts until it is answered."""
    lasting: str
    """The first button."""
    other: str
    """The second button."""


def question_words(asked: LifeQuestion, t: Texts, shown: Callable[[Fen], str]) -> QuestionWords:
    """Word a question; ``shown`` writes an amount, or hides it."""
    if asked.kind is LifeQuestionKind.FALL:
        return _fall(asked, t, shown)
    if asked.kind is LifeQuestionKind.HOLE:
        return _hole(asked, t)
    if asked.kind is LifeQuestionKind.STOPPED:
        return _stopped(asked, t, shown)
    if asked.kind is LifeQuestionKind.REPAID:
        return _repaid(asked, t, shown)
    return _empty(asked, t)


def title_words(asked: LifeQuestion, t: Texts) -> str:
    """Name what is asked about in a few words, for a list and a chart."""
    titles: Mapping[LifeQuestionKind, str] = {
        LifeQuestionKind.FALL: t.pgettext("life", "{what}: less"),
        LifeQuestionKind.EMPTY: t.pgettext("life", "Empty months"),
        LifeQuestionKind.HOLE: t.pgettext("life", "{what}: nothing"),
        LifeQuestionKind.STOPPED: t.pgettext("life", "{what}: no longer paid"),
        LifeQuestionKind.REPAID: t.pgettext("life", "{what}: a repayment?"),
    }
    return titles[asked.kind].format(what=asked.name or category_name(asked.category, t))


def effect_words(asked: LifeQuestion, t: Texts, shown: Callable[[Fen], str]) -> str:
    """Say what the ledger shows in a few words: from how much to how much, or which months."""
    if asked.kind is LifeQuestionKind.REPAID:
        return t.pgettext("life", "{amount} a month").format(amount=shown(asked.before))
    if asked.kind not in {LifeQuestionKind.FALL, LifeQuestionKind.STOPPED}:
        return _months(asked.months, t)
    return t.pgettext("life", "{before} → {after}").format(
        before=shown(asked.before), after=shown(asked.after)
    )


def _fall(asked: LifeQuestion, t: Texts, shown: Callable[[Fen], str]) -> QuestionWords:
    new = shown(asked.after)
    question = t.gettext(
        "{what}: {percent} less a month since {month} ({before} → {after}). Reckon with the new"
        " amount from now on?"
    ).format(
        month=month(asked.first, t),
        what=category_name(asked.category, t),
        percent=percent(Fraction(asked.before - asked.after, asked.before), 0),
        before=shown(asked.before),
        after=new,
    )
    lower = t.gettext("Until you answer, the lower {after} counts.").format(after=new)
    noise = t.gettext(
        "Until you answer, the usual amount counts: one month does not stand out of the usual"
        " variation."
    )
    gone = asked.after <= 0
    lasting = t.gettext("Yes, it is gone") if gone else t.gettext("Yes, reckon with {after}")
    return QuestionWords(
        question=question,
        reading=lower if asked.counts else noise,
        lasting=lasting.format(after=new),
        other=t.gettext("No, only for a while"),
    )


def _stopped(asked: LifeQuestion, t: Texts, shown: Callable[[Fen], str]) -> QuestionWords:
    question = t.gettext(
        "{what}: nothing since {month}, {before} a month before. Has this cost ended?"
    )
    return QuestionWords(
        question=question.format(
            what=category_name(asked.category, t),
            month=month(asked.first, t),
            before=shown(asked.before),
        ),
        reading=t.gettext("Until you answer, the usual month of the past year counts."),
        lasting=t.gettext("Yes, it has ended"),
        other=t.gettext("No, only for a while"),
    )


def _repaid(asked: LifeQuestion, t: Texts, shown: Callable[[Fen], str]) -> QuestionWords:
    question = t.gettext(
        "“{item}” ({amount} a month) stands among your living costs and looks like the repayment of"
        " “{debt}”, which is entered as a debt. Is it?"
    )
    return QuestionWords(
        question=question.format(item=asked.name, debt=asked.debt, amount=shown(asked.before)),
        reading=t.gettext(
            "Until you answer, it counts twice: as living and as an instalment of the debt."
        ),
        lasting=t.gettext("Yes, it is the repayment"),
        other=t.gettext("No, another cost"),
    )


def _empty(asked: LifeQuestion, t: Texts) -> QuestionWords:
    zero = t.gettext("Until you answer, nothing came in and nothing was spent in them.")
    gap = t.gettext("Until you answer, they are left out, and the figures are fair at best.")
    return QuestionWords(
        question=t.gettext(
            "Nothing is noted in {months}. Was it not written down, or was there really nothing?"
        ).format(months=_months(asked.months, t)),
        reading=zero if asked.counts else gap,
        lasting=t.gettext("Not written down"),
        other=t.gettext("There was nothing"),
    )


def _hole(asked: LifeQuestion, t: Texts) -> QuestionWords:
    return QuestionWords(
        question=t.gettext(
            "{what}: nothing in {months}. Was it not written down, or did it not come?"
        ).format(what=category_name(asked.category, t), months=_months(asked.months, t)),
        reading=t.gettext(
            "Until you answer, it came as in the months around, and the figures are fair at best."
        ),
        lasting=t.gettext("Not written down"),
        other=t.gettext("It did not come"),
    )


def _months(months: Iterable[Month], t: Texts) -> str:
    known = tuple(months)
    if len(known) <= MOST_NAMED:
        return t.pgettext("list", ", ").join(month(each, t) for each in known)
    return t.gettext("{count} months between {first} and {last}").format(
        count=len(known), first=month(known[0], t), last=month(known[-1], t)
    )
