"""The values of an affordability answer: levels of risk, the curve, the three numbers."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from msgspec import Struct

from jiebei_desktop.analysis.prospect import Dated, LaterMonth, LevelShift, MonthFigure, NoIncome
from jiebei_desktop.analysis.waterfall import WaterfallStep
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.months import Month


class Level(Struct, frozen=True, kw_only=True):
    """How much risk one of the three numbers may carry: fixed bounds, so better is never lower.

    An allowance above the unavoidable would shrink when cash grows, and the number with it.
    """

    broken: float
    """Share of futures in which two instalments running are not paid."""
    late: float
    """Share of futures in which at least one is not paid in full on its day."""
    of_surplus: float
    """Share of the expected surplus it may take."""


FLOOR = Level(broken=0.15, late=0.30, of_surplus=0.6)
RECOMMENDED = Level(broken=0.35, late=0.50, of_surplus=0.8)
CEILING = Level(broken=0.45, late=0.70, of_surplus=1.0)
TIGHT = Decimal("0.25")
"""An offer that breaks more often than this is named tight."""


class CurvePoint(Struct, frozen=True, kw_only=True):
    """A payment and the shares of futures in which it breaks, or is late, within twelve months."""

    payment: Fen
    p_shortfall_12: Decimal
    p_late_once_12: Decimal = Decimal(0)


class Help(Struct, frozen=True, kw_only=True):
    """Something that would change the number, and the number it would give."""

    code: str
    recommended: Fen | None


class Band(Struct, frozen=True, kw_only=True):
    """The three numbers; None where none is sustainable."""

    floor: Fen | None
    recommended: Fen | None
    ceiling: Fen | None

    def within(self, left: Fen) -> Band:
        """Return the band with no promise above what a usual month leaves (fen, positive).

        The ceiling stays: it counts on what can be cut.
        """
        whole = Fen(left // 100 * 100)
        return Band(
            floor=None if self.floor is None else min(self.floor, whole),
            recommended=None if self.recommended is None else min(self.recommended, whole),
            ceiling=self.ceiling,
        )


NO_BAND = Band(floor=None, recommended=None, ceiling=None)


class Odds(Struct, frozen=True, kw_only=True):
    """Both odds of one payment within twelve months."""

    late_once_12: Decimal
    broken_12: Decimal

    @property
    def is_firm(self) -> bool:
        """Whether a payment may be said to hold: no riskier than the floor may be."""
        return float(self.late_once_12) <= FLOOR.late and float(self.broken_12) <= FLOOR.broken


def odds_of(curve: Sequence[CurvePoint], payment: Fen) -> Odds | None:
    """Return both odds of a payment, between the points of a curve; None without a curve.

    Beyond either end of the curve the odds are those of its end. This is the one reading of a
    curve: chart, table and plan all take their odds from it.
    """
    points = sorted(curve, key=lambda point: point.payment)
    if not points:
        return None
    place = bisect_left(points, payment, key=lambda point: point.payment)
    low, high = points[max(0, place - 1)], points[min(place, len(points) - 1)]
    below, above = _at(low), _at(high)
    if low is high:
        return below
    part = Decimal(payment - low.payment) / Decimal(high.payment - low.payment)
    return Odds(
        late_once_12=below.late_once_12 + (above.late_once_12 - below.late_once_12) * part,
        broken_12=below.broken_12 + (above.broken_12 - below.broken_12) * part,
    )


def _at(point: CurvePoint) -> Odds:
    return Odds(late_once_12=point.p_late_once_12, broken_12=point.p_shortfall_12)


class Lean(Struct, frozen=True, kw_only=True):
    """The pattern with lean months free: the payment of the others, and which are free."""

    payment: Fen
    free_months: tuple[Month, ...]
    odds: Odds


class FirstTerm(Struct, frozen=True, kw_only=True):
    """A household without history pays half for so many months; then its own months speak."""

    months: int
    payment: Fen
    then: Fen | None = None
    """The whole that is asked for from then on; None where only the half can be promised."""


class OncePast(Struct, frozen=True, kw_only=True):
    """What can be kept once a known large payment is past; the recommended number until then."""

    months: int
    """Months of the recommended number."""
    since: Month
    """The month after them."""
    payment: Fen
    """A month from then on."""
    bill: Dated
    """The last of the large payments until then."""
    curve: tuple[CurvePoint, ...]
    """The odds of what is paid from then on, with what is paid until then, to a year's end."""


class Obstacle(Struct, frozen=True, kw_only=True):
    """The known large payment that stands in the way, and from when a number is possible."""

    payment: Dated
    possible_from: Month | None


class Affordability(Struct, frozen=True, kw_only=True):
    """The answer to "what can be paid each month and kept"."""

    as_of: date
    history_months: int
    last_full_month: Month | None
    floor: Fen | None
    recommended: Fen | None
    ceiling: Fen | None
    reason: str | None
    """Why there is no recommended number: a code, None when there is one."""
    obstacle: Obstacle | None
    large_payments: tuple[Dated, ...]
    """Known single payments of the coming year."""
    no_income: NoIncome | None = None
    """From when to when income is missing, where a usual coming month brings none."""
    later: LaterMonth | None = None
    """From when months are usual, where the coming one is not yet."""
    curve: tuple[CurvePoint, ...]
    odds: Odds | None
    """Of the recommended number."""
    protected: Fen
    left: Fen
    lean: Lean | None
    first_term: FirstTerm | None
    once_past: OncePast | None = None
    """What can be kept once a known large payment is past, where that is above the ceiling."""
    level_shift: tuple[LevelShift, ...]
    reserve: Fen
    """Cash to keep: six weeks of spending and obligations."""
    living_floor: Fen
    figures: tuple[MonthFigure, ...]
    seed: int
    paths: int
    grade: str
    """rough, fair or good: how much own, fresh and complete history stands behind the numbers."""
    free_months: Band
    """The same numbers per paid month when the lean months are free."""
    steps: tuple[WaterfallStep, ...]

    @property
    def offer(self) -> Fen | None:
        """What can be promised now: the recommended number, or the first term's half of it."""
        return self.first_term.payment if self.first_term is not None else self.recommended

    @property
    def offer_later(self) -> tuple[int, Fen] | None:
        """After how many months the offer rises, and to what; None where it stays."""
        term = self.first_term
        return None if term is None or term.then is None else (term.months, term.then)

    @property
    def is_tight(self) -> bool:
        """Tell whether the recommended number breaks in more than one future of four."""
        return self.odds is not None and self.odds.broken_12 > TIGHT
