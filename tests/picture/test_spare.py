"""Cash beside the reserve: to the fen on both sides."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest
from households import DAY, loan

from jiebei_desktop.analysis.carried import Low
from jiebei_desktop.domain.debts import Method, Priority
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.standing import stands
from jiebei_desktop.services.picture.spare import Spare, spare_of

NEXT = date(2026, 11, 23)
LINE = ((DAY, Fen(900_000)), (NEXT, Fen(500_000)))


@pytest.mark.parametrize(
    ("reserve", "known", "low"),
    [(500_000, True, Low(day=NEXT, amount=Fen(500_000))), (500_001, True, None), (0, False, None)],
)
def test_cash_is_spare_where_it_touches_no_fen_of_the_reserve(reserve, known, low):
    assert Spare(reserve=Fen(reserve), known=known).above(LINE) == low


@pytest.mark.parametrize(
    ("reserve", "told", "reason", "found"),
    [
        (7, True, None, (7, True)),
        (7, False, None, (7, False)),
        (7, True, "no_income", (7, False)),
        (7, True, "ledger_too_old", (7, False)),
        (None, True, "deficit", (0, True)),
    ],
)
def test_what_it_is_held_against_is_known_with_cash_and_income(reserve, told, reason, found):
    figures = {
        "reserve": SimpleNamespace(value=reserve),
        "afford.recommended": SimpleNamespace(reason=reason),
    }
    spare = spare_of(figures, told=told)
    assert (spare.reserve, spare.known) == found


def test_a_lenders_debt_without_a_plan_is_due_today_and_a_relatives_waits():
    open_ = loan("a", 1000, DAY, method=Method.FREE, periods=None)
    family = loan("b", 1000, DAY, method=Method.FREE, periods=None, priority=Priority.FAMILY)
    dated = loan("c", 1000, DAY)
    spare = Spare(reserve=Fen(400_000), known=True)
    asked = stands([open_, family, dated], DAY)
    assert spare.carries(LINE, asked) == Low(day=NEXT, amount=Fen(400_000))
    dearer = stands([loan("a", 1001, DAY, method=Method.FREE, periods=None)], DAY)
    assert spare.carries(LINE, dearer) is None
