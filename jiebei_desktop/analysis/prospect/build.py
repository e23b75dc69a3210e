"""One reading of a ledger's values: what comes in and goes out, behind and ahead."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction

import msgspec

from jiebei_desktop.analysis import priors
from jiebei_desktop.analysis.cash import cash_on, unexplained_outflow
from jiebei_desktop.analysis.prospect.history import MonthlyHistory, history
from jiebei_desktop.analysis.prospect.income import ALWAYS_INCOME, income_streams, is_counted
from jiebei_desktop.analysis.prospect.levels import unsure
from jiebei_desktop.analysis.prospect.protected import protected_dues
from jiebei_desktop.analysis.prospect.spending import Spending, spending, stand_in
from jiebei_desktop.analysis.prospect.stated import overlaid, told_events
from jiebei_desktop.analysis.prospect.stream import AHEAD, Stream, StreamOrigin
from jiebei_desktop.analysis.prospect.value import (
    Answers,
    Dated,
    LevelShift,
    MonthFigure,
    MonthRow,
    Prospect,
    Repaid,
)
from jiebei_desktop.domain.household import Book, Entry, EntryKind, Mark
from jiebei_desktop.domain.money import ZERO, Fen, half_up
from jiebei_desktop.domain.months import Month
from jiebei_desktop.domain.named_items import changes_of, items_of
from jiebei_desktop.domain.recurring import monthly_share
from jiebei_desktop.domain.repaid_items import repaid_items

HARDLY_SEEN = Fraction(1, 2)
"""Share of the income that was told below which records do not show it."""
TOLD = 2
"""Months of history up to which the questionnaire speaks, too."""


def prospect(book: Book, as_of: date, answers: Answers | None = None) -> Prospect:
    """Return what a household's months bring and take as of a day.

    Args:
        book: the ledger's values.
        as_of: today.
        answers: the questionnaire, for what short or thin months do not cover, or it confirms.
    """
    book = _certain(book)
    past = history(book, as_of)
    is_told = answers is not None and not _is_seen(book, past, as_of, answers)
    streams, likely, shifts = _incomes(book, past, as_of, answers, whole=is_told)
    spent = spending(book, past, as_of, answers if _is_short(past) else None)
    floor = Fen((book.household.dibao_per_person or 0) * book.household.members)
    found = Prospect(
        as_of=as_of,
        kind=book.household.income_kind,
        rows=_rows(spent.rows, past, streams),
        streams=(*streams, *spent.streams),
        expected=(*likely, *spent.streams),
        dated=_dated(book, as_of, spent.bills),
        cash=cash_on(book, as_of),
        living_floor=floor,
        ordered_ahead=spent.ordered,
        unexplained=unexplained_outflow(book, as_of),
        bills_usual=spent.bills_usual,
        assumed_living=ZERO,
        answers=answers,
        shifts=shifts,
        income_told=is_told,
        repaid=_repaid(book, as_of),
        stopped=spent.stopped,
        apart=_apart(book, past),
        gaps=past.gaps,
        last_entry=past.last_entry,
    )
    free = Fen(found.income_usual - found.protected)
    assumed = stand_in(spent, floor, free, answers, has_history=bool(past.months))
    found = msgspec.structs.replace(found, assumed_living=assumed)
    return msgspec.structs.replace(found, figures=_figures(found, book, past, spent))


def _dated(book: Book, as_of: date, bills: Iterable[Dated]) -> tuple[Dated, ...]:
    """Return the single amounts ahead by day: bills, and what guarded debts ask for."""
    dues = protected_dues(book, as_of, Month.of(as_of).plus(AHEAD).last)
    return tuple(sorted((*bills, *dues), key=lambda one: one.day))


def _repaid(book: Book, as_of: date) -> tuple[Repaid, ...]:
    return tuple(
        Repaid(name=item.name, category=item.category, monthly=monthly_share(item), debt=debt.name)
        for item, debt in repaid_items(book, as_of)
    )


def _certain(book: Book) -> Book:
    """Return the values with only what is certain, each event where it counts."""
    events = tuple(one for one in changes_of(book) if one.confirmed)
    return msgspec.structs.replace(book, recurring=items_of(book), seen=(), events=events)


def _is_short(past: MonthlyHistory) -> bool:
    return len(past.months) <= TOLD


def _incomes(
    book: Book, past: MonthlyHistory, as_of: date, answers: Answers | None, *, whole: bool
) -> tuple[tuple[Stream, ...], tuple[Stream, ...], tuple[LevelShift, ...]]:
    """Return the streams of income as promised and as expected, as told where little is seen."""
    streams, likely, shifts = income_streams(book, past, as_of)
    if answers is not None and (whole or _is_short(past)):
        streams = likely = _told(streams, answers, book, as_of, whole=whole)
    return streams, likely, shifts


def _is_seen(book: Book, past: MonthlyHistory, as_of: date, answers: Answers) -> bool:
    """Tell whether the records show what the household lives on; a wallet's bill often does not.

    Money received that nothing says more of is no income to live on; in one or two months neither
    is less than half of what was told: a wage goes to the bank.
    """
    streams, _, _ = income_streams(msgspec.structs.replace(book, events=()), past, as_of)
    known = [one for one in streams if one.category in ALWAYS_INCOME]
    if not any(any(past.of(EntryKind.INCOME, one.category)) for one in known):
        return False
    return not _is_short(past) or sum(one.at(1) for one in streams) >= (
        HARDLY_SEEN * answers.income_typical
    )


def _apart(book: Book, past: MonthlyHistory) -> frozenset[str]:
    codes = {item.category for item in book.recurring if item.kind is EntryKind.INCOME}
    return frozenset(code for code in codes if not is_counted(past, book, code))


def _told(
    streams: Sequence[Stream], answers: Answers, book: Book, as_of: date, *, whole: bool
) -> tuple[Stream, ...]:
    """Return income as it was told, ``whole`` or the lower of told and seen.

    What the household says will change goes over what it told, as over an item of income.
    """
    typical = answers.income_typical
    if answers.weeks_without_work is not None:
        typical = half_up(Fraction(typical * (52 - answers.weeks_without_work), 52))
    running = Month.of(as_of)
    ahead = overlaid((typical,) * AHEAD, told_events(book.events), running, None)
    seen = [sum(one.at(place) for one in streams) for place in range(AHEAD)]
    if not whole:
        return tuple(
            msgspec.structs.replace(one, ahead=_no_more(one.ahead, ahead, seen)) for one in streams
        )
    prior = priors.prior_of(book.household.income_kind)
    return (
        Stream(
            kind=EntryKind.INCOME,
            category="A1",
            ahead=ahead,
            low=min(answers.income_low, typical),
            usual=typical,
            high=typical,
            ratios=(1.0,) * (len(streams[0].ratios) if streams else 0),
            unsure=unsure((), prior.income_cv, prior.persistence),
            origin=StreamOrigin.STATED,
        ),
    )


def _no_more(levels: Sequence[Fen], told: Sequence[Fen], seen: Sequence[int]) -> tuple[Fen, ...]:
    """Return a stream's months, cut by its share where all that is seen is more than was told."""
    return tuple(
        half_up(Fraction(level * min(said, whole), whole)) if whole else level
        for level, said, whole in zip(levels, told, seen, strict=True)
    )


