"""What cash pays whole today, debt by debt: by hand, on a year in which nothing else happens."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from households import DAY, loan
from msgspec.structs import replace

from jiebei_desktop.analysis.carried import Low
from jiebei_desktop.domain.debts import DebtId, Method, Priority, ReportedBalance
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.standing import stands
from jiebei_desktop.services.picture import Picture
from jiebei_desktop.services.picture.figure import Figure, Origin, Rates, Unit
from jiebei_desktop.services.picture.lanes import Lane, LaneName
from jiebei_desktop.services.picture.plan_pays import PlanWay
from jiebei_desktop.services.picture.reading import Key
from jiebei_desktop.services.picture.settling import settled, settles
from jiebei_desktop.services.picture.spare import Spare

LAST = DAY + timedelta(days=300)
MILD, DEAR = Decimal("0.08"), Decimal("0.24")


def figure(code, value, unit=Unit.MONEY) -> Figure:
    return Figure(id=code, value=value, unit=unit, as_of=DAY, origin=Origin.STATED)


def seen(cash, debts, *, beside=(), reserve=100_000) -> Picture:
    """Return a picture of cash that stays, and of debts: what is owed, still paid, and the rate.

    By contract all that is still paid of a debt leaves on one late day.
    """
    made = [loan(code, 1_000, DAY, **more) for code, (*_, more) in debts.items()]
    made += beside
    ways = {one.debt.id: PlanWay(stand=one, pays=()) for one in stands(made, DAY)}
    pays = {DebtId(code): ((LAST, Fen(paid)),) for code, (_, paid, *_) in debts.items()}
    out = sum(paid for _, paid, *_ in debts.values())
    figures = [
        figure(f"rate.{code}", Rates(nominal=rate, effective=rate), Unit.RATE)
        for code, (_, _, rate, _) in debts.items()
    ]
    lane = Lane(
        name=LaneName.CONTRACT, payment=None, low=Low(day=DAY, amount=Fen(0)), owed={}, cash={},
        paid=None, debt_free=None, stages=(), curve=(), late=None, court=None, record=None,
        days=((DAY, Fen(cash)), (LAST, Fen(cash - out))), pays=pays,
    )  # fmt: skip
    return Picture(
        key=Key(revision=1, as_of=DAY, seed=0, rules="r"),
        figures={one.id: one for one in figures}, lanes={lane.name: lane}, ways=ways,
        spare=Spare(reserve=Fen(reserve), known=True),
    )  # fmt: skip


ONE = {"a": (100_000, 112_000, DEAR, {})}
TWO = {"a": (100_000, 104_000, MILD, {}), "b": (100_000, 112_000, DEAR, {})}


@pytest.mark.parametrize(("cash", "does"), [(212_000, True), (211_999, False)])
def test_a_debt_is_settled_where_the_reserve_stays_on_every_day(cash, does):
    """Today 1,000 leave and 1,000 stay; on its late day nothing leaves any more."""
    found = seen(cash, ONE)
    assert settles(found, DebtId("a")) is (cash >= 200_000)
    assert settled(found) == ({"a": 12_000} if does else {})  # 1,120 have to be carried, too


def test_cash_that_does_not_carry_the_contracts_settles_none_of_them():
    called = loan("open", 5_000, DAY, method=Method.FREE, periods=None)
    found = seen(400_000, ONE, beside=(called,))
    assert found.carried is None
    assert settles(found, DebtId("a"))
    assert settled(found) == {}
    assert settled(seen(400_000, ONE)) == {"a": 12_000}


def test_the_dearest_is_settled_first_and_the_next_beside_it():
    assert settled(seen(316_000, TWO)) == {"b": 12_000, "a": 4_000}
    # 1,000 of a, too, would touch the reserve: 1,040 of it are still to be paid by contract.
    tight = replace(seen(316_000, TWO), spare=Spare(reserve=Fen(100_001), known=True))
    assert settled(tight) == {}
    assert list(settled(seen(320_000, TWO, reserve=104_000))) == ["b", "a"]
    assert list(settled(seen(320_000, TWO, reserve=104_001))) == []


@pytest.mark.parametrize(("paid", "some"), [(100_001, True), (100_000, False), (99_999, False)])
def test_what_saves_nothing_is_left(paid, some):
    found = settled(seen(900_000, {"a": (100_000, paid, DEAR, {})}))
    assert found == ({"a": 1} if some else {})


@pytest.mark.parametrize("priority", [Priority.FAMILY, Priority.UNSECURED])
def test_what_a_relative_lent_is_not_settled_for_its_interest(priority):
    found = seen(900_000, {"a": (100_000, 112_000, DEAR, {"priority": priority})})
    assert settled(found) == ({} if priority is Priority.FAMILY else {"a": 12_000})


def test_what_stands_aside_or_is_not_known_is_not_settled():
    found = seen(900_000, ONE)
    aside = {debt: replace(way, aside=True) for debt, way in found.ways.items()}
    assert settled(replace(found, ways=aside)) == {}
    kept = replace(found, lanes={}, ways={})
    assert settled(kept) == {}
    assert not settles(kept, DebtId("a"))
    assert not settles(kept)
    nothing = ReportedBalance(as_of=DAY, principal=Fen(0))
    assert not settles(seen(900_000, {"a": (0, 0, DEAR, {"balance": nothing})}), DebtId("a"))
    assert not settles(replace(found, spare=Spare(reserve=Fen(0), known=False)), DebtId("a"))
