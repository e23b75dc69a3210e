"""Households of every kind the picture must agree on: made by hand, and at random from a seed."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

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
from jiebei_desktop.domain.events import EventKind, LifeEvent
from jiebei_desktop.domain.household import (
    Book,
    Cash,
    Entry,
    EntryKind,
    Every,
    Household,
    Mark,
    Recurring,
)
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.months import Month
from jiebei_desktop.domain.rates import DayBasis, Rate, RatePeriod
from jiebei_desktop.services.files import demo

DAY = date(2026, 11, 22)


def loan(code: str, yuan: int, start: date, **changes: object) -> Debt:
    """Return a loan of twelve equal payments at 0.05 % a day; ``changes`` are of its terms too."""
    own = {name: changes.pop(name) for name in tuple(changes) if name in Debt.__struct_fields__}
    terms = Terms(rate=Rate(value=Decimal("0.0005"), per=RatePeriod.DAY), periods=12, due_day=15)
    base = Debt(
        id=DebtId(code),
        name=f"贷款 {code}",
        product="other",
        lender=f"{code} 公司",
        lender_type=LenderType.CONSUMER_FINANCE,
        contract_date=start,
        principal=Fen(yuan * 100),
        terms=replace(terms, **changes),
    )
    return replace(base, **own)


def card(code: str, balance: ReportedBalance) -> Debt:
    """Return a card with a tenth as its minimum, known by what its app showed."""
    return loan(
        code,
        balance.principal // 100,
        date(2024, 1, 10),
        method=Method.REVOLVING,
        periods=None,
        due_day=28,
        minimum=Minimum(fraction=Decimal("0.10"), floor=Fen(5_000)),
        balance=balance,
        lender_type=LenderType.CREDIT_CARD_ISSUER,
        product="credit_card",
    )


def mortgage(yuan: int, start: date, **changes: object) -> Debt:
    """Return a home loan by months over twenty years."""
    return loan(
        "home",
        yuan,
        start,
        rate=Rate(value=Decimal("0.0365"), per=RatePeriod.YEAR),
        day_basis=DayBasis.MONTHLY,
        periods=240,
        priority=Priority.LIVELIHOOD,
        lender_type=LenderType.BANK,
        product="mortgage",
        **{"due_day": 20, **changes},
    )


def item(name: str, kind: EntryKind, yuan: int, category: str, **changes: object) -> Recurring:
    """Return something that comes every month."""
    base = Recurring(
        name=name, kind=kind, amount=Fen(yuan * 100), category=category, day=10,
        start=date(2025, 1, 1),
    )  # fmt: skip
    return replace(base, **changes)


def entries(income: int, living: int, months: int = 10, category: str = "A1") -> tuple[Entry, ...]:
    """Return months of a steady wage on the 10th, rent on the 5th and the rest of living."""
    found = []
    for back in range(months, 0, -1):
        month = Month.of(DAY).plus(-back)
        found += [
            Entry(date=month.day(10), kind=EntryKind.INCOME, amount=Fen(income * 100),
                  category=category, counterparty="单位", mark=Mark.STATEMENT),
            Entry(date=month.day(5), kind=EntryKind.EXPENSE, amount=Fen(living * 40),
                  category="B1", counterparty="房东"),
            Entry(date=month.day(18), kind=EntryKind.EXPENSE, amount=Fen(living * 60),
                  category="C1"),
        ]  # fmt: skip
    return tuple(found)


def cash(yuan: int) -> tuple[Cash, ...]:
    """Return what is at hand today."""
    return (Cash(name="余额", amount=Fen(yuan * 100), as_of=DAY),)


def nothing_left() -> Book:
    """Living takes more than comes in; a loan and a card are late."""
    late = ReportedBalance(
        as_of=DAY, principal=Fen(1_800_000), interest=Fen(71_000), penalty=Fen(20_000),
        overdue_since=date(2026, 9, 15), overdue_principal=Fen(600_000),
    )  # fmt: skip
    behind = ReportedBalance(
        as_of=DAY, principal=Fen(1_100_000), interest=Fen(31_000), fees=Fen(9_000),
        overdue_since=date(2026, 10, 28), overdue_principal=Fen(110_000),
    )  # fmt: skip
    return Book(
        household=Household(members=2, dibao_per_person=Fen(98_000)),
        cash=cash(90),
        recurring=(
            item("工资", EntryKind.INCOME, 3_000, "A1"),
            item("房租", EntryKind.EXPENSE, 1_700, "B1", day=5),
            item("伙食", EntryKind.EXPENSE, 1_600, "C1", day=6),
        ),
        debts=(
            loan("a", 24_000, date(2026, 3, 15), balance=late),
            card("b", behind),
        ),
    )


def family() -> Book:
    """A home loan, two card debts and a relative; one wage ends and a benefit begins."""
    return Book(
        household=Household(members=4, dibao_per_person=Fen(90_000)),
        cash=cash(9_000),
        entries=entries(11_500, 8_200),
        recurring=(
            item("房租津贴", EntryKind.INCOME, 900, "A5", start=date(2027, 1, 1)),
            item("学费", EntryKind.EXPENSE, 3_600, "C5", every=Every.YEAR, start=date(2027, 2, 1)),
        ),
        debts=(
            mortgage(620_000, date(2021, 5, 20),
                     payments=tuple(_paid(date(2021, 6, 20), 66, 364_360))),
            loan("a", 30_000, date(2026, 8, 3), periods=24),
            card("b", ReportedBalance(as_of=DAY, principal=Fen(2_100_000), interest=Fen(30_100))),
            loan("aunt", 15_000, date(2025, 6, 1), method=Method.SINGLE, periods=None,
                 rate=Rate(value=Decimal(0), per=RatePeriod.YEAR), priority=Priority.FAMILY,
                 first_due=date(2027, 9, 1), lender_type=LenderType.PRIVATE_PERSON),
        ),
        events=(
            LifeEvent(start=date(2026, 12, 1), kind=EventKind.INCOME_STARTS, category="A5",
                      name="补贴", amount=Fen(180_000)),
        ),
    )  # fmt: skip


def typed() -> Book:
    """One debt known by the lender's page, in the middle of a period."""
    shown = ReportedBalance(as_of=DAY, principal=Fen(2_950_000), interest=Fen(10_325))
    return Book(
        cash=cash(4_000),
        entries=entries(7_400, 4_600, months=4),
        debts=(
            loan("a", 29_500, date(2026, 2, 15), periods=10, first_due=date(2026, 12, 15),
                 balance=shown),
        ),
    )  # fmt: skip


