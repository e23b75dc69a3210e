"""What the ledger shows and nobody has explained: fallen incomes, empty months; answered once.

Until it is answered the prospect's own reading counts, which is the lower one wherever a fall
stands out or a month may have had nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum
from itertools import groupby
from typing import TYPE_CHECKING

from msgspec import Struct

from jiebei_desktop.analysis.prospect import Gap, LevelShift, Prospect, Repaid
from jiebei_desktop.domain.events import EventKind, LifeEvent, Said, SaidKind
from jiebei_desktop.domain.money import ZERO, Fen
from jiebei_desktop.domain.months import Month
from jiebei_desktop.services.picture.means import home_of
from jiebei_desktop.storage import said as kept
from jiebei_desktop.storage.events import EVENTS

if TYPE_CHECKING:
    from jiebei_desktop.domain.changes import Changes
    from jiebei_desktop.services.keeping.session import Session
    from jiebei_desktop.services.picture.reading import Reading
    from jiebei_desktop.storage.unit_of_work import UnitOfWork

STEP = "answer-question"
"""Code of the step that an answer is, so that one Undo takes it back."""


class LifeQuestionKind(StrEnum):
    """What is asked about."""

    FALL = "fall"
    """An income brings less than before."""
    EMPTY = "empty"
    """Months without any entry."""
    HOLE = "hole"
    """Months in which a steady income is missing."""
    STOPPED = "stopped"
    """A living cost of every month has not come since."""
    REPAID = "repaid"
    """A monthly cost looks like the repayment of a debt."""


class LifeQuestion(Struct, frozen=True, kw_only=True):
    """One question with two answers: ``lasting`` (the first button) and the other one."""

    kind: LifeQuestionKind
    months: tuple[Month, ...]
    """A fall's or stop's first month; else every month it is about, oldest first."""
    category: str = ""
    before: Fen = ZERO
    after: Fen = ZERO
    """Of a fall: what a month brought, and brings."""
    name: str = ""
    """Of a cost that looks like a repayment: the item's name."""
    debt: str = ""
    """What the debt is called that it looks like."""
    counts: bool = False
    """The lower reading is in the figures already: the fall counts, the empty months are zeros."""

    @property
    def first(self) -> Month:
        """The first month it is about."""
        return self.months[0]


def asked(reading: Reading) -> tuple[LifeQuestion, ...]:
    """Return what is to be asked about a ledger that was read; pure."""
    return questions_of(home_of(reading))


def questions_of(home: Prospect) -> tuple[LifeQuestion, ...]:
    """Return what is to be asked about a household, falls first."""
    stops = tuple(_fall(shift, LifeQuestionKind.STOPPED) for shift in home.stopped)
    twice = tuple(_twice(one, Month.of(home.as_of)) for one in home.repaid)
    return (*twice, *(_fall(shift) for shift in home.shifts), *_gaps(home.gaps), *stops)


def answer(session: Session, question: LifeQuestion, on: date, *, lasting: bool) -> Changes:
    """Keep an answer, as one step.

    Args:
        session: the open ledger.
        question: what was asked.
        on: today.
        lasting: the first button: reckon with the new level from now on; the months were not
            written down.
    """
    return session.history.run(STEP, lambda work: _keep(work, question, on, lasting=lasting))


def effects(question: LifeQuestion, on: date, *, lasting: bool) -> tuple[LifeEvent | Said, ...]:
    """Return what an answer writes: events where life has changed, else what was said."""
    if question.kind is LifeQuestionKind.REPAID:
        return (_ended(question, on) if lasting else _other_cost(question, on),)
    if question.kind in {LifeQuestionKind.FALL, LifeQuestionKind.STOPPED}:
        return (_lower(question) if lasting else _said(question, SaidKind.PASSING, on, ()),)
    runs = _runs(question.months)
    if not lasting:
        return tuple(_said(question, SaidKind.NOTHING, on, run) for run in runs)
    if question.kind is LifeQuestionKind.HOLE:
        return tuple(_said(question, SaidKind.MISSED, on, run) for run in runs)
    gap = EventKind.MONTHS_NOT_RECORDED
    return tuple(LifeEvent(kind=gap, start=run[0].first, until=run[-1].last) for run in runs)


def _keep(work: UnitOfWork, question: LifeQuestion, on: date, *, lasting: bool) -> None:
    found = effects(question, on, lasting=lasting)
    for each in found:
        if isinstance(each, LifeEvent):
            EVENTS.insert(work, each)
    kept.add(work, [each for each in found if isinstance(each, Said)])


def _lower(question: LifeQuestion) -> LifeEvent:
    """Return the event that says that an income is lower from the first low month on, or gone.

    Of a cost it says that it has ended.
    """
    ended = question.after <= 0
    gone = (
        EventKind.SPENDING_ENDS
        if question.kind is LifeQuestionKind.STOPPED
        else EventKind.INCOME_ENDS
    )
    return LifeEvent(
        kind=gone if ended else EventKind.INCOME_CHANGES,
        start=question.first.first,
        category=question.category,
        amount=None if ended else question.after,
    )


def _ended(question: LifeQuestion, on: date) -> LifeEvent:
    """Return the event that says that an item is living no more: its debt reckons it."""
    return LifeEvent(
        kind=EventKind.SPENDING_ENDS, start=on, category=question.category, name=question.name
    )


def _other_cost(question: LifeQuestion, on: date) -> Said:
    month = question.first
    return Said(
        kind=SaidKind.OTHER_COST, start=month.first, until=month.last,
        category=question.category, on=on, name=question.name,
    )  # fmt: skip


def _said(question: LifeQuestion, kind: SaidKind, on: date, run: Sequence[Month]) -> Said:
    return Said(
        kind=kind,
        start=question.first.first if not run else run[0].first,
        until=Month.of(on).last if not run else run[-1].last,
        category=question.category,
        on=on,
    )


def _fall(shift: LevelShift, kind: LifeQuestionKind = LifeQuestionKind.FALL) -> LifeQuestion:
    return LifeQuestion(
        kind=kind,
        months=(shift.start,),
        category=shift.category,
        before=shift.before,
        after=shift.after,
        counts=shift.counted,
    )


def _twice(one: Repaid, month: Month) -> LifeQuestion:
    return LifeQuestion(
        kind=LifeQuestionKind.REPAID,
        months=(month,),
        category=one.category,
        before=one.monthly,
        name=one.name,
        debt=one.debt,
        counts=True,
    )


def _gaps(gaps: Iterable[Gap]) -> tuple[LifeQuestion, ...]:
    """Return one question for all empty months of a kind, and one for each income with holes."""

    def group(gap: Gap) -> tuple[str, bool]:
        return gap.category, not gap.is_zero

    return tuple(
        LifeQuestion(
            kind=LifeQuestionKind.HOLE if category else LifeQuestionKind.EMPTY,
            months=tuple(gap.month for gap in found),
            category=category,
            counts=not filled,
        )
        for (category, filled), found in groupby(sorted(gaps, key=group), key=group)
    )


def _runs(months: Sequence[Month]) -> tuple[tuple[Month, ...], ...]:
    """Return the months in runs without a hole."""
    numbered = groupby(enumerate(months), key=lambda pair: pair[1].plus(-pair[0]))
    return tuple(tuple(month for _, month in run) for _, run in numbered)
