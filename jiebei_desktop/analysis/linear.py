"""A linear model in exact integers, its solution by HiGHS, and a rigorous bound from its duals.

Any dual vector gives a bound once it is evaluated in exact arithmetic (Neumaier and Shcherbina,
Mathematical Programming 99, 2004): sum of y+ lo - y- hi over the rows, plus for each column the
least of its reduced cost over its box. The solver only has to be nearly right; the bound is right.
"""

from __future__ import annotations

import math
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field

if TYPE_CHECKING:
    import highspy

_DUAL_POINT = 2**44
YUAN = 100
"""Money columns are fen here and yuan in the solver, which likes numbers near one."""


class Constraint(Struct, frozen=True):
    """``low <= sum(weights) <= high`` with exact integer weights; None is no bound."""

    weights: dict[int, int]
    low: int | None
    high: int | None
    scale: int
    """What the row was multiplied by to make it whole."""


class Solution(Struct, frozen=True, kw_only=True):
    """What the solver found: column values (fen for money), None when it found none."""

    values: tuple[float, ...] | None
    bound: float
    """The solver's own bound in fen; not rigorous."""
    is_optimal: bool


class LinearModel(Struct):
    """Columns with boxes and costs, rows with bounds; minimised."""

    lows: list[int] = field(default_factory=list)
    highs: list[int] = field(default_factory=list)
    costs: list[Fraction] = field(default_factory=list)
    is_whole: list[bool] = field(default_factory=list)
    rows: list[Constraint] = field(default_factory=list)

    def money(self, high: int, cost: Fraction | int = 0) -> int:
        """Add a column of fen between 0 and ``high``; return its number."""
        return self._column(high, Fraction(cost), whole=False)

    def switch(self, *, may: bool = True) -> int:
        """Add a column that is 0 or 1 (always 0 unless it ``may``); return its number."""
        return self._column(int(may), Fraction(0), whole=True)

    def _column(self, high: int, cost: Fraction, *, whole: bool) -> int:
        self.lows.append(0)
        self.highs.append(high)
        self.costs.append(cost)
        self.is_whole.append(whole)
        return len(self.costs) - 1

    def row(
        self,
        weights: dict[int, Fraction | int],
        low: Fraction | int | None = None,
        high: Fraction | int | None = None,
    ) -> None:
        """Add ``low <= sum(weights) <= high``, made whole by its common denominator."""
        parts = [Fraction(w) for w in weights.values()]
        ends = [Fraction(end) for end in (low, high) if end is not None]
        scale = math.lcm(*(part.denominator for part in (*parts, *ends)))
        self.rows.append(
            Constraint(
                {col: int(part * scale) for col, part in zip(weights, parts, strict=True)},
                None if low is None else int(Fraction(low) * scale),
                None if high is None else int(Fraction(high) * scale),
                scale,
            )
        )

    def solve(self, *, seconds: float = 10.0, gap: float = 0.01) -> Solution:
        """Solve with HiGHS, switches at 0 or 1."""
        solver = self._run(whole=True, seconds=seconds, gap=gap)
        import highspy

        found = solver.getInfo().primal_solution_status == 2  # noqa: PLR2004 - feasible, in HiGHS
        values = None
        if found:
            raw = solver.getSolution().col_value
            values = tuple(
                value * (1 if is_whole else YUAN)
                for value, is_whole in zip(raw, self.is_whole, strict=True)
            )
        return Solution(
            values=values,
            bound=float(solver.getInfo().mip_dual_bound) * YUAN,
            is_optimal=solver.getModelStatus() == highspy.HighsModelStatus.kOptimal,
        )

    def certified(self, seconds: float = 10.0) -> Fraction | None:
        """Return a rigorous lower bound of the objective in fen, None without an optimum."""
        import highspy

        solver = self._run(whole=False, seconds=seconds, gap=0.0)
        if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        return self.bound_of([float(y) for y in solver.getSolution().row_dual])

    def bound_of(self, duals: list[float]) -> Fraction:
        """Evaluate the bound that any dual vector (per solver row) proves, exactly."""
        common = math.lcm(*(row.scale for row in self.rows))
        reduced = [cost * common * _DUAL_POINT for cost in self.costs]
        whole = math.lcm(*(part.denominator for part in reduced))
        units = [int(part * whole) for part in reduced]
        total = 0
        for row, dual in zip(self.rows, duals, strict=True):
            y = round(dual * _DUAL_POINT) * (common // row.scale) * whole
            end = row.low if y > 0 else row.high
            if end is None:
                continue
            total += y * end
            for col, weight in row.weights.items():
                units[col] -= y * weight
        for unit, low, high in zip(units, self.lows, self.highs, strict=True):
            total += min(unit * low, unit * high)
        return Fraction(total, common * _DUAL_POINT * whole)

    def _run(self, *, whole: bool, seconds: float, gap: float) -> Any:
        import highspy

        # The wrapper class prints a banner on standard output before it can be told not to.
        solver = highspy._Highs()  # type: ignore[attr-defined]  # noqa: SLF001
        solver.setOptionValue("output_flag", False)  # noqa: FBT003 - HiGHS takes bare values
        solver.setOptionValue("time_limit", seconds)
        solver.setOptionValue("mip_rel_gap", gap)
        solver.setOptionValue("threads", 1)
        solver.setOptionValue("random_seed", 0)
        solver.passModel(self._lp(whole=whole))
        solver.run()
        return solver

    def _lp(self, *, whole: bool) -> highspy.HighsLp:
        import highspy

        lp = highspy.HighsLp()
        unit = [1 if is_whole else YUAN for is_whole in self.is_whole]
        lp.num_col_, lp.num_row_ = len(self.costs), len(self.rows)
        lp.col_cost_ = [float(cost) for cost in self.costs]
        lp.col_lower_ = [low / u for low, u in zip(self.lows, unit, strict=True)]
        lp.col_upper_ = [high / u for high, u in zip(self.highs, unit, strict=True)]
        lp.row_lower_ = [_end(row.low, row.scale, -highspy.kHighsInf) for row in self.rows]
        lp.row_upper_ = [_end(row.high, row.scale, highspy.kHighsInf) for row in self.rows]
        starts, index, values = [0], [], []
        for row in self.rows:
            for col, weight in row.weights.items():
                index.append(col)
                values.append(weight / row.scale * unit[col] / YUAN)
            starts.append(len(index))
        matrix = lp.a_matrix_
        matrix.format_ = highspy.MatrixFormat.kRowwise
        matrix.num_col_, matrix.num_row_ = lp.num_col_, lp.num_row_
        matrix.start_, matrix.index_, matrix.value_ = starts, index, values
        if whole:
            kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
            lp.integrality_ = [kinds[is_whole] for is_whole in self.is_whole]
        return lp


def _end(end: int | None, scale: int, missing: float) -> float:
    return missing if end is None else end / scale / YUAN
