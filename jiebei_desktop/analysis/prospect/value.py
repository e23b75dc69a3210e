"""The values of a prospect: months behind, streams ahead, dated amounts, what is asked about."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from msgspec import Struct, field
from msgspec.structs import replace

from jiebei_desktop.analysis.prospect.stream import Stream
from jiebei_desktop.domain.affordability import STATED_SPENDING, UsualMonth
from jiebei_desktop.domain.debts import DebtId
from jiebei_desktop.domain.household import EntryKind, Mark
from jiebei_desktop.domain.money import ZERO, Fen, half_up
from jiebei_desktop.domain.months import Month

STEADY = 3
"""Months that a level must last to be the usual one."""
SHORT = 3
"""Full months from which the ledger speaks for itself."""
HALF_A_YEAR = 6
OLD_DAYS = 45
"""Days without an entry after which the grade is at most fair."""
TOO_OLD_DAYS = 120
"""Days without an entry after which there is no number."""


class Answers(Struct, frozen=True, kw_only=True):
    """The questionnaire for a household with no more than two months of history, in fen a month.

    Irregular spending is asked item by item, because people asked for one total name the month
    that has none.
    """

    income_low: Fen
    income_typical: Fen
    spending: Fen
    irregular: tuple[tuple[str, Fen, int], ...] = ()
    """(name, amount, times a year)."""
    obligations: Fen = ZERO
    festival_extra: Fen | None = None
    weeks_without_work: int | None = None
    spending_is_all: bool = False
    """The user said that the spending in the ledger is all there is."""


class Repaid(Struct, frozen=True, kw_only=True):
    """A recurring cost that looks like the repayment of a debt."""

    name: str
    category: str
    monthly: Fen
    debt: str
    """What the debt is called."""


class MonthRow(Struct, frozen=True, kw_only=True):
    """One full month of the ledger, all in fen."""

    month: Month
    income: Fen
    routine: Fen
    bills: tuple[Fen, ...]
    obligations: Fen
    """Payments ordered by law found in the entries of this month."""


class MonthFigure(Struct, frozen=True, kw_only=True):
    """One figure of the household with its origin; ``label_code`` is worded by the text layer."""

    label_code: str
    amount: Fen
    mark: Mark
    """Of its weakest part."""
    rows: int = 0
    """Entries behind the figure; 0 for what was stated or computed."""
    shown: Fraction = Fraction(0)
    """How much of it documents or statements show, of one."""


class Dated(Struct, frozen=True, kw_only=True):
    """One known amount on its day; money out is negative."""

    day: date
    amount: Fen
    name: str
    kind: str
    """bill, due, last (a last or only instalment) or arrears."""
    debt: DebtId | None = None


class LevelShift(Struct, frozen=True, kw_only=True):
    """A fall of a stream's level: asked about, and counted at once when it stands out."""

    category: str
    start: Month
    before: Fen
    after: Fen
    counted: bool


class Gap(Struct, frozen=True, kw_only=True):
    """A month without entries, of one category or (empty) of all: asked about."""

    month: Month
    category: str
    is_zero: bool
    """It counts as a month of nothing until answered."""


class NoIncome(Struct, frozen=True, kw_only=True):
    """No income in a usual coming month: the last that has some, and when it begins again."""

    last: Month | None
    begins: Month | None


class MonthAhead(Struct, frozen=True, kw_only=True):
    """What one coming month brings and takes, in fen."""

    month: Month
    income: Fen
    living: Fen
    irregular: Fen
    protected: Fen

    @property
    def left(self) -> Fen:
        """What remains for debts that can be negotiated; negative is missing."""
        return Fen(self.income - self.living - self.irregular - self.protected)


class LaterMonth(Struct, frozen=True, kw_only=True):
    """A usual month that is not the coming one: what that one brings and takes instead."""

    since: Month
    """The usual month it is from."""
    month: Month
    """The coming month."""
    income: Fen | None
    """What that one brings; None where that is the usual."""
    living: Fen | None
    """What living takes in it; None where that is the usual."""