def _rows(
    rows: Iterable[MonthRow], past: MonthlyHistory, streams: Iterable[Stream]
) -> tuple[MonthRow, ...]:
    columns = [past.of(EntryKind.INCOME, one.category) for one in streams]
    return tuple(
        msgspec.structs.replace(row, income=Fen(sum(column[place] for column in columns)))
        for place, row in enumerate(rows)
    )


_MARKS = {StreamOrigin.DOCUMENTED: Mark.DOCUMENT, StreamOrigin.FROM_THE_FILE: Mark.STATEMENT}
_Parts = Iterable[tuple[int, Mark]]


def _of_entries(entries: Sequence[Entry]) -> _Parts:
    return ((abs(entry.amount), entry.mark) for entry in entries)


def _of_streams(found: Prospect, kind: EntryKind) -> _Parts:
    place = found.usual_place
    return (
        (one.at(place), _MARKS.get(one.origin, Mark.ESTIMATE))
        for one in found.streams
        if one.kind is kind
    )


def _figure(code: str, amount: Fen, parts: _Parts = (), rows: int = 0) -> MonthFigure:
    """Return a figure with the mark of its weakest part; what no part explains is an estimate."""
    weights = dict.fromkeys(Mark, 0)
    for part, mark in parts:
        weights[mark] += part
    weights[Mark.ESTIMATE] += max(0, amount - sum(weights.values()))
    marks = [mark for mark, weight in weights.items() if weight]
    whole = sum(weights.values())
    return MonthFigure(
        label_code=code,
        amount=amount,
        mark=marks[-1] if marks else Mark.ESTIMATE,
        rows=rows,
        shown=Fraction(whole - weights[Mark.ESTIMATE], max(1, whole)),
    )


def _figures(
    found: Prospect, book: Book, past: MonthlyHistory, spent: Spending
) -> tuple[MonthFigure, ...]:
    """List the figures of a usual month with their origin."""
    apart: list[Entry] = []
    counted = 0
    for (kind, code), came in past.by_category.items():
        if kind is EntryKind.INCOME and is_counted(past, book, code):
            counted += len(came)
        elif kind is EntryKind.INCOME:
            apart += came
    months = max(1, len(past.months))

    earned, lived = (_of_streams(found, kind) for kind in (EntryKind.INCOME, EntryKind.EXPENSE))
    beside = half_up(Fraction(sum(entry.amount for entry in apart), months))
    routine, bills = found.routine_at(found.usual_place), spent.bill_entries
    return (
        _figure("income", found.income_usual, earned, counted),
        _figure("income_apart", beside, _of_entries(apart), len(apart)),
        _figure("routine", routine, lived, len(spent.entries)),
        _figure("ordered", found.ordered),
        _figure("unexplained", found.unexplained),
        _figure("irregular", found.irregular, _of_entries(bills), len(bills)),
        _figure("protected", found.protected),
        _figure("left", found.left),
        _figure("living_floor", found.living_floor),
        _figure("cash", found.cash),
    )
