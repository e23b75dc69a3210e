"""Words for what is asked back about a debt."""

from __future__ import annotations

from fractions import Fraction

from jiebei_desktop.domain.contradictions import Question
from jiebei_desktop.text.formats import money, percent
from jiebei_desktop.text.texts import Texts


def question_words(question: Question, t: Texts) -> str:
    """Return one sentence: where, what is unusual, what becomes of it or what to do."""
    sentences = {
        "high-rate": t.gettext("{path} is {percent} a year and was taken in as confirmed"),
        "payment-before-contract": t.gettext(
            "{path}: {amount} was paid before the contract; is the day right? It is kept"
        ),
        "overpaid": t.gettext(
            "{path}: {amount} more was paid than was owed; is that right? It is kept as overpaid"
        ),
        "above-loan": t.gettext(
            "{path} is {amount} more than was lent; is that right, or is interest in it? It is kept"
        ),
        "late-since": t.gettext(
            "{path}: {amount} is overdue, but since when is not said; look in the lender's app. No "
            "days are counted until then"
        ),
        "late-amount": t.gettext(
            "{path}: it is overdue, but how much of it is not said; look in the lender's app"
        ),
        "off-schedule": t.gettext(
            "{path}: {amount} was paid where {expected} is reckoned; if the lender's instalment "
            'is {amount}, give it as "payment"'
        ),
    }
    return sentences[question.code].format(
        path=question.path,
        percent=percent(question.annual or Fraction(0), t=t),
        amount=money(question.amount or 0),
        expected=money(question.expected or 0),
    )