def large_payment() -> Book:
    """A secured loan whose whole principal falls due in ten weeks."""
    return Book(
        cash=cash(2_500),
        entries=entries(9_000, 5_500),
        debts=(
            loan("van", 28_000, date(2025, 2, 1), method=Method.INTEREST_ONLY, periods=24, due_day=1,
                 priority=Priority.SECURED, payments=tuple(_paid(date(2025, 3, 1), 21, 43_400))),
            loan("a", 8_000, date(2026, 9, 20)),
        ),
    )  # fmt: skip


def no_plan() -> Book:
    """A debt to a person without any plan, and nothing entered of income."""
    return Book(
        cash=cash(700),
        debts=(loan("a", 12_000, date(2025, 10, 1), method=Method.FREE, periods=None),),
    )


def ended() -> Book:
    """The only income ended in spring."""
    return Book(
        cash=cash(6_000),
        recurring=(
            item("工资", EntryKind.INCOME, 6_500, "A1", until=date(2026, 3, 31)),
            item("房租", EntryKind.EXPENSE, 1_500, "B1"),
        ),
        debts=(loan("a", 20_000, date(2026, 6, 10)),),
    )


MADE: dict[str, Callable[[], Book]] = {
    "employee": lambda: demo.employee(DAY),
    "shop": lambda: demo.shop(DAY),
    "empty": Book,
    "nothing_left": nothing_left,
    "family": family,
    "typed": typed,
    "large_payment": large_payment,
    "no_plan": no_plan,
    "ended": ended,
}
"""The households made by hand, by name."""


def random_book(seed: int) -> Book:
    """Return a household drawn from a seed: income of some kind, and one to six debts."""
    draw = random.Random(seed)
    months = draw.choice((0, 2, 5, 12))
    income, living = draw.randrange(3_000, 16_000, 100), draw.randrange(1_500, 9_000, 100)
    told = (
        item("收入", EntryKind.INCOME, income, draw.choice(("A1", "A3", "A4"))),
        item("房租", EntryKind.EXPENSE, living // 2, "B1", day=draw.randint(1, 28)),
    )
    return Book(
        household=Household(
            members=draw.randint(1, 5), dibao_per_person=draw.choice((None, Fen(80_000)))
        ),
        cash=cash(draw.randrange(0, 20_000, 50)),
        entries=entries(income, living, months) if months else (),
        recurring=() if months else told,
        debts=tuple(_random_debt(draw, f"d{k}") for k in range(draw.randint(1, 6))),
    )


def _random_debt(draw: random.Random, code: str) -> Debt:
    start = DAY - timedelta(days=draw.randint(5, 700))
    yuan = draw.randrange(1_000, 60_000, 100)
    priority = draw.choice((*Priority, Priority.UNSECURED, Priority.UNSECURED))
    if draw.random() < 0.2:
        return replace(
            card(code, ReportedBalance(as_of=DAY, principal=Fen(yuan * 100),
                                       interest=Fen(draw.randrange(0, 40_000)))),
            priority=priority,
        )  # fmt: skip
    method = draw.choice((
        Method.EQUAL_PAYMENT, Method.EQUAL_PRINCIPAL, Method.INTEREST_ONLY, Method.FREE,
    ))  # fmt: skip
    made = loan(
        code,
        yuan,
        start,
        method=method,
        periods=None if method is Method.FREE else draw.choice((6, 12, 24, 36)),
        due_day=draw.randint(1, 28),
        day_basis=draw.choice(tuple(DayBasis)),
        priority=priority,
    )
    if method is Method.FREE or draw.random() < 0.5:
        return made
    return replace(made, payments=tuple(_kept(made, draw.randint(0, 24))))


def _kept(debt: Debt, count: int) -> list[Payment]:
    """Pay the first instalments on their days, as far as they lie behind."""
    from jiebei_desktop.domain.standing import schedule

    rows = schedule(debt.principal, debt.terms, debt.contract_date)[:count]
    return [Payment(date=row.due, amount=row.payment) for row in rows if row.due <= DAY]


def _paid(first: date, count: int, fen: int) -> list[Payment]:
    month = Month.of(first)
    return [Payment(date=month.plus(k).day(first.day), amount=Fen(fen)) for k in range(count)]
