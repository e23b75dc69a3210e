"""One category of income: where its levels began, and what its months say of the one in force."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from fractions import Fraction

from msgspec import Struct
from msgspec.structs import replace

from jiebei_desktop.analysis.festival import is_festival
from jiebei_desktop.analysis.prospect.levels import (
    LEAST_BEFORE,
    SURE,
    changes,
    expected,
    rhythm_of,
    unsure,
    usual,
)
from jiebei_desktop.analysis.prospect.stated import amount_in, dated_in
from jiebei_desktop.analysis.prospect.value import LevelShift
from jiebei_desktop.domain.household import Recurring
from jiebei_desktop.domain.money import Fen, half_up
from jiebei_desktop.domain.months import Month

MOST = Fraction(3, 4)
"""Share of the months in which an income comes that comes nearly always."""
GOES_ON = Fraction(2, 3)
"""How likely a fall, or an income just begun, that is in doubt goes on."""


class IncomeCategory(Struct, frozen=True, kw_only=True):
    """One category of income with all that is known of it."""

    code: str
    months: tuple[Month, ...]
    values: tuple[int, ...]
    items: tuple[Recurring, ...]
    running: Month
    cv: float
    festival: float
    persistence: float
    cautious: bool = True
    """Its level is what may be promised, else what is to be expected."""
    doubt: int | None = None
    """The place from which the level may be another one; only of what is to be expected."""
    passing: tuple[Month, ...] = ()
    """First months of falls that were said to pass."""
    begins: tuple[Month, ...] = ()
    """Months in which an income of this category was said to start."""
    starts: tuple[int, ...] = (0,)
    """Places at which a level began: by the months, and by the first day of an item."""

    @property
    def stated(self) -> tuple[int, ...]:
        """What the items said of each month behind, spread over their months."""
        return tuple(sum(amount_in(item, month) for item in self.items) for month in self.months)

    @property
    def due(self) -> tuple[int, ...]:
        """What the items said of each month behind on their days."""
        return tuple(sum(dated_in(item, month) for item in self.items) for month in self.months)

    @property
    def counted(self) -> tuple[int, ...]:
        """Each month behind: where an item fell in it, no more than the item."""
        pairs = zip(self.values, self.due, strict=True)
        return tuple(min(value, said) if said else value for value, said in pairs)

    @property
    def freed(self) -> tuple[float, ...]:
        """The months without what Spring Festival usually takes."""
        return self._freed(self.values)

    def _freed(self, values: Sequence[int]) -> tuple[float, ...]:
        return tuple(
            value / min(1.0, self.festival) if is_festival(month) else float(value)
            for month, value in zip(self.months, values, strict=True)
        )

    @property
    def in_force(self) -> range:
        """The places of the months of the level in force."""
        return range(self.starts[-1], len(self.months))

    @property
    def seen(self) -> tuple[int, ...]:
        """Each month behind as its level is read from it."""
        return self.counted if self.cautious else tuple(map(round, self.freed))

    @property
    def told(self) -> tuple[int, ...]:
        """What the items said of each month behind on their days, read in the same way."""
        return self.due if self.cautious else tuple(map(round, self._freed(self.due)))

    def level_of(self, values: Sequence[int], rhythm: int = 1) -> Fen:
        """Return the level of some months, newest last: to be promised or to be expected."""
        return usual(values, rhythm) if self.cautious else expected(values, rhythm)

    def level(self, places: Iterable[int], rhythm: int = 1) -> Fen:
        """Return the level of the months at some places, newest last.

        Where it is in doubt whether they fell, it lies between the level before and since.
        """
        before, since = self._sides(places)
        if not since or not before:
            return self.level_of([*before, *since], rhythm)
        return half_up(GOES_ON * self.level_of(since) + (1 - GOES_ON) * self.level_of(before))

    def _sides(self, places: Iterable[int]) -> tuple[list[int], list[int]]:
        seen, at = self.seen, len(self.months) if self.doubt is None else self.doubt
        sides: tuple[list[int], list[int]] = ([], [])
        for place in places:
            sides[place >= at].append(seen[place])
        return sides

    @property
    def unsure(self) -> float:
        """How far the level in force may lie from its months, and from the one in doubt, of one."""
        before, since = self._sides(self.in_force)
        own = unsure([*before, *since] if self.doubt is None else since, self.cv, self.persistence)
        level = self.level(self.in_force)
        if not (before and since and level):
            return own
        apart = float(abs(self.level_of(before) - self.level_of(since)) / Fraction(level))
        return math.hypot(own, apart * math.sqrt(GOES_ON * (1 - GOES_ON)))

    def readings(self) -> tuple[IncomeCategory, IncomeCategory]:
        """Return it as it may be promised and as it is to be expected, with its levels' places.

        What a promise goes by at once, and is not beyond doubt, is in doubt where a level is
        expected: a fall, and what began to come in the last months.
        """
        falls = self._falls(1.0)
        careful = replace(self, starts=self._begun(falls))
        sure = self._begun(self._falls(SURE)) if falls[1:] else careful.starts
        likely = replace(self, cautious=False, starts=sure)
        doubt = max(careful.starts[-1], self._new)
        return careful, replace(likely, doubt=doubt) if doubt > sure[-1] else likely

    def _falls(self, sure: float) -> tuple[int, ...]:
        return (0,) if rhythm_of(self.values) > 1 else changes(self.freed, self.cv, sure)

    def _begun(self, falls: Iterable[int]) -> tuple[int, ...]:
        said = self.stated
        first = next((place for place, amount in enumerate(said) if amount), 0)
        kept = {place for place in falls if not self.passes(place)}
        told = {place for place, month in enumerate(self.months) if month in self.begins}
        return tuple(sorted({0, *kept, first, *told, self.first_came}))

    @property
    def _new(self) -> int:
        """The place from which it has come every month while it never came before, else 0."""
        return self.first if all(self.values[self.first :]) else 0

    @property
    def first(self) -> int:
        """The place of the first month in which it came, 0 where it never did."""
        return next((place for place, value in enumerate(self.values) if value), 0)

    @property
    def first_came(self) -> int:
        """The place from which an income that was not there before has come nearly every month.

        0 where it comes now and then since, or has come for less than three months: the months
        before it belong to its ups and downs.
        """
        begun, since = self.first, self.values[self.first :]
        comes = sum(value != 0 for value in since)
        return begun if comes >= LEAST_BEFORE and comes >= MOST * len(since) else 0

    def last_high(self, shift: LevelShift) -> Month:
        """Return the last month before a fall, however long ago: what ends in it is paid in it."""
        place = self.months.index(shift.start)
        while place and 2 * self.values[place - 1] < shift.before + shift.after:
            place -= 1
        return self.months[place].plus(-1)

    def passes(self, place: int) -> bool:
        """Tell whether a level that begins at a place is one that was said to pass."""
        return any(month <= self.months[place] for month in self.passing)
