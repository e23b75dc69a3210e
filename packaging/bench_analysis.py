"""Speed of the decision engine against plain numpy and plain Python yardsticks, CPU seconds."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date
from fractions import Fraction

from jiebei_desktop.analysis.agreed import Kept
from jiebei_desktop.analysis.annuity import fits
from jiebei_desktop.analysis.claim import Claim
from jiebei_desktop.analysis.concession import concessions, frontier
from jiebei_desktop.analysis.joint import joint
from jiebei_desktop.analysis.model import Model, model_of
from jiebei_desktop.analysis.optimal import Effort, lower_bound, optimal
from jiebei_desktop.analysis.prospect import Answers, prospect
from jiebei_desktop.analysis.sampler import sample
from jiebei_desktop.analysis.survival import largest_payments
from jiebei_desktop.domain.debts import DebtId
from jiebei_desktop.domain.household import Book, Household
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.months import Month
from jiebei_desktop.domain.strategies import Order, PlanDebt, simulate

_TIMES = 5


def run() -> list[tuple[str, float, float]]:
    """Return (name, ours, yardstick) in CPU seconds, the best of five runs each.

    Sampling is measured against drawing as many normal numbers and sorting the paths; the exact
    solvers against 20,000 steps of an integer loop; the program against its own linear bound.
    """
    loop = _best(_integer_loop)
    program = _best(_program, 1)
    return [
        (
            "recommend 4,000 x 12",
            _best(lambda: _recommend(4000, 12)),
            _best(lambda: _draw(4000, 12)),
        ),
        (
            "recommend 10,000 x 60",
            _best(lambda: _recommend(10_000, 60)),
            _best(lambda: _draw(10_000, 60)),
        ),
        ("asks of one creditor", _best(lambda: concessions(_CLAIM, 110_000)), loop),
        ("frontier, a point a month", _best(lambda: frontier(_CLAIM, 110_000)), loop),
        ("asks of six creditors, longer term", _best(lambda: _joint(400_000)), loop),
        ("asks of six creditors, lower rate", _best(lambda: _joint(220_000)), loop),
        ("certified bound, 4 debts", _best(_bound), loop),
        ("optimum at 1 % gap, 3 debts in arrears", program, _best(_bound)),
    ]


_DAY = date(2026, 11, 22)
_CLAIM = Claim(
    debt=DebtId("a"),
    principal=Fen(4_200_000),
    interest=Fen(86_310),
    penalty=Fen(124_035),
    rate=Fraction(146, 10_000),
    months_left=9,
    since=_DAY,
)


def _best(job: Callable[[], object], times: int = _TIMES) -> float:
    job()
    found = []
    for _ in range(times):
        start = time.process_time()
        job()
        found.append(time.process_time() - start)
    return min(found)


def _model() -> Model:
    answers = Answers(income_low=Fen(600_000), income_typical=Fen(800_000), spending=Fen(450_000))
    book = Book(household=Household(income_kind="gig"))
    return model_of(prospect(book, date(2026, 11, 22), answers))


def _recommend(paths: int, months: int) -> object:
    model = _model()
    drawn = sample(model, Month(2026, 12), months, paths, 0)
    most = largest_payments(drawn, model, 3000.0, (1,) * months)
    most.sort()
    return most


def _draw(paths: int, months: int) -> object:
    import numpy as np

    rng = np.random.default_rng(0)
    total = rng.standard_normal((months, paths)).sum(axis=0)
    total.sort()
    return total


def _integer_loop() -> bool:
    return all(not fits(10**9, Fraction(146, 10_000), 1, 200) for _ in range(100))


_SIX = (
    # principal in fen, ten-thousandths a month, instalments left, late
    (4_410_345, 146, 10, True),
    (2_000_000, 180, 10, False),
    (1_500_000, 100, 12, False),
    (800_000, 125, 9, False),
    (2_600_000, 150, 11, True),
    (1_200_000, 120, 8, False),
)


def _joint(budget: int) -> object:
    """Ask six creditors, two of them late, the others kept by contract where the money reaches."""
    claims = [
        Claim(
            debt=DebtId(str(k)),
            principal=Fen(total),
            interest=Fen(30_000),
            penalty=Fen(5_000 if late else 0),
            rate=Fraction(rate, 10_000),
            months_left=left,
            late=late,
            since=_DAY,
        )
        for k, (total, rate, left, late) in enumerate(_SIX)
    ]
    kept = [
        None if one.late else Kept(payment=Fen(one.principal * 11 // 120), months=one.months_left)
        for one in claims
    ]
    return joint(claims, kept, budget)


def _debts() -> list[PlanDebt]:
    rows = (
        (3_000_000, 1216667, 150_000),
        (1_200_000, 1520833, 60_000),
        (500_000, 1250000, 45_000),
        (2_000_000, 1800000, 110_000),
    )
    return [
        PlanDebt(
            id=DebtId(str(k)),
            balance=Fen(balance),
            rate=Fraction(rate, 10**8),
            minimum=Fen(minimum),
        )
        for k, (balance, rate, minimum) in enumerate(rows)
    ]


def _bound() -> object:
    debts = _debts()
    return lower_bound(debts, [420_000], simulate(debts, 420_000, Order.AVALANCHE))


def _program() -> object:
    debts = [
        PlanDebt(
            id=DebtId(name),
            balance=Fen(balance),
            rate=Fraction(rate, 1000),
            minimum=Fen(minimum),
            arrears=Fen(late),
            overdue=Fen(late * 9 // 10),
            penalty_rate=Fraction(3 * rate, 2000),
        )
        for name, balance, rate, minimum, late in (
            ("x", 1_500_000, 15, 60_000, 180_000),
            ("y", 800_000, 12, 50_000, 100_000),
            ("z", 600_000, 18, 40_000, 0),
        )
    ]
    return optimal(debts, 200_000, effort=Effort(seconds=10, gap=0.01))


if __name__ == "__main__":
    for name, ours, yardstick in run():
        print(f"{name:42} {1000 * ours:9.2f} ms {1000 * yardstick:9.2f} ms")