class Prospect(Struct, frozen=True, kw_only=True):
    """What comes into a household and what goes out, behind and ahead of one day."""

    as_of: date
    kind: str
    rows: tuple[MonthRow, ...]
    streams: tuple[Stream, ...]
    dated: tuple[Dated, ...]
    """Known single amounts after the day: yearly items, dues of protected debts, their arrears."""
    cash: Fen
    living_floor: Fen
    ordered_ahead: tuple[Fen, ...]
    """Payments ordered by law of each coming month, the running one first: they cannot be cut."""
    unexplained: Fen
    """Money that left the accounts a month without an entry; counted as spending."""
    bills_usual: Fen
    """Large bills that do not recur, a month: observed or answered."""
    assumed_living: Fen
    """What stands in for spending that is hardly recorded; 0 where the records suffice."""
    answers: Answers | None
    shifts: tuple[LevelShift, ...]
    gaps: tuple[Gap, ...]
    last_entry: date | None
    figures: tuple[MonthFigure, ...] = field(default=())
    apart: frozenset[str] = frozenset()
    """Categories of income that are not counted on: what they bring is listed apart."""
    income_told: bool = False
    """No month shows what the household lives on: its income stands as it was told."""
    repaid: tuple[Repaid, ...] = ()
    """Monthly costs that bear the name of a debt: asked about, counted as living until then."""
    stopped: tuple[LevelShift, ...] = ()
    """Living costs of every month that no longer come: asked about, counted as before."""
    expected: tuple[Stream, ...] = ()
    """The streams at the levels to expect, where ``streams`` have those that may be promised."""
    cautious: bool = True
    """``streams`` are what may be promised."""

    @property
    def likely(self) -> Prospect:
        """The same household as it is to be expected: what a forecast is drawn from.

        Living that was only told takes more, because people understate it.
        """
        told = self.answers.spending if self.answers and not self.rows else ZERO
        living = max(self.assumed_living, half_up(told * STATED_SPENDING))
        streams = self.expected or self.streams
        return replace(self, streams=streams, assumed_living=living, cautious=False)

    @property
    def history(self) -> int:
        """Number of full months observed."""
        return len(self.rows)

    @property
    def observed(self) -> bool:
        """Whether months of its own show the household; else two terms are offered."""
        return self.history > 0 and not self.income_told

    @property
    def last_full_month(self) -> Month | None:
        """The newest full month of the ledger."""
        return self.rows[-1].month if self.rows else None

    @property
    def silent_days(self) -> int:
        """Days since the last entry; 0 where there never was one."""
        return 0 if self.last_entry is None else (self.as_of - self.last_entry).days

    @property
    def hardly_recorded(self) -> bool:
        """Tell whether spending is so thinly recorded that an assumption stands in."""
        return self.assumed_living > 0

    @property
    def is_too_old(self) -> bool:
        """Tell whether the ledger has been silent for too long to promise anything."""
        return self.silent_days > TOO_OLD_DAYS

    @property
    def grade(self) -> str:
        """How much own, fresh and complete history stands behind the figures: good, fair, rough."""
        if self.history < SHORT or self.income_told or self.hardly_recorded or self.is_too_old:
            return "rough"
        unsure = self.silent_days > OLD_DAYS or any(not gap.is_zero for gap in self.gaps)
        return "fair" if unsure or self.history < HALF_A_YEAR else "good"

    @property
    def has_income(self) -> bool:
        """Tell whether the coming year brings any income."""
        return any(self.income_at(place) > 0 for place in range(1, 13))

    @property
    def no_income(self) -> NoIncome | None:
        """Say between which months no income is known; None where a usual month brings some."""
        if self.income_usual > 0:
            return None
        now = Month.of(self.as_of)
        mine = [one for one in self.streams if one.kind is EntryKind.INCOME]
        ended = [Month.of(one.until) for one in mine if one.until]
        came = [row.month for row in self.rows if row.income > 0]
        begins = [Month.of(one.start) for one in mine if one.start and Month.of(one.start) > now]
        return NoIncome(last=max([*ended, *came], default=None), begins=min(begins, default=None))

    def income_at(self, place: int) -> Fen:
        """Return the income so many months after the running one."""
        return Fen(sum(one.at(place) for one in self.streams if one.kind is EntryKind.INCOME))

    def routine_at(self, place: int) -> Fen:
        """Return routine spending so many months after the running one, never below the floor."""
        spent = sum(one.at(place) for one in self.streams if one.kind is EntryKind.EXPENSE)
        return Fen(max(spent, self.assumed_living, self.living_floor))

    def living_at(self, place: int) -> Fen:
        """Return all that living takes so many months after the running one."""
        return Fen(self.routine_at(place) + self.ordered_at(place) + self.unexplained)

    def ordered_at(self, place: int) -> Fen:
        """Return what the law orders so many months after the running one."""
        return self.ordered_ahead[min(place, len(self.ordered_ahead) - 1)]

    def protected_at(self, place: int) -> Fen:
        """Return what protected debts ask for so many months after the running one."""
        return self._dated_in(Month.of(self.as_of).plus(place), {"due", "last", "arrears"})

    def irregular_at(self, place: int) -> Fen:
        """Return single bills: those known for the month, and the usual unknown ones."""
        known = self._dated_in(Month.of(self.as_of).plus(place), {"bill"})
        return Fen(self.bills_usual + known)

    @property
    def usual_place(self) -> int:
        """The first coming month whose income and living last for three months running."""
        levels = [(self.income_at(k), self.living_at(k)) for k in range(1, 12 + STEADY)]
        for place in range(len(levels) - STEADY + 1):
            if len(set(levels[place : place + STEADY])) == 1:
                return place + 1
        return 1

    @property
    def income_usual(self) -> Fen:
        """Income of a usual coming month."""
        return self.income_at(self.usual_place)

    @property
    def later_month(self) -> LaterMonth | None:
        """From when on months are usual; None where the coming month brings and takes the same."""
        income, living = self.income_at(1), self.living_at(1)
        if (income, living) == (self.income_usual, self.living_usual):
            return None
        return LaterMonth(
            since=self._month(self.usual_place),
            month=self._month(1),
            income=None if income == self.income_usual else income,
            living=None if living == self.living_usual else living,
        )

    @property
    def living_usual(self) -> Fen:
        """Living costs of a usual coming month."""
        return self.living_at(self.usual_place)

    @property
    def ordered(self) -> Fen:
        """Payments ordered by law in a usual coming month."""
        return self.ordered_at(self.usual_place)

    @property
    def irregular(self) -> Fen:
        """Large bills of a usual month: a twelfth of what a year brings."""
        return Fen(self.bills_usual + self._yearly({"bill"}))

    @property
    def protected(self) -> Fen:
        """What protected debts require a month, without single large payments, with arrears."""
        first = [self._dated_in(self._month(k), {"due"}) for k in range(1, 4)]
        cure = [self._dated_in(self._month(k), {"arrears"}) for k in range(1, 4)]
        return Fen(max(first) + max(cure))

    @property
    def usual_month(self) -> UsualMonth:
        """A usual coming month as one value, for whoever measures against it."""
        return UsualMonth(
            income=self.income_usual,
            living=self.living_usual,
            living_floor=self.living_floor,
            irregular=self.irregular,
            protected=self.protected,
            cash=self.cash,
            next_income=self.income_at(1),
        )

    @property
    def left(self) -> Fen:
        """Income less living, irregular spending and protected debts; negative is missing."""
        return self.usual_month.left

    @property
    def due_before_start(self) -> Fen:
        """What protected debts still ask for in the running month."""
        return self.protected_at(0)

    @property
    def carried(self) -> Fen:
        """What the cash at hand must carry until income of a longer rhythm comes.

        Such income is spread over its months; this is the most that its days lag behind.
        """
        late, most = 0, 0
        for place in range(13):
            for one in self.streams:
                if one.comes and one.kind is EntryKind.INCOME:
                    late += (one.at(place) if place else 0) - one.comes[place]
            most = max(most, late)
        return Fen(most)

    @property
    def months(self) -> tuple[MonthAhead, ...]:
        """The coming twelve months."""
        return tuple(self._month_ahead(place) for place in range(1, 13))

    def _month(self, place: int) -> Month:
        return Month.of(self.as_of).plus(place)

    def _dated_in(self, month: Month, kinds: set[str]) -> Fen:
        return Fen(
            -sum(
                one.amount
                for one in self.dated
                if one.kind in kinds and month.first <= one.day <= month.last
            )
        )

    def _yearly(self, kinds: set[str]) -> int:
        total = sum(self._dated_in(self._month(k), kinds) for k in range(1, 13))
        return half_up(Fraction(total, 12))

    def _month_ahead(self, place: int) -> MonthAhead:
        return MonthAhead(
            month=self._month(place),
            income=self.income_at(place),
            living=self.living_at(place),
            irregular=self.irregular_at(place),
            protected=self.protected_at(place),
        )
