"""The picture of a large household beside ``owed``: a part of ``packaging/bench.py``."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from time import perf_counter

from msgspec.structs import replace

from jiebei_desktop.domain.debts import (
    Debt,
    DebtId,
    LenderType,
    Method,
    Minimum,
    Payment,
    Priority,
    ReportedBalance,
    Terms,
)
from jiebei_desktop.domain.household import Book, Cash, Entry, EntryKind
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.months import Month
from jiebei_desktop.domain.rates import DayBasis, Rate, RatePeriod
from jiebei_desktop.domain.standing import schedule
from jiebei_desktop.services.keeping.session import Session
from jiebei_desktop.services.papers.call_desk import CounterOffer, answer, call_desk

MONTHS = 12
LOANS = 7


def calls(folder: Path, as_of: date) -> Iterator[tuple[str, float, str]]:
    """Measure a lender's call of ten debts: gathered once, then an offer answered at every key."""
    with Session.create(folder / "call.jiebei") as session:
        session.ledger.add_book(ten_debts(as_of))
        begun = perf_counter()
        desk = call_desk(session, as_of)
        yield "a call gathered, ten debts, cold", perf_counter() - begun, ""
        if desk is None:
            raise LookupError(session.path)
        begun = perf_counter()
        for fen in range(100_000, 200_000, 1_000):
            answer(desk.footing, CounterOffer(amount=Fen(fen), periods=24, first=desk.ask.first))
        yield "an offer on the telephone answered", (perf_counter() - begun) / 100, "≤ 100 ms"


def ten_debts(as_of: date) -> Book:
    """Return a year of entries, seven loans kept to the day, two cards and a home loan."""
    return Book(
        cash=(Cash(name="余额", amount=Fen(900_000), as_of=as_of),),
        entries=tuple(_entries(as_of)),
        debts=(*(_loan(as_of, n) for n in range(LOANS)), *_cards(as_of), _home(as_of)),
    )


def _entries(as_of: date) -> Iterator[Entry]:
    for back in range(MONTHS, 0, -1):
        month = Month.of(as_of).plus(-back)
        yield Entry(date=month.day(10), kind=EntryKind.INCOME, amount=Fen(1_600_000), category="A1")
        for day in range(1, 28, 2):
            yield Entry(
                date=month.day(day), kind=EntryKind.EXPENSE, amount=Fen(40_000), category="C1"
            )


def _loan(as_of: date, n: int) -> Debt:
    start = Month.of(as_of).plus(-3 - n).day(3 + n)
    made = Debt(
        id=DebtId(f"loan{n}"),
        name=f"贷款{n}",
        product="other",
        lender=f"公司{n}",
        lender_type=LenderType.CONSUMER_FINANCE,
        contract_date=start,
        principal=Fen(1_000_000 + 100_000 * n),
        terms=Terms(
            rate=Rate(value=Decimal("0.0005"), per=RatePeriod.DAY), periods=24, due_day=3 + n
        ),
    )
    return _kept(made, as_of)


def _cards(as_of: date) -> Iterator[Debt]:
    terms = Terms(
        rate=Rate(value=Decimal("0.0005"), per=RatePeriod.DAY),
        method=Method.REVOLVING,
        due_day=28,
        minimum=Minimum(fraction=Decimal("0.10"), floor=Fen(5_000)),
    )
    for n in range(2):
        shown = ReportedBalance(as_of=as_of, principal=Fen(700_000 + 500_000 * n))
        yield replace(_loan(as_of, n), id=DebtId(f"card{n}"), terms=terms, payments=(),
                      balance=shown)  # fmt: skip


def _home(as_of: date) -> Debt:
    made = replace(
        _loan(as_of, 0),
        id=DebtId("home"),
        contract_date=Month.of(as_of).plus(-66).day(20),
        principal=Fen(60_000_000),
        priority=Priority.LIVELIHOOD,
        payments=(),
        terms=Terms(
            rate=Rate(value=Decimal("0.0365"), per=RatePeriod.YEAR),
            day_basis=DayBasis.MONTHLY,
            periods=240,
            due_day=20,
        ),
    )
    return _kept(made, as_of)


def _kept(debt: Debt, as_of: date) -> Debt:
    rows = schedule(debt.principal, debt.terms, debt.contract_date)
    paid = (Payment(date=row.due, amount=row.payment) for row in rows if row.due <= as_of)
    return replace(debt, payments=tuple(paid))
