"""Rules of law and house rules as dated rows, each with its source and grade."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise

from msgspec import Struct, field
from msgspec.structs import replace

from jiebei_desktop.domain.debts import LenderType


class Grade(StrEnum):
    """How well a row is known.

    A: primary text read. A-: official content through a copy. B: several secondary sources or a
    well-known text from memory. C: one weak source.
    """

    A = "A"
    A_MINUS = "A-"
    B = "B"
    C = "C"

    @property
    def is_law(self) -> bool:
        """Whether a row of this grade may be stated as law; below, it is only a reference."""
        return self in {Grade.A, Grade.A_MINUS}


class RuleRow(Struct, frozen=True, kw_only=True):
    """One rule with the days it holds, whom it binds, and where it is written."""

    id: str
    title: str
    value: str
    start: date | None
    """First day of effect; None when it has always held."""
    end: date | None
    """Last day of effect; None when still in force."""
    binds: str
    does_not_bind: str
    lenders: frozenset[LenderType]
    """Lender types it binds; empty when the lender's type does not matter."""
    numbers: Mapping[str, Decimal]
    """Machine-readable figures: ``rate`` (annual fraction), ``lpr_multiple``, ``days``…"""
    source: str
    url: str
    grade: Grade
    as_of: date
    topic: str

    @property
    def citation(self) -> str:
        """How the row is cited: its source up to the first ；, behind which stands who read it."""
        return self.source.partition("；")[0]

    @property
    def is_law(self) -> bool:
        """Whether the row may be stated as law; otherwise its text says "reference"."""
        return self.grade.is_law

    def in_force(self, on: date) -> bool:
        """Return whether the row holds on a day."""
        return (self.start is None or self.start <= on) and (self.end is None or on <= self.end)

    def binds_lender(self, lender: LenderType) -> bool:
        """Return whether the row binds a lender of this type."""
        return not self.lenders or lender in self.lenders


class Amendment(Struct, frozen=True, kw_only=True):
    """What is newly known of a row: where it is written, how well, and whether it has ended."""

    id: str
    end: date | None
    """Last day of effect; None when it is still in force."""
    source: str
    url: str
    grade: Grade
    as_of: date


class Fixing(Struct, frozen=True, kw_only=True):
    """One publication of the loan prime rate (LPR); rates are annual fractions."""

    published: date
    one_year: Decimal
    five_year: Decimal
    source: str
    grade: Grade


class Threshold(Struct, frozen=True, kw_only=True):
    """A house rule's two lines: ``amber`` asks for attention, ``red`` is serious."""

    id: str
    amber: Decimal
    red: Decimal
    unit: str
    basis: str
    """What is measured, in English; a message of the catalogues."""
    steps: tuple[Decimal, ...]
    as_of: date

    @property
    def source(self) -> str:
        """What a finding names as its source: never a law."""
        return f"house rule: {self.basis}"


class StaleKind(StrEnum):
    """What has grown old."""

    LPR = "lpr"
    RULE = "rule"


class Stale(Struct, frozen=True, kw_only=True):
    """A piece of rule data that is too old to rely on: which, since when, how many days."""

    kind: StaleKind
    id: str
    since: date
    days: int


class WarningKind(Struct, frozen=True, kw_only=True):
    """What the button of a warning does; ``by_cash`` where it says what cash keeps, else empty."""

    id: str
    action: str
    by_cash: str


class RuleBook(Struct, frozen=True, kw_only=True):
    """All rule data of one edition; unknown is a legal answer and comes back as None."""

    as_of: date
    """Day on which the edition was put together."""
    rows: Mapping[str, RuleRow]
    fixings: tuple[Fixing, ...]
    """Oldest first, no day twice."""
    thresholds: Mapping[str, Threshold] = field(default_factory=dict)
    warnings: Mapping[str, WarningKind] = field(default_factory=dict)
    """Every kind of warning, the most urgent first."""

    def __post_init__(self) -> None:
        days = [fixing.published for fixing in self.fixings]
        if any(later <= earlier for earlier, later in pairwise(days)):
            raise ValueError(days)

    def row(self, rule: str) -> RuleRow:
        """Return the row with an id.

        Raises:
            KeyError: there is no such row.
        """
        return self.rows[rule]

    def threshold(self, name: str) -> Threshold:
        """Return the house rule with a name.

        Raises:
            KeyError: there is no such threshold.
        """
        return self.thresholds[name]

    def number(self, rule: str, name: str) -> Decimal:
        """Return a figure of a row.

        Raises:
            KeyError: there is no such row, or it has no such figure.
        """
        return self.rows[rule].numbers[name]

    def lpr(self, on: date) -> Fixing | None:
        """Return the fixing that applies on a day: the last one published on or before it."""
        at = bisect_right(self.fixings, on, key=lambda fixing: fixing.published)
        return self.fixings[at - 1] if at else None

    def rate(self, rule: str, on: date) -> Decimal | None:
        """Return the annual rate a rule sets on a day, as a fraction.

        None when the rule is not in force then, sets no rate, or needs an unknown LPR.
        """
        row = self.rows[rule]
        if not row.in_force(on):
            return None
        if (multiple := row.numbers.get("lpr_multiple")) is not None:
            fixing = self.lpr(on)
            return None if fixing is None else multiple * fixing.one_year
        return row.numbers.get("rate")

    def stale(self, on: date) -> tuple[Stale, ...]:
        """Return what has grown old by a day: the LPR table, and rows that ended since the edition.

        A row that had ended before the edition was made is history, not stale.
        """
        found: list[Stale] = []
        limit = int(self.thresholds["stale_lpr"].amber)
        newest = self.lpr(on)
        if newest is not None and newest.published + timedelta(days=limit) < on:
            age = (on - newest.published).days
            found.append(
                Stale(kind=StaleKind.LPR, id="lpr", since=newest.published, days=age),
            )
        found += [
            Stale(kind=StaleKind.RULE, id=row.id, since=row.end, days=(on - row.end).days)
            for row in self.rows.values()
            if row.end is not None and self.as_of <= row.end < on
        ]
        return tuple(found)

    def amended(self, amendments: Iterable[Amendment]) -> RuleBook:
        """Return the book with what is newly known of its rows; older news changes nothing."""
        rows = dict(self.rows)
        for new in amendments:
            row = rows.get(new.id)
            if row is not None and new.as_of >= row.as_of:
                rows[new.id] = replace(
                    row,
                    end=new.end,
                    source=new.source,
                    url=new.url,
                    grade=new.grade,
                    as_of=new.as_of,
                )
        return replace(self, rows=rows)

    def extended(self, fixings: Iterable[Fixing]) -> RuleBook:
        """Return the book with fixings the user added; an added day replaces the shipped one."""
        by_day = {fixing.published: fixing for fixing in (*self.fixings, *fixings)}
        return replace(self, fixings=tuple(by_day[day] for day in sorted(by_day)))
